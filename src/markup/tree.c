#include "tree.h"

#include <string.h>

const struct tg_tree *tg_tree_get(const struct tg_tree *map, const char *key)
{
	if (!tg_tree_is(map, TG_TREE_MAP))
		return NULL;
	/* From the end: where a reader lets keys repeat, the last one holds. */
	for (size_t i = map->n; i > 0; i--) {
		if (strcmp(map->items[i - 1]->key, key) == 0)
			return map->items[i - 1];
	}
	return NULL;
}

const struct tg_tree *tg_tree_at(const struct tg_tree *list, size_t index)
{
	return index < tg_tree_count(list) ? list->items[index] : NULL;
}

size_t tg_tree_count(const struct tg_tree *node)
{
	return tg_tree_is(node, TG_TREE_LIST) || tg_tree_is(node, TG_TREE_MAP) ? node->n : 0;
}

const char *tg_tree_text(const struct tg_tree *node, const char *fallback)
{
	if (!node || node->kind == TG_TREE_NULL || node->kind == TG_TREE_LIST ||
	    node->kind == TG_TREE_MAP)
		return fallback;
	return node->string;
}

const char *tg_tree_get_text(const struct tg_tree *map, const char *key,
			     const char *fallback)
{
	return tg_tree_text(tg_tree_get(map, key), fallback);
}

bool tg_tree_is(const struct tg_tree *node, enum tg_tree_kind kind)
{
	return node && node->kind == kind;
}
