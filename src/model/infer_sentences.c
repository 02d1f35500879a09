/* What is done about threats, where neither a label nor a bullet says so: a sentence that
 * speaks of a control, in enough of the texts. */
#include "candidate.h"

static bool has_attacker(const struct tg_fold *f)
{
	static const char *const words[] = { "could",	"may",	    "might",   "would",
					     "if",	"attacker", "someone", "somebody",
					     "adversary" };

	return tg_fold_has_one(f, words, sizeof(words) / sizeof(words[0]));
}

static bool is_ours(const struct tg_fold *f)
{
	static const char *const ours[] = { "we do not", "we dont", "we cannot", "we have no",
					    "we accept", "we assume" };

	return tg_fold_has_one(f, ours, sizeof(ours) / sizeof(ours[0]));
}

/* "No key can smuggle a command", "A replay is never accepted": the attack fails. */
static bool denies_attack(struct tg_str sentence, const struct tg_fold *f)
{
	static const char *const words[] = { "cannot", "can not", "never", "so that no",
					     "impossible", "no longer" };

	return tg_tone_of(sentence).attack > 0 && !is_ours(f) &&
	       tg_fold_has_one(f, words, sizeof(words) / sizeof(words[0]));
}

/* "We compare the digest": control without attack, and no attacker who might. */
static bool is_answer(struct tg_str sentence)
{
	static const char *const missing[] = { "not", "no", "without" };
	struct tg_tone tone = tg_tone_of(sentence);
	struct tg_fold f;

	tg_fold(&f, sentence);
	if (f.words >= 4 && denies_attack(sentence, &f))
		return true;
	if (tone.attack > 0 || f.words < 3 || has_attacker(&f))
		return false;
	if (tg_fold_starts(&f, "we") || tg_fold_starts(&f, "our"))
		return !is_ours(&f);
	return tone.control > 0 && !tg_fold_has_one(&f, missing, sizeof(missing) / sizeof(missing[0]));
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

static bool has_sentences(const struct tg_candidate *c)
{
	return c->chosen && c->shape >= TG_SHAPE_ID_HEADINGS;
}

static bool tells_attack(const struct tg_value *v)
{
	struct tg_tone tone = tg_tone_of(tg_str(v->text));

	return tone.attack > 0 && tone.attack >= tone.control;
}

static bool describes_attack(const struct tg_offer *o)
{
	for (size_t i = 0; i < o->r.of[TG_F_DESCRIPTION].n; i++) {
		struct tg_fold f;

		tg_fold(&f, tg_str(o->r.of[TG_F_DESCRIPTION].items[i].text));
		if (has_attacker(&f) || tells_attack(&o->r.of[TG_F_DESCRIPTION].items[i]))
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
	/* "Nesting - there is no recursion": only the names speak of attacks */
	if (attacks == 0 && all >= 3 && answered * 3 >= all && answered + maybe == all)
		return ANSWERS_NEARLY_ALL;
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

/* "Mitigated by a counter", "The defence is pinning": the sentence calls itself one. */
static bool calls_itself_answer(struct tg_str sentence)
{
	static const char *const openings[] = {
		"mitigated by",	      "mitigated with",	     "mitigated through",
		"addressed by",	      "prevented by",	     "countered by",
		"handled by",	      "defended by",	     "the defence is",
		"the defense is",     "the mitigation is",   "our mitigation is",
		"this is mitigated by", "this is prevented by", "this is addressed by",
		"to mitigate this",   "we mitigate this",    "to prevent this",
		"we prevent this",
	};
	struct tg_fold f;

	tg_fold(&f, sentence);
	for (size_t i = 0; i < sizeof(openings) / sizeof(openings[0]); i++)
		if (tg_fold_starts(&f, openings[i]))
			return f.words >= 4 && !tg_text_denies(sentence);
	return false;
}

/* A sentence that calls itself an answer counts whatever the other threats have; one
 * that may be one, where few have any. */
static bool has_answer(struct tg_reading *rd, const struct tg_offer *o, enum answers answers,
			struct tg_record *answer)
{
	if (answers == ANSWERS_FEW)
		return rd->draft.threats.items[o->index].mitigations.n == 0 &&
		       answer_of(rd, o, calls_itself_answer, answer);
	return answer_of(rd, o, is_answer, answer) || answer_of(rd, o, may_be_answer, answer) ||
	       (answers == ANSWERS_NEARLY_ALL && answer_of(rd, o, stands_for_answer, answer));
}

void tg_infer_from_sentences(struct tg_reading *rd)
{
	enum answers answers = tg_draft_any_mitigated(&rd->draft) ? ANSWERS_FEW : count_answers(rd);

	for (size_t i = 0; i < rd->candidates.n; i++) {
		const struct tg_candidate *c = rd->candidates.items[i];

		for (size_t k = 0; has_sentences(c) && k < c->offers.n; k++) {
			const struct tg_offer *o = &c->offers.items[k];
			struct tg_record answer = { 0 };

			if (o->index != SIZE_MAX && has_answer(rd, o, answers, &answer))
				tg_draft_fill(&rd->draft, o->index, &answer);
		}
	}
}
