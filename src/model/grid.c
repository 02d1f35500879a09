#include "grid.h"

#include "../base/utf8.h"

#include <string.h>

enum { N = TG_NORTH, E = TG_EAST, S = TG_SOUTH, W = TG_WEST, TAB = 8 };

static void put_row(struct tg_grid *grid, size_t row, struct tg_str line)
{
	size_t column = 0;
	uint32_t cp;

	while (column < grid->columns && tg_utf8_next(&line, &cp)) {
		unsigned width = tg_utf8_width(cp);

		if (cp == '\t') {
			column = (column / TAB + 1) * TAB;
			continue;
		}
		if (width && cp >= ' ')
			grid->cells[row * grid->columns + column] = cp;
		column += width;
	}
}

void tg_grid_init(struct tg_grid *grid, struct tg_arena *arena, struct tg_str text)
{
	struct tg_str rest = text, line;

	memset(grid, 0, sizeof(*grid));
	while (grid->rows < TG_GRID_MAX_ROWS && tg_str_line(&rest, &line)) {
		size_t n = tg_utf8_columns(line) + TAB * (size_t)8;

		grid->rows++;
		if (n > grid->columns)
			grid->columns = n;
	}
	if (grid->columns > TG_GRID_MAX_COLUMNS)
		grid->columns = TG_GRID_MAX_COLUMNS;
	grid->cells = tg_arena_calloc(arena, grid->rows * grid->columns + 1,
				      sizeof(*grid->cells));
	for (size_t i = 0; i < grid->rows * grid->columns; i++)
		grid->cells[i] = ' ';
	rest = text;
	for (size_t row = 0; row < grid->rows && tg_str_line(&rest, &line); row++)
		put_row(grid, row, line);
}

uint32_t tg_grid_at(const struct tg_grid *grid, size_t row, size_t column)
{
	if (row >= grid->rows || column >= grid->columns)
		return ' ';
	return grid->cells[row * grid->columns + column];
}

/* Unicode, "Box Drawing" U+2500 to U+257F and arrows; and what people type. */
static const struct {
	const char *set;
	struct tg_glyph glyph;
} glyphs[] = {
	{ "─╌┄┈╴╶", { E | W, 0, false, false } },
	{ "━═╍┅┉", { E | W, 0, true, false } },
	{ "│╎┆┊╵╷", { N | S, 0, false, false } },
	{ "┃║╏┇┋", { N | S, 0, true, false } },
	{ "┌╭", { S | E, 0, false, false } },  { "┏╔╒╓", { S | E, 0, true, false } },
	{ "┐╮", { S | W, 0, false, false } },  { "┓╗╕╖", { S | W, 0, true, false } },
	{ "└╰", { N | E, 0, false, false } },  { "┗╚╘╙", { N | E, 0, true, false } },
	{ "┘╯", { N | W, 0, false, false } },  { "┛╝╛╜", { N | W, 0, true, false } },
	{ "├", { N | S | E, 0, false, false } },
	{ "┣╠╞╟", { N | S | E, 0, true, false } },
	{ "┤", { N | S | W, 0, false, false } },
	{ "┫╣╡╢", { N | S | W, 0, true, false } },
	{ "┬", { S | E | W, 0, false, false } },
	{ "┳╦╤╥", { S | E | W, 0, true, false } },
	{ "┴", { N | E | W, 0, false, false } },
	{ "┻╩╧╨", { N | E | W, 0, true, false } },
	{ "┼", { N | E | S | W, 0, false, false } },
	{ "╋╬╪╫", { N | E | S | W, 0, true, false } },
	{ "→►▶▸⟶⇒", { E | W, E, false, false } },
	{ "←◄◀◂⟵⇐", { E | W, W, false, false } },
	{ "↑▲▴⇑", { N | S, N, false, false } },
	{ "↓▼▾⇓", { N | S, S, false, false } },
	{ "-", { E | W, 0, false, true } },   { "=", { E | W, 0, true, true } },
	{ "|", { N | S, 0, false, true } },
	{ "+", { N | E | S | W, 0, false, true } },
	{ ">", { E | W, E, false, true } },   { "<", { E | W, W, false, true } },
	{ "vV", { N | S, S, false, true } },  { "^", { N | S, N, false, true } },
};

struct tg_glyph tg_glyph_of(uint32_t cp)
{
	if (cp < 0x80 ? !cp || !strchr("-=|+<>vV^", (int)cp)
		      : cp < 0x2190 || cp > 0x27ff)
		return (struct tg_glyph){ 0, 0, false, false };
	for (size_t i = 0; i < sizeof(glyphs) / sizeof(glyphs[0]); i++) {
		struct tg_str set = tg_str(glyphs[i].set);
		uint32_t one;

		while (tg_utf8_next(&set, &one)) {
			if (one == cp)
				return glyphs[i].glyph;
		}
	}
	return (struct tg_glyph){ 0, 0, false, false };
}

static bool is_wordy(uint32_t cp)
{
	return cp != ' ' && !tg_glyph_of(cp).ways;
}

bool tg_grid_is_text(const struct tg_grid *grid, size_t row, size_t column)
{
	uint32_t cp = tg_grid_at(grid, row, column);
	struct tg_glyph glyph = tg_glyph_of(cp);
	uint32_t before = column ? tg_grid_at(grid, row, column - 1) : ' ';
	uint32_t after = tg_grid_at(grid, row, column + 1);

	if (cp == ' ')
		return false;
	if (!glyph.ways)
		return true;
	if (!glyph.letter)
		return false;
	if (cp == 'v' || cp == 'V')
		return is_wordy(before) || is_wordy(after);
	return is_wordy(before) && is_wordy(after);
}

void tg_grid_words(struct tg_buf *out, const struct tg_grid *grid, size_t row,
		   size_t from, size_t to)
{
	bool gap = out->len > 0;

	for (size_t column = from; column < to; column++) {
		if (!tg_grid_is_text(grid, row, column)) {
			gap = true;
			continue;
		}
		if (gap && out->len)
			tg_buf_putc(out, ' ');
		gap = false;
		tg_utf8_put(out, tg_grid_at(grid, row, column));
	}
}
