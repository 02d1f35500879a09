/* OWASP Threat Dragon 2: threat-dragon-v2.schema.json of OWASP/threat-dragon.
 * Its drawing is geometry: what lies in a boundary is told by coordinates. */
#include "exporting.h"
#include "formats.h"

#include "dfd.h"
#include "vocab.h"

#include <stdlib.h>
#include <string.h>

enum { WIDTH = 160, HEIGHT = 80, GAP = 60, HEAD = 40, MAX_DEPTH = 32 };

struct drawing {
	const struct tg_model *model;
	struct tg_losses *losses;
	json_t *cells;
	json_t **element_cells; /* by element: written in the document's order */
	json_t **of_element, **of_flow; /* threats by element and flow; borrowed */
	json_t *of_whole;
	int z;
	unsigned number;
};

struct size {
	int width, height;
};

/* --- threats --------------------------------------------------------------------- */

static const char *type_of(struct drawing *d, const struct tg_threat *t)
{
	const char *type = NULL;

	for (unsigned i = 0; i < TG_STRIDE_COUNT; i++) {
		if (!(t->stride & (1u << i)))
			continue;
		if (type)
			tg_losses_add(d->losses, "a second STRIDE category of a threat");
		else
			type = tg_stride_title(i);
	}
	return type ? type : t->category;
}

/* What a threat's own status says of its mitigation. */
enum {
	CARRIED = 1u << TG_MITIGATION_IMPLEMENTED | 1u << TG_MITIGATION_ACCEPTED |
		  1u << TG_MITIGATION_TRANSFERRED | 1u << TG_MITIGATION_AVOIDED |
		  1u << TG_MITIGATION_NOT_APPLICABLE
};

static const char *status_of(const struct tg_threat *t)
{
	switch (tg_export_state(t)) {
	case TG_MITIGATION_IMPLEMENTED:
		return "Mitigated";
	case TG_MITIGATION_ACCEPTED:
		return "Accepted";
	case TG_MITIGATION_TRANSFERRED:
		return "Transferred";
	case TG_MITIGATION_AVOIDED:
		return "Avoided";
	case TG_MITIGATION_NOT_APPLICABLE:
		return "NA";
	case TG_MITIGATION_UNSTATED:
	case TG_MITIGATION_PLANNED:
	case TG_MITIGATION_OPEN:
	case TG_MITIGATION_OTHER:
		break;
	}
	return "Open";
}

static const char *severity_of(struct drawing *d, const struct tg_risk *risk)
{
	static const char *const names[] = {
		[TG_RISK_UNKNOWN] = "TBD",   [TG_RISK_ACCEPT] = "Low",
		[TG_RISK_LOW] = "Low",	     [TG_RISK_MEDIUM] = "Medium",
		[TG_RISK_HIGH] = "High",     [TG_RISK_CRITICAL] = "Critical"
	};

	if (risk->level == TG_RISK_ACCEPT)
		tg_losses_add(d->losses, "the level \"accept\" (written as Low)");
	return names[risk->level];
}

static void note_losses(struct drawing *d, const struct tg_threat *t)
{
	for (size_t i = 0; i < t->n_mitigations; i++) {
		const struct tg_mitigation *m = &t->mitigations[i];

		if (m->owner || m->due || m->n_evidence || m->reason)
			tg_losses_add(d->losses, "owner, due date, reason or evidence "
				      "of a mitigation (kept as text)");
	}
	if (t->n_mitigations > 1)
		tg_losses_add(d->losses, "several mitigations of a threat (kept as one "
			      "text)");
}

/* A UUID that another tool gave is kept. */
static const char *uuid_of(struct drawing *d, const char *kind, const char *id,
			   size_t index)
{
	if (strlen(id) == 36 && tg_id_is_machine_made(id))
		return id;
	return tg_export_uuid(d->losses->arena, kind, id, index);
}

/* What a reader takes for the threat's id: a number where it has no other. */
static const char *given_id(struct drawing *d, const char *id, unsigned *number)
{
	bool digits = strspn(id, "0123456789") == strlen(id) && strlen(id) < 7 && *id;

	if (digits)
		*number = (unsigned)strtoul(id, NULL, 10);
	if (tg_id_is_machine_made(id))
		tg_losses_add(d->losses, "the id of a threat that is a UUID (it gets a "
			      "number beside it)");
	if (digits || strlen(id) < 2)
		return tg_export_uuid(d->losses->arena, "number", id, 0);
	return id;
}

static json_t *threat_of(struct drawing *d, size_t index)
{
	const struct tg_threat *t = &d->model->threats[index];
	struct tg_arena *arena = d->losses->arena;
	const char *id = tg_export_id(arena, d->model, index);
	unsigned number = ++d->number;
	const char *given = given_id(d, id, &number);

	if (number > d->number)
		d->number = number;
	note_losses(d, t);
	return json_pack(
		"{so, so, so, so, so, ss, ss, ss, so, si, so}", "id",
		tg_export_text(uuid_of(d, "threat", id, index)), "title",
		tg_export_text(*t->title ? t->title : id), "description",
		tg_export_text(t->description), "mitigation",
		tg_export_text(tg_export_said_all(arena, t, CARRIED)), "type",
		tg_export_text(type_of(d, t)), "status", status_of(t), "severity",
		severity_of(d, &t->risk), "modelType", "STRIDE", "score",
		tg_export_text(tg_export_score(arena, &t->risk)), "number",
		(int)number, "threatId", tg_export_text(given));
}

/* Sorts the threats to where they belong. */
static void sort_threats(struct drawing *d)
{
	const struct tg_model *m = d->model;
	struct tg_arena *arena = d->losses->arena;

	d->of_element = tg_arena_calloc(arena, m->dfd.n_elements + 1,
					sizeof(json_t *));
	d->of_flow = tg_arena_calloc(arena, m->dfd.n_flows + 1, sizeof(json_t *));
	for (size_t i = 0; i < m->n_threats; i++) {
		struct tg_export_place at = tg_export_place(m, &m->threats[i]);
		json_t **list = at.element != SIZE_MAX ? &d->of_element[at.element]
				: at.flow != SIZE_MAX  ? &d->of_flow[at.flow]
						       : &d->of_whole;

		if (!*list)
			*list = json_array();
		if (*m->threats[i].element && at.element == SIZE_MAX &&
		    at.flow == SIZE_MAX)
			tg_losses_add(d->losses, "the element of a threat that the "
				      "diagram does not show");
		json_array_append_new(*list, threat_of(d, i));
	}
}

static bool has_open(const json_t *threats)
{
	for (size_t i = 0; i < json_array_size(threats); i++) {
		const json_t *status = json_object_get(json_array_get(threats, i),
						       "status");

		if (strcmp(json_string_value(status), "Open") == 0)
			return true;
	}
	return false;
}

/* --- cells -------------------------------------------------------------------------- */

static const char *cell_id(struct drawing *d, const char *kind, const char *id)
{
	return uuid_of(d, kind, id, 0);
}

static json_t *data_of(const char *type, const char *name, json_t *threats)
{
	return json_pack("{ss, so, ss, sb, ss, sb, sb, so}", "type", type, "name",
			 tg_export_text(name), "description", "", "outOfScope", 0,
			 "reasonOutOfScope", "", "isTrustBoundary", 0,
			 "hasOpenThreats", has_open(threats), "threats",
			 threats ? threats : json_array());
}

static json_t *box_at(int x, int y, struct size size)
{
	return json_pack("{s{si, si}, s{si, si}}", "position", "x", x, "y", y,
			 "size", "width", size.width, "height", size.height);
}

static void put_element(struct drawing *d, size_t index, int x, int y)
{
	static const struct {
		const char *shape, *type;
	} kinds[] = { [TG_ELEMENT_EXTERNAL] = { "actor", "tm.Actor" },
		      [TG_ELEMENT_PROCESS] = { "process", "tm.Process" },
		      [TG_ELEMENT_STORE] = { "store", "tm.Store" } };
	const struct tg_element *e = &d->model->dfd.elements[index];
	json_t *cell = box_at(x, y, (struct size){ WIDTH, HEIGHT });

	json_object_set_new(cell, "id", json_string(cell_id(d, "element", e->id)));
	json_object_set_new(cell, "shape", json_string(kinds[e->kind].shape));
	json_object_set_new(cell, "zIndex", json_integer(++d->z));
	json_object_set_new(cell, "visible", json_true());
	json_object_set_new(cell, "attrs", json_pack("{s{so}}", "text", "text",
						     tg_export_text(e->name)));
	json_object_set_new(cell, "data", data_of(kinds[e->kind].type, e->name,
						  d->of_element[index]));
	d->element_cells[index] = cell;
}

static void put_boundary(struct drawing *d, const struct tg_boundary *b, int x, int y,
			 struct size size)
{
	json_t *cell = box_at(x, y, size);

	json_object_set_new(cell, "id", json_string(cell_id(d, "boundary", b->id)));
	json_object_set_new(cell, "shape", json_string("trust-boundary-box"));
	json_object_set_new(cell, "zIndex", json_integer(-1));
	json_object_set_new(cell, "visible", json_true());
	json_object_set_new(cell, "attrs", json_pack("{s{so}}", "label", "text",
						     tg_export_text(b->name)));
	json_object_set_new(
		cell, "data",
		json_pack("{ss, so, ss, sb, sb}", "type", "tm.BoundaryBox", "name",
			  tg_export_text(b->name), "description", "",
			  "isTrustBoundary", 1, "hasOpenThreats", 0));
	json_array_append_new(d->cells, cell);
}

static bool lies_in(const char *boundary, const struct tg_boundary *outer)
{
	if (!boundary || !outer)
		return !boundary && !outer;
	return strcmp(boundary, outer->id) == 0;
}

/* Lays out what lies in `outer` (NULL: in none) from x, y on: boundaries side
 * by side, then elements below each other in a second row. */
static struct size lay_out(struct drawing *d, const struct tg_boundary *outer, int x,
			   int y, unsigned depth)
{
	const struct tg_dfd *dfd = &d->model->dfd;
	struct size all = { GAP, HEAD };
	int at = x + GAP / 2, lower = y + HEAD;

	for (size_t i = 0; i < dfd->n_boundaries && depth < MAX_DEPTH; i++) {
		const struct tg_boundary *b = &dfd->boundaries[i];
		struct size inner;

		if (b == outer || !lies_in(b->parent, outer))
			continue;
		inner = lay_out(d, b, at, y + HEAD, depth + 1);
		put_boundary(d, b, at, y + HEAD, inner);
		at += inner.width + GAP;
		if (y + HEAD + inner.height + GAP > lower)
			lower = y + HEAD + inner.height + GAP;
	}
	all.width = at - x;
	at = x + GAP / 2;
	for (size_t i = 0; i < dfd->n_elements; i++) {
		if (!lies_in(dfd->elements[i].boundary, outer))
			continue;
		put_element(d, i, at, lower);
		at += WIDTH + GAP;
	}
	if (at > x + GAP / 2)
		lower += HEIGHT + GAP / 2;
	all.width = at - x > all.width ? at - x : all.width;
	all.height = lower - y;
	all.width = all.width < WIDTH ? WIDTH : all.width;
	return all;
}

/* Elements in boundaries that no other holds, or that hold each other. */
static void put_left_over(struct drawing *d)
{
	int y = -HEIGHT - GAP;

	for (size_t i = 0; i < d->model->dfd.n_elements; i++) {
		if (d->element_cells[i])
			continue;
		put_element(d, i, -WIDTH - GAP, y += HEIGHT + GAP);
		tg_losses_add(d->losses, "the boundary of an element (it is in none "
			      "that is drawn)");
	}
}

static void put_flow(struct drawing *d, size_t index)
{
	const struct tg_flow *f = &d->model->dfd.flows[index];
	struct tg_arena *arena = d->losses->arena;
	json_t *data = data_of("tm.Flow", f->label, d->of_flow[index]);
	json_t *cell;

	if (!tg_dfd_element(&d->model->dfd, f->from) ||
	    !tg_dfd_element(&d->model->dfd, f->to))
		tg_losses_add(d->losses, "a flow from or to a whole boundary (it ends "
			      "at its box)");
	json_object_set_new(data, "isBidirectional", json_boolean(f->both_ways));
	json_object_set_new(data, "isEncrypted", json_false());
	json_object_set_new(data, "isPublicNetwork", json_false());
	json_object_set_new(data, "protocol", json_string(""));
	cell = json_pack(
		"{ss, ss, si, ss, s{so}, s{so}, s[], s[{s{s{so}}}], so}", "id",
		tg_export_uuid(arena, "flow", f->label, index), "shape", "flow",
		"zIndex", ++d->z, "connector", "smooth", "source", "cell",
		json_string(cell_id(d, tg_dfd_element(&d->model->dfd, f->from)
					       ? "element" : "boundary", f->from)),
		"target", "cell",
		json_string(cell_id(d, tg_dfd_element(&d->model->dfd, f->to)
					       ? "element" : "boundary", f->to)),
		"vertices", "labels", "attrs", "label", "text",
		tg_export_text(f->label), "data", data);
	json_array_append_new(d->cells, cell);
}

/* Threats of the system as a whole need a cell to stand at. */
static void put_whole(struct drawing *d)
{
	json_t *cell;

	if (!d->of_whole)
		return;
	cell = box_at(GAP / 2, -HEIGHT - GAP, (struct size){ WIDTH * 2, HEIGHT });
	json_object_set_new(cell, "id", json_string(cell_id(d, "whole", "")));
	json_object_set_new(cell, "shape", json_string("process"));
	json_object_set_new(cell, "zIndex", json_integer(++d->z));
	json_object_set_new(cell, "visible", json_true());
	json_object_set_new(cell, "data", data_of("tm.Process", TG_WHOLE_SYSTEM,
						  d->of_whole));
	json_array_append_new(d->cells, cell);
	tg_losses_add(d->losses, "no element: the threats of the system as a whole "
		      "stand at a cell of that name");
}

static void note_model_losses(struct drawing *d)
{
	if (d->model->n_covers)
		tg_losses_add(d->losses, "what the model covers");
	if (d->model->reviewed)
		tg_losses_add(d->losses, "the date of its review");
	for (size_t i = 0; i < d->model->n_orphans; i++)
		tg_losses_add(d->losses, "a mitigation of no threat");
}

bool tg_export_threat_dragon(struct tg_buf *out, const struct tg_model *model,
			     struct tg_losses *losses)
{
	struct drawing d = { .model = model, .losses = losses,
			     .cells = json_array() };
	json_t *root, *diagram;

	d.element_cells = tg_arena_calloc(losses->arena, model->dfd.n_elements + 1,
					  sizeof(json_t *));
	sort_threats(&d);
	lay_out(&d, NULL, 0, 0, 0);
	put_left_over(&d);
	for (size_t i = 0; i < model->dfd.n_elements; i++)
		json_array_append_new(d.cells, d.element_cells[i]);
	for (size_t i = 0; i < model->dfd.n_flows; i++)
		put_flow(&d, i);
	put_whole(&d);
	note_model_losses(&d);
	diagram = json_pack("{si, so, ss, ss, ss, ss, so}", "id", 0, "title",
			    tg_export_text(*model->title ? model->title
							 : "Data flow diagram"),
			    "diagramType", "STRIDE", "placeholder", "", "thumbnail",
			    "./public/content/images/thumbnail.stride.jpg", "version",
			    "2.3.0", "cells", d.cells);
	root = json_pack("{ss, s{so, so, ss, si}, s{s[], s[o], si, ss, si}}",
			 "version", "2.3.0", "summary", "title",
			 tg_export_text(*model->title ? model->title
						      : "Threat model"),
			 "owner", tg_export_text(model->owner), "description", "",
			 "id", 0, "detail", "contributors", "diagrams", diagram,
			 "diagramTop", 1, "reviewer", "", "threatTop",
			 (int)d.number);
	tg_export_put_json(out, root);
	json_decref(root);
	return !out->overflow;
}
