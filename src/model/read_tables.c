/* Threats in tables: a row each, a table each, or a cell each. */
#include "headings.h"
#include "lists.h"

#include "mitigation.h"
#include "record_lines.h"

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

/* Which of how many threats of a cell. */
struct one_of {
	size_t i, n;
};

/* A cell with as many lines as the other has threats: the answer to each. */
static struct tg_value line_of(struct tg_reading *rd, struct tg_value v, struct one_of one)
{
	struct tg_record_lines l = { 0 };

	if (v.node != NULL)
		tg_record_lines_init(&l, rd->arena, v.node);
	if (l.v.n < 2 || l.v.n != one.n)
		return v;
	return (struct tg_value){ l.v.items[one.i].text, v.line, NULL, v.task };
}

/* Offers what the row says, of one of the threats that its cell names. */
static void offer_one_of(struct tg_reading *rd, struct tg_candidate *c,
			 const struct tg_record *row, const char *threat, struct one_of one)
{
	rd->record = (struct tg_record){ .line = row->line, .end_line = row->end_line };
	for (size_t f = 0; f < TG_F_COUNT; f++)
		for (size_t v = 0; f != TG_F_THREAT && v < row->of[f].n; v++)
			tg_record_add(&rd->record, rd->arena, (enum tg_field)f,
				      line_of(rd, row->of[f].items[v], one));
	tg_record_add(&rd->record, rd->arena, TG_F_THREAT,
		      (struct tg_value){ threat, row->line, NULL, TG_MD_NOT_A_TASK });
	tg_candidate_offer(rd, c, c->section);
}

/* A cell with several threats, each with its id on a line of its own: the record is
 * offered once for each. */
static bool offer_lines(struct tg_reading *rd, struct tg_candidate *c)
{
	struct tg_record whole = rd->record;
	const struct tg_md *cell = whole.of[TG_F_THREAT].n > 0 ?
					   whole.of[TG_F_THREAT].items[0].node :
					   NULL;
	struct tg_record_lines l;
	struct tg_str id, rest;
	size_t ids = 0;
	bool loose;

	if (cell == NULL)
		return false;
	tg_record_lines_init(&l, rd->arena, cell);
	for (size_t i = 0; i < l.v.n; i++)
		ids += tg_threat_id(tg_str(l.v.items[i].text), &id, &rest, &loose) && !loose;
	if (ids < 2 || ids * 2 < l.v.n)
		return false;
	for (size_t i = 0; i < l.v.n; i++)
		offer_one_of(rd, c, &whole, l.v.items[i].text,
			     (struct one_of){ i, l.v.n });
	return true;
}

/* --- "Boundary | Primary threats": several in each cell ----------------------- */

typedef TG_VEC(const char *) text_vec;

/* Names of a few words between commas; none where it is a sentence, or a category is
 * among them. */
static void split_at_commas(struct tg_reading *rd, text_vec *out, struct tg_str text)
{
	struct tg_str part;

	while (tg_str_split(&text, ',', &part)) {
		struct tg_fold f;

		tg_fold(&f, part);
		if (f.words < 1 || f.words > 6 || tg_stride_label(tg_str_trim(part)) != 0 ||
		    tg_str_find(part, TG_STR(". ")) != SIZE_MAX) {
			out->n = 0;
			return;
		}
		*TG_VEC_PUSH(rd->arena, out) = tg_arena_dup_str(rd->arena, tg_str_trim(part));
	}
}

/* What the cell names: a line each, else between commas. */
static void names_in(struct tg_reading *rd, text_vec *out, const struct tg_md *cell)
{
	struct tg_record_lines l;

	*out = (text_vec){ 0 };
	tg_record_lines_init(&l, rd->arena, cell);
	if (l.v.n < 2) {
		split_at_commas(rd, out, tg_str(tg_md_plain(cell, rd->arena, true)));
		return;
	}
	for (size_t i = 0; i < l.v.n; i++)
		*TG_VEC_PUSH(rd->arena, out) = l.v.items[i].text;
}

/* The column of threats, where it is called so in the plural; SIZE_MAX for none. */
static size_t plural_column(struct tg_reading *rd, const struct tg_table *t)
{
	const struct tg_md *header = t->node->first;
	const struct tg_md *cell = header != NULL ? header->first : NULL;
	struct tg_fold f;

	for (size_t i = 0; cell != NULL && i < t->columns; cell = cell->next, i++) {
		if (t->fields[i] != TG_F_THREAT)
			continue;
		tg_fold(&f, tg_str(tg_md_plain(cell, rd->arena, true)));
		return tg_fold_ends(&f, "threats") || tg_fold_ends(&f, "attacks") ||
				       tg_fold_ends(&f, "risks") ?
			       i :
			       SIZE_MAX;
	}
	return SIZE_MAX;
}

/* Throughout the table, rows name several threats: each is one. */
static bool lists_names(struct tg_reading *rd, const struct tg_table *t)
{
	size_t column = plural_column(rd, t), lists = 0;
	text_vec names;

	if (column == SIZE_MAX || tg_table_has(t, TG_F_ID) || t->rows < 2)
		return false;
	for (const struct tg_md *row = tg_table_next(t, NULL); row != NULL;
	     row = tg_table_next(t, row)) {
		const struct tg_md *cell = row->first;

		for (size_t i = 0; cell != NULL && i < column; i++)
			cell = cell->next;
		if (cell == NULL)
			continue;
		names_in(rd, &names, cell);
		lists += names.n >= 2;
	}
	return lists * 3 >= t->rows * 2;
}

static bool offer_names(struct tg_reading *rd, struct tg_candidate *c)
{
	struct tg_record whole = rd->record;
	text_vec names;

	if (whole.of[TG_F_THREAT].n == 0 || whole.of[TG_F_THREAT].items[0].node == NULL)
		return false;
	names_in(rd, &names, whole.of[TG_F_THREAT].items[0].node);
	for (size_t i = 0; names.n >= 2 && i < names.n; i++)
		offer_one_of(rd, c, &whole, names.items[i], (struct one_of){ i, names.n });
	return names.n >= 2;
}

static void offer_rows(struct tg_reading *rd, struct tg_placed_table *t)
{
	struct tg_record *r = &rd->record;
	struct tg_candidate *c = tg_candidate_new(rd, TG_SHAPE_TABLE, t->section,
						  t->t.node->line, t->t.signature);
	bool names = lists_names(rd, &t->t);
	const char *group = "";

	c->table = t;
	c->kin = t->t.signature;
	for (const struct tg_md *row = tg_table_next(&t->t, NULL); row != NULL;
	     row = tg_table_next(&t->t, row)) {
		if (!tg_table_read_row(r, rd->arena, &t->t, row, &group))
			continue;
		add_context(rd, r, t, group);
		tg_list_split_arrow(rd, r, TG_F_THREAT); /* "Threats & mitigations" */
		if (!offer_lines(rd, c) && !(names && offer_names(rd, c)))
			tg_candidate_offer(rd, c, t->section);
	}
}

/* All key-value tables of a document are one candidate, a threat each. */
static void offer_pairs(struct tg_reading *rd, struct tg_candidate **all,
			struct tg_placed_table *t)
{
	const struct tg_section *s = &rd->outline.sections.items[t->section];
	struct tg_record *r = &rd->record;

	if (*all == NULL)
		*all = tg_candidate_new(rd, TG_SHAPE_PAIRS, t->section, t->t.node->line,
					TG_SOURCE_PAIRS);
	tg_record_clear(r);
	tg_table_read_pairs(r, rd->arena, &t->t);
	if (!tg_record_has(r, TG_F_THREAT) && s->part == TG_PART_NONE)
		tg_record_add(r, rd->arena, TG_F_THREAT,
			      (struct tg_value){ tg_arena_dup_str(rd->arena, s->name),
						 s->line, NULL, TG_MD_NOT_A_TASK });
	tg_heading_add_labels(rd, r, t->section);
	tg_candidate_offer(rd, *all, t->section)->table = t;
}

static void offer_columns(struct tg_reading *rd, struct tg_candidate **all,
			  struct tg_placed_table *t)
{
	if (*all == NULL)
		*all = tg_candidate_new(rd, TG_SHAPE_PAIRS, t->section, t->t.node->line,
					TG_SOURCE_PAIRS);
	for (size_t i = 1; i < t->t.columns; i++) {
		tg_table_read_column(&rd->record, rd->arena, &t->t, i);
		if (tg_record_has(&rd->record, TG_F_THREAT) ||
		    tg_record_has(&rd->record, TG_F_DESCRIPTION))
			tg_candidate_offer(rd, *all, t->section)->table = t;
	}
}

/* A matrix of prose: every cell that says something is a threat. */
static void offer_cell(struct tg_reading *rd, struct tg_candidate *c,
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
	tg_candidate_offer(rd, c, c->section);
}

static void offer_matrix(struct tg_reading *rd, struct tg_placed_table *t)
{
	const struct tg_md *header = t->t.node->first;
	struct tg_candidate *c = tg_candidate_new(rd, TG_SHAPE_MATRIX, t->section,
						  t->t.node->line, t->t.signature);

	c->table = t;
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
				offer_cell(rd, c, cell, row_name,
					    tg_md_plain(name, rd->arena, true),
					    t->t.stride[i]);
	}
}

void tg_read_tables(struct tg_reading *rd)
{
	struct tg_candidate *pairs = NULL;

	for (size_t i = 0; i < rd->tables.n; i++) {
		struct tg_placed_table *t = &rd->tables.items[i];

		if (t->t.kind == TG_TABLE_KEY_VALUE)
			offer_pairs(rd, &pairs, t);
		else if (t->t.kind == TG_TABLE_MATRIX)
			offer_matrix(rd, t);
		else if (t->t.kind == TG_TABLE_TURNED)
			offer_columns(rd, &pairs, t);
		else if (t->t.kind != TG_TABLE_OTHER)
			offer_rows(rd, t);
	}
}
