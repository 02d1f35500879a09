/* The text that Markdown is parsed from, and what is looked up in it. */
#ifndef TG_MARKDOWN_SOURCE_H
#define TG_MARKDOWN_SOURCE_H

#include "../base/buf.h"
#include "markdown.h"

/* What is parsed: cmark wants UTF-8 without NUL, and lines to look back at. */
struct tg_md_source {
	struct tg_str text;
	struct tg_buf clean; /* holds the text where it had to be changed */
	size_t *lines;       /* where each line begins */
	size_t n_lines;
};

/* Sets the text of a source that is all zero, made valid where it was not. */
void tg_md_source_clean(struct tg_md_source *source, struct tg_str text);
void tg_md_source_index(struct tg_md_source *source); /* needed to look back */
void tg_md_source_release(struct tg_md_source *source);

/* The text from a place on to the end of its line; empty where there is none. */
struct tg_str tg_md_source_at(const struct tg_md_source *source, unsigned line,
			      unsigned column);

/* The box that `s` begins with. */
enum tg_md_task tg_md_box_at(struct tg_str s);

/* The box of a list's item, as it is written. */
enum tg_md_task tg_md_task_state(const struct tg_md_source *source,
				 const struct tg_md *item);

/* markdown_repair.c: boxes that cmark-gfm does not know, and lines that it
 * counts wrong. */
void tg_md_put_right(const struct tg_md_source *source, struct tg_md *root);

#endif
