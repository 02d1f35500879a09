/* Controls that the change takes away, and nobody said why. */
#include "judge.h"

#include <string.h>

static bool explained(const struct tg_judge *j, const char *topic)
{
	const struct tg_item_answer *answer = tg_topic_answer(j, topic);

	return answer && answer->explained;
}

/* Is this the removal of a control that is worth a finding? */
static bool counts(const struct tg_signal *s)
{
	return s->control_removed && s->confidence != TG_CONFIDENCE_LOW;
}

/* Another rule, which comes first, says of the same line that a control of the same
 * topic went: signals are sorted by path, side, line and rule. */
static bool is_said_already(const struct tg_judge *j, size_t index)
{
	const struct tg_signal *all = j->side->signals, *s = &all[index];

	for (size_t i = index; i-- > 0 && all[i].line == s->line &&
			       all[i].side == s->side &&
			       strcmp(all[i].path, s->path) == 0;)
		if (counts(&all[i]) && strcmp(all[i].topic, s->topic) == 0)
			return true;
	return false;
}

/* Does signal `i` belong to those for which `s` stands? */
static bool is_alike(const struct tg_judge *j, size_t i, const struct tg_signal *s)
{
	const struct tg_signal *other = &j->side->signals[i];

	return counts(other) && strcmp(other->rule, s->rule) == 0 &&
	       !is_said_already(j, i);
}

/* The first removal by this rule in this file stands for all of them. */
static bool is_first(const struct tg_judge *j, size_t index, size_t *more)
{
	const struct tg_signal *all = j->side->signals, *s = &all[index];

	*more = 0;
	for (size_t i = index; i-- > 0 && strcmp(all[i].path, s->path) == 0;)
		if (is_alike(j, i, s))
			return false;
	for (size_t i = index + 1;
	     i < j->side->n_signals && strcmp(all[i].path, s->path) == 0; i++)
		*more += is_alike(j, i, s);
	return true;
}

/* Only where the author was asked can silence be an error: there must be a body
 * with the question, or a pull request that nobody writes. */
static enum tg_level level_of(const struct tg_judge *j, const struct tg_signal *s)
{
	if (j->exempt || tg_topic_answer(j, s->topic))
		return TG_LEVEL_ERROR;
	return TG_LEVEL_WARNING;
}

/* `more` signals of the same kind are in the same file. */
static void report(struct tg_judge *j, const struct tg_signal *s, size_t more)
{
	struct tg_finding f = {
		.id = "mitigation/control-removed", .level = level_of(j, s),
		.path = s->path, .line = s->line, .side = s->side,
		.topic = s->topic[0] ? s->topic : NULL, .rule = s->rule,
		.introduced = true,
	};
	const char *where =
		more ? tg_arena_printf(j->arena, " (and %zu more in this file)", more) : "";

	f.message = tg_arena_printf(j->arena, "%s%s%s. %s", s->title, where,
				    j->side->answers && !j->exempt
					    ? ", and the checklist does not say why"
					    : "",
				    s->message);
	f.fix = tg_arena_printf(j->arena,
				"%s%sPut it back, or explain in the checklist what takes "
				"its place.",
				s->ask ? s->ask : "", s->ask && s->ask[0] ? " " : "");
	tg_judge_add(j, f, s->excerpt);
}

void tg_judge_controls(struct tg_judge *j)
{
	for (size_t i = 0; i < j->side->n_signals; i++) {
		const struct tg_signal *s = &j->side->signals[i];
		size_t more;

		if (counts(s) && !explained(j, s->topic) && !is_said_already(j, i) &&
		    is_first(j, i, &more))
			report(j, s, more);
	}
}
