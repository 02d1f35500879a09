/*
 * Two versions of a threat model: what was added, taken away, weakened. The
 * base is the truth; what a change takes away from it needs a reason.
 */
#ifndef TG_COMPARE_H
#define TG_COMPARE_H

#include "../base/arena.h"
#include "model.h"

enum tg_delta_kind {
	TG_DELTA_MODEL_ADDED,
	TG_DELTA_MODEL_DELETED,
	TG_DELTA_THREAT_ADDED,
	TG_DELTA_THREAT_DELETED,
	TG_DELTA_THREAT_CHANGED,     /* reworded */
	TG_DELTA_THREAT_MOVED,       /* renumbered, or now in another document */
	TG_DELTA_MITIGATION_ADDED,
	TG_DELTA_MITIGATION_DELETED,
	TG_DELTA_MITIGATION_CHANGED, /* reworded, and not visibly weaker */
	TG_DELTA_MITIGATION_WEAKENED,
	TG_DELTA_STATUS_ADVANCED,
	TG_DELTA_STATUS_REGRESSED,
	TG_DELTA_ACCEPTANCE_ADDED,
	TG_DELTA_ACCEPTANCE_REMOVED,
	TG_DELTA_RISK_RAISED,
	TG_DELTA_RISK_LOWERED,
	TG_DELTA_SCOPE_GROWN,
	TG_DELTA_SCOPE_SHRUNK,       /* part, element, boundary, threshold */
	TG_DELTA_COVERAGE_SHRUNK     /* paths that the model covered */
};

/* "threat-deleted": the word of `model diff --format json`. */
const char *tg_delta_name(enum tg_delta_kind kind);

struct tg_delta {
	enum tg_delta_kind kind;
	const struct tg_threat *before, *after; /* NULL: none on that side */
	const struct tg_mitigation *mitigation_before, *mitigation_after;
	const char *subject; /* id of the threat, else its title; for scope: what
	                        is gone. Never NULL */
	const char *from, *to; /* text, status or level on each side; or "" */
	const char *why;     /* what makes it weaker, or what excuses it; or "" */
	bool excused;        /* its own version says enough: a risk is lower and
	                        its mitigations grew, an acceptance has a reason */
	bool listed;         /* scope: an entry of the section on trust boundaries */
	enum tg_side side;
	uint32_t line;       /* on `side` */
};

struct tg_comparison {
	const struct tg_model *before, *after; /* one of them may be NULL */
	struct tg_delta *deltas; /* in the order of the document */
	size_t n;
	size_t unchanged;    /* threats that are the same on both sides */
	bool incomplete;     /* too many threats without ids to be matched by
	                        likeness: those are listed as deleted and added */
};

/* Where to begin to show two texts of which `shown` bytes will be seen: shortly
 * before they differ, at the start of a word; 0 where that is early enough. */
size_t tg_change_start(const char *from, const char *to, size_t shown);

/* Compares. `before` or `after` may be NULL (a new or a deleted model), not
 * both. Everything lives in `arena` or in the models. */
void tg_compare(struct tg_comparison *out, struct tg_arena *arena,
		const struct tg_model *before, const struct tg_model *after);

/* A threat that left one document and came into another of the same change
 * moved: turns the deletion into TG_DELTA_THREAT_MOVED and drops the addition. */
void tg_compare_across(struct tg_comparison *comparisons, size_t n,
		       struct tg_arena *arena);

/* Why something was taken away, as the author says it: "T3 retired": "the
 * endpoint is gone since 2.0". */
struct tg_model_reason {
	const char *subject; /* holds an id, a title or the model's path */
	const char *reason;
};

/* What a security lead must see: findings `model/threat-deleted`,
 * `model/mitigation-deleted`, `model/mitigation-weakened`,
 * `model/status-regressed`, `model/acceptance-removed`, `model/risk-lowered`,
 * `model/scope-shrunk`. Errors; notes that quote the reason where one stands
 * in `reasons` or in a line that the new version adds. Their `introduced` is
 * true. Returns how many; *out lives in `arena`. */
size_t tg_comparison_findings(struct tg_finding **out, struct tg_arena *arena,
			      const struct tg_comparison *comparison,
			      const struct tg_model_reason *reasons,
			      size_t n_reasons);

#endif
