/* The change set meets the rules, and the manifests each other. */
#include "run.h"

#include "../model/read.h"

#include <string.h>
#include <sys/random.h>
#include <time.h>

static uint64_t now_us(void)
{
	struct timespec now = { 0 };

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000000u + (uint64_t)now.tv_nsec / 1000u;
}

/* What an author cannot foresee: nobody can craft lines whose hashes collide.
 * No result depends on it otherwise. */
static uint64_t seed(void)
{
	uint64_t value = 0;

	if (getrandom(&value, sizeof(value), GRND_NONBLOCK) != sizeof(value))
		value = now_us();
	return value;
}

static unsigned workers(const struct tg_run *run)
{
	/* A thread costs more than a few files. */
	size_t n = tg_run_workers(run), worth = run->changes.n / 16 + 1;

	return (unsigned)(n > worth ? worth : n);
}

/* Each file meets the rules. What else has to be read of it is looked at on the
 * way, while its texts are at hand. */
struct visitor {
	struct tg_engine *engine;
	struct tg_deps_reading *deps; /* NULL: they were judged before */
	bool *no_model;
};

/* JSON that is no threat model; a side that is not there is none, either. */
static bool has_no_model(const char *path, struct tg_str text)
{
	return !path || (text.p && tg_str_iends(tg_str(path), ".json") &&
			 !tg_model_is_one(path, text));
}

static void visit(const struct tg_file_view *view, void *ctx)
{
	const struct visitor *v = ctx;

	const struct tg_change *change = view->change;

	tg_engine_visit(view, v->engine);
	if (!v->deps)
		return;
	tg_deps_see(view, v->deps);
	v->no_model[change->index] = has_no_model(change->old_path, view->old_text) &&
				     has_no_model(change->new_path, view->new_text);
}

static enum tg_rc match(struct tg_engine_result *out, struct tg_run *run,
			struct tg_side_inputs *side, struct tg_deps_reading *deps,
			struct tg_err *err)
{
	struct tg_engine_options options = {
		.packs = side->packs,
		.n_packs = side->n_packs,
		.disabled = side->policy->disabled_rules,
		.n_disabled = side->policy->n_disabled_rules,
		.ignored_paths = side->policy->ignored_paths,
		.limits = &run->base.policy->limits,
		.workers = workers(run),
		.now_us = now_us,
		.seed = seed(),
	};
	struct visitor visitor = { .deps = deps, .no_model = run->no_model };
	enum tg_rc rc = tg_engine_new(&visitor.engine, &options, err);

	if (rc != TG_OK)
		return rc;
	rc = tg_changeset_visit(&run->changes, options.workers, visit, &visitor, err);
	if (rc == TG_OK)
		rc = tg_engine_finish(out, visitor.engine, &run->changes, &run->arena,
				      err);
	tg_engine_free(visitor.engine);
	return rc;
}

static bool disabled(const struct tg_policy *policy, const char *rule)
{
	for (size_t i = 0; i < policy->n_disabled_rules; i++)
		if (tg_rule_id_matches(policy->disabled_rules[i], rule))
			return true;
	return false;
}

static bool ignored(const struct tg_policy *policy, const char *path)
{
	return policy->ignored_paths && tg_globs_match(policy->ignored_paths, path);
}

/* Signals of the manifests that the policy lets through, after the rules'. */
static void append_deps(struct tg_run *run, struct tg_side_inputs *side,
			const struct tg_engine_result *matched,
			const struct tg_deps_result *deps)
{
	struct tg_signal *all = tg_arena_calloc(&run->arena, matched->n + deps->n,
						sizeof(*all));
	size_t n = matched->n;

	if (n)
		memcpy(all, matched->signals, n * sizeof(*all));
	for (size_t i = 0; i < deps->n; i++) {
		const struct tg_signal *s = &deps->signals[i];

		if (!disabled(side->policy, s->rule) && !ignored(side->policy, s->path))
			all[n++] = *s;
	}
	side->signals = all;
	side->n_signals = n;
}

static void note_gaps(struct tg_run *run, const struct tg_engine_result *matched)
{
	for (size_t i = 0; i < matched->n_incomplete; i++)
		tg_run_gap(run, NULL, matched->incomplete[i]);
	/* A manifest that its own tool may take and we cannot read. */
	for (size_t i = 0; i < run->deps.n_unread; i++)
		tg_run_gap(run, NULL, run->deps.unread[i]);
}

enum tg_rc tg_run_find_signals(struct tg_run *run, struct tg_side_inputs *side,
			       struct tg_err *err)
{
	struct tg_engine_result matched = { 0 };
	bool first = side->side == TG_SIDE_OLD;
	/* What the manifests say depends on no policy. */
	struct tg_deps_reading *deps = first ? tg_deps_reading_new(&run->changes) : NULL;
	enum tg_rc rc;

	if (first)
		run->no_model = tg_arena_calloc(&run->arena, run->changes.n + 1,
						sizeof(*run->no_model));
	rc = match(&matched, run, side, deps, err);

	if (rc == TG_OK && first)
		tg_deps_judge(&run->deps, deps, &run->arena);
	tg_deps_reading_free(deps);
	if (rc != TG_OK)
		return rc;
	append_deps(run, side, &matched, &run->deps);
	if (first) {
		run->suppressions = matched.suppressions;
		run->n_suppressions = matched.n_suppressions;
		note_gaps(run, &matched);
	}
	return TG_OK;
}
