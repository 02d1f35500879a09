/* Which change a command looks at: the options that check and draft share. */
#ifndef CMD_RANGE_H
#define CMD_RANGE_H

#include "opt.h"

#include "../src/base/buf.h"

#include <threatgate/check.h>

struct range_args {
	const char *repo, *base, *head, *diff, *policy;
	bool staged, worktree;
};

#define RANGE_OPTIONS(a)                                                             \
	{ "repo", 0, OPT_TEXT, &(a).repo, "DIR",                                     \
	  "a folder in the repository (default: this one)", NULL },                  \
	{ "base", 0, OPT_TEXT, &(a).base, "REV",                                     \
	  "what the change will be merged into (default: the remote's default "      \
	  "branch)", NULL },                                                         \
	{ "head", 0, OPT_TEXT, &(a).head, "REV", "the change (default: HEAD)", NULL }, \
	{ "staged", 0, OPT_FLAG, &(a).staged, NULL, "what is staged", NULL },        \
	{ "worktree", 0, OPT_FLAG, &(a).worktree, NULL,                              \
	  "the work tree, staged or not (tracked files)", NULL },                    \
	{ "diff", 0, OPT_TEXT, &(a).diff, "FILE|-", "a unified diff", NULL },        \
	{ "policy", 0, OPT_TEXT, &(a).policy, "FROM",                                \
	  "base (default), worktree, or a policy file", NULL }

/* What the options lead to. */
struct range_inputs {
	struct tg_check_options options;
	struct tg_buf diff;
	char today[11];
};

void range_init(struct range_inputs *inputs);
void range_release(struct range_inputs *inputs);

/* Checks that the options agree, reads the diff, and fills inputs->options. */
enum tg_rc range_read(struct range_inputs *inputs, const struct range_args *args,
		      struct tg_err *err) TG_MUST_CHECK;

/* tg_check with progress on standard error. */
enum tg_rc range_check(struct tg_run **run, struct range_inputs *inputs,
		       struct tg_err *err) TG_MUST_CHECK;

#endif
