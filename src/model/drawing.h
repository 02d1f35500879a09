/* A diagram while it is being read. */
#ifndef TG_DRAWING_H
#define TG_DRAWING_H

#include "../base/map.h"
#include "../base/vec.h"
#include "dfd.h"

struct tg_drawing {
	struct tg_arena *arena;
	TG_VEC(struct tg_element) elements;
	TG_VEC(struct tg_flow) flows;
	TG_VEC(struct tg_boundary) boundaries;
	struct tg_map element_ids, boundary_ids; /* to index + 1 */
};

void tg_drawing_init(struct tg_drawing *d, struct tg_arena *arena);

/* The element of that id, made when it is not there: named after its id, kind
 * as its name says. NULL when there are too many. Ids are borrowed. Pointers
 * are valid until the next one is made. */
struct tg_element *tg_drawing_element(struct tg_drawing *d, const char *id,
				      uint32_t line);
struct tg_boundary *tg_drawing_boundary(struct tg_drawing *d, const char *id,
					const char *name, const char *parent,
					uint32_t line);
/* A flow; one more of the same ends and label changes nothing. */
void tg_drawing_flow(struct tg_drawing *d, const struct tg_flow *flow);

/* Moves all into `out` under that format. False, `out` empty, without
 * elements. */
bool tg_drawing_finish(struct tg_drawing *d, struct tg_dfd *out,
		       const char *format, uint32_t first_line, uint32_t last_line);

/* A label as people read it: quotes, tags, line break marks and entities gone,
 * blanks as one. */
const char *tg_drawing_label(struct tg_arena *arena, struct tg_str raw);

/* A drawing of lifelines (names on top, bars below, arrows between bars). */
bool tg_dfd_from_lifelines(struct tg_dfd *out, struct tg_arena *arena,
			   struct tg_str text, uint32_t first_line);

#endif
