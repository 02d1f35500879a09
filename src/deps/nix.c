/* Nix flakes: flake.nix names its inputs, flake.lock pins them. */
#include "manifest.h"

#include "../markup/json.h"

#include <string.h>

/* "github:owner/repo/ref" and "https://…" → the place without the ref. */
static void add_input(struct tg_manifest *m, struct tg_str name, struct tg_str url,
		      uint32_t line)
{
	struct tg_str place = url, version = TG_STR("");
	size_t hub = tg_str_chr(url, ':');

	if (tg_str_starts(url, "path:") || tg_str_starts(url, ".") || name.n == 0)
		return;
	if (tg_str_starts(url, "github:") || tg_str_starts(url, "gitlab:")) {
		size_t owner = tg_str_chr(url, '/');
		size_t repo = owner == SIZE_MAX ? SIZE_MAX :
			tg_str_chr(tg_str_from(url, owner + 1), '/');
		if (repo != SIZE_MAX) {
			place = tg_str_sub(url, 0, owner + 1 + repo);
			version = tg_str_from(url, owner + repo + 2);
		}
		place = tg_str(tg_arena_printf(
			m->scratch, "%.*s.com/%.*s", (int)hub, url.p,
			(int)(place.n - hub - 1), place.p + hub + 1));
	}
	struct tg_dependency *dep = tg_manifest_add(m, name, line);
	tg_manifest_source(m, dep, place);
	tg_manifest_version(m, dep, version, TG_PIN_LOCKED);
}

/* "inputs.x.url = …", "x.url = …" and "x = { url = …" inside inputs: the address
 * ("" where there is none). *owner is the input that is being described. */
static struct tg_str input_url(struct tg_str path, struct tg_str value,
			       struct tg_str *owner)
{
	bool set = tg_str_starts(value, "{");
	struct tg_str url;

	if (tg_str_starts(path, "inputs."))
		path = tg_str_from(path, 7);
	if (set && !tg_str_is(path, "inputs"))
		*owner = path;
	if (tg_str_ends(path, ".url"))
		*owner = tg_str_sub(path, 0, path.n - 4);
	else if (!tg_str_is(path, "url"))
		return set ? tg_scan_arg(value, "url") : TG_STR("");
	return tg_scan_quoted(&value, &url) ? url : TG_STR("");
}

enum tg_rc tg_nix_flake(struct tg_manifest *m, struct tg_str text,
			struct tg_err *err)
{
	struct tg_scan scan = { text, 0 };
	struct tg_str line, owner = TG_STR(""), url;

	(void)err;
	while (tg_scan_line(&scan, &line, NULL)) {
		struct tg_str rest = tg_scan_uncomment(line, "#");
		struct tg_str path = tg_scan_word(&rest, ".-");
		rest = tg_str_trim(rest);
		if (tg_str_is(path, "outputs"))
			break;
		if (!tg_str_starts(rest, "="))
			continue;
		url = input_url(path, tg_str_trim(tg_str_from(rest, 1)), &owner);
		if (url.n > 0)
			add_input(m, owner, url, scan.line);
	}
	return TG_OK;
}

/* What the flake itself calls a node. Nodes of inputs of inputs are numbered as
 * they come: those are known by their place. */
static const char *input_of(const struct tg_tree *inputs, const char *node)
{
	for (size_t i = 0; i < tg_tree_count(inputs) && i < 256; i++)
		if (strcmp(tg_tree_text(inputs->items[i], ""), node) == 0)
			return inputs->items[i]->key;
	return NULL;
}

enum tg_rc tg_nix_lock(struct tg_manifest *m, struct tg_str text, struct tg_err *err)
{
	struct tg_tree *root;
	enum tg_rc rc = tg_json_read(&root, m->scratch, text, m->path, err);

	if (rc != TG_OK)
		return rc;
	const struct tg_tree *nodes = tg_tree_get(root, "nodes");
	const char *top = tg_tree_get_text(root, "root", "root");
	const struct tg_tree *inputs =
		tg_tree_get(tg_tree_get(nodes, top), "inputs");
	for (size_t i = 0; i < tg_tree_count(nodes); i++) {
		const struct tg_tree *e = nodes->items[i];
		const struct tg_tree *locked = tg_tree_get(e, "locked");
		const char *rev = tg_tree_get_text(locked, "rev", "");
		if (e->key == NULL || locked == NULL)
			continue;
		const char *place = tg_tree_get_text(locked, "url", tg_arena_printf(
			m->scratch, "%s/%s/%s", tg_tree_get_text(locked, "type", ""),
			tg_tree_get_text(locked, "owner", ""),
			tg_tree_get_text(locked, "repo", "")));
		const char *name = input_of(inputs, e->key);
		struct tg_dependency *dep = tg_manifest_add(
			m, tg_str(name ? name : tg_url_normalise(m->scratch,
								 tg_str(place))), 0);
		tg_manifest_version(m, dep, tg_str(rev), TG_PIN_HASH);
		if (name != NULL)
			tg_manifest_source(m, dep, tg_str(place));
		tg_manifest_integrity(m, dep, "nar", tg_str(
			tg_tree_get_text(locked, "narHash", "")));
	}
	return TG_OK;
}
