#include "rename.h"

#include "../base/hash.h"
#include "likeness.h"
#include "workers.h"

#include <string.h>

static const char *name_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

static bool can_move(const struct tg_entry *e, enum tg_status status, enum tg_side side)
{
	const struct tg_side_of *s = &e->sides[side];

	return e->status == status && !e->patch && s->mode != GIT_FILEMODE_COMMIT &&
	       (s->place == TG_PLACE_OBJECT || s->place == TG_PLACE_TEXT ||
		s->place == TG_PLACE_WORK);
}

static struct tg_candidate *gather(struct tg_gather *g, enum tg_status status,
				enum tg_side side, size_t *n)
{
	struct tg_candidate *list;

	*n = 0;
	for (size_t i = 0; i < g->entries.n; i++)
		*n += can_move(&g->entries.items[i], status, side);
	list = tg_calloc(*n ? *n : 1, sizeof(*list));
	*n = 0;
	for (size_t i = 0; i < g->entries.n; i++) {
		struct tg_entry *e = &g->entries.items[i];

		if (!can_move(e, status, side))
			continue;
		list[*n].entry = e;
		list[*n].type = e->sides[side].mode & 0170000;
		list[*n].size = SIZE_MAX;
		list[(*n)++].name = name_of(e->sides[side].path);
	}
	return list;
}

void tg_rename_pair(struct tg_candidate *gone, struct tg_candidate *fresh)
{
	fresh->entry->status = TG_STATUS_RENAMED;
	fresh->entry->sides[TG_SIDE_OLD] = gone->entry->sides[TG_SIDE_OLD];
	gone->taken = fresh->taken = true;
}

static struct tg_str id_of(const struct tg_side_of *side)
{
	return tg_str_n((const char *)side->id.id, GIT_OID_RAWSZ);
}

/* Deleted files by their contents: the first of each, and which comes after it. */
struct equals {
	struct tg_map first;
	struct tg_candidate **next; /* by the place in `gone` */
};

static void fill_equals(struct equals *e, const struct tg_renames *s,
			struct tg_arena *arena)
{
	tg_map_init(&e->first, arena);
	e->next = tg_arena_calloc(arena, s->n_gone ? s->n_gone : 1,
				  sizeof(struct tg_candidate *));
	for (size_t i = s->n_gone; i-- > 0;) {
		const struct tg_side_of *side = &s->gone[i].entry->sides[TG_SIDE_OLD];

		if (side->place != TG_PLACE_OBJECT)
			continue;
		e->next[i] = tg_map_get(&e->first, id_of(side));
		tg_map_set(&e->first, id_of(side), &s->gone[i]);
	}
}

static struct tg_candidate *equal_to(const struct equals *e, const struct tg_renames *s,
				  const struct tg_candidate *fresh)
{
	const struct tg_side_of *side = &fresh->entry->sides[TG_SIDE_NEW];
	struct tg_candidate *best = NULL, *c;
	unsigned looked = 0;

	if (git_oid_is_zero(&side->id))
		return NULL;
	c = tg_map_get(&e->first, id_of(side));
	for (; c && looked < 64; c = e->next[c - s->gone], looked++) {
		if (c->taken || c->type != fresh->type)
			continue;
		if (!best || strcmp(c->name, fresh->name) == 0)
			best = c;
	}
	return best;
}

/* The same contents under another name; of several, the one with that name. */
static void pair_equal(struct tg_renames *s)
{
	struct tg_arena arena = TG_ARENA_INIT;
	struct equals equals;

	fill_equals(&equals, s, &arena);
	for (size_t i = 0; i < s->n_fresh; i++) {
		struct tg_candidate *same = equal_to(&equals, s, &s->fresh[i]);

		if (same)
			tg_rename_pair(same, &s->fresh[i]);
	}
	tg_arena_release(&arena);
}

size_t tg_rename_left(const struct tg_candidate *list, size_t n)
{
	size_t count = 0;

	for (size_t i = 0; i < n; i++)
		count += !list[i].taken;
	return count;
}

/* Deletions that became the old side of a rename leave the list. */
static void drop_taken(struct tg_gather *g, const struct tg_renames *s)
{
	size_t n = 0, gone = 0;

	for (size_t i = 0; i < g->entries.n; i++) {
		struct tg_entry *e = &g->entries.items[i];

		if (gone < s->n_gone && s->gone[gone].entry == e &&
		    s->gone[gone++].taken)
			continue;
		g->entries.items[n++] = *e;
	}
	g->entries.n = n;
}

static void take_sizes(struct tg_candidate *list, size_t n, enum tg_side side)
{
	for (size_t i = 0; i < n; i++) {
		const struct tg_side_of *of = &list[i].entry->sides[side];

		if (of->place == TG_PLACE_OBJECT)
			list[i].size = of->size;
	}
}

/* Where nothing is left to compare none is asked for. */
static void find_sizes(struct tg_renames *s, struct tg_gather *g)
{
	if (!tg_rename_left(s->gone, s->n_gone) || !tg_rename_left(s->fresh, s->n_fresh))
		return;
	tg_find_sizes(g->source, g->entries.items, g->entries.n, g->source->workers);
	take_sizes(s->gone, s->n_gone, TG_SIDE_OLD);
	take_sizes(s->fresh, s->n_fresh, TG_SIDE_NEW);
}

enum tg_rc tg_find_renames(struct tg_gather *g, struct tg_err *err)
{
	struct tg_renames s = { .source = g->source, .err = err };
	enum tg_rc rc = TG_OK;

	s.gone = gather(g, TG_STATUS_DELETED, TG_SIDE_OLD, &s.n_gone);
	s.fresh = gather(g, TG_STATUS_ADDED, TG_SIDE_NEW, &s.n_fresh);
	if (s.n_gone && s.n_fresh) {
		pair_equal(&s);
		find_sizes(&s, g);
		rc = tg_rename_alike(&s);
		drop_taken(g, &s);
	}
	for (size_t i = 0; i < s.n_gone; i++)
		tg_likeness_free(s.gone[i].signature);
	for (size_t i = 0; i < s.n_fresh; i++)
		tg_likeness_free(s.fresh[i].signature);
	free(s.fresh);
	free(s.gone);
	return rc;
}
