/*
 * A change set without a clone: files and hunks from the API, contents on
 * demand, each asked for once. The number of files is held against what GitHub
 * says: anything short makes the run incomplete.
 */
#ifndef TG_GITHUB_REMOTE_H
#define TG_GITHUB_REMOTE_H

#include "api.h"

#include "../git/changeset.h"

struct tg_github_remote;

/* What is compared. */
struct tg_remote_range {
	unsigned number;        /* of the pull request; 0: the two commits alone */
	const char *base;       /* commit, or a branch where `number` is 0 */
	const char *head;       /* commit */
	unsigned changed_files; /* as the pull request says; 0: unknown */
};

/* Reads the list of files and the merge base. TG_E_HTTP with what to do. What
 * it reads lives in `arena`; *out is freed by tg_github_remote_free, also after
 * a failure. */
enum tg_rc tg_github_remote_open(struct tg_github_remote **out, struct tg_api *api,
				 const struct tg_remote_range *range,
				 struct tg_arena *arena, struct tg_err *err)
	TG_MUST_CHECK;

void tg_github_remote_free(struct tg_github_remote *r); /* NULL is fine */

/* For tg_check_options.remote; lives as long as `r`. */
const struct tg_remote *tg_github_remote_get(const struct tg_github_remote *r);

/* One entry of GitHub's list of files as a change; false when it is none (a
 * status that says nothing changed). Strings are borrowed from `entry`, except
 * the contents' sameness, which is left false. */
bool tg_remote_file_read(struct tg_remote_file *out, const json_t *entry);

#endif
