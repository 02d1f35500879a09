#include "dfd.h"

#include "drawing.h"

#include <string.h>

#define MAX_DEPTH 32u /* subgraphs in each other */
#define MAX_GROUP 50u /* nodes joined by & */

struct mermaid {
	struct tg_drawing drawing;
	struct tg_str text;
	size_t at;
	uint32_t line;
	const char *open[MAX_DEPTH]; /* ids of the open subgraphs */
	size_t depth, too_deep;
	bool circles;                /* some nodes are round: boxes are external */
	TG_VEC(const char *) boxes;  /* ids of nodes of which only the box is known */
};

struct group {
	const char *ids[MAX_GROUP];
	size_t n;
};

struct link {
	const char *label;
	bool back, forth, invisible;
};

/* --- characters ----------------------------------------------------------------- */

static char peek(const struct mermaid *m, size_t ahead)
{
	return m->at + ahead < m->text.n ? m->text.p[m->at + ahead] : '\0';
}

static void step(struct mermaid *m, size_t n)
{
	for (; n && m->at < m->text.n; n--)
		m->line += m->text.p[m->at++] == '\n';
}

static void skip_blanks(struct mermaid *m)
{
	while (peek(m, 0) == ' ' || peek(m, 0) == '\t' || peek(m, 0) == '\r')
		step(m, 1);
}

static bool at_end(const struct mermaid *m)
{
	char c = peek(m, 0);

	return c == '\0' || c == '\n' || c == ';';
}

static struct tg_str rest_of(const struct mermaid *m)
{
	return tg_str_from(m->text, m->at);
}

static struct tg_str rest_of_line(const struct mermaid *m)
{
	struct tg_str rest = rest_of(m);
	size_t end = tg_str_chr(rest, '\n');

	return tg_str_trim(end == SIZE_MAX ? rest : tg_str_sub(rest, 0, end));
}

static void skip_line(struct mermaid *m)
{
	size_t end = tg_str_chr(rest_of(m), '\n');

	step(m, end == SIZE_MAX ? m->text.n : end + 1);
}

/* The text up to `close`, which is eaten; quotes hide it. */
static struct tg_str until(struct mermaid *m, const char *close)
{
	struct tg_str rest = rest_of(m);
	bool quoted = false;

	for (size_t i = 0; i < rest.n; i++) {
		if (rest.p[i] == '"')
			quoted = !quoted;
		if (!quoted && tg_str_starts(tg_str_from(rest, i), close)) {
			step(m, i + strlen(close));
			return tg_str_sub(rest, 0, i);
		}
		if (rest.p[i] == '\n' && !quoted)
			break;
	}
	rest = rest_of_line(m);
	step(m, rest.n);
	return rest;
}

/* --- nodes ------------------------------------------------------------------------ */

static const struct {
	const char *open, *close;
	enum tg_element_kind kind;
	bool sure;   /* the shape alone says the kind */
	bool round;
} shapes[] = {
	{ "([", "])", TG_ELEMENT_PROCESS, false, true },
	{ "[[", "]]", TG_ELEMENT_PROCESS, false, false },
	{ "[(", ")]", TG_ELEMENT_STORE, true, false },
	{ "(((", ")))", TG_ELEMENT_PROCESS, false, true },
	{ "((", "))", TG_ELEMENT_PROCESS, false, true },
	{ "{{", "}}", TG_ELEMENT_PROCESS, false, false },
	{ "[/", "]", TG_ELEMENT_PROCESS, false, false },
	{ "[\\", "]", TG_ELEMENT_PROCESS, false, false },
	{ "[", "]", TG_ELEMENT_EXTERNAL, false, false },
	{ "(", ")", TG_ELEMENT_PROCESS, false, true },
	{ "{", "}", TG_ELEMENT_PROCESS, false, false },
	{ ">", "]", TG_ELEMENT_PROCESS, false, false },
};

static bool is_id(const struct mermaid *m, size_t ahead)
{
	char c = peek(m, ahead), next = peek(m, ahead + 1);

	if (tg_is_alnum(c) || c == '_' || (c & 0x80))
		return true;
	if (c == '-')
		return next != '-' && next != '.' && next != '>' &&
		       (tg_is_alnum(next) || next == '_');
	return c && strchr("./*+$#!?'", c) != NULL;
}

static const char *read_id(struct mermaid *m)
{
	size_t n = 0;
	const char *id;

	while (is_id(m, n))
		n++;
	if (!n)
		return NULL;
	id = tg_arena_strndup(m->drawing.arena, m->text.p + m->at, n);
	step(m, n);
	return id;
}

/* `id@{ shape: cyl, label: "Orders" }` of mermaid 11. */
static void read_attributes(struct mermaid *m, const char *id)
{
	struct tg_element *e = tg_drawing_element(&m->drawing, id, m->line);
	struct tg_str body, label;
	size_t at;

	step(m, 2);
	body = until(m, "}");
	at = tg_str_find(body, TG_STR("label:"));
	if (!e)
		return;
	if (at != SIZE_MAX) {
		label = tg_str_trim(tg_str_from(body, at + strlen("label:")));
		if (label.n && label.p[0] == '"') {
			size_t end = tg_str_chr(tg_str_from(label, 1), '"');

			label = tg_str_sub(label, 1, end);
		} else if (tg_str_chr(label, ',') != SIZE_MAX) {
			label = tg_str_sub(label, 0, tg_str_chr(label, ','));
		}
		e->name = tg_drawing_label(m->drawing.arena, label);
	}
	e->kind = tg_element_kind_of(tg_str(e->name), TG_ELEMENT_PROCESS);
	if (tg_str_find(body, TG_STR("cyl")) != SIZE_MAX ||
	    tg_str_find(body, TG_STR("db")) != SIZE_MAX)
		e->kind = TG_ELEMENT_STORE;
}

static void read_shape(struct mermaid *m, const char *id)
{
	struct tg_element *e;
	const char *label;

	for (size_t i = 0; i < sizeof(shapes) / sizeof(shapes[0]); i++) {
		if (!tg_str_starts(rest_of(m), shapes[i].open))
			continue;
		step(m, strlen(shapes[i].open));
		label = tg_drawing_label(m->drawing.arena,
					 until(m, shapes[i].close));
		e = tg_drawing_element(&m->drawing, id, m->line);
		if (!e)
			return;
		m->circles = m->circles || shapes[i].round;
		if (*label)
			e->name = label;
		e->kind = shapes[i].sure ? shapes[i].kind
					 : tg_element_kind_of(tg_str(e->name),
							      TG_ELEMENT_PROCESS);
		if (shapes[i].kind == TG_ELEMENT_EXTERNAL)
			*TG_VEC_PUSH(m->drawing.arena, &m->boxes) = id;
		return;
	}
}

/* Enters the node into the subgraph where it first stands. */
static void place(struct mermaid *m, const char *id)
{
	struct tg_element *e = tg_drawing_element(&m->drawing, id, m->line);

	if (e && !e->boundary && m->depth)
		e->boundary = m->open[m->depth - 1];
}

static bool read_node(struct mermaid *m, struct group *group)
{
	const char *id;

	skip_blanks(m);
	id = read_id(m);
	if (!id)
		return false;
	if (!tg_map_get(&m->drawing.boundary_ids, tg_str(id))) {
		struct tg_element *e = tg_drawing_element(&m->drawing, id, m->line);

		if (e && e->name == e->id && e->kind == TG_ELEMENT_PROCESS)
			e->kind = tg_element_kind_of(tg_str(id),
						     TG_ELEMENT_PROCESS);
		place(m, id);
	}
	if (peek(m, 0) == '@' && peek(m, 1) == '{')
		read_attributes(m, id);
	else
		read_shape(m, id);
	if (tg_str_starts(rest_of(m), ":::")) {
		step(m, 3);
		read_id(m);
	}
	if (group->n < MAX_GROUP)
		group->ids[group->n++] = id;
	return true;
}

static bool read_group(struct mermaid *m, struct group *group)
{
	group->n = 0;
	if (!read_node(m, group))
		return false;
	for (;;) {
		skip_blanks(m);
		if (peek(m, 0) != '&')
			return true;
		step(m, 1);
		if (!read_node(m, group))
			return true;
	}
}

/* --- links ------------------------------------------------------------------------ */

static bool is_line(char c)
{
	return c == '-' || c == '=' || c == '~' || c == '.';
}

static bool is_head(const struct mermaid *m)
{
	char c = peek(m, 0), next = peek(m, 1);

	if (c == '>')
		return true;
	return (c == 'x' || c == 'o') &&
	       (next == ' ' || next == '|' || next == '\t' || next == '\n');
}

/* Eats a run of line characters and a head after it. Returns its length. */
static size_t read_stroke(struct mermaid *m, bool *head)
{
	size_t n = 0;

	while (is_line(peek(m, n)))
		n++;
	step(m, n);
	*head = n && is_head(m);
	if (*head)
		step(m, 1);
	return n;
}

/* The text of "-- text -->": up to the next stroke of two. */
static const char *read_inner_label(struct mermaid *m)
{
	struct tg_str rest = rest_of(m);
	bool quoted = false;
	size_t i = 0;

	for (; i + 1 < rest.n && rest.p[i] != '\n'; i++) {
		char c = rest.p[i], next = rest.p[i + 1];

		if (c == '"')
			quoted = !quoted;
		if (quoted)
			continue;
		if ((c == '-' && next == '-') || (c == '=' && next == '=') ||
		    (c == '.' && next == '-') || (c == '-' && next == '.'))
			break;
	}
	step(m, i);
	return tg_drawing_label(m->drawing.arena, tg_str_sub(rest, 0, i));
}

static bool starts_link(const struct mermaid *m, size_t ahead)
{
	char c = peek(m, ahead), next = peek(m, ahead + 1);

	return (c == '-' && (next == '-' || next == '.')) ||
	       (c == '=' && next == '=') || (c == '~' && next == '~');
}

/* `e1@-->`: the name of an edge. */
static void skip_edge_name(struct mermaid *m)
{
	size_t n = 0;

	while (tg_is_alnum(peek(m, n)) || peek(m, n) == '_')
		n++;
	if (n && peek(m, n) == '@' && starts_link(m, n + 1))
		step(m, n + 1);
}

static bool read_link(struct mermaid *m, struct link *link)
{
	bool back = false;
	size_t length;

	*link = (struct link){ .label = "" };
	skip_blanks(m);
	skip_edge_name(m);
	if ((peek(m, 0) == '<' || peek(m, 0) == 'o' || peek(m, 0) == 'x') &&
	    starts_link(m, 1)) {
		back = true;
		step(m, 1);
	}
	if (!starts_link(m, 0))
		return false;
	link->invisible = peek(m, 0) == '~';
	link->back = back;
	length = read_stroke(m, &link->forth);
	if (!link->forth && length == 2 && !link->invisible && !at_end(m)) {
		link->label = read_inner_label(m);
		read_stroke(m, &link->forth);
	}
	skip_blanks(m);
	if (peek(m, 0) == '|') {
		step(m, 1);
		link->label = tg_drawing_label(m->drawing.arena, until(m, "|"));
	}
	return true;
}

static void join(struct mermaid *m, const struct group *left,
		 const struct group *right, const struct link *link, uint32_t line)
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

static void read_chain(struct mermaid *m)
{
	struct group groups[2];
	size_t now = 0;
	struct link link;

	if (!read_group(m, &groups[now])) {
		skip_line(m);
		return;
	}
	for (;;) {
		uint32_t line = m->line;

		if (!read_link(m, &link))
			break;
		if (!read_group(m, &groups[!now]))
			break;
		join(m, &groups[now], &groups[!now], &link, line);
		now = !now;
	}
	if (!at_end(m))
		skip_line(m);
}

/* --- statements ---------------------------------------------------------------------- */

static void open_subgraph(struct mermaid *m)
{
	struct tg_str head, title = rest_of_line(m);
	size_t bracket = tg_str_chr(title, '[');
	const char *id, *name;

	step(m, tg_str_find(rest_of(m), TG_STR("\n")));
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
	if (m->depth >= MAX_DEPTH ||
	    !tg_drawing_boundary(&m->drawing, id, name,
				 m->depth ? m->open[m->depth - 1] : NULL, m->line)) {
		m->too_deep++;
		return;
	}
	m->open[m->depth++] = id;
}

static void close_subgraph(struct mermaid *m)
{
	if (m->too_deep)
		m->too_deep--;
	else if (m->depth)
		m->depth--;
}

static bool eat_word(struct mermaid *m, const char *word)
{
	size_t n = strlen(word);
	char after = peek(m, n);

	if (!tg_str_starts(rest_of(m), word) || tg_is_alnum(after) || after == '_' ||
	    after == '-' || after == '(' || after == '[')
		return false;
	step(m, n);
	return true;
}

static void read_statement(struct mermaid *m)
{
	static const char *const ignored[] = { "classDef", "class", "style",
					       "linkStyle", "click", "direction",
					       "accTitle", "accDescr", "title" };

	if (tg_str_starts(rest_of(m), "%%")) {
		skip_line(m);
		return;
	}
	for (size_t i = 0; i < sizeof(ignored) / sizeof(ignored[0]); i++) {
		if (eat_word(m, ignored[i])) {
			skip_line(m);
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

static void skip_gaps(struct mermaid *m)
{
	while (m->at < m->text.n && (tg_is_space(peek(m, 0)) || peek(m, 0) == ';'))
		step(m, 1);
}

/* Goes past front matter, directives and comments to "flowchart LR". */
static bool find_header(struct mermaid *m)
{
	skip_gaps(m);
	if (tg_str_starts(rest_of(m), "---")) {
		skip_line(m);
		while (m->at < m->text.n && !tg_str_starts(rest_of(m), "---"))
			skip_line(m);
		skip_line(m);
	}
	for (;;) {
		skip_gaps(m);
		if (!tg_str_starts(rest_of(m), "%%"))
			break;
		skip_line(m);
	}
	if (!eat_word(m, "flowchart-elk") && !eat_word(m, "flowchart") &&
	    !eat_word(m, "graph"))
		return false;
	while (!at_end(m))
		step(m, 1);
	return true;
}

/* Boxes among circles are what is outside; zones that say so make what is in
 * them external; an id that turned out to be a zone is no element. */
static void settle(struct mermaid *m)
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
	struct mermaid m = { .text = text, .line = first_line };

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
			step(&m, 1);
	}
	settle(&m);
	return tg_drawing_finish(&m.drawing, out, "mermaid", first_line, m.line);
}
