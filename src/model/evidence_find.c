#include "evidence.h"

#include "../git/language.h"
#include "code.h"

#include <stdlib.h>
#include <string.h>

#define MAX_SIGNATURE 4000u /* bytes from a name to the body that it opens */
#define MAX_PLACES 5000u    /* of a name that are looked at in one file */

/* Words that open a definition: what they name is the word after them or,
 * where `far`, a word later in the line ("func (s *S) verify"). */
static const struct {
	const char *word;
	bool far;
} openers[] = {
	{ "def", false },       { "defp", false },      { "fn", false },
	{ "func", true },       { "fun", true },        { "function", true },
	{ "sub", false },       { "proc", false },      { "procedure", true },
	{ "class", false },     { "struct", false },    { "interface", false },
	{ "trait", false },     { "enum", false },      { "union", false },
	{ "record", false },    { "object", false },    { "module", false },
	{ "defmodule", false }, { "namespace", false }, { "package", false },
	{ "type", false },      { "typedef", true },    { "protocol", false },
	{ "extension", false }, { "impl", true },       { "contract", false },
	{ "modifier", false },  { "macro", false },     { "macro_rules", false },
	{ "define", false },    { "const", true },      { "let", false },
	{ "var", false },       { "val", false },       { "static", true },
	{ "message", false },   { "service", false },   { "rpc", false },
	{ "resource", true },   { "variable", true },   { "table", true },
	{ "view", true },       { "policy", true },     { "trigger", true },
	{ "task", false },      { "target", false }
};

/* Words before a name that make it a use. */
static const char *const users[] = { "return", "await", "new", "throw", "yield",
				     "if", "while", "for", "switch", "case",
				     "else", "not", "and", "or", "in", "import",
				     "from", "delete", "raise", "assert", "go",
				     "defer", "include", "require", "use" };

static bool is_name(char c)
{
	return tg_is_alnum(c) || c == '_' || c == '$' || (c & 0x80);
}

static bool listed(struct tg_str word, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (tg_str_is(word, list[i]))
			return true;
	}
	return false;
}

static bool open_source(struct tg_code *s, const char *path, struct tg_str text)
{
	static const char *const indented[] = { "python", "yaml", "haml", "pug",
						"nim", "coffeescript" };
	static const char *const data[] = { "yaml", "json", "toml", "hcl",
					    "terraform", "ini", "properties" };
	struct tg_str rest = text, line = { NULL, 0 };
	const struct tg_language *language;
	struct tg_str id;

	*s = (struct tg_code){ .text = text };
	tg_str_line(&rest, &line);
	language = tg_language_of(path, line);
	id = tg_str(language->id);
	s->by_indent = listed(id, indented, sizeof(indented) / sizeof(indented[0]));
	s->is_data = listed(id, data, sizeof(data) / sizeof(data[0]));
	s->lex = tg_malloc(text.n + 1);
	tg_language_lex(language, text, s->lex);
	rest = text;
	while (tg_str_line(&rest, &line))
		s->n_lines++;
	s->starts = tg_calloc(s->n_lines + 1, sizeof(*s->starts));
	rest = text;
	for (size_t i = 0; tg_str_line(&rest, &line); i++)
		s->starts[i] = (size_t)(line.p - text.p);
	s->starts[s->n_lines] = text.n;
	return s->n_lines > 0;
}

static void close_source(struct tg_code *s)
{
	free(s->lex);
	free(s->starts);
}

/* --- is this the definition ---------------------------------------------------- */

static size_t name_length(struct tg_str s)
{
	size_t n = 0;

	while (n < s.n && is_name(s.p[n]))
		n++;
	return n;
}

/* The row of `openers` with that word; SIZE_MAX for none. */
static size_t opener_of(struct tg_str word)
{
	for (size_t k = 0; k < sizeof(openers) / sizeof(openers[0]); k++)
		if (tg_str_is(word, openers[k].word))
			return k;
	return SIZE_MAX;
}

/* How the text before the name, on its line, reads: 3 an opener, 0 a use, 1
 * nothing against it. */
static int before_name(struct tg_str before)
{
	struct tg_str last = { NULL, 0 };
	size_t opener = SIZE_MAX;

	if (before.n && strchr(".>=(,!+*/<[", before.p[before.n - 1]) &&
	    !tg_str_ends(before, "*"))
		return 0;
	for (size_t i = 0; i < before.n;) {
		size_t n = name_length(tg_str_from(before, i));

		if (n > 0) {
			last = tg_str_sub(before, i, n);
			opener = opener_of(last) != SIZE_MAX ? opener_of(last) : opener;
		} else if (strchr("={;", before.p[i])) {
			opener = SIZE_MAX;
		}
		i += n > 0 ? n : 1;
	}
	if (listed(last, users, sizeof(users) / sizeof(users[0])))
		return 0;
	if (opener == SIZE_MAX)
		return 1;
	return opener_of(last) != SIZE_MAX || openers[opener].far ? 3 : 1;
}

/* The offset after the parenthesis that closes the one at `at`; SIZE_MAX when
 * it stays open. */
static size_t after_parens(const struct tg_code *s, size_t at)
{
	size_t depth = 0;

	for (size_t i = at; i < s->text.n && i < at + MAX_SIGNATURE; i++) {
		if (s->lex[i] != TG_LEX_CODE)
			continue;
		if (s->text.p[i] == '(')
			depth++;
		else if (s->text.p[i] == ')' && --depth == 0)
			return i + 1;
	}
	return SIZE_MAX;
}

/* True when a body follows the parameters: qualifiers and types, then "{". */
static bool opens_body(const struct tg_code *s, size_t at)
{
	for (size_t i = at; i < s->text.n && i < at + 300; i++) {
		char c = s->text.p[i];

		if (s->lex[i] == TG_LEX_COMMENT)
			continue;
		if (c == '{')
			return true;
		if (c == '=' && i + 1 < s->text.n && s->text.p[i + 1] == '>')
			return true;
		if (!is_name(c) && !tg_is_space(c) && !strchr(":<>[]|&*,.?-@", c))
			return false;
	}
	return false;
}

/* True when what is assigned is a function or an object. */
static bool assigns(const struct tg_code *s, size_t at, size_t *end)
{
	while (at < s->text.n && (s->text.p[at] == ' ' || s->text.p[at] == '\t'))
		at++;
	if (at >= s->text.n || (s->text.p[at] != '=' && s->text.p[at] != ':'))
		return false;
	if (s->text.p[at] == ':' && at + 1 < s->text.n && s->text.p[at + 1] == '=')
		at++;
	if (at + 1 < s->text.n && s->text.p[at + 1] == '=')
		return false;
	*end = at + 1;
	return true;
}

/* How much the name at `at` looks like its definition: 0 not at all. */
static int score(const struct tg_code *s, size_t line, size_t at, size_t n)
{
	struct tg_str before = tg_str_rtrim(tg_str_sub(
		s->text, s->starts[line], at - s->starts[line]));
	size_t after = at + n, end;
	int opener = before_name(before);

	if (opener != 1)
		return opener == 3 ? 4 : 0;
	while (after < s->text.n && s->text.p[after] == ' ')
		after++;
	switch (after < s->text.n ? s->text.p[after] : '\0') {
	case '(':
		end = after_parens(s, after);
		return end != SIZE_MAX && opens_body(s, end) ? 3 : 0;
	case '{':
		return 2;
	default:
		break;
	}
	if (!assigns(s, at + n, &end))
		return 0;
	return !before.n ? 2 : s->is_data ? 1 : 0;
}

static bool is_candidate(const struct tg_code *s, size_t at, size_t n)
{
	if (at > 0 && is_name(s->text.p[at - 1]))
		return false;
	if (at + n < s->text.n && is_name(s->text.p[at + n]))
		return false;
	return s->lex[at] == TG_LEX_CODE ||
	       (s->is_data && s->lex[at] == TG_LEX_STRING);
}

/* The line that defines `name` within the range; `hint` (or empty) is a word
 * that its line should have: "Session" for Session.verify in Go. */
static bool find_line(const struct tg_code *s, struct tg_code_range in, struct tg_str name,
		      struct tg_str hint, size_t *found, size_t *place)
{
	int best = 0;
	size_t at = s->starts[in.first], stop = s->starts[in.last + 1];
	size_t line = in.first;

	for (unsigned places = 0; at < stop && places < MAX_PLACES; places++) {
		size_t next = tg_str_find(tg_str_sub(s->text, at, stop - at), name);
		int points;

		if (next == SIZE_MAX)
			break;
		at += next;
		while (s->starts[line + 1] <= at)
			line++;
		points = is_candidate(s, at, name.n) ? score(s, line, at, name.n) : 0;
		if (points && hint.n &&
		    tg_str_find(tg_code_line(s, line), hint) != SIZE_MAX)
			points += 4;
		if (points > best) {
			best = points;
			*found = line;
			*place = at;
		}
		at += name.n;
	}
	return best > 0;
}

/* --- names of several parts ------------------------------------------------------ */

static bool next_part(struct tg_str *rest, struct tg_str *part)
{
	size_t i = 0;

	while (rest->n && strchr(".:#", rest->p[0]))
		*rest = tg_str_from(*rest, 1);
	while (i < rest->n && !strchr(".:#", rest->p[i]))
		i++;
	*part = tg_str_sub(*rest, 0, i);
	*rest = tg_str_from(*rest, i);
	return i > 0;
}

static bool find(const struct tg_code *s, struct tg_str symbol, struct tg_code_range *out)
{
	struct tg_code_range whole = { 0, s->n_lines - 1 }, in = whole;
	struct tg_str part, outer = { NULL, 0 };
	size_t line = 0, at = 0;
	bool found = false;

	while (next_part(&symbol, &part)) {
		bool here = find_line(s, in, part, tg_str(NULL), &line, &at);

		if (!here && (in.first != whole.first || in.last != whole.last))
			here = find_line(s, whole, part, outer, &line, &at);
		found = here;
		if (here)
			in = tg_code_block(s, line, at);
		else
			in = whole;
		outer = part;
	}
	*out = in;
	return found;
}

bool tg_evidence_find(uint32_t *first, uint32_t *last, const char *path,
		      struct tg_str text, const char *symbol)
{
	struct tg_code s;
	struct tg_code_range range;
	bool found;

	if (!text.n || !*symbol)
		return false;
	found = open_source(&s, path, text) && find(&s, tg_str(symbol), &range);
	if (found) {
		*first = (uint32_t)range.first + 1;
		*last = (uint32_t)range.last + 1;
	}
	close_source(&s);
	return found;
}
