/* What speaks for a candidate and what against it, in points. */
#include "candidate.h"

#include <limits.h>

/* The part of the document that it stands in. */
static int of_part(enum tg_part part)
{
	switch (part) {
	case TG_PART_THREATS:
		return 30;
	case TG_PART_MODEL:
		return 10;
	case TG_PART_NONE:
	case TG_PART_RISK:
		return 0;
	case TG_PART_DFD:
		return -10;
	case TG_PART_SCOPE:
	case TG_PART_BOUNDARIES:
		return -15;
	case TG_PART_MITIGATIONS:
	case TG_PART_OTHER:
		return -30;
	default:
		return -60;
	}
}

static bool is_under_category(const struct tg_reading *rd, const struct tg_candidate *c)
{
	return c->stride != 0 || tg_outline_stride(&rd->outline, c->section) != 0;
}

static size_t count_named_as_attacks(const struct tg_candidate *c)
{
	size_t n = 0;

	for (size_t i = 0; i < c->offers.n; i++)
		n += tg_tone_of(tg_str(tg_record_text(&c->offers.items[i].r, TG_F_THREAT)))
			     .attack > 0;
	return n;
}

/* "Threat | Control" under "Controls", "Key threats:" above a list, a list that answers
 * each of its items: such words weigh more than the heading. */
static bool has_its_own_words(const struct tg_candidate *c)
{
	if (c->table != NULL)
		return c->table->t.says_threat &&
		       (tg_table_has(&c->table->t, TG_F_MITIGATION) ||
			tg_table_has(&c->table->t, TG_F_STATUS));
	if (c->shape != TG_SHAPE_LIST || c->offers.n == 0)
		return false;
	return c->offers.items[0].labelled ||
	       (c->offers.n >= 3 && tg_candidate_answers(c) == c->offers.n);
}

/* "Attack surfaces", "Adversaries", with what is done about each. */
static bool are_answered(const struct tg_reading *rd, const struct tg_candidate *c,
			 const char *what)
{
	struct tg_fold f;

	tg_fold(&f, tg_str(rd->outline.sections.items[c->section].title));
	return c->shape == TG_SHAPE_HEADINGS && c->offers.n >= 3 &&
	       tg_fold_has_stem(&f, what) && tg_candidate_answers(c) == c->offers.n;
}

static bool are_answered_attackers(const struct tg_reading *rd, const struct tg_candidate *c)
{
	return are_answered(rd, c, "adversar") || are_answered(rd, c, "attackers") ||
	       are_answered(rd, c, "threat actors");
}

/* "Main threats:" below each boundary; surfaces that are each answered. */
static bool tells_in_its_place(const struct tg_reading *rd, const struct tg_candidate *c,
			       enum tg_part part)
{
	if (part == TG_PART_OUT_OF_SCOPE)
		return tg_candidate_is_labelled(c);
	if (part == TG_PART_OTHER)
		return are_answered(rd, c, "attack surface") || are_answered_attackers(rd, c);
	return (part == TG_PART_BOUNDARIES || part == TG_PART_SCOPE || part == TG_PART_DFD) &&
	       !c->defended && has_its_own_words(c);
}

static int of_place(const struct tg_reading *rd, const struct tg_candidate *c)
{
	enum tg_part stands_in = tg_outline_part(&rd->outline, c->section, NULL);
	int part = of_part(stands_in);

	if ((stands_in == TG_PART_MITIGATIONS || stands_in == TG_PART_OTHER) &&
	    has_its_own_words(c))
		part = -10;
	else if (part < 0 && tells_in_its_place(rd, c, stands_in))
		part = 0;
	else if (stands_in == TG_PART_OTHER && c->table != NULL && c->table->t.says_threat)
		part = -15;

	if (part >= 0 && is_under_category(rd, c))
		part += 20;
	else if (stands_in == TG_PART_NONE && c->section == rd->outline.title_section &&
		 count_named_as_attacks(c) == c->offers.n)
		part += 10; /* the title, or the file's name, says what it is about */
	return part;
}

static int of_id(struct tg_reading *rd, const struct tg_record *r)
{
	struct tg_str text = tg_str(tg_record_text(r, TG_F_ID)), id, rest;
	bool loose;

	if (text.n == 0)
		text = tg_str_sub(tg_str(tg_record_text(r, TG_F_THREAT)), 0, 60);
	if (!tg_threat_id(text, &id, &rest, &loose))
		return 0;
	for (size_t i = 0; i < id.n; i++) /* "T-API-01" is of the family of T-1 */
		if (!tg_is_alpha(id.p[i]))
			id.n = i;
	return tg_is_threat_family(tg_id_family(tg_id_key(rd->arena, id))) ? 20 : 6;
}

/* A name that speaks of an attack says more than a description that does. */
static int of_tone(const struct tg_record *r)
{
	struct tg_tone name = tg_tone_of(tg_str(tg_record_text(r, TG_F_THREAT)));

	if (name.attack > 0)
		return 15;
	return tg_tone_of(tg_str(tg_record_text(r, TG_F_DESCRIPTION))).attack > 0 ? 10 : 0;
}

static int of_category(const struct tg_record *r)
{
	return tg_stride_parse(tg_str(tg_record_text(r, TG_F_CATEGORY))) != 0 ? 15 : 0;
}

/* "Requests are signed", alone: rather an answer than a threat. */
static bool is_control(const struct tg_record *r)
{
	struct tg_tone tone = tg_tone_of(tg_str(tg_record_text(r, TG_F_THREAT)));

	return tone.control > 0 && tone.attack == 0 && !tg_record_has(r, TG_F_MITIGATION);
}

/* What the record itself says, for shapes without a header. */
static int of_record(struct tg_reading *rd, const struct tg_offer *o)
{
	const struct tg_record *r = &o->r;
	int n = of_id(rd, r) + of_tone(r);

	if (tg_record_has(r, TG_F_MITIGATION))
		n += 25;
	if (o->labelled)
		n += 25;
	n += of_category(r);
	if (tg_record_has_level(r))
		n += 10;
	return n;
}

#define CONTROLS 40 /* against a list whose items are rather answers */

static int of_controls(struct tg_reading *rd, const struct tg_candidate *c)
{
	size_t n = 0;

	for (size_t i = 0; i < c->offers.n; i++)
		n += is_control(&c->offers.items[i].r) &&
		     of_record(rd, &c->offers.items[i]) ==
			     of_category(&c->offers.items[i].r);
	return n * 2 > c->offers.n || count_named_as_attacks(c) == 0 ?
		       CONTROLS * (int)n / (int)c->offers.n :
		       0;
}

static int mean(struct tg_reading *rd, const struct tg_candidate *c, bool only_tone)
{
	long sum = 0;

	for (size_t i = 0; i < c->offers.n; i++)
		sum += only_tone ? of_tone(&c->offers.items[i].r) :
				   of_record(rd, &c->offers.items[i]);
	return c->offers.n > 0 ? (int)(sum / (long)c->offers.n) : 0;
}

/* What a table's header promises. */
static int of_header(const struct tg_table *t)
{
	int n = t->says_threat ? 30 : tg_table_has(t, TG_F_THREAT) ? 10 : 0;

	if (tg_table_has(t, TG_F_MITIGATION))
		n += 20;
	if (tg_table_has(t, TG_F_CATEGORY))
		n += t->strides ? 20 : 8;
	if (tg_table_has(t, TG_F_LIKELIHOOD) || tg_table_has(t, TG_F_PRIORITY) ||
	    tg_table_has(t, TG_F_TOTAL) || tg_table_has(t, TG_F_DAMAGE))
		n += 10;
	if (tg_table_has(t, TG_F_STATUS) || tg_table_has(t, TG_F_RESIDUAL))
		n += 5;
	if (tg_table_has(t, TG_F_DESCRIPTION) || tg_table_has(t, TG_F_ELEMENT))
		n += 5;
	return n;
}

/* What a reader of that shape has seen already. */
static int of_shape(const struct tg_candidate *c)
{
	switch (c->shape) {
	case TG_SHAPE_MATRIX:
	case TG_SHAPE_PAIRS:
		return 40;
	case TG_SHAPE_PARAGRAPHS:
	case TG_SHAPE_LIST:
	case TG_SHAPE_ID_HEADINGS:
		return 15;
	default:
		return 0;
	}
}

static bool has_kin(const struct tg_reading *rd, const struct tg_candidate *c)
{
	for (size_t i = 0; c->kin != 0 && i < rd->candidates.n && i < 500; i++) {
		const struct tg_candidate *other = rd->candidates.items[i];

		if (other != c && other->shape == c->shape && other->kin == c->kin &&
		    other->offers.n > 0)
			return true;
	}
	return false;
}

/* "### Main threats", followed by "### Mitigations". */
static bool is_answered_below(const struct tg_reading *rd, const struct tg_candidate *c)
{
	const struct tg_section *s = &rd->outline.sections.items[c->section];
	const struct tg_section *next = &rd->outline.sections.items[s->end];

	return s->part == TG_PART_THREATS && s->end < rd->outline.sections.n &&
	       next->part == TG_PART_MITIGATIONS && next->level == s->level &&
	       next->level > 2;
}

#define SUMS_UP 20    /* against a summary: what it sums up comes first */
#define ALONE 20      /* against a single item or heading: nothing repeats its shape */
#define ANSWERED 15   /* for "Threats:" and "Mitigations:" in one section, for a list of
			 what is addressed, for headings that are each answered */
#define TOLD 10
#define MOST_ASIDE (TG_STRONG - 1)
#define MOST_UNNAMED 24
#define MOST_PLAIN 35 /* a list without any mark is never a strong candidate */

/* One alone may be anything. */
static int of_loneliness(const struct tg_reading *rd, const struct tg_candidate *c, int n)
{
	bool headings = c->shape == TG_SHAPE_HEADINGS;
	int malus = 0;

	if (c->offers.n != 1 || c->offers.items[0].labelled)
		return 0;
	if (n < 60 && (c->shape == TG_SHAPE_LIST || headings) && of_place(rd, c) <= 10 &&
	    !has_kin(rd, c))
		malus -= ALONE;
	if (headings && !tg_record_has(&c->offers.items[0].r, TG_F_MITIGATION))
		malus -= ALONE;
	return malus;
}

/* "Security considerations" with a heading for each: their texts all speak of attacks. */
static bool tell_of_attacks(const struct tg_reading *rd, const struct tg_candidate *c)
{
	if (c->shape != TG_SHAPE_HEADINGS || c->offers.n < 3 ||
	    tg_outline_part(&rd->outline, c->section, NULL) != TG_PART_MODEL)
		return false;
	for (size_t i = 0; i < c->offers.n; i++)
		if (of_tone(&c->offers.items[i].r) == 0)
			return false;
	return true;
}

static int of_context(struct tg_reading *rd, const struct tg_candidate *c)
{
	int n = 0;

	if ((c->shape == TG_SHAPE_LIST && c->groups.n > 0) ||
	    (c->shape == TG_SHAPE_PLAIN_LIST && tg_candidate_answered(rd, c)))
		n += ANSWERED;
	if (tg_candidate_sums_up(rd, c) || tg_candidate_maps(rd, c) ||
	    tg_candidate_has_other_ids(rd, c))
		n -= SUMS_UP;
	/* "a -> b" in each item may be a flow */
	if (c->shape == TG_SHAPE_LIST && of_place(rd, c) == 0 && mean(rd, c, true) == 0)
		n -= 10;
	if (c->shape == TG_SHAPE_PLAIN_LIST && is_answered_below(rd, c))
		n += ANSWERED;
	if (tell_of_attacks(rd, c))
		n += TOLD;
	if (c->shape == TG_SHAPE_HEADINGS && c->offers.n >= 3 &&
	    tg_candidate_answers(c) == c->offers.n && count_named_as_attacks(c) * 2 > c->offers.n)
		n += ANSWERED;
	return n;
}

/* A table below "Detection patterns", in the form that each threat is told in. */
static bool is_part_of_form(const struct tg_reading *rd, const struct tg_candidate *c)
{
	return c->table != NULL && rd->outline.sections.items[c->section].form &&
	       tg_outline_part(&rd->outline, c->section, NULL) != TG_PART_THREATS &&
	       !tg_table_has(&c->table->t, TG_F_ID) &&
	       !tg_table_has(&c->table->t, TG_F_MITIGATION);
}

static bool is_in_model(const struct tg_reading *rd, const struct tg_candidate *c)
{
	return rd->outline.sections.items[rd->outline.title_section].part == TG_PART_MODEL ||
	       tg_outline_part(&rd->outline, c->section, NULL) == TG_PART_MODEL;
}

bool tg_candidate_heads_answers(const struct tg_reading *rd, const struct tg_candidate *c)
{
	return c->shape == TG_SHAPE_HEADINGS && c->told == 0 &&
	       tg_outline_part(&rd->outline, c->section, NULL) == TG_PART_MITIGATIONS;
}

/* What it may come to at most. */
static int most_of(const struct tg_reading *rd, const struct tg_candidate *c)
{
	/* "Attack surface": threats where no other part has any */
	if (c->table != NULL && !has_its_own_words(c) &&
	    tg_outline_part(&rd->outline, c->section, NULL) == TG_PART_OTHER)
		return MOST_ASIDE;
	if (is_part_of_form(rd, c) || are_answered_attackers(rd, c))
		return MOST_ASIDE;
	if (tg_candidate_heads_answers(rd, c))
		return MOST_UNNAMED;
	/* "A test that fails": beside other lists, or in a threat model */
	if (c->unnamed && !is_in_model(rd, c))
		return MOST_UNNAMED;
	if (c->shape == TG_SHAPE_PLAIN_LIST && !is_under_category(rd, c) &&
	    !is_answered_below(rd, c))
		return MOST_PLAIN;
	return INT_MAX;
}

static int score(struct tg_reading *rd, const struct tg_candidate *c)
{
	int n = of_place(rd, c) + of_shape(c), most = most_of(rd, c);

	if (c->table != NULL && c->shape == TG_SHAPE_TABLE)
		n += of_header(&c->table->t) + mean(rd, c, true) +
		     of_id(rd, &c->offers.items[0].r);
	else
		n += mean(rd, c, false) - of_controls(rd, c);
	n += of_loneliness(rd, c, n) + of_context(rd, c);
	return n < most ? n : most;
}

void tg_score(struct tg_reading *rd)
{
	tg_find_other_ids(rd);
	for (size_t i = 0; i < rd->candidates.n; i++)
		tg_candidate_look(rd->candidates.items[i]);
	for (size_t i = 0; i < rd->candidates.n; i++) {
		struct tg_candidate *c = rd->candidates.items[i];

		tg_candidate_infer(rd, c);
		c->answers = tg_candidate_answers(c);
		c->score = c->offers.n > 0 ? score(rd, c) : -100;
		if (c->score < TG_STRONG && tg_candidate_keep_labelled(rd, c))
			c->score = score(rd, c);
	}
}
