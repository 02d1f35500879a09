/* The files of a work tree, for `threatgate lint`: which there are, and what is
 * in them. Symbolic links are never followed. */
#ifndef CMD_LINT_FILES_H
#define CMD_LINT_FILES_H

#include "../src/base/vec.h"
#include "../src/model/evidence.h"

#define LINT_MAX_FILES 500000u

typedef TG_VEC(const char *) path_vec;

struct lint_files {
	struct tg_arena arena;
	const char *root;   /* of the work tree, with a slash at its end */
	path_vec all;       /* relative to the root, sorted; once asked for */
	bool listed, cut;   /* cut: there are more than LINT_MAX_FILES */
};

/* The work tree around `path`, else the current folder. */
void lint_files_init(struct lint_files *f, const char *path);
void lint_files_release(struct lint_files *f);

/* Every file below the root, without .git and what package managers put there. */
const path_vec *lint_files_all(struct lint_files *f);

/* What a path on the command line is relative to the root; NULL when it lies
 * elsewhere. "" is the root itself. */
const char *lint_files_relative(struct lint_files *f, const char *path);

/* The full name of a relative path. */
const char *lint_files_full(struct lint_files *f, const char *relative);

/* For the checks of evidence and coverage; ctx is the struct. */
enum tg_path_state lint_files_lookup(void *ctx, const char *path, bool want_text,
				     struct tg_str *text);
bool lint_files_matches(void *ctx, const char *glob);

#endif
