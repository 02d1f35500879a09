/* Open Threat Model 0.1 and 0.2, JSON or YAML
 * (https://github.com/iriusrisk/OpenThreatModel). The state of a threat is on
 * its use by a component or flow; one threat may be mitigated on one element
 * and open on another, so it has the mitigations of all its uses. */
#include "build.h"
#include "dfd.h"
#include "formats.h"

#include "../base/map.h"

#include <string.h>

bool tg_is_otm(const struct tg_tree *root)
{
	return tg_tree_get(root, "otmVersion") != NULL &&
	       tg_tree_is(tg_tree_get(root, "project"), TG_TREE_MAP);
}

struct otm {
	struct tg_build b;
	struct tg_map threats;     /* id → index + 1 */
	struct tg_map mitigations; /* id → index in their list + 1 */
	const struct tg_tree *mitigation_list;
	struct tg_map used;        /* ids of mitigations that something names */
};

static const char *text(const struct tg_tree *map, const char *key)
{
	return tg_tree_get_text(map, key, "");
}

struct tg_otm_scale tg_otm_scale(enum tg_risk_level level)
{
	/* they come back as the level that they stand for */
	static const struct tg_otm_scale scale[] = {
		[TG_RISK_UNKNOWN] = { 0, 0 },   [TG_RISK_ACCEPT] = { 10, 10 },
		[TG_RISK_LOW] = { 50, 10 },     [TG_RISK_MEDIUM] = { 50, 50 },
		[TG_RISK_HIGH] = { 50, 100 },   [TG_RISK_CRITICAL] = { 100, 100 },
	};

	return scale[level];
}

/* Our exports say score and level in the comments, since the format has two numbers
 * alone. Whoever edits those does not edit these: they must fit. */
static bool comments_fit(const struct tg_tree *risk, enum tg_risk_level *level)
{
	const struct tg_tree *likelihood = tg_tree_get(risk, "likelihood");
	const struct tg_tree *impact = tg_tree_get(risk, "impact");
	bool said = tg_risk_level_parse(tg_str(text(risk, "impactComment")), level);

	*level = said ? *level : TG_RISK_UNKNOWN;
	if (!tg_tree_is(likelihood, TG_TREE_NUMBER) || !tg_tree_is(impact, TG_TREE_NUMBER))
		return false;
	for (int l = TG_RISK_ACCEPT; l <= TG_RISK_CRITICAL; l++) {
		struct tg_otm_scale s = tg_otm_scale((enum tg_risk_level)l);

		if ((int)likelihood->number == s.likelihood &&
		    (int)impact->number == s.impact && (!said || l == (int)*level))
			return true;
	}
	return false;
}

static void read_risk(struct tg_build *b, struct tg_built_threat *t,
		      const struct tg_tree *risk)
{
	enum tg_risk_level level;
	bool fit = comments_fit(risk, &level);

	if (fit && level != TG_RISK_UNKNOWN)
		t->t.risk.stated = text(risk, "impactComment");
	if (fit && tg_build_score(b, t, text(risk, "likelihoodComment")))
		return;
	t->t.risk.likelihood = tg_tree_get_text(risk, "likelihood", NULL);
	t->t.risk.impact = tg_tree_get_text(risk, "impact", NULL);
}

static void read_threat(struct otm *o, const struct tg_tree *threat)
{
	const struct tg_tree *category;
	struct tg_built_threat *t =
		tg_build_threat(&o->b, text(threat, "id"), text(threat, "name"),
				text(threat, "description"), threat->line);

	for (size_t i = 0;
	     (category = tg_build_item(tg_tree_get(threat, "categories"), i)) != NULL;
	     i++)
		tg_build_category(t, tg_tree_text(category, ""));
	read_risk(&o->b, t, tg_tree_get(threat, "risk"));
	tg_map_set(&o->threats, tg_str(t->t.id), (void *)(uintptr_t)o->b.threats.n);
}

/* The format leaves attributes to its users; these are ours. */
static void read_attributes(struct otm *o, struct tg_mitigation *m,
			    const struct tg_tree *attributes)
{
	const struct tg_tree *list = tg_tree_get(attributes, "evidence"), *item;
	TG_VEC(const char *) evidence = { 0 };

	m->owner = tg_tree_get_text(attributes, "owner", m->owner);
	m->due = tg_tree_get_text(attributes, "due", m->due);
	m->reason = tg_tree_get_text(attributes, "reason", m->reason);
	for (size_t i = 0; (item = tg_build_item(list, i)) != NULL; i++)
		if (tg_tree_text(item, "")[0] != '\0')
			*TG_VEC_PUSH(o->b.arena, &evidence) = tg_tree_text(item, "");
	if (evidence.n > 0) {
		m->evidence = evidence.items;
		m->n_evidence = evidence.n;
	}
}

/* What a component or flow says of a threat. */
static void read_use(struct otm *o, const struct tg_tree *use, const char *element)
{
	const char *id = text(use, "threat");
	size_t index = (size_t)(uintptr_t)tg_map_get(&o->threats, tg_str(id));
	const struct tg_tree *m;

	if (index == 0)
		return;
	struct tg_built_threat *t = &o->b.threats.items[index - 1];

	if (t->t.element[0] == '\0' && strcmp(element, TG_WHOLE_SYSTEM) != 0)
		t->t.element = element;
	/* the worst of its uses counts: open wins over closed */
	if (t->t.status[0] == '\0' || t->t.closed)
		tg_build_status(t, text(use, "state"));
	for (size_t i = 0; (m = tg_build_item(tg_tree_get(use, "mitigations"), i)) != NULL;
	     i++) {
		const char *mid = text(m, "mitigation");
		size_t at = (size_t)(uintptr_t)tg_map_get(&o->mitigations, tg_str(mid));
		const struct tg_tree *what =
			at > 0 ? tg_build_item(o->mitigation_list, at - 1) : NULL;
		const char *says = tg_tree_get_text(what, "name", mid);

		if (mid[0] == '\0')
			continue;
		tg_build_mitigation(&o->b, t, mid, says, text(m, "state"));
		read_attributes(o, &t->mitigations.items[t->mitigations.n - 1],
				tg_tree_get(what, "attributes"));
		tg_map_set(&o->used, tg_str(mid), o);
	}
}

static void read_uses(struct otm *o, const struct tg_tree *list)
{
	const struct tg_tree *item, *use;

	for (size_t i = 0; (item = tg_build_item(list, i)) != NULL; i++)
		for (size_t k = 0;
		     (use = tg_build_item(tg_tree_get(item, "threats"), k)) != NULL; k++)
			read_use(o, use, text(item, "name"));
}

static enum tg_element_kind kind_of(const struct tg_tree *component)
{
	struct tg_str type = tg_str(text(component, "type"));
	struct tg_str name = tg_str(text(component, "name"));

	if (tg_str_ifind(type, TG_STR("client")) != SIZE_MAX ||
	    tg_str_ifind(type, TG_STR("external")) != SIZE_MAX ||
	    tg_str_ifind(type, TG_STR("actor")) != SIZE_MAX)
		return TG_ELEMENT_EXTERNAL;
	return tg_element_kind_of(type, tg_element_kind_of(name, TG_ELEMENT_PROCESS));
}

static void read_diagram(struct otm *o, const struct tg_tree *root)
{
	const struct tg_tree *item;

	for (size_t i = 0; (item = tg_build_item(tg_tree_get(root, "trustZones"), i)) !=
			   NULL; i++) {
		const struct tg_tree *parent = tg_tree_get(item, "parent");

		if (strcmp(text(item, "id"), TG_NO_ZONE_ID) == 0)
			continue;
		tg_build_boundary(&o->b, text(item, "id"), text(item, "name"),
				  tg_tree_get_text(parent, "trustZone", NULL));
	}
	for (size_t i = 0; (item = tg_build_item(tg_tree_get(root, "components"), i)) !=
			   NULL; i++) {
		const struct tg_tree *parent = tg_tree_get(item, "parent");
		const char *zone = tg_tree_get_text(parent, "trustZone", NULL);

		if (strcmp(text(item, "name"), TG_WHOLE_SYSTEM) == 0)
			continue;
		if (zone != NULL && strcmp(zone, TG_NO_ZONE_ID) == 0)
			zone = NULL;
		tg_build_element(&o->b, text(item, "id"), text(item, "name"),
				 kind_of(item), zone);
	}
	for (size_t i = 0; (item = tg_build_item(tg_tree_get(root, "dataflows"), i)) !=
			   NULL; i++) {
		const struct tg_tree *both = tg_tree_get(item, "bidirectional");

		tg_build_flow(&o->b, tg_tree_get_text(item, "source", text(item, "from")),
			      tg_tree_get_text(item, "destination", text(item, "to")),
			      text(item, "name"), both != NULL && both->boolean);
	}
}

static void read_project(struct tg_model *model, struct tg_arena *arena,
			 const struct tg_tree *attributes)
{
	const struct tg_tree *list = tg_tree_get(attributes, "covers"), *item;
	TG_VEC(const char *) covers = { 0 };

	model->reviewed = tg_tree_get_text(attributes, "reviewed", NULL);
	for (size_t i = 0; (item = tg_build_item(list, i)) != NULL; i++)
		if (tg_tree_text(item, "")[0] != '\0')
			*TG_VEC_PUSH(arena, &covers) = tg_tree_text(item, "");
	model->covers = covers.items;
	model->n_covers = covers.n;
}

void tg_read_otm(struct tg_model *model, struct tg_arena *arena,
		 const struct tg_tree *root)
{
	const struct tg_tree *project = tg_tree_get(root, "project"), *item;
	struct otm o;

	tg_build_init(&o.b, arena);
	tg_map_init(&o.threats, arena);
	tg_map_init(&o.mitigations, arena);
	tg_map_init(&o.used, arena);
	model->title = text(project, "name");
	model->owner = tg_tree_get_text(project, "owner", NULL);
	read_project(model, arena, tg_tree_get(project, "attributes"));
	o.mitigation_list = tg_tree_get(root, "mitigations");
	for (size_t i = 0; (item = tg_build_item(o.mitigation_list, i)) != NULL; i++)
		tg_map_set(&o.mitigations, tg_str(text(item, "id")),
			   (void *)(uintptr_t)(i + 1));
	for (size_t i = 0; (item = tg_build_item(tg_tree_get(root, "threats"), i)) != NULL;
	     i++)
		read_threat(&o, item);
	read_uses(&o, tg_tree_get(root, "components"));
	read_uses(&o, tg_tree_get(root, "dataflows"));
	read_uses(&o, tg_tree_get(root, "trustZones"));
	read_diagram(&o, root);
	tg_build_finish(&o.b, model, "otm", "the list \"threats\"");
}
