/* Threagile 1.0: support/schema.json of Threagile/threagile. Its model asks for
 * much that no other format holds; the least specific values are written. */
#include "exporting.h"

#include "../base/map.h"
#include "../base/words.h"
#include "dfd.h"

#include <string.h>

struct writing {
	const struct tg_model *model;
	struct tg_losses *losses;
	const char **ids; /* of the elements: lower case, digits, dashes */
};

/* Keys and ids of this format are words of letters, digits and dashes. */
static const char *slug(struct tg_arena *arena, const char *name, const char *prefix,
			size_t index)
{
	struct tg_buf buf = TG_BUF_INIT(256);
	const char *out;

	for (const char *p = name; *p; p++) {
		if (tg_is_alnum(*p))
			tg_buf_putc(&buf, tg_lower(*p));
		else if (buf.len && buf.ptr[buf.len - 1] != '-')
			tg_buf_putc(&buf, '-');
	}
	while (buf.len && buf.ptr[buf.len - 1] == '-')
		buf.len--;
	out = buf.len ? tg_arena_strndup(arena, buf.ptr, buf.len)
		      : tg_arena_printf(arena, "%s-%zu", prefix, index + 1);
	tg_buf_release(&buf);
	return out;
}

/* Sets a key that must be unique: a second one gets a number. */
static void set_unique(struct tg_arena *arena, json_t *map, const char *key,
		       json_t *value)
{
	json_t *text = tg_export_text(key);
	const char *name = tg_arena_dup(arena, json_string_value(text));

	for (unsigned n = 2; json_object_get(map, name); n++)
		name = tg_arena_printf(arena, "%s %u", json_string_value(text), n);
	json_object_set_new(map, name, value);
	json_decref(text);
}

static void name_elements(struct writing *w)
{
	const struct tg_dfd *dfd = &w->model->dfd;
	struct tg_arena *arena = w->losses->arena;
	struct tg_map used;

	tg_map_init(&used, arena);
	w->ids = tg_arena_calloc(arena, dfd->n_elements + 1, sizeof(*w->ids));
	for (size_t i = 0; i < dfd->n_elements; i++) {
		const char *id = slug(arena, dfd->elements[i].name, "element", i);

		for (unsigned n = 2; tg_map_get(&used, tg_str(id)); n++)
			id = tg_arena_printf(arena, "%s-%u",
					     slug(arena, dfd->elements[i].name,
						  "element", i), n);
		tg_map_set(&used, tg_str(id), w);
		w->ids[i] = id;
	}
}

static const char *id_of(const struct writing *w, const char *element)
{
	const struct tg_element *e = tg_dfd_element(&w->model->dfd, element);

	return e ? w->ids[e - w->model->dfd.elements] : NULL;
}

/* --- the diagram ------------------------------------------------------------------ */

static json_t *links_of(struct writing *w, const char *element)
{
	const struct tg_dfd *dfd = &w->model->dfd;
	json_t *out = json_object();

	for (size_t i = 0; i < dfd->n_flows; i++) {
		const struct tg_flow *f = &dfd->flows[i];
		const char *target = id_of(w, f->to);
		const struct tg_element *to = tg_dfd_element(dfd, f->to);

		if (strcmp(f->from, element) != 0)
			continue;
		if (!target) {
			tg_losses_add(w->losses, "a flow to a whole boundary");
			continue;
		}
		if (f->both_ways)
			tg_losses_add(w->losses, "that a flow goes both ways");
		set_unique(w->losses->arena, out,
			   *f->label ? f->label
				     : tg_arena_printf(w->losses->arena, "to %s",
						       to->name),
			   json_pack("{ss, so, ss, ss, ss, sb, sb, sb, ss, s[], s[]}",
				     "target", target, "description",
				     tg_export_text(f->label), "protocol",
				     "unknown-protocol", "authentication", "none",
				     "authorization", "none", "vpn", 0, "ip_filtered",
				     0, "readonly", 0, "usage", "business",
				     "data_assets_sent", "data_assets_received"));
	}
	return out;
}

static json_t *asset_of(struct writing *w, size_t index)
{
	static const struct {
		const char *type, *technology;
	} kinds[] = {
		[TG_ELEMENT_EXTERNAL] = { "external-entity", "client-system" },
		[TG_ELEMENT_PROCESS] = { "process", "unknown-technology" },
		[TG_ELEMENT_STORE] = { "datastore", "database" },
	};
	const struct tg_element *e = &w->model->dfd.elements[index];
	bool outside = e->kind == TG_ELEMENT_EXTERNAL;

	return json_pack(
		"{ss, so, ss, ss, sb, sb, ss?, ss, ss, sb, ss, ss, so, ss, ss, ss, sb, sb,"
		" sb, s[], s[], s[], so}",
		"id", w->ids[index], "description", tg_export_text(e->name), "type",
		kinds[e->kind].type, "usage", "business", "used_as_client_by_human", 0,
		"out_of_scope", outside, "justification_out_of_scope",
		outside ? "An external entity" : NULL, "size", "component",
		"technology", kinds[e->kind].technology, "internet", 0, "machine",
		"virtual", "encryption", "none", "owner",
		tg_export_text(w->model->owner), "confidentiality", "internal",
		"integrity", "operational", "availability", "operational",
		"multi_tenant", 0, "redundant", 0, "custom_developed_parts",
		!outside, "data_assets_processed", "data_assets_stored",
		"data_formats_accepted", "communication_links",
		links_of(w, e->id));
}

static json_t *assets_of(struct writing *w)
{
	const struct tg_dfd *dfd = &w->model->dfd;
	json_t *out = json_object();

	for (size_t i = 0; i < dfd->n_elements; i++) {
		tg_losses_add(w->losses, "technology, protocols and ratings of an "
			      "element: the format demands them, the least specific "
			      "were written");
		set_unique(w->losses->arena, out, dfd->elements[i].name,
			   asset_of(w, i));
	}
	return out;
}

static json_t *boundaries_of(struct writing *w)
{
	const struct tg_dfd *dfd = &w->model->dfd;
	struct tg_arena *arena = w->losses->arena;
	json_t *out = json_object();

	for (size_t i = 0; i < dfd->n_boundaries; i++) {
		const struct tg_boundary *b = &dfd->boundaries[i];
		json_t *inside = json_array(), *nested = json_array();

		for (size_t j = 0; j < dfd->n_elements; j++) {
			const char *in = dfd->elements[j].boundary;

			if (in && strcmp(in, b->id) == 0)
				json_array_append_new(inside, json_string(w->ids[j]));
		}
		for (size_t j = 0; j < dfd->n_boundaries; j++) {
			const char *in = dfd->boundaries[j].parent;

			if (in && strcmp(in, b->id) == 0)
				json_array_append_new(nested, json_string(slug(
					arena, dfd->boundaries[j].name, "boundary", j)));
		}
		set_unique(arena, out, b->name, json_pack(
			"{ss, so, ss, so, so}", "id",
			slug(arena, b->name, "boundary", i), "description",
			tg_export_text(b->name), "type", "execution-environment",
			"technical_assets_inside", inside,
			"trust_boundaries_nested", nested));
	}
	return out;
}

/* --- threats ---------------------------------------------------------------------- */

static const char *stride_of(struct writing *w, const struct tg_threat *t)
{
	for (unsigned i = 0; i < TG_STRIDE_COUNT; i++) {
		if (!(t->stride & (1u << i)))
			continue;
		if (t->stride >> (i + 1))
			tg_losses_add(w->losses, "a second STRIDE category of a threat");
		return tg_stride_name(i);
	}
	tg_losses_add(w->losses, "no STRIDE category: the format demands one, "
		      "\"tampering\" was written");
	return "tampering";
}

static json_t *risk_of(struct writing *w, const struct tg_threat *t)
{
	static const struct {
		const char *severity, *likelihood, *impact;
	} levels[] = {
		[TG_RISK_UNKNOWN] = { "medium", "likely", "medium" },
		[TG_RISK_ACCEPT] = { "low", "unlikely", "low" },
		[TG_RISK_LOW] = { "low", "unlikely", "low" },
		[TG_RISK_MEDIUM] = { "medium", "likely", "medium" },
		[TG_RISK_HIGH] = { "high", "very-likely", "high" },
		[TG_RISK_CRITICAL] = { "critical", "frequent", "very-high" },
	};
	struct tg_export_place at = tg_export_place(w->model, t);
	const char *asset = at.element != SIZE_MAX ? w->ids[at.element] : NULL;

	if (t->risk.level == TG_RISK_UNKNOWN)
		tg_losses_add(w->losses, "no rating: the format demands one, \"medium\" "
			      "was written");
	if (at.flow != SIZE_MAX) {
		asset = id_of(w, w->model->dfd.flows[at.flow].to);
		tg_losses_add(w->losses, "that a threat is about a flow (it stands at "
			      "its end)");
	}
	return json_pack("{ss, ss, ss, ss, s[], ss?}", "severity",
			 levels[t->risk.level].severity, "exploitation_likelihood",
			 levels[t->risk.level].likelihood, "exploitation_impact",
			 levels[t->risk.level].impact, "data_breach_probability",
			 "possible", "data_breach_technical_assets",
			 "most_relevant_technical_asset", asset);
}

static json_t *category_of(struct writing *w, size_t index)
{
	const struct tg_threat *t = &w->model->threats[index];
	struct tg_arena *arena = w->losses->arena;
	const char *id = tg_export_id(arena, w->model, index);
	json_t *risks = json_object();

	set_unique(arena, risks, *t->title ? t->title : id, risk_of(w, t));
	for (size_t i = 0; i < t->n_mitigations; i++) {
		if (t->mitigations[i].status || t->mitigations[i].n_evidence)
			tg_losses_add(w->losses, "status, owner, due date or evidence "
				      "of a mitigation (kept as text)");
	}
	if (*tg_export_score(arena, &t->risk))
		tg_losses_add(w->losses, "the factors of a score (kept as text)");
	return json_pack(
		"{so, so, ss, ss, ss, ss, so, ss, ss, ss, ss, so, ss, sb, si, so}", "id",
		tg_export_text(slug(arena, id, "threat", index)), "description",
		tg_export_text(t->description), "impact", "", "asvs", "",
		"cheat_sheet", "", "action", "", "mitigation",
		tg_export_text(tg_export_said_all(arena, t)), "check", "", "function",
		"development", "stride", stride_of(w, t), "detection_logic", "",
		"risk_assessment",
		tg_export_text(tg_export_score(arena, &t->risk)), "false_positives", "",
		"model_failure_possible_reason", 0, "cwe", 0, "risks_identified",
		risks);
}

static const char *tracking_status(const struct tg_threat *t)
{
	switch (tg_export_state(t)) {
	case TG_MITIGATION_IMPLEMENTED:
	case TG_MITIGATION_AVOIDED:
		return "mitigated";
	case TG_MITIGATION_PLANNED:
		return "in-progress";
	case TG_MITIGATION_ACCEPTED:
	case TG_MITIGATION_TRANSFERRED:
		return "accepted";
	case TG_MITIGATION_NOT_APPLICABLE:
		return "false-positive";
	case TG_MITIGATION_UNSTATED:
	case TG_MITIGATION_OPEN:
	case TG_MITIGATION_OTHER:
		break;
	}
	return NULL;
}

static void put_threats(struct writing *w, json_t *root)
{
	struct tg_arena *arena = w->losses->arena;
	json_t *categories = json_object(), *tracking = json_object();

	for (size_t i = 0; i < w->model->n_threats; i++) {
		const struct tg_threat *t = &w->model->threats[i];
		const char *id = tg_export_id(arena, w->model, i);
		const char *status = tracking_status(t);
		struct tg_export_place at = tg_export_place(w->model, t);
		const char *asset = at.element != SIZE_MAX ? w->ids[at.element]
				    : at.flow != SIZE_MAX
					    ? id_of(w, w->model->dfd.flows[at.flow].to)
					    : NULL;

		set_unique(arena, categories,
			   tg_arena_printf(arena, "%s %s", id,
					   strcmp(t->title, id) ? t->title : ""),
			   category_of(w, i));
		if (status)
			set_unique(arena, tracking,
				   tg_arena_printf(arena, "%s@%s",
						   slug(arena, id, "threat", i),
						   asset ? asset : ""),
				   json_pack("{ss, ss, ss, sn, ss}", "status", status,
					     "justification", "", "ticket", "",
					     "date", "checked_by", ""));
	}
	json_object_set_new(root, "individual_risk_categories", categories);
	json_object_set_new(root, "risk_tracking", tracking);
}

bool tg_export_threagile(struct tg_buf *out, const struct tg_model *model,
			 struct tg_losses *losses)
{
	struct writing w = { .model = model, .losses = losses };
	json_t *root;

	name_elements(&w);
	root = json_pack("{ss, so, ss?, s{so}, ss, s[], s{}}", "threagile_version",
			 "1.0.0", "title",
			 tg_export_text(*model->title ? model->title
						      : "Threat model"),
			 "date", model->reviewed, "author", "name",
			 tg_export_text(model->owner), "business_criticality",
			 "important", "tags_available", "data_assets");
	if (!model->reviewed)
		json_object_del(root, "date");
	if (model->n_covers)
		tg_losses_add(losses, "what the model covers");
	for (size_t i = 0; i < model->n_orphans; i++)
		tg_losses_add(losses, "a mitigation of no threat");
	json_object_set_new(root, "technical_assets", assets_of(&w));
	json_object_set_new(root, "trust_boundaries", boundaries_of(&w));
	json_object_set_new(root, "shared_runtimes", json_object());
	put_threats(&w, root);
	tg_export_put_yaml(out, root);
	json_decref(root);
	return !out->overflow;
}
