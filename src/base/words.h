/* Words of identifiers and of prose, and how alike two texts are. */
#ifndef TG_WORDS_H
#define TG_WORDS_H

#include "buf.h"
#include "str.h"

/* Takes the next word of an identifier or path off *rest: splits at anything
 * that is not a letter or digit, at camelCase humps and at ALLCaps ends
 * ("className" → class, Name; "HTTPServer_v2" → HTTP, Server, v2). */
bool tg_words_next(struct tg_str *rest, struct tg_str *word);

/* True when `text` holds `word` as a whole word in that sense, case folded. */
bool tg_words_has(struct tg_str text, const char *word);

/* Appends `s` folded for comparison: lower case, Markdown marks, punctuation
 * and invisible characters dropped, white space runs as one blank, curly
 * quotes straight. */
void tg_words_fold(struct tg_buf *out, struct tg_str s);

/* Edit distance in bytes, or `max` + 1 as soon as it is known to be more.
 * Bounded: strings longer than 512 bytes are compared by their first 512. */
unsigned tg_words_distance(struct tg_str a, struct tg_str b, unsigned max);

/* How alike two texts are by their words: 0 (nothing shared) to 100 (the same
 * words), the Dice coefficient over folded words. */
unsigned tg_words_likeness(struct tg_str a, struct tg_str b);

/* The nearest of `names` to `word` for a "did you mean", or NULL when none is
 * near enough to be meant. */
const char *tg_words_nearest(const char *word, const char *const *names,
			     size_t n);

#endif
