#include "scan.h"

#include "../base/hash.h"
#include "../base/words.h"
#include "../git/language.h"

#include <stdlib.h>
#include <string.h>

#define DISTINCTIVE 48u /* bytes without white space: nobody writes it twice */
#define TELLING 4u      /* letters and digits of a line that says something */
#define LOOK_AROUND 8u  /* lines, for a neighbour */
#define LOOK_BACK 200u  /* lines, for a function's head */

enum tg_side tg_line_side(const struct tg_line *line)
{
	return line->kind == TG_LINE_REMOVED ? TG_SIDE_OLD : TG_SIDE_NEW;
}

/* --- code, comment or string --------------------------------------------- */

static bool on_side(const struct tg_line *line, enum tg_side side)
{
	return line->kind == TG_LINE_CONTEXT ||
	       (line->kind == TG_LINE_ADDED) == (side == TG_SIDE_NEW);
}

static uint32_t number_on(const struct tg_line *line, enum tg_side side)
{
	return side == TG_SIDE_NEW ? line->new_line : line->old_line;
}

/* The whole text up to the last line of the last hunk is enough. */
static void lex_whole(struct tg_scan *scan, enum tg_side side)
{
	struct tg_side_lex *s = &scan->sides[side];
	struct tg_worker *w = scan->worker;

	if (w->lex_cap[side] <= s->text.n) {
		free(w->lex[side]);
		w->lex_cap[side] = s->text.n + s->text.n / 2 + 1;
		w->lex[side] = tg_malloc(w->lex_cap[side]);
	}
	s->lex = w->lex[side];
	tg_language_lex(scan->view->change->language, s->text, s->lex);
}

static void cursor_to(struct tg_side_lex *s, uint32_t line)
{
	while (s->line < line && s->at < s->text.n) {
		size_t end = tg_str_chr(tg_str_from(s->text, s->at), '\n');

		s->at = end == SIZE_MAX ? s->text.n : s->at + end + 1;
		s->line++;
	}
	while (s->line > line && s->at > 0) {
		size_t end = tg_str_rchr(tg_str_sub(s->text, 0, s->at - 1), '\n');

		s->at = end == SIZE_MAX ? 0 : end + 1;
		s->line--;
	}
}

/* Without the file's text, a hunk's lines on one side are put together. A
 * comment that began above the hunk is then not known to be one. */
static void join_hunk(struct tg_scan *scan, enum tg_side side, uint32_t i)
{
	const struct tg_file_view *view = scan->view;
	struct tg_side_lex *s = &scan->sides[side];
	uint32_t first = i, end = i, hunk = view->lines[i].hunk;
	size_t size = 0;
	char *text;

	while (first > 0 && view->lines[first - 1].hunk == hunk)
		first--;
	while (end < view->n_lines && view->lines[end].hunk == hunk)
		end++;
	for (uint32_t k = first; k < end; k++)
		size += view->lines[k].text.n + 1;
	text = tg_arena_alloc(&scan->worker->file, size + 1);
	s->offsets = tg_arena_calloc(&scan->worker->file, end - first,
				     sizeof(*s->offsets));
	size = 0;
	for (uint32_t k = first; k < end; k++) {
		struct tg_str line = view->lines[k].text;

		s->offsets[k - first] = (uint32_t)size;
		if (!on_side(&view->lines[k], side))
			continue;
		if (line.n > 0)
			memcpy(text + size, line.p, line.n);
		text[size + line.n] = '\n';
		size += line.n + 1;
	}
	s->text = tg_str_n(text, size);
	s->lex = NULL;
	s->hunk = hunk;
	s->first = first;
}

bool tg_scan_place(struct tg_scan *scan, enum tg_side side, uint32_t i, size_t *at)
{
	const struct tg_file_view *view = scan->view;
	const struct tg_line *line = &view->lines[i];
	struct tg_str whole = side == TG_SIDE_NEW ? view->new_text : view->old_text;
	struct tg_side_lex *s = &scan->sides[side];

	if (!on_side(line, side))
		return false;
	if (whole.p == NULL) {
		if (s->offsets == NULL || s->hunk != line->hunk)
			join_hunk(scan, side, i);
		*at = s->offsets[i - s->first];
		return true;
	}
	if (s->line == 0) {
		s->text = whole;
		s->line = 1;
	}
	cursor_to(s, number_on(line, side));
	*at = s->at;
	return s->at + line->text.n <= s->text.n;
}

const unsigned char *tg_scan_lex(struct tg_scan *scan, enum tg_side side,
				 uint32_t i)
{
	struct tg_side_lex *s = &scan->sides[side];
	size_t at;

	if (!tg_scan_place(scan, side, i, &at))
		return NULL;
	if (s->lex == NULL)
		lex_whole(scan, side);
	return s->lex + at;
}

bool tg_scan_is_comment(struct tg_scan *scan, enum tg_side side, uint32_t i,
			size_t start, size_t end)
{
	struct tg_str text = scan->view->lines[i].text;
	const unsigned char *lex = tg_scan_lex(scan, side, i);

	while (start < end && start < text.n && tg_is_space(text.p[start]))
		start++;
	return lex != NULL && start < text.n && lex[start] == TG_LEX_COMMENT;
}

/* --- what stands next to a line ------------------------------------------ */

bool tg_line_is_annotation(struct tg_str text)
{
	text = tg_str_trim(text);
	return tg_str_starts(text, "@") || tg_str_starts(text, "#[") ||
	       tg_str_starts(text, "[");
}

static bool says_something(struct tg_str text)
{
	unsigned n = 0;

	for (size_t i = 0; i < text.n && n < TELLING; i++)
		n += tg_is_alnum(text.p[i]);
	return n == TELLING;
}

uint32_t tg_scan_neighbour(const struct tg_scan *scan, uint32_t i, int step)
{
	const struct tg_file_view *view = scan->view;
	const struct tg_line *self = &view->lines[i];
	uint32_t at = i;

	for (unsigned looked = 0; looked < LOOK_AROUND;) {
		const struct tg_line *line;

		if (step < 0 ? at == 0 : at + 1 >= view->n_lines)
			return TG_NO_LINE;
		at = step < 0 ? at - 1 : at + 1;
		line = &view->lines[at];
		if (line->hunk != self->hunk)
			return TG_NO_LINE;
		if (line->kind != TG_LINE_CONTEXT && line->kind != self->kind)
			continue;
		looked++;
		if (says_something(line->text) && !tg_line_is_annotation(line->text))
			return at;
	}
	return TG_NO_LINE;
}

/* --- marks --------------------------------------------------------------- */

/* The length of "this." or "self." at `i`: to say or not to say whose field it
 * is changes nothing. */
static size_t own_prefix(struct tg_str text, size_t i)
{
	struct tg_str rest = tg_str_from(text, i);

	if (i > 0 && (tg_is_alnum(text.p[i - 1]) || text.p[i - 1] == '_' ||
		      text.p[i - 1] == '.' || text.p[i - 1] == '$'))
		return 0;
	return tg_str_starts(rest, "this.") || tg_str_starts(rest, "self.") ? 5 : 0;
}

/* Of a list's last item the next one makes a comma. In Python it makes a tuple,
 * which is true whatever it holds. */
static bool comma_says_nothing(const struct tg_scan *scan)
{
	return strcmp(scan->view->change->language->id, "python") != 0;
}

/* Hashes a line without its white space; *n is its length then. */
static uint64_t hash_line(const struct tg_scan *scan, struct tg_str text, size_t *n)
{
	uint64_t seed = scan->engine->options.seed;
	char plain[4096];

	*n = 0;
	for (size_t i = 0; i < text.n && *n < sizeof(plain); i++) {
		i += own_prefix(text, i);
		if (i < text.n && !tg_is_space(text.p[i]))
			plain[(*n)++] = text.p[i];
	}
	if (*n > 1 && *n < sizeof(plain) && plain[*n - 1] == ',' &&
	    comma_says_nothing(scan))
		--*n;
	return tg_hash64(tg_str_n(plain, *n), seed) | 1;
}

/* A changed neighbour counts by its text; an unchanged one by its place, since
 * only the line itself is the same one before and after. */
static uint64_t hash_neighbour(const struct tg_scan *scan, uint32_t i)
{
	uint64_t seed = scan->engine->options.seed;
	const struct tg_line *line;
	uint64_t place[3];
	size_t n;

	if (i == TG_NO_LINE)
		return 0;
	line = &scan->view->lines[i];
	if (line->kind != TG_LINE_CONTEXT)
		return hash_line(scan, line->text, &n);
	place[0] = scan->view->change->index;
	place[1] = line->old_line;
	place[2] = line->new_line;
	return tg_hash64(tg_str_n((const char *)place, sizeof(place)), ~seed) | 1;
}

uint32_t tg_scan_mark(struct tg_scan *scan, uint32_t i)
{
	const struct tg_line *line = &scan->view->lines[i];
	struct tg_worker *worker = scan->worker;
	struct tg_mark *mark;
	size_t n;

	if (scan->marked_line == i)
		return scan->mark;
	mark = TG_VEC_PUSH(&worker->arena, &worker->marks);
	mark->text = hash_line(scan, line->text, &n) ^
		     (tg_scan_access(scan, i) << 1);
	mark->distinctive = n >= DISTINCTIVE;
	mark->added = line->kind == TG_LINE_ADDED;
	mark->file = (uint32_t)scan->view->change->index;
	mark->line = i;
	mark->after = hash_neighbour(scan, tg_scan_neighbour(scan, i, 1));
	if (!tg_line_is_annotation(line->text))
		mark->before = hash_neighbour(scan, tg_scan_neighbour(scan, i, -1));
	scan->marked_line = i;
	scan->mark = (uint32_t)(worker->marks.n - 1);
	return scan->mark;
}

/* --- removals ------------------------------------------------------------- */

static bool is_function_head(struct tg_str text)
{
	static const char *const heads[] = { "def", "class", "function", "func",
		"fn", "fun", "sub", "module", "interface", "struct", "impl" };

	for (size_t i = 0; i < sizeof(heads) / sizeof(heads[0]); i++)
		if (tg_words_has(text, heads[i]))
			return true;
	return tg_str_find(text, TG_STR("=>")) != SIZE_MAX;
}

bool tg_scan_owner_gone(struct tg_scan *scan, uint32_t i)
{
	const struct tg_line *lines = scan->view->lines;
	const struct tg_block *block;
	uint32_t owner;
	size_t depth;

	if (scan->view->change->status == TG_STATUS_DELETED)
		return true;
	tg_scan_blocks(scan);
	block = &scan->blocks[scan->block_of[i]];
	if (block->added > 0)
		return false;
	if (tg_line_is_annotation(lines[i].text)) {
		owner = tg_scan_neighbour(scan, i, 1);
		return owner != TG_NO_LINE && lines[owner].kind == TG_LINE_REMOVED;
	}
	depth = tg_line_depth(lines[i].text);
	for (uint32_t k = i; k > block->first && i - k < LOOK_BACK; k--) {
		struct tg_str text = lines[k - 1].text;

		if (!says_something(text) || tg_line_depth(text) >= depth)
			continue;
		if (is_function_head(text))
			return true;
		depth = tg_line_depth(text);
	}
	return false;
}
