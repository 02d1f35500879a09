/* Tables with the names of fields in their first column: a threat each, or one in each of
 * the other columns ("| | T1 | T2 |"). */
#include "table_columns.h"

static bool is_key_field(enum tg_field f)
{
	return f == TG_F_MITIGATION || f == TG_F_LIKELIHOOD || f == TG_F_IMPACT ||
	       f == TG_F_CATEGORY || f == TG_F_PRIORITY || f == TG_F_THREAT ||
	       f == TG_F_DESCRIPTION || f == TG_F_RISK || f == TG_F_ID || f == TG_F_RESIDUAL ||
	       f == TG_F_REASON || (f >= TG_F_DAMAGE && f <= TG_F_TOTAL);
}

/* The first column has the names of at least three fields, and two of them are such as
 * only a threat has (a document's own data has title and owner). */
static bool has_keys(const struct tg_table *t, struct tg_arena *arena)
{
	size_t keys = 0, sure = 0;
	bool seen[TG_F_COUNT] = { false };

	for (const struct tg_md *row = t->node->first; row != NULL; row = row->next) {
		if (row->first == NULL)
			continue;
		struct tg_str key = tg_str(tg_table_cell(arena, row->first));
		enum tg_field f = tg_field_of(key);

		if (f == TG_F_NONE || seen[f] || (seen[f] = true, !is_key_field(f)))
			continue;
		keys++;
		sure += (f != TG_F_DESCRIPTION && f != TG_F_ID && f != TG_F_THREAT) ||
			tg_str_ifind(key, TG_STR("threat")) != SIZE_MAX;
	}
	return keys >= 3 && sure >= 2;
}

bool tg_table_is_key_value(const struct tg_table *t, struct tg_arena *arena)
{
	return t->columns == 2 && has_keys(t, arena);
}

/* Every column but the first is headed by an id, or the first row names a threat in each
 * ("Threat | Replay | Theft"). */
static bool names_columns(const struct tg_table *t, struct tg_arena *arena)
{
	const struct tg_md *header = t->node->first;
	size_t ids = 0;

	for (const struct tg_md *c = header->first->next; c != NULL; c = c->next) {
		struct tg_str id, rest;
		bool loose;

		ids += tg_threat_id(tg_str(tg_table_cell(arena, c)), &id, &rest, &loose);
	}
	return ids + 1 == t->columns ||
	       tg_field_of(tg_str(tg_table_cell(arena, header->first))) == TG_F_THREAT;
}

bool tg_table_is_turned(const struct tg_table *t, struct tg_arena *arena)
{
	return t->columns >= 3 && t->node->first->first != NULL && has_keys(t, arena) &&
	       names_columns(t, arena);
}

static const struct tg_md *cell_at(const struct tg_md *first, size_t column)
{
	while (first != NULL && column-- > 0)
		first = first->next;
	return first;
}

void tg_table_read_column(struct tg_record *r, struct tg_arena *arena,
			  const struct tg_table *t, size_t column)
{
	tg_record_clear(r);
	for (const struct tg_md *row = t->node->first; row != NULL; row = row->next) {
		const struct tg_md *cell = row->first;
		enum tg_field f;

		if (cell == NULL)
			continue;
		f = tg_field_of(tg_str(tg_table_cell(arena, cell)));
		cell = cell_at(cell, column);
		if (cell == NULL)
			continue;
		struct tg_value v = { tg_table_cell(arena, cell), row->line, cell,
				      TG_MD_NOT_A_TASK };

		if (row->header && f != TG_F_THREAT)
			f = TG_F_ID;
		if (f != TG_F_NONE && v.text[0] != '\0')
			tg_record_add(r, arena, f == TG_F_RISK ? TG_F_PRIORITY : f, v);
	}
	r->line = t->node->line;
	r->end_line = t->node->end_line;
}
