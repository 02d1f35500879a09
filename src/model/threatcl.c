/* threatcl (hcltm) in its JSON form, spec 0.1
 * (https://github.com/threatcl/threatcl). A block that stands once is an
 * object, one that stands several times an array. */
#include "build.h"
#include "formats.h"

#include <string.h>

bool tg_is_threatcl(const struct tg_tree *root)
{
	return tg_tree_is(tg_tree_get(root, "threatmodel"), TG_TREE_MAP);
}

static const char *text(const struct tg_tree *map, const char *key)
{
	return tg_tree_get_text(map, key, "");
}

/* The i-th block of a kind: of an array, of named blocks, or the only one. */
static const struct tg_tree *block(const struct tg_tree *blocks, const char *sign,
				   size_t i)
{
	if (tg_tree_is(blocks, TG_TREE_MAP) && tg_tree_get(blocks, sign) != NULL)
		return i == 0 ? blocks : NULL;
	return tg_build_item(blocks, i);
}

static void add_plain(struct tg_build *b, struct tg_built_threat *t,
		      const struct tg_tree *controls, const char *status)
{
	const struct tg_tree *c;

	for (size_t i = 0; (c = block(controls, "description", i)) != NULL; i++) {
		const char *says = c->kind == TG_TREE_MAP ? text(c, "description") :
							    tg_tree_text(c, "");

		if (says[0] != '\0')
			tg_build_mitigation(b, t, "", says, status);
	}
}

static void add_expanded(struct tg_build *b, struct tg_built_threat *t,
			 const struct tg_tree *controls)
{
	const struct tg_tree *c;

	for (size_t i = 0; (c = block(controls, "description", i)) != NULL; i++) {
		const struct tg_tree *done = tg_tree_get(c, "implemented");
		const char *says = text(c, "description");
		bool is_done = done != NULL &&
			       (done->boolean ||
				strcmp(tg_tree_text(done, ""), "true") == 0);

		if (says[0] == '\0')
			says = c->key != NULL ? c->key : "";
		if (says[0] != '\0')
			tg_build_mitigation(b, t, "", says,
					    is_done ? "implemented" : "proposed");
	}
}

static void read_threat(struct tg_build *b, const struct tg_tree *threat)
{
	const char *name = threat->key != NULL && strcmp(threat->key, "threat") != 0 ?
				   threat->key :
				   "";
	const struct tg_tree *s;
	struct tg_built_threat *t;

	if (threat->kind != TG_TREE_MAP)
		return;
	t = tg_build_threat(b, "", name, text(threat, "description"), threat->line);
	for (size_t i = 0; (s = tg_build_item(tg_tree_get(threat, "stride"), i)) != NULL;
	     i++)
		tg_build_category(t, tg_tree_text(s, ""));
	add_plain(b, t, tg_tree_get(threat, "control"), "");
	add_plain(b, t, tg_tree_get(threat, "proposed_control"), "proposed");
	add_expanded(b, t, tg_tree_get(threat, "expanded_control"));
}

static const char *key_of(const struct tg_tree *t)
{
	return t->key != NULL ? t->key : "";
}

static void read_named(struct tg_build *b, const struct tg_tree *map,
		       enum tg_element_kind kind)
{
	const struct tg_tree *e;

	for (size_t i = 0; (e = tg_build_item(map, i)) != NULL; i++)
		tg_build_element(b, key_of(e), key_of(e), kind,
				 tg_tree_get_text(e, "trust_zone", NULL));
}

static void read_diagram(struct tg_build *b, const struct tg_tree *dfd)
{
	const struct tg_tree *e;

	for (size_t i = 0; (e = tg_build_item(tg_tree_get(dfd, "trust_zone"), i)) != NULL;
	     i++) {
		tg_build_boundary(b, key_of(e), key_of(e), NULL);
		read_named(b, tg_tree_get(e, "process"), TG_ELEMENT_PROCESS);
		read_named(b, tg_tree_get(e, "data_store"), TG_ELEMENT_STORE);
		read_named(b, tg_tree_get(e, "external_element"), TG_ELEMENT_EXTERNAL);
	}
	read_named(b, tg_tree_get(dfd, "process"), TG_ELEMENT_PROCESS);
	read_named(b, tg_tree_get(dfd, "data_store"), TG_ELEMENT_STORE);
	read_named(b, tg_tree_get(dfd, "external_element"), TG_ELEMENT_EXTERNAL);
	for (size_t i = 0; (e = tg_build_item(tg_tree_get(dfd, "flow"), i)) != NULL; i++)
		tg_build_flow(b, text(e, "from"), text(e, "to"), key_of(e), false);
}

void tg_read_threatcl(struct tg_model *model, struct tg_arena *arena,
		      const struct tg_tree *root)
{
	const struct tg_tree *models = tg_tree_get(root, "threatmodel"), *m;
	struct tg_build b;

	tg_build_init(&b, arena);
	for (size_t i = 0; (m = tg_build_item(models, i)) != NULL; i++) {
		const struct tg_tree *threat, *dfd;

		if (i == 0) {
			model->title = key_of(m);
			model->owner = tg_tree_get_text(m, "author", NULL);
		}
		for (size_t k = 0; (threat = block(tg_tree_get(m, "threat"),
						   "description", k)) != NULL; k++)
			read_threat(&b, threat);
		for (size_t k = 0; (dfd = tg_build_item(
					    tg_tree_get(m, "data_flow_diagram_v2"), k)) !=
				   NULL; k++)
			read_diagram(&b, dfd);
	}
	tg_build_finish(&b, model, "threatcl", "the \"threat\" blocks");
}
