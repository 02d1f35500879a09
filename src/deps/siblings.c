/* The other manifests of the base: a monorepo's package is new only once. */
#include "compare.h"

#include <string.h>

#define MAX_SIBLING_BYTES (1u << 20)

static bool below(const char *path, const char *const *folders)
{
	struct tg_str rest = tg_str(path), part;

	while (tg_str_split(&rest, '/', &part))
		for (const char *const *f = folders; *f != NULL && rest.n > 0; f++)
			if (tg_str_iis(part, *f))
				return true;
	return false;
}

bool tg_path_is_fixture(const char *path)
{
	static const char *const folders[] = {
		"fixtures", "fixture", "testdata", "__fixtures__", "__snapshots__",
		"test-data", "test_data", "node_modules", "vendor", "third_party", NULL
	};

	return below(path, folders);
}

bool tg_path_is_example(const char *path)
{
	static const char *const folders[] = { "example", "examples", "samples", NULL };

	return below(path, folders);
}

static bool collect(const char *path, void *ctx)
{
	struct tg_compare *c = ctx;
	const struct tg_manifest_format *format = tg_manifest_format_of(path);

	if (format == NULL || format->lock || tg_path_is_fixture(path))
		return true;
	const struct tg_change *change = tg_changeset_find(c->changes, path);
	if (change != NULL && change->old_path != NULL &&
	    strcmp(change->old_path, path) == 0)
		return true; /* its base side is read as a changed one */
	if (c->tree.n >= TG_DEPS_MAX_SIBLINGS) {
		*TG_VEC_PUSH(c->arena, &c->unread) = tg_arena_printf(
			c->arena, "dependencies: only %u other manifests of the base "
			"were held against the new ones", TG_DEPS_MAX_SIBLINGS);
		return false;
	}
	*TG_VEC_PUSH(c->work, &c->tree) =
		(struct tg_sibling){ tg_arena_dup(c->work, path), format, false };
	return true;
}

static void read_one(struct tg_compare *c, struct tg_sibling *s)
{
	struct tg_arena scratch = TG_ARENA_INIT;
	struct tg_manifest m = { .arena = c->work, .scratch = &scratch,
				 .path = s->path };
	struct tg_str text;
	struct tg_err err;

	s->read = true;
	if (tg_changeset_read_path(&text, c->changes, TG_SIDE_OLD, s->path,
				   MAX_SIBLING_BYTES, &scratch, &err) == TG_OK &&
	    tg_manifest_parse(&m, s->format, text, &err) == TG_OK)
		for (size_t i = 0; i < m.n; i++)
			tg_facts_add(&c->siblings, &m.deps[i], SIZE_MAX, s->path);
	tg_arena_release(&scratch);
}

const struct tg_fact *tg_siblings_find(struct tg_compare *c,
				       const struct tg_dependency *dep)
{
	struct tg_err err;

	if (!c->listed) {
		c->listed = true;
		/* without a repository there is nothing to hold it against */
		if (tg_changeset_list(c->changes, TG_SIDE_OLD, collect, c, &err) !=
		    TG_OK)
			return NULL;
	}
	for (size_t i = 0; i < c->tree.n; i++) {
		struct tg_sibling *s = &c->tree.items[i];
		if (!s->read && (strcmp(s->format->ecosystem, dep->ecosystem) == 0 ||
				 (s->format->also != NULL &&
				  strcmp(s->format->also, dep->ecosystem) == 0)))
			read_one(c, s);
	}
	return tg_facts_find(&c->siblings, dep);
}
