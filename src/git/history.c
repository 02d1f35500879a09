#include "history.h"

#include "repo_impl.h"

#include <string.h>

enum tg_rc tg_history_time(int64_t *out, const struct tg_repo *repo,
			   const char *rev, struct tg_err *err)
{
	git_commit *commit = NULL;
	git_oid id;

	if (git_oid_fromstr(&id, rev) < 0 ||
	    git_commit_lookup(&commit, repo->git, &id) < 0)
		return tg_err_set(err, TG_E_REVISION, "%s is no commit here", rev);
	*out = git_commit_time(commit);
	git_commit_free(commit);
	return TG_OK;
}

struct walk {
	const struct tg_repo *repo;
	tg_history_fn *each;
	void *ctx;
	int64_t when, since;
	char commit[TG_HEX];
	bool stop;
};

static bool show(const struct tg_delta *d, void *ctx)
{
	struct walk *w = ctx;
	const char *path = d->new_path ? d->new_path : d->old_path;

	if (!w->each(path, w->when, w->commit, w->ctx))
		w->stop = true;
	return !w->stop;
}

static enum tg_rc commit_changes(struct walk *w, git_commit *commit,
				 struct tg_err *err)
{
	git_commit *parent = NULL;
	git_tree *old_tree = NULL, *new_tree = NULL;
	enum tg_rc rc = TG_OK;

	if (git_commit_parentcount(commit) == 1 &&
	    git_commit_parent(&parent, commit, 0) < 0)
		goto out; /* cut off: what it changed cannot be known */
	if (git_commit_tree(&new_tree, commit) < 0 ||
	    (parent && git_commit_tree(&old_tree, parent) < 0)) {
		rc = tg_git_missing(err, w->repo, w->commit);
		goto out;
	}
	rc = tg_tree_diff(w->repo, old_tree, new_tree, show, w, err);
out:
	git_tree_free(new_tree);
	git_tree_free(old_tree);
	git_commit_free(parent);
	return rc;
}

static enum tg_rc visit_commit(struct walk *w, const git_oid *id,
			       struct tg_err *err)
{
	git_commit *commit = NULL;
	enum tg_rc rc = TG_OK;

	if (git_commit_lookup(&commit, w->repo->git, id) < 0) {
		w->stop = true;
		return TG_OK;
	}
	w->when = git_commit_time(commit);
	git_oid_tostr(w->commit, sizeof(w->commit), id);
	if (w->since && w->when < w->since)
		w->stop = true;
	else if (git_commit_parentcount(commit) < 2)
		rc = commit_changes(w, commit, err);
	git_commit_free(commit);
	return rc;
}

enum tg_rc tg_history_walk(const struct tg_repo *repo, const char *rev,
			   size_t max_commits, int64_t since,
			   tg_history_fn *each, void *ctx, size_t *seen,
			   struct tg_err *err)
{
	struct walk w = { .repo = repo, .each = each, .ctx = ctx, .since = since };
	git_revwalk *walk = NULL;
	git_oid id;
	size_t n = 0;
	enum tg_rc rc = TG_OK;

	if (git_oid_fromstr(&id, rev) < 0)
		return tg_err_set(err, TG_E_REVISION, "%s is no object id", rev);
	if (git_revwalk_new(&walk, repo->git) < 0 ||
	    git_revwalk_sorting(walk, GIT_SORT_TIME) < 0 ||
	    git_revwalk_push(walk, &id) < 0)
		rc = tg_git_fail(err, TG_E_REVISION, rev);
	/* Any failure to go on is an end that a shallow clone put there. */
	while (rc == TG_OK && !w.stop && n < max_commits &&
	       git_revwalk_next(&id, walk) == 0) {
		n++;
		rc = visit_commit(&w, &id, err);
	}
	git_revwalk_free(walk);
	if (seen)
		*seen = n;
	return rc;
}

struct last {
	const char *path;
	int64_t when;
	bool found;
};

static bool is_path(const char *path, int64_t when, const char *commit, void *ctx)
{
	struct last *l = ctx;

	(void)commit;
	if (strcmp(path, l->path) != 0)
		return true;
	l->when = when;
	l->found = true;
	return false;
}

enum tg_rc tg_history_last_change(int64_t *out, const struct tg_repo *repo,
				  const char *rev, const char *path,
				  size_t max_commits, struct tg_err *err)
{
	struct last l = { path, 0, false };
	enum tg_rc rc = tg_history_walk(repo, rev, max_commits, 0, is_path, &l,
					NULL, err);

	if (rc == TG_OK && !l.found)
		rc = tg_err_set(err, TG_E_NOT_FOUND,
				"%s was not changed in the last %zu commits", path,
				max_commits);
	*out = l.when;
	return rc;
}
