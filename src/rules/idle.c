/*
 * Edits that do nothing. What stood in a block of changed lines, or in one line of
 * it, is compared with what stands there now, token by token: comments, line ends,
 * parentheses that group nothing, the kind of quotes and the words that only declare
 * do not count, and a name counts as the same when the file renames it throughout.
 */
#include "scan.h"

#include "../base/words.h"
#include "../git/language.h"

#include <string.h>

#define TOKENS 1000u /* of one side; more are not compared */
#define DEPTH 64u    /* of parentheses */
#define BLOCK_LINES 200u /* longer ones are compared line by line alone */

enum kind { NAME, STRING, MARK };

struct token {
	struct tg_str text; /* of a string: without its quotes, where they say nothing */
	enum kind kind;
	bool redundant;
};

struct tokens {
	struct tg_arena *arena;
	TG_VEC(struct token) list;
	bool known; /* false: too many, or nobody knows what is a comment */
};

/* The lines of one side, from the first to the last. */
struct part {
	uint32_t first, last;
	enum tg_line_kind kind;
};

/* --- words ---------------------------------------------------------------- */

/* To declare a name in another way changes nothing that concerns us. */
static const char *const declaring[] = { "let", "const", "var", "val", "final", NULL };

static const char *const own[] = { "this", "self", "$this", NULL };

/* Words behind which a parenthesis groups and does not call. */
static const char *const keywords[] = { "if", "elif", "elsif", "elseif", "else", "while",
	"until", "unless", "when", "switch", "match", "case", "return", "throw", "raise",
	"await", "yield", "and", "or", "not", "in", "is", "assert", NULL };

/* Words that tell what a thing may do or whose it is: a name that gains or loses one
 * is another thing. */
static const char *const telling[] = { "auth", "authn", "authz", "authenticate",
	"authenticated", "authentication", "authorize", "authorized", "authorization",
	"admin", "administrator", "superuser", "superadmin", "root", "staff", "moderator",
	"owner", "member", "guest", "anonymous", "user", "role", "roles", "perm",
	"permission", "permissions", "scope", "scopes", "can", "may", "allow", "allowed",
	"allows", "deny", "denied", "forbid", "require", "required", "requires", "ensure",
	"check", "verify", "verified", "validate", "validated", "valid", "guard", "policy",
	"login", "session", "token", "secret", "password", "hash", "sign", "signed",
	"signature", "encrypt", "encrypted", "decrypt", "escape", "escaped", "sanitize",
	"sanitized", "strict", "safe", "unsafe", "raw", "html", "public", "private",
	"internal", "external", "limit", "max", "min", "throttle", "secure", "insecure",
	"trusted", "untrusted", "debug", "skip", "ignore", "optional", "no", "not", "non",
	"without", "disable", "disabled", "enable", "enabled", "all", "any", "none", NULL };

/* --- tokens --------------------------------------------------------------- */

static bool is_name_byte(char c)
{
	return tg_is_alnum(c) || c == '_' || c == '$' || c == '@';
}

static bool is_mark(const struct token *t, const char *text)
{
	return t->kind == MARK && tg_str_is(t->text, text);
}

static void push(struct tokens *t, enum kind kind, struct tg_str text)
{
	struct token *last = t->list.n > 0 ? &t->list.items[t->list.n - 1] : NULL;

	if (kind == NAME && tg_str_is_one_of(text, declaring))
		return;
	if (kind == MARK && tg_str_is(text, ";"))
		return;
	if (kind == MARK && last != NULL) {
		bool closes = text.p[0] == ')' || text.p[0] == ']' || text.p[0] == '}';
		bool member = tg_str_is(text, ".") || tg_str_is(text, "->");

		if (closes && is_mark(last, ","))
			t->list.n--;
		if (member && last->kind == NAME && tg_str_is_one_of(last->text, own)) {
			t->list.n--;
			return;
		}
	}
	if (t->list.n == TOKENS) {
		t->known = false;
		return;
	}
	*TG_VEC_PUSH(t->arena, &t->list) = (struct token){ text, kind, false };
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
	struct tg_str inner = s;

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

static void read_line(struct tg_scan *scan, uint32_t i, struct tokens *t)
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
			push(t, STRING, unquoted(tg_str_sub(text, at, end - at)));
		} else if (lex[at] == TG_LEX_COMMENT || tg_is_space(text.p[at])) {
			continue;
		} else if (is_name_byte(text.p[at])) {
			while (end < text.n && is_name_byte(text.p[end]) &&
			       lex[end] == TG_LEX_CODE)
				end++;
			push(t, NAME, tg_str_sub(text, at, end - at));
		} else {
			end = at + mark_at(tg_str_from(text, at), &mark);
			push(t, MARK, mark);
		}
	}
}

/* --- parentheses that group nothing --------------------------------------- */

static bool is_keyword(const struct token *t)
{
	return t->kind == NAME && tg_str_is_one_of(t->text, keywords);
}

static bool is_one_of(const struct token *t, const char *marks)
{
	return t->kind == MARK && t->text.n == 1 && strchr(marks, t->text.p[0]) != NULL;
}

/* Is the parenthesis at `i` one of a call, or of what a function is given? */
static bool calls(const struct token *items, size_t i)
{
	if (i == 0 || is_keyword(&items[i - 1]))
		return false;
	return items[i - 1].kind != MARK || is_one_of(&items[i - 1], ")]>?") ||
	       (i > 1 && is_mark(&items[i - 1], "!") && items[i - 2].kind == NAME);
}

/* One value with its members and calls: nothing that could be parted otherwise. */
static bool is_one_value(const struct token *items, size_t first, size_t end)
{
	size_t depth = 0;

	for (size_t i = first; i < end; i++) {
		const struct token *x = &items[i];
		bool joins = is_one_of(x, ".([])") || is_mark(x, "->") || is_mark(x, "::");

		if (depth > 0 && is_one_of(x, ")]"))
			depth--;
		if (depth == 0 && x->kind == MARK && !joins)
			return false;
		if (depth == 0 && i > first && x->kind != MARK && items[i - 1].kind != MARK)
			return false;
		if (is_one_of(x, "(["))
			depth++;
	}
	return end > first;
}

/* "((a = b))", "if (a) {", "(a.b)" */
static bool groups_nothing(const struct token *items, size_t n, size_t open, size_t close)
{
	const struct token *before = open > 0 ? &items[open - 1] : NULL;
	const struct token *after = close + 1 < n ? &items[close + 1] : NULL;

	if (calls(items, open))
		return false;
	if (is_one_value(items, open + 1, close))
		return true;
	if (before == NULL)
		return false;
	if (is_keyword(before))
		return after == NULL || is_one_of(after, "{:");
	return after != NULL && is_mark(before, "(") && is_mark(after, ")") &&
	       !calls(items, open - 1);
}

static size_t without_redundant(struct token *items, size_t n)
{
	size_t kept = 0;

	for (size_t i = 0; i < n; i++)
		if (!items[i].redundant)
			items[kept++] = items[i];
	return kept;
}

static void drop_parentheses(struct tokens *t)
{
	struct token *items = t->list.items;
	size_t open[DEPTH], depth = 0;

	for (size_t i = 0; i < t->list.n; i++) {
		if (is_mark(&items[i], "(")) {
			if (depth == DEPTH)
				return;
			open[depth++] = i;
		} else if (is_mark(&items[i], ")") && depth > 0) {
			size_t at = open[--depth];

			if (groups_nothing(items, t->list.n, at, i))
				items[at].redundant = items[i].redundant = true;
		}
	}
	t->list.n = without_redundant(items, t->list.n);
}

/* --- names ---------------------------------------------------------------- */

/* Words that begin a line which takes names from other files. */
static const char *const importing[] = { "import", "from", "use", "using", "require",
	"require_once", "include", "export", NULL };

static const char *const literals[] = { "true", "false", "null", "nil", "undefined",
	"none", "yes", "on", "off", NULL };

/* The next place of the whole name from `at` on, or SIZE_MAX. */
static size_t find_name(struct tg_str text, struct tg_str name, size_t at)
{
	size_t found;

	while ((found = tg_str_find(tg_str_from(text, at), name)) != SIZE_MAX) {
		size_t start = at + found, end = start + name.n;

		if ((start == 0 || !is_name_byte(text.p[start - 1])) &&
		    (end == text.n || !is_name_byte(text.p[end])))
			return start;
		at = end;
	}
	return SIZE_MAX;
}

static bool holds_name(struct tg_str text, struct tg_str name)
{
	return find_name(text, name, 0) != SIZE_MAX;
}

static bool is_import(struct tg_str text, size_t at)
{
	size_t start = tg_str_rchr(tg_str_sub(text, 0, at), '\n');
	struct tg_str line = tg_str_from(text, start == SIZE_MAX ? 0 : start + 1), word;

	return tg_words_next(&line, &word) && tg_str_is_one_of(word, importing) &&
	       line.n > 0 && line.p[0] != '(' && line.p[0] != '.';
}

/* How often the file uses a name of its own; 0 for one that comes from elsewhere. */
static size_t count_own(struct tg_str text, struct tg_str name)
{
	size_t n = 0;

	for (size_t at = 0; (at = find_name(text, name, at)) != SIZE_MAX; at += name.n) {
		if (is_import(text, at))
			return 0;
		n++;
	}
	return n;
}

static bool has_word(struct tg_str name, struct tg_str wanted)
{
	struct tg_str word;

	while (tg_words_next(&name, &word))
		if (tg_str_ieq(word, wanted))
			return true;
	return false;
}

/* Does `b` have all telling words of `a`? */
static bool tells_as_much(struct tg_str a, struct tg_str b)
{
	struct tg_str rest = a, word;

	while (tg_words_next(&rest, &word))
		if (tg_str_iis_one_of(word, telling) && !has_word(b, word))
			return false;
	return true;
}

static bool share_a_word(struct tg_str a, struct tg_str b)
{
	struct tg_str word;

	while (tg_words_next(&a, &word))
		if (has_word(b, word))
			return true;
	return false;
}

/* May this name be called otherwise and be the same thing? Not a literal, and not
 * a member of a type, such as a role or a policy. */
static bool may_be_renamed(const struct token *t, bool member)
{
	return t->kind == NAME && !tg_is_digit(t->text.p[0]) &&
	       !tg_str_iis_one_of(t->text, literals) &&
	       !(member && t->text.p[0] >= 'A' && t->text.p[0] <= 'Z');
}

/* Does the file call by the name `is` all that it called `was`, and nothing else? */
static bool is_renamed_throughout(const struct tg_file_view *view, struct tg_str was,
				  struct tg_str is)
{
	return view->old_text.p != NULL && view->new_text.p != NULL &&
	       !holds_name(view->new_text, was) && !holds_name(view->old_text, is) &&
	       count_own(view->old_text, was) == count_own(view->new_text, is) &&
	       count_own(view->new_text, is) > 0;
}

/* Is the name at `i` another one for the same thing? */
static bool is_rename(const struct tg_scan *scan, struct tg_idle *idle,
		      const struct tokens *t, const struct token *is, size_t i)
{
	const struct token *was = &t->list.items[i];
	bool called = i + 1 < t->list.n && is_mark(&was[1], "(");
	bool loose = called || count_own(scan->view->old_text, was->text) == 1;
	bool member = i > 0 && (is_mark(&was[-1], ".") || is_mark(&was[-1], "::"));

	for (size_t k = 0; k < idle->n; k++)
		if (tg_str_eq(idle->names[k][TG_SIDE_OLD], was->text))
			return tg_str_eq(idle->names[k][TG_SIDE_NEW], is->text);
	if (idle->n == TG_IDLE_NAMES || !may_be_renamed(was, member) ||
	    !may_be_renamed(is, member) || (loose && !share_a_word(was->text, is->text)) ||
	    !tells_as_much(was->text, is->text) || !tells_as_much(is->text, was->text) ||
	    !is_renamed_throughout(scan->view, was->text, is->text))
		return false;
	idle->names[idle->n][TG_SIDE_OLD] = was->text;
	idle->names[idle->n][TG_SIDE_NEW] = is->text;
	idle->n++;
	return true;
}

/* --- comparing ------------------------------------------------------------ */

static void read_part(struct tg_scan *scan, struct part part, struct tokens *t)
{
	*t = (struct tokens){ .arena = &scan->worker->file, .known = true };
	for (uint32_t i = part.first; i <= part.last && t->known; i++)
		if (scan->view->lines[i].kind == part.kind)
			read_line(scan, i, t);
	drop_parentheses(t);
}

/* Do both parts say the same, but for names that are listed in `idle` then? */
static bool says_the_same(struct tg_scan *scan, struct part old, struct part new,
			  struct tg_idle *idle)
{
	struct tokens was, is;

	idle->n = 0;
	read_part(scan, old, &was);
	read_part(scan, new, &is);
	if (!was.known || !is.known || was.list.n != is.list.n || was.list.n == 0)
		return false;
	for (size_t i = 0; i < was.list.n; i++) {
		const struct token *a = &was.list.items[i], *b = &is.list.items[i];

		if (a->kind != b->kind ||
		    (!tg_str_eq(a->text, b->text) && !is_rename(scan, idle, &was, b, i)))
			return false;
	}
	return true;
}

static bool is_idle_block(struct tg_scan *scan, struct tg_block *block)
{
	struct part old = { block->first, block->last, TG_LINE_REMOVED };
	struct part new = { block->first, block->last, TG_LINE_ADDED };

	if (block->idle == NULL) {
		block->idle = tg_arena_calloc(&scan->worker->file, 1, sizeof(*block->idle));
		block->idle->same = block->last - block->first < BLOCK_LINES &&
				    says_the_same(scan, old, new, block->idle);
	}
	return block->idle->same;
}

/* The line of the other side that stands in the same place of the block, counted
 * from its start or from its end. */
static uint32_t counterpart(const struct tg_scan *scan, const struct tg_block *block,
			    uint32_t i, bool from_end)
{
	const struct tg_line *lines = scan->view->lines;
	uint32_t at = from_end ? block->last : block->first, n = 0, other = 0;

	for (uint32_t k = i; from_end ? k < block->last : k > block->first;) {
		k = from_end ? k + 1 : k - 1;
		n += lines[k].kind == lines[i].kind;
	}
	for (; at >= block->first && at <= block->last; from_end ? at-- : at++)
		if (lines[at].kind != lines[i].kind && other++ == n)
			return at;
	return TG_NO_LINE;
}

static bool are_one_line(struct tg_scan *scan, uint32_t a, uint32_t b,
			 struct tg_idle *idle)
{
	bool added = scan->view->lines[a].kind == TG_LINE_ADDED;
	uint32_t was = added ? b : a, is = added ? a : b;

	return b != TG_NO_LINE &&
	       says_the_same(scan, (struct part){ was, was, TG_LINE_REMOVED },
			     (struct part){ is, is, TG_LINE_ADDED }, idle);
}

/* Each line of one side is one of the other side at the most. */
static bool is_idle_line(struct tg_scan *scan, const struct tg_block *block, uint32_t i,
			 struct tg_idle *idle)
{
	uint32_t other = counterpart(scan, block, i, true), taken;

	if (are_one_line(scan, i, counterpart(scan, block, i, false), idle))
		return true;
	if (!are_one_line(scan, i, other, idle))
		return false;
	taken = counterpart(scan, block, other, false);
	return !are_one_line(scan, other, taken, &(struct tg_idle){ 0 });
}

/* Does the text hold one of the names that were renamed, as its side has it? */
static bool is_renamed(const struct tg_idle *idle, enum tg_side side, struct tg_str text)
{
	for (size_t i = 0; i < idle->n; i++)
		if (holds_name(text, idle->names[i][side]))
			return true;
	return false;
}

bool tg_scan_is_idle(struct tg_scan *scan, uint32_t i, struct tg_span span)
{
	const struct tg_line *line = &scan->view->lines[i];
	struct tg_str matched = tg_str_sub(line->text, span.start, span.end - span.start);
	enum tg_side side = tg_line_side(line);
	struct tg_block *block;
	struct tg_idle idle = { 0 };

	tg_scan_blocks(scan);
	block = &scan->blocks[scan->block_of[i]];
	if (block->added == 0 || block->removed == 0)
		return false;
	if (is_idle_block(scan, block))
		return !is_renamed(block->idle, side, matched);
	return is_idle_line(scan, block, i, &idle) && !is_renamed(&idle, side, matched);
}
