/* What YAML at the top of a document says of it. */
#include "reading.h"

#include "../markup/yaml.h"

#define MAX_COVERS 500u

static const struct tg_tree *any_of(const struct tg_tree *map, const char *const *keys)
{
	const struct tg_tree *found = NULL;

	for (; *keys != NULL && found == NULL; keys++)
		found = tg_tree_get(map, *keys);
	return found;
}

static void read_covers(struct tg_model *model, struct tg_arena *arena,
			const struct tg_tree *covers)
{
	size_t n = covers->kind == TG_TREE_LIST ? covers->n : 1;
	const char **list;

	n = n < MAX_COVERS ? n : MAX_COVERS;
	list = tg_arena_calloc(arena, n, sizeof(*list));
	for (size_t i = 0; i < n; i++) {
		const struct tg_tree *item =
			covers->kind == TG_TREE_LIST ? covers->items[i] : covers;
		const char *glob = tg_tree_text(item, "");

		if (glob[0] != '\0')
			list[model->n_covers++] = glob;
	}
	model->covers = list;
}

static void read_map(struct tg_model *model, struct tg_arena *arena,
		     const struct tg_tree *map)
{
	static const char *const covers[] = { "covers", "coverage", "covered_paths",
					      "paths", NULL };
	static const char *const owner[] = { "owner", "owners", "author", "team", NULL };
	static const char *const reviewed[] = { "reviewed", "last_reviewed",
						"last-reviewed", "reviewed_at",
						"review_date", NULL };
	const struct tg_tree *found = any_of(map, covers);

	if (found != NULL)
		read_covers(model, arena, found);
	found = any_of(map, owner);
	if (found != NULL && found->kind == TG_TREE_LIST)
		found = tg_tree_at(found, 0);
	model->owner = tg_tree_text(found, NULL);
	found = any_of(map, reviewed);
	if (found != NULL) {
		const char *said = tg_tree_text(found, "");

		model->reviewed = tg_date_in(arena, tg_str(said));
		if (model->reviewed == NULL && said[0] != '\0')
			model->reviewed = said;
	}
	if (model->title == NULL)
		model->title = tg_tree_get_text(map, "title", NULL);
	tg_risk_level_parse(tg_str(tg_tree_get_text(map, "threshold", "")),
			    &model->threshold);
}

enum tg_rc tg_read_front_matter(struct tg_model *model, struct tg_arena *arena,
				const char *path, struct tg_str yaml,
				struct tg_err *err)
{
	struct tg_tree *tree = NULL;
	enum tg_rc rc;

	if (tg_str_trim(yaml).n == 0)
		return TG_OK;
	rc = tg_yaml_read(&tree, arena, yaml, path, err);
	if (rc != TG_OK) {
		if (err->line > 0)
			err->line++; /* the "---" above it */
		return rc;
	}
	if (tg_tree_is(tree, TG_TREE_MAP))
		read_map(model, arena, tree);
	return TG_OK;
}
