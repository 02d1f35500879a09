/* What the columns of a table hold, by their names and by what stands in them. */
#include "table_columns.h"

#include <string.h>

static bool is_number(struct tg_str s)
{
	size_t digits = 0;

	for (size_t i = 0; i < s.n; i++) {
		if (tg_is_digit(s.p[i]))
			digits++;
		else if (s.p[i] != '.' && s.p[i] != '/' && s.p[i] != ' ')
			return false;
	}
	return digits > 0 && digits <= 6;
}

static void look_at(struct tg_table_looks *look, const char *cell)
{
	struct tg_str text = tg_str(cell), id, rest;
	enum tg_risk_level level;
	struct tg_fold f;
	bool loose;

	if (text.n == 0)
		return;
	look->filled++;
	look->ids += tg_threat_id(text, &id, &rest, &loose) && rest.n == 0;
	look->strides += tg_stride_label(text) != 0;
	look->levels += tg_risk_level_opening(text, &level);
	look->numbers += is_number(text);
	tg_fold(&f, text);
	look->words += f.words;
	look->told += f.words > 0;
	tg_table_look_at_mark(look, cell);
	look->verdicts += tg_fold_starts(&f, "yes") || tg_fold_starts(&f, "no");
	look->controls += tg_tone_of(text).control > 0;
	look->attacks += tg_tone_of(text).attack > 0;
}

void tg_table_look(struct tg_table_looks looks[], struct tg_arena *arena,
			    const struct tg_table *t)
{
	size_t rows = 0;

	for (const struct tg_md *row = tg_table_next(t, NULL);
	     row != NULL && rows < 200; row = tg_table_next(t, row), rows++) {
		size_t i = 0;

		for (const struct tg_md *cell = row->first;
		     cell != NULL && i < t->columns; cell = cell->next, i++)
			look_at(&looks[i], tg_table_cell(arena, cell));
	}
}

/* What a column holds, by its header and by what stands under it: the first row whose
 * test the cells pass. */
static enum tg_field told_by_cells(enum tg_field said, const struct tg_table_looks *l)
{
	const struct {
		enum tg_field said;
		bool test;
		enum tg_field is;
	} rules[] = {
		{ TG_F_THREAT, l->filled > 0 && l->ids * 5 >= l->filled * 4, TG_F_ID },
		{ TG_F_THREAT, l->filled > 1 && l->strides == l->filled, TG_F_CATEGORY },
		{ TG_F_THREAT, l->filled > 1 && l->levels == l->filled, TG_F_PRIORITY },
		{ TG_F_NONE, l->filled > 1 && l->strides == l->filled, TG_F_CATEGORY },
		/* "Attack exposure: Low" */
		{ TG_F_THREAT, l->filled > 1 && l->levels == l->filled &&
			l->words <= l->filled * 2, TG_F_PRIORITY },
		{ TG_F_RISK, l->levels * 2 > l->filled, TG_F_PRIORITY },
		{ TG_F_RISK, l->numbers * 2 > l->filled, TG_F_TOTAL },
		{ TG_F_PRIORITY, l->filled > 0 && l->numbers == l->filled, TG_F_TOTAL },
		{ TG_F_IMPACT, l->levels + l->numbers == 0 && l->words > l->filled * 3,
		  TG_F_DESCRIPTION },
		{ TG_F_MITIGATION, l->filled > 0 && l->ids * 5 >= l->filled * 4,
		  TG_F_MITIGATION_ID },
		{ TG_F_MITIGATION, l->filled > 0 && l->verdicts == l->filled, TG_F_NONE },
	};

	for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]); i++)
		if (rules[i].said == said && rules[i].test)
			return rules[i].is;
	return said;
}

/* "STRIDE | Example in our system | Mitigations": where no column is known to say what
 * the threat is, the one with the most words of those that nobody knows does. */
static void settle_unknown(struct tg_table *t, const struct tg_table_looks looks[])
{
	size_t best = SIZE_MAX;

	if (tg_table_has(t, TG_F_THREAT) || tg_table_has(t, TG_F_DESCRIPTION) ||
	    tg_table_has(t, TG_F_OTHER_THING) || tg_table_has(t, TG_F_LEGEND) ||
	    !tg_table_has(t, TG_F_CATEGORY) || !t->strides)
		return;
	for (size_t i = 0; i < t->columns; i++)
		if (t->fields[i] == TG_F_NONE && looks[i].words >= looks[i].filled * 2 &&
		    looks[i].filled > looks[i].controls * 2 &&
		    (best == SIZE_MAX || looks[i].words > looks[best].words))
			best = i;
	if (best != SIZE_MAX)
		t->fields[best] = TG_F_DESCRIPTION;
}

/* "ID | Threat | Description" with a name like "Threat 1" under "Threat": each is
 * what its column says. A number that only counts the rows is no id. */
static bool says_both(const struct tg_table *t, const struct tg_table_looks looks[],
		      const enum tg_field said[])
{
	for (size_t i = 0; i < t->columns; i++)
		if (said[i] == TG_F_ID && looks[i].filled > looks[i].numbers)
			return tg_table_has(t, TG_F_DESCRIPTION) &&
			       !tg_table_has(t, TG_F_MITIGATION);
	return false;
}

/* "ID | Threat | Countermeasure" with C1 and T1 in it: the threat's id is the one
 * under "Threat", the other is the countermeasure's. */
static void settle_ids(struct tg_table *t, const struct tg_table_looks looks[],
		       const enum tg_field said[])
{
	bool named = false, both = says_both(t, looks, said);

	for (size_t i = 0; i < t->columns; i++)
		if (both && said[i] == TG_F_THREAT && t->fields[i] == TG_F_ID)
			t->fields[i] = TG_F_THREAT;
	for (size_t i = 0; i < t->columns; i++)
		named = named || (said[i] == TG_F_THREAT && t->fields[i] == TG_F_ID);
	for (size_t i = 0; named && i < t->columns; i++)
		if (said[i] == TG_F_ID && t->fields[i] == TG_F_ID)
			t->fields[i] = tg_table_has(t, TG_F_MITIGATION) ?
					       TG_F_MITIGATION_ID :
					       TG_F_NONE;
}

static void let_cells_tell(struct tg_table *t, const struct tg_table_looks looks[])
{
	enum tg_field said[TG_TABLE_MAX_COLUMNS];

	memcpy(said, t->fields, sizeof(said));
	for (size_t i = 0; i < t->columns; i++) {
		t->fields[i] = told_by_cells(t->fields[i], &looks[i]);
		if (said[i] == TG_F_THREAT && t->fields[i] == TG_F_PRIORITY)
			t->says_threat = false;
	}
	settle_ids(t, looks, said);
}

/* A sentence under "Risk" is the threat, where no other column is. */
static void settle_risk(struct tg_table *t)
{
	bool named = tg_table_has(t, TG_F_THREAT);

	for (size_t i = 0; i < t->columns; i++) {
		if (t->fields[i] != TG_F_RISK)
			continue;
		t->fields[i] = named ? TG_F_DESCRIPTION : TG_F_THREAT;
		named = true;
	}
	/* one column names it; a second of that kind describes it */
	named = false;
	for (size_t i = 0; i < t->columns; i++) {
		if (t->fields[i] == TG_F_THREAT && named)
			t->fields[i] = TG_F_DESCRIPTION;
		named = named || t->fields[i] == TG_F_THREAT;
	}
}

/* "# | Category | Severity" with names of no known category in it: where no other
 * column says what the threat is, that one does. */
static void settle_names(struct tg_table *t, const struct tg_table_looks looks[])
{
	if (tg_table_has(t, TG_F_THREAT) || tg_table_has(t, TG_F_DESCRIPTION) ||
	    tg_table_has(t, TG_F_ELEMENT) || t->fields[0] == TG_F_MITIGATION)
		return; /* "Control | Type" */
	for (size_t i = 0; i < t->columns; i++) {
		if (t->fields[i] != TG_F_CATEGORY || looks[i].filled == 0 ||
		    looks[i].strides * 2 > looks[i].filled)
			continue;
		t->fields[i] = TG_F_THREAT;
		return;
	}
}

/* "Attack | Mechanism | Test": where no column is called a mitigation, the first that
 * speaks of controls is one. */
static void settle_answers(struct tg_table *t, const struct tg_table_looks looks[])
{
	if (tg_table_has(t, TG_F_MITIGATION) || !tg_table_has(t, TG_F_THREAT) ||
	    tg_table_has(t, TG_F_MITIGATION_ID) || tg_table_has(t, TG_F_STRATEGY))
		return;
	for (size_t i = 0; i < t->columns; i++) {
		if (t->fields[i] != TG_F_NONE && !t->how[i])
			continue;
		if (looks[i].filled == 0 ||
		    (looks[i].controls * 2 < looks[i].filled &&
		     !(t->how[i] && looks[i].attacks * 3 < looks[i].filled)))
			continue;
		t->fields[i] = TG_F_MITIGATION;
		return;
	}
}

/* The unknown column with the most words; SIZE_MAX for none with two or more. */
static size_t widest_unknown(const struct tg_table *t, const struct tg_table_looks looks[])
{
	size_t best = SIZE_MAX;

	for (size_t i = 0; i < t->columns; i++)
		if (t->fields[i] == TG_F_NONE && looks[i].filled > 0 &&
		    looks[i].words >= looks[i].filled * 2 &&
		    (best == SIZE_MAX || looks[i].words > looks[best].words))
			best = i;
	return best;
}

static bool knows_none(const struct tg_table *t)
{
	for (size_t i = 0; i < t->columns; i++)
		if (t->fields[i] != TG_F_NONE)
			return false;
	return true;
}

/* Under "What it protects against", "You worry about | What happens": the first
 * column names the threats, and one that speaks of controls says what is done. Beside
 * ids or a status ("# | Path | Status") it is the one with the most words. */
void tg_table_guess(struct tg_table *t, const struct tg_table_looks looks[])
{
	bool with_ids = tg_table_has(t, TG_F_ID) || tg_table_has(t, TG_F_STATUS);
	size_t threat = with_ids ? widest_unknown(t, looks) : 0;

	if (t->columns < 2 || t->columns > 6 || t->rows < 2 || threat == SIZE_MAX ||
	    looks[threat].words < looks[threat].filled * 2 || !(with_ids || knows_none(t)) ||
	    tg_table_has(t, TG_F_DESCRIPTION))
		return;
	t->fields[threat] = TG_F_THREAT;
	for (size_t i = 0; i < t->columns; i++) {
		if (t->fields[i] != TG_F_NONE || looks[i].controls * 2 < looks[i].filled ||
		    looks[i].filled == 0)
			continue;
		t->fields[i] = TG_F_MITIGATION;
		break;
	}
	t->kind = TG_TABLE_THREATS;
}

/* "STRIDE | Question | Mitigation": what is asked is the threat, where an answer to it
 * is given. */
static void settle_questions(struct tg_table *t)
{
	if (!tg_table_has(t, TG_F_MITIGATION) || tg_table_has(t, TG_F_THREAT) ||
	    tg_table_has(t, TG_F_DESCRIPTION))
		return;
	for (size_t i = 0; i < t->columns; i++)
		if (t->fields[i] == TG_F_LEGEND)
			t->fields[i] = TG_F_DESCRIPTION;
}

void tg_table_settle(struct tg_table *t, const struct tg_table_looks looks[])
{
	let_cells_tell(t, looks);
	settle_questions(t);
	for (size_t i = 0; i < t->columns; i++)
		t->strides = t->strides || (t->fields[i] == TG_F_CATEGORY &&
					    looks[i].strides * 2 > looks[i].filled);
	settle_risk(t);
	settle_names(t, looks);
	settle_unknown(t, looks);
	settle_answers(t, looks);
}
