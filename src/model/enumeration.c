/* Attacks without a word on what is done, in a document that answers
 * its threats elsewhere: means of attack, ways in, scenarios told again. */
#include "headings.h"

#define MOST_LOOKED_AT 500u
#define LEAST 5u /* answered threats that make a register */
#define TIMES 3u /* an enumeration may be so many times longer */

/* What is done stands in the next section, or in one below. */
static bool has_section_below(const struct tg_reading *rd, size_t section)
{
	const struct tg_outline *o = &rd->outline;
	const struct tg_section *s = &o->sections.items[section];

	for (size_t i = section + 1; i < s->end && i < section + MOST_LOOKED_AT; i++)
		if (o->sections.items[i].part == TG_PART_MITIGATIONS)
			return true;
	return s->end < o->sections.n && o->sections.items[s->end].level == s->level &&
	       o->sections.items[s->end].part == TG_PART_MITIGATIONS;
}

enum { ANSWERED_UNKNOWN, ANSWERED_NO, ANSWERED_YES };

static bool says_answers(const struct tg_reading *rd, const struct tg_candidate *c)
{
	if (c->offers.n == 0)
		return false;
	return tg_candidate_answers(c) * 2 >= c->offers.n || c->groups.n > 0 ||
	       tg_candidate_answered(rd, c) ||
	       tg_section_answers(rd, c->section) ||
	       has_section_below(rd, c->section);
}

static bool is_answered(const struct tg_reading *rd, struct tg_candidate *c)
{
	if (c->answered == ANSWERED_UNKNOWN)
		c->answered = says_answers(rd, c) ? ANSWERED_YES : ANSWERED_NO;
	return c->answered == ANSWERED_YES;
}

static bool has_chosen_like(const struct tg_reading *rd, const struct tg_candidate *c)
{
	for (size_t i = 0; i < rd->chosen.n && i < MOST_LOOKED_AT; i++)
		if (rd->chosen.items[i]->shape == c->shape &&
		    rd->chosen.items[i]->kin == c->kin)
			return true;
	return false;
}

/* Threats that are chosen and told with what is done about each. */
static size_t count_register(const struct tg_reading *rd)
{
	size_t n = 0;

	for (size_t i = 0; i < rd->chosen.n && i < MOST_LOOKED_AT; i++)
		if (is_answered(rd, rd->chosen.items[i]) &&
		    tg_outline_part(&rd->outline, rd->chosen.items[i]->section, NULL) !=
			    TG_PART_OTHER)
			n += rd->chosen.items[i]->offers.n;
	return n;
}

bool tg_candidate_groups(const struct tg_reading *rd, const struct tg_candidate *c)
{
	const struct tg_section *s = &rd->outline.sections.items[c->section];
	size_t used = 0;

	if (c->shape != TG_SHAPE_HEADINGS || c->told > 0)
		return false;
	for (size_t i = c->section + 1; i < s->end && i < c->section + MOST_LOOKED_AT; i++)
		used += rd->outline.sections.items[i].parent == c->section &&
			rd->outline.sections.items[i].used &&
			!rd->outline.sections.items[i].taken;
	return used > 0 && used >= c->offers.n;
}

/* "Threat-01-S: ...": what has such an id is in the register. */
static bool has_threat_ids(const struct tg_reading *rd, const struct tg_candidate *c)
{
	struct tg_str text, id, rest;
	bool loose;

	if (c->offers.n == 0)
		return false;
	text = tg_str(tg_record_text(&c->offers.items[0].r, TG_F_ID));
	if (text.n == 0)
		text = tg_str_sub(tg_str(tg_record_text(&c->offers.items[0].r, TG_F_THREAT)), 0,
				  60);
	/* "Scenario 2" counts the leaves of a tree */
	return tg_threat_id(text, &id, &rest, &loose) && !tg_str_istarts(text, "scenario") &&
	       tg_is_threat_family(tg_id_family(tg_id_key(rd->arena, id)));
}

bool tg_candidate_enumerates(const struct tg_reading *rd, struct tg_candidate *c)
{
	return c->table == NULL && tg_candidate_answers(c) == 0 && !is_answered(rd, c) &&
	       !has_threat_ids(rd, c);
}

bool tg_candidate_is_beside_answers(const struct tg_reading *rd, struct tg_candidate *c,
				    size_t enumerated)
{
	size_t answered = count_register(rd);

	return answered >= LEAST && answered * TIMES >= enumerated &&
	       tg_candidate_enumerates(rd, c) && !has_chosen_like(rd, c);
}
