#include "boxes.h"

#include <string.h>

static uint32_t line_count(struct tg_str text)
{
	struct tg_str line;
	uint32_t n = 0;

	while (tg_str_line(&text, &line))
		n++;
	return n;
}

bool tg_dfd_from_ascii(struct tg_dfd *out, struct tg_arena *arena,
		       struct tg_str text, uint32_t first_line)
{
	struct tg_drawing drawing;
	struct tg_boxes boxes = { { NULL, 0, 0 } };
	struct tg_grid grid;
	uint32_t lines = line_count(text);

	memset(out, 0, sizeof(*out));
	tg_grid_init(&grid, arena, text);
	tg_drawing_init(&drawing, arena);
	tg_boxes_find(&boxes, arena, &grid);
	tg_boxes_name(&boxes, &drawing, &grid, first_line);
	if (drawing.elements.n < 2)
		return tg_dfd_from_lifelines(out, arena, text, first_line);
	tg_boxes_connect(&boxes, &drawing, &grid, first_line);
	return tg_drawing_finish(&drawing, out, "ascii", first_line,
				 first_line + (lines ? lines - 1 : 0));
}
