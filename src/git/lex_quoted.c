/* Strings, characters and regular expressions. */
#include "lexer.h"

#include <string.h>

/* Past the closing delimiter. *closed tells whether there is one. */
static size_t string_end(const struct tg_lexer *x, const struct tg_lex_pair *pair,
			 bool *closed)
{
	size_t at = x->at + strlen(pair->open), close = strlen(pair->close);

	*closed = false;
	while (at < x->text.n) {
		char c = x->text.p[at];

		if (c == '\\' && !pair->raw) {
			at += 2;
		} else if (c == '\n' && !pair->multiline) {
			return at;
		} else if (c == *pair->close && tg_lex_here(x, at, pair->close)) {
			*closed = true;
			return at + close;
		} else {
			at++;
		}
	}
	return x->text.n;
}

static bool rest_of_line_blank(const struct tg_lexer *x, size_t at)
{
	while (at < x->text.n && (x->text.p[at] == ' ' || x->text.p[at] == '\t' ||
				  x->text.p[at] == '\r'))
		at++;
	return at >= x->text.n || x->text.p[at] == '\n';
}

/* A string that is a statement of its own right after what opens a body. */
static bool is_docstring(const struct tg_lexer *x, size_t end)
{
	bool first = x->line_blank || x->at - x->line_first <= 2;
	char opener = x->line_blank ? x->last : x->before_line;

	return first && (opener == '\0' || strchr(":{}", opener)) &&
	       rest_of_line_blank(x, end);
}

bool tg_lex_string(struct tg_lexer *x)
{
	const struct tg_lex_pair *pairs = x->facts->string;

	for (size_t i = 0; i < TG_LEX_PAIRS && pairs[i].open; i++) {
		bool closed;
		size_t end;

		if (!tg_lex_here(x, x->at, pairs[i].open))
			continue;
		end = string_end(x, &pairs[i], &closed);
		if (pairs[i].comment_alone && closed && is_docstring(x, end))
			tg_lex_mark(x, end, TG_LEX_COMMENT);
		else
			tg_lex_mark(x, end, TG_LEX_STRING);
		return true;
	}
	return false;
}

/* 'x', '\n', '\u{1f}' or one UTF-8 character; 'name is none. */
bool tg_lex_char(struct tg_lexer *x)
{
	const char *p = x->text.p + x->at;
	size_t left = x->text.n - x->at, n = 1;

	if (*p != '\'' || left < 3)
		return false;
	if (p[1] == '\\')
		n = 2;
	while (n < left && n < 12 && p[n] != '\n') {
		n++;
		if (n < left && p[n] == '\'') {
			if (p[1] != '\\' && n > 2 && (unsigned char)p[1] < 0x80)
				return false;
			tg_lex_mark(x, x->at + n + 1, TG_LEX_STRING);
			return true;
		}
	}
	return false;
}

/* How many hashes stand at `at`, up to `most`. */
static size_t count_hashes(const struct tg_lexer *x, size_t at, size_t most)
{
	size_t n = 0;

	while (n < most && at + n < x->text.n && x->text.p[at + n] == '#')
		n++;
	return n;
}

/* r"...", r#"..."#, br##"..."## */
bool tg_lex_raw_hash(struct tg_lexer *x)
{
	size_t at = x->at + 1, hashes;
	char before = x->at ? x->text.p[x->at - 1] : ' ';

	if (x->text.p[x->at] != 'r' || (before != 'b' && (tg_is_alnum(before) ||
							   before == '_')))
		return false;
	hashes = count_hashes(x, at, 255);
	at += hashes;
	if (at >= x->text.n || x->text.p[at] != '"')
		return false;
	for (at++; at < x->text.n; at++)
		if (x->text.p[at] == '"' && count_hashes(x, at + 1, hashes) == hashes) {
			tg_lex_mark(x, at + 1 + hashes, TG_LEX_STRING);
			return true;
		}
	tg_lex_mark(x, x->text.n, TG_LEX_STRING);
	return true;
}

/* A slash where a value may begin: without this, a regular expression that
 * holds a slash and a star would open a comment. */
bool tg_lex_regex(struct tg_lexer *x)
{
	size_t at = x->at + 1;
	bool set = false;

	if (x->text.p[x->at] != '/' || x->at < x->no_regex_before ||
	    tg_lex_here(x, x->at, "//") || tg_lex_here(x, x->at, "/*"))
		return false;
	if (x->last && !strchr("(,=:[!&|?{};+-*%~^n", x->last))
		return false;
	for (; at < x->text.n && x->text.p[at] != '\n'; at++) {
		char c = x->text.p[at];

		if (c == '\\')
			at++;
		else if (c == '[')
			set = true;
		else if (c == ']')
			set = false;
		else if (c == '/' && !set) {
			tg_lex_mark(x, at + 1, TG_LEX_STRING);
			return true;
		}
	}
	x->no_regex_before = at;
	return false;
}
