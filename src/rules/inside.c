/* What a line stands in: whether a rule's `inside` matches a head around it. */
#include "scan.h"

#include <string.h>

/* Can any of the heads match `inside`? */
static bool may_match_head(struct tg_scan *scan, const struct tg_rule *rule,
			   const struct tg_heads *heads)
{
	if (rule->inside_needs == NULL)
		return true;
	if (heads->id == 0 || scan->heads_asked != heads->id) {
		memset(&scan->heads_grams, 0, sizeof(scan->heads_grams));
		for (size_t k = 0; k < heads->n; k++)
			tg_grams_add(&scan->heads_grams, heads->text[k]);
		scan->heads_asked = heads->id;
	}
	return tg_needs_met(rule->inside_needs, &scan->heads_grams);
}

static bool matches_head(struct tg_scan *scan, const struct tg_compiled *c,
			 const struct tg_heads *heads)
{
	size_t asked = c->rule->directly && heads->n > 1 ? 1 : heads->n;
	struct tg_span span;

	if (!may_match_head(scan, c->rule, heads))
		return false;
	for (size_t k = 0; k < asked; k++)
		if (tg_regex_search(c->inside, scan->worker->scratch, heads->text[k], 0,
				    &span, 1) == TG_MATCH_YES)
			return true;
	return false;
}

/* The lines of a function ask the same one after the other. */
bool tg_scan_is_inside(struct tg_scan *scan, uint16_t rule, enum tg_side side, uint32_t i)
{
	const struct tg_heads *heads = tg_scan_heads(scan, side, i);
	struct tg_inside *known = &scan->worker->inside[rule];

	if (heads->id == 0 || known->heads != heads->id) {
		known->yes = matches_head(scan, &scan->engine->rules[rule], heads);
		known->heads = heads->id;
	}
	return known->yes;
}
