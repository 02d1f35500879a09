#include "outline.h"

#include "box_table.h"
#include "html_list.h"
#include "html_table.h"
#include "outline_bold.h"

#include <string.h>

#define DETAILS_LEVEL 7u
#define BOLD_LEVEL 7u
#define MAX_STACK 64u
#define MAX_HTML_HEADING 1000u

struct builder {
	struct tg_outline *out;
	size_t stack[MAX_STACK]; /* open sections, innermost last */
	size_t depth;
	uint32_t summary_of;     /* section whose <summary> is still to come */
	struct tg_str rest;      /* of the source, from `line` on */
	uint32_t line;
	uint32_t table_until;    /* last line that was looked through for a table */
	uint32_t table_end;      /* last line of the HTML table that was read */
};

static struct tg_section *top(struct builder *b)
{
	return &b->out->sections.items[b->stack[b->depth - 1]];
}

static void close_top(struct builder *b)
{
	top(b)->end = b->out->sections.n;
	b->depth--;
}

static void open_section(struct builder *b, unsigned level, uint32_t line,
			 const char *title)
{
	struct tg_outline *o = b->out;

	if (b->depth == MAX_STACK || o->sections.n >= TG_OUTLINE_MAX_SECTIONS)
		return;
	size_t parent = b->depth > 0 ? b->stack[b->depth - 1] : 0;
	struct tg_section *s = TG_VEC_PUSH(o->arena, &o->sections);

	s->level = level;
	s->line = line;
	s->parent = parent;
	tg_outline_title(o, s, title);
	b->stack[b->depth++] = o->sections.n - 1;
}

static void heading(struct builder *b, const struct tg_md *node, const char *title)
{
	while (b->depth > 1 && !top(b)->details && top(b)->level >= node->level)
		close_top(b);
	open_section(b, node->level, node->line, title);
	if (node->level == 1 && b->out->title[0] == '\0') {
		b->out->title = title;
		b->out->title_section = b->out->sections.n - 1;
	}
}

static void close_details(struct builder *b)
{
	size_t i = b->depth;

	while (i > 1 && !b->out->sections.items[b->stack[i - 1]].details)
		i--;
	if (i <= 1)
		return;
	while (b->depth >= i)
		close_top(b);
}

/* Text between tags, white space as single blanks. */
static const char *text_of_html(struct tg_arena *arena, struct tg_str html)
{
	char *out = tg_arena_alloc(arena, html.n + 1);
	size_t n = 0;
	bool in_tag = false;

	for (size_t i = 0; i < html.n; i++) {
		char c = html.p[i];

		if (c == '<' || c == '>') {
			in_tag = c == '<';
			c = ' ';
		}
		if (in_tag || (tg_is_space(c) && (n == 0 || out[n - 1] == ' ')))
			continue;
		out[n++] = tg_is_space(c) ? ' ' : c;
	}
	while (n > 0 && out[n - 1] == ' ')
		n--;
	out[n] = '\0';
	return out;
}

static void summary(struct builder *b, struct tg_str html)
{
	size_t end = tg_str_ifind(html, TG_STR("</summary"));
	size_t start = tg_str_chr(html, '>');

	if (b->summary_of == 0 || start == SIZE_MAX || end == SIZE_MAX || start >= end)
		return;
	struct tg_str inner = tg_str_sub(html, start + 1, end - start - 1);

	tg_outline_title(b->out, &b->out->sections.items[b->summary_of],
		  text_of_html(b->out->arena, inner));
	b->summary_of = 0;
}

static uint32_t count_lines(struct tg_str s)
{
	uint32_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		n += s.p[i] == '\n';
	return n;
}

/* The cursor goes to line `line`, never back. */
static bool go_to(struct builder *b, uint32_t line)
{
	while (b->line < line) {
		size_t at = tg_str_chr(b->rest, '\n');

		if (at == SIZE_MAX)
			return false;
		b->rest = tg_str_from(b->rest, at + 1);
		b->line++;
	}
	return b->line == line;
}

/* From line `line` of the source to its end: what the blocks of the document hold of
 * a table ends at its first blank line. No part of the source is read twice. */
static void html_table(struct builder *b, uint32_t line)
{
	const struct tg_md *t;
	size_t at, end;

	if (line <= b->table_until || !go_to(b, line))
		return;
	at = tg_str_ifind(b->rest, TG_STR("<table"));
	end = tg_str_ifind(b->rest, TG_STR("</table"));
	if (at == SIZE_MAX)
		return;
	if (end == SIZE_MAX)
		end = b->rest.n;
	b->table_until = line + count_lines(tg_str_sub(b->rest, 0, end));
	if (end <= at)
		return;
	t = tg_html_table(b->out->arena, tg_str_sub(b->rest, at, end - at), line);
	if (t == NULL)
		return;
	*TG_VEC_PUSH(b->out->arena, &top(b)->blocks) = t;
	b->table_end = b->table_until;
}

/* "<ul>" and what it holds; returns how many bytes that is, at least one. */
static size_t html_list(struct builder *b, struct tg_str html, uint32_t line)
{
	size_t length = 0;
	const struct tg_md *list = tg_html_list(b->out->arena, html, line, &length);

	if (list != NULL)
		*TG_VEC_PUSH(b->out->arena, &top(b)->blocks) = list;
	return length > 0 ? length : 1;
}

static bool is_heading_tag(struct tg_str html)
{
	return html.n > 4 && tg_lower(html.p[1]) == 'h' && html.p[2] >= '1' &&
	       html.p[2] <= '6' && (html.p[3] == '>' || html.p[3] == ' ');
}

/* "<h2>Threats</h2>" */
static void html_heading(struct builder *b, struct tg_str html, uint32_t line)
{
	struct tg_md node = { .kind = TG_MD_HEADING, .line = line };
	size_t start, end;

	html = tg_str_sub(html, 0, MAX_HTML_HEADING);
	start = tg_str_chr(html, '>');
	end = tg_str_ifind(html, TG_STR("</h"));
	if (start == SIZE_MAX || end == SIZE_MAX || start >= end)
		return;
	node.level = (unsigned)(html.p[2] - '0');
	heading(b, &node, text_of_html(b->out->arena,
				       tg_str_sub(html, start + 1, end - start - 1)));
}

/* A block of HTML: opens and closes <details>, in the order of its tags. What
 * stands in a comment is not there. */
static void html(struct builder *b, const struct tg_md *node)
{
	struct tg_str rest = tg_str(node->text);
	uint32_t line = node->line;

	for (;;) {
		size_t at = tg_str_chr(rest, '<');

		if (at == SIZE_MAX)
			return;
		line += count_lines(tg_str_sub(rest, 0, at));
		rest = tg_str_from(rest, at);
		if (tg_str_starts(rest, "<!--")) {
			size_t end = tg_str_find(rest, TG_STR("-->"));

			if (end == SIZE_MAX)
				return;
			line += count_lines(tg_str_sub(rest, 0, end));
			rest = tg_str_from(rest, end);
		} else if (tg_str_istarts(rest, "<details")) {
			open_section(b, DETAILS_LEVEL, line, "");
			top(b)->details = true;
			b->summary_of = (uint32_t)(b->out->sections.n - 1);
		} else if (tg_str_istarts(rest, "<table")) {
			html_table(b, line);
		} else if (tg_str_istarts(rest, "<ul") || tg_str_istarts(rest, "<ol")) {
			size_t length = html_list(b, rest, line);

			line += count_lines(tg_str_sub(rest, 0, length));
			rest = tg_str_from(rest, length);
			continue;
		} else if (is_heading_tag(rest)) {
			html_heading(b, rest, line);
		} else if (tg_str_istarts(rest, "<summary")) {
			summary(b, rest);
		} else if (tg_str_istarts(rest, "</details")) {
			close_details(b);
		}
		rest = tg_str_from(rest, 1);
	}
}

static void bold_heading(struct builder *b, const struct tg_md *p, const char *title)
{
	while (b->depth > 1 && !top(b)->details && top(b)->level >= BOLD_LEVEL)
		close_top(b);
	open_section(b, BOLD_LEVEL, p->line, title);
}

static void add_block(struct builder *b, const struct tg_md *node)
{
	struct tg_section *s = top(b);
	const struct tg_md *drawn =
		node->kind == TG_MD_CODE_BLOCK ? tg_box_table(b->out->arena, node) : NULL;

	*TG_VEC_PUSH(b->out->arena, &s->blocks) = node;
	if (drawn != NULL)
		*TG_VEC_PUSH(b->out->arena, &s->blocks) = drawn;
}

/* "Threat analysis and decisions" over "1. Threat model": what the title says of the
 * whole document, a section of its own says better. */
static bool has_part_of_threats(const struct tg_outline *o)
{
	for (size_t i = 1; i < o->sections.n; i++)
		if (i != o->title_section && o->sections.items[i].level <= 2 &&
		    (o->sections.items[i].part == TG_PART_MODEL ||
		     o->sections.items[i].part == TG_PART_THREATS))
			return true;
	return false;
}

void tg_outline_init(struct tg_outline *out, struct tg_arena *arena,
		     const struct tg_md *document, struct tg_str source)
{
	struct builder b = { .out = out, .rest = source, .line = 1 };
	struct tg_bold_names names = { 0 };

	*out = (struct tg_outline){ .arena = arena, .title = "" };
	tg_bold_names_count(&names, arena, document);
	open_section(&b, 0, 1, "");
	for (const struct tg_md *node = document->first; node != NULL;
	     node = node->next) {
		const char *title;

		if (node->line <= b.table_end)
			continue; /* its rows */
		if (tg_bold_is_id(arena, node, &title)) {
			bold_heading(&b, node, title);
		} else if (tg_bold_is_heading(&names, arena, node, &title)) {
			bold_heading(&b, node, title);
			continue;
		}
		if (node->kind == TG_MD_HEADING) {
			names.heading++;
			heading(&b, node, tg_md_plain(node, arena, true));
		} else if (node->kind == TG_MD_HTML_BLOCK) {
			html(&b, node);
		} else {
			add_block(&b, node);
		}
	}
	while (b.depth > 0)
		close_top(&b);
	tg_outline_forms(out);
	out->title_is_general = has_part_of_threats(out);
}

enum tg_part tg_outline_part(const struct tg_outline *o, size_t section, size_t *at)
{
	for (size_t i = section;; i = o->sections.items[i].parent) {
		const struct tg_section *s = &o->sections.items[i];
		bool is_title = i == o->title_section && s->level == 1;
		bool says_little = is_title &&
				   (s->part != TG_PART_THREATS || o->title_is_general ||
				    tg_str_ifind(tg_str(s->title),
						 TG_STR("model")) != SIZE_MAX);

		if (i != 0 && s->part != TG_PART_NONE && !says_little) {
			if (at != NULL)
				*at = i;
			return s->part;
		}
		if (i == 0)
			return TG_PART_NONE;
	}
}

unsigned tg_outline_stride(const struct tg_outline *o, size_t section)
{
	for (size_t i = section; i != 0; i = o->sections.items[i].parent)
		if (o->sections.items[i].stride != 0)
			return o->sections.items[i].stride;
	return 0;
}

bool tg_outline_inside(const struct tg_outline *o, size_t section, size_t ancestor)
{
	return section >= ancestor && section < o->sections.items[ancestor].end;
}

bool tg_outline_is_leaf(const struct tg_outline *o, size_t section)
{
	return o->sections.items[section].end == section + 1;
}
