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

static uint32_t newlines(const char *from, const char *to)
{
	uint32_t n = 0;

	for (; from < to; from++)
		n += *from == '\n';
	return n;
}

/* Takes a value off *rest: { source = "...", version = "..." } or "~> 1.0". */
static bool take_provider(struct tg_manifest *m, struct tg_str *rest, struct tg_str name,
			  uint32_t line)
{
	struct tg_str version, body;

	if (tg_str_starts(*rest, "{")) {
		body = tg_scan_until(*rest, "}");
		add_provider(m, name, tg_scan_arg(body, "source"),
			     tg_scan_arg(body, "version"), line);
		*rest = tg_str_from(*rest, body.n + 1);
		return true;
	}
	if (!tg_scan_quoted(rest, &version))
		return false;
	add_provider(m, name, TG_STR(""), version, line);
	return true;
}

/* name = value, one after the other */
static void required_providers(struct tg_manifest *m, const struct tg_call *call)
{
	struct tg_str rest = call->args;
	uint32_t line = call->line;

	while (rest.n > 0) {
		struct tg_str at = tg_str_trim(rest), name;
		line += newlines(rest.p, at.p);
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
		rest = tg_str_trim(tg_str_from(value, 1));
		if (!take_provider(m, &rest, name, line))
			return;
		line += newlines(at.p, rest.p);
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
	uint32_t line = call->line + newlines(call->args.p, source.p);
	bool address = start != SIZE_MAX || tg_str_starts(source, "git") ||
		tg_str_starts(source, "s3::");
	const char *place = tg_url_normalise(m->scratch, name);
	struct tg_dependency *dep = tg_manifest_add(
		m, tg_str(tg_arena_printf(m->scratch, "module %s", place)), line);
	tg_manifest_version(m, dep, address ? ref : version,
			    address ? tg_pin_of_ref(ref) : tg_pin_of_range(version));
}

/* From `from` up to `to`, but for the ends of lines. */
static void blank(char *s, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		if (s[i] != '\n')
			s[i] = ' ';
}

/* Where a string that begins at `at` ends, at the latest with its line. */
static size_t string_end(struct tg_str text, size_t at)
{
	for (size_t i = at + 1; i < text.n; i++) {
		if (text.p[i] == '\n')
			return i;
		if (text.p[i] == '"')
			return i + 1;
		i += text.p[i] == '\\' && i + 1 < text.n && text.p[i + 1] != '\n';
	}
	return text.n;
}

/* Where a comment that begins at `at` ends; `at` where none does. */
static size_t comment_end(struct tg_str text, size_t at)
{
	struct tg_str rest = tg_str_from(text, at);
	size_t end;

	if (tg_str_starts(rest, "/*")) {
		end = tg_str_find(tg_str_from(rest, 2), TG_STR("*/"));
		return end == SIZE_MAX ? text.n : at + 2 + end + 2;
	}
	if (!tg_str_starts(rest, "#") && !tg_str_starts(rest, "//"))
		return at;
	end = tg_str_chr(rest, '\n');
	return end == SIZE_MAX ? text.n : at + end;
}

/* Blanks in place of comments: prose in them is full of quotes and brackets. */
static struct tg_str without_comments(struct tg_manifest *m, struct tg_str text)
{
	char *s = tg_arena_dup_str(m->scratch, text);
	size_t i = 0;

	while (i < text.n) {
		size_t end = comment_end(text, i);

		blank(s, i, end);
		if (end == i)
			end = text.p[i] == '"' ? string_end(text, i) : i + 1;
		i = end;
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

/* What the lock says of a provider: version = "…", "h1:…", "zh:…" */
static void lock_line(struct tg_manifest *m, struct tg_dependency *dep,
		      struct tg_str line)
{
	bool version = tg_scan_keyword(&line, "version");
	struct tg_str value;

	if (!tg_scan_quoted(&line, &value))
		return;
	if (version)
		tg_manifest_version(m, dep, value, TG_PIN_EXACT);
	else if (tg_str_starts(value, "h1:"))
		tg_manifest_integrity(m, dep, "h1", tg_str_from(value, 3));
	else if (tg_str_starts(value, "zh:"))
		tg_manifest_integrity(m, dep, "zh", tg_str_from(value, 3));
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
		} else if (open) {
			lock_line(m, &m->deps[m->n - 1], line);
		}
	}
	return TG_OK;
}
