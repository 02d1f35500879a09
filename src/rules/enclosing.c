/*
 * What a line stands in: the heads of the function, the class, the block around
 * it, found by indentation. Every language that people keep indented is read by
 * the same few lines; a head that is broken over several lines ends in a closing
 * bracket at its own depth, and is looked for further up.
 */
#include "scan.h"

#include "../base/words.h"
#include "../git/language.h"

#include <string.h>

#define LOOK_UP 2000u /* lines: a function that is longer is nobody's */
#define TAB 8u        /* columns */

size_t tg_line_depth(struct tg_str line)
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

/* By its first bytes: to know better, the whole file would have to be read. */
static bool is_comment(struct tg_str trimmed)
{
	static const char *const marks[] = { "//", "/*", "* ", "# ", "--", "<!--" };

	for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
		if (tg_str_starts(trimmed, marks[i]))
			return true;
	return false;
}

static void add_head(struct tg_heads *heads, struct tg_str text, size_t depth)
{
	if (heads->n == TG_HEADS) {
		heads->whole = false;
		return;
	}
	heads->depth[heads->n] = depth;
	heads->text[heads->n++] = text;
}

/* A bare patch shows the hunk alone; git names the function that it is in. */
static void add_heading(const struct tg_scan *scan, uint32_t i, struct tg_heads *heads)
{
	const struct tg_file_view *view = scan->view;
	uint32_t hunk = view->lines[i].hunk;

	if (scan->sides[heads->side].offsets != NULL && view->headings != NULL && hunk < view->n_hunks && view->headings[hunk].n > 0)
		add_head(heads, tg_str_trim(view->headings[hunk]), 0);
}

/* Whatever is around a line that was asked about before is around a later one
 * that lies no deeper than what was found on the way up to it. */
static void add_known(struct tg_heads *heads, const struct tg_heads *known, size_t depth)
{
	for (size_t k = 0; k < known->n; k++)
		if (known->depth[k] < depth)
			add_head(heads, known->text[k], known->depth[k]);
}

/* What `line` adds on the way up, and how deep the next head may lie. */
static size_t climb(struct tg_heads *heads, struct tg_str line, size_t depth)
{
	size_t own = tg_line_depth(line);
	struct tg_str trimmed;

	if (own >= depth || own == line.n)
		return depth;
	trimmed = tg_str_trim(line);
	if (trimmed.n == 0 || is_comment(trimmed))
		return depth;
	if (is_end_of_head(trimmed))
		return own + 1; /* its head begins at this depth */
	if (!says_nothing(trimmed))
		add_head(heads, trimmed, own);
	return own;
}

/* From the line at heads->at upwards; `known` are those of the line at known->at. */
static void look_up(struct tg_str text, size_t depth, const struct tg_heads *known,
		    struct tg_heads *heads)
{
	size_t at = heads->at;
	unsigned looked = 0;

	for (; at > 0 && depth > 0 && looked < LOOK_UP; looked++) {
		depth = climb(heads, line_before(text, &at), depth);
		if (known && at == known->at) {
			add_known(heads, known, depth);
			return;
		}
	}
	heads->whole = heads->whole && looked < LOOK_UP;
}

static bool are_same(const struct tg_heads *a, const struct tg_heads *b)
{
	if (a->n != b->n || a->id == 0)
		return false;
	for (size_t k = 0; k < a->n; k++)
		if (a->text[k].p != b->text[k].p || a->text[k].n != b->text[k].n)
			return false;
	return true;
}

const struct tg_heads *tg_scan_heads(struct tg_scan *scan, enum tg_side side, uint32_t i)
{
	struct tg_heads *heads = &scan->heads, known = *heads;
	bool reuse;

	if (heads->line == i + 1 && heads->side == side)
		return heads;
	*heads = (struct tg_heads){ .line = i + 1, .side = side, .whole = true };
	if (!tg_scan_place(scan, side, i, &heads->at))
		return heads;
	/* the joined lines of a hunk are another text for every hunk */
	reuse = known.line != 0 && known.side == side && known.whole &&
		known.at < heads->at && scan->sides[side].offsets == NULL;
	look_up(scan->sides[side].text, tg_line_depth(scan->view->lines[i].text),
		reuse ? &known : NULL, heads);
	add_heading(scan, i, heads);
	heads->id = are_same(&known, heads) ? known.id : ++scan->worker->heads_number;
	return heads;
}

bool tg_scan_in_tests(struct tg_scan *scan, enum tg_side side, uint32_t i)
{
	const struct tg_heads *heads;

	if (strcmp(scan->view->change->language->id, "rust") != 0)
		return false;
	heads = tg_scan_heads(scan, side, i);
	for (size_t k = 0; k < heads->n; k++)
		if (tg_str_starts(heads->text[k], "mod test"))
			return true;
	return false;
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

static size_t index_in(const char *const *list, struct tg_str word)
{
	size_t i = 0;

	while (list[i] != NULL && !tg_str_iis(word, list[i]))
		i++;
	return list[i] != NULL ? i : SIZE_MAX;
}

/* The words about access in a head under which routes are listed, as bits. */
static uint64_t access_of(struct tg_str head)
{
	uint64_t says = 0;
	bool lists = false;
	struct tg_str word;

	while (tg_words_next(&head, &word)) {
		size_t i = index_in(access, word);

		lists = lists || index_in(listings, word) != SIZE_MAX;
		says |= i != SIZE_MAX ? UINT64_C(1) << i : 0;
	}
	return lists ? says : 0;
}

uint64_t tg_scan_access(struct tg_scan *scan, uint32_t i)
{
	const struct tg_heads *heads =
		tg_scan_heads(scan, tg_line_side(&scan->view->lines[i]), i);

	if (heads->id != 0 && scan->access_heads == heads->id)
		return scan->access;
	scan->access_heads = heads->id;
	scan->access = 0;
	for (size_t k = 0; k < heads->n; k++)
		scan->access |= access_of(heads->text[k]);
	return scan->access;
}
