/* What the files of this folder share: the only header with libgit2 in it. */
#ifndef TG_REPO_IMPL_H
#define TG_REPO_IMPL_H

#include "changeset.h"
#include "repo.h"

#include <git2.h>

struct tg_repo {
	git_repository *git;
	git_odb *odb;
	bool shallow;
	git_oid *cut; /* commits whose parents a shallow clone left out; sorted */
	size_t n_cut;
};

/* Starts the library once per process, with everything off that reads the
 * user's configuration or checks what we do not rely on. */
enum tg_rc tg_git_start(struct tg_err *err) TG_MUST_CHECK;

/* See no_network.c. Always 0. */
int tg_git_offline(void);

/* Sets `code` and "what: libgit2's reason". */
enum tg_rc tg_git_fail(struct tg_err *err, enum tg_rc code, const char *what);

/* TG_E_HISTORY with the fix for a missing object. */
enum tg_rc tg_git_missing(struct tg_err *err, const struct tg_repo *repo,
			  const char *what);

/* The parents of this commit were left out by a shallow clone. */
bool tg_repo_is_cut(const struct tg_repo *repo, const git_oid *commit);

/* The tree of a commit or tree id in hex ("": NULL, no tree). */
enum tg_rc tg_repo_tree(git_tree **out, const struct tg_repo *repo,
			const char *hex, struct tg_err *err) TG_MUST_CHECK;

/* One difference between two versions, before renames are looked for. */
struct tg_delta {
	const char *old_path, *new_path; /* NULL where there is none */
	uint32_t old_mode, new_mode;
	git_oid old_id, new_id;
	enum tg_status status;
};

/* False ends the walk. The delta's path is the walk's own: copy it. */
typedef bool tg_delta_fn(const struct tg_delta *delta, void *ctx);

/* Every difference between two trees (NULL: empty), in the order of trees.
 * Folders that are equal are not opened. TG_E_LIMIT for trees that were built
 * to be endless. */
enum tg_rc tg_tree_diff(const struct tg_repo *repo, const git_tree *old_tree,
			const git_tree *new_tree, tg_delta_fn *each, void *ctx,
			struct tg_err *err) TG_MUST_CHECK;

#endif
