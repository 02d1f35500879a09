#include "judge.h"

#include "../base/map.h"

#include <string.h>

static bool same_place(const struct tg_signal *a, const struct tg_signal *b)
{
	return a->line == b->line && a->side == b->side && strcmp(a->path, b->path) == 0;
}

/* Two signs of medium weight are worth one of high weight when they are two: the
 * same line seen by two rules is one. */
bool tg_signals_detect(const struct tg_judge *judge, tg_signal_filter *filter,
		       const void *ctx)
{
	const struct tg_signal *medium = NULL;

	for (size_t i = 0; i < judge->side->n_signals; i++) {
		const struct tg_signal *s = &judge->side->signals[i];
		if (s->confidence == TG_CONFIDENCE_LOW || !filter(judge, s, ctx))
			continue;
		if (s->confidence == TG_CONFIDENCE_HIGH || s->new_file ||
		    (medium && !same_place(medium, s)))
			return true;
		medium = s;
	}
	return false;
}

static bool is_stronger(const struct tg_signal *x, const struct tg_signal *y)
{
	if (x->confidence != y->confidence)
		return x->confidence > y->confidence;
	if (x->severity != y->severity)
		return x->severity > y->severity;
	int order = strcmp(x->path, y->path);
	if (order != 0)
		return order < 0;
	if (x->line != y->line)
		return x->line < y->line;
	return strcmp(x->rule, y->rule) < 0;
}

static void pick(struct tg_picked *picked, const struct tg_signal *s)
{
	picked->n++;
	if (s->severity > picked->worst)
		picked->worst = s->severity;
	for (size_t i = 0; i < TG_PICKED; i++) {
		const struct tg_signal *was = picked->top[i];
		if (was && !is_stronger(s, was))
			continue;
		picked->top[i] = s;
		s = was;
		if (!s)
			return;
	}
}

struct tg_picked tg_signals_pick(const struct tg_judge *judge, tg_signal_filter *filter,
				 const void *ctx)
{
	struct tg_picked picked = { .worst = TG_SEVERITY_LOW };

	for (size_t i = 0; i < judge->side->n_signals; i++) {
		const struct tg_signal *s = &judge->side->signals[i];
		if (s->confidence != TG_CONFIDENCE_LOW && filter(judge, s, ctx))
			pick(&picked, s);
	}
	return picked;
}

static bool of_topic(const struct tg_judge *judge, const struct tg_signal *s,
		     const void *topic)
{
	(void)judge;
	return strcmp(s->topic, topic) == 0;
}

bool tg_topic_detected(const struct tg_judge *judge, const char *topic)
{
	return topic[0] != '\0' && tg_signals_detect(judge, of_topic, topic);
}

static size_t index_of(const struct tg_judge *judge, const struct tg_signal *s)
{
	return (size_t)(s - judge->side->signals);
}

bool tg_signal_decides(const struct tg_judge *judge, const struct tg_signal *s)
{
	return judge->decides[index_of(judge, s)];
}

bool tg_model_covers(const struct tg_judge *judge, size_t model,
		     const struct tg_signal *s)
{
	return judge->models[model].covers[index_of(judge, s)];
}

struct trigger_on {
	unsigned trigger;
	size_t model; /* or SIZE_MAX */
};

static bool has_trigger(const struct tg_judge *judge, const struct tg_signal *s,
			const void *ctx)
{
	const struct trigger_on *on = ctx;

	return (s->triggers & on->trigger) != 0 &&
	       (on->model == SIZE_MAX || tg_model_covers(judge, on->model, s));
}

unsigned tg_triggers_detected(const struct tg_judge *judge, size_t model)
{
	unsigned triggers = 0;

	for (unsigned i = 0; i < TG_TRIGGER_COUNT; i++) {
		struct trigger_on on = { 1u << i, model };
		if (tg_signals_detect(judge, has_trigger, &on))
			triggers |= on.trigger;
	}
	return triggers;
}

/* --- what is worked out once --------------------------------------------------- */

static void prepare_decides(struct tg_judge *judge)
{
	static char yes, no; /* what the map says of a topic */
	struct tg_map topics;

	tg_map_init(&topics, judge->arena);
	for (size_t i = 0; i < judge->side->n_signals; i++) {
		const struct tg_signal *s = &judge->side->signals[i];
		judge->decides[i] = s->confidence == TG_CONFIDENCE_HIGH ||
				    (s->confidence == TG_CONFIDENCE_MEDIUM && s->new_file);
		if (s->confidence != TG_CONFIDENCE_MEDIUM || s->new_file)
			continue;
		const char *known = tg_map_get(&topics, tg_str(s->topic));
		if (!known) {
			known = tg_topic_detected(judge, s->topic) ? &yes : &no;
			tg_map_set(&topics, tg_str(s->topic), known == &yes ? &yes : &no);
		}
		judge->decides[i] = known == &yes;
	}
}

static struct tg_lines cut_lines(const struct tg_model *model, struct tg_arena *arena)
{
	struct tg_str rest = model ? model->source : (struct tg_str){ 0 }, line;
	TG_VEC(struct tg_str) lines = { 0 };

	while (tg_str_line(&rest, &line))
		*TG_VEC_PUSH(arena, &lines) = line;
	return (struct tg_lines){ lines.items, lines.n };
}

static void prepare_model(struct tg_judge *judge, size_t index)
{
	const struct tg_gate_model *m = &judge->side->models[index];
	struct tg_judged_model *out = &judge->models[index];
	static char there;
	struct tg_map paths;

	tg_map_init(&paths, judge->arena);
	for (size_t i = 0; i < m->n_covered; i++)
		tg_map_set(&paths, tg_str(m->covered[i]), &there);
	out->covers = tg_arena_calloc(judge->arena, judge->side->n_signals + 1, sizeof(bool));
	for (size_t i = 0; i < judge->side->n_signals; i++)
		out->covers[i] =
			tg_map_get(&paths, tg_str(judge->side->signals[i].path)) != NULL;
	out->base = cut_lines(m->base, judge->arena);
	out->head = cut_lines(m->head, judge->arena);
}

void tg_judge_prepare(struct tg_judge *judge)
{
	const struct tg_gate_side *side = judge->side;

	judge->decides = tg_arena_calloc(judge->arena, side->n_signals + 1, sizeof(bool));
	judge->models =
		tg_arena_calloc(judge->arena, side->n_models + 1, sizeof(*judge->models));
	prepare_decides(judge);
	for (size_t i = 0; i < side->n_models; i++)
		prepare_model(judge, i);
	judge->triggers = tg_triggers_detected(judge, SIZE_MAX);
}

/* --- in words -------------------------------------------------------------------- */

static void put_signal(struct tg_buf *b, const struct tg_signal *s)
{
	tg_buf_printf(b, "%s%s", b->len ? ", " : "", s->path);
	if (s->line > 0)
		tg_buf_printf(b, ":%u", s->line);
	tg_buf_printf(b, " (%s)", s->title);
}

const char *tg_signals_text(const struct tg_picked *picked, struct tg_arena *arena)
{
	enum { SHOWN = 2 };
	size_t told = 0, shown = 0;
	struct tg_buf b;

	tg_buf_init(&b, 8192);
	for (; told < TG_PICKED && picked->top[told] && shown < SHOWN; told++) {
		/* what else was seen in the same line is no further evidence */
		if (told > 0 && same_place(picked->top[0], picked->top[told]))
			continue;
		put_signal(&b, picked->top[told]);
		shown++;
	}
	if (picked->n > told)
		tg_buf_printf(&b, " and %zu more", picked->n - told);
	const char *text = tg_arena_dup_str(arena, tg_buf_str(&b));
	tg_buf_release(&b);
	return text;
}

const char *tg_triggers_text(unsigned triggers, struct tg_arena *arena)
{
	const char *text = "";

	for (unsigned i = 0; i < TG_TRIGGER_COUNT; i++)
		if (triggers & (1u << i))
			text = tg_arena_printf(arena, "%s%s%s", text, text[0] ? ", " : "",
					       tg_trigger_name(i));
	return text;
}
