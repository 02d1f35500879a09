#include "model_files.h"

#include "../src/base/file.h"
#include "../src/base/vec.h"
#include "../src/model/read.h"

#include <string.h>

enum tg_rc model_read_file(struct tg_model **out, struct tg_arena *arena,
			   const char *path, struct tg_err *err)
{
	struct tg_buf text = TG_BUF_INIT(TG_MODEL_MAX_BYTES);
	enum tg_rc rc = tg_file_read(&text, path, TG_MODEL_MAX_BYTES, err);
	struct tg_str copy;

	if (rc == TG_OK) {
		copy = tg_str_n(tg_arena_dup_str(arena, tg_buf_str(&text)), text.len);
		rc = tg_model_read(out, arena, path, copy, err);
	}
	tg_buf_release(&text);
	return rc;
}

enum tg_rc model_read_at(struct tg_model **out, struct tg_arena *arena,
			 const struct tg_repo *repo, const char *rev,
			 const char *path, struct tg_err *err)
{
	struct tg_str text;
	enum tg_rc rc = tg_repo_read(&text, repo, rev, path, TG_MODEL_MAX_BYTES,
				     arena, err);

	*out = NULL;
	if (rc == TG_E_NOT_FOUND)
		return TG_OK;
	if (rc != TG_OK || !tg_model_is_one(path, text))
		return rc;
	return tg_model_read(out, arena, path, text, err);
}

enum tg_rc model_policy_at(struct tg_policy **out, struct tg_arena *arena,
			   const struct tg_repo *repo, const char *rev,
			   struct tg_err *err)
{
	for (size_t i = 0; tg_policy_paths[i]; i++) {
		struct tg_str text;
		enum tg_rc rc = tg_repo_read(&text, repo, rev, tg_policy_paths[i],
					     TG_POLICY_MAX_BYTES, arena, err);

		if (rc == TG_E_NOT_FOUND)
			continue;
		if (rc != TG_OK)
			return rc;
		return tg_policy_read(out, arena, text, tg_policy_paths[i], err);
	}
	*out = tg_policy_default(arena);
	return TG_OK;
}

struct listing {
	struct model_list *list;
	struct tg_arena *arena;
};

static bool collect(const char *path, void *ctx)
{
	struct listing *l = ctx;

	l->list->paths = tg_vec_grow(l->arena, l->list->paths, l->list->n_paths,
				     &l->list->cap_paths, sizeof(const char *));
	l->list->paths[l->list->n_paths++] = tg_arena_dup(l->arena, path);
	return true;
}

/* Threat Dragon files have no name of their own: JSON that speaks of threats in
 * its path is asked for its contents. */
static bool may_be_model(const struct tg_policy *policy, const char *path)
{
	struct tg_str s = tg_str(path);

	return tg_globs_match(policy->model_paths, path) ||
	       (tg_str_iends(s, ".json") &&
		tg_str_ifind(s, TG_STR("threat")) != SIZE_MAX);
}

enum tg_rc model_list_at(struct model_list *out, struct tg_arena *arena,
			 const struct tg_repo *repo, const char *rev,
			 const struct tg_policy *policy, struct tg_err *err)
{
	struct listing listing = { out, arena };
	enum tg_rc rc;

	memset(out, 0, sizeof(*out));
	rc = tg_repo_list(repo, rev, collect, &listing, err);
	for (size_t i = 0; rc == TG_OK && i < out->n_paths; i++) {
		struct tg_model *model;
		struct tg_err why;

		if (!may_be_model(policy, out->paths[i]))
			continue;
		if (model_read_at(&model, arena, repo, rev, out->paths[i], &why)) {
			out->broken = tg_vec_grow(arena, out->broken, out->n_broken,
						  &out->cap_broken,
						  sizeof(const char *));
			out->broken[out->n_broken++] = tg_arena_printf(
				arena, "%s: %s", out->paths[i], why.msg);
			continue;
		}
		if (!model)
			continue;
		out->items = tg_vec_grow(arena, out->items, out->n, &out->cap,
					 sizeof(*out->items));
		out->items[out->n++] = model;
	}
	return rc;
}
