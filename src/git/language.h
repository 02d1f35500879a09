/* Lexical facts per language: enough to tell code, comment and string apart. */
#ifndef TG_LANGUAGE_H
#define TG_LANGUAGE_H

#include "../base/str.h"

#include <stdbool.h>

struct tg_language {
	const char *id;   /* as in rules: "python", "javascript", "unknown" */
	const char *name; /* "Python" */
	bool program;     /* it runs: not prose, data or markup alone */
	/* further lexical facts: lex.h */
	const void *lexical;
};

/* By file name and, where that does not tell, by the first line ("#!").
 * Never NULL: "unknown" has no comments. */
const struct tg_language *tg_language_of(const char *path,
					 struct tg_str first_line);
const struct tg_language *tg_language_by_id(const char *id); /* or NULL */
size_t tg_language_count(void);
const struct tg_language *tg_language_at(size_t index);

/* What the bytes of a text are. One byte of `out` per byte of `text`. */
enum tg_lex { TG_LEX_CODE, TG_LEX_COMMENT, TG_LEX_STRING };
void tg_language_lex(const struct tg_language *language, struct tg_str text,
		     unsigned char *out);

/* True when a line holds what may begin or end a comment or string of several
 * lines: other lines may be something else because of it. */
bool tg_language_may_wrap(const struct tg_language *language, struct tg_str line);

#endif
