#include "boxes.h"

#include <string.h>

enum { SLACK = 2, MAX_GAP = 2 };

static unsigned ways(const struct tg_grid *grid, size_t row, size_t column)
{
	if (tg_grid_is_text(grid, row, column))
		return 0;
	return tg_glyph_of(tg_grid_at(grid, row, column)).ways;
}

static bool is_plus(const struct tg_grid *grid, size_t row, size_t column)
{
	return tg_grid_at(grid, row, column) == '+';
}

/* A corner of these two ways; "+" is one when lines go on both ways. */
static bool is_corner(const struct tg_grid *grid, size_t row, size_t column,
		      unsigned vertical, unsigned horizontal)
{
	size_t below = vertical == TG_SOUTH ? row + 1 : row - 1;
	size_t beside = horizontal == TG_EAST ? column + 1 : column - 1;

	if (!is_plus(grid, row, column))
		return ways(grid, row, column) == (vertical | horizontal);
	if (!(ways(grid, row, beside) & TG_EAST))
		return false;
	for (size_t c = column ? column - 1 : 0; c <= column + 1; c++) {
		if (ways(grid, below, c) & TG_NORTH)
			return true;
	}
	return false;
}

/* Follows an upper border to its corner: lines, arrow heads that end on it, and
 * a title. TG_NO_BOX when it breaks off. */
static size_t upper_right(const struct tg_grid *grid, size_t row, size_t left)
{
	size_t gap = 0;

	for (size_t c = left + 1; c < grid->columns; c++) {
		if (is_corner(grid, row, c, TG_SOUTH, TG_WEST))
			return c > left + 2 ? c : TG_NO_BOX;
		if (is_corner(grid, row, c, TG_SOUTH, TG_EAST) &&
		    !is_plus(grid, row, c))
			return TG_NO_BOX;
		gap = tg_grid_at(grid, row, c) == ' ' ? gap + 1 : 0;
		if (gap > MAX_GAP)
			return TG_NO_BOX;
	}
	return TG_NO_BOX;
}

/* The column near `column` where a border of that kind stands. */
static size_t near(const struct tg_grid *grid, size_t row, size_t column,
		   unsigned vertical, unsigned horizontal)
{
	for (size_t off = 0; off <= SLACK; off++) {
		if (is_corner(grid, row, column + off, vertical, horizontal))
			return column + off;
		if (column >= off && is_corner(grid, row, column - off, vertical,
					       horizontal))
			return column - off;
	}
	return TG_NO_BOX;
}

static bool has_side(const struct tg_grid *grid, size_t row, size_t column)
{
	for (size_t c = column ? column - 1 : 0; c <= column + 1; c++) {
		unsigned at = ways(grid, row, c);

		if ((at & TG_NORTH) && (at & TG_SOUTH))
			return true;
	}
	return tg_glyph_of(tg_grid_at(grid, row, column)).head != 0;
}

static bool is_divider(const struct tg_grid *grid, size_t row, size_t left,
		       size_t right)
{
	size_t lines = 0;

	if (!(ways(grid, row, left) & TG_EAST))
		return false;
	for (size_t c = left + 1; c < right; c++)
		lines += (ways(grid, row, c) & TG_EAST) != 0;
	return lines * 10 > (right - left - 1) * 7;
}

/* Follows both sides down from the upper corners. */
static bool lower_border(const struct tg_grid *grid, struct tg_box *box)
{
	for (size_t row = box->top + 1; row < grid->rows; row++) {
		if (near(grid, row, box->left, TG_NORTH, TG_EAST) != TG_NO_BOX &&
		    near(grid, row, box->right, TG_NORTH, TG_WEST) != TG_NO_BOX &&
		    !(ways(grid, row, box->left) & TG_SOUTH &&
		      !is_plus(grid, row, box->left))) {
			box->bottom = row;
			return row > box->top + 1;
		}
		if (!has_side(grid, row, box->left))
			return false;
		if (is_divider(grid, row, box->left, box->right) &&
		    box->n_dividers < 8)
			box->dividers[box->n_dividers++] = row;
	}
	return false;
}

static bool contains(const struct tg_box *outer, const struct tg_box *inner)
{
	return outer != inner && outer->top < inner->top &&
	       outer->bottom > inner->bottom && outer->left < inner->left &&
	       outer->right >= inner->right;
}

static size_t area(const struct tg_box *box)
{
	return (box->bottom - box->top) * (box->right - box->left);
}

static void nest(struct tg_boxes *boxes)
{
	for (size_t i = 0; i < boxes->list.n; i++) {
		struct tg_box *inner = &boxes->list.items[i];

		inner->parent = TG_NO_BOX;
		for (size_t j = 0; j < boxes->list.n; j++) {
			struct tg_box *outer = &boxes->list.items[j];

			if (!contains(outer, inner))
				continue;
			outer->frame = true;
			if (inner->parent == TG_NO_BOX ||
			    area(outer) < area(&boxes->list.items[inner->parent]))
				inner->parent = j;
		}
	}
}

void tg_boxes_find(struct tg_boxes *out, struct tg_arena *arena,
		   const struct tg_grid *grid)
{
	for (size_t row = 0; row < grid->rows; row++) {
		for (size_t c = 0; c < grid->columns; c++) {
			struct tg_box box = { .top = row, .left = c };

			if (out->list.n >= TG_BOX_MAX ||
			    !is_corner(grid, row, c, TG_SOUTH, TG_EAST))
				continue;
			box.right = upper_right(grid, row, c);
			if (box.right == TG_NO_BOX || !lower_border(grid, &box))
				continue;
			*TG_VEC_PUSH(arena, &out->list) = box;
		}
	}
	nest(out);
}

/* --- names ------------------------------------------------------------------------ */

/* The box whose area the cell is in, `outer` and what is around it aside. */
static const struct tg_box *box_inside(const struct tg_boxes *boxes,
				       const struct tg_box *outer, size_t row,
				       size_t column)
{
	for (size_t i = 0; i < boxes->list.n; i++) {
		const struct tg_box *b = &boxes->list.items[i];

		if (b != outer && contains(outer, b) && row >= b->top &&
		    row <= b->bottom && column >= b->left && column <= b->right)
			return b;
	}
	return NULL;
}

/* Appends the words of a frame's row that are in none of its boxes. */
static void free_words(struct tg_buf *out, const struct tg_boxes *boxes,
		       const struct tg_box *frame, const struct tg_grid *grid,
		       size_t row)
{
	size_t c = frame->left + 1;

	while (c < frame->right) {
		const struct tg_box *inner = box_inside(boxes, frame, row, c);
		size_t end = c;

		if (inner) {
			c = inner->right + 1;
			continue;
		}
		while (end < frame->right && !box_inside(boxes, frame, row, end))
			end++;
		tg_grid_words(out, grid, row, c, end);
		c = end;
	}
}

static const char *taken(struct tg_buf *buf, struct tg_arena *arena)
{
	const char *out = tg_arena_dup_str(arena, tg_str_trim(tg_buf_str(buf)));

	tg_buf_clear(buf);
	return out;
}

static size_t lane_start(const struct tg_box *frame, size_t lane)
{
	return lane ? frame->dividers[lane - 1] : frame->top;
}

static size_t lane_end(const struct tg_box *frame, size_t lane)
{
	return lane < frame->n_dividers ? frame->dividers[lane] : frame->bottom;
}

/* The first words of a lane, or of the line that opens it. */
static const char *lane_title(const struct tg_boxes *boxes,
			      const struct tg_box *frame, size_t lane,
			      const struct tg_grid *grid, struct tg_arena *arena)
{
	struct tg_buf buf = TG_BUF_INIT(2048);
	const char *title;

	tg_grid_words(&buf, grid, lane_start(frame, lane), frame->left + 1,
		      frame->right);
	title = taken(&buf, arena);
	for (size_t row = lane_start(frame, lane) + 1;
	     !*title && row < lane_end(frame, lane); row++) {
		free_words(&buf, boxes, frame, grid, row);
		title = taken(&buf, arena);
	}
	tg_buf_release(&buf);
	return title;
}

static const char *enclosing(const struct tg_boxes *boxes, const struct tg_box *box)
{
	const struct tg_box *frame;
	size_t lane = 0;

	if (box->parent == TG_NO_BOX)
		return NULL;
	frame = &boxes->list.items[box->parent];
	while (lane < frame->n_dividers && box->top > frame->dividers[lane])
		lane++;
	return frame->lanes[lane];
}

static void name_frame(struct tg_boxes *boxes, struct tg_box *frame,
		       struct tg_drawing *d, const struct tg_grid *grid,
		       uint32_t first_line)
{
	const char *parent = enclosing(boxes, frame);

	for (size_t lane = 0; lane <= frame->n_dividers; lane++) {
		const char *title = lane_title(boxes, frame, lane, grid, d->arena);
		uint32_t line = first_line + (uint32_t)lane_start(frame, lane);

		if (!*title)
			title = tg_arena_printf(d->arena, "boundary %zu",
						d->boundaries.n + 1);
		tg_drawing_boundary(d, title, title, parent, line);
		frame->lanes[lane] = title;
	}
}

/* "Stripe API (external" of a box that is too narrow for the rest. */
static const char *closed(struct tg_arena *arena, const char *name)
{
	const char *open = strrchr(name, '(');

	return open != NULL && strchr(open, ')') == NULL ?
		       tg_arena_printf(arena, "%s)", name) : name;
}

static void name_element(struct tg_boxes *boxes, struct tg_box *box,
			 struct tg_drawing *d, const struct tg_grid *grid,
			 uint32_t first_line)
{
	struct tg_buf buf = TG_BUF_INIT(2048);
	size_t end = box->n_dividers ? box->dividers[0] : box->bottom;
	struct tg_element *e;

	for (size_t row = box->top + 1; row < end; row++)
		tg_grid_words(&buf, grid, row, box->left + 1, box->right + 1);
	box->id = closed(d->arena, taken(&buf, d->arena));
	tg_buf_release(&buf);
	if (!*box->id) {
		box->id = NULL;
		return;
	}
	e = tg_drawing_element(d, box->id, first_line + (uint32_t)box->top + 1);
	if (!e)
		return;
	e->kind = tg_element_kind_of(tg_str(e->name), TG_ELEMENT_PROCESS);
	e->boundary = enclosing(boxes, box);
}

void tg_boxes_name(struct tg_boxes *boxes, struct tg_drawing *drawing,
		   const struct tg_grid *grid, uint32_t first_line)
{
	/* Boxes are in the order of their tops: a frame comes before what is in
	 * it. */
	for (size_t i = 0; i < boxes->list.n; i++) {
		struct tg_box *box = &boxes->list.items[i];

		if (box->frame)
			name_frame(boxes, box, drawing, grid, first_line);
	}
	for (size_t i = 0; i < boxes->list.n; i++) {
		struct tg_box *box = &boxes->list.items[i];

		if (!box->frame)
			name_element(boxes, box, drawing, grid, first_line);
	}
}
