#include "table_text.h"

#include "../base/utf8.h"

/* --- reading --------------------------------------------- */

/* The next cell: up to a pipe that no backslash escapes. GitHub splits at pipes
 * inside code spans, too. */
static bool next_cell(struct tg_str *rest, struct tg_str *cell)
{
	size_t i = 0;

	if (rest->n == 0)
		return false;
	while (i < rest->n && rest->p[i] != '|')
		i += rest->p[i] == '\\' && i + 1 < rest->n ? 2 : 1;
	*cell = tg_str_sub(*rest, 0, i);
	*rest = tg_str_from(*rest, i + 1);
	return true;
}

static bool read_row(struct tg_text_row *row, struct tg_str line, struct tg_str end)
{
	struct tg_str rest = tg_str_trim(line), cell;

	*row = (struct tg_text_row){ .line = line, .end = end };
	if (line.n > 0 && (line.p[0] == '\t' || tg_str_starts(line, "    ")))
		return false;
	if (rest.n == 0 || rest.p[0] != '|')
		return false;
	rest = tg_str_from(rest, 1);
	while (next_cell(&rest, &cell)) {
		if (row->n == TG_TEXT_MAX_CELLS)
			return false;
		row->typed[row->n] = cell;
		row->cells[row->n++] = tg_str_trim(cell);
	}
	return row->n > 0;
}

bool tg_text_table_read(struct tg_text_table *out, struct tg_arena *arena,
			struct tg_str text)
{
	struct tg_str rest = text, line;

	*out = (struct tg_text_table){ 0 };
	while (tg_str_line(&rest, &line)) {
		const char *end = line.p + line.n;
		struct tg_text_row *row = TG_VEC_PUSH(arena, &out->rows);

		if (!read_row(row, line, tg_str_n(end, (size_t)(rest.p - end))) ||
		    row->n != out->rows.items[0].n)
			return false;
	}
	return out->rows.n >= 2;
}

/* The display columns at which the pipes of a line stand. */
static size_t pipes_of(struct tg_str line, size_t at[TG_TEXT_MAX_CELLS + 1])
{
	size_t n = 0;

	for (size_t i = 0; i < line.n && n <= TG_TEXT_MAX_CELLS; i++) {
		if (line.p[i] == '\\')
			i++;
		else if (line.p[i] == '|')
			at[n++] = tg_utf8_columns(tg_str_sub(line, 0, i));
	}
	return n;
}

/* True when the author has aligned the table; widths[c] is then how wide. */
static bool is_aligned(const struct tg_text_table *t, size_t widths[])
{
	size_t first[TG_TEXT_MAX_CELLS + 1], at[TG_TEXT_MAX_CELLS + 1];
	size_t n = pipes_of(t->rows.items[0].line, first);

	if (n == 0 || n != t->rows.items[0].n + 1)
		return false;
	for (size_t r = 1; r < t->rows.n; r++) {
		if (pipes_of(t->rows.items[r].line, at) != n)
			return false;
		for (size_t i = 0; i < n; i++)
			if (at[i] != first[i])
				return false;
	}
	for (size_t c = 0; c + 1 < n; c++)
		widths[c] = first[c + 1] - first[c] > 3 ? first[c + 1] - first[c] - 3 : 0;
	return true;
}

/* --- writing --------------------------------------------- */

struct column {
	size_t width;
	bool left, right; /* colons of the delimiter row */
};

static void measure(struct column columns[TG_TEXT_MAX_CELLS],
		    const struct tg_text_table *t)
{
	const struct tg_text_row *rule = &t->rows.items[1];

	for (size_t c = 0; c < TG_TEXT_MAX_CELLS; c++)
		columns[c] = (struct column){ .width = 3 };
	for (size_t c = 0; c < rule->n; c++) {
		struct tg_str cell = rule->cells[c];

		columns[c].left = cell.n > 0 && cell.p[0] == ':';
		columns[c].right = cell.n > 1 && cell.p[cell.n - 1] == ':';
	}
	for (size_t r = 0; r < t->rows.n; r++) {
		for (size_t c = 0; r != 1 && c < t->rows.items[r].n; c++) {
			size_t w = tg_utf8_columns(t->rows.items[r].cells[c]);

			if (w > columns[c].width)
				columns[c].width = w;
		}
	}
}

static void put_rule(struct tg_buf *out, const struct column *c)
{
	tg_buf_putc(out, c->left ? ':' : '-');
	tg_buf_fill(out, '-', c->width - 2);
	tg_buf_putc(out, c->right ? ':' : '-');
}

static void put_cell(struct tg_buf *out, const struct column *c, struct tg_str cell)
{
	size_t pad = c->width - tg_utf8_columns(cell);
	size_t before = !c->right ? 0 : c->left ? pad / 2 : pad;

	tg_buf_fill(out, ' ', before);
	tg_buf_put_str(out, cell);
	tg_buf_fill(out, ' ', pad - before);
}

static void put_aligned(struct tg_buf *out, const struct tg_text_table *t,
			const struct column columns[])
{
	for (size_t r = 0; r < t->rows.n; r++) {
		const struct tg_text_row *row = &t->rows.items[r];

		for (size_t c = 0; c < row->n; c++) {
			tg_buf_puts(out, c == 0 ? "| " : " | ");
			if (r == 1)
				put_rule(out, &columns[c]);
			else
				put_cell(out, &columns[c], row->cells[c]);
		}
		tg_buf_puts(out, " |");
		tg_buf_put_str(out, row->end);
	}
}

/* A cell in the place of the one that was typed: the blanks around it stay, and
 * where it was filled up with them, the next pipe stays where it was. */
static void put_in_place(struct tg_buf *out, struct tg_str typed, struct tg_str cell)
{
	struct tg_str old = tg_str_trim(typed);
	size_t before = (size_t)(old.p - typed.p);
	size_t width = tg_utf8_columns(cell), behind = typed.n - before - old.n;
	size_t room = behind > 1 ? tg_utf8_columns(old) + behind : 0;

	if (tg_str_eq(old, cell)) {
		tg_buf_put_str(out, typed);
		return;
	}
	tg_buf_add(out, typed.p, before);
	tg_buf_put_str(out, cell);
	tg_buf_fill(out, ' ', room > width ? room - width : behind > 0);
}

static void put_as_typed(struct tg_buf *out, const struct tg_text_table *t)
{
	for (size_t r = 0; r < t->rows.n; r++) {
		const struct tg_text_row *row = &t->rows.items[r];
		struct tg_str rest = row->line;

		for (size_t c = 0; row->changed && c < row->n; c++) {
			size_t at = (size_t)(row->typed[c].p - rest.p);

			tg_buf_add(out, rest.p, at);
			put_in_place(out, row->typed[c], row->cells[c]);
			rest = tg_str_from(rest, at + row->typed[c].n);
		}
		tg_buf_put_str(out, rest);
		tg_buf_put_str(out, row->end);
	}
}

void tg_text_table_write(struct tg_buf *out, const struct tg_text_table *table,
			 size_t *changed)
{
	struct column columns[TG_TEXT_MAX_CELLS];
	size_t widths[TG_TEXT_MAX_CELLS] = { 0 };
	size_t width = 1, start = out->len;
	bool moved = false, aligned = is_aligned(table, widths), edited = false;

	for (size_t r = 0; r < table->rows.n; r++)
		edited = edited || table->rows.items[r].changed;
	measure(columns, table);
	for (size_t c = 0; c < table->rows.items[0].n; c++) {
		if (widths[c] > columns[c].width)
			columns[c].width = widths[c];
		width += columns[c].width + 3;
	}
	if ((aligned && !edited) || width > TG_TEXT_MAX_WIDTH) {
		put_as_typed(out, table);
		return;
	}
	put_aligned(out, table, columns);
	struct tg_str written = tg_str_from(tg_buf_str(out), start), line;

	for (size_t r = 0; r < table->rows.n && tg_str_line(&written, &line); r++)
		moved = moved || (!table->rows.items[r].changed &&
				  !tg_str_eq(line, table->rows.items[r].line));
	*changed += moved;
}
