/* How much of one file is in another, as git counts it for renames. */
#ifndef TG_LIKENESS_H
#define TG_LIKENESS_H

#include "../base/str.h"

struct tg_likeness;

/* What there is to compare of a text: its lines (in pieces of at most 64 bytes)
 * as numbers, with the bytes that each stands for. */
struct tg_likeness *tg_likeness_new(struct tg_str text);
void tg_likeness_free(struct tg_likeness *likeness); /* NULL is fine */

/* Bytes of `a` that are in `b`, in percent of the larger of both. Less than
 * `least` may be told as 0: it is not counted to the end. */
unsigned tg_likeness_score(const struct tg_likeness *a, const struct tg_likeness *b,
			   unsigned least);

#endif
