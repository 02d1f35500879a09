/*
 * One run of the Action, in this order: the verdict on standard output, the job
 * summary, annotations, files and outputs, the check run or status, comments.
 * Each later one may fail without losing what was said before. The exit status
 * is the verdict.
 */
#ifndef TG_GITHUB_ACTION_H
#define TG_GITHUB_ACTION_H

#include "event.h"

#include "../base/str.h"

/* What the program lends to the run. */
struct tg_action_io {
	tg_env_fn *env;
	void *env_ctx;
	/* Writes to standard output; false when it cannot. */
	bool (*print)(struct tg_str text, void *ctx);
	void *print_ctx;
	void (*progress)(const char *what, void *ctx); /* or NULL */
	void *progress_ctx;
	const char *today;  /* ISO date */
	const char *repo;   /* a folder; NULL: GITHUB_WORKSPACE */
	bool use_api;       /* as the input `api` */
	unsigned number;    /* as the input `pr-number`; 0: not given */
};

/* Returns the exit status of the program: 0 pass, 1 fail, 2 a wrong input,
 * policy or rule file, 3 no verdict, or one that nothing could report. Whatever
 * went wrong has been printed. */
int tg_action_run(const struct tg_action_io *io);

#endif
