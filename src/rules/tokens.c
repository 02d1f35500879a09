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

/* "name.clone()": the same value, only kept otherwise (Rust). */
static const char *const keeping[] = { "clone", "to_owned", "to_string", "into", "as_str",
	"as_ref", NULL };

/* --- tokens --------------------------------------------------------------- */

bool tg_is_name_byte(char c)
{
	return tg_is_alnum(c) || c == '_' || c == '$' || c == '@';
}

bool tg_token_is(const struct tg_token *token, const char *mark)
{
	return token->kind == TG_TOKEN_MARK && tg_str_is(token->text, mark);
}

bool tg_token_is_keyword(const struct tg_token *t)
{
	return t->kind == TG_TOKEN_NAME && tg_str_is_one_of(t->text, keywords);
}

bool tg_token_is_one_of(const struct tg_token *t, const char *marks)
{
	return t->kind == TG_TOKEN_MARK && t->text.n == 1 && strchr(marks, t->text.p[0]) != NULL;
}

/* What says in Rust how a value is kept, and not which one it is: "&name", "mut",
 * "static" for "const", ".clone()". Takes what was pushed of it back. */
static bool only_keeps(struct tg_tokens *t, enum tg_token_kind kind, struct tg_str text)
{
	struct tg_token *items = t->list.items;
	size_t n = t->list.n;

	if (kind == TG_TOKEN_NAME)
		return tg_str_is(text, "mut") || tg_str_is(text, "static");
	if (kind == TG_TOKEN_MARK && tg_str_is(text, "&"))
		return n == 0 || tg_token_is_keyword(&items[n - 1]) ||
		       (items[n - 1].kind == TG_TOKEN_MARK && !tg_token_is_one_of(&items[n - 1], ")]?"));
	if (kind != TG_TOKEN_MARK || !tg_str_is(text, ")") || n < 4 ||
	    !tg_token_is(&items[n - 1], "(") || items[n - 2].kind != TG_TOKEN_NAME ||
	    !tg_str_is_one_of(items[n - 2].text, keeping) || !tg_token_is(&items[n - 3], "."))
		return false;
	t->list.n -= 3;
	return true;
}

/* A comma before what closes, and "self." and the like, say nothing. True where the mark
 * itself goes with it. */
static bool takes_away(struct tg_tokens *t, struct tg_str mark)
{
	struct tg_token *last = t->list.n > 0 ? &t->list.items[t->list.n - 1] : NULL;
	bool closes = mark.p[0] == ')' || mark.p[0] == ']' || mark.p[0] == '}';
	bool member = tg_str_is(mark, ".") || tg_str_is(mark, "->");

	if (tg_str_is(mark, ";"))
		return true;
	if (last == NULL)
		return false;
	if (closes && tg_token_is(last, ","))
		t->list.n--;
	if (!member || last->kind != TG_TOKEN_NAME || !tg_str_is_one_of(last->text, own))
		return false;
	t->list.n--;
	return true;
}

static void push(struct tg_tokens *t, enum tg_token_kind kind, struct tg_str text)
{
	if (kind == TG_TOKEN_NAME && tg_str_is_one_of(text, declaring))
		return;
	if (t->rust && only_keeps(t, kind, text))
		return;
	if (kind == TG_TOKEN_MARK && takes_away(t, text))
		return;
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
	if (tg_str_starts(rest, ":=")) { /* that a name is new changes nothing either */
		*mark = tg_str_sub(rest, 1, 1);
		return 2;
	}
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

static size_t run_of(struct tg_str text, const unsigned char *lex, size_t at,
		     unsigned char what)
{
	size_t end = at;

	while (end < text.n && lex[end] == what)
		end++;
	return end;
}

/* "a?.b" and "a!.b" are "a.b" where nothing is missing. */
static bool is_soft_mark(struct tg_str text, size_t at, size_t to)
{
	char next = at + 1 < to ? text.p[at + 1] : ';';
	bool value = at > 0 && (tg_is_name_byte(text.p[at - 1]) || text.p[at - 1] == ')' ||
				text.p[at - 1] == ']');

	if (text.p[at] == '?')
		return next == '.';
	return text.p[at] == '!' && value && next != '\0' && strchr(".,;)]", next) != NULL;
}

/* The name, the lifetime or the mark at `at`; where it ends. */
static size_t read_code(struct tg_tokens *t, struct tg_str text, size_t at, size_t to)
{
	size_t end = at + 1;
	struct tg_str mark;

	if (tg_is_name_byte(text.p[at]) || (t->rust && text.p[at] == '\'')) {
		while (end < to && tg_is_name_byte(text.p[end]))
			end++;
		if (text.p[at] != '\'') /* "&'a str" is a "&str" */
			push(t, TG_TOKEN_NAME, tg_str_sub(text, at, end - at));
	} else if (!tg_is_space(text.p[at]) && !is_soft_mark(text, at, to)) {
		end = at + mark_at(tg_str_sub(text, at, to - at), &mark);
		push(t, TG_TOKEN_MARK, mark);
	}
	return end;
}

/* A quoted word of a shell is the word, which only nothing can split any more. */
static bool is_quoted_word(const struct tg_tokens *t, struct tg_str s)
{
	if (!t->shell || s.n < 3 || s.p[0] != '"' || s.p[s.n - 1] != '"')
		return false;
	for (size_t i = 1; i + 1 < s.n; i++)
		if (tg_is_space(s.p[i]) || s.p[i] == '\\' || s.p[i] == '*')
			return false;
	return true;
}

static void read_string(struct tg_tokens *t, struct tg_str text, size_t at, size_t end)
{
	struct tg_str string = tg_str_sub(text, at, end - at);

	if (!is_quoted_word(t, string)) {
		push(t, TG_TOKEN_STRING, unquoted(string));
		return;
	}
	for (size_t k = at + 1; k + 1 < end;)
		k = read_code(t, text, k, end - 1);
}

static void read_line(struct tg_scan *scan, uint32_t i, struct tg_tokens *t)
{
	struct tg_str text = scan->view->lines[i].text;
	const unsigned char *lex =
		tg_scan_lex(scan, tg_line_side(&scan->view->lines[i]), i);
	size_t at = 0, end;

	if (lex == NULL) {
		t->known = false;
		return;
	}
	for (; at < text.n && t->known; at = end) {
		end = run_of(text, lex, at, lex[at]);
		if (lex[at] == TG_LEX_STRING)
			read_string(t, text, at, end);
		else if (lex[at] != TG_LEX_COMMENT)
			end = read_code(t, text, at, end);
	}
}

/* --- parentheses that group nothing --------------------------------------- */

/* Is the parenthesis at `i` one of a call, or of what a function is given? */
static bool calls(const struct tg_token *items, size_t i)
{
	if (i == 0 || tg_token_is_keyword(&items[i - 1]))
		return false;
	return items[i - 1].kind != TG_TOKEN_MARK || tg_token_is_one_of(&items[i - 1], ")]>?") ||
	       (i > 1 && tg_token_is(&items[i - 1], "!") && items[i - 2].kind == TG_TOKEN_NAME);
}

/* One value with its members and calls: nothing that could be parted otherwise. */
static bool is_one_value(const struct tg_token *items, size_t first, size_t end)
{
	size_t depth = 0;

	for (size_t i = first; i < end; i++) {
		const struct tg_token *x = &items[i];
		bool joins = tg_token_is_one_of(x, ".([])") || tg_token_is(x, "->") || tg_token_is(x, "::");

		if (depth > 0 && tg_token_is_one_of(x, ")]"))
			depth--;
		if (depth == 0 && x->kind == TG_TOKEN_MARK && !joins)
			return false;
		if (depth == 0 && i > first && x->kind != TG_TOKEN_MARK && items[i - 1].kind != TG_TOKEN_MARK)
			return false;
		if (tg_token_is_one_of(x, "(["))
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
	if (tg_token_is_keyword(before))
		return after == NULL || tg_token_is_one_of(after, "{:");
	return after != NULL && tg_token_is(before, "(") && tg_token_is(after, ")") &&
	       !calls(items, open - 1);
}

void tg_tokens_compact(struct tg_tokens *t)
{
	struct tg_token *items = t->list.items;
	size_t kept = 0;

	for (size_t i = 0; i < t->list.n; i++)
		if (!items[i].redundant)
			items[kept++] = items[i];
	t->list.n = kept;
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
	tg_tokens_compact(t);
}

/* --- a part ---------------------------------------------------------------- */

void tg_tokens_read(struct tg_tokens *t, struct tg_scan *scan, struct tg_part part)
{
	const char *language = scan->view->change->language->id;

	*t = (struct tg_tokens){ .arena = &scan->worker->file, .known = true,
				 .rust = strcmp(language, "rust") == 0,
				 .shell = strcmp(language, "shell") == 0 };
	for (uint32_t i = part.first; i <= part.last && t->known; i++)
		if (scan->view->lines[i].kind == part.kind)
			read_line(scan, i, t);
	tg_tokens_drop_asides(t, language);
	tg_tokens_drop_checks_for_nothing(t);
	drop_parentheses(t);
}
