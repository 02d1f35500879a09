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

/* Many at once: most of two files out of hundreds share next to nothing, and
 * whoever knows which files have a piece need not compare them two by two. */
struct tg_likeness_index;

/* NULL among the n is a file that is like none. The index borrows them. */
struct tg_likeness_index *tg_likeness_index_new(const struct tg_likeness *const *all,
						size_t n);
void tg_likeness_index_free(struct tg_likeness_index *index); /* NULL is fine */

/* What tg_likeness_score(all[i], one, 0) would say, for each i. */
void tg_likeness_scores(uint32_t *scores, const struct tg_likeness_index *index,
			const struct tg_likeness *one);

#endif
