/* Looking into both ends of a change set: every file, changed or not. */
#include "changeset.h"

#include "source.h"

#include <string.h>

static const char *path_on(const struct tg_change *c, enum tg_side side)
{
	return side == TG_SIDE_OLD ? c->old_path : c->new_path;
}

static bool is_path(const char *a, const char *b)
{
	return a && strcmp(a, b) == 0;
}

const struct tg_change *tg_changeset_find(const struct tg_changeset *changes,
					  const char *path)
{
	const struct tg_change *was = NULL;

	for (size_t i = 0; i < changes->n; i++) {
		const struct tg_change *c = &changes->changes[i];

		if (strcmp(c->path, path) == 0)
			return c;
		if (!was && is_path(c->old_path, path))
			was = c;
	}
	return was;
}

/* The change that has `path` on this side. */
static const struct tg_change *find_on(const struct tg_changeset *changes,
				       enum tg_side side, const char *path)
{
	for (size_t i = 0; i < changes->n; i++)
		if (is_path(path_on(&changes->changes[i], side), path))
			return &changes->changes[i];
	return NULL;
}

/* The tree below one side: the index, the work tree and a patch have none of
 * their own, and stand on that of their base. */
static const char *tree_of(const struct tg_changeset *changes, enum tg_side side)
{
	if (side == TG_SIDE_NEW && *changes->head)
		return changes->head;
	return changes->merge_base;
}

enum tg_rc tg_changeset_read_path(struct tg_str *out,
				  const struct tg_changeset *changes,
				  enum tg_side side, const char *path, size_t max,
				  struct tg_arena *arena, struct tg_err *err)
{
	const struct tg_changeset_source *s = changes->source;
	const struct tg_change *change = find_on(changes, side, path);
	const char *rev = tree_of(changes, side);

	if (change && s->entries[change->index].sides[side].place != TG_PLACE_UNKNOWN)
		return tg_change_read(out, changes, change, side, max, arena, err);
	if (s->remote && s->remote->read)
		return s->remote->read(out, side, path, max, arena, s->remote->ctx, err);
	/* What only the other side has is not here. */
	if (!change && find_on(changes, side == TG_SIDE_OLD ? TG_SIDE_NEW : TG_SIDE_OLD,
			       path))
		return tg_err_set(err, TG_E_NOT_FOUND, "there is no file %s", path);
	if (change || !s->repo || !*rev)
		return tg_err_set(err, TG_E_NOT_FOUND,
				  "there is no repository to read %s from", path);
	return tg_repo_read(out, s->repo, rev, path, max, arena, err);
}

/* --- listing a side that has no tree of its own ----------------------------- */

struct overlay {
	const char **fresh; /* paths that only the new side has; sorted */
	size_t n, next;
	struct tg_map gone; /* paths that only the old side has */
	tg_path_fn *each;
	void *ctx;
	bool stop;
};

static bool show(struct overlay *o, const char *path)
{
	if (!o->stop && !o->each(path, o->ctx))
		o->stop = true;
	return !o->stop;
}

static bool overlay_file(const char *path, void *ctx)
{
	struct overlay *o = ctx;

	while (o->next < o->n && strcmp(o->fresh[o->next], path) < 0)
		if (!show(o, o->fresh[o->next++]))
			return false;
	if (tg_map_get(&o->gone, tg_str(path)))
		return true;
	return show(o, path);
}

static int compare_paths(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void fill_overlay(struct overlay *o, const struct tg_changeset *changes,
			 struct tg_arena *arena)
{
	static char yes;

	tg_map_init(&o->gone, arena);
	o->fresh = tg_arena_calloc(arena, changes->n ? changes->n : 1,
				   sizeof(*o->fresh));
	for (size_t i = 0; i < changes->n; i++) {
		const struct tg_change *c = &changes->changes[i];

		if (c->new_path && !is_path(c->old_path, c->new_path) && !c->submodule)
			o->fresh[o->n++] = c->new_path;
		if (c->old_path && !is_path(c->new_path, c->old_path))
			tg_map_set(&o->gone, tg_str(c->old_path), &yes);
	}
	if (o->n > 1)
		qsort(o->fresh, o->n, sizeof(*o->fresh), compare_paths);
	/* A path may be both gone (renamed away) and there again. */
	for (size_t i = 0; i < o->n; i++)
		tg_map_set(&o->gone, tg_str(o->fresh[i]), &yes);
}

static enum tg_rc list_overlaid(const struct tg_changeset *changes,
				tg_path_fn *each, void *ctx, struct tg_err *err)
{
	struct tg_arena arena = TG_ARENA_INIT;
	struct overlay o = { .each = each, .ctx = ctx };
	enum tg_rc rc;

	fill_overlay(&o, changes, &arena);
	rc = tg_repo_list(changes->source->repo, changes->merge_base, overlay_file, &o,
			  err);
	while (rc == TG_OK && o.next < o.n && show(&o, o.fresh[o.next]))
		o.next++;
	tg_arena_release(&arena);
	return rc;
}

enum tg_rc tg_changeset_list(const struct tg_changeset *changes, enum tg_side side,
			     tg_path_fn *each, void *ctx, struct tg_err *err)
{
	const struct tg_changeset_source *s = changes->source;

	if (s->remote && s->remote->list)
		return s->remote->list(side, each, ctx, s->remote->ctx, err);
	if (!s->repo)
		return tg_err_set(err, TG_E_NOT_FOUND,
				  "there is no repository whose files could be listed");
	if (side == TG_SIDE_NEW && !*changes->head)
		return list_overlaid(changes, each, ctx, err);
	return tg_repo_list(s->repo, tree_of(changes, side), each, ctx, err);
}
