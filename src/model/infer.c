/* What is done about threats, where no label says so: the bullets below each threat
 * that speak of controls, throughout a candidate. */
#include "candidate.h"

static bool is_bullet(const struct tg_offer *o, const struct tg_value *v)
{
	return v->node != NULL && v->node->parent != NULL &&
	       v->node->parent->kind == TG_MD_ITEM && v->line > o->r.line;
}

static bool sounds_like_attack(const struct tg_value *v)
{
	struct tg_tone tone = tg_tone_of(tg_str(v->text));

	return tone.attack > 0 && tone.attack >= tone.control;
}

static bool sounds_like_control(const struct tg_value *v)
{
	struct tg_tone tone = tg_tone_of(tg_str(v->text));

	return tone.control > tone.attack;
}

struct bullets {
	size_t all, controls, attacks;
};

static struct bullets look_at(const struct tg_offer *o)
{
	struct bullets b = { 0 };

	for (size_t i = 0; i < o->r.of[TG_F_DESCRIPTION].n; i++) {
		const struct tg_value *v = &o->r.of[TG_F_DESCRIPTION].items[i];

		if (!is_bullet(o, v))
			continue;
		b.all++;
		b.controls += sounds_like_control(v);
		b.attacks += sounds_like_attack(v);
	}
	return b;
}

static void move_bullets(struct tg_reading *rd, struct tg_offer *o)
{
	struct tg_record *r = &o->r;
	size_t n = 0;

	for (size_t i = 0; i < r->of[TG_F_DESCRIPTION].n; i++) {
		struct tg_value v = r->of[TG_F_DESCRIPTION].items[i];

		if (is_bullet(o, &v) && !sounds_like_attack(&v))
			tg_record_add(r, rd->arena, TG_F_MITIGATION, v);
		else
			r->of[TG_F_DESCRIPTION].items[n++] = v;
	}
	r->of[TG_F_DESCRIPTION].n = n;
}

void tg_candidate_infer(struct tg_reading *rd, struct tg_candidate *c)
{
	size_t with = 0, answered = 0, bullets = 0, attacks = 0;

	for (size_t i = 0; i < c->offers.n; i++) {
		struct bullets b = look_at(&c->offers.items[i]);

		if (tg_record_has(&c->offers.items[i].r, TG_F_MITIGATION))
			return;
		with += b.all > 0;
		answered += b.controls > 0;
		bullets += b.all;
		attacks += b.attacks;
	}
	if (with == 0 || answered * 2 < with || attacks * 3 > bullets)
		return;
	for (size_t i = 0; i < c->offers.n; i++)
		move_bullets(rd, &c->offers.items[i]);
}
