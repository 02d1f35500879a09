/*
 * The whole repository at rest: which source files have a threat model, what
 * the models still promise, what they leave open. Pure: paths, dates and models
 * come in as values.
 */
#ifndef TG_AUDIT_H
#define TG_AUDIT_H

#include "../base/arena.h"
#include "../base/buf.h"
#include "coverage.h"
#include "model.h"

struct tg_audit_folder {
	const char *path;      /* "services/order"; "." for files at the top */
	size_t files, covered; /* covered: by a model, assumed ones included */
	const struct tg_model *model; /* one that covers some of it, or NULL */
};

enum tg_audit_kind {
	TG_AUDIT_MISSING,  /* at or above the threshold, nothing against it */
	TG_AUDIT_PLANNED,  /* promised, not done */
	TG_AUDIT_OVERDUE,  /* promised for a day that is past */
	TG_AUDIT_ACCEPTED
};

struct tg_audit_item {
	enum tg_audit_kind kind;
	const struct tg_model *model;
	const struct tg_threat *threat;
	const struct tg_mitigation *mitigation; /* NULL for TG_AUDIT_MISSING */
};

struct tg_audit {
	struct tg_audit_folder *folders; /* by path */
	size_t n_folders;
	size_t files, covered;
	struct tg_audit_item *items;     /* by kind, then model and line */
	size_t n_items;
	struct tg_finding *findings;     /* model/missing for each folder without
	                                    any model: warnings */
	size_t n_findings;
};

/* `paths`: the source files whose coverage counts, sorted. `today`: ISO date,
 * or NULL (nothing is overdue). `threshold` holds where a model has none. */
void tg_audit(struct tg_audit *out, struct tg_arena *arena,
	      const struct tg_coverage *coverage, const char *const *paths,
	      size_t n_paths, enum tg_risk_level threshold, const char *today);

/* "planned", as in the JSON. */
const char *tg_audit_kind_name(enum tg_audit_kind kind);

/* For people, findings aside. */
void tg_audit_to_text(struct tg_buf *out, const struct tg_audit *audit);

/* The findings as a baseline file, one entry each with that reason. */
void tg_audit_to_baseline(struct tg_buf *out, const struct tg_finding *findings,
			  size_t n, const char *reason);

#endif
