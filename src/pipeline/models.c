/*
 * Threat models on both sides: which the change touches, which cover what it
 * touches, what is wrong with them, and what the change did to them.
 */
#include "run.h"

#include "../base/map.h"
#include "../model/compare.h"
#include "../model/dfd.h"
#include "../model/read.h"

#include <string.h>

#define MAX_MODELS 500
#define MAX_MERMAID_BYTES (16u << 10)

/* A document on both sides; base == head where the change does not touch it. */
struct pair {
	const char *path;
	const struct tg_change *change; /* NULL: untouched */
	struct tg_model *base, *head;
	const char *unreadable;
	struct tg_comparison comparison;
	TG_VEC(const char *) covered;
	bool stated; /* something says what it covers */
};

struct models {
	struct tg_run *run;
	struct tg_side_inputs *side;
	struct tg_map seen; /* paths that have a pair already */
	TG_VEC(struct pair) pairs;
	TG_VEC(const char *) paths;
};

/* --- finding --------------------------------------------------------------- */

static bool is_model_path(const struct tg_side_inputs *side, const char *path)
{
	return path && tg_globs_match(side->policy->model_paths, path);
}

/* Threat Dragon files have no name of their own: a changed JSON file is asked
 * for its content. */
static bool may_be_model(const struct tg_side_inputs *side, const char *path)
{
	return path && (is_model_path(side, path) || tg_str_iends(tg_str(path), ".json"));
}

static bool collect(const char *path, void *ctx)
{
	struct models *m = ctx;

	if (is_model_path(m->side, path))
		*TG_VEC_PUSH(&m->run->arena, &m->paths) =
			tg_arena_dup(&m->run->arena, path);
	return m->paths.n < MAX_MODELS;
}

/* --- reading --------------------------------------------------------------- */

static void read_model(struct tg_model **out, struct models *m, struct pair *pair,
		       const char *path, struct tg_str text)
{
	struct tg_err err;

	if (!tg_model_is_one(path, text))
		return;
	if (tg_model_read(out, &m->run->arena, path, text, &err) == TG_OK)
		return;
	*out = NULL;
	pair->unreadable = tg_arena_printf(&m->run->arena, "%s%s%s", err.msg,
					   *err.hint ? ": " : "", err.hint);
}

static bool read_side_text(struct tg_str *text, struct models *m,
			   const struct tg_change *change, enum tg_side side)
{
	const char *path = side == TG_SIDE_NEW ? change->new_path : change->old_path;
	struct tg_err ignored;

	return path && tg_change_read(text, &m->run->changes, change, side,
				      TG_MODEL_MAX_BYTES, &m->run->arena,
				      &ignored) == TG_OK;
}

static bool keep(struct models *m, const struct pair *pair)
{
	if (!pair->base && !pair->head && !pair->unreadable)
		return false;
	if (m->pairs.n == MAX_MODELS) {
		tg_run_limit(m->run, "The repository has more threat models than are "
				     "looked at (500).");
		return false;
	}
	tg_map_set(&m->seen, tg_str(pair->path), m);
	if (pair->change && pair->change->old_path)
		tg_map_set(&m->seen, tg_str(pair->change->old_path), m);
	*TG_VEC_PUSH(&m->run->arena, &m->pairs) = *pair;
	return true;
}

/* The models that the change touches. */
static void read_changed(struct models *m)
{
	for (size_t i = 0; i < m->run->changes.n; i++) {
		const struct tg_change *change = &m->run->changes.changes[i];
		struct pair pair = { .path = change->path, .change = change };
		struct tg_str text;

		if (m->run->no_model[i] ||
		    (!may_be_model(m->side, change->old_path) &&
		     !may_be_model(m->side, change->new_path)))
			continue;
		/* Moved to where no model is looked for, it is one no longer. */
		if (may_be_model(m->side, change->old_path) &&
		    read_side_text(&text, m, change, TG_SIDE_OLD))
			read_model(&pair.base, m, &pair, change->old_path, text);
		pair.unreadable = NULL;
		if (may_be_model(m->side, change->new_path) &&
		    read_side_text(&text, m, change, TG_SIDE_NEW))
			read_model(&pair.head, m, &pair, change->new_path, text);
		keep(m, &pair);
	}
}

/* The others: the base's tree without what was read already. */
static enum tg_rc read_untouched(struct models *m, struct tg_err *err)
{
	enum tg_rc rc = tg_changeset_list(&m->run->changes, TG_SIDE_OLD, collect, m, err);

	if (rc == TG_E_NOT_FOUND)
		return TG_OK;
	if (rc != TG_OK)
		return rc;
	for (size_t i = 0; i < m->paths.n; i++) {
		struct pair pair = { .path = m->paths.items[i] };
		struct tg_str text;

		if (tg_map_get(&m->seen, tg_str(pair.path)))
			continue;
		rc = tg_changeset_read_path(&text, &m->run->changes, TG_SIDE_OLD,
					    pair.path, TG_MODEL_MAX_BYTES,
					    &m->run->arena, err);
		if (rc != TG_OK)
			continue;
		read_model(&pair.base, m, &pair, pair.path, text);
		pair.head = pair.base;
		/* What is broken there already is not this change's doing. */
		pair.unreadable = NULL;
		keep(m, &pair);
	}
	return TG_OK;
}

/* --- coverage -------------------------------------------------------------- */

static void coverage_of(struct tg_coverage *out, struct models *m, enum tg_side side)
{
	const struct tg_model **models =
		tg_arena_calloc(&m->run->arena, m->pairs.n, sizeof(*models));

	for (size_t i = 0; i < m->pairs.n; i++) {
		const struct pair *pair = &m->pairs.items[i];

		models[i] = side == TG_SIDE_OLD ? pair->base : pair->head;
	}
	tg_coverage_init(out, &m->run->arena, models, m->pairs.n, m->side->policy);
}

/* Both paths of a rename count. */
static bool covers(const struct tg_cover *cover, const struct tg_change *change)
{
	if (!cover->model)
		return false;
	return (change->new_path && tg_cover_has(cover, change->new_path)) ||
	       (change->old_path && tg_cover_has(cover, change->old_path));
}

/* Both sides' coverage counts: a change cannot take its code out of a model. */
static void cover(struct models *m)
{
	struct tg_coverage base, head;

	coverage_of(&base, m, TG_SIDE_OLD);
	coverage_of(&head, m, TG_SIDE_NEW);
	for (size_t i = 0; i < m->pairs.n; i++) {
		struct pair *pair = &m->pairs.items[i];

		pair->stated = (pair->base && !base.items[i].assumed) ||
			       (pair->head && !head.items[i].assumed);
		for (size_t j = 0; j < m->run->changes.n; j++) {
			const struct tg_change *change = &m->run->changes.changes[j];

			if (pair->change != change && (covers(&base.items[i], change) ||
						       covers(&head.items[i], change)))
				*TG_VEC_PUSH(&m->run->arena, &pair->covered) =
					change->path;
		}
	}
	tg_coverage_release(&head);
	tg_coverage_release(&base);
}

/* --- judging ---------------------------------------------------------------- */

static void compare(struct models *m)
{
	struct tg_comparison *all =
		tg_arena_calloc(&m->run->arena, m->pairs.n + 1, sizeof(*all));
	size_t *owner = tg_arena_calloc(&m->run->arena, m->pairs.n + 1, sizeof(*owner));
	size_t n = 0;

	for (size_t i = 0; i < m->pairs.n; i++) {
		struct pair *pair = &m->pairs.items[i];

		if (!pair->change || pair->unreadable || (!pair->base && !pair->head))
			continue;
		owner[n] = i;
		tg_compare(&all[n++], &m->run->arena, pair->base, pair->head);
	}
	tg_compare_across(all, n, &m->run->arena);
	for (size_t i = 0; i < n; i++)
		m->pairs.items[owner[i]].comparison = all[i];
}

static size_t reasons(struct tg_model_reason **out, struct models *m)
{
	const struct tg_checklist *answers = m->side->answers;
	size_t n = answers ? answers->n_statements : 0;

	*out = tg_arena_calloc(&m->run->arena, n + 1, sizeof(**out));
	for (size_t i = 0; i < n; i++)
		(*out)[i] = (struct tg_model_reason){ answers->statements[i].subject,
						      answers->statements[i].reason };
	return n;
}

static enum tg_gate_change change_kind(const struct pair *pair)
{
	if (!pair->change)
		return TG_GATE_UNCHANGED;
	if (pair->change->status == TG_STATUS_DELETED)
		return TG_GATE_DELETED;
	if (!pair->base)
		return TG_GATE_ADDED;
	return pair->head || pair->unreadable ? TG_GATE_MODIFIED : TG_GATE_DELETED;
}

static const char *mermaid(struct models *m, const struct pair *pair)
{
	const struct tg_model *model = pair->head ? pair->head : pair->base;
	struct tg_buf text = TG_BUF_INIT(MAX_MERMAID_BYTES);
	const char *copy = NULL;

	if (model)
		tg_dfd_to_mermaid(&text, &model->dfd,
				  pair->base ? &pair->base->dfd : NULL);
	if (text.len && !text.overflow)
		copy = tg_arena_dup_str(&m->run->arena, tg_buf_str(&text));
	tg_buf_release(&text);
	return copy;
}

static void fill(struct tg_gate_model *g, struct models *m, const struct pair *pair)
{
	struct tg_model_reason *why;
	size_t n_why = reasons(&why, m);

	g->path = pair->path;
	g->change = change_kind(pair);
	g->base = pair->base;
	g->head = pair->head;
	g->unreadable = pair->unreadable;
	g->assumed = !pair->stated;
	g->covered = pair->covered.items;
	g->n_covered = pair->covered.n;
	g->n_base_lint = tg_run_lint(&g->base_lint, m->run, m->side->policy, pair->base,
				     TG_SIDE_OLD, NULL);
	g->n_head_lint = tg_run_lint(&g->head_lint, m->run, m->side->policy, pair->head,
				     TG_SIDE_NEW, pair->base);
	if (pair->change && !pair->unreadable) {
		struct tg_finding *found;

		g->n_comparison = tg_comparison_findings(&found, &m->run->arena,
							 &pair->comparison, why, n_why);
		g->comparison = found;
	}
	g->mermaid = mermaid(m, pair);
}

static void hand_over(struct models *m)
{
	struct tg_gate_model *out =
		tg_arena_calloc(&m->run->arena, m->pairs.n + 1, sizeof(*out));
	size_t n = 0;

	for (size_t i = 0; i < m->pairs.n; i++) {
		const struct pair *pair = &m->pairs.items[i];

		/* A model that this change has nothing to do with is left alone. */
		if (!pair->change && !pair->covered.n)
			continue;
		fill(&out[n], m, pair);
		tg_run_judge_evidence(m->run, &out[n]);
		n++;
	}
	m->side->models = out;
	m->side->n_models = n;
}

enum tg_rc tg_run_read_models(struct tg_run *run, struct tg_side_inputs *side,
			      struct tg_err *err)
{
	struct models m = { .run = run, .side = side };

	tg_map_init(&m.seen, &run->arena);
	read_changed(&m);
	enum tg_rc rc = read_untouched(&m, err);

	if (rc != TG_OK)
		return rc;
	if (!m.pairs.n)
		return TG_OK;
	cover(&m);
	compare(&m);
	hand_over(&m);
	return TG_OK;
}
