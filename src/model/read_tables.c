/* Threats in tables: a row each, a table each, or a cell each. */
#include "reading.h"

#include "mitigation.h"

void tg_read_tables_find(struct tg_reading *rd)
{
	for (size_t s = 0; s < rd->outline.sections.n; s++) {
		const struct tg_section *sec = &rd->outline.sections.items[s];
		enum tg_part part = tg_outline_part(&rd->outline, s, NULL);
		bool in_threats = part == TG_PART_THREATS ||
				  tg_outline_stride(&rd->outline, s) != 0;

		for (size_t b = 0; b < sec->blocks.n; b++) {
			if (sec->blocks.items[b]->kind != TG_MD_TABLE)
				continue;
			struct tg_placed_table *t =
				TG_VEC_PUSH(rd->arena, &rd->tables);

			t->section = s;
			tg_table_init(&t->t, rd->arena, sec->blocks.items[b], in_threats);
		}
	}
}

/* A category or an element that the heading above names for all rows. */
static void add_context(struct tg_reading *rd, struct tg_record *r,
			const struct tg_placed_table *t, const char *group)
{
	const struct tg_section *s = &rd->outline.sections.items[t->section];
	struct tg_value v = { s->title, r->line, NULL, TG_MD_NOT_A_TASK };

	if (group[0] != '\0') {
		v.text = group;
		tg_record_add(r, rd->arena,
			      tg_stride_label(tg_str(group)) != 0 ? TG_F_CATEGORY :
								    TG_F_ELEMENT,
			      v);
	}
	if (tg_outline_stride(&rd->outline, t->section) != 0 &&
	    !tg_record_has(r, TG_F_CATEGORY))
		tg_record_add(r, rd->arena, TG_F_CATEGORY, v);
	else if (s->part == TG_PART_NONE && s->level > 1 &&
		 !tg_record_has(r, TG_F_ELEMENT))
		tg_record_add(r, rd->arena, TG_F_ELEMENT, v);
}

static void define_rows(struct tg_reading *rd, struct tg_placed_table *t)
{
	struct tg_record *r = &rd->record;
	const char *group = "";
	size_t before = rd->draft.threats.n;

	for (const struct tg_md *row = tg_table_next(&t->t, NULL); row != NULL;
	     row = tg_table_next(&t->t, row)) {
		if (!tg_table_read_row(r, rd->arena, &t->t, row, &group))
			continue;
		add_context(rd, r, t, group);
		tg_draft_put(&rd->draft, r, TG_TIER_SURE, t->section, t->t.signature);
	}
	t->taken = true;
	if (rd->draft.threats.n > before)
		tg_reading_note(rd, "the table", t->t.node->line);
}

static void define_pairs(struct tg_reading *rd, struct tg_placed_table *t)
{
	const struct tg_section *s = &rd->outline.sections.items[t->section];
	struct tg_record *r = &rd->record;

	tg_record_clear(r);
	tg_table_read_pairs(r, rd->arena, &t->t);
	if (!tg_record_has(r, TG_F_THREAT) && s->part == TG_PART_NONE)
		tg_record_add(r, rd->arena, TG_F_THREAT,
			      (struct tg_value){ tg_arena_dup_str(rd->arena, s->name),
						 s->line, NULL, TG_MD_NOT_A_TASK });
	if (tg_draft_put(&rd->draft, r, TG_TIER_SURE, t->section,
			 (uint64_t)t->t.node->line << 16) != SIZE_MAX)
		tg_reading_note(rd, "the key-value table", t->t.node->line);
	t->taken = true;
}

/* A matrix of prose: every cell that says something is a threat. */
static void define_cell(struct tg_reading *rd, const struct tg_placed_table *t,
			const struct tg_md *cell, const char *row_name,
			const char *column_name, unsigned column_stride)
{
	struct tg_record *r = &rd->record;
	char *text = tg_md_plain(cell, rd->arena, true);
	struct tg_value v = { text, cell->line, cell, TG_MD_NOT_A_TASK };
	struct tg_fold f;

	tg_fold(&f, tg_str(text));
	if (f.words < 3 || tg_text_denies(tg_str(text)))
		return;
	tg_record_clear(r);
	r->line = r->end_line = cell->parent->line;
	tg_record_add(r, rd->arena, TG_F_THREAT, v);
	v.node = NULL;
	v.text = row_name;
	tg_record_add(r, rd->arena, column_stride != 0 ? TG_F_ELEMENT : TG_F_CATEGORY, v);
	v.text = column_name;
	tg_record_add(r, rd->arena, column_stride != 0 ? TG_F_CATEGORY : TG_F_ELEMENT, v);
	tg_draft_put(&rd->draft, r, TG_TIER_LIKELY, t->section, t->t.signature);
}

static void define_matrix(struct tg_reading *rd, struct tg_placed_table *t)
{
	const struct tg_md *header = t->t.node->first;
	size_t before = rd->draft.threats.n;

	for (const struct tg_md *row = tg_table_next(&t->t, NULL); row != NULL;
	     row = tg_table_next(&t->t, row)) {
		const struct tg_md *name = header->first, *cell = row->first;
		size_t i = 0;

		if (cell == NULL)
			continue;
		const char *row_name = tg_md_plain(cell, rd->arena, true);

		for (; cell != NULL && name != NULL && i < t->t.columns;
		     cell = cell->next, name = name->next, i++)
			if (i > 0)
				define_cell(rd, t, cell, row_name,
					    tg_md_plain(name, rd->arena, true),
					    t->t.stride[i]);
	}
	t->taken = true;
	if (rd->draft.threats.n > before)
		tg_reading_note(rd, "the matrix", t->t.node->line);
}

/* A table in the section of one threat was read with it. */
static bool in_taken_section(const struct tg_reading *rd, const struct tg_placed_table *t)
{
	return rd->outline.sections.items[t->section].taken &&
	       (t->t.rows == 1 || t->t.kind == TG_TABLE_KEY_VALUE);
}

/* Tables of open questions and the like stand under headings that say so. */
static bool is_elsewhere(const struct tg_reading *rd, const struct tg_placed_table *t)
{
	enum tg_part part = tg_outline_part(&rd->outline, t->section, NULL);

	return part == TG_PART_OUT_OF_SCOPE ||
	       (part == TG_PART_OTHER && (t->t.kind != TG_TABLE_THREATS || t->t.weak));
}

/* "Attack surface", "Follow-up": there its rows are threats only where no other
 * part of the document holds any. */
static bool is_aside(const struct tg_reading *rd, const struct tg_placed_table *t)
{
	return tg_outline_part(&rd->outline, t->section, NULL) == TG_PART_OTHER;
}

void tg_read_tables_aside(struct tg_reading *rd)
{
	for (size_t i = 0; i < rd->tables.n && rd->draft.threats.n == 0; i++) {
		struct tg_placed_table *t = &rd->tables.items[i];

		if (!t->taken && is_aside(rd, t) && t->t.kind == TG_TABLE_THREATS)
			define_rows(rd, t);
	}
}

void tg_read_tables(struct tg_reading *rd)
{
	for (size_t i = 0; i < rd->tables.n; i++) {
		struct tg_placed_table *t = &rd->tables.items[i];

		if (in_taken_section(rd, t) || is_elsewhere(rd, t))
			t->taken = true;
		if (t->taken || is_aside(rd, t))
			continue;
		if (t->t.kind == TG_TABLE_THREATS)
			define_rows(rd, t);
		else if (t->t.kind == TG_TABLE_KEY_VALUE)
			define_pairs(rd, t);
		else if (t->t.kind == TG_TABLE_MATRIX)
			define_matrix(rd, t);
	}
}

/* --- tables that speak of threats named elsewhere --------------------------------------------- */

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

static bool names_an_id(const struct tg_record *r)
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

/* The threats a row is about: those whose ids it names, else by its title. */
static void find_targets(struct tg_reading *rd, const struct tg_record *r,
			 uint64_t source, tg_index_vec *to)
{
	size_t one;

	tg_draft_ids_in(to, &rd->draft, tg_str(tg_record_text(r, TG_F_ID)));
	if (to->n == 0)
		tg_draft_ids_in(to, &rd->draft,
				tg_str_sub(tg_str(tg_record_text(r, TG_F_THREAT)), 0, 60));
	if (to->n == 0 && (one = tg_draft_find(&rd->draft, r, source)) != SIZE_MAX)
		*TG_VEC_PUSH(rd->arena, to) = one;
}

static void join_row(struct tg_reading *rd, const struct tg_placed_table *t,
		     bool defining)
{
	struct tg_record *r = &rd->record;
	tg_index_vec to = { 0 };

	find_targets(rd, r, t->t.signature, &to);
	if (t->t.kind == TG_TABLE_RESPONSES && (to.n > 0 || !defining))
		as_response(rd, r);
	if (to.n > 0 && !(defining && rd->draft.threats.items[to.items[0]].source ==
					      t->t.signature)) {
		give_to_all(rd, &to, r);
	} else if (defining) {
		tg_draft_put(&rd->draft, r, TG_TIER_SURE, t->section, t->t.signature);
	} else if (names_an_id(r)) {
		add_orphans(rd, r);
	}
}

/* A part of the document that speaks of what is done, or of what is left. */
static bool holds_answers(enum tg_part part)
{
	return part == TG_PART_MITIGATIONS || part == TG_PART_RESIDUAL ||
	       part == TG_PART_OTHER || part == TG_PART_OUT_OF_SCOPE || part == TG_PART_SCOPE;
}

/* "Threat | Control" beside other tables of threats, and not one of its rows is
 * about a threat named elsewhere: it has threats of its own. */
static bool has_its_own(struct tg_reading *rd, const struct tg_placed_table *t)
{
	size_t rows = 0;

	if (t->t.kind != TG_TABLE_RESPONSES || !tg_table_has(&t->t, TG_F_THREAT) ||
	    !tg_table_has(&t->t, TG_F_MITIGATION) ||
	    holds_answers(tg_outline_part(&rd->outline, t->section, NULL)))
		return false;
	for (const struct tg_md *row = tg_table_next(&t->t, NULL); row != NULL;
	     row = tg_table_next(&t->t, row)) {
		tg_index_vec to = { 0 };

		if (!tg_table_read_row(&rd->record, rd->arena, &t->t, row, NULL))
			continue;
		find_targets(rd, &rd->record, t->t.signature, &to);
		if (to.n > 0 || names_an_id(&rd->record))
			return false;
		rows++;
	}
	return rows >= 2;
}

void tg_read_joined_tables(struct tg_reading *rd)
{
	bool defining = rd->draft.threats.n == 0;

	for (size_t i = 0; i < rd->tables.n; i++) {
		struct tg_placed_table *t = &rd->tables.items[i];
		size_t before = rd->draft.threats.n;

		if (t->taken || (t->t.kind != TG_TABLE_SCORES &&
				 t->t.kind != TG_TABLE_RESPONSES))
			continue;
		if (!defining && has_its_own(rd, t)) {
			define_rows(rd, t);
			continue;
		}
		for (const struct tg_md *row = tg_table_next(&t->t, NULL); row != NULL;
		     row = tg_table_next(&t->t, row))
			if (tg_table_read_row(&rd->record, rd->arena, &t->t, row, NULL))
				join_row(rd, t, defining);
		t->taken = true;
		if (rd->draft.threats.n > before)
			tg_reading_note(rd, "the table", t->t.node->line);
	}
}
