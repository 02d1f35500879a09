/*
 * A record: what a row, a section, a list item or a key-value table says of one
 * thing, by field. All shapes are read into records first; what a record means
 * is then decided in one place (draft.c).
 */
#ifndef TG_MODEL_RECORD_H
#define TG_MODEL_RECORD_H

#include "../base/vec.h"
#include "../markup/markdown.h"
#include "vocab.h"

struct tg_value {
	const char *text;          /* plain */
	uint32_t line;
	const struct tg_md *node;  /* to look for code spans in; or NULL */
	enum tg_md_task task;      /* of the list item it stood in */
};

struct tg_record {
	TG_VEC(struct tg_value) of[TG_F_COUNT];
	uint32_t line, end_line;
};

/* Empties it; the memory is used again. */
void tg_record_clear(struct tg_record *r);
void tg_record_add(struct tg_record *r, struct tg_arena *arena, enum tg_field field,
		   struct tg_value value);
/* The first value, or "". */
const char *tg_record_text(const struct tg_record *r, enum tg_field field);
bool tg_record_has(const struct tg_record *r, enum tg_field field);

/* Reads blocks that belong to one thing: labelled paragraphs ("**Mitigation:**
 * ..."), lists with labelled items, labels followed by a list, key-value
 * tables and tables with a single row. What has no label belongs to `start`
 * (TG_F_NONE: to the description). */
void tg_record_read(struct tg_record *r, struct tg_arena *arena,
		    const struct tg_md *const *blocks, size_t n,
		    enum tg_field start);

/* Reads a list item: what is emphasised at its front, or stands before a colon
 * or dash there, is the threat. `*lead` (or NULL) is set to that text. */
void tg_record_read_item(struct tg_record *r, struct tg_arena *arena,
			 const struct tg_md *item, const char **lead);

/* "Token theft (High, Spoofing)": what stands in brackets in a threat's name or
 * in front of its description and is a level or a category becomes one, where
 * the record has none. */
void tg_record_split_title(struct tg_record *r, struct tg_arena *arena);

/* The label that a list item or paragraph begins with; TG_F_NONE for none.
 * *value is the text after it. */
enum tg_field tg_label_of(struct tg_arena *arena, const struct tg_md *block,
			  const char **value);

#endif
