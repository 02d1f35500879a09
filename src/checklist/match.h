/*
 * Recognising a question by its words. A question keeps its meaning under small
 * edits: a typo, "PR" for "change", a word more or less of the little ones. It
 * does not under a negation or another noun.
 */
#ifndef TG_CHECKLIST_MATCH_H
#define TG_CHECKLIST_MATCH_H

#include "text.h"

struct tg_question {
	struct tg_tokens tokens;
	size_t head; /* tokens of its first sentence */
};

struct tg_question tg_question_of(const char *text, struct tg_arena *arena);

/* How far `text` is from beginning with the question: 0 the very words, up to
 * 100; SIZE_MAX when it is another question. *end is the number of tokens of
 * `text` that are the question. */
size_t tg_question_match(const struct tg_question *question,
			 const struct tg_tokens *text, size_t *end);

/* How alike two runs of words are, 0 to 100 (Dice). */
unsigned tg_tokens_likeness(const struct tg_token *a, size_t n_a,
			    const struct tg_token *b, size_t n_b);

#endif
