/* The lexical part of TOML: white space, keys, strings, numbers, dates. */
#ifndef TG_TOML_LEX_H
#define TG_TOML_LEX_H

#include "tree.h"

#include <threatgate/err.h>

struct tg_toml {
	struct tg_arena *arena;
	struct tg_str text;
	size_t at;
	unsigned line;
	size_t line_start;
	unsigned depth; /* open arrays and inline tables */
	const char *file;
	struct tg_err *err;
};

/* TG_E_SYNTAX at the current place, with what stands there. */
enum tg_rc tg_toml_fail(struct tg_toml *t, const char *expected);

/* The byte at the current place plus `ahead`; '\0' past the end. */
char tg_toml_peek(const struct tg_toml *t, size_t ahead);

/* Takes `word` if it stands here. */
bool tg_toml_take(struct tg_toml *t, const char *word);

/* Skips blanks; with `lines` also comments and line ends. */
enum tg_rc tg_toml_skip(struct tg_toml *t, bool lines) TG_MUST_CHECK;

/* Skips blanks, a comment, and the line's end, which must be here. */
enum tg_rc tg_toml_line_end(struct tg_toml *t) TG_MUST_CHECK;

/* A bare or quoted key, without what surrounds it. */
enum tg_rc tg_toml_key(struct tg_toml *t, const char **key) TG_MUST_CHECK;

/* Sets the kind and the value of what its text ("string") is; false where it is nothing
 * that stands without quotes. */
bool tg_toml_resolve(struct tg_toml *t, struct tg_tree *out);

/* A string, number, date or boolean. */
enum tg_rc tg_toml_scalar(struct tg_toml *t, struct tg_tree *out) TG_MUST_CHECK;

#endif
