/* The paths that a rule is about. */
#include "read_keys.h"

#include <string.h>

/* What "@server" stands for in a path list: all but what runs in a browser. */
static const char *const server[] = { "*", "!**/components/**", "!**/*.tsx", "!**/*.jsx",
	"!**/*.vue", "!**/*.svelte", "!**/client/**", "!**/frontend/**", "!**/hooks/**",
	"!**/stores/**", "!**/web/src/**", "!**/Web/src/**", "!**/*webapp/**",
	"!**/ui/**", "!**/*-ui/**", "!**/*-newui/**", "!**/*.component.ts",
	"!**/angular/**", "!**/ClientApp/**",
	"!**/*webui*/**", "!**/app/javascript/**", "!**/resources/scripts/**" };
#define N_SERVER (sizeof(server) / sizeof(server[0]))

/* The list with each "@server" written out. */
static const char *const *write_out(struct tg_rule_reader *r, const char *const *list)
{
	const char **out;
	size_t n = 0, size = 1;

	for (size_t i = 0; list[i] != NULL; i++)
		size += strcmp(list[i], "@server") == 0 ? N_SERVER : 1;
	out = tg_arena_calloc(r->arena, size, sizeof(*out));
	for (size_t i = 0; list[i] != NULL; i++) {
		bool named = strcmp(list[i], "@server") == 0;

		for (size_t k = 0; k < (named ? N_SERVER : 1); k++)
			out[n++] = named ? server[k] : list[i];
	}
	return out;
}

/* `not` is written as further patterns with a '!' in the one list. */
static bool join_paths(struct tg_rule_reader *r, struct tg_rule *rule,
		       const char *const *more, const char *mark)
{
	static const char *const all[] = { "**", NULL };
	const char *const *have = rule->paths;
	const char **list;
	size_t n = 0, n_more = 0;

	if (have == NULL && *mark != '\0')
		have = all;
	while (have != NULL && have[n] != NULL)
		n++;
	while (more[n_more] != NULL)
		n_more++;
	list = tg_arena_calloc(r->arena, n + n_more + 1, sizeof(*list));
	for (size_t i = 0; i < n; i++)
		list[i] = have[i];
	for (size_t i = 0; i < n_more; i++)
		list[n + i] = tg_arena_printf(r->arena, "%s%s", mark, more[i]);
	rule->paths = list;
	return true;
}

bool tg_rule_read_paths(struct tg_rule_reader *r, const struct tg_tree *node,
			struct tg_rule *rule)
{
	const char *const *list, *const *taken = rule->paths;
	struct tg_globs *globs;
	struct tg_err why;
	size_t n = 0;

	if (!tg_reader_texts(r, node, &list))
		return false;
	while (list[n] != NULL)
		n++;
	if (tg_globs_new(&globs, r->arena, list, n, 0, &why) != TG_OK)
		return tg_reader_fail(r, node->kind == TG_TREE_LIST &&
				      why.line >= 1 && why.line <= node->n ?
				      node->items[why.line - 1] : node,
				      "%s", why.msg);
	tg_globs_free(globs);
	list = write_out(r, list);
	if (taken == NULL) {
		rule->paths = list;
		return true;
	}
	rule->paths = list; /* `not` came first: paths, then what it takes away */
	return join_paths(r, rule, taken + 1, "");
}

bool tg_rule_read_not(struct tg_rule_reader *r, const struct tg_tree *node,
		      struct tg_rule *rule)
{
	const char *const *list;

	if (!tg_reader_texts(r, node, &list))
		return false;
	for (size_t i = 0; list[i] != NULL; i++)
		if (list[i][0] == '!')
			return tg_reader_fail(r, node, "'%.80s': 'not' takes away "
				"by itself, without a '!'", list[i]);
	return join_paths(r, rule, list, "!");
}
