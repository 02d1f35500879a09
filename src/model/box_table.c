#include "box_table.h"

#include "../base/vec.h"

#define MAX_COLUMNS 12u

static const char bar[] = "\xe2\x94\x82";   /* a vertical line */
static const char cross[] = "\xe2\x94\xbc"; /* where lines cross */
static const char side[] = "\xe2\x94\x9c";  /* a vertical line with a branch */

/* The cells of one line that begins and ends with a bar. */
static size_t split(struct tg_str line, struct tg_str cells[])
{
	struct tg_str sign = TG_STR(bar);
	size_t n = 0;

	line = tg_str_trim(line);
	if (!tg_str_starts(line, bar) || !tg_str_ends(line, bar) || line.n < 2 * sign.n)
		return 0;
	line = tg_str_sub(line, sign.n, line.n - 2 * sign.n);
	for (;;) {
		size_t at = tg_str_find(line, sign);

		if (n == MAX_COLUMNS)
			return 0;
		cells[n++] = tg_str_trim(tg_str_sub(line, 0, at == SIZE_MAX ? line.n : at));
		if (at == SIZE_MAX)
			return n;
		line = tg_str_from(line, at + sign.n);
	}
}

static struct tg_md *new_node(struct tg_arena *arena, enum tg_md_kind kind,
			      struct tg_md *parent, uint32_t line)
{
	struct tg_md *n = tg_arena_calloc(arena, 1, sizeof(*n));

	n->kind = kind;
	n->line = n->end_line = line;
	n->text = n->info = "";
	n->parent = parent;
	if (parent == NULL)
		return n;
	if (parent->last == NULL)
		parent->first = n;
	else
		parent->last->next = n;
	n->prev = parent->last;
	parent->last = n;
	return n;
}

static struct tg_md *new_row(struct tg_arena *arena, struct tg_md *table, size_t columns,
			     uint32_t line)
{
	struct tg_md *row = new_node(arena, TG_MD_ROW, table, line);

	row->header = table->first == row;
	for (size_t i = 0; i < columns; i++)
		new_node(arena, TG_MD_CELL, row, line);
	return row;
}

/* One more line of the row that is open. */
static void add_line(struct tg_arena *arena, struct tg_md *row, const struct tg_str cells[],
		     uint32_t line)
{
	size_t i = 0;

	row->end_line = line;
	for (struct tg_md *cell = row->first; cell != NULL; cell = cell->next, i++) {
		if (cells[i].n == 0)
			continue;
		if (cell->first != NULL)
			new_node(arena, TG_MD_LINE_BREAK, cell, line);
		new_node(arena, TG_MD_TEXT, cell, line)->text =
			tg_arena_dup_str(arena, cells[i]);
	}
}

/* Fills the table; false for a line that is of no table with so many columns. */
static bool read_lines(struct tg_arena *arena, struct tg_md *table, struct tg_str text)
{
	struct tg_str line, cells[MAX_COLUMNS];
	struct tg_md *row = NULL;
	uint32_t number = table->line;
	size_t columns = 0;

	while (tg_str_split(&text, '\n', &line)) {
		size_t n = split(line, cells);

		number++;
		if (n == 0) {
			row = NULL; /* a rule, or what stands around the table */
			continue;
		}
		if (columns == 0)
			columns = n;
		if (n != columns)
			return false;
		if (row == NULL)
			row = new_row(arena, table, columns, number);
		add_line(arena, row, cells, number);
	}
	table->end_line = number;
	return columns >= 2 && table->first != NULL && table->first->next != NULL;
}

struct tg_md *tg_box_table(struct tg_arena *arena, const struct tg_md *code_block)
{
	struct tg_str text = tg_str(code_block->text);

	if (tg_str_find(text, TG_STR(cross)) == SIZE_MAX ||
	    tg_str_find(text, TG_STR(side)) == SIZE_MAX)
		return NULL;
	struct tg_md *table = new_node(arena, TG_MD_TABLE, NULL, code_block->line);

	return read_lines(arena, table, text) ? table : NULL;
}
