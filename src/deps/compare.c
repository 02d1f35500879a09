/* Manifests on both sides, as sets: what is new, from elsewhere, left open. */
#include "reading.h"

#include <string.h>

/* Names that are looked for in a base that does not parse: each costs a pass. */
#define MAX_SEARCHED 500u

_Static_assert(TG_DEPS_RULES == 7, "one counter for each rule of rules.c");

static void unread(struct tg_compare *c, const char *path, const char *why)
{
	*TG_VEC_PUSH(c->arena, &c->unread) =
		tg_arena_printf(c->arena, "%s: %s", path, why);
}

static void take_broken(struct tg_compare *c, struct tg_pair *pair, enum tg_side side)
{
	bool old = side == TG_SIDE_OLD;
	const struct tg_err *err = old ? &pair->old_read.err : &pair->new_read.err;

	pair->old_broken |= old;
	if ((old && err->code == TG_E_NOT_FOUND) || pair->fixture ||
	    pair->change->file_class == TG_CLASS_TEST)
		return;
	unread(c, old ? pair->change->old_path : pair->change->new_path, err->msg);
}

/* A lock file repeats what a manifest asks for: its facts would say that nothing
 * is new. */
static void take_facts(struct tg_compare *c, struct tg_facts *all,
		       const struct tg_manifest *m, const struct tg_pair *pair,
		       const char *path)
{
	if (m->truncated)
		unread(c, path, "it names more dependencies than are read");
	if (tg_manifest_format_of(path)->lock)
		return;
	for (size_t i = 0; i < m->n; i++)
		tg_facts_add(all, &m->deps[i], pair->index, path);
}

/* Puts what one side says beside what the others say. */
static void take_side(struct tg_compare *c, struct tg_pair *pair, enum tg_side side)
{
	bool old = side == TG_SIDE_OLD;
	const struct tg_pair_read *read = old ? &pair->old_read : &pair->new_read;

	if (read->state == TG_PAIR_BROKEN)
		take_broken(c, pair, side);
	if (read->state == TG_PAIR_NONE || read->state == TG_PAIR_BROKEN)
		return;
	if (old) {
		take_facts(c, &c->old_all, &pair->old_side, pair, pair->change->old_path);
		pair->has_old = true;
	} else {
		take_facts(c, &c->new_all, &pair->new_side, pair, pair->change->new_path);
		pair->has_new = true;
	}
}

static void collect(struct tg_compare *c, struct tg_deps_reading *reading)
{
	c->pairs = reading->pairs;
	c->n_pairs = reading->n;
	for (size_t i = 0; i < c->n_pairs; i++) {
		struct tg_pair *pair = &c->pairs[i];

		tg_reading_side(reading, pair, TG_SIDE_OLD);
		take_side(c, pair, TG_SIDE_OLD);
		tg_reading_side(reading, pair, TG_SIDE_NEW);
		take_side(c, pair, TG_SIDE_NEW);
	}
}

static const char *pin_words(const struct tg_dependency *dep)
{
	switch (dep->pin) {
	case TG_PIN_FLOATING:
		return ", not pinned";
	case TG_PIN_HASH:
		return ", pinned to a hash";
	case TG_PIN_UNKNOWN:
	case TG_PIN_LOCKED:
	case TG_PIN_EXACT:
		break;
	}
	return "";
}

static void report_new(struct tg_compare *c, struct tg_pair *pair,
		       const struct tg_dependency *dep)
{
	const char *title = tg_dependency_title(c->work, dep);
	const char *from = *dep->source ? tg_arena_printf(c->work, " from %s",
							  dep->source) : "";

	struct tg_signal *s = tg_compare_signal(c, pair, "deps.new", dep, tg_arena_printf(
		c->arena, "%s%s is new in %s%s%s.", title, from, pair->change->path,
		dep->dev ? ", for development" : "", pin_words(dep)));
	/* looked for, on the machine or in this repository: not fetched */
	if (strcmp(dep->ecosystem, "cmake") == 0 && *dep->source == '\0' &&
	    s->confidence == TG_CONFIDENCE_HIGH)
		s->confidence = TG_CONFIDENCE_MEDIUM;
	if (dep->pin == TG_PIN_FLOATING)
		tg_compare_signal(c, pair, "deps.unpinned", dep, tg_arena_printf(
			c->arena, "%s in %s may change without a change here: its "
			"version is left open.", title, pair->change->path));
	tg_facts_add(&c->reported, dep, pair->index, pair->change->path);
}

static void report_source(struct tg_compare *c, struct tg_pair *pair,
			  const struct tg_dependency *dep, const struct tg_fact *was)
{
	if (tg_fact_same_source(tg_facts_find(&c->reported, dep), dep) != NULL)
		return;
	tg_compare_signal(c, pair, "deps.source-changed", dep, tg_arena_printf(
		c->arena, "%s in %s now comes from %s instead of %s.",
		tg_dependency_title(c->work, dep), pair->change->path,
		*dep->source ? dep->source : "the default registry",
		*was->dep->source ? was->dep->source : "the default registry"));
	tg_facts_add(&c->reported, dep, pair->index, pair->change->path);
}

/* True when no changed manifest that had it has it still, but for those that
 * leave it to another one to say which. */
static bool has_left(const struct tg_compare *c, const struct tg_fact *was)
{
	for (; was != NULL; was = was->next) {
		const struct tg_fact *now = tg_facts_find(
			&c->pairs[was->origin].new_facts, was->dep);
		for (; now != NULL; now = now->next)
			if (!now->dep->inherited)
				return false;
	}
	return true;
}

/* Packages that another manifest had before, named together. */
struct shared {
	size_t n;
	const struct tg_dependency *first;
	const char *names, *elsewhere;
};

static void add_shared(struct tg_compare *c, struct shared *shared,
		       const struct tg_dependency *dep, const char *path)
{
	if (tg_facts_find(&c->reported, dep) != NULL)
		return;
	tg_facts_add(&c->reported, dep, 0, path);
	if (shared->n == 0) {
		shared->first = dep;
		shared->elsewhere = path;
	}
	if (++shared->n <= 5)
		shared->names = tg_arena_printf(c->work, "%s%s%s",
						shared->n > 1 ? shared->names : "",
						shared->n > 1 ? ", " : "", dep->name);
}

static void report_shared(struct tg_compare *c, struct tg_pair *pair,
			  const struct shared *shared)
{
	if (shared->n == 0)
		return;
	const char *more = shared->n <= 5 ? "" : tg_arena_printf(
		c->work, " and %zu more", shared->n - 5);
	struct tg_signal *s = tg_compare_signal(
		c, pair, "deps.new", shared->first, tg_arena_printf(
			c->arena, "%s%s: new in %s, and used in this repository already "
			"(%s).", shared->names, more, pair->change->path,
			shared->elsewhere));
	s->confidence = TG_CONFIDENCE_LOW;
	s->severity = TG_SEVERITY_LOW;
	s->triggers = 0;
}

/* The manifest that describes the package itself, when the repository has it. */
static const struct tg_fact *find_own(struct tg_compare *c,
				      const struct tg_dependency *dep)
{
	struct tg_dependency own = *dep;
	const struct tg_fact *fact;

	if (*dep->source != '\0')
		return NULL;
	own.kind = TG_DEP_OWN;
	fact = tg_facts_find(&c->new_all, &own);
	return fact ? fact : tg_siblings_find(c, &own);
}

/* "name[extra]" in the manifest of "name". */
static bool is_itself(const struct tg_pair *pair, const struct tg_dependency *dep)
{
	struct tg_dependency own = *dep;

	own.kind = TG_DEP_OWN;
	return *dep->source == '\0' && tg_facts_find(&pair->new_facts, &own) != NULL;
}

/* Told of already, the manifest's own, or in a base that does not parse. */
static bool needs_no_telling(struct tg_compare *c, struct tg_pair *pair,
			     const struct tg_dependency *dep)
{
	const struct tg_fact *told = tg_facts_find(&c->reported, dep);

	if (told != NULL && (*dep->source == '\0' || tg_fact_same_source(told, dep)))
		return true;
	if (is_itself(pair, dep))
		return true;
	return pair->old_broken && pair->searched++ < MAX_SEARCHED &&
		tg_str_ifind(pair->old_text, tg_str(dep->name)) != SIZE_MAX;
}

/* No manifest had it. */
static void judge_new(struct tg_compare *c, struct tg_pair *pair,
		      const struct tg_dependency *dep, struct shared *shared)
{
	const struct tg_fact *own = find_own(c, dep);

	if (own == NULL)
		report_new(c, pair, dep);
	else if (!dep->inherited) /* else the root says that it is a member */
		add_shared(c, shared, dep, own->path);
}

/* This file did not have it: did another one? */
static void judge_unknown(struct tg_compare *c, struct tg_pair *pair,
			  const struct tg_dependency *dep, struct shared *shared)
{
	if (needs_no_telling(c, pair, dep))
		return;
	const struct tg_fact *was = tg_facts_find(&c->old_all, dep);
	if (was != NULL && has_left(c, was)) {
		if (tg_fact_same_source(was, dep) == NULL)
			report_source(c, pair, dep, was);
		return;
	}
	if (was == NULL)
		was = tg_siblings_find(c, dep);
	if (was == NULL)
		judge_new(c, pair, dep, shared);
	else if (tg_fact_same_source(was, dep) == NULL &&
		 tg_fact_same_source(tg_siblings_find(c, dep), dep) == NULL)
		report_source(c, pair, dep, was);
	else
		add_shared(c, shared, dep, was->path);
}

static void judge_known(struct tg_compare *c, struct tg_pair *pair,
			const struct tg_dependency *dep, const struct tg_fact *was)
{
	const char *title = tg_dependency_title(c->work, dep);
	const char *unpinned = tg_fact_unpinned(was, dep);
	enum tg_integrity integrity = tg_fact_integrity(was, dep);

	if (tg_fact_same_source(was, dep) == NULL) {
		/* what was inherited may be spelled out */
		if (!was->dep->inherited ||
		    (tg_fact_same_source(tg_facts_find(&c->old_all, dep), dep) == NULL &&
		     tg_fact_same_source(tg_siblings_find(c, dep), dep) == NULL))
			report_source(c, pair, dep, was);
		return;
	}
	if (unpinned != NULL) {
		if (c->n_unpinned++ == 0) {
			c->unpinned = dep;
			c->unpinned_in = pair;
			c->unpinned_how = unpinned;
		}
	} else if (integrity != TG_INTEGRITY_FINE)
		tg_compare_signal(c, pair, "deps.unverified", dep, tg_arena_printf(
			c->arena, integrity == TG_INTEGRITY_CHANGED ?
			"%s in %s has another hash for the same version." :
			"%s in %s has lost its hash.", title, pair->change->path));
}

/* A sweep over all workflows is told once. */
static void report_unpinned(struct tg_compare *c)
{
	if (c->n_unpinned == 0)
		return;
	const char *more = c->n_unpinned == 1 ? "" : tg_arena_printf(
		c->work, ", as in %zu more places", c->n_unpinned - 1);
	tg_compare_signal(c, c->unpinned_in, "deps.unpinned", c->unpinned,
			  tg_arena_printf(c->arena, "%s in %s %s%s.",
					  tg_dependency_title(c->work, c->unpinned),
					  c->unpinned_in->change->path,
					  c->unpinned_how, more));
}

static void judge_registry(struct tg_compare *c, struct tg_pair *pair,
			   const struct tg_dependency *dep)
{
	if (tg_facts_find(&pair->old_facts, dep) || tg_facts_find(&c->old_all, dep) ||
	    tg_facts_find(&c->reported, dep) || tg_siblings_find(c, dep))
		return;
	tg_facts_add(&c->reported, dep, pair->index, pair->change->path);
	tg_compare_signal(c, pair, "deps.registry-changed", dep, tg_arena_printf(
		c->arena, "%s lets %s packages come from %s.", pair->change->path,
		dep->ecosystem, dep->name));
}

static void judge_script(struct tg_compare *c, struct tg_pair *pair,
			 const struct tg_dependency *dep)
{
	const struct tg_fact *was = tg_facts_find(&pair->old_facts, dep);

	for (; was != NULL; was = was->next)
		if (strcmp(was->dep->version, dep->version) == 0)
			return;
	tg_compare_signal(c, pair, "deps.install-script", dep, tg_arena_printf(
		c->arena, "%s: %s (%.80s) at installation.", pair->change->path,
		dep->name, dep->version));
}

/* What is inherited comes last: the manifest that says from where is the one to
 * tell it by. */
static void compare_manifest(struct tg_compare *c, struct tg_pair *pair,
			     bool inherited, struct shared *shared)
{
	for (size_t i = 0; i < pair->new_side.n; i++) {
		const struct tg_dependency *dep = &pair->new_side.deps[i];
		if (dep->inherited != inherited)
			continue;
		const struct tg_fact *was = tg_facts_find(&pair->old_facts, dep);
		if (dep->kind == TG_DEP_REGISTRY)
			judge_registry(c, pair, dep);
		else if (dep->kind == TG_DEP_SCRIPT)
			judge_script(c, pair, dep);
		else if (dep->kind == TG_DEP_OWN)
			continue;
		else if (was != NULL)
			judge_known(c, pair, dep, was);
		else if (!dep->direct)
			c->transitive++, c->transitive_in = pair;
		else
			judge_unknown(c, pair, dep, shared);
	}
}

static void compare_manifests(struct tg_compare *c)
{
	size_t n = c->n_pairs;
	struct shared *shared = tg_arena_alloc(c->work, (n + 1) * sizeof *shared);

	for (size_t i = 0; i < 2 * n; i++) {
		struct tg_pair *pair = &c->pairs[i % n];
		if (pair->has_new && !pair->format->lock)
			compare_manifest(c, pair, i >= n, &shared[i % n]);
	}
	for (size_t i = 0; i < n; i++)
		report_shared(c, &c->pairs[i], &shared[i]);
}

void tg_deps_judge(struct tg_deps_result *out, struct tg_deps_reading *reading,
		   struct tg_arena *arena)
{
	struct tg_arena work = TG_ARENA_INIT;
	struct tg_compare c = { .changes = reading->changes, .arena = arena,
				.work = &work };

	tg_facts_init(&c.old_all, &work);
	tg_facts_init(&c.new_all, &work);
	tg_facts_init(&c.siblings, &work);
	tg_facts_init(&c.reported, &work);
	collect(&c, reading);
	compare_manifests(&c);
	for (size_t i = 0; i < c.n_pairs; i++) {
		struct tg_pair *pair = &c.pairs[i];
		if (!pair->format->lock)
			continue;
		if (pair->has_new)
			tg_compare_lock(&c, pair);
		else if (pair->change->status == TG_STATUS_DELETED)
			tg_compare_lock_deleted(&c, pair);
	}
	report_unpinned(&c);
	tg_compare_transitive(&c);
	tg_compare_finish(&c);
	*out = (struct tg_deps_result){ c.signals.items, c.signals.n, c.unread.items,
					c.unread.n };
	tg_arena_release(&work);
}

enum tg_rc tg_deps_compare(struct tg_deps_result *out,
			   const struct tg_changeset *changes,
			   struct tg_arena *arena, struct tg_err *err)
{
	struct tg_deps_reading *reading = tg_deps_reading_new(changes);

	(void)err;
	tg_deps_judge(out, reading, arena);
	tg_deps_reading_free(reading);
	return TG_OK;
}
