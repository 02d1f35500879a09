#include "reader.h"

#include "../base/words.h"
#include "pattern.h"

#include <stdarg.h>

static void set_place(struct tg_rule_reader *r, const struct tg_tree *at)
{
	tg_err_at(r->err, r->file, at ? at->line : 0, at ? at->column : 0);
}

bool tg_reader_fail(struct tg_rule_reader *r, const struct tg_tree *at,
		    const char *fmt, ...)
{
	struct tg_buf text = TG_BUF_INIT(700);
	va_list args;

	va_start(args, fmt);
	tg_buf_vprintf(&text, fmt, args);
	va_end(args);
	if (r->id != NULL)
		tg_err_set(r->err, TG_E_RULE, "rule %.80s: %s", r->id, text.ptr);
	else
		tg_err_set(r->err, TG_E_RULE, "%s", text.ptr);
	tg_buf_release(&text);
	set_place(r, at);
	return false;
}

static size_t count_names(const char *const *names)
{
	size_t n = 0;

	while (names[n] != NULL)
		n++;
	return n;
}

bool tg_reader_fail_name(struct tg_rule_reader *r, const struct tg_tree *at,
			 const char *what, const char *const *names)
{
	const char *word = tg_tree_text(at, "");
	size_t n = count_names(names);
	const char *near = tg_words_nearest(word, names, n);
	struct tg_buf all = TG_BUF_INIT(380);

	for (size_t i = 0; i < n; i++)
		tg_buf_printf(&all, "%s%s", i > 0 ? ", " : "", names[i]);
	if (near != NULL)
		tg_reader_fail(r, at, "'%.80s' is not %s; did you mean '%s'?",
			       word, what, near);
	else
		tg_reader_fail(r, at, "'%.80s' is not %s", word, what);
	tg_err_hint(r->err, "expected one of: %s", all.ptr ? all.ptr : "");
	tg_buf_release(&all);
	return false;
}

static const char *kind_name(const struct tg_tree *node)
{
	static const char *const names[] = {
		"nothing", "true or false", "a number", "a text", "a list", "a map"
	};

	return names[node->kind];
}

bool tg_reader_text(struct tg_rule_reader *r, const struct tg_tree *node,
		    const char **out)
{
	bool scalar = node->kind == TG_TREE_STRING ||
		      node->kind == TG_TREE_NUMBER || node->kind == TG_TREE_BOOL;

	if (!scalar)
		return tg_reader_fail(r, node, "'%s' must be a text, not %s",
				      node->key ? node->key : "an entry",
				      kind_name(node));
	if (tg_str_trim(tg_str(node->string)).n == 0)
		return tg_reader_fail(r, node, "'%s' must not be empty",
				      node->key ? node->key : "an entry");
	*out = node->string;
	return true;
}

bool tg_reader_bool(struct tg_rule_reader *r, const struct tg_tree *node,
		    bool *out)
{
	if (node->kind != TG_TREE_BOOL)
		return tg_reader_fail(r, node, "'%s' must be true or false, not %s",
				      node->key, kind_name(node));
	*out = node->boolean;
	return true;
}

bool tg_reader_texts(struct tg_rule_reader *r, const struct tg_tree *node,
		     const char *const **out)
{
	size_t n = node->kind == TG_TREE_LIST ? node->n : 1;
	const char **list = tg_arena_calloc(r->arena, n + 1, sizeof(*list));

	if (node->kind == TG_TREE_MAP)
		return tg_reader_fail(r, node, "'%s' must be a list, not a map",
				      node->key);
	if (n == 0)
		return tg_reader_fail(r, node, "'%s' is an empty list", node->key);
	for (size_t i = 0; i < n; i++) {
		const struct tg_tree *item = node->kind == TG_TREE_LIST ?
			node->items[i] : node;

		if (!tg_reader_text(r, item, &list[i]))
			return false;
	}
	*out = list;
	return true;
}

bool tg_reader_choice(struct tg_rule_reader *r, const struct tg_tree *node,
		      const char *const *names, unsigned *out)
{
	struct tg_buf what = TG_BUF_INIT(100);
	const char *text = NULL;

	if (!tg_reader_text(r, node, &text))
		return false;
	for (unsigned i = 0; names[i] != NULL; i++)
		if (tg_str_is(tg_str(text), names[i])) {
			*out = i;
			return true;
		}
	tg_buf_printf(&what, "a value of '%s'", node->key ? node->key : "");
	tg_reader_fail_name(r, node, node->key ? what.ptr : "known here", names);
	tg_buf_release(&what);
	return false;
}

bool tg_reader_choices(struct tg_rule_reader *r, const struct tg_tree *node,
		       const char *const *names, unsigned *out)
{
	size_t n = node->kind == TG_TREE_LIST ? node->n : 1;
	unsigned bits = 0, index;

	for (size_t i = 0; i < n; i++) {
		const struct tg_tree *item = node->kind == TG_TREE_LIST ?
			node->items[i] : node;

		if (!tg_reader_choice(r, item, names, &index))
			return false;
		bits |= 1u << index;
	}
	*out = bits;
	return true;
}

/* The column is one of the pattern; in the file it is further right. */
static bool fail_pattern(struct tg_rule_reader *r, const struct tg_tree *node,
			 const struct tg_err *why)
{
	struct tg_str text = tg_str(node->string);
	size_t at = why->column > 0 ? why->column - 1 : 0;

	if (at < text.n)
		tg_reader_fail(r, node, "%s, at '%.*s' in '%s'", why->msg,
			       (int)(text.n - at > 40 ? 40 : text.n - at),
			       text.p + at, node->key);
	else
		tg_reader_fail(r, node, "%s, at the end of '%s'", why->msg,
			       node->key);
	if (r->err->column > 0)
		r->err->column += (unsigned)at;
	if (why->hint[0] != '\0')
		tg_err_hint(r->err, "%s", why->hint);
	return false;
}

bool tg_reader_pattern(struct tg_rule_reader *r, const struct tg_tree *node,
		       struct tg_literals *literals)
{
	struct tg_regex *re;
	struct tg_node *root;
	struct tg_err why;
	bool ok;

	if (tg_str(node->string).n > TG_REGEX_MAX_PATTERN)
		return tg_reader_fail(r, node, "'%s' is longer than %u bytes",
				      node->key, TG_REGEX_MAX_PATTERN);
	if (tg_pattern_parse(&root, r->arena, tg_str(node->string), &why) != TG_OK ||
	    tg_pattern_check_shape(root, &why) != TG_OK)
		return fail_pattern(r, node, &why);
	re = tg_regex_new(tg_str(node->string), 0);
	ok = tg_regex_prepare(re, &why) == TG_OK || fail_pattern(r, node, &why);
	tg_regex_free(re);
	if (ok && literals != NULL)
		tg_pattern_literals(literals, root, r->arena);
	return ok;
}
