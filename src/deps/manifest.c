/* One manifest as read: how the parsers put down what they find. */
#include "manifest.h"

#include "../base/map.h"
#include "../base/vec.h"

#include <string.h>

/* Longer names and versions are cut: they are shown, and compared as cut. */
#define MAX_TEXT 500u

static const char *keep(struct tg_manifest *m, struct tg_str s)
{
	return tg_arena_strndup(m->arena, s.p ? s.p : "",
				s.n < MAX_TEXT ? s.n : MAX_TEXT);
}

static struct tg_dependency *next(struct tg_manifest *m)
{
	if (m->n >= TG_DEPS_MAX_PER_FILE) {
		m->truncated = true;
		memset(&m->spare, 0, sizeof m->spare);
		return &m->spare;
	}
	m->deps = tg_vec_grow(m->arena, m->deps, m->n, &m->cap, sizeof *m->deps);
	memset(&m->deps[m->n], 0, sizeof *m->deps);
	return &m->deps[m->n++];
}

struct tg_dependency *tg_manifest_add_as(struct tg_manifest *m,
					 const char *ecosystem,
					 struct tg_str name, uint32_t line)
{
	struct tg_dependency *dep;

	if (name.n == 0) {
		memset(&m->spare, 0, sizeof m->spare);
		dep = &m->spare;
	} else {
		dep = next(m);
	}
	dep->ecosystem = ecosystem;
	dep->name = keep(m, name);
	dep->version = dep->source = dep->integrity = "";
	dep->direct = true;
	dep->line = line;
	return dep;
}

struct tg_dependency *tg_manifest_add(struct tg_manifest *m, struct tg_str name,
				      uint32_t line)
{
	return tg_manifest_add_as(m, m->ecosystem, name, line);
}

void tg_manifest_registry(struct tg_manifest *m, struct tg_str url, uint32_t line)
{
	const char *place = tg_url_normalise(m->scratch, url);

	if (*place == '\0' || tg_registry_is_default(m->ecosystem, place))
		return;
	tg_manifest_add(m, tg_str(place), line)->kind = TG_DEP_REGISTRY;
}

void tg_manifest_script(struct tg_manifest *m, struct tg_str what,
			struct tg_str command, uint32_t line)
{
	struct tg_dependency *dep = tg_manifest_add(m, what, line);

	dep->kind = TG_DEP_SCRIPT;
	dep->version = keep(m, command);
}

void tg_manifest_own(struct tg_manifest *m, struct tg_str name, uint32_t line)
{
	tg_manifest_add(m, name, line)->kind = TG_DEP_OWN;
}

void tg_manifest_version(struct tg_manifest *m, struct tg_dependency *dep,
			 struct tg_str version, enum tg_pin pin)
{
	dep->version = keep(m, tg_str_trim(version));
	dep->pin = pin;
}

void tg_manifest_source(struct tg_manifest *m, struct tg_dependency *dep,
			struct tg_str url)
{
	const char *source = tg_url_normalise(m->arena, url);

	dep->source = tg_registry_is_default(dep->ecosystem, source) ? "" : source;
}

/* --- hashes: a lock file gives one for each file of a package ----------------- */

#define MAX_HASHES 4096u /* bytes; what is past them is not read */

static void start_hashes(struct tg_hashes *h, struct tg_arena *arena, const char *given)
{
	h->n = strlen(given);
	h->cap = h->n + 128;
	h->text = tg_arena_alloc(arena, h->cap);
	memcpy(h->text, given, h->n);
}

static void add_hashes(struct tg_hashes *h, struct tg_arena *arena, struct tg_str s)
{
	if (h->cap - h->n <= s.n) {
		char *old = h->text;

		h->cap = 2 * (h->cap + s.n);
		h->text = tg_arena_alloc(arena, h->cap);
		memcpy(h->text, old, h->n);
	}
	if (s.n > 0)
		memcpy(h->text + h->n, s.p, s.n);
	h->n += s.n;
}

void tg_manifest_integrity(struct tg_manifest *m, struct tg_dependency *dep,
			   const char *algorithm, struct tg_str value)
{
	struct tg_hashes *h = &m->hashes;
	struct tg_str name = tg_str(algorithm);

	if (value.n == 0 || strlen(dep->integrity) > MAX_HASHES)
		return;
	if (dep->integrity != h->text || h->text == NULL)
		start_hashes(h, m->arena, dep->integrity);
	add_hashes(h, m->arena, h->n > 0 ? TG_STR(" ") : TG_STR(""));
	add_hashes(h, m->arena, name);
	add_hashes(h, m->arena, TG_STR(":"));
	value = tg_str_sub(value, 0, MAX_TEXT);
	add_hashes(h, m->arena, tg_str_sub(value, 0, tg_str_chr(value, '\0')));
	dep->integrity = h->text;
}

/* Takes over what a redirection says; false when the repository has it. */
static bool follow(struct tg_dependency *dep, struct tg_dependency *to)
{
	to->direct = false; /* was followed */
	if (to->local)
		return false;
	dep->source = to->source;
	dep->line = to->line;
	dep->inherited = false;
	if (*to->version != '\0' || to->pin != TG_PIN_UNKNOWN) {
		dep->version = to->version;
		dep->integrity = to->integrity;
		dep->pin = to->pin;
	}
	return true;
}

/* Those by the name that they are about; false when there are none. */
static bool map_redirections(struct tg_map *places, const struct tg_manifest *m)
{
	bool any = false;

	tg_map_init(places, m->scratch);
	for (size_t i = 0; i < m->n; i++)
		if (m->deps[i].redirects) {
			tg_map_set(places, tg_str(m->deps[i].name), &m->deps[i]);
			any = true;
		}
	return any;
}

/* A replacement, a patch or an override and the entry that it is about are one
 * dependency. One about something that the manifest does not name stays. */
static void redirect(struct tg_manifest *m)
{
	struct tg_map places;
	size_t kept = 0;

	if (!map_redirections(&places, m))
		return;
	for (size_t i = 0; i < m->n; i++) {
		struct tg_dependency *dep = &m->deps[i], *to = NULL;
		if (dep->kind == TG_DEP_PACKAGE && !dep->redirects)
			to = tg_map_get(&places, tg_str(dep->name));
		if (to != NULL && !follow(dep, to))
			dep->local = true;
	}
	for (size_t i = 0; i < m->n; i++) {
		const struct tg_dependency *dep = &m->deps[i];
		if (!dep->local && (!dep->redirects || dep->direct))
			m->deps[kept++] = *dep;
	}
	m->n = kept;
}

enum tg_rc tg_manifest_parse(struct tg_manifest *m,
			     const struct tg_manifest_format *format,
			     struct tg_str text, struct tg_err *err)
{
	m->ecosystem = format->ecosystem;
	if (text.n >= 3 && memcmp(text.p, "\xef\xbb\xbf", 3) == 0)
		text = tg_str_from(text, 3);
	enum tg_rc rc = format->parse(m, text, err);
	redirect(m);
	if (format->lock)
		for (size_t i = 0; i < m->n; i++)
			m->deps[i].direct = false;
	return rc;
}

enum tg_rc tg_deps_read(struct tg_dependency **out, size_t *n, const char *path,
			struct tg_str text, struct tg_arena *arena,
			struct tg_err *err)
{
	const struct tg_manifest_format *format = tg_manifest_format_of(path);
	struct tg_arena scratch = TG_ARENA_INIT;
	struct tg_manifest m = { .arena = arena, .scratch = &scratch, .path = path };

	*out = NULL;
	*n = 0;
	if (format == NULL)
		return tg_err_set(err, TG_E_NOT_FOUND, "%s is no manifest", path);
	enum tg_rc rc = tg_manifest_parse(&m, format, text, err);
	tg_arena_release(&scratch);
	if (rc != TG_OK)
		return rc;
	*out = m.deps;
	*n = m.n;
	return TG_OK;
}
