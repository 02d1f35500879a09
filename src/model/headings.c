#include "headings.h"

#define MOST_OF_FORM 32u /* headings that one threat is told in */

struct tg_value tg_heading_value(const char *text, uint32_t line)
{
	return (struct tg_value){ text, line, NULL, TG_MD_NOT_A_TASK };
}

void tg_heading_read_own(struct tg_reading *rd, struct tg_record *r, size_t section,
			 enum tg_field start)
{
	const struct tg_section *s = &rd->outline.sections.items[section];

	tg_record_read(r, rd->arena, s->blocks.items, s->blocks.n, start);
	if (s->blocks.n > 0 && s->blocks.items[s->blocks.n - 1]->end_line > r->end_line)
		r->end_line = s->blocks.items[s->blocks.n - 1]->end_line;
}

/* What a heading below a threat's own says of it. */
enum tg_field tg_heading_field(const struct tg_section *child)
{
	enum tg_field f = tg_field_of(tg_str(child->title));

	if (child->part == TG_PART_MITIGATIONS)
		return TG_F_MITIGATION;
	if (f == TG_F_RISK || f == TG_F_THREAT)
		return TG_F_DESCRIPTION;
	return f;
}

void tg_heading_context(struct tg_reading *rd, struct tg_record *r, size_t section)
{
	const struct tg_outline *o = &rd->outline;

	if (tg_record_has(r, TG_F_CATEGORY))
		return;
	for (size_t i = section; i != 0; i = o->sections.items[i].parent) {
		if (o->sections.items[i].stride == 0)
			continue;
		tg_record_add(r, rd->arena, TG_F_CATEGORY,
			      tg_heading_value(o->sections.items[i].title, r->line));
		return;
	}
}

void tg_heading_add_labels(struct tg_reading *rd, struct tg_record *r, size_t section)
{
	const struct tg_section *s = &rd->outline.sections.items[section];
	const struct tg_section *above = &rd->outline.sections.items[s->parent];
	const char *level = s->level_text;

	if (level == NULL && above->part == TG_PART_THREATS)
		level = above->level_text; /* "## High" */
	if (level != NULL && !tg_record_has(r, TG_F_PRIORITY))
		tg_record_add(r, rd->arena, TG_F_PRIORITY, tg_heading_value(level, s->line));
	if (s->status_text != NULL && !tg_record_has(r, TG_F_STATUS))
		tg_record_add(r, rd->arena, TG_F_STATUS,
			      tg_heading_value(s->status_text, s->line));
}

void tg_heading_offer(struct tg_reading *rd, struct tg_candidate *c, size_t section,
		      const char *title)
{
	struct tg_section *s = &rd->outline.sections.items[section];
	struct tg_record *r = &rd->record;
	bool labelled = tg_record_has(r, TG_F_THREAT) || s->says_threat ||
			s->level_text != NULL;

	/* the heading is the name; "Threat:" below it says more */
	if (title[0] != '\0') {
		for (size_t v = 0; v < r->of[TG_F_THREAT].n; v++)
			tg_record_add(r, rd->arena, TG_F_DESCRIPTION,
				      r->of[TG_F_THREAT].items[v]);
		r->of[TG_F_THREAT].n = 0;
		tg_record_add(r, rd->arena, TG_F_THREAT, tg_heading_value(title, s->line));
	}
	tg_heading_context(rd, r, section);
	tg_heading_add_labels(rd, r, section);
	tg_record_split_title(r, rd->arena);
	struct tg_offer *o = tg_candidate_offer(rd, c, section);

	o->whole = true;
	o->labelled = labelled;
}

bool tg_section_answers(const struct tg_reading *rd, size_t section)
{
	struct tg_section *s = &rd->outline.sections.items[section];
	const char *value;

	if (s->answers == 0)
		s->answers = 1;
	else
		return s->answers == 2;
	for (size_t b = 0; b < s->blocks.n && s->answers == 1; b++)
		if (s->blocks.items[b]->kind == TG_MD_PARAGRAPH &&
		    tg_label_of(rd->arena, s->blocks.items[b], &value) == TG_F_MITIGATION)
			s->answers = 2;
	return s->answers == 2;
}

bool tg_is_question(const char *name)
{
	return tg_str_starts(tg_str(name), "Q:") || tg_str_starts(tg_str(name), "Q.") ||
	       tg_str_starts(tg_str(name), "Question:");
}

/* A table that lists threats with what they have of their own. */
static bool holds_register(const struct tg_reading *rd, size_t i)
{
	for (size_t t = 0; t < rd->tables.n; t++)
		if (rd->tables.items[t].section == i &&
		    rd->tables.items[t].t.kind != TG_TABLE_OTHER &&
		    (tg_table_has(&rd->tables.items[t].t, TG_F_MITIGATION) ||
		     tg_table_has(&rd->tables.items[t].t, TG_F_ID)))
			return true;
	return false;
}

/* "Attack example", "Exploitation", "Risk" */
static bool speaks_of_threats(const struct tg_section *s)
{
	struct tg_fold f;

	tg_fold(&f, tg_str(s->title));
	return tg_tone_of(tg_str(s->title)).attack > 0 || tg_fold_has_stem(&f, "risk") ||
	       tg_fold_has_stem(&f, "threat") || tg_fold_has_stem(&f, "impact");
}

bool tg_heading_has_form(const struct tg_reading *rd, size_t i)
{
	const struct tg_outline *o = &rd->outline;
	bool answered = false, told = tg_record_has_level(&rd->record);

	if (o->sections.items[i].end - i > MOST_OF_FORM)
		return false;
	for (size_t c = i + 1; c < o->sections.items[i].end; c++) {
		const struct tg_section *child = &o->sections.items[c];
		enum tg_field f = tg_heading_field(child);

		if ((f == TG_F_NONE && !child->form) || child->stride != 0 ||
		    child->part == TG_PART_THREATS || child->part == TG_PART_SCOPE ||
		    holds_register(rd, c))
			return false;
		answered = answered || f == TG_F_MITIGATION;
		told = told || speaks_of_threats(child);
	}
	return answered && told;
}

static bool has_paragraph(const struct tg_section *s)
{
	for (size_t b = 0; b < s->blocks.n; b++)
		if (s->blocks.items[b]->kind == TG_MD_PARAGRAPH)
			return true;
	return false;
}

/* "Ambient malicious actors": who, and not what. */
static bool names_attackers(struct tg_str name)
{
	static const char *const who[] = { "actor",    "actors",  "attacker", "attackers",
					   "hacker",   "hackers", "insider",  "insiders",
					   "criminals", "adversary", "adversaries" };
	struct tg_fold f;

	tg_fold(&f, name);
	for (size_t i = 0; i < sizeof(who) / sizeof(who[0]); i++)
		if (tg_fold_has(&f, who[i]))
			return true;
	return false;
}

bool tg_headings_are_prose(const struct tg_reading *rd, const struct tg_candidate *c)
{
	const struct tg_outline *o = &rd->outline;
	enum tg_part part = tg_outline_part(o, c->section, NULL);
	size_t siblings = 0;

	if (part != TG_PART_NONE && part != TG_PART_MODEL)
		return false;
	for (size_t i = 0; i < c->offers.n; i++) {
		const struct tg_offer *offer = &c->offers.items[i];

		if (offer->labelled || tg_record_has_level(&offer->r) ||
		    tg_record_has(&offer->r, TG_F_MITIGATION) ||
		    !names_attackers(o->sections.items[offer->section].name))
			return false;
	}
	for (size_t i = c->section + 1; i < o->sections.items[c->section].end;
	     i = o->sections.items[i].end)
		siblings += o->sections.items[i].part == TG_PART_NONE &&
			    has_paragraph(&o->sections.items[i]);
	return c->offers.n * 2 < siblings;
}
