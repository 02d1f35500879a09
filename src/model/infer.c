/* What is done about threats, where no label says so: the bullets below each threat
 * that speak of controls, throughout a candidate. */
#include "candidate.h"

static bool has_one(const struct tg_fold *f, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (tg_fold_has(f, words[i]))
			return true;
	return false;
}

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

/* "Threats and mitigations", with "Replay: a counter" in each bullet below. */
static bool lists_with_answers(const struct tg_candidate *c, const struct tg_section *s,
			       const struct tg_fold *f)
{
	if (s->part != TG_PART_THREATS ||
	    (c->shape != TG_SHAPE_LIST && c->shape != TG_SHAPE_PLAIN_LIST) ||
	    !(tg_fold_has_stem(f, "mitigat") || tg_fold_has_stem(f, "countermeasure") ||
	      tg_fold_has(f, "controls") || tg_fold_has_stem(f, "defen")))
		return false;
	for (size_t i = 0; i < c->offers.n; i++)
		if (tg_record_has(&c->offers.items[i].r, TG_F_MITIGATION))
			return false;
	return true;
}

/* "Mitigated threats", "Attacks handled", "What it protects against". */
bool tg_candidate_answered(const struct tg_reading *rd, const struct tg_candidate *c)
{
	static const char *const words[] = { "mitigated", "addressed", "handled", "prevented",
					     "countered", "covered" };
	static const char *const negations[] = { "not", "un", "partially", "non" };
	const struct tg_section *s = &rd->outline.sections.items[c->section];
	struct tg_fold f;

	tg_fold(&f, tg_str(s->title));
	if (has_one(&f, negations, sizeof(negations) / sizeof(negations[0])))
		return false;
	return c->defended || lists_with_answers(c, s, &f) ||
	       has_one(&f, words, sizeof(words) / sizeof(words[0])) ||
	       (s->part == TG_PART_THREATS && tg_defends_against(&f));
}

/* Do the texts say what is done? "Token replay: an old token is sent again" says what
 * is not let happen, below "What it protects against", and nothing of how. */
static bool descriptions_answer(const struct tg_candidate *c)
{
	size_t told = 0, controls = 0;

	for (size_t i = 0; i < c->offers.n; i++) {
		const struct tg_record *r = &c->offers.items[i].r;

		told += tg_record_has(r, TG_F_DESCRIPTION);
		for (size_t k = 0; k < r->of[TG_F_DESCRIPTION].n; k++)
			if (tg_tone_of(tg_str(r->of[TG_F_DESCRIPTION].items[k].text))
				    .control > 0) {
				controls++;
				break;
			}
	}
	return controls * 3 >= told;
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

void tg_candidate_infer(struct tg_reading *rd, struct tg_candidate *c)
{
	c->told = tg_candidate_answers(c);
	if (c->table == NULL && c->told * 2 >= c->offers.n)
		take_orders(rd, c);
	if (c->table == NULL && tg_candidate_answered(rd, c) && descriptions_answer(c)) {
		take_descriptions(rd, c);
		return;
	}
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
	/* where nearly all are answered so, "No replay: frames are counted" is an answer */
	for (size_t i = 0; i < c->offers.n; i++) {
		struct tg_offer *o = &c->offers.items[i];

		move_bullets(rd, o, false);
		if (answered * 4 >= with * 3 && !tg_record_has(&o->r, TG_F_MITIGATION))
			move_bullets(rd, o, true);
	}
}

/* --- sentences --------------------------------------------------------------- */

static bool has_attacker(const struct tg_fold *f)
{
	static const char *const words[] = { "could",	"may",	    "might",   "would",
					     "if",	"attacker", "someone", "somebody",
					     "adversary" };

	return has_one(f, words, sizeof(words) / sizeof(words[0]));
}

/* "We compare the digest": control without attack, and no attacker who might. */
static bool is_answer(struct tg_str sentence)
{
	static const char *const missing[] = { "not", "no", "without" };
	static const char *const ours[] = { "we do not", "we dont", "we cannot", "we have no",
					    "we accept", "we assume" };
	struct tg_tone tone = tg_tone_of(sentence);
	struct tg_fold f;

	tg_fold(&f, sentence);
	if (tone.attack > 0 || f.words < 3 || has_attacker(&f))
		return false;
	if (tg_fold_starts(&f, "we") || tg_fold_starts(&f, "our"))
		return !has_one(&f, ours, sizeof(ours) / sizeof(ours[0]));
	return tone.control > 0 && !has_one(&f, missing, sizeof(missing) / sizeof(missing[0]));
}

static bool next_sentence(struct tg_str *rest, struct tg_str *sentence)
{
	size_t i = 0;

	if (rest->n == 0)
		return false;
	while (i < rest->n &&
	       !(rest->p[i] == '.' && (i + 1 == rest->n || tg_is_space(rest->p[i + 1]))))
		i++;
	*sentence = tg_str_trim(tg_str_sub(*rest, 0, i));
	*rest = tg_str_from(*rest, i + 1);
	return true;
}

/* No attack in it, nobody who might: an answer where the others are answers. */
static bool may_be_answer(struct tg_str sentence)
{
	struct tg_fold f;

	tg_fold(&f, sentence);
	return f.words >= 2 && tg_tone_of(sentence).attack == 0 && !has_attacker(&f) &&
	       !tg_text_denies(sentence);
}

#define MOST_ID 12u

typedef bool answer_fn(struct tg_str sentence);

/* The first such sentence of the field, but never the one that names the threat. */
static bool find_answer(const struct tg_offer *o, enum tg_field field, answer_fn *is,
			struct tg_value *found, struct tg_str *text)
{
	for (size_t i = 0; i < o->r.of[field].n; i++) {
		struct tg_str rest = tg_str(o->r.of[field].items[i].text), sentence;
		bool first = field == TG_F_THREAT;

		while (next_sentence(&rest, &sentence)) {
			if (!first && is(sentence)) {
				*found = o->r.of[field].items[i];
				*text = sentence;
				return true;
			}
			first = first && sentence.n < MOST_ID; /* "T1. A code is guessed." */
		}
	}
	return false;
}

static bool answer_of(struct tg_reading *rd, const struct tg_offer *o, answer_fn *is,
		      struct tg_record *answer)
{
	struct tg_value v;
	struct tg_str text;

	if (!find_answer(o, TG_F_DESCRIPTION, is, &v, &text) &&
	    !find_answer(o, TG_F_THREAT, is, &v, &text))
		return false;
	v.text = tg_arena_dup_str(rd->arena, text);
	tg_record_add(answer, rd->arena, TG_F_MITIGATION, v);
	return true;
}

static bool any_mitigated(const struct tg_reading *rd)
{
	for (size_t i = 0; i < rd->draft.threats.n; i++)
		if (rd->draft.threats.items[i].mitigations.n > 0)
			return true;
	return false;
}

static bool has_sentences(const struct tg_candidate *c)
{
	return c->chosen && c->shape >= TG_SHAPE_ID_HEADINGS;
}

static bool describes_attack(const struct tg_offer *o)
{
	for (size_t i = 0; i < o->r.of[TG_F_DESCRIPTION].n; i++) {
		struct tg_fold f;

		tg_fold(&f, tg_str(o->r.of[TG_F_DESCRIPTION].items[i].text));
		if (has_attacker(&f) || sounds_like_attack(&o->r.of[TG_F_DESCRIPTION].items[i]))
			return true;
	}
	return false;
}

enum answers { ANSWERS_FEW, ANSWERS_MANY, ANSWERS_NEARLY_ALL };

/* Do enough of the threats come with a sentence that is an answer for sure? Where
 * texts rather go on about the attack, more of them have to. */
static enum answers count_answers(struct tg_reading *rd)
{
	size_t all = 0, answered = 0, maybe = 0, attacks = 0;

	for (size_t i = 0; i < rd->candidates.n; i++) {
		const struct tg_candidate *c = rd->candidates.items[i];

		for (size_t k = 0; has_sentences(c) && k < c->offers.n; k++) {
			struct tg_record answer = { 0 };

			all++;
			if (answer_of(rd, &c->offers.items[k], is_answer, &answer)) {
				answered++;
				continue;
			}
			maybe += answer_of(rd, &c->offers.items[k], may_be_answer, &answer);
			attacks += describes_attack(&c->offers.items[k]);
		}
	}
	if (answered < 2 || answered * 3 < all || answered < attacks)
		return ANSWERS_FEW;
	if ((answered + maybe) * 4 >= all * 3 && answered * 2 >= all)
		return ANSWERS_NEARLY_ALL;
	return ANSWERS_MANY;
}

/* "Injected rows are dropped", where nearly all others are answered: no attacker in it
 * who might. */
static bool stands_for_answer(struct tg_str sentence)
{
	struct tg_fold f;

	tg_fold(&f, sentence);
	return f.words >= 3 && !has_attacker(&f) && !tg_text_denies(sentence);
}

void tg_infer_from_sentences(struct tg_reading *rd)
{
	enum answers answers = any_mitigated(rd) ? ANSWERS_FEW : count_answers(rd);

	if (answers == ANSWERS_FEW)
		return;
	for (size_t i = 0; i < rd->candidates.n; i++) {
		const struct tg_candidate *c = rd->candidates.items[i];

		for (size_t k = 0; has_sentences(c) && k < c->offers.n; k++) {
			const struct tg_offer *o = &c->offers.items[k];
			struct tg_record answer = { 0 };

			if (o->index != SIZE_MAX &&
			    (answer_of(rd, o, is_answer, &answer) ||
			     answer_of(rd, o, may_be_answer, &answer) ||
			     (answers == ANSWERS_NEARLY_ALL &&
			      answer_of(rd, o, stands_for_answer, &answer))))
				tg_draft_fill(&rd->draft, o->index, &answer);
		}
	}
}
