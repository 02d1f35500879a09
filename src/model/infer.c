/* What is done about threats, where no label says so: the bullets below each threat
 * that speak of controls, throughout a candidate. */
#include "candidate.h"

#define MOST_KIN 500u

static bool is_bullet(const struct tg_offer *o, const struct tg_value *v)
{
	return v->node != NULL && v->node->parent != NULL &&
	       v->node->parent->kind == TG_MD_ITEM && v->line > o->r.line;
}

/* "- [x] A sandbox": what is to be done, or was. */
static bool is_task(const struct tg_value *v)
{
	return v->task != TG_MD_NOT_A_TASK;
}

static bool sounds_like_attack(const struct tg_value *v)
{
	struct tg_tone tone = tg_tone_of(tg_str(v->text));

	return !is_task(v) && tone.attack > 0 && tone.attack >= tone.control;
}

static bool sounds_like_control(const struct tg_value *v)
{
	struct tg_tone tone = tg_tone_of(tg_str(v->text));

	return is_task(v) || tone.control > tone.attack;
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

/* "Identical to (k3)", "See the mitigations of T1": whatever it goes on with. */
static bool refers_to_another(const struct tg_value *v)
{
	static const char *const openings[] = { "see", "same as", "identical to",
						"as for",  "as in",   "as above" };
	struct tg_fold f;

	tg_fold(&f, tg_str(v->text));
	for (size_t i = 0; i < sizeof(openings) / sizeof(openings[0]); i++)
		if (tg_fold_starts(&f, openings[i]))
			return true;
	return false;
}

/* `all`: also those that speak of attacks. */
static void move_bullets(struct tg_reading *rd, struct tg_offer *o, bool all)
{
	struct tg_record *r = &o->r;
	size_t n = 0;

	for (size_t i = 0; i < r->of[TG_F_DESCRIPTION].n; i++) {
		struct tg_value v = r->of[TG_F_DESCRIPTION].items[i];

		if (is_bullet(o, &v) &&
		    (all || !sounds_like_attack(&v) || refers_to_another(&v)))
			tg_record_add(r, rd->arena, TG_F_MITIGATION, v);
		else
			r->of[TG_F_DESCRIPTION].items[n++] = v;
	}
	r->of[TG_F_DESCRIPTION].n = n;
}

/* The heading that says that it is about threats: its own, or one above. */
static const struct tg_section *heading_of(const struct tg_reading *rd,
					   const struct tg_candidate *c)
{
	const struct tg_section *s = &rd->outline.sections.items[c->section];
	size_t at;

	if (s->part == TG_PART_NONE &&
	    tg_outline_part(&rd->outline, c->section, &at) == TG_PART_THREATS)
		s = &rd->outline.sections.items[at];
	return s;
}

/* "Threats and mitigations", with "Replay: a counter" in each bullet below. */
static bool names_answers(const struct tg_reading *rd, const struct tg_candidate *c)
{
	const struct tg_section *s = heading_of(rd, c);
	struct tg_fold f;

	tg_fold(&f, tg_str(s->title));
	return s->part == TG_PART_THREATS &&
	       (c->shape == TG_SHAPE_LIST || c->shape == TG_SHAPE_PLAIN_LIST ||
		c->shape == TG_SHAPE_PARAGRAPHS || c->shape == TG_SHAPE_HEADINGS) &&
	       (tg_fold_has_stem(&f, "mitigat") || tg_fold_has_stem(&f, "countermeasure") ||
		tg_fold_has(&f, "controls") || tg_fold_has_stem(&f, "defen")) &&
	       tg_candidate_answers(c) == 0;
}

/* "Mitigated threats", "Attacks handled", "What it protects against". */
bool tg_candidate_answered(const struct tg_reading *rd, const struct tg_candidate *c)
{
	static const char *const words[] = { "mitigated", "addressed", "handled", "prevented",
					     "countered", "covered" };
	static const char *const negations[] = { "not", "un", "partially", "non" };
	const struct tg_section *s = heading_of(rd, c);
	struct tg_fold f;

	tg_fold(&f, tg_str(s->title));
	if (tg_fold_has_one(&f, negations, sizeof(negations) / sizeof(negations[0])))
		return false;
	return c->defended || names_answers(rd, c) ||
	       tg_fold_has_one(&f, words, sizeof(words) / sizeof(words[0])) ||
	       (s->part == TG_PART_THREATS && tg_defends_against(&f));
}

/* Do the texts say what is done? `announced`: the heading says that they do. "Token replay: an old token is sent again" says what
 * is not let happen, below "What it protects against", and nothing of how. */
static bool descriptions_answer(const struct tg_candidate *c, bool announced)
{
	size_t told = 0, controls = 0, attacks = 0;

	for (size_t i = 0; i < c->offers.n; i++) {
		const struct tg_record *r = &c->offers.items[i].r;

		told += tg_record_has(r, TG_F_DESCRIPTION);
		attacks += r->of[TG_F_DESCRIPTION].n > 0 &&
			   sounds_like_attack(&r->of[TG_F_DESCRIPTION].items[0]);
		for (size_t k = 0; k < r->of[TG_F_DESCRIPTION].n; k++)
			if (tg_tone_of(tg_str(r->of[TG_F_DESCRIPTION].items[k].text))
				    .control > 0) {
				controls++;
				break;
			}
	}
	return controls * 3 >= told || (announced && attacks * 3 <= told);
}

/* "Copies of the key; it is in a vault", "Copies of the key, blocked by the vault". */
static size_t find_turn(struct tg_str text, size_t *skip)
{
	static const char *const turns[] = { "; ", " \xe2\x80\x94 ", ": ", ", blocked ",
					     ", refused ", ", rejected ", ", prevented " };
	size_t best = SIZE_MAX;

	for (size_t i = 0; i < sizeof(turns) / sizeof(turns[0]); i++) {
		size_t at = tg_str_find(text, tg_str(turns[i]));

		if (at == 0 || at >= best)
			continue;
		best = at;
		*skip = turns[i][0] == ',' ? 2 : tg_str(turns[i]).n;
	}
	return best;
}

/* Below "It protects against:", a name that goes on after such a turn is one with a
 * description. */
static void split_names(struct tg_reading *rd, struct tg_candidate *c)
{
	for (size_t i = 0; i < c->offers.n; i++) {
		struct tg_record *r = &c->offers.items[i].r;
		struct tg_value v;
		size_t skip = 0, at;

		if (r->of[TG_F_THREAT].n != 1 || tg_record_has(r, TG_F_DESCRIPTION) ||
		    tg_record_has(r, TG_F_MITIGATION))
			continue;
		v = r->of[TG_F_THREAT].items[0];
		at = find_turn(tg_str(v.text), &skip);
		if (at == SIZE_MAX || v.text[at + skip] == '\0')
			continue;
		r->of[TG_F_THREAT].items[0].text =
			tg_arena_dup_str(rd->arena, tg_str_n(v.text, at));
		v.text += at + skip;
		tg_record_add(r, rd->arena, TG_F_DESCRIPTION, v);
	}
}

/* "Guessed ids: they are random" below "Security considerations": what stands after each
 * name says what is done, and nothing of the attack. */
static bool considers(const struct tg_reading *rd, const struct tg_candidate *c)
{
	size_t controls = 0;

	if (c->shape != TG_SHAPE_PLAIN_LIST || c->told > 0 || c->offers.n < 3 ||
	    tg_outline_part(&rd->outline, c->section, NULL) != TG_PART_MODEL)
		return false;
	for (size_t i = 0; i < c->offers.n; i++) {
		const struct tg_record *r = &c->offers.items[i].r;
		struct tg_tone tone =
			tg_tone_of(tg_str(tg_record_text(r, TG_F_DESCRIPTION)));

		if (!tg_record_has(r, TG_F_DESCRIPTION) || tone.attack > 0)
			return false;
		controls += tone.control > 0;
	}
	return controls * 3 >= c->offers.n;
}

/* There "Token replay: nonces" names a threat and what is done about it. */
static void take_descriptions(struct tg_reading *rd, struct tg_candidate *c)
{
	for (size_t i = 0; i < c->offers.n; i++) {
		struct tg_record *r = &c->offers.items[i].r;

		if (!tg_record_has(r, TG_F_MITIGATION) && tg_record_has(r, TG_F_DESCRIPTION))
			tg_record_add(r, rd->arena, TG_F_MITIGATION,
				      r->of[TG_F_DESCRIPTION].items[0]);
	}
}

/* "Use the built-in ciphers": says what to do, and names no attack. */
static bool is_order(struct tg_str text)
{
	static const char *const verbs[] = { "use",	  "add",   "apply",  "adopt", "implement",
					     "introduce", "deploy", "configure", "avoid", "keep",
					     "require",	  "enforce", "enable", "validate" };
	struct tg_fold f;

	tg_fold(&f, text);
	for (size_t i = 0; i < sizeof(verbs) / sizeof(verbs[0]); i++)
		if (tg_fold_starts(&f, verbs[i]))
			return f.words >= 3 && !tg_fold_starts(&f, "use of") &&
			       tg_tone_of(text).attack == 0;
	return false;
}

/* "Weak ciphers - use the built-in ones", in a list where the others have a label. */
static void take_orders(struct tg_reading *rd, struct tg_candidate *c)
{
	for (size_t i = 0; i < c->offers.n; i++) {
		struct tg_record *r = &c->offers.items[i].r;

		if (!tg_record_has(r, TG_F_MITIGATION) &&
		    is_order(tg_str(tg_record_text(r, TG_F_DESCRIPTION))))
			tg_record_add(r, rd->arena, TG_F_MITIGATION,
				      r->of[TG_F_DESCRIPTION].items[0]);
	}
}

void tg_candidate_look(struct tg_candidate *c)
{
	c->told = tg_candidate_answers(c);
	c->rated = 0;
	c->bullets = (struct tg_bullets){ 0 };
	for (size_t i = 0; i < c->offers.n; i++) {
		struct bullets b = look_at(&c->offers.items[i]);

		c->rated += tg_record_has_level(&c->offers.items[i].r);
		c->bullets.with += b.all > 0;
		c->bullets.answered += b.controls > 0;
		c->bullets.all += b.all;
		c->bullets.attacks += b.attacks;
	}
}

/* What is done is told in the same way throughout: the lists under headings side by side
 * are looked at as one. False where any labels it. */
static bool look_at_kin(const struct tg_reading *rd, const struct tg_candidate *c,
			struct tg_bullets *sum)
{
	*sum = (struct tg_bullets){ 0 };
	for (size_t i = 0; i < rd->candidates.n && i < MOST_KIN; i++) {
		const struct tg_candidate *other = rd->candidates.items[i];

		if (other == c || c->kin == 0 || other->shape != c->shape ||
		    other->kin != c->kin)
			continue;
		if (other->told > 0)
			return false;
		sum->with += other->bullets.with;
		sum->answered += other->bullets.answered;
		sum->all += other->bullets.all;
		sum->attacks += other->bullets.attacks;
	}
	sum->with += c->bullets.with;
	sum->answered += c->bullets.answered;
	sum->all += c->bullets.all;
	sum->attacks += c->bullets.attacks;
	return c->told == 0;
}

static void take_bullets(struct tg_reading *rd, struct tg_candidate *c)
{
	struct tg_bullets sum;

	if (!look_at_kin(rd, c, &sum) || sum.with == 0 || sum.answered * 2 < sum.with ||
	    sum.attacks * 3 > sum.all)
		return;
	/* where nearly all are answered so, "No replay: frames are counted" is an answer */
	for (size_t i = 0; i < c->offers.n; i++) {
		struct tg_offer *o = &c->offers.items[i];

		move_bullets(rd, o, false);
		if (sum.answered * 4 >= sum.with * 3 &&
		    !tg_record_has(&o->r, TG_F_MITIGATION))
			move_bullets(rd, o, true);
	}
}

void tg_candidate_infer(struct tg_reading *rd, struct tg_candidate *c)
{
	if (c->table == NULL && c->told * 2 >= c->offers.n)
		take_orders(rd, c);
	if (c->table == NULL && c->defended)
		split_names(rd, c);
	if (c->table == NULL &&
	    ((tg_candidate_answered(rd, c) && descriptions_answer(c, names_answers(rd, c))) ||
	     considers(rd, c)))
		take_descriptions(rd, c);
	else
		take_bullets(rd, c);
}
