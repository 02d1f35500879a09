/* Threats under headings without an id, in <details>, and under categories. */
#include "headings.h"
#include "lists.h"

#include <stdlib.h>

#define MOST_SIBLINGS 100u

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

enum { BULLETS_UNKNOWN, BULLETS_ANSWER, BULLETS_NO };

/* Headings with one parent are one candidate; categories are one of their own. */
struct heading_sets {
	struct tg_candidate **plain, **category; /* by parent */
	unsigned char *bullets; /* by parent: do bullets say what is done? */
	TG_VEC(struct doubtful {
		struct tg_record r;
		size_t section;
		bool told; /* its first sentence is about an attack */
	}) doubtful; /* called like a part, and labelled like a threat; or told so */
};

static struct tg_candidate *set_of(struct tg_reading *rd, struct tg_candidate **sets,
				   size_t i)
{
	const struct tg_section *s = &rd->outline.sections.items[i];

	if (sets[s->parent] == NULL) {
		sets[s->parent] = tg_candidate_new(rd, TG_SHAPE_HEADINGS, s->parent,
						   s->line, TG_SOURCE_HEADINGS);
		sets[s->parent]->kin = 1 + s->level * 2 + s->details;
	}
	return sets[s->parent];
}

/* A heading that is a category: one threat, a list of them, or nothing. */
static void offer_category(struct tg_reading *rd, struct heading_sets *sets, size_t i)
{
	const struct tg_section *s = &rd->outline.sections.items[i];
	struct tg_record *r = &rd->record;

	tg_listed_risks(rd);
	(void)tg_listed_split(rd);
	if (r->of[TG_F_THREAT].n > 1) {
		tg_listed_offer(rd, i);
		return;
	}
	/* items without a label of their own are threats: lists are read later */
	if (r->of[TG_F_THREAT].n == 0 && (tg_listed_bare(rd, s) || !is_prose(r) ||
					  !tg_heading_holds_fields(rd, i)))
		return;
	const char *title = r->of[TG_F_THREAT].n == 1 ? "" : s->title;

	tg_heading_offer(rd, set_of(rd, sets->category, i), i, title);
}

/* "**Threat:** ..." in a paragraph: a table beside it goes into details. */
static bool is_told_in_words(const struct tg_record *r)
{
	return r->of[TG_F_THREAT].n == 1 && r->of[TG_F_THREAT].items[0].node != NULL &&
	       r->of[TG_F_THREAT].items[0].node->kind == TG_MD_PARAGRAPH &&
	       tg_record_has(r, TG_F_MITIGATION);
}

/* "Dependencies" with a threat and a mitigation, "Cost attacks" with a level and a
 * mitigation: what stands below tells that they name threats. */
static bool is_told_by_labels(const struct tg_record *r, enum tg_part part, bool in_threats)
{
	if (!tg_record_has(r, TG_F_MITIGATION))
		return false;
	if (part == TG_PART_THREATS)
		return tg_heading_labels(r) >= 2 && r->of[TG_F_THREAT].n <= 1;
	if (part == TG_PART_MITIGATIONS) /* "Cross-tenant control" with an impact */
		return in_threats && tg_heading_labels(r) >= 2;
	return part == TG_PART_OTHER && tg_record_has(r, TG_F_THREAT);
}

/* Bullets below a heading that speaks of an attack. */
static void count_bullets(struct tg_reading *rd, const struct tg_section *s, size_t *all,
			  size_t *attacks)
{
	if (tg_tone_of(s->name).attack == 0)
		return;
	for (size_t b = 0; b < s->blocks.n; b++) {
		const struct tg_md *item =
			s->blocks.items[b]->kind == TG_MD_LIST ? s->blocks.items[b]->first :
								 NULL;

		for (; item != NULL; item = item->next) {
			struct tg_tone tone =
				tg_tone_of(tg_str(tg_list_item_text(rd->arena, item)));

			(*all)++;
			*attacks += tone.attack > tone.control;
		}
	}
}

/* "Loss of the key at rest", with nothing but a list of what is done: such headings
 * speak of attacks, and the bullets below them and their siblings do not. */
static bool is_answered_by_bullets(struct tg_reading *rd, struct heading_sets *sets,
				   const struct tg_section *s)
{
	const struct tg_section *parent = &rd->outline.sections.items[s->parent];
	size_t all = 0, attacks = 0;

	if (tg_tone_of(s->name).attack == 0 || !tg_section_has_block(s, TG_MD_LIST))
		return false;
	if (sets->bullets[s->parent] == BULLETS_UNKNOWN) {
		for (size_t i = s->parent + 1; i < parent->end; i++)
			if (rd->outline.sections.items[i].parent == s->parent)
				count_bullets(rd, &rd->outline.sections.items[i], &all,
					      &attacks);
		sets->bullets[s->parent] = all > 0 && attacks * 4 <= all ? BULLETS_ANSWER :
									   BULLETS_NO;
	}
	return sets->bullets[s->parent] == BULLETS_ANSWER;
}

/* Most headings below speak of attacks, and of no control. */
static bool are_named_as_attacks(const struct tg_reading *rd, size_t parent)
{
	const struct tg_outline *o = &rd->outline;
	size_t n = 0, attacks = 0;

	for (size_t i = parent + 1; i < o->sections.items[parent].end && n < MOST_SIBLINGS;
	     i = o->sections.items[i].end) {
		struct tg_tone tone = tg_tone_of(o->sections.items[i].name);

		n++;
		attacks += tone.attack > 0 && tone.control == 0;
	}
	return n >= 3 && attacks * 4 >= n * 3;
}

static bool is_threat_elsewhere(const struct tg_section *s, const struct tg_record *r,
				enum tg_part part)
{
	if (part == TG_PART_MODEL && !tg_section_has_block(s, TG_MD_PARAGRAPH))
		return false;
	return tg_record_has(r, TG_F_MITIGATION) || tg_record_has(r, TG_F_THREAT) ||
	       s->level_text != NULL ||
	       ((part == TG_PART_NONE || part == TG_PART_MODEL) && s->part == TG_PART_NONE &&
		tg_section_has_block(s, TG_MD_PARAGRAPH) && tg_tone_of(s->name).attack > 0);
}

/* "Considerations", below one heading after the other. */
static bool is_label(const struct tg_section *s)
{
	return s->form && tg_tone_of(s->name).attack == 0 &&
	       !tg_section_has_block(s, TG_MD_PARAGRAPH);
}

/* Under "Threats", a heading with text may be a threat; elsewhere one that says
 * what is done about it. With nothing but a bare list below, it groups them. */
static bool may_be_threat(struct tg_reading *rd, struct heading_sets *sets, size_t i,
			  enum tg_part part)
{
	const struct tg_section *s = &rd->outline.sections.items[i];
	const struct tg_record *r = &rd->record;
	size_t labels = tg_heading_labels(r) + (s->level_text != NULL);
	bool in_threats = part == TG_PART_THREATS ||
			  tg_outline_stride(&rd->outline, s->parent) != 0;

	if (is_label(s) || !tg_heading_holds_fields(rd, i))
		return false;
	if (s->says_threat)
		return labels > 0 || s->blocks.n > 0;
	if (s->details && tg_record_has(r, TG_F_THREAT))
		return true;
	if ((tg_section_has_threats(rd, i) && !is_told_in_words(r)) ||
	    (tg_heading_announces(s) && !is_told_by_labels(r, s->part, in_threats)))
		return false;
	if (in_threats)
		return labels > 0 ||
		       (tg_section_has_block(s, TG_MD_PARAGRAPH) && says_something(r)) ||
		       is_answered_by_bullets(rd, sets, s);
	/* "Mitigations", with "Stolen token" and "Injection" below: what they are against */
	if (part == TG_PART_MITIGATIONS && s->part == TG_PART_NONE &&
	    are_named_as_attacks(rd, s->parent) && is_answered_by_bullets(rd, sets, s))
		return true;
	return is_threat_elsewhere(s, r, part);
}

/* Something is said of it that only a threat has, beside a name. */
static bool is_labelled(const struct tg_record *r)
{
	return tg_heading_labels(r) > tg_record_has(r, TG_F_THREAT);
}

/* Only its name speaks against it; but "Mitigations" and what remains are never one. */
static bool may_be_called_like_a_part(struct tg_reading *rd, size_t i, enum tg_part part)
{
	const struct tg_section *s = &rd->outline.sections.items[i];

	return (part == TG_PART_THREATS || part == TG_PART_MODEL || part == TG_PART_NONE) &&
	       (s->part == TG_PART_OTHER || s->part == TG_PART_RISK ||
		s->part == TG_PART_SCOPE || s->part == TG_PART_DFD ||
		s->part == TG_PART_BOUNDARIES || s->part == TG_PART_THREATS) &&
	       is_labelled(&rd->record) && rd->record.of[TG_F_THREAT].n <= 1 &&
	       !tg_section_has_threats(rd, i) &&
	       tg_heading_holds_fields(rd, i);
}

/* The section and the fields of its own that stand below it. */
static void read_candidate(struct tg_reading *rd, size_t i)
{
	const struct tg_section *s = &rd->outline.sections.items[i];
	struct tg_record *r = &rd->record;

	tg_record_clear(r);
	r->line = r->end_line = s->line;
	tg_heading_read_own(rd, r, i,
			    tg_is_question(s->title) ? TG_F_MITIGATION : TG_F_NONE);
	for (size_t c = i + 1; c < s->end; c++) {
		enum tg_field f = tg_heading_field(&rd->outline.sections.items[c]);

		if (f != TG_F_NONE)
			tg_heading_read_own(rd, r, c, f);
	}
}

/* Its own label lists them: "Threats: a, b", or bullets below it. */
static bool lists_threats(struct tg_reading *rd, size_t i)
{
	bool leaf = tg_outline_is_leaf(&rd->outline, i);

	if (tg_listed_split(rd) && leaf)
		return true;
	return leaf && tg_listed_below(rd) &&
	       !tg_listed_in_several(rd, &rd->outline.sections.items[i]);
}

static void doubt(struct tg_reading *rd, struct heading_sets *sets, size_t i, bool told)
{
	struct doubtful *d = TG_VEC_PUSH(rd->arena, &sets->doubtful);

	d->r = rd->record;
	d->section = i;
	d->told = told;
	rd->record = (struct tg_record){ 0 };
}

static void try_heading(struct tg_reading *rd, struct heading_sets *sets, size_t i)
{
	const struct tg_section *s = &rd->outline.sections.items[i];
	enum tg_part part = tg_outline_part(&rd->outline, s->parent, NULL);

	if (tg_listed_pairs(rd, s) || tg_listed_by_attacker(rd, i))
		return;
	read_candidate(rd, i);
	if (tg_section_has_threats(rd, i) && !is_told_in_words(&rd->record))
		return;
	if (s->stride != 0)
		offer_category(rd, sets, i);
	else if (lists_threats(rd, i))
		tg_listed_offer(rd, i);
	else if (may_be_threat(rd, sets, i, part))
		tg_heading_offer(rd, set_of(rd, sets->plain, i), i,
				 tg_arena_dup_str(rd->arena, s->name));
	else if (may_be_called_like_a_part(rd, i, part))
		doubt(rd, sets, i, false);
	else if (part == TG_PART_MODEL && tg_heading_tells_of_attack(rd, i))
		doubt(rd, sets, i, true);
}

static int by_line(const void *a, const void *b)
{
	const struct tg_offer *x = a, *y = b;

	return x->r.line < y->r.line ? -1 : x->r.line > y->r.line;
}

static void sort(struct tg_candidate *c)
{
	qsort(c->offers.items, c->offers.n, sizeof(*c->offers.items), by_line);
}

/* "Asset ambiguity" and "Data flow": where the siblings are threats with an impact or
 * what is done about each, so is it. */
static void settle_doubtful(struct tg_reading *rd, struct heading_sets *sets)
{
	struct tg_candidate *grown = NULL;

	for (size_t d = 0; d < sets->doubtful.n; d++) {
		size_t i = sets->doubtful.items[d].section, alike = 0;
		const struct tg_section *s = &rd->outline.sections.items[i];
		struct tg_candidate *c = sets->plain[s->parent];

		if (c == NULL || c->offers.n < 2)
			continue;
		for (size_t k = 0; k < c->offers.n && k < 3; k++)
			alike += sets->doubtful.items[d].told ||
				 is_labelled(&c->offers.items[k].r);
		if (alike < 2)
			continue;
		rd->record = sets->doubtful.items[d].r;
		tg_heading_offer(rd, c, i, tg_arena_dup_str(rd->arena, s->name));
		if (grown != NULL && grown != c)
			sort(grown);
		grown = c;
	}
	if (grown != NULL)
		sort(grown);
}

/* "Denial of service" among "Replay" and "Downgrade" is one of them, and no category. */
static void join_categories(const struct tg_reading *rd, struct heading_sets *sets)
{
	for (size_t i = 0; i < rd->outline.sections.n; i++) {
		struct tg_candidate *c = sets->category[i], *plain = sets->plain[i];

		if (c == NULL || plain == NULL || c->offers.n == 0 ||
		    plain->offers.n < c->offers.n * 2)
			continue;
		for (size_t k = 0; k < c->offers.n; k++)
			*TG_VEC_PUSH(rd->arena, &plain->offers) = c->offers.items[k];
		c->offers.n = 0;
		sort(plain);
	}
}

void tg_read_headings(struct tg_reading *rd)
{
	const struct tg_outline *o = &rd->outline;
	struct heading_sets sets = { 0 };

	sets.plain = tg_arena_calloc(rd->arena, o->sections.n, sizeof(struct tg_candidate *));
	sets.category =
		tg_arena_calloc(rd->arena, o->sections.n, sizeof(struct tg_candidate *));
	sets.bullets = tg_arena_calloc(rd->arena, o->sections.n, sizeof(*sets.bullets));
	for (size_t i = 1; i < o->sections.n; i++)
		if (i != o->title_section || o->sections.items[i].stride != 0)
			try_heading(rd, &sets, i);
	settle_doubtful(rd, &sets);
	join_categories(rd, &sets);
	for (size_t i = 0; i < o->sections.n; i++)
		if (sets.plain[i] != NULL && tg_headings_are_prose(rd, sets.plain[i]))
			sets.plain[i]->offers.n = 0;
}
