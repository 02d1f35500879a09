/* Slips of the pen that would hide half a document. Each line keeps its number. */
#include "reading.h"

#include "../base/buf.h"

/* --- a code block that is never closed ----------------------------------------- */

/* How many of the signs of a fence open the line; 0 where it is none. */
static size_t fence_of(struct tg_str line, char *sign, bool *bare)
{
	size_t n = 0, indent = 0;

	while (indent < line.n && indent < 4 && line.p[indent] == ' ')
		indent++;
	line = tg_str_from(line, indent);
	if (indent > 3 || line.n < 3 || (line.p[0] != '`' && line.p[0] != '~'))
		return 0;
	*sign = line.p[0];
	while (n < line.n && line.p[n] == *sign)
		n++;
	*bare = tg_str_trim(tg_str_from(line, n)).n == 0;
	return n >= 3 ? n : 0;
}

/* Where a code block begins that is never closed and has headings in it, so that
 * the rest of the document went into it by a slip; else SIZE_MAX. */
static size_t find_unclosed_fence(struct tg_str text)
{
	size_t at = 0, open = 0, opened_at = SIZE_MAX, headings = 0;
	struct tg_str rest = text, line;
	char open_sign = 0;

	for (; tg_str_split(&rest, '\n', &line); at += line.n + 1) {
		char sign = 0;
		bool bare = false;
		size_t n = fence_of(line, &sign, &bare);

		if (open == 0 && n > 0) {
			open = n;
			open_sign = sign;
			opened_at = at;
			headings = 0;
		} else if (open > 0 && n >= open && sign == open_sign && bare) {
			open = 0;
		} else if (open > 0) {
			headings += tg_str_starts(line, "## ") ||
				    tg_str_starts(line, "### ");
		}
	}
	return open > 0 && headings >= 2 ? opened_at : SIZE_MAX;
}

/* Such a document is read as it was meant. */
static struct tg_str without_unclosed_fence(struct tg_arena *arena, struct tg_str text)
{
	size_t at = find_unclosed_fence(text);
	char *copy;

	if (at == SIZE_MAX)
		return text;
	copy = tg_arena_strndup(arena, text.p, text.n);
	for (size_t i = at; i < text.n && copy[i] != '\n'; i++)
		copy[i] = ' ';
	return tg_str_n(copy, text.n);
}

/* --- rows of a table with an empty line after each ------------------------------ */

static bool is_row(struct tg_str line)
{
	line = tg_str_trim(line);
	return line.n > 2 && line.p[0] == '|' && line.p[line.n - 1] == '|';
}

static bool is_rule(struct tg_str line)
{
	line = tg_str_trim(line);
	for (size_t i = 0; i < line.n; i++)
		if (line.p[i] != '|' && line.p[i] != '-' && line.p[i] != ':' &&
		    line.p[i] != ' ')
			return false;
	return line.n > 2;
}

static struct tg_str peek(struct tg_str rest)
{
	struct tg_str line = { 0 };

	(void)tg_str_split(&rest, '\n', &line);
	return line;
}

/* Is this empty line one between two rows of a table? Not where another one begins. */
static bool is_gap(struct tg_str before, struct tg_str rest)
{
	struct tg_str line;

	if (!is_row(before) || !is_row(peek(rest)) || is_rule(peek(rest)))
		return false;
	(void)tg_str_split(&rest, '\n', &line);
	return !is_rule(peek(rest));
}

/* An empty row instead of an empty line keeps the table together. */
static struct tg_str without_gaps(struct tg_arena *arena, struct tg_str text)
{
	struct tg_buf out = TG_BUF_INIT((size_t)2 * TG_MARKDOWN_MAX_BYTES);
	struct tg_str rest = text, line, before = { 0 };
	size_t gaps = 0;

	while (tg_str_split(&rest, '\n', &line)) {
		if (tg_str_trim(line).n == 0 && is_gap(before, rest)) {
			tg_buf_puts(&out, "| |");
			gaps++;
		} else {
			tg_buf_put_str(&out, line);
		}
		if (rest.n > 0)
			tg_buf_putc(&out, '\n');
		before = line;
	}
	if (gaps > 0 && out.len <= TG_MARKDOWN_MAX_BYTES)
		text = tg_str(tg_arena_dup_str(arena, tg_buf_str(&out)));
	tg_buf_release(&out);
	return text;
}

struct tg_str tg_markdown_repair(struct tg_arena *arena, struct tg_str text)
{
	return without_gaps(arena, without_unclosed_fence(arena, text));
}
