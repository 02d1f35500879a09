/* What the readers of headings share. */
#ifndef TG_MODEL_HEADINGS_H
#define TG_MODEL_HEADINGS_H

#include "candidate.h"

struct tg_value tg_heading_value(const char *text, uint32_t line);

/* What the section and its heading look like: heading_looks.c. */
bool tg_section_has_block(const struct tg_section *s, enum tg_md_kind kind);
/* A table of threats stands in the section. */
bool tg_section_has_threats(const struct tg_reading *rd, size_t section);
/* Its own words announce a part, rather than name a threat. */
bool tg_heading_announces(const struct tg_section *s);
/* Only parts of the threat itself stand below it ("Impact", "Mitigation"). */
bool tg_heading_holds_fields(const struct tg_reading *rd, size_t section);
/* "Description", "Attack paths" and "Mitigations" stand right below it: it is a threat,
 * whatever else does, and the paths are its ways. */
bool tg_heading_is_told_below(const struct tg_outline *o, size_t section);
/* How many things are said of it that only a threat has. */
size_t tg_heading_labels(const struct tg_record *r);
/* "Message insertion", below which an attacker does something at once; the record in
 * rd->record is what was read of the section. */
bool tg_heading_tells_of_attack(const struct tg_reading *rd, size_t section);

/* Adds the section's own blocks to the record; what has no label there belongs
 * to `start`. */
void tg_heading_read_own(struct tg_reading *rd, struct tg_record *r, size_t section,
			 enum tg_field start);

/* "Detection", "Attack example" and "Mitigation" below it, as below one heading after the
 * other: the form that each threat is told in, where nothing below is called threats.
 * "Interfaces" and "Controls" tell of a part; rd->record is what was read of it. */
bool tg_heading_has_form(const struct tg_reading *rd, size_t section);

/* Two of six headings side by side sound like attacks, since they name attackers, and
 * nothing below says more of them than of the others: that is prose. */
bool tg_headings_are_prose(const struct tg_reading *rd, const struct tg_candidate *c);

/* "Q: Can someone read along?": what follows it is what is done. */
bool tg_is_question(const char *name);

/* "**Mitigations:**" stands in the section. */
bool tg_section_answers(const struct tg_reading *rd, size_t section);

/* What a heading below a threat's own says of it; TG_F_NONE for nothing. */
enum tg_field tg_heading_field(const struct tg_section *child);

/* The category heading that stands above, where the record has none. */
void tg_heading_context(struct tg_reading *rd, struct tg_record *r, size_t section);

/* The level and the status that the heading itself states, where the record has none. */
void tg_heading_add_labels(struct tg_reading *rd, struct tg_record *r, size_t section);

/* Offers the record in rd->record as the threat of that section, named `title`
 * ("": as the record says). */
void tg_heading_offer(struct tg_reading *rd, struct tg_candidate *c, size_t section,
		      const char *title);

/* Sections that list their threats under a label; the record in rd->record is what was
 * read of the section (listed.c). */

/* Bullets below "Threats:". */
bool tg_listed_below(struct tg_reading *rd);
/* "Threats: forged slips, a copied stamp" is taken apart; false where it is not that. */
bool tg_listed_split(struct tg_reading *rd);
/* "Risks:" with a list, where they are more than a level: those are the threats. */
void tg_listed_risks(struct tg_reading *rd);
/* "Threats:" with a list, "Abuse cases:" with another: each is read as a list. */
bool tg_listed_in_several(struct tg_reading *rd, const struct tg_section *s);
/* "The network attacker can:" with a list, and what is done about it. */
bool tg_listed_by_attacker(struct tg_reading *rd, size_t section);
/* A list whose items have no label of a field, nor the paragraph above it. */
bool tg_listed_bare(struct tg_reading *rd, const struct tg_section *s);
/* A list or paragraphs with a threat in each: they are read one by one. */
bool tg_listed_pairs(struct tg_reading *rd, const struct tg_section *s);
/* Offers each, and what the section says is done as done about all. */
void tg_listed_offer(struct tg_reading *rd, size_t section);

#endif
