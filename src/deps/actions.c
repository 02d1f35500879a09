/* CI: GitHub Actions workflows and actions, GitLab CI. */
#include "manifest.h"

#include "../markup/yaml.h"

#include <string.h>

/* owner/repo[/path]@ref: one repository is one dependency, whichever of its
 * actions is used. "./local" is the repository's own. */
static void add_reference(struct tg_manifest *m, struct tg_str s, uint32_t line)
{
	size_t at = tg_str_rchr(s, '@');

	if (s.n == 0 || tg_str_starts(s, ".") || tg_str_chr(s, '$') != SIZE_MAX)
		return;
	if (tg_str_starts(s, "docker://")) {
		tg_docker_image(m, s, line);
		return;
	}
	struct tg_str name = tg_str_sub(s, 0, at);
	struct tg_str ref = tg_str_from(s, at == SIZE_MAX ? s.n : at + 1);
	size_t owner = tg_str_chr(name, '/');
	size_t repo = owner == SIZE_MAX ? SIZE_MAX :
		tg_str_chr(tg_str_from(name, owner + 1), '/');
	if (repo != SIZE_MAX)
		name = tg_str_sub(name, 0, owner + 1 + repo);
	struct tg_dependency *dep = tg_manifest_add(
		m, tg_str(tg_name_lower(m->scratch, name)), line);
	tg_manifest_version(m, dep, ref, tg_pin_of_ref(ref));
}

static void add_uses(struct tg_manifest *m, const struct tg_tree *uses)
{
	add_reference(m, tg_str_trim(tg_str(tg_tree_text(uses, ""))), uses->line);
}

static void add_steps(struct tg_manifest *m, const struct tg_tree *steps)
{
	for (size_t i = 0; i < tg_tree_count(steps); i++) {
		const struct tg_tree *uses = tg_tree_get(steps->items[i], "uses");
		if (uses != NULL)
			add_uses(m, uses);
	}
}

/* image: "name", or image: { name | image: "name" } */
static void add_image(struct tg_manifest *m, const struct tg_tree *e)
{
	const struct tg_tree *name = tg_tree_get(e, "image");

	if (name == NULL)
		name = tg_tree_get(e, "name");
	if (name == NULL)
		name = e;
	if (tg_tree_is(name, TG_TREE_STRING))
		tg_docker_image(m, tg_str(name->string), name->line);
}

static void add_job(struct tg_manifest *m, const struct tg_tree *job)
{
	const struct tg_tree *uses = tg_tree_get(job, "uses");
	const struct tg_tree *services = tg_tree_get(job, "services");

	if (uses != NULL)
		add_uses(m, uses);
	add_image(m, tg_tree_get(job, "container"));
	for (size_t i = 0; i < tg_tree_count(services); i++)
		add_image(m, services->items[i]);
	add_steps(m, tg_tree_get(job, "steps"));
}

/* The value after "key:", the key bare or in quotes, quotes taken off. */
static struct tg_str value_of(struct tg_str line, const char *key)
{
	struct tg_str rest = line, value;

	for (;;) {
		size_t at = tg_str_find(rest, tg_str(key));
		if (at == SIZE_MAX)
			return TG_STR("");
		bool begins = at == 0 || strchr(" -{,\"'", rest.p[at - 1]) != NULL;
		rest = tg_str_from(rest, at + strlen(key));
		if (rest.n > 0 && (rest.p[0] == '"' || rest.p[0] == '\''))
			rest = tg_str_from(rest, 1);
		rest = tg_str_trim(rest);
		if (begins && tg_str_starts(rest, ":"))
			break;
	}
	value = tg_str_trim(tg_str_from(rest, 1));
	if (tg_str_starts(value, "\"") || tg_str_starts(value, "'"))
		return tg_scan_quoted(&rest, &value) ? value : TG_STR("");
	return tg_scan_until(value, " ,}#");
}

/* GitHub reads more than the YAML reader does. Line by line then; false when a
 * key may be spelled such that lines do not show it. */
static bool read_lines(struct tg_manifest *m, struct tg_str text)
{
	struct tg_scan scan = { text, 0 };
	struct tg_str line;

	while (tg_scan_line(&scan, &line, NULL)) {
		struct tg_str uses = value_of(line, "uses");
		struct tg_str container = value_of(line, "container");
		struct tg_str image = value_of(line, "image");
		if (tg_str_starts(line, "#"))
			continue;
		if (tg_str_starts(line, "? ") || tg_str_starts(line, "- ? ") ||
		    (tg_str_chr(line, '\\') != SIZE_MAX &&
		     tg_str_find(line, TG_STR("\":")) != SIZE_MAX))
			return false;
		if (tg_str_chr(uses, '/') != SIZE_MAX)
			add_reference(m, uses, scan.line);
		tg_docker_image(m, container, scan.line);
		tg_docker_image(m, image, scan.line);
	}
	return true;
}

enum tg_rc tg_actions_workflow(struct tg_manifest *m, struct tg_str text,
			       struct tg_err *err)
{
	struct tg_tree *root;
	enum tg_rc rc = tg_yaml_read(&root, m->scratch, text, m->path, err);

	if (rc == TG_E_SYNTAX && read_lines(m, text))
		return TG_OK;
	if (rc != TG_OK)
		return rc;
	const struct tg_tree *jobs = tg_tree_get(root, "jobs");
	const struct tg_tree *runs = tg_tree_get(root, "runs");
	const struct tg_tree *image = tg_tree_get(runs, "image");
	for (size_t i = 0; i < tg_tree_count(jobs); i++)
		add_job(m, jobs->items[i]);
	add_steps(m, tg_tree_get(runs, "steps"));
	if (image != NULL && tg_str_starts(tg_str(tg_tree_text(image, "")), "docker://"))
		add_image(m, image);
	return TG_OK;
}

static void add_include(struct tg_manifest *m, const struct tg_tree *e)
{
	const char *project = tg_tree_get_text(e, "project", "");
	const char *remote = tg_tree_get_text(e, "remote", "");
	struct tg_str component = tg_str(tg_tree_get_text(e, "component", ""));
	struct tg_str ref = tg_str(tg_tree_get_text(e, "ref", ""));

	if (tg_tree_is(e, TG_TREE_STRING) && tg_str_starts(tg_str(e->string), "http"))
		remote = e->string;
	if (*project != '\0') {
		struct tg_dependency *dep = tg_manifest_add(m, tg_str(project), e->line);
		tg_manifest_version(m, dep, ref, tg_pin_of_ref(ref));
	} else if (*remote != '\0') {
		struct tg_dependency *dep = tg_manifest_add(
			m, tg_str(tg_url_normalise(m->scratch, tg_str(remote))),
			e->line);
		dep->pin = *tg_tree_get_text(e, "integrity", "") ? TG_PIN_HASH :
			TG_PIN_FLOATING;
	} else if (component.n > 0) {
		struct tg_str name = tg_scan_until(component, "@");
		struct tg_str version = tg_str_from(component, name.n + 1);
		struct tg_dependency *dep = tg_manifest_add(m, name, e->line);
		tg_manifest_version(m, dep, version, tg_pin_of_ref(version));
	}
}

static void add_images(struct tg_manifest *m, const struct tg_tree *job)
{
	const struct tg_tree *services = tg_tree_get(job, "services");

	add_image(m, tg_tree_get(job, "image"));
	for (size_t i = 0; i < tg_tree_count(services); i++)
		add_image(m, services->items[i]);
}

enum tg_rc tg_gitlab_ci(struct tg_manifest *m, struct tg_str text,
			struct tg_err *err)
{
	struct tg_tree *root;
	enum tg_rc rc = tg_yaml_read(&root, m->scratch, text, m->path, err);

	if (rc != TG_OK)
		return rc;
	const struct tg_tree *include = tg_tree_get(root, "include");
	if (tg_tree_is(include, TG_TREE_LIST))
		for (size_t i = 0; i < include->n; i++)
			add_include(m, include->items[i]);
	else if (include != NULL)
		add_include(m, include);
	add_images(m, root);
	for (size_t i = 0; i < tg_tree_count(root); i++)
		if (tg_tree_is(root->items[i], TG_TREE_MAP))
			add_images(m, root->items[i]);
	return TG_OK;
}
