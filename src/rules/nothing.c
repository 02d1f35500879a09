/* Checks that there is something at all: "a != null && a.b" asks of a thing what "a.b"
 * asks. */
#include "tokens.h"

static const char *const nothing[] = { "null", "nil", "undefined", NULL };

/* Where "a.b.c()" that begins at `i` ends. */
static size_t end_of_chain(const struct tg_token *items, size_t n, size_t i)
{
	if (i == n || items[i].kind != TG_TOKEN_NAME || tg_token_is_keyword(&items[i]))
		return i;
	for (i++; i + 1 < n; i += 2) {
		bool member = tg_token_is(&items[i], ".") &&
			      items[i + 1].kind == TG_TOKEN_NAME;

		if (!member && !(tg_token_is(&items[i], "(") && tg_token_is(&items[i + 1], ")")))
			break;
	}
	return i;
}

/* Does what begins at `at` begin with the `k` tokens from `i` on, and take a member
 * of them? */
static bool goes_on_with(const struct tg_token *items, size_t n, size_t at, size_t i, size_t k)
{
	while (at < n && tg_token_is_one_of(&items[at], "(!"))
		at++;
	if (at + k >= n || !tg_token_is(&items[at + k], "."))
		return false;
	for (size_t j = 0; j < k; j++)
		if (!tg_str_eq(items[at + j].text, items[i + j].text))
			return false;
	return true;
}

void tg_tokens_drop_checks_for_nothing(struct tg_tokens *t)
{
	struct tg_token *items = t->list.items;
	size_t n = t->list.n;

	for (size_t i = 0; i + 3 < n; i++) {
		bool begins = i == 0 || tg_token_is_keyword(&items[i - 1]) ||
			      tg_token_is_one_of(&items[i - 1], "(!{}=") || tg_token_is(&items[i - 1], "&&");
		size_t end = begins ? end_of_chain(items, n, i) : i;

		if (end == i || end + 2 >= n || !tg_token_is(&items[end], "!=") ||
		    !tg_str_is_one_of(items[end + 1].text, nothing) ||
		    !tg_token_is(&items[end + 2], "&&") ||
		    !goes_on_with(items, n, end + 3, i, end - i))
			continue;
		for (size_t k = i; k < end + 3; k++)
			items[k].redundant = true;
		i = end + 2;
	}
	tg_tokens_compact(t);
}
