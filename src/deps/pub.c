/* Dart and Flutter: pubspec.yaml and pubspec.lock. */
#include "manifest.h"

#include "../markup/yaml.h"

#include <string.h>

static void add_entry(struct tg_manifest *m, const struct tg_tree *e, bool dev)
{
	const struct tg_tree *git = tg_tree_get(e, "git");
	const char *url = tg_tree_text(git, tg_tree_get_text(git, "url", ""));
	struct tg_str range = tg_str(tg_tree_get_text(e, "version", tg_tree_text(e, "")));

	if (e->key == NULL || tg_tree_get(e, "path") != NULL ||
	    tg_tree_get(e, "sdk") != NULL)
		return;
	struct tg_dependency *dep = tg_manifest_add(m, tg_str(e->key), e->key_line);
	dep->dev = dev;
	if (*url != '\0') {
		struct tg_str ref = tg_str(tg_tree_get_text(git, "ref", ""));
		tg_manifest_source(m, dep, tg_str(url));
		tg_manifest_version(m, dep, ref, tg_pin_of_ref(ref));
		return;
	}
	const struct tg_tree *hosted = tg_tree_get(e, "hosted");
	const char *host = tg_tree_text(hosted, tg_tree_get_text(hosted, "url", ""));
	tg_manifest_source(m, dep, tg_str(host));
	tg_manifest_version(m, dep, range, tg_pin_of_range(range));
}

enum tg_rc tg_pubspec(struct tg_manifest *m, struct tg_str text, struct tg_err *err)
{
	static const struct {
		const char *key;
		bool dev;
	} sections[] = { { "dependencies", false }, { "dev_dependencies", true },
			 { "dependency_overrides", false } };
	struct tg_tree *root;
	enum tg_rc rc = tg_yaml_read(&root, m->scratch, text, m->path, err);

	if (rc != TG_OK)
		return rc;
	tg_manifest_own(m, tg_str(tg_tree_get_text(root, "name", "")), 0);
	for (size_t s = 0; s < sizeof sections / sizeof *sections; s++) {
		const struct tg_tree *list = tg_tree_get(root, sections[s].key);
		for (size_t i = 0; i < tg_tree_count(list); i++)
			add_entry(m, list->items[i], sections[s].dev);
	}
	return TG_OK;
}

enum tg_rc tg_pubspec_lock(struct tg_manifest *m, struct tg_str text,
			   struct tg_err *err)
{
	struct tg_tree *root;
	enum tg_rc rc = tg_yaml_read(&root, m->scratch, text, m->path, err);

	if (rc != TG_OK)
		return rc;
	const struct tg_tree *list = tg_tree_get(root, "packages");
	for (size_t i = 0; i < tg_tree_count(list); i++) {
		const struct tg_tree *e = list->items[i];
		const struct tg_tree *what = tg_tree_get(e, "description");
		const char *kind = tg_tree_get_text(e, "source", "");
		if (e->key == NULL || strcmp(kind, "sdk") == 0 || strcmp(kind, "path") == 0)
			continue;
		struct tg_dependency *dep =
			tg_manifest_add(m, tg_str(e->key), e->key_line);
		tg_manifest_version(m, dep, tg_str(tg_tree_get_text(e, "version", "")),
				    TG_PIN_EXACT);
		tg_manifest_source(m, dep, tg_str(tg_tree_get_text(what, "url", "")));
		tg_manifest_integrity(m, dep, "sha256", tg_str(
			tg_tree_get_text(what, "sha256", "")));
	}
	return TG_OK;
}
