/*
 * Judging what an event is about: from the checkout where it has the history,
 * else from the API.
 */
#ifndef TG_GITHUB_JUDGE_H
#define TG_GITHUB_JUDGE_H

#include "../base/vec.h"
#include "event.h"
#include "pull.h"
#include "remote.h"

#include <threatgate/check.h>

struct tg_judging {
	/* given */
	struct tg_arena *arena;
	const struct tg_action *action;
	const struct tg_event *event;
	struct tg_api *api;   /* NULL: nothing can be asked */
	const char *api_why;  /* why there is no API */
	const char *repo;     /* a folder in the checkout; NULL: the current one */
	const char *today;    /* ISO date */
	void (*progress)(const char *what, void *ctx);
	void *progress_ctx;
	/* made */
	struct tg_pull pull;  /* number 0: none */
	const char *base_sha, *head_sha; /* what is compared; "" */
	TG_VEC(const char *) limits;
	struct tg_github_remote *remote;
	struct tg_run *run;   /* NULL after a failure */
};

/* Judges. What was made is released by tg_judging_release, also after a
 * failure; `head_sha` tells what a failure is about, where that is known. */
enum tg_rc tg_judging_run(struct tg_judging *j, struct tg_err *err)
	TG_MUST_CHECK;
void tg_judging_release(struct tg_judging *j);

#endif
