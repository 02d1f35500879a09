/* The keys of a rule, each with what reads its value. */
#ifndef TG_RULES_READ_KEYS_H
#define TG_RULES_READ_KEYS_H

#include "reader.h"

/* Reads the value at `node` into the rule; false with an error at the node. */
typedef bool tg_rule_read_fn(struct tg_rule_reader *r, const struct tg_tree *node,
			     struct tg_rule *rule);

enum {
	REQUIRED = 1 << 0,
	LINE_ONLY = 1 << 1, /* means nothing without `line` */
	PATH_ONLY = 1 << 2  /* means nothing with `line` */
};

struct tg_rule_key {
	const char *name;
	unsigned flags;
	tg_rule_read_fn *read;
};

#define TG_RULE_KEYS 32
extern const struct tg_rule_key tg_rule_keys[TG_RULE_KEYS];

/* By enum tg_rule_role, NULL-terminated. */
extern const char *const tg_rule_roles[];

/* `paths`, and what `not` takes away from them (read_paths.c). */
tg_rule_read_fn tg_rule_read_paths, tg_rule_read_not;

#endif
