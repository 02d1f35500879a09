/*
 * Carrying a report to a pull request: the verdict as a check run or status,
 * one summary comment, review comments on lines. Never a nuisance: nothing is
 * written that stands there already, nothing is created twice, people's threads
 * are left alone. Publishing never changes a verdict.
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
	const struct tg_changeset *changes; /* for the lines that can carry a
	                                       comment; NULL: none can */
	unsigned number;          /* pull request; 0: none, only the verdict */
	const char *head_sha;     /* what checks and comments are attached to */
	bool draft;
};

/* What became of each part. */
enum tg_published { TG_PUBLISHED, TG_UNCHANGED, TG_NOT_WANTED, TG_NOT_PUBLISHED };

struct tg_publish_result {
	enum tg_published verdict, comment, review;
	char why[1024];           /* one line for each part that failed */
};

void tg_publish(struct tg_publish_result *out, const struct tg_publication *p,
		struct tg_arena *arena);

/* The lines of a report that need no API: appended to the job summary file and
 * the outputs file (`verdict`, `errors`, `warnings`, `report`). */
enum tg_rc tg_publish_files(const struct tg_action *action,
			    const struct tg_report *report,
			    const char *report_path, struct tg_err *err)
	TG_MUST_CHECK;

#endif
