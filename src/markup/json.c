#include "json.h"

#include <string.h>

#include <jansson.h>

static struct tg_tree *convert(struct tg_arena *arena, json_t *value);

static void convert_list(struct tg_tree *out, struct tg_arena *arena, json_t *value)
{
	out->kind = TG_TREE_LIST;
	out->n = json_array_size(value);
	out->items = tg_arena_calloc(arena, out->n, sizeof(struct tg_tree *));
	for (size_t i = 0; i < out->n; i++)
		out->items[i] = convert(arena, json_array_get(value, i));
}

static void convert_map(struct tg_tree *out, struct tg_arena *arena, json_t *value)
{
	const char *key;
	json_t *member;
	size_t i = 0;

	out->kind = TG_TREE_MAP;
	out->n = json_object_size(value);
	out->items = tg_arena_calloc(arena, out->n, sizeof(struct tg_tree *));
	json_object_foreach(value, key, member) {
		out->items[i] = convert(arena, member);
		out->items[i++]->key = tg_arena_dup(arena, key);
	}
}

static void convert_scalar(struct tg_tree *out, struct tg_arena *arena, json_t *value)
{
	switch (json_typeof(value)) {
	case JSON_STRING:
		out->kind = TG_TREE_STRING;
		out->quoted = true;
		out->string = tg_arena_strndup(arena, json_string_value(value),
					       json_string_length(value));
		break;
	case JSON_INTEGER:
		out->kind = TG_TREE_NUMBER;
		out->number = json_number_value(value);
		out->string = tg_arena_printf(arena, "%" JSON_INTEGER_FORMAT,
					      json_integer_value(value));
		break;
	case JSON_REAL:
		out->kind = TG_TREE_NUMBER;
		out->number = json_real_value(value);
		out->string = tg_arena_printf(arena, "%.15g", out->number);
		break;
	case JSON_TRUE:
	case JSON_FALSE:
		out->kind = TG_TREE_BOOL;
		out->boolean = json_is_true(value);
		out->string = out->boolean ? "true" : "false";
		break;
	default:
		out->kind = TG_TREE_NULL;
		out->string = "null";
		break;
	}
}

/* Recursion is bounded by jansson, which refuses more than 2048 levels. */
static struct tg_tree *convert(struct tg_arena *arena, json_t *value)
{
	struct tg_tree *out = tg_arena_alloc(arena, sizeof(*out));

	if (json_is_array(value))
		convert_list(out, arena, value);
	else if (json_is_object(value))
		convert_map(out, arena, value);
	else
		convert_scalar(out, arena, value);
	return out;
}

static enum tg_rc fail(struct tg_err *err, const json_error_t *why, const char *file)
{
	tg_err_set(err, TG_E_SYNTAX, "not valid JSON: %s", why->text);
	return tg_err_at(err, file, why->line > 0 ? (unsigned)why->line : 0,
			 why->column > 0 ? (unsigned)why->column : 0);
}

enum tg_rc tg_json_read(struct tg_tree **out, struct tg_arena *arena, struct tg_str text,
			const char *file, struct tg_err *err)
{
	json_error_t why;

	if (text.n > TG_JSON_MAX_BYTES) {
		tg_err_set(err, TG_E_LIMIT, "larger than %u bytes", TG_JSON_MAX_BYTES);
		return tg_err_at(err, file, 0, 0);
	}
	if (tg_str_starts(text, "\xef\xbb\xbf"))
		text = tg_str_from(text, 3);
	if (!text.p)
		text = TG_STR("");
	json_t *root = json_loadb(text.p, text.n, JSON_DECODE_ANY, &why);

	if (!root && json_error_code(&why) == json_error_numeric_overflow)
		root = json_loadb(text.p, text.n, JSON_DECODE_ANY | JSON_DECODE_INT_AS_REAL,
				  &why);
	if (!root)
		return fail(err, &why, file);
	*out = convert(arena, root);
	json_decref(root);
	return TG_OK;
}
