#include "code.h"

#include "../git/language.h"

#include <string.h>

#define MAX_SIGNATURE 4000u /* bytes from a name to the body that it opens */
#define MAX_DECORATORS 20u

struct tg_str tg_code_line(const struct tg_code *s, size_t line)
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

static bool is_closing(struct tg_str line)
{
	struct tg_str text = tg_str_trim(line);

	return text.n && (strchr("})]", text.p[0]) || tg_str_starts(text, "end"));
}

/* How many parentheses stand open at `to`, of `depth` at `from`. */
static size_t open_parens(const struct tg_code *s, size_t from, size_t to, size_t depth)
{
	for (size_t i = from; i < to; i++) {
		if (s->lex[i] == TG_LEX_CODE && s->text.p[i] == '(')
			depth++;
		else if (s->lex[i] == TG_LEX_CODE && s->text.p[i] == ')' && depth)
			depth--;
	}
	return depth;
}

/* The last line of what is indented deeper than its first. */
static size_t end_by_indent(const struct tg_code *s, size_t line, size_t at)
{
	size_t indent = indent_of(tg_code_line(s, line)), last = line;
	size_t depth = open_parens(s, at, s->starts[line + 1], 0);

	for (size_t k = line + 1; k < s->n_lines; k++) {
		struct tg_str text = tg_code_line(s, k);

		if (!text.n)
			continue;
		if (!depth && indent_of(text) <= indent)
			return is_closing(text) && indent_of(text) == indent ? k : last;
		if (depth)
			depth = open_parens(s, s->starts[k], s->starts[k + 1], depth);
		last = k;
	}
	return last;
}

static size_t line_of(const struct tg_code *s, size_t from, size_t at)
{
	while (from + 1 < s->n_lines && s->starts[from + 1] <= at)
		from++;
	return from;
}

/* What stands open while a statement is read. */
struct nesting {
	size_t braces, parens;
};

/* Takes one character in; true where the statement ends with it. */
static bool ends_statement(struct nesting *n, char c)
{
	switch (c) {
	case '(':
		n->parens += !n->braces;
		return false;
	case ')':
		n->parens -= !n->braces && n->parens;
		return false;
	case '{':
		n->braces += !n->parens;
		return false;
	case '}':
		return n->braces && --n->braces == 0;
	case ';':
		return !n->braces && !n->parens;
	default:
		return false;
	}
}

/* The line of the brace that closes the first one after `at`; SIZE_MAX when a
 * statement ends before any opens. */
static size_t end_by_braces(const struct tg_code *s, size_t line, size_t at)
{
	struct nesting open = { 0 };

	for (size_t i = at; i < s->text.n; i++) {
		if (s->lex[i] != TG_LEX_CODE)
			continue;
		if (!open.braces && i > at + MAX_SIGNATURE)
			return SIZE_MAX;
		if (ends_statement(&open, s->text.p[i]))
			return line_of(s, line, i);
	}
	return SIZE_MAX;
}

/* True when a brace comes in the statement that begins at `at`: on its lines,
 * or alone on the next. */
static bool has_braces(const struct tg_code *s, size_t at)
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
		else if ((c == '{' || c == ';') && !parens)
			return true;
		else if (c == '\n' && !parens) {
			struct tg_str next = tg_str_trim(tg_str_sub(s->text, i, 200));

			return tg_str_starts(next, "{");
		}
	}
	return false;
}

struct tg_code_range tg_code_block(const struct tg_code *s, size_t line, size_t at)
{
	struct tg_code_range out = { line, SIZE_MAX };

	if (!s->by_indent && has_braces(s, at))
		out.last = end_by_braces(s, line, at);
	if (out.last == SIZE_MAX)
		out.last = end_by_indent(s, line, at);
	for (size_t k = 0; k < MAX_DECORATORS && out.first > 0; k++) {
		struct tg_str above = tg_str_trim(tg_code_line(s, out.first - 1));

		if (!tg_str_starts(above, "@") && !tg_str_starts(above, "#["))
			break;
		out.first--;
	}
	return out;
}
