/* What the readers of headings share. */
#ifndef TG_MODEL_HEADINGS_H
#define TG_MODEL_HEADINGS_H

#include "candidate.h"

struct tg_value tg_heading_value(const char *text, uint32_t line);

/* Adds the section's own blocks to the record; what has no label there belongs
 * to `start`. */
void tg_heading_read_own(struct tg_reading *rd, struct tg_record *r, size_t section,
			 enum tg_field start);

/* What a heading below a threat's own says of it; TG_F_NONE for nothing. */
enum tg_field tg_heading_field(const struct tg_section *child);

/* The category heading that stands above, where the record has none. */
void tg_heading_context(struct tg_reading *rd, struct tg_record *r, size_t section);

/* Offers the record in rd->record as the threat of that section, named `title`
 * ("": as the record says). */
void tg_heading_offer(struct tg_reading *rd, struct tg_candidate *c, size_t section,
		      const char *title);

#endif
