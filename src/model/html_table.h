/* A table written as HTML, as the nodes of one written in Markdown. */
#ifndef TG_MODEL_HTML_TABLE_H
#define TG_MODEL_HTML_TABLE_H

#include "../markup/markdown.h"

/* White space as single blanks, the entities that are common. */
const char *tg_html_plain(struct tg_arena *arena, struct tg_str s);

/* `tag` is what stands between "<" and ">": "ul class=x" is "ul". */
bool tg_html_tag_is(struct tg_str tag, const char *name);

/* The table that begins at the front of `html` ("<table ..."); NULL where it has no
 * row. `line` is the line of its first byte. */
struct tg_md *tg_html_table(struct tg_arena *arena, struct tg_str html, uint32_t line);

#endif
