/* The lexer while it goes over a text; only lex*.c know it. */
#ifndef TG_LEXER_H
#define TG_LEXER_H

#include "language.h"
#include "lex.h"

struct tg_lexer {
	const struct tg_lexical *facts;
	struct tg_str text;
	unsigned char *out;
	size_t at;
	bool starts[256];      /* bytes that may begin something */
	bool breaks[256];      /* these, and a line's end */
	size_t line_first;     /* first byte of the line that is not blank */
	bool line_blank;       /* nothing but blanks so far on this line */
	char last, before_line; /* last byte of code; the same when the line began */
	size_t no_regex_before;
	unsigned misses;
	struct tg_str word;    /* of the heredoc that begins on the next line */
};

/* `word` stands at `at`. */
static inline bool tg_lex_here(const struct tg_lexer *x, size_t at, const char *word)
{
	size_t n;

	if (at >= x->text.n || x->text.p[at] != *word)
		return false;
	n = strlen(word);
	return n <= x->text.n - at && memcmp(x->text.p + at, word, n) == 0;
}

/* Marks up to `end` and goes on from there. */
static inline void tg_lex_mark(struct tg_lexer *x, size_t end, enum tg_lex kind)
{
	if (end > x->text.n)
		end = x->text.n;
	memset(x->out + x->at, (int)kind, end - x->at);
	x->at = end;
	if (kind == TG_LEX_STRING) {
		x->last = '"';
		x->line_blank = false;
	}
}

/* Each marks what begins at the lexer's place and moves behind it; false where
 * there is nothing of its kind. */
bool tg_lex_string(struct tg_lexer *x);
bool tg_lex_char(struct tg_lexer *x);     /* 'x' */
bool tg_lex_raw_hash(struct tg_lexer *x); /* r#"..."# */
bool tg_lex_regex(struct tg_lexer *x);    /* a slash where a value may begin */

#endif
