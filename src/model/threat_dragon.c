/* OWASP Threat Dragon, versions 1 and 2. Version 2's published schema has the
 * threats at cells[].threats, the files that are shipped at
 * cells[].data.threats: both are read. */
#include "build.h"
#include "vocab.h"
#include "formats.h"

#include "../base/str.h"

#include <string.h>

bool tg_is_threat_dragon(const struct tg_tree *root)
{
	return tg_tree_is(tg_tree_get(root, "summary"), TG_TREE_MAP) &&
	       tg_tree_is(tg_tree_get(tg_tree_get(root, "detail"), "diagrams"),
			  TG_TREE_LIST);
}

/* A cell with what is the same in both versions. */
struct cell {
	const struct tg_tree *node, *data;
	const char *id, *name, *type; /* type: "tm.Actor" or the shape's name */
};

static const char *label_of(const struct tg_tree *cell)
{
	const struct tg_tree *attrs = tg_tree_get(cell, "attrs");
	const struct tg_tree *labels = tg_tree_get(cell, "labels");
	const char *text = tg_tree_get_text(tg_tree_get(attrs, "text"), "text", "");

	if (text[0] != '\0')
		return text;
	attrs = tg_tree_get(tg_build_item(labels, 0), "attrs");
	return tg_tree_get_text(tg_tree_get(attrs, "text"), "text", "");
}

static struct cell cell_of(const struct tg_tree *node)
{
	struct cell c = { .node = node, .data = tg_tree_get(node, "data") };

	if (c.data == NULL)
		c.data = node;
	c.id = tg_tree_get_text(node, "id", "");
	c.name = tg_tree_get_text(c.data, "name", "");
	if (c.name[0] == '\0')
		c.name = label_of(node);
	c.type = tg_tree_get_text(c.data, "type", "");
	if (c.type[0] == '\0')
		c.type = tg_tree_get_text(node, "shape", "");
	return c;
}

static bool is_type(const struct cell *c, const char *word)
{
	return tg_str_ifind(tg_str(c->type), tg_str(word)) != SIZE_MAX;
}

/* A cell that an export wrote for the threats of no element. */
static bool is_stand_in(const struct cell *c)
{
	return strcmp(c->name, TG_WHOLE_SYSTEM) == 0 && is_type(c, "process");
}

/* An id that people gave ("T4") goes before a number, a UUID does not. */
static const char *given_id(const struct tg_tree *threat)
{
	const char *id = tg_tree_get_text(threat, "threatId", "");

	return tg_id_is_machine_made(id) ? "" : id;
}

static void read_threat(struct tg_build *b, const struct cell *c,
			const struct tg_tree *threat)
{
	static const char *const ids[] = { "number", "threatId", "id" };
	const char *id = given_id(threat), *status = tg_tree_get_text(threat, "status", "");
	const char *text = tg_tree_get_text(threat, "mitigation", "");
	struct tg_built_threat *t;

	for (size_t i = 0; i < 3 && (id[0] == '\0' || strcmp(id, "0") == 0); i++)
		id = tg_tree_get_text(threat, ids[i], id);
	t = tg_build_threat(b, id, tg_tree_get_text(threat, "title", ""),
			    tg_tree_get_text(threat, "description", ""), threat->line);
	t->t.element = is_stand_in(c) ? "" : c->name;
	tg_build_category(t, tg_tree_get_text(threat, "type", ""));
	tg_build_status(t, status);
	t->t.risk.stated = tg_tree_get_text(threat, "severity", NULL);
	tg_build_score(b, t, tg_tree_get_text(threat, "score", ""));
	if (text[0] != '\0')
		tg_build_said(b, t, text,
			      tg_str_iis(tg_str(status), "open") ? "" : status);
}

static double number(const struct tg_tree *map, const char *key)
{
	const struct tg_tree *v = tg_tree_get(map, key);

	return tg_tree_is(v, TG_TREE_NUMBER) ? v->number : 0;
}

/* A trust boundary as a rectangle on the drawing: what lies in it is inside. */
struct box {
	const struct tg_tree *node;
	const char *id;
	double left, upper, width, height;
};

struct drawn {
	struct tg_build *b;
	TG_VEC(struct box) boxes; /* of one diagram */
};

/* At most so many: each cell is held against each. */
#define MAX_BOXES 2000u

static void find_boxes(struct drawn *d, const struct tg_tree *cells)
{
	const struct tg_tree *node;

	d->boxes.n = 0;
	for (size_t i = 0; (node = tg_build_item(cells, i)) != NULL; i++) {
		const struct tg_tree *position = tg_tree_get(node, "position");
		const struct tg_tree *size = tg_tree_get(node, "size");
		struct cell c;

		if (position == NULL || d->boxes.n >= MAX_BOXES)
			continue;
		c = cell_of(node);
		if (is_type(&c, "box"))
			*TG_VEC_PUSH(d->b->arena, &d->boxes) = (struct box){
				node, c.id, number(position, "x"), number(position, "y"),
				number(size, "width"), number(size, "height"),
			};
	}
}

/* The smallest box around the middle of a cell, or NULL. */
static const char *box_around(const struct drawn *d, const struct tg_tree *cell)
{
	const struct tg_tree *p = tg_tree_get(cell, "position");
	const struct tg_tree *s = tg_tree_get(cell, "size");
	double x = number(p, "x") + number(s, "width") / 2;
	double y = number(p, "y") + number(s, "height") / 2;
	const struct box *best = NULL;

	for (size_t i = 0; p != NULL && i < d->boxes.n; i++) {
		const struct box *box = &d->boxes.items[i];

		if (box->node == cell || x < box->left || y < box->upper ||
		    x > box->left + box->width || y > box->upper + box->height)
			continue;
		if (best == NULL || box->width * box->height < best->width * best->height)
			best = box;
	}
	return best != NULL && best->id[0] != '\0' ? best->id : NULL;
}

static const char *end_of(const struct tg_tree *flow, const char *which)
{
	const struct tg_tree *end = tg_tree_get(flow, which);

	return tg_tree_get_text(end, "cell", tg_tree_get_text(end, "id", ""));
}

static void read_cell(const struct drawn *d, const struct tg_tree *node)
{
	struct tg_build *b = d->b;
	struct cell c = cell_of(node);
	const struct tg_tree *threats = tg_tree_get(node, "threats"), *threat;

	if (is_type(&c, "boundary") || is_type(&c, "broundary"))
		tg_build_boundary(b, c.id, c.name[0] != '\0' ? c.name : "Trust boundary",
				  box_around(d, node));
	else if (is_type(&c, "actor"))
		tg_build_element(b, c.id, c.name, TG_ELEMENT_EXTERNAL,
				 box_around(d, node));
	else if (is_type(&c, "process") && !is_stand_in(&c))
		tg_build_element(b, c.id, c.name, TG_ELEMENT_PROCESS,
				 box_around(d, node));
	else if (is_type(&c, "store"))
		tg_build_element(b, c.id, c.name, TG_ELEMENT_STORE,
				 box_around(d, node));
	else if (is_type(&c, "flow"))
		tg_build_flow(b, end_of(node, "source"), end_of(node, "target"), c.name,
			      tg_tree_get(c.data, "isBidirectional") != NULL &&
				      tg_tree_get(c.data, "isBidirectional")->boolean);
	if (tg_tree_count(threats) == 0)
		threats = tg_tree_get(c.data, "threats");
	for (size_t i = 0; (threat = tg_build_item(threats, i)) != NULL; i++)
		if (threat->kind == TG_TREE_MAP)
			read_threat(b, &c, threat);
}

void tg_read_threat_dragon(struct tg_model *model, struct tg_arena *arena,
			   const struct tg_tree *root)
{
	const struct tg_tree *summary = tg_tree_get(root, "summary");
	const struct tg_tree *diagrams =
		tg_tree_get(tg_tree_get(root, "detail"), "diagrams");
	const struct tg_tree *diagram;
	struct tg_build b;
	struct drawn drawn = { .b = &b };

	tg_build_init(&b, arena);
	model->title = tg_tree_get_text(summary, "title", "");
	model->owner = tg_tree_get_text(summary, "owner", NULL);
	for (size_t d = 0; (diagram = tg_build_item(diagrams, d)) != NULL; d++) {
		const struct tg_tree *cells = tg_tree_get(diagram, "cells"), *cell;

		if (cells == NULL)
			cells = tg_tree_get(tg_tree_get(diagram, "diagramJson"), "cells");
		find_boxes(&drawn, cells);
		for (size_t i = 0; (cell = tg_build_item(cells, i)) != NULL; i++)
			if (cell->kind == TG_TREE_MAP)
				read_cell(&drawn, cell);
	}
	tg_build_finish(&b, model, "threat-dragon", "the threats of the diagrams' cells");
}
