#include "evidence.h"

#include "../base/map.h"

#include <string.h>

enum { SHELL_LEFT = 25 }; /* per cent of its lines: no more than a shell is left */

/* --- references ------------------------------------------------------------- */

static struct tg_str unquoted(struct tg_str s)
{
	s = tg_str_trim(s);
	while (s.n >= 2 && s.p[0] == '`' && s.p[s.n - 1] == '`')
		s = tg_str_trim(tg_str_sub(s, 1, s.n - 2));
	return s;
}

/* A relative path that stays inside, and that looks like one. */
static bool is_path(struct tg_str s)
{
	struct tg_str rest = s, part;

	if (!s.n || s.n > 1024 || s.p[0] == '/' || s.p[0] == '~' || s.p[0] == '-')
		return false;
	if (tg_str_chr(s, '/') == SIZE_MAX && tg_str_chr(s, '.') == SIZE_MAX)
		return false;
	if (s.p[s.n - 1] == '.' || tg_str_is(s, "./"))
		return false;
	for (size_t i = 0; i < s.n; i++) {
		if ((unsigned char)s.p[i] <= ' ' || strchr("<>|\"\\;=(){}$", s.p[i]))
			return false;
	}
	while (tg_str_split(&rest, '/', &part)) {
		if (tg_str_is(part, "..") || !part.n)
			return false;
	}
	return true;
}

static bool number(struct tg_str *s, uint32_t *out)
{
	size_t n = 0;

	while (n < s->n && tg_is_digit(s->p[n]))
		n++;
	if (!n || n > 9 || !tg_str_to_u32(tg_str_sub(*s, 0, n), out))
		return false;
	*s = tg_str_from(*s, n);
	return *out > 0;
}

/* "L10-L20", "L10", "10-20", "10". */
static bool read_lines(struct tg_str s, uint32_t *first, uint32_t *last)
{
	if (tg_str_starts(s, "L"))
		s = tg_str_from(s, 1);
	if (!number(&s, first))
		return false;
	*last = *first;
	if (!s.n)
		return true;
	if (tg_str_starts(s, "–")) /* en dash */
		s = tg_str_from(s, strlen("–"));
	else if (s.p[0] == '-')
		s = tg_str_from(s, 1);
	else
		return false;
	if (tg_str_starts(s, "L"))
		s = tg_str_from(s, 1);
	return number(&s, last) && !s.n && *last >= *first;
}

static bool is_symbol(struct tg_str s)
{
	if (!s.n || s.n > 256 || tg_is_digit(s.p[0]) || s.p[0] == '/')
		return false;
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (!tg_is_alnum(c) && !strchr("_.:#$-!?*&~", c) && !(c & 0x80))
			return false;
	}
	return true;
}

static bool read_rest(struct tg_evidence *out, struct tg_arena *arena,
		      struct tg_str rest)
{
	rest = tg_str_trim(rest);
	while (rest.n && (rest.p[0] == ':' || rest.p[0] == '#'))
		rest = tg_str_from(rest, 1);
	if (read_lines(rest, &out->first, &out->last))
		return true;
	if (out->first) /* line numbers, but not in order */
		return false;
	if (tg_str_ends(rest, "()"))
		rest.n -= 2;
	rest = unquoted(rest);
	if (!is_symbol(rest))
		return false;
	out->symbol = tg_arena_dup_str(arena, rest);
	return true;
}

bool tg_evidence_parse(struct tg_evidence *out, struct tg_arena *arena,
		       struct tg_str reference)
{
	struct tg_str s = unquoted(reference), path = s;
	size_t cut = 0;

	*out = (struct tg_evidence){ 0 };
	if (tg_str_find(s, TG_STR("://")) != SIZE_MAX)
		return false;
	if (tg_str_starts(s, "./"))
		path = s = tg_str_from(s, 2);
	while (cut < s.n && s.p[cut] != ':' && s.p[cut] != '#')
		cut++;
	path.n = cut;
	if (cut < s.n && !read_rest(out, arena, tg_str_from(s, cut)))
		return false;
	path = unquoted(path);
	if (tg_str_ends(path, "/")) {
		out->folder = true;
		path.n--;
	}
	if (!is_path(path) && !(out->folder && is_symbol(path)))
		return false;
	out->path = tg_arena_dup_str(arena, path);
	return true;
}

/* --- is it there -------------------------------------------------------------- */

static uint32_t line_count(struct tg_str text)
{
	struct tg_str line;
	uint32_t n = 0;

	while (tg_str_line(&text, &line))
		n++;
	return n;
}

enum tg_evidence_state tg_evidence_check(const struct tg_evidence *evidence,
					 tg_path_lookup_fn *lookup, void *ctx,
					 uint32_t *line)
{
	bool want = evidence->symbol || evidence->first;
	struct tg_str text = { NULL, 0 };
	uint32_t first = evidence->first, last;
	enum tg_path_state at = lookup(ctx, evidence->path, want, &text);

	if (line)
		*line = first;
	if (at == TG_PATH_NONE)
		return TG_EVIDENCE_NO_FILE;
	if (at == TG_PATH_UNREAD)
		return TG_EVIDENCE_UNKNOWN;
	if (at == TG_PATH_FOLDER)
		return want ? TG_EVIDENCE_NO_FILE : TG_EVIDENCE_THERE;
	if (evidence->first)
		return evidence->last <= line_count(text) ? TG_EVIDENCE_THERE
							  : TG_EVIDENCE_NO_LINES;
	if (!evidence->symbol)
		return TG_EVIDENCE_THERE;
	if (!tg_evidence_find(&first, &last, evidence->path, text, evidence->symbol))
		return TG_EVIDENCE_NO_SYMBOL;
	if (line)
		*line = first;
	return TG_EVIDENCE_THERE;
}

/* --- what a change did to it ---------------------------------------------------- */

static struct tg_str lines_of(struct tg_str text, uint32_t first, uint32_t last)
{
	struct tg_str rest = text, line, out = { text.p, 0 };

	for (uint32_t at = 1; at <= last && tg_str_line(&rest, &line); at++) {
		if (at == first)
			out.p = line.p;
		if (at >= first)
			out.n = (size_t)(line.p + line.n - out.p);
	}
	return out;
}

static bool same_but_blanks(struct tg_str a, struct tg_str b)
{
	size_t i = 0, j = 0;

	for (;;) {
		while (i < a.n && tg_is_space(a.p[i]))
			i++;
		while (j < b.n && tg_is_space(b.p[j]))
			j++;
		if (i >= a.n || j >= b.n)
			return i >= a.n && j >= b.n;
		if (a.p[i++] != b.p[j++])
			return false;
	}
}

static size_t solid_lines(struct tg_str text)
{
	struct tg_str line;
	size_t n = 0;

	while (tg_str_line(&text, &line))
		n += tg_str_trim(line).n > 1; /* a lone brace is none */
	return n;
}

/* True when of three lines or more only a shell is left: less than half as
 * long, and hardly a line of it the same. `return true` is no verification. */
static bool is_gutted(struct tg_str old, struct tg_str new)
{
	struct tg_arena arena = TG_ARENA_INIT;
	size_t before = solid_lines(old), kept = 0;
	struct tg_map lines;
	struct tg_str line;
	bool gutted;

	if (before < 3 || solid_lines(new) * 2 > before)
		return false;
	tg_map_init(&lines, &arena);
	while (tg_str_line(&new, &line))
		tg_map_set(&lines, tg_str_trim(line), &lines);
	while (tg_str_line(&old, &line)) {
		line = tg_str_trim(line);
		kept += line.n > 1 && tg_map_get(&lines, line);
	}
	gutted = kept * 100 / before <= SHELL_LEFT + 100 / before;
	tg_arena_release(&arena);
	return gutted;
}

static struct tg_evidence_hit hit(enum tg_evidence_touch touch, enum tg_side side,
				  uint32_t line)
{
	return (struct tg_evidence_hit){ touch, line, side };
}

/* A place of the new side where something was put there, else where it stood. */
static struct tg_evidence_hit changed_by(const struct tg_hunk *h, uint32_t from)
{
	return hit(TG_EVIDENCE_CHANGED, h->new_lines ? TG_SIDE_NEW : TG_SIDE_OLD,
		   h->new_lines ? h->new_start : from);
}

static bool is_in_hunk(const struct tg_hunk *h, uint32_t first, uint32_t last)
{
	if (!h->old_lines) /* put in after line old_start */
		return h->old_start >= first && h->old_start < last;
	return h->old_start + h->old_lines > first && h->old_start <= last;
}

/* The first changed line inside first..last of the old side. */
static struct tg_evidence_hit by_hunks(const struct tg_change *change,
				       uint32_t first, uint32_t last)
{
	uint32_t gone = 0;
	struct tg_evidence_hit found = hit(TG_EVIDENCE_UNTOUCHED, TG_SIDE_NEW, 0);

	for (size_t i = 0; i < change->n_hunks; i++) {
		const struct tg_hunk *h = &change->hunks[i];
		uint32_t from = h->old_start > first ? h->old_start : first;
		uint32_t to = h->old_start + h->old_lines - 1;

		if (!is_in_hunk(h, first, last))
			continue;
		if (!h->new_lines)
			gone += (to < last ? to : last) - from + 1;
		found = found.touch == TG_EVIDENCE_UNTOUCHED ? changed_by(h, from) : found;
	}
	if (gone == last - first + 1)
		found.touch = TG_EVIDENCE_REMOVED;
	return found;
}

/* The first line that a hunk adds inside first..last of the new side, else
 * `first`. */
static uint32_t changed_line(const struct tg_change *change, uint32_t first,
			     uint32_t last)
{
	for (size_t i = 0; i < change->n_hunks; i++) {
		const struct tg_hunk *h = &change->hunks[i];

		if (h->new_lines && h->new_start + h->new_lines > first &&
		    h->new_start <= last)
			return h->new_start > first ? h->new_start : first;
	}
	return first;
}

static struct tg_evidence_hit judge_symbol(const struct tg_evidence *evidence,
					   const struct tg_change *change,
					   struct tg_str old_text,
					   struct tg_str new_text)
{
	uint32_t old_first, old_last, new_first, new_last;
	struct tg_str old, new;

	if (!tg_evidence_find(&old_first, &old_last, evidence->path, old_text,
			      evidence->symbol))
		return hit(TG_EVIDENCE_UNTOUCHED, TG_SIDE_OLD, 0);
	if (!new_text.p)
		return by_hunks(change, old_first, old_last);
	if (!tg_evidence_find(&new_first, &new_last, change->path, new_text,
			      evidence->symbol))
		return hit(TG_EVIDENCE_REMOVED, TG_SIDE_OLD, old_first);
	old = lines_of(old_text, old_first, old_last);
	new = lines_of(new_text, new_first, new_last);
	if (same_but_blanks(old, new))
		return hit(TG_EVIDENCE_UNTOUCHED, TG_SIDE_NEW, new_first);
	return hit(is_gutted(old, new) ? TG_EVIDENCE_REMOVED : TG_EVIDENCE_CHANGED,
		   TG_SIDE_NEW, changed_line(change, new_first, new_last));
}

static struct tg_evidence_hit judge_lines(const struct tg_evidence *evidence,
					  const struct tg_change *change,
					  struct tg_str old_text,
					  struct tg_str new_text)
{
	struct tg_evidence_hit found = by_hunks(change, evidence->first,
						evidence->last);
	struct tg_str old;

	if (found.touch == TG_EVIDENCE_UNTOUCHED || !old_text.p || !new_text.p)
		return found;
	old = lines_of(old_text, evidence->first, evidence->last);
	if (found.touch == TG_EVIDENCE_CHANGED && found.side == TG_SIDE_NEW &&
	    same_but_blanks(old, lines_of(new_text, found.line,
					  found.line + evidence->last -
						  evidence->first)))
		return hit(TG_EVIDENCE_UNTOUCHED, TG_SIDE_NEW, found.line);
	return found;
}

static struct tg_evidence_hit judge_file(const struct tg_change *change,
					 struct tg_str old_text,
					 struct tg_str new_text)
{
	uint32_t line = change->n_hunks ? change->hunks[0].new_start : 0;

	if (old_text.p && new_text.p) {
		if (same_but_blanks(old_text, new_text))
			return hit(TG_EVIDENCE_UNTOUCHED, TG_SIDE_NEW, 0);
		if (is_gutted(old_text, new_text))
			return hit(TG_EVIDENCE_REMOVED, TG_SIDE_NEW, line);
	}
	if (!change->n_hunks && change->unread == TG_READ_OK && !old_text.p)
		return hit(TG_EVIDENCE_UNTOUCHED, TG_SIDE_NEW, 0);
	return hit(TG_EVIDENCE_CHANGED, TG_SIDE_NEW, line ? line : 1);
}

static bool is_below(const char *path, const char *folder)
{
	size_t n = strlen(folder);

	return strncmp(path, folder, n) == 0 && path[n] == '/';
}

struct tg_evidence_hit tg_evidence_judge(const struct tg_evidence *evidence,
					 const struct tg_change *change,
					 struct tg_str old_text,
					 struct tg_str new_text)
{
	struct tg_evidence_hit found = hit(TG_EVIDENCE_UNTOUCHED, TG_SIDE_NEW, 0);
	const char *old_path = change->old_path;
	uint32_t last;

	if (!old_path || change->status == TG_STATUS_ADDED ||
	    change->status == TG_STATUS_COPIED)
		return found;
	/* A folder is cited as a whole: one change in it says nothing. */
	if (evidence->folder && is_below(old_path, evidence->path))
		return found;
	if (strcmp(old_path, evidence->path) != 0)
		return found;
	if (change->status == TG_STATUS_DELETED) {
		found = hit(TG_EVIDENCE_REMOVED, TG_SIDE_OLD, evidence->first);
		if (evidence->symbol && old_text.p &&
		    !tg_evidence_find(&found.line, &last, evidence->path, old_text,
				      evidence->symbol))
			found.line = 0;
		return found;
	}
	if (evidence->symbol && old_text.p)
		found = judge_symbol(evidence, change, old_text, new_text);
	else if (evidence->first)
		found = judge_lines(evidence, change, old_text, new_text);
	else
		found = judge_file(change, old_text, new_text);
	if (found.touch == TG_EVIDENCE_UNTOUCHED &&
	    change->status == TG_STATUS_RENAMED)
		found = hit(TG_EVIDENCE_MOVED, TG_SIDE_NEW, 0);
	return found;
}
