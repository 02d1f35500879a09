/*
 * What a line must hold for a pattern to have a chance: literals, joined by "all
 * of" and "one of", as the pattern's parts are. One literal calls for a rule
 * (prefilter.h); the others are asked for before the pattern itself is tried, which
 * costs a hundred times as much.
 *
 * A line is asked by its grams: which bytes and which runs of three bytes are in it,
 * the latter as a Bloom filter (Bloom, 1970). So the answer "no" is certain, "yes" is
 * not. After Cox, "Regular Expression Matching with a Trigram Index" (2012), which
 * asks whole files where this asks lines. ASCII case is folded.
 */
#ifndef TG_NEEDS_H
#define TG_NEEDS_H

#include "../base/arena.h"

#include <stdint.h>

/* --- while a pattern is read ---------------------------------------------- */

/* NULL stands for "nothing is known" in all of these. What is handed in belongs to
 * what comes out, and must not be used again. */
struct tg_need;

/* One of the texts (lower case, copied); NULL when one of them says too little. */
struct tg_need *tg_need_text(struct tg_arena *arena, const struct tg_str *texts, size_t n);

struct tg_need *tg_need_all(struct tg_arena *arena, struct tg_need *a, struct tg_need *b);
struct tg_need *tg_need_one(struct tg_arena *arena, struct tg_need *a, struct tg_need *b);

/* True when more than one text is needed at a time. */
bool tg_need_joins(const struct tg_need *need);

/* As numbers, which a table can hold: *n of them, or NULL when they are too many. */
const uint16_t *tg_need_encode(struct tg_arena *arena, const struct tg_need *need,
			       size_t *n);

/* --- while lines are looked through --------------------------------------- */

#define TG_GRAM_BITS 4096u /* of the runs of three bytes; a power of two */

struct tg_grams {
	uint64_t bits[(256u + TG_GRAM_BITS) / 64u]; /* bytes first */
};

void tg_grams_of(struct tg_grams *out, struct tg_str line);

/* And those of one more line: what one of the lines meets, they meet together. */
void tg_grams_add(struct tg_grams *out, struct tg_str line);

/* False: the line cannot match. `needs` is what tg_need_encode made. */
bool tg_needs_met(const uint16_t *needs, const struct tg_grams *grams);

#endif
