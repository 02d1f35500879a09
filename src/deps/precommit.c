/* pre-commit: the repositories whose hooks run on every commit. */
#include "manifest.h"

#include "../markup/yaml.h"

#include <string.h>

enum tg_rc tg_precommit_config(struct tg_manifest *m, struct tg_str text,
			       struct tg_err *err)
{
	struct tg_tree *root;
	enum tg_rc rc = tg_yaml_read(&root, m->scratch, text, m->path, err);

	if (rc != TG_OK)
		return rc;
	const struct tg_tree *repos = tg_tree_get(root, "repos");
	for (size_t i = 0; i < tg_tree_count(repos); i++) {
		const struct tg_tree *repo = tg_tree_get(repos->items[i], "repo");
		const char *url = tg_tree_text(repo, "local");
		struct tg_str rev = tg_str(tg_tree_get_text(repos->items[i], "rev", ""));
		if (strcmp(url, "local") == 0 || strcmp(url, "meta") == 0)
			continue;
		struct tg_dependency *dep = tg_manifest_add(
			m, tg_str(tg_url_normalise(m->scratch, tg_str(url))),
			repo->line);
		dep->dev = true;
		tg_manifest_version(m, dep, rev, tg_pin_of_ref(rev));
	}
	return TG_OK;
}
