/* Terraform and OpenTofu: providers, modules, and the providers' lock file. */
#include "manifest.h"

#include <string.h>

/* "name" → hashicorp/name; the public registry's host is implied. */
static const char *provider_name(struct tg_manifest *m, struct tg_str source,
				 struct tg_str name)
{
	static const char *const domains[] = { ".terraform.io", ".opentofu.org", NULL };
	size_t slash = tg_str_chr(source, '/');

	if (source.n == 0)
		return tg_arena_printf(m->scratch, "provider hashicorp/%s",
				       tg_name_lower(m->scratch, name));
	for (const char *const *d = domains; *d != NULL && slash != SIZE_MAX; d++)
		if (tg_str_iends(tg_str_sub(source, 0, slash), *d))
			source = tg_str_from(source, slash + 1);
	return tg_arena_printf(m->scratch, "provider %s",
			       tg_name_lower(m->scratch, source));
}

static void add_provider(struct tg_manifest *m, struct tg_str name,
			 struct tg_str source, struct tg_str version, uint32_t line)
{
	struct tg_dependency *dep = tg_manifest_add(
		m, tg_str(provider_name(m, source, name)), line);
	enum tg_pin pin = tg_pin_of_range(version);

	tg_manifest_version(m, dep, version,
			    pin == TG_PIN_FLOATING ? TG_PIN_UNKNOWN : pin);
}

/* name = { source = "...", version = "..." } or name = "~> 1.0" */
static void required_providers(struct tg_manifest *m, const struct tg_call *call)
{
	struct tg_str rest = call->args;
	uint32_t line = call->line;

	while (rest.n > 0) {
		struct tg_str at = tg_str_trim(rest), version, name, body;
		for (size_t i = 0; rest.p + i < at.p; i++)
			line += rest.p[i] == '\n';
		if (tg_str_starts(at, "#") || tg_str_starts(at, "//")) {
			rest = tg_str_from(at, tg_str_chr(at, '\n'));
			continue;
		}
		rest = at;
		name = tg_scan_word(&rest, "-");
		struct tg_str value = tg_str_trim(rest);
		if (name.n == 0 || !tg_str_starts(value, "=")) {
			rest = tg_str_from(at, name.n > 0 ? name.n : 1);
			continue;
		}
		value = tg_str_trim(tg_str_from(value, 1));
		uint32_t first = line;
		if (tg_str_starts(value, "{")) {
			body = tg_scan_until(value, "}");
			add_provider(m, name, tg_scan_arg(body, "source"),
				     tg_scan_arg(body, "version"), first);
			rest = tg_str_from(value, body.n + 1);
		} else if (tg_scan_quoted(&value, &version)) {
			add_provider(m, name, TG_STR(""), version, first);
			rest = value;
		} else {
			return;
		}
		for (const char *p = at.p; p < rest.p; p++)
			line += *p == '\n';
	}
}

/* The registry's name, or the address without what selects a version; a folder
 * of the same package ("//modules/x") is that package. */
static void add_module(struct tg_manifest *m, const struct tg_call *call)
{
	struct tg_str source = tg_scan_arg(call->args, "source");
	struct tg_str version = tg_scan_arg(call->args, "version");
	struct tg_str ref = tg_url_query(source, "ref");
	size_t start = tg_str_find(source, TG_STR("://"));
	struct tg_str rest = tg_str_from(source, start == SIZE_MAX ? 0 : start + 3);
	size_t folder = tg_str_find(rest, TG_STR("//"));
	struct tg_str name = folder == SIZE_MAX ? source :
		tg_str_sub(source, 0, source.n - rest.n + folder);

	if (source.n == 0 || tg_str_starts(source, ".") || tg_str_starts(source, "/") ||
	    tg_str_chr(name, '$') != SIZE_MAX)
		return;
	uint32_t line = call->line;
	for (const char *p = call->args.p; p < source.p; p++)
		line += *p == '\n';
	bool address = start != SIZE_MAX || tg_str_starts(source, "git") ||
		tg_str_starts(source, "s3::");
	const char *place = tg_url_normalise(m->scratch, name);
	struct tg_dependency *dep = tg_manifest_add(
		m, tg_str(tg_arena_printf(m->scratch, "module %s", place)), line);
	tg_manifest_version(m, dep, address ? ref : version,
			    address ? tg_pin_of_ref(ref) : tg_pin_of_range(version));
}

/* Blanks in place of comments: prose in them is full of quotes and brackets. */
static struct tg_str without_comments(struct tg_manifest *m, struct tg_str text)
{
	char *s = tg_arena_dup_str(m->scratch, text);
	bool quoted = false, line = false, block = false;

	for (size_t i = 0; i < text.n; i++) {
		char c = text.p[i], next = i + 1 < text.n ? text.p[i + 1] : '\0';
		if (c == '\n') {
			quoted = line = false;
		} else if (block) {
			block = c != '*' || next != '/';
			s[i] = ' ';
			if (!block)
				s[++i] = ' ';
		} else if (quoted) {
			i += c == '\\' && next != '\n';
			quoted = c != '"';
		} else if (line || c == '#' || (c == '/' && next == '/')) {
			line = true;
			s[i] = ' ';
		} else if (c == '/' && next == '*') {
			block = true;
			s[i] = s[i + 1] = ' ';
			i++;
		} else {
			quoted = c == '"';
		}
	}
	return (struct tg_str){ s, text.n };
}

enum tg_rc tg_terraform_files(struct tg_manifest *m, struct tg_str text,
			      struct tg_err *err)
{
	static const char *const names[] = { "required_providers", "module", NULL };
	static const char *const grunt[] = { "terraform", NULL };
	bool terragrunt = tg_str_ends(tg_str(m->path), "terragrunt.hcl");
	struct tg_calls calls = { .text = without_comments(m, text), .comment = "#",
				  .open = '{',
				  .names = terragrunt ? grunt : names };
	struct tg_call call;

	(void)err;
	while (tg_scan_call(&calls, &call)) {
		if (tg_str_is(call.name, "required_providers"))
			required_providers(m, &call);
		else
			add_module(m, &call);
	}
	return TG_OK;
}

enum tg_rc tg_terraform_lock(struct tg_manifest *m, struct tg_str text,
			     struct tg_err *err)
{
	struct tg_scan scan = { text, 0 };
	struct tg_str line, value;
	bool open = false;

	(void)err;
	while (tg_scan_line(&scan, &line, NULL)) {
		struct tg_str rest = line;
		if (tg_scan_keyword(&rest, "provider")) {
			open = tg_scan_quoted(&rest, &value) && value.n > 0;
			if (open)
				tg_manifest_add(m, tg_str(provider_name(
							m, value, TG_STR(""))), scan.line);
		} else if (open && tg_scan_keyword(&rest, "version")) {
			if (tg_scan_quoted(&rest, &value))
				tg_manifest_version(m, &m->deps[m->n - 1], value,
						    TG_PIN_EXACT);
		} else if (open && tg_scan_quoted(&rest, &value)) {
			if (tg_str_starts(value, "h1:"))
				tg_manifest_integrity(m, &m->deps[m->n - 1], "h1",
						      tg_str_from(value, 3));
			else if (tg_str_starts(value, "zh:"))
				tg_manifest_integrity(m, &m->deps[m->n - 1], "zh",
						      tg_str_from(value, 3));
		}
	}
	return TG_OK;
}
