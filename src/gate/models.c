/* Threat models against the change: reviewed or not, missing, lint that this
 * change brought, and what it took away. */
#include "judge.h"

#include "../base/map.h"

#include <string.h>

static bool ends_with_path(const char *path, const char *named)
{
	struct tg_str whole = tg_str(path), end = tg_str(named);

	if (end.n == 0 || end.n > whole.n || !tg_str_iends(whole, named))
		return false;
	return whole.n == end.n || whole.p[whole.n - end.n - 1] == '/';
}

bool tg_model_declared(const struct tg_judge *j, const struct tg_gate_model *model)
{
	const struct tg_checklist *said = j->side->answers;

	if (!said || !said->reviewed)
		return false;
	for (size_t i = 0; i < said->n_reviewed_models; i++)
		if (ends_with_path(model->path, said->reviewed_models[i]))
			return true;
	return said->n_reviewed_models == 0;
}

/* --- review ----------------------------------------------------------------- */

struct on_model {
	size_t model;
	unsigned triggers;
};

static bool triggers_review(const struct tg_judge *j, const struct tg_signal *s,
			    const void *ctx)
{
	const struct on_model *on = ctx;

	return (s->triggers & on->triggers) != 0 && tg_model_covers(j, on->model, s);
}

static void judge_review(struct tg_judge *j, size_t index)
{
	const struct tg_gate_model *m = &j->side->models[index];
	struct on_model on = { index, 0 };

	if (m->assumed || m->change != TG_GATE_UNCHANGED || tg_model_declared(j, m))
		return;
	on.triggers = tg_triggers_detected(j, index);
	if (!on.triggers)
		return;
	struct tg_picked seen = tg_signals_pick(j, triggers_review, &on);
	/* Where nobody was asked yet, the answer can still be "reviewed". */
	bool asked = j->side->answers || j->exempt;
	struct tg_finding f = { .id = "model/review-needed",
				.level = asked ? TG_LEVEL_ERROR : TG_LEVEL_WARNING,
				.model = m->path, .introduced = true };
	tg_finding_at(&f, &seen);
	f.message = tg_arena_printf(
		j->arena, "The threat model %s covers this code and was not reviewed with this "
			  "change: %s at %s.",
		m->path, tg_triggers_text(on.triggers, j->arena),
		tg_signals_text(&seen, j->arena));
	f.fix = tg_arena_printf(
		j->arena, "Update %s, or write in the description: \"Threat model reviewed: no "
			  "change, because ...\".",
		m->path);
	tg_judge_add(j, f, seen.top[0]->excerpt);
}

/* --- code without a model ------------------------------------------------------ */

static bool is_uncovered(const struct tg_judge *j, const struct tg_signal *s,
			 const void *ctx)
{
	const unsigned *triggers = ctx;

	if ((s->triggers & *triggers) == 0)
		return false;
	for (size_t i = 0; i < j->side->n_models; i++)
		if (tg_model_covers(j, i, s))
			return false;
	return true;
}

static void judge_missing(struct tg_judge *j)
{
	unsigned all = 0;

	for (unsigned i = 0; i < TG_TRIGGER_COUNT; i++) {
		unsigned one = 1u << i;
		if (tg_signals_detect(j, is_uncovered, &one))
			all |= one;
	}
	if (!all)
		return;
	struct tg_picked seen = tg_signals_pick(j, is_uncovered, &all);
	struct tg_finding f = { .id = "model/missing", .level = TG_LEVEL_WARNING,
				.introduced = true };
	tg_finding_at(&f, &seen);
	f.message = tg_arena_printf(
		j->arena, "No threat model covers this code: %s at %s.",
		tg_triggers_text(all, j->arena),
		tg_signals_text(&seen, j->arena));
	f.fix = "Add its path to `covers` of a model, or write one: `threatgate model new`.";
	tg_judge_add(j, f, seen.top[0]->excerpt);
}

/* --- lint ----------------------------------------------------------------------- */

/* What makes a lint finding the same on both sides: not its place, and not the
 * path, for a renamed model is the same model. */
static struct tg_str lint_key(const struct tg_finding *f, const char *line,
			      struct tg_arena *arena)
{
	return tg_str(tg_arena_printf(arena, "%s\n%s\n%s", f->id,
				      f->threat ? f->threat : "", line));
}

static void count_up(struct tg_map *map, struct tg_str key, struct tg_arena *arena)
{
	size_t *count = tg_map_get(map, key);

	if (!count) {
		count = tg_arena_alloc(arena, sizeof(*count));
		tg_map_set(map, key, count);
	}
	++*count;
}

static bool count_down(struct tg_map *map, struct tg_str key)
{
	size_t *count = tg_map_get(map, key);

	if (!count || *count == 0)
		return false;
	--*count;
	return true;
}

/* Lint of the head; introduced is what the base did not have. Threats without a
 * mitigation are judged by mitigation/missing. */
static void judge_lint(struct tg_judge *j, size_t index)
{
	const struct tg_gate_model *m = &j->side->models[index];
	const struct tg_judged_model *known = &j->models[index];
	struct tg_map before;

	tg_map_init(&before, j->arena);
	for (size_t i = 0; i < m->n_base_lint; i++) {
		const struct tg_finding *f = &m->base_lint[i];
		const char *line = tg_line_text(&known->base, f->line, j->arena);
		count_up(&before, lint_key(f, line, j->arena), j->arena);
	}
	for (size_t i = 0; i < m->n_head_lint; i++) {
		struct tg_finding f = m->head_lint[i];
		const char *line = tg_line_text(&known->head, f.line, j->arena);
		if (m->head && strcmp(f.id, "model/threat-unmitigated") == 0)
			continue;
		if (!f.model)
			f.model = m->path;
		f.introduced = !count_down(&before, lint_key(&f, line, j->arena));
		tg_judge_add(j, f, line);
	}
}

static void judge_comparison(struct tg_judge *j, size_t index)
{
	const struct tg_gate_model *m = &j->side->models[index];
	const struct tg_judged_model *known = &j->models[index];

	for (size_t i = 0; i < m->n_comparison; i++) {
		struct tg_finding f = m->comparison[i];
		const struct tg_lines *lines =
			f.side == TG_SIDE_OLD ? &known->base : &known->head;
		if (!f.path)
			f.path = m->path;
		if (!f.model)
			f.model = m->path;
		f.introduced = true;
		tg_judge_add(j, f, tg_line_text(lines, f.line, j->arena));
	}
}

static void judge_unreadable(struct tg_judge *j, const struct tg_gate_model *m)
{
	struct tg_finding f = { .id = "gate/incomplete", .level = TG_LEVEL_ERROR,
				.path = m->path, .model = m->path, .introduced = true };

	if (!m->unreadable)
		return;
	f.message = tg_arena_printf(j->arena, "The threat model %s cannot be read: %s.",
				    m->path, m->unreadable);
	f.fix = "Mend the document; `threatgate lint` shows the place.";
	tg_judge_add(j, f, "");
}

void tg_judge_models(struct tg_judge *j)
{
	for (size_t i = 0; i < j->side->n_models; i++) {
		judge_unreadable(j, &j->side->models[i]);
		judge_review(j, i);
		judge_lint(j, i);
		judge_comparison(j, i);
	}
	judge_missing(j);
}
