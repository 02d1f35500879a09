/*
 * The order of judging: waivers of rules take signals away; each side is judged
 * by its policy; findings of both are put together; what was there before is
 * counted; waivers, label and grace lower what is left; the verdict follows.
 */
#include "gate.h"

#include "../base/map.h"
#include "judge.h"
#include "waive.h"

#include <stdlib.h>
#include <string.h>

typedef TG_VEC(struct tg_finding) finding_vec;
typedef TG_VEC(struct tg_suppression) suppression_vec;

struct run {
	struct tg_arena *arena;
	const struct tg_gate_input *in;
	struct tg_waiving waiving;
	finding_vec findings;
	suppression_vec suppressions;
	struct tg_gate_side sides[2]; /* with the signals that count */
	struct tg_judge judges[2];
	size_t n_sides;
};

/* --- who and when ---------------------------------------------------------------- */

static bool lists_bot(const struct tg_policy *policy, const char *login)
{
	for (size_t i = 0; login && i < policy->n_bots; i++)
		if (tg_str_ieq(tg_str(policy->bots[i]), tg_str(login)))
			return true;
	return false;
}

/* Login and type: a person may be called renovate. An exemption counts only if
 * the base has it. */
static bool is_exempt(const struct tg_gate_input *in, const struct tg_policy *policy)
{
	return in->author_is_bot && lists_bot(in->base.policy, in->author) &&
	       lists_bot(policy, in->author);
}

static bool has_waiver_label(const struct tg_gate_input *in)
{
	const char *label = in->base.policy->waiver_label;

	for (size_t i = 0; label && i < in->n_labels; i++)
		if (tg_str_ieq(tg_str(in->labels[i]), tg_str(label)))
			return true;
	return false;
}

static bool opened_before_the_gate(const struct tg_gate_input *in)
{
	const char *since = in->base.policy->since;

	/* "2026-03-01T10:00:00Z" begins with its day */
	return since && in->created && strncmp(in->created, since, 10) < 0;
}

/* --- a side ------------------------------------------------------------------------ */

/* The signals that no waiver takes away; those that one does are listed. */
static struct tg_gate_side without_waived(struct run *run,
					  const struct tg_gate_side *side, bool list)
{
	struct tg_gate_side out = *side;
	struct tg_signal *kept =
		tg_arena_calloc(run->arena, side->n_signals + 1, sizeof(*kept));

	out.signals = kept;
	out.n_signals = 0;
	for (size_t i = 0; i < side->n_signals; i++) {
		const struct tg_signal *s = &side->signals[i];
		const struct tg_waiver *w = tg_waives_signal(&run->waiving, s);
		if (!w)
			kept[out.n_signals++] = *s;
		else if (list)
			*TG_VEC_PUSH(run->arena, &run->suppressions) =
				(struct tg_suppression){ s->rule, s->path, s->line,
							 w->reason, true };
	}
	return out;
}

static bool is_relevant(const struct tg_gate_side *side)
{
	for (size_t i = 0; i < side->n_signals; i++)
		if (side->signals[i].confidence != TG_CONFIDENCE_LOW)
			return true;
	for (size_t i = 0; i < side->n_models; i++)
		if (side->models[i].change != TG_GATE_UNCHANGED)
			return true;
	return false;
}

static bool is_required(const struct tg_gate_side *side)
{
	if (side->policy->required == TG_REQUIRED_RELEVANT)
		return is_relevant(side);
	return side->policy->required == TG_REQUIRED_ALWAYS;
}

static void judge_side(struct run *run, const struct tg_gate_side *side)
{
	size_t index = run->n_sides++;
	struct tg_judge *j = &run->judges[index];

	run->sides[index] = without_waived(run, side, index == 0);
	j->arena = run->arena;
	j->in = run->in;
	j->side = &run->sides[index];
	j->exempt = is_exempt(run->in, side->policy);
	j->required = is_required(j->side);
	tg_judge_prepare(j);
	tg_judge_checklist(j);
	tg_judge_discussion(j);
	tg_judge_controls(j);
	tg_judge_models(j);
	tg_judge_mitigations(j);
	tg_judge_itself(j);
	tg_drafts_fingerprint(j->drafts.items, j->drafts.n, run->arena);
}

/* Every finding of either side, at the higher of its levels. */
static void unite(struct run *run)
{
	struct tg_map known;

	tg_map_init(&known, run->arena);
	for (size_t s = 0; s < run->n_sides; s++) {
		const struct tg_judge *j = &run->judges[s];
		for (size_t i = 0; i < j->drafts.n; i++) {
			struct tg_finding *f = &j->drafts.items[i].finding;
			struct tg_finding *same =
				tg_map_get(&known, tg_str(f->fingerprint));
			if (same) {
				if (f->level > same->level)
					same->level = f->level;
				same->introduced |= f->introduced;
				continue;
			}
			tg_map_set(&known, tg_str(f->fingerprint), f);
		}
	}
	/* in a second pass, since a level may have risen meanwhile */
	for (size_t s = 0; s < run->n_sides; s++) {
		const struct tg_judge *j = &run->judges[s];
		for (size_t i = 0; i < j->drafts.n; i++) {
			struct tg_finding *f = &j->drafts.items[i].finding;
			if (tg_map_get(&known, tg_str(f->fingerprint)) == f)
				*TG_VEC_PUSH(run->arena, &run->findings) = *f;
		}
	}
}

/* --- what lowers a finding --------------------------------------------------------- */

static void drop_preexisting(struct run *run, struct tg_report *out)
{
	size_t kept = 0;

	if (run->in->whole)
		return;
	for (size_t i = 0; i < run->findings.n; i++) {
		if (run->findings.items[i].introduced)
			run->findings.items[kept++] = run->findings.items[i];
		else
			out->preexisting++;
	}
	run->findings.n = kept;
}

static void apply_label(struct run *run)
{
	const char *label = run->in->base.policy->waiver_label;

	if (!has_waiver_label(run->in))
		return;
	for (size_t i = 0; i < run->findings.n; i++) {
		struct tg_finding *f = &run->findings.items[i];
		if (f->level != TG_LEVEL_ERROR)
			continue;
		f->level = TG_LEVEL_NOTE;
		f->waived = tg_arena_printf(run->arena, "by the label \"%s\"", label);
	}
}

static void apply_grace(struct run *run)
{
	if (!opened_before_the_gate(run->in))
		return;
	for (size_t i = 0; i < run->findings.n; i++)
		if (run->findings.items[i].level == TG_LEVEL_ERROR)
			run->findings.items[i].level = TG_LEVEL_WARNING;
}

/* A warning about an entry of the gate's own files. */
static void add_own(struct run *run, struct tg_finding f, const char *text)
{
	struct tg_draft draft = { .finding = f, .text = text };

	draft.finding.level = TG_LEVEL_WARNING;
	draft.finding.introduced = true;
	if (!tg_policy_level(run->in->base.policy, f.id, &draft.finding.level))
		return;
	tg_drafts_fingerprint(&draft, 1, run->arena);
	*TG_VEC_PUSH(run->arena, &run->findings) = draft.finding;
}

static void add_expired(struct run *run)
{
	const struct tg_waivers *waivers = run->in->waivers;

	for (size_t i = 0; waivers && i < waivers->n; i++) {
		const struct tg_waiver *w = &waivers->items[i];
		struct tg_finding f = { .id = "gate/waiver-expired",
					.path = TG_WAIVERS_PATH, .line = w->line };
		if (!run->waiving.expired[i])
			continue;
		f.message = tg_arena_printf(run->arena,
					    "The waiver of %s (%s, %s) expired on %s and counts "
					    "no more.",
					    w->finding, w->reason, w->owner, w->expires);
		f.fix = tg_arena_printf(run->arena,
					"%s: mend what it covered, or renew it in a change of "
					"its own.",
					w->owner);
		add_own(run, f, w->finding);
	}
}

/* Only a look at the whole repository can tell that an entry is stale. */
static void apply_baseline(struct run *run)
{
	const struct tg_baseline *baseline = run->in->baseline;
	size_t n = baseline ? baseline->n : 0;
	bool *used = tg_arena_calloc(run->arena, n + 1, sizeof(*used));

	tg_apply_baseline(run->findings.items, run->findings.n, baseline, used, run->arena);
	for (size_t i = 0; run->in->whole && i < n; i++) {
		const struct tg_baseline_entry *e = &baseline->items[i];
		struct tg_finding f = { .id = "gate/baseline-stale",
					.path = TG_BASELINE_PATH, .line = e->line };
		if (used[i])
			continue;
		f.message = tg_arena_printf(run->arena,
					    "The baseline's entry for %s%s%s matches nothing any "
					    "more.",
					    e->finding, e->path[0] ? " in " : "", e->path);
		f.fix = "Delete the entry: what it put up with is gone, or has changed.";
		add_own(run, f, e->fingerprint);
	}
}

/* --- the report ----------------------------------------------------------------------- */

static int by_order(const void *a, const void *b)
{
	const struct tg_finding *x = a, *y = b;
	int order = tg_finding_order(x, y);

	return order ? order : strcmp(x->fingerprint, y->fingerprint);
}

static void fill_findings(struct run *run, struct tg_report *out)
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

static void fill_topics(struct run *run, struct tg_report *out)
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
static void fill_signals(struct run *run, struct tg_report *out)
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

static void fill_models(struct run *run, struct tg_report *out)
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
static void fill_review(struct run *run, struct tg_report *out)
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

static const char *checklist_note(const struct run *run)
{
	const struct tg_judge *j = &run->judges[0];
	const struct tg_policy *policy = run->in->base.policy;
	bool needed = false;

	if (opened_before_the_gate(run->in))
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

static void fill_rest(struct run *run, struct tg_report *out)
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

void tg_gate_judge(struct tg_report *out, struct tg_arena *arena,
		   const struct tg_gate_input *in)
{
	struct run run = { .arena = arena, .in = in };

	memset(out, 0, sizeof(*out));
	run.waiving = (struct tg_waiving){
		in->waivers, in->changes, in->today,
		tg_arena_calloc(arena, (in->waivers ? in->waivers->n : 0) + 1, sizeof(bool)),
		arena
	};
	judge_side(&run, &in->base);
	if (in->head)
		judge_side(&run, in->head);
	unite(&run);
	apply_baseline(&run);
	drop_preexisting(&run, out);
	tg_waive_findings(&run.waiving, run.findings.items, run.findings.n);
	add_expired(&run);
	apply_label(&run);
	apply_grace(&run);
	fill_findings(&run, out);
	fill_topics(&run, out);
	fill_signals(&run, out);
	fill_models(&run, out);
	fill_review(&run, out);
	fill_rest(&run, out);
}
