/* Candidates that speak of threats which are known: summaries, registers of risk,
 * tables of scores and of answers, the same once more by the list of a standard. */
#include "candidate.h"

#define MOST_LOOKED_AT 200u

/* "STRIDE summary" over all of the threats sums up nothing. */
static bool holds_the_threats(const struct tg_reading *rd, const struct tg_candidate *c)
{
	size_t n = rd->draft.threats.n < MOST_LOOKED_AT ? rd->draft.threats.n : MOST_LOOKED_AT;
	size_t inside = 0;

	for (size_t i = 0; i < n; i++)
		inside += tg_outline_inside(&rd->outline, rd->draft.threats.items[i].section,
					    c->section);
	return inside * 2 > n;
}

/* A summary does, and so does a register of a few risks beside many threats; not so a
 * summary of controls that has threats of its own. */
bool tg_candidate_recaps(const struct tg_reading *rd, const struct tg_candidate *c)
{
	enum tg_part part = tg_outline_part(&rd->outline, c->section, NULL);

	if (part == TG_PART_RISK &&
	    rd->draft.threats.n >= c->offers.n * (c->table != NULL ? 1 : 2))
		return true;
	if (tg_candidate_maps(rd, c))
		return true;
	return tg_candidate_sums_up(rd, c) && !holds_the_threats(rd, c) &&
	       (part != TG_PART_MITIGATIONS || tg_candidate_answers(c) == 0);
}

/* "M-01 | Injection | A scanner" below "Mitigations": the ids are those of answers. */
static bool has_ids_of_answers(struct tg_reading *rd, const struct tg_candidate *c)
{
	static const char *const letters[] = { "m", "mit", "c", "ctl", "ctrl", "sc", "r", "rec",
					       "cm" };
	const char *id = tg_record_text(&c->offers.items[0].r, TG_F_ID);
	struct tg_str family = tg_id_family(tg_id_key(rd->arena, tg_str(id)));

	if (tg_outline_part(&rd->outline, c->section, NULL) != TG_PART_MITIGATIONS)
		return false;
	for (size_t i = 0; i < sizeof(letters) / sizeof(letters[0]); i++)
		if (tg_str_is(family, letters[i]))
			return true;
	return false;
}

#define LEAST_IDS 5u

/* "Threat scenarios" with "Scenario 1: ..." below: what is told is how threats that have
 * an id of their own come about. */
static bool tells_scenarios(const struct tg_reading *rd, const struct tg_candidate *c)
{
	struct tg_fold f;

	tg_fold(&f, tg_str(rd->outline.sections.items[c->section].title));
	return tg_fold_has(&f, "scenarios") && c->offers.n * 2 <= rd->draft.threats.n;
}

static bool names_own_id(const struct tg_offer *o)
{
	return tg_reading_names_id(&o->r) &&
	       !tg_str_istarts(tg_str(tg_record_text(&o->r, TG_F_ID)), "scenario");
}

/* Each threat has an id and stands where threats are listed: what has none and stands
 * elsewhere (the ten of a standard, an analysis by vector) is another view of them. */
static bool stands_beside_ids(const struct tg_reading *rd, const struct tg_candidate *c)
{
	enum tg_part part = tg_outline_part(&rd->outline, c->section, NULL);

	if ((part == TG_PART_THREATS && !tells_scenarios(rd, c)) ||
	    rd->draft.threats.n < LEAST_IDS || rd->draft.threats.n < c->offers.n)
		return false;
	for (size_t i = 0; i < c->offers.n; i++)
		if (names_own_id(&c->offers.items[i]))
			return false;
	for (size_t i = 0; i < rd->draft.threats.n && i < MOST_LOOKED_AT; i++)
		if (rd->draft.threats.items[i].t.id[0] == '\0')
			return false;
	return true;
}

/* "Threat | Layer 1 | Layer 2" below the threats themselves: a table that says no more
 * of them than their names, half of which are known. */
static bool is_mostly_known(const struct tg_reading *rd, const struct tg_candidate *c,
			    size_t known)
{
	return c->table != NULL && known * 2 >= c->offers.n &&
	       tg_outline_part(&rd->outline, c->section, NULL) != TG_PART_THREATS &&
	       !tg_table_has(&c->table->t, TG_F_ID) &&
	       !tg_table_has(&c->table->t, TG_F_MITIGATION) &&
	       !tg_table_has(&c->table->t, TG_F_DESCRIPTION);
}

bool tg_candidate_refers(const struct tg_candidate *c)
{
	if (c->table == NULL || (c->table->t.kind != TG_TABLE_SCORES &&
				 c->table->t.kind != TG_TABLE_RESPONSES))
		return false;
	for (size_t i = 0; i < c->offers.n; i++) {
		const struct tg_record *r = &c->offers.items[i].r;

		if (tg_reading_names_id(r) &&
		    !(tg_record_has(r, TG_F_ID) && tg_record_has(r, TG_F_THREAT)))
			return true;
	}
	return false;
}

/* The id as a word of its own: "(V-001)" cites V-001, "V-0011" does not. */
static bool cites(struct tg_str text, struct tg_str id)
{
	for (size_t at = 0, next; (next = tg_str_find(tg_str_from(text, at), id)) != SIZE_MAX;
	     at += next + id.n) {
		size_t end = at + next + id.n;

		if ((at + next == 0 || !tg_is_alnum(text.p[at + next - 1])) &&
		    (end == text.n || !tg_is_alnum(text.p[end])))
			return true;
	}
	return false;
}

static bool is_cited(const struct tg_reading *rd, struct tg_str id)
{
	for (size_t i = 0; i < rd->draft.threats.n && i < MOST_LOOKED_AT; i++) {
		const struct tg_threat *t = &rd->draft.threats.items[i].t;

		if (cites(tg_str(t->title), id) || cites(tg_str(t->description), id) ||
		    cites(tg_str(t->status), id))
			return true;
	}
	return false;
}

/* "V-001 | Weak comparison | High" where the threats say "(V-001)": a register of what
 * is behind them. */
static bool goes_into_known(const struct tg_reading *rd, const struct tg_candidate *c)
{
	size_t cited = 0;

	if (c->table == NULL || !tg_table_has(&c->table->t, TG_F_ID) || c->offers.n < 2)
		return false;
	for (size_t i = 0; i < c->offers.n && i < MOST_LOOKED_AT; i++) {
		struct tg_str id = tg_str(tg_record_text(&c->offers.items[i].r, TG_F_ID));

		cited += id.n >= 3 && is_cited(rd, id);
	}
	return cited * 2 > c->offers.n;
}

/* Tables of scores and answers name what is defined elsewhere. */
bool tg_candidate_repeats(struct tg_reading *rd, const struct tg_candidate *c,
			  size_t known)
{
	const struct tg_placed_table *t = c->table;

	if (tg_candidate_stands_aside(rd, c))
		return true;
	if (rd->draft.threats.n == 0)
		return false;
	if (stands_beside_ids(rd, c) || is_mostly_known(rd, c, known))
		return true;
	/* one more or less is a matter of words */
	if (tg_candidate_recaps(rd, c) &&
	    (known > 0 || rd->draft.threats.n * 5 >= c->offers.n * 4))
		return true;
	if (t == NULL)
		return false;
	if (has_ids_of_answers(rd, c) || goes_into_known(rd, c))
		return true;
	if (t->t.kind != TG_TABLE_SCORES && t->t.kind != TG_TABLE_RESPONSES)
		return false;
	return known > 0 || tg_candidate_refers(c);
}
