/* Ids that are those of other things: "D1" and "I2" in a list are the invariants that
 * headings define, and none of the list's own. */
#include "candidate.h"

static bool is_of_other_things(enum tg_part part)
{
	return part == TG_PART_OTHER || part == TG_PART_SCOPE ||
	       part == TG_PART_BOUNDARIES;
}

void tg_find_other_ids(struct tg_reading *rd)
{
	tg_map_init(&rd->other_ids, rd->arena);
	for (size_t i = 1; i < rd->outline.sections.n; i++) {
		struct tg_section *s = &rd->outline.sections.items[i];

		if (s->key != NULL && !s->loose &&
		    is_of_other_things(tg_outline_part(&rd->outline, i, NULL)))
			tg_map_set(&rd->other_ids, tg_str(s->key), s);
	}
}

/* Its id, which may still stand in front of its name. */
static const char *key_of(const struct tg_reading *rd, const struct tg_record *r)
{
	struct tg_str text = tg_str(tg_record_text(r, TG_F_ID)), id, rest;
	bool loose;

	if (text.n == 0)
		text = tg_str_sub(tg_str(tg_record_text(r, TG_F_THREAT)), 0, 60);
	return tg_threat_id(text, &id, &rest, &loose) ? tg_id_key(rd->arena, id) : NULL;
}

bool tg_candidate_has_other_ids(const struct tg_reading *rd, const struct tg_candidate *c)
{
	size_t n = 0;

	if (c->shape == TG_SHAPE_ID_HEADINGS || c->shape == TG_SHAPE_HEADINGS ||
	    tg_outline_part(&rd->outline, c->section, NULL) == TG_PART_THREATS)
		return false;
	for (size_t i = 0; i < c->offers.n; i++) {
		const char *key = key_of(rd, &c->offers.items[i].r);

		n += key != NULL && tg_map_get(&rd->other_ids, tg_str(key)) != NULL;
	}
	return n * 2 > c->offers.n;
}
