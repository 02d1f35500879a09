#include "drawing.h"
#include "grid.h"

#include <string.h>

#define MAX_LINES 12u

struct lifelines {
	struct tg_grid grid;
	size_t columns[MAX_LINES]; /* of the bars */
	const char *ids[MAX_LINES];
	size_t n;
	size_t names_row;
};

static bool is_bar(uint32_t cp)
{
	return cp == '|' || cp == 0x2502 || cp == 0x2503; /* │ ┃ */
}

/* A row of two bars or more and nothing else. */
static size_t bars_in(const struct tg_grid *grid, size_t row, size_t *columns)
{
	size_t n = 0;

	for (size_t c = 0; c < grid->columns; c++) {
		uint32_t cp = tg_grid_at(grid, row, c);

		if (is_bar(cp) && n < MAX_LINES)
			columns[n++] = c;
		else if (cp != ' ')
			return 0;
	}
	return n >= 2 ? n : 0;
}

/* Names stand apart by two blanks or more, one for each bar, in its order. */
static bool read_names(struct lifelines *l, struct tg_arena *arena)
{
	const struct tg_grid *grid = &l->grid;
	struct tg_buf buf = TG_BUF_INIT(512);
	size_t n = 0, c = 0;

	while (c < grid->columns) {
		size_t end = c;

		if (tg_grid_at(grid, l->names_row, c) == ' ') {
			c++;
			continue;
		}
		while (end < grid->columns &&
		       !(tg_grid_at(grid, l->names_row, end) == ' ' &&
			 tg_grid_at(grid, l->names_row, end + 1) == ' '))
			end++;
		tg_buf_clear(&buf);
		tg_grid_words(&buf, grid, l->names_row, c, end);
		if (!buf.len || n >= l->n) {
			n = 0;
			break;
		}
		l->ids[n++] = tg_arena_dup_str(arena, tg_buf_str(&buf));
		c = end;
	}
	tg_buf_release(&buf);
	return n == l->n;
}

static bool find_bars(struct lifelines *l, struct tg_arena *arena)
{
	for (size_t row = 1; row < l->grid.rows && row < 12; row++) {
		l->n = bars_in(&l->grid, row, l->columns);
		l->names_row = row - 1;
		if (l->n)
			return read_names(l, arena);
	}
	return false;
}

static size_t line_near(const struct lifelines *l, size_t column, size_t slack)
{
	for (size_t i = 0; i < l->n; i++) {
		if (column + slack >= l->columns[i] && column <= l->columns[i] + slack)
			return i;
	}
	return SIZE_MAX;
}

/* The lifeline at which an arrow ends that was drawn up to `column`: the next
 * one in its direction. */
static size_t next_line(const struct lifelines *l, size_t from, size_t column)
{
	size_t at = line_near(l, column, 1);

	if (at != SIZE_MAX && at != from)
		return at;
	for (size_t i = from + 1; i < l->n; i++) {
		if (l->columns[i] + 2 >= column)
			return i;
	}
	return SIZE_MAX;
}

/* "|--label-->|" and "|<--label--|" beginning at the bar `from`. */
static void read_arrow(const struct lifelines *l, struct tg_drawing *d, size_t row,
		       size_t from, uint32_t line)
{
	const struct tg_grid *grid = &l->grid;
	size_t start = l->columns[from] + 1, end = start, to;
	bool back = tg_grid_at(grid, row, start) == '<';
	struct tg_buf label = TG_BUF_INIT(1024);
	struct tg_flow flow = { .line = line };
	size_t first = start + (back ? 1 : 0);

	if (tg_grid_at(grid, row, first) != '-' ||
	    tg_grid_at(grid, row, first + 1) != '-')
		return;
	while (end < grid->columns && !is_bar(tg_grid_at(grid, row, end)) &&
	       !(tg_grid_at(grid, row, end) == '>' &&
		 tg_grid_at(grid, row, end - 1) == '-'))
		end++;
	if (!back && tg_grid_at(grid, row, end) != '>')
		return;
	to = next_line(l, from, end + (back ? 0 : 1));
	if (to == SIZE_MAX)
		return;
	while (tg_grid_at(grid, row, first) == '-')
		first++;
	tg_grid_words(&label, grid, row, first, end);
	flow.from = l->ids[back ? to : from];
	flow.to = l->ids[back ? from : to];
	flow.label = tg_arena_dup_str(d->arena, tg_str_trim(tg_buf_str(&label)));
	tg_drawing_flow(d, &flow);
	tg_buf_release(&label);
}

bool tg_dfd_from_lifelines(struct tg_dfd *out, struct tg_arena *arena,
			   struct tg_str text, uint32_t first_line)
{
	struct lifelines l = { .n = 0 };
	struct tg_drawing drawing;
	uint32_t last = first_line;

	memset(out, 0, sizeof(*out));
	tg_grid_init(&l.grid, arena, text);
	if (!find_bars(&l, arena))
		return false;
	tg_drawing_init(&drawing, arena);
	for (size_t i = 0; i < l.n; i++) {
		struct tg_element *e = tg_drawing_element(
			&drawing, l.ids[i], first_line + (uint32_t)l.names_row);

		e->kind = tg_element_kind_of(tg_str(e->name), TG_ELEMENT_PROCESS);
	}
	for (size_t row = l.names_row + 1; row < l.grid.rows; row++) {
		last = first_line + (uint32_t)row;
		for (size_t i = 0; i < l.n; i++) {
			if (is_bar(tg_grid_at(&l.grid, row, l.columns[i])))
				read_arrow(&l, &drawing, row, i, last);
		}
	}
	return tg_drawing_finish(&drawing, out, "ascii", first_line, last);
}
