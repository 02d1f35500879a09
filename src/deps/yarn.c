/* Yarn, pnpm and Bun: lock files of a known shape, read line by line. */
#include "manifest.h"

#include "../markup/yaml.h"

#include <string.h>

/* "name@range" or "name@protocol:..." without quotes → name. */
static struct tg_str package_name(struct tg_str key)
{
	size_t at;

	while (key.n > 0 && (key.p[0] == '"' || key.p[0] == '\'' || key.p[0] == '/'))
		key = tg_str_from(key, 1);
	at = tg_str_chr(tg_str_from(key, 1), '@');
	return at == SIZE_MAX ? key : tg_str_sub(key, 0, at + 1);
}

static struct tg_str unquote(struct tg_str s)
{
	s = tg_str_trim(s);
	while (s.n > 0 && (s.p[0] == '"' || s.p[0] == '\'' || s.p[0] == ':' ||
			   s.p[0] == ' '))
		s = tg_str_from(s, 1);
	while (s.n > 0 && (s.p[s.n - 1] == '"' || s.p[s.n - 1] == '\'' ||
			   s.p[s.n - 1] == ','))
		s.n--;
	return s;
}

static struct tg_str host_of(struct tg_str url)
{
	size_t at = tg_str_find(url, TG_STR("://"));
	struct tg_str host = tg_str_from(url, at == SIZE_MAX ? 0 : at + 3);
	size_t slash = tg_str_chr(host, '/');

	return slash == SIZE_MAX ? host : tg_str_sub(host, 0, slash);
}

/* "sha512-..." → algorithm and value. */
static void add_sri(struct tg_manifest *m, struct tg_dependency *dep,
		    struct tg_str value)
{
	size_t dash = tg_str_chr(value, '-');

	if (dash != SIZE_MAX && dash < 16)
		tg_manifest_integrity(
			m, dep, tg_arena_strndup(m->scratch, value.p, dash),
			tg_str_from(value, dash + 1));
}

static void add_resolved(struct tg_manifest *m, struct tg_dependency *dep,
			 struct tg_str url)
{
	bool git = tg_str_starts(url, "git") || tg_str_find(url, TG_STR(".git#")) != SIZE_MAX;

	tg_manifest_source(m, dep, git ? url : host_of(url));
}

/* Berry's "name@npm:1.0", "name@https://...", "name@workspace:." */
static void add_resolution(struct tg_manifest *m, struct tg_dependency *dep,
			   struct tg_str resolution)
{
	struct tg_str name = package_name(resolution);
	struct tg_str rest = tg_str_from(resolution, name.n + 1);

	if (tg_str_starts(rest, "workspace:") || tg_str_starts(rest, "link:") ||
	    tg_str_starts(rest, "portal:"))
		m->n--; /* lives in the repository */
	else if (!tg_str_starts(rest, "npm:") && !tg_str_starts(rest, "patch:") &&
		 !tg_str_starts(rest, "virtual:"))
		tg_manifest_source(m, dep, rest);
}

/* `cache_key` is berry's cacheKey: what is hashed differs with it. */
static void yarn_field(struct tg_manifest *m, struct tg_dependency *dep,
		       struct tg_str line, const char *cache_key)
{
	struct tg_str rest = line;
	struct tg_str key = tg_scan_word(&rest, "");
	struct tg_str value = unquote(rest);

	if (tg_str_is(key, "version"))
		tg_manifest_version(m, dep, value, TG_PIN_EXACT);
	else if (tg_str_is(key, "resolved"))
		add_resolved(m, dep, value);
	else if (tg_str_is(key, "integrity"))
		add_sri(m, dep, value);
	else if (tg_str_is(key, "checksum")) {
		size_t slash = tg_str_chr(value, '/');
		bool keyed = slash != SIZE_MAX && slash < 16;
		tg_manifest_integrity(
			m, dep, keyed ? tg_arena_strndup(m->scratch, value.p, slash) :
			cache_key, tg_str_from(value, keyed ? slash + 1 : 0));
	} else if (tg_str_is(key, "resolution"))
		add_resolution(m, dep, value);
}

enum tg_rc tg_yarn_lock(struct tg_manifest *m, struct tg_str text, struct tg_err *err)
{
	struct tg_scan scan = { text, 0 };
	struct tg_str line;
	const char *cache_key = "0";
	size_t indent, open = 0; /* open: number of facts with the current one */

	(void)err;
	while (tg_scan_line(&scan, &line, &indent)) {
		if (line.n == 0 || line.p[0] == '#')
			continue;
		if (indent == 0) {
			struct tg_str name = package_name(line);
			open = 0;
			if (!tg_str_ends(line, ":") || tg_str_starts(name, "__") ||
			    tg_str_ends(name, ":") || name.n == 0)
				continue;
			tg_manifest_add(m, name, scan.line);
			open = m->n;
		} else if (indent == 2 && open > 0 && open == m->n) {
			yarn_field(m, &m->deps[open - 1], line, cache_key);
		} else if (indent == 2 && open == 0 && tg_str_starts(line, "cacheKey:")) {
			cache_key = tg_arena_dup_str(
				m->scratch, unquote(tg_str_from(line, 9)));
		}
	}
	return TG_OK;
}

/* A key of "packages:": /name/1.0.0, /name@1.0.0, name@1.0.0(peer), or an
 * address in place of the version. */
static void pnpm_package(struct tg_manifest *m, struct tg_str key, uint32_t line)
{
	struct tg_str name, version;
	size_t at, paren;

	key = unquote(key);
	if (tg_str_starts(key, "/"))
		key = tg_str_from(key, 1);
	paren = tg_str_chr(key, '(');
	if (paren != SIZE_MAX)
		key = tg_str_sub(key, 0, paren);
	at = tg_str_chr(tg_str_from(key, 1), '@');
	if (at != SIZE_MAX) {
		name = tg_str_sub(key, 0, at + 1);
		version = tg_str_from(key, at + 2);
	} else {
		at = tg_str_rchr(key, '/');
		name = at == SIZE_MAX ? key : tg_str_sub(key, 0, at);
		version = at == SIZE_MAX ? TG_STR("") : tg_str_from(key, at + 1);
	}
	tg_manifest_version(m, tg_manifest_add(m, name, line), version, TG_PIN_EXACT);
}

/* The value of "key: value" inside an inline map. */
static struct tg_str inline_value(struct tg_str s, const char *key)
{
	size_t at = tg_str_find(s, tg_str(key));

	if (at == SIZE_MAX)
		return TG_STR("");
	s = tg_str_trim(tg_str_from(s, at + strlen(key)));
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == ',' || s.p[i] == '}' || s.p[i] == ' ')
			return tg_str_sub(s, 0, i);
	return s;
}

static void pnpm_field(struct tg_manifest *m, struct tg_str line)
{
	struct tg_dependency *dep = &m->deps[m->n - 1];
	struct tg_str tarball = inline_value(line, "tarball: ");
	struct tg_str repo = inline_value(line, "repo: ");

	add_sri(m, dep, inline_value(line, "integrity: "));
	if (tarball.n > 0)
		tg_manifest_source(m, dep, host_of(tarball));
	if (repo.n > 0)
		tg_manifest_source(m, dep, repo);
	if (tg_str_is(line, "requiresBuild: true")) {
		struct tg_str name = tg_str(dep->name);
		uint32_t number = dep->line;
		tg_manifest_script(m, name, TG_STR("install script"), number);
	}
}

enum tg_rc tg_pnpm_lock(struct tg_manifest *m, struct tg_str text, struct tg_err *err)
{
	struct tg_scan scan = { text, 0 };
	struct tg_str line;
	size_t indent;
	bool packages = false, open = false;

	(void)err;
	while (tg_scan_line(&scan, &line, &indent)) {
		if (line.n == 0 || line.p[0] == '#')
			continue;
		if (indent == 0) {
			packages = tg_str_is(line, "packages:");
			open = false;
		} else if (packages && indent == 2 && tg_str_ends(line, ":")) {
			pnpm_package(m, tg_str_sub(line, 0, line.n - 1), scan.line);
			open = m->n > 0;
		} else if (packages && open && indent >= 4) {
			pnpm_field(m, line);
		}
	}
	return TG_OK;
}

static void add_catalog(struct tg_manifest *m, const struct tg_tree *map)
{
	for (size_t i = 0; i < tg_tree_count(map); i++) {
		const struct tg_tree *e = map->items[i];
		if (e->key != NULL)
			tg_npm_spec(m, tg_str(e->key),
				    tg_str_trim(tg_str(tg_tree_text(e, ""))), false,
				    e->key_line);
	}
}

void tg_npm_catalogs(struct tg_manifest *m, const struct tg_tree *root)
{
	const struct tg_tree *catalogs = tg_tree_get(root, "catalogs");

	add_catalog(m, tg_tree_get(root, "catalog"));
	for (size_t i = 0; i < tg_tree_count(catalogs); i++)
		add_catalog(m, catalogs->items[i]);
}

enum tg_rc tg_pnpm_workspace(struct tg_manifest *m, struct tg_str text,
			     struct tg_err *err)
{
	struct tg_tree *root;
	enum tg_rc rc = tg_yaml_read(&root, m->scratch, text, m->path, err);

	if (rc != TG_OK)
		return rc;
	tg_npm_catalogs(m, root);
	tg_npm_overrides(m, tg_tree_get(root, "overrides"));
	const struct tg_tree *built = tg_tree_get(root, "onlyBuiltDependencies");
	for (size_t i = 0; i < tg_tree_count(built); i++)
		tg_manifest_script(m, tg_str(tg_tree_text(built->items[i], "")),
				   TG_STR("may run its install scripts"),
				   built->items[i]->line);
	return TG_OK;
}

enum tg_rc tg_yarn_rc(struct tg_manifest *m, struct tg_str text, struct tg_err *err)
{
	struct tg_tree *root;
	enum tg_rc rc = tg_yaml_read(&root, m->scratch, text, m->path, err);

	if (rc != TG_OK)
		return rc;
	const struct tg_tree *server = tg_tree_get(root, "npmRegistryServer");
	const struct tg_tree *scripts = tg_tree_get(root, "enableScripts");
	const struct tg_tree *scopes = tg_tree_get(root, "npmScopes");
	tg_npm_catalogs(m, root);
	if (server != NULL)
		tg_manifest_registry(m, tg_str(tg_tree_text(server, "")), server->line);
	if (scripts != NULL && scripts->boolean)
		tg_manifest_script(m, TG_STR("enableScripts"), TG_STR("true"),
				   scripts->line);
	for (size_t i = 0; i < tg_tree_count(scopes); i++) {
		server = tg_tree_get(scopes->items[i], "npmRegistryServer");
		if (server != NULL)
			tg_manifest_registry(m, tg_str(tg_tree_text(server, "")),
					     server->line);
	}
	return TG_OK;
}

/* bun.lock is JSON with trailing commas; each package is a line
 * "name": ["name@1.0.0", "", {...}, "sha512-..."]. */
enum tg_rc tg_bun_lock(struct tg_manifest *m, struct tg_str text, struct tg_err *err)
{
	struct tg_scan scan = { text, 0 };
	struct tg_str line, key, resolved, part;

	(void)err;
	while (tg_scan_line(&scan, &line, NULL)) {
		struct tg_str rest = line;
		if (!tg_scan_quoted(&rest, &key) ||
		    !tg_str_starts(tg_str_trim(rest), ": [\"") ||
		    !tg_scan_quoted(&rest, &resolved) || resolved.n < 2)
			continue;
		struct tg_str name = package_name(resolved);
		struct tg_str version = tg_str_from(resolved, name.n + 1);
		if (version.n == 0 || tg_str_starts(version, "workspace:") ||
		    tg_str_starts(version, "file:") || tg_str_starts(version, "link:"))
			continue;
		struct tg_dependency *dep = tg_manifest_add(m, name, scan.line);
		tg_manifest_version(m, dep, version, TG_PIN_EXACT);
		while (tg_scan_quoted(&rest, &part))
			if (tg_str_starts(part, "sha"))
				add_sri(m, dep, part);
	}
	return TG_OK;
}
