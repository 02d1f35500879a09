#include "likeness.h"

#include "../base/arena.h"

#include <stdlib.h>
#include <string.h>

#define PIECE 64 /* bytes */
#define GUESS 24 /* bytes of a line, where the pieces are counted while they are cut */
#define FEW 512  /* pieces: even if none is in its place they are sorted soon */

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

/* Puts the few right that stand in the wrong order. */
static void insert_pieces(uint64_t *pieces, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		uint64_t piece = pieces[i];
		size_t at = i;

		for (; at > 0 && pieces[at - 1] >> 32 > piece >> 32; at--)
			pieces[at] = pieces[at - 1];
		pieces[at] = piece;
	}
}

/* By the upper half, a byte at a time: a file has hundreds of pieces, and the two
 * uppermost bytes tell nearly all of them apart. */
static void sort_pieces(uint64_t *pieces, uint64_t *spare, size_t n)
{
	unsigned first = n <= FEW ? 48 : 32;

	for (unsigned shift = first; shift < 64; shift += 8) {
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
	if (first != 32)
		insert_pieces(pieces, n);
}

/* A likeness of all pieces, in the order of the text. */
static struct tg_likeness *cut(struct tg_str text)
{
	size_t cap = text.n / GUESS + 16;
	struct tg_likeness *l = tg_malloc(sizeof(*l) + cap * sizeof(*l->pieces));

	l->size = text.n;
	for (l->n = 0; text.n;) {
		size_t most = text.n < PIECE ? text.n : PIECE;
		const char *lf = memchr(text.p, '\n', most);
		size_t len = lf ? (size_t)(lf - text.p) + 1 : most;

		if (l->n == cap) {
			cap *= 2;
			l = tg_realloc(l, sizeof(*l) + cap * sizeof(*l->pieces));
		}
		l->pieces[l->n++] = piece_of(text.p, len);
		text.p += len;
		text.n -= len;
	}
	return l;
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
	struct tg_likeness *l = cut(text);
	uint64_t *spare = tg_malloc(l->n * sizeof(*spare));

	sort_pieces(l->pieces, spare, l->n);
	free(spare);
	l->n = merge_equal(l->pieces, l->n);
	return tg_realloc(l, sizeof(*l) + l->n * sizeof(*l->pieces));
}

void tg_likeness_free(struct tg_likeness *likeness)
{
	free(likeness);
}

static uint32_t percent(uint64_t shared, size_t larger)
{
	return (uint32_t)(shared * 100 / larger);
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
	return percent(shared, larger);
}

/* --- many at once --------------------------------------------------------------- */

/* One of the files has the piece. */
struct posting {
	uint64_t piece;
	size_t file;
};

/* The files' pieces in buckets by the uppermost bits of the hash: about as many
 * buckets as pieces, so that a bucket has few of them but equal ones. */
struct tg_likeness_index {
	const struct tg_likeness *const *all;
	size_t n;
	unsigned shift;
	size_t *start; /* of each bucket; one more says where the last ends */
	struct posting *postings;
};

/* Where the bucket of a piece begins; the next entry says where it ends. */
static size_t *bucket_of(const struct tg_likeness_index *index, uint64_t piece)
{
	return &index->start[piece >> index->shift];
}

static void count_pieces(struct tg_likeness_index *index, const struct tg_likeness *l)
{
	for (size_t i = 0; l && i < l->n; i++)
		bucket_of(index, l->pieces[i])[2]++;
}

/* The beginning of the next bucket moves on to where it ends up: what stands
 * one entry further back begins this one, then. */
static void post_pieces(struct tg_likeness_index *index, size_t file)
{
	const struct tg_likeness *l = index->all[file];

	for (size_t i = 0; l && i < l->n; i++)
		index->postings[bucket_of(index, l->pieces[i])[1]++] =
			(struct posting){ l->pieces[i], file };
}

struct tg_likeness_index *tg_likeness_index_new(const struct tg_likeness *const *all,
						size_t n)
{
	struct tg_likeness_index *index = tg_calloc(1, sizeof(*index));
	size_t pieces = 0, buckets = 256;

	index->shift = 56;
	for (size_t i = 0; i < n; i++)
		pieces += all[i] ? all[i]->n : 0;
	for (; buckets < pieces && index->shift > 40; index->shift--)
		buckets *= 2;
	index->all = all;
	index->n = n;
	index->start = tg_calloc(buckets + 2, sizeof(*index->start));
	index->postings = tg_malloc((pieces + 1) * sizeof(*index->postings));
	for (size_t i = 0; i < n; i++)
		count_pieces(index, all[i]);
	for (size_t i = 0; i <= buckets; i++)
		index->start[i + 1] += index->start[i];
	for (size_t i = 0; i < n; i++)
		post_pieces(index, i);
	return index;
}

void tg_likeness_index_free(struct tg_likeness_index *index)
{
	if (!index)
		return;
	free(index->postings);
	free(index->start);
	free(index);
}

/* Adds what the files share of one piece. */
static void share(uint32_t *shared, const struct tg_likeness_index *index, uint64_t piece)
{
	const size_t *bucket = bucket_of(index, piece);

	for (size_t i = bucket[0]; i < bucket[1]; i++) {
		const struct posting *p = &index->postings[i];

		if (p->piece >> 32 == piece >> 32)
			shared[p->file] +=
				(uint32_t)(p->piece < piece ? p->piece : piece);
	}
}

void tg_likeness_scores(uint32_t *scores, const struct tg_likeness_index *index,
			const struct tg_likeness *one)
{
	memset(scores, 0, index->n * sizeof(*scores));
	for (size_t i = 0; i < one->n; i++)
		share(scores, index, one->pieces[i]);
	for (size_t i = 0; i < index->n; i++) {
		size_t larger = one->size;

		if (!scores[i])
			continue;
		if (index->all[i]->size > larger)
			larger = index->all[i]->size;
		scores[i] = percent(scores[i], larger);
	}
}
