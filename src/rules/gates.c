/*
 * Which rules look at a file, and on which of its sides: by its language, its class
 * before and after, its path.
 */
#include "engine.h"

#include "../git/language.h"

/* --- one rule and one file ------------------------------------------------ */

static bool takes_class(const struct tg_rule *rule, enum tg_class file_class)
{
	if (rule->classes == NULL)
		return file_class == TG_CLASS_PRODUCTION ||
		       file_class == TG_CLASS_CONFIG;
	return tg_str_is_one_of(tg_str(tg_class_name(file_class)), rule->classes);
}

static unsigned class_gate(const struct tg_rule *rule,
			   const struct tg_change *change)
{
	enum tg_class old = change->old_path != NULL ? change->old_class :
						       change->file_class;

	/* Renamed into a test or a vendored folder, code is no less new. */
	return (takes_class(rule, change->file_class) ||
				(change->status == TG_STATUS_RENAMED && takes_class(rule, old))
			? TG_GATE_NEW
			: 0u) |
	       (takes_class(rule, old) ? TG_GATE_OLD : 0u);
}

static bool takes_path(const struct tg_globs *globs,
		       const struct tg_change *change)
{
	return (change->new_path && tg_globs_match(globs, change->new_path)) ||
	       (change->old_path && change->old_path != change->new_path &&
		tg_globs_match(globs, change->old_path));
}

static struct tg_globs *compile_paths(const struct tg_rule *rule,
				      struct tg_arena *arena)
{
	struct tg_globs *globs = NULL;
	struct tg_err err; /* the reader has checked them */
	size_t n = 0;

	while (rule->paths[n] != NULL)
		n++;
	if (tg_globs_new(&globs, arena, rule->paths, n, 0, &err) != TG_OK)
		return NULL;
	return globs;
}

bool tg_rule_applies(const struct tg_rule *rule, const struct tg_change *change)
{
	struct tg_arena arena = TG_ARENA_INIT;
	struct tg_globs *globs;
	bool yes = true;

	if (class_gate(rule, change) == 0 ||
	    (rule->languages != NULL &&
	     !tg_str_is_one_of(tg_str(change->language->id), rule->languages)))
		return false;
	if (rule->paths != NULL) {
		globs = compile_paths(rule, &arena);
		yes = globs != NULL && takes_path(globs, change);
		tg_globs_free(globs);
	}
	tg_arena_release(&arena);
	return yes;
}

/* As far as no path is asked. */
static unsigned kind_gate(const struct tg_engine *engine, uint16_t index,
			  const struct tg_change *change)
{
	const struct tg_rule *rule = engine->rules[index].rule;

	if (engine->rules[index].off)
		return 0;
	if (rule->languages != NULL && !(engine->any_file && rule->line != NULL) &&
	    !tg_str_is_one_of(tg_str(change->language->id), rule->languages))
		return 0;
	return class_gate(rule, change);
}

/* Asked once for all rules with these paths. */
static bool is_place(struct tg_worker *worker, uint16_t paths, const struct tg_rule *rule,
		     const struct tg_change *change)
{
	struct tg_place *place = &worker->places[paths];

	if (place->file == worker->file_number)
		return place->yes;
	if (place->globs == NULL)
		place->globs = compile_paths(rule, &worker->arena);
	place->file = worker->file_number;
	place->yes = place->globs != NULL && takes_path(place->globs, change);
	return place->yes;
}

static unsigned find_gate(const struct tg_engine *engine,
			  struct tg_worker *worker, uint16_t index,
			  const struct tg_change *change)
{
	const struct tg_rule *rule = engine->rules[index].rule;
	unsigned gate = kind_gate(engine, index, change);

	if (gate == 0 || rule->paths == NULL ||
	    (engine->any_file && rule->line != NULL))
		return gate;
	return is_place(worker, engine->rules[index].paths, rule, change) ? gate : 0;
}

unsigned tg_engine_gate(const struct tg_engine *engine, struct tg_worker *worker,
			uint16_t rule, const struct tg_change *change)
{
	if (worker->file_stamp[rule] != worker->file_number) {
		worker->file_stamp[rule] = worker->file_number;
		worker->count[rule] = 0;
		worker->gate[rule] =
			(uint8_t)find_gate(engine, worker, rule, change);
	}
	return worker->gate[rule];
}

/* --- kinds of files ------------------------------------------------------- */

static const struct tg_index_choice *wanted_literals(struct tg_worker *worker,
						     const struct tg_engine_pack *pack,
						     const uint8_t *gates)
{
	const struct tg_prefilter *filter = pack->filter;
	size_t n = filter->index.n;
	uint8_t *wanted = tg_arena_calloc(&worker->file, n + 1, 1);
	uint8_t any = 0;

	for (size_t literal = 0; literal < n; literal++)
		for (uint16_t i = filter->first[literal];
		     i < filter->first[literal + 1]; i++)
			any |= wanted[literal] |= gates[pack->offset + filter->rules[i]];
	return any ? tg_index_choose(&filter->index, &worker->arena, wanted) : NULL;
}

static struct tg_rule_list open_always(struct tg_worker *worker,
				       const struct tg_engine_pack *pack,
				       const uint8_t *gates)
{
	const struct tg_prefilter *filter = pack->filter;
	struct tg_rule_list list = { 0 };

	list.rules = tg_arena_calloc(&worker->arena, filter->n_always + 1u,
				     sizeof(*list.rules));
	for (uint16_t i = 0; i < filter->n_always; i++) {
		uint16_t rule = (uint16_t)(pack->offset + filter->always[i]);

		if (gates[rule] != 0)
			list.rules[list.n++] = rule;
	}
	return list;
}

static struct tg_file_kind *make_kind(const struct tg_engine *engine,
				      struct tg_worker *worker,
				      const struct tg_change *change)
{
	struct tg_arena *arena = &worker->arena;
	struct tg_file_kind *kind = tg_arena_alloc(arena, sizeof(*kind));

	kind->language = change->language;
	kind->gates = tg_arena_calloc(arena, engine->n_rules + 1, 1);
	kind->wanted = tg_arena_calloc(arena, engine->n_packs + 1,
				       sizeof(*kind->wanted));
	for (size_t i = 0; i < engine->n_rules; i++)
		kind->gates[i] = (uint8_t)kind_gate(engine, (uint16_t)i, change);
	kind->always = tg_arena_calloc(arena, engine->n_packs + 1, sizeof(*kind->always));
	for (size_t p = 0; p < engine->n_packs; p++) {
		kind->wanted[p] = wanted_literals(worker, &engine->packs[p], kind->gates);
		kind->always[p] = open_always(worker, &engine->packs[p], kind->gates);
	}
	return kind;
}

const struct tg_file_kind *tg_engine_kind(const struct tg_engine *engine,
					  struct tg_worker *worker,
					  const struct tg_change *change)
{
	unsigned old = change->old_path != NULL ? change->old_class : change->file_class;
	unsigned slot = ((unsigned)change->file_class * 6 + old) * 2 +
			(change->status == TG_STATUS_RENAMED);
	struct tg_file_kind **at = &worker->kinds[slot % TG_FILE_KINDS];

	while (*at != NULL && (*at)->language != change->language)
		at = &(*at)->next;
	if (*at == NULL)
		*at = make_kind(engine, worker, change);
	return *at;
}
