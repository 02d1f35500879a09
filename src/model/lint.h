/*
 * What is wrong with a threat model. Pure: files, dates and globs come in
 * through the options. What a document has no place for (a status, an owner)
 * is one note, not one finding for each row.
 */
#ifndef TG_MODEL_LINT_H
#define TG_MODEL_LINT_H

#include "../policy/policy.h"
#include "evidence.h"
#include "model.h"

#define TG_LINT_STALE_DAYS 90u /* when the policy says nothing */

struct tg_lint_options {
	enum tg_risk_level threshold; /* TG_RISK_UNKNOWN: high. The document's own
	                                 goes first */
	const char *today;        /* ISO date; NULL: nothing is late */
	unsigned stale_days;      /* 0: nothing is stale */
	const char *code_changed; /* when covered code last changed in a way that
	                             matters, ISO; NULL: not known */
	const char *code_example; /* one such place, or NULL */
	size_t code_places;       /* how many there are */
	bool code_known;          /* history was read: NULL above is "never" */
	const struct tg_policy *policy; /* what it says that the model covers is
	                                   checked as well; or NULL */
	tg_path_lookup_fn *lookup; /* the files that evidence points to; NULL:
	                              evidence is not checked */
	void *lookup_ctx;
	bool (*matches)(void *ctx, const char *glob); /* a file of the repository;
	                                                 NULL: not checked */
	void *matches_ctx;
	const struct tg_model *trusted; /* the version whose silences count: what a
	                                   change adds to its own judges nothing.
	                                   NULL: the model's own */
};

/* One check. The table is the documentation of `threatgate lint`, too. */
struct tg_lint_check {
	const char *id;       /* "model/dread-total" */
	enum tg_level level;  /* unless the text of a finding says otherwise */
	const char *title;
	const char *fix;      /* what to do about it, one sentence */
	const char *why;      /* why it is worth saying, one sentence */
};

extern const struct tg_lint_check tg_lint_checks[];
extern const size_t tg_lint_checks_count;
const struct tg_lint_check *tg_lint_check_by_id(const char *id); /* or NULL */

/* Findings by line; *out lives in `arena`, texts are the model's or in `arena`.
 * A finding that the document silences with a reason has `waived` set and is a
 * note. `introduced` is true for all: the caller knows better. */
size_t tg_model_lint(struct tg_finding **out, struct tg_arena *arena,
		     const struct tg_model *model,
		     const struct tg_lint_options *options);

#endif
