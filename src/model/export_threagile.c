/* Threagile 1.0: support/schema.json of Threagile/threagile. Its model asks for
 * much that no other format holds; the least specific values are written. */
#include "export_threagile.h"

#include "../base/map.h"
#include "../base/words.h"
#include "dfd.h"
#include "vocab.h"

#include <string.h>

bool tg_threagile_is_word(const char *id)
{
	for (const char *p = id; *p; p++) {
		if (!tg_is_alnum(*p) && *p != '-')
			return false;
	}
	return *id != '\0';
}

const char *tg_threagile_slug(struct tg_arena *arena, const char *name, const char *prefix,
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

void tg_threagile_set(struct tg_arena *arena, json_t *map, const char *key,
		       json_t *value)
{
	json_t *text = tg_export_text(key);
	const char *name = tg_arena_dup(arena, json_string_value(text));

	for (unsigned n = 2; json_object_get(map, name); n++)
		name = tg_arena_printf(arena, "%s %u", json_string_value(text), n);
	json_object_set_new(map, name, value);
	json_decref(text);
}

static void name_elements(struct tg_threagile *w)
{
	const struct tg_dfd *dfd = &w->model->dfd;
	struct tg_arena *arena = w->losses->arena;
	struct tg_map used;

	tg_map_init(&used, arena);
	w->ids = tg_arena_calloc(arena, dfd->n_elements + 1, sizeof(*w->ids));
	for (size_t i = 0; i < dfd->n_elements; i++) {
		const struct tg_element *e = &dfd->elements[i];
		bool given = tg_threagile_is_word(e->id) && !tg_id_is_machine_made(e->id);
		const char *id = given ? e->id : tg_threagile_slug(arena, e->name, "element", i);
		const char *first = id;

		for (unsigned n = 2; tg_map_get(&used, tg_str(id)); n++)
			id = tg_arena_printf(arena, "%s-%u", first, n);
		tg_map_set(&used, tg_str(id), w);
		w->ids[i] = id;
	}
}

const char *tg_threagile_id(const struct tg_threagile *w, const char *element)
{
	const struct tg_element *e = tg_dfd_element(&w->model->dfd, element);

	return e ? w->ids[e - w->model->dfd.elements] : NULL;
}

/* --- the diagram ------------------------------------------------------------------ */

static json_t *links_of(struct tg_threagile *w, const char *element)
{
	const struct tg_dfd *dfd = &w->model->dfd;
	json_t *out = json_object();

	for (size_t i = 0; i < dfd->n_flows; i++) {
		const struct tg_flow *f = &dfd->flows[i];
		const char *target = tg_threagile_id(w, f->to);
		const struct tg_element *to = tg_dfd_element(dfd, f->to);

		if (strcmp(f->from, element) != 0)
			continue;
		if (!target) {
			tg_losses_add(w->losses, "a flow to a whole boundary");
			continue;
		}
		if (f->both_ways)
			tg_losses_add(w->losses, "that a flow goes both ways");
		tg_threagile_set(w->losses->arena, out,
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

static json_t *asset_of(struct tg_threagile *w, size_t index)
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

static json_t *assets_of(struct tg_threagile *w)
{
	const struct tg_dfd *dfd = &w->model->dfd;
	json_t *out = json_object();

	for (size_t i = 0; i < dfd->n_elements; i++) {
		tg_losses_add(w->losses, "technology, protocols and ratings of an "
			      "element: the format demands them, the least specific "
			      "were written");
		tg_threagile_set(w->losses->arena, out, dfd->elements[i].name,
			   asset_of(w, i));
	}
	return out;
}

static json_t *boundaries_of(struct tg_threagile *w)
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
				json_array_append_new(nested, json_string(tg_threagile_slug(
					arena, dfd->boundaries[j].name, "boundary", j)));
		}
		tg_threagile_set(arena, out, b->name, json_pack(
			"{ss, so, ss, so, so}", "id",
			tg_threagile_slug(arena, b->name, "boundary", i), "description",
			tg_export_text(b->name), "type", "execution-environment",
			"technical_assets_inside", inside,
			"trust_boundaries_nested", nested));
	}
	return out;
}

bool tg_export_threagile(struct tg_buf *out, const struct tg_model *model,
			 struct tg_losses *losses)
{
	struct tg_threagile w = { .model = model, .losses = losses };
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
	tg_threagile_put_threats(&w, root);
	tg_export_put_yaml(out, root);
	json_decref(root);
	return !out->overflow;
}
