#include "lint_file.h"

#include "../src/base/file.h"
#include "../src/model/fix.h"
#include "../src/model/lint.h"
#include "../src/model/read.h"
#include "../src/pipeline/workflow_lint.h"
#include "../src/rules/rules.h"
#include "model_dates.h"

#include <string.h>
#include <sys/stat.h>

#define RULES_FOLDER ".threatgate/rules/"

void lint_worsen(struct lint *l, int status)
{
	/* a wrong policy or rule file outweighs findings, and no file can be
	 * judged by what could not be read */
	if (status > l->status)
		l->status = status;
}

/* --- what a file is --------------------------------------------- */

static bool is_policy_path(const char *path)
{
	for (size_t i = 0; tg_policy_paths[i] != NULL; i++)
		if (strcmp(path, tg_policy_paths[i]) == 0)
			return true;
	return false;
}

static bool is_yaml(const char *path)
{
	return tg_str_ends(tg_str(path), ".yml") || tg_str_ends(tg_str(path), ".yaml");
}

static bool is_rules_path(const char *path)
{
	return tg_str_starts(tg_str(path), RULES_FOLDER) && tg_rules_is_file(path);
}

bool lint_is_known_path(const struct lint *l, const char *path)
{
	return is_policy_path(path) || is_rules_path(path) || tg_workflow_is_path(path) ||
	       tg_globs_match(l->policy->model_paths, path);
}

static bool is_pack(const char *path, struct tg_str text)
{
	return is_yaml(path) &&
	       (tg_str_starts(text, "pack:") ||
		tg_str_find(text, TG_STR("\npack:")) != SIZE_MAX) &&
	       tg_str_find(text, TG_STR("\nrules:")) != SIZE_MAX;
}

/* A file outside of the work tree has its whole name. */
static const char *full_name(struct lint *l, const char *path)
{
	return path[0] == '/' ? path : lint_files_full(&l->files, path);
}

/* --- findings --------------------------------------------- */

static void add_finding(struct lint *l, const struct tg_finding *finding)
{
	struct tg_finding f = *finding;

	if (f.waived == NULL && !tg_policy_level(l->policy, f.id, &f.level))
		return;
	*TG_VEC_PUSH(&l->arena, &l->findings) = f;
	if (f.level == TG_LEVEL_ERROR)
		lint_worsen(l, EXIT_FAIL);
}

/* A file that cannot be read as what it is. */
static void add_error(struct lint *l, const char *id, const char *path,
		      const struct tg_err *err)
{
	struct tg_finding f = {
		.id = id,
		.level = TG_LEVEL_ERROR,
		.message = tg_arena_dup(&l->arena, err->msg),
		.fix = tg_arena_dup(&l->arena, err->hint),
		.path = tg_arena_dup(&l->arena, path),
		.line = err->line,
		.introduced = true,
	};

	*TG_VEC_PUSH(&l->arena, &l->findings) = f;
}

/* --- one file --------------------------------------------- */

static void repair(struct lint *l, const char *path, struct tg_buf *text)
{
	struct tg_buf fixed = TG_BUF_INIT((size_t)TG_MODEL_MAX_BYTES * 4);
	const char *full = full_name(l, path);
	size_t changed = 0;
	struct tg_err err;
	enum tg_rc rc = tg_model_fix(&fixed, &changed, path, tg_buf_str(text), &err);

	if (rc == TG_OK && changed > 0 && !fixed.overflow) {
		struct stat st;
		unsigned mode = stat(full, &st) == 0 ? st.st_mode & 0777u : 0644u;

		rc = tg_file_write(full, tg_buf_str(&fixed), mode, &err);
		if (rc == TG_OK) {
			l->repaired += changed;
			tg_buf_clear(text);
			tg_buf_put_str(text, tg_buf_str(&fixed));
		}
	}
	if (rc != TG_OK && rc != TG_E_SYNTAX) {
		l->cli->err = err;
		lint_worsen(l, cli_error(l->cli));
	}
	tg_buf_release(&fixed);
}

static void take_model(struct lint *l, const char *path, struct tg_buf *text)
{
	struct tg_model *model = NULL;
	struct tg_err err;

	if (l->fix)
		repair(l, path, text);
	l->models++;
	if (tg_model_read(&model, &l->arena, path, tg_buf_str(text), &err) != TG_OK) {
		add_error(l, "model/unrecognised", path, &err);
		lint_worsen(l, EXIT_FAIL);
		return;
	}
	*TG_VEC_PUSH(&l->arena, &l->read) = model;
}

static void lint_model(struct lint *l, struct tg_model *model,
		       const struct model_dates *dates)
{
	struct tg_lint_options options = {
		.threshold = l->policy->threshold,
		.today = l->today,
		.stale_days = l->policy->stale_days,
		.policy = l->policy,
		.lookup = lint_files_lookup,
		.lookup_ctx = &l->files,
		.matches = lint_files_matches,
		.matches_ctx = &l->files,
	};
	struct tg_finding *found;

	if (dates != NULL)
		model_dates_use(dates, model, &options);
	size_t n = tg_model_lint(&found, &l->arena, model, &options);

	for (size_t i = 0; i < n; i++)
		add_finding(l, &found[i]);
}

void lint_models(struct lint *l)
{
	struct model_dates *dates = NULL;

	if (l->read.n > 0 && l->policy->stale_days > 0)
		dates = model_dates_of_worktree(
			&l->arena, l->files.root, l->policy,
			(const struct tg_model *const *)l->read.items, l->read.n,
			l->today);
	for (size_t i = 0; i < l->read.n; i++)
		lint_model(l, l->read.items[i], dates != NULL ? &dates[i] : NULL);
}

/* Coverage that the policy states for a document that is not there. */
static void lint_coverage(struct lint *l, const char *path,
			  const struct tg_policy *policy)
{
	const struct tg_lint_check *check = tg_lint_check_by_id("model/covers-nothing");
	struct tg_str text;

	for (size_t i = 0; i < policy->n_covers; i++) {
		const char *model = policy->covers[i].model;
		struct tg_finding f = {
			.id = check->id, .level = check->level, .path = path,
			.fix = "Correct the document's path, or take the entry out.",
			.introduced = true,
		};

		if (lint_files_lookup(&l->files, model, false, &text) != TG_PATH_NONE)
			continue;
		f.message = tg_arena_printf(
			&l->arena, "the policy says what %s covers, and there is no such "
				   "document", model);
		add_finding(l, &f);
	}
}

static void lint_policy(struct lint *l, const char *path, struct tg_str text)
{
	struct tg_policy *policy = NULL;
	struct tg_err err;

	l->others++;
	if (tg_policy_read(&policy, &l->arena, text, path, &err) == TG_OK) {
		lint_coverage(l, path, policy);
		tg_policy_release(policy);
		return;
	}
	add_error(l, "policy/wrong", path, &err);
	lint_worsen(l, EXIT_USAGE);
}

static void lint_rules(struct lint *l, const char *path, struct tg_str text)
{
	struct tg_rule_pack pack;
	struct tg_err err;

	l->others++;
	if (tg_rules_read(&pack, &l->arena, text, path, &err) != TG_OK) {
		add_error(l, "rules/wrong", path, &err);
		lint_worsen(l, EXIT_USAGE);
	}
}

/* Another workflow is none of ours, also where it is broken. */
static void lint_workflow(struct lint *l, const char *path, struct tg_str text)
{
	struct tg_finding *found;
	struct tg_err err;
	bool ours = tg_str_find(text, TG_STR("threatgate")) != SIZE_MAX;
	size_t n;

	if (!ours)
		return;
	if (tg_workflow_lint(&found, &n, &ours, &l->arena, path, text, &err) != TG_OK) {
		add_error(l, "workflow/wrong", path, &err);
		lint_worsen(l, EXIT_FAIL);
	}
	for (size_t i = 0; i < n; i++)
		add_finding(l, &found[i]);
	l->others += ours;
}

void lint_file(struct lint *l, const char *path, bool named)
{
	struct tg_buf text = TG_BUF_INIT(TG_MODEL_MAX_BYTES + 1);

	if (tg_file_read(&text, full_name(l, path), TG_MODEL_MAX_BYTES, &l->cli->err) != TG_OK)
		lint_worsen(l, cli_error(l->cli));
	else if (is_policy_path(path))
		lint_policy(l, path, tg_buf_str(&text));
	else if (is_rules_path(path) || (named && is_pack(path, tg_buf_str(&text))))
		lint_rules(l, path, tg_buf_str(&text));
	else if (tg_workflow_is_path(path))
		lint_workflow(l, path, tg_buf_str(&text));
	else if (named || tg_model_is_one(path, tg_buf_str(&text)))
		take_model(l, path, &text);
	tg_buf_release(&text);
}
