/* Maven: pom.xml and .mvn/extensions.xml. */
#include "manifest.h"

#include "../markup/xml.h"

#include <string.h>

#define MAX_PENDING 4096u

/* What a reference to the project itself begins with. */
static bool is_own(const char *group, const char *own)
{
	return strncmp(group, "${project.", 10) == 0 ||
		strncmp(group, "${pom.", 6) == 0 ||
		(own != NULL && strcmp(group, own) == 0);
}

static void add_artifact(struct tg_manifest *m, const struct tg_xml *e,
			 const char *default_group, const char *own)
{
	const char *group = tg_xml_child_text(e, "groupId");
	const char *artifact = tg_xml_child_text(e, "artifactId");
	const char *version = tg_xml_child_text(e, "version");
	const struct tg_xml *at = tg_xml_child(e, "artifactId");

	if (group == NULL)
		group = default_group;
	if (group == NULL || artifact == NULL || is_own(group, own))
		return;
	const char *scope = tg_xml_child_text(e, "scope");
	struct tg_dependency *dep = tg_manifest_add(
		m, tg_str(tg_arena_printf(m->scratch, "%s:%s", group, artifact)),
		at->line);
	dep->dev = scope != NULL && strcmp(scope, "test") == 0;
	struct tg_str v = tg_str(version);
	enum tg_pin pin = tg_pin_of_range(v);
	if (v.n == 0 || tg_str_starts(v, "${"))
		pin = TG_PIN_UNKNOWN; /* managed elsewhere */
	else if (tg_str_ends(v, "-SNAPSHOT"))
		pin = TG_PIN_FLOATING;
	tg_manifest_version(m, dep, v, pin);
	dep->inherited = v.n == 0;
}

static void add_element(struct tg_manifest *m, const struct tg_xml *e,
			const char *own)
{
	static const char plugins[] = "org.apache.maven.plugins";

	if (strcmp(e->name, "dependency") == 0 || strcmp(e->name, "parent") == 0 ||
	    strcmp(e->name, "extension") == 0 || strcmp(e->name, "path") == 0)
		add_artifact(m, e, NULL, own);
	else if (strcmp(e->name, "plugin") == 0)
		add_artifact(m, e, plugins, own);
	else if (strcmp(e->name, "repository") == 0 ||
		 strcmp(e->name, "pluginRepository") == 0) {
		const struct tg_xml *url = tg_xml_child(e, "url");
		if (url != NULL && strchr(url->text, '$') == NULL)
			tg_manifest_registry(m, tg_str(url->text), url->line);
	}
}

enum tg_rc tg_maven_pom(struct tg_manifest *m, struct tg_str text,
			struct tg_err *err)
{
	const struct tg_xml *pending[MAX_PENDING];
	struct tg_xml *root;
	size_t n = 0;
	enum tg_rc rc = tg_xml_read(&root, m->scratch, text, m->path, err);

	if (rc != TG_OK)
		return rc;
	const struct tg_xml *parent = tg_xml_child(root, "parent");
	const char *own = tg_xml_child_text(root, "groupId");
	if (own == NULL && parent != NULL && tg_xml_child(parent, "relativePath") == NULL)
		own = tg_xml_child_text(parent, "groupId");
	pending[n++] = root;
	while (n > 0) {
		const struct tg_xml *e = pending[--n];
		/* where a project is published to is no place it comes from */
		if (strcmp(e->name, "exclusions") == 0 ||
		    strcmp(e->name, "distributionManagement") == 0)
			continue;
		add_element(m, e, own);
		for (size_t i = e->n; i-- > 0;)
			if (n < MAX_PENDING)
				pending[n++] = e->children[i];
			else
				m->truncated = true;
	}
	return TG_OK;
}
