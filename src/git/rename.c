#include "source.h"

#include "../base/hash.h"

#include <string.h>

#include <git2/sys/hashsig.h>

/* As git: half alike is a rename, and past this many candidates on either side
 * only equal contents and equal file names are compared. */
#define MIN_SCORE 50
#define MAX_CANDIDATES 1000
#define MAX_BYTES ((size_t)1 << 20) /* larger files are not compared */

struct candidate {
	struct tg_entry *entry;
	const char *name; /* last part of its path */
	size_t size;
	git_hashsig *signature;
	bool read, taken;
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

static bool same_type(const struct candidate *gone, const struct candidate *fresh)
{
	return (gone->entry->sides[TG_SIDE_OLD].mode & 0170000) ==
	       (fresh->entry->sides[TG_SIDE_NEW].mode & 0170000);
}

static struct tg_str id_of(const struct tg_side_of *side)
{
	return tg_str_n((const char *)side->id.id, GIT_OID_RAWSZ);
}

/* The same contents under another name; of several, the one with that name. */
static void pair_equal(struct search *s)
{
	struct tg_arena arena = TG_ARENA_INIT;
	struct candidate **next = tg_calloc(s->n_gone ? s->n_gone : 1, sizeof(*next));
	struct tg_map by_id;

	tg_map_init(&by_id, &arena);
	for (size_t i = s->n_gone; i-- > 0;) {
		const struct tg_side_of *side = &s->gone[i].entry->sides[TG_SIDE_OLD];

		if (side->place != TG_PLACE_OBJECT)
			continue;
		next[i] = tg_map_get(&by_id, id_of(side));
		tg_map_set(&by_id, id_of(side), &s->gone[i]);
	}
	for (size_t i = 0; i < s->n_fresh; i++) {
		const struct tg_side_of *side = &s->fresh[i].entry->sides[TG_SIDE_NEW];
		struct candidate *best = NULL, *c = NULL;
		unsigned looked = 0;

		if (!git_oid_is_zero(&side->id))
			c = tg_map_get(&by_id, id_of(side));
		for (; c && looked < 64; c = next[c - s->gone], looked++) {
			if (c->taken || !same_type(c, &s->fresh[i]))
				continue;
			if (!best || strcmp(c->name, s->fresh[i].name) == 0)
				best = c;
		}
		if (best)
			pair(best, &s->fresh[i]);
	}
	free(next);
	tg_arena_release(&arena);
}

/* --- likeness ---------------------------------------------------------------- */

static enum tg_rc sign(struct search *s, struct candidate *c, enum tg_side side)
{
	struct tg_content content;
	enum tg_unread why;
	enum tg_rc rc;

	if (c->read)
		return TG_OK;
	c->read = true;
	rc = tg_content_read(&content, &why, s->source,
			     s->source->repo ? s->source->repo->odb : NULL,
			     &c->entry->sides[side], side, MAX_BYTES, s->err);
	if (rc == TG_OK && why == TG_READ_OK && content.text.n) {
		c->size = content.text.n;
		if (git_hashsig_create(&c->signature, content.text.p, content.text.n,
				       GIT_HASHSIG_ALLOW_SMALL_FILES) < 0)
			c->signature = NULL;
	}
	tg_content_release(&content);
	return rc;
}

static enum tg_rc score(unsigned *out, struct search *s, struct candidate *gone,
			struct candidate *fresh)
{
	enum tg_rc rc;
	int likeness;

	*out = 0;
	if (!same_type(gone, fresh))
		return TG_OK;
	if ((rc = sign(s, gone, TG_SIDE_OLD)) != TG_OK ||
	    (rc = sign(s, fresh, TG_SIDE_NEW)) != TG_OK)
		return rc;
	if (!gone->signature || !fresh->signature)
		return TG_OK;
	/* Half the size cannot be half alike. */
	if (gone->size > 2 * fresh->size || fresh->size > 2 * gone->size)
		return TG_OK;
	likeness = git_hashsig_compare(gone->signature, fresh->signature);
	*out = likeness > 0 ? (unsigned)likeness : 0;
	return TG_OK;
}

/* A name that is gone once and new once is most often the same file. */
static enum tg_rc pair_names(struct search *s)
{
	struct tg_arena arena = TG_ARENA_INIT;
	struct tg_map gone;
	enum tg_rc rc = TG_OK;
	static char twice;

	tg_map_init(&gone, &arena);
	for (size_t i = 0; i < s->n_gone; i++) {
		struct tg_str name = tg_str(s->gone[i].name);

		if (!s->gone[i].taken)
			tg_map_set(&gone, name, tg_map_get(&gone, name)
							? (void *)&twice
							: (void *)&s->gone[i]);
	}
	for (size_t i = 0; i < s->n_fresh && rc == TG_OK; i++) {
		void *found = tg_map_get(&gone, tg_str(s->fresh[i].name));
		unsigned likeness;

		if (s->fresh[i].taken || !found || found == &twice ||
		    ((struct candidate *)found)->taken)
			continue;
		rc = score(&likeness, s, found, &s->fresh[i]);
		if (rc == TG_OK && likeness >= MIN_SCORE)
			pair(found, &s->fresh[i]);
	}
	tg_arena_release(&arena);
	return rc;
}

static enum tg_rc pair_best(struct search *s, struct candidate *fresh)
{
	struct candidate *best = NULL;
	unsigned best_score = MIN_SCORE - 1;

	for (size_t i = 0; i < s->n_gone; i++) {
		unsigned likeness;
		enum tg_rc rc;

		if (s->gone[i].taken)
			continue;
		if ((rc = score(&likeness, s, &s->gone[i], fresh)) != TG_OK)
			return rc;
		if (likeness > best_score) {
			best = &s->gone[i];
			best_score = likeness;
		}
	}
	if (best)
		pair(best, fresh);
	return TG_OK;
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
	    gone > MAX_CANDIDATES * MAX_CANDIDATES / fresh)
		return rc;
	for (size_t i = 0; i < s->n_fresh && rc == TG_OK; i++)
		if (!s->fresh[i].taken)
			rc = pair_best(s, &s->fresh[i]);
	return rc;
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

enum tg_rc tg_find_renames(struct tg_gather *g, struct tg_err *err)
{
	struct search s = { .source = g->source, .err = err };
	enum tg_rc rc = TG_OK;

	s.gone = gather(g, TG_STATUS_DELETED, TG_SIDE_OLD, &s.n_gone);
	s.fresh = gather(g, TG_STATUS_ADDED, TG_SIDE_NEW, &s.n_fresh);
	if (s.n_gone && s.n_fresh) {
		pair_equal(&s);
		rc = pair_alike(&s);
		drop_taken(g, &s);
	}
	for (size_t i = 0; i < s.n_gone; i++)
		git_hashsig_free(s.gone[i].signature);
	for (size_t i = 0; i < s.n_fresh; i++)
		git_hashsig_free(s.fresh[i].signature);
	free(s.fresh);
	free(s.gone);
	return rc;
}
