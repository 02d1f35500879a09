/* Threats under headings that begin with their id. */
#include "headings.h"

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

/* The section and what stands below it as a record of one threat. */
static void read_section(struct tg_reading *rd, struct tg_record *r, size_t i)
{
	const struct tg_section *s = &rd->outline.sections.items[i];

	r->line = s->line;
	r->end_line = s->line;
	tg_heading_read_own(rd, r, i, TG_F_NONE);
	for (size_t c = i + 1; c < s->end; c++) {
		const struct tg_section *child = &rd->outline.sections.items[c];
		enum tg_field f = tg_heading_field(child);

		if (child->key != NULL)
			continue;
		tg_heading_read_own(rd, r, c, f == TG_F_NONE ? TG_F_DESCRIPTION : f);
	}
}

static bool says_of_threat(const struct tg_record *r)
{
	return tg_record_has(r, TG_F_MITIGATION) || tg_record_has(r, TG_F_THREAT) ||
	       tg_record_has(r, TG_F_CATEGORY) || tg_record_has(r, TG_F_PRIORITY) ||
	       tg_record_has(r, TG_F_LIKELIHOOD) || tg_record_has(r, TG_F_RISK);
}

/* A heading over <details> or over labelled sections groups them: "(B1) Submit
 * change without review" names no threat of its own. */
static bool is_group(struct tg_reading *rd, size_t i)
{
	const struct tg_outline *o = &rd->outline;

	for (size_t c = i + 1; c < o->sections.items[i].end; c++) {
		if (o->sections.items[c].key != NULL ||
		    tg_heading_field(&o->sections.items[c]) != TG_F_NONE)
			continue;
		tg_record_clear(&rd->record);
		tg_heading_read_own(rd, &rd->record, c, TG_F_NONE);
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
	if (tg_is_threat_family(family))
		return part != TG_PART_OTHER || of_family > 1;
	if (part == TG_PART_OTHER || part == TG_PART_BOUNDARIES || part == TG_PART_DFD ||
	    part == TG_PART_SCOPE)
		return false;
	if (in_threats && !(is_other_family(family) && s->part == TG_PART_MITIGATIONS))
		return true;
	if (is_other_family(family))
		return false;
	tg_record_clear(&rd->record);
	tg_heading_read_own(rd, &rd->record, i, TG_F_NONE);
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

/* The candidate of each family of ids, and where each id is in it. */
struct families {
	TG_VEC(struct family {
		struct tg_str letters;
		struct tg_candidate *c;
	}) v;
	struct tg_map offers; /* key → index + 1 */
};

static struct tg_candidate *of_family(struct tg_reading *rd, struct families *all, size_t i)
{
	const struct tg_section *s = &rd->outline.sections.items[i];
	struct tg_str letters = tg_id_family(s->key);

	for (size_t f = 0; f < all->v.n; f++)
		if (tg_str_eq(all->v.items[f].letters, letters))
			return all->v.items[f].c;
	struct family *f = TG_VEC_PUSH(rd->arena, &all->v);

	f->letters = letters;
	f->c = tg_candidate_new(rd, TG_SHAPE_ID_HEADINGS, s->parent, s->line,
				TG_SOURCE_HEADINGS);
	return f->c;
}

static bool says_what_is_done(const struct tg_section *s)
{
	return s->part == TG_PART_MITIGATIONS || tg_part_of(s->name) == TG_PART_MITIGATIONS;
}

/* "Threat-01 Recommended mitigations", beside "Threat-01 - Spoofing". */
static void read_sibling(struct tg_reading *rd, struct tg_candidate *c,
			 struct tg_offer *threat, size_t i)
{
	const struct tg_section *s = &rd->outline.sections.items[i];
	struct tg_record scratch = rd->record;

	rd->record = threat->r;
	tg_heading_read_own(rd, &rd->record, i,
			    says_what_is_done(s) ? TG_F_MITIGATION : TG_F_NONE);
	threat->r = rd->record;
	rd->record = scratch;
	*TG_VEC_PUSH(rd->arena, &c->also) = i;
}

static void offer_section(struct tg_reading *rd, struct families *all, size_t i)
{
	const struct tg_section *s = &rd->outline.sections.items[i];
	struct tg_record *r = &rd->record;
	struct tg_candidate *c = of_family(rd, all, i);

	tg_record_clear(r);
	read_section(rd, r, i);
	/* "Threat ID: T-S-001" below "S1: ..." is another name of it */
	tg_record_add(r, rd->arena, TG_F_ID, r->of[TG_F_ID].n > 0 ?
						     r->of[TG_F_ID].items[0] :
						     tg_heading_value("", s->line));
	r->of[TG_F_ID].items[0] =
		tg_heading_value(tg_arena_dup_str(rd->arena, s->id), s->line);
	tg_heading_offer(rd, c, i, tg_arena_dup_str(rd->arena, s->name));
	if (tg_map_get(&all->offers, tg_str(s->key)) == NULL)
		tg_map_set(&all->offers, tg_str(s->key),
			   (void *)(uintptr_t)c->offers.n);
}

void tg_read_id_headings(struct tg_reading *rd)
{
	struct families all = { 0 };

	tg_map_init(&all.offers, rd->arena);
	for (size_t i = 1; i < rd->outline.sections.n; i++) {
		const struct tg_section *s = &rd->outline.sections.items[i];

		if (s->key == NULL)
			continue;
		size_t known = (size_t)(uintptr_t)tg_map_get(&all.offers, tg_str(s->key));

		if (known > 0 && (says_what_is_done(s) || s->name.n == 0)) {
			struct tg_candidate *c = of_family(rd, &all, i);

			read_sibling(rd, c, &c->offers.items[known - 1], i);
		} else if (is_threat_heading(rd, i, count_family(&rd->outline, s->key))) {
			offer_section(rd, &all, i);
		}
	}
}
