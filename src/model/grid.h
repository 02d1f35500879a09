/* A drawing as a grid of characters: one cell per terminal column. */
#ifndef TG_GRID_H
#define TG_GRID_H

#include "../base/arena.h"
#include "../base/buf.h"
#include "../base/str.h"

#include <stdint.h>

#define TG_GRID_MAX_ROWS 400u
#define TG_GRID_MAX_COLUMNS 320u

/* Directions in which a character goes on, as bits. */
enum { TG_NORTH = 1, TG_EAST = 2, TG_SOUTH = 4, TG_WEST = 8 };

struct tg_grid {
	size_t rows, columns;
	uint32_t *cells; /* rows * columns code points; blanks are ' ' */
};

struct tg_glyph {
	unsigned char ways;  /* where it goes on */
	unsigned char head;  /* an arrow head: the way it points; else 0 */
	bool twofold;        /* a double or heavy line */
	bool letter;         /* also used in words: v, -, +, |, <, >, = */
};

/* What is larger than the limits is cut off. */
void tg_grid_init(struct tg_grid *grid, struct tg_arena *arena, struct tg_str text);

/* A blank outside the grid. */
uint32_t tg_grid_at(const struct tg_grid *grid, size_t row, size_t column);

/* What the character means in a drawing; ways 0 for text and blanks. */
struct tg_glyph tg_glyph_of(uint32_t cp);

/* True when the cell is part of a word, not of a line. */
bool tg_grid_is_text(const struct tg_grid *grid, size_t row, size_t column);

/* Appends the words between two columns (the second excluded) of a row, lines
 * left out, runs of blanks as one. */
void tg_grid_words(struct tg_buf *out, const struct tg_grid *grid, size_t row,
		   size_t from, size_t to);

#endif
