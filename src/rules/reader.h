/* What the files that read packs share: a place for errors and typed values. */
#ifndef TG_RULES_READER_H
#define TG_RULES_READER_H

#include "../markup/tree.h"
#include "pattern.h"
#include "rules.h"

struct tg_rule_reader {
	struct tg_arena *arena;
	const char *file;
	const char *id;      /* of the rule being read, or NULL */
	enum tg_rule_role role; /* of rules that name none */
	struct tg_err *err;
};

/* Sets TG_E_RULE at a node, the message begun with the rule's id. Returns
 * false, so that a failure is one line. */
bool tg_reader_fail(struct tg_rule_reader *r, const struct tg_tree *at,
		    const char *fmt, ...) TG_PRINTF(3, 4);

/* Fails with the nearest valid name, and all of them as the hint. */
bool tg_reader_fail_name(struct tg_rule_reader *r, const struct tg_tree *at,
			 const char *what, const char *const *names);

/* Typed values. False with an error at the node. */
bool tg_reader_text(struct tg_rule_reader *r, const struct tg_tree *node,
		    const char **out);
bool tg_reader_bool(struct tg_rule_reader *r, const struct tg_tree *node,
		    bool *out);
/* A list of texts, or one text; NULL-terminated. */
bool tg_reader_texts(struct tg_rule_reader *r, const struct tg_tree *node,
		     const char *const **out);
/* The index of the text in the NULL-terminated names. */
bool tg_reader_choice(struct tg_rule_reader *r, const struct tg_tree *node,
		      const char *const *names, unsigned *out);
/* A list of names (or one) as bits 1 << index. */
bool tg_reader_choices(struct tg_rule_reader *r, const struct tg_tree *node,
		       const char *const *names, unsigned *out);

/* Checks a pattern of a rule: dialect, shape, that PCRE2 takes it. With
 * `literals`, derives them too. */
bool tg_reader_pattern(struct tg_rule_reader *r, const struct tg_tree *node,
		       struct tg_literals *literals);

#endif
