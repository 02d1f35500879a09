#include "escape.h"

#include "../base/utf8.h"

#include <string.h>

#define ZERO_WIDTH "&#8203;" /* breaks mentions and links where it stands */

/* Takes the next code point that is shown off *s. White space and what is not
 * shown in between is told by *blank. */
static bool next_shown(struct tg_str *s, uint32_t *cp, bool *blank)
{
	*blank = false;
	while (tg_utf8_next(s, cp)) {
		if (*cp == ' ' || *cp == '\t' || *cp == '\n' || *cp == '\r')
			*blank = true;
		else if (!tg_utf8_invisible(*cp))
			return true;
	}
	return false;
}

/* Shows `s` on one line, white space runs as one blank. */
typedef void put_fn(struct tg_buf *out, uint32_t cp);

static void put_folded(struct tg_buf *out, struct tg_str s, put_fn *put)
{
	bool blank, first = true;
	uint32_t cp;

	while (next_shown(&s, &cp, &blank)) {
		if (blank && !first)
			tg_buf_putc(out, ' ');
		put(out, cp);
		first = false;
	}
}

static const char *entity(uint32_t cp)
{
	switch (cp) {
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '&':
		return "&amp;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	default:
		return NULL;
	}
}

static void put_marked_cp(struct tg_buf *out, uint32_t cp)
{
	if (cp == '<' || cp == '>' || cp == '&') {
		tg_buf_puts(out, entity(cp));
		return;
	}
	if (cp < 128 && strchr("\\`*_{}[]()#!|~$", (int)cp))
		tg_buf_putc(out, '\\');
	tg_utf8_put(out, cp);
}

/* @team, mail@host, #12, https://, :emoji: are broken after their mark. */
static bool links_after(uint32_t cp, struct tg_str after)
{
	return (cp == '@' || cp == '#' || cp == ':') && after.n &&
	       !tg_is_space(after.p[0]);
}

/* www.host and GH-12 before it: what was written so far decides, since what
 * is not shown was left out of it. */
static bool links_before(struct tg_str written, uint32_t cp)
{
	return (cp == '.' && tg_str_iends(written, "www")) ||
	       (cp == '-' && tg_str_iends(written, "gh"));
}

void tg_put_markdown(struct tg_buf *out, struct tg_str s)
{
	struct tg_str rest = s;
	bool blank, first = true;
	uint32_t cp;

	while (next_shown(&rest, &cp, &blank)) {
		if (blank && !first)
			tg_buf_putc(out, ' ');
		else if (links_before(tg_buf_str(out), cp))
			tg_buf_puts(out, ZERO_WIDTH);
		put_marked_cp(out, cp);
		if (links_after(cp, rest))
			tg_buf_puts(out, ZERO_WIDTH);
		first = false;
	}
}

static void put_plain_cp(struct tg_buf *out, uint32_t cp)
{
	tg_utf8_put(out, cp);
}

static void put_cell_cp(struct tg_buf *out, uint32_t cp)
{
	if (cp == '|')
		tg_buf_putc(out, '\\');
	tg_utf8_put(out, cp);
}

static size_t longest_run(struct tg_str s, char c)
{
	size_t longest = 0, run = 0;

	for (size_t i = 0; i < s.n; i++) {
		run = s.p[i] == c ? run + 1 : 0;
		longest = run > longest ? run : longest;
	}
	return longest;
}

void tg_put_code(struct tg_buf *out, struct tg_str s, bool in_table)
{
	size_t quotes = longest_run(s, '`') + 1;
	bool pad = quotes > 1;

	if (!tg_str_trim(s).n)
		return;
	tg_buf_fill(out, '`', quotes);
	if (pad)
		tg_buf_putc(out, ' ');
	put_folded(out, s, in_table ? put_cell_cp : put_plain_cp);
	if (pad)
		tg_buf_putc(out, ' ');
	tg_buf_fill(out, '`', quotes);
}

/* What XML may not hold and a page would not show is replaced. */
static bool is_shown(uint32_t cp)
{
	if (cp == '\n' || cp == '\t')
		return true;
	return !tg_utf8_invisible(cp) && cp != 0xFFFE && cp != 0xFFFF;
}

static void put_entities(struct tg_buf *out, struct tg_str s)
{
	uint32_t cp;

	while (tg_utf8_next(&s, &cp)) {
		const char *name = entity(cp);

		if (name)
			tg_buf_puts(out, name);
		else
			tg_utf8_put(out, is_shown(cp) ? cp : 0xFFFD);
	}
}

void tg_put_html(struct tg_buf *out, struct tg_str s)
{
	put_entities(out, s);
}

void tg_put_xml(struct tg_buf *out, struct tg_str s)
{
	put_entities(out, s);
}

static void put_command(struct tg_buf *out, struct tg_str s, bool property)
{
	uint32_t cp, before = 0;

	while (tg_utf8_next(&s, &cp)) {
		bool encoded = cp == '%' || cp == '\r' || cp == '\n' ||
			       (property && (cp == ':' || cp == ','));

		/* The runner takes "##[command" anywhere in a line. */
		if (cp == '#' && before == '#')
			tg_buf_putc(out, ' ');
		if (encoded)
			tg_buf_printf(out, "%%%02X", (unsigned)cp);
		else if (!tg_utf8_invisible(cp))
			tg_utf8_put(out, cp);
		if (!tg_utf8_invisible(cp))
			before = cp;
	}
}

void tg_put_command_data(struct tg_buf *out, struct tg_str s)
{
	put_command(out, s, false);
}

void tg_put_command_property(struct tg_buf *out, struct tg_str s)
{
	put_command(out, s, true);
}

void tg_put_url_path(struct tg_buf *out, struct tg_str s)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (tg_is_alnum((char)c) || (c && strchr("-._~/", c)))
			tg_buf_putc(out, (char)c);
		else
			tg_buf_printf(out, "%%%02X", c);
	}
}
