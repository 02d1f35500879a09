/* Ruby: Gemfile, Gemfile.lock, *.gemspec, read line by line. */
#include "manifest.h"

#include "../base/buf.h"
#include "../base/map.h"


/* What surrounds a `gem` line: the block's own source, and how deep it is. */
struct gemfile {
	struct tg_str source; /* of `source "…" do` and `git "…" do` */
	bool local, dev;
	unsigned depth, source_depth, dev_depth;
};

static struct tg_str github(struct tg_manifest *m, struct tg_str name)
{
	return tg_str(tg_arena_printf(m->scratch, "github.com/%.*s", (int)name.n,
				      name.p));
}

/* The string right after the name, if there is one. */
static struct tg_str gem_version(struct tg_str after_name)
{
	struct tg_str rest = tg_str_trim(after_name), version = TG_STR("");

	if (!tg_str_starts(rest, ",") || rest.n == 1)
		return version;
	rest = tg_str_trim(tg_str_from(rest, 1));
	if (rest.n > 0 && (rest.p[0] == '"' || rest.p[0] == '\''))
		tg_scan_quoted(&rest, &version);
	return version;
}

/* A gem of a registry; Gemfile.lock pins what has no version. */
static void version_gem(struct tg_manifest *m, struct tg_dependency *dep,
			struct tg_str version)
{
	enum tg_pin pin = tg_pin_of_range(version);

	tg_manifest_version(m, dep, version,
			    pin == TG_PIN_FLOATING ? TG_PIN_LOCKED : pin);
}

/* A gem of a git repository. */
static void version_git(struct tg_manifest *m, struct tg_dependency *dep,
			struct tg_str args)
{
	struct tg_str ref = tg_scan_arg(args, "ref");

	if (ref.n == 0)
		ref = tg_scan_arg(args, "tag");
	if (ref.n > 0)
		tg_manifest_version(m, dep, ref, tg_pin_of_ref(ref));
	else
		tg_manifest_version(m, dep, tg_scan_arg(args, "branch"), TG_PIN_FLOATING);
}

static void add_gem(struct tg_manifest *m, struct tg_str line,
		    const struct gemfile *at, uint32_t number)
{
	struct tg_str rest = line, name, url;

	if (!tg_scan_quoted(&rest, &name) || tg_scan_arg(rest, "path").n > 0 || at->local)
		return;
	struct tg_dependency *dep = tg_manifest_add(m, name, number);
	dep->dev = at->dev;
	url = tg_scan_arg(rest, "git");
	if (url.n == 0 && tg_scan_arg(rest, "github").n > 0)
		url = github(m, tg_scan_arg(rest, "github"));
	bool git = url.n > 0 || (at->source.n > 0 && !tg_str_starts(at->source, "http"));
	if (url.n == 0)
		url = tg_scan_arg(rest, "source");
	tg_manifest_source(m, dep, url.n > 0 ? url : at->source);
	if (git)
		version_git(m, dep, rest);
	else
		version_gem(m, dep, gem_version(rest));
}

static bool opens_block(struct tg_str line)
{
	return tg_str_ends(line, " do") || tg_str_starts(line, "if ") ||
		tg_str_starts(line, "unless ") || tg_str_starts(line, "case ") ||
		tg_str_starts(line, "def ") || tg_str_starts(line, "begin");
}

static void open_block(struct tg_manifest *m, struct gemfile *at, struct tg_str line)
{
	struct tg_str rest = line, value = TG_STR("");

	at->depth++;
	if (tg_scan_keyword(&rest, "group")) {
		bool dev = tg_str_find(rest, TG_STR(":dev")) != SIZE_MAX ||
			tg_str_find(rest, TG_STR(":test")) != SIZE_MAX;
		if (dev && !at->dev) {
			at->dev = true;
			at->dev_depth = at->depth;
		}
		return;
	}
	bool path = tg_scan_keyword(&rest, "path");
	bool hub = !path && tg_scan_keyword(&rest, "github");
	if (!path && !hub && !tg_scan_keyword(&rest, "source") &&
	    !tg_scan_keyword(&rest, "git"))
		return;
	tg_scan_quoted(&rest, &value);
	at->local = path;
	at->source = hub ? github(m, value) : value;
	at->source_depth = at->depth;
}

static void close_block(struct gemfile *at)
{
	if (at->depth == at->source_depth) {
		at->source = TG_STR("");
		at->local = false;
		at->source_depth = 0;
	}
	if (at->depth == at->dev_depth) {
		at->dev = false;
		at->dev_depth = 0;
	}
	if (at->depth > 0)
		at->depth--;
}

static void gemfile_line(struct tg_manifest *m, struct gemfile *at,
			 struct tg_str line, uint32_t number)
{
	struct tg_str rest = line, value;

	if (tg_str_is(line, "end"))
		close_block(at);
	else if (tg_scan_keyword(&rest, "gem"))
		add_gem(m, rest, at, number);
	else if (tg_scan_keyword(&rest, "source") && tg_scan_quoted(&rest, &value))
		tg_manifest_registry(m, value, number);
	if (opens_block(line))
		open_block(m, at, line);
}

enum tg_rc tg_gemfile(struct tg_manifest *m, struct tg_str text, struct tg_err *err)
{
	struct tg_scan scan = { text, 0 };
	struct gemfile at = { .source = TG_STR("") };
	struct tg_buf joined = TG_BUF_INIT(1u << 16);
	struct tg_str line;
	uint32_t number = 0;

	(void)err;
	while (tg_scan_line(&scan, &line, NULL)) {
		line = tg_scan_uncomment(line, "#");
		if (line.n == 0)
			continue;
		if (joined.len == 0)
			number = scan.line;
		tg_buf_put_str(&joined, line);
		tg_buf_putc(&joined, ' ');
		if (tg_str_ends(line, ",") || tg_str_ends(line, "\\"))
			continue;
		gemfile_line(m, &at, tg_str(tg_arena_dup_str(
				     m->scratch, tg_str_trim(tg_buf_str(&joined)))),
			     number);
		tg_buf_clear(&joined);
	}
	tg_buf_release(&joined);
	return TG_OK;
}

enum tg_rc tg_gemspec(struct tg_manifest *m, struct tg_str text, struct tg_err *err)
{
	struct tg_scan scan = { text, 0 };
	struct tg_str line, name, version;

	(void)err;
	while (tg_scan_line(&scan, &line, NULL)) {
		line = tg_scan_uncomment(line, "#");
		size_t dot = tg_str_find(line, TG_STR(".name"));
		struct tg_str own = tg_str_from(line, dot == SIZE_MAX ? line.n : dot + 5);
		if (tg_str_starts(tg_str_trim(own), "=") && tg_scan_quoted(&own, &name))
			tg_manifest_own(m, name, scan.line);
		size_t at = tg_str_find(line, TG_STR(".add_"));
		struct tg_str rest = tg_str_from(line, at == SIZE_MAX ? line.n : at + 5);
		bool dev = tg_str_starts(rest, "development_");
		at = tg_str_find(rest, TG_STR("dependency"));
		if (at == SIZE_MAX || at > 16)
			continue;
		rest = tg_str_from(rest, at);
		if (!tg_scan_quoted(&rest, &name))
			continue;
		struct tg_dependency *dep = tg_manifest_add(m, name, scan.line);
		dep->dev = dev;
		if (!tg_scan_quoted(&rest, &version))
			version = TG_STR("");
		tg_manifest_version(m, dep, version, TG_PIN_LOCKED);
	}
	return TG_OK;
}

/* "name (1.0) sha256=..." of CHECKSUMS goes to the package of that name; a map
 * holds its place plus one. */
static void add_checksum(struct tg_manifest *m, const struct tg_map *places,
			 struct tg_str line)
{
	size_t at = tg_str_find(line, TG_STR("sha256="));
	void *place = tg_map_get(places, tg_scan_until(line, " "));

	if (at != SIZE_MAX && place != NULL)
		tg_manifest_integrity(m, &m->deps[(uintptr_t)place - 1], "sha256",
				      tg_str_from(line, at + 7));
}

enum tg_rc tg_gemfile_lock(struct tg_manifest *m, struct tg_str text,
			   struct tg_err *err)
{
	struct tg_scan scan = { text, 0 };
	struct tg_str line, section = TG_STR(""), remote = TG_STR("");
	struct tg_map places;
	size_t indent;

	(void)err;
	tg_map_init(&places, m->scratch);
	while (tg_scan_line(&scan, &line, &indent)) {
		if (line.n == 0)
			continue;
		if (indent == 0) {
			section = line;
			remote = TG_STR("");
		} else if (indent == 2 && tg_str_starts(line, "remote:")) {
			remote = tg_str_trim(tg_str_from(line, 7));
		} else if (indent == 4 && (tg_str_is(section, "GEM") ||
					   tg_str_is(section, "GIT"))) {
			struct tg_str name = tg_scan_until(line, " ");
			struct tg_str rest = tg_str_from(line, name.n + 2);
			if (name.n == 0)
				continue;
			struct tg_dependency *dep =
				tg_manifest_add(m, name, scan.line);
			tg_manifest_version(m, dep, tg_scan_until(rest, ")"),
					    TG_PIN_EXACT);
			tg_manifest_source(m, dep, remote);
			tg_map_set(&places, name, (void *)(uintptr_t)m->n);
		} else if (indent == 2 && tg_str_is(section, "CHECKSUMS")) {
			add_checksum(m, &places, line);
		}
	}
	return TG_OK;
}
