/* A table as its author typed it: lines and cells with the bytes around them,
 * so that one cell can change and all else stay. */
#ifndef TG_MODEL_TABLE_TEXT_H
#define TG_MODEL_TABLE_TEXT_H

#include "../base/buf.h"
#include "../base/vec.h"

#define TG_TEXT_MAX_CELLS 24u

struct tg_text_row {
	struct tg_str line, end;   /* without and with only its line end */
	struct tg_str typed[TG_TEXT_MAX_CELLS]; /* between the pipes, in `line` */
	struct tg_str cells[TG_TEXT_MAX_CELLS]; /* trimmed, and repaired */
	size_t n;
	bool changed;              /* a cell is not as typed */
};

struct tg_text_table {
	TG_VEC(struct tg_text_row) rows; /* header, delimiter, then data */
};

/* Reads the lines of a table. False when it is no plain one: rows of unequal
 * length, without the outer pipes. */
bool tg_text_table_read(struct tg_text_table *out, struct tg_arena *arena,
			struct tg_str text);

/* Appends the table. Its columns are aligned when that leaves no line wider
 * than TG_TEXT_MAX_WIDTH; else only the cells that changed are written anew, and
 * every other byte stays. *changed counts the table once when
 * alignment moved anything. */
#define TG_TEXT_MAX_WIDTH 120u
void tg_text_table_write(struct tg_buf *out, const struct tg_text_table *table,
			 size_t *changed);

#endif
