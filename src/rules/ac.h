/*
 * The search for literals: one pass over a line finds every literal of every
 * rule (Aho and Corasick, 1975), ASCII case folded.
 *
 * Compact: bytes are mapped to classes; the root and the states up to two bytes
 * below it, where nearly all of the time is spent, have full rows; deeper states have
 * one edge mostly, so they keep a list of edges and a failure link. The tables
 * are plain numbers, so that those of the built-in rules are constant data made
 * at build time and cost nothing at start-up.
 */
#ifndef TG_AC_H
#define TG_AC_H

#include "../base/arena.h"

#include <stdint.h>

#define TG_AC_NONE UINT16_MAX

/* 16-bit states: a bound that the limits of packs keep far from. */
#define TG_AC_MAX_STATES 60000u

struct tg_ac_state {
	uint16_t fail;    /* the state of the longest proper suffix */
	uint16_t edge;    /* index of its first edge; dense states have none */
	uint16_t n_edges;
	uint16_t literal; /* that ends here, or TG_AC_NONE */
	uint16_t suffix;  /* the next shorter state where one ends, or NONE */
};

struct tg_ac_edge {
	uint16_t to;
	uint8_t byte_class;
};

struct tg_ac {
	const uint8_t *classes;      /* 256: byte → class; 0: in no literal */
	const uint16_t *dense;       /* n_dense rows of n_classes states */
	const struct tg_ac_state *states; /* breadth first; 0 is the root */
	const struct tg_ac_edge *edges;
	uint16_t n_classes, n_dense, n_states, n_edges;
	uint16_t n_quiet;            /* the first states, in which no literal ends */
};

/* Builds over `n` literals (lower case, not empty, no doubles, fewer than
 * TG_AC_NONE). Literal i is reported as i. False when there are too many
 * states; everything lives in `arena`. */
bool tg_ac_build(struct tg_ac *out, struct tg_arena *arena,
		 const char *const *literals, size_t n);

/* Calls `hit` with each literal found in `text`, once per place. */
typedef void tg_ac_hit_fn(unsigned literal, void *ctx);
void tg_ac_search(const struct tg_ac *ac, struct tg_str text,
		  tg_ac_hit_fn *hit, void *ctx);

/* Which states a literal ends in, one bit each: (n_states + 7) / 8 bytes. */
void tg_ac_find_ends(const struct tg_ac *ac, uint8_t *ends);

/* The same for literals that are wanted (`wanted[literal]` is not 0), of two
 * texts at once: a step must wait for the one before it, and two searches wait
 * side by side. Each list holds the literals of one text, in their order, with
 * repeats. */
#define TG_AC_HITS 1000u
struct tg_ac_hits {
	size_t n; /* more than TG_AC_HITS: not all of them are in the list */
	uint16_t literals[TG_AC_HITS];
};
struct tg_ac_search {
	const struct tg_ac *ac;
	const uint8_t *ends, *wanted;
};
void tg_ac_search_two(const struct tg_ac_search *search, const struct tg_str texts[2],
		      struct tg_ac_hits hits[2]);

#endif
