/*
 * What a line stands in: the heads of the function, the class, the block around
 * it, found by indentation. Every language that people keep indented is read by
 * the same few lines; a head that is broken over several lines ends in a closing
 * bracket at its own depth, and is looked for further up.
 */
#include "scan.h"

#include "../base/words.h"
#include "../git/language.h"

#define LOOK_UP 2000u /* lines: a function that is longer is nobody's */
#define TAB 8u        /* columns */

static size_t depth_of(struct tg_str line)
{
	size_t depth = 0;

	for (size_t i = 0; i < line.n && (line.p[i] == ' ' || line.p[i] == '\t'); i++)
		depth += line.p[i] == '\t' ? TAB : 1;
	return depth;
}

/* The line that ends before `*at`, which moves to its start. */
static struct tg_str line_before(struct tg_str text, size_t *at)
{
	size_t end = *at - 1; /* the line's end */
	size_t start = tg_str_rchr(tg_str_sub(text, 0, end), '\n');

	*at = start == SIZE_MAX ? 0 : start + 1;
	return tg_str_sub(text, *at, end - *at);
}

static bool says_nothing(struct tg_str trimmed)
{
	static const char *const between[] = { "else", "else:", "else {", "end",
		"private", "protected", "public", "public:", "private:", "protected:",
		"try:", "try {", "finally:", "begin", "do", "{", "#else", "#endif" };

	for (size_t i = 0; i < sizeof(between) / sizeof(between[0]); i++)
		if (tg_str_is(trimmed, between[i]))
			return true;
	return trimmed.n == 0;
}

/* The last line of a head that is broken over several, or "} else {". */
static bool is_end_of_head(struct tg_str trimmed)
{
	char first = trimmed.n > 0 ? trimmed.p[0] : '\0';
	char last = trimmed.n > 0 ? trimmed.p[trimmed.n - 1] : '\0';

	return (first == ')' || first == ']' || first == '}') &&
	       (last == '{' || last == ':' || last == '(' || last == '[' ||
		last == '>' || last == '|' || tg_str_ends(trimmed, " do"));
}

static bool is_comment(const struct tg_side_lex *s, size_t at, struct tg_str line)
{
	size_t n = 0;

	while (n < line.n && tg_is_space(line.p[n]))
		n++;
	return n < line.n && s->lex[at + n] == TG_LEX_COMMENT;
}

/* A bare patch shows the hunk alone; git names the function that it is in. */
static size_t add_heading(const struct tg_scan *scan, uint32_t i,
			  struct tg_str heads[TG_HEADS], size_t n)
{
	const struct tg_file_view *view = scan->view;
	uint32_t hunk = view->lines[i].hunk;

	if (scan->sides[0].offsets == NULL && scan->sides[1].offsets == NULL)
		return n;
	if (n < TG_HEADS && view->headings != NULL && hunk < view->n_hunks &&
	    view->headings[hunk].n > 0)
		heads[n++] = tg_str_trim(view->headings[hunk]);
	return n;
}

size_t tg_scan_heads(struct tg_scan *scan, enum tg_side side, uint32_t i,
		     struct tg_str heads[TG_HEADS])
{
	const unsigned char *lex = tg_scan_lex(scan, side, i);
	const struct tg_side_lex *s = &scan->sides[side];
	size_t depth = depth_of(scan->view->lines[i].text);
	size_t at, n = 0;

	if (lex == NULL)
		return 0;
	at = (size_t)(lex - s->lex);
	for (unsigned k = 0; k < LOOK_UP && at > 0 && depth > 0 && n < TG_HEADS; k++) {
		struct tg_str line = line_before(s->text, &at);
		struct tg_str trimmed = tg_str_trim(line);

		if (trimmed.n == 0 || depth_of(line) >= depth ||
		    is_comment(s, at, line))
			continue;
		depth = depth_of(line);
		if (is_end_of_head(trimmed))
			depth++; /* its head begins at this depth */
		else if (!says_nothing(trimmed))
			heads[n++] = trimmed;
	}
	return add_heading(scan, i, heads, n);
}

/* --- what the surroundings say about access ------------------------------- */

/* Heads under which routes are listed ... */
static const char *const listings[] = { "register", "route", "routes", "router",
	"routing", "group", "endpoints", "urls", "mount", "namespace", "scope",
	"middleware", "pipeline", "authenticate", "authenticated", "resources", NULL };
/* ... and the words in them that say who gets that far. */
static const char *const access[] = { "auth", "un", "no", "without", "public",
	"private", "anonymous", "guest", "authenticate", "authenticated", "authed",
	"protected", "admin", "internal", "secure", "login", "user", "staff", NULL };

static bool has_one_of(struct tg_str text, const char *const *list)
{
	for (; *list != NULL; list++)
		if (tg_words_has(text, *list))
			return true;
	return false;
}

uint64_t tg_scan_access(struct tg_scan *scan, uint32_t i)
{
	struct tg_str heads[TG_HEADS];
	size_t n = tg_scan_heads(scan, tg_line_side(&scan->view->lines[i]), i, heads);
	uint64_t says = 0;

	for (size_t k = 0; k < n; k++) {
		if (!has_one_of(heads[k], listings))
			continue;
		for (size_t w = 0; access[w] != NULL; w++)
			if (tg_words_has(heads[k], access[w]))
				says |= UINT64_C(1) << w;
	}
	return says;
}
