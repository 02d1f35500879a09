/* Threats that are labelled as such: "Threat: ...", "Mitigation: ...". */
#include "candidate.h"

#define MOST_LOOKED_AT 500u

bool tg_candidate_is_labelled(const struct tg_candidate *c)
{
	for (size_t i = 0; i < c->offers.n; i++)
		if (!c->offers.items[i].labelled ||
		    (c->groups.n == 0 &&
		     !tg_record_has(&c->offers.items[i].r, TG_F_MITIGATION)))
			return false;
	return c->table == NULL;
}

/* Something that only threats have: "Threat:", an answer, a level. */
static bool is_told_as_threat(const struct tg_offer *o)
{
	return o->labelled || tg_record_has(&o->r, TG_F_MITIGATION) ||
	       tg_record_has_level(&o->r);
}

static bool any_labelled_throughout(const struct tg_reading *rd, enum tg_shape shape)
{
	for (size_t i = 0; i < rd->candidates.n && i < MOST_LOOKED_AT; i++) {
		const struct tg_candidate *c = rd->candidates.items[i];

		if (c->shape == shape && c->offers.n >= 2 && tg_candidate_is_labelled(c))
			return true;
	}
	return false;
}

bool tg_candidate_keep_labelled(const struct tg_reading *rd, struct tg_candidate *c)
{
	size_t n = 0;

	if (c->shape != TG_SHAPE_HEADINGS ||
	    tg_outline_part(&rd->outline, c->section, NULL) == TG_PART_THREATS)
		return false;
	for (size_t i = 0; i < c->offers.n; i++) {
		const struct tg_offer *o = &c->offers.items[i];
		bool both = o->labelled && tg_record_has(&o->r, TG_F_MITIGATION);

		if (!both && is_told_as_threat(o))
			return false;
		n += both;
	}
	if (n == 0 || n == c->offers.n || !any_labelled_throughout(rd, c->shape))
		return false;
	n = 0;
	for (size_t i = 0; i < c->offers.n; i++)
		if (c->offers.items[i].labelled)
			c->offers.items[n++] = c->offers.items[i];
	c->offers.n = n;
	return true;
}
