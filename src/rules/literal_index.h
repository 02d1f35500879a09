/*
 * The search for literals: one pass over a line finds every literal of every rule,
 * ASCII case folded. Each run of three bytes of the line is looked up; the literals
 * that begin with it are in one bucket, sorted, so that a single walk through the
 * bucket compares each byte of the line at most once (as Manber and Myers search a
 * suffix array, 1990). Places do not wait for each other, unlike the states of an
 * automaton, and the tables are a quarter of one's.
 *
 * They are plain numbers, so that those of the built-in rules are constant data made
 * at build time and cost nothing at start-up.
 */
#ifndef TG_LITERAL_INDEX_H
#define TG_LITERAL_INDEX_H

#include "../base/arena.h"

#include <stdint.h>

#define TG_INDEX_BUCKETS 8192u
#define TG_INDEX_MAX 60000u   /* literals: their numbers have 16 bits */

struct tg_literal_index {
	const uint16_t *first; /* of bucket b: literals first[b] up to first[b + 1] */
	const uint32_t *fourth; /* of bucket b: one bit for the lowest five bits of
	                           each fourth byte; all, where a literal has none */
	const uint32_t *at;    /* of literal i: text[at[i]] up to text[at[i + 1]] */
	const uint8_t *shared; /* how many bytes it has in common with the one before
	                          it in its bucket */
	const uint16_t *skip;  /* the next one that shares no more than literal i does */
	const char *text;
	uint16_t n;
	uint16_t blanks; /* at most, that a literal begins with */
};

/* The order in which an index wants its literals. */
int tg_index_compare(const char *a, const char *b);

/* Builds over `n` literals (lower case, at least three bytes, no doubles) that are in
 * order. Literal i is reported as i. Everything lives in `arena`. False when they
 * are too many. */
bool tg_index_build(struct tg_literal_index *out, struct tg_arena *arena,
		    const char *const *literals, size_t n);

/* Which literals are looked for, and the runs of three bytes that they begin with. */
struct tg_index_choice {
	uint64_t runs[4u * TG_INDEX_BUCKETS / 64u];
	uint8_t wanted[]; /* by literal */
};

/* Chooses the literals of which `wanted` is not 0 (NULL: all). In `arena`. */
struct tg_index_choice *tg_index_choose(const struct tg_literal_index *index,
					struct tg_arena *arena, const uint8_t *wanted);

/* Calls `hit` with each chosen literal found in `text`, once per place. */
typedef void tg_index_hit_fn(unsigned literal, void *ctx);
void tg_index_search(const struct tg_literal_index *index,
		     const struct tg_index_choice *choice, struct tg_str text,
		     tg_index_hit_fn *hit, void *ctx);

#endif
