/*
 * Edits of a line that lists an endpoint. Where it is, who gets there and what serves it
 * stand in the call that lists it; what its server is built from stands deeper.
 */
#include "renames.h"

#define SERVED 2u /* so many parentheses deep are the values that a server is given */

static bool tells(const struct tg_tokens *t)
{
	for (size_t i = 0; i < t->list.n; i++)
		if (t->list.items[i].kind == TG_TOKEN_NAME && tg_name_tells(t->list.items[i].text))
			return true;
	return false;
}

static bool same(const struct tg_token *a, const struct tg_token *b)
{
	return a->kind == b->kind && tg_str_eq(a->text, b->text);
}

/* A name, or what stands between two. */
static bool is_handed_over(const struct tg_token *t)
{
	return t->kind == TG_TOKEN_NAME || tg_token_is(t, ",") || tg_token_is(t, ".");
}

bool tg_scan_same_route(struct tg_scan *scan, uint32_t removed, uint32_t added)
{
	struct tg_tokens was, is, *longer;
	size_t i = 0, k = 0, depth = 0;

	tg_tokens_read(&was, scan, (struct tg_part){ removed, removed, TG_LINE_REMOVED });
	tg_tokens_read(&is, scan, (struct tg_part){ added, added, TG_LINE_ADDED });
	if (!was.known || !is.known || tells(&was) || tells(&is))
		return false;
	longer = was.list.n > is.list.n ? &was : &is;
	while (i < was.list.n && k < is.list.n) {
		const struct tg_token *a = &was.list.items[i], *b = &is.list.items[k];

		if (same(a, b)) {
			depth += tg_token_is(a, "(");
			depth -= tg_token_is(a, ")") && depth > 0;
			i++;
			k++;
		} else if (depth > SERVED && a->kind == TG_TOKEN_NAME && b->kind == TG_TOKEN_NAME) {
			i++;
			k++;
		} else if (depth >= SERVED && is_handed_over(longer == &was ? a : b)) {
			*(longer == &was ? &i : &k) += 1;
		} else {
			return false;
		}
	}
	return i == was.list.n && k == is.list.n;
}
