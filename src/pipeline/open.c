#include "run.h"

#include "../git/repo.h"
#include "../git/revision.h"

#include <string.h>
#include <unistd.h>

#define MAX_WORKERS 8

unsigned tg_run_workers(const struct tg_run *run)
{
	long n = run->options->workers ? (long)run->options->workers
				       : sysconf(_SC_NPROCESSORS_ONLN);

	return n < 1 ? 1 : n > MAX_WORKERS ? MAX_WORKERS : (unsigned)n;
}

static bool is_range(const struct tg_check_options *options)
{
	return options->what == TG_CHECK_RANGE;
}

/* An index or work tree is compared with HEAD; a bare diff with the base that
 * was named, or HEAD. */
static enum tg_rc find_single(struct tg_run *run, struct tg_err *err)
{
	const char *rev = run->options->base ? run->options->base : "HEAD";
	enum tg_rc rc = tg_repo_resolve(run->range.base, run->repo, rev, err);

	if (rc == TG_E_REVISION && !run->options->base) {
		/* A repository without a commit has nothing but what is new. */
		memcpy(run->range.base, TG_EMPTY_TREE, sizeof(TG_EMPTY_TREE));
		rc = TG_OK;
	}
	if (rc == TG_OK)
		memcpy(run->range.merge_base, run->range.base, TG_HEX);
	return rc;
}

enum tg_rc tg_run_open(struct tg_run *run, struct tg_err *err)
{
	const struct tg_check_options *options = run->options;
	enum tg_rc rc;

	if (options->what == TG_CHECK_REMOTE)
		return TG_OK;
	rc = tg_repo_open(&run->repo, options->repo, err);
	/* A diff can be judged without a repository, by its hunks alone. */
	if (rc != TG_OK && options->what == TG_CHECK_DIFF && !options->repo &&
	    !options->base)
		return TG_OK;
	if (rc != TG_OK)
		return rc;
	if (!is_range(options))
		return find_single(run, err);
	return tg_range_find(&run->range, run->repo, options->base, options->head, err);
}

static enum tg_rc open_patch(struct tg_run *run,
			     const struct tg_changeset_options *options,
			     struct tg_err *err)
{
	struct tg_patch_input input = {
		.text = tg_str_n(run->options->diff, run->options->diff_size),
		.repo = run->repo,
		.base = run->range.base,
	};

	if (!run->repo)
		tg_run_limit(run, "There is no repository: the diff was judged by its "
				  "hunks alone, without manifests and threat models.");
	return tg_changeset_open_patch(&run->changes, &run->arena, &input, options, err);
}

enum tg_rc tg_run_open_changes(struct tg_run *run, struct tg_err *err)
{
	const struct tg_policy *policy = run->base.policy;
	struct tg_changeset_options options = {
		.limits = &policy->limits,
		.class_paths = policy->class_paths,
		.workers = tg_run_workers(run),
	};
	enum tg_rc rc = TG_E_INTERNAL;

	switch (run->options->what) {
	case TG_CHECK_RANGE:
		rc = tg_changeset_open_range(&run->changes, &run->arena, run->repo,
					     &run->range, &options, err);
		break;
	case TG_CHECK_STAGED:
		rc = tg_changeset_open_staged(&run->changes, &run->arena, run->repo,
					      &options, err);
		break;
	case TG_CHECK_WORKTREE:
		rc = tg_changeset_open_worktree(&run->changes, &run->arena, run->repo,
						&options, err);
		break;
	case TG_CHECK_DIFF:
		rc = open_patch(run, &options, err);
		break;
	case TG_CHECK_REMOTE:
		if (run->options->remote->incomplete)
			tg_run_gap(run, NULL, run->options->remote->incomplete);
		rc = tg_changeset_open_remote(&run->changes, &run->arena,
					      run->options->remote, &options, err);
		break;
	}
	run->changes_open = rc == TG_OK;
	return rc;
}
