/* What lint asks of the repository: files, symbols, what a pattern matches. */
#include "run.h"

#include "../model/lint.h"

#define MAX_LOOKUP_BYTES (4u << 20)
#define MAX_PATHS 1000000u

struct lookup {
	struct tg_run *run;
	enum tg_side side;
};

static bool collect(const char *path, void *ctx)
{
	struct tg_run *run = ctx;

	*TG_VEC_PUSH(&run->arena, &run->paths) = tg_arena_dup(&run->arena, path);
	return run->paths.n < MAX_PATHS;
}

/* The files of one side, read once; a run asks for one side at a time. */
static void list_paths(const struct lookup *l)
{
	struct tg_run *run = l->run;
	struct tg_err ignored;

	if (run->paths.n && run->paths_side == l->side)
		return;
	run->paths.n = 0;
	run->paths_side = l->side;
	/* Without a list nothing is found, and nothing is blamed: see matches. */
	if (tg_changeset_list(&run->changes, l->side, collect, run, &ignored) != TG_OK)
		run->paths.n = 0;
}

static bool is_folder(const struct lookup *l, const char *path)
{
	struct tg_str folder = tg_str(path);

	while (tg_str_ends(folder, "/"))
		folder.n--;
	list_paths(l);
	for (size_t i = 0; i < l->run->paths.n; i++) {
		struct tg_str file = tg_str(l->run->paths.items[i]);

		if (file.n > folder.n && file.p[folder.n] == '/' &&
		    tg_str_eq(tg_str_sub(file, 0, folder.n), folder))
			return true;
	}
	return false;
}

static enum tg_path_state look_up(void *ctx, const char *path, bool want_text,
				  struct tg_str *text)
{
	const struct lookup *l = ctx;
	struct tg_err err;

	(void)want_text;
	switch (tg_changeset_read_path(text, &l->run->changes, l->side, path,
				       MAX_LOOKUP_BYTES, &l->run->arena, &err)) {
	case TG_OK:
		return TG_PATH_FILE;
	case TG_E_NOT_FOUND:
		return is_folder(l, path) ? TG_PATH_FOLDER : TG_PATH_NONE;
	default:
		return TG_PATH_UNREAD;
	}
}

static bool matches(void *ctx, const char *glob)
{
	const struct lookup *l = ctx;
	struct tg_globs *globs;
	struct tg_err ignored;
	bool hit = false;

	list_paths(l);
	if (!l->run->paths.n ||
	    tg_globs_new(&globs, &l->run->arena, &glob, 1, 0, &ignored) != TG_OK)
		return true;
	for (size_t i = 0; i < l->run->paths.n && !hit; i++)
		hit = tg_globs_match(globs, l->run->paths.items[i]);
	tg_globs_free(globs);
	return hit;
}

size_t tg_run_lint(const struct tg_finding **out, struct tg_run *run,
		   const struct tg_policy *policy, const struct tg_model *model,
		   enum tg_side side, const struct tg_model *trusted)
{
	struct lookup l = { run, side };
	struct tg_lint_options options = {
		.threshold = policy->threshold,
		.today = run->options->today,
		.policy = policy,
		.lookup = run->repo ? look_up : NULL,
		.lookup_ctx = &l,
		.matches = run->repo ? matches : NULL,
		.matches_ctx = &l,
		.trusted = trusted,
	};
	struct tg_finding *found = NULL;
	size_t n = model ? tg_model_lint(&found, &run->arena, model, &options) : 0;

	*out = found;
	return n;
}
