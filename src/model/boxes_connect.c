#include "boxes.h"

#include <stdlib.h>
#include <string.h>

enum { FREE = 0, FRAME = 1, BOX = 2 }; /* owners: BOX + index of the box */

#define MAX_TOUCHES 64u
#define MAX_LABEL 60u /* columns of text inside an arrow */

struct touch {
	size_t box;
	bool head; /* an arrow head points at it */
};

/* One net of lines while it is followed. */
struct net {
	const struct tg_grid *grid;
	const struct tg_boxes *boxes;
	uint16_t *owner;
	bool *seen;
	size_t *queue, head, tail;
	struct touch touches[MAX_TOUCHES];
	size_t n_touches;
	struct tg_buf label;
};

static const struct {
	unsigned way, back;
	int row, column;
} steps[] = {
	{ TG_NORTH, TG_SOUTH, -1, 0 },
	{ TG_EAST, TG_WEST, 0, 1 },
	{ TG_SOUTH, TG_NORTH, 1, 0 },
	{ TG_WEST, TG_EAST, 0, -1 },
};

static void own(struct net *net, size_t row, size_t column, uint16_t owner)
{
	if (row < net->grid->rows && column < net->grid->columns)
		net->owner[row * net->grid->columns + column] = owner;
}

static void own_row(struct net *net, size_t row, const struct tg_box *b, uint16_t owner)
{
	for (size_t c = b->left; c <= b->right; c++)
		own(net, row, c, owner);
}

static void mark_frame(struct net *net, const struct tg_box *b)
{
	for (size_t row = b->top; row <= b->bottom; row++) {
		own(net, row, b->left, FRAME);
		own(net, row, b->right, FRAME);
	}
	own_row(net, b->top, b, FRAME);
	own_row(net, b->bottom, b, FRAME);
	for (size_t k = 0; k < b->n_dividers; k++)
		own_row(net, b->dividers[k], b, FRAME);
}

/* Frames first, so that boxes in them lie on top. */
static void mark(struct net *net)
{
	const struct tg_box *boxes = net->boxes->list.items;

	for (size_t i = 0; i < net->boxes->list.n; i++)
		if (boxes[i].frame)
			mark_frame(net, &boxes[i]);
	for (size_t i = 0; i < net->boxes->list.n; i++)
		for (size_t row = boxes[i].top;
		     !boxes[i].frame && row <= boxes[i].bottom; row++)
			own_row(net, row, &boxes[i], (uint16_t)(BOX + i));
}

static struct tg_glyph glyph_at(const struct net *net, size_t cell)
{
	size_t row = cell / net->grid->columns, column = cell % net->grid->columns;

	if (net->owner[cell] != FREE || tg_grid_is_text(net->grid, row, column))
		return (struct tg_glyph){ 0, 0, false, false };
	return tg_glyph_of(net->grid->cells[cell]);
}

static bool step(const struct net *net, size_t cell, size_t k, size_t *next)
{
	size_t row = cell / net->grid->columns, column = cell % net->grid->columns;

	if ((steps[k].row < 0 && !row) || (steps[k].column < 0 && !column))
		return false;
	row += (size_t)steps[k].row;
	column += (size_t)steps[k].column;
	if (row >= net->grid->rows || column >= net->grid->columns)
		return false;
	*next = row * net->grid->columns + column;
	return true;
}

static void touch(struct net *net, size_t box, bool head)
{
	for (size_t i = 0; i < net->n_touches; i++) {
		if (net->touches[i].box == box) {
			net->touches[i].head = net->touches[i].head || head;
			return;
		}
	}
	if (net->n_touches < MAX_TOUCHES)
		net->touches[net->n_touches++] = (struct touch){ box, head };
}

static void enqueue(struct net *net, size_t cell)
{
	if (net->seen[cell])
		return;
	net->seen[cell] = true;
	net->queue[net->tail++] = cell;
}

static void keep_label(struct net *net, size_t from, size_t to)
{
	size_t columns = net->grid->columns;
	size_t a = from < to ? from : to, b = from < to ? to : from + 1;

	if (net->label.len)
		tg_buf_putc(&net->label, ' ');
	tg_grid_words(&net->label, net->grid, to / columns, a % columns, b % columns);
}

/* Goes on over the words inside an arrow ("── HTTPS ──>") to where its line
 * goes on, and keeps them as its label. */
static bool over_words(struct net *net, size_t from, size_t k, size_t *out)
{
	size_t cell = from, columns = net->grid->columns;
	bool words = false;

	if (!(steps[k].way & (TG_EAST | TG_WEST)))
		return false;
	for (size_t i = 0; i < MAX_LABEL && net->owner[cell] < BOX; i++) {
		if (net->owner[cell] == FREE && glyph_at(net, cell).ways) {
			if (!words || net->seen[cell])
				return false;
			keep_label(net, from, cell);
			*out = cell;
			return true;
		}
		words = words ||
			tg_grid_is_text(net->grid, cell / columns, cell % columns);
		if (!step(net, cell, k, &cell))
			return false;
	}
	return false;
}

/* A frame's name, right below or above its edge, hides the line that comes through
 * the edge there. */
static bool is_name_of_frame(const struct net *net, size_t cell, size_t k)
{
	size_t columns = net->grid->columns, row = cell / columns;

	if (steps[k].column != 0 || !tg_grid_is_text(net->grid, row, cell % columns))
		return false;
	return (row > 0 && net->owner[cell - columns] == FRAME) ||
	       (row + 1 < net->grid->rows && net->owner[cell + columns] == FRAME);
}

/* Takes up the line at a cell that no box owns; true for a gap that may be skipped. */
static bool is_gap(struct net *net, size_t cell, size_t k, bool first)
{
	unsigned ways = glyph_at(net, cell).ways;
	size_t after;

	if (ways & steps[k].back)
		enqueue(net, cell);
	if (ways)
		return false;
	if (first && over_words(net, cell, k, &after)) {
		enqueue(net, after);
		return false;
	}
	return net->grid->cells[cell] == ' ' || is_name_of_frame(net, cell, k);
}

/* One way on from a cell: to a box, along the line, through a frame. */
static void follow(struct net *net, size_t cell, size_t k)
{
	bool head = glyph_at(net, cell).head == steps[k].way;
	size_t next = cell;

	for (size_t skipped = 0; skipped < 3; skipped++) {
		if (!step(net, next, k, &next))
			return;
		if (net->owner[next] >= BOX) {
			touch(net, net->owner[next] - BOX, head);
			return;
		}
		if (net->owner[next] == FREE && !is_gap(net, next, k, skipped == 0))
			return;
	}
}

static void flood(struct net *net, size_t start)
{
	net->head = net->tail = net->n_touches = 0;
	tg_buf_clear(&net->label);
	enqueue(net, start);
	while (net->head < net->tail) {
		size_t cell = net->queue[net->head++];
		unsigned ways = glyph_at(net, cell).ways;

		for (size_t k = 0; k < sizeof(steps) / sizeof(steps[0]); k++) {
			if (ways & steps[k].way)
				follow(net, cell, k);
		}
	}
}

/* --- labels beside a line ------------------------------------------------------- */

static bool is_free_text(const struct net *net, size_t row, size_t column)
{
	return row < net->grid->rows && column < net->grid->columns &&
	       net->owner[row * net->grid->columns + column] == FREE &&
	       tg_grid_is_text(net->grid, row, column);
}

/* The words that touch a cell of the row, to both sides, single blanks
 * included. */
static void words_around(struct net *net, size_t row, size_t column)
{
	size_t from = column, to = column;

	while (from > 0 && (is_free_text(net, row, from - 1) ||
			    (from > 1 && is_free_text(net, row, from - 2))))
		from--;
	while (is_free_text(net, row, to) || is_free_text(net, row, to + 1))
		to++;
	tg_grid_words(&net->label, net->grid, row, from, to);
}

static void label_of(struct net *net)
{
	size_t columns = net->grid->columns;

	for (size_t i = 0; i < net->tail && !net->label.len; i++) {
		size_t row = net->queue[i] / columns, c = net->queue[i] % columns;
		unsigned ways = glyph_at(net, net->queue[i]).ways;

		if ((ways & TG_EAST) && row && is_free_text(net, row - 1, c))
			words_around(net, row - 1, c);
		else if ((ways & TG_EAST) && is_free_text(net, row + 1, c))
			words_around(net, row + 1, c);
		else if ((ways & TG_NORTH) && is_free_text(net, row, c + 2))
			words_around(net, row, c + 2);
		else if ((ways & TG_NORTH) && is_free_text(net, row, c + 1))
			words_around(net, row, c + 1);
	}
}

/* --- flows ------------------------------------------------------------------------- */

static void flow(struct net *net, struct tg_drawing *d, const struct touch *from,
		 const struct touch *to, uint32_t line)
{
	const struct tg_box *a = &net->boxes->list.items[from->box];
	const struct tg_box *b = &net->boxes->list.items[to->box];
	struct tg_flow f = { .line = line };

	if (!a->id || !b->id || strcmp(a->id, b->id) == 0)
		return;
	f.from = a->id;
	f.to = b->id;
	f.both_ways = from->head == to->head;
	f.label = tg_arena_dup_str(d->arena, tg_str_trim(tg_buf_str(&net->label)));
	tg_drawing_flow(d, &f);
}

static int by_box(const void *left, const void *right)
{
	const struct touch *a = left, *b = right;

	return a->box < b->box ? -1 : a->box > b->box;
}

/* What has no head sends, what has one receives; where that tells nothing, the
 * first one talks with each other one. */
static void flows_of(struct net *net, struct tg_drawing *d, uint32_t line)
{
	size_t heads = 0;

	if (net->n_touches < 2)
		return;
	qsort(net->touches, net->n_touches, sizeof(net->touches[0]), by_box);
	for (size_t i = 0; i < net->n_touches; i++)
		heads += net->touches[i].head;
	if (net->n_touches == 2 || heads == 1)
		label_of(net);
	if (heads == 0 || heads == net->n_touches) {
		for (size_t i = 1; i < net->n_touches; i++)
			flow(net, d, &net->touches[0], &net->touches[i], line);
		return;
	}
	for (size_t i = 0; i < net->n_touches; i++) {
		for (size_t j = 0; j < net->n_touches; j++) {
			if (!net->touches[i].head && net->touches[j].head)
				flow(net, d, &net->touches[i], &net->touches[j],
				     line);
		}
	}
}

void tg_boxes_connect(const struct tg_boxes *boxes, struct tg_drawing *drawing,
		      const struct tg_grid *grid, uint32_t first_line)
{
	size_t n = grid->rows * grid->columns;
	struct net net = { .grid = grid, .boxes = boxes,
			   .label = TG_BUF_INIT(1024) };

	net.owner = tg_arena_calloc(drawing->arena, n + 1, sizeof(*net.owner));
	net.seen = tg_arena_calloc(drawing->arena, n + 1, sizeof(*net.seen));
	net.queue = tg_arena_calloc(drawing->arena, n + 1, sizeof(*net.queue));
	mark(&net);
	for (size_t cell = 0; cell < n; cell++) {
		if (net.seen[cell] || !glyph_at(&net, cell).ways)
			continue;
		flood(&net, cell);
		flows_of(&net, drawing,
			 first_line + (uint32_t)(cell / grid->columns));
	}
	tg_buf_release(&net.label);
}
