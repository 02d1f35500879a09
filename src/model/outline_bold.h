/* Paragraphs that are headings to their author. */
#ifndef TG_MODEL_OUTLINE_BOLD_H
#define TG_MODEL_OUTLINE_BOLD_H

#include "../base/map.h"
#include "../base/vec.h"
#include "../markup/markdown.h"

/* What is counted before the outline is built: how often each bold name stands in
 * the document, and how many names stand under each heading. */
struct tg_bold_names {
	struct tg_map times;     /* folded name -> times */
	TG_VEC(size_t) per_heading;
	size_t heading;
};

void tg_bold_names_count(struct tg_bold_names *names, struct tg_arena *arena,
			 const struct tg_md *document);

/* "**T1: Replay.** An old order is sent again" */
bool tg_bold_is_id(struct tg_arena *arena, const struct tg_md *p, const char **title);

/* A bold name that stands alone, beside others below the same heading. */
bool tg_bold_is_heading(const struct tg_bold_names *names, struct tg_arena *arena,
			const struct tg_md *p, const char **name);

#endif
