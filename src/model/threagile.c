/* Threagile 1.0 YAML (https://github.com/Threagile/threagile). Most of its
 * threats are found by its own rules when it runs; the file holds the risks
 * written by hand and what people decided about the others. */
#include "build.h"
#include "formats.h"

#include "vocab.h"

#include <string.h>

bool tg_is_threagile(const struct tg_tree *root)
{
	return tg_tree_is(tg_tree_get(root, "technical_assets"), TG_TREE_MAP);
}

static const char *text(const struct tg_tree *map, const char *key)
{
	return tg_tree_get_text(map, key, "");
}

static enum tg_element_kind kind_of(const char *type)
{
	if (strcmp(type, "external-entity") == 0)
		return TG_ELEMENT_EXTERNAL;
	return strcmp(type, "datastore") == 0 ? TG_ELEMENT_STORE : TG_ELEMENT_PROCESS;
}

/* The id of the boundary that lists `id` under `key`, or NULL. */
static const char *boundary_of(const struct tg_tree *boundaries, const char *key,
			       const char *id)
{
	const struct tg_tree *boundary, *inside;

	for (size_t i = 0; (boundary = tg_build_item(boundaries, i)) != NULL; i++)
		for (size_t k = 0;
		     (inside = tg_build_item(tg_tree_get(boundary, key), k)) != NULL; k++)
			if (strcmp(tg_tree_text(inside, ""), id) == 0)
				return tg_tree_get_text(boundary, "id", NULL);
	return NULL;
}

static void read_diagram(struct tg_build *b, const struct tg_tree *root)
{
	const struct tg_tree *assets = tg_tree_get(root, "technical_assets");
	const struct tg_tree *zones = tg_tree_get(root, "trust_boundaries");
	const struct tg_tree *item, *link;

	for (size_t i = 0; (item = tg_build_item(zones, i)) != NULL; i++)
		tg_build_boundary(b, text(item, "id"), item->key != NULL ? item->key : "",
				  boundary_of(zones, "trust_boundaries_nested",
					      text(item, "id")));
	for (size_t i = 0; (item = tg_build_item(assets, i)) != NULL; i++) {
		const char *id = text(item, "id");

		tg_build_element(b, id, item->key != NULL ? item->key : "",
				 kind_of(text(item, "type")),
				 boundary_of(zones, "technical_assets_inside", id));
		for (size_t k = 0;
		     (link = tg_build_item(tg_tree_get(item, "communication_links"), k)) !=
		     NULL; k++)
			tg_build_flow(b, id, text(link, "target"),
				      link->key != NULL ? link->key : "", false);
	}
}

/* What was decided of a risk: `id` may hold wildcards. */
static const struct tg_tree *tracking_of(const struct tg_tree *tracking, const char *id)
{
	return tg_tree_get(tracking, id);
}

static void add_decision(struct tg_build *b, struct tg_built_threat *t,
			 const struct tg_tree *decision)
{
	const char *status = text(decision, "status");
	const char *why = text(decision, "justification");
	const char *ticket = text(decision, "ticket");
	struct tg_mitigation *m;

	tg_build_status(t, status);
	/* without words of its own it is about what is to be done */
	for (size_t i = 0; why[0] == '\0' && i < t->mitigations.n; i++) {
		m = &t->mitigations.items[i];
		if (m->status == TG_MITIGATION_UNSTATED) {
			m->status = tg_status_parse(tg_str(status));
			m->status_text = status;
		}
	}
	if (why[0] == '\0')
		return;
	tg_build_mitigation(b, t, "", why, status);
	m = &t->mitigations.items[t->mitigations.n - 1];
	m->owner = ticket[0] != '\0' ? ticket :
				       tg_tree_get_text(decision, "checked_by", NULL);
	if (m->status == TG_MITIGATION_ACCEPTED)
		m->reason = why;
}

/* Threagile's own titles of risks are HTML: "<b>Injection</b> at <b>Shop</b>". */
static const char *without_tags(struct tg_arena *arena, const char *title)
{
	char *out = tg_arena_dup(arena, title);
	size_t n = 0;

	for (const char *c = title; *c != '\0'; c++) {
		const char *end = *c == '<' && (c[1] == '/' || tg_is_alpha(c[1])) ?
					  strchr(c, '>') : NULL;

		if (end != NULL)
			c = end;
		else
			out[n++] = *c;
	}
	out[n] = '\0';
	return out;
}

static void read_risk(struct tg_build *b, const struct tg_tree *category,
		      const struct tg_tree *risk, const struct tg_tree *tracking)
{
	const char *id = tg_arena_printf(b->arena, "%s@%s", text(category, "id"),
					 text(risk, "most_relevant_technical_asset"));
	const char *mitigation = text(category, "mitigation");
	struct tg_built_threat *t = tg_build_threat(
		b, id, risk->key != NULL ? without_tags(b->arena, risk->key) : "",
		text(category, "description"), risk->line);

	t->t.element = text(risk, "most_relevant_technical_asset");
	tg_build_category(t, text(category, "stride"));
	t->t.risk.stated = tg_tree_get_text(risk, "severity", NULL);
	if (!tg_build_score(b, t, text(category, "risk_assessment"))) {
		t->t.risk.likelihood =
			tg_tree_get_text(risk, "exploitation_likelihood", NULL);
		t->t.risk.impact = tg_tree_get_text(risk, "exploitation_impact", NULL);
	}
	if (mitigation[0] != '\0')
		tg_build_said(b, t, mitigation, "");
	if (tracking_of(tracking, id) != NULL)
		add_decision(b, t, tracking_of(tracking, id));
}

static bool is_known(const struct tg_build *b, const char *id)
{
	for (size_t i = 0; i < b->threats.n; i++)
		if (strcmp(b->threats.items[i].t.id, id) == 0)
			return true;
	return false;
}

void tg_read_threagile(struct tg_model *model, struct tg_arena *arena,
		       const struct tg_tree *root)
{
	const struct tg_tree *own = tg_tree_get(root, "individual_risk_categories");
	const struct tg_tree *tracking = tg_tree_get(root, "risk_tracking");
	const struct tg_tree *category, *item;
	struct tg_build b;

	tg_build_init(&b, arena);
	model->title = text(root, "title");
	model->owner = tg_tree_get_text(tg_tree_get(root, "author"), "name", NULL);
	model->reviewed = tg_date_in(arena, tg_str(text(root, "date")));
	for (size_t i = 0; (category = tg_build_item(own, i)) != NULL; i++)
		for (size_t k = 0; (item = tg_build_item(tg_tree_get(category,
								     "risks_identified"),
							 k)) != NULL; k++)
			read_risk(&b, category, item, tracking);
	for (size_t i = 0; (item = tg_build_item(tracking, i)) != NULL && i < 2000; i++) {
		if (item->key == NULL || is_known(&b, item->key))
			continue;
		add_decision(&b,
			     tg_build_threat(&b, item->key, item->key, "",
					     item->key_line),
			     item);
	}
	read_diagram(&b, root);
	tg_build_finish(&b, model, "threagile",
			"individual_risk_categories and risk_tracking");
}
