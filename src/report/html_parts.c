#include "html_parts.h"

#include "escape.h"

void tg_html_text(struct tg_buf *out, const char *s)
{
	tg_put_html(out, tg_str(s));
}

void tg_html_count(struct tg_buf *out, size_t n, const char *one)
{
	tg_buf_printf(out, "%zu %s%s", n, one, n == 1 ? "" : "s");
}

void tg_html_code(struct tg_buf *out, const char *s)
{
	tg_buf_puts(out, "<code>");
	tg_html_text(out, s);
	tg_buf_puts(out, "</code>");
}

void tg_html_place(struct tg_buf *out, const char *path, uint32_t line,
		   enum tg_side side)
{
	if (!path) {
		tg_buf_puts(out, "The change as a whole");
		return;
	}
	tg_buf_puts(out, "<code>");
	tg_html_text(out, path);
	if (line)
		tg_buf_printf(out, ":%u", line);
	tg_buf_puts(out, "</code>");
	if (line && side == TG_SIDE_OLD)
		tg_buf_puts(out, " (removed)");
}

void tg_html_section(struct tg_buf *out, const char *id, const char *title)
{
	tg_buf_printf(out, "<section aria-labelledby=\"%s\">\n<h2 id=\"%s\">%s</h2>\n", id,
		      id, title);
}

void tg_html_fold(struct tg_buf *out, const char *title, size_t n)
{
	tg_buf_printf(out, "<details>\n<summary><h2>%s (%zu)</h2></summary>\n", title, n);
}
