/* Open Threat Model 0.2: otm_schema.json of iriusrisk/OpenThreatModel. */
#include "exporting.h"

#include "dfd.h"
#include "formats.h"

#include <string.h>

struct writing {
	const struct tg_model *model;
	struct tg_losses *losses;
	json_t *mitigations;
	json_t **of_element, **of_flow; /* uses of threats; borrowed */
	json_t *of_whole;
};

static json_t *text_or_null(const char *s)
{
	return s && *s ? tg_export_text(s) : json_null();
}

/* --- threats ------------------------------------------------------------------- */

static json_t *risk_of(struct writing *w, const struct tg_risk *risk)
{
	const char *score = tg_export_score(w->losses->arena, risk);
	struct tg_otm_scale scale = tg_otm_scale(risk->level);
	json_t *likelihood = json_integer(scale.likelihood);

	if (risk->level == TG_RISK_UNKNOWN) {
		json_decref(likelihood);
		likelihood = json_null();
		tg_losses_add(w->losses, "no rating: the format demands an impact, 0 was "
			      "written");
	}
	if (*score)
		tg_losses_add(w->losses, "the factors of a score (kept as a comment)");
	return json_pack("{so, so, si, so}", "likelihood", likelihood,
			 "likelihoodComment", text_or_null(score), "impact",
			 scale.impact, "impactComment",
			 tg_export_text(risk->stated ? risk->stated : ""));
}

static json_t *categories_of(const struct tg_threat *t)
{
	json_t *out = json_array();

	for (unsigned i = 0; i < TG_STRIDE_COUNT; i++) {
		if (t->stride & (1u << i))
			json_array_append_new(out, json_string(tg_stride_title(i)));
	}
	if (!t->stride && *t->category)
		json_array_append_new(out, tg_export_text(t->category));
	return out;
}

static json_t *threats_of(struct writing *w)
{
	json_t *out = json_array();

	for (size_t i = 0; i < w->model->n_threats; i++) {
		const struct tg_threat *t = &w->model->threats[i];
		const char *id = tg_export_id(w->losses->arena, w->model, i);

		json_array_append_new(out, json_pack(
			"{so, so, so, so, so}", "id", tg_export_text(id), "name",
			tg_export_text(*t->title ? t->title : id), "description",
			text_or_null(t->description), "categories",
			categories_of(t), "risk", risk_of(w, &t->risk)));
	}
	return out;
}

/* --- mitigations --------------------------------------------------------------- */

static const char *state_of(const struct tg_mitigation *m)
{
	if (m->status == TG_MITIGATION_UNSTATED)
		return NULL;
	if (m->status == TG_MITIGATION_PLANNED)
		return "required";
	return tg_mitigation_status_name(m->status);
}

static json_t *attributes_of(const struct tg_mitigation *m)
{
	json_t *out = json_object(), *evidence = json_array();

	if (m->owner)
		json_object_set_new(out, "owner", tg_export_text(m->owner));
	if (m->due)
		json_object_set_new(out, "due", tg_export_text(m->due));
	if (m->reason)
		json_object_set_new(out, "reason", tg_export_text(m->reason));
	for (size_t i = 0; i < m->n_evidence; i++)
		json_array_append_new(evidence, tg_export_text(m->evidence[i]));
	if (m->n_evidence)
		json_object_set_new(out, "evidence", evidence);
	else
		json_decref(evidence);
	return out;
}

/* Adds the mitigation to the list and returns its use. */
static json_t *use_of(struct writing *w, size_t threat, size_t index)
{
	const struct tg_threat *t = &w->model->threats[threat];
	const struct tg_mitigation *m = &t->mitigations[index];
	struct tg_arena *arena = w->losses->arena;
	const char *id = tg_arena_printf(arena, "%s-m%zu",
					 tg_export_id(arena, w->model, threat),
					 index + 1);

	tg_losses_add(w->losses, "the risk reduction of a mitigation: the format demands "
		      "a number, 0 was written");
	json_array_append_new(w->mitigations, json_pack(
		"{so, so, si, so}", "id", tg_export_text(id), "name",
		tg_export_text(m->text), "riskReduction", 0, "attributes",
		attributes_of(m)));
	return json_pack("{so, so}", "mitigation", tg_export_text(id), "state",
			 text_or_null(state_of(m)));
}

static const char *threat_state(const struct tg_threat *t)
{
	enum tg_mitigation_status state = tg_export_state(t);

	if (*t->status)
		return t->status;
	if (state == TG_MITIGATION_IMPLEMENTED || state == TG_MITIGATION_AVOIDED)
		return "mitigated";
	if (state == TG_MITIGATION_ACCEPTED)
		return "accepted";
	if (state == TG_MITIGATION_NOT_APPLICABLE)
		return "not applicable";
	return "exposed";
}

static void sort_uses(struct writing *w)
{
	const struct tg_model *m = w->model;
	struct tg_arena *arena = w->losses->arena;

	w->of_element = tg_arena_calloc(arena, m->dfd.n_elements + 1,
					sizeof(json_t *));
	w->of_flow = tg_arena_calloc(arena, m->dfd.n_flows + 1, sizeof(json_t *));
	for (size_t i = 0; i < m->n_threats; i++) {
		struct tg_export_place at = tg_export_place(m, &m->threats[i]);
		json_t **list = at.element != SIZE_MAX ? &w->of_element[at.element]
				: at.flow != SIZE_MAX  ? &w->of_flow[at.flow]
						       : &w->of_whole;
		json_t *said = json_array();

		for (size_t k = 0; k < m->threats[i].n_mitigations; k++)
			json_array_append_new(said, use_of(w, i, k));
		if (!*list)
			*list = json_array();
		json_array_append_new(*list, json_pack(
			"{so, so, so}", "threat",
			tg_export_text(tg_export_id(arena, m, i)), "state",
			tg_export_text(threat_state(&m->threats[i])), "mitigations",
			said));
	}
}

/* --- the diagram ----------------------------------------------------------------- */


static json_t *zone(const char *id, const char *name, const char *parent)
{
	json_t *out = json_pack("{so, so, s{si}}", "id", tg_export_text(id), "name",
				tg_export_text(name), "risk", "trustRating", 0);

	if (parent)
		json_object_set_new(out, "parent",
				    json_pack("{so}", "trustZone",
					      tg_export_text(parent)));
	return out;
}

static bool needs_zone(const struct writing *w)
{
	for (size_t i = 0; i < w->model->dfd.n_elements; i++) {
		if (!w->model->dfd.elements[i].boundary)
			return true;
	}
	return w->of_whole != NULL;
}

static json_t *zones_of(struct writing *w)
{
	const struct tg_dfd *dfd = &w->model->dfd;
	json_t *out = json_array();

	for (size_t i = 0; i < dfd->n_boundaries; i++) {
		tg_losses_add(w->losses, "the trust rating of a zone: the format demands "
			      "a number, 0 was written");
		json_array_append_new(out, zone(dfd->boundaries[i].id,
						dfd->boundaries[i].name,
						dfd->boundaries[i].parent));
	}
	if (needs_zone(w)) {
		tg_losses_add(w->losses, "no boundary: what lies in none was put into a "
			      "zone of that name");
		json_array_append_new(out, zone(TG_NO_ZONE_ID, TG_NO_ZONE, NULL));
	}
	return out;
}

static json_t *component(const char *id, const char *name, const char *type,
			 const char *boundary, json_t *threats)
{
	return json_pack("{so, so, ss, s{so}, so}", "id", tg_export_text(id), "name",
			 tg_export_text(name), "type", type, "parent", "trustZone",
			 tg_export_text(boundary ? boundary : TG_NO_ZONE_ID), "threats",
			 threats ? threats : json_array());
}

static json_t *components_of(struct writing *w)
{
	static const char *const types[] = { [TG_ELEMENT_EXTERNAL] = "external-entity",
					     [TG_ELEMENT_PROCESS] = "process",
					     [TG_ELEMENT_STORE] = "datastore" };
	const struct tg_dfd *dfd = &w->model->dfd;
	json_t *out = json_array();

	for (size_t i = 0; i < dfd->n_elements; i++) {
		const struct tg_element *e = &dfd->elements[i];

		json_array_append_new(out, component(e->id, e->name, types[e->kind],
						     e->boundary, w->of_element[i]));
	}
	if (w->of_whole)
		json_array_append_new(out, component("whole-system",
						     TG_WHOLE_SYSTEM, "process",
						     NULL, w->of_whole));
	return out;
}

static json_t *flows_of(struct writing *w)
{
	const struct tg_dfd *dfd = &w->model->dfd;
	json_t *out = json_array();

	for (size_t i = 0; i < dfd->n_flows; i++) {
		const struct tg_flow *f = &dfd->flows[i];
		const char *name = *f->label ? f->label
					     : tg_arena_printf(w->losses->arena,
							       "%s to %s", f->from,
							       f->to);

		json_array_append_new(out, json_pack(
			"{so, so, sb, so, so, so}", "id",
			tg_export_text(tg_arena_printf(w->losses->arena, "flow-%zu",
						       i + 1)),
			"name", tg_export_text(name), "bidirectional", f->both_ways,
			"source", tg_export_text(f->from), "destination",
			tg_export_text(f->to), "threats",
			w->of_flow[i] ? w->of_flow[i] : json_array()));
	}
	return out;
}

static json_t *project_of(struct writing *w)
{
	const struct tg_model *m = w->model;
	json_t *covers = json_array(), *attributes = json_object();
	const char *name = *m->title ? m->title : "Threat model";

	for (size_t i = 0; i < m->n_covers; i++)
		json_array_append_new(covers, tg_export_text(m->covers[i]));
	if (m->n_covers)
		json_object_set(attributes, "covers", covers);
	if (m->reviewed)
		json_object_set_new(attributes, "reviewed",
				    tg_export_text(m->reviewed));
	json_decref(covers);
	return json_pack("{so, so, so, so}", "name", tg_export_text(name), "id",
			 tg_export_text(tg_export_uuid(w->losses->arena, "project",
						       name, 0)),
			 "owner", text_or_null(m->owner), "attributes", attributes);
}

static json_t *otm_of(const struct tg_model *model, struct tg_losses *losses)
{
	struct writing w = { .model = model, .losses = losses,
			     .mitigations = json_array() };
	json_t *root = json_object();

	sort_uses(&w);
	for (size_t i = 0; i < model->n_orphans; i++)
		tg_losses_add(losses, "a mitigation of no threat");
	json_object_set_new(root, "otmVersion", json_string("0.2.0"));
	json_object_set_new(root, "project", project_of(&w));
	json_object_set_new(root, "trustZones", zones_of(&w));
	json_object_set_new(root, "components", components_of(&w));
	json_object_set_new(root, "dataflows", flows_of(&w));
	json_object_set_new(root, "threats", threats_of(&w));
	json_object_set_new(root, "mitigations", w.mitigations);
	return root;
}

bool tg_export_otm_json(struct tg_buf *out, const struct tg_model *model,
			struct tg_losses *losses)
{
	json_t *root = otm_of(model, losses);

	tg_export_put_json(out, root);
	json_decref(root);
	return !out->overflow;
}

bool tg_export_otm_yaml(struct tg_buf *out, const struct tg_model *model,
			struct tg_losses *losses)
{
	json_t *root = otm_of(model, losses);

	tg_export_put_yaml(out, root);
	json_decref(root);
	return !out->overflow;
}
