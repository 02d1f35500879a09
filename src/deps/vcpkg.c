/* C and C++ by vcpkg: vcpkg.json and vcpkg-configuration.json. */
#include "manifest.h"

#include "../markup/json.h"

static void add_list(struct tg_manifest *m, const struct tg_tree *list, bool pinned)
{
	for (size_t i = 0; i < tg_tree_count(list); i++) {
		const struct tg_tree *e = list->items[i];
		const char *name = tg_tree_get_text(e, "name", tg_tree_text(e, ""));
		const char *least = tg_tree_get_text(e, "version>=", "");
		struct tg_dependency *dep = tg_manifest_add(m, tg_str(name), e->line);
		tg_manifest_version(m, dep, tg_str(least),
				    pinned ? TG_PIN_LOCKED : TG_PIN_UNKNOWN);
	}
}

static void add_registries(struct tg_manifest *m, const struct tg_tree *config)
{
	const struct tg_tree *list = tg_tree_get(config, "registries");
	const struct tg_tree *main = tg_tree_get(config, "default-registry");

	tg_manifest_registry(m, tg_str(tg_tree_get_text(main, "repository", "")), 0);
	for (size_t i = 0; i < tg_tree_count(list); i++)
		tg_manifest_registry(m, tg_str(tg_tree_get_text(list->items[i],
								"repository", "")), 0);
}

enum tg_rc tg_vcpkg_json(struct tg_manifest *m, struct tg_str text,
			 struct tg_err *err)
{
	struct tg_tree *root;
	enum tg_rc rc = tg_json_read(&root, m->scratch, text, m->path, err);

	if (rc != TG_OK)
		return rc;
	bool pinned = tg_tree_get(root, "builtin-baseline") != NULL;
	const struct tg_tree *features = tg_tree_get(root, "features");
	tg_manifest_own(m, tg_str(tg_tree_get_text(root, "name", "")), 0);
	add_list(m, tg_tree_get(root, "dependencies"), pinned);
	for (size_t i = 0; i < tg_tree_count(features); i++)
		add_list(m, tg_tree_get(features->items[i], "dependencies"), pinned);
	add_registries(m, tg_tree_get(root, "vcpkg-configuration"));
	return TG_OK;
}

enum tg_rc tg_vcpkg_config(struct tg_manifest *m, struct tg_str text,
			   struct tg_err *err)
{
	struct tg_tree *root;
	enum tg_rc rc = tg_json_read(&root, m->scratch, text, m->path, err);

	if (rc != TG_OK)
		return rc;
	add_registries(m, root);
	return TG_OK;
}
