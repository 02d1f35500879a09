#include "revision.h"

#include "repo_impl.h"

#include <string.h>

#define CLOCK_SLOP ((git_time_t)7 * 24 * 3600) /* seconds */

static void to_hex(char out[TG_HEX], const git_oid *id)
{
	git_oid_tostr(out, TG_HEX, id);
}

static enum tg_rc unknown_revision(struct tg_err *err, const struct tg_repo *repo,
				   const char *rev)
{
	if (!repo->shallow) {
		tg_err_set(err, TG_E_REVISION, "there is no revision %s", rev);
		return tg_err_hint(err, "name a branch, tag or commit of this clone; "
					"`git fetch` brings new ones");
	}
	tg_err_set(err, TG_E_HISTORY, "%s is not in this shallow clone", rev);
	return tg_err_hint(err, "fetch the whole history: `git fetch --unshallow` "
				"(in GitHub Actions: fetch-depth: 0)");
}

/* A commit, or a tree where a tree is named. */
static enum tg_rc resolve(git_oid *out, bool *is_tree, const struct tg_repo *repo,
			  const char *rev, struct tg_err *err)
{
	git_object *object = NULL, *peeled = NULL;
	enum tg_rc rc = TG_OK;

	*is_tree = false;
	if (strcmp(rev, TG_EMPTY_TREE) == 0) {
		*is_tree = true;
		return git_oid_fromstr(out, rev) == 0 ? TG_OK : TG_E_INTERNAL;
	}
	if (git_revparse_single(&object, repo->git, rev) < 0)
		return unknown_revision(err, repo, rev);
	if (git_object_peel(&peeled, object, GIT_OBJECT_COMMIT) < 0 &&
	    git_object_peel(&peeled, object, GIT_OBJECT_TREE) < 0)
		rc = tg_err_set(err, TG_E_REVISION, "%s names no commit", rev);
	if (peeled) {
		*out = *git_object_id(peeled);
		*is_tree = git_object_type(peeled) == GIT_OBJECT_TREE;
	}
	git_object_free(peeled);
	git_object_free(object);
	return rc;
}

enum tg_rc tg_repo_resolve(char out[TG_HEX], const struct tg_repo *repo,
			   const char *rev, struct tg_err *err)
{
	git_oid id;
	bool is_tree;
	enum tg_rc rc = resolve(&id, &is_tree, repo, rev, err);

	if (rc == TG_OK)
		to_hex(out, &id);
	return rc;
}

enum tg_rc tg_range_default_base(char out[TG_HEX], const struct tg_repo *repo,
				 struct tg_err *err)
{
	static const char *const names[] = { "refs/remotes/origin/HEAD",
					     "refs/remotes/origin/main",
					     "refs/remotes/origin/master",
					     "refs/heads/main",
					     "refs/heads/master" };

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		git_oid id;

		if (git_reference_name_to_id(&id, repo->git, names[i]) == 0) {
			to_hex(out, &id);
			return TG_OK;
		}
	}
	tg_err_set(err, TG_E_REVISION, "it is not known what to compare with: there "
				       "is no origin/HEAD, main or master here");
	return tg_err_hint(err, "name the target branch: --base BRANCH");
}

static bool ends_in_pull_merge(const char *name)
{
	const char *pull = strstr(name, "/pull/");
	const char *p = pull ? pull + strlen("/pull/") : "";
	size_t digits = strspn(p, "0123456789");

	return digits > 0 && strcmp(p + digits, "/merge") == 0;
}

/* A ref like refs/remotes/pull/7/merge points to this commit. */
static bool named_pull_merge(const struct tg_repo *repo, const git_oid *head)
{
	git_reference_iterator *it = NULL;
	const char *name;
	bool found = false;

	if (git_reference_iterator_glob_new(&it, repo->git, "refs/*pull/*/merge") < 0)
		return false;
	while (!found && git_reference_next_name(&name, it) == 0) {
		git_oid id;

		found = ends_in_pull_merge(name) &&
			git_reference_name_to_id(&id, repo->git, name) == 0 &&
			git_oid_equal(&id, head);
	}
	git_reference_iterator_free(it);
	return found;
}

/* True when `head` is a merge of two, checked out as GitHub does. */
static bool is_pull_merge(const struct tg_repo *repo, const git_oid *head,
			  git_oid *first_parent)
{
	git_commit *commit = NULL;
	bool merge = false;

	if (git_commit_lookup(&commit, repo->git, head) < 0)
		return false;
	if (git_commit_parentcount(commit) == 2) {
		*first_parent = *git_commit_parent_id(commit, 0);
		merge = git_repository_head_detached(repo->git) == 1 ||
			named_pull_merge(repo, head);
	}
	git_commit_free(commit);
	return merge;
}

static enum tg_rc merge_parents_missing(struct tg_err *err)
{
	tg_err_set(err, TG_E_HISTORY, "the parents of GitHub's merge commit are not "
				      "in this shallow clone");
	return tg_err_hint(err, "set fetch-depth: 0 (or at least 2) for "
				"actions/checkout, or run `git fetch --unshallow`");
}

/* "committer A U Thor <name@host> 1700000000 +0100" */
static bool take_time(struct tg_str line, git_time_t *when)
{
	struct tg_str rest = tg_str_from(line, tg_str_rchr(line, '>')), word;
	uint32_t seconds;

	rest = tg_str_from(rest, 1);
	if (!tg_str_word(&rest, &word) || !tg_str_to_u32(word, &seconds))
		return false;
	*when = seconds;
	return true;
}

/* The first parent of a commit and when it was made, which come first in it: it
 * takes longer to make a git_commit. False where either cannot be told. */
static bool take_header(struct tg_str text, git_oid *parent, git_time_t *when)
{
	bool found = false;
	struct tg_str line;

	while (tg_str_split(&text, '\n', &line) && line.n) {
		if (!found && tg_str_starts(line, "parent "))
			found = git_oid_fromstrn(parent, line.p + 7, line.n - 7) == 0;
		else if (tg_str_starts(line, "committer "))
			return found && take_time(line, when);
	}
	return false;
}

static bool read_header(git_odb *odb, const git_oid *id, git_oid *parent,
			git_time_t *when)
{
	git_odb_object *object = NULL;
	struct tg_str text;
	bool taken;

	if (git_odb_read(&object, odb, id) < 0)
		return false;
	text = tg_str_n(git_odb_object_data(object), git_odb_object_size(object));
	taken = git_odb_object_type(object) == GIT_OBJECT_COMMIT &&
		take_header(text, parent, when);
	git_odb_object_free(object);
	return taken;
}

/* True when `base` lies on the line of first parents of `head`, as that of a
 * linear history does: then it is the merge base, and found without painting
 * all commits between. Where commits are much older than the base it is not
 * looked for any more; clocks differ by a little. */
static bool is_first_ancestor(const struct tg_repo *repo, const git_oid *base,
			      const git_oid *head)
{
	git_commit *commit = NULL;
	git_time_t since, when;
	git_oid id = *head, parent;

	if (git_commit_lookup(&commit, repo->git, base) < 0)
		return false;
	since = git_commit_time(commit);
	git_commit_free(commit);
	while (!git_oid_equal(&id, base)) {
		if (!read_header(repo->odb, &id, &parent, &when) ||
		    when < since - CLOCK_SLOP)
			return false;
		id = parent;
	}
	return true;
}

/* base..head by their merge base. */
static enum tg_rc common_ancestor(struct tg_range *out, const struct tg_repo *repo,
				  const git_oid *base, const git_oid *head,
				  struct tg_err *err)
{
	git_oid ancestor = *base;
	int rc = is_first_ancestor(repo, base, head)
			 ? 0
			 : git_merge_base(&ancestor, repo->git, base, head);
	const git_error *last = git_error_last();

	if (rc == 0) {
		to_hex(out->merge_base, &ancestor);
		return TG_OK;
	}
	if (rc == GIT_ENOTFOUND && !repo->shallow && last && last->message &&
	    strstr(last->message, "no merge base")) {
		tg_err_set(err, TG_E_HISTORY, "%.10s and %.10s have no common history",
			   out->base, out->head);
		return tg_err_hint(err, "unrelated histories cannot be compared as a "
					"pull request; name another --base");
	}
	/* libgit2 before 1.7 follows the parents that were cut off. */
	if (repo->shallow) {
		tg_err_set(err, TG_E_HISTORY,
			   "the common ancestor of %.10s and %.10s is not in this "
			   "shallow clone", out->base, out->head);
		return tg_err_hint(err, "fetch the whole history: `git fetch "
					"--unshallow` (in GitHub Actions: "
					"fetch-depth: 0)");
	}
	if (last && last->message && strstr(last->message, "object not found"))
		return tg_git_missing(err, repo, "a commit between base and head");
	return tg_git_fail(err, TG_E_REPO, "the common ancestor cannot be found");
}

/* What head is compared with when it is GitHub's merge commit and the base is
 * left out or cannot be reached. */
static enum tg_rc first_parent_range(struct tg_range *out,
				     const struct tg_repo *repo,
				     const git_oid *parent, struct tg_err *err)
{
	if (!git_odb_exists(repo->odb, parent))
		return merge_parents_missing(err);
	to_hex(out->base, parent);
	to_hex(out->merge_base, parent);
	return TG_OK;
}

static enum tg_rc find_base(struct tg_range *out, git_oid *base, bool *is_tree,
			    const struct tg_repo *repo, const char *name,
			    struct tg_err *err)
{
	enum tg_rc rc;

	if (name) {
		rc = resolve(base, is_tree, repo, name, err);
		if (rc == TG_OK)
			to_hex(out->base, base);
		return rc;
	}
	*is_tree = false;
	rc = tg_range_default_base(out->base, repo, err);
	if (rc == TG_OK && git_oid_fromstr(base, out->base) < 0)
		rc = TG_E_INTERNAL;
	return rc;
}

enum tg_rc tg_range_find(struct tg_range *out, const struct tg_repo *repo,
			 const char *base, const char *head, struct tg_err *err)
{
	git_oid base_id, head_id, parent;
	bool base_tree, head_tree;
	enum tg_rc rc;

	memset(out, 0, sizeof(*out));
	rc = resolve(&head_id, &head_tree, repo, head ? head : "HEAD", err);
	if (rc != TG_OK)
		return rc;
	to_hex(out->head, &head_id);
	if (!head)
		out->merge_lines = !head_tree && is_pull_merge(repo, &head_id, &parent);
	if (out->merge_lines && !base)
		return first_parent_range(out, repo, &parent, err);
	rc = find_base(out, &base_id, &base_tree, repo, base, err);
	if (rc == TG_OK && (base_tree || head_tree)) {
		memcpy(out->merge_base, out->base, TG_HEX);
		return TG_OK;
	}
	if (rc == TG_OK)
		rc = common_ancestor(out, repo, &base_id, &head_id, err);
	if (rc == TG_E_HISTORY && out->merge_lines && repo->shallow)
		return first_parent_range(out, repo, &parent, err);
	return rc;
}
