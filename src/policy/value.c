#include "value.h"

#include "../base/buf.h"
#include "../base/words.h"
#include "policy.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { NAMES_MAX = 64 };

TG_PRINTF(4, 0)
static enum tg_rc fail(struct tg_value_reader *r, unsigned line, unsigned column,
		       const char *fmt, va_list args)
{
	char msg[sizeof(r->err->msg)];

	(void)vsnprintf(msg, sizeof(msg), fmt, args);
	tg_err_set(r->err, TG_E_POLICY, "%s", msg);
	return tg_err_at(r->err, r->file, line, column);
}

enum tg_rc tg_value_error(struct tg_value_reader *r, const struct tg_tree *value,
			  const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	enum tg_rc rc = fail(r, value->line, value->column, fmt, args);
	va_end(args);
	return rc;
}

enum tg_rc tg_key_error(struct tg_value_reader *r, const struct tg_tree *value,
			const char *fmt, ...)
{
	va_list args;
	bool key = value->key_line > 0;

	va_start(args, fmt);
	enum tg_rc rc = fail(r, key ? value->key_line : value->line,
			     key ? value->key_column : value->column, fmt, args);
	va_end(args);
	return rc;
}

static const char *found(const struct tg_tree *value)
{
	switch (value->kind) {
	case TG_TREE_NULL:
		return "nothing";
	case TG_TREE_LIST:
		return "a list";
	case TG_TREE_MAP:
		return "a map";
	case TG_TREE_BOOL:
	case TG_TREE_NUMBER:
	case TG_TREE_STRING:
		break;
	}
	return NULL;
}

enum tg_rc tg_value_unexpected(struct tg_value_reader *r, const struct tg_tree *value,
			       const char *expected)
{
	const char *what = found(value);
	const char *key = value->key ? value->key : "an entry";

	if (what)
		return tg_value_error(r, value, "%s: expected %s, found %s", key,
				      expected, what);
	return tg_value_error(r, value, "%s: expected %s, found \"%.80s\"", key, expected,
			      value->string);
}

/* "Did you mean "x"?", or all the names where nothing is near. */
static void hint_names(struct tg_err *err, const char *word, const char *const *names,
		       size_t n)
{
	const char *near = tg_words_nearest(word, names, n);
	struct tg_buf list;

	if (near) {
		tg_err_hint(err, "Did you mean \"%s\"?", near);
		return;
	}
	tg_buf_init(&list, sizeof(err->hint));
	for (size_t i = 0; i < n; i++)
		tg_buf_printf(&list, "%s%s", i ? ", " : "", names[i]);
	if (list.ptr)
		tg_err_hint(err, "Known here: %s.", list.ptr);
	tg_buf_release(&list);
}

static enum tg_rc unknown_key(struct tg_value_reader *r, const struct tg_tree *entry,
			      const struct tg_value_key *keys)
{
	const char *names[NAMES_MAX];
	size_t n = 0;

	while (n < NAMES_MAX && keys[n].name) {
		names[n] = keys[n].name;
		n++;
	}
	enum tg_rc rc = tg_key_error(r, entry, "unknown key \"%.80s\"", entry->key);
	hint_names(r->err, entry->key, names, n);
	return rc;
}

enum tg_rc tg_value_map(struct tg_value_reader *r, const struct tg_tree *map,
			const struct tg_value_key *keys)
{
	if (map->kind == TG_TREE_NULL)
		return TG_OK;
	if (map->kind != TG_TREE_MAP)
		return tg_value_unexpected(r, map, "a map");
	for (size_t i = 0; i < map->n; i++) {
		const struct tg_value_key *k = keys;
		while (k->name && strcmp(k->name, map->items[i]->key) != 0)
			k++;
		if (!k->name)
			return unknown_key(r, map->items[i], keys);
		enum tg_rc rc = k->read(r, map->items[i]);
		if (rc != TG_OK)
			return rc;
	}
	return TG_OK;
}

static bool is_scalar(const struct tg_tree *value)
{
	return value->kind == TG_TREE_STRING || value->kind == TG_TREE_NUMBER ||
	       value->kind == TG_TREE_BOOL;
}

enum tg_rc tg_value_text(struct tg_value_reader *r, const struct tg_tree *value,
			 const char **out)
{
	if (value->kind != TG_TREE_STRING)
		return tg_value_unexpected(r, value, "text");
	struct tg_str text = tg_str_trim(tg_str(value->string));
	if (text.n == 0)
		return tg_value_error(r, value, "%s is empty",
				      value->key ? value->key : "an entry");
	*out = tg_arena_dup_str(r->arena, text);
	return TG_OK;
}

enum tg_rc tg_value_date(struct tg_value_reader *r, const struct tg_tree *value,
			 const char **out)
{
	if (!is_scalar(value) || !tg_date_is(value->string))
		return tg_value_unexpected(r, value, "a date such as 2026-03-01");
	*out = tg_arena_dup(r->arena, value->string);
	return TG_OK;
}

enum tg_rc tg_value_size(struct tg_value_reader *r, const struct tg_tree *value,
			 size_t least, size_t most, size_t *out)
{
	uint32_t number;
	size_t unit = 1;

	if (!is_scalar(value))
		return tg_value_unexpected(r, value, "a number");
	struct tg_str text = tg_str_trim(tg_str(value->string));
	if (tg_str_ends(text, "KiB"))
		unit = 1u << 10;
	else if (tg_str_ends(text, "MiB"))
		unit = 1u << 20;
	if (unit > 1)
		text.n -= 3;
	if (!tg_str_to_u32(tg_str_trim(text), &number))
		return tg_value_unexpected(r, value,
					   "a whole number (KiB or MiB may follow)");
	if (number > most / unit || number * unit < least)
		return tg_value_error(r, value,
				      "%s: %.40s is out of range, %zu to %zu are allowed",
				      value->key ? value->key : "an entry",
				      value->string, least, most);
	*out = number * unit;
	return TG_OK;
}

enum tg_rc tg_value_choice(struct tg_value_reader *r, const struct tg_tree *value,
			   const char *const *names, size_t n, size_t *out)
{
	if (!is_scalar(value))
		return tg_value_unexpected(r, value, "a word");
	for (size_t i = 0; i < n; i++) {
		if (strcmp(names[i], value->string) == 0) {
			*out = i;
			return TG_OK;
		}
	}
	enum tg_rc rc = tg_value_error(r, value, "%s: \"%.80s\" is not known",
				       value->key ? value->key : "an entry",
				       value->string);
	hint_names(r->err, value->string, names, n);
	return rc;
}

static enum tg_rc list_expected(struct tg_value_reader *r, const struct tg_tree *value)
{
	enum tg_rc rc = tg_value_unexpected(r, value, "a list");

	if (is_scalar(value))
		tg_err_hint(r->err, "Write it as [\"%.80s\"].", value->string);
	return rc;
}

enum tg_rc tg_value_texts(struct tg_value_reader *r, const struct tg_tree *value,
			  const char *const **out, size_t *n)
{
	if (value->kind == TG_TREE_NULL) {
		*out = NULL;
		*n = 0;
		return TG_OK;
	}
	if (value->kind != TG_TREE_LIST)
		return list_expected(r, value);
	const char **texts =
		tg_arena_calloc(r->arena, value->n ? value->n : 1, sizeof(*texts));
	for (size_t i = 0; i < value->n; i++) {
		enum tg_rc rc = tg_value_text(r, value->items[i], &texts[i]);
		if (rc != TG_OK)
			return rc;
	}
	*out = texts;
	*n = value->n;
	return TG_OK;
}

enum tg_rc tg_value_globs(struct tg_value_reader *r, const struct tg_tree *value,
			  unsigned flags, struct tg_globs **out)
{
	const char *const *patterns = NULL;
	size_t n = 0;
	struct tg_err why = { 0 };
	enum tg_rc rc = tg_value_texts(r, value, &patterns, &n);

	if (rc != TG_OK)
		return rc;
	tg_globs_free(*out);
	*out = NULL;
	if (n == 0)
		return TG_OK;
	if (tg_globs_new(out, r->arena, patterns, n, flags, &why) == TG_OK)
		return TG_OK;
	const struct tg_tree *at = value;
	if (why.line >= 1 && why.line <= value->n)
		at = value->items[why.line - 1];
	rc = tg_value_error(r, at, "%s", why.msg);
	if (why.hint[0])
		tg_err_hint(r->err, "%s", why.hint);
	return rc;
}
