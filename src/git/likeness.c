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

static int compare_numbers(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return x < y ? -1 : x > y;
}

/* FNV-1a. A line end with or without CR is the same. */
static uint64_t piece_of(const char *p, size_t n)
{
	uint32_t hash = 2166136261u;

	for (size_t i = 0; i < n; i++) {
		if (p[i] == '\r' && i + 1 < n && p[i + 1] == '\n')
			continue;
		hash = (hash ^ (unsigned char)p[i]) * 16777619u;
	}
	return (uint64_t)hash << 32 | n;
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

	l->size = text.n;
	cut(text, l->pieces);
	qsort(l->pieces, n, sizeof(*l->pieces), compare_numbers);
	l->n = merge_equal(l->pieces, n);
	return l;
}

void tg_likeness_free(struct tg_likeness *likeness)
{
	free(likeness);
}

unsigned tg_likeness_score(const struct tg_likeness *a, const struct tg_likeness *b)
{
	size_t i = 0, j = 0, larger = a->size > b->size ? a->size : b->size;
	uint64_t shared = 0;

	while (i < a->n && j < b->n) {
		uint64_t x = a->pieces[i], y = b->pieces[j];

		if (x >> 32 == y >> 32) {
			shared += (x < y ? x : y) & UINT32_MAX;
			i++;
			j++;
		} else if (x >> 32 < y >> 32) {
			i++;
		} else {
			j++;
		}
	}
	return larger ? (unsigned)(shared * 100 / larger) : 0;
}
