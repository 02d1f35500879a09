#include "tokens.h"

#include "../git/language.h"

#include <string.h>

#define TOKENS 1000u /* of one part; with more it is not known */
#define DEPTH 64u    /* of parentheses */

/* --- words ---------------------------------------------------------------- */

/* To declare a name in another way changes nothing that concerns us. */
static const char *const declaring[] = { "let", "const", "var", "val", "final", NULL };

static const char *const own[] = { "this", "self", "$this", NULL };

/* Words behind which a parenthesis groups and does not call. */
static const char *const keywords[] = { "if", "elif", "elsif", "elseif", "else", "while",
	"until", "unless", "when", "switch", "match", "case", "return", "throw", "raise",
	"await", "yield", "and", "or", "not", "in", "is", "assert", NULL };

/* --- tokens --------------------------------------------------------------- */

bool tg_is_name_byte(char c)
{
	return tg_is_alnum(c) || c == '_' || c == '$' || c == '@';
}

bool tg_token_is(const struct tg_token *token, const char *mark)
{
	return token->kind == TG_TOKEN_MARK && tg_str_is(token->text, mark);
}

static void push(struct tg_tokens *t, enum tg_token_kind kind, struct tg_str text)
{
	struct tg_token *last = t->list.n > 0 ? &t->list.items[t->list.n - 1] : NULL;

	if (kind == TG_TOKEN_NAME && tg_str_is_one_of(text, declaring))
		return;
	if (kind == TG_TOKEN_MARK && tg_str_is(text, ";"))
		return;
	if (kind == TG_TOKEN_MARK && last != NULL) {
		bool closes = text.p[0] == ')' || text.p[0] == ']' || text.p[0] == '}';
		bool member = tg_str_is(text, ".") || tg_str_is(text, "->");

		if (closes && tg_token_is(last, ","))
			t->list.n--;
		if (member && last->kind == TG_TOKEN_NAME && tg_str_is_one_of(last->text, own)) {
			t->list.n--;
			return;
		}
	}
	if (t->list.n == TOKENS) {
		t->known = false;
		return;
	}
	*TG_VEC_PUSH(t->arena, &t->list) = (struct tg_token){ text, kind, false };
}

/* "===" and "==" are one mark, and so are their opposites. */
static size_t mark_at(struct tg_str rest, struct tg_str *mark)
{
	static const char *const joined[] = { "=>", "->", "::", "==", "!=", "&&", "||" };
	size_t n = 1;

	for (size_t i = 0; i < sizeof(joined) / sizeof(joined[0]); i++)
		if (tg_str_starts(rest, joined[i]))
			n = 2;
	*mark = tg_str_sub(rest, 0, n);
	if (n == 2 && rest.n > 2 && rest.p[1] == '=' && rest.p[2] == '=')
		n = 3;
	return n;
}

/* The text of a string; its quotes stay where they may mean something. */
static struct tg_str unquoted(struct tg_str s)
{
	struct tg_str inner;

	if (s.n < 2 || s.p[0] != s.p[s.n - 1] ||
	    (s.p[0] != '\'' && s.p[0] != '"' && s.p[0] != '`'))
		return s;
	inner = tg_str_sub(s, 1, s.n - 2);
	for (size_t i = 0; i < inner.n; i++)
		if (inner.p[i] == '\\' || inner.p[i] == '$' || inner.p[i] == '{' ||
		    inner.p[i] == '#' || inner.p[i] == '%')
			return s;
	return inner;
}

/* "a?.b" and "a!.b" are "a.b" where nothing is missing. */
static bool is_soft_mark(struct tg_str text, const unsigned char *lex, size_t at)
{
	bool more = at + 1 < text.n && lex[at + 1] == TG_LEX_CODE;
	char next = more ? text.p[at + 1] : ';';
	bool value = at > 0 && (tg_is_name_byte(text.p[at - 1]) || text.p[at - 1] == ')' ||
				text.p[at - 1] == ']');

	if (text.p[at] == '?')
		return next == '.';
	return text.p[at] == '!' && value && next != '\0' && strchr(".,;)]", next) != NULL;
}

static size_t run_of(struct tg_str text, const unsigned char *lex, size_t at,
		     unsigned char what)
{
	size_t end = at;

	while (end < text.n && lex[end] == what)
		end++;
	return end;
}

static void read_line(struct tg_scan *scan, uint32_t i, struct tg_tokens *t)
{
	struct tg_str text = scan->view->lines[i].text, mark;
	const unsigned char *lex =
		tg_scan_lex(scan, tg_line_side(&scan->view->lines[i]), i);
	size_t at = 0, end;

	if (lex == NULL) {
		t->known = false;
		return;
	}
	for (; at < text.n && t->known; at = end) {
		end = at + 1;
		if (lex[at] == TG_LEX_STRING) {
			end = run_of(text, lex, at, TG_LEX_STRING);
			push(t, TG_TOKEN_STRING, unquoted(tg_str_sub(text, at, end - at)));
		} else if (lex[at] == TG_LEX_COMMENT || tg_is_space(text.p[at])) {
			continue;
		} else if (tg_is_name_byte(text.p[at])) {
			while (end < text.n && tg_is_name_byte(text.p[end]) &&
			       lex[end] == TG_LEX_CODE)
				end++;
			push(t, TG_TOKEN_NAME, tg_str_sub(text, at, end - at));
		} else if (is_soft_mark(text, lex, at)) {
			continue;
		} else {
			end = at + mark_at(tg_str_from(text, at), &mark);
			push(t, TG_TOKEN_MARK, mark);
		}
	}
}

/* --- parentheses that group nothing --------------------------------------- */

static bool is_keyword(const struct tg_token *t)
{
	return t->kind == TG_TOKEN_NAME && tg_str_is_one_of(t->text, keywords);
}

static bool is_one_of(const struct tg_token *t, const char *marks)
{
	return t->kind == TG_TOKEN_MARK && t->text.n == 1 && strchr(marks, t->text.p[0]) != NULL;
}

/* Is the parenthesis at `i` one of a call, or of what a function is given? */
static bool calls(const struct tg_token *items, size_t i)
{
	if (i == 0 || is_keyword(&items[i - 1]))
		return false;
	return items[i - 1].kind != TG_TOKEN_MARK || is_one_of(&items[i - 1], ")]>?") ||
	       (i > 1 && tg_token_is(&items[i - 1], "!") && items[i - 2].kind == TG_TOKEN_NAME);
}

/* One value with its members and calls: nothing that could be parted otherwise. */
static bool is_one_value(const struct tg_token *items, size_t first, size_t end)
{
	size_t depth = 0;

	for (size_t i = first; i < end; i++) {
		const struct tg_token *x = &items[i];
		bool joins = is_one_of(x, ".([])") || tg_token_is(x, "->") || tg_token_is(x, "::");

		if (depth > 0 && is_one_of(x, ")]"))
			depth--;
		if (depth == 0 && x->kind == TG_TOKEN_MARK && !joins)
			return false;
		if (depth == 0 && i > first && x->kind != TG_TOKEN_MARK && items[i - 1].kind != TG_TOKEN_MARK)
			return false;
		if (is_one_of(x, "(["))
			depth++;
	}
	return end > first;
}

/* "((a = b))", "if (a) {", "(a.b)" */
static bool groups_nothing(const struct tg_token *items, size_t n, size_t open, size_t close)
{
	const struct tg_token *before = open > 0 ? &items[open - 1] : NULL;
	const struct tg_token *after = close + 1 < n ? &items[close + 1] : NULL;

	if (calls(items, open))
		return false;
	if (is_one_value(items, open + 1, close))
		return true;
	if (before == NULL)
		return false;
	if (is_keyword(before))
		return after == NULL || is_one_of(after, "{:");
	return after != NULL && tg_token_is(before, "(") && tg_token_is(after, ")") &&
	       !calls(items, open - 1);
}

static size_t without_redundant(struct tg_token *items, size_t n)
{
	size_t kept = 0;

	for (size_t i = 0; i < n; i++)
		if (!items[i].redundant)
			items[kept++] = items[i];
	return kept;
}

static void drop_parentheses(struct tg_tokens *t)
{
	struct tg_token *items = t->list.items;
	size_t open[DEPTH], depth = 0;

	for (size_t i = 0; i < t->list.n; i++) {
		if (tg_token_is(&items[i], "(")) {
			if (depth == DEPTH)
				return;
			open[depth++] = i;
		} else if (tg_token_is(&items[i], ")") && depth > 0) {
			size_t at = open[--depth];

			if (groups_nothing(items, t->list.n, at, i))
				items[at].redundant = items[i].redundant = true;
		}
	}
	t->list.n = without_redundant(items, t->list.n);
}

/* --- checks for nothing ---------------------------------------------------- */

static const char *const nothing[] = { "null", "nil", "undefined", NULL };

/* Where "a.b.c()" that begins at `i` ends. */
static size_t end_of_chain(const struct tg_token *items, size_t n, size_t i)
{
	if (i == n || items[i].kind != TG_TOKEN_NAME || is_keyword(&items[i]))
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
	while (at < n && is_one_of(&items[at], "(!"))
		at++;
	if (at + k >= n || !tg_token_is(&items[at + k], "."))
		return false;
	for (size_t j = 0; j < k; j++)
		if (!tg_str_eq(items[at + j].text, items[i + j].text))
			return false;
	return true;
}

/* "a != null && a.b" asks of a thing what "a.b" asks. */
static void drop_checks_for_nothing(struct tg_tokens *t)
{
	struct tg_token *items = t->list.items;
	size_t n = t->list.n;

	for (size_t i = 0; i + 3 < n; i++) {
		bool begins = i == 0 || is_keyword(&items[i - 1]) ||
			      is_one_of(&items[i - 1], "(!{}=") || tg_token_is(&items[i - 1], "&&");
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
	t->list.n = without_redundant(items, n);
}

/* --- a part ---------------------------------------------------------------- */

void tg_tokens_read(struct tg_tokens *t, struct tg_scan *scan, struct tg_part part)
{
	*t = (struct tg_tokens){ .arena = &scan->worker->file, .known = true };
	for (uint32_t i = part.first; i <= part.last && t->known; i++)
		if (scan->view->lines[i].kind == part.kind)
			read_line(scan, i, t);
	drop_checks_for_nothing(t);
	drop_parentheses(t);
}
