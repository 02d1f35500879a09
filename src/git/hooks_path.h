/*
 * Where git looks for a repository's hooks. Here alone the configuration of the
 * user and the machine is read, since core.hooksPath may be set there; nothing
 * that is judged depends on it.
 */
#ifndef TG_HOOKS_PATH_H
#define TG_HOOKS_PATH_H

#include "repo.h"

struct tg_hooks_path {
	const char *folder;   /* without a slash at its end; may not exist */
	bool configured;      /* core.hooksPath is set */
	bool shared;          /* outside the repository: other ones use it, too */
	bool in_work_tree;    /* part of what is committed, perhaps */
};

/* Never fails: what cannot be read counts as not set. */
void tg_hooks_path_find(struct tg_hooks_path *out, const struct tg_repo *repo,
			struct tg_arena *arena);

#endif
