/* Mitigations that stand apart from their threats: joined by id, by category,
 * by title, else meant for all that stand in the same part. */
#include "reading.h"

#include "../base/words.h"

#include <string.h>

#define NEAR_TITLE 60u

struct scope {
	size_t section;  /* threats in this subtree */
	unsigned stride; /* of that category; 0: any */
};

static bool in_scope(const struct tg_reading *rd, const struct tg_draft_threat *t,
		     const struct scope *s)
{
	return tg_outline_inside(&rd->outline, t->section, s->section) &&
	       (s->stride == 0 || (t->t.stride & s->stride) != 0);
}

static bool has_own(const struct tg_draft_threat *t)
{
	for (size_t i = 0; i < t->mitigations.n; i++)
		if (!t->mitigations.items[i].shared)
			return true;
	return false;
}

/* Which threats have mitigations of their own before lists are read, or get one by
 * id: beside those a list for all is advice. That an item of the list sounds like one
 * of the threats makes the others no less meant for all. */
static bool *find_owners(const struct tg_reading *rd)
{
	bool *owns = tg_arena_calloc(rd->arena, rd->draft.threats.n, sizeof(*owns));

	for (size_t i = 0; i < rd->draft.threats.n; i++)
		owns[i] = has_own(&rd->draft.threats.items[i]);
	return owns;
}

/* Gives a mitigation to the threats whose ids a text names. */
static bool give_by_id(struct tg_reading *rd, struct tg_str text,
		       const struct tg_mitigation *m)
{
	tg_index_vec to = { 0 };

	tg_draft_ids_in(&to, &rd->draft, text);
	for (size_t i = 0; i < to.n; i++)
		tg_draft_give(&rd->draft, to.items[i], m);
	for (size_t i = 0; i < to.n; i++)
		rd->owns[to.items[i]] = true;
	return to.n > 0;
}

static bool give_by_title(struct tg_reading *rd, struct tg_str name,
			  const struct tg_mitigation *m)
{
	size_t best = SIZE_MAX;
	unsigned likeness = 0;

	if (name.n < 2 || rd->draft.threats.n > TG_DRAFT_MAX_LIKENESS)
		return false;
	for (size_t i = 0; i < rd->draft.threats.n; i++) {
		const char *title = rd->draft.threats.items[i].t.title;
		unsigned l = tg_words_likeness(tg_str_sub(name, 0, 200),
					       tg_str_sub(tg_str(title), 0, 200));

		if (tg_str_ieq(name, tg_str(title)))
			l = 101; /* "XSS" is short, and meant */
		if (l >= NEAR_TITLE && l > likeness) {
			likeness = l;
			best = i;
		}
	}
	if (best == SIZE_MAX)
		return false;
	tg_draft_give(&rd->draft, best, m);
	return true;
}

static void share(struct tg_reading *rd, const struct scope *s,
		  const struct tg_mitigation *m, bool only_bare)
{
	struct tg_mitigation shared = *m;

	shared.shared = true;
	for (size_t i = 0; i < rd->draft.threats.n; i++) {
		struct tg_draft_threat *t = &rd->draft.threats.items[i];

		if (in_scope(rd, t, s) && !(only_bare && has_own(t)))
			tg_draft_give(&rd->draft, i, &shared);
	}
}

/* --- one mitigation --------------------------------------------- */

struct pending {
	struct tg_mitigation m;
	struct scope scope;
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

		if (give_by_id(rd, tg_str_sub(s, 0, colon == SIZE_MAX ? id.n + 1 : colon),
			       m))
			return true;
	}
	if (open != SIZE_MAX && give_by_id(rd, tg_str_from(s, open), m))
		return true;
	return give_by_id(rd, without_numbers(rd->arena, s), m);
}

static void place(struct tg_reading *rd, pending_vec *later, const struct scope *scope,
		  const char *text, const char *lead, const struct tg_mitigation *m)
{
	unsigned stride = tg_stride_label(tg_str(lead));

	if (names_threat(rd, text, m) || give_by_title(rd, tg_str(lead), m))
		return;
	struct pending *p = TG_VEC_PUSH(rd->arena, later);

	p->m = *m;
	p->scope = *scope;
	if (stride != 0)
		p->scope.stride = stride;
}

static void read_item(struct tg_reading *rd, pending_vec *later,
		      const struct scope *scope, const struct tg_md *item)
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
		       const struct scope *scope, const struct tg_section *s)
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
		if (!give_by_id(rd, tg_str(ids), &found.items[i]) &&
		    !give_by_id(rd, tg_str(id), &found.items[i]) &&
		    !give_by_id(rd, tg_str(s->title), &found.items[i]))
			place(rd, later, scope, s->title, s->title, &found.items[i]);
}

static void read_section(struct tg_reading *rd, pending_vec *later, size_t i, size_t head)
{
	const struct tg_outline *o = &rd->outline;
	const struct tg_section *s = &o->sections.items[i];
	struct scope scope = { o->sections.items[head].parent,
			       tg_outline_stride(o, i) };

	if (scope.section == o->title_section)
		scope.section = 0;
	if (i != head && (s->key != NULL || s->stride == 0) && s->blocks.n > 0 &&
	    s->part == TG_PART_NONE) {
		read_named(rd, later, &scope, s);
		return;
	}
	for (size_t b = 0; b < s->blocks.n; b++) {
		const struct tg_md *block = s->blocks.items[b];

		for (const struct tg_md *item = block->kind == TG_MD_LIST ? block->first :
									   NULL;
		     item != NULL; item = item->next)
			read_item(rd, later, &scope, item);
	}
	if (!has_list(s) && i == head && tg_outline_is_leaf(o, i) && s->blocks.n > 0 &&
	    s->blocks.items[0]->kind == TG_MD_PARAGRAPH)
		read_named(rd, later, &scope, s);
}

static bool is_mitigation_part(const struct tg_reading *rd, size_t i, size_t *head)
{
	return tg_outline_part(&rd->outline, i, head) == TG_PART_MITIGATIONS;
}

static bool any_own(const struct tg_reading *rd, const struct scope *scope)
{
	for (size_t i = 0; i < rd->draft.threats.n; i++)
		if (in_scope(rd, &rd->draft.threats.items[i], scope) &&
		    rd->owns[i])
			return true;
	return false;
}

void tg_read_mitigations(struct tg_reading *rd)
{
	pending_vec later = { 0 };
	size_t head;

	rd->owns = find_owners(rd);
	for (size_t i = 0; i < rd->groups.n; i++) {
		const struct tg_group_mitigation *g = &rd->groups.items[i];
		struct scope scope = { g->section, g->stride };

		share(rd, &scope, &g->m, true);
	}
	for (size_t i = 1; i < rd->outline.sections.n; i++)
		if (!rd->outline.sections.items[i].taken &&
		    is_mitigation_part(rd, i, &head))
			read_section(rd, &later, i, head);
	/* one list for all counts where threats have none of their own: beside
	 * those that do, it is advice */
	size_t n = 0;

	for (size_t i = 0; i < later.n; i++)
		if (!any_own(rd, &later.items[i].scope))
			later.items[n++] = later.items[i];
	for (size_t i = 0; i < n; i++)
		share(rd, &later.items[i].scope, &later.items[i].m, true);
}
