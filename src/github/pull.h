/* The pull request as it is now. */
#ifndef TG_PULL_H
#define TG_PULL_H

#include "api.h"
#include "event.h"

struct tg_pull {
	unsigned number;
	const char *body;       /* never NULL */
	const char *base_sha, *base_ref, *head_sha;
	const char *author;
	bool author_is_bot, draft, fork;
	const char *const *labels;
	size_t n_labels;
	const char *created;
	unsigned changed_files; /* 0: not known */
	const char *limit;      /* a line of the report: why this is the event's
	                           copy; NULL when it was read live */
};

/* Where it is read. */
struct tg_pull_source {
	struct tg_api *api;           /* NULL: nothing can be asked */
	const char *why;              /* why not */
	const struct tg_event *event; /* has a copy, which may be older */
};

/* Reads the pull request of that number live. Where that fails the event's copy
 * is taken, if it is of the same number. TG_E_HTTP when there is neither. */
enum tg_rc tg_pull_read(struct tg_pull *out, const struct tg_pull_source *source,
			unsigned number, struct tg_arena *arena, struct tg_err *err)
	TG_MUST_CHECK;

/* The commit that the pull request's branch points to now, or false. */
bool tg_pull_head(char sha[41], struct tg_api *api, unsigned number);

#endif
