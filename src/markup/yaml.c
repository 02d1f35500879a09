#include "yaml.h"

#include "../base/map.h"
#include "../base/utf8.h"
#include "../base/vec.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <libfyaml.h>

/* From here on the keys of a map are looked up in a table. */
#define FEW_KEYS 16u

/* The tree is made from events and not from libfyaml's documents: depth and
 * size are then bounded while reading, and an alias costs one node in memory
 * however much it stands for. */

/* A list or map that is open. */
struct frame {
	struct tg_tree *node;
	TG_VEC(struct tg_tree *) items;
	struct tg_map keys;      /* used from FEW_KEYS entries on */
	struct tg_tree *pending; /* a map's key that has no value yet */
	size_t nodes;            /* in the collection, aliases expanded */
	size_t height;           /* levels below the node */
	const char *anchor;
};

/* What an alias stands for. */
struct anchored {
	struct tg_tree *node; /* NULL while it is open */
	size_t nodes, height;
};

struct reader {
	struct tg_arena *arena;
	struct fy_parser *parser;
	struct fy_diag *diag;
	const char *file;
	struct tg_str text;
	struct tg_err *err;
	struct frame stack[TG_YAML_MAX_DEPTH];
	size_t depth;
	size_t nodes; /* of the whole stream */
	struct tg_map anchors;
	struct tg_tree *root;
	TG_VEC(struct tg_tree *) documents;
};

/* A node that was read, with what it costs. */
struct value {
	struct tg_tree *node;
	size_t nodes, height;
};

static enum tg_rc fail_at(struct reader *r, enum tg_rc code, unsigned line,
			  unsigned column, const char *message)
{
	tg_err_set(r->err, code, "%s", message);
	return tg_err_at(r->err, r->file, line, column);
}

/* What stands at a place of the text, for a message. */
static struct tg_str text_at(struct tg_str text, unsigned line, unsigned column)
{
	struct tg_str found = { NULL, 0 };

	while (line-- > 0 && tg_str_line(&text, &found))
		;
	return tg_utf8_cut(tg_str_rtrim(tg_str_from(found, column)), 40);
}

/* libfyaml collects several errors; the first is the cause. */
static enum tg_rc fail_syntax(struct reader *r)
{
	void *previous = NULL;
	const struct fy_diag_error *why = fy_diag_errors_iterate(r->diag, &previous);

	if (!why || why->line < 1 || why->column < 1)
		return fail_at(r, TG_E_SYNTAX, 0, 0, why ? why->msg : "not valid YAML");
	unsigned line = (unsigned)why->line, column = (unsigned)why->column;
	struct tg_str found = text_at(r->text, line, column - 1);

	if (found.n > 0)
		tg_err_set(r->err, TG_E_SYNTAX, "not valid YAML: %s, at '%.*s'", why->msg,
			   (int)found.n, found.p);
	else
		tg_err_set(r->err, TG_E_SYNTAX, "not valid YAML: %s", why->msg);
	return tg_err_at(r->err, r->file, line, column);
}

static enum tg_rc fail_encoding(struct reader *r, size_t at)
{
	struct tg_str before = tg_str_sub(r->text, 0, at), line = { NULL, 0 };
	unsigned lines = 0;

	while (tg_str_line(&before, &line))
		lines++;
	tg_err_set(r->err, TG_E_SYNTAX, "not valid YAML: the byte 0x%02x is not UTF-8",
		   (unsigned)(unsigned char)r->text.p[at]);
	return tg_err_at(r->err, r->file, lines ? lines : 1, (unsigned)line.n + 1);
}

/* NUL-terminated copy of a token's text; "" for no token. */
static char *token_text(struct tg_arena *arena, struct fy_token *token)
{
	size_t n = 0;
	const char *text = token ? fy_token_get_text(token, &n) : NULL;

	return tg_arena_strndup(arena, text, text ? n : 0);
}

static bool is_word(const char *s, const char *lower, const char *title, const char *upper)
{
	return strcmp(s, lower) == 0 || strcmp(s, title) == 0 || strcmp(s, upper) == 0;
}

/* YAML 1.2 core schema, 10.3.2: octal and hexadecimal integers. */
static bool radix_number(const char *s, double *out)
{
	int base = strncmp(s, "0x", 2) == 0 ? 16 : strncmp(s, "0o", 2) == 0 ? 8 : 0;
	const char *digits = base == 16 ? "0123456789abcdefABCDEF" : "01234567";
	size_t n = base ? strlen(s + 2) : 0;

	if (n == 0 || n > 16 || strspn(s + 2, digits) != n)
		return false;
	*out = (double)strtoull(s + 2, NULL, base);
	return true;
}

/* [0-9]* ( . [0-9]* )? ( [eE] [-+]? [0-9]+ )?, with a digit before the e */
static bool is_decimal(const char *p)
{
	static const char digits[] = "0123456789";
	size_t whole = strspn(p, digits), fraction = 0;

	p += whole;
	if (*p == '.') {
		fraction = strspn(++p, digits);
		p += fraction;
	}
	if (whole + fraction == 0)
		return false;
	if (*p == 'e' || *p == 'E') {
		p += p[1] == '-' || p[1] == '+' ? 2 : 1;
		size_t exponent = strspn(p, digits);

		if (exponent == 0)
			return false;
		p += exponent;
	}
	return *p == '\0';
}

static bool parse_number(const char *s, double *out)
{
	const char *unsigned_part = *s == '-' || *s == '+' ? s + 1 : s;

	if (is_word(unsigned_part, ".inf", ".Inf", ".INF")) {
		*out = *s == '-' ? -(double)INFINITY : (double)INFINITY;
		return true;
	}
	if (is_word(s, ".nan", ".NaN", ".NAN")) {
		*out = (double)NAN;
		return true;
	}
	if (radix_number(s, out))
		return true;
	if (!is_decimal(unsigned_part))
		return false;
	*out = strtod(s, NULL);
	return true;
}

/* What a plain scalar is, by the core schema. */
static void resolve_plain(struct tg_tree *node)
{
	const char *s = node->string;

	if (*s == '\0' || strcmp(s, "~") == 0 || is_word(s, "null", "Null", "NULL")) {
		node->kind = TG_TREE_NULL;
	} else if (is_word(s, "true", "True", "TRUE")) {
		node->kind = TG_TREE_BOOL;
		node->boolean = true;
	} else if (is_word(s, "false", "False", "FALSE")) {
		node->kind = TG_TREE_BOOL;
	} else if (parse_number(s, &node->number)) {
		node->kind = TG_TREE_NUMBER;
	}
}

static void set_place(struct tg_tree *node, struct fy_event *event)
{
	const struct fy_mark *mark = fy_event_start_mark(event);

	if (mark) {
		node->line = (unsigned)mark->line + 1;
		node->column = (unsigned)mark->column + 1;
	}
}

static struct tg_tree *new_node(struct reader *r, struct fy_event *event)
{
	struct tg_tree *node = tg_arena_alloc(r->arena, sizeof(*node));

	set_place(node, event);
	return node;
}

static struct tg_tree *read_scalar(struct reader *r, struct fy_event *event)
{
	struct tg_tree *node = new_node(r, event);
	struct fy_token *token = event->scalar.value;
	const char *tag = token_text(r->arena, event->scalar.tag);

	node->kind = TG_TREE_STRING;
	node->string = token_text(r->arena, token);
	node->quoted = token && fy_scalar_token_get_style(token) != FYSS_PLAIN;
	if (!node->quoted && strcmp(tag, "tag:yaml.org,2002:str") != 0)
		resolve_plain(node);
	return node;
}

static bool key_exists(struct frame *frame, const char *key)
{
	if (frame->items.n >= FEW_KEYS)
		return tg_map_get(&frame->keys, tg_str(key)) != NULL;
	for (size_t i = 0; i < frame->items.n; i++) {
		if (strcmp(frame->items.items[i]->key, key) == 0)
			return true;
	}
	return false;
}

static void append(struct reader *r, struct frame *frame, struct tg_tree *node)
{
	*TG_VEC_PUSH(r->arena, &frame->items) = node;
	if (frame->node->kind != TG_TREE_MAP || frame->items.n < FEW_KEYS)
		return;
	if (frame->items.n > FEW_KEYS) {
		tg_map_set(&frame->keys, tg_str(node->key), node);
		return;
	}
	tg_map_init(&frame->keys, r->arena);
	for (size_t i = 0; i < frame->items.n; i++)
		tg_map_set(&frame->keys, tg_str(frame->items.items[i]->key),
			   frame->items.items[i]);
}

/* "<<": the entries of a map where this one has no such key of its own. They
 * are marked by the key line 0, so that an own key that follows replaces them. */
static void merge_map(struct reader *r, struct frame *frame, const struct tg_tree *from)
{
	for (size_t i = 0; i < from->n; i++) {
		struct tg_tree *copy;

		if (key_exists(frame, from->items[i]->key))
			continue;
		copy = tg_arena_alloc(r->arena, sizeof(*copy));
		*copy = *from->items[i];
		copy->key_line = 0;
		append(r, frame, copy);
	}
}

static bool merge(struct reader *r, struct frame *frame, const struct tg_tree *value)
{
	if (value->kind == TG_TREE_MAP) {
		merge_map(r, frame, value);
		return true;
	}
	if (value->kind != TG_TREE_LIST)
		return false;
	for (size_t i = 0; i < value->n; i++) {
		if (value->items[i]->kind != TG_TREE_MAP)
			return false;
	}
	for (size_t i = 0; i < value->n; i++)
		merge_map(r, frame, value->items[i]);
	return true;
}

/* An own key after a merge takes the merged entry's place. */
static bool replace_merged(struct frame *frame, struct tg_tree *node)
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

static enum tg_rc add_key(struct reader *r, struct frame *frame, struct tg_tree *node)
{
	if (node->kind == TG_TREE_LIST || node->kind == TG_TREE_MAP)
		return fail_at(r, TG_E_SYNTAX, node->line, node->column,
			       "a key must be plain text, not a list or map");
	frame->pending = node;
	return TG_OK;
}

static enum tg_rc add_entry(struct reader *r, struct frame *frame, struct tg_tree *node)
{
	const struct tg_tree *key = frame->pending;

	frame->pending = NULL;
	if (!key->quoted && strcmp(key->string, "<<") == 0 && merge(r, frame, node))
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
		tg_err_set(r->err, TG_E_SYNTAX, "the key '%.200s' is there twice", node->key);
		return tg_err_at(r->err, r->file, key->line, key->column);
	}
	append(r, frame, node);
	return TG_OK;
}

/* Puts a node where it belongs: the document, a list, or a map. */
static enum tg_rc place(struct reader *r, struct value value)
{
	if (r->depth == 0) {
		r->root = value.node;
		return TG_OK;
	}
	struct frame *frame = &r->stack[r->depth - 1];

	frame->nodes += value.nodes;
	if (value.height + 1 > frame->height)
		frame->height = value.height + 1;
	if (frame->node->kind == TG_TREE_LIST) {
		append(r, frame, value.node);
		return TG_OK;
	}
	return frame->pending ? add_entry(r, frame, value.node) :
				add_key(r, frame, value.node);
}

static enum tg_rc count_nodes(struct reader *r, size_t more, struct fy_event *event)
{
	const struct fy_mark *mark = fy_event_start_mark(event);

	r->nodes += more;
	if (r->nodes <= TG_YAML_MAX_NODES)
		return TG_OK;
	return fail_at(r, TG_E_LIMIT, mark ? (unsigned)mark->line + 1 : 0, 0,
		       "too many nodes, aliases included");
}

static void set_anchor(struct reader *r, const char *name, struct value value)
{
	struct anchored *anchored;

	if (!*name)
		return;
	anchored = tg_arena_alloc(r->arena, sizeof(*anchored));
	*anchored = (struct anchored){ value.node, value.nodes, value.height };
	tg_map_set(&r->anchors, tg_str(name), anchored);
}

static enum tg_rc on_scalar(struct reader *r, struct fy_event *event)
{
	struct value value = { read_scalar(r, event), 1, 0 };

	set_anchor(r, token_text(r->arena, event->scalar.anchor), value);
	enum tg_rc rc = count_nodes(r, 1, event);

	return rc == TG_OK ? place(r, value) : rc;
}

static enum tg_rc on_alias(struct reader *r, struct fy_event *event)
{
	struct tg_tree *node = new_node(r, event);
	const char *name = token_text(r->arena, event->alias.anchor);
	const struct anchored *target = tg_map_get(&r->anchors, tg_str(name));
	unsigned line = node->line, column = node->column;

	if (!target || !target->node) {
		tg_err_set(r->err, TG_E_SYNTAX, "the alias '*%.100s' %s", name,
			   target ? "stands inside what it refers to" :
				    "refers to no anchor before it");
		return tg_err_at(r->err, r->file, line, column);
	}
	if (r->depth + target->height >= TG_YAML_MAX_DEPTH)
		return fail_at(r, TG_E_LIMIT, line, column, "nested too deeply");
	enum tg_rc rc = count_nodes(r, target->nodes, event);

	if (rc != TG_OK)
		return rc;
	*node = *target->node;
	node->key = NULL;
	node->line = line;
	node->column = column;
	return place(r, (struct value){ node, target->nodes, target->height });
}

static enum tg_rc on_open(struct reader *r, struct fy_event *event)
{
	bool list = event->type == FYET_SEQUENCE_START;
	struct tg_tree *node = new_node(r, event);
	enum tg_rc rc = count_nodes(r, 1, event);

	if (rc != TG_OK)
		return rc;
	if (r->depth == TG_YAML_MAX_DEPTH)
		return fail_at(r, TG_E_LIMIT, node->line, node->column,
			       "nested too deeply");
	node->kind = list ? TG_TREE_LIST : TG_TREE_MAP;
	struct frame *frame = &r->stack[r->depth++];

	memset(frame, 0, sizeof(*frame));
	frame->node = node;
	frame->nodes = 1;
	frame->anchor = token_text(r->arena, list ? event->sequence_start.anchor :
						    event->mapping_start.anchor);
	set_anchor(r, frame->anchor, (struct value){ NULL, 0, 0 });
	return TG_OK;
}

static enum tg_rc on_close(struct reader *r)
{
	struct frame *frame = &r->stack[--r->depth];
	struct value value = { frame->node, frame->nodes, frame->height };

	frame->node->items = frame->items.items;
	frame->node->n = frame->items.n;
	set_anchor(r, frame->anchor, value);
	return place(r, value);
}

static enum tg_rc on_event(struct reader *r, struct fy_event *event)
{
	switch (event->type) {
	case FYET_DOCUMENT_START:
		r->root = NULL;
		tg_map_init(&r->anchors, r->arena);
		return TG_OK;
	case FYET_DOCUMENT_END:
		if (r->root)
			*TG_VEC_PUSH(r->arena, &r->documents) = r->root;
		return TG_OK;
	case FYET_SCALAR:
		return on_scalar(r, event);
	case FYET_ALIAS:
		return on_alias(r, event);
	case FYET_SEQUENCE_START:
	case FYET_MAPPING_START:
		return on_open(r, event);
	case FYET_SEQUENCE_END:
	case FYET_MAPPING_END:
		return on_close(r);
	default:
		return TG_OK;
	}
}

/* libfyaml's own limit on depth is lower than its guarantee would have it. */
static void open_parser(struct reader *r)
{
	struct fy_diag_cfg diag_cfg;

	fy_diag_cfg_default(&diag_cfg);
	diag_cfg.fp = NULL;
	diag_cfg.colorize = false;
	r->diag = fy_diag_create(&diag_cfg);
	if (!r->diag)
		tg_out_of_memory();
	fy_diag_set_collect_errors(r->diag, true);
	struct fy_parse_cfg cfg = {
		/* quoted scalars that go on at their key's indentation are read:
		 * other readers do, and published examples have them */
		.flags = FYPCF_QUIET | FYPCF_SLOPPY_FLOW_INDENTATION |
			 FYPCF_DISABLE_DEPTH_LIMIT | FYPCF_JSON_NONE,
		.diag = r->diag,
	};

	r->parser = fy_parser_create(&cfg);
	if (!r->parser || fy_parser_set_string(r->parser, r->text.p, r->text.n) != 0)
		tg_out_of_memory();
}

static void close_parser(struct reader *r)
{
	fy_parser_destroy(r->parser);
	fy_diag_destroy(r->diag);
}

static enum tg_rc read_events(struct reader *r, size_t max_documents)
{
	enum tg_rc rc = TG_OK;

	while (rc == TG_OK && r->documents.n < max_documents) {
		struct fy_event *event = fy_parser_parse(r->parser);

		if (!event)
			return fy_parser_get_stream_error(r->parser) ? fail_syntax(r) : TG_OK;
		rc = on_event(r, event);
		bool end = event->type == FYET_STREAM_END;

		fy_parser_event_free(r->parser, event);
		if (end)
			break;
	}
	return rc;
}

static enum tg_rc read_stream(struct reader *r, struct tg_str text, size_t max_documents)
{
	if (text.n > TG_YAML_MAX_BYTES) {
		tg_err_set(r->err, TG_E_LIMIT, "larger than %u bytes", TG_YAML_MAX_BYTES);
		return tg_err_at(r->err, r->file, 0, 0);
	}
	if (tg_str_starts(text, "\xef\xbb\xbf"))
		text = tg_str_from(text, 3);
	if (text.n == 0)
		return TG_OK;
	r->text = text;
	size_t invalid = tg_utf8_invalid_at(text);

	if (invalid != SIZE_MAX)
		return fail_encoding(r, invalid);
	open_parser(r);
	enum tg_rc rc = read_events(r, max_documents);

	close_parser(r);
	return rc;
}

static struct tg_tree *empty_document(struct tg_arena *arena)
{
	struct tg_tree *node = tg_arena_alloc(arena, sizeof(*node));

	node->string = "";
	return node;
}

enum tg_rc tg_yaml_read(struct tg_tree **out, struct tg_arena *arena, struct tg_str text,
			const char *file, struct tg_err *err)
{
	struct reader *r = tg_calloc(1, sizeof(*r));

	r->arena = arena;
	r->file = file;
	r->err = err;
	enum tg_rc rc = read_stream(r, text, 1);

	if (rc == TG_OK)
		*out = r->documents.n > 0 ? r->documents.items[0] : empty_document(arena);
	free(r);
	return rc;
}

enum tg_rc tg_yaml_read_all(struct tg_tree ***out, size_t *n, struct tg_arena *arena,
			    struct tg_str text, const char *file, struct tg_err *err)
{
	struct reader *r = tg_calloc(1, sizeof(*r));

	r->arena = arena;
	r->file = file;
	r->err = err;
	enum tg_rc rc = read_stream(r, text, SIZE_MAX);

	if (rc == TG_OK) {
		*out = r->documents.items;
		*n = r->documents.n;
	}
	free(r);
	return rc;
}
