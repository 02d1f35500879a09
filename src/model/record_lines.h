/* Lines of a paragraph with their labels, and a reader that carries the label
 * from one block to the next: what record.c and record_item.c share. */
#ifndef TG_MODEL_RECORD_LINES_H
#define TG_MODEL_RECORD_LINES_H

#include "../base/buf.h"
#include "record.h"

/* One line of a paragraph; `strong` is how many bytes of its text, from its
 * start, are emphasised. */
struct tg_record_line {
	const char *text;
	size_t strong;
	uint32_t number;
};

struct tg_record_lines {
	struct tg_arena *arena;
	TG_VEC(struct tg_record_line) v;
	struct tg_buf text;
	size_t strong;
	const struct tg_md *emphasis; /* that the line begins with */
	bool plain_seen; /* something that is not emphasised stands in the line */
	uint32_t number;
};

struct tg_record_label {
	bool found;
	enum tg_field field; /* TG_F_NONE: a label of something else */
	const char *value;
};

struct tg_record_reader {
	struct tg_record *r;
	struct tg_arena *arena;
	enum tg_field field;   /* what unlabelled text belongs to */
	bool ignored;          /* it stands under a label of something else */
	bool fresh;            /* the label had no value of its own yet */
	enum tg_md_task task;
	unsigned depth;
};

void tg_record_lines_init(struct tg_record_lines *l, struct tg_arena *arena,
		   const struct tg_md *paragraph);

/* "Mitigation: text", "**Mitigation** text", "Mitigations" alone. */
struct tg_record_label tg_record_line_label(const struct tg_record_line *line);

/* Where "... Mitigation: quotas" begins in a text; `*skip` bytes of it are the label.
 * SIZE_MAX for nowhere. */
size_t tg_record_inline_label(struct tg_str text, size_t *skip);
/* The text without the sign at its end that led to what followed. */
struct tg_str tg_record_without_turn(struct tg_str s);

void tg_record_reader_block(struct tg_record_reader *rd, const struct tg_md *block);
void tg_record_reader_label(struct tg_record_reader *rd,
			    const struct tg_record_label *label);
/* A value of the current field; or more of the last one. */
void tg_record_reader_value(struct tg_record_reader *rd, const char *text, uint32_t line,
		     const struct tg_md *node);
void tg_record_reader_go_on(struct tg_record_reader *rd, const char *text, uint32_t line,
		     const struct tg_md *node);

#endif
