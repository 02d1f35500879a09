/* jansson tells no positions: the text, which it found to be valid, is walked a
 * second time beside the tree that was made of it. */
#include "json.h"

#include <string.h>

struct walk {
	struct tg_str text;
	size_t at;
	unsigned line;
};

static char peek(const struct walk *w)
{
	return w->at < w->text.n ? w->text.p[w->at] : '\0';
}

static void skip_blanks(struct walk *w)
{
	while (w->at < w->text.n && strchr(" \t\r\n", w->text.p[w->at]) != NULL) {
		w->line += w->text.p[w->at] == '\n';
		w->at++;
	}
}

/* The bytes between the quotes, as written. */
static struct tg_str take_string(struct walk *w)
{
	size_t start = ++w->at;

	while (w->at < w->text.n && w->text.p[w->at] != '"')
		w->at += w->text.p[w->at] == '\\' ? 2 : 1;
	struct tg_str inner = tg_str_sub(w->text, start, w->at - start);

	w->at++;
	return inner;
}

static void take_value(struct walk *w, struct tg_tree *node);

/* The member of the map that this key made, or NULL for one that a later member
 * of the same name took the place of. They stand in the order of the text. */
static struct tg_tree *member_of(const struct tg_tree *map, size_t *next,
				 struct tg_str key)
{
	struct tg_tree *member = map != NULL && map->kind == TG_TREE_MAP && *next < map->n ?
					 map->items[*next] : NULL;

	if (member == NULL || (!tg_str_eq(tg_str(member->key), key) &&
			       tg_str_chr(key, '\\') == SIZE_MAX))
		return NULL;
	(*next)++;
	return member;
}

static void take_list(struct walk *w, const struct tg_tree *node)
{
	bool ours = node != NULL && node->kind == TG_TREE_LIST;

	w->at++;
	for (size_t i = 0; skip_blanks(w), peek(w) != ']' && peek(w) != '\0'; i++) {
		if (peek(w) == ',') {
			w->at++;
			skip_blanks(w);
		}
		take_value(w, ours && i < node->n ? node->items[i] : NULL);
	}
	w->at++;
}

static void take_map(struct walk *w, const struct tg_tree *node)
{
	size_t next = 0;

	w->at++;
	while (skip_blanks(w), peek(w) == '"' || peek(w) == ',') {
		if (peek(w) == ',') {
			w->at++;
			continue;
		}
		unsigned line = w->line;
		struct tg_tree *member = member_of(node, &next, take_string(w));

		if (member != NULL)
			member->key_line = line;
		skip_blanks(w);
		w->at++; /* the colon */
		skip_blanks(w);
		take_value(w, member);
	}
	w->at++;
}

/* Recursion is bounded by jansson, which refuses more than 2048 levels. */
static void take_value(struct walk *w, struct tg_tree *node)
{
	if (node != NULL)
		node->line = w->line;
	if (peek(w) == '[')
		take_list(w, node);
	else if (peek(w) == '{')
		take_map(w, node);
	else if (peek(w) == '"')
		take_string(w);
	else
		while (w->at < w->text.n &&
		       strchr(",]} \t\r\n", w->text.p[w->at]) == NULL)
			w->at++;
}

void tg_json_lines(struct tg_tree *root, struct tg_str text)
{
	struct walk w = { text, tg_str_starts(text, "\xef\xbb\xbf") ? 3 : 0, 1 };

	skip_blanks(&w);
	take_value(&w, root);
}
