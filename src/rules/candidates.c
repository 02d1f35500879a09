/* Which rules are worth trying on a line: those of which a literal is in it. */
#include "scan.h"

/* Few lines have a candidate that asks. */
static bool is_decision(struct tg_scan *scan, uint32_t line)
{
	if (!scan->decision_known)
		scan->is_decision = tg_line_is_decision(scan->view->lines[line].text);
	scan->decision_known = true;
	return scan->is_decision;
}

/* Only some lines have a candidate that needs more than one literal. */
static bool may_match(struct tg_scan *scan, const struct tg_rule *rule, uint32_t line)
{
	if (rule->needs == NULL)
		return true;
	if (!scan->grams_known)
		tg_grams_of(&scan->grams, scan->view->lines[line].text);
	scan->grams_known = true;
	return tg_needs_met(rule->needs, &scan->grams);
}

static void note_candidate(struct tg_scan *scan, uint16_t rule, uint32_t line)
{
	const struct tg_rule *r = scan->engine->rules[rule].rule;
	struct tg_worker *w = scan->worker;
	struct tg_candidate *c;

	if (scan->kind->gates[rule] == 0 || w->line_stamp[rule] == w->line_number)
		return;
	w->line_stamp[rule] = w->line_number;
	if (tg_engine_gate(scan->engine, w, rule, scan->view->change) == 0 ||
	    !may_match(scan, r, line) || (r->decision && !is_decision(scan, line)))
		return;
	c = TG_VEC_PUSH(&w->file, &w->candidates);
	c->line = line;
	c->rule = rule;
}

static void note_literal(struct tg_scan *scan, const struct tg_engine_pack *pack,
			 unsigned literal, uint32_t line)
{
	const struct tg_prefilter *filter = pack->filter;

	for (uint16_t i = filter->first[literal]; i < filter->first[literal + 1]; i++)
		note_candidate(scan, (uint16_t)(pack->offset + filter->rules[i]), line);
}

struct place {
	struct tg_scan *scan;
	const struct tg_engine_pack *pack;
	uint32_t line;
};

static void on_literal(unsigned literal, void *ctx)
{
	const struct place *place = ctx;

	note_literal(place->scan, place->pack, literal, place->line);
}

static void note_hits(struct tg_scan *scan, const struct tg_engine_pack *pack,
		      uint32_t line, const struct tg_ac_hits *hits)
{
	struct place place = { scan, pack, line };

	if (hits->n > TG_AC_HITS) {
		tg_ac_search(&pack->filter->ac, scan->view->lines[line].text, on_literal,
			     &place);
		return;
	}
	for (size_t i = 0; i < hits->n; i++)
		note_literal(scan, pack, hits->literals[i], line);
}

/* `hits` of the first pack; those of the next are two further. */
static void note_line(struct tg_scan *scan, uint32_t line, const struct tg_ac_hits *hits)
{
	const struct tg_engine *engine = scan->engine;

	scan->decision_known = scan->grams_known = false;
	scan->worker->line_number++;
	for (size_t p = 0; p < engine->n_packs; p++) {
		const struct tg_rule_list *always = &scan->kind->always[p];

		note_hits(scan, &engine->packs[p], line, &hits[2 * p]);
		for (size_t k = 0; k < always->n; k++)
			note_candidate(scan, always->rules[k], line);
	}
}

void tg_scan_candidates(struct tg_scan *scan, uint32_t first, uint32_t second)
{
	const struct tg_engine *engine = scan->engine;
	struct tg_ac_hits *hits = scan->worker->hits;
	const struct tg_line *lines = scan->view->lines;
	struct tg_str none = { "", 0 };
	struct tg_str texts[2] = { lines[first].text,
				   second != first ? lines[second].text : none };

	for (size_t p = 0; p < engine->n_packs; p++) {
		const struct tg_engine_pack *pack = &engine->packs[p];
		struct tg_ac_search search = { &pack->filter->ac, pack->ends,
					       scan->kind->wanted[p] };

		hits[2 * p].n = hits[2 * p + 1].n = 0;
		if (search.wanted)
			tg_ac_search_two(&search, texts, &hits[2 * p]);
	}
	note_line(scan, first, hits);
	if (second != first)
		note_line(scan, second, hits + 1);
}
