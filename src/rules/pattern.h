/*
 * Patterns as trees: parsed far enough to prove things about them before they
 * meet hostile text. Two things are proven: which literals every match must
 * hold (literal.c), and that no part of the pattern can take time that explodes
 * with the length of a line (shape.c).
 *
 * The dialect is PCRE2's without what cannot be reasoned about or is not
 * needed: back-references, recursion, conditions, verbs, \C, \K and extended
 * syntax are refused.
 */
#ifndef TG_PATTERN_H
#define TG_PATTERN_H

#include "../base/arena.h"

#include <stdint.h>
#include <threatgate/err.h>

/* A set of bytes. */
struct tg_bytes {
	uint64_t bits[4];
};

enum tg_node_kind {
	TG_NODE_EMPTY,     /* matches without taking a byte: \b, nothing */
	TG_NODE_START,     /* ^ and \A */
	TG_NODE_SET,       /* one byte of `set` */
	TG_NODE_CONCAT,    /* all children in order */
	TG_NODE_ALTERNATE, /* one of the children */
	TG_NODE_REPEAT,    /* the child `min` to `max` times */
	TG_NODE_LOOK       /* looks at its child, takes nothing */
};

#define TG_REPEAT_INFINITE UINT32_MAX

struct tg_node {
	enum tg_node_kind kind;
	struct tg_bytes set;
	struct tg_node **children;
	size_t n;
	uint32_t min, max;
	bool atomic;     /* possessive, or an atomic group: never backtracks */
	unsigned column; /* 1-based place in the pattern */
};

bool tg_bytes_has(const struct tg_bytes *set, unsigned char byte);
bool tg_bytes_overlap(const struct tg_bytes *a, const struct tg_bytes *b);
unsigned tg_bytes_count(const struct tg_bytes *set);

/* TG_E_RULE with the column of what is wrong or refused. */
enum tg_rc tg_pattern_parse(struct tg_node **out, struct tg_arena *arena,
			    struct tg_str pattern, struct tg_err *err)
	TG_MUST_CHECK;

#define TG_LITERAL_MIN 3u

struct tg_literals {
	const char *const *calling; /* every match holds at least one: lower case,
	                               each at least TG_LITERAL_MIN bytes,
	                               NULL-terminated; NULL: no such list */
	const uint16_t *needs;      /* all that a match holds, for tg_needs_met;
	                               NULL: nothing is known */
	size_t n_needs;
	bool joined;                /* `needs` say more than `calling` */
};

/* What every match of a pattern holds; lives in `arena`. */
void tg_pattern_literals(struct tg_literals *out, const struct tg_node *root,
			 struct tg_arena *arena);

/* TG_E_RULE, with the column, for shapes whose cost explodes. */
enum tg_rc tg_pattern_check_shape(const struct tg_node *root,
				  struct tg_err *err) TG_MUST_CHECK;

#endif
