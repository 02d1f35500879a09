#include "lines.h"

#include <string.h>

/* Lines that both ends share are not compared, but for this many next to the
 * change: they hold its context and give the comparison room to slide. */
#define MARGIN 48

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

/* --- what both texts share at their ends ---------------------------------- */

static size_t common_prefix(struct tg_str a, struct tg_str b)
{
	size_t n = a.n < b.n ? a.n : b.n, i = 0;

	while (i + 64 <= n && memcmp(a.p + i, b.p + i, 64) == 0)
		i += 64;
	while (i < n && a.p[i] == b.p[i])
		i++;
	return i;
}

static size_t common_suffix(struct tg_str a, struct tg_str b, size_t max)
{
	size_t i = 0;

	while (i + 64 <= max &&
	       memcmp(a.p + a.n - i - 64, b.p + b.n - i - 64, 64) == 0)
		i += 64;
	while (i < max && a.p[a.n - i - 1] == b.p[b.n - i - 1])
		i++;
	return i;
}

/* Back from `at` to a line start, and MARGIN lines further. */
static size_t back_up(struct tg_str s, size_t at)
{
	for (unsigned lines = 0; at > 0; at--)
		if (s.p[at - 1] == '\n' && ++lines > MARGIN)
			break;
	return at;
}

/* Forward from `at` past a line end, and MARGIN lines further. */
static size_t go_on(struct tg_str s, size_t at)
{
	for (unsigned lines = 0; at < s.n; at++)
		if (at > 0 && s.p[at - 1] == '\n' && ++lines > MARGIN)
			break;
	return at;
}

static uint32_t count_lines(const char *p, size_t n)
{
	const char *end = p + n;
	uint32_t lines = 0;

	while (p < end && (p = memchr(p, '\n', (size_t)(end - p)))) {
		lines++;
		p++;
	}
	return lines;
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
	struct tg_str s = tg_str_trim(line);

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (tg_str_starts(s, words[i]))
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
		size_t start = end - 1;
		struct tg_str line;

		while (start > stop && text.p[start - 1] != '\n')
			start--;
		line = tg_str_n(text.p + start, end - start);
		if (is_heading(line)) {
			line = tg_str_trim(line);
			*heading = tg_str_n(line.p, line.n < 80 ? line.n : 80);
			return;
		}
		end = start;
	}
}

/* --- comparing -------------------------------------------------------------- */

struct comparison {
	struct tg_lines *lines;
	struct tg_str old_text;
	struct tg_str heading; /* of the hunk before */
	size_t scanned;        /* of the old text, for headings */
	uint32_t skipped;      /* lines before what was compared */
	size_t at;             /* where the old text's line number `line` begins */
	uint32_t line;
};

/* Moves on to line number `line` of the old text. */
static void go_to_line(struct comparison *c, uint32_t line)
{
	const char *end = c->old_text.p + c->old_text.n;

	while (c->line < line) {
		const char *p = c->old_text.p + c->at;
		const char *lf = memchr(p, '\n', (size_t)(end - p));

		if (!lf)
			return;
		c->at = (size_t)(lf + 1 - c->old_text.p);
		c->line++;
	}
}

static int on_hunk(const git_diff_delta *delta, const git_diff_hunk *hunk, void *ctx)
{
	struct comparison *c = ctx;
	struct tg_hunk at = { .old_start = (uint32_t)hunk->old_start + c->skipped,
			      .old_lines = (uint32_t)hunk->old_lines,
			      .new_start = (uint32_t)hunk->new_start + c->skipped,
			      .new_lines = (uint32_t)hunk->new_lines };

	(void)delta;
	go_to_line(c, at.old_start);
	if (c->at > c->scanned) {
		find_heading(c->old_text, c->scanned, c->at, &c->heading);
		c->scanned = c->at;
	}
	begin_hunk(c->lines, &at, c->heading);
	return 0;
}

static int on_line(const git_diff_delta *delta, const git_diff_hunk *hunk,
		   const git_diff_line *line, void *ctx)
{
	struct comparison *c = ctx;
	enum tg_line_kind kind;

	(void)delta;
	(void)hunk;
	switch (line->origin) {
	case GIT_DIFF_LINE_CONTEXT:
		kind = TG_LINE_CONTEXT;
		break;
	case GIT_DIFF_LINE_ADDITION:
		kind = TG_LINE_ADDED;
		break;
	case GIT_DIFF_LINE_DELETION:
		kind = TG_LINE_REMOVED;
		break;
	default:
		return 0; /* "no newline at end of file" */
	}
	add_line(c->lines, kind, tg_str_n(line->content, line->content_len));
	return 0;
}

static enum tg_rc compare_parts(struct comparison *c, struct tg_str a,
				struct tg_str b, struct tg_err *err)
{
	git_diff_options options;

	git_diff_options_init(&options, GIT_DIFF_OPTIONS_VERSION);
	options.flags = GIT_DIFF_FORCE_TEXT | GIT_DIFF_SKIP_BINARY_CHECK |
			GIT_DIFF_INDENT_HEURISTIC;
	options.context_lines = 3;
	if (git_diff_buffers(a.p, a.n, NULL, b.p, b.n, NULL, &options, NULL, NULL,
			     on_hunk, on_line, c) < 0)
		return tg_git_fail(err, TG_E_INTERNAL, "two texts cannot be compared");
	return TG_OK;
}

enum tg_rc tg_lines_compare(struct tg_lines *l, struct tg_str a, struct tg_str b,
			    struct tg_err *err)
{
	struct comparison c = { .lines = l, .old_text = a, .heading = tg_str("") };
	size_t same, start, end;

	if (!a.n || !b.n) {
		if (a.n || b.n)
			add_all(l, a.n ? TG_LINE_REMOVED : TG_LINE_ADDED, a.n ? a : b);
		return TG_OK;
	}
	same = common_prefix(a, b);
	if (same == a.n && same == b.n)
		return TG_OK;
	start = back_up(a, same);
	end = common_suffix(a, b, (a.n < b.n ? a.n : b.n) - same);
	end = a.n - go_on(a, a.n - end);
	c.skipped = count_lines(a.p, start);
	c.at = start;
	c.line = c.skipped + 1;
	return compare_parts(&c, tg_str_sub(a, start, a.n - end - start),
			     tg_str_sub(b, start, b.n - end - start), err);
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
