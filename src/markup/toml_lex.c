#include "toml_lex.h"

#include "../base/buf.h"
#include "../base/utf8.h"

#include <string.h>

enum tg_rc tg_toml_fail(struct tg_toml *t, const char *expected)
{
	struct tg_str rest = tg_str_from(t->text, t->at), found = { NULL, 0 };
	unsigned column = (unsigned)(t->at - t->line_start) + 1;

	(void)tg_str_line(&rest, &found);
	found = tg_utf8_cut(tg_str_rtrim(found), 40);
	if (found.n > 0)
		tg_err_set(t->err, TG_E_SYNTAX, "not valid TOML: %s, at '%.*s'", expected,
			   (int)found.n, found.p);
	else
		tg_err_set(t->err, TG_E_SYNTAX, "not valid TOML: %s, at the line's end",
			   expected);
	return tg_err_at(t->err, t->file, t->line, column);
}

char tg_toml_peek(const struct tg_toml *t, size_t ahead)
{
	return ahead < t->text.n - t->at ? t->text.p[t->at + ahead] : '\0';
}

bool tg_toml_take(struct tg_toml *t, const char *word)
{
	if (!tg_str_starts(tg_str_from(t->text, t->at), word))
		return false;
	t->at += strlen(word);
	return true;
}

static bool take_line_end(struct tg_toml *t)
{
	if (!tg_toml_take(t, "\n") && !tg_toml_take(t, "\r\n"))
		return false;
	t->line++;
	t->line_start = t->at;
	return true;
}

/* Characters that TOML takes nowhere but as line ends. */
static bool is_control(char c)
{
	return ((unsigned char)c < 0x20 && c != '\t') || c == 0x7f;
}

static enum tg_rc skip_comment(struct tg_toml *t)
{
	if (!tg_toml_take(t, "#"))
		return TG_OK;
	while (t->at < t->text.n && tg_toml_peek(t, 0) != '\n') {
		if (is_control(tg_toml_peek(t, 0)) &&
		    !(tg_toml_peek(t, 0) == '\r' && tg_toml_peek(t, 1) == '\n'))
			return tg_toml_fail(t, "a control character in a comment");
		if (tg_toml_peek(t, 0) == '\r')
			break;
		t->at++;
	}
	return TG_OK;
}

enum tg_rc tg_toml_skip(struct tg_toml *t, bool lines)
{
	enum tg_rc rc = TG_OK;

	do {
		while (tg_toml_peek(t, 0) == ' ' || tg_toml_peek(t, 0) == '\t')
			t->at++;
		if (!lines)
			return TG_OK;
		rc = skip_comment(t);
	} while (rc == TG_OK && take_line_end(t));
	return rc;
}

enum tg_rc tg_toml_line_end(struct tg_toml *t)
{
	enum tg_rc rc = tg_toml_skip(t, false);

	if (rc == TG_OK)
		rc = skip_comment(t);
	if (rc == TG_OK && t->at < t->text.n && !take_line_end(t))
		rc = tg_toml_fail(t, "expected the end of the line");
	return rc;
}

/* --- strings ---------------------------------------------------------------- */

/* \uXXXX and \UXXXXXXXX */
static enum tg_rc unicode_escape(struct tg_toml *t, struct tg_buf *out, size_t digits)
{
	struct tg_str hex = tg_str_sub(t->text, t->at, digits);
	uint32_t cp = 0;

	for (size_t i = 0; i < hex.n; i++) {
		char c = tg_lower(hex.p[i]);

		if (!tg_is_digit(c) && !(c >= 'a' && c <= 'f'))
			return tg_toml_fail(t, "expected hexadecimal digits");
		cp = cp << 4 | (uint32_t)(tg_is_digit(c) ? c - '0' : c - 'a' + 10);
	}
	if (hex.n < digits || cp == 0 || cp > 0x10ffff || (cp >= 0xd800 && cp < 0xe000))
		return tg_toml_fail(t, "not a character that can be used");
	t->at += digits;
	tg_utf8_put(out, cp);
	return TG_OK;
}

/* A line that ends in a backslash goes on at the next visible character. */
static bool line_continues(struct tg_toml *t)
{
	size_t blanks = 0;

	while (tg_toml_peek(t, blanks) == ' ' || tg_toml_peek(t, blanks) == '\t')
		blanks++;
	if (tg_toml_peek(t, blanks) != '\n' && tg_toml_peek(t, blanks) != '\r')
		return false;
	t->at += blanks;
	if (!take_line_end(t))
		return false;
	do {
		while (tg_toml_peek(t, 0) == ' ' || tg_toml_peek(t, 0) == '\t')
			t->at++;
	} while (take_line_end(t));
	return true;
}

static enum tg_rc escape(struct tg_toml *t, struct tg_buf *out, bool multi)
{
	static const char letters[] = "btnfr\"\\", values[] = "\b\t\n\f\r\"\\";
	char c = tg_toml_peek(t, 0);
	const char *letter = c ? strchr(letters, c) : NULL;

	if (letter) {
		tg_buf_putc(out, values[letter - letters]);
		t->at++;
		return TG_OK;
	}
	if (tg_toml_take(t, "u"))
		return unicode_escape(t, out, 4);
	if (tg_toml_take(t, "U"))
		return unicode_escape(t, out, 8);
	if (multi && line_continues(t))
		return TG_OK;
	return tg_toml_fail(t, "unknown escape");
}

/* Up to two quotes may stand before the three that close. */
static bool closes(struct tg_toml *t, struct tg_buf *out, char quote, bool multi)
{
	if (tg_toml_peek(t, 0) != quote)
		return false;
	if (!multi) {
		t->at++;
		return true;
	}
	if (tg_toml_peek(t, 1) != quote || tg_toml_peek(t, 2) != quote)
		return false;
	while (tg_toml_peek(t, 3) == quote && out->len < out->max) {
		size_t run = 3;

		while (run < 6 && tg_toml_peek(t, run) == quote)
			run++;
		if (run > 5)
			break;
		tg_buf_putc(out, quote);
		t->at++;
	}
	t->at += 3;
	return true;
}

/* One byte, and what follows it up to the next that may mean something. */
static void take_run(struct tg_toml *t, struct tg_buf *out, char quote)
{
	struct tg_str rest = tg_str_from(t->text, t->at);
	size_t n = 1;

	while (n < rest.n && rest.p[n] != quote && rest.p[n] != '\\' &&
	       !is_control(rest.p[n]))
		n++;
	tg_buf_put_str(out, tg_str_sub(rest, 0, n));
	t->at += n;
}

static enum tg_rc string_body(struct tg_toml *t, struct tg_buf *out, char quote, bool multi)
{
	while (t->at < t->text.n) {
		char c = tg_toml_peek(t, 0);
		enum tg_rc rc;

		if (closes(t, out, quote, multi))
			return TG_OK;
		if (c == '\\' && quote == '"') {
			t->at++;
			rc = escape(t, out, multi);
			if (rc != TG_OK)
				return rc;
		} else if (multi && take_line_end(t)) {
			tg_buf_putc(out, '\n');
		} else if (is_control(c)) {
			break;
		} else {
			take_run(t, out, quote);
		}
	}
	return tg_toml_fail(t, "a string that is not closed");
}

static enum tg_rc string(struct tg_toml *t, const char **out, bool allow_multi)
{
	struct tg_buf body = TG_BUF_INIT(t->text.n);
	char quote = tg_toml_peek(t, 0);
	bool multi = allow_multi && tg_toml_peek(t, 1) == quote && tg_toml_peek(t, 2) == quote;

	t->at += multi ? 3 : 1;
	if (multi)
		(void)take_line_end(t);
	enum tg_rc rc = string_body(t, &body, quote, multi);

	*out = tg_arena_dup_str(t->arena, tg_buf_str(&body));
	tg_buf_release(&body);
	return rc;
}

enum tg_rc tg_toml_key(struct tg_toml *t, const char **key)
{
	size_t start = t->at;
	char c = tg_toml_peek(t, 0);

	if (c == '"' || c == '\'')
		return string(t, key, false);
	while (tg_is_alnum(tg_toml_peek(t, 0)) || tg_toml_peek(t, 0) == '_' ||
	       tg_toml_peek(t, 0) == '-')
		t->at++;
	if (t->at == start)
		return tg_toml_fail(t, "expected a key");
	*key = tg_arena_dup_str(t->arena, tg_str_sub(t->text, start, t->at - start));
	return TG_OK;
}

/* --- values ------------------------------------------------------------------ */

static bool is_word_end(char c)
{
	return c == '\0' || strchr(" \t\r\n,]}#", c) != NULL;
}

/* The text up to white space or what ends a value; a date's blank is in it. */
static const char *bare_word(struct tg_toml *t)
{
	size_t n = 0;

	while (!is_word_end(tg_toml_peek(t, n)))
		n++;
	if (n == 10 && tg_toml_peek(t, 4) == '-' && tg_toml_peek(t, n) == ' ' &&
	    tg_is_digit(tg_toml_peek(t, n + 1))) {
		n++;
		while (!is_word_end(tg_toml_peek(t, n)))
			n++;
	}
	return tg_arena_dup_str(t->arena, tg_str_sub(t->text, t->at, n));
}

enum tg_rc tg_toml_scalar(struct tg_toml *t, struct tg_tree *out)
{
	char c = tg_toml_peek(t, 0);

	if (c == '"' || c == '\'') {
		out->kind = TG_TREE_STRING;
		out->quoted = true;
		return string(t, &out->string, true);
	}
	out->string = bare_word(t);
	if (!tg_toml_resolve(t, out))
		return tg_toml_fail(t, "expected a value");
	t->at += strlen(out->string);
	return TG_OK;
}
