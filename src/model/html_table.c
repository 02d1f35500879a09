#include "html_table.h"

#include <string.h>

struct html_reader {
	struct tg_arena *arena;
	struct tg_md *table, *row, *cell, *strong; /* the open ones, or NULL */
	struct tg_md *last_row, *last_cell, *last_inline;
	uint32_t line;
};

static struct tg_md *new_node(struct html_reader *h, enum tg_md_kind kind,
			      struct tg_md *parent)
{
	struct tg_md *n = tg_arena_calloc(h->arena, 1, sizeof(*n));

	n->kind = kind;
	n->line = n->end_line = h->line;
	n->text = n->info = "";
	n->parent = parent;
	return n;
}

static void add(struct tg_md *parent, struct tg_md **last, struct tg_md *n)
{
	if (*last == NULL)
		parent->first = n;
	else
		(*last)->next = n;
	*last = n;
}

static void open_row(struct html_reader *h)
{
	h->row = new_node(h, TG_MD_ROW, h->table);
	h->row->header = h->table->first == NULL;
	add(h->table, &h->last_row, h->row);
	h->last_cell = NULL;
	h->cell = h->strong = NULL;
}

static void open_cell(struct html_reader *h)
{
	if (h->row == NULL)
		open_row(h);
	h->cell = new_node(h, TG_MD_CELL, h->row);
	add(h->row, &h->last_cell, h->cell);
	h->last_inline = NULL;
	h->strong = NULL;
}

static void add_inline(struct html_reader *h, enum tg_md_kind kind, const char *text)
{
	if (h->cell == NULL)
		return;
	struct tg_md *n = new_node(h, kind, h->cell);

	n->text = text;
	if (h->strong == NULL) {
		add(h->cell, &h->last_inline, n);
	} else if (kind == TG_MD_TEXT && h->strong->first == NULL) {
		n->parent = h->strong;
		h->strong->first = n;
	}
}

static void open_strong(struct html_reader *h)
{
	if (h->cell == NULL || h->strong != NULL)
		return;
	struct tg_md *n = new_node(h, TG_MD_STRONG, h->cell);

	add(h->cell, &h->last_inline, n);
	h->strong = n;
}

const char *tg_html_plain(struct tg_arena *arena, struct tg_str s)
{
	static const struct {
		const char *entity;
		char sign;
	} entities[] = { { "&amp;", '&' }, { "&lt;", '<' }, { "&gt;", '>' }, { "&quot;", '"' },
			 { "&nbsp;", ' ' } };
	char *out = tg_arena_alloc(arena, s.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++) {
		char c = tg_is_space(s.p[i]) ? ' ' : s.p[i];

		for (size_t e = 0; c == '&' && e < sizeof(entities) / sizeof(entities[0]); e++) {
			if (!tg_str_starts(tg_str_from(s, i), entities[e].entity))
				continue;
			c = entities[e].sign;
			i += strlen(entities[e].entity) - 1;
			break;
		}
		if (c != ' ' || n == 0 || out[n - 1] != ' ')
			out[n++] = c;
	}
	out[n] = '\0';
	return out;
}

bool tg_html_tag_is(struct tg_str tag, const char *name)
{
	size_t n = strlen(name);

	return tg_str_istarts(tag, name) && (tag.n == n || !tg_is_alnum(tag.p[n]));
}

static void tag(struct html_reader *h, struct tg_str t)
{
	if (tg_html_tag_is(t, "tr")) {
		open_row(h);
	} else if (tg_html_tag_is(t, "td") || tg_html_tag_is(t, "th")) {
		open_cell(h);
	} else if (tg_html_tag_is(t, "strong") || tg_html_tag_is(t, "b")) {
		open_strong(h);
	} else if (tg_html_tag_is(t, "/strong") || tg_html_tag_is(t, "/b")) {
		h->strong = NULL;
	} else if (tg_html_tag_is(t, "br") || tg_html_tag_is(t, "p") ||
		   tg_html_tag_is(t, "li") || tg_html_tag_is(t, "/p") ||
		   tg_html_tag_is(t, "/li")) {
		h->strong = NULL;
		add_inline(h, TG_MD_LINE_BREAK, "");
	} else if (tg_html_tag_is(t, "/td") || tg_html_tag_is(t, "/th") ||
		   tg_html_tag_is(t, "/tr")) {
		h->cell = h->strong = NULL;
	}
}

static void text(struct html_reader *h, struct tg_str s)
{
	const char *plain = tg_html_plain(h->arena, s);

	if (plain[0] != '\0')
		add_inline(h, TG_MD_TEXT, plain);
	for (size_t i = 0; i < s.n; i++)
		h->line += s.p[i] == '\n';
}

struct tg_md *tg_html_table(struct tg_arena *arena, struct tg_str html, uint32_t line)
{
	struct html_reader h = { .arena = arena, .line = line };
	struct tg_str rest = tg_str_from(html, 1);

	h.table = new_node(&h, TG_MD_TABLE, NULL);
	for (;;) {
		size_t end = tg_str_chr(rest, '>');
		size_t open = tg_str_chr(rest, '<');

		if (end == SIZE_MAX || tg_html_tag_is(rest, "/table"))
			break;
		if (open < end) /* no tag: "a < b" */
			end = open;
		else
			tag(&h, tg_str_sub(rest, 0, end));
		rest = tg_str_from(rest, end + (open < end ? 0 : 1));
		open = tg_str_chr(rest, '<');
		text(&h, tg_str_sub(rest, 0, open == SIZE_MAX ? rest.n : open));
		if (open == SIZE_MAX)
			break;
		rest = tg_str_from(rest, open + 1);
	}
	h.table->end_line = h.line;
	return h.table->first != NULL && h.table->first->next != NULL ? h.table : NULL;
}
