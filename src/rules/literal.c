/*
 * Which literals must every match of a pattern hold? Each node has either an
 * exact list (it matches these strings and no others) or a required list (every
 * match holds one of these), or nothing is known. Beside the one list that calls for
 * the rule, all that is needed is kept, joined as the pattern joins it. Everything is
 * folded to lower case: the search for literals ignores case, the pattern decides.
 */
#include "needs.h"
#include "pattern.h"

#include <string.h>

#define MAX_STRINGS 128u /* in one list: more of them say less */
#define MAX_CROSSED 24u  /* combinations of parts that follow each other */
#define LONG_ENOUGH 6u   /* beyond it, fewer literals are worth more */
#define MAX_LENGTH 24u  /* bytes of a literal */

struct strings {
	struct tg_str *items;
	size_t n;
};

struct facts {
	bool is_exact;
	struct strings exact;
	struct strings required; /* n == 0: none known */
	struct tg_need *need;    /* of what is not exact; NULL: nothing known */
};

static struct facts facts_of(const struct tg_node *node, struct tg_arena *arena);

static struct strings one_empty(struct tg_arena *arena)
{
	struct strings s = { tg_arena_calloc(arena, 1, sizeof(struct tg_str)), 1 };

	s.items[0] = TG_STR("");
	return s;
}

/* Its length, or 0 where it is blank: blanks stand in nearly every line. */
static size_t telling(struct tg_str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!tg_is_space(s.p[i]))
			return s.n;
	return 0;
}

static size_t shortest(const struct strings *s)
{
	size_t min = s->n == 0 ? 0 : SIZE_MAX;

	for (size_t i = 0; i < s->n; i++)
		if (telling(s->items[i]) < min)
			min = telling(s->items[i]);
	return min;
}

static size_t longest(const struct strings *s)
{
	size_t max = 0;

	for (size_t i = 0; i < s->n; i++)
		if (s->items[i].n > max)
			max = s->items[i].n;
	return max;
}

static bool holds(const struct strings *s, struct tg_str text)
{
	for (size_t i = 0; i < s->n; i++)
		if (tg_str_eq(s->items[i], text))
			return true;
	return false;
}

/* Both lists without doubles; n == 0 when there would be too many. */
static struct strings unite(const struct strings *a, const struct strings *b,
			    struct tg_arena *arena)
{
	struct strings out = { NULL, 0 };

	out.items = tg_arena_calloc(arena, a->n + b->n, sizeof(struct tg_str));
	for (size_t i = 0; i < a->n; i++)
		if (!holds(&out, a->items[i]))
			out.items[out.n++] = a->items[i];
	for (size_t i = 0; i < b->n; i++)
		if (!holds(&out, b->items[i]))
			out.items[out.n++] = b->items[i];
	if (out.n > MAX_STRINGS)
		out.n = 0;
	return out;
}

static bool can_cross(const struct strings *a, const struct strings *b)
{
	return a->n * b->n <= MAX_CROSSED &&
	       longest(a) + longest(b) <= MAX_LENGTH;
}

/* Every string of a followed by every string of b. */
static struct strings cross(const struct strings *a, const struct strings *b,
			    struct tg_arena *arena)
{
	struct strings out = { NULL, 0 };

	out.items = tg_arena_calloc(arena, a->n * b->n, sizeof(struct tg_str));
	for (size_t i = 0; i < a->n; i++)
		for (size_t k = 0; k < b->n; k++) {
			struct tg_str x = a->items[i], y = b->items[k], both;
			char *p = tg_arena_alloc(arena, x.n + y.n + 1);

			if (x.n > 0)
				memcpy(p, x.p, x.n);
			if (y.n > 0)
				memcpy(p + x.n, y.p, y.n);
			both = tg_str_n(p, x.n + y.n);
			if (!holds(&out, both))
				out.items[out.n++] = both;
		}
	return out;
}

/* Longer is rarer, and fewer is quicker: a longer shortest string wins. */
static bool better(const struct strings *a, const struct strings *b)
{
	size_t x = shortest(a), y = shortest(b);

	if (a->n == 0 || x < TG_LITERAL_MIN)
		return false;
	if (x > LONG_ENOUGH)
		x = LONG_ENOUGH;
	if (y > LONG_ENOUGH)
		y = LONG_ENOUGH;
	return b->n == 0 || x > y || (x == y && a->n < b->n);
}

static void consider(struct strings *best, const struct strings *candidate)
{
	if (better(candidate, best))
		*best = *candidate;
}

/* What each match must hold, by all that is known. */
static struct tg_need *need_of(const struct facts *f, struct tg_arena *arena)
{
	return f->is_exact ? tg_need_text(arena, f->exact.items, f->exact.n) : f->need;
}

static void add_need(struct facts *f, const struct strings *run, struct tg_arena *arena)
{
	f->need = tg_need_all(arena, f->need,
			      tg_need_text(arena, run->items, run->n));
}

static struct facts set_facts(const struct tg_node *node, struct tg_arena *arena)
{
	struct facts f = { 0 };
	char seen[8] = { 0 };
	size_t n = 0;

	if (tg_bytes_has(&node->set, '\0')) /* it would end a literal */
		return f;
	for (unsigned byte = 0; byte < 256; byte++) {
		char c = tg_lower((char)byte);

		if (!tg_bytes_has(&node->set, (unsigned char)byte))
			continue;
		if (n > 0 && memchr(seen, c, n) != NULL)
			continue;
		if (n == sizeof(seen))
			return f;
		seen[n++] = c;
	}
	f.is_exact = n > 0;
	f.exact.items = tg_arena_calloc(arena, n, sizeof(struct tg_str));
	for (size_t i = 0; i < n; i++)
		f.exact.items[i] = tg_str_n(tg_arena_strndup(arena, &seen[i], 1), 1);
	f.exact.n = n;
	return f;
}

static struct facts concat_facts(const struct tg_node *node,
				 struct tg_arena *arena)
{
	struct facts f = { .is_exact = true };
	struct strings run = one_empty(arena);

	for (size_t i = 0; i < node->n; i++) {
		struct facts child = facts_of(node->children[i], arena);

		if (child.is_exact && can_cross(&run, &child.exact)) {
			run = cross(&run, &child.exact, arena);
			continue;
		}
		f.is_exact = false;
		consider(&f.required, &run);
		consider(&f.required, &child.required);
		add_need(&f, &run, arena);
		f.need = tg_need_all(arena, f.need, child.need);
		run = child.is_exact ? child.exact : one_empty(arena);
	}
	if (f.is_exact) {
		f.exact = run;
		return f;
	}
	consider(&f.required, &run);
	add_need(&f, &run, arena);
	return f;
}

static struct facts alternate_facts(const struct tg_node *node,
				    struct tg_arena *arena)
{
	struct facts f = { .is_exact = true };
	bool all_required = true;

	for (size_t i = 0; i < node->n; i++) {
		struct facts child = facts_of(node->children[i], arena);
		const struct strings *need =
			child.is_exact ? &child.exact : &child.required;

		f.need = i == 0 ? need_of(&child, arena)
				: tg_need_one(arena, f.need, need_of(&child, arena));
		f.is_exact = f.is_exact && child.is_exact;
		if (f.is_exact) {
			f.exact = unite(&f.exact, &child.exact, arena);
			f.is_exact = f.exact.n > 0;
		}
		if (!all_required || shortest(need) < TG_LITERAL_MIN) {
			all_required = false;
			continue;
		}
		f.required = unite(&f.required, need, arena);
		all_required = f.required.n > 0;
	}
	if (!all_required)
		f.required.n = 0;
	return f;
}

static struct facts repeat_facts(const struct tg_node *node,
				 struct tg_arena *arena)
{
	struct facts child = facts_of(node->children[0], arena);
	struct facts f = { 0 };
	struct strings none = one_empty(arena);

	if (node->min == 1 && node->max == 1)
		return child;
	if (node->min == 0 && node->max == 1 && child.is_exact) {
		f.exact = unite(&none, &child.exact, arena);
		f.is_exact = f.exact.n > 0;
		return f;
	}
	if (node->max == 0) {
		f.is_exact = true;
		f.exact = none;
		return f;
	}
	if (node->min == 0)
		return f;
	f.required = child.required;
	f.need = need_of(&child, arena);
	if (child.is_exact)
		consider(&f.required, &child.exact);
	return f;
}

static struct facts facts_of(const struct tg_node *node, struct tg_arena *arena)
{
	struct facts f = { 0 };

	switch (node->kind) {
	case TG_NODE_EMPTY:
	case TG_NODE_START:
	case TG_NODE_LOOK:
		f.is_exact = true;
		f.exact = one_empty(arena);
		return f;
	case TG_NODE_SET:
		return set_facts(node, arena);
	case TG_NODE_CONCAT:
		return concat_facts(node, arena);
	case TG_NODE_ALTERNATE:
		return alternate_facts(node, arena);
	case TG_NODE_REPEAT:
		return repeat_facts(node, arena);
	}
	return f;
}

/* A literal that holds another one of the list adds nothing. */
static bool covered(const struct strings *s, size_t at)
{
	for (size_t i = 0; i < s->n; i++)
		if (i != at && s->items[i].n < s->items[at].n &&
		    tg_str_find(s->items[at], s->items[i]) != SIZE_MAX)
			return true;
	return false;
}

static const char *const *calling(const struct facts *f, struct tg_arena *arena)
{
	struct strings list = f->required, *best = &list;
	const char **out;
	size_t n = 0;

	if (f->is_exact)
		consider(best, &f->exact);
	if (best->n == 0 || shortest(best) < TG_LITERAL_MIN)
		return NULL;
	out = tg_arena_calloc(arena, best->n + 1, sizeof(*out));
	for (size_t i = 0; i < best->n; i++)
		if (!covered(best, i))
			out[n++] = tg_arena_dup_str(arena, best->items[i]);
	return out;
}

void tg_pattern_literals(struct tg_literals *out, const struct tg_node *root,
			 struct tg_arena *arena)
{
	struct facts f = facts_of(root, arena);
	struct tg_need *need = need_of(&f, arena);

	out->calling = calling(&f, arena);
	out->needs = tg_need_encode(arena, need, &out->n_needs);
	out->joined = out->calling == NULL || tg_need_joins(need);
}
