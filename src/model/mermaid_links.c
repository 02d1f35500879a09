#include "mermaid.h"

static bool is_line(char c)
{
	return c == '-' || c == '=' || c == '~' || c == '.';
}

static bool is_head(const struct tg_mermaid *m)
{
	char c = tg_mermaid_peek(m, 0), next = tg_mermaid_peek(m, 1);

	if (c == '>')
		return true;
	return (c == 'x' || c == 'o') &&
	       (next == ' ' || next == '|' || next == '\t' || next == '\n');
}

/* Eats a run of line characters and a head after it. Returns its length. */
static size_t read_stroke(struct tg_mermaid *m, bool *head)
{
	size_t n = 0;

	while (is_line(tg_mermaid_peek(m, n)))
		n++;
	tg_mermaid_step(m, n);
	*head = n && is_head(m);
	if (*head)
		tg_mermaid_step(m, 1);
	return n;
}

/* The text of "-- text -->": up to the next stroke of two. */
static const char *read_inner_label(struct tg_mermaid *m)
{
	struct tg_str rest = tg_mermaid_rest(m);
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
	tg_mermaid_step(m, i);
	return tg_drawing_label(m->drawing.arena, tg_str_sub(rest, 0, i));
}

static bool starts_link(const struct tg_mermaid *m, size_t ahead)
{
	char c = tg_mermaid_peek(m, ahead), next = tg_mermaid_peek(m, ahead + 1);

	return (c == '-' && (next == '-' || next == '.')) ||
	       (c == '=' && next == '=') || (c == '~' && next == '~');
}

/* `e1@-->`: the name of an edge. */
static void skip_edge_name(struct tg_mermaid *m)
{
	size_t n = 0;

	while (tg_is_alnum(tg_mermaid_peek(m, n)) || tg_mermaid_peek(m, n) == '_')
		n++;
	if (n && tg_mermaid_peek(m, n) == '@' && starts_link(m, n + 1))
		tg_mermaid_step(m, n + 1);
}

bool tg_mermaid_link(struct tg_mermaid *m, struct tg_mermaid_link *link)
{
	bool back = false;
	size_t length;
	char first;

	*link = (struct tg_mermaid_link){ .label = "" };
	tg_mermaid_skip_blanks(m);
	skip_edge_name(m);
	first = tg_mermaid_peek(m, 0);
	if ((first == '<' || first == 'o' || first == 'x') &&
	    starts_link(m, 1)) {
		back = true;
		tg_mermaid_step(m, 1);
	}
	if (!starts_link(m, 0))
		return false;
	link->invisible = tg_mermaid_peek(m, 0) == '~';
	link->back = back;
	length = read_stroke(m, &link->forth);
	if (!link->forth && length == 2 && !link->invisible && !tg_mermaid_at_end(m)) {
		link->label = read_inner_label(m);
		read_stroke(m, &link->forth);
	}
	tg_mermaid_skip_blanks(m);
	if (tg_mermaid_peek(m, 0) == '|') {
		tg_mermaid_step(m, 1);
		link->label = tg_drawing_label(m->drawing.arena, tg_mermaid_until(m, "|"));
	}
	return true;
}
