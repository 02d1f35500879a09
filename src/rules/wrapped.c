/*
 * Code that a change turns into a comment or a string, or back, without touching
 * it: by delimiters on lines around it. Such a line is shown to rules as removed
 * or added, like one that was edited.
 */
#include "scan.h"

#include "../git/language.h"

#include <string.h>

#define MAX_TURNED 2000u /* lines of one file */

/* One side of the file, walked line by line. */
struct side {
	struct tg_str text;
	unsigned char *lex;
	size_t at; /* start of the line */
};

/* An unchanged line that is code on one side alone. */
struct turned {
	uint32_t old_line, new_line;
	struct tg_str text;
	bool gone; /* code before, none now */
};

struct unwrapping {
	struct tg_scan *scan;
	struct side old, new;
	uint32_t old_line, new_line; /* of where both stand */
	TG_VEC(struct turned) lines;
	size_t last_run; /* where the last run of turned lines begins */
	size_t compared; /* lines that say something */
	bool in_run;
};

/* --- which lines ----------------------------------------------------------- */

static struct tg_str line_at(const struct side *s)
{
	struct tg_str rest = tg_str_from(s->text, s->at);
	size_t end = tg_str_chr(rest, '\n');

	return end == SIZE_MAX ? rest : tg_str_sub(rest, 0, end);
}

static void next_line(struct side *s, struct tg_str line)
{
	s->at += line.n;
	if (s->at < s->text.n)
		s->at++;
}

static void skip(struct side *s, uint32_t *at, uint32_t n)
{
	for (; n > 0 && s->at < s->text.n; n--, ++*at)
		next_line(s, line_at(s));
}

/* Both sides stand on the same unchanged line. */
static void compare_line(struct unwrapping *u)
{
	struct tg_str line = line_at(&u->new);
	size_t first = 0;
	bool was, is;

	while (first < line.n && tg_is_space(line.p[first]))
		first++;
	if (first < line.n && u->old.at + first < u->old.text.n) {
		u->compared++;
		was = u->old.lex[u->old.at + first] == TG_LEX_CODE;
		is = u->new.lex[u->new.at + first] == TG_LEX_CODE;
		if (was != is && !u->in_run)
			u->last_run = u->lines.n;
		if (was != is && u->lines.n < MAX_TURNED)
			*TG_VEC_PUSH(&u->scan->worker->file, &u->lines) = (struct turned){
				u->old_line, u->new_line, line, was
			};
		u->in_run = was != is;
	}
	next_line(&u->old, line);
	next_line(&u->new, line);
	u->old_line++;
	u->new_line++;
}

static bool has_more(const struct unwrapping *u)
{
	return u->old.at < u->old.text.n && u->new.at < u->new.text.n;
}

static void compare_sides(struct unwrapping *u)
{
	const struct tg_change *change = u->scan->view->change;

	u->old_line = u->new_line = 1;
	for (size_t i = 0; i < change->n_hunks; i++) {
		const struct tg_hunk *h = &change->hunks[i];
		/* a side without lines stands at the line before the place */
		uint32_t first = h->new_lines ? h->new_start : h->new_start + 1;

		while (has_more(u) && u->new_line < first)
			compare_line(u);
		skip(&u->old, &u->old_line, h->old_lines);
		skip(&u->new, &u->new_line, h->new_lines);
	}
	size_t before = u->compared;

	while (has_more(u))
		compare_line(u);
	/* what nothing ends is no program: the lexer was led astray, not the reader */
	if (u->in_run && u->compared > before)
		u->lines.n = u->last_run;
}

/* --- the view with them ------------------------------------------------------ */

static void turn(struct tg_line *line, const struct turned *t)
{
	line->kind = t->gone ? TG_LINE_REMOVED : TG_LINE_ADDED;
	line->old_line = t->gone ? t->old_line : 0;
	line->new_line = t->gone ? 0 : t->new_line;
}

/* Those that the hunks show as context are turned in place. */
static void turn_context(struct unwrapping *u, struct tg_line *lines, size_t n)
{
	size_t at = 0, kept = 0;

	for (size_t i = 0; i < u->lines.n; i++) {
		const struct turned t = u->lines.items[i];

		while (at < n && (lines[at].kind != TG_LINE_CONTEXT ||
				  lines[at].new_line < t.new_line))
			at++;
		if (at < n && lines[at].new_line == t.new_line)
			turn(&lines[at], &t);
		else
			u->lines.items[kept++] = t;
	}
	u->lines.n = kept;
}

/* The others come after them, each run as a hunk of its own. */
static void append_rest(const struct unwrapping *u, struct tg_file_view *view,
			struct tg_line *lines, struct tg_str *headings)
{
	for (size_t i = 0; i < u->lines.n; i++) {
		const struct turned *t = &u->lines.items[i];

		if (i == 0 || t[-1].new_line + 1 != t->new_line)
			headings[view->n_hunks++] = tg_str("");
		lines[view->n_lines] = (struct tg_line){
			.text = tg_str_sub(t->text, 0,
					   u->scan->engine->limits.line_bytes),
			.hunk = (uint32_t)view->n_hunks - 1,
		};
		turn(&lines[view->n_lines++], t);
	}
}

static void rebuild(struct unwrapping *u)
{
	struct tg_scan *scan = u->scan;
	struct tg_arena *arena = &scan->worker->file;
	struct tg_file_view *view = tg_arena_alloc(arena, sizeof(*view));
	struct tg_line *lines;
	struct tg_str *headings;

	*view = *scan->view;
	lines = tg_arena_calloc(arena, view->n_lines + u->lines.n, sizeof(*lines));
	headings = tg_arena_calloc(arena, view->n_hunks + u->lines.n, sizeof(*headings));
	memcpy(lines, view->lines, view->n_lines * sizeof(*lines));
	memcpy(headings, view->headings, view->n_hunks * sizeof(*headings));
	turn_context(u, lines, view->n_lines);
	append_rest(u, view, lines, headings);
	view->lines = lines;
	view->headings = headings;
	scan->view = view;
}

/* --- whether to look at all ----------------------------------------------------- */

static bool may_wrap(const struct tg_file_view *view)
{
	const struct tg_change *change = view->change;

	if (!change->language->program || view->old_text.p == NULL ||
	    view->new_text.p == NULL || change->n_hunks == 0)
		return false;
	for (size_t i = 0; i < view->n_lines; i++)
		if (view->lines[i].kind != TG_LINE_CONTEXT &&
		    tg_language_may_wrap(change->language, view->lines[i].text))
			return true;
	return false;
}

/* The rules ask for the same later, and find it there. */
static void lex(struct unwrapping *u, struct side *s, enum tg_side side,
		struct tg_str text)
{
	s->text = text;
	s->lex = tg_arena_alloc(&u->scan->worker->file, text.n + 1);
	tg_language_lex(u->scan->view->change->language, text, s->lex);
	u->scan->sides[side].lex = s->lex;
}

void tg_scan_unwrap(struct tg_scan *scan)
{
	struct unwrapping u = { .scan = scan };

	if (!may_wrap(scan->view))
		return;
	lex(&u, &u.old, TG_SIDE_OLD, scan->view->old_text);
	lex(&u, &u.new, TG_SIDE_NEW, scan->view->new_text);
	compare_sides(&u);
	if (u.lines.n > 0)
		rebuild(&u);
}
