/* What the columns of a table hold, by their names and by what stands in them: what
 * table.c and table_columns.c share. */
#ifndef TG_MODEL_TABLE_COLUMNS_H
#define TG_MODEL_TABLE_COLUMNS_H

#include "table.h"

/* What the cells of a column look like, over at most the first 200 rows. */
struct tg_table_looks {
	size_t filled, ids, strides, levels, numbers, words, controls, attacks, verdicts;
	size_t told;           /* cells with words in them */
	size_t marks, crosses; /* table_marks.c */
};

/* Fills looks[t->columns]. */
void tg_table_look(struct tg_table_looks looks[], struct tg_arena *arena,
		   const struct tg_table *t);

/* Corrects the fields that the header alone gave. */
void tg_table_settle(struct tg_table *t, const struct tg_table_looks looks[]);

/* The fields of a table under a heading of threats whose columns nobody knows. */
void tg_table_guess(struct tg_table *t, const struct tg_table_looks looks[]);

/* Whether a cell is a mark. */
void tg_table_look_at_mark(struct tg_table_looks *look, const char *cell);
/* Columns of marks are controls, where their headers sound so. */
void tg_table_settle_marks(struct tg_table *t, struct tg_arena *arena,
			   const struct tg_table_looks looks[]);
/* Adds the controls that are marked in a row. */
void tg_table_read_marks(struct tg_record *r, struct tg_arena *arena,
			 const struct tg_table *t, const struct tg_md *row);

/* The first column has the names of fields: table_turned.c. */
bool tg_table_is_key_value(const struct tg_table *t, struct tg_arena *arena);
bool tg_table_is_turned(const struct tg_table *t, struct tg_arena *arena);

/* The trimmed plain text of a cell. */
char *tg_table_cell(struct tg_arena *arena, const struct tg_md *cell);

#endif
