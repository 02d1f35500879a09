/* "C-1, C-2" under "Controls" of a threat: what these are stands in a table, a list or
 * under headings of their own. */
#include "lists.h"

#include <string.h>

#define MOST_CITED 20u /* in one cell */

struct controls {
	struct tg_map by_key; /* key → index + 1 */
	tg_mitigation_vec v;
};

/* The ids that a text consists of; 0 where it says anything else. */
static size_t ids_of(struct tg_arena *arena, struct tg_str text, const char *keys[MOST_CITED],
		     const char *ids[MOST_CITED])
{
	struct tg_str word, id, rest;
	size_t n = 0;
	bool loose;

	while (tg_str_split(&text, ',', &word)) {
		if (n == MOST_CITED || !tg_threat_id(word, &id, &rest, &loose) || rest.n > 0)
			return 0;
		keys[n] = tg_id_key(arena, id);
		ids[n++] = tg_arena_dup_str(arena, id);
	}
	return n;
}

static bool cites(struct tg_reading *rd, const struct tg_mitigation *m)
{
	const char *keys[MOST_CITED], *ids[MOST_CITED];

	return ids_of(rd->arena, tg_str(m->text), keys, ids) > 0;
}

static bool any_cites(struct tg_reading *rd)
{
	for (size_t i = 0; i < rd->draft.threats.n; i++)
		for (size_t m = 0; m < rd->draft.threats.items[i].mitigations.n; m++)
			if (cites(rd, &rd->draft.threats.items[i].mitigations.items[m]))
				return true;
	return false;
}

/* What rd->record says of the control of that id; a threat's id is none. */
static void define(struct tg_reading *rd, struct controls *all, struct tg_str id)
{
	const char *key = tg_id_key(rd->arena, id);
	tg_mitigation_vec found = { 0 };

	if (key[0] == '\0' || tg_draft_find_key(&rd->draft, key) != SIZE_MAX ||
	    tg_map_get(&all->by_key, tg_str(key)) != NULL)
		return;
	tg_draft_mitigations(&found, rd->arena, &rd->record);
	if (found.n == 0)
		return;
	found.items[0].id = tg_arena_dup_str(rd->arena, id);
	*TG_VEC_PUSH(rd->arena, &all->v) = found.items[0];
	tg_map_set(&all->by_key, tg_str(key), (void *)(uintptr_t)all->v.n);
}

/* The text of a row with an id: the control's, else what describes or names it. */
static bool has_text(struct tg_reading *rd, const struct tg_md *row)
{
	static const enum tg_field fields[] = { TG_F_DESCRIPTION, TG_F_THREAT };
	struct tg_record *r = &rd->record;

	for (size_t i = 0; i < 2 && !tg_record_has(r, TG_F_MITIGATION); i++)
		if (tg_record_has(r, fields[i]))
			tg_record_add(r, rd->arena, TG_F_MITIGATION, r->of[fields[i]].items[0]);
	for (const struct tg_md *c = row->first;
	     c != NULL && !tg_record_has(r, TG_F_MITIGATION); c = c->next) {
		struct tg_fold f;
		const char *text = tg_md_plain(c, rd->arena, true);

		tg_fold(&f, tg_str(text));
		if (f.words >= 2 && c != row->first)
			tg_record_add(r, rd->arena, TG_F_MITIGATION,
				      (struct tg_value){ text, row->line, c,
							 TG_MD_NOT_A_TASK });
	}
	return tg_record_has(r, TG_F_MITIGATION);
}

static void define_rows(struct tg_reading *rd, struct controls *all, const struct tg_table *t)
{
	for (const struct tg_md *row = tg_table_next(t, NULL); row != NULL;
	     row = tg_table_next(t, row)) {
		struct tg_str text, id, rest;
		bool loose;

		if (row->first == NULL ||
		    !tg_table_read_row(&rd->record, rd->arena, t, row, NULL))
			continue;
		text = tg_str_trim(tg_str(tg_md_plain(row->first, rd->arena, true)));
		if (tg_threat_id(text, &id, &rest, &loose) && rest.n == 0 && has_text(rd, row))
			define(rd, all, id);
	}
}

static void define_items(struct tg_reading *rd, struct controls *all, const struct tg_md *list)
{
	for (const struct tg_md *i = list->first; i != NULL; i = i->next) {
		struct tg_str text = tg_str(tg_list_item_text(rd->arena, i)), id, rest;
		bool loose;

		if (!tg_threat_id(text, &id, &rest, &loose) || rest.n == 0)
			continue;
		tg_record_clear(&rd->record);
		tg_record_add(&rd->record, rd->arena, TG_F_MITIGATION,
			      (struct tg_value){ tg_arena_dup_str(rd->arena, rest), i->line, i,
						 i->task });
		define(rd, all, id);
	}
}

static void define_all(struct tg_reading *rd, struct controls *all)
{
	for (size_t i = 0; i < rd->tables.n; i++)
		if (rd->tables.items[i].t.kind != TG_TABLE_KEY_VALUE &&
		    rd->tables.items[i].t.kind != TG_TABLE_TURNED)
			define_rows(rd, all, &rd->tables.items[i].t);
	for (size_t i = 1; i < rd->outline.sections.n; i++) {
		const struct tg_section *s = &rd->outline.sections.items[i];

		if (tg_outline_part(&rd->outline, i, NULL) != TG_PART_MITIGATIONS)
			continue;
		for (size_t b = 0; b < s->blocks.n; b++)
			if (s->blocks.items[b]->kind == TG_MD_LIST)
				define_items(rd, all, s->blocks.items[b]);
		if (s->key == NULL || s->name.n == 0)
			continue;
		tg_record_clear(&rd->record);
		tg_record_add(&rd->record, rd->arena, TG_F_MITIGATION,
			      tg_list_value(tg_arena_dup_str(rd->arena, s->name), s->line));
		define(rd, all, s->id);
	}
}

/* Puts what the ids stand for in the place of a mitigation that cites them. */
static void resolve(struct tg_reading *rd, const struct controls *all, size_t threat,
		    const struct tg_mitigation *cited)
{
	const char *keys[MOST_CITED], *ids[MOST_CITED];
	size_t n = ids_of(rd->arena, tg_str(cited->text), keys, ids);

	for (size_t k = 0; k < n; k++) {
		const void *known = tg_map_get(&all->by_key, tg_str(keys[k]));
		struct tg_mitigation m = *cited;

		m.text = ids[k];
		if (known != NULL) {
			m = all->v.items[(size_t)(uintptr_t)known - 1];
			if (m.status == TG_MITIGATION_UNSTATED) {
				m.status = cited->status;
				m.status_text = cited->status_text;
			}
		}
		tg_draft_give(&rd->draft, threat, &m);
	}
}

void tg_read_cited_controls(struct tg_reading *rd)
{
	struct controls all = { 0 };

	if (!any_cites(rd))
		return;
	tg_map_init(&all.by_key, rd->arena);
	define_all(rd, &all);
	for (size_t i = 0; all.v.n > 0 && i < rd->draft.threats.n; i++) {
		struct tg_draft_threat *t = &rd->draft.threats.items[i];
		size_t n = t->mitigations.n;
		struct tg_mitigation *was = tg_arena_calloc(rd->arena, n, sizeof(*was));

		if (n > 0)
			memcpy(was, t->mitigations.items, n * sizeof(*was));
		t->mitigations.n = 0;
		for (size_t m = 0; m < n; m++)
			if (cites(rd, &was[m]))
				resolve(rd, &all, i, &was[m]);
			else
				tg_draft_give(&rd->draft, i, &was[m]);
	}
}
