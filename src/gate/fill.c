/* The report, filled from what was judged. */
#include "run.h"

#include "../base/map.h"

#include <stdlib.h>
#include <string.h>

static int by_order(const void *a, const void *b)
{
	const struct tg_finding *x = a, *y = b;
	int order = tg_finding_order(x, y);

	return order ? order : strcmp(x->fingerprint, y->fingerprint);
}

static void fill_findings(struct tg_gate_run *run, struct tg_report *out)
{
	if (run->findings.n > 1)
		qsort(run->findings.items, run->findings.n, sizeof(*run->findings.items),
		      by_order);
	out->findings = run->findings.items;
	out->n_findings = run->findings.n;
	for (size_t i = 0; i < out->n_findings; i++) {
		enum tg_level level = out->findings[i].level;
		out->errors += level == TG_LEVEL_ERROR;
		out->warnings += level == TG_LEVEL_WARNING;
		out->notes += level == TG_LEVEL_NOTE;
	}
	out->advisory = run->in->draft;
	out->verdict = out->errors > 0 && !out->advisory ? TG_VERDICT_FAIL : TG_VERDICT_PASS;
}

/* How bad an outcome is, where two policies judge the same question. */
static int gravity(enum tg_outcome outcome)
{
	switch (outcome) {
	case TG_OUTCOME_NOT_REQUIRED:
		return 0;
	case TG_OUTCOME_OK:
		return 1;
	case TG_OUTCOME_NOT_JUDGED:
		return 2;
	case TG_OUTCOME_UNANSWERED:
	case TG_OUTCOME_MISSING:
		return 3;
	case TG_OUTCOME_NEEDS_EXPLANATION:
		return 4;
	case TG_OUTCOME_CONTRADICTED:
		return 5;
	}
	return 0;
}

static void fill_topics(struct tg_gate_run *run, struct tg_report *out)
{
	TG_VEC(struct tg_topic_result) topics = { 0 };

	for (size_t s = 0; s < run->n_sides; s++) {
		for (size_t i = 0; i < run->judges[s].n_topics; i++) {
			const struct tg_topic_result *r = &run->judges[s].topics[i];
			struct tg_topic_result *same = NULL;
			for (size_t k = 0; k < topics.n && !same; k++)
				if (strcmp(topics.items[k].id, r->id) == 0)
					same = &topics.items[k];
			if (!same)
				*TG_VEC_PUSH(run->arena, &topics) = *r;
			else if (gravity(r->outcome) > gravity(same->outcome))
				*same = *r;
		}
	}
	out->topics = topics.items;
	out->n_topics = topics.n;
}

static struct tg_str signal_key(const struct tg_signal *s, struct tg_arena *arena)
{
	return tg_str(tg_arena_printf(arena, "%s\n%u\n%d\n%s", s->path, s->line,
				      (int)s->side, s->rule));
}

static int by_place(const void *a, const void *b)
{
	const struct tg_signal *x = a, *y = b;
	int order = strcmp(x->path, y->path);

	if (order == 0)
		order = (x->side > y->side) - (x->side < y->side);
	if (order == 0)
		order = (x->line > y->line) - (x->line < y->line);
	return order ? order : strcmp(x->rule, y->rule);
}

/* Those of both sides: usually there is one, and its array is the report's. */
static void fill_signals(struct tg_gate_run *run, struct tg_report *out)
{
	TG_VEC(struct tg_signal) all = { 0 };
	struct tg_map known;

	out->signals = run->sides[0].signals;
	out->n_signals = run->sides[0].n_signals;
	if (run->n_sides < 2)
		return;
	tg_map_init(&known, run->arena);
	for (size_t s = 0; s < run->n_sides; s++) {
		for (size_t i = 0; i < run->sides[s].n_signals; i++) {
			const struct tg_signal *signal = &run->sides[s].signals[i];
			struct tg_str key = signal_key(signal, run->arena);
			if (tg_map_get(&known, key))
				continue;
			tg_map_set(&known, key, run);
			*TG_VEC_PUSH(run->arena, &all) = *signal;
		}
	}
	if (all.n > 1)
		qsort(all.items, all.n, sizeof(*all.items), by_place);
	out->signals = all.items;
	out->n_signals = all.n;
}

static const char *change_name(enum tg_gate_change change)
{
	static const char *const names[] = {
		[TG_GATE_UNCHANGED] = "unchanged", [TG_GATE_ADDED] = "added",
		[TG_GATE_MODIFIED] = "modified",   [TG_GATE_DELETED] = "deleted",
	};

	return names[change];
}

static void fill_models(struct tg_gate_run *run, struct tg_report *out)
{
	const struct tg_gate_side *side = &run->sides[0];
	struct tg_model_summary *models =
		tg_arena_calloc(run->arena, side->n_models + 1, sizeof(*models));

	for (size_t i = 0; i < side->n_models; i++) {
		const struct tg_gate_model *m = &side->models[i];
		const struct tg_model *read = m->head ? m->head : m->base;
		models[i] = (struct tg_model_summary){
			.path = m->path, .title = read && read->title ? read->title : "",
			.change = change_name(m->change), .mermaid = m->mermaid
		};
		for (size_t f = 0; f < out->n_findings; f++)
			models[i].findings +=
				out->findings[f].model &&
				strcmp(out->findings[f].model, m->path) == 0;
		if (!read)
			continue;
		models[i].covers = read->covers;
		models[i].n_covers = read->n_covers;
		models[i].threats = read->n_threats;
		models[i].mitigated = tg_model_mitigated(read);
	}
	out->models = models;
	out->n_models = side->n_models;
}

/* Which models a review concerns: those that cover code with a trigger. */
static void fill_review(struct tg_gate_run *run, struct tg_report *out)
{
	const struct tg_judge *j = &run->judges[0];
	TG_VEC(const char *) models = { 0 };

	for (size_t s = 0; s < run->n_sides; s++)
		out->review.triggers |= run->judges[s].triggers;
	for (size_t i = 0; i < j->side->n_models; i++)
		if (tg_triggers_detected(j, i))
			*TG_VEC_PUSH(run->arena, &models) = j->side->models[i].path;
	out->review.required = out->review.triggers != 0;
	out->review.declared = j->side->answers && j->side->answers->reviewed;
	out->review.models = models.items;
	out->review.n_models = models.n;
}

static const char *checklist_note(const struct tg_gate_run *run)
{
	const struct tg_judge *j = &run->judges[0];
	const struct tg_policy *policy = run->in->base.policy;
	bool needed = false;

	if (tg_gate_in_grace(run->in))
		return tg_arena_printf(run->arena,
				       "Opened before %s, when the gate came: errors are "
				       "warnings here.",
				       policy->since);
	if (j->exempt)
		return tg_arena_printf(run->arena, "Opened by %s: no checklist is needed.",
				       run->in->author);
	for (size_t s = 0; s < run->n_sides; s++) {
		needed |= run->judges[s].required;
		for (size_t i = 0; i < run->judges[s].n_topics; i++)
			needed |= run->judges[s].topics[i].detected;
	}
	if (!needed)
		return "No checklist is needed: nothing security-relevant was seen in this "
		       "change.";
	return j->side->answers ? NULL
				: "The description was not given, so the checklist was not "
				  "judged.";
}

static void fill_rest(struct tg_gate_run *run, struct tg_report *out)
{
	const struct tg_gate_input *in = run->in;
	const struct tg_changeset *c = in->changes;

	out->base = c->base;
	out->head = c->head;
	out->merge_base = c->merge_base;
	out->files = c->n;
	out->added = c->added;
	out->removed = c->removed;
	for (size_t i = 0; i < in->n_suppressions; i++)
		*TG_VEC_PUSH(run->arena, &run->suppressions) = in->suppressions[i];
	out->suppressions = run->suppressions.items;
	out->n_suppressions = run->suppressions.n;
	out->limits = in->limits;
	out->n_limits = in->n_limits;
	out->body_judged = in->base.answers != NULL && !run->judges[0].exempt;
	out->checklist_note = checklist_note(run);
}

void tg_gate_fill(struct tg_gate_run *run, struct tg_report *out)
{
	fill_findings(run, out);
	fill_topics(run, out);
	fill_signals(run, out);
	fill_models(run, out);
	fill_review(run, out);
	fill_rest(run, out);
}
