#include "model_dates.h"

#include "../src/base/map.h"
#include "../src/git/classes.h"
#include "../src/git/history.h"
#include "../src/git/language.h"
#include "../src/model/read.h"
#include "../src/model/vocab.h"

#include <string.h>
#include <threatgate/check.h>
#include <time.h>

#define MAX_COMMITS 5000u
#define MAX_RUNS 20u /* of the rules, over what happened since a review */
#define DAY 86400

/* Languages in which a file alone calls for no threat model. */
static const char *const no_code[] = { "unknown", "markdown", "css", "scss", "sass",
				       "less", "json", "toml", "ini", "text" };

bool model_is_code(const struct tg_policy *policy, const char *path)
{
	const char *language = tg_language_of(path, tg_str(""))->id;

	for (size_t i = 0; i < sizeof(no_code) / sizeof(no_code[0]); i++) {
		if (strcmp(language, no_code[i]) == 0)
			return false;
	}
	return tg_classify(path, policy->class_paths, NULL).file_class ==
	       TG_CLASS_PRODUCTION;
}

/* --- history ------------------------------------------------------------------- */

/* What is known of one model. */
struct dated {
	int64_t changed;   /* the document; 0: not known */
	int64_t code;      /* the newest change of covered code since `base` */
	int64_t reviewed;  /* the end of the day that it states, or 0 */
	char base[TG_HEX]; /* the commit at which somebody looked at it; "" */
};

struct walk {
	const struct model_dating *d;
	struct dated *dated;
	size_t open;        /* models without a base */
	struct tg_map seen; /* paths: when each was last changed */
};

/* The commit is the newest at which the model had been looked at. */
static bool is_base(const struct dated *m, const struct tg_model *model,
		    const char *path, int64_t when)
{
	return strcmp(model->path, path) == 0 || (m->reviewed && when <= m->reviewed);
}

static void look_at(struct walk *w, size_t i, const char *path, int64_t when,
		    const char *commit, bool first)
{
	const struct tg_cover *cover = &w->d->coverage->items[i];
	struct dated *m = &w->dated[i];

	if (*m->base)
		return;
	if (is_base(m, cover->model, path, when)) {
		m->changed = when;
		memcpy(m->base, commit, TG_HEX - 1);
		w->open--;
	} else if (first && !m->code && !cover->assumed && tg_cover_has(cover, path) &&
		   model_is_code(w->d->policy, path)) {
		m->code = when;
	}
}

static bool see(const char *path, int64_t when, const char *commit, void *ctx)
{
	struct walk *w = ctx;
	bool first = tg_map_get(&w->seen, tg_str(path)) == NULL;

	if (first) {
		int64_t *kept = tg_arena_alloc(w->d->arena, sizeof(*kept));

		*kept = when;
		tg_map_set(&w->seen, tg_str(tg_arena_dup(w->d->arena, path)), kept);
	}
	for (size_t i = 0; i < w->d->coverage->n; i++)
		look_at(w, i, path, when, commit, first);
	return w->open > 0;
}

static const char *iso(struct tg_arena *arena, int64_t when)
{
	time_t seconds = (time_t)when;
	struct tm tm;
	char text[11];

	if (!when || !gmtime_r(&seconds, &tm) ||
	    !strftime(text, sizeof(text), "%Y-%m-%d", &tm))
		return NULL;
	return tg_arena_dup(arena, text);
}

/* --- what matters ---------------------------------------------------------------- */

/* Late, and its code changed: worth asking the rules what changed. */
static bool is_late(const struct walk *w, const struct dated *m)
{
	long today, seen;
	const char *day = iso(w->d->arena,
			      m->reviewed > m->changed ? m->reviewed : m->changed);

	return m->code && *m->base && w->d->policy->stale_days &&
	       tg_date_days(w->d->today, &today) && tg_date_days(day, &seen) &&
	       today - seen > (long)w->d->policy->stale_days;
}

static void take_signal(struct model_dates *out, const struct walk *w,
			const struct tg_signal *s, int64_t *newest)
{
	const int64_t *when = tg_map_get(&w->seen, tg_str(s->path));

	if (when && *when > *newest)
		*newest = *when;
	if (out->places++ == 0)
		out->example = tg_arena_printf(w->d->arena, "%s:%u (%s)", s->path,
					       (unsigned)s->line, s->title);
}

/* Asks the rules about all that happened since the model was looked at. */
static void ask_rules(struct model_dates *out, const struct walk *w, size_t i)
{
	struct tg_check_options options = {
		.repo = w->d->folder, .base = w->dated[i].base, .head = w->d->rev,
		.today = w->d->today,
	};
	struct tg_run *run = NULL;
	struct tg_err ignored;
	int64_t newest = 0;

	/* what cannot be judged is not taken for harmless */
	out->code_changed = iso(w->d->arena, w->dated[i].code);
	if (tg_check(&run, &options, &ignored) != TG_OK)
		return;
	const struct tg_report *report = tg_run_report(run);

	for (size_t k = 0; k < report->n_signals; k++) {
		const struct tg_signal *s = &report->signals[k];

		if (s->confidence >= TG_CONFIDENCE_MEDIUM && s->path &&
		    tg_cover_has(&w->d->coverage->items[i], s->path))
			take_signal(out, w, s, &newest);
	}
	if (report->n_limits == 0 || out->places)
		out->code_changed = iso(w->d->arena, newest);
	tg_run_free(run);
}

enum tg_rc model_dates_find(struct model_dates **out, const struct model_dating *d,
			    struct tg_err *err)
{
	size_t n = d->coverage->n, runs = 0;
	struct walk w = { .d = d, .open = n };
	enum tg_rc rc;

	*out = tg_arena_calloc(d->arena, n + 1, sizeof(**out));
	w.dated = tg_arena_calloc(d->arena, n + 1, sizeof(*w.dated));
	tg_map_init(&w.seen, d->arena);
	for (size_t i = 0; i < n; i++) {
		const struct tg_model *model = d->coverage->items[i].model;
		long days;

		if (tg_date_days(model->reviewed, &days))
			w.dated[i].reviewed = (int64_t)days * DAY + DAY - 1;
	}
	rc = tg_history_walk(d->repo, d->rev, MAX_COMMITS, 0, see, &w, NULL, err);
	for (size_t i = 0; rc == TG_OK && i < n; i++) {
		(*out)[i].changed = iso(d->arena, w.dated[i].changed);
		(*out)[i].known = *w.dated[i].base && !d->coverage->items[i].assumed;
		if (!is_late(&w, &w.dated[i]))
			continue;
		if (runs++ < MAX_RUNS)
			ask_rules(&(*out)[i], &w, i);
		else
			(*out)[i].code_changed = iso(d->arena, w.dated[i].code);
	}
	return rc;
}

void model_dates_use(const struct model_dates *dates, struct tg_model *model,
		     struct tg_lint_options *options)
{
	options->code_changed = dates->code_changed;
	options->code_example = dates->example;
	options->code_places = dates->places;
	options->code_known = dates->known;
	if (dates->changed &&
	    (!model->reviewed || strcmp(model->reviewed, dates->changed) < 0))
		model->reviewed = dates->changed;
}

/* --- the work tree ---------------------------------------------------------------- */

/* A document that was edited and is not committed yet is being looked at. */
static bool is_as_committed(const struct model_dating *d, const struct tg_model *model)
{
	struct tg_str text;
	struct tg_err ignored;

	return tg_repo_read(&text, d->repo, d->rev, model->path, TG_MODEL_MAX_BYTES,
			    d->arena, &ignored) == TG_OK &&
	       tg_str_eq(text, model->source);
}

static struct model_dates *of_head(struct model_dating *d)
{
	struct model_dates *dates = NULL;
	char rev[TG_HEX];
	struct tg_err ignored;

	if (tg_repo_resolve(rev, d->repo, "HEAD", &ignored) != TG_OK)
		return NULL;
	d->rev = tg_arena_dup(d->arena, rev);
	if (model_dates_find(&dates, d, &ignored) != TG_OK)
		return NULL;
	for (size_t i = 0; i < d->coverage->n; i++)
		if (!is_as_committed(d, d->coverage->items[i].model))
			dates[i] = (struct model_dates){ .changed = d->today };
	return dates;
}

struct model_dates *model_dates_of_worktree(struct tg_arena *arena, const char *root,
					    const struct tg_policy *policy,
					    const struct tg_model *const *models,
					    size_t n, const char *today)
{
	struct model_dates *dates;
	struct tg_coverage coverage;
	struct tg_repo *repo = NULL;
	struct tg_err ignored;

	if (tg_repo_open(&repo, root, &ignored) != TG_OK)
		return NULL;
	tg_coverage_init(&coverage, arena, models, n, policy);
	struct model_dating dating = {
		.arena = arena, .repo = repo, .folder = root, .policy = policy,
		.coverage = &coverage, .today = today,
	};

	dates = of_head(&dating);
	tg_coverage_release(&coverage);
	tg_repo_free(repo);
	return dates;
}
