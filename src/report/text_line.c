#include "text_line.h"

#include "../base/utf8.h"

void tg_text_begin(const struct tg_text *p, enum tg_text_style style)
{
	static const char *const codes[] = { "", "\033[1m", "\033[2m", "\033[1;31m",
					     "\033[33m", "\033[32m", "\033[36m" };

	if (p->color)
		tg_buf_puts(p->out, codes[style]);
}

void tg_text_end(const struct tg_text *p, enum tg_text_style style)
{
	if (p->color && style != TG_TEXT_PLAIN)
		tg_buf_puts(p->out, "\033[0m");
}

void tg_text_styled(const struct tg_text *p, enum tg_text_style style, const char *text)
{
	tg_text_begin(p, style);
	tg_utf8_put_safe(p->out, tg_str(text));
	tg_text_end(p, style);
}

void tg_text_wrapped(const struct tg_text *p, const char *text, size_t indent,
		    size_t column)
{
	struct tg_buf safe = TG_BUF_INIT(1u << 16);
	struct tg_str rest, word;

	tg_utf8_put_safe(&safe, tg_str(text));
	rest = tg_buf_str(&safe);
	while (tg_str_word(&rest, &word)) {
		size_t columns = tg_utf8_columns(word);

		if (column > indent && p->width && column + 1 + columns > p->width) {
			tg_buf_putc(p->out, '\n');
			column = 0;
		}
		if (column > indent) {
			tg_buf_putc(p->out, ' ');
			column++;
		} else if (column < indent) {
			tg_buf_fill(p->out, ' ', indent - column);
			column = indent;
		}
		tg_buf_put_str(p->out, word);
		column += columns;
	}
	tg_buf_putc(p->out, '\n');
	tg_buf_release(&safe);
}

void tg_text_paragraph(const struct tg_text *p, const char *text, size_t indent)
{
	tg_text_wrapped(p, text, indent, 0);
}

size_t tg_text_column(const struct tg_text *p, size_t start)
{
	struct tg_str rest = tg_str_from(tg_buf_str(p->out), start);
	size_t column = 0, escape;

	while ((escape = tg_str_chr(rest, '\033')) != SIZE_MAX) {
		column += tg_utf8_columns(tg_str_sub(rest, 0, escape));
		rest = tg_str_from(rest, escape);
		rest = tg_str_from(rest, tg_str_chr(rest, 'm') + 1);
	}
	return column + tg_utf8_columns(rest);
}

size_t tg_text_beside(const struct tg_text *p, size_t start, enum tg_text_style style,
		     const char *text)
{
	struct tg_buf safe = TG_BUF_INIT(1u << 16);

	tg_utf8_put_safe(&safe, tg_str(text));
	size_t columns = tg_utf8_columns(tg_buf_str(&safe));

	if (p->width && tg_text_column(p, start) + 2 + columns > p->width) {
		tg_buf_putc(p->out, '\n');
		start = p->out->len;
		tg_buf_fill(p->out, ' ', 4);
	} else {
		tg_buf_fill(p->out, ' ', 2);
	}
	tg_text_begin(p, style);
	tg_buf_put_str(p->out, tg_buf_str(&safe));
	tg_text_end(p, style);
	tg_buf_release(&safe);
	return start;
}

size_t tg_text_place(const struct tg_text *p, const char *path, uint32_t line,
		    enum tg_side side)
{
	size_t start = p->out->len;

	tg_buf_puts(p->out, "  ");
	tg_text_begin(p, TG_TEXT_CYAN);
	tg_utf8_put_safe(p->out, tg_str(path ? path : "the change as a whole"));
	if (line)
		tg_buf_printf(p->out, ":%u", line);
	tg_text_end(p, TG_TEXT_CYAN);
	if (line && side == TG_SIDE_OLD)
		tg_text_styled(p, TG_TEXT_DIM, " (removed)");
	return start;
}
