/* AWS Threat Composer, schema 1 (https://github.com/awslabs/threat-composer). */
#include "build.h"
#include "formats.h"

#include <string.h>

bool tg_is_threat_composer(const struct tg_tree *root)
{
	return tg_tree_get(root, "schema") != NULL &&
	       (tg_tree_is(tg_tree_get(root, "threats"), TG_TREE_LIST) ||
		tg_tree_is(tg_tree_get(root, "applicationInfo"), TG_TREE_MAP) ||
		tg_tree_is(tg_tree_get(root, "mitigationLinks"), TG_TREE_LIST));
}

static const char *text(const struct tg_tree *map, const char *key)
{
	return tg_tree_get_text(map, key, "");
}

static const char *number_id(struct tg_arena *arena, const char *letter,
			     const struct tg_tree *item)
{
	const char *n = text(item, "numericId");

	return n[0] == '\0' ? text(item, "id") :
			      tg_arena_printf(arena, "%s-%s", letter, n);
}

static void read_metadata(struct tg_built_threat *t, const struct tg_tree *threat)
{
	const struct tg_tree *entry, *value;

	for (size_t i = 0;
	     (entry = tg_build_item(tg_tree_get(threat, "metadata"), i)) != NULL; i++) {
		const struct tg_tree *values = tg_tree_get(entry, "value");

		if (strcmp(text(entry, "key"), "Priority") == 0)
			t->t.risk.stated = tg_tree_text(values, NULL);
		if (strcmp(text(entry, "key"), "STRIDE") != 0)
			continue;
		for (size_t k = 0; (value = tg_build_item(values, k)) != NULL; k++)
			tg_build_category(t, tg_tree_text(value, ""));
	}
}

static const struct tg_tree *find(const struct tg_tree *list, const char *id)
{
	const struct tg_tree *item;

	for (size_t i = 0; (item = tg_build_item(list, i)) != NULL; i++)
		if (id[0] != '\0' && strcmp(text(item, "id"), id) == 0)
			return item;
	return NULL;
}

static void read_links(struct tg_build *b, struct tg_built_threat *t,
		       const struct tg_tree *root, const char *threat)
{
	const struct tg_tree *links = tg_tree_get(root, "mitigationLinks"), *link;

	for (size_t i = 0; (link = tg_build_item(links, i)) != NULL; i++) {
		const struct tg_tree *m;

		if (strcmp(text(link, "linkedId"), threat) != 0)
			continue;
		m = find(tg_tree_get(root, "mitigations"), text(link, "mitigationId"));
		if (m != NULL)
			tg_build_mitigation(b, t, number_id(b->arena, "M", m),
					    text(m, "content"), text(m, "status"));
	}
}

static const char *statement(struct tg_arena *arena, const struct tg_tree *threat)
{
	const char *said = text(threat, "statement");

	if (said[0] != '\0')
		return said;
	return tg_arena_printf(arena, "%s %s %s", text(threat, "threatSource"),
			       text(threat, "threatAction"),
			       text(threat, "threatImpact"));
}

void tg_read_threat_composer(struct tg_model *model, struct tg_arena *arena,
			     const struct tg_tree *root)
{
	const struct tg_tree *threats = tg_tree_get(root, "threats"), *threat;
	struct tg_build b;

	tg_build_init(&b, arena);
	model->title = text(tg_tree_get(root, "applicationInfo"), "name");
	for (size_t i = 0; (threat = tg_build_item(threats, i)) != NULL; i++) {
		struct tg_built_threat *t =
			tg_build_threat(&b, number_id(arena, "T", threat),
					statement(arena, threat), "", threat->line);

		tg_build_status(t, text(threat, "status"));
		read_metadata(t, threat);
		read_links(&b, t, root, text(threat, "id"));
	}
	tg_build_finish(&b, model, "threat-composer", "the list \"threats\"");
	if (text(tg_tree_get(root, "dataflow"), "image")[0] != '\0' ||
	    text(tg_tree_get(root, "dataflow"), "description")[0] != '\0') {
		model->dfd.format = "image";
		model->sections.dfd = 1;
	}
}
