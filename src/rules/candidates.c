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

struct place {
	struct tg_scan *scan;
	const struct tg_engine_pack *pack;
	uint32_t line;
};

static void on_literal(unsigned literal, void *ctx)
{
	const struct place *place = ctx;
	const struct tg_prefilter *filter = place->pack->filter;

	for (uint16_t i = filter->first[literal]; i < filter->first[literal + 1]; i++)
		note_candidate(place->scan,
			       (uint16_t)(place->pack->offset + filter->rules[i]),
			       place->line);
}

void tg_scan_candidates(struct tg_scan *scan, uint32_t line)
{
	const struct tg_engine *engine = scan->engine;
	struct tg_str text = scan->view->lines[line].text;

	scan->decision_known = scan->grams_known = false;
	scan->worker->line_number++;
	for (size_t p = 0; p < engine->n_packs; p++) {
		const struct tg_rule_list *always = &scan->kind->always[p];
		struct place place = { scan, &engine->packs[p], line };

		if (scan->kind->wanted[p] != NULL)
			tg_index_search(&place.pack->filter->index, scan->kind->wanted[p],
					text, on_literal, &place);
		for (size_t k = 0; k < always->n; k++)
			note_candidate(scan, always->rules[k], line);
	}
}
