#include "dfd.h"

#include "../base/utf8.h"
#include "../base/words.h"

#include <string.h>

#define MAX_NAME 120u
#define MAX_DEPTH 32u

struct writing {
	struct tg_buf *out;
	const struct tg_dfd *dfd, *before;
};

/* Names are written in quotes; what could end the quotes, the block, or be
 * taken for mark-up, a mention or a link becomes harmless. */
static void put_name(struct tg_buf *out, const char *name)
{
	struct tg_str s = tg_utf8_cut(tg_str(name), MAX_NAME);
	uint32_t cp;

	tg_buf_putc(out, '"');
	while (tg_utf8_next(&s, &cp)) {
		if (cp == '"')
			tg_buf_puts(out, "#quot;");
		else if (cp == '<')
			tg_buf_puts(out, "#lt;");
		else if (cp == '>')
			tg_buf_puts(out, "#gt;");
		else if (cp == '#')
			tg_buf_puts(out, "#35;");
		else if (cp == '`')
			tg_buf_putc(out, '\'');
		else if (cp == '@')
			tg_buf_puts(out, "@ ");
		else if (tg_utf8_invisible(cp) || cp == '\n')
			tg_buf_putc(out, ' ');
		else
			tg_utf8_put(out, cp);
	}
	tg_buf_putc(out, '"');
}

/* Ids of the document may be anything: elements are e0, e1, ... */
static size_t element_index(const struct tg_dfd *dfd, const char *id)
{
	const struct tg_element *e = tg_dfd_element(dfd, id);

	return e ? (size_t)(e - dfd->elements) : SIZE_MAX;
}

static size_t boundary_index(const struct tg_dfd *dfd, const char *id)
{
	const struct tg_boundary *b = tg_dfd_boundary(dfd, id);

	return b ? (size_t)(b - dfd->boundaries) : SIZE_MAX;
}

/* The boundary around a boundary; none for those that hold each other in a
 * circle, or what is in them would never be drawn. */
static size_t parent_of(const struct tg_dfd *dfd, size_t index)
{
	size_t parent = boundary_index(dfd, dfd->boundaries[index].parent), at = parent;

	for (unsigned depth = 0; at != SIZE_MAX; depth++) {
		if (depth >= MAX_DEPTH)
			return SIZE_MAX;
		at = boundary_index(dfd, dfd->boundaries[at].parent);
	}
	return parent;
}

static const char *name_of(const struct tg_dfd *dfd, const char *id)
{
	const struct tg_element *e = tg_dfd_element(dfd, id);
	const struct tg_boundary *b = e ? NULL : tg_dfd_boundary(dfd, id);

	return e ? e->name : b ? b->name : id;
}

static bool was_there(const struct writing *w, const struct tg_element *e)
{
	for (size_t i = 0; i < w->before->n_elements; i++) {
		const struct tg_element *old = &w->before->elements[i];

		if (strcmp(old->id, e->id) == 0 ||
		    tg_str_ieq(tg_str(old->name), tg_str(e->name)))
			return true;
	}
	return false;
}

static bool flow_was_there(const struct writing *w, const struct tg_flow *f)
{
	const char *from = name_of(w->dfd, f->from), *to = name_of(w->dfd, f->to);

	for (size_t i = 0; i < w->before->n_flows; i++) {
		const struct tg_flow *old = &w->before->flows[i];

		if (tg_str_ieq(tg_str(name_of(w->before, old->from)), tg_str(from)) &&
		    tg_str_ieq(tg_str(name_of(w->before, old->to)), tg_str(to)))
			return true;
	}
	return false;
}

static void put_element(const struct writing *w, size_t index, unsigned depth)
{
	static const struct {
		const char *open, *close;
	} shapes[] = { [TG_ELEMENT_EXTERNAL] = { "[", "]" },
		       [TG_ELEMENT_PROCESS] = { "([", "])" },
		       [TG_ELEMENT_STORE] = { "[(", ")]" } };
	const struct tg_element *e = &w->dfd->elements[index];

	tg_buf_fill(w->out, ' ', 2 * (size_t)depth);
	tg_buf_printf(w->out, "e%zu%s", index, shapes[e->kind].open);
	put_name(w->out, e->name);
	tg_buf_puts(w->out, shapes[e->kind].close);
	if (w->before && !was_there(w, e))
		tg_buf_puts(w->out, ":::new");
	tg_buf_putc(w->out, '\n');
}

/* What lies directly in the boundary (SIZE_MAX: in none). */
static void put_inside(const struct writing *w, size_t boundary, unsigned depth)
{
	for (size_t i = 0; i < w->dfd->n_boundaries && depth < MAX_DEPTH; i++) {
		const struct tg_boundary *b = &w->dfd->boundaries[i];

		if (i == boundary || parent_of(w->dfd, i) != boundary)
			continue;
		tg_buf_fill(w->out, ' ', 2 * (size_t)depth);
		tg_buf_printf(w->out, "subgraph b%zu [", i);
		put_name(w->out, b->name);
		tg_buf_puts(w->out, "]\n");
		put_inside(w, i, depth + 1);
		tg_buf_fill(w->out, ' ', 2 * (size_t)depth);
		tg_buf_puts(w->out, "end\n");
	}
	for (size_t i = 0; i < w->dfd->n_elements; i++) {
		if (boundary_index(w->dfd, w->dfd->elements[i].boundary) == boundary)
			put_element(w, i, depth);
	}
}

static void put_end(const struct writing *w, const char *id)
{
	size_t index = element_index(w->dfd, id);

	if (index != SIZE_MAX)
		tg_buf_printf(w->out, "e%zu", index);
	else
		tg_buf_printf(w->out, "b%zu", boundary_index(w->dfd, id));
}

static bool is_known(const struct tg_dfd *dfd, const char *id)
{
	return tg_dfd_element(dfd, id) || tg_dfd_boundary(dfd, id);
}

static void put_flow(const struct writing *w, const struct tg_flow *f)
{
	tg_buf_puts(w->out, "  ");
	put_end(w, f->from);
	tg_buf_puts(w->out, f->both_ways ? " <-->" : " -->");
	if (*f->label) {
		tg_buf_putc(w->out, '|');
		put_name(w->out, f->label);
		tg_buf_putc(w->out, '|');
	}
	tg_buf_putc(w->out, ' ');
	put_end(w, f->to);
	tg_buf_putc(w->out, '\n');
}

static bool is_drawn(const struct tg_dfd *dfd, const struct tg_flow *f)
{
	return is_known(dfd, f->from) && is_known(dfd, f->to);
}

/* Marks what was not there before. */
static void put_new(const struct writing *w)
{
	size_t n = 0;

	for (size_t i = 0; i < w->dfd->n_flows; i++) {
		if (!is_drawn(w->dfd, &w->dfd->flows[i]))
			continue;
		if (!flow_was_there(w, &w->dfd->flows[i]))
			tg_buf_printf(w->out, "  linkStyle %zu stroke:#bf8700,"
				      "stroke-width:3px\n", n);
		n++;
	}
	for (size_t i = 0; i < w->dfd->n_elements; i++) {
		if (was_there(w, &w->dfd->elements[i]))
			continue;
		tg_buf_puts(w->out, "  classDef new stroke:#bf8700,stroke-width:3px\n");
		return;
	}
}

void tg_dfd_to_mermaid(struct tg_buf *out, const struct tg_dfd *dfd,
		       const struct tg_dfd *before)
{
	struct writing w = { out, dfd, before && before->n_elements ? before : NULL };

	if (!dfd->n_elements)
		return;
	tg_buf_puts(out, "flowchart LR\n");
	put_inside(&w, SIZE_MAX, 1);
	for (size_t i = 0; i < dfd->n_flows; i++) {
		if (is_drawn(dfd, &dfd->flows[i]))
			put_flow(&w, &dfd->flows[i]);
	}
	if (w.before)
		put_new(&w);
}
