/* When files changed: for models that grow stale. Walks are bounded. */
#ifndef TG_HISTORY_H
#define TG_HISTORY_H

#include "repo.h"

#include <stdint.h>

/* The time of a commit in seconds since 1970, UTC. */
enum tg_rc tg_history_time(int64_t *out, const struct tg_repo *repo,
			   const char *rev, struct tg_err *err) TG_MUST_CHECK;

/* One changed path of one commit, newest commits first. False ends the walk. */
typedef bool tg_history_fn(const char *path, int64_t when, const char *commit,
			   void *ctx);

/* Shows every path that the commits reachable from `rev` changed against their
 * first parent; merges are left out, as in `git log`. Ends at `max_commits`
 * commits, at the first one older than `since` (0: no such end), or where
 * history was cut off. *seen, unless NULL, is the number of commits read. */
enum tg_rc tg_history_walk(const struct tg_repo *repo, const char *rev,
			   size_t max_commits, int64_t since,
			   tg_history_fn *each, void *ctx, size_t *seen,
			   struct tg_err *err) TG_MUST_CHECK;

/* When `path` was last changed, or TG_E_NOT_FOUND when not in the newest
 * `max_commits` commits. */
enum tg_rc tg_history_last_change(int64_t *out, const struct tg_repo *repo,
				  const char *rev, const char *path,
				  size_t max_commits, struct tg_err *err)
	TG_MUST_CHECK;

#endif
