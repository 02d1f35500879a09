/* Python's requirement lines, and the files that are made of them. */
#include "manifest.h"

#include "../base/buf.h"
#include "../markup/yaml.h"

#include <string.h>

static bool is_local(struct tg_str s)
{
	return s.n == 0 || tg_str_starts(s, ".") || tg_str_starts(s, "/") ||
		tg_str_starts(s, "file:") || tg_str_starts(s, "${");
}

/* "git+https://host/o/r.git@ref#egg=name", also without a name before it. */
static void add_address(struct tg_manifest *m, struct tg_str name,
			struct tg_str url, uint32_t line)
{
	struct tg_str fragment = tg_url_fragment(url), ref = TG_STR("");
	size_t at, cut = tg_str_chr(url, '#');

	if (is_local(url))
		return;
	if (cut != SIZE_MAX)
		url = tg_str_sub(url, 0, cut);
	at = tg_str_rchr(url, '@');
	if (at != SIZE_MAX && tg_str_chr(tg_str_from(url, at), '/') == SIZE_MAX) {
		ref = tg_str_from(url, at + 1);
		url = tg_str_sub(url, 0, at);
	}
	if (name.n == 0 && tg_str_starts(fragment, "egg="))
		name = tg_scan_until(tg_str_from(fragment, 4), "&[=<>!~ ");
	const char *place = tg_url_normalise(m->scratch, url);
	const char *known = name.n > 0 ? tg_name_pep503(m->scratch, name) : place;
	struct tg_dependency *dep = tg_manifest_add(m, tg_str(known), line);
	tg_manifest_source(m, dep, url);
	if (tg_str_starts(url, "git+"))
		tg_manifest_version(m, dep, ref, tg_pin_of_ref(ref));
	else
		tg_manifest_version(m, dep, url, tg_str_starts(fragment, "sha256=") ?
				    TG_PIN_HASH : TG_PIN_EXACT);
}

static enum tg_pin pin_of(struct tg_str range, bool app)
{
	range = tg_str_trim(range);
	if (tg_str_starts(range, "==") && tg_str_chr(range, '*') == SIZE_MAX)
		return TG_PIN_EXACT;
	if (range.n == 0)
		return app ? TG_PIN_FLOATING : TG_PIN_UNKNOWN;
	/* no upper end: anything may come */
	if (app && range.p[0] == '>' && tg_str_chr(range, '<') == SIZE_MAX)
		return TG_PIN_FLOATING;
	return TG_PIN_LOCKED;
}

void tg_pip_requirement(struct tg_manifest *m, struct tg_str requirement,
			uint32_t line, bool app)
{
	struct tg_str rest = tg_str_trim(requirement);
	struct tg_str name = tg_scan_word(&rest, "-.");
	size_t bracket;

	rest = tg_str_trim(rest);
	if (name.n == 0 || !tg_is_alnum(name.p[0]))
		return;
	if (tg_str_starts(rest, "[")) {
		bracket = tg_str_chr(rest, ']');
		rest = tg_str_trim(tg_str_from(rest, bracket == SIZE_MAX ? rest.n :
					       bracket + 1));
	}
	if (tg_str_starts(rest, "@")) {
		size_t end = tg_str_find(rest, TG_STR(" ;"));
		add_address(m, name, tg_str_trim(tg_str_sub(
				    tg_str_from(rest, 1), 0,
				    end == SIZE_MAX ? rest.n : end - 1)), line);
		return;
	}
	if (rest.n > 0 && (!rest.p[0] || !strchr("=<>!~;(,", rest.p[0])))
		return; /* prose, or a file name */
	rest = tg_scan_until(rest, ";");
	struct tg_dependency *dep = tg_manifest_add_as(
		m, "pypi", tg_str(tg_name_pep503(m->scratch, name)), line);
	tg_manifest_version(m, dep, rest, pin_of(rest, app));
}

/* -i, --index-url and their like; -e. Others say nothing here. */
static void option(struct tg_manifest *m, struct tg_str line, uint32_t number)
{
	static const char *const places[] = {
		"--index-url", "--extra-index-url", "--find-links", "-i", "-f", NULL
	};
	struct tg_str rest = line, word, value;
	size_t eq;

	if (!tg_str_word(&rest, &word))
		return;
	value = tg_str_trim(rest);
	eq = tg_str_chr(word, '=');
	if (eq != SIZE_MAX) {
		value = tg_str_from(word, eq + 1);
		word = tg_str_sub(word, 0, eq);
	}
	for (const char *const *p = places; *p != NULL; p++)
		if (tg_str_is(word, *p) && !is_local(value))
			tg_manifest_registry(m, value, number);
	if (tg_str_is(word, "-e") || tg_str_is(word, "--editable"))
		add_address(m, TG_STR(""), value, number);
}

/* "name==1 --hash=sha256:x --hash=sha256:y": the options leave the line. */
static void requirement_line(struct tg_manifest *m, struct tg_str line,
			     uint32_t number)
{
	size_t hash = tg_str_find(line, TG_STR(" --"));
	struct tg_str options = tg_str_from(line, hash == SIZE_MAX ? line.n : hash);
	struct tg_str body = tg_str_trim(tg_str_sub(line, 0, line.n - options.n)), word;
	size_t before = m->n;

	if (tg_str_starts(body, "-"))
		option(m, line, number);
	else if (tg_str_starts(body, "git+") || tg_str_starts(body, "http"))
		add_address(m, TG_STR(""), body, number);
	else
		tg_pip_requirement(m, body, number, true);
	if (m->n == before)
		return;
	while (tg_str_word(&options, &word)) {
		if (!tg_str_starts(word, "--hash=sha256:"))
			continue;
		tg_manifest_integrity(m, &m->deps[m->n - 1], "sha256",
				      tg_str_from(word, 14));
		m->deps[m->n - 1].pin = TG_PIN_HASH;
	}
}

/* Files that a tool wrote hold what others need, too: "# via x" says who, and
 * an export has markers all over. */
struct written {
	bool by_tool;
	size_t markers;
};

static void note_written(struct tg_manifest *m, struct written *w, struct tg_str line)
{
	struct tg_str via = tg_str_trim(tg_str_from(line, 1));

	if (!tg_str_starts(line, "#")) {
		w->markers += tg_str_find(line, TG_STR("; python")) != SIZE_MAX ||
			tg_str_find(line, TG_STR(";python")) != SIZE_MAX;
		return;
	}
	if (tg_str_ifind(line, TG_STR("autogenerated by")) != SIZE_MAX)
		w->by_tool = true;
	if (!w->by_tool || m->n == 0)
		return;
	if (tg_str_starts(via, "via"))
		via = tg_str_trim(tg_str_from(via, 3));
	if (tg_str_starts(via, "-r ") || tg_str_find(via, TG_STR(".toml)")) != SIZE_MAX ||
	    tg_str_find(via, TG_STR("setup.")) != SIZE_MAX)
		m->deps[m->n - 1].direct = true;
}

static const char *file_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

enum tg_rc tg_pip_requirements(struct tg_manifest *m, struct tg_str text,
			       struct tg_err *err)
{
	struct tg_scan scan = { text, 0 };
	struct written written = { .markers = 0 };
	struct tg_str line;

	(void)err;
	while (tg_scan_line(&scan, &line, NULL)) {
		size_t before = m->n;
		note_written(m, &written, line);
		struct tg_buf joined = TG_BUF_INIT(1u << 16);
		uint32_t number = scan.line;
		bool more = true;
		while (more) {
			size_t comment = tg_str_find(line, TG_STR(" #"));
			if (tg_str_starts(line, "#"))
				comment = 0;
			line = tg_str_rtrim(tg_str_sub(line, 0, comment));
			more = tg_str_ends(line, "\\");
			tg_buf_put_str(&joined, tg_str_sub(line, 0, line.n - more));
			tg_buf_putc(&joined, ' ');
			more = more && tg_scan_line(&scan, &line, NULL);
		}
		requirement_line(m, tg_str_trim(tg_buf_str(&joined)), number);
		tg_buf_release(&joined);
		if (written.by_tool && m->n > before)
			m->deps[m->n - 1].direct = false;
	}
	/* constraints say which version, if somebody asks for it */
	if (tg_str_ifind(tg_str(file_name(m->path)), TG_STR("constraints")) != SIZE_MAX)
		for (size_t i = 0; i < m->n; i++)
			m->deps[i].direct = false;
	for (size_t i = 0; m->n >= 20 && written.markers > m->n / 2 && i < m->n; i++)
		m->deps[i].direct = false;
	return TG_OK;
}

enum tg_rc tg_pip_config(struct tg_manifest *m, struct tg_str text, struct tg_err *err)
{
	struct tg_scan scan = { text, 0 };
	struct tg_str line;

	(void)err;
	while (tg_scan_line(&scan, &line, NULL)) {
		struct tg_str rest = line;
		struct tg_str key = tg_scan_word(&rest, "-");
		rest = tg_str_trim(rest);
		if (!tg_str_starts(rest, "="))
			continue;
		if (tg_str_is(key, "index-url") || tg_str_is(key, "extra-index-url") ||
		    tg_str_is(key, "find-links"))
			tg_manifest_registry(m, tg_str_from(rest, 1), scan.line);
	}
	return TG_OK;
}

enum tg_rc tg_conda_environment(struct tg_manifest *m, struct tg_str text,
				struct tg_err *err)
{
	struct tg_tree *root;
	enum tg_rc rc = tg_yaml_read(&root, m->scratch, text, m->path, err);

	if (rc != TG_OK)
		return rc;
	const struct tg_tree *channels = tg_tree_get(root, "channels");
	const struct tg_tree *list = tg_tree_get(root, "dependencies");
	for (size_t i = 0; i < tg_tree_count(channels); i++)
		tg_manifest_registry(m, tg_str(tg_tree_text(channels->items[i], "")),
				     channels->items[i]->line);
	for (size_t i = 0; i < tg_tree_count(list); i++) {
		const struct tg_tree *e = list->items[i];
		const struct tg_tree *pip = tg_tree_get(e, "pip");
		struct tg_str spec = tg_str(tg_tree_text(e, ""));
		struct tg_str name = tg_scan_until(spec, "=<> ");
		if (name.n > 0 && !tg_str_is(name, "python") && !tg_str_is(name, "pip")) {
			struct tg_dependency *dep = tg_manifest_add(
				m, tg_str(tg_name_lower(m->scratch, name)), e->line);
			tg_manifest_version(m, dep, tg_str_from(spec, name.n),
					    tg_pin_of_range(tg_str_from(spec, name.n)));
		}
		for (size_t k = 0; k < tg_tree_count(pip); k++)
			tg_pip_requirement(m, tg_str(tg_tree_text(pip->items[k], "")),
					   pip->items[k]->line, true);
	}
	return TG_OK;
}
