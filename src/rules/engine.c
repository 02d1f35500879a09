#include "engine.h"

#include "../base/buf.h"
#include "../base/map.h"
#include "../git/language.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#define MATCH_LIMIT 100000u   /* PCRE2's, per start position */

/* --- rules --------------------------------------------------------------- */

bool tg_rule_id_matches(const char *pattern, const char *id)
{
	struct tg_str name = tg_str(pattern);

	if (!tg_str_ends(name, "*"))
		return strcmp(pattern, id) == 0;
	return tg_str_eq(tg_str_sub(tg_str(id), 0, name.n - 1),
			 tg_str_sub(name, 0, name.n - 1));
}

static bool is_disabled(const struct tg_engine *engine, const char *id)
{
	for (size_t i = 0; i < engine->options.n_disabled; i++)
		if (tg_rule_id_matches(engine->options.disabled[i], id))
			return true;
	return false;
}

const struct tg_rule *tg_rule_find(const struct tg_rule_pack *packs,
				   size_t n_packs, const char *id)
{
	for (size_t p = n_packs; p > 0; p--)
		for (size_t i = 0; i < packs[p - 1].n; i++)
			if (strcmp(packs[p - 1].rules[i].id, id) == 0)
				return &packs[p - 1].rules[i];
	return NULL;
}

/* --- workers ------------------------------------------------------------- */

/* Where the next is kept: of more than can be told, the first in order are, so
 * that it makes no difference to which worker a file fell. NULL: not at all. */
static const char **place_for(struct tg_worker *worker, const char *text)
{
	const char **items = worker->incomplete.items, **last;

	if (worker->incomplete.n < TG_INCOMPLETE_LINES)
		return TG_VEC_PUSH(&worker->arena, &worker->incomplete);
	worker->more_incomplete++;
	last = &items[0];
	for (size_t i = 1; i < worker->incomplete.n; i++)
		if (strcmp(items[i], *last) > 0)
			last = &items[i];
	return strcmp(text, *last) < 0 ? last : NULL;
}

void tg_worker_incomplete(struct tg_worker *worker, const char *fmt, ...)
{
	struct tg_buf text = TG_BUF_INIT(1024);
	const char **place;
	va_list args;

	va_start(args, fmt);
	tg_buf_vprintf(&text, fmt, args);
	va_end(args);
	place = place_for(worker, text.ptr ? text.ptr : "");
	if (place)
		*place = tg_arena_dup(&worker->arena, text.ptr ? text.ptr : "");
	tg_buf_release(&text);
}

struct tg_pending *tg_worker_file_signal(struct tg_worker *worker,
					 const struct tg_change *change, uint16_t rule)
{
	struct tg_pending *p = TG_VEC_PUSH(&worker->arena, &worker->pending);

	p->change = change;
	p->rule = rule;
	p->kind = TG_CHANGE_FILE;
	p->mark = UINT32_MAX;
	p->excerpt = "";
	return p;
}

static void worker_init(struct tg_worker *w, const struct tg_engine *engine)
{
	struct tg_arena *a = &w->arena;
	size_t n_rules = engine->n_rules;

	w->scratch = tg_regex_scratch_new(MATCH_LIMIT);
	w->places = tg_arena_calloc(a, n_rules + 1, sizeof(*w->places));
	w->line_stamp = tg_arena_calloc(a, n_rules + 1, sizeof(*w->line_stamp));
	w->file_stamp = tg_arena_calloc(a, n_rules + 1, sizeof(*w->file_stamp));
	w->gate = tg_arena_calloc(a, n_rules + 1, sizeof(*w->gate));
	w->count = tg_arena_calloc(a, n_rules + 1, sizeof(*w->count));
	w->inside = tg_arena_calloc(a, n_rules + 1, sizeof(*w->inside));
}

static void worker_release(struct tg_worker *w, size_t n_rules)
{
	for (size_t i = 0; i < n_rules && w->places != NULL; i++)
		tg_globs_free(w->places[i].globs);
	tg_regex_scratch_free(w->scratch);
	free(w->lex[0]);
	free(w->lex[1]);
	tg_arena_release(&w->file);
	tg_arena_release(&w->arena);
}

/* --- the engine ---------------------------------------------------------- */

static struct tg_regex *regex_of(const char *pattern, const struct tg_rule *rule)
{
	if (pattern == NULL)
		return NULL;
	return tg_regex_new(tg_str(pattern),
			    rule->caseless ? TG_REGEX_CASELESS : 0);
}

static bool are_same(const char *const *a, const char *const *b)
{
	while (*a != NULL && *b != NULL && strcmp(*a, *b) == 0) {
		a++;
		b++;
	}
	return *a == *b;
}

/* Lists that several rules name, "@server" for one, are asked once for a file. */
static uint16_t first_with_paths(const struct tg_engine *engine, size_t at)
{
	const char *const *paths = engine->rules[at].rule->paths;

	for (size_t i = 0; paths != NULL && i < at; i++)
		if (engine->rules[i].paths == i && engine->rules[i].rule->paths != NULL &&
		    are_same(engine->rules[i].rule->paths, paths))
			return (uint16_t)i;
	return (uint16_t)at;
}

/* Later packs come last, so a rule that is already in the map is replaced. */
static void add_rule(struct tg_engine *engine, struct tg_map *ids, size_t at,
		     const struct tg_rule *rule)
{
	struct tg_compiled *c = &engine->rules[at], *old;

	c->rule = rule;
	c->paths = first_with_paths(engine, at);
	c->line = regex_of(rule->line, rule);
	c->unless = regex_of(rule->unless, rule);
	c->inside = regex_of(rule->inside, rule);
	c->near = regex_of(rule->near, rule);
	c->without = regex_of(rule->without, rule);
	c->off = is_disabled(engine, rule->id);
	if (ids == NULL)
		return;
	old = tg_map_get(ids, tg_str(rule->id));
	if (old != NULL)
		old->off = true;
	tg_map_set(ids, tg_str(rule->id), c);
}

static bool add_filter(struct tg_engine *engine, size_t pack, size_t offset)
{
	const struct tg_rule_pack *from = &engine->options.packs[pack];
	struct tg_engine_pack *to = &engine->packs[pack];
	struct tg_prefilter *made;

	to->offset = (uint16_t)offset;
	to->filter = from->prefilter;
	if (to->filter == NULL) {
		made = tg_arena_alloc(&engine->arena, sizeof(*made));
		to->filter = made;
		if (!tg_prefilter_build(made, &engine->arena, from->rules, from->n))
			return false;
	}
	to->all = tg_index_choose(&to->filter->index, &engine->arena, NULL);
	return true;
}

static enum tg_rc add_packs(struct tg_engine *engine, struct tg_err *err)
{
	const struct tg_engine_options *options = &engine->options;
	struct tg_map ids;
	size_t at = 0;

	tg_map_init(&ids, &engine->arena);
	for (size_t p = 0; p < options->n_packs; p++) {
		if (!add_filter(engine, p, at))
			return tg_err_set(err, TG_E_RULE, "the rules of the pack "
				"'%.80s' are too many for one search",
				options->packs[p].name);
		for (size_t i = 0; i < options->packs[p].n; i++)
			add_rule(engine, options->n_packs > 1 ? &ids : NULL, at++,
				 &options->packs[p].rules[i]);
	}
	engine->derived = (uint16_t)at;
	for (size_t i = 0; i < tg_derived_rules.n; i++)
		add_rule(engine, NULL, at++, &tg_derived_rules.rules[i]);
	return TG_OK;
}

enum tg_rc tg_engine_new(struct tg_engine **out,
			 const struct tg_engine_options *options,
			 struct tg_err *err)
{
	struct tg_engine *engine = tg_calloc(1, sizeof(*engine));
	struct tg_arena *arena = &engine->arena;

	engine->options = *options;
	engine->limits = options->limits ? *options->limits : tg_limits_default;
	for (size_t p = 0; p < options->n_packs; p++)
		engine->n_rules += options->packs[p].n;
	engine->n_rules += tg_derived_rules.n;
	engine->n_workers = options->workers > 0 ? options->workers : 1;
	engine->rules = tg_arena_calloc(arena, engine->n_rules + 1,
					sizeof(*engine->rules));
	engine->packs = tg_arena_calloc(arena, options->n_packs + 1,
					sizeof(*engine->packs));
	engine->n_packs = options->n_packs;
	engine->workers = tg_arena_calloc(arena, engine->n_workers,
					  sizeof(*engine->workers));
	engine->flow = tg_flow_forms_new();
	*out = NULL;
	if (engine->n_rules >= UINT16_MAX)
		tg_err_set(err, TG_E_RULE, "more than %u rules", UINT16_MAX - 1u);
	else if (add_packs(engine, err) == TG_OK)
		*out = engine;
	if (*out == NULL) {
		tg_engine_free(engine);
		return err->code;
	}
	for (unsigned i = 0; i < engine->n_workers; i++)
		worker_init(&engine->workers[i], engine);
	return TG_OK;
}

void tg_engine_free(struct tg_engine *engine)
{
	if (engine == NULL)
		return;
	for (unsigned i = 0; i < engine->n_workers; i++)
		worker_release(&engine->workers[i], engine->n_rules);
	for (size_t i = 0; i < engine->n_rules; i++) {
		tg_regex_free(engine->rules[i].line);
		tg_regex_free(engine->rules[i].unless);
		tg_regex_free(engine->rules[i].inside);
		tg_regex_free(engine->rules[i].near);
		tg_regex_free(engine->rules[i].without);
	}
	tg_flow_forms_free(engine->flow);
	tg_arena_release(&engine->arena);
	free(engine);
}
