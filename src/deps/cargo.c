/* Rust: Cargo.toml, Cargo.lock, .cargo/config.toml. */
#include "manifest.h"

#include "../markup/toml.h"

#include <string.h>

/* "-" and "_" are one to the registry. */
static struct tg_str identity(struct tg_manifest *m, const char *name)
{
	char *s = tg_arena_dup(m->scratch, name);

	for (char *p = s; *p != '\0'; p++)
		if (*p == '_')
			*p = '-';
	return tg_str(s);
}

static void add_entry(struct tg_manifest *m, const struct tg_tree *e, bool dev)
{
	const char *git = tg_tree_get_text(e, "git", "");
	const struct tg_tree *workspace = tg_tree_get(e, "workspace");
	struct tg_str version = tg_str(tg_tree_is(e, TG_TREE_STRING) ? e->string :
				       tg_tree_get_text(e, "version", ""));

	if (e->key == NULL || (*git == '\0' && tg_tree_get(e, "path") != NULL))
		return;
	struct tg_dependency *dep = tg_manifest_add(
		m, identity(m, tg_tree_get_text(e, "package", e->key)), e->key_line);
	dep->dev = dev;
	dep->inherited = workspace != NULL && workspace->boolean;
	if (*git != '\0') {
		const char *ref = tg_tree_get_text(e, "rev", tg_tree_get_text(e, "tag",
								       ""));
		tg_manifest_source(m, dep, tg_str(git));
		tg_manifest_version(m, dep, tg_str(ref), *ref == '\0' ?
				    TG_PIN_FLOATING : tg_pin_of_ref(tg_str(ref)));
		return;
	}
	const char *registry = tg_tree_get_text(e, "registry", "");
	if (*registry != '\0')
		tg_manifest_source(m, dep, tg_str(registry));
	/* a bare number is a caret range; the lock file pins */
	tg_manifest_version(m, dep, version, workspace != NULL ? TG_PIN_UNKNOWN :
			    tg_str_is(version, "*") ? TG_PIN_FLOATING :
			    tg_str_starts(version, "=") ? TG_PIN_EXACT : TG_PIN_LOCKED);
}

static void add_table(struct tg_manifest *m, const struct tg_tree *table, bool dev)
{
	for (size_t i = 0; i < tg_tree_count(table); i++)
		add_entry(m, table->items[i], dev);
}

static void add_sections(struct tg_manifest *m, const struct tg_tree *root)
{
	add_table(m, tg_tree_get(root, "dependencies"), false);
	add_table(m, tg_tree_get(root, "build-dependencies"), false);
	add_table(m, tg_tree_get(root, "dev-dependencies"), true);
}

enum tg_rc tg_cargo_toml(struct tg_manifest *m, struct tg_str text,
			 struct tg_err *err)
{
	struct tg_tree *root;
	enum tg_rc rc = tg_toml_read(&root, m->scratch, text, m->path, err);

	if (rc != TG_OK)
		return rc;
	const struct tg_tree *targets = tg_tree_get(root, "target");
	const struct tg_tree *patch = tg_tree_get(root, "patch");
	const struct tg_tree *workspace = tg_tree_get(root, "workspace");
	tg_manifest_own(m, identity(m, tg_tree_get_text(tg_tree_get(root, "package"),
							"name", "")), 0);
	add_sections(m, root);
	add_table(m, tg_tree_get(workspace, "dependencies"), false);
	for (size_t i = 0; i < tg_tree_count(targets); i++)
		add_sections(m, targets->items[i]);
	for (size_t i = 0; i < tg_tree_count(patch); i++) {
		size_t before = m->n;
		add_table(m, patch->items[i], false);
		for (; before < m->n; before++)
			m->deps[before].redirects = true;
	}
	return TG_OK;
}

enum tg_rc tg_cargo_lock(struct tg_manifest *m, struct tg_str text,
			 struct tg_err *err)
{
	struct tg_tree *root;
	enum tg_rc rc = tg_toml_read(&root, m->scratch, text, m->path, err);

	if (rc != TG_OK)
		return rc;
	const struct tg_tree *list = tg_tree_get(root, "package");
	for (size_t i = 0; i < tg_tree_count(list); i++) {
		const struct tg_tree *e = list->items[i];
		const char *source = tg_tree_get_text(e, "source", "");
		if (*source == '\0')
			continue; /* a member of the workspace */
		struct tg_dependency *dep = tg_manifest_add(
			m, identity(m, tg_tree_get_text(e, "name", "")), e->line);
		tg_manifest_version(m, dep, tg_str(tg_tree_get_text(e, "version", "")),
				    TG_PIN_EXACT);
		tg_manifest_source(m, dep, tg_str(source));
		tg_manifest_integrity(m, dep, "sha256", tg_str(
			tg_tree_get_text(e, "checksum", "")));
	}
	return TG_OK;
}

enum tg_rc tg_cargo_config(struct tg_manifest *m, struct tg_str text,
			   struct tg_err *err)
{
	static const char *const sections[] = { "source", "registries", NULL };
	static const char *const places[] = { "registry", "index", "git", NULL };
	struct tg_tree *root;
	enum tg_rc rc = tg_toml_read(&root, m->scratch, text, m->path, err);

	if (rc != TG_OK)
		return rc;
	for (const char *const *s = sections; *s != NULL; s++) {
		const struct tg_tree *section = tg_tree_get(root, *s);
		for (size_t i = 0; i < tg_tree_count(section); i++)
			for (const char *const *p = places; *p != NULL; p++) {
				const struct tg_tree *at =
					tg_tree_get(section->items[i], *p);
				if (at != NULL)
					tg_manifest_registry(
						m, tg_str(tg_tree_text(at, "")),
						at->line);
			}
	}
	return TG_OK;
}
