/*
 * A repository's own words: annotations, base classes, helpers, names and folders
 * that behave like guards, checks, inputs, limits or sinks and that no rule knows
 * for what they are. They come out as a rule file with tests, for a person to edit.
 *
 * What carries the evidence, the strongest first: what a function's body does
 * (the gate's own sure rules match in it), what a condition leads to, what a name
 * says, and beside what a name or a folder changed in the history.
 */
#ifndef TG_RULES_SUGGEST_H
#define TG_RULES_SUGGEST_H

#include "../base/buf.h"
#include "rules.h"

struct tg_suggest;

/* `packs`: what these rules match already is not suggested. They must outlive
 * the suggestions. */
enum tg_rc tg_suggest_new(struct tg_suggest **out,
			  const struct tg_rule_pack *packs, size_t n_packs,
			  struct tg_err *err) TG_MUST_CHECK;
void tg_suggest_free(struct tg_suggest *suggest); /* NULL is fine */

/* Reads one file of the tree. `text` is only looked at during the call. */
void tg_suggest_file(struct tg_suggest *suggest, const char *path,
		     const struct tg_language *language, struct tg_str text);

/* The files that tg_suggest_change shows from here on are another commit's. The
 * tree should have been read before: names of the history count where they still
 * stand. */
void tg_suggest_commit(struct tg_suggest *suggest);

/* Reads a changed file of the history. */
void tg_suggest_change(struct tg_suggest *suggest, const struct tg_file_view *view);

#define TG_SUGGEST_MAX 40u /* names and folders: what a person will read */

/* Writes the rule file; names that stand in fewer than `min` places are left
 * out. Returns how many names it holds. Can be called once. */
size_t tg_suggest_write(struct tg_suggest *suggest, struct tg_buf *out,
			unsigned min);

#endif
