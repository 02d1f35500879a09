/* Helm charts: Chart.yaml and Chart.lock. */
#include "manifest.h"

#include "../markup/yaml.h"

static enum tg_rc read(struct tg_manifest *m, struct tg_str text, struct tg_err *err)
{
	struct tg_tree *root;
	enum tg_rc rc = tg_yaml_read(&root, m->scratch, text, m->path, err);

	if (rc != TG_OK)
		return rc;
	const struct tg_tree *list = tg_tree_get(root, "dependencies");
	tg_manifest_own(m, tg_str(tg_tree_get_text(root, "name", "")), 0);
	for (size_t i = 0; i < tg_tree_count(list); i++) {
		const struct tg_tree *e = list->items[i];
		const struct tg_tree *name = tg_tree_get(e, "name");
		struct tg_str place = tg_str(tg_tree_get_text(e, "repository", ""));
		struct tg_str version = tg_str(tg_tree_get_text(e, "version", ""));
		if (name == NULL || place.n == 0 || tg_str_starts(place, "file:"))
			continue; /* a chart of this repository */
		struct tg_dependency *dep = tg_manifest_add(
			m, tg_str(tg_tree_text(name, "")), name->line);
		tg_manifest_source(m, dep, place);
		tg_manifest_version(m, dep, version, tg_pin_of_range(version));
	}
	return TG_OK;
}

enum tg_rc tg_helm_chart(struct tg_manifest *m, struct tg_str text,
			 struct tg_err *err)
{
	return read(m, text, err);
}

enum tg_rc tg_helm_lock(struct tg_manifest *m, struct tg_str text,
			struct tg_err *err)
{
	return read(m, text, err);
}
