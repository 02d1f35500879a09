#include "mermaid.h"

#include <string.h>

/* --- characters ----------------------------------------------------------------- */

char tg_mermaid_peek(const struct tg_mermaid *m, size_t ahead)
{
	return m->at + ahead < m->text.n ? m->text.p[m->at + ahead] : '\0';
}

void tg_mermaid_step(struct tg_mermaid *m, size_t n)
{
	for (; n && m->at < m->text.n; n--)
		m->line += m->text.p[m->at++] == '\n';
}

void tg_mermaid_skip_blanks(struct tg_mermaid *m)
{
	char c;

	while ((c = tg_mermaid_peek(m, 0)) == ' ' || c == '\t' || c == '\r')
		tg_mermaid_step(m, 1);
}

bool tg_mermaid_at_end(const struct tg_mermaid *m)
{
	char c = tg_mermaid_peek(m, 0);

	return c == '\0' || c == '\n' || c == ';';
}

struct tg_str tg_mermaid_rest(const struct tg_mermaid *m)
{
	return tg_str_from(m->text, m->at);
}

struct tg_str tg_mermaid_rest_of_line(const struct tg_mermaid *m)
{
	struct tg_str rest = tg_mermaid_rest(m);
	size_t end = tg_str_chr(rest, '\n');

	return tg_str_trim(end == SIZE_MAX ? rest : tg_str_sub(rest, 0, end));
}

void tg_mermaid_skip_line(struct tg_mermaid *m)
{
	size_t end = tg_str_chr(tg_mermaid_rest(m), '\n');

	tg_mermaid_step(m, end == SIZE_MAX ? m->text.n : end + 1);
}

struct tg_str tg_mermaid_until(struct tg_mermaid *m, const char *close)
{
	struct tg_str rest = tg_mermaid_rest(m);
	bool quoted = false;

	for (size_t i = 0; i < rest.n; i++) {
		if (rest.p[i] == '"')
			quoted = !quoted;
		if (!quoted && tg_str_starts(tg_str_from(rest, i), close)) {
			tg_mermaid_step(m, i + strlen(close));
			return tg_str_sub(rest, 0, i);
		}
		if (rest.p[i] == '\n' && !quoted)
			break;
	}
	rest = tg_mermaid_rest_of_line(m);
	tg_mermaid_step(m, rest.n);
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

static bool is_id(const struct tg_mermaid *m, size_t ahead)
{
	char c = tg_mermaid_peek(m, ahead), next = tg_mermaid_peek(m, ahead + 1);

	if (tg_is_alnum(c) || c == '_' || (c & 0x80))
		return true;
	if (c == '-')
		return next != '-' && next != '.' && next != '>' &&
		       (tg_is_alnum(next) || next == '_');
	return c && strchr("./*+$#!?'", c) != NULL;
}

static const char *read_id(struct tg_mermaid *m)
{
	size_t n = 0;
	const char *id;

	while (is_id(m, n))
		n++;
	if (!n)
		return NULL;
	id = tg_arena_strndup(m->drawing.arena, m->text.p + m->at, n);
	tg_mermaid_step(m, n);
	return id;
}

/* `id@{ shape: cyl, label: "Orders" }` of mermaid 11. */
static void read_attributes(struct tg_mermaid *m, const char *id)
{
	struct tg_element *e = tg_drawing_element(&m->drawing, id, m->line);
	struct tg_str body, label;
	size_t at;

	tg_mermaid_step(m, 2);
	body = tg_mermaid_until(m, "}");
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

static void read_shape(struct tg_mermaid *m, const char *id)
{
	struct tg_element *e;
	const char *label;

	for (size_t i = 0; i < sizeof(shapes) / sizeof(shapes[0]); i++) {
		if (!tg_str_starts(tg_mermaid_rest(m), shapes[i].open))
			continue;
		tg_mermaid_step(m, strlen(shapes[i].open));
		struct tg_str inner = tg_mermaid_until(m, shapes[i].close);

		/* "[/text\]": the other slanted side */
		if (shapes[i].open[1] != '\0' && strchr("/\\", shapes[i].open[1]) &&
		    inner.n > 0 && strchr("/\\", inner.p[inner.n - 1]))
			inner.n--;
		label = tg_drawing_label(m->drawing.arena, inner);
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
static void place(struct tg_mermaid *m, const char *id)
{
	struct tg_element *e = tg_drawing_element(&m->drawing, id, m->line);

	if (e && !e->boundary && m->depth)
		e->boundary = m->open[m->depth - 1];
}

static bool read_node(struct tg_mermaid *m, struct tg_mermaid_group *group)
{
	const char *id;

	tg_mermaid_skip_blanks(m);
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
	if (tg_mermaid_peek(m, 0) == '@' && tg_mermaid_peek(m, 1) == '{')
		read_attributes(m, id);
	else
		read_shape(m, id);
	if (tg_str_starts(tg_mermaid_rest(m), ":::")) {
		tg_mermaid_step(m, 3);
		read_id(m);
	}
	if (group->n < TG_MERMAID_GROUP)
		group->ids[group->n++] = id;
	return true;
}

bool tg_mermaid_group(struct tg_mermaid *m, struct tg_mermaid_group *group)
{
	group->n = 0;
	if (!read_node(m, group))
		return false;
	for (;;) {
		tg_mermaid_skip_blanks(m);
		if (tg_mermaid_peek(m, 0) != '&')
			return true;
		tg_mermaid_step(m, 1);
		if (!read_node(m, group))
			return true;
	}
}
