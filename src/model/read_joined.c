/* Tables that speak of threats named elsewhere: scores, answers, summaries. */
#include "reading.h"

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

static void join_row(struct tg_reading *rd, const struct tg_placed_table *t)
{
	struct tg_record *r = &rd->record;
	tg_index_vec to = { 0 };

	tg_reading_targets(rd, r, t->t.signature, &to);
	if (t->t.kind == TG_TABLE_RESPONSES)
		as_response(rd, r);
	if (to.n > 0)
		give_to_all(rd, &to, r);
	else if (tg_reading_names_id(r))
		add_orphans(rd, r);
}

void tg_read_joined_tables(struct tg_reading *rd)
{
	for (size_t i = 0; i < rd->tables.n; i++) {
		struct tg_placed_table *t = &rd->tables.items[i];

		if (t->taken || t->t.kind == TG_TABLE_OTHER ||
		    t->t.kind == TG_TABLE_KEY_VALUE || t->t.kind == TG_TABLE_MATRIX)
			continue;
		for (const struct tg_md *row = tg_table_next(&t->t, NULL); row != NULL;
		     row = tg_table_next(&t->t, row))
			if (tg_table_read_row(&rd->record, rd->arena, &t->t, row, NULL))
				join_row(rd, t);
		t->taken = true;
	}
}
