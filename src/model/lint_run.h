/* What the checks share. Each lint_*.c holds checks of one kind. */
#ifndef TG_MODEL_LINT_RUN_H
#define TG_MODEL_LINT_RUN_H

#include "../base/vec.h"
#include "lint.h"
#include "risk.h"

struct tg_lint {
	struct tg_arena *arena;
	const struct tg_model *model;
	const struct tg_lint_options *options;
	enum tg_risk_level threshold;
	struct tg_risk_scale scale;
	const struct tg_lint_check *check; /* the one that runs */
	size_t found;                      /* by it */
	TG_VEC(struct tg_finding) findings;
	struct tg_finding beyond;          /* of those that are not listed */
};

/* Adds a finding of the running check. `threat` may be NULL. */
struct tg_finding *tg_lint_add(struct tg_lint *l, uint32_t line,
			       const struct tg_threat *threat, const char *fmt, ...)
	TG_PRINTF(4, 5);

/* "T4", or its title in quotes, shortened. */
const char *tg_lint_name(const struct tg_lint *l, const struct tg_threat *threat);
const char *tg_lint_short(const struct tg_lint *l, const char *text);

bool tg_lint_at_threshold(const struct tg_lint *l, const struct tg_threat *threat);

/* Calls `visit` for every mitigation that says something, a shared one once. */
typedef void tg_lint_visit_fn(struct tg_lint *l, const struct tg_threat *threat,
			      const struct tg_mitigation *m, void *ctx);
void tg_lint_each_mitigation(struct tg_lint *l, tg_lint_visit_fn *visit, void *ctx);

/* True when the stated bands go up with the scores and disagree with ours in
 * most rows: the team has bands of its own. */
bool tg_lint_has_own_bands(const struct tg_model *model,
			   const struct tg_risk_scale *scale);
/* True when this threat's stated priority disagrees with what its numbers come
 * to by bands that are certain. */
bool tg_lint_mismatch(const struct tg_threat *threat, const struct tg_risk_scale *scale);

/* How most rows of a document make a score of likelihood and impact. */
enum tg_lint_formula { TG_LINT_NO_FORMULA, TG_LINT_PRODUCT, TG_LINT_SUM };
enum tg_lint_formula tg_lint_formula_of(const struct tg_model *model);
/* True when the score that is written is not that; *right is what it should be. */
bool tg_lint_wrong_score(const struct tg_threat *threat, enum tg_lint_formula formula,
			 double *right);
void tg_lint_scores(struct tg_lint *l); /* part of tg_lint_priority */

typedef void tg_lint_fn(struct tg_lint *l);
tg_lint_fn tg_lint_unrecognised, tg_lint_sections, tg_lint_duplicate_ids,
	tg_lint_stride, tg_lint_placeholders, tg_lint_orphans, tg_lint_stale,
	tg_lint_boundaries, tg_lint_ignores;
tg_lint_fn tg_lint_dread_range, tg_lint_dread_total, tg_lint_priority,
	tg_lint_all_critical, tg_lint_rank;
tg_lint_fn tg_lint_unmitigated, tg_lint_vague, tg_lint_no_status, tg_lint_no_owner,
	tg_lint_accepted, tg_lint_overdue;
tg_lint_fn tg_lint_evidence, tg_lint_covers;

#endif
