#include "hash.h"

#include <string.h>

static uint64_t mix(uint64_t h)
{
	h ^= h >> 32;
	h *= UINT64_C(0xd6e8feb86659fd93);
	h ^= h >> 32;
	h *= UINT64_C(0xd6e8feb86659fd93);
	return h ^ (h >> 32);
}

uint64_t tg_hash64(struct tg_str s, uint64_t seed)
{
	uint64_t h = mix(seed ^ (uint64_t)s.n);
	size_t i = 0;

	for (; s.n - i >= 8; i += 8) {
		uint64_t chunk;

		memcpy(&chunk, s.p + i, sizeof(chunk));
		h = mix(h ^ chunk);
	}
	uint64_t tail = 0;

	for (unsigned shift = 0; i < s.n; i++, shift += 8)
		tail |= (uint64_t)(unsigned char)s.p[i] << shift;
	return mix(h ^ tail);
}

/* FIPS 180-4, 4.2.2 */
static const uint32_t round_constants[64] = {
	0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1,
	0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3,
	0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786,
	0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
	0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147,
	0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13,
	0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b,
	0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
	0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a,
	0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208,
	0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

static uint32_t rotate(uint32_t x, unsigned n)
{
	return (x >> n) | (x << (32 - n));
}

/* FIPS 180-4, 6.2.2 step 1 */
static void schedule(uint32_t w[64], const unsigned char block[64])
{
	for (size_t i = 0; i < 16; i++) {
		w[i] = (uint32_t)block[i * 4] << 24 | (uint32_t)block[i * 4 + 1] << 16 |
		       (uint32_t)block[i * 4 + 2] << 8 | block[i * 4 + 3];
	}
	for (size_t i = 16; i < 64; i++) {
		uint32_t a = w[i - 15], b = w[i - 2];

		w[i] = (rotate(b, 17) ^ rotate(b, 19) ^ (b >> 10)) + w[i - 7] +
		       (rotate(a, 7) ^ rotate(a, 18) ^ (a >> 3)) + w[i - 16];
	}
}

/* FIPS 180-4, 6.2.2 steps 2 to 4; v holds a to h */
static void compress(uint32_t state[8], const unsigned char block[64])
{
	uint32_t w[64], v[8];

	schedule(w, block);
	memcpy(v, state, sizeof(v));
	for (size_t i = 0; i < 64; i++) {
		uint32_t big1 = rotate(v[4], 6) ^ rotate(v[4], 11) ^ rotate(v[4], 25);
		uint32_t big0 = rotate(v[0], 2) ^ rotate(v[0], 13) ^ rotate(v[0], 22);
		uint32_t choose = (v[4] & v[5]) ^ (~v[4] & v[6]);
		uint32_t majority = (v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]);
		uint32_t t1 = v[7] + big1 + choose + round_constants[i] + w[i];

		memmove(v + 1, v, 7 * sizeof(v[0]));
		v[4] += t1;
		v[0] = t1 + big0 + majority;
	}
	for (size_t i = 0; i < 8; i++)
		state[i] += v[i];
}

void tg_sha256_init(struct tg_sha256 *h)
{
	/* FIPS 180-4, 5.3.3 */
	static const uint32_t initial[8] = {
		0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
		0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
	};

	memcpy(h->state, initial, sizeof(initial));
	h->length = 0;
	h->fill = 0;
}

void tg_sha256_add(struct tg_sha256 *h, const void *data, size_t n)
{
	const unsigned char *p = data;

	h->length += n;
	while (n > 0) {
		size_t take = sizeof(h->block) - h->fill;

		if (take > n)
			take = n;
		memcpy(h->block + h->fill, p, take);
		h->fill += take;
		p += take;
		n -= take;
		if (h->fill == sizeof(h->block)) {
			compress(h->state, h->block);
			h->fill = 0;
		}
	}
}

void tg_sha256_end(struct tg_sha256 *h, unsigned char digest[32])
{
	static const unsigned char padding[64] = { 0x80 };
	unsigned char length[8];
	uint64_t bits = h->length * 8;

	for (size_t i = 0; i < 8; i++)
		length[i] = (unsigned char)(bits >> (56 - 8 * i));
	tg_sha256_add(h, padding, (h->fill < 56 ? 56 : 120) - h->fill);
	tg_sha256_add(h, length, sizeof(length));
	for (size_t i = 0; i < 32; i++)
		digest[i] = (unsigned char)(h->state[i / 4] >> (24 - 8 * (i % 4)));
}

void tg_fingerprint(char out[33], const struct tg_str *fields, size_t n)
{
	static const char hex[] = "0123456789abcdef";
	struct tg_sha256 h;
	unsigned char digest[32];

	tg_sha256_init(&h);
	for (size_t i = 0; i < n; i++) {
		unsigned char length[8];

		for (size_t k = 0; k < 8; k++)
			length[k] = (unsigned char)((uint64_t)fields[i].n >>
						    (56 - 8 * k));
		tg_sha256_add(&h, length, sizeof(length));
		tg_sha256_add(&h, fields[i].p, fields[i].n);
	}
	tg_sha256_end(&h, digest);
	for (size_t i = 0; i < 16; i++) {
		out[i * 2] = hex[digest[i] >> 4];
		out[i * 2 + 1] = hex[digest[i] & 15];
	}
	out[32] = '\0';
}
