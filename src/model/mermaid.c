#include "mermaid.h"

#include <string.h>

static void join(struct tg_mermaid *m, const struct tg_mermaid_group *left,
		 const struct tg_mermaid_group *right, const struct tg_mermaid_link *link, uint32_t line)
{
	bool turned = link->back && !link->forth;

	for (size_t i = 0; i < left->n && !link->invisible; i++) {
		for (size_t j = 0; j < right->n; j++) {
			struct tg_flow flow = {
				.from = turned ? right->ids[j] : left->ids[i],
				.to = turned ? left->ids[i] : right->ids[j],
				.label = link->label,
				.both_ways = link->back == link->forth,
				.line = line,
			};

			tg_drawing_flow(&m->drawing, &flow);
		}
	}
}

static void read_chain(struct tg_mermaid *m)
{
	struct tg_mermaid_group groups[2];
	size_t now = 0;
	struct tg_mermaid_link link;

	if (!tg_mermaid_group(m, &groups[now])) {
		tg_mermaid_skip_line(m);
		return;
	}
	for (;;) {
		uint32_t line = m->line;

		if (!tg_mermaid_link(m, &link))
			break;
		if (!tg_mermaid_group(m, &groups[!now]))
			break;
		join(m, &groups[now], &groups[!now], &link, line);
		now = !now;
	}
	if (!tg_mermaid_at_end(m))
		tg_mermaid_skip_line(m);
}

/* --- statements ---------------------------------------------------------------------- */

static void open_subgraph(struct tg_mermaid *m)
{
	struct tg_str head, title = tg_mermaid_rest_of_line(m);
	size_t bracket = tg_str_chr(title, '[');
	const char *id, *name;

	tg_mermaid_step(m, tg_str_find(tg_mermaid_rest(m), TG_STR("\n")));
	if (bracket != SIZE_MAX && title.p[0] != '"' && title.p[title.n - 1] == ']') {
		head = tg_str_trim(tg_str_sub(title, 0, bracket));
		title = tg_str_sub(title, bracket + 1, title.n - bracket - 2);
	} else {
		head = title;
	}
	name = tg_drawing_label(m->drawing.arena, title);
	id = head.n ? tg_drawing_label(m->drawing.arena, head) : name;
	if (!*id)
		id = tg_arena_printf(m->drawing.arena, "boundary%zu",
				     m->drawing.boundaries.n + 1);
	if (m->depth >= TG_MERMAID_DEPTH ||
	    !tg_drawing_boundary(&m->drawing, id, name,
				 m->depth ? m->open[m->depth - 1] : NULL, m->line)) {
		m->too_deep++;
		return;
	}
	m->open[m->depth++] = id;
}

static void close_subgraph(struct tg_mermaid *m)
{
	if (m->too_deep)
		m->too_deep--;
	else if (m->depth)
		m->depth--;
}

static bool eat_word(struct tg_mermaid *m, const char *word)
{
	size_t n = strlen(word);
	char after = tg_mermaid_peek(m, n);

	if (!tg_str_starts(tg_mermaid_rest(m), word) || tg_is_alnum(after) || after == '_' ||
	    after == '-' || after == '(' || after == '[')
		return false;
	tg_mermaid_step(m, n);
	return true;
}

static void read_statement(struct tg_mermaid *m)
{
	static const char *const ignored[] = { "classDef", "class", "style",
					       "linkStyle", "click", "direction",
					       "accTitle", "accDescr", "title" };

	if (tg_str_starts(tg_mermaid_rest(m), "%%")) {
		tg_mermaid_skip_line(m);
		return;
	}
	for (size_t i = 0; i < sizeof(ignored) / sizeof(ignored[0]); i++) {
		if (eat_word(m, ignored[i])) {
			tg_mermaid_skip_line(m);
			return;
		}
	}
	if (eat_word(m, "subgraph"))
		open_subgraph(m);
	else if (eat_word(m, "end"))
		close_subgraph(m);
	else
		read_chain(m);
}

static void skip_gaps(struct tg_mermaid *m)
{
	while (m->at < m->text.n &&
	       (tg_is_space(tg_mermaid_peek(m, 0)) || tg_mermaid_peek(m, 0) == ';'))
		tg_mermaid_step(m, 1);
}

/* Goes past front matter, directives and comments to "flowchart LR". */
static bool find_header(struct tg_mermaid *m)
{
	skip_gaps(m);
	if (tg_str_starts(tg_mermaid_rest(m), "---")) {
		tg_mermaid_skip_line(m);
		while (m->at < m->text.n && !tg_str_starts(tg_mermaid_rest(m), "---"))
			tg_mermaid_skip_line(m);
		tg_mermaid_skip_line(m);
	}
	for (;;) {
		skip_gaps(m);
		if (!tg_str_starts(tg_mermaid_rest(m), "%%"))
			break;
		tg_mermaid_skip_line(m);
	}
	if (!eat_word(m, "flowchart-elk") && !eat_word(m, "flowchart") &&
	    !eat_word(m, "graph"))
		return false;
	while (!tg_mermaid_at_end(m))
		tg_mermaid_step(m, 1);
	return true;
}

/* Boxes among circles are what is outside; zones that say so make what is in
 * them external; an id that turned out to be a zone is no element. */
static void settle(struct tg_mermaid *m)
{
	struct tg_drawing *d = &m->drawing;
	size_t kept = 0;

	for (size_t i = 0; m->circles && i < m->boxes.n; i++) {
		struct tg_element *e = tg_drawing_element(d, m->boxes.items[i], 0);

		if (e && e->kind == TG_ELEMENT_PROCESS)
			e->kind = tg_element_kind_of(tg_str(e->name),
						     TG_ELEMENT_EXTERNAL);
	}
	for (size_t i = 0; i < d->elements.n; i++) {
		if (!tg_map_get(&d->boundary_ids, tg_str(d->elements.items[i].id)))
			d->elements.items[kept++] = d->elements.items[i];
	}
	d->elements.n = kept;
}

bool tg_dfd_from_mermaid(struct tg_dfd *out, struct tg_arena *arena,
			 struct tg_str text, uint32_t first_line)
{
	struct tg_mermaid m = { .text = text, .line = first_line };

	memset(out, 0, sizeof(*out));
	tg_drawing_init(&m.drawing, arena);
	if (!find_header(&m))
		return false;
	for (;;) {
		size_t before;

		skip_gaps(&m);
		before = m.at;
		if (m.at >= m.text.n)
			break;
		read_statement(&m);
		if (m.at == before)
			tg_mermaid_step(&m, 1);
	}
	settle(&m);
	return tg_drawing_finish(&m.drawing, out, "mermaid", first_line, m.line);
}
