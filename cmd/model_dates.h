/* Since when a threat model has not been looked at, and what its code has seen
 * since: from git history. */
#ifndef CMD_MODEL_DATES_H
#define CMD_MODEL_DATES_H

#include "../src/git/repo.h"
#include "../src/model/coverage.h"
#include "../src/model/lint.h"

/* Dates are ISO; NULL: not known. */
struct model_dates {
	const char *changed;      /* the document */
	const char *code_changed; /* code that it says it covers, in a way that
	                             matters and since somebody looked at it */
	const char *example;      /* one such place: "a/b.py:12 (title)" */
	size_t places;            /* how many; 0: the rules could not be asked */
	bool known;               /* history was read and tells: without a change of
	                             code above there was none */
};

struct model_dating {
	struct tg_arena *arena;
	const struct tg_repo *repo;
	const char *folder;       /* in the repository, for the rules' run; or NULL */
	const char *rev;          /* an object id */
	const struct tg_policy *policy;
	const struct tg_coverage *coverage; /* of the models, in their order */
	const char *today;
};

/* One entry for each model of the coverage, in the arena. Code changes count
 * only where the document is older than the policy's stale_days: what is not
 * late needs no reason. Only as much of history is read as that takes. */
enum tg_rc model_dates_find(struct model_dates **out, const struct model_dating *d,
			    struct tg_err *err) TG_MUST_CHECK;

/* The same for documents of a work tree. NULL where there is no history; one
 * that differs from what is committed is being looked at today. */
struct model_dates *model_dates_of_worktree(struct tg_arena *arena, const char *root,
					    const struct tg_policy *policy,
					    const struct tg_model *const *models,
					    size_t n, const char *today);

/* Sets what lint needs to know, and the day of the last review: who edits a
 * model has looked at it. */
void model_dates_use(const struct model_dates *dates, struct tg_model *model,
		     struct tg_lint_options *options);

/* True for code: a file whose change may call for a threat model. */
bool model_is_code(const struct tg_policy *policy, const char *path);

#endif
