#include "source.h"

#include "../base/hash.h"
#include "likeness.h"
#include "workers.h"

#include <string.h>

/* As git: half alike is a rename, three quarters where the name alone brought
 * the two together; past this many candidates on either side only equal
 * contents and equal file names are compared. */
#define MIN_SCORE 50
#define MIN_NAME_SCORE 75
#define MAX_CANDIDATES 1000u
#define MAX_BYTES ((size_t)4 << 20) /* larger files are not compared */
#define KEPT 4                      /* candidates kept for each new file */
#define PER_WORKER 32               /* fewer are not worth a thread */

struct candidate {
	struct tg_entry *entry;
	const char *name; /* last part of its path */
	size_t size;      /* SIZE_MAX: not known */
	uint32_t type;    /* file or link */
	struct tg_likeness *signature;
	bool wanted, taken;    /* something may be like it; it has its pair */
};

struct search {
	struct tg_changeset_source *source;
	struct candidate *gone, *fresh;
	size_t n_gone, n_fresh;
	struct tg_err *err;
};

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

static struct candidate *gather(struct tg_gather *g, enum tg_status status,
				enum tg_side side, size_t *n)
{
	struct candidate *list;

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

/* The new path takes the old side over; the deletion goes away later. */
static void pair(struct candidate *gone, struct candidate *fresh)
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
	struct candidate **next; /* by the place in `gone` */
};

static void fill_equals(struct equals *e, const struct search *s, struct tg_arena *arena)
{
	tg_map_init(&e->first, arena);
	e->next = tg_arena_calloc(arena, s->n_gone ? s->n_gone : 1, sizeof(struct candidate *));
	for (size_t i = s->n_gone; i-- > 0;) {
		const struct tg_side_of *side = &s->gone[i].entry->sides[TG_SIDE_OLD];

		if (side->place != TG_PLACE_OBJECT)
			continue;
		e->next[i] = tg_map_get(&e->first, id_of(side));
		tg_map_set(&e->first, id_of(side), &s->gone[i]);
	}
}

static struct candidate *equal_to(const struct equals *e, const struct search *s,
				  const struct candidate *fresh)
{
	const struct tg_side_of *side = &fresh->entry->sides[TG_SIDE_NEW];
	struct candidate *best = NULL, *c;
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
static void pair_equal(struct search *s)
{
	struct tg_arena arena = TG_ARENA_INIT;
	struct equals equals;

	fill_equals(&equals, s, &arena);
	for (size_t i = 0; i < s->n_fresh; i++) {
		struct candidate *same = equal_to(&equals, s, &s->fresh[i]);

		if (same)
			pair(same, &s->fresh[i]);
	}
	tg_arena_release(&arena);
}

/* --- likeness ---------------------------------------------------------------- */

static enum tg_rc sign(struct search *s, struct candidate *c, enum tg_side side,
		       git_odb *odb, struct tg_err *err)
{
	struct tg_content content;
	enum tg_unread why;
	enum tg_rc rc = tg_content_read(&content, &why, s->source, odb,
					&c->entry->sides[side], side, MAX_BYTES, err);

	if (rc == TG_OK && why == TG_READ_OK && content.text.n)
		c->signature = tg_likeness_new(content.text);
	tg_content_release(&content);
	return rc;
}

static enum tg_rc sign_next(const struct tg_workplace *at, size_t i, void *ctx,
			    struct tg_err *err)
{
	struct search *s = ctx;
	bool old = i < s->n_gone;
	struct candidate *c = old ? &s->gone[i] : &s->fresh[i - s->n_gone];

	if (!c->wanted || c->signature)
		return TG_OK;
	return sign(s, c, old ? TG_SIDE_OLD : TG_SIDE_NEW, at->odb, err);
}

/* Reads what is wanted, on all workers: the largest part of the search. */
static enum tg_rc sign_wanted(struct search *s)
{
	struct tg_work work = { s->source, s->source->workers, s->n_gone + s->n_fresh,
				PER_WORKER, sign_next, s };

	return tg_work_do(&work, s->err);
}

/* Half the size cannot be half alike: such files need not be read. */
static bool may_be_alike(const struct candidate *gone, const struct candidate *fresh)
{
	size_t a = gone->size, b = fresh->size;

	if (gone->type != fresh->type)
		return false;
	return a == SIZE_MAX || b == SIZE_MAX || !(a / 2 > b || b / 2 > a);
}

/* How alike the two are, in percent; 0 where that is less than `least`. */
static unsigned score(const struct candidate *gone, const struct candidate *fresh,
		      unsigned least)
{
	if (!may_be_alike(gone, fresh) || !gone->signature || !fresh->signature)
		return 0;
	return tg_likeness_score(gone->signature, fresh->signature, least);
}

/* Of each name that is gone once, the file. */
static char twice;

static void gather_names(struct tg_map *names, struct tg_arena *arena, struct search *s)
{
	tg_map_init(names, arena);
	for (size_t i = 0; i < s->n_gone; i++) {
		struct tg_str name = tg_str(s->gone[i].name);

		if (!s->gone[i].taken)
			tg_map_set(names, name, tg_map_get(names, name)
							? (void *)&twice
							: (void *)&s->gone[i]);
	}
}

static struct candidate *of_name(const struct tg_map *names, const struct candidate *fresh)
{
	struct candidate *found = tg_map_get(names, tg_str(fresh->name));

	return found == (void *)&twice || fresh->taken ? NULL : found;
}

/* A name that is gone once and new once is most often the same file. */
static enum tg_rc pair_names(struct search *s)
{
	struct tg_arena arena = TG_ARENA_INIT;
	struct tg_map names;
	enum tg_rc rc;

	gather_names(&names, &arena, s);
	for (size_t i = 0; i < s->n_fresh; i++) {
		struct candidate *found = of_name(&names, &s->fresh[i]);

		if (found && may_be_alike(found, &s->fresh[i]))
			found->wanted = s->fresh[i].wanted = true;
	}
	rc = sign_wanted(s);
	for (size_t i = 0; i < s->n_fresh && rc == TG_OK; i++) {
		struct candidate *found = of_name(&names, &s->fresh[i]);

		if (found && !found->taken &&
		    score(found, &s->fresh[i], MIN_NAME_SCORE) >= MIN_NAME_SCORE)
			pair(found, &s->fresh[i]);
	}
	tg_arena_release(&arena);
	return rc;
}

struct match {
	struct candidate *gone, *fresh;
	unsigned likeness;
	bool same_name;
	size_t order;
};

static int compare_matches(const void *a, const void *b)
{
	const struct match *x = a, *y = b;

	if (x->likeness != y->likeness)
		return x->likeness < y->likeness ? 1 : -1;
	if (x->same_name != y->same_name)
		return x->same_name ? -1 : 1;
	return x->order < y->order ? -1 : x->order > y->order;
}

/* Keeps the best few for one new file. */
static void keep_match(struct match *kept, const struct match *m)
{
	struct match *worst = kept;

	for (unsigned i = 1; i < KEPT; i++)
		if (compare_matches(&kept[i], worst) > 0)
			worst = &kept[i];
	if (compare_matches(m, worst) < 0)
		*worst = *m;
}

struct matrix {
	struct search *search;
	struct tg_likeness_index *gone;
	struct match *all; /* KEPT for each new file */
};

/* One new file against all that is gone. */
static enum tg_rc match_next(const struct tg_workplace *at, size_t i, void *ctx,
			     struct tg_err *err)
{
	const struct matrix *matrix = ctx;
	const struct search *s = matrix->search;
	struct candidate *fresh = &s->fresh[i];
	uint32_t *scores;

	(void)at;
	(void)err;
	if (fresh->taken || !fresh->signature)
		return TG_OK;
	scores = tg_malloc(s->n_gone * sizeof(*scores));
	tg_likeness_scores(scores, matrix->gone, fresh->signature);
	for (size_t k = 0; k < s->n_gone; k++) {
		struct match m = { .gone = &s->gone[k], .fresh = fresh, .order = k,
				   .likeness = scores[k] };

		if (m.likeness < MIN_SCORE || m.gone->taken || !may_be_alike(m.gone, fresh))
			continue;
		m.same_name = strcmp(m.gone->name, fresh->name) == 0;
		keep_match(&matrix->all[i * KEPT], &m);
	}
	free(scores);
	return TG_OK;
}

static enum tg_rc match_all(struct search *s, struct match *all)
{
	const struct tg_likeness **gone = tg_calloc(s->n_gone, sizeof(*gone));
	struct matrix matrix = { .search = s, .all = all };
	struct tg_work work = { s->source, s->source->workers, s->n_fresh, PER_WORKER,
				match_next, &matrix };
	enum tg_rc rc;

	for (size_t i = 0; i < s->n_gone; i++)
		gone[i] = s->gone[i].taken ? NULL : s->gone[i].signature;
	matrix.gone = tg_likeness_index_new(gone, s->n_gone);
	rc = tg_work_do(&work, s->err);
	tg_likeness_index_free(matrix.gone);
	free(gone);
	return rc;
}

static void want_alike(struct search *s)
{
	for (size_t i = 0; i < s->n_fresh; i++)
		for (size_t k = 0; k < s->n_gone && !s->fresh[i].taken; k++)
			if (!s->gone[k].taken && may_be_alike(&s->gone[k], &s->fresh[i]))
				s->gone[k].wanted = s->fresh[i].wanted = true;
}

/* The best pair of all first, then the next of those that are left. */
static enum tg_rc pair_best(struct search *s)
{
	struct match *all = tg_calloc(s->n_fresh, KEPT * sizeof(*all));
	size_t n = s->n_fresh * KEPT;
	enum tg_rc rc;

	want_alike(s);
	if ((rc = sign_wanted(s)) == TG_OK)
		rc = match_all(s, all);
	qsort(all, n, sizeof(*all), compare_matches);
	for (size_t i = 0; i < n && rc == TG_OK && all[i].likeness; i++)
		if (!all[i].gone->taken && !all[i].fresh->taken)
			pair(all[i].gone, all[i].fresh);
	free(all);
	return rc;
}

static size_t left(const struct candidate *list, size_t n)
{
	size_t count = 0;

	for (size_t i = 0; i < n; i++)
		count += !list[i].taken;
	return count;
}

static enum tg_rc pair_alike(struct search *s)
{
	enum tg_rc rc = pair_names(s);
	size_t gone = left(s->gone, s->n_gone), fresh = left(s->fresh, s->n_fresh);

	if (rc != TG_OK || !gone || !fresh ||
	    gone > (size_t)MAX_CANDIDATES * MAX_CANDIDATES / fresh)
		return rc;
	return pair_best(s);
}

/* Deletions that became the old side of a rename leave the list. */
static void drop_taken(struct tg_gather *g, const struct search *s)
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

static void take_sizes(struct candidate *list, size_t n, enum tg_side side)
{
	for (size_t i = 0; i < n; i++) {
		const struct tg_side_of *of = &list[i].entry->sides[side];

		if (of->place == TG_PLACE_OBJECT)
			list[i].size = of->size;
	}
}

/* Where nothing is left to compare none is asked for. */
static void find_sizes(struct search *s, struct tg_gather *g)
{
	if (!left(s->gone, s->n_gone) || !left(s->fresh, s->n_fresh))
		return;
	tg_find_sizes(g->source, g->entries.items, g->entries.n, g->source->workers);
	take_sizes(s->gone, s->n_gone, TG_SIDE_OLD);
	take_sizes(s->fresh, s->n_fresh, TG_SIDE_NEW);
}

enum tg_rc tg_find_renames(struct tg_gather *g, struct tg_err *err)
{
	struct search s = { .source = g->source, .err = err };
	enum tg_rc rc = TG_OK;

	s.gone = gather(g, TG_STATUS_DELETED, TG_SIDE_OLD, &s.n_gone);
	s.fresh = gather(g, TG_STATUS_ADDED, TG_SIDE_NEW, &s.n_fresh);
	if (s.n_gone && s.n_fresh) {
		pair_equal(&s);
		find_sizes(&s, g);
		rc = pair_alike(&s);
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
