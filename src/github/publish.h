/*
 * Carrying a report to a pull request: the verdict as a check run or status,
 * one summary comment, review comments on lines. Never a nuisance: nothing is
 * written that stands there already, nothing is created twice, people's threads
 * are left alone. Publishing never changes a verdict.
 *
 *	publish.c          the parts in their order
 *	publish_check.c    the verdict: a check run, else a commit status
 *	publish_comment.c  the one summary comment
 *	publish_review.c   comments on lines
 *	publish_files.c    what needs no API: job summary, outputs, files
 */
#ifndef TG_PUBLISH_H
#define TG_PUBLISH_H

#include "api.h"
#include "event.h"

#include "../git/changeset.h"

#include <threatgate/report.h>

struct tg_publication {
	struct tg_api *api;
	const struct tg_action *action;
	const struct tg_report *report;
	const char *link_base;    /* as in tg_write_options, or NULL */
	const struct tg_changeset *changes; /* for the lines that can carry a
	                                       comment; NULL: none can */
	/* Whether a file's lines are numbered at the judged head as in the change
	 * set; asked where that is GitHub's merge. NULL: they are not. */
	bool (*same_lines)(const char *path, void *ctx);
	void *same_lines_ctx;
	unsigned number;          /* pull request; 0: none, only the verdict */
	const char *head_sha;     /* what checks and comments are attached to */
	bool draft;
	bool fork_token;          /* a fork's run: the token may only read */
};

/* What became of each part. */
enum tg_published { TG_PUBLISHED, TG_UNCHANGED, TG_NOT_WANTED, TG_NOT_PUBLISHED };

struct tg_publish_result {
	enum tg_published verdict, comment, review;
	char why[1024];           /* one line for each part that failed */
};

void tg_publish(struct tg_publish_result *out, const struct tg_publication *p,
		struct tg_arena *arena);

#endif
