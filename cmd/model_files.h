/* Threat models as commands get at them: from files and from revisions. */
#ifndef CMD_MODEL_FILES_H
#define CMD_MODEL_FILES_H

#include "../src/git/repo.h"
#include "../src/model/model.h"
#include "../src/policy/policy.h"
#include "cmd.h"

/* Reads the model in a file ("-": standard input). */
enum tg_rc model_read_file(struct tg_model **out, struct tg_arena *arena,
			   const char *path, struct tg_err *err) TG_MUST_CHECK;

/* Reads the model at a path of a revision; NULL in *out, and TG_OK, where there
 * is none or the file is none. */
enum tg_rc model_read_at(struct tg_model **out, struct tg_arena *arena,
			 const struct tg_repo *repo, const char *rev,
			 const char *path, struct tg_err *err) TG_MUST_CHECK;

/* The policy of a revision, or the defaults. */
enum tg_rc model_policy_at(struct tg_policy **out, struct tg_arena *arena,
			   const struct tg_repo *repo, const char *rev,
			   struct tg_err *err) TG_MUST_CHECK;

struct model_list {
	struct tg_model **items;
	size_t n, cap;
	const char **broken;  /* "path: why it cannot be read" */
	size_t n_broken, cap_broken;
	const char **paths;   /* of all files of the revision */
	size_t n_paths, cap_paths;
};

/* All models of a revision, and its paths. Models that cannot be read are
 * listed as broken, not an error. */
enum tg_rc model_list_at(struct model_list *out, struct tg_arena *arena,
			 const struct tg_repo *repo, const char *rev,
			 const struct tg_policy *policy, struct tg_err *err)
	TG_MUST_CHECK;

#endif
