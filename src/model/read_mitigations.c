/* Mitigations that stand apart from their threats: joined by id, by category,
 * by title, else meant for all that stand in the same part. */
#include "sharing.h"

#include "mitigation.h"

#include <string.h>

/* --- one mitigation --------------------------------------------- */

struct pending {
	struct tg_mitigation m;
	struct tg_scope scope;
};

typedef TG_VEC(struct pending) pending_vec;

/* "2 of 3 keys" names no threat 2, even where threats have bare numbers. */
static struct tg_str without_numbers(struct tg_arena *arena, struct tg_str s)
{
	char *copy = tg_arena_strndup(arena, s.p, s.n);

	for (size_t i = 0; i < s.n; i++) {
		size_t end = i;

		while (end < s.n && tg_is_digit(s.p[end]))
			end++;
		if (end > i && (i == 0 || !(tg_is_alnum(s.p[i - 1]) || s.p[i - 1] == '-')))
			memset(copy + i, ' ', end - i);
		i = end > i ? end - 1 : i;
	}
	return tg_str_n(copy, s.n);
}

/* "T4: derive the id from the token": named in front, or in brackets. */
static bool names_threat(struct tg_reading *rd, const char *text,
			 const struct tg_mitigation *m)
{
	struct tg_str s = tg_str(text), id, rest;
	size_t open = tg_str_chr(s, '(');
	bool loose;

	if (tg_threat_id(s, &id, &rest, &loose)) {
		size_t colon = tg_str_chr(s, ':');

		if (tg_give_by_id(rd, tg_str_sub(s, 0, colon == SIZE_MAX ? id.n + 1 : colon),
			       m))
			return true;
	}
	if (open != SIZE_MAX && tg_give_by_id(rd, tg_str_from(s, open), m))
		return true;
	return tg_give_by_id(rd, without_numbers(rd->arena, s), m);
}

static void place(struct tg_reading *rd, pending_vec *later, const struct tg_scope *scope,
		  const char *text, const char *lead, const struct tg_mitigation *m)
{
	unsigned stride = tg_stride_label(tg_str(lead));

	if (names_threat(rd, text, m) || tg_give_by_title(rd, tg_str(lead), m))
		return;
	struct pending *p = TG_VEC_PUSH(rd->arena, later);

	p->m = *m;
	p->scope = *scope;
	if (stride != 0)
		p->scope.stride = stride;
}

static void read_item(struct tg_reading *rd, pending_vec *later,
		      const struct tg_scope *scope, const struct tg_md *item)
{
	struct tg_record *r = &rd->record;
	tg_mitigation_vec found = { 0 };
	const char *text, *lead = "";
	unsigned stride;

	if (item->first == NULL || item->first->kind != TG_MD_PARAGRAPH)
		return;
	tg_record_clear(r);
	tg_record_read_item(r, rd->arena, item, &lead);
	lead = tg_arena_dup(rd->arena, lead);
	text = tg_md_plain(item->first, rd->arena, true);
	stride = tg_stride_label(tg_str(lead));
	tg_record_clear(r);
	r->line = item->line;
	/* "**Spoofing**" with a nested list: each nested item is one */
	if (item->first->next != NULL && (stride != 0 || tg_str_ends(tg_str(text), ":")))
		for (const struct tg_md *b = item->first->next; b != NULL; b = b->next)
			tg_record_read(r, rd->arena, &b, 1, TG_F_MITIGATION);
	if (!tg_record_has(r, TG_F_MITIGATION))
		tg_record_add(r, rd->arena, TG_F_MITIGATION,
			      (struct tg_value){ text, item->line, item, item->task });
	tg_draft_mitigations(&found, rd->arena, r);
	for (size_t i = 0; i < found.n; i++)
		place(rd, later, scope, text, lead, &found.items[i]);
}

/* --- sections --------------------------------------------- */

static bool has_list(const struct tg_section *s)
{
	for (size_t b = 0; b < s->blocks.n; b++)
		if (s->blocks.items[b]->kind == TG_MD_LIST)
			return true;
	return false;
}

/* A section below "Mitigations" that names one: "### M1: mutual TLS (T1, T2)". */
static void read_named(struct tg_reading *rd, pending_vec *later,
		       const struct tg_scope *scope, const struct tg_section *s)
{
	struct tg_record *r = &rd->record;
	tg_mitigation_vec found = { 0 };

	tg_record_clear(r);
	r->line = s->line;
	tg_record_read(r, rd->arena, s->blocks.items, s->blocks.n, TG_F_MITIGATION);
	if (!tg_record_has(r, TG_F_MITIGATION))
		return;
	const char *ids = tg_record_text(r, TG_F_THREAT);
	const char *id = tg_record_text(r, TG_F_ID);

	tg_draft_mitigations(&found, rd->arena, r);
	for (size_t i = 0; i < found.n; i++)
		if (!tg_give_by_id(rd, tg_str(ids), &found.items[i]) &&
		    !tg_give_by_id(rd, tg_str(id), &found.items[i]) &&
		    !tg_give_by_id(rd, tg_str(s->title), &found.items[i]))
			place(rd, later, scope, s->title, s->title, &found.items[i]);
}

/* Which column of a table of controls names them; SIZE_MAX where it is about threats,
 * or was read already. */
static size_t column_of_controls(const struct tg_reading *rd, const struct tg_md *table)
{
	for (size_t i = 0; i < rd->tables.n; i++) {
		const struct tg_placed_table *t = &rd->tables.items[i];

		if (t->t.node != table)
			continue;
		if (t->taken || tg_table_has(&t->t, TG_F_THREAT))
			return SIZE_MAX;
		for (size_t c = 0; c < t->t.columns; c++)
			if (t->t.fields[c] == TG_F_MITIGATION)
				return c;
		return 0;
	}
	return SIZE_MAX;
}

/* A table of controls that names no threats: each row is meant for all. */
static void read_rows(struct tg_reading *rd, pending_vec *later, const struct tg_scope *scope,
		      const struct tg_md *table)
{
	size_t column = column_of_controls(rd, table);

	for (const struct tg_md *row = table->first; row != NULL && column != SIZE_MAX;
	     row = row->next) {
		struct tg_mitigation m = { 0 };
		const struct tg_md *cell = row->first;

		for (size_t c = 0; cell != NULL && c < column; c++)
			cell = cell->next;
		if (row->header || cell == NULL)
			continue;
		m.text = tg_md_plain(cell, rd->arena, true);
		m.line = row->line;
		tg_mitigation_judge(&m, rd->arena);
		place(rd, later, scope, m.text, m.text, &m);
	}
}

static void read_block(struct tg_reading *rd, pending_vec *later,
		       const struct tg_scope *scope, const struct tg_md *block)
{
	if (block->kind == TG_MD_TABLE)
		read_rows(rd, later, scope, block);
	if (block->kind != TG_MD_LIST)
		return;
	for (const struct tg_md *item = block->first; item != NULL; item = item->next)
		read_item(rd, later, scope, item);
}

static void read_section(struct tg_reading *rd, pending_vec *later, size_t i, size_t head)
{
	const struct tg_outline *o = &rd->outline;
	const struct tg_section *s = &o->sections.items[i];
	struct tg_scope scope = { head, o->sections.items[head].parent,
			       tg_outline_stride(o, i) };

	if (scope.section == o->title_section)
		scope.section = 0;
	if (s->key != NULL && tg_draft_find_key(&rd->draft, s->key) != SIZE_MAX) {
		read_named(rd, later, &scope, s); /* "T2: Mitigate enumeration" */
		return;
	}
	if (i != head && (s->key != NULL || s->stride == 0) && s->blocks.n > 0 &&
	    s->part == TG_PART_NONE) {
		read_named(rd, later, &scope, s);
		return;
	}
	for (size_t b = 0; b < s->blocks.n; b++)
		read_block(rd, later, &scope, s->blocks.items[b]);
	if (!has_list(s) && i == head && tg_outline_is_leaf(o, i) && s->blocks.n > 0 &&
	    s->blocks.items[0]->kind == TG_MD_PARAGRAPH)
		read_named(rd, later, &scope, s);
}

static bool is_mitigation_part(const struct tg_reading *rd, size_t i, size_t *head)
{
	return tg_outline_part(&rd->outline, i, head) == TG_PART_MITIGATIONS;
}

/* Recommendations beside threats that have mitigations of their own are advice. */
static bool is_advice(const struct tg_reading *rd, const struct tg_scope *s)
{
	struct tg_fold f;

	tg_fold(&f, tg_str(rd->outline.sections.items[s->head].title));
	return rd->owners.n > 0 && tg_fold_has_stem(&f, "recommend");
}

static bool opens_as_answer(struct tg_str text)
{
	static const char *const openings[] = {
		"mitigation", "mitigations", "mitigated", "to mitigate", "we mitigate",
		"these are mitigated", "all of these are mitigated", "countermeasures",
		"controls for", "controls include", "controls against",
	};
	struct tg_fold f;

	tg_fold(&f, text);
	for (size_t o = 0; o < sizeof(openings) / sizeof(openings[0]); o++)
		if (f.words >= 5 && tg_fold_starts(&f, openings[o]))
			return true;
	return false;
}

/* What stands below a table or list of threats in its own section: "Mitigations for
 * these include TLS", or "**Mitigations:**" with a list. */
static void read_below(struct tg_reading *rd, size_t i)
{
	const struct tg_section *s = &rd->outline.sections.items[i];
	struct tg_scope scope = { i, i, 0 };
	tg_mitigation_vec found = { 0 };
	const char *value;

	for (size_t b = 1; b < s->blocks.n; b++) {
		const struct tg_md *p = s->blocks.items[b];

		if (p->kind != TG_MD_PARAGRAPH)
			continue;
		tg_record_clear(&rd->record);
		rd->record.line = p->line;
		if (tg_label_of(rd->arena, p, &value) == TG_F_MITIGATION)
			tg_record_read(&rd->record, rd->arena, s->blocks.items + b,
				       b + 1 < s->blocks.n ? 2 : 1, TG_F_NONE);
		else if (opens_as_answer(tg_str(tg_md_plain(p, rd->arena, true))))
			tg_record_read(&rd->record, rd->arena, &p, 1, TG_F_MITIGATION);
		tg_draft_mitigations(&found, rd->arena, &rd->record);
	}
	for (size_t k = 0; k < found.n; k++)
		tg_share(rd, &scope, &found.items[k], false);
}

/* "- [ ] A ceiling for clients (T9)": what is to be done about a threat may stand in
 * any check list. */
static void read_task(struct tg_reading *rd, const struct tg_md *item)
{
	tg_mitigation_vec found = { 0 };
	struct tg_record *r = &rd->record;
	const char *text;
	size_t open;

	if (item->task == TG_MD_NOT_A_TASK || item->first == NULL ||
	    item->first->kind != TG_MD_PARAGRAPH)
		return;
	text = tg_md_plain(item->first, rd->arena, true);
	open = tg_str_chr(tg_str(text), '(');
	if (open == SIZE_MAX)
		return;
	tg_record_clear(r);
	r->line = item->line;
	tg_record_add(r, rd->arena, TG_F_MITIGATION,
		      (struct tg_value){ text, item->line, item, item->task });
	tg_draft_mitigations(&found, rd->arena, r);
	for (size_t i = 0; i < found.n; i++)
		(void)tg_give_by_id(rd, tg_str_from(tg_str(text), open), &found.items[i]);
}

void tg_read_tasks(struct tg_reading *rd)
{
	for (size_t i = 1; i < rd->outline.sections.n; i++) {
		const struct tg_section *s = &rd->outline.sections.items[i];
		enum tg_part part = tg_outline_part(&rd->outline, i, NULL);

		if (s->taken || part == TG_PART_MITIGATIONS || part == TG_PART_OUT_OF_SCOPE)
			continue;
		for (size_t b = 0; b < s->blocks.n; b++) {
			const struct tg_md *item = s->blocks.items[b]->first;

			if (s->blocks.items[b]->kind != TG_MD_LIST)
				continue;
			for (; item != NULL; item = item->next)
				read_task(rd, item);
		}
	}
}

/* Where nothing else says what is done, a table of protections does, wherever it
 * stands ("Protection | Enforced by"). */
static void read_tables_of_controls(struct tg_reading *rd)
{
	pending_vec later = { 0 };

	for (size_t i = 0; i < rd->tables.n; i++) {
		const struct tg_placed_table *t = &rd->tables.items[i];
		enum tg_part part = tg_outline_part(&rd->outline, t->section, NULL);
		struct tg_scope scope = { t->section, 0, 0 };

		if (t->t.rows >= 3 && tg_table_has(&t->t, TG_F_MITIGATION) &&
		    part != TG_PART_OUT_OF_SCOPE && part != TG_PART_RESIDUAL)
			read_rows(rd, &later, &scope, t->t.node);
	}
	for (size_t i = 0; i < later.n; i++)
		tg_share(rd, &later.items[i].scope, &later.items[i].m, true);
}

static void share_groups(struct tg_reading *rd)
{
	for (size_t i = 0; i < rd->groups.n; i++) {
		const struct tg_group_mitigation *g = &rd->groups.items[i];
		struct tg_scope scope = { 0, g->section, g->stride };

		tg_share(rd, &scope, &g->m, true);
	}
}

static void share_loose(struct tg_reading *rd)
{
	for (size_t i = 0; i < rd->loose.n; i++) {
		struct tg_scope all = { rd->loose.items[i].section, 0, 0 };

		tg_share(rd, &all, &rd->loose.items[i].m, false);
	}
}

void tg_read_mitigations(struct tg_reading *rd)
{
	pending_vec later = { 0 };
	size_t head;

	share_groups(rd);
	for (size_t i = 0; i < rd->draft.threats.n; i++)
		if (rd->draft.threats.items[i].mitigations.n > 0)
			tg_add_owner(rd, i);
	for (size_t i = 1; i < rd->outline.sections.n; i++)
		if (rd->outline.sections.items[i].used)
			read_below(rd, i);
	for (size_t i = 1; i < rd->outline.sections.n; i++)
		if (!rd->outline.sections.items[i].taken &&
		    is_mitigation_part(rd, i, &head))
			read_section(rd, &later, i, head);
	for (size_t i = 0; i < later.n; i++)
		if (!is_advice(rd, &later.items[i].scope))
			tg_share(rd, &later.items[i].scope, &later.items[i].m, false);
	share_loose(rd);
	if (!tg_draft_any_mitigated(&rd->draft))
		read_tables_of_controls(rd);
}
