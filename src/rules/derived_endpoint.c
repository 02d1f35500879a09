/*
 * An endpoint without a guard, said only where the file itself makes the case:
 * at least two other endpoints of the same kind stand in it, untouched, and each
 * of them has a guard beside it.
 */
#include "derived.h"

#define MAX_FILE (512u << 10)
#define BEFORE 6u /* lines in which a guard stands beside an endpoint */
#define AFTER 8u
#define OTHERS 2u
#define MAX_RULES 16u

struct place {
	uint32_t line;
	uint32_t run; /* of annotations that stand on one another */
	size_t depth;
	bool endpoint, guard, added, annotation;
};

struct survey {
	struct tg_scan *scan;
	uint16_t rule; /* the endpoint's */
	uint32_t run;
	TG_VEC(struct place) places;
	uint16_t hits[MAX_RULES]; /* rules whose literals are on this line */
	size_t n_hits;
	const struct tg_engine_pack *pack;
};

static void on_literal(unsigned literal, void *ctx)
{
	struct survey *s = ctx;
	const struct tg_prefilter *filter = s->pack->filter;
	struct tg_engine *engine = s->scan->engine;

	for (uint16_t i = filter->first[literal]; i < filter->first[literal + 1]; i++) {
		uint16_t rule = (uint16_t)(s->pack->offset + filter->rules[i]);
		bool known = false;

		if (rule != s->rule &&
		    engine->rules[rule].rule->role != TG_ROLE_GUARD)
			continue;
		for (size_t k = 0; k < s->n_hits; k++)
			known = known || s->hits[k] == rule;
		if (!known && s->n_hits < MAX_RULES)
			s->hits[s->n_hits++] = rule;
	}
}

static bool rule_matches(struct survey *s, uint16_t rule, struct tg_str text)
{
	const struct tg_compiled *c = &s->scan->engine->rules[rule];
	struct tg_regex_scratch *scratch = s->scan->worker->scratch;
	struct tg_span span;

	if (!tg_engine_gate(s->scan->engine, s->scan->worker, rule,
			    s->scan->view->change))
		return false;
	if (tg_regex_search(c->line, scratch, text, 0, &span, 1) != TG_MATCH_YES)
		return false;
	return c->unless == NULL ||
	       tg_regex_search(c->unless, scratch, text, 0, &span, 1) ==
		       TG_MATCH_NO;
}

static void survey_line(struct survey *s, uint32_t line, struct tg_str text)
{
	const struct tg_engine *engine = s->scan->engine;
	struct place place = { .line = line, .depth = tg_line_depth(text),
			       .annotation = tg_line_is_annotation(text) };

	s->run += !place.annotation;
	place.run = s->run;

	s->n_hits = 0;
	for (size_t p = 0; p < engine->n_packs; p++) {
		s->pack = &engine->packs[p];
		tg_index_search(&s->pack->filter->index, s->pack->all, text, on_literal,
				s);
	}
	for (size_t i = 0; i < s->n_hits; i++) {
		if (!rule_matches(s, s->hits[i], text))
			continue;
		if (s->hits[i] == s->rule)
			place.endpoint = true;
		else
			place.guard = true;
	}
	if (place.annotation && tg_name_is_guard(tg_annotation_name(text)))
		place.guard = true;
	if (place.endpoint || place.guard)
		*TG_VEC_PUSH(&s->scan->worker->file, &s->places) = place;
}

static void survey_file(struct survey *s, struct tg_str text)
{
	const struct tg_file_view *view = s->scan->view;
	struct tg_str line;
	uint32_t number = 0;
	size_t at = 0;

	while (tg_str_split(&text, '\n', &line))
		survey_line(s, ++number, tg_str_sub(line, 0, 4096));
	for (size_t i = 0; i < view->n_lines; i++) {
		if (view->lines[i].kind != TG_LINE_ADDED)
			continue;
		while (at < s->places.n && s->places.items[at].line < view->lines[i].new_line)
			at++;
		if (at < s->places.n && s->places.items[at].line == view->lines[i].new_line)
			s->places.items[at].added = true;
	}
}

/* Does an endpoint stand between two lines? */
static bool has_endpoint(const struct survey *s, uint32_t after, uint32_t before)
{
	for (size_t i = 0; i < s->places.n; i++)
		if (s->places.items[i].endpoint && s->places.items[i].line > after &&
		    s->places.items[i].line < before)
			return true;
	return false;
}

/* What stands below an endpoint, before the next one, is its own. Above it, an
 * annotation must stand on it, and a statement must not be deeper: that would be in
 * the handler before. What shares its line with an endpoint guards that one alone. */
static bool guards(const struct survey *s, const struct place *guard,
		   const struct place *endpoint)
{
	if (guard->line == endpoint->line)
		return true;
	if (guard->endpoint)
		return false;
	if (guard->line > endpoint->line)
		return guard->line <= endpoint->line + AFTER &&
		       !has_endpoint(s, endpoint->line, guard->line);
	if (guard->annotation)
		return endpoint->annotation && guard->run == endpoint->run;
	return guard->line + BEFORE >= endpoint->line && guard->depth <= endpoint->depth;
}

static bool is_guarded(const struct survey *s, uint32_t line)
{
	const struct place *endpoint = NULL;

	for (size_t i = 0; i < s->places.n; i++)
		if (s->places.items[i].line == line)
			endpoint = &s->places.items[i];
	if (endpoint == NULL)
		return true; /* nothing can be said of it */
	for (size_t i = 0; i < s->places.n; i++)
		if (s->places.items[i].guard &&
		    guards(s, &s->places.items[i], endpoint))
			return true;
	return false;
}

/* True when enough other endpoints are there, and all of them are guarded. */
static bool others_are_guarded(const struct survey *s)
{
	unsigned others = 0;

	for (size_t i = 0; i < s->places.n; i++) {
		if (!s->places.items[i].endpoint || s->places.items[i].added)
			continue;
		if (!is_guarded(s, s->places.items[i].line))
			return false;
		others++;
	}
	return others >= OTHERS;
}

void tg_derive_endpoints(struct tg_scan *scan)
{
	struct tg_worker *w = scan->worker;
	struct survey s = { .scan = scan, .rule = UINT16_MAX };
	size_t end = w->pending.n;

	if (scan->view->new_text.p == NULL || scan->view->new_text.n > MAX_FILE)
		return;
	for (size_t i = scan->first_pending; i < end; i++) {
		struct tg_pending found = w->pending.items[i], *p;

		if (scan->engine->rules[found.rule].rule->role != TG_ROLE_ENDPOINT ||
		    found.kind != TG_CHANGE_ADDED)
			continue;
		if (s.rule != found.rule) {
			s = (struct survey){ .scan = scan, .rule = found.rule };
			survey_file(&s, scan->view->new_text);
		}
		if (is_guarded(&s, found.line) || !others_are_guarded(&s))
			continue;
		p = tg_derive(scan->engine, w, TG_DERIVED_ENDPOINT_UNGUARDED,
			      found.change);
		if (p == NULL)
			return;
		p->line = found.line;
		p->kind = TG_CHANGE_ADDED;
		p->mark = found.mark;
		p->excerpt = found.excerpt;
	}
}
