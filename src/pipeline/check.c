/* The stages of a run in their order: from a repository to a report. */
#include "run.h"

#include "../git/repo.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

void tg_run_gap(struct tg_run *run, const char *path, const char *what)
{
	*TG_VEC_PUSH(&run->arena, &run->gaps) = (struct tg_gate_gap){ path, what };
}

void tg_run_limit(struct tg_run *run, const char *line)
{
	*TG_VEC_PUSH(&run->arena, &run->limits) = line;
}

static void progress(const struct tg_run *run, const char *what)
{
	if (run->options->progress)
		run->options->progress(what, run->options->progress_ctx);
}

static enum tg_rc read_answers(struct tg_run *run, struct tg_side_inputs *side,
			       struct tg_err *err)
{
	const struct tg_policy *policy = side->policy;

	if (!run->options->body)
		return TG_OK;
	struct tg_checklist_wanted wanted = { policy->heading, policy->items,
					      policy->n_items };

	return tg_checklist_read(&side->answers, &run->arena,
				 tg_str_n(run->options->body, run->options->body_size),
				 &wanted, err);
}

/* Everything that depends on the policy. */
static enum tg_rc read_side(struct tg_run *run, struct tg_side_inputs *side,
			    struct tg_err *err)
{
	enum tg_rc rc;

	progress(run, "reading the change");
	if ((rc = read_answers(run, side, err)) != TG_OK ||
	    (rc = tg_run_find_signals(run, side, err)) != TG_OK)
		return rc;
	progress(run, "reading threat models");
	return tg_run_read_models(run, side, err);
}

static struct tg_gate_side gate_side(const struct tg_side_inputs *side)
{
	return (struct tg_gate_side){
		.policy = side->policy,
		.answers = side->answers,
		.signals = side->signals,
		.n_signals = side->n_signals,
		.models = side->models,
		.n_models = side->n_models,
	};
}

static void judge(struct tg_run *run)
{
	const struct tg_check_options *options = run->options;
	struct tg_gate_side head = gate_side(&run->head);
	struct tg_gate_input input = {
		.base = gate_side(&run->base),
		.head = run->has_head ? &head : NULL,
		.changes = &run->changes,
		.own_files = run->own_files.items,
		.n_own_files = run->own_files.n,
		.head_broken = run->head_broken.code == TG_OK ? NULL
							      : &run->head_broken,
		.gaps = run->gaps.items,
		.n_gaps = run->gaps.n,
		.limits = run->limits.items,
		.n_limits = run->limits.n,
		.waivers = &run->waivers,
		.baseline = &run->baseline,
		.suppressions = run->suppressions,
		.n_suppressions = run->n_suppressions,
		.author = options->author,
		.author_is_bot = options->author_is_bot,
		.labels = options->labels,
		.n_labels = options->n_labels,
		.draft = options->draft,
		.created = options->created,
		.today = options->today,
	};

	tg_gate_judge(&run->report, &run->arena, &input);
}

static enum tg_rc run_stages(struct tg_run *run, struct tg_err *err)
{
	enum tg_rc rc;

	for (size_t i = 0; i < run->options->n_limits; i++)
		tg_run_limit(run, run->options->limits[i]);
	if ((rc = tg_run_open(run, err)) != TG_OK ||
	    (rc = tg_run_read_base(run, err)) != TG_OK ||
	    (rc = tg_run_open_changes(run, err)) != TG_OK ||
	    (rc = tg_run_read_head(run, err)) != TG_OK ||
	    (rc = read_side(run, &run->base, err)) != TG_OK)
		return rc;
	if (run->has_head && (rc = read_side(run, &run->head, err)) != TG_OK)
		return rc;
	judge(run);
	return TG_OK;
}

static unsigned since_ms(const struct timespec *start)
{
	struct timespec now;

	if (clock_gettime(CLOCK_MONOTONIC, &now) != 0)
		return 0;
	return (unsigned)((now.tv_sec - start->tv_sec) * 1000 +
			  (now.tv_nsec - start->tv_nsec) / 1000000);
}

enum tg_rc tg_check(struct tg_run **out, const struct tg_check_options *options,
		    struct tg_err *err)
{
	struct tg_run *run = tg_calloc(1, sizeof(*run));
	struct timespec start = { 0 };
	enum tg_rc rc;

	*out = NULL;
	run->options = options;
	clock_gettime(CLOCK_MONOTONIC, &start);
	rc = run_stages(run, err);
	if (rc != TG_OK) {
		tg_run_free(run);
		return rc;
	}
	run->elapsed_ms = since_ms(&start);
	*out = run;
	return TG_OK;
}

const struct tg_report *tg_run_report(const struct tg_run *run)
{
	return &run->report;
}

unsigned tg_run_elapsed_ms(const struct tg_run *run)
{
	return run->elapsed_ms;
}

void tg_run_free(struct tg_run *run)
{
	if (!run)
		return;
	if (run->changes_open)
		tg_changeset_release(&run->changes);
	tg_waivers_release(&run->waivers);
	tg_policy_release(run->base.policy);
	tg_policy_release(run->head.policy);
	tg_repo_free(run->repo);
	tg_arena_release(&run->arena);
	free(run);
}
