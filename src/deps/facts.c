/* Facts about names, versions and addresses that several ecosystems share. */
#include "manifest.h"

#include <string.h>

enum tg_pin tg_pin_of_range(struct tg_str range)
{
	static const char *const open[] = {
		"", "*", "latest", "any", "x", "+", "release", "next", "canary",
		">=0", ">= 0", "latest.release", "latest.integration", NULL
	};
	bool digits = false;

	range = tg_str_trim(range);
	if (tg_str_iis_one_of(range, open))
		return TG_PIN_FLOATING;
	while (range.n > 0 && (range.p[0] == '=' || range.p[0] == 'v' ||
			       range.p[0] == ' '))
		range = tg_str_from(range, 1);
	for (size_t i = 0; i < range.n; i++) {
		char c = range.p[i];
		if (strchr("^~<>|,*[]() !", c) != NULL)
			return TG_PIN_LOCKED;
		digits = digits || tg_is_digit(c);
	}
	return digits ? TG_PIN_EXACT : TG_PIN_LOCKED;
}

bool tg_is_commit(struct tg_str s)
{
	if (s.n != 40 && s.n != 64)
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (!tg_is_digit(s.p[i]) &&
		    !(tg_lower(s.p[i]) >= 'a' && tg_lower(s.p[i]) <= 'f'))
			return false;
	return true;
}

enum tg_pin tg_pin_of_ref(struct tg_str ref)
{
	static const char *const branches[] = {
		"", "main", "master", "head", "develop", "dev", "trunk", "latest",
		"origin/main", "origin/master", "next", "nightly", "stable", NULL
	};

	ref = tg_str_trim(ref);
	if (tg_is_commit(ref))
		return TG_PIN_HASH;
	return tg_str_iis_one_of(ref, branches) ? TG_PIN_FLOATING : TG_PIN_EXACT;
}

struct tg_str tg_url_fragment(struct tg_str url)
{
	size_t at = tg_str_chr(url, '#');

	return at == SIZE_MAX ? TG_STR("") : tg_str_from(url, at + 1);
}

struct tg_str tg_url_query(struct tg_str url, const char *key)
{
	size_t at = tg_str_chr(url, '?');
	struct tg_str rest, field;

	if (at == SIZE_MAX)
		return TG_STR("");
	rest = tg_str_from(url, at + 1);
	at = tg_str_chr(rest, '#');
	if (at != SIZE_MAX)
		rest = tg_str_sub(rest, 0, at);
	while (tg_str_split(&rest, '&', &field))
		if (tg_str_starts(field, key) && field.n > strlen(key) &&
		    field.p[strlen(key)] == '=')
			return tg_str_from(field, strlen(key) + 1);
	return TG_STR("");
}

/* Drops what says how to fetch, and who: neither is part of the place. */
static struct tg_str place_of(struct tg_str url)
{
	static const char *const schemes[] = {
		"git::", "git+", "registry+", "sparse+", "svn+", "hg+", "scm:git:",
		"https://", "http://", "ssh://", "git://", "oci://", "file://", NULL
	};
	const char *const *s;

	url = tg_str_trim(url);
	for (s = schemes; *s != NULL; s++)
		if (tg_str_istarts(url, *s))
			url = tg_str_from(url, strlen(*s));
	for (size_t i = 0; i < url.n; i++)
		if (url.p[i] == '#' || url.p[i] == '?') {
			url = tg_str_sub(url, 0, i);
			break;
		}
	size_t at = tg_str_chr(url, '@'), slash = tg_str_chr(url, '/');
	if (at != SIZE_MAX && (slash == SIZE_MAX || at < slash))
		url = tg_str_from(url, at + 1);
	while (url.n > 0 && url.p[url.n - 1] == '/')
		url.n--;
	if (tg_str_ends(url, ".git"))
		url.n -= 4;
	return url;
}

const char *tg_url_normalise(struct tg_arena *arena, struct tg_str url)
{
	struct tg_str place = place_of(url);
	char *s = tg_arena_strndup(arena, place.p ? place.p : "",
				   place.n < 400 ? place.n : 400);
	char *slash = strchr(s, '/');
	char *colon = strchr(s, ':');

	/* git's short form: host:owner/name */
	if (colon != NULL && slash != NULL && colon < slash && !tg_is_digit(colon[1]))
		*colon = '/';
	/* hosts fold case, and these two fold the rest as well */
	bool all = tg_str_istarts(tg_str(s), "github.com/") ||
		tg_str_istarts(tg_str(s), "gitlab.com/");
	for (char *p = s; *p != '\0' && (all || *p != '/'); p++)
		*p = tg_lower(*p);
	return s;
}

/* `place` begins with the domain or a host of it, or with the path given. */
static bool lies_at(const char *place, const char *where)
{
	struct tg_str host = tg_str_sub(tg_str(place), 0, strcspn(place, "/:"));
	size_t n = strlen(where);

	if (strchr(where, '/') || !strchr(where, '.'))
		return strncmp(place, where, n) == 0 &&
		       (place[n] == '\0' || place[n] == '/' || place[n] == ':');
	return tg_str_ends(host, where) &&
	       (host.n == n || host.p[host.n - n - 1] == '.');
}

bool tg_registry_is_default(const char *ecosystem, const char *url)
{
	/* A domain stands for all of its hosts: each belongs to the registry. */
	static const struct {
		const char *ecosystem, *place;
	} defaults[] = {
		{ "npm", "npmjs.org" },
		{ "npm", "yarnpkg.com" },
		{ "pypi", "pypi.org" },
		{ "pypi", "pypi.python.org" },
		{ "pypi", "pythonhosted.org" },
		{ "conda", "defaults" },
		{ "conda", "conda-forge" },
		{ "cargo", "github.com/rust-lang/crates.io-index" },
		{ "cargo", "crates.io" },
		{ "rubygems", "rubygems.org" },
		{ "maven", "maven.apache.org" },
		{ "maven", "maven.org" },
		{ "maven", "gradle.org" },
		{ "composer", "packagist.org" },
		{ "nuget", "nuget.org" },
		{ "hex", "hexpm" },
		{ "hex", "hex.pm" },
		{ "pub", "pub.dev" },
		{ "pub", "dartlang.org" },
		{ "conan", "conan.io" },
		{ "cocoapods", "cocoapods.org" },
		{ "cocoapods", "github.com/cocoapods/specs" },
		{ "vcpkg", "github.com/microsoft/vcpkg" },
	};

	for (size_t i = 0; i < sizeof defaults / sizeof *defaults; i++)
		if (strcmp(defaults[i].ecosystem, ecosystem) == 0 &&
		    lies_at(url, defaults[i].place))
			return true;
	return false;
}

const char *tg_name_lower(struct tg_arena *arena, struct tg_str name)
{
	char *s = tg_arena_dup_str(arena, tg_str_trim(name));

	for (char *p = s; *p != '\0'; p++)
		*p = tg_lower(*p);
	return s;
}

const char *tg_name_pep503(struct tg_arena *arena, struct tg_str name)
{
	char *s = tg_arena_dup_str(arena, tg_str_trim(name)), *to = s;

	for (const char *p = s; *p != '\0'; p++) {
		bool dash = *p == '-' || *p == '_' || *p == '.';
		if (dash && to > s && to[-1] == '-')
			continue;
		*to++ = dash ? '-' : tg_lower(*p);
	}
	*to = '\0';
	return s;
}
