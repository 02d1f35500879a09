/*
 * The body as lines of text in the order in which they are read, for what may
 * stand anywhere in it: the four questions, statements about threat models.
 * Quotes and HTML comments are left out, and so is struck-out text.
 */
#ifndef TG_CHECKLIST_LINES_H
#define TG_CHECKLIST_LINES_H

#include "checklist.h"
#include "section.h"

struct tg_body_line {
	struct tg_str text;
	unsigned level;    /* TG_LEVEL_...; 0: no heading */
	unsigned depth;    /* of lists around it */
	uint32_t line;     /* of the block it is in */
	bool starts_block;
	bool open_task;    /* in an item whose box is not ticked */
	bool code;
};

struct tg_body_lines {
	struct tg_body_line *items;
	size_t n;
};

struct tg_body_lines tg_body_lines_of(const struct tg_md *document,
				      struct tg_arena *arena);

/* Which of the four questions are answered with text that says something. */
void tg_discussion_read(bool answered[TG_QUESTIONS],
			const struct tg_body_lines *lines, struct tg_arena *arena);

/* "Threat model reviewed: no change, because ..." and "T3 retired: ...". */
void tg_statements_read(struct tg_checklist *out, const struct tg_body_lines *lines,
			struct tg_arena *arena);

#endif
