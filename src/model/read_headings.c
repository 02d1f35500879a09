/* Threats under headings of their own, and in <details>. */
#include "reading.h"

/* What a heading with an id may hold that is no threat. */
static const char *const other_families[] = {
	"a", "ac", "adr", "as", "c", "ctl", "ctrl", "d", "df", "e", "f", "fr", "g", "h",
	"m", "mit", "n", "nfr", "o", "oq", "q", "r", "rec", "req", "rule", "sc", "sr",
	"u", "us", "v", "w",
};

static bool is_other_family(struct tg_str family)
{
	for (size_t i = 0; i < sizeof(other_families) / sizeof(other_families[0]); i++)
		if (tg_str_is(family, other_families[i]))
			return true;
	return false;
}

static struct tg_value value_at(const char *text, uint32_t line)
{
	return (struct tg_value){ text, line, NULL, TG_MD_NOT_A_TASK };
}

static void read_own(struct tg_reading *rd, struct tg_record *r, size_t i,
		     enum tg_field start)
{
	const struct tg_section *s = &rd->outline.sections.items[i];

	tg_record_read(r, rd->arena, s->blocks.items, s->blocks.n, start);
	if (s->blocks.n > 0 && s->blocks.items[s->blocks.n - 1]->end_line > r->end_line)
		r->end_line = s->blocks.items[s->blocks.n - 1]->end_line;
}

/* What a heading below a threat's own says of it. */
static enum tg_field field_of_child(const struct tg_section *child)
{
	enum tg_field f = tg_field_of(tg_str(child->title));

	if (child->part == TG_PART_MITIGATIONS)
		return TG_F_MITIGATION;
	if (f == TG_F_RISK || f == TG_F_THREAT)
		return TG_F_DESCRIPTION;
	return f;
}

/* The section and what stands below it as a record of one threat. */
static void read_section(struct tg_reading *rd, struct tg_record *r, size_t i)
{
	struct tg_section *s = &rd->outline.sections.items[i];

	r->line = s->line;
	r->end_line = s->line;
	read_own(rd, r, i, TG_F_NONE);
	for (size_t c = i + 1; c < s->end; c++) {
		struct tg_section *child = &rd->outline.sections.items[c];
		enum tg_field f = field_of_child(child);

		if (child->key != NULL)
			continue;
		read_own(rd, r, c, f == TG_F_NONE ? TG_F_DESCRIPTION : f);
		child->taken = true;
	}
}

/* --- with ids ------------------------------------------------------------------- */

static bool says_of_threat(const struct tg_record *r)
{
	return tg_record_has(r, TG_F_MITIGATION) || tg_record_has(r, TG_F_THREAT) ||
	       tg_record_has(r, TG_F_CATEGORY) || tg_record_has(r, TG_F_PRIORITY) ||
	       tg_record_has(r, TG_F_LIKELIHOOD) || tg_record_has(r, TG_F_RISK);
}

static bool is_threat_family(struct tg_str family)
{
	static const char *const sure[] = { "t", "th", "thr", "threat", "tm", "ts",
					    "stride", "risk", "tr" };

	for (size_t i = 0; i < sizeof(sure) / sizeof(sure[0]); i++)
		if (tg_str_is(family, sure[i]))
			return true;
	return family.n > 6 && tg_str_starts(family, "threat");
}

/* A heading over <details> or over labelled sections groups them: "(B1) Submit
 * change without review" names no threat of its own. */
static bool is_group(struct tg_reading *rd, size_t i)
{
	const struct tg_outline *o = &rd->outline;

	for (size_t c = i + 1; c < o->sections.items[i].end; c++) {
		if (o->sections.items[c].key != NULL ||
		    field_of_child(&o->sections.items[c]) != TG_F_NONE)
			continue;
		tg_record_clear(&rd->record);
		read_own(rd, &rd->record, c, TG_F_NONE);
		if (says_of_threat(&rd->record))
			return true;
	}
	return false;
}

/* Is the section with an id one of a threat? Its letters, where it stands and
 * what it holds tell. */
static bool is_threat_heading(struct tg_reading *rd, size_t i, size_t of_family)
{
	const struct tg_section *s = &rd->outline.sections.items[i];
	struct tg_str family = tg_id_family(s->key);
	enum tg_part part = tg_outline_part(&rd->outline, s->parent, NULL);
	bool in_threats = part == TG_PART_THREATS || part == TG_PART_MODEL ||
			  tg_outline_stride(&rd->outline, i) != 0;

	if (part == TG_PART_MITIGATIONS || part == TG_PART_OUT_OF_SCOPE ||
	    is_group(rd, i))
		return false;
	if (s->loose && of_family < 2 && !in_threats)
		return false;
	if (is_threat_family(family))
		return part != TG_PART_OTHER || of_family > 1;
	if (part == TG_PART_OTHER || part == TG_PART_BOUNDARIES || part == TG_PART_DFD ||
	    part == TG_PART_SCOPE)
		return false;
	if (in_threats && !(is_other_family(family) && s->part == TG_PART_MITIGATIONS))
		return true;
	if (is_other_family(family))
		return false;
	tg_record_clear(&rd->record);
	read_own(rd, &rd->record, i, TG_F_NONE);
	return says_of_threat(&rd->record);
}

static size_t count_family(const struct tg_outline *o, const char *key)
{
	struct tg_str family = tg_id_family(key);
	size_t n = 0;

	for (size_t i = 0; i < o->sections.n && n < 4; i++)
		n += o->sections.items[i].key != NULL &&
		     tg_str_eq(tg_id_family(o->sections.items[i].key), family);
	return n;
}

/* "Threat-01 Recommended mitigations", beside "Threat-01 - Spoofing". */
static void read_sibling(struct tg_reading *rd, size_t threat, size_t i)
{
	struct tg_section *s = &rd->outline.sections.items[i];
	struct tg_record *r = &rd->record;

	tg_record_clear(r);
	r->line = s->line;
	read_own(rd, r, i,
		 s->part == TG_PART_MITIGATIONS ? TG_F_MITIGATION : TG_F_NONE);
	tg_draft_fill(&rd->draft, threat, r);
	s->taken = true;
}

static void add_context(struct tg_reading *rd, struct tg_record *r, size_t i)
{
	const struct tg_outline *o = &rd->outline;

	if (tg_record_has(r, TG_F_CATEGORY))
		return;
	for (; i != 0; i = o->sections.items[i].parent) {
		if (o->sections.items[i].stride == 0)
			continue;
		tg_record_add(r, rd->arena, TG_F_CATEGORY,
			      value_at(o->sections.items[i].title, r->line));
		return;
	}
}

static void put_section(struct tg_reading *rd, size_t i, const char *title,
			enum tg_tier tier)
{
	struct tg_section *s = &rd->outline.sections.items[i];
	struct tg_record *r = &rd->record;

	/* the heading is the name; "Threat:" below it says more */
	if (title[0] != '\0') {
		for (size_t v = 0; v < r->of[TG_F_THREAT].n; v++)
			tg_record_add(r, rd->arena, TG_F_DESCRIPTION,
				      r->of[TG_F_THREAT].items[v]);
		r->of[TG_F_THREAT].n = 0;
		tg_record_add(r, rd->arena, TG_F_THREAT, value_at(title, s->line));
	}
	add_context(rd, r, i);
	tg_record_split_title(r, rd->arena);
	tg_draft_put(&rd->draft, r, tier, i, TG_SOURCE_HEADINGS);
	s->taken = true;
}

void tg_read_id_headings(struct tg_reading *rd)
{
	struct tg_record *r = &rd->record;
	bool noted = false;

	for (size_t i = 1; i < rd->outline.sections.n; i++) {
		struct tg_section *s = &rd->outline.sections.items[i];

		if (s->key == NULL || s->taken)
			continue;
		size_t known = tg_draft_find_key(&rd->draft, s->key);

		if (known != SIZE_MAX &&
		    (s->part == TG_PART_MITIGATIONS || s->name.n == 0)) {
			read_sibling(rd, known, i);
			continue;
		}
		if (!is_threat_heading(rd, i, count_family(&rd->outline, s->key)))
			continue;
		tg_record_clear(r);
		read_section(rd, r, i);
		r->of[TG_F_ID].n = 0;
		tg_record_add(r, rd->arena, TG_F_ID,
			      value_at(tg_arena_dup_str(rd->arena, s->id), s->line));
		put_section(rd, i, tg_arena_dup_str(rd->arena, s->name), TG_TIER_SURE);
		if (!noted)
			tg_reading_note(rd, "the headings with ids", s->line);
		noted = true;
	}
}

/* --- without ids ------------------------------------------------------------------ */

static bool has_block(const struct tg_section *s, enum tg_md_kind kind)
{
	for (size_t b = 0; b < s->blocks.n; b++)
		if (s->blocks.items[b]->kind == kind)
			return true;
	return false;
}

static bool has_threat_table(const struct tg_reading *rd, size_t i)
{
	for (size_t t = 0; t < rd->tables.n; t++)
		if (rd->tables.items[t].section == i &&
		    rd->tables.items[t].t.kind != TG_TABLE_OTHER &&
		    (rd->tables.items[t].t.rows > 1 || rd->tables.items[t].taken))
			return true;
	return false;
}

/* A heading whose own words announce a part, rather than name a threat. */
static bool announces(const struct tg_section *s)
{
	struct tg_fold f;

	tg_fold(&f, tg_str(s->title));
	switch (s->part) {
	case TG_PART_NONE:
		return false;
	case TG_PART_SCOPE:
	case TG_PART_DFD:
	case TG_PART_BOUNDARIES:
	case TG_PART_RISK:
		return f.words <= 3;
	default:
		return true;
	}
}

/* Only parts of the threat itself stand below it ("Impact", "Mitigation"). */
static bool children_are_fields(const struct tg_outline *o, size_t i)
{
	for (size_t c = i + 1; c < o->sections.items[i].end; c++)
		if (field_of_child(&o->sections.items[c]) == TG_F_NONE)
			return false;
	return true;
}

static size_t count_labels(const struct tg_record *r)
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

/* "**Threats:**" with a list, "**Mitigations:**" with a list, in one section. */
static void read_listed(struct tg_reading *rd, size_t i)
{
	struct tg_record whole = rd->record;
	struct tg_record *r = &rd->record;
	tg_mitigation_vec found = { 0 };

	*r = (struct tg_record){ 0 };
	for (size_t v = 0; v < whole.of[TG_F_THREAT].n; v++) {
		tg_record_clear(r);
		r->line = r->end_line = whole.of[TG_F_THREAT].items[v].line;
		tg_record_add(r, rd->arena, TG_F_THREAT, whole.of[TG_F_THREAT].items[v]);
		add_context(rd, r, i);
		tg_draft_put(&rd->draft, r, TG_TIER_LIKELY, i, TG_SOURCE_LISTS);
	}
	tg_draft_mitigations(&found, rd->arena, &whole);
	for (size_t m = 0; m < found.n; m++) {
		struct tg_group_mitigation *g = TG_VEC_PUSH(rd->arena, &rd->groups);

		g->m = found.items[m];
		g->section = i;
	}
	rd->outline.sections.items[i].taken = true;
}

static bool is_prose(const struct tg_record *r)
{
	struct tg_fold f;

	tg_fold(&f, tg_str(tg_record_text(r, TG_F_DESCRIPTION)));
	return f.words >= 4 &&
	       !tg_text_denies(tg_str(tg_record_text(r, TG_F_DESCRIPTION)));
}

static bool says_something(const struct tg_record *r)
{
	const char *text = tg_record_text(r, TG_F_DESCRIPTION);

	return text[0] != '\0' && !tg_text_denies(tg_str(text));
}

static bool has_bare_items(struct tg_reading *rd, const struct tg_section *s)
{
	const char *value;

	for (size_t b = 0; b < s->blocks.n; b++) {
		const struct tg_md *block = s->blocks.items[b];
		const struct tg_md *above = b > 0 ? s->blocks.items[b - 1] : NULL;

		if (block->kind != TG_MD_LIST || block->first == NULL ||
		    (above != NULL && above->kind == TG_MD_PARAGRAPH &&
		     tg_label_of(rd->arena, above, &value) != TG_F_NONE))
			continue;
		if (tg_label_of(rd->arena, block->first, &value) == TG_F_NONE)
			return true;
	}
	return false;
}

/* A heading that is a category: one threat, a list of them, or nothing. */
static bool read_category(struct tg_reading *rd, size_t i)
{
	const struct tg_section *s = &rd->outline.sections.items[i];
	struct tg_record *r = &rd->record;

	if (r->of[TG_F_THREAT].n > 1) {
		read_listed(rd, i);
		return true;
	}
	if (r->of[TG_F_THREAT].n == 1) {
		put_section(rd, i, "", TG_TIER_LIKELY);
		return true;
	}
	/* items without a label of their own are threats: lists are read later */
	if (has_bare_items(rd, s) || !is_prose(r) ||
	    !children_are_fields(&rd->outline, i))
		return false;
	put_section(rd, i, s->title, TG_TIER_LIKELY);
	return true;
}

/* Under "Threats", a heading with text is a threat; with nothing but a bare
 * list below it, it groups them. */
static bool is_plain_threat(struct tg_reading *rd, size_t i, enum tg_part part)
{
	const struct tg_section *s = &rd->outline.sections.items[i];
	const struct tg_record *r = &rd->record;
	size_t labels = count_labels(r);
	bool in_threats = part == TG_PART_THREATS ||
			  tg_outline_stride(&rd->outline, s->parent) != 0;

	if (!children_are_fields(&rd->outline, i))
		return false;
	if (s->details && tg_record_has(r, TG_F_THREAT))
		return true;
	if (announces(s) || has_threat_table(rd, i))
		return false;
	if (s->details && (tg_record_has(r, TG_F_MITIGATION) ||
			   tg_record_has(r, TG_F_THREAT)))
		return true;
	if (labels >= 2 && tg_record_has(r, TG_F_MITIGATION))
		return part != TG_PART_OTHER && part != TG_PART_MITIGATIONS;
	if (part == TG_PART_MODEL)
		return tg_record_has(r, TG_F_MITIGATION) && has_block(s, TG_MD_PARAGRAPH);
	if (!in_threats)
		return false;
	return labels > 0 || (has_block(s, TG_MD_PARAGRAPH) && says_something(r));
}

/* The section and the fields of its own that stand below it. */
static void read_candidate(struct tg_reading *rd, size_t i)
{
	const struct tg_section *s = &rd->outline.sections.items[i];
	struct tg_record *r = &rd->record;

	tg_record_clear(r);
	r->line = r->end_line = s->line;
	read_own(rd, r, i, TG_F_NONE);
	for (size_t c = i + 1; c < s->end; c++) {
		enum tg_field f = field_of_child(&rd->outline.sections.items[c]);

		if (f != TG_F_NONE && !rd->outline.sections.items[c].taken)
			read_own(rd, r, c, f);
	}
}

static bool holds_no_threats(enum tg_part part)
{
	return part == TG_PART_MITIGATIONS || part == TG_PART_OTHER ||
	       part == TG_PART_RISK || part == TG_PART_SCOPE ||
	       part == TG_PART_OUT_OF_SCOPE;
}

static void try_heading(struct tg_reading *rd, size_t i)
{
	const struct tg_section *s = &rd->outline.sections.items[i];
	enum tg_part part = tg_outline_part(&rd->outline, s->parent, NULL);

	if (has_threat_table(rd, i))
		return;
	read_candidate(rd, i);
	if (s->stride != 0) {
		if (!holds_no_threats(part))
			read_category(rd, i);
		return;
	}
	if (is_plain_threat(rd, i, part))
		put_section(rd, i, tg_arena_dup_str(rd->arena, s->name), TG_TIER_LIKELY);
	else if (rd->record.of[TG_F_THREAT].n > 1 && part != TG_PART_OTHER &&
		 tg_outline_is_leaf(&rd->outline, i))
		read_listed(rd, i);
}

void tg_read_headings(struct tg_reading *rd)
{
	bool noted = false;

	for (size_t i = 1; i < rd->outline.sections.n; i++) {
		struct tg_section *s = &rd->outline.sections.items[i];
		size_t before = rd->draft.threats.n;

		if (s->taken || (i == rd->outline.title_section && s->stride == 0))
			continue;
		try_heading(rd, i);
		for (size_t c = i + 1; s->taken && c < s->end; c++)
			rd->outline.sections.items[c].taken = true;
		if (!noted && rd->draft.threats.n > before) {
			tg_reading_note(rd, "the headings", s->line);
			noted = true;
		}
	}
}
