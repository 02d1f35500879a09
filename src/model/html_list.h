/* A list written as HTML, as the nodes of one written in Markdown. */
#ifndef TG_MODEL_HTML_LIST_H
#define TG_MODEL_HTML_LIST_H

#include "../markup/markdown.h"

/* The list that begins at the front of `html` ("<ul ...", "<ol ..."), up to its end or
 * that of the text; *length is how many bytes that is. NULL where it has no item.
 * `line` is the line of its first byte. */
struct tg_md *tg_html_list(struct tg_arena *arena, struct tg_str html, uint32_t line,
			   size_t *length);

#endif
