/* Lists as threats: what list_looks.c, list_above.c, list_categories.c and
 * read_lists.c share. */
#ifndef TG_MODEL_LISTS_H
#define TG_MODEL_LISTS_H

#include "candidate.h"

struct tg_list_context {
	size_t section;
	enum tg_part part;
	unsigned stride;        /* of the heading above */
	const char *stride_text;
	bool under_label;       /* "Threats:" stands right above */
	bool defended;          /* "... protects against:" does */
	const char *series;     /* the label above, where it comes again, or NULL */
	bool controls;          /* most items speak of controls, none of attacks */
	struct tg_candidate *candidate;
};

/* What the items of a list have in common. */
struct tg_list_looks {
	size_t items, categories, ids, labelled, links, pairs, controls, attacks;
	size_t arrows; /* "replay -> a counter" */
	size_t named;  /* their names speak of attacks */
	size_t levels; /* "High risk: ...": a level instead of a name */
	size_t answers; /* "Mitigation: ..." for all of them */
	size_t leads;  /* "Replay: a nonce": a name, and something about it */
};

struct tg_value tg_list_value(const char *text, uint32_t line);
/* The plain text of an item's first paragraph. */
const char *tg_list_item_text(struct tg_arena *arena, const struct tg_md *item);

struct tg_list_looks tg_list_look(struct tg_reading *rd, const struct tg_md *list);
bool tg_list_is_persona(struct tg_reading *rd, const struct tg_md *item);
bool tg_list_is_link(const struct tg_md *item);
bool tg_list_begins_with_threat(struct tg_reading *rd, const struct tg_md *item);
/* `allow_loose`: see tg_threat_id. */
bool tg_list_item_id(struct tg_reading *rd, const struct tg_md *item, bool allow_loose);
/* The category that an item begins with, and the words for it. */
unsigned tg_list_category(struct tg_reading *rd, const struct tg_md *item,
			  const char **lead);

/* "- Exposed storage:" with its severity or likelihood nested in it. */
bool tg_list_item_is_rated(struct tg_reading *rd, const struct tg_md *item);

/* "- Data", with a list nested in it that holds none of its parts. `*sure`: most nested
 * items say what is done, or speak of attacks as the item itself does not. */
bool tg_list_is_group(struct tg_reading *rd, const struct tg_md *item, bool *sure);

/* Finds labels that come again above the lists of several sections, and sections side by
 * side that are each a list of named things. */
void tg_list_find_series(struct tg_reading *rd);
/* The label above a list, where it comes again in other sections; else NULL. */
const char *tg_list_series_of(struct tg_reading *rd, const struct tg_md *above);
/* "4. Data security" is nothing but a list of named things, as its siblings are, one of
 * which is called "1. Injection attacks": kinds of attacks, each with its own. */
bool tg_list_is_of_kinds(const struct tg_reading *rd, size_t section);
/* "High risk: no limit on the page" */
bool tg_list_begins_with_level(struct tg_reading *rd, const struct tg_md *item);
/* What the item says is done, for all threats of the section (of that category). */
void tg_list_add_group(struct tg_reading *rd, const struct tg_list_context *c,
		       const struct tg_md *item, unsigned stride);

/* Offers the item, of that category ("" for none). */
void tg_list_put(struct tg_reading *rd, const struct tg_list_context *c,
		 const struct tg_md *item, const char *category);
void tg_list_add_category(struct tg_reading *rd, struct tg_record *r, const char *text);

/* "replay -> a counter": one arrow, with something on both sides. */
bool tg_list_arrow(struct tg_str text, struct tg_str *before, struct tg_str *after);
/* What stands behind the arrow in that field is what is done. */
void tg_list_split_arrow(struct tg_reading *rd, struct tg_record *r, enum tg_field field);

/* "- **Spoofing**: ...", with or without a list nested in it. */
void tg_list_put_category(struct tg_reading *rd, const struct tg_list_context *c,
			  const struct tg_md *item);
/* A legend asks: "Spoofing: can someone pretend to be someone else?" */
bool tg_list_is_legend(struct tg_reading *rd, const struct tg_md *list);

/* What the paragraph above a list (or NULL) says of it: the field it is labelled as,
 * that it lists threats, their category. */
enum tg_field tg_list_label_above(struct tg_reading *rd, const struct tg_md *above,
				  bool *announced);
bool tg_list_announces(struct tg_reading *rd, const struct tg_md *above);
/* "An attacker on the network can:", where the section goes on with "Mitigations:". */
bool tg_list_tells_what_attackers_do(struct tg_reading *rd, size_t section,
				     const struct tg_md *above);
bool tg_list_defends(struct tg_reading *rd, const struct tg_md *above);
void tg_list_category_above(struct tg_reading *rd, const struct tg_md *above,
			    struct tg_list_context *c);
/* The category heading above a section, or "". */
const char *tg_list_stride_text(const struct tg_outline *o, size_t section);
/* A part below a category that holds none of its threats. */
bool tg_list_is_aside(const struct tg_section *s);

#endif
