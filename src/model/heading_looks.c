/* What a heading, and what stands right below it, looks like. */
#include "headings.h"

bool tg_section_has_block(const struct tg_section *s, enum tg_md_kind kind)
{
	for (size_t b = 0; b < s->blocks.n; b++)
		if (s->blocks.items[b]->kind == kind)
			return true;
	return false;
}

bool tg_section_has_threats(const struct tg_reading *rd, size_t i)
{
	for (size_t t = 0; t < rd->tables.n; t++)
		if (rd->tables.items[t].section == i &&
		    rd->tables.items[t].t.kind != TG_TABLE_OTHER &&
		    (rd->tables.items[t].t.rows > 1 || rd->tables.items[t].taken))
			return true;
	return false;
}

/* "Component: Search", "Asset 2: Tokens": where threats are, and none itself. */
static bool names_place(const struct tg_section *s)
{
	static const char *const places[] = { "component", "asset", "element", "service",
					      "module",	   "layer", "boundary", "zone",
					      "data flow", "interface", "entry point" };

	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		struct tg_str rest = tg_str_from(s->name, tg_str(places[i]).n);

		if (!tg_str_istarts(s->name, places[i]))
			continue;
		while (rest.n > 0 && (rest.p[0] == ' ' || tg_is_digit(rest.p[0])))
			rest = tg_str_from(rest, 1);
		if (tg_str_starts(rest, ":"))
			return true;
	}
	return false;
}

/* A heading whose own words announce a part, rather than name a threat. */
bool tg_heading_announces(const struct tg_section *s)
{
	struct tg_fold f;

	if (names_place(s) || (s->part == TG_PART_OTHER && s->title[0] == '['))
		return true;
	tg_fold(&f, tg_str(s->title));
	switch (s->part) {
	case TG_PART_NONE:
		return false;
	case TG_PART_OTHER:
		return tg_announces_part(tg_str(s->title));
	case TG_PART_SCOPE:
	case TG_PART_DFD:
	case TG_PART_BOUNDARIES:
	case TG_PART_RISK:
		return f.words <= 3;
	default:
		return true;
	}
}

bool tg_heading_is_told_below(const struct tg_outline *o, size_t i)
{
	bool described = false, ways = false, answered = false;

	for (size_t c = i + 1; c < o->sections.items[i].end; c++) {
		const struct tg_section *s = &o->sections.items[c];
		struct tg_fold f;

		if (s->parent != i)
			continue;
		tg_fold(&f, tg_str(s->title));
		described = described || tg_fold_is(&f, "description");
		ways = ways || tg_lists_ways(tg_str(s->title));
		answered = answered || s->part == TG_PART_MITIGATIONS;
	}
	return described && ways && answered;
}

/* Only parts of the threat itself stand below it ("Impact", "Mitigation"). */
bool tg_heading_holds_fields(const struct tg_reading *rd, size_t i)
{
	const struct tg_outline *o = &rd->outline;

	if (tg_heading_is_told_below(o, i))
		return true;
	for (size_t c = i + 1; c < o->sections.items[i].end; c++)
		if (tg_heading_field(&o->sections.items[c]) == TG_F_NONE)
			return tg_heading_has_form(rd, i);
	return true;
}

size_t tg_heading_labels(const struct tg_record *r)
{
	static const enum tg_field labels[] = {
		TG_F_MITIGATION, TG_F_THREAT, TG_F_CATEGORY, TG_F_PRIORITY,
		TG_F_LIKELIHOOD, TG_F_IMPACT, TG_F_RISK, TG_F_STATUS, TG_F_DAMAGE,
	};
	size_t n = 0;

	for (size_t i = 0; i < sizeof(labels) / sizeof(labels[0]); i++)
		n += tg_record_has(r, labels[i]);
	return n;
}

/* "Message insertion", below which an attacker does something at once. */
bool tg_heading_tells_of_attack(const struct tg_reading *rd, size_t i)
{
	const struct tg_section *s = &rd->outline.sections.items[i];
	struct tg_str text = tg_str(tg_record_text(&rd->record, TG_F_DESCRIPTION));
	size_t end = tg_str_find(text, TG_STR(". "));
	struct tg_fold f;

	tg_fold(&f, tg_str_sub(text, 0, end == SIZE_MAX ? text.n : end));
	return s->part == TG_PART_NONE && tg_section_has_block(s, TG_MD_PARAGRAPH) &&
	       tg_heading_holds_fields(rd, i) && !tg_section_has_threats(rd, i) &&
	       (tg_fold_has_stem(&f, "attacker") || tg_fold_has_stem(&f, "adversar")) &&
	       (tg_fold_has(&f, "can") || tg_fold_has(&f, "may") ||
		tg_fold_has(&f, "could") || tg_fold_has(&f, "might"));
}
