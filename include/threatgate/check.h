/*
 * Judging a change, from a repository to a report.
 *
 *	struct tg_check_options options = { .base = "origin/main" };
 *	struct tg_run *run;
 *	struct tg_err err;
 *
 *	if (tg_check(&run, &options, &err) != TG_OK)
 *		...err.msg, err.hint...
 *	const struct tg_report *report = tg_run_report(run);
 *	...
 *	tg_run_free(run);
 */
#ifndef THREATGATE_CHECK_H
#define THREATGATE_CHECK_H

#include <threatgate/err.h>
#include <threatgate/report.h>

enum tg_check_what {
	TG_CHECK_RANGE,    /* merge-base(base, head)..head */
	TG_CHECK_STAGED,   /* HEAD against the index */
	TG_CHECK_WORKTREE, /* HEAD against the work tree, tracked files */
	TG_CHECK_DIFF,     /* a unified diff */
	TG_CHECK_REMOTE    /* what an API delivered (the GitHub layer's) */
};

struct tg_remote; /* src/git/changeset.h */

/* All strings are borrowed and must outlive the run. */
struct tg_check_options {
	const char *repo;       /* a folder in it; NULL: the current one */
	enum tg_check_what what;
	const char *base;       /* NULL: the remote's default branch */
	const char *head;       /* NULL: HEAD */
	const char *diff;       /* of TG_CHECK_DIFF, `diff_size` bytes */
	size_t diff_size;
	const struct tg_remote *remote; /* of TG_CHECK_REMOTE */

	const char *body;       /* the pull request's; NULL: not judged */
	size_t body_size;

	/* Where the policy is read: NULL or "base" for the base commit,
	 * "worktree", or the path of a file. */
	const char *policy;

	/* Of the pull request, where they are known. */
	const char *author;     /* login, or NULL */
	bool author_is_bot;     /* the account's type is Bot */
	const char *const *labels;
	size_t n_labels;
	bool draft;
	const char *created;    /* ISO date, or NULL */

	const char *today;      /* ISO date; needed */
	unsigned workers;       /* threads; 0: one for each processor, at most 8 */

	/* What cannot be looked at for reasons outside the repository: lines of
	 * the report. */
	const char *const *limits;
	size_t n_limits;

	/* Called now and then from the calling thread with what is being done;
	 * or NULL. */
	void (*progress)(const char *what, void *ctx);
	void *progress_ctx;
};

/* A judged change: owns the report and everything that it points to. */
struct tg_run;

/* Judges. On any failure there is no run and no half verdict; *out is NULL. */
enum tg_rc tg_check(struct tg_run **out, const struct tg_check_options *options,
		    struct tg_err *err) TG_MUST_CHECK;

const struct tg_report *tg_run_report(const struct tg_run *run);

/* Milliseconds that judging took, for the report's last words. */
unsigned tg_run_elapsed_ms(const struct tg_run *run);

void tg_run_free(struct tg_run *run); /* NULL is fine */

#endif
