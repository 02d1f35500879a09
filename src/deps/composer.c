/* PHP: composer.json and composer.lock. */
#include "manifest.h"

#include "../markup/json.h"

#include <string.h>

/* The language, its extensions and Composer's own interfaces are no packages. */
static bool is_platform(const char *name)
{
	return strchr(name, '/') == NULL;
}

static void add_section(struct tg_manifest *m, const struct tg_tree *section, bool dev)
{
	for (size_t i = 0; i < tg_tree_count(section); i++) {
		const struct tg_tree *e = section->items[i];
		struct tg_str range = tg_str_trim(tg_str(tg_tree_text(e, "")));
		if (e->key == NULL || is_platform(e->key))
			continue;
		struct tg_dependency *dep = tg_manifest_add(
			m, tg_str(tg_name_lower(m->scratch, tg_str(e->key))),
			e->key_line);
		dep->dev = dev;
		enum tg_pin pin = tg_pin_of_range(range);
		if (tg_str_starts(range, "dev-") || tg_str_ends(range, "@dev") ||
		    tg_str_ends(range, "-dev"))
			pin = TG_PIN_FLOATING;
		tg_manifest_version(m, dep, range, pin);
	}
}

enum tg_rc tg_composer_json(struct tg_manifest *m, struct tg_str text,
			    struct tg_err *err)
{
	struct tg_tree *root;
	enum tg_rc rc = tg_json_read(&root, m->scratch, text, m->path, err);

	if (rc != TG_OK)
		return rc;
	const char *own = tg_tree_get_text(root, "name", "");
	tg_manifest_own(m, tg_str(tg_name_lower(m->scratch, tg_str(own))), 0);
	add_section(m, tg_tree_get(root, "require"), false);
	add_section(m, tg_tree_get(root, "require-dev"), true);
	const struct tg_tree *repositories = tg_tree_get(root, "repositories");
	for (size_t i = 0; i < tg_tree_count(repositories); i++) {
		const struct tg_tree *e = repositories->items[i];
		const char *url = tg_tree_get_text(e, "url", "");
		if (strcmp(tg_tree_get_text(e, "type", ""), "path") != 0)
			tg_manifest_registry(m, tg_str(url), e->line);
	}
	const struct tg_tree *config = tg_tree_get(root, "config");
	const struct tg_tree *allow = tg_tree_get(config, "allow-plugins");
	for (size_t i = 0; i < tg_tree_count(allow); i++)
		if (allow->items[i]->boolean && allow->items[i]->key != NULL)
			tg_manifest_script(m, tg_str(allow->items[i]->key),
					   TG_STR("may run as a plugin"),
					   allow->items[i]->key_line);
	if (tg_tree_is(allow, TG_TREE_BOOL) && allow->boolean)
		tg_manifest_script(m, TG_STR("allow-plugins"), TG_STR("true"),
				   allow->key_line);
	return TG_OK;
}

/* Packagist names a package's repository, on one of these as a rule, and owners
 * move: which one it is says nothing, the commit does. */
static bool is_forge(struct tg_manifest *m, const char *url)
{
	struct tg_str s = tg_str(tg_url_normalise(m->scratch, tg_str(url)));

	return tg_str_starts(s, "github.com/") || tg_str_starts(s, "gitlab.com/") ||
		tg_str_starts(s, "bitbucket.org/");
}

enum tg_rc tg_composer_lock(struct tg_manifest *m, struct tg_str text,
			    struct tg_err *err)
{
	static const char *const sections[] = { "packages", "packages-dev", NULL };
	struct tg_tree *root;
	enum tg_rc rc = tg_json_read(&root, m->scratch, text, m->path, err);

	if (rc != TG_OK)
		return rc;
	for (const char *const *s = sections; *s != NULL; s++) {
		const struct tg_tree *list = tg_tree_get(root, *s);
		for (size_t i = 0; i < tg_tree_count(list); i++) {
			const struct tg_tree *e = list->items[i];
			const struct tg_tree *source = tg_tree_get(e, "source");
			const char *name = tg_tree_get_text(e, "name", "");
			struct tg_str version =
				tg_str(tg_tree_get_text(e, "version", ""));
			struct tg_dependency *dep = tg_manifest_add(
				m, tg_str(tg_name_lower(m->scratch, tg_str(name))), 0);
			tg_manifest_version(m, dep, version, TG_PIN_EXACT);
			if (!is_forge(m, tg_tree_get_text(source, "url", "")))
				tg_manifest_source(m, dep, tg_str(tg_tree_get_text(
							   source, "url", "")));
			/* a branch moves; a tag that moves is a forgery */
			if (!tg_str_starts(version, "dev-") &&
			    !tg_str_ends(version, "-dev"))
				tg_manifest_integrity(
					m, dep, "commit", tg_str(tg_tree_get_text(
						source, "reference", "")));
		}
	}
	return TG_OK;
}
