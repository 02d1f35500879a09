/* The lines of one file's hunks, in memory that is used again for the next. */
#ifndef TG_LINES_H
#define TG_LINES_H

#include "source.h"

struct tg_lines {
	size_t line_bytes; /* longer lines are cut */
	struct tg_line *lines;
	size_t n, cap;
	struct tg_str *headings; /* by hunk with context */
	size_t n_hunks, cap_hunks;
	struct tg_hunk *changed; /* hunks without context */
	size_t n_changed, cap_changed;
	uint32_t added, removed;
	bool long_lines;
	/* while lines are added: */
	uint32_t next_old, next_new;
	bool open; /* the last of `changed` goes on */
};

void tg_lines_init(struct tg_lines *lines, size_t line_bytes);
void tg_lines_release(struct tg_lines *lines);
void tg_lines_clear(struct tg_lines *lines);

/* Compares two texts as git does, with three lines of context. The lines
 * borrow from the texts. */
enum tg_rc tg_lines_compare(struct tg_lines *lines, struct tg_str old_text,
			    struct tg_str new_text, struct tg_err *err)
	TG_MUST_CHECK;

/* Takes the lines as a patch has them. */
void tg_lines_from_patch(struct tg_lines *lines, const struct tg_patch *patch);

#endif
