/* The parties whose addresses a configuration holds. */
#include "scouting.h"

static bool is_host_char(char c)
{
	return tg_is_alnum(c) || c == '.' || c == '-';
}

/* Names that stand for no party: examples, loopback, schemas of formats. */
static bool is_no_party(struct tg_str host)
{
	static const char *const names[] = { "localhost", "example.com", "example.org",
					     "example.net", "w3.org", "json-schema.org",
					     "schemastore.org", "npmjs.org", "pypi.org",
					     "github.com", "opensource.org",
					     "creativecommons.org", "spdx.org",
					     "apache.org", "gnu.org", "shields.io" };

	if (tg_str_chr(host, '.') == SIZE_MAX || tg_is_digit(host.p[host.n - 1]))
		return true;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (tg_str_ends(host, names[i]))
			return true;
	}
	return tg_str_ends(host, ".local") || tg_str_ends(host, ".internal") ||
	       tg_str_ends(host, ".svc") || tg_str_ends(host, ".test");
}

/* A host of instructions for people, or one that a comment names. */
static bool is_for_people(struct tg_str host, struct tg_str before)
{
	static const char *const names[] = { "docs.", "doc.", "developers.",
					     "developer.", "console.", "help.",
					     "support." };
	size_t line = tg_str_rchr(before, '\n');
	struct tg_str start =
		tg_str_trim(tg_str_from(before, line == SIZE_MAX ? 0 : line + 1));

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (tg_str_starts(host, names[i]))
			return true;
	}
	return tg_str_starts(start, "#") || tg_str_starts(start, ";") ||
	       tg_str_starts(start, "//") || tg_str_starts(start, "*");
}

static void look_at(struct tg_scout *scout, const char *path, struct tg_str scheme,
		    struct tg_str host)
{
	if (!tg_str_is(scheme, "http") && !tg_str_is(scheme, "https")) {
		if (scheme.n)
			tg_scout_recognise(scout, tg_arena_dup_str(scout->arena, scheme),
					   path);
		return;
	}
	const char *name = tg_arena_dup_str(scout->arena, host);

	if (host.n && !is_no_party(host) && !tg_scout_recognise(scout, name, path))
		tg_scout_add(scout, name, TG_ELEMENT_EXTERNAL, true, path);
}

void tg_scout_addresses(struct tg_scout *scout, const char *path, struct tg_str text)
{
	const char *whole = text.p;
	size_t at;

	for (unsigned n = 0; n < 200; n++) {
		struct tg_str scheme, host, before;
		size_t start, end;

		at = tg_str_find(text, TG_STR("://"));
		if (at == SIZE_MAX)
			return;
		start = at;
		while (start > 0 && tg_is_alnum(text.p[start - 1]))
			start--;
		scheme = tg_str_sub(text, start, at - start);
		end = at + 3;
		while (end < text.n && is_host_char(text.p[end]))
			end++;
		host = tg_str_sub(text, at + 3, end - at - 3);
		before = tg_str_n(whole, (size_t)(text.p - whole) + start);
		text = tg_str_from(text, end);
		if (!is_for_people(host, before))
			look_at(scout, path, scheme, host);
	}
}
