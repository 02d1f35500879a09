/*
 * What the judging itself is made of: policy, rules, waivers, baseline. The
 * base's version is trusted. Where the change alters one, the head's is read as
 * well, so that the stricter of both decides.
 */
#include "run.h"

#include "../base/file.h"
#include "../git/repo.h"

#include <string.h>

#define RULES_FOLDER ".threatgate/rules"
#define MAX_RULE_FILES 200
#define MAX_BASELINE_BYTES (4u << 20)
#define MAX_RULE_BYTES (1u << 20)

enum tg_rc tg_run_read_trusted(struct tg_str *out, struct tg_run *run,
			       const char *path, size_t max, struct tg_err *err)
{
	const struct tg_remote *remote = run->options->remote;

	if (remote && remote->read_trusted)
		return remote->read_trusted(out, path, max, remote->ctx, err);
	if (remote && remote->read)
		return remote->read(out, TG_SIDE_OLD, path, max, &run->arena,
				    remote->ctx, err);
	if (run->repo && run->range.base[0])
		return tg_repo_read(out, run->repo, run->range.base, path, max,
				    &run->arena, err);
	return tg_err_set(err, TG_E_NOT_FOUND, "there is no repository");
}

static enum tg_rc read_side(struct tg_str *out, struct tg_run *run,
			    enum tg_side side, const char *path, size_t max,
			    struct tg_err *err)
{
	if (side == TG_SIDE_OLD)
		return tg_run_read_trusted(out, run, path, max, err);
	return tg_changeset_read_path(out, &run->changes, side, path, max,
				      &run->arena, err);
}

/* --- policy --------------------------------------------------------------- */

static enum tg_rc read_policy_file(struct tg_run *run, const char *path,
				   struct tg_err *err)
{
	struct tg_buf text = TG_BUF_INIT(TG_POLICY_MAX_BYTES);
	enum tg_rc rc = tg_file_read(&text, path, TG_POLICY_MAX_BYTES, err);

	if (rc == TG_OK)
		rc = tg_policy_read(&run->base.policy, &run->arena, tg_buf_str(&text),
				    path, err);
	tg_buf_release(&text);
	return rc;
}

/* The work tree's own policy; none there means the defaults. */
static enum tg_rc read_policy_worktree(struct tg_run *run, struct tg_err *err)
{
	const char *work_dir = run->repo ? tg_repo_work_dir(run->repo) : NULL;

	for (size_t i = 0; work_dir && tg_policy_paths[i]; i++) {
		char *path = tg_arena_printf(&run->arena, "%s%s", work_dir,
					     tg_policy_paths[i]);
		enum tg_rc rc = read_policy_file(run, path, err);

		if (rc != TG_E_IO && rc != TG_E_NOT_FOUND)
			return rc;
	}
	run->base.policy = tg_policy_default(&run->arena);
	return TG_OK;
}

static enum tg_rc read_policy(struct tg_run *run, struct tg_side_inputs *side,
			      struct tg_err *err)
{
	struct tg_str text;

	for (size_t i = 0; tg_policy_paths[i]; i++) {
		enum tg_rc rc = read_side(&text, run, side->side, tg_policy_paths[i],
					  TG_POLICY_MAX_BYTES, err);

		if (rc == TG_E_NOT_FOUND)
			continue;
		if (rc != TG_OK)
			return rc;
		return tg_policy_read(&side->policy, &run->arena, text,
				      tg_policy_paths[i], err);
	}
	side->policy = tg_policy_default(&run->arena);
	return TG_OK;
}

static enum tg_rc read_base_policy(struct tg_run *run, struct tg_err *err)
{
	const char *from = run->options->policy;

	if (!from || strcmp(from, "base") == 0)
		return read_policy(run, &run->base, err);
	if (strcmp(from, "worktree") == 0)
		return read_policy_worktree(run, err);
	return read_policy_file(run, from, err);
}

/* --- a team's own rules ---------------------------------------------------- */

struct rule_files {
	struct tg_arena *arena;
	TG_VEC(const char *) paths;
};

static bool collect_rule_file(const char *path, void *ctx)
{
	struct rule_files *files = ctx;
	struct tg_str p = tg_str(path);

	if (tg_str_starts(p, RULES_FOLDER "/") && tg_rules_is_file(path))
		*TG_VEC_PUSH(files->arena, &files->paths) =
			tg_arena_dup(files->arena, path);
	return files->paths.n < MAX_RULE_FILES;
}

static enum tg_rc list_rule_files(struct rule_files *files, struct tg_run *run,
				  enum tg_side side, struct tg_err *err)
{
	const struct tg_remote *remote = run->options->remote;

	if (side == TG_SIDE_NEW)
		return tg_changeset_list(&run->changes, side, collect_rule_file, files,
					 err);
	if (remote && remote->list_trusted)
		return remote->list_trusted(collect_rule_file, files, remote->ctx, err);
	if (remote && remote->list)
		return remote->list(TG_SIDE_OLD, collect_rule_file, files, remote->ctx,
				    err);
	if (run->repo && run->range.base[0])
		return tg_repo_list_below(run->repo, run->range.base, RULES_FOLDER,
					  (struct tg_path_visitor){ collect_rule_file,
								    files },
					  err);
	return TG_OK;
}

/* All files of a side become one pack, in the order of their names. */
static void append_rules(struct tg_run *run, struct tg_rule_pack *own,
			 const struct tg_rule_pack *file)
{
	struct tg_rule *rules = tg_arena_calloc(&run->arena, own->n + file->n,
						sizeof(*rules));

	if (own->n)
		memcpy(rules, own->rules, own->n * sizeof(*rules));
	if (file->n)
		memcpy(rules + own->n, file->rules, file->n * sizeof(*rules));
	own->rules = rules;
	own->n += file->n;
}

static void set_packs(struct tg_side_inputs *side, const struct tg_rule_pack *own)
{
	side->packs[0] = tg_builtin_rules;
	side->packs[1] = *own;
	side->n_packs = own->n ? 2 : 1;
}

static enum tg_rc read_rules(struct tg_run *run, struct tg_side_inputs *side,
			     struct tg_err *err)
{
	struct rule_files files = { .arena = &run->arena };
	struct tg_rule_pack own = { .name = "own" };
	enum tg_rc rc = list_rule_files(&files, run, side->side, err);

	if (rc != TG_OK && rc != TG_E_NOT_FOUND)
		return rc;
	for (size_t i = 0; i < files.paths.n; i++) {
		struct tg_rule_pack pack;
		struct tg_str text = TG_STR("");

		rc = read_side(&text, run, side->side, files.paths.items[i],
			       MAX_RULE_BYTES, err);
		if (rc == TG_OK)
			rc = tg_rules_read(&pack, &run->arena, text,
					   files.paths.items[i], err);
		if (rc != TG_OK)
			return rc;
		append_rules(run, &own, &pack);
	}
	set_packs(side, &own);
	return TG_OK;
}

/* With `--policy worktree` somebody tries rules out before they commit them. */
static enum tg_rc read_rules_worktree(struct tg_run *run, struct tg_err *err)
{
	const char *work_dir = run->repo ? tg_repo_work_dir(run->repo) : NULL;
	struct tg_rule_pack own = { .name = "own" };
	const char *const *paths = NULL;
	size_t n = 0;
	enum tg_rc rc = TG_OK;

	if (work_dir)
		rc = tg_file_list(&paths, &n,
				  tg_arena_printf(&run->arena, "%s" RULES_FOLDER, work_dir),
				  MAX_RULE_FILES, &run->arena, err);
	for (size_t i = 0; rc == TG_OK && i < n; i++) {
		struct tg_buf text = TG_BUF_INIT(MAX_RULE_BYTES);
		struct tg_rule_pack pack;

		if (!tg_rules_is_file(paths[i]))
			continue;
		rc = tg_file_read(&text, paths[i], MAX_RULE_BYTES, err);
		if (rc == TG_OK)
			rc = tg_rules_read(&pack, &run->arena, tg_buf_str(&text),
					   paths[i], err);
		if (rc == TG_OK)
			append_rules(run, &own, &pack);
		tg_buf_release(&text);
	}
	set_packs(&run->base, &own);
	return rc;
}

static enum tg_rc read_base_rules(struct tg_run *run, struct tg_err *err)
{
	const char *from = run->options->policy;

	if (from && strcmp(from, "worktree") == 0)
		return read_rules_worktree(run, err);
	return read_rules(run, &run->base, err);
}

/* --- waivers and baseline -------------------------------------------------- */

static enum tg_rc read_waivers(struct tg_run *run, struct tg_err *err)
{
	struct tg_str text = TG_STR("");
	enum tg_rc rc = tg_run_read_trusted(&text, run, TG_WAIVERS_PATH,
					    TG_POLICY_MAX_BYTES, err);

	if (rc == TG_OK)
		rc = tg_waivers_read(&run->waivers, &run->arena, text, TG_WAIVERS_PATH,
				     err);
	return rc == TG_E_NOT_FOUND ? TG_OK : rc;
}

static enum tg_rc read_baseline(struct tg_run *run, struct tg_err *err)
{
	struct tg_str text = TG_STR("");
	enum tg_rc rc = tg_run_read_trusted(&text, run, TG_BASELINE_PATH,
					    MAX_BASELINE_BYTES, err);

	if (rc == TG_OK)
		rc = tg_baseline_read(&run->baseline, &run->arena, text,
				      TG_BASELINE_PATH, err);
	return rc == TG_E_NOT_FOUND ? TG_OK : rc;
}

enum tg_rc tg_run_read_base(struct tg_run *run, struct tg_err *err)
{
	enum tg_rc rc;

	run->base.side = TG_SIDE_OLD;
	if ((rc = read_base_policy(run, err)) != TG_OK ||
	    (rc = read_base_rules(run, err)) != TG_OK ||
	    (rc = read_waivers(run, err)) != TG_OK)
		return rc;
	return read_baseline(run, err);
}

/* --- the gate's own files in the change ------------------------------------ */

static bool reads_content_to_tell(const struct tg_change *change)
{
	struct tg_str path = tg_str(change->path);

	return tg_str_starts(path, ".github/") || tg_str_ends(path, ".gitattributes");
}

static bool is_own(struct tg_run *run, const struct tg_change *change,
		   const char *path)
{
	struct tg_str old_text = { 0 }, new_text = { 0 };
	struct tg_err ignored;
	size_t max = MAX_RULE_BYTES;

	/* A side that is not there or not to be read counts as empty: the name
	 * then decides. */
	if (reads_content_to_tell(change)) {
		if (tg_change_read(&old_text, &run->changes, change, TG_SIDE_OLD, max,
				   &run->arena, &ignored) != TG_OK)
			old_text = (struct tg_str){ 0 };
		if (tg_change_read(&new_text, &run->changes, change, TG_SIDE_NEW, max,
				   &run->arena, &ignored) != TG_OK)
			new_text = (struct tg_str){ 0 };
	}
	return tg_gate_owns(path, old_text, new_text);
}

static void find_own_files(struct tg_run *run)
{
	for (size_t i = 0; i < run->changes.n; i++) {
		const struct tg_change *change = &run->changes.changes[i];
		bool own = (change->new_path && is_own(run, change, change->new_path)) ||
			   (change->old_path && is_own(run, change, change->old_path));

		if (own)
			*TG_VEC_PUSH(&run->arena, &run->own_files) = change->path;
	}
}

/* Only these two change how a change is judged; the base's waivers alone
 * count. */
static bool alters_judging(const struct tg_run *run)
{
	for (size_t i = 0; i < run->changes.n; i++) {
		const struct tg_change *change = &run->changes.changes[i];
		const char *paths[] = { change->old_path, change->new_path };

		for (size_t j = 0; j < 2; j++) {
			struct tg_str path = tg_str(paths[j]);

			if (tg_str_starts(path, RULES_FOLDER "/"))
				return true;
			for (size_t k = 0; tg_policy_paths[k]; k++)
				if (tg_str_is(path, tg_policy_paths[k]))
					return true;
		}
	}
	return false;
}

enum tg_rc tg_run_read_head(struct tg_run *run, struct tg_err *err)
{
	enum tg_rc rc;

	find_own_files(run);
	if (!alters_judging(run) || (!run->repo && !run->options->remote))
		return TG_OK;
	run->head.side = TG_SIDE_NEW;
	rc = read_policy(run, &run->head, err);
	if (rc == TG_OK)
		rc = read_rules(run, &run->head, err);
	run->has_head = rc == TG_OK;
	if (rc != TG_E_POLICY && rc != TG_E_RULE)
		return rc;
	/* A broken version is a finding; the base's stands alone. */
	run->head_broken = *err;
	return TG_OK;
}
