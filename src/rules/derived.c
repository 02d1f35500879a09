#include "derived.h"

#include "../base/words.h"

#include <stdlib.h>
#include <string.h>

#define MATCHES_IN_FILE 100u

static const char *const guard_references[] = { "CWE-306", "CWE-862", NULL };
static const char *const host_references[] = { "CWE-918", NULL };
static const char *const no_references[] = { NULL };

static const struct tg_rule table[] = {
	{
		.id = "derived.endpoint-unguarded",
		.title = "A new endpoint lacks the guard that the others have",
		.topic = "trust-boundary",
		.triggers = TG_NEW_FEATURE | TG_AUTH_CHANGE,
		.stride = TG_SPOOFING | TG_ELEVATION_OF_PRIVILEGE,
		.severity = TG_SEVERITY_HIGH,
		.confidence = TG_CONFIDENCE_HIGH,
		.message = "Every other endpoint of this file has a guard beside "
			   "it; this one has none.",
		.ask = "Is this endpoint meant to be open, or where is its caller "
		       "checked?",
		.references = guard_references,
	},
	{
		.id = "derived.guard-removed",
		.title = "A guard of the project's own was removed",
		.topic = "trust-boundary",
		.triggers = TG_AUTH_CHANGE,
		.stride = TG_SPOOFING | TG_ELEVATION_OF_PRIVILEGE,
		.severity = TG_SEVERITY_HIGH,
		.confidence = TG_CONFIDENCE_MEDIUM,
		.change = TG_RULE_REMOVED,
		.control = true,
		.net = true,
		.message = "An annotation whose name says that it checks the caller "
			   "is gone, and what it stood on is still there.",
		.ask = "Who may call this now, and where is that enforced?",
		.references = guard_references,
	},
	{
		.id = "derived.host-added",
		.title = "A call to a new host",
		.topic = "trust-boundary",
		.triggers = TG_NEW_INTEGRATION,
		.stride = TG_SPOOFING | TG_INFORMATION_DISCLOSURE,
		.severity = TG_SEVERITY_MEDIUM,
		.confidence = TG_CONFIDENCE_MEDIUM,
		.message = "The address of another system's interface is new in "
			   "this file.",
		.ask = "What is sent to this system, how does it know us, and what "
		       "if it answers wrongly or never?",
		.references = host_references,
	},
	{
		.id = "derived.service-added",
		.title = "A new service or package with a manifest of its own",
		.topic = "",
		.triggers = TG_NEW_FEATURE | TG_ARCHITECTURE,
		.stride = 0,
		.severity = TG_SEVERITY_MEDIUM,
		.confidence = TG_CONFIDENCE_MEDIUM,
		.message = "A folder with its own manifest is new: something that "
			   "is built and run by itself.",
		.ask = "Which threat model covers it, and what does it trust?",
		.references = no_references,
	},
};

const struct tg_rule_pack tg_derived_rules = {
	"derived", table, sizeof(table) / sizeof(table[0]), NULL
};

struct tg_pending *tg_derive(struct tg_engine *engine, struct tg_worker *worker,
			     enum tg_derived which,
			     const struct tg_change *change)
{
	uint16_t index = (uint16_t)(engine->derived + which);

	return engine->rules[index].off ?
		NULL : tg_worker_file_signal(worker, change, index);
}

static void derive_line(struct tg_scan *scan, enum tg_derived which, uint32_t i,
			uint32_t mark)
{
	const struct tg_line *line = &scan->view->lines[i];
	bool removed = line->kind == TG_LINE_REMOVED;
	uint16_t index = (uint16_t)(scan->engine->derived + which);
	struct tg_worker *w = scan->worker;
	struct tg_pending *p;

	if (tg_engine_gate(scan->engine, w, index, scan->view->change) == 0)
		return;
	if (w->count[index] >= MATCHES_IN_FILE) {
		w->more++;
		return;
	}
	w->count[index]++;
	if (tg_scan_suppressed(scan, &table[which], i))
		return;
	p = tg_derive(scan->engine, w, which, scan->view->change);
	if (p == NULL)
		return;
	p->line = removed ? line->old_line : line->new_line;
	p->kind = removed ? TG_CHANGE_REMOVED : TG_CHANGE_ADDED;
	p->mark = mark;
	p->kept = removed && tg_scan_owner_gone(scan, i);
	p->excerpt = tg_excerpt(w, line->text);
}

/* --- guards by their names ----------------------------------------------- */

/* Words that make a name a guard's by themselves, or together with one of the
 * second list. */
static const char *const strong[] = { "authorize", "authorized", "authenticated",
	"authenticate", "preauthorize", "secured", NULL };
static const char *const subjects[] = { "auth", "login", "permission",
	"permissions", "role", "roles", "admin", "access", "scope", "scopes",
	"owner", "csrf", "superuser", "staff", "tenant", "policy", "privilege",
	NULL };
static const char *const demands[] = { "require", "requires", "required", "check",
	"checks", "ensure", "has", "is", "only", "need", "needs", "must", "verify",
	"validate", "enforce", "guard", "guards", "protected", "protect", NULL };

struct tg_str tg_annotation_name(struct tg_str text)
{
	size_t n = 0;

	text = tg_str_trim(text);
	while (text.n > 0 && !tg_is_alnum(text.p[0]) && text.p[0] != '_')
		text = tg_str_from(text, 1);
	while (n < text.n && (tg_is_alnum(text.p[n]) || text.p[n] == '_' ||
			      text.p[n] == '.' || text.p[n] == ':'))
		n++;
	return tg_str_sub(text, 0, n);
}

bool tg_name_is_guard(struct tg_str name)
{
	bool subject = false, demand = false;
	struct tg_str word;

	while (tg_words_next(&name, &word)) {
		if (tg_str_iis_one_of(word, strong))
			return true;
		subject = subject || tg_str_iis_one_of(word, subjects);
		demand = demand || tg_str_iis_one_of(word, demands);
	}
	return subject && demand;
}

/* Did a rule that knows the name match this very line? Then nothing is to be derived
 * from it; one that goes by words alone does not know whether it guards. */
static bool is_known(const struct tg_scan *scan, uint32_t i)
{
	const struct tg_worker *w = scan->worker;
	size_t low = 0, high = w->known.n; /* in the order of lines */

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (w->known.items[middle] < i)
			low = middle + 1;
		else
			high = middle;
	}
	return low < w->known.n && w->known.items[low] == i;
}

/* The same guard on an added line of the block that is this line, edited. */
static bool is_edited(struct tg_scan *scan, uint32_t i, struct tg_str name)
{
	const struct tg_line *lines = scan->view->lines;
	const struct tg_block *block;

	tg_scan_blocks(scan);
	block = &scan->blocks[scan->block_of[i]];
	for (uint32_t k = i + 1; k <= block->last && k < i + 200; k++)
		if (lines[k].kind == TG_LINE_ADDED &&
		    tg_line_is_annotation(lines[k].text) &&
		    tg_name_is_guard(tg_annotation_name(lines[k].text)) &&
		    (tg_str_eq(tg_annotation_name(lines[k].text), name) ||
		     tg_scan_is_edit(scan, i, k)))
			return true;
	return false;
}

static void derive_guard(struct tg_scan *scan, uint32_t i)
{
	const struct tg_line *line = &scan->view->lines[i];
	struct tg_str name;

	if (!tg_line_is_annotation(line->text))
		return;
	name = tg_annotation_name(line->text);
	if (name.n == 0 || !tg_name_is_guard(name) ||
	    tg_scan_is_comment(scan, TG_SIDE_OLD, i, 0, line->text.n) ||
	    is_known(scan, i) || tg_scan_is_reformatted(scan, i) ||
	    tg_scan_owner_gone(scan, i) || is_edited(scan, i, name))
		return;
	derive_line(scan, TG_DERIVED_GUARD_REMOVED, i, tg_scan_mark(scan, i));
}

/* --- hosts --------------------------------------------------------------- */

/* First words of host names behind which programs answer, not pages. */
static const char *const interfaces[] = { "api", "apis", "hooks", "oauth",
	"oauth2", "auth", "login", "graph", "gateway", "rest", "accounts",
	"webhook", "webhooks", "sso", "id", "identity", "events", "ingest",
	"uploads", "sandbox", "checkout", "payments", NULL };

static struct tg_str host_of(struct tg_str url)
{
	size_t n = 0;

	while (n < url.n && (tg_is_alnum(url.p[n]) || url.p[n] == '.' ||
			     url.p[n] == '-'))
		n++;
	return tg_str_sub(url, 0, n);
}

static bool is_interface(struct tg_str host)
{
	struct tg_str rest = host, first;
	size_t dots = 0;

	for (size_t i = 0; i < host.n; i++)
		dots += host.p[i] == '.';
	if (dots < 2 || tg_str_iends(host, ".local") || tg_str_iends(host, ".test") ||
	    tg_str_ifind(host, TG_STR("example")) != SIZE_MAX)
		return false;
	return tg_str_split(&rest, '.', &first) && tg_str_iis_one_of(first, interfaces);
}

/* The host stands elsewhere on the old side: in the file, or, of a bare patch,
 * in the lines that are shown of it. */
static bool was_known(const struct tg_scan *scan, struct tg_str host)
{
	const struct tg_file_view *view = scan->view;

	if (view->old_text.p != NULL)
		return tg_str_ifind(view->old_text, host) != SIZE_MAX;
	for (size_t i = 0; i < view->n_lines; i++)
		if (view->lines[i].kind != TG_LINE_ADDED &&
		    tg_str_ifind(view->lines[i].text, host) != SIZE_MAX)
			return true;
	return false;
}

static void derive_host(struct tg_scan *scan, uint32_t i)
{
	const struct tg_line *line = &scan->view->lines[i];
	size_t at = tg_str_find(line->text, TG_STR("https://"));
	struct tg_str host;

	if (at == SIZE_MAX)
		return;
	host = host_of(tg_str_from(line->text, at + 8));
	if (!is_interface(host) ||
	    tg_scan_is_comment(scan, TG_SIDE_NEW, i, at, at + 1) ||
	    was_known(scan, host))
		return;
	derive_line(scan, TG_DERIVED_HOST_ADDED, i, tg_scan_mark(scan, i));
}

void tg_derive_in_file(struct tg_scan *scan)
{
	const struct tg_file_view *view = scan->view;
	bool is_new = view->change->file_class == TG_CLASS_PRODUCTION;
	bool is_old = (view->change->old_path ? view->change->old_class :
		       view->change->file_class) == TG_CLASS_PRODUCTION;

	for (uint32_t i = 0; i < view->n_lines; i++) {
		if (view->lines[i].kind == TG_LINE_REMOVED && is_old)
			derive_guard(scan, i);
		else if (view->lines[i].kind == TG_LINE_ADDED && is_new)
			derive_host(scan, i);
	}
	if (is_new)
		tg_derive_endpoints(scan);
}

/* --- services ------------------------------------------------------------ */

static const char *const manifests[] = { "package.json", "go.mod", "pom.xml",
	"build.gradle", "build.gradle.kts", "Cargo.toml", "pyproject.toml",
	"setup.py", "requirements.txt", "Gemfile", "composer.json", "mix.exs",
	"pubspec.yaml", "Package.swift", NULL };

#define SERVICE_FILES 3u /* a folder with fewer is not a service yet */

static bool is_manifest(struct tg_str name)
{
	for (size_t i = 0; manifests[i] != NULL; i++)
		if (tg_str_is(name, manifests[i]))
			return true;
	return tg_str_ends(name, ".csproj") || tg_str_ends(name, ".fsproj");
}

/* The folder of a path with its slash; "" at the top. */
static struct tg_str folder_of(const char *path)
{
	struct tg_str s = tg_str(path);
	size_t slash = tg_str_rchr(s, '/');

	return slash == SIZE_MAX ? TG_STR("") : tg_str_sub(s, 0, slash + 1);
}

static bool is_below(const char *path, struct tg_str folder)
{
	return path != NULL && tg_str_eq(tg_str_sub(tg_str(path), 0, folder.n), folder);
}

struct lookup {
	struct tg_str folder;
	bool found;
};

static bool look_below(const char *path, void *ctx)
{
	struct lookup *lookup = ctx;

	lookup->found = is_below(path, lookup->folder);
	return !lookup->found;
}

/* True when the change made the folder, and with it enough to run. */
static bool is_new_folder(const struct tg_changeset *changes, struct tg_str folder)
{
	struct lookup lookup = { folder, false };
	struct tg_err none;
	size_t files = 0;

	for (size_t i = 0; i < changes->n; i++) {
		const struct tg_change *c = &changes->changes[i];

		if (is_below(c->old_path, folder) && c->status != TG_STATUS_ADDED)
			return false;
		if (is_below(c->new_path, folder) &&
		    c->status == TG_STATUS_RENAMED)
			return false;
		files += is_below(c->new_path, folder) &&
			 c->file_class == TG_CLASS_PRODUCTION;
	}
	if (files < SERVICE_FILES)
		return false;
	/* without a repository behind it, what the change shows has to do */
	if (changes->source != NULL &&
	    tg_changeset_list(changes, TG_SIDE_OLD, look_below, &lookup, &none) !=
		    TG_OK)
		lookup.found = false;
	return !lookup.found;
}

void tg_derive_across(struct tg_engine *engine,
		      const struct tg_changeset *changes)
{
	struct tg_str last = TG_STR("");

	for (size_t i = 0; i < changes->n; i++) {
		const struct tg_change *c = &changes->changes[i];
		struct tg_str folder = folder_of(c->path);

		if (c->status != TG_STATUS_ADDED || folder.n == 0 ||
		    (c->file_class != TG_CLASS_PRODUCTION &&
		     c->file_class != TG_CLASS_CONFIG) ||
		    !is_manifest(tg_str_from(tg_str(c->path), folder.n)))
			continue;
		if (last.n > 0 && is_below(c->path, last))
			continue; /* part of the one just reported */
		if (!is_new_folder(changes, folder))
			continue;
		last = folder;
		(void)tg_derive(engine, &engine->workers[0],
				TG_DERIVED_SERVICE_ADDED, c);
	}
}
