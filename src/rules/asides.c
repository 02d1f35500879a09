/*
 * What a statement says beside what it does: which rows are loaded along with the ones
 * that it asks for, and texts for those who read the documentation. Two statements
 * that differ in these alone do the same.
 */
#include "tokens.h"

#include "../git/language.h"

#include <string.h>

/* Methods of an object-relational mapper that load rows earlier, and no others. */
static const struct {
	const char *language;
	const char *methods[4];
} loads[] = {
	{ "ruby", { "includes", "preload", "eager_load", NULL } },
	{ "python", { "select_related", "prefetch_related", NULL } },
};

/* Arguments for people: of a field, a command, an operation that is documented. */
static const char *const texts[] = { "description", "summary", "help", "help_text",
	"verbose_name", "verbose_name_plural", "metavar", "placeholder", "tooltip", "hint",
	"docstring", "operation_id", "operationId", "include_in_schema", "deprecated", NULL };

static const char *const truths[] = { "true", "false", NULL };

static bool loads_early(const char *language, struct tg_str name)
{
	for (size_t i = 0; i < sizeof(loads) / sizeof(loads[0]); i++)
		if (strcmp(loads[i].language, language) == 0 &&
		    tg_str_is_one_of(name, loads[i].methods))
			return true;
	return false;
}

/* Behind the parenthesis that closes the one at `open`, or `open`. */
static size_t behind_call(const struct tg_token *items, size_t n, size_t open)
{
	size_t depth = 0;

	for (size_t i = open; i < n; i++) {
		if (tg_token_is(&items[i], "("))
			depth++;
		else if (tg_token_is(&items[i], ")") && --depth == 0)
			return i + 1;
	}
	return open;
}

/* ".includes(:author)": behind it, or `i` when there is none. */
static size_t behind_load(const struct tg_token *items, size_t n, size_t i,
			  const char *language)
{
	size_t end;

	if (i + 3 >= n || !tg_token_is(&items[i], ".") ||
	    !tg_token_is(&items[i + 2], "(") || !loads_early(language, items[i + 1].text))
		return i;
	end = behind_call(items, n, i + 2);
	return end > i + 2 ? end : i;
}

static size_t behind_strings(const struct tg_token *items, size_t n, size_t i)
{
	while (i < n && items[i].kind == TG_TOKEN_STRING)
		i++;
	return i;
}

/* A text, a text to be translated, yes or no: behind it, or `i`. */
static size_t behind_text(const struct tg_token *items, size_t n, size_t i)
{
	size_t end = behind_strings(items, n, i);

	if (end > i || i >= n || items[i].kind != TG_TOKEN_NAME)
		return end;
	if (tg_str_iis_one_of(items[i].text, truths))
		return i + 1;
	if (i + 2 >= n || !tg_token_is(&items[i + 1], "("))
		return i;
	end = behind_strings(items, n, i + 2);
	return end > i + 2 && end < n && tg_token_is(&items[end], ")") ? end + 1 : i;
}

/* "help_text='of the shelf'" among arguments: behind it, or `i`. */
static size_t behind_argument(const struct tg_token *items, size_t n, size_t i)
{
	size_t end;

	if (i == 0 || i + 2 >= n || items[i].kind != TG_TOKEN_NAME ||
	    !(tg_token_is(&items[i - 1], "(") || tg_token_is(&items[i - 1], ",") ||
	      tg_token_is(&items[i - 1], "{")) ||
	    !(tg_token_is(&items[i + 1], "=") || tg_token_is(&items[i + 1], ":")) ||
	    !tg_str_is_one_of(items[i].text, texts))
		return i;
	end = behind_text(items, n, i + 2);
	if (end == i + 2 || end == n)
		return i;
	return tg_token_is(&items[end], ",") || tg_token_is(&items[end], ")") ||
	       tg_token_is(&items[end], "}") ? end : i;
}

static void drop(struct tg_token *items, size_t from, size_t end)
{
	for (; from < end; from++)
		items[from].redundant = true;
}

void tg_tokens_drop_asides(struct tg_tokens *t, const char *language)
{
	struct tg_token *items = t->list.items;
	size_t n = t->list.n, end;

	for (size_t i = 0; i < n; i++) {
		if ((end = behind_load(items, n, i, language)) > i) {
			drop(items, i, end);
			i = end - 1;
		} else if ((end = behind_argument(items, n, i)) > i) {
			bool first = !tg_token_is(&items[i - 1], ",");

			drop(items, first ? i : i - 1,
			     first && tg_token_is(&items[end], ",") ? end + 1 : end);
			i = end - 1;
		}
	}
	tg_tokens_compact(t);
}
