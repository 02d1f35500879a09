/* Tables: what each column holds, and what the table as a whole is for. */
#ifndef TG_MODEL_TABLE_H
#define TG_MODEL_TABLE_H

#include "record.h"

#define TG_TABLE_MAX_COLUMNS 24u

enum tg_table_kind {
	TG_TABLE_OTHER,      /* assets, legends, anything else */
	TG_TABLE_THREATS,    /* defines threats, a row each */
	TG_TABLE_SCORES,     /* scores threats named elsewhere */
	TG_TABLE_RESPONSES,  /* says what is done about threats named elsewhere */
	TG_TABLE_KEY_VALUE,  /* one threat, a field each row */
	TG_TABLE_TURNED,     /* a threat each column, a field each row */
	TG_TABLE_MATRIX      /* categories against elements, prose in the cells */
};

struct tg_table {
	const struct tg_md *node;
	enum tg_table_kind kind;
	enum tg_field fields[TG_TABLE_MAX_COLUMNS];
	unsigned stride[TG_TABLE_MAX_COLUMNS]; /* of a matrix' columns */
	bool how[TG_TABLE_MAX_COLUMNS]; /* "How", "Mechanism": of the attack or of what
	                                   is done about it */
	size_t columns;
	size_t rows;         /* without the header */
	uint64_t signature;  /* of the header: tables of one shape are equal */
	bool says_threat;    /* a column is called "Threat", "Attack", "Risk" ... */
	bool strides;        /* a column holds STRIDE categories */
	bool marks;          /* these columns are controls, marked where they help */
	bool marked[TG_TABLE_MAX_COLUMNS];
};

/* `in_threats`: it stands in a part that lists threats. */
void tg_table_init(struct tg_table *out, struct tg_arena *arena,
		   const struct tg_md *node, bool in_threats);
bool tg_table_has(const struct tg_table *t, enum tg_field field);

/* The next data row after `row` (NULL: the first). */
const struct tg_md *tg_table_next(const struct tg_table *t, const struct tg_md *row);

/* Reads a row; false for one that is empty. *group (or NULL) is set to the text
 * of a row with nothing but one cell in a table of three or more columns. */
bool tg_table_read_row(struct tg_record *r, struct tg_arena *arena,
		       const struct tg_table *t, const struct tg_md *row,
		       const char **group);

/* Reads a column of a turned table, 1 or more. */
void tg_table_read_column(struct tg_record *r, struct tg_arena *arena,
			  const struct tg_table *t, size_t column);

/* Reads a key-value table. */
void tg_table_read_pairs(struct tg_record *r, struct tg_arena *arena,
			 const struct tg_table *t);

/* Adds what a key-value table or a table with one row says; nothing else. */
void tg_table_read_single(struct tg_record *r, struct tg_arena *arena,
			  const struct tg_md *node);

#endif
