/* Lock files: names in them are what manifests lead to. What counts is where
 * they come from, and whether the same version still has the same content. */
#include "compare.h"

#include <string.h>

/* Changes of one kind towards one place, told once: a move to another mirror
 * touches every entry. */
struct group {
	const char *source;
	const struct tg_dependency *first, *was;
	size_t n;
};

struct lock {
	TG_VEC(struct group) moved;
	struct tg_map old_sources; /* that the lock named before */
	struct tg_map stated;      /* sources of what was reported of manifests */
	const struct tg_dependency *changed, *dropped, *script;
	size_t n_changed, n_dropped, n_scripts;
	bool script_direct;
};

static void add_moved(struct tg_compare *c, struct lock *lock,
		      const struct tg_dependency *dep, const struct tg_dependency *was)
{
	for (size_t i = 0; i < lock->moved.n; i++)
		if (strcmp(lock->moved.items[i].source, dep->source) == 0) {
			lock->moved.items[i].n++;
			return;
		}
	if (lock->moved.n < TG_DEPS_MAX_SIGNALS)
		*TG_VEC_PUSH(c->work, &lock->moved) =
			(struct group){ dep->source, dep, was, 1 };
}

static void note(const struct tg_dependency **first, size_t *n,
		 const struct tg_dependency *dep)
{
	if ((*n)++ == 0)
		*first = dep;
}

static void judge_new(struct tg_compare *c, struct tg_pair *pair, struct lock *lock,
		      const struct tg_dependency *dep)
{
	if (pair->format->hashes_only || tg_facts_find(&c->new_all, dep) != NULL)
		return; /* a manifest asks for it, and was judged */
	c->transitive++;
	c->transitive_in = pair;
	if (pair->has_old && *dep->source != '\0' &&
	    tg_map_get(&lock->old_sources, tg_str(dep->source)) == NULL &&
	    tg_map_get(&lock->stated, tg_str(dep->source)) == NULL)
		add_moved(c, lock, dep, NULL);
}

static void judge_package(struct tg_compare *c, struct tg_pair *pair,
			  struct lock *lock, const struct tg_dependency *dep)
{
	const struct tg_fact *was = tg_facts_find(&pair->old_facts, dep);

	if (was == NULL) {
		judge_new(c, pair, lock, dep);
		return;
	}
	if (tg_fact_same_source(was, dep) == NULL) {
		if (tg_facts_find(&c->reported, dep) == NULL &&
		    tg_map_get(&lock->stated, tg_str(dep->source)) == NULL)
			add_moved(c, lock, dep, was->dep);
		return;
	}
	switch (tg_fact_integrity(was, dep)) {
	case TG_INTEGRITY_CHANGED:
		note(&lock->changed, &lock->n_changed, dep);
		break;
	case TG_INTEGRITY_DROPPED:
		note(&lock->dropped, &lock->n_dropped, dep);
		break;
	case TG_INTEGRITY_FINE:
		break;
	}
}

static void judge_script(struct tg_compare *c, struct tg_pair *pair,
			 struct lock *lock, const struct tg_dependency *dep)
{
	struct tg_dependency package = *dep;

	if (!pair->has_old || tg_facts_find(&pair->old_facts, dep) != NULL)
		return;
	package.kind = TG_DEP_PACKAGE;
	note(&lock->script, &lock->n_scripts, dep);
	if (tg_facts_find(&c->new_all, &package) != NULL)
		lock->script_direct = true;
}

static const char *and_more(struct tg_compare *c, size_t n)
{
	return n <= 1 ? "" : tg_arena_printf(c->work, " and %zu more", n - 1);
}

static struct tg_signal *report_moved(struct tg_compare *c, struct tg_pair *pair,
				      const struct group *g)
{
	const char *now = *g->source ? g->source : "the default registry";
	const char *title = tg_dependency_title(c->work, g->first);
	const char *more = and_more(c, g->n), *message;

	if (g->was == NULL)
		message = tg_arena_printf(
			c->arena, "%s%s in %s: from %s, which the lock file did not name "
			"before.", title, more, pair->change->path, now);
	else
		message = tg_arena_printf(
			c->arena, "%s%s in %s: now from %s instead of %s.", title, more,
			pair->change->path, now,
			*g->was->source ? g->was->source : "the default registry");
	return tg_compare_signal(c, pair, "deps.source-changed", g->first, message);
}

static void report_hashes(struct tg_compare *c, struct tg_pair *pair,
			  const struct tg_dependency *first, size_t n,
			  const char *what)
{
	if (n == 0)
		return;
	struct tg_signal *s = tg_compare_signal(
		c, pair, "deps.unverified", first, tg_arena_printf(
			c->arena, "%s%s in %s: %s.", tg_dependency_title(c->work, first),
			and_more(c, n), pair->change->path, what));
	/* Half of a lock file at once is a tool that writes it otherwise, not
	 * somebody who wants one package to pass. */
	if (n > 20 && n > pair->new_side.n / 2 && s->confidence == TG_CONFIDENCE_HIGH)
		s->confidence = TG_CONFIDENCE_MEDIUM;
}

static void report(struct tg_compare *c, struct tg_pair *pair, const struct lock *lock)
{
	const char *path = pair->change->path;

	for (size_t i = 0; i < lock->moved.n; i++) {
		struct tg_signal *s = report_moved(c, pair, &lock->moved.items[i]);
		if (*lock->moved.items[i].source == '\0')
			s->confidence = TG_CONFIDENCE_LOW; /* back to the default */
	}
	report_hashes(c, pair, lock->changed, lock->n_changed,
		      "another hash for the same version");
	report_hashes(c, pair, lock->dropped, lock->n_dropped, "the hash is gone");
	if (lock->n_scripts > 0) {
		struct tg_signal *s = tg_compare_signal(
			c, pair, "deps.install-script", lock->script, tg_arena_printf(
				c->arena, "%s%s in %s: runs a script at installation.",
				lock->script->name, and_more(c, lock->n_scripts), path));
		if (!lock->script_direct)
			s->confidence = TG_CONFIDENCE_LOW;
	}
}

/* A manifest that names another place explains what the lock file says of it. */
static void note_stated(struct lock *lock, const struct tg_manifest *m)
{
	for (size_t i = 0; i < m->n; i++)
		if (*m->deps[i].source != '\0')
			tg_map_set(&lock->stated, tg_str(m->deps[i].source), lock);
}

void tg_compare_lock(struct tg_compare *c, struct tg_pair *pair)
{
	struct lock lock = { .n_changed = 0 };

	tg_map_init(&lock.old_sources, c->work);
	tg_map_init(&lock.stated, c->work);
	for (size_t i = 0; i < c->n_pairs; i++)
		if (!c->pairs[i].format->lock)
			note_stated(&lock, &c->pairs[i].new_side);
	for (size_t i = 0; i < pair->old_side.n; i++)
		tg_map_set(&lock.old_sources, tg_str(pair->old_side.deps[i].source), c);
	for (size_t i = 0; i < pair->new_side.n; i++) {
		const struct tg_dependency *dep = &pair->new_side.deps[i];
		if (dep->kind == TG_DEP_SCRIPT)
			judge_script(c, pair, &lock, dep);
		else if (dep->kind == TG_DEP_PACKAGE)
			judge_package(c, pair, &lock, dep);
	}
	report(c, pair, &lock);
}

static size_t folder_length(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? (size_t)(slash - path) + 1 : 0;
}

/* Another lock file of the ecosystem takes over (here or further up), or what
 * it locked is gone as well. */
static bool is_replaced(const struct tg_compare *c, const struct tg_pair *gone)
{
	const char *path = gone->change->path;
	size_t folder = folder_length(path);

	for (size_t i = 0; i < c->n_pairs; i++) {
		const struct tg_pair *other = &c->pairs[i];
		const char *there = other->change->path;
		size_t n = folder_length(there);
		if (other == gone || strcmp(other->format->ecosystem,
					    gone->format->ecosystem) != 0)
			continue;
		if (other->format->lock && other->has_new && n <= folder &&
		    strncmp(there, path, n) == 0)
			return true;
		if (!other->format->lock && n == folder && strncmp(there, path, n) == 0 &&
		    other->change->status == TG_STATUS_DELETED)
			return true;
	}
	return false;
}

void tg_compare_lock_deleted(struct tg_compare *c, struct tg_pair *pair)
{
	if (is_replaced(c, pair))
		return;
	struct tg_signal *s = tg_compare_signal(
		c, pair, "deps.unverified", NULL, tg_arena_printf(
			c->arena, "%s is deleted: what is installed is no longer pinned "
			"and verified by it.", pair->change->path));
	s->side = TG_SIDE_OLD;
	s->change = TG_CHANGE_REMOVED;
}

void tg_compare_transitive(struct tg_compare *c)
{
	if (c->transitive == 0)
		return;
	struct tg_pair *pair = &c->pairs[c->transitive_in->index];
	tg_compare_signal(c, pair, "deps.transitive", NULL, tg_arena_printf(
		c->arena, "%zu indirect %s new.", c->transitive,
		c->transitive == 1 ? "dependency is" : "dependencies are"));
}
