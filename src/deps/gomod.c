/* Go: go.mod and go.sum. Versions are always exact; go.sum holds hashes, also
 * of versions that are not built, so that a name in it says nothing. */
#include "manifest.h"

#include <string.h>

static bool all_digits(struct tg_str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!tg_is_digit(s.p[i]))
			return false;
	return s.n > 0;
}

/* A major version is part of a module's path, and no other module. */
static struct tg_str identity(struct tg_str path)
{
	size_t slash = tg_str_rchr(path, '/');
	struct tg_str end = tg_str_from(path, slash == SIZE_MAX ? 0 : slash + 1);
	size_t dot = tg_str_rchr(end, '.');

	if (tg_str_starts(end, "v") && all_digits(tg_str_from(end, 1)) &&
	    slash != SIZE_MAX)
		return tg_str_sub(path, 0, slash);
	if (tg_str_starts(path, "gopkg.in/") && dot != SIZE_MAX &&
	    tg_str_starts(tg_str_from(end, dot), ".v"))
		return tg_str_sub(path, 0, path.n - end.n + dot);
	return path;
}

static struct tg_str unquote(struct tg_str s)
{
	if (s.n > 1 && (s.p[0] == '"' || s.p[0] == '`'))
		return tg_str_sub(s, 1, s.n - 2);
	return s;
}

/* host/owner/repository of the module itself: others in it are no foreign. */
static bool is_own(const struct tg_manifest *m, struct tg_str path)
{
	size_t slashes = 0, n = 0;

	if (m->n == 0 || m->deps[0].kind != TG_DEP_OWN)
		return false;
	const char *own = m->deps[0].name;
	for (; own[n] != '\0'; n++)
		if (own[n] == '/' && ++slashes == 3)
			break;
	return slashes >= 2 && tg_str_starts(path, tg_arena_strndup(m->scratch, own, n)) &&
		(path.n == n || path.p[n] == '/');
}

static void add_require(struct tg_manifest *m, struct tg_str rest, bool indirect,
			uint32_t line)
{
	struct tg_str path, version;

	if (!tg_str_word(&rest, &path) || !tg_str_word(&rest, &version) ||
	    is_own(m, unquote(path)))
		return;
	struct tg_dependency *dep =
		tg_manifest_add(m, identity(unquote(path)), line);
	tg_manifest_version(m, dep, version, TG_PIN_EXACT);
	dep->direct = !indirect;
}

/* "old [version] => new version"; a folder as the new one is the repository's
 * own. */
static void add_replace(struct tg_manifest *m, struct tg_str rest, uint32_t line)
{
	size_t arrow = tg_str_find(rest, TG_STR("=>"));
	struct tg_str from = rest, to, path, target, version;

	if (arrow == SIZE_MAX)
		return;
	to = tg_str_from(rest, arrow + 2);
	if (!tg_str_word(&from, &path) || !tg_str_word(&to, &target) ||
	    path.n == 0)
		return;
	path = identity(unquote(path));
	target = identity(unquote(target));
	bool local = tg_str_starts(target, ".") || tg_str_starts(target, "/");
	if (!tg_str_word(&to, &version) && !local)
		return;
	struct tg_dependency *dep = tg_manifest_add(m, path, line);
	dep->redirects = true;
	dep->local = local;
	if (local)
		return;
	tg_manifest_version(m, dep, version, TG_PIN_EXACT);
	if (!tg_str_eq(path, target))
		tg_manifest_source(m, dep, target);
}

static void directive(struct tg_manifest *m, struct tg_str verb, struct tg_str rest,
		      bool indirect, uint32_t line)
{
	if (tg_str_is(verb, "require"))
		add_require(m, rest, indirect, line);
	else if (tg_str_is(verb, "replace"))
		add_replace(m, rest, line);
	else if (tg_str_is(verb, "module") && m->n == 0)
		tg_manifest_own(m, unquote(tg_str_trim(rest)), line);
}

enum tg_rc tg_go_mod(struct tg_manifest *m, struct tg_str text, struct tg_err *err)
{
	struct tg_scan scan = { text, 0 };
	struct tg_str line, block = TG_STR("");

	(void)err;
	while (tg_scan_line(&scan, &line, NULL)) {
		size_t comment = tg_str_find(line, TG_STR("//"));
		bool indirect = comment != SIZE_MAX &&
			tg_str_find(tg_str_from(line, comment),
				    TG_STR("indirect")) != SIZE_MAX;
		struct tg_str rest = tg_str_trim(tg_str_sub(line, 0, comment)), verb;
		if (rest.n == 0)
			continue;
		if (tg_str_is(rest, ")")) {
			block = TG_STR("");
		} else if (block.n > 0) {
			directive(m, block, rest, indirect, scan.line);
		} else if (tg_str_word(&rest, &verb)) {
			if (tg_str_is(tg_str_trim(rest), "("))
				block = verb;
			else
				directive(m, verb, rest, indirect, scan.line);
		}
	}
	return TG_OK;
}

enum tg_rc tg_go_sum(struct tg_manifest *m, struct tg_str text, struct tg_err *err)
{
	struct tg_scan scan = { text, 0 };
	struct tg_str line, path, version, hash;

	(void)err;
	while (tg_scan_line(&scan, &line, NULL)) {
		if (!tg_str_word(&line, &path) || !tg_str_word(&line, &version) ||
		    !tg_str_word(&line, &hash) || !tg_str_starts(hash, "h1:"))
			continue;
		struct tg_dependency *dep = tg_manifest_add(m, path, scan.line);
		tg_manifest_version(m, dep, version, TG_PIN_HASH);
		tg_manifest_integrity(m, dep, "h1", tg_str_from(hash, 3));
	}
	return TG_OK;
}
