/*
 * The table of the design: what an answer comes to, held against the change.
 *
 *                  no              no, reason   yes             yes, explained  open
 *   detected       contradicted    shown        needs-explan.   ok              error
 *   not detected   ok              ok           ok              ok              error when
 *                                                                               required
 */
#include "judge.h"

#include <string.h>

/* What the author has to answer for, in one place for every message. */
struct asked {
	const struct tg_item *item;
	const struct tg_item_answer *answer; /* NULL: no body */
	struct tg_picked seen;               /* the signals of its topic */
	struct tg_topic_result *result;
};

static const char *topic_of(const struct tg_item *item)
{
	return item->topic ? item->topic : item->id;
}

static bool of_topic(const struct tg_judge *j, const struct tg_signal *s,
		     const void *topic)
{
	(void)j;
	return strcmp(s->topic, topic) == 0;
}

/* The question without its second half. */
static const char *short_question(const struct tg_item *item, struct tg_arena *arena)
{
	const char *mark = strchr(item->question, '?');

	if (!mark)
		return item->question;
	return tg_arena_strndup(arena, item->question,
				(size_t)(mark - item->question) + 1);
}

/* A finding about an item: on the strongest signal's line where there is one. */
static void add(struct tg_judge *j, const struct asked *a, const char *id,
		enum tg_level level, const char *message, const char *fix)
{
	struct tg_finding f = { .id = id, .level = level, .message = message, .fix = fix,
				.topic = topic_of(a->item), .introduced = true };

	if (a->result->detected)
		tg_finding_at(&f, &a->seen);
	/* the item, not the line: the question stays when the line is edited */
	tg_judge_add(j, f, a->item->id);
}

/* The rule's own question first, then what to do with the answer. */
static const char *fix_of(struct tg_judge *j, const struct asked *a, const char *fix)
{
	const char *ask = a->seen.n > 0 ? a->seen.top[0]->ask : NULL;

	return ask && ask[0] ? tg_arena_printf(j->arena, "%s %s", ask, fix) : fix;
}

/* What was written in place of an explanation, so that the author sees why it
 * was not taken for one. */
static const char *too_little(const struct tg_judge *j, const struct asked *a)
{
	if (!a->answer->text[0])
		return "";
	return tg_arena_printf(j->arena, " (\"%.100s\" says too little)", a->answer->text);
}

static void judge_no(struct tg_judge *j, const struct asked *a)
{
	const char *seen = tg_signals_text(&a->seen, j->arena);
	const char *question = short_question(a->item, j->arena);

	if (a->answer->explained) {
		a->result->outcome = TG_OUTCOME_OK;
		add(j, a, "checklist/explained-no", TG_LEVEL_NOTE,
		    tg_arena_printf(j->arena,
				    "\"%s\" is answered No, with a reason: \"%.300s\". The "
				    "change shows %s.",
				    question, a->answer->text, seen),
		    "Reviewer: see whether the reason holds.");
		return;
	}
	a->result->outcome = TG_OUTCOME_CONTRADICTED;
	add(j, a, "checklist/contradicted", TG_LEVEL_ERROR,
	    tg_arena_printf(j->arena, "\"%s\" is answered No%s, but the change shows %s.",
			    question, too_little(j, a), seen),
	    fix_of(j, a,
		   "Tick the box and write it there, or keep No and add the reason (\"No: "
		   "...\", three words or more)."));
}

static void judge_yes(struct tg_judge *j, const struct asked *a)
{
	if (a->answer->explained) {
		a->result->outcome = TG_OUTCOME_OK;
		return;
	}
	a->result->outcome = TG_OUTCOME_NEEDS_EXPLANATION;
	add(j, a, "checklist/needs-explanation", TG_LEVEL_ERROR,
	    tg_arena_printf(j->arena,
			    "\"%s\" is answered Yes without saying how%s. The change shows "
			    "%s.",
			    short_question(a->item, j->arena), too_little(j, a),
			    tg_signals_text(&a->seen, j->arena)),
	    fix_of(j, a, "Write it after the question, in three words or more."));
}

static const char *why_open(const struct tg_judge *j, const struct asked *a)
{
	if (a->answer->contradictory && a->answer->other_line)
		return tg_arena_printf(j->arena,
				       "is answered differently in lines %u and %u of the "
				       "description",
				       a->answer->line, a->answer->other_line);
	if (a->answer->contradictory)
		return "has both Yes and No ticked";
	if (a->answer->answer == TG_ANSWER_MISSING && !j->side->answers->section_found)
		return tg_arena_printf(
			j->arena,
			"is not in the description, which has no section \"%s\"",
			j->side->policy->heading);
	if (a->answer->answer == TG_ANSWER_MISSING)
		return tg_arena_printf(j->arena, "is not in the section \"%s\"",
				       j->side->policy->heading);
	if (a->answer->text[0])
		return "is not ticked, though something is written there that begins with "
		       "neither Yes nor No";
	return "is not answered";
}

static const char *id_of_open(const struct asked *a)
{
	return a->answer->answer == TG_ANSWER_MISSING ? "checklist/item-missing"
						      : "checklist/unanswered";
}

static void judge_open(struct tg_judge *j, const struct asked *a)
{
	a->result->outcome = a->answer->answer == TG_ANSWER_MISSING
				     ? TG_OUTCOME_MISSING
				     : TG_OUTCOME_UNANSWERED;
	add(j, a, id_of_open(a), TG_LEVEL_ERROR,
	    tg_arena_printf(j->arena, "\"%s\" %s. The change shows %s.",
			    short_question(a->item, j->arena), why_open(j, a),
			    tg_signals_text(&a->seen, j->arena)),
	    fix_of(j, a,
		   a->answer->answer == TG_ANSWER_MISSING
			   ? "Put the question back (`threatgate draft` prints the section), "
			     "then tick it and write the answer there, or write No and the "
			     "reason."
			   : "Tick the box and write it there, or write No and the reason."));
}

static bool is_open(enum tg_answer answer)
{
	return answer == TG_ANSWER_UNANSWERED || answer == TG_ANSWER_MISSING;
}

static void judge_item(struct tg_judge *j, const struct asked *a)
{
	enum tg_answer answer = a->answer ? a->answer->answer : TG_ANSWER_NOT_GIVEN;
	bool needed = (a->result->detected || j->required) && !j->exempt;

	if (!needed) {
		a->result->outcome = !a->answer || j->exempt || is_open(answer)
					     ? TG_OUTCOME_NOT_REQUIRED
					     : TG_OUTCOME_OK;
	} else if (!a->answer) {
		a->result->outcome = TG_OUTCOME_NOT_JUDGED;
	} else if (!a->result->detected) {
		a->result->outcome = !is_open(answer) ? TG_OUTCOME_OK
				     : answer == TG_ANSWER_MISSING
					     ? TG_OUTCOME_MISSING
					     : TG_OUTCOME_UNANSWERED;
	} else if (answer == TG_ANSWER_NO) {
		judge_no(j, a);
	} else if (answer == TG_ANSWER_YES) {
		judge_yes(j, a);
	} else {
		judge_open(j, a);
	}
}

static const char *many_open(struct tg_judge *j, enum tg_outcome outcome, size_t n,
			     const char *list)
{
	const char *heading = j->side->policy->heading;

	if (outcome == TG_OUTCOME_UNANSWERED)
		return tg_arena_printf(j->arena,
				       "%zu questions of the checklist are not answered: %s.", n,
				       list);
	if (j->side->answers->section_found)
		return tg_arena_printf(j->arena, "The section \"%s\" lacks %zu questions: %s.",
				       heading, n, list);
	return tg_arena_printf(j->arena,
			       "The description has no section \"%s\" with the answers to %zu "
			       "questions: %s.",
			       heading, n, list);
}

/* Questions that nothing in the change speaks to, and that must be answered all
 * the same: one finding for all of a kind, since one edit mends them. */
static void judge_rest(struct tg_judge *j, const struct asked *asked,
		       enum tg_outcome outcome)
{
	const struct asked *first = NULL;
	const char *list = "";
	size_t n = 0;

	for (size_t i = 0; i < j->n_topics; i++) {
		const struct asked *a = &asked[i];
		if (a->result->detected || a->result->outcome != outcome)
			continue;
		if (!first)
			first = a;
		list = tg_arena_printf(j->arena, "%s%s\"%s\"", list, n++ ? ", " : "",
				       short_question(a->item, j->arena));
	}
	if (!first)
		return;
	struct tg_finding f = { .id = id_of_open(first), .level = TG_LEVEL_ERROR,
				.introduced = true };

	if (n == 1)
		f.topic = topic_of(first->item);
	f.message = n == 1 ? tg_arena_printf(j->arena, "%s %s.", list, why_open(j, first))
			   : many_open(j, outcome, n, list);
	f.fix = tg_arena_printf(
		j->arena, "Nothing was seen in the change that speaks to %s: \"No\" will do.%s",
		n == 1 ? "it" : "them",
		outcome == TG_OUTCOME_MISSING
			? " `threatgate draft` prints the section, answered as far as the "
			  "change tells."
			: "");
	tg_judge_add(j, f, list);
}

static void fill_result(struct tg_judge *j, struct asked *a)
{
	struct tg_topic_result *r = a->result;

	r->id = a->item->id;
	r->question = a->item->question;
	r->detected = tg_topic_detected(j, topic_of(a->item));
	r->signals = a->seen.n;
	r->answer = a->answer ? a->answer->answer : TG_ANSWER_NOT_GIVEN;
	r->explained = a->answer && a->answer->explained;
	r->text = a->answer ? a->answer->text : "";
}

void tg_judge_checklist(struct tg_judge *j)
{
	const struct tg_policy *policy = j->side->policy;
	struct asked *asked = tg_arena_calloc(j->arena, policy->n_items + 1, sizeof(*asked));

	j->n_topics = policy->n_items;
	j->topics = tg_arena_calloc(j->arena, j->n_topics + 1, sizeof(*j->topics));
	for (size_t i = 0; i < j->n_topics; i++) {
		struct asked *a = &asked[i];
		a->item = &policy->items[i];
		a->result = &j->topics[i];
		a->answer = j->side->answers ? &j->side->answers->answers[i] : NULL;
		a->seen = tg_signals_pick(j, of_topic, topic_of(a->item));
		fill_result(j, a);
		judge_item(j, a);
	}
	if (!j->side->answers || j->exempt)
		return;
	judge_rest(j, asked, TG_OUTCOME_MISSING);
	judge_rest(j, asked, TG_OUTCOME_UNANSWERED);
}

const struct tg_item_answer *tg_topic_answer(const struct tg_judge *judge,
					     const char *topic)
{
	const struct tg_policy *policy = judge->side->policy;

	for (size_t i = 0; judge->side->answers && i < policy->n_items; i++)
		if (strcmp(topic_of(&policy->items[i]), topic) == 0)
			return &judge->side->answers->answers[i];
	return NULL;
}

/* --- the four questions ----------------------------------------------------- */

static bool has_discussed_trigger(const struct tg_judge *j, const struct tg_signal *s,
				  const void *ctx)
{
	const unsigned *triggers = ctx;

	(void)j;
	return (s->triggers & *triggers) != 0;
}

static bool model_touched(const struct tg_judge *j)
{
	for (size_t i = 0; i < j->side->n_models; i++)
		if (j->side->models[i].change == TG_GATE_ADDED ||
		    j->side->models[i].change == TG_GATE_MODIFIED)
			return true;
	return false;
}

void tg_judge_discussion(struct tg_judge *j)
{
	static const char *const questions[TG_QUESTIONS] = {
		"What are we building?", "What can go wrong?",
		"What are we going to do about it?", "Did we do a good enough job?"
	};
	unsigned triggers = j->triggers & j->side->policy->discussion;
	const char *open = "";

	if (!triggers || !j->side->answers || j->exempt || model_touched(j))
		return;
	for (int q = 0; q < TG_QUESTIONS; q++)
		if (!j->side->answers->questions[q])
			open = tg_arena_printf(j->arena, "%s%s\"%s\"", open,
					       open[0] ? ", " : "", questions[q]);
	if (open[0] == '\0')
		return;
	struct tg_picked seen = tg_signals_pick(j, has_discussed_trigger, &triggers);
	struct tg_finding f = { .id = "discussion/missing", .level = TG_LEVEL_WARNING,
				.introduced = true };
	f.message = tg_arena_printf(
		j->arena, "This change brings something new: %s at %s. The description does not "
			  "answer %s.",
		tg_triggers_text(triggers, j->arena), tg_signals_text(&seen, j->arena),
		open);
	f.fix = "Answer the four questions in a line each, or change the threat model with "
		"the code.";
	tg_judge_add(j, f, "");
}
