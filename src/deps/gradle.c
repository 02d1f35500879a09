/* Gradle: build scripts, version catalogues, lock and verification files. Build
 * scripts are programs; what names a dependency in them is a string of the form
 * "group:artifact:version", wherever it stands. */
#include "manifest.h"

#include "../markup/toml.h"
#include "../markup/xml.h"

#include <string.h>

static bool is_coordinate_part(struct tg_str s)
{
	if (s.n == 0)
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (!tg_is_alnum(s.p[i]) && (!s.p[i] || !strchr("._-", s.p[i])))
			return false;
	return true;
}

static bool has_letter(struct tg_str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (tg_is_alpha(s.p[i]))
			return true;
	return false;
}

static enum tg_pin pin_of(struct tg_str version)
{
	if (version.n == 0 || tg_str_chr(version, '$') != SIZE_MAX)
		return TG_PIN_UNKNOWN;
	if (tg_str_ends(version, "+") || tg_str_starts(version, "latest.") ||
	    tg_str_ends(version, "-SNAPSHOT"))
		return TG_PIN_FLOATING;
	return tg_pin_of_range(version);
}

static void add_artifact(struct tg_manifest *m, struct tg_str group,
			 struct tg_str artifact, struct tg_str version,
			 uint32_t line)
{
	struct tg_str name = tg_str(tg_arena_printf(
		m->scratch, "%.*s:%.*s", (int)group.n, group.p, (int)artifact.n,
		artifact.p));

	tg_manifest_version(m, tg_manifest_add(m, name, line), version,
			    pin_of(version));
}

/* "group:artifact[:version[:classifier]][@type]" */
static void add_string(struct tg_manifest *m, struct tg_str s, bool declares,
		       uint32_t line)
{
	struct tg_str group, artifact, version = TG_STR("");
	struct tg_str rest = tg_scan_until(s, "@");

	if (!tg_str_split(&rest, ':', &group) || !tg_str_split(&rest, ':', &artifact) ||
	    !is_coordinate_part(group) || !is_coordinate_part(artifact))
		return;
	tg_str_split(&rest, ':', &version);
	/* other strings with a colon: task names, times, ports, JDBC addresses */
	bool told = version.n > 0 && (tg_is_digit(version.p[0]) || version.p[0] == '$');
	if (!tg_is_alpha(group.p[0]) || !has_letter(artifact) ||
	    (tg_str_chr(group, '.') == SIZE_MAX && !told && !declares))
		return;
	add_artifact(m, group, artifact, version, line);
}

/* The words that declare a dependency at the start of a statement. */
static bool declares(struct tg_str word)
{
	static const char *const words[] = {
		"implementation", "api", "compileOnly", "runtimeOnly",
		"annotationProcessor", "kapt", "ksp", "classpath", "compile",
		"runtime", "dependency", "mavenBom", "developmentOnly", NULL
	};

	for (const char *const *w = words; *w != NULL; w++)
		if (tg_str_iends(word, *w))
			return true;
	return false;
}

/* id 'x' version 'y' / id("x") version "y" / kotlin("jvm") version "y" */
static bool add_plugin(struct tg_manifest *m, struct tg_str line, uint32_t number)
{
	struct tg_str rest = line, id, version = TG_STR("");
	bool kotlin = tg_scan_keyword(&rest, "kotlin");

	if ((!kotlin && !tg_scan_keyword(&rest, "id")) || !tg_scan_quoted(&rest, &id) ||
	    (!kotlin && tg_str_chr(id, '.') == SIZE_MAX))
		return false;
	size_t at = tg_str_find(rest, TG_STR("version"));
	if (at == SIZE_MAX)
		return true; /* applied here, declared elsewhere */
	if (kotlin)
		id = tg_str(tg_arena_printf(m->scratch, "org.jetbrains.kotlin.%.*s",
					    (int)id.n, id.p));
	rest = tg_str_from(rest, at);
	tg_scan_quoted(&rest, &version);
	tg_manifest_version(m, tg_manifest_add(m, id, number), version,
			    pin_of(version));
	return true;
}

struct build {
	unsigned depth, repositories; /* depth at which that block was opened */
	unsigned publishing;          /* likewise: repositories to put things to */
	bool comment;
};

static void add_statement(struct tg_manifest *m, const struct build *at,
			  struct tg_str line, uint32_t number)
{
	struct tg_str rest = line, value;
	struct tg_str word = tg_scan_word(&rest, "");
	struct tg_str group = tg_scan_arg(line, "group");
	struct tg_str artifact = tg_scan_arg(line, "name");

	if (at->repositories > 0) {
		if (tg_str_is(word, "jcenter") || tg_str_is(word, "mavenLocal"))
			tg_manifest_registry(m, word, number);
		while (tg_scan_quoted(&line, &value))
			if (tg_str_starts(value, "http"))
				tg_manifest_registry(m, value, number);
		return;
	}
	if (tg_str_is(word, "exclude") || tg_str_is(word, "force") ||
	    add_plugin(m, line, number))
		return;
	if (group.n > 0 && artifact.n > 0) {
		add_artifact(m, group, artifact, tg_scan_arg(line, "version"), number);
		return;
	}
	bool declared = declares(word);
	while (tg_scan_quoted(&line, &value))
		add_string(m, value, declared, number);
}

/* `before` is what stands on the line before the bracket. */
static void open_bracket(struct build *at, struct tg_str before)
{
	at->depth++;
	before = tg_str_rtrim(before);
	if (at->publishing == 0 && tg_str_is(before, "publishing"))
		at->publishing = at->depth;
	if (at->repositories == 0 && at->publishing == 0 &&
	    tg_str_ends(before, "repositories"))
		at->repositories = at->depth;
}

static void close_bracket(struct build *at)
{
	if (at->depth == 0)
		return;
	if (at->depth == at->repositories)
		at->repositories = 0;
	if (at->depth == at->publishing)
		at->publishing = 0;
	at->depth--;
}

/* Counts brackets outside strings and notes where `repositories {` stands. */
static void track(struct build *at, struct tg_str line)
{
	char quote = 0;

	for (size_t i = 0; i < line.n; i++) {
		char c = line.p[i];
		if (quote != 0)
			quote = c == quote ? 0 : quote;
		else if (c == '"' || c == '\'')
			quote = c;
		else if (c == '{')
			open_bracket(at, tg_str_sub(line, 0, i));
		else if (c == '}')
			close_bracket(at);
	}
}

enum tg_rc tg_gradle_build(struct tg_manifest *m, struct tg_str text,
			   struct tg_err *err)
{
	struct tg_scan scan = { text, 0 };
	struct build at = { 0 };
	struct tg_str line;

	(void)err;
	while (tg_scan_line(&scan, &line, NULL)) {
		size_t end = tg_str_find(line, TG_STR("*/"));
		if (at.comment) {
			at.comment = end == SIZE_MAX;
			continue;
		}
		line = tg_scan_uncomment(line, "//");
		if (tg_str_starts(line, "/*")) {
			at.comment = end == SIZE_MAX;
			continue;
		}
		struct build before = at;
		track(&at, line);
		if (before.repositories == 0)
			before.repositories = at.repositories;
		if (at.publishing == 0 &&
		    tg_str_find(line, TG_STR("repositories")) != SIZE_MAX &&
		    tg_str_find(line, TG_STR("http")) != SIZE_MAX)
			before.repositories = 1; /* a block on one line */
		add_statement(m, &before, line, scan.line);
	}
	return TG_OK;
}

/* version = "1", version.ref = "name of one above" */
static struct tg_str catalog_version(const struct tg_tree *root,
				     const struct tg_tree *e)
{
	const struct tg_tree *version = tg_tree_get(e, "version");
	const char *ref = tg_tree_get_text(version, "ref", "");

	return tg_str(tg_tree_text(version, tg_tree_get_text(
		tg_tree_get(root, "versions"), ref, "")));
}

enum tg_rc tg_gradle_catalog(struct tg_manifest *m, struct tg_str text,
			     struct tg_err *err)
{
	struct tg_tree *root;
	enum tg_rc rc = tg_toml_read(&root, m->scratch, text, m->path, err);

	if (rc != TG_OK)
		return rc;
	const struct tg_tree *libraries = tg_tree_get(root, "libraries");
	const struct tg_tree *plugins = tg_tree_get(root, "plugins");
	for (size_t i = 0; i < tg_tree_count(libraries); i++) {
		const struct tg_tree *e = libraries->items[i];
		const char *module = tg_tree_get_text(e, "module", tg_tree_text(e, ""));
		struct tg_str version = catalog_version(root, e);
		if (*module != '\0')
			module = tg_arena_printf(m->scratch, "%s:%.*s", module,
						 (int)version.n, version.p);
		else
			module = tg_arena_printf(
				m->scratch, "%s:%s:%.*s",
				tg_tree_get_text(e, "group", ""),
				tg_tree_get_text(e, "name", ""), (int)version.n, version.p);
		add_string(m, tg_str(module), true, e->key_line);
	}
	for (size_t i = 0; i < tg_tree_count(plugins); i++) {
		const struct tg_tree *e = plugins->items[i];
		struct tg_str id = tg_str(tg_tree_get_text(e, "id", tg_tree_text(e, "")));
		struct tg_str name = tg_scan_until(id, ":");
		struct tg_str version = name.n < id.n ? tg_str_from(id, name.n + 1) :
			catalog_version(root, e);
		tg_manifest_version(m, tg_manifest_add(m, name, e->key_line), version,
				    pin_of(version));
	}
	return TG_OK;
}

/* group:artifact:version=configurations */
enum tg_rc tg_gradle_lock(struct tg_manifest *m, struct tg_str text,
			  struct tg_err *err)
{
	struct tg_scan scan = { text, 0 };
	struct tg_str line;

	(void)err;
	while (tg_scan_line(&scan, &line, NULL))
		if (line.n > 0 && line.p[0] != '#')
			add_string(m, tg_scan_until(line, "="), true, scan.line);
	return TG_OK;
}

static void add_verified(struct tg_manifest *m, const struct tg_xml *component)
{
	const char *group = tg_xml_attr(component, "group");
	const char *name = tg_xml_attr(component, "name");
	const char *version = tg_xml_attr(component, "version");

	if (group == NULL || name == NULL)
		return;
	struct tg_dependency *dep = tg_manifest_add(
		m, tg_str(tg_arena_printf(m->scratch, "%s:%s", group, name)),
		component->line);
	tg_manifest_version(m, dep, tg_str(version), TG_PIN_HASH);
	for (size_t i = 0; i < component->n; i++) {
		const char *sum = tg_xml_attr(
			tg_xml_child(component->children[i], "sha256"), "value");
		tg_manifest_integrity(m, dep, "sha256", tg_str(sum));
	}
}

enum tg_rc tg_gradle_verification(struct tg_manifest *m, struct tg_str text,
				  struct tg_err *err)
{
	struct tg_xml *root;
	enum tg_rc rc = tg_xml_read(&root, m->scratch, text, m->path, err);

	if (rc != TG_OK)
		return rc;
	const struct tg_xml *components = tg_xml_child(root, "components");
	for (size_t i = 0; components != NULL && i < components->n; i++)
		add_verified(m, components->children[i]);
	return TG_OK;
}

enum tg_rc tg_gradle_wrapper(struct tg_manifest *m, struct tg_str text,
			     struct tg_err *err)
{
	struct tg_scan scan = { text, 0 };
	struct tg_str line, url = TG_STR(""), sum = TG_STR("");
	uint32_t at = 0;

	(void)err;
	while (tg_scan_line(&scan, &line, NULL)) {
		size_t eq = tg_str_chr(line, '=');
		struct tg_str key = tg_str_sub(line, 0, eq);
		struct tg_str value = tg_str_trim(tg_str_from(line, eq == SIZE_MAX ?
							      line.n : eq + 1));
		if (tg_str_is(key, "distributionUrl")) {
			url = value;
			at = scan.line;
		} else if (tg_str_is(key, "distributionSha256Sum")) {
			sum = value;
		}
	}
	if (url.n == 0)
		return TG_OK;
	struct tg_dependency *dep = tg_manifest_add(m, TG_STR("build tool"), at);
	size_t slash = tg_str_rchr(url, '/');
	tg_manifest_version(m, dep, tg_str_from(url, slash == SIZE_MAX ? 0 : slash + 1),
			    TG_PIN_EXACT);
	/* properties files escape the colon */
	char *plain = tg_arena_dup_str(m->scratch, tg_str_sub(url, 0, slash)), *to = plain;
	for (const char *p = plain; *p != '\0'; p++)
		if (*p != '\\')
			*to++ = *p;
	*to = '\0';
	tg_manifest_source(m, dep, tg_str(plain));
	tg_manifest_integrity(m, dep, "sha256", sum);
	return TG_OK;
}
