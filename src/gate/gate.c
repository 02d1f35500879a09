/*
 * The order of judging: waivers of rules take signals away; each side is judged
 * by its policy; findings of both are put together; what was there before is
 * counted; waivers, label and grace lower what is left; the verdict follows.
 */
#include "gate.h"

#include "../base/map.h"
#include "run.h"

#include <string.h>

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

bool tg_gate_in_grace(const struct tg_gate_input *in)
{
	const char *since = in->base.policy->since;

	/* "2026-03-01T10:00:00Z" begins with its day */
	return since && in->created && strncmp(in->created, since, 10) < 0;
}

/* --- a side ------------------------------------------------------------------------ */

/* The signals that no waiver takes away; those that one does are listed. */
static struct tg_gate_side without_waived(struct tg_gate_run *run,
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

static void judge_side(struct tg_gate_run *run, const struct tg_gate_side *side)
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

/* Two sides that say the same: the higher level counts. */
static void absorb(struct tg_finding *same, const struct tg_finding *f)
{
	if (f->level > same->level)
		same->level = f->level;
	same->introduced |= f->introduced;
}

static void unite_side(struct tg_map *known, const struct tg_judge *j)
{
	for (size_t i = 0; i < j->drafts.n; i++) {
		struct tg_finding *f = &j->drafts.items[i].finding;
		struct tg_finding *same = tg_map_get(known, tg_str(f->fingerprint));

		if (same)
			absorb(same, f);
		else
			tg_map_set(known, tg_str(f->fingerprint), f);
	}
}

static void take_united(struct tg_gate_run *run, struct tg_map *known,
			const struct tg_judge *j)
{
	for (size_t i = 0; i < j->drafts.n; i++) {
		struct tg_finding *f = &j->drafts.items[i].finding;

		if (tg_map_get(known, tg_str(f->fingerprint)) == f)
			*TG_VEC_PUSH(run->arena, &run->findings) = *f;
	}
}

/* Every finding of either side, at the higher of its levels. */
static void unite(struct tg_gate_run *run)
{
	struct tg_map known;

	tg_map_init(&known, run->arena);
	for (size_t s = 0; s < run->n_sides; s++)
		unite_side(&known, &run->judges[s]);
	/* in a second pass, since a level may have risen meanwhile */
	for (size_t s = 0; s < run->n_sides; s++)
		take_united(run, &known, &run->judges[s]);
}

/* --- what lowers a finding --------------------------------------------------------- */

static void drop_preexisting(struct tg_gate_run *run, struct tg_report *out)
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

static void apply_label(struct tg_gate_run *run)
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

static void apply_grace(struct tg_gate_run *run)
{
	if (!tg_gate_in_grace(run->in))
		return;
	for (size_t i = 0; i < run->findings.n; i++)
		if (run->findings.items[i].level == TG_LEVEL_ERROR)
			run->findings.items[i].level = TG_LEVEL_WARNING;
}

/* A warning about an entry of the gate's own files. */
static void add_own(struct tg_gate_run *run, struct tg_finding f, const char *text)
{
	struct tg_draft draft = { .finding = f, .text = text };

	draft.finding.level = TG_LEVEL_WARNING;
	draft.finding.introduced = true;
	if (!tg_policy_level(run->in->base.policy, f.id, &draft.finding.level))
		return;
	tg_drafts_fingerprint(&draft, 1, run->arena);
	*TG_VEC_PUSH(run->arena, &run->findings) = draft.finding;
}

static void add_expired(struct tg_gate_run *run)
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
static void apply_baseline(struct tg_gate_run *run)
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

void tg_gate_judge(struct tg_report *out, struct tg_arena *arena,
		   const struct tg_gate_input *in)
{
	struct tg_gate_run run = { .arena = arena, .in = in };

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
	tg_gate_fill(&run, out);
}
