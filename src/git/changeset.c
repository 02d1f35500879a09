#include "changeset.h"

#include "source.h"

#include <string.h>

const char *tg_status_name(enum tg_status status)
{
	static const char *const names[] = { "added", "deleted", "modified",
					     "renamed", "copied", "type-changed" };

	return names[status];
}

const char *tg_class_name(enum tg_class file_class)
{
	static const char *const names[] = { "production", "test", "docs",
					     "generated", "vendored", "config" };

	return names[file_class];
}

enum tg_rc tg_gather_close(struct tg_changeset *out, struct tg_gather *g,
			   enum tg_rc rc, struct tg_err *err)
{
	if (rc == TG_OK)
		rc = tg_gather_finish(out, g, err);
	if (rc != TG_OK) {
		tg_source_free(g->source);
		memset(out, 0, sizeof(*out));
	}
	return rc;
}

static void start(struct tg_changeset *out, struct tg_gather *g,
		  struct tg_arena *arena, const struct tg_repo *repo,
		  const struct tg_changeset_options *options)
{
	memset(out, 0, sizeof(*out));
	memset(g, 0, sizeof(*g));
	out->arena = arena;
	g->source = tg_source_new(arena, repo, options);
}

enum tg_rc tg_changeset_open_range(struct tg_changeset *out,
				   struct tg_arena *arena,
				   const struct tg_repo *repo,
				   const struct tg_range *range,
				   const struct tg_changeset_options *options,
				   struct tg_err *err)
{
	git_tree *old_tree = NULL, *new_tree = NULL;
	struct tg_gather g;
	enum tg_rc rc;

	start(out, &g, arena, repo, options);
	memcpy(out->base, range->base, TG_HEX);
	memcpy(out->head, range->head, TG_HEX);
	memcpy(out->merge_base, range->merge_base, TG_HEX);
	out->merge_lines = range->merge_lines;
	if ((rc = tg_repo_tree(&old_tree, repo, range->merge_base, err)) == TG_OK &&
	    (rc = tg_repo_tree(&new_tree, repo, range->head, err)) == TG_OK)
		rc = tg_tree_diff(repo, old_tree, new_tree, tg_gather_delta, &g, err);
	git_tree_free(new_tree);
	git_tree_free(old_tree);
	if (rc == TG_OK)
		g.source->attributes = tg_attributes_new(arena, repo,
							 range->merge_base);
	return tg_gather_close(out, &g, rc, err);
}

/* HEAD as a tree: NULL before the first commit. */
static enum tg_rc head_tree(struct tg_changeset *out, git_tree **tree,
			    const struct tg_repo *repo, struct tg_err *err)
{
	enum tg_rc rc;

	*tree = NULL;
	if (git_repository_head_unborn(repo->git) == 1)
		return TG_OK;
	rc = tg_repo_resolve(out->base, repo, "HEAD", err);
	if (rc != TG_OK)
		return rc;
	memcpy(out->merge_base, out->base, TG_HEX);
	return tg_repo_tree(tree, repo, out->base, err);
}

static enum tg_status status_of(const git_diff_delta *d)
{
	switch (d->status) {
	case GIT_DELTA_ADDED:
		return TG_STATUS_ADDED;
	case GIT_DELTA_DELETED:
		return TG_STATUS_DELETED;
	case GIT_DELTA_TYPECHANGE:
		return TG_STATUS_TYPE_CHANGED;
	default:
		return TG_STATUS_MODIFIED;
	}
}

static void take_libgit2_delta(struct tg_gather *g, const git_diff_delta *d,
			       enum tg_place new_place)
{
	struct tg_delta delta = { .status = status_of(d) };

	if (delta.status != TG_STATUS_ADDED) {
		delta.old_path = d->old_file.path;
		delta.old_mode = d->old_file.mode;
		delta.old_id = d->old_file.id;
	}
	if (delta.status != TG_STATUS_DELETED) {
		delta.new_path = d->new_file.path;
		delta.new_mode = d->new_file.mode;
		delta.new_id = d->new_file.id;
	}
	if (tg_gather_delta(&delta, g) && delta.new_path &&
	    delta.new_mode != GIT_FILEMODE_COMMIT)
		g->entries.items[g->entries.n - 1].sides[TG_SIDE_NEW].place = new_place;
}

typedef int diff_fn(git_diff **diff, git_repository *repo, git_tree *head,
		    const git_diff_options *options);

static int diff_index(git_diff **diff, git_repository *repo, git_tree *head,
		      const git_diff_options *options)
{
	return git_diff_tree_to_index(diff, repo, head, NULL, options);
}

static int diff_work(git_diff **diff, git_repository *repo, git_tree *head,
		     const git_diff_options *options)
{
	return git_diff_tree_to_workdir_with_index(diff, repo, head, options);
}

static enum tg_rc open_local(struct tg_changeset *out, struct tg_gather *g,
			     diff_fn *make, enum tg_place new_place,
			     struct tg_err *err)
{
	const struct tg_repo *repo = g->source->repo;
	git_diff_options options;
	git_diff *diff = NULL;
	git_tree *tree = NULL;
	enum tg_rc rc = head_tree(out, &tree, repo, err);

	git_diff_options_init(&options, GIT_DIFF_OPTIONS_VERSION);
	options.flags = GIT_DIFF_INCLUDE_TYPECHANGE | GIT_DIFF_IGNORE_SUBMODULES;
	if (rc == TG_OK && git_repository_is_bare(repo->git) && new_place == TG_PLACE_WORK)
		rc = tg_err_set(err, TG_E_REPO, "a bare repository has no work tree");
	if (rc == TG_OK && make(&diff, repo->git, tree, &options) < 0)
		rc = tg_git_fail(err, TG_E_REPO, "the index cannot be read");
	if (rc == TG_OK)
		for (size_t i = 0; i < git_diff_num_deltas(diff); i++)
			take_libgit2_delta(g, git_diff_get_delta(diff, i), new_place);
	git_diff_free(diff);
	git_tree_free(tree);
	if (rc == TG_OK)
		g->source->attributes = tg_attributes_new(g->source->arena, repo,
							  out->base);
	return rc;
}

enum tg_rc tg_changeset_open_staged(struct tg_changeset *out,
				    struct tg_arena *arena,
				    const struct tg_repo *repo,
				    const struct tg_changeset_options *options,
				    struct tg_err *err)
{
	struct tg_gather g;

	start(out, &g, arena, repo, options);
	return tg_gather_close(out, &g, open_local(out, &g, diff_index, TG_PLACE_OBJECT, err),
		      err);
}

enum tg_rc tg_changeset_open_worktree(struct tg_changeset *out,
				      struct tg_arena *arena,
				      const struct tg_repo *repo,
				      const struct tg_changeset_options *options,
				      struct tg_err *err)
{
	struct tg_gather g;

	start(out, &g, arena, repo, options);
	return tg_gather_close(out, &g, open_local(out, &g, diff_work, TG_PLACE_WORK, err), err);
}

enum tg_rc tg_change_read(struct tg_str *out, const struct tg_changeset *changes,
			  const struct tg_change *change, enum tg_side side,
			  size_t max, struct tg_arena *arena, struct tg_err *err)
{
	struct tg_changeset_source *s = changes->source;
	struct tg_side_of *of = &s->entries[change->index].sides[side];
	struct tg_content content;
	enum tg_unread why;
	enum tg_rc rc;

	if (of->place == TG_PLACE_NONE || of->mode == GIT_FILEMODE_COMMIT)
		return tg_err_set(err, TG_E_NOT_FOUND, "%s has no contents on that side",
				  change->path);
	rc = tg_content_read(&content, &why, s, s->repo ? s->repo->odb : NULL, of, side,
			     max, err);
	if (rc == TG_OK && why == TG_UNREAD_TOO_LARGE)
		rc = tg_err_set(err, TG_E_LIMIT, "%s has more than %zu bytes",
				of->path, max);
	else if (rc == TG_OK && why != TG_READ_OK)
		rc = tg_err_set(err, TG_E_NOT_FOUND, "the contents of %s are not known",
				of->path);
	if (rc == TG_OK) {
		out->n = content.text.n;
		out->p = tg_arena_strndup(arena, content.text.n ? content.text.p : "",
					  content.text.n);
	}
	tg_content_release(&content);
	return rc;
}

void tg_changeset_release(struct tg_changeset *changes)
{
	tg_source_free(changes->source);
	changes->source = NULL;
}
