/* Who a mitigation that stands apart is for. */
#include "sharing.h"

#include "../base/words.h"

#define NEAR_TITLE 60u

static bool in_scope(const struct tg_reading *rd, const struct tg_draft_threat *t,
		     const struct tg_scope *s)
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

/* The groups (a table, a list, sibling headings) of which a threat has mitigations of
 * its own before lists for all are read, or gets one by id. */
void tg_add_owner(struct tg_reading *rd, size_t threat)
{
	size_t group = rd->draft.threats.items[threat].group;

	for (size_t i = 0; i < rd->owners.n; i++)
		if (rd->owners.items[i] == group)
			return;
	*TG_VEC_PUSH(rd->arena, &rd->owners) = group;
}

/* Gives a mitigation to the threats whose ids a text names. */
bool tg_give_by_id(struct tg_reading *rd, struct tg_str text,
		       const struct tg_mitigation *m)
{
	tg_index_vec to = { 0 };

	tg_draft_ids_in(&to, &rd->draft, text);
	for (size_t i = 0; i < to.n; i++)
		tg_draft_give(&rd->draft, to.items[i], m);
	for (size_t i = 0; i < to.n; i++)
		tg_add_owner(rd, to.items[i]);
	return to.n > 0;
}

bool tg_give_by_title(struct tg_reading *rd, struct tg_str name,
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

/* A threat that stands among others which have mitigations of their own lacks one; a
 * list for all is meant for those of which none has. */
static bool is_bare(const struct tg_reading *rd, size_t threat)
{
	const struct tg_draft_threat *t = &rd->draft.threats.items[threat];

	if (has_own(t))
		return false;
	for (size_t i = 0; i < rd->owners.n; i++)
		if (rd->owners.items[i] == t->group)
			return false;
	return true;
}

void tg_share(struct tg_reading *rd, const struct tg_scope *s,
		  const struct tg_mitigation *m, bool among_owners)
{
	struct tg_mitigation shared = *m;

	shared.shared = true;
	for (size_t i = 0; i < rd->draft.threats.n; i++) {
		struct tg_draft_threat *t = &rd->draft.threats.items[i];

		if (in_scope(rd, t, s) && !has_own(t) && (among_owners || is_bare(rd, i)))
			tg_draft_give(&rd->draft, i, &shared);
	}
}
