/* Tables that speak of threats named elsewhere: scores, answers, summaries. */
#include "reading.h"
#include "record_lines.h"

static void value_of(struct tg_record *r, struct tg_arena *arena, enum tg_field from,
		     enum tg_field to)
{
	for (size_t i = 0; i < r->of[from].n; i++)
		tg_record_add(r, arena, to, r->of[from].items[i]);
	r->of[from].n = 0;
}

/* In a table of responses the description is that of the response. */
static void as_response(struct tg_reading *rd, struct tg_record *r)
{
	if (!tg_record_has(r, TG_F_MITIGATION)) {
		value_of(r, rd->arena, TG_F_DESCRIPTION, TG_F_MITIGATION);
		return;
	}
	r->of[TG_F_DESCRIPTION].n = 0;
}

static void give_to_all(struct tg_reading *rd, const tg_index_vec *to,
			const struct tg_record *r)
{
	for (size_t i = 0; i < to->n; i++)
		tg_draft_fill(&rd->draft, to->items[i], r);
}

bool tg_reading_names_id(const struct tg_record *r)
{
	struct tg_str id, rest;
	bool loose;

	return tg_record_has(r, TG_F_ID) ||
	       (tg_threat_id(tg_str(tg_record_text(r, TG_F_THREAT)), &id, &rest, &loose) &&
		(!loose || rest.n == 0));
}

static void add_orphans(struct tg_reading *rd, const struct tg_record *r)
{
	tg_mitigation_vec found = { 0 };

	tg_draft_mitigations(&found, rd->arena, r);
	for (size_t i = 0; i < found.n; i++) {
		struct tg_mitigation *m = TG_VEC_PUSH(rd->arena, &rd->draft.orphans);

		*m = found.items[i];
		m->threat_id = tg_record_has(r, TG_F_ID) ? tg_record_text(r, TG_F_ID) :
							  tg_record_text(r, TG_F_THREAT);
	}
}

void tg_reading_targets(struct tg_reading *rd, const struct tg_record *r, uint64_t source,
			tg_index_vec *to)
{
	size_t one;

	tg_draft_ids_in(to, &rd->draft, tg_str(tg_record_text(r, TG_F_ID)));
	if (to->n == 0)
		tg_draft_ids_in(to, &rd->draft,
				tg_str_sub(tg_str(tg_record_text(r, TG_F_THREAT)), 0, 60));
	if (to->n == 0 && (one = tg_draft_find(&rd->draft, r, source)) != SIZE_MAX)
		*TG_VEC_PUSH(rd->arena, to) = one;
}

/* --- which column names the threats ------------------------------------------ */

/* "T1, T3", "T2 (in part)": ids of known threats and little else. */
static bool is_list_of_ids(struct tg_reading *rd, const char *text)
{
	tg_index_vec ids = { 0 };
	struct tg_fold f;

	tg_draft_ids_in(&ids, &rd->draft, tg_str(text));
	tg_fold(&f, tg_str(text));
	return ids.n > 0 && f.words <= ids.n * 2 + 2;
}

/* The column that names known threats by their ids, whatever it is called
 * ("Addresses", "Covers"); SIZE_MAX for none. */
static size_t find_reference(struct tg_reading *rd, const struct tg_table *t)
{
	size_t hits[TG_TABLE_MAX_COLUMNS] = { 0 }, rows = 0, best = SIZE_MAX;

	for (const struct tg_md *row = tg_table_next(t, NULL); row != NULL && rows < 200;
	     row = tg_table_next(t, row), rows++) {
		size_t i = 0;

		for (const struct tg_md *c = row->first; c != NULL && i < t->columns;
		     c = c->next, i++)
			hits[i] += is_list_of_ids(rd, tg_md_plain(c, rd->arena, true));
	}
	for (size_t i = 0; i < t->columns; i++)
		if (hits[i] > 0 && hits[i] * 2 >= rows &&
		    (best == SIZE_MAX || hits[i] > hits[best]))
			best = i;
	return best;
}

static const char *cell_of(struct tg_reading *rd, const struct tg_md *row, size_t column)
{
	const struct tg_md *c = row->first;

	for (; c != NULL && column > 0; column--)
		c = c->next;
	return c != NULL ? tg_md_plain(c, rd->arena, true) : "";
}

/* In a part of answers a row with an id is an answer; its first text says which. */
static void read_answer(struct tg_reading *rd, const struct tg_placed_table *t,
			const struct tg_md *row, size_t reference)
{
	struct tg_record *r = &rd->record;
	size_t i = 0;

	r->of[TG_F_ID].n = 0;
	if (tg_record_has(r, TG_F_MITIGATION) ||
	    tg_outline_part(&rd->outline, t->section, NULL) != TG_PART_MITIGATIONS)
		return;
	for (const struct tg_md *c = row->first; c != NULL; c = c->next, i++) {
		struct tg_fold f;
		const char *text = tg_md_plain(c, rd->arena, true);

		tg_fold(&f, tg_str(text));
		if (i == reference || f.words < 2)
			continue;
		tg_record_add(r, rd->arena, TG_F_MITIGATION,
			      (struct tg_value){ text, row->line, c, TG_MD_NOT_A_TASK });
		break;
	}
	r->of[TG_F_DESCRIPTION].n = 0;
}

static void join_by_reference(struct tg_reading *rd, const struct tg_placed_table *t,
			      size_t reference)
{
	for (const struct tg_md *row = tg_table_next(&t->t, NULL); row != NULL;
	     row = tg_table_next(&t->t, row)) {
		tg_index_vec to = { 0 };

		if (!tg_table_read_row(&rd->record, rd->arena, &t->t, row, NULL))
			continue;
		tg_draft_ids_in(&to, &rd->draft, tg_str(cell_of(rd, row, reference)));
		read_answer(rd, t, row, reference);
		if (t->t.fields[reference] == TG_F_MITIGATION)
			rd->record.of[TG_F_MITIGATION].n = 0;
		give_to_all(rd, &to, &rd->record);
	}
}

/* --- joining ----------------------------------------------------------------- */

/* The known threat that a line names: "Spoof.1", "Spoof.1.R.2 - a nonce". */
static size_t named_by(struct tg_reading *rd, struct tg_str line, bool *alone)
{
	size_t n = 0, found = SIZE_MAX;

	while (n < line.n && n < 40 && (tg_is_alnum(line.p[n]) || line.p[n] == '.' ||
					line.p[n] == '-'))
		n++;
	*alone = n == line.n;
	for (; n > 0 && found == SIZE_MAX; n--)
		if (tg_is_digit(line.p[n - 1]))
			found = tg_draft_find_key(
				&rd->draft, tg_id_key(rd->arena, tg_str_sub(line, 0, n)));
	return found;
}

/* A cell of answers to several threats, under the id of each. */
static bool join_lines(struct tg_reading *rd)
{
	struct tg_record *r = &rd->record;
	const struct tg_md *cell =
		r->of[TG_F_MITIGATION].n > 0 ? r->of[TG_F_MITIGATION].items[0].node : NULL;
	size_t target = SIZE_MAX, named = 0;
	struct tg_record_lines l;

	if (cell == NULL)
		return false;
	tg_record_lines_init(&l, rd->arena, cell);
	for (size_t i = 0; i < l.v.n; i++) {
		struct tg_str line = tg_str(l.v.items[i].text);
		struct tg_record answer = { .line = r->line, .end_line = r->end_line };
		bool alone = false;
		size_t at = named_by(rd, line, &alone);

		target = at != SIZE_MAX ? at : target;
		named += at != SIZE_MAX;
		if (target == SIZE_MAX || (at != SIZE_MAX && alone))
			continue;
		tg_record_add(&answer, rd->arena, TG_F_MITIGATION,
			      (struct tg_value){ l.v.items[i].text, r->line, cell,
						 TG_MD_NOT_A_TASK });
		tg_draft_fill(&rd->draft, target, &answer);
	}
	return named > 0;
}

/* "Tampering | All messages are signed": for the threats of that category. */
static void give_to_category(struct tg_reading *rd, const struct tg_record *r)
{
	unsigned stride = tg_stride_label(tg_str(tg_record_text(r, TG_F_CATEGORY)));
	tg_mitigation_vec found = { 0 };

	if (stride == 0 || tg_record_has(r, TG_F_THREAT))
		return;
	tg_draft_mitigations(&found, rd->arena, r);
	for (size_t m = 0; m < found.n; m++) {
		found.items[m].shared = true;
		for (size_t i = 0; i < rd->draft.threats.n; i++)
			if ((rd->draft.threats.items[i].t.stride & stride) != 0)
				tg_draft_give(&rd->draft, i, &found.items[m]);
	}
}

/* An answer to something that no threat is called: meant for all that have none. */
static void add_loose(struct tg_reading *rd, const struct tg_placed_table *t,
		      const struct tg_record *r)
{
	tg_mitigation_vec found = { 0 };

	if (tg_stride_label(tg_str(tg_record_text(r, TG_F_CATEGORY))) != 0) {
		give_to_category(rd, r);
		return;
	}
	tg_draft_mitigations(&found, rd->arena, r);
	for (size_t i = 0; i < found.n; i++) {
		struct tg_group_mitigation *g = TG_VEC_PUSH(rd->arena, &rd->loose);

		g->m = found.items[i];
		g->section = t->section;
	}
}

static void join_row(struct tg_reading *rd, const struct tg_placed_table *t)
{
	struct tg_record *r = &rd->record;
	tg_index_vec to = { 0 };

	tg_reading_targets(rd, r, t->t.signature, &to);
	if (t->t.kind == TG_TABLE_RESPONSES)
		as_response(rd, r);
	if (to.n > 0)
		give_to_all(rd, &to, r);
	else if (tg_reading_names_id(r) && !tg_record_has(r, TG_F_THREAT))
		add_orphans(rd, r);
	else if (tg_outline_part(&rd->outline, t->section, NULL) == TG_PART_MITIGATIONS)
		add_loose(rd, t, r);
	else
		give_to_category(rd, r);
}

void tg_read_joined_tables(struct tg_reading *rd)
{
	for (size_t i = 0; i < rd->tables.n; i++) {
		struct tg_placed_table *t = &rd->tables.items[i];

		size_t reference;

		if (t->taken || t->t.kind == TG_TABLE_KEY_VALUE ||
		    t->t.kind == TG_TABLE_TURNED ||
		    t->t.kind == TG_TABLE_MATRIX)
			continue;
		reference = find_reference(rd, &t->t);
		if (reference != SIZE_MAX && t->t.fields[reference] != TG_F_ID &&
		    t->t.fields[reference] != TG_F_THREAT) {
			join_by_reference(rd, t, reference);
			continue;
		}
		if (t->t.kind == TG_TABLE_OTHER)
			continue;
		for (const struct tg_md *row = tg_table_next(&t->t, NULL); row != NULL;
		     row = tg_table_next(&t->t, row))
			if (tg_table_read_row(&rd->record, rd->arena, &t->t, row, NULL) &&
			    !join_lines(rd))
				join_row(rd, t);
		t->taken = true;
	}
}
