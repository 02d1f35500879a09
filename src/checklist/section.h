/*
 * Parts of a body: what stands under which heading. A heading is one of
 * Markdown's or HTML's, a paragraph that is bold as a whole, or a <summary>.
 */
#ifndef TG_CHECKLIST_SECTION_H
#define TG_CHECKLIST_SECTION_H

#include "text.h"

enum {
	TG_LEVEL_NO_HEADING = 0, /* 1 to 6: a heading */
	TG_LEVEL_BOLD = 7,
	TG_LEVEL_SUMMARY = 8
};

/* The heading that a block of the document is, as text; its level, or
 * TG_LEVEL_NO_HEADING. */
unsigned tg_heading_of(const struct tg_md *block, struct tg_str *text,
		       struct tg_arena *arena);

struct tg_section {
	const struct tg_md *heading, *first, *end; /* first up to before end */
};

/* The next section after `from` (NULL: the first) whose heading reads like
 * `heading`. False when there is none. */
bool tg_section_next(struct tg_section *out, const struct tg_md *document,
		     const struct tg_md *from, const char *heading,
		     struct tg_arena *arena);

/* True when the text is that heading: case, emoji, numbers before it, a typo,
 * and a word or two more aside. */
bool tg_heading_matches(struct tg_str text, const char *heading,
			struct tg_arena *arena);

#endif
