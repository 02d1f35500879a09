/* The boxes of a drawing: those with words are elements, those around other
 * boxes are boundaries. */
#ifndef TG_BOXES_H
#define TG_BOXES_H

#include "../base/vec.h"
#include "drawing.h"
#include "grid.h"

#define TG_BOX_MAX 400u
#define TG_NO_BOX SIZE_MAX

struct tg_box {
	size_t top, left, bottom, right; /* of the border */
	size_t parent;      /* index of the innermost box around it */
	bool frame;         /* there are boxes in it */
	size_t dividers[8]; /* rows of a frame's ╠═══╣ lines */
	size_t n_dividers;
	const char *title;  /* on its upper border, or "" */
	const char *id;     /* of its element; of a frame's first boundary */
	const char *lanes[9]; /* ids of a frame's boundaries, top to bottom */
};

struct tg_boxes {
	TG_VEC(struct tg_box) list;
};

void tg_boxes_find(struct tg_boxes *out, struct tg_arena *arena,
		   const struct tg_grid *grid);

/* Makes elements and boundaries of them. */
void tg_boxes_name(struct tg_boxes *boxes, struct tg_drawing *drawing,
		   const struct tg_grid *grid, uint32_t first_line);

/* Makes flows of the lines between them. */
void tg_boxes_connect(const struct tg_boxes *boxes, struct tg_drawing *drawing,
		      const struct tg_grid *grid, uint32_t first_line);

#endif
