/* OWASP Threat Model Library
 * (https://github.com/OWASP/www-project-threat-model-library). */
#include "build.h"
#include "formats.h"

#include "vocab.h"

#include <string.h>

bool tg_is_owasp_library(const struct tg_tree *root)
{
	const struct tg_tree *threat =
		tg_build_item(tg_tree_get(root, "threats"), 0);

	return tg_tree_get(threat, "symbolic_name") != NULL ||
	       (tg_tree_get(root, "trust_zones") != NULL &&
		tg_tree_get(root, "scope") != NULL);
}

static const char *text(const struct tg_tree *map, const char *key)
{
	return tg_tree_get_text(map, key, "");
}

static bool names(const struct tg_tree *list, const char *id)
{
	const struct tg_tree *item;

	for (size_t i = 0; (item = tg_build_item(list, i)) != NULL; i++)
		if (strcmp(tg_tree_text(item, ""), id) == 0)
			return true;
	return false;
}

/* Of several risks that a threat takes part in, the highest score rates it. */
static void read_risks(struct tg_built_threat *t, const struct tg_tree *risks)
{
	const struct tg_tree *risk;
	double best = -1;

	for (size_t i = 0; (risk = tg_build_item(risks, i)) != NULL; i++) {
		const struct tg_tree *score = tg_tree_get(risk, "score");
		double value = tg_tree_is(score, TG_TREE_NUMBER) ? score->number : 0;

		if (!names(tg_tree_get(risk, "threats"), t->t.id) || value <= best)
			continue;
		best = value;
		t->t.risk.stated = tg_tree_get_text(risk, "level", NULL);
		t->t.risk.likelihood = tg_tree_get_text(risk, "likelihood", NULL);
		t->t.risk.impact = tg_tree_get_text(risk, "impact", NULL);
		t->t.risk.total = value;
	}
}

static void read_controls(struct tg_build *b, struct tg_built_threat *t,
			  const struct tg_tree *controls)
{
	const struct tg_tree *c;

	for (size_t i = 0; (c = tg_build_item(controls, i)) != NULL; i++) {
		const char *status = text(c, "status");

		if (!names(tg_tree_get(c, "threats"), t->t.id) ||
		    strcmp(status, "retired") == 0)
			continue;
		/* "active" and "assumed" are this format's words for in place */
		if (strcmp(status, "active") == 0 || strcmp(status, "assumed") == 0)
			status = "implemented";
		tg_build_mitigation(b, t, text(c, "symbolic_name"), text(c, "title"),
				    status);
	}
}

static void read_elements(struct tg_build *b, const struct tg_tree *list,
			  enum tg_element_kind kind)
{
	const struct tg_tree *e;

	for (size_t i = 0; (e = tg_build_item(list, i)) != NULL; i++)
		tg_build_element(b, text(e, "symbolic_name"), text(e, "title"), kind,
				 tg_tree_get_text(e, "trust_zone", NULL));
}

static void read_diagram(struct tg_build *b, const struct tg_tree *root)
{
	const struct tg_tree *item;

	for (size_t i = 0; (item = tg_build_item(tg_tree_get(root, "trust_zones"), i)) !=
			   NULL; i++)
		tg_build_boundary(b, text(item, "symbolic_name"), text(item, "title"),
				  tg_tree_get_text(item, "parent", NULL));
	read_elements(b, tg_tree_get(root, "actors"), TG_ELEMENT_EXTERNAL);
	read_elements(b, tg_tree_get(root, "components"), TG_ELEMENT_PROCESS);
	read_elements(b, tg_tree_get(root, "data_stores"), TG_ELEMENT_STORE);
	for (size_t i = 0; (item = tg_build_item(tg_tree_get(root, "data_flows"), i)) !=
			   NULL; i++)
		tg_build_flow(b, text(tg_tree_get(item, "source"), "object"),
			      text(tg_tree_get(item, "destination"), "object"),
			      text(item, "title"), false);
}

void tg_read_owasp_library(struct tg_model *model, struct tg_arena *arena,
			   const struct tg_tree *root)
{
	const struct tg_tree *threats = tg_tree_get(root, "threats"), *threat;
	struct tg_build b;

	tg_build_init(&b, arena);
	model->title = text(tg_tree_get(root, "scope"), "title");
	model->reviewed = tg_date_in(arena, tg_str(text(root, "reviewed_at")));
	for (size_t i = 0; (threat = tg_build_item(threats, i)) != NULL; i++) {
		struct tg_built_threat *t = tg_build_threat(
			&b, text(threat, "symbolic_name"), text(threat, "title"),
			text(threat, "description"), threat->line);

		t->t.element = tg_tree_text(
			tg_build_item(tg_tree_get(threat, "components_affected"), 0), "");
		read_risks(t, tg_tree_get(root, "risks"));
		read_controls(&b, t, tg_tree_get(root, "controls"));
	}
	read_diagram(&b, root);
	tg_build_finish(&b, model, "owasp-library", "the list \"threats\"");
}
