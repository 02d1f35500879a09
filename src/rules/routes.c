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

static bool are_names(const struct tg_token *a, const struct tg_token *b)
{
	return a->kind == TG_TOKEN_NAME && b->kind == TG_TOKEN_NAME;
}

/* How deep in parentheses what follows the token is. */
static size_t depth_behind(const struct tg_token *t, size_t depth)
{
	if (tg_token_is(t, "("))
		return depth + 1;
	return tg_token_is(t, ")") && depth > 0 ? depth - 1 : depth;
}

enum step { BOTH, LONGER, NEITHER };

/* How to go on behind `a`, of the longer list, and `b`. */
static enum step step_at(const struct tg_token *a, const struct tg_token *b, size_t depth)
{
	if (same(a, b) || (depth > SERVED && are_names(a, b)))
		return BOTH;
	return depth >= SERVED && is_handed_over(a) ? LONGER : NEITHER;
}

/* Is the longer list the other one, but for what is handed over? */
static bool agree(const struct tg_tokens *longer, const struct tg_tokens *other)
{
	size_t i = 0, k = 0, depth = 0;

	while (i < longer->list.n && k < other->list.n) {
		const struct tg_token *a = &longer->list.items[i++];
		enum step step = step_at(a, &other->list.items[k], depth);

		if (step == NEITHER)
			return false;
		depth = depth_behind(a, depth);
		k += step == BOTH;
	}
	return i == longer->list.n && k == other->list.n;
}

bool tg_scan_same_route(struct tg_scan *scan, uint32_t removed, uint32_t added)
{
	struct tg_tokens was, is;

	tg_tokens_read(&was, scan, (struct tg_part){ removed, removed, TG_LINE_REMOVED });
	tg_tokens_read(&is, scan, (struct tg_part){ added, added, TG_LINE_ADDED });
	if (!was.known || !is.known || tells(&was) || tells(&is))
		return false;
	return was.list.n > is.list.n ? agree(&was, &is) : agree(&is, &was);
}
