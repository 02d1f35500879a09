/* Texts reduced to their plain words, so that tables of words can be compared
 * with what people write: "**Mitigation(s):**" and "mitigation s" are one. */
#ifndef TG_MODEL_FOLD_H
#define TG_MODEL_FOLD_H

#include "../base/str.h"

#define TG_FOLD_MAX 240u

/* Lower-case ASCII letters and digits, anything else as one blank. Text beyond
 * the first TG_FOLD_MAX bytes of the result is left out. */
struct tg_fold {
	size_t n;
	size_t words;
	char text[TG_FOLD_MAX + 1];
};

void tg_fold(struct tg_fold *out, struct tg_str s);

bool tg_fold_is(const struct tg_fold *f, const char *words);
/* Whole words: "no" starts "no control", not "none". */
bool tg_fold_starts(const struct tg_fold *f, const char *words);
bool tg_fold_ends(const struct tg_fold *f, const char *words);
bool tg_fold_has(const struct tg_fold *f, const char *words);
/* One of the `n`. */
bool tg_fold_has_one(const struct tg_fold *f, const char *const *words, size_t n);
/* The beginning of a word: "mitigat" is in "unfinished mitigations". */
bool tg_fold_has_stem(const struct tg_fold *f, const char *stem);

/* The next word of a fold; start with *at 0. */
bool tg_fold_word(const struct tg_fold *f, size_t *at, struct tg_str *word);

#endif
