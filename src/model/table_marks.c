/* "Threat | TLS | Rate limits | Audit log" with a mark in a cell where the control helps:
 * the header says what is done. */
#include "table_columns.h"

#define LEAST_CONTROLS 2u

static bool is_one_of(struct tg_str s, const char *const *signs, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (tg_str_iis(s, signs[i]))
			return true;
	return false;
}

/* A check mark, "x", "yes", a dot. */
static bool is_mark(struct tg_str s)
{
	static const char *const signs[] = {
		"x", "yes", "y", "full", "partial", "*", "\xe2\x9c\x85", "\xe2\x9c\x93",
		"\xe2\x9c\x94", "\xe2\x9c\x94\xef\xb8\x8f", "\xe2\x98\x91",
		"\xe2\x98\x91\xef\xb8\x8f", "\xe2\x97\x8f", "\xe2\x80\xa2", "\xe2\x97\x8b",
		"\xe2\x97\x90", "\xc3\x97", "\xf0\x9f\x9f\xa2", ":white_check_mark:",
		":heavy_check_mark:", "[x]",
	};

	return is_one_of(s, signs, sizeof(signs) / sizeof(signs[0]));
}

/* A cross, "no", a dash: the control does nothing there. */
static bool is_no_mark(struct tg_str s)
{
	static const char *const signs[] = {
		"no", "n", "-", "--", "n/a", "none", "\xe2\x80\x93", "\xe2\x80\x94",
		"\xe2\x9d\x8c", "\xe2\x9c\x97", "\xe2\x9c\x98", "\xe2\x9c\x96",
		"\xf0\x9f\x94\xb4", ":x:", "[ ]",
	};

	return is_one_of(s, signs, sizeof(signs) / sizeof(signs[0]));
}

void tg_table_look_at_mark(struct tg_table_looks *look, const char *cell)
{
	look->marks += is_mark(tg_str(cell));
	look->crosses += is_no_mark(tg_str(cell));
}

static bool holds_marks(const struct tg_table *t, const struct tg_table_looks *look, size_t i)
{
	return t->stride[i] == 0 && look->marks > 0 &&
	       look->marks + look->crosses == look->filled &&
	       (t->fields[i] == TG_F_NONE || t->fields[i] == TG_F_MITIGATION ||
		t->fields[i] == TG_F_IMPLEMENTATION);
}

void tg_table_settle_marks(struct tg_table *t, struct tg_arena *arena,
			   const struct tg_table_looks looks[])
{
	const struct tg_md *cell = t->node->first->first;
	bool marked[TG_TABLE_MAX_COLUMNS] = { false };
	size_t columns = 0, controls = 0;

	for (size_t i = 0; cell != NULL && i < t->columns; cell = cell->next, i++) {
		if (!holds_marks(t, &looks[i], i))
			continue;
		marked[i] = true;
		columns++;
		controls += tg_tone_of(tg_str(tg_table_cell(arena, cell))).control > 0;
	}
	/* "Linux | macOS", "v1 | v2" are no controls */
	if (columns < LEAST_CONTROLS || controls * 2 < columns ||
	    !(tg_table_has(t, TG_F_THREAT) || tg_table_has(t, TG_F_ID) ||
	      tg_table_has(t, TG_F_DESCRIPTION)))
		return;
	t->marks = true;
	for (size_t i = 0; i < t->columns; i++) {
		t->marked[i] = marked[i];
		if (marked[i])
			t->fields[i] = TG_F_NONE;
	}
}

void tg_table_read_marks(struct tg_record *r, struct tg_arena *arena,
			 const struct tg_table *t, const struct tg_md *row)
{
	const struct tg_md *name = t->node->first->first, *cell = row->first;

	for (size_t i = 0; t->marks && cell != NULL && name != NULL && i < t->columns;
	     cell = cell->next, name = name->next, i++)
		if (t->marked[i] && is_mark(tg_str(tg_table_cell(arena, cell))))
			tg_record_add(r, arena, TG_F_MITIGATION,
				      (struct tg_value){ tg_table_cell(arena, name), row->line,
							 NULL, TG_MD_NOT_A_TASK });
}
