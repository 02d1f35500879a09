/* What the two files that parse patterns share. */
#ifndef TG_RULES_PATTERN_PARSER_H
#define TG_RULES_PATTERN_PARSER_H

#include "pattern.h"

struct parser {
	struct tg_arena *arena;
	struct tg_str text;
	size_t at;
	unsigned depth;
	struct tg_err *err;
};

static inline void add_range(struct tg_bytes *set, unsigned from, unsigned to)
{
	for (unsigned byte = from; byte <= to; byte++)
		set->bits[byte >> 6] |= UINT64_C(1) << (byte & 63);
}

static inline void invert(struct tg_bytes *set)
{
	for (size_t i = 0; i < 4; i++)
		set->bits[i] = ~set->bits[i];
}

static inline bool more(const struct parser *p)
{
	return p->at < p->text.n;
}

static inline char peek(const struct parser *p)
{
	return more(p) ? p->text.p[p->at] : '\0';
}

static inline bool looking_at(const struct parser *p, const char *s)
{
	return tg_str_starts(tg_str_from(p->text, p->at), s);
}

static inline bool eat(struct parser *p, const char *s)
{
	if (!looking_at(p, s))
		return false;
	p->at += tg_str(s).n;
	return true;
}

/* Sets the error at the current place; NULL, so that it can be returned. */
static inline struct tg_node *refuse(struct parser *p, const char *what)
{
	tg_err_set(p->err, TG_E_RULE, "%s", what);
	tg_err_at(p->err, NULL, 0, (unsigned)p->at + 1);
	return NULL;
}

static inline struct tg_node *new_node(struct parser *p, enum tg_node_kind kind)
{
	struct tg_node *node = tg_arena_alloc(p->arena, sizeof(*node));

	node->kind = kind;
	node->column = (unsigned)p->at + 1;
	return node;
}

/* One byte of the set. */
struct tg_node *tg_pattern_set(struct parser *p, const struct tg_bytes *set);

/* What a backslash, an opening bracket begins; NULL where it is refused. */
struct tg_node *tg_pattern_escape(struct parser *p);
struct tg_node *tg_pattern_bracket(struct parser *p);

#endif
