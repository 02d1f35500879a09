#include "yaml_build.h"

#include <string.h>

/* From here on the keys of a map are looked up in a table. */
#define FEW_KEYS 16u

/* What an alias stands for. */
struct anchored {
	struct tg_tree *node; /* NULL while it is open */
	size_t nodes, height;
};

/* A node that was read, with what it costs. */
struct value {
	struct tg_tree *node;
	size_t nodes, height;
};

enum tg_rc tg_yaml_fail(struct tg_yaml_builder *b, enum tg_rc code, unsigned line,
			unsigned column, const char *message)
{
	tg_err_set(b->err, code, "%s", message);
	return tg_err_at(b->err, b->file, line, column);
}

/* --- the entries of a collection ------------------------------------------------ */

static bool key_exists(struct tg_yaml_frame *frame, const char *key)
{
	if (frame->items.n >= FEW_KEYS)
		return tg_map_get(&frame->keys, tg_str(key)) != NULL;
	for (size_t i = 0; i < frame->items.n; i++) {
		if (strcmp(frame->items.items[i]->key, key) == 0)
			return true;
	}
	return false;
}

static void append(struct tg_yaml_builder *b, struct tg_yaml_frame *frame,
		   struct tg_tree *node)
{
	*TG_VEC_PUSH(b->arena, &frame->items) = node;
	if (frame->node->kind != TG_TREE_MAP || frame->items.n < FEW_KEYS)
		return;
	if (frame->items.n > FEW_KEYS) {
		tg_map_set(&frame->keys, tg_str(node->key), node);
		return;
	}
	tg_map_init(&frame->keys, b->arena);
	for (size_t i = 0; i < frame->items.n; i++)
		tg_map_set(&frame->keys, tg_str(frame->items.items[i]->key),
			   frame->items.items[i]);
}

/* "<<": the entries of a map where this one has no such key of its own. They
 * are marked by the key line 0, so that an own key that follows replaces them. */
static void merge_map(struct tg_yaml_builder *b, struct tg_yaml_frame *frame,
		      const struct tg_tree *from)
{
	for (size_t i = 0; i < from->n; i++) {
		struct tg_tree *copy;

		if (key_exists(frame, from->items[i]->key))
			continue;
		copy = tg_arena_alloc(b->arena, sizeof(*copy));
		*copy = *from->items[i];
		copy->key_line = 0;
		append(b, frame, copy);
	}
}

static bool merge(struct tg_yaml_builder *b, struct tg_yaml_frame *frame,
		  const struct tg_tree *value)
{
	if (value->kind == TG_TREE_MAP) {
		merge_map(b, frame, value);
		return true;
	}
	if (value->kind != TG_TREE_LIST)
		return false;
	for (size_t i = 0; i < value->n; i++) {
		if (value->items[i]->kind != TG_TREE_MAP)
			return false;
	}
	for (size_t i = 0; i < value->n; i++)
		merge_map(b, frame, value->items[i]);
	return true;
}

/* An own key after a merge takes the merged entry's place. */
static bool replace_merged(struct tg_yaml_frame *frame, struct tg_tree *node)
{
	for (size_t i = 0; i < frame->items.n; i++) {
		struct tg_tree *there = frame->items.items[i];

		if (there->key_line != 0 || strcmp(there->key, node->key) != 0)
			continue;
		frame->items.items[i] = node;
		if (frame->items.n >= FEW_KEYS)
			tg_map_set(&frame->keys, tg_str(node->key), node);
		return true;
	}
	return false;
}

static enum tg_rc add_key(struct tg_yaml_builder *b, struct tg_yaml_frame *frame,
			  struct tg_tree *node)
{
	if (node->kind == TG_TREE_LIST || node->kind == TG_TREE_MAP)
		return tg_yaml_fail(b, TG_E_SYNTAX, node->line, node->column,
				    "a key must be plain text, not a list or map");
	frame->pending = node;
	return TG_OK;
}

static enum tg_rc add_entry(struct tg_yaml_builder *b, struct tg_yaml_frame *frame,
			    struct tg_tree *node)
{
	const struct tg_tree *key = frame->pending;

	frame->pending = NULL;
	if (!key->quoted && strcmp(key->string, "<<") == 0 && merge(b, frame, node))
		return TG_OK;
	node->key = key->string;
	node->key_line = key->line;
	node->key_column = key->column;
	if (node->line == 0) { /* a key without a value */
		node->line = key->line;
		node->column = key->column;
	}
	if (key_exists(frame, node->key)) {
		if (replace_merged(frame, node))
			return TG_OK;
		tg_err_set(b->err, TG_E_SYNTAX, "the key '%.200s' is there twice",
			   node->key);
		return tg_err_at(b->err, b->file, key->line, key->column);
	}
	append(b, frame, node);
	return TG_OK;
}

/* Puts a node where it belongs: the document, a list, or a map. */
static enum tg_rc place(struct tg_yaml_builder *b, struct value value)
{
	if (b->depth == 0) {
		b->root = value.node;
		return TG_OK;
	}
	struct tg_yaml_frame *frame = &b->stack[b->depth - 1];

	frame->nodes += value.nodes;
	if (value.height + 1 > frame->height)
		frame->height = value.height + 1;
	if (frame->node->kind == TG_TREE_LIST) {
		append(b, frame, value.node);
		return TG_OK;
	}
	return frame->pending ? add_entry(b, frame, value.node)
			      : add_key(b, frame, value.node);
}

/* --- nodes as they come ---------------------------------------------------------- */

static enum tg_rc count_nodes(struct tg_yaml_builder *b, size_t more, unsigned line)
{
	b->nodes += more;
	if (b->nodes <= TG_YAML_MAX_NODES)
		return TG_OK;
	return tg_yaml_fail(b, TG_E_LIMIT, line, 0, "too many nodes, aliases included");
}

static void set_anchor(struct tg_yaml_builder *b, const char *name, struct value value)
{
	struct anchored *anchored;

	if (!*name)
		return;
	anchored = tg_arena_alloc(b->arena, sizeof(*anchored));
	*anchored = (struct anchored){ value.node, value.nodes, value.height };
	tg_map_set(&b->anchors, tg_str(name), anchored);
}

void tg_yaml_begin_document(struct tg_yaml_builder *b)
{
	b->root = NULL;
	tg_map_init(&b->anchors, b->arena);
}

void tg_yaml_end_document(struct tg_yaml_builder *b)
{
	if (b->root)
		*TG_VEC_PUSH(b->arena, &b->documents) = b->root;
}

enum tg_rc tg_yaml_add_scalar(struct tg_yaml_builder *b, struct tg_tree *node,
			      const char *anchor)
{
	struct value value = { node, 1, 0 };

	set_anchor(b, anchor, value);
	enum tg_rc rc = count_nodes(b, 1, node->line);

	return rc == TG_OK ? place(b, value) : rc;
}

enum tg_rc tg_yaml_add_alias(struct tg_yaml_builder *b, struct tg_tree *node,
			     const char *name)
{
	const struct anchored *target = tg_map_get(&b->anchors, tg_str(name));
	unsigned line = node->line, column = node->column;

	if (!target || !target->node) {
		tg_err_set(b->err, TG_E_SYNTAX, "the alias '*%.100s' %s", name,
			   target ? "stands inside what it refers to"
				  : "refers to no anchor before it");
		return tg_err_at(b->err, b->file, line, column);
	}
	if (b->depth + target->height >= TG_YAML_MAX_DEPTH)
		return tg_yaml_fail(b, TG_E_LIMIT, line, column, "nested too deeply");
	enum tg_rc rc = count_nodes(b, target->nodes, line);

	if (rc != TG_OK)
		return rc;
	*node = *target->node;
	node->key = NULL;
	node->line = line;
	node->column = column;
	return place(b, (struct value){ node, target->nodes, target->height });
}

enum tg_rc tg_yaml_open(struct tg_yaml_builder *b, struct tg_tree *node,
			const char *anchor)
{
	enum tg_rc rc = count_nodes(b, 1, node->line);

	if (rc != TG_OK)
		return rc;
	if (b->depth == TG_YAML_MAX_DEPTH)
		return tg_yaml_fail(b, TG_E_LIMIT, node->line, node->column,
				    "nested too deeply");
	struct tg_yaml_frame *frame = &b->stack[b->depth++];

	memset(frame, 0, sizeof(*frame));
	frame->node = node;
	frame->nodes = 1;
	frame->anchor = anchor;
	set_anchor(b, anchor, (struct value){ NULL, 0, 0 });
	return TG_OK;
}

enum tg_rc tg_yaml_close(struct tg_yaml_builder *b)
{
	struct tg_yaml_frame *frame = &b->stack[--b->depth];
	struct value value = { frame->node, frame->nodes, frame->height };

	frame->node->items = frame->items.items;
	frame->node->n = frame->items.n;
	set_anchor(b, frame->anchor, value);
	return place(b, value);
}
