/* What the rows of a table say, as records. */
#include "table_columns.h"

#define MOST_DITTO 16u   /* rows that are gone up */
#define MOST_CONTROLS 8u /* of one threat; a longer table is about all of them */

static const struct tg_md *cell_at(const struct tg_md *row, size_t column)
{
	const struct tg_md *cell = row->first;

	while (cell != NULL && column-- > 0)
		cell = cell->next;
	return cell;
}

/* "^", "ditto": the same as in the row above. */
static bool is_ditto(struct tg_str s)
{
	static const char *const signs[] = { "^", "\"", "''", "\xe3\x80\x83", "\xe2\x80\xb3",
					     "ditto", "same as above", "as above", "see above",
					     "same" };

	for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++)
		if (tg_str_iis(s, signs[i]))
			return true;
	return false;
}

/* What a cell says, be it by pointing at the one above. */
static const char *told_by(struct tg_arena *arena, const struct tg_md *row, size_t column)
{
	const char *text = tg_table_cell(arena, cell_at(row, column));
	const struct tg_md *above = row->prev;

	for (unsigned n = 0; n < MOST_DITTO && above != NULL && !above->header &&
			     is_ditto(tg_str(text));
	     n++, above = above->prev) {
		const struct tg_md *cell = cell_at(above, column);

		text = cell != NULL ? tg_table_cell(arena, cell) : "";
	}
	return text;
}

static void add_cell(struct tg_record *r, struct tg_arena *arena, enum tg_field field,
		     const struct tg_md *cell, const char *text, uint32_t line)
{
	struct tg_value value = { text, line, cell, TG_MD_NOT_A_TASK };

	/* a second id ("UID") is no id */
	if (field != TG_F_NONE && (field != TG_F_ID || !tg_record_has(r, field)))
		tg_record_add(r, arena, field, value);
}

bool tg_table_read_row(struct tg_record *r, struct tg_arena *arena,
		       const struct tg_table *t, const struct tg_md *row,
		       const char **group)
{
	size_t i = 0, filled = 0;
	const char *last = "";

	tg_record_clear(r);
	r->line = row->line;
	r->end_line = row->end_line;
	for (const struct tg_md *c = row->first; c != NULL && i < t->columns;
	     c = c->next, i++) {
		const char *text = told_by(arena, row, i);

		if (text[0] == '\0')
			continue;
		filled++;
		last = text;
		add_cell(r, arena, t->fields[i], c, text, row->line);
	}
	tg_table_read_marks(r, arena, t, row);
	if (group != NULL && filled == 1 && t->columns >= 3) {
		*group = last;
		return false;
	}
	return filled > 0;
}

void tg_table_read_pairs(struct tg_record *r, struct tg_arena *arena,
			 const struct tg_table *t)
{
	for (const struct tg_md *row = t->node->first; row != NULL; row = row->next) {
		const struct tg_md *key = row->first;

		if (key == NULL || key->next == NULL)
			continue;
		const char *text = tg_table_cell(arena, key->next);
		enum tg_field f = tg_field_of(tg_str(tg_table_cell(arena, key)));

		if (text[0] != '\0' && !(row->header && f == TG_F_NONE))
			add_cell(r, arena, f == TG_F_RISK ? TG_F_PRIORITY : f, key->next,
				 text, row->line);
		if (r->line == 0)
			r->line = row->line;
		r->end_line = row->end_line;
	}
}

/* "Control | Type | Status" below a threat: each row is done about it. */
static void read_controls(struct tg_record *r, struct tg_arena *arena,
			  const struct tg_table *t)
{
	for (const struct tg_md *row = tg_table_next(t, NULL); row != NULL;
	     row = tg_table_next(t, row)) {
		size_t i = 0;

		for (const struct tg_md *c = row->first; c != NULL && i < t->columns;
		     c = c->next, i++) {
			const char *text = tg_table_cell(arena, c);

			if (t->fields[i] == TG_F_MITIGATION && text[0] != '\0')
				add_cell(r, arena, TG_F_MITIGATION, c, text, row->line);
		}
	}
}

void tg_table_read_single(struct tg_record *r, struct tg_arena *arena,
			  const struct tg_md *node)
{
	struct tg_table t;

	tg_table_init(&t, arena, node, false);
	if (t.kind == TG_TABLE_KEY_VALUE) {
		tg_table_read_pairs(r, arena, &t);
		return;
	}
	if (t.rows <= MOST_CONTROLS && tg_table_has(&t, TG_F_MITIGATION) &&
	    !tg_table_has(&t, TG_F_THREAT) &&
	    !tg_table_has(&t, TG_F_ID) && !t.strides) {
		read_controls(r, arena, &t);
		return;
	}
	const struct tg_md *row = tg_table_next(&t, NULL);
	size_t known = 0, i = 0;

	for (size_t c = 0; c < t.columns; c++)
		known += t.fields[c] != TG_F_NONE;
	if (t.rows != 1 || known < 2)
		return;
	for (const struct tg_md *c = row->first; c != NULL && i < t.columns;
	     c = c->next, i++) {
		const char *text = tg_table_cell(arena, c);

		if (text[0] != '\0')
			add_cell(r, arena, t.fields[i], c, text, row->line);
	}
}
