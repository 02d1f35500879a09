#include "toml.h"

#include "../base/map.h"
#include "../base/utf8.h"
#include "toml_lex.h"

#include <stdlib.h>
#include <string.h>

#define MAX_DEPTH 64u

/* How a table came to be decides who may add to it (TOML 1.0, "Table"). */
enum origin {
	IMPLICIT,  /* by a header below it: [a.b] makes a */
	EXPLICIT,  /* by its own header */
	DOTTED,    /* by dotted keys */
	CLOSED,    /* inline table or array: complete as written */
	OF_TABLES  /* a list made by [[headers]] */
};

/* A table or list: the tree's node with what is needed to build it. */
struct node {
	struct tg_tree tree; /* first, so that a tree's pointer is the node's */
	enum origin origin;
	size_t cap;
	struct tg_map keys;
};

static struct node *as_node(struct tg_tree *tree)
{
	return (struct node *)(void *)tree;
}

static struct node *new_node(struct tg_toml *t, enum tg_tree_kind kind, enum origin origin)
{
	struct node *node = tg_arena_alloc(t->arena, sizeof(*node));

	node->tree.kind = kind;
	node->tree.line = t->line;
	node->tree.column = (unsigned)(t->at - t->line_start) + 1;
	node->origin = origin;
	tg_map_init(&node->keys, t->arena);
	return node;
}

static void append(struct tg_toml *t, struct node *to, struct tg_tree *item)
{
	if (to->tree.n == to->cap) {
		size_t cap = to->cap ? to->cap * 2 : 4;
		struct tg_tree **items = tg_arena_calloc(t->arena, cap, sizeof(*items));

		if (to->tree.n > 0)
			memcpy(items, to->tree.items, to->tree.n * sizeof(*items));
		to->tree.items = items;
		to->cap = cap;
	}
	to->tree.items[to->tree.n++] = item;
}

/* A key, or the parts of a dotted key, with the place of the last one. */
struct path {
	const char *parts[MAX_DEPTH];
	size_t n;
	unsigned line, column;
};

static void put(struct tg_toml *t, struct node *table, const struct path *path, size_t part,
		struct tg_tree *value)
{
	value->key = path->parts[part];
	value->key_line = path->line;
	value->key_column = path->column;
	tg_map_set(&table->keys, tg_str(value->key), value);
	append(t, table, value);
}

static struct tg_tree *look_up(struct node *table, const char *key)
{
	return tg_map_get(&table->keys, tg_str(key));
}

static enum tg_rc fail_twice(struct tg_toml *t, const struct path *path, size_t part)
{
	tg_err_set(t->err, TG_E_SYNTAX, "not valid TOML: '%.200s' is defined twice",
		   path->parts[part]);
	return tg_err_at(t->err, t->file, path->line, path->column);
}

static enum tg_rc read_path(struct tg_toml *t, struct path *path)
{
	path->n = 0;
	path->line = t->line;
	path->column = (unsigned)(t->at - t->line_start) + 1;
	do {
		enum tg_rc rc = tg_toml_skip(t, false);

		if (rc == TG_OK && path->n == MAX_DEPTH)
			rc = tg_toml_fail(t, "a key with too many parts");
		if (rc == TG_OK)
			rc = tg_toml_key(t, &path->parts[path->n++]);
		if (rc == TG_OK)
			rc = tg_toml_skip(t, false);
		if (rc != TG_OK)
			return rc;
	} while (tg_toml_take(t, "."));
	return TG_OK;
}

static enum tg_rc read_value(struct tg_toml *t, struct tg_tree **out);

/* The table that a dotted key's last part goes into. */
static enum tg_rc open_dotted(struct tg_toml *t, struct node **table,
			      const struct path *path)
{
	for (size_t i = 0; i + 1 < path->n; i++) {
		struct tg_tree *there = look_up(*table, path->parts[i]);

		if (!there) {
			struct node *made = new_node(t, TG_TREE_MAP, DOTTED);

			put(t, *table, path, i, &made->tree);
			*table = made;
			continue;
		}
		if (there->kind != TG_TREE_MAP || as_node(there)->origin != DOTTED)
			return fail_twice(t, path, i);
		*table = as_node(there);
	}
	return TG_OK;
}

/* key = value */
static enum tg_rc read_pair(struct tg_toml *t, struct node *table)
{
	struct tg_tree *value;
	struct path path = { 0 };
	enum tg_rc rc = read_path(t, &path);

	if (rc != TG_OK)
		return rc;
	if (!tg_toml_take(t, "="))
		return tg_toml_fail(t, "expected '=' after a key");
	rc = tg_toml_skip(t, false);
	if (rc == TG_OK)
		rc = open_dotted(t, &table, &path);
	if (rc == TG_OK && look_up(table, path.parts[path.n - 1]))
		rc = fail_twice(t, &path, path.n - 1);
	if (rc == TG_OK)
		rc = read_value(t, &value);
	if (rc == TG_OK)
		put(t, table, &path, path.n - 1, value);
	return rc;
}

static enum tg_rc read_array(struct tg_toml *t, struct tg_tree **out)
{
	struct node *list = new_node(t, TG_TREE_LIST, CLOSED);
	enum tg_rc rc = TG_OK;

	*out = &list->tree;
	t->at++;
	while (rc == TG_OK) {
		struct tg_tree *item;

		rc = tg_toml_skip(t, true);
		if (rc != TG_OK || tg_toml_take(t, "]"))
			break;
		rc = read_value(t, &item);
		if (rc != TG_OK)
			break;
		append(t, list, item);
		rc = tg_toml_skip(t, true);
		if (rc != TG_OK || tg_toml_take(t, "]"))
			break;
		if (!tg_toml_take(t, ","))
			rc = tg_toml_fail(t, "expected ',' or ']' in an array");
	}
	return rc;
}

static enum tg_rc read_inline_table(struct tg_toml *t, struct tg_tree **out)
{
	struct node *table = new_node(t, TG_TREE_MAP, EXPLICIT);
	enum tg_rc rc;

	*out = &table->tree;
	t->at++;
	rc = tg_toml_skip(t, false);
	if (rc == TG_OK && tg_toml_take(t, "}"))
		goto out;
	while (rc == TG_OK) {
		rc = read_pair(t, table);
		if (rc == TG_OK)
			rc = tg_toml_skip(t, false);
		if (rc != TG_OK || tg_toml_take(t, "}"))
			break;
		if (!tg_toml_take(t, ","))
			rc = tg_toml_fail(t, "expected ',' or '}' in an inline table");
	}
out:
	table->origin = CLOSED;
	return rc;
}

static enum tg_rc read_nested(struct tg_toml *t, struct tg_tree **out)
{
	enum tg_rc rc;

	if (t->depth == MAX_DEPTH) {
		(void)tg_toml_fail(t, "nested too deeply");
		return TG_E_SYNTAX;
	}
	t->depth++;
	rc = tg_toml_peek(t, 0) == '[' ? read_array(t, out) : read_inline_table(t, out);
	t->depth--;
	return rc;
}

static enum tg_rc read_value(struct tg_toml *t, struct tg_tree **out)
{
	if (tg_toml_peek(t, 0) == '[' || tg_toml_peek(t, 0) == '{')
		return read_nested(t, out);
	struct tg_tree *scalar = tg_arena_alloc(t->arena, sizeof(*scalar));

	scalar->line = t->line;
	scalar->column = (unsigned)(t->at - t->line_start) + 1;
	*out = scalar;
	return tg_toml_scalar(t, scalar);
}

/* One step of a header's path: into a table, or the last one of a list. */
static enum tg_rc enter(struct tg_toml *t, struct node **table, const struct path *path,
			size_t part)
{
	struct tg_tree *there = look_up(*table, path->parts[part]);

	if (!there) {
		struct node *made = new_node(t, TG_TREE_MAP, IMPLICIT);

		put(t, *table, path, part, &made->tree);
		*table = made;
		return TG_OK;
	}
	if (there->kind == TG_TREE_LIST && as_node(there)->origin == OF_TABLES)
		there = there->items[there->n - 1];
	if (there->kind != TG_TREE_MAP || as_node(there)->origin == CLOSED)
		return fail_twice(t, path, part);
	*table = as_node(there);
	return TG_OK;
}

static enum tg_rc open_table(struct tg_toml *t, struct node **table, const struct path *path)
{
	size_t last = path->n - 1;
	struct tg_tree *there = look_up(*table, path->parts[last]);

	if (!there) {
		struct node *made = new_node(t, TG_TREE_MAP, EXPLICIT);

		put(t, *table, path, last, &made->tree);
		*table = made;
		return TG_OK;
	}
	if (there->kind != TG_TREE_MAP || as_node(there)->origin != IMPLICIT)
		return fail_twice(t, path, last);
	*table = as_node(there);
	(*table)->origin = EXPLICIT;
	return TG_OK;
}

static enum tg_rc open_list(struct tg_toml *t, struct node **table, const struct path *path)
{
	size_t last = path->n - 1;
	struct tg_tree *there = look_up(*table, path->parts[last]);

	if (there && (there->kind != TG_TREE_LIST || as_node(there)->origin != OF_TABLES))
		return fail_twice(t, path, last);
	if (!there) {
		there = &new_node(t, TG_TREE_LIST, OF_TABLES)->tree;
		put(t, *table, path, last, there);
	}
	struct node *item = new_node(t, TG_TREE_MAP, EXPLICIT);

	append(t, as_node(there), &item->tree);
	*table = item;
	return TG_OK;
}

/* [table] or [[table]]; on success *table is where the pairs go. */
static enum tg_rc read_header(struct tg_toml *t, struct node *root, struct node **table)
{
	bool list = tg_toml_take(t, "[[");
	struct path path = { 0 };

	if (!list)
		t->at++;
	enum tg_rc rc = read_path(t, &path);

	if (rc == TG_OK && !tg_toml_take(t, list ? "]]" : "]"))
		rc = tg_toml_fail(t, list ? "expected ']]'" : "expected ']'");
	*table = root;
	for (size_t i = 0; rc == TG_OK && i + 1 < path.n; i++)
		rc = enter(t, table, &path, i);
	if (rc == TG_OK)
		rc = list ? open_list(t, table, &path) : open_table(t, table, &path);
	return rc;
}

static enum tg_rc read_document(struct tg_toml *t, struct node *root)
{
	struct node *table = root;
	enum tg_rc rc = tg_toml_skip(t, true);

	while (rc == TG_OK && t->at < t->text.n) {
		rc = tg_toml_peek(t, 0) == '[' ? read_header(t, root, &table) :
						  read_pair(t, table);
		if (rc == TG_OK)
			rc = tg_toml_line_end(t);
		if (rc == TG_OK)
			rc = tg_toml_skip(t, true);
	}
	return rc;
}

enum tg_rc tg_toml_read(struct tg_tree **out, struct tg_arena *arena, struct tg_str text,
			const char *file, struct tg_err *err)
{
	if (text.n > TG_TOML_MAX_BYTES) {
		tg_err_set(err, TG_E_LIMIT, "larger than %u bytes", TG_TOML_MAX_BYTES);
		return tg_err_at(err, file, 0, 0);
	}
	if (tg_str_starts(text, "\xef\xbb\xbf"))
		text = tg_str_from(text, 3);
	size_t invalid = tg_utf8_invalid_at(text);
	struct tg_toml t = {
		.arena = arena, .text = text, .line = 1, .file = file, .err = err
	};
	struct node *root = new_node(&t, TG_TREE_MAP, EXPLICIT);
	enum tg_rc rc = read_document(&t, root);

	if (rc == TG_OK && invalid != SIZE_MAX) {
		tg_err_set(err, TG_E_SYNTAX, "not valid TOML: byte %zu is not UTF-8", invalid);
		rc = tg_err_at(err, file, 0, 0);
	}
	*out = &root->tree;
	return rc;
}
