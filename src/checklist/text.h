/*
 * Text of the body as a reader sees it, and its words as the checklist compares
 * them: lower case, without invisible characters, with letters that only look
 * like Latin ones read as what they look like.
 */
#ifndef TG_CHECKLIST_TEXT_H
#define TG_CHECKLIST_TEXT_H

#include "../base/arena.h"
#include "../markup/markdown.h"

#include <stdbool.h>
#include <stddef.h>

struct tg_token {
	const char *word;  /* folded */
	size_t start, end; /* bytes of the text it came from */
	bool joined;       /* hangs on the one before: the "a" of "n/a" */
	bool letters;      /* holds a letter, not digits alone */
	bool ideograph;    /* a word by itself, without blanks around it */
};

struct tg_tokens {
	struct tg_token *items;
	size_t n;
};

#define TG_TOKENS_MAX 2048u /* of one text; the rest is not looked at */

/* Cuts `text` into words. */
struct tg_tokens tg_tokens_of(struct tg_str text, struct tg_arena *arena);

/* True when the folded word is one of `words`, a list parted by blanks that
 * begins and ends with one. */
bool tg_word_in(const char *word, const char *words);

/* True for the words that turn a sentence into its opposite. */
bool tg_word_negates(const char *word);

/* The visible text of a block's inline children: a line break is '\n', code is
 * kept, HTML and what stands for an image dropped, struck-out text left out
 * unless `struck`. */
struct tg_str tg_text_of(const struct tg_md *block, bool struck,
			 struct tg_arena *arena);

/* How many bytes of that text stand before the inline node `stop`. */
size_t tg_text_before(const struct tg_md *block, const struct tg_md *stop);

/* True when all visible text of a paragraph is bold: a heading by other means. */
bool tg_text_all_bold(const struct tg_md *paragraph);

/* The id of a comment `<!-- threatgate:ID -->` in a piece of HTML, or NULL. */
const char *tg_text_comment_id(const char *html, struct tg_arena *arena);

/* Skips blanks and the signs between a question and its answer. */
struct tg_str tg_text_after_sign(struct tg_str text);

#endif
