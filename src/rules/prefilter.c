#include "prefilter.h"

#include "../base/vec.h"

#include <stdlib.h>
#include <string.h>

struct pair {
	const char *literal;
	uint16_t rule;
};

struct pairs {
	struct pair *items;
	size_t n, cap;
};

static int compare_pairs(const void *a, const void *b)
{
	const struct pair *x = a, *y = b;
	int order = tg_index_compare(x->literal, y->literal);

	return order != 0 ? order : (int)x->rule - (int)y->rule;
}

static void sort_rules(struct tg_prefilter *out, struct tg_arena *arena,
		       const struct tg_rule *rules, size_t n, struct pairs *pairs)
{
	uint16_t *always = tg_arena_calloc(arena, n + 1, sizeof(*always));
	uint16_t *paths = tg_arena_calloc(arena, n + 1, sizeof(*paths));

	for (size_t i = 0; i < n; i++) {
		const char *const *literal = rules[i].literals;

		if (rules[i].line == NULL)
			paths[out->n_paths++] = (uint16_t)i;
		else if (literal == NULL)
			always[out->n_always++] = (uint16_t)i;
		for (; literal != NULL && *literal != NULL; literal++)
			*TG_VEC_PUSH(arena, pairs) =
				(struct pair){ *literal, (uint16_t)i };
	}
	out->always = always;
	out->paths = paths;
	if (pairs->n > 0)
		qsort(pairs->items, pairs->n, sizeof(*pairs->items), compare_pairs);
}

bool tg_prefilter_build(struct tg_prefilter *out, struct tg_arena *arena,
			const struct tg_rule *rules, size_t n)
{
	struct pairs pairs = { 0 };
	const char **literals;
	uint16_t *first, *users;
	size_t n_literals = 0;

	*out = (struct tg_prefilter){ 0 };
	if (n > TG_RULES_MAX)
		return false;
	sort_rules(out, arena, rules, n, &pairs);
	if (pairs.n > TG_INDEX_MAX)
		return false;
	literals = tg_arena_calloc(arena, pairs.n + 1, sizeof(*literals));
	first = tg_arena_calloc(arena, pairs.n + 1, sizeof(*first));
	users = tg_arena_calloc(arena, pairs.n + 1, sizeof(*users));
	for (size_t i = 0; i < pairs.n; i++) {
		if (i == 0 || strcmp(pairs.items[i].literal,
				     pairs.items[i - 1].literal) != 0) {
			literals[n_literals] = pairs.items[i].literal;
			first[n_literals++] = (uint16_t)i;
		}
		users[i] = pairs.items[i].rule;
	}
	first[n_literals] = (uint16_t)pairs.n;
	out->first = first;
	out->rules = users;
	return tg_index_build(&out->index, arena, literals, n_literals);
}
