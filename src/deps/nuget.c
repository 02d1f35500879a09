/* .NET: project files, central package management, nuget.config, lock file. */
#include "manifest.h"

#include "../markup/json.h"
#include "../markup/xml.h"

#include <string.h>

#define MAX_PENDING 4096u

static enum tg_pin pin_of(struct tg_str version)
{
	if (version.n == 0 || tg_str_chr(version, '$') != SIZE_MAX)
		return TG_PIN_UNKNOWN;
	if (tg_str_chr(version, '*') != SIZE_MAX)
		return TG_PIN_FLOATING;
	return TG_PIN_EXACT; /* a bare number is the lowest, and the one taken */
}

static void add_reference(struct tg_manifest *m, const struct tg_xml *e)
{
	const char *name = tg_xml_attr(e, "Include");
	const char *version = tg_xml_attr(e, "Version");

	if (name == NULL)
		name = tg_xml_attr(e, "id"); /* packages.config */
	if (version == NULL)
		version = tg_xml_attr(e, "version");
	if (version == NULL)
		version = tg_xml_child_text(e, "Version");
	if (name == NULL || strchr(name, '$') != NULL)
		return;
	struct tg_str rest = tg_str(name), one;
	while (tg_str_split(&rest, ';', &one)) {
		struct tg_dependency *dep = tg_manifest_add(
			m, tg_str(tg_name_lower(m->scratch, one)), e->line);
		tg_manifest_version(m, dep, tg_str(version), pin_of(tg_str(version)));
		dep->inherited = version == NULL;
	}
}

static bool is_reference(const char *name)
{
	static const char *const names[] = {
		"PackageReference", "PackageVersion", "GlobalPackageReference",
		"DotNetCliToolReference", "package", NULL
	};

	for (const char *const *n = names; *n != NULL; n++)
		if (strcmp(name, *n) == 0)
			return true;
	return false;
}

enum tg_rc tg_nuget_project(struct tg_manifest *m, struct tg_str text,
			    struct tg_err *err)
{
	const struct tg_xml *pending[MAX_PENDING];
	struct tg_xml *root;
	size_t n = 0;
	enum tg_rc rc = tg_xml_read(&root, m->scratch, text, m->path, err);

	if (rc != TG_OK)
		return rc;
	pending[n++] = root;
	while (n > 0) {
		const struct tg_xml *e = pending[--n];
		if (is_reference(e->name))
			add_reference(m, e);
		for (size_t i = e->n; i-- > 0;)
			if (n < MAX_PENDING)
				pending[n++] = e->children[i];
			else
				m->truncated = true;
	}
	return TG_OK;
}

enum tg_rc tg_nuget_config(struct tg_manifest *m, struct tg_str text,
			   struct tg_err *err)
{
	struct tg_xml *root;
	enum tg_rc rc = tg_xml_read(&root, m->scratch, text, m->path, err);

	if (rc != TG_OK)
		return rc;
	const struct tg_xml *sources = tg_xml_child(root, "packageSources");
	for (size_t i = 0; sources != NULL && i < sources->n; i++) {
		const char *value = tg_xml_attr(sources->children[i], "value");
		if (value != NULL && strncmp(value, "http", 4) == 0)
			tg_manifest_registry(m, tg_str(value),
					     sources->children[i]->line);
	}
	return TG_OK;
}

enum tg_rc tg_nuget_lock(struct tg_manifest *m, struct tg_str text,
			 struct tg_err *err)
{
	struct tg_tree *root;
	enum tg_rc rc = tg_json_read(&root, m->scratch, text, m->path, err);

	if (rc != TG_OK)
		return rc;
	const struct tg_tree *frameworks = tg_tree_get(root, "dependencies");
	for (size_t i = 0; i < tg_tree_count(frameworks); i++) {
		const struct tg_tree *list = frameworks->items[i];
		for (size_t k = 0; k < tg_tree_count(list); k++) {
			const struct tg_tree *e = list->items[k];
			const char *type = tg_tree_get_text(e, "type", "");
			if (e->key == NULL || strcmp(type, "Project") == 0)
				continue;
			struct tg_dependency *dep = tg_manifest_add(
				m, tg_str(tg_name_lower(m->scratch, tg_str(e->key))), 0);
			tg_manifest_version(m, dep, tg_str(tg_tree_get_text(
						    e, "resolved", "")), TG_PIN_EXACT);
			tg_manifest_integrity(m, dep, "sha512", tg_str(
				tg_tree_get_text(e, "contentHash", "")));
		}
	}
	return TG_OK;
}

/* dotnet-tools.json: { tools: { name: { version } } }; global.json:
 * { "msbuild-sdks": { name: version } } */
enum tg_rc tg_nuget_tools(struct tg_manifest *m, struct tg_str text,
			  struct tg_err *err)
{
	struct tg_tree *root;
	enum tg_rc rc = tg_json_read(&root, m->scratch, text, m->path, err);

	if (rc != TG_OK)
		return rc;
	const struct tg_tree *lists[] = { tg_tree_get(root, "tools"),
					  tg_tree_get(root, "msbuild-sdks") };
	for (size_t l = 0; l < 2; l++)
		for (size_t i = 0; i < tg_tree_count(lists[l]); i++) {
			const struct tg_tree *e = lists[l]->items[i];
			struct tg_str version = tg_str(tg_tree_get_text(
				e, "version", tg_tree_text(e, "")));
			if (e->key == NULL)
				continue;
			struct tg_dependency *dep = tg_manifest_add(
				m, tg_str(tg_name_lower(m->scratch, tg_str(e->key))), 0);
			tg_manifest_version(m, dep, version, pin_of(version));
		}
	return TG_OK;
}
