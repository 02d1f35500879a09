/* Hashes: a fast one for tables, a strong one for fingerprints. */
#ifndef TG_HASH_H
#define TG_HASH_H

#include "str.h"

#include <stdint.h>

/* 64 bits of `s`, mixed with `seed`: for tables within one run, not stable
 * over versions, not meant to withstand crafted collisions beyond that. */
uint64_t tg_hash64(struct tg_str s, uint64_t seed);

/* SHA-256 (FIPS 180-4), for fingerprints that people store in baselines: a
 * crafted collision would hide a finding. */
struct tg_sha256 {
	uint32_t state[8];
	uint64_t length;
	unsigned char block[64];
	size_t fill;
};

void tg_sha256_init(struct tg_sha256 *h);
void tg_sha256_add(struct tg_sha256 *h, const void *data, size_t n);
void tg_sha256_end(struct tg_sha256 *h, unsigned char digest[32]);

/* The first 32 hex digits of the SHA-256 of the `n` fields, each preceded by
 * its length so that fields cannot run into each other. */
void tg_fingerprint(char out[33], const struct tg_str *fields, size_t n);

#endif
