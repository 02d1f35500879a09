#include "glob.h"

#include "regex.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#define MATCH_LIMIT 100000u
#define MAX_PATTERN 1024u

/* Sets of bytes, case folded: see bit_of. */
struct bytes {
	uint64_t all;
	uint64_t first, last; /* of which a name is the beginning or the end */
};

/* Most patterns are a name, a path, a folder or "*.ext": these are compared as
 * text. The others become one or two regular expressions. */
struct glob {
	const char *pattern; /* as given */
	struct tg_str core;  /* without !, leading / and **, trailing / and ** */
	bool negated;
	bool any_depth;  /* may begin at any name of the path */
	bool below_only; /* takes what lies below a match, not the match */
	bool suffix;     /* "*core": the end of one name */
	bool literal;    /* no wildcard (but for `suffix`) */
	struct tg_str plain; /* the longest part of the core that stands in every
	                        match as it is: most paths do not have it */
	struct bytes bytes;  /* that every match has */
	struct tg_regex *exact, *below;
};

/* What matching changes, behind a pointer: to callers a list is constant. */
struct spare {
	_Atomic(struct tg_regex_scratch *) scratch;
};

struct tg_globs {
	struct glob *items;
	size_t n;
	bool caseless;
	struct spare *spare;
};

static bool has_wildcard(struct tg_str s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (strchr("*?[\\", s.p[i]))
			return true;
	}
	return false;
}

/* Some bytes share a bit, so that a set may hold too much and never too little. */
static uint64_t bit_of(char c)
{
	unsigned byte = (unsigned char)c;

	return (uint64_t)1 << ((byte & 31u) | (~byte >> 1 & 32u));
}

static struct bytes bytes_of(struct tg_str path)
{
	struct bytes set = { 0 };
	uint64_t before = 0; /* nothing, or the byte before in the same name */

	for (size_t i = 0; i < path.n; i++) {
		uint64_t bit = bit_of(path.p[i]);

		set.all |= bit;
		if (path.p[i] == '/') {
			set.last |= before;
			before = 0;
			continue;
		}
		if (!before)
			set.first |= bit;
		before = bit;
	}
	set.last |= before;
	return set;
}

static bool holds(const struct bytes *set, const struct bytes *needed)
{
	return !((needed->all & ~set->all) | (needed->first & ~set->first) |
		 (needed->last & ~set->last));
}

/* Takes note of what must stand in every match of `s`, which has no brackets. */
static void note_plain(struct glob *glob, struct tg_str s)
{
	size_t start = 0;

	for (size_t i = 0; i <= s.n; i++) {
		if (i < s.n && !strchr("*?/", s.p[i]))
			continue;
		struct tg_str part = tg_str_sub(s, start, i - start);

		glob->bytes.all |= bytes_of(part).all;
		if (part.n > glob->plain.n)
			glob->plain = part;
		start = i + 1;
	}
}

/* What stands between the first bracket and the last is left out. */
static void find_plain(struct glob *glob)
{
	struct tg_str s = glob->core;
	size_t open = tg_str_chr(s, '['), close = tg_str_rchr(s, ']');

	if (tg_str_chr(s, '\\') != SIZE_MAX)
		return;
	/* A match begins where a name begins, and ends where one ends. */
	if (s.n && !glob->suffix && !strchr("*?[/", s.p[0]))
		glob->bytes.first = bit_of(s.p[0]);
	if (s.n && !strchr("*?]/", s.p[s.n - 1]))
		glob->bytes.last = bit_of(s.p[s.n - 1]);
	note_plain(glob, tg_str_sub(s, 0, open));
	if (open != SIZE_MAX && close != SIZE_MAX && close > open)
		note_plain(glob, tg_str_from(s, close + 1));
}

/* Takes the pattern apart: see the fields of struct glob. */
static void split_pattern(struct glob *glob)
{
	struct tg_str s = tg_str(glob->pattern);

	if (tg_str_starts(s, "!")) {
		glob->negated = true;
		s = tg_str_from(s, 1);
	}
	while (tg_str_ends(s, "/") || (s.n > 3 && tg_str_ends(s, "/**"))) {
		glob->below_only = true;
		s.n -= tg_str_ends(s, "/") ? 1 : 3;
	}
	glob->any_depth = tg_str_chr(s, '/') == SIZE_MAX && !tg_str_is(s, "**");
	/* "dir/" is found at any depth, "dir/" followed by ** at the root. */
	if (tg_str_ends(tg_str(glob->pattern), "/**"))
		glob->any_depth = false;
	while (tg_str_starts(s, "**/")) {
		glob->any_depth = true;
		s = tg_str_from(s, 3);
	}
	if (tg_str_starts(s, "/"))
		s = tg_str_from(s, 1);
	if (tg_str_starts(s, "*") && s.n > 1 && !has_wildcard(tg_str_from(s, 1)) &&
	    tg_str_chr(s, '/') == SIZE_MAX) {
		glob->suffix = true;
		s = tg_str_from(s, 1);
	}
	glob->core = s;
	glob->literal = !has_wildcard(s);
	find_plain(glob);
}

/* ** is special as a whole name only; else it is a *, as in .gitignore. */
static char *single_stars(struct tg_arena *arena, struct tg_str s)
{
	char *out = tg_arena_alloc(arena, s.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '\\' && i + 1 < s.n) {
			out[n++] = s.p[i++];
			out[n++] = s.p[i];
			continue;
		}
		size_t run = i;

		while (run < s.n && s.p[run] == '*')
			run++;
		bool whole = run - i == 2 && (i == 0 || s.p[i - 1] == '/') &&
			     (run == s.n || s.p[run] == '/');

		if (run - i > 1 && !whole)
			i = run - 1;
		out[n++] = s.p[i];
	}
	return out;
}

/* PCRE2's own conversion of a glob; NULL when it is malformed. */
static struct tg_regex *convert(const char *pattern, bool caseless)
{
	pcre2_convert_context *context = pcre2_convert_context_create(NULL);
	PCRE2_UCHAR *text = NULL;
	PCRE2_SIZE n = 0;
	struct tg_regex *re = NULL;

	if (!context)
		tg_out_of_memory();
	pcre2_set_glob_separator(context, '/');
	pcre2_set_glob_escape(context, '\\');
	if (pcre2_pattern_convert((PCRE2_SPTR)pattern, strlen(pattern),
				  PCRE2_CONVERT_GLOB, &text, &n, context) == 0) {
		unsigned flags = TG_REGEX_VERBS | (caseless ? TG_REGEX_CASELESS : 0);

		re = tg_regex_new(tg_str_n((const char *)text, n), flags);
	}
	pcre2_converted_pattern_free(text);
	pcre2_convert_context_free(context);
	return re;
}

/* Nothing is compiled yet, but where brackets or escapes may be wrong. */
static bool convert_glob(struct glob *glob, struct tg_arena *arena, bool caseless)
{
	const char *core = single_stars(arena, glob->core);
	const char *start = glob->any_depth && !tg_str_starts(tg_str(core), "**/") ?
				    "**/" : "";
	struct tg_err unused;

	if (!glob->below_only) {
		glob->exact = convert(tg_arena_printf(arena, "%s%s", start, core), caseless);
		if (!glob->exact)
			return false;
	}
	glob->below = convert(tg_arena_printf(arena, "%s%s/**", start, core), caseless);
	if (!glob->below)
		return false;
	return !strpbrk(core, "[\\") ||
	       tg_regex_prepare(glob->below, &unused) == TG_OK;
}

static bool has_dot_name(struct tg_str path)
{
	struct tg_str name;

	while (tg_str_split(&path, '/', &name)) {
		if (tg_str_is(name, ".") || tg_str_is(name, ".."))
			return true;
	}
	return false;
}

/* Why a pattern is refused, or NULL. */
static const char *read_pattern(struct glob *glob, struct tg_arena *arena,
				size_t index, bool caseless)
{
	if (strlen(glob->pattern) > MAX_PATTERN)
		return "is too long";
	split_pattern(glob);
	if (index == 0 && glob->negated)
		return "takes away from nothing: a list cannot begin with !";
	if (glob->core.n == 0)
		return "is empty";
	if (has_dot_name(glob->core))
		return "can match nothing: paths are relative to the repository's root "
		       "and have no . or .. in them";
	if (!glob->literal && !convert_glob(glob, arena, caseless))
		return "is malformed: a [ or \\ is not complete (\\ takes away the "
		       "meaning of *, ?, [ and \\)";
	return NULL;
}

enum tg_rc tg_globs_new(struct tg_globs **out, struct tg_arena *arena,
			const char *const *patterns, size_t n, unsigned flags,
			struct tg_err *err)
{
	struct tg_globs *globs = tg_arena_alloc(arena, sizeof(*globs));

	globs->items = tg_arena_calloc(arena, n, sizeof(*globs->items));
	globs->n = n;
	globs->spare = tg_arena_alloc(arena, sizeof(*globs->spare));
	globs->caseless = (flags & TG_GLOB_CASELESS) != 0;
	for (size_t i = 0; i < n; i++) {
		struct glob *glob = &globs->items[i];

		glob->pattern = tg_arena_dup(arena, patterns[i]);
		const char *why = read_pattern(glob, arena, i, globs->caseless);

		if (why) {
			tg_globs_free(globs);
			tg_err_set(err, TG_E_POLICY, "the path pattern '%.100s' %s",
				   patterns[i], why);
			err->line = (unsigned)(i + 1);
			return err->code;
		}
	}
	*out = globs;
	return TG_OK;
}

void tg_globs_free(struct tg_globs *globs)
{
	if (!globs)
		return;
	for (size_t i = 0; i < globs->n; i++) {
		tg_regex_free(globs->items[i].exact);
		tg_regex_free(globs->items[i].below);
		globs->items[i].exact = NULL;
		globs->items[i].below = NULL;
	}
	tg_regex_scratch_free(atomic_exchange(&globs->spare->scratch, NULL));
}

static bool same(struct tg_str a, struct tg_str b, bool caseless)
{
	return caseless ? tg_str_ieq(a, b) : tg_str_eq(a, b);
}

/* True when `core` ends at a name's end of `path`, and the rest is as asked. */
static bool core_at(const struct glob *glob, struct tg_str path, size_t start,
		    bool caseless)
{
	size_t end = start + glob->core.n;

	if (end > path.n || (end < path.n && path.p[end] != '/'))
		return false;
	if (glob->below_only && end == path.n)
		return false;
	return same(tg_str_sub(path, start, glob->core.n), glob->core, caseless);
}

static bool match_literal(const struct glob *glob, struct tg_str path, bool caseless)
{
	size_t start = 0;

	while (start <= path.n) {
		size_t length = tg_str_chr(tg_str_from(path, start), '/');
		size_t end = length == SIZE_MAX ? path.n : start + length;
		size_t at = start;

		if (glob->suffix && end - start >= glob->core.n)
			at = end - glob->core.n;
		if (core_at(glob, path, at, caseless))
			return true;
		if (!glob->any_depth)
			return false;
		start = end + 1;
	}
	return false;
}

/* One scratch is kept for the next call; a thread that finds it taken makes
 * its own. */
static bool match_wild(const struct tg_globs *globs, const struct glob *glob,
		       struct tg_str path)
{
	struct tg_regex_scratch *scratch;
	bool hit = false;

	if (glob->plain.n > 0 &&
	    (globs->caseless ? tg_str_ifind(path, glob->plain) :
				tg_str_find(path, glob->plain)) == SIZE_MAX)
		return false;
	scratch = atomic_exchange(&globs->spare->scratch, NULL);
	if (!scratch)
		scratch = tg_regex_scratch_new(MATCH_LIMIT);
	if (glob->exact)
		hit = tg_regex_search(glob->exact, scratch, path, 0, NULL, 0) ==
		      TG_MATCH_YES;
	if (!hit)
		hit = tg_regex_search(glob->below, scratch, path, 0, NULL, 0) ==
		      TG_MATCH_YES;
	tg_regex_scratch_free(atomic_exchange(&globs->spare->scratch, scratch));
	return hit;
}

size_t tg_globs_decided_by(const struct tg_globs *globs, const char *path)
{
	struct tg_str s = tg_str(path);
	const struct bytes bytes = bytes_of(s);

	for (size_t i = globs->n; i > 0; i--) {
		const struct glob *glob = &globs->items[i - 1];

		if (!holds(&bytes, &glob->bytes))
			continue;
		if (glob->literal ? match_literal(glob, s, globs->caseless) :
				    match_wild(globs, glob, s))
			return i - 1;
	}
	return SIZE_MAX;
}

bool tg_globs_match(const struct tg_globs *globs, const char *path)
{
	size_t index = tg_globs_decided_by(globs, path);

	return index != SIZE_MAX && !globs->items[index].negated;
}

size_t tg_globs_count(const struct tg_globs *globs)
{
	return globs->n;
}

const char *tg_globs_pattern(const struct tg_globs *globs, size_t index)
{
	return globs->items[index].pattern;
}
