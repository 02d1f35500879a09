/* Whether a mitigation that was reworded says less than it did. */
#ifndef TG_WEAKEN_H
#define TG_WEAKEN_H

#include "../base/arena.h"
#include "model.h"

/* Why the new wording is weaker, as the end of a sentence ("it now says “where
 * possible”"); NULL when nothing shows that it is. Told by facts alone: hedges
 * and negations that came, parts that were cut, limits that were loosened,
 * evidence that is no longer named, a denial or stock phrase in its place. */
const char *tg_mitigation_weaker(const struct tg_mitigation *before,
				 const struct tg_mitigation *after,
				 struct tg_arena *arena);

/* True for words that fit every threat and so say nothing: "improve security",
 * "follow best practices", or fewer than three words. */
bool tg_mitigation_empty(struct tg_str text);

/* 0 (said to be missing) to 5 (implemented); -1 where the status says nothing
 * that could be compared. */
int tg_mitigation_rank(enum tg_mitigation_status status);

#endif
