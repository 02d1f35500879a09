#include "markdown_source.h"

#include "../base/utf8.h"

#include <stdlib.h>

void tg_md_source_clean(struct tg_md_source *source, struct tg_str text)
{
	uint32_t cp;

	source->text = text;
	if (tg_utf8_invalid_at(text) == SIZE_MAX && tg_str_chr(text, '\0') == SIZE_MAX)
		return;
	tg_buf_init(&source->clean, text.n * 3);
	while (tg_utf8_next(&text, &cp))
		tg_utf8_put(&source->clean, cp ? cp : 0xfffd);
	source->text = tg_buf_str(&source->clean);
}

void tg_md_source_index(struct tg_md_source *source)
{
	struct tg_str rest = source->text, line;
	size_t cap = 0;

	while (tg_str_line(&rest, &line)) {
		if (source->n_lines == cap) {
			cap = cap ? cap * 2 : 128;
			source->lines = tg_realloc(source->lines, cap * sizeof(size_t));
		}
		source->lines[source->n_lines++] = (size_t)(line.p - source->text.p);
	}
}

void tg_md_source_release(struct tg_md_source *source)
{
	tg_buf_release(&source->clean);
	free(source->lines);
}

/* The text from a place on to the end of its line. */
struct tg_str tg_md_source_at(const struct tg_md_source *source, unsigned line,
			      unsigned column)
{
	struct tg_str rest, found = { NULL, 0 };

	if (line == 0 || line > source->n_lines || column == 0)
		return found;
	rest = tg_str_from(source->text, source->lines[line - 1]);
	(void)tg_str_line(&rest, &found);
	return tg_str_from(found, column - 1);
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

enum tg_md_task tg_md_box_at(struct tg_str s)
{
	if (s.n < 4 || s.p[0] != '[' || s.p[2] != ']' || !is_blank(s.p[3]))
		return TG_MD_NOT_A_TASK;
	if (tg_lower(s.p[1]) == 'x')
		return TG_MD_DONE;
	return s.p[1] == ' ' ? TG_MD_OPEN : TG_MD_NOT_A_TASK;
}

/* cmark-gfm takes an "[x]" anywhere in the line for a tick, so that
 * "- [ ] see [x]" would be done: the box itself is looked at instead. */
enum tg_md_task tg_md_task_state(const struct tg_md_source *source,
				 const struct tg_md *item)
{
	struct tg_str s = tg_md_source_at(source, item->line, item->column);
	size_t i = 0;

	while (i < s.n && tg_is_digit(s.p[i]))
		i++;
	i++; /* the bullet, or what follows the number */
	while (i < s.n && is_blank(s.p[i]))
		i++;
	return tg_md_box_at(tg_str_from(s, i));
}
