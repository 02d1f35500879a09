/* npm's own files: package.json, package-lock.json, .npmrc. */
#include "manifest.h"

#include "../markup/json.h"

#include <string.h>

static struct tg_str until(struct tg_str s, char c)
{
	size_t at = tg_str_chr(s, c);

	return at == SIZE_MAX ? s : tg_str_sub(s, 0, at);
}

/* "name@range" → name, range; a scope's "@" at the front is part of the name. */
static void split_at(struct tg_str s, struct tg_str *name, struct tg_str *range)
{
	size_t at = tg_str_chr(tg_str_from(s, 1), '@');

	*name = at == SIZE_MAX ? s : tg_str_sub(s, 0, at + 1);
	*range = at == SIZE_MAX ? TG_STR("") : tg_str_from(s, at + 2);
}

static bool is_address(struct tg_str spec)
{
	static const char *const begin[] = {
		"git+", "git:", "git@", "ssh:", "http:", "https:", "github:",
		"gitlab:", "bitbucket:", "gist:", NULL
	};

	for (const char *const *b = begin; *b != NULL; b++)
		if (tg_str_starts(spec, *b))
			return true;
	/* owner/name, GitHub's short form */
	return spec.n > 0 && tg_is_alnum(spec.p[0]) &&
		tg_str_chr(spec, '/') != SIZE_MAX && tg_str_chr(spec, ':') == SIZE_MAX &&
		tg_str_chr(spec, ' ') == SIZE_MAX;
}

static void add_address(struct tg_manifest *m, struct tg_dependency *dep,
			struct tg_str spec)
{
	static const struct {
		const char *prefix, *host;
	} hosts[] = {
		{ "github:", "github.com" }, { "gitlab:", "gitlab.com" },
		{ "bitbucket:", "bitbucket.org" }, { "gist:", "gist.github.com" },
	};
	struct tg_str ref = tg_url_fragment(spec), place = until(spec, '#');
	bool tarball = tg_str_starts(spec, "http") && !tg_str_ends(place, ".git");

	if (tg_str_starts(ref, "semver:"))
		ref = tg_str_from(ref, 7);
	if (tg_str_chr(place, ':') == SIZE_MAX)
		place = tg_str(tg_arena_printf(m->scratch, "github.com/%.*s",
					       (int)place.n, place.p));
	for (size_t i = 0; i < sizeof hosts / sizeof *hosts; i++)
		if (tg_str_starts(place, hosts[i].prefix)) {
			struct tg_str path = tg_str_from(place, strlen(hosts[i].prefix));
			place = tg_str(tg_arena_printf(m->scratch, "%s/%.*s",
						       hosts[i].host, (int)path.n, path.p));
			break;
		}
	tg_manifest_source(m, dep, place);
	tg_manifest_version(m, dep, ref.n ? ref : place,
			    tarball ? TG_PIN_LOCKED : tg_pin_of_ref(ref));
}

void tg_npm_spec(struct tg_manifest *m, struct tg_str name, struct tg_str spec,
		 bool dev, uint32_t line)
{
	static const char *const local[] = {
		"workspace:", "file:", "link:", "portal:", "./", "../", NULL
	};
	struct tg_dependency *dep;

	for (const char *const *l = local; *l != NULL; l++)
		if (tg_str_starts(spec, *l))
			return;
	if (tg_str_starts(spec, "npm:") && spec.n > 4 &&
	    tg_str_chr(tg_str_from(spec, 5), '@') != SIZE_MAX)
		split_at(tg_str_from(spec, 4), &name, &spec);
	else if (tg_str_starts(spec, "npm:"))
		spec = tg_str_from(spec, 4);
	dep = tg_manifest_add(m, name, line);
	dep->dev = dev;
	if (is_address(spec))
		add_address(m, dep, spec);
	else if (tg_str_starts(spec, "catalog:") || tg_str_starts(spec, "patch:")) {
		tg_manifest_version(m, dep, spec, TG_PIN_UNKNOWN);
		dep->inherited = tg_str_starts(spec, "catalog:");
	} else if (tg_str_starts(spec, "jsr:")) {
		tg_manifest_source(m, dep, TG_STR("jsr.io"));
		tg_manifest_version(m, dep, tg_str_from(spec, 4),
				    tg_pin_of_range(tg_str_from(spec, 4)));
	}
	else
		tg_manifest_version(m, dep, spec, tg_pin_of_range(spec));
}

static void add_section(struct tg_manifest *m, const struct tg_tree *section, bool dev)
{
	for (size_t i = 0; i < tg_tree_count(section); i++) {
		const struct tg_tree *e = section->items[i];
		if (e->key != NULL && e->kind == TG_TREE_STRING)
			tg_npm_spec(m, tg_str(e->key), tg_str_trim(tg_str(e->string)), dev,
				 e->key_line);
	}
}

void tg_npm_overrides(struct tg_manifest *m, const struct tg_tree *section)
{
	for (size_t i = 0; i < tg_tree_count(section); i++) {
		const struct tg_tree *e = section->items[i];
		struct tg_str name, range;
		if (e->key == NULL || e->kind != TG_TREE_STRING)
			continue;
		struct tg_str spec = tg_str_trim(tg_str(e->string));
		size_t slash = tg_str_rchr(tg_str(e->key), '/');
		name = tg_str(e->key);
		if (slash != SIZE_MAX && name.p[0] != '@')
			name = tg_str_from(name, slash + 1);
		if (name.n == 0)
			continue;
		split_at(name, &name, &range);
		size_t before = m->n;
		if (is_address(spec))
			tg_npm_spec(m, name, spec, false, e->key_line);
		if (m->n > before)
			m->deps[m->n - 1].redirects = true;
	}
}

static void add_scripts(struct tg_manifest *m, const struct tg_tree *scripts)
{
	static const char *const at_install[] = {
		"preinstall", "install", "postinstall", NULL
	};

	for (const char *const *s = at_install; *s != NULL; s++) {
		const struct tg_tree *e = tg_tree_get(scripts, *s);
		if (e != NULL)
			tg_manifest_script(m, tg_str(*s), tg_str(tg_tree_text(e, "")),
					   e->key_line);
	}
}

static void add_allowed(struct tg_manifest *m, const struct tg_tree *list)
{
	for (size_t i = 0; i < tg_tree_count(list); i++)
		tg_manifest_script(m, tg_str(tg_tree_text(list->items[i], "")),
				   TG_STR("may run its install scripts"),
				   list->items[i]->line);
}

enum tg_rc tg_npm_package(struct tg_manifest *m, struct tg_str text,
			  struct tg_err *err)
{
	static const struct {
		const char *key;
		bool dev;
	} sections[] = {
		{ "dependencies", false }, { "optionalDependencies", false },
		{ "peerDependencies", false }, { "devDependencies", true },
	};
	struct tg_tree *root;
	enum tg_rc rc = tg_json_read(&root, m->scratch, text, m->path, err);

	if (rc != TG_OK)
		return rc;
	for (size_t i = 0; i < sizeof sections / sizeof *sections; i++) {
		size_t before = m->n;
		add_section(m, tg_tree_get(root, sections[i].key), sections[i].dev);
		/* whoever asks for a peer chooses its version */
		for (; *sections[i].key == 'p' && before < m->n; before++)
			if (m->deps[before].pin == TG_PIN_FLOATING &&
			    *m->deps[before].source == '\0')
				m->deps[before].pin = TG_PIN_UNKNOWN;
	}
	tg_npm_catalogs(m, root);
	tg_npm_catalogs(m, tg_tree_get(root, "workspaces"));
	const struct tg_tree *pnpm = tg_tree_get(root, "pnpm");
	tg_manifest_own(m, tg_str(tg_tree_get_text(root, "name", "")), 0);
	tg_npm_overrides(m, tg_tree_get(root, "overrides"));
	tg_npm_overrides(m, tg_tree_get(root, "resolutions"));
	tg_npm_overrides(m, tg_tree_get(pnpm, "overrides"));
	add_scripts(m, tg_tree_get(root, "scripts"));
	add_allowed(m, tg_tree_get(pnpm, "onlyBuiltDependencies"));
	add_allowed(m, tg_tree_get(root, "trustedDependencies"));
	return TG_OK;
}

/* What a lock file says of one package, wherever in it that stands. */
static void add_locked(struct tg_manifest *m, struct tg_str name,
		       const struct tg_tree *e)
{
	const char *resolved = tg_tree_get_text(e, "resolved", "");
	const char *integrity = tg_tree_get_text(e, "integrity", "");
	const struct tg_tree *link = tg_tree_get(e, "link");
	const struct tg_tree *script = tg_tree_get(e, "hasInstallScript");
	struct tg_str rest = tg_str(integrity), word;

	if (link != NULL && link->boolean)
		return;
	struct tg_dependency *dep = tg_manifest_add(m, name, e->key_line);
	tg_manifest_version(m, dep, tg_str(tg_tree_get_text(e, "version", "")),
			    TG_PIN_EXACT);
	/* tarballs of one registry are one source, whatever the file is called */
	if (tg_str_starts(tg_str(resolved), "http")) {
		size_t at = tg_str_find(tg_str(resolved), TG_STR("://"));
		struct tg_str host = tg_str_from(tg_str(resolved), at + 3);
		tg_manifest_source(m, dep, until(host, '/'));
	} else if (*resolved != '\0' && !tg_str_starts(tg_str(resolved), "file:")) {
		tg_manifest_source(m, dep, tg_str(resolved));
	}
	while (tg_str_word(&rest, &word)) {
		struct tg_str algorithm = until(word, '-');
		tg_manifest_integrity(m, dep, tg_arena_dup_str(m->scratch, algorithm),
				      tg_str_from(word, algorithm.n + 1));
	}
	if (script != NULL && script->boolean)
		tg_manifest_script(m, name, TG_STR("install script"), e->key_line);
}

/* The nested "dependencies" of a version 1 lock, by an explicit stack. */
static void add_nested(struct tg_manifest *m, const struct tg_tree *root)
{
	const struct tg_tree *stack[64];
	size_t depth = 0;

	stack[depth++] = tg_tree_get(root, "dependencies");
	while (depth > 0) {
		const struct tg_tree *map = stack[--depth];
		for (size_t i = 0; i < tg_tree_count(map); i++) {
			const struct tg_tree *e = map->items[i];
			const struct tg_tree *below = tg_tree_get(e, "dependencies");
			if (e->key != NULL && e->kind == TG_TREE_MAP)
				add_locked(m, tg_str(e->key), e);
			if (below != NULL && depth < 64)
				stack[depth++] = below;
		}
	}
}

enum tg_rc tg_npm_lock(struct tg_manifest *m, struct tg_str text, struct tg_err *err)
{
	static const char folder[] = "node_modules/";
	struct tg_tree *root;
	enum tg_rc rc = tg_json_read(&root, m->scratch, text, m->path, err);

	if (rc != TG_OK)
		return rc;
	const struct tg_tree *packages = tg_tree_get(root, "packages");
	if (packages == NULL) {
		add_nested(m, root);
		return TG_OK;
	}
	for (size_t i = 0; i < packages->n; i++) {
		const struct tg_tree *e = packages->items[i];
		struct tg_str key = tg_str(e->key);
		size_t at, start = SIZE_MAX;
		for (at = 0; at + sizeof folder - 1 < key.n; at++)
			if (tg_str_starts(tg_str_from(key, at), folder))
				start = at + sizeof folder - 1;
		if (start != SIZE_MAX)
			add_locked(m, tg_str_from(key, start), e);
	}
	return TG_OK;
}

enum tg_rc tg_npm_rc(struct tg_manifest *m, struct tg_str text, struct tg_err *err)
{
	struct tg_scan scan = { text, 0 };
	struct tg_str line;

	(void)err;
	while (tg_scan_line(&scan, &line, NULL)) {
		size_t at = tg_str_chr(line, '=');
		if (line.n == 0 || line.p[0] == '#' || line.p[0] == ';' || at == SIZE_MAX)
			continue;
		struct tg_str key = tg_str_trim(tg_str_sub(line, 0, at));
		struct tg_str value = tg_str_trim(tg_str_from(line, at + 1));
		if (tg_str_is(key, "registry") || tg_str_ends(key, ":registry"))
			tg_manifest_registry(m, value, scan.line);
		else if (tg_str_is(key, "ignore-scripts") && tg_str_is(value, "false"))
			tg_manifest_script(m, key, value, scan.line);
	}
	return TG_OK;
}

enum tg_rc tg_deno_config(struct tg_manifest *m, struct tg_str text,
			  struct tg_err *err)
{
	struct tg_tree *root;
	enum tg_rc rc = tg_json_read(&root, m->scratch, text, m->path, err);

	if (rc != TG_OK)
		return rc;
	const struct tg_tree *imports = tg_tree_get(root, "imports");
	for (size_t i = 0; i < tg_tree_count(imports); i++) {
		const struct tg_tree *e = imports->items[i];
		struct tg_str spec = tg_str(tg_tree_text(e, "")), name, range;
		if (tg_str_starts(spec, "npm:") && spec.n > 4) {
			split_at(tg_str_from(spec, 4), &name, &range);
			tg_npm_spec(m, name, range, false, e->key_line);
		} else if (tg_str_starts(spec, "jsr:") && spec.n > 4) {
			split_at(tg_str_from(spec, 4), &name, &range);
			struct tg_dependency *dep = tg_manifest_add_as(
				m, "jsr", name, e->key_line);
			tg_manifest_version(m, dep, range, tg_pin_of_range(range));
		} else if (tg_str_starts(spec, "https:")) {
			struct tg_str place = tg_str(tg_url_normalise(m->scratch, spec));
			split_at(place, &name, &range);
			struct tg_dependency *dep = tg_manifest_add_as(
				m, "deno", name, e->key_line);
			tg_manifest_version(m, dep, range, range.n ? TG_PIN_EXACT :
					    TG_PIN_FLOATING);
		}
	}
	return TG_OK;
}
