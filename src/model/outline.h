/* A Markdown document as sections under headings. What stands in <details>
 * is a section under its <summary>. */
#ifndef TG_MODEL_OUTLINE_H
#define TG_MODEL_OUTLINE_H

#include "../base/vec.h"
#include "../markup/markdown.h"
#include "vocab.h"

#define TG_OUTLINE_MAX_SECTIONS 20000u

struct tg_section {
	const char *title;      /* plain; "" for what precedes the first heading */
	unsigned level;         /* 0 for the root, 1-6; 7 for details */
	size_t parent;          /* index; its own for the root */
	size_t end;             /* index after its last descendant */
	uint32_t line;
	enum tg_part part;      /* of its own title */
	unsigned stride;        /* its title is that category and nothing else */
	struct tg_str id, name; /* the threat id that opens the title; id.n 0: none */
	const char *key;        /* of the id, or NULL */
	bool loose;             /* see tg_threat_id */
	const char *level_text; /* "High" of "Spoofing - Severity: High", or NULL */
	const char *status_text; /* "Open" of "Spoofing [State: Open]", or NULL */
	bool details;
	bool says_threat;       /* "Threat: replay of orders" */
	bool kinds;             /* tg_list_is_of_kinds */
	bool form;              /* "Attack example", below one sibling after the other */
	unsigned char answers;  /* tg_section_answers: 0 not known yet, 1 no, 2 yes */
	bool taken;             /* it is a threat, or part of one */
	bool used;              /* it holds threats that were chosen ... */
	unsigned used_by;       /* ... of this shape (tg_shape) */
	TG_VEC(const struct tg_md *) blocks;
};

struct tg_outline {
	struct tg_arena *arena;
	TG_VEC(struct tg_section) sections;
	const char *title;      /* the first heading of level 1, or "" */
	size_t title_section;   /* its index, or 0 */
	bool title_is_general;  /* a part of its own tells which section has the threats */
};

/* `source` is the text that the document was made of, its lines numbered as the
 * nodes are: a table in HTML goes on over blank lines, which end a block. */
void tg_outline_init(struct tg_outline *out, struct tg_arena *arena,
		     const struct tg_md *document, struct tg_str source);

/* Marks the sections whose titles come again below the siblings of what they stand
 * below: to their author they are labels. */
void tg_outline_forms(struct tg_outline *o);

/* Sets the title of a section and all that is read off it. */
void tg_outline_title(struct tg_outline *o, struct tg_section *s, const char *title);

/* The part that a section belongs to: its own or the nearest above that has
 * one. `*at` (or NULL) is the section that says so. */
enum tg_part tg_outline_part(const struct tg_outline *o, size_t section, size_t *at);

/* The category heading that a section stands under (or is), 0 for none. */
unsigned tg_outline_stride(const struct tg_outline *o, size_t section);

bool tg_outline_inside(const struct tg_outline *o, size_t section, size_t ancestor);
bool tg_outline_is_leaf(const struct tg_outline *o, size_t section);

#endif
