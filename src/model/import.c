#include "export.h"

#include <string.h>

#define MAX_DEPTH 40u

/* The keys that the readers understand, and those that say only how a drawing
 * looks; whatever else holds a value is left out and named. */
static const char *const understood[] = {
	/* Threat Dragon */
	"summary", "detail", "diagrams", "diagramJson", "cells", "data", "threats",
	"title", "type", "status", "severity", "description", "mitigation", "number",
	"threatId", "id", "name", "shape", "source", "target", "cell",
	"isBidirectional", "isTrustBoundary", "hasOpenThreats", "version",
	"modelType", "diagramType", "owner", "contributors", "diagramTop",
	"threatTop", "ruleId", "new", "labels", "position", "size",
	/* Open Threat Model */
	"otmVersion", "project", "trustZones", "components", "dataflows",
	"mitigations", "risk", "likelihood", "impact", "categories", "parent",
	"trustZone", "component", "destination", "bidirectional", "threat", "state",
	"attributes", "covers", "reviewed", "due", "reason", "evidence",
	/* Threagile */
	"threagile_version", "date", "author", "technical_assets", "trust_boundaries",
	"communication_links", "technical_assets_inside", "trust_boundaries_nested",
	"individual_risk_categories", "risks_identified", "stride",
	"exploitation_likelihood", "exploitation_impact",
	"most_relevant_technical_asset", "risk_tracking", "justification", "ticket",
	"checked_by",
	/* Threat Composer, OWASP library, threatcl */
	"schema", "applicationInfo", "statement", "content", "numericId",
	"mitigationLinks", "metadata", "key", "value", "controls", "risks",
	"symbolic_name", "score", "level", "priority", "control", "expanded_control",
	"implemented", "impacts", "threatmodel",
};

static const char *const looks[] = { "attrs", "zIndex", "visible", "vertices",
				     "connector", "thumbnail", "placeholder", "angle",
				     "size", "x", "y", "width", "height", "port",
				     "ports", "tools", "representations", "smooth",
				     "z", "magnet", "router", "markup" };

static bool listed(const char *key, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (strcmp(key, list[i]) == 0)
			return true;
	}
	return false;
}

static bool says_something(const struct tg_tree *node)
{
	switch (node->kind) {
	case TG_TREE_NULL:
		return false;
	case TG_TREE_BOOL:
		return node->boolean;
	case TG_TREE_NUMBER:
		return node->number < 0 || node->number > 0;
	case TG_TREE_STRING:
		return node->string && *node->string;
	case TG_TREE_LIST:
	case TG_TREE_MAP:
		break;
	}
	return node->n > 0;
}

/* Maps of which the keys are names that people gave. */
static bool has_free_keys(const char *key)
{
	static const char *const maps[] = {
		"technical_assets", "trust_boundaries", "communication_links",
		"individual_risk_categories", "risks_identified", "risk_tracking"
	};

	return key && listed(key, maps, sizeof(maps) / sizeof(maps[0]));
}

/* What is lost with that key, or NULL. */
static const char *loss_of(const char *key)
{
	if (key == NULL)
		return NULL;
	if (listed(key, looks, sizeof(looks) / sizeof(looks[0])))
		return "how the drawing looks";
	return listed(key, understood, sizeof(understood) / sizeof(understood[0])) ? NULL :
										    key;
}

/* The comments of Open Threat Model in which our exports put score and level. */
static bool is_our_comment(const char *key, const struct tg_tree *item)
{
	const char *said = tg_tree_text(item, "");
	enum tg_risk_level level;

	if (strcmp(key, "impactComment") == 0)
		return tg_risk_level_parse(tg_str(said), &level);
	return strcmp(key, "likelihoodComment") == 0 &&
	       (tg_str_starts(tg_str(said), "DREAD ") ||
		tg_str_starts(tg_str(said), "CVSS ") || strstr(said, " \xc3\x97 ") != NULL);
}

static void walk(struct tg_losses *losses, const struct tg_tree *node, bool free_keys,
		 unsigned depth)
{
	for (size_t i = 0; i < node->n && depth < MAX_DEPTH; i++) {
		const struct tg_tree *item = node->items[i];
		const char *key = node->kind == TG_TREE_MAP && !free_keys
					  ? item->key : NULL;
		const char *lost = loss_of(key);

		if (lost != NULL && is_our_comment(lost, item))
			continue;
		if (lost != NULL && says_something(item))
			tg_losses_add(losses, lost);
		else if (lost == NULL && (item->kind == TG_TREE_MAP ||
					  item->kind == TG_TREE_LIST))
			walk(losses, item, has_free_keys(key), depth + 1);
	}
}

void tg_import_losses(struct tg_losses *losses, enum tg_model_format format,
		      const struct tg_tree *root)
{
	if (format != TG_MODEL_MARKDOWN && root)
		walk(losses, root, false, 0);
}
