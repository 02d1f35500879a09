/*
 * A repository's own words: annotations, base classes and helpers that behave
 * like guards, inputs, limits or sinks and that no rule knows yet. They come out
 * as a rule file with tests, for a person to edit.
 */
#ifndef TG_RULES_SUGGEST_H
#define TG_RULES_SUGGEST_H

#include "../base/buf.h"
#include "rules.h"

struct tg_suggest;

/* `packs`: names that these rules match already are not suggested. They must
 * outlive the suggestions. */
enum tg_rc tg_suggest_new(struct tg_suggest **out,
			  const struct tg_rule_pack *packs, size_t n_packs,
			  struct tg_err *err) TG_MUST_CHECK;
void tg_suggest_free(struct tg_suggest *suggest); /* NULL is fine */

/* Reads one file of the tree. `text` is only looked at during the call. */
void tg_suggest_file(struct tg_suggest *suggest, const char *path,
		     const struct tg_language *language, struct tg_str text);

/* Reads a changed file of the history: how often a name comes and goes. */
void tg_suggest_change(struct tg_suggest *suggest, const struct tg_file_view *view);

/* Writes the rule file; names that stand in fewer than `min` places are left
 * out. Returns how many names it holds. */
size_t tg_suggest_write(struct tg_suggest *suggest, struct tg_buf *out,
			unsigned min);

#endif
