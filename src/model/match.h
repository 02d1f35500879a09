/* Finding the same thing in two versions of a document: by id, else by
 * likeness of its words. */
#ifndef TG_MATCH_H
#define TG_MATCH_H

#include "../base/arena.h"

struct tg_match_item {
	const char *id;    /* or "" */
	const char *title; /* or "" */
	const char *text;  /* or "" */
	unsigned kind;     /* bits of what it is about (STRIDE); 0: unknown */
};

/* How many pairs may still be compared by likeness in this run: the work of a
 * crafted document stays bounded. */
#define TG_MATCH_BUDGET 100000u

struct tg_matcher {
	struct tg_arena *arena;
	size_t budget;
	unsigned near;   /* likeness (0 to 100) from which two are the same */
	bool incomplete; /* set when the budget was used up */
};

/* Sets to[i] to the index in `after` of what before[i] has become, SIZE_MAX
 * where it is gone. Each of `after` is taken at most once. An id decides unless
 * the words say otherwise: a list that was renumbered is followed by its words,
 * and an id that was given to something else is not the same thing. */
void tg_match(size_t *to, struct tg_matcher *m, const struct tg_match_item *before,
	      size_t n_before, const struct tg_match_item *after, size_t n_after);

/* 0 to 100. Short titles ("Spoofing") weigh less than what is said. */
unsigned tg_match_likeness(const struct tg_match_item *a,
			   const struct tg_match_item *b);

/* How many of the words of `part` (letters and digits, folded) are in `whole`:
 * 0 to 100; 100 for no words at all. */
unsigned tg_match_contained(struct tg_str part, struct tg_str whole,
			    struct tg_arena *arena);

#endif
