/*
 * A repository, opened for reading. Nothing of it is executed and nothing is
 * written: no configuration of the user or the machine is read, the owner does
 * not matter, hooks and filters that name programs are never run.
 *
 * A handle belongs to one thread at a time.
 */
#ifndef TG_REPO_H
#define TG_REPO_H

#include "../base/arena.h"
#include "../base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <threatgate/err.h>

struct tg_repo;

/* An object id of SHA-1 in hex, or "". */
#define TG_HEX 41

/* The tree that has no files; known in every repository. */
#define TG_EMPTY_TREE "4b825dc642cb6eb9a060e54bf8d69288fbee4904"

/* Opens the repository that holds `path`: a work tree or any folder in it, a
 * linked work tree, a bare repository. NULL: as git finds it, by GIT_DIR and
 * the like or from the current folder upwards. TG_E_REPO with the reason and
 * what to do: none there, SHA-256, reftable, damage. */
enum tg_rc tg_repo_open(struct tg_repo **out, const char *path,
			struct tg_err *err) TG_MUST_CHECK;
void tg_repo_free(struct tg_repo *repo); /* NULL is fine */

/* Folders with a slash at their end; borrowed. The work tree is NULL in a bare
 * repository. The common folder is the main repository's of a linked one. */
const char *tg_repo_work_dir(const struct tg_repo *repo);
const char *tg_repo_git_dir(const struct tg_repo *repo);
const char *tg_repo_common_dir(const struct tg_repo *repo);

/* One value of the repository's own configuration ("core.hooksPath"), copied
 * into `arena`; NULL where it is not set. */
const char *tg_repo_config(const struct tg_repo *repo, const char *name,
			   struct tg_arena *arena);

/* History was cut off by `git clone --depth`. */
bool tg_repo_is_shallow(const struct tg_repo *repo);

/* The commit (or tree) that `rev` names, in hex. TG_E_REVISION when it names
 * nothing; TG_E_HISTORY when it may be what a shallow clone left out. */
enum tg_rc tg_repo_resolve(char out[TG_HEX], const struct tg_repo *repo,
			   const char *rev, struct tg_err *err) TG_MUST_CHECK;

/* The contents of `path` in the commit or tree `rev` (hex), copied into
 * `arena`. TG_E_NOT_FOUND where there is no such file, TG_E_LIMIT when it has
 * more than `max` bytes, TG_E_HISTORY when the object is missing. A symbolic
 * link gives its target's name; it is never followed. */
enum tg_rc tg_repo_read(struct tg_str *out, const struct tg_repo *repo,
			const char *rev, const char *path, size_t max,
			struct tg_arena *arena, struct tg_err *err)
	TG_MUST_CHECK;

/* Calls `each` for every file of the commit or tree `rev`, sorted bytewise as
 * git sorts, until it returns false. Submodules are left out. */
typedef bool tg_path_fn(const char *path, void *ctx);
enum tg_rc tg_repo_list(const struct tg_repo *repo, const char *rev,
			tg_path_fn *each, void *ctx, struct tg_err *err)
	TG_MUST_CHECK;

struct tg_path_visitor {
	tg_path_fn *each;
	void *ctx;
};

/* The same for the files below one folder ("a/b", without a slash at its end).
 * A folder that is not there has no files. */
enum tg_rc tg_repo_list_below(const struct tg_repo *repo, const char *rev,
			      const char *folder, struct tg_path_visitor visitor,
			      struct tg_err *err) TG_MUST_CHECK;

#endif
