#include "likeness.h"

#include "../base/arena.h"

#include <stdlib.h>
#include <string.h>

#define PIECE 64 /* bytes */

/* Piece by piece: its hash in the upper half, its bytes in the lower. Sorted,
 * pieces with one hash in one number. */
struct tg_likeness {
	size_t size, n;
	uint64_t pieces[];
};

/* Up to eight bytes as a number. */
static uint64_t load(const char *p, size_t n)
{
	uint64_t word = 0;

	memcpy(&word, p, n);
	return word;
}

/* Of n > 0 bytes. A line end with or without CR is the same. Nothing depends on the hash but
 * which pieces are equal: no author gains by two that only seem to be. */
static uint64_t piece_of(const char *p, size_t n)
{
	const uint64_t factor = 0x9e3779b97f4a7c15u;
	bool ended = p[n - 1] == '\n';
	size_t most = n - ended, i = 0;
	uint64_t hash = ended ? ~factor : factor;

	if (ended && most && p[most - 1] == '\r')
		most--;
	for (; i + 8 <= most; i += 8) {
		hash = (hash ^ load(p + i, 8)) * factor;
		hash ^= hash >> 32;
	}
	hash = (hash ^ load(p + i, most - i) ^ (uint64_t)(most - i) << 56) * factor;
	hash ^= hash >> 29;
	return (hash * factor >> 32) << 32 | n;
}

/* By the upper half, a byte at a time: a file has hundreds of pieces. */
static void sort_pieces(uint64_t *pieces, uint64_t *spare, size_t n)
{
	for (unsigned shift = 32; shift < 64; shift += 8) {
		size_t start[257] = { 0 };
		uint64_t *swap = pieces;

		for (size_t i = 0; i < n; i++)
			start[(pieces[i] >> shift & 255) + 1]++;
		for (size_t i = 0; i < 255; i++)
			start[i + 1] += start[i];
		for (size_t i = 0; i < n; i++)
			spare[start[pieces[i] >> shift & 255]++] = pieces[i];
		pieces = spare;
		spare = swap;
	}
}

static size_t cut(struct tg_str text, uint64_t *out)
{
	size_t n = 0;

	while (text.n) {
		size_t most = text.n < PIECE ? text.n : PIECE;
		const char *lf = memchr(text.p, '\n', most);
		size_t len = lf ? (size_t)(lf - text.p) + 1 : most;

		if (out)
			out[n] = piece_of(text.p, len);
		n++;
		text.p += len;
		text.n -= len;
	}
	return n;
}

static size_t merge_equal(uint64_t *pieces, size_t n)
{
	size_t kept = 0;

	for (size_t i = 0; i < n; i++) {
		if (kept && pieces[kept - 1] >> 32 == pieces[i] >> 32)
			pieces[kept - 1] += pieces[i] & UINT32_MAX;
		else
			pieces[kept++] = pieces[i];
	}
	return kept;
}

struct tg_likeness *tg_likeness_new(struct tg_str text)
{
	size_t n = cut(text, NULL);
	struct tg_likeness *l = tg_malloc(sizeof(*l) + n * sizeof(*l->pieces));
	uint64_t *spare = tg_malloc(n * sizeof(*spare));

	l->size = text.n;
	cut(text, l->pieces);
	sort_pieces(l->pieces, spare, n);
	free(spare);
	l->n = merge_equal(l->pieces, n);
	return l;
}

void tg_likeness_free(struct tg_likeness *likeness)
{
	free(likeness);
}

unsigned tg_likeness_score(const struct tg_likeness *a, const struct tg_likeness *b,
			   unsigned least)
{
	size_t i = 0, j = 0, larger = a->size > b->size ? a->size : b->size;
	uint64_t shared = 0, need = (uint64_t)larger * least / 100;
	/* what either may still leave unmatched */
	int64_t spare_a = (int64_t)a->size - (int64_t)need;
	int64_t spare_b = (int64_t)b->size - (int64_t)need;

	while (i < a->n && j < b->n && (spare_a | spare_b) >= 0) {
		uint64_t x = a->pieces[i], y = b->pieces[j];

		if (x >> 32 == y >> 32) {
			shared += (x < y ? x : y) & UINT32_MAX;
			i++;
			j++;
		} else if (x >> 32 < y >> 32) {
			spare_a -= (int64_t)(x & UINT32_MAX);
			i++;
		} else {
			spare_b -= (int64_t)(y & UINT32_MAX);
			j++;
		}
	}
	if ((spare_a | spare_b) < 0 || !larger)
		return 0;
	return (unsigned)(shared * 100 / larger);
}
