#include "candidate.h"

struct tg_candidate *tg_candidate_new(struct tg_reading *rd, enum tg_shape shape,
				      size_t section, uint32_t line, uint64_t source)
{
	struct tg_candidate *c = tg_arena_calloc(rd->arena, 1, sizeof(*c));

	c->shape = shape;
	c->section = section;
	c->line = line;
	c->source = source;
	*TG_VEC_PUSH(rd->arena, &rd->candidates) = c;
	return c;
}

struct tg_offer *tg_candidate_offer(struct tg_reading *rd, struct tg_candidate *c,
				    size_t section)
{
	struct tg_offer *o = TG_VEC_PUSH(rd->arena, &c->offers);

	o->r = rd->record;
	o->section = section;
	o->table = c->table;
	rd->record = (struct tg_record){ 0 };
	return o;
}

void tg_candidate_group(struct tg_reading *rd, struct tg_candidate *c,
			const struct tg_mitigation *m, size_t section, unsigned stride)
{
	struct tg_group_mitigation *g = TG_VEC_PUSH(rd->arena, &c->groups);

	g->m = *m;
	g->section = section;
	g->stride = stride;
}

size_t tg_candidate_answers(const struct tg_candidate *c)
{
	size_t n = 0;

	for (size_t i = 0; i < c->offers.n; i++)
		n += tg_record_has(&c->offers.items[i].r, TG_F_MITIGATION);
	return n;
}

bool tg_record_has_level(const struct tg_record *r)
{
	static const enum tg_field levels[] = {
		TG_F_PRIORITY, TG_F_LIKELIHOOD, TG_F_IMPACT, TG_F_TOTAL, TG_F_DAMAGE,
		TG_F_CVSS, TG_F_RISK,
	};

	for (size_t i = 0; i < sizeof(levels) / sizeof(levels[0]); i++)
		if (tg_record_has(r, levels[i]))
			return true;
	return false;
}
