/* Python's structured files: pyproject.toml, Pipfile, setup, lock files. */
#include "manifest.h"

#include "../markup/json.h"
#include "../markup/toml.h"

#include <string.h>

static void add_list(struct tg_manifest *m, const struct tg_tree *list)
{
	for (size_t i = 0; i < tg_tree_count(list); i++)
		if (tg_tree_is(list->items[i], TG_TREE_STRING))
			tg_pip_requirement(m, tg_str(list->items[i]->string),
					   list->items[i]->line, false);
}

/* "^1.2" or { version, git, url, path, rev ... }, as Poetry and Pipenv write. */
static void add_entry(struct tg_manifest *m, const struct tg_tree *e, bool dev)
{
	const struct tg_tree *spec = e->kind == TG_TREE_LIST ? tg_tree_at(e, 0) : e;
	const char *git = tg_tree_get_text(spec, "git", "");
	const char *url = tg_tree_get_text(spec, "url", git);
	struct tg_str version = tg_str(tg_tree_get_text(spec, "version", ""));

	if (strcmp(e->key, "python") == 0 || tg_tree_get(spec, "path") != NULL ||
	    tg_tree_get(spec, "file") != NULL)
		return;
	if (tg_tree_is(spec, TG_TREE_STRING))
		version = tg_str(spec->string);
	struct tg_dependency *dep = tg_manifest_add(
		m, tg_str(tg_name_pep503(m->scratch, tg_str(e->key))), e->key_line);
	dep->dev = dev;
	if (*url == '\0') {
		enum tg_pin pin = tg_str_is(version, "*") ? TG_PIN_FLOATING :
			version.n == 0 ? TG_PIN_UNKNOWN :
			tg_str_starts(version, "==") ? TG_PIN_EXACT : TG_PIN_LOCKED;
		tg_manifest_version(m, dep, version, pin);
		return;
	}
	const char *ref = tg_tree_get_text(spec, "rev", tg_tree_get_text(
			spec, "tag", tg_tree_get_text(spec, "ref", "")));
	tg_manifest_source(m, dep, tg_str(url));
	tg_manifest_version(m, dep, tg_str(ref), *git == '\0' ? TG_PIN_EXACT :
			    tg_pin_of_ref(tg_str(ref)));
}

static void add_table(struct tg_manifest *m, const struct tg_tree *table, bool dev)
{
	for (size_t i = 0; i < tg_tree_count(table); i++)
		if (table->items[i]->key != NULL)
			add_entry(m, table->items[i], dev);
}

/* Each value of the table is a list of requirements. */
static void add_lists(struct tg_manifest *m, const struct tg_tree *table)
{
	for (size_t i = 0; i < tg_tree_count(table); i++)
		add_list(m, table->items[i]);
}

static void add_indexes(struct tg_manifest *m, const struct tg_tree *list)
{
	for (size_t i = 0; i < tg_tree_count(list); i++) {
		const struct tg_tree *url = tg_tree_get(list->items[i], "url");
		if (url != NULL)
			tg_manifest_registry(m, tg_str(tg_tree_text(url, "")), url->line);
	}
}

/* The address of the index that a package is said to come from, by its name. */
static const char *index_url(const struct tg_tree *indexes, const char *name)
{
	for (size_t i = 0; i < tg_tree_count(indexes); i++)
		if (strcmp(tg_tree_get_text(indexes->items[i], "name", ""), name) == 0)
			return tg_tree_get_text(indexes->items[i], "url", name);
	return name;
}

/* [tool.uv.sources]: where a package that is named elsewhere comes from. */
static void add_source(struct tg_manifest *m, const struct tg_tree *e,
		       const struct tg_tree *indexes)
{
	const struct tg_tree *spec = e->kind == TG_TREE_LIST ? tg_tree_at(e, 0) : e;
	const char *index = tg_tree_get_text(spec, "index", "");
	const struct tg_tree *member = tg_tree_get(spec, "workspace");
	bool local = (member != NULL && member->boolean) || tg_tree_get(spec, "path");
	size_t before = m->n;

	if (e->key == NULL)
		return;
	if (local || *index != '\0') {
		struct tg_dependency *dep = tg_manifest_add(
			m, tg_str(tg_name_pep503(m->scratch, tg_str(e->key))),
			e->key_line);
		dep->local = local;
		if (!local)
			tg_manifest_source(m, dep, tg_str(index_url(indexes, index)));
	} else if (tg_tree_get(spec, "git") || tg_tree_get(spec, "url")) {
		add_entry(m, e, false);
	}
	for (; before < m->n; before++)
		m->deps[before].redirects = true;
}

static void add_sources(struct tg_manifest *m, const struct tg_tree *uv)
{
	const struct tg_tree *table = tg_tree_get(uv, "sources");

	for (size_t i = 0; i < tg_tree_count(table); i++)
		add_source(m, table->items[i], tg_tree_get(uv, "index"));
}

/* Poetry and Pipenv name the index at the entry. */
static void set_indexes(struct tg_manifest *m, const struct tg_tree *table,
			const char *key, const struct tg_tree *indexes)
{
	for (size_t i = 0; i < tg_tree_count(table); i++) {
		const struct tg_tree *e = table->items[i];
		const char *index = tg_tree_get_text(e, key, "");
		if (e->key == NULL || *index == '\0' || tg_tree_get(e, "git"))
			continue;
		struct tg_dependency *dep = tg_manifest_add(
			m, tg_str(tg_name_pep503(m->scratch, tg_str(e->key))),
			e->key_line);
		dep->redirects = true;
		tg_manifest_source(m, dep, tg_str(index_url(indexes, index)));
	}
}

static void add_hatch(struct tg_manifest *m, const struct tg_tree *envs)
{
	for (size_t i = 0; i < tg_tree_count(envs); i++) {
		add_list(m, tg_tree_get(envs->items[i], "dependencies"));
		add_list(m, tg_tree_get(envs->items[i], "extra-dependencies"));
	}
}

enum tg_rc tg_python_project(struct tg_manifest *m, struct tg_str text,
			     struct tg_err *err)
{
	struct tg_tree *root;
	enum tg_rc rc = tg_toml_read(&root, m->scratch, text, m->path, err);

	if (rc != TG_OK)
		return rc;
	const struct tg_tree *project = tg_tree_get(root, "project");
	const struct tg_tree *tool = tg_tree_get(root, "tool");
	const struct tg_tree *poetry = tg_tree_get(tool, "poetry");
	const struct tg_tree *groups = tg_tree_get(poetry, "group");
	const struct tg_tree *pdm = tg_tree_get(tool, "pdm");
	const struct tg_tree *uv = tg_tree_get(tool, "uv");

	const char *name = tg_tree_get_text(project, "name",
					    tg_tree_get_text(poetry, "name", ""));
	tg_manifest_own(m, tg_str(tg_name_pep503(m->scratch, tg_str(name))), 0);
	add_list(m, tg_tree_get(project, "dependencies"));
	add_lists(m, tg_tree_get(project, "optional-dependencies"));
	add_lists(m, tg_tree_get(root, "dependency-groups"));
	add_list(m, tg_tree_get(tg_tree_get(root, "build-system"), "requires"));
	add_table(m, tg_tree_get(poetry, "dependencies"), false);
	add_table(m, tg_tree_get(poetry, "dev-dependencies"), true);
	for (size_t i = 0; i < tg_tree_count(groups); i++)
		add_table(m, tg_tree_get(groups->items[i], "dependencies"), true);
	add_lists(m, tg_tree_get(pdm, "dev-dependencies"));
	add_list(m, tg_tree_get(uv, "dev-dependencies"));
	add_sources(m, uv);
	set_indexes(m, tg_tree_get(poetry, "dependencies"), "source",
		    tg_tree_get(poetry, "source"));
	add_hatch(m, tg_tree_get(tg_tree_get(tool, "hatch"), "envs"));
	add_indexes(m, tg_tree_get(poetry, "source"));
	add_indexes(m, tg_tree_get(pdm, "source"));
	add_indexes(m, tg_tree_get(uv, "index"));
	return TG_OK;
}

enum tg_rc tg_python_pipfile(struct tg_manifest *m, struct tg_str text,
			     struct tg_err *err)
{
	struct tg_tree *root;
	enum tg_rc rc = tg_toml_read(&root, m->scratch, text, m->path, err);

	if (rc != TG_OK)
		return rc;
	add_table(m, tg_tree_get(root, "packages"), false);
	add_table(m, tg_tree_get(root, "dev-packages"), true);
	set_indexes(m, tg_tree_get(root, "packages"), "index",
		    tg_tree_get(root, "source"));
	add_indexes(m, tg_tree_get(root, "source"));
	/* "*" is the custom there: Pipfile.lock pins it */
	for (size_t i = 0; i < m->n; i++)
		if (m->deps[i].pin == TG_PIN_FLOATING && *m->deps[i].source == '\0')
			m->deps[i].pin = TG_PIN_LOCKED;
	return TG_OK;
}

/* "sha256:..." */
static void add_hash(struct tg_manifest *m, struct tg_dependency *dep,
		     struct tg_str hash)
{
	if (tg_str_starts(hash, "sha256:"))
		tg_manifest_integrity(m, dep, "sha256", tg_str_from(hash, 7));
}

enum tg_rc tg_python_pipfile_lock(struct tg_manifest *m, struct tg_str text,
				  struct tg_err *err)
{
	static const char *const sections[] = { "default", "develop", NULL };
	struct tg_tree *root;
	enum tg_rc rc = tg_json_read(&root, m->scratch, text, m->path, err);

	if (rc != TG_OK)
		return rc;
	for (const char *const *s = sections; *s != NULL; s++) {
		const struct tg_tree *section = tg_tree_get(root, *s);
		for (size_t i = 0; i < tg_tree_count(section); i++) {
			const struct tg_tree *e = section->items[i];
			const struct tg_tree *hashes = tg_tree_get(e, "hashes");
			struct tg_dependency *dep = tg_manifest_add(
				m, tg_str(tg_name_pep503(m->scratch, tg_str(e->key))),
				e->key_line);
			tg_manifest_version(m, dep, tg_str(tg_tree_get_text(
						    e, "version", "")), TG_PIN_EXACT);
			tg_manifest_source(m, dep, tg_str(tg_tree_get_text(e, "git", "")));
			for (size_t k = 0; k < tg_tree_count(hashes); k++)
				add_hash(m, dep,
					 tg_str(tg_tree_text(hashes->items[k], "")));
		}
	}
	return TG_OK;
}

/* files = [{hash}], wheels = [{hash}], sdist = {hash}, hashes = {sha256} */
static void add_files(struct tg_manifest *m, struct tg_dependency *dep,
		      const struct tg_tree *package)
{
	static const char *const lists[] = { "files", "wheels", NULL };
	const struct tg_tree *sdist = tg_tree_get(package, "sdist");

	for (const char *const *l = lists; *l != NULL; l++) {
		const struct tg_tree *list = tg_tree_get(package, *l);
		for (size_t i = 0; i < tg_tree_count(list); i++) {
			const struct tg_tree *e = list->items[i];
			add_hash(m, dep, tg_str(tg_tree_get_text(e, "hash", "")));
			tg_manifest_integrity(m, dep, "sha256", tg_str(tg_tree_get_text(
				tg_tree_get(e, "hashes"), "sha256", "")));
		}
	}
	add_hash(m, dep, tg_str(tg_tree_get_text(sdist, "hash", "")));
}

enum tg_rc tg_python_lock(struct tg_manifest *m, struct tg_str text,
			  struct tg_err *err)
{
	struct tg_tree *root;
	enum tg_rc rc = tg_toml_read(&root, m->scratch, text, m->path, err);

	if (rc != TG_OK)
		return rc;
	const struct tg_tree *list = tg_tree_get(root, "package");
	const struct tg_tree *old = tg_tree_get(tg_tree_get(root, "metadata"), "files");
	if (list == NULL)
		list = tg_tree_get(root, "packages");
	for (size_t i = 0; i < tg_tree_count(list); i++) {
		const struct tg_tree *e = list->items[i];
		const struct tg_tree *source = tg_tree_get(e, "source");
		const char *name = tg_tree_get_text(e, "name", "");
		const char *place = tg_tree_get_text(source, "url", tg_tree_get_text(
			source, "registry", tg_tree_get_text(source, "git", "")));
		if (tg_tree_get(source, "editable") || tg_tree_get(source, "virtual") ||
		    tg_tree_get(source, "directory"))
			continue;
		struct tg_dependency *dep = tg_manifest_add(
			m, tg_str(tg_name_pep503(m->scratch, tg_str(name))), e->line);
		tg_manifest_version(m, dep, tg_str(tg_tree_get_text(e, "version", "")),
				    TG_PIN_EXACT);
		tg_manifest_source(m, dep, tg_str(place));
		add_files(m, dep, e);
		const struct tg_tree *files = tg_tree_get(old, name);
		for (size_t k = 0; k < tg_tree_count(files); k++)
			add_hash(m, dep, tg_str(tg_tree_get_text(files->items[k],
								 "hash", "")));
	}
	return TG_OK;
}

/* How many more brackets the line opens than it closes. */
static int brackets(struct tg_str line)
{
	int depth = 0;

	for (size_t i = 0; i < line.n; i++) {
		char c = line.p[i];

		depth += c == '[' || c == '(' || c == '{';
		depth -= c == ']' || c == ')' || c == '}';
	}
	return depth;
}

/* setup.py: the strings of the lists after *_requires= and requires. */
static void setup_py(struct tg_manifest *m, struct tg_str text)
{
	struct tg_scan scan = { text, 0 };
	struct tg_str line, value;
	int depth = 0;
	bool inside = false;

	while (tg_scan_line(&scan, &line, NULL)) {
		line = tg_scan_uncomment(line, "#");
		size_t at = tg_str_find(line, TG_STR("_require"));
		struct tg_str rest = line;
		if (!inside && at != SIZE_MAX && tg_str_chr(line, '=') != SIZE_MAX) {
			inside = true;
			depth = 0;
			rest = tg_str_from(line, at);
		}
		if (!inside)
			continue;
		depth += brackets(rest);
		while (tg_scan_quoted(&rest, &value))
			if (!tg_str_starts(tg_str_trim(rest), ":"))
				tg_pip_requirement(m, value, scan.line, false);
		inside = depth > 0;
	}
}

static void setup_cfg(struct tg_manifest *m, struct tg_str text)
{
	struct tg_scan scan = { text, 0 };
	struct tg_str line;
	size_t indent;
	bool options = false, extras = false, inside = false;

	while (tg_scan_line(&scan, &line, &indent)) {
		if (line.n == 0 || line.p[0] == '#')
			continue;
		if (line.p[0] == '[') {
			options = tg_str_is(line, "[options]");
			extras = tg_str_is(line, "[options.extras_require]");
			inside = false;
			continue;
		}
		if (indent > 0 && inside) {
			tg_pip_requirement(m, line, scan.line, false);
			continue;
		}
		struct tg_str rest = line;
		struct tg_str key = tg_scan_word(&rest, "-");
		inside = extras || (options && tg_str_find(key, TG_STR("_require")) !=
				    SIZE_MAX);
		rest = tg_str_trim(rest);
		if (inside && tg_str_starts(rest, "="))
			tg_pip_requirement(m, tg_str_from(rest, 1), scan.line, false);
	}
}

enum tg_rc tg_python_setup(struct tg_manifest *m, struct tg_str text,
			   struct tg_err *err)
{
	(void)err;
	if (tg_str_ends(tg_str(m->path), ".cfg"))
		setup_cfg(m, text);
	else
		setup_py(m, text);
	return TG_OK;
}
