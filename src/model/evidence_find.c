#include "evidence.h"

#include "../git/language.h"

#include <stdlib.h>
#include <string.h>

#define MAX_SIGNATURE 4000u /* bytes from a name to the body that it opens */
#define MAX_DECORATORS 20u
#define MAX_PLACES 5000u    /* of a name that are looked at in one file */

/* A file while it is searched: where its lines begin, which bytes are code. */
struct source {
	struct tg_str text;
	unsigned char *lex;
	size_t *starts;  /* of each line; starts[n_lines] is the end */
	size_t n_lines;
	bool by_indent;  /* Python, YAML: blocks are told by indentation */
	bool is_data;    /* YAML, JSON, TOML, HCL: keys are definitions */
};

struct range {
	size_t first, last; /* 0-based lines, inclusive */
};

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

static bool open_source(struct source *s, const char *path, struct tg_str text)
{
	static const char *const indented[] = { "python", "yaml", "haml", "pug",
						"nim", "coffeescript" };
	static const char *const data[] = { "yaml", "json", "toml", "hcl",
					    "terraform", "ini", "properties" };
	struct tg_str rest = text, line = { NULL, 0 };
	const struct tg_language *language;
	struct tg_str id;

	*s = (struct source){ .text = text };
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

static void close_source(struct source *s)
{
	free(s->lex);
	free(s->starts);
}

static struct tg_str line_at(const struct source *s, size_t line)
{
	return tg_str_rtrim(tg_str_sub(s->text, s->starts[line],
				       s->starts[line + 1] - s->starts[line]));
}

static size_t indent_of(struct tg_str line)
{
	size_t n = 0;

	while (n < line.n && (line.p[n] == ' ' || line.p[n] == '\t'))
		n++;
	return n;
}

/* --- is this the definition ---------------------------------------------------- */

/* How the text before the name, on its line, reads: 3 an opener, 0 a use, 1
 * nothing against it. */
static int before_name(struct tg_str before)
{
	struct tg_str rest = before;
	struct tg_str last = { NULL, 0 };
	bool opened = false, far = false;
	size_t i = 0;

	if (before.n && strchr(".>=(,!+*/<[", before.p[before.n - 1]) &&
	    !tg_str_ends(before, "*"))
		return 0;
	while (i < rest.n) {
		size_t start = i;

		while (i < rest.n && is_name(rest.p[i]))
			i++;
		if (i == start) {
			if (rest.p[i] == '=' || rest.p[i] == '{' || rest.p[i] == ';')
				opened = far = false;
			i++;
			continue;
		}
		last = tg_str_sub(rest, start, i - start);
		for (size_t k = 0; k < sizeof(openers) / sizeof(openers[0]); k++) {
			if (!tg_str_is(last, openers[k].word))
				continue;
			opened = true;
			far = openers[k].far;
		}
	}
	if (listed(last, users, sizeof(users) / sizeof(users[0])))
		return 0;
	for (size_t k = 0; opened && k < sizeof(openers) / sizeof(openers[0]); k++) {
		if (tg_str_is(last, openers[k].word))
			return 3;
	}
	return opened && far ? 3 : 1;
}

/* The offset after the parenthesis that closes the one at `at`; SIZE_MAX when
 * it stays open. */
static size_t after_parens(const struct source *s, size_t at)
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
static bool opens_body(const struct source *s, size_t at)
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
static bool assigns(const struct source *s, size_t at, size_t *end)
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
static int score(const struct source *s, size_t line, size_t at, size_t n)
{
	struct tg_str before = tg_str_rtrim(tg_str_sub(
		s->text, s->starts[line], at - s->starts[line]));
	size_t after = at + n, end;
	int opener = before_name(before);

	if (!opener)
		return 0;
	if (opener == 3)
		return 4;
	while (after < s->text.n && s->text.p[after] == ' ')
		after++;
	if (after < s->text.n && s->text.p[after] == '(') {
		end = after_parens(s, after);
		return end != SIZE_MAX && opens_body(s, end) ? 3 : 0;
	}
	if (after < s->text.n && s->text.p[after] == '{')
		return 2;
	if (assigns(s, at + n, &end))
		return !before.n ? 2 : s->is_data ? 1 : 0;
	return 0;
}

static bool is_candidate(const struct source *s, size_t at, size_t n)
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
static bool find_line(const struct source *s, struct range in, struct tg_str name,
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
		    tg_str_find(line_at(s, line), hint) != SIZE_MAX)
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

/* --- where it ends ------------------------------------------------------------- */

static bool is_closing(struct tg_str line)
{
	struct tg_str text = tg_str_trim(line);

	return text.n && (strchr("})]", text.p[0]) || tg_str_starts(text, "end"));
}

/* The last line of what is indented deeper than its first. */
static size_t end_by_indent(const struct source *s, size_t line, size_t at)
{
	size_t indent = indent_of(line_at(s, line)), last = line, depth = 0;

	for (size_t i = at; i < s->starts[line + 1]; i++) {
		if (s->lex[i] == TG_LEX_CODE && s->text.p[i] == '(')
			depth++;
		else if (s->lex[i] == TG_LEX_CODE && s->text.p[i] == ')' && depth)
			depth--;
	}
	for (size_t k = line + 1; k < s->n_lines; k++) {
		struct tg_str text = line_at(s, k);

		if (!text.n)
			continue;
		if (!depth && indent_of(text) <= indent)
			return is_closing(text) && indent_of(text) == indent ? k : last;
		for (size_t i = s->starts[k]; i < s->starts[k + 1] && depth; i++) {
			if (s->lex[i] == TG_LEX_CODE && s->text.p[i] == '(')
				depth++;
			else if (s->lex[i] == TG_LEX_CODE && s->text.p[i] == ')')
				depth--;
		}
		last = k;
	}
	return last;
}

static size_t line_of(const struct source *s, size_t from, size_t at)
{
	while (from + 1 < s->n_lines && s->starts[from + 1] <= at)
		from++;
	return from;
}

/* The line of the brace that closes the first one after `at`; SIZE_MAX when a
 * statement ends before any opens. */
static size_t end_by_braces(const struct source *s, size_t line, size_t at)
{
	size_t depth = 0, parens = 0;

	for (size_t i = at; i < s->text.n; i++) {
		char c = s->text.p[i];

		if (s->lex[i] != TG_LEX_CODE)
			continue;
		if (!depth && i > at + MAX_SIGNATURE)
			return SIZE_MAX;
		if (c == '(' && !depth)
			parens++;
		else if (c == ')' && !depth && parens)
			parens--;
		else if (c == ';' && !depth && !parens)
			return line_of(s, line, i);
		else if (c == '{' && !parens)
			depth++;
		else if (c == '}' && depth && --depth == 0)
			return line_of(s, line, i);
	}
	return SIZE_MAX;
}

/* True when a brace comes in the statement that begins at `at`: on its lines,
 * or alone on the next. */
static bool has_braces(const struct source *s, size_t at)
{
	size_t parens = 0;

	for (size_t i = at; i < s->text.n && i < at + MAX_SIGNATURE; i++) {
		char c = s->text.p[i];

		if (s->lex[i] != TG_LEX_CODE)
			continue;
		if (c == '(')
			parens++;
		else if (c == ')' && parens)
			parens--;
		else if (c == '{' && !parens)
			return true;
		else if (c == ';' && !parens)
			return true;
		else if (c == '\n' && !parens) {
			struct tg_str next = tg_str_trim(tg_str_sub(s->text, i, 200));

			return tg_str_starts(next, "{");
		}
	}
	return false;
}

static struct range block_at(const struct source *s, size_t line, size_t at)
{
	struct range out = { line, SIZE_MAX };

	if (!s->by_indent && has_braces(s, at))
		out.last = end_by_braces(s, line, at);
	if (out.last == SIZE_MAX)
		out.last = end_by_indent(s, line, at);
	for (size_t k = 0; k < MAX_DECORATORS && out.first > 0; k++) {
		struct tg_str above = tg_str_trim(line_at(s, out.first - 1));

		if (!tg_str_starts(above, "@") && !tg_str_starts(above, "#["))
			break;
		out.first--;
	}
	return out;
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

static bool find(const struct source *s, struct tg_str symbol, struct range *out)
{
	struct range whole = { 0, s->n_lines - 1 }, in = whole;
	struct tg_str part, outer = { NULL, 0 };
	size_t line = 0, at = 0;
	bool found = false;

	while (next_part(&symbol, &part)) {
		bool here = find_line(s, in, part, tg_str(NULL), &line, &at);

		if (!here && (in.first != whole.first || in.last != whole.last))
			here = find_line(s, whole, part, outer, &line, &at);
		found = here;
		if (here)
			in = block_at(s, line, at);
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
	struct source s;
	struct range range;
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
