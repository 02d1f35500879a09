#include "conventions.h"

#include "convention_rows.h"
#include "language.h"

#include <string.h>

struct path {
	struct tg_str all, name, stem; /* lower case */
	const char *given;
	uint32_t first, last; /* letters that its folders' names begin and end with */
};

static bool begins(struct tg_str s, struct tg_str word)
{
	return s.n >= word.n && memcmp(s.p, word.p, word.n) == 0;
}

static bool ends(struct tg_str s, struct tg_str word)
{
	return s.n >= word.n && s.p[s.n - 1] == word.p[word.n - 1] &&
	       memcmp(s.p + s.n - word.n, word.p, word.n) == 0;
}

static bool equals(struct tg_str s, struct tg_str word)
{
	return s.n == word.n && memcmp(s.p, word.p, word.n) == 0;
}

static uint32_t letter(char c)
{
	return 1u << (c & 31);
}

static void note_letters(struct path *path)
{
	const char *p = path->all.p;

	path->first = path->last = 0;
	for (size_t i = 0, start = 0; i < path->all.n; i++) {
		if (p[i] != '/')
			continue;
		if (i > start) {
			path->first |= letter(p[start]);
			path->last |= letter(p[i - 1]);
		}
		start = i + 1;
	}
}

/* One of the folders is named so, or, not `whole`, ends so. Most are told apart
 * by a letter. */
static bool has_folder(const struct path *path, struct tg_str word, bool whole)
{
	struct tg_str rest = path->all;
	size_t slash;

	if (!(path->last & letter(word.p[word.n - 1])) ||
	    (whole && !(path->first & letter(word.p[0]))))
		return false;
	for (; (slash = tg_str_chr(rest, '/')) != SIZE_MAX;
	     rest = tg_str_from(rest, slash + 1))
		if ((whole ? slash == word.n : slash > word.n) &&
		    memcmp(rest.p + slash - word.n, word.p, word.n) == 0)
			return true;
	return false;
}

/* Folders that end in "test" and are none. */
static bool is_superlative(const struct path *path)
{
	static const char *const others[] = { "latest", "contest", "attest", "protest",
		"fastest", "nearest", "harvest", "greatest" };

	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++)
		if (has_folder(path, tg_str(others[i]), true))
			return true;
	return false;
}

/* What bundlers write for browsers; other things under such a folder are code. */
static bool is_bundle(struct tg_str name)
{
	static const char *const endings[] = {
		".js", ".mjs", ".cjs", ".css", ".map", ".html"
	};

	for (size_t i = 0; i < sizeof(endings) / sizeof(*endings); i++)
		if (tg_str_ends(name, endings[i]))
			return true;
	return false;
}

static bool fits(const struct tg_convention *c, const struct path *path)
{
	const struct tg_str word = c->word;

	switch (c->how) {
	case TG_BY_DIR:
		return has_folder(path, word, true);
	case TG_BY_DIR_END:
		return has_folder(path, word, false);
	case TG_BY_GO_DIR:
		return tg_str_ends(path->name, ".go") && has_folder(path, word, false) &&
		       !is_superlative(path);
	case TG_BY_BUILT:
		return has_folder(path, word, true) && is_bundle(path->name);
	case TG_BY_PROSE:
		return has_folder(path, word, true) &&
		       !tg_language_of(path->given, tg_str(""))->program;
	case TG_BY_CASED:
		return ends(tg_str(path->given), word);
	case TG_BY_TOP:
		return path->all.n > word.n && path->all.p[word.n] == '/' &&
		       begins(path->all, word);
	case TG_BY_NAME:
		return equals(path->name, word);
	case TG_BY_STEM:
		return equals(path->stem, word);
	case TG_BY_PREFIX:
		return begins(path->name, word);
	case TG_BY_SUFFIX:
		return ends(path->name, word);
	case TG_BY_UNDER:
		return begins(path->all, word);
	}
	return false;
}

struct tg_class_reason tg_convention_of(const char *given)
{
	struct tg_class_reason reason = { TG_CLASS_PRODUCTION, "no convention" };
	char lower[4096];
	struct path path;
	size_t n = 0, slash, dot;

	for (; given[n] && n < sizeof(lower) - 1; n++)
		lower[n] = tg_lower(given[n]);
	path.given = given;
	path.all = tg_str_n(lower, n);
	slash = tg_str_rchr(path.all, '/');
	path.name = tg_str_from(path.all, slash == SIZE_MAX ? 0 : slash + 1);
	dot = tg_str_chr(path.name, '.');
	path.stem = tg_str_sub(path.name, 0, dot == SIZE_MAX ? path.name.n : dot);
	note_letters(&path);
	for (size_t i = 0; i < tg_n_conventions; i++)
		if (fits(&tg_conventions[i], &path)) {
			reason.file_class = tg_conventions[i].file_class;
			reason.because = tg_conventions[i].word.p;
			break;
		}
	return reason;
}
