/* What YAML at the top of a document says of it. */
#include "reading.h"

#include "../base/words.h"
#include "../markup/yaml.h"

#include <string.h>

#define MAX_COVERS 500u
#define MAX_DOUBTS 8u

/* The YAML begins below a "---". */
static uint32_t line_of(unsigned line)
{
	return line + 1;
}

static void doubt(struct tg_model *model, unsigned line, const char *message,
		  const char *fix)
{
	if (model->n_doubts < MAX_DOUBTS)
		model->doubts[model->n_doubts++] =
			(struct tg_doubt){ line_of(line), message, fix };
}

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
	uint32_t *lines;

	n = n < MAX_COVERS ? n : MAX_COVERS;
	list = tg_arena_calloc(arena, n, sizeof(*list));
	lines = tg_arena_calloc(arena, n, sizeof(*lines));
	for (size_t i = 0; i < n; i++) {
		const struct tg_tree *item =
			covers->kind == TG_TREE_LIST ? covers->items[i] : covers;
		const char *glob = tg_tree_text(item, "");

		if (glob[0] == '\0')
			continue;
		lines[model->n_covers] = line_of(item->line);
		list[model->n_covers++] = glob;
	}
	model->covers = list;
	model->covers_lines = lines;
}

static void read_reviewed(struct tg_model *model, struct tg_arena *arena,
			  const struct tg_tree *found)
{
	const char *said = tg_tree_text(found, "");

	model->reviewed = tg_date_in(arena, tg_str(said));
	if (model->reviewed != NULL || said[0] == '\0')
		return;
	model->reviewed = said;
	doubt(model, found->line,
	      tg_arena_printf(arena, "%s: \"%.60s\" is no date", found->key, said),
	      "Write the day as 2026-03-01.");
}

static void read_threshold(struct tg_model *model, struct tg_arena *arena,
			   const struct tg_tree *found)
{
	const char *said = tg_tree_text(found, "");

	if (found == NULL || tg_risk_level_parse(tg_str(said), &model->threshold))
		return;
	doubt(model, found->line,
	      tg_arena_printf(arena,
			      "threshold: \"%.60s\" is no level, so that of the policy "
			      "holds",
			      said),
	      "Write low, medium, high or critical.");
}

/* A slip of the finger in a key: without a word the document would cover
 * nothing. Keys of others have nothing to do with ours. */
static void doubt_keys(struct tg_model *model, struct tg_arena *arena,
		       const struct tg_tree *map)
{
	static const char *const keys[] = { "covers", "threshold", "reviewed" };

	for (size_t i = 0; i < map->n; i++) {
		struct tg_str key = tg_str(map->items[i]->key);

		for (size_t k = 0; k < sizeof(keys) / sizeof(keys[0]); k++) {
			if (tg_tree_get(map, keys[k]) != NULL ||
			    tg_words_distance(key, tg_str(keys[k]), 1) != 1)
				continue;
			doubt(model, map->items[i]->key_line,
			      tg_arena_printf(arena, "the key \"%s\" is not read", key.p),
			      tg_arena_printf(arena, "Did you mean \"%s\"?", keys[k]));
		}
	}
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
	if (found != NULL)
		read_reviewed(model, arena, found);
	if (model->title == NULL)
		model->title = tg_tree_get_text(map, "title", NULL);
	read_threshold(model, arena, tg_tree_get(map, "threshold"));
	doubt_keys(model, arena, map);
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
	model->doubts = tg_arena_calloc(arena, MAX_DOUBTS, sizeof(*model->doubts));
	if (tg_tree_is(tree, TG_TREE_MAP))
		read_map(model, arena, tree);
	return TG_OK;
}

uint32_t tg_model_covers_line(const struct tg_model *model, size_t index)
{
	return model->covers_lines != NULL ? model->covers_lines[index] : 1;
}
