/* From what the workers found to the sorted signals. */
#include "engine.h"

#include "../base/map.h"
#include "derived.h"

#include <stdlib.h>
#include <string.h>

struct signals {
	struct tg_signal *items;
	size_t n, cap;
};

static void fill_signal(struct tg_signal *s, const struct tg_pending *p,
			const struct tg_rule *rule)
{
	const struct tg_change *change = p->change;

	s->rule = rule->id;
	s->title = rule->title;
	s->topic = rule->topic;
	s->triggers = rule->triggers;
	if (p->kind == TG_CHANGE_REMOVED || p->edited) /* nothing is new here */
		s->triggers &= ~(unsigned)(TG_NEW_FEATURE | TG_NEW_INTEGRATION |
					   TG_NEW_DATA);
	s->stride = rule->stride;
	s->severity = rule->severity;
	s->confidence = rule->confidence;
	s->path = change->path;
	s->line = p->line;
	s->change = p->kind;
	s->side = p->kind == TG_CHANGE_REMOVED ||
		  change->status == TG_STATUS_DELETED ? TG_SIDE_OLD : TG_SIDE_NEW;
	s->new_file = change->status == TG_STATUS_ADDED;
	s->control_removed = rule->control && !p->kept &&
		(p->kind == TG_CHANGE_REMOVED || (p->kind == TG_CHANGE_FILE &&
		 change->status == TG_STATUS_DELETED));
	s->excerpt = p->excerpt;
	s->message = rule->message;
	s->ask = rule->ask;
	s->references = rule->references;
}

static int compare_signals(const void *a, const void *b)
{
	const struct tg_signal *x = a, *y = b;
	int order = strcmp(x->path, y->path);

	if (order != 0)
		return order;
	if (x->side != y->side)
		return x->side < y->side ? -1 : 1;
	if (x->line != y->line)
		return x->line < y->line ? -1 : 1;
	return strcmp(x->rule, y->rule);
}

static int compare_suppressions(const void *a, const void *b)
{
	const struct tg_suppression *x = a, *y = b;
	int order = strcmp(x->path, y->path);

	if (order != 0)
		return order;
	if (x->line != y->line)
		return x->line < y->line ? -1 : 1;
	order = strcmp(x->rule, y->rule);
	return order != 0 ? order : (int)x->effective - (int)y->effective;
}

static void collect_signals(struct signals *out, struct tg_engine_result *result,
			    struct tg_engine *engine, struct tg_arena *arena)
{
	for (unsigned k = 0; k < engine->n_workers; k++) {
		struct tg_worker *w = &engine->workers[k];

		for (size_t i = 0; i < w->pending.n; i++) {
			struct tg_pending *p = &w->pending.items[i];

			if (p->mark != UINT32_MAX && w->marks.items[p->mark].moved) {
				result->moved++;
				continue;
			}
			p->excerpt = tg_arena_dup(arena, p->excerpt);
			fill_signal(TG_VEC_PUSH(arena, out), p,
				    engine->rules[p->rule].rule);
		}
		result->more += w->more;
	}
}

/* Over the cap, a rule keeps its first signal of each file: nothing that is
 * judged by topic, path or rule is lost. */
static void apply_cap(struct signals *signals, struct tg_engine_result *result,
		      struct tg_engine *engine, struct tg_arena *arena)
{
	struct tg_signal *items = signals->items;
	size_t kept = 0, cap = engine->limits.matches_per_rule;
	struct tg_map counts;

	tg_map_init(&counts, arena);
	for (size_t i = 0; i < signals->n; i++) {
		size_t *count = tg_map_get(&counts, tg_str(items[i].rule));
		bool first = true;

		if (count == NULL) {
			count = tg_arena_alloc(arena, sizeof(*count));
			tg_map_set(&counts, tg_str(items[i].rule), count);
		}
		for (size_t k = kept; first && *count >= cap && k > 0 &&
		     strcmp(items[k - 1].path, items[i].path) == 0; k--)
			first = strcmp(items[k - 1].rule, items[i].rule) != 0;
		if (++*count > cap && !first) {
			result->more++;
			continue;
		}
		items[kept++] = items[i];
	}
	signals->n = kept;
}

static void collect_suppressions(struct tg_engine_result *result,
				 struct tg_engine *engine, struct tg_arena *arena)
{
	size_t n = 0;

	for (unsigned k = 0; k < engine->n_workers; k++)
		n += engine->workers[k].suppressions.n;
	result->suppressions = tg_arena_calloc(arena, n + 1,
					       sizeof(*result->suppressions));
	for (unsigned k = 0; k < engine->n_workers; k++) {
		struct tg_worker *w = &engine->workers[k];

		for (size_t i = 0; i < w->suppressions.n; i++) {
			struct tg_suppression *s =
				&result->suppressions[result->n_suppressions++];

			*s = w->suppressions.items[i];
			s->reason = tg_arena_dup(arena, s->reason);
		}
	}
	qsort(result->suppressions, result->n_suppressions,
	      sizeof(*result->suppressions), compare_suppressions);
}

static int compare_texts(const void *a, const void *b)
{
	const char *const *x = a, *const *y = b;

	return strcmp(*x, *y);
}

static void collect_incomplete(struct tg_engine_result *result,
			       struct tg_engine *engine, struct tg_arena *arena)
{
	TG_VEC(const char *) list = { 0 };
	size_t skipped = 0, more = 0;

	for (unsigned k = 0; k < engine->n_workers; k++) {
		struct tg_worker *w = &engine->workers[k];

		for (size_t i = 0; i < w->incomplete.n; i++)
			*TG_VEC_PUSH(arena, &list) =
				tg_arena_dup(arena, w->incomplete.items[i]);
		skipped += w->skipped_files;
		more += w->more_incomplete;
	}
	if (list.n > 0)
		qsort(list.items, list.n, sizeof(*list.items), compare_texts);
	if (list.n > TG_INCOMPLETE_LINES) {
		more += list.n - TG_INCOMPLETE_LINES;
		list.n = TG_INCOMPLETE_LINES;
	}
	if (more > 0)
		*TG_VEC_PUSH(arena, &list) = tg_arena_printf(arena,
			"%zu further lines on which a rule was given up", more);
	if (skipped > 0)
		*TG_VEC_PUSH(arena, &list) = tg_arena_printf(arena,
			"%zu files were not matched: the time for matching "
			"(%u ms) was used up", skipped, engine->limits.budget_ms);
	result->incomplete = list.items;
	result->n_incomplete = list.n;
}

enum tg_rc tg_engine_finish(struct tg_engine_result *out,
			    struct tg_engine *engine,
			    const struct tg_changeset *changes,
			    struct tg_arena *arena, struct tg_err *err)
{
	struct signals signals = { 0 };

	(void)err;
	*out = (struct tg_engine_result){ 0 };
	if (!engine->any_file)
		tg_derive_across(engine, changes);
	tg_marks_pair(engine);
	collect_signals(&signals, out, engine, arena);
	if (signals.n > 0)
		qsort(signals.items, signals.n, sizeof(*signals.items),
		      compare_signals);
	apply_cap(&signals, out, engine, arena);
	collect_suppressions(out, engine, arena);
	collect_incomplete(out, engine, arena);
	out->signals = signals.items;
	out->n = signals.n;
	return TG_OK;
}
