#include "lines.h"

#include "text_diff.h"

#include <string.h>

void tg_lines_init(struct tg_lines *l, size_t line_bytes)
{
	memset(l, 0, sizeof(*l));
	l->line_bytes = line_bytes;
}

void tg_lines_release(struct tg_lines *l)
{
	free(l->lines);
	free(l->headings);
	free(l->changed);
	memset(l, 0, sizeof(*l));
}

void tg_lines_clear(struct tg_lines *l)
{
	l->n = l->n_hunks = l->n_changed = 0;
	l->added = l->removed = 0;
	l->long_lines = l->open = false;
}

/* Room for one more, by doubling. */
static void *grow(void *items, size_t n, size_t *cap, size_t size)
{
	if (n < *cap)
		return items;
	*cap = *cap ? 2 * *cap : 64;
	return tg_realloc(items, *cap * size);
}

static void begin_hunk(struct tg_lines *l, const struct tg_hunk *at,
		       struct tg_str heading)
{
	l->headings = grow(l->headings, l->n_hunks, &l->cap_hunks,
			   sizeof(*l->headings));
	l->headings[l->n_hunks++] = heading;
	l->next_old = at->old_start + (at->old_lines == 0);
	l->next_new = at->new_start + (at->new_lines == 0);
	l->open = false;
}

static void count_change(struct tg_lines *l, enum tg_line_kind kind)
{
	struct tg_hunk *h;

	if (!l->open) {
		l->changed = grow(l->changed, l->n_changed, &l->cap_changed,
				  sizeof(*l->changed));
		h = &l->changed[l->n_changed++];
		*h = (struct tg_hunk){ .old_start = l->next_old - 1,
				       .new_start = l->next_new - 1 };
		l->open = true;
	}
	h = &l->changed[l->n_changed - 1];
	if (kind == TG_LINE_ADDED) {
		if (h->new_lines++ == 0)
			h->new_start = l->next_new;
		l->added++;
	} else {
		if (h->old_lines++ == 0)
			h->old_start = l->next_old;
		l->removed++;
	}
}

static struct tg_str without_end(struct tg_str s)
{
	if (s.n && s.p[s.n - 1] == '\n')
		s.n--;
	if (s.n && s.p[s.n - 1] == '\r')
		s.n--;
	return s;
}

/* `text` may carry its line end. */
static void add_line(struct tg_lines *l, enum tg_line_kind kind, struct tg_str text)
{
	struct tg_line *line;

	l->lines = grow(l->lines, l->n, &l->cap, sizeof(*l->lines));
	line = &l->lines[l->n++];
	text = without_end(text);
	if (text.n > l->line_bytes) {
		text.n = l->line_bytes;
		l->long_lines |= kind != TG_LINE_CONTEXT;
	}
	if (kind == TG_LINE_CONTEXT)
		l->open = false;
	else
		count_change(l, kind);
	*line = (struct tg_line){
		.kind = kind,
		.old_line = kind == TG_LINE_ADDED ? 0 : l->next_old++,
		.new_line = kind == TG_LINE_REMOVED ? 0 : l->next_new++,
		.text = text,
		.hunk = (uint32_t)(l->n_hunks - 1),
	};
}

/* All lines of a text that is new or gone. */
static void add_all(struct tg_lines *l, enum tg_line_kind kind, struct tg_str text)
{
	struct tg_hunk at = { .old_start = kind == TG_LINE_REMOVED,
			      .old_lines = kind == TG_LINE_REMOVED,
			      .new_start = kind == TG_LINE_ADDED,
			      .new_lines = kind == TG_LINE_ADDED };
	const char *p = text.p, *end = text.p + text.n;

	begin_hunk(l, &at, tg_str(""));
	while (p < end) {
		const char *lf = memchr(p, '\n', (size_t)(end - p));
		const char *next = lf ? lf + 1 : end;

		add_line(l, kind, tg_str_n(p, (size_t)(next - p)));
		p = next;
	}
}

/* --- headings --------------------------------------------------------------- */

/* Words that begin a definition although it is indented. */
static bool begins_definition(struct tg_str line)
{
	static const char *const words[] = {
		"def ",    "class ",     "async def ", "function ", "public ",
		"private ", "protected ", "static ",    "func ",     "fn ",
		"pub ",    "interface ", "impl ",      "module ",   "override ",
		"fun ",    "internal ",  "async ",     "trait ",    "describe("
	};
	struct tg_str s = line;

	while (s.n && tg_is_space(*s.p))
		s = tg_str_from(s, 1);
	s = tg_str_rtrim(s);
	if (!s.n || !strchr("acdfimopst", *s.p))
		return false;
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (*words[i] == *s.p && tg_str_starts(s, words[i]))
			return true;
	return false;
}

static bool is_heading(struct tg_str line)
{
	if (!line.n)
		return false;
	if (tg_is_alpha(*line.p) || *line.p == '_' || *line.p == '$')
		return true;
	return tg_is_space(*line.p) && begins_definition(line);
}

/* Looks upwards from `from` for a heading, no further than `stop`: each byte
 * of a text is looked at once, however many hunks it has. */
static void find_heading(struct tg_str text, size_t stop, size_t from,
			 struct tg_str *heading)
{
	size_t end = from;

	while (end > stop) {
		size_t lf = tg_str_rchr(tg_str_sub(text, stop, end - 1 - stop), '\n');
		size_t start = lf == SIZE_MAX ? stop : stop + lf + 1;
		struct tg_str line = tg_str_n(text.p + start, end - start);

		if (is_heading(line)) {
			line = tg_str_trim(line);
			*heading = tg_str_n(line.p, line.n < 80 ? line.n : 80);
			return;
		}
		end = start;
	}
}

/* --- comparing -------------------------------------------------------------- */

#define CONTEXT 3u

/* A place in one text: where line number `line` (1-based) begins. */
struct place {
	struct tg_str text;
	size_t at;
	uint32_t line;
};

struct comparison {
	struct tg_lines *lines;
	struct place old_text, new_text;
	struct tg_str heading; /* of the hunk before */
	size_t scanned;        /* of the old text, for headings */
	uint32_t pending;      /* lines of context owed after a change */
};

/* The line at the place, with its end; empty past the last one. */
static struct tg_str take_line(struct place *p)
{
	const char *start = p->text.p + p->at;
	size_t left = p->text.n - p->at;
	const char *lf = left ? memchr(start, '\n', left) : NULL;
	size_t n = lf ? (size_t)(lf - start) + 1 : left;

	p->at += n;
	p->line++;
	return tg_str_n(start, n);
}

static void go_to_line(struct place *p, uint32_t line)
{
	while (p->line < line && p->at < p->text.n)
		take_line(p);
}

/* Lines that both texts have, up to old line number `end`. */
static void add_context(struct comparison *c, uint32_t end)
{
	while (c->old_text.line < end && c->old_text.at < c->old_text.text.n) {
		take_line(&c->new_text);
		add_line(c->lines, TG_LINE_CONTEXT, take_line(&c->old_text));
	}
}

static void start_hunk(struct comparison *c, const struct tg_hunk *first)
{
	uint32_t before = first->old_start + (first->old_lines == 0);
	uint32_t from = before > CONTEXT ? before - CONTEXT : 1;
	struct tg_hunk at = { .old_start = from, .old_lines = 1, .new_lines = 1 };

	if (from < c->old_text.line)
		from = c->old_text.line;
	/* Between changes the texts are equal: both move on alike. */
	at.old_start = from;
	at.new_start = c->new_text.line + (from - c->old_text.line);
	go_to_line(&c->new_text, at.new_start);
	go_to_line(&c->old_text, from);
	if (c->old_text.at > c->scanned) {
		find_heading(c->old_text.text, c->scanned, c->old_text.at, &c->heading);
		c->scanned = c->old_text.at;
	}
	begin_hunk(c->lines, &at, c->heading);
}

/* One change, in order, without context: see tg_text_diff. */
static void on_change(const struct tg_hunk *h, void *ctx)
{
	struct comparison *c = ctx;
	uint32_t before = h->old_start + (h->old_lines == 0);
	bool near = c->pending && before <= c->old_text.line + 2 * CONTEXT;

	if (c->pending && !near)
		add_context(c, c->old_text.line + CONTEXT);
	if (!near)
		start_hunk(c, h);
	add_context(c, before);
	for (uint32_t i = 0; i < h->old_lines; i++)
		add_line(c->lines, TG_LINE_REMOVED, take_line(&c->old_text));
	for (uint32_t i = 0; i < h->new_lines; i++)
		add_line(c->lines, TG_LINE_ADDED, take_line(&c->new_text));
	c->pending = CONTEXT;
}

enum tg_rc tg_lines_compare(struct tg_lines *l, struct tg_str old_text,
			    struct tg_str new_text, struct tg_err *err)
{
	const struct tg_str a = old_text, b = new_text;
	struct comparison c = { .lines = l, .old_text = { a, 0, 1 },
				.new_text = { b, 0, 1 }, .heading = { "", 0 } };
	enum tg_rc rc;

	if (!a.n || !b.n) {
		if (a.n || b.n)
			add_all(l, a.n ? TG_LINE_REMOVED : TG_LINE_ADDED, a.n ? a : b);
		return TG_OK;
	}
	rc = tg_text_diff(a, b, on_change, &c, err);
	if (rc == TG_OK && c.pending)
		add_context(&c, c.old_text.line + CONTEXT);
	return rc;
}

void tg_lines_from_patch(struct tg_lines *l, const struct tg_patch *patch)
{
	for (size_t i = 0; i < patch->n_hunks; i++) {
		const struct tg_patch_hunk *h = &patch->hunks[i];

		begin_hunk(l, &h->at, h->heading);
		for (size_t j = 0; j < h->n_lines; j++)
			add_line(l, h->lines[j].kind, h->lines[j].text);
	}
}
