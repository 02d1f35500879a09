#include "rename.h"

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

static enum tg_rc sign(struct tg_renames *s, struct tg_candidate *c, enum tg_side side,
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
	struct tg_renames *s = ctx;
	bool old = i < s->n_gone;
	struct tg_candidate *c = old ? &s->gone[i] : &s->fresh[i - s->n_gone];

	if (!c->wanted || c->signature)
		return TG_OK;
	return sign(s, c, old ? TG_SIDE_OLD : TG_SIDE_NEW, at->odb, err);
}

/* Reads what is wanted, on all workers: the largest part of the search. */
static enum tg_rc sign_wanted(struct tg_renames *s)
{
	struct tg_work work = { s->source, s->source->workers, s->n_gone + s->n_fresh,
				PER_WORKER, sign_next, s };

	return tg_work_do(&work, s->err);
}

/* Half the size cannot be half alike: such files need not be read. */
static bool may_be_alike(const struct tg_candidate *gone,
			 const struct tg_candidate *fresh)
{
	size_t a = gone->size, b = fresh->size;

	if (gone->type != fresh->type)
		return false;
	return a == SIZE_MAX || b == SIZE_MAX || !(a / 2 > b || b / 2 > a);
}

/* How alike the two are, in percent; 0 where that is less than `least`. */
static unsigned score(const struct tg_candidate *gone, const struct tg_candidate *fresh,
		      unsigned least)
{
	if (!may_be_alike(gone, fresh) || !gone->signature || !fresh->signature)
		return 0;
	return tg_likeness_score(gone->signature, fresh->signature, least);
}

/* Of each name that is gone once, the file. */
static char twice;

static void gather_names(struct tg_map *names, struct tg_arena *arena,
			 struct tg_renames *s)
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

static struct tg_candidate *of_name(const struct tg_map *names,
				    const struct tg_candidate *fresh)
{
	struct tg_candidate *found = tg_map_get(names, tg_str(fresh->name));

	return found == (void *)&twice || fresh->taken ? NULL : found;
}

/* A name that is gone once and new once is most often the same file. */
static enum tg_rc pair_names(struct tg_renames *s)
{
	struct tg_arena arena = TG_ARENA_INIT;
	struct tg_map names;
	enum tg_rc rc;

	gather_names(&names, &arena, s);
	for (size_t i = 0; i < s->n_fresh; i++) {
		struct tg_candidate *found = of_name(&names, &s->fresh[i]);

		if (found && may_be_alike(found, &s->fresh[i]))
			found->wanted = s->fresh[i].wanted = true;
	}
	rc = sign_wanted(s);
	for (size_t i = 0; i < s->n_fresh && rc == TG_OK; i++) {
		struct tg_candidate *found = of_name(&names, &s->fresh[i]);

		if (found && !found->taken &&
		    score(found, &s->fresh[i], MIN_NAME_SCORE) >= MIN_NAME_SCORE)
			tg_rename_pair(found, &s->fresh[i]);
	}
	tg_arena_release(&arena);
	return rc;
}

struct match {
	struct tg_candidate *gone, *fresh;
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
	struct tg_renames *search;
	struct tg_likeness_index *gone;
	struct match *all; /* KEPT for each new file */
};

/* One new file against all that is gone. */
static enum tg_rc match_next(const struct tg_workplace *at, size_t i, void *ctx,
			     struct tg_err *err)
{
	const struct matrix *matrix = ctx;
	const struct tg_renames *s = matrix->search;
	struct tg_candidate *fresh = &s->fresh[i];
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

		if (m.likeness < MIN_SCORE || m.gone->taken ||
		    !may_be_alike(m.gone, fresh))
			continue;
		m.same_name = strcmp(m.gone->name, fresh->name) == 0;
		keep_match(&matrix->all[i * KEPT], &m);
	}
	free(scores);
	return TG_OK;
}

static enum tg_rc match_all(struct tg_renames *s, struct match *all)
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

static void want_alike(struct tg_renames *s)
{
	for (size_t i = 0; i < s->n_fresh; i++)
		for (size_t k = 0; k < s->n_gone && !s->fresh[i].taken; k++)
			if (!s->gone[k].taken && may_be_alike(&s->gone[k], &s->fresh[i]))
				s->gone[k].wanted = s->fresh[i].wanted = true;
}

/* The best pair of all first, then the next of those that are left. */
static enum tg_rc pair_best(struct tg_renames *s)
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
			tg_rename_pair(all[i].gone, all[i].fresh);
	free(all);
	return rc;
}

enum tg_rc tg_rename_alike(struct tg_renames *s)
{
	enum tg_rc rc = pair_names(s);
	size_t gone = tg_rename_left(s->gone, s->n_gone);
	size_t fresh = tg_rename_left(s->fresh, s->n_fresh);

	if (rc != TG_OK || !gone || !fresh ||
	    gone > (size_t)MAX_CANDIDATES * MAX_CANDIDATES / fresh)
		return rc;
	return pair_best(s);
}
