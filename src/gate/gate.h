/*
 * The gate: everything that was read goes in, a report with its verdict comes
 * out. Pure: no disk, network, clock or environment. The same input gives the
 * same report, so that any run can be replayed.
 *
 * Models, coverage, comparison, evidence and lint come in as values; the gate
 * knows none of the code that found them. It decides what counts: which
 * findings this change brought or touched, at which level, waived or not.
 */
#ifndef TG_GATE_H
#define TG_GATE_H

#include "../base/arena.h"
#include "../checklist/checklist.h"
#include "../git/changeset.h"
#include "../model/model.h"
#include "../policy/policy.h"

#include <threatgate/report.h>

enum tg_gate_change {
	TG_GATE_UNCHANGED,
	TG_GATE_ADDED,
	TG_GATE_MODIFIED, /* also renamed */
	TG_GATE_DELETED
};

/* A place that a mitigation names as its evidence and that this change
 * touches. */
struct tg_gate_evidence {
	const char *threat;     /* id, or title where it has none */
	const char *mitigation; /* its text */
	const char *reference;  /* as the model writes it: "src/a.c:check" */
	const char *path;       /* the changed place: where the finding goes */
	uint32_t line;          /* 0: the file as a whole */
	enum tg_side side;
	const char *text;       /* the changed line, or "": for the fingerprint */
	bool removed;           /* the cited file, symbol or lines are gone */
	bool implemented;       /* the base calls the mitigation implemented */
};

/* A threat model that the change touches or that covers a changed file. */
struct tg_gate_model {
	const char *path;            /* at the head; where it is gone, the base */
	enum tg_gate_change change;
	const struct tg_model *base; /* NULL: not there, or not readable */
	const struct tg_model *head;
	const char *unreadable;      /* why the head's version could not be read
	                                (it is one, and broken), or NULL */
	/* tg_change.path of the changed files that it covers, by the base's
	 * coverage, the head's or the policy's, by their new path or old. */
	const char *const *covered;
	size_t n_covered;
	bool assumed;                /* nothing says what it covers: there is a
	                                model, but nobody is blamed for it */
	const struct tg_finding *base_lint; /* with path and line of the base */
	size_t n_base_lint;
	const struct tg_finding *head_lint;
	size_t n_head_lint;
	const struct tg_finding *comparison; /* model/threat-deleted, ... */
	size_t n_comparison;
	const struct tg_gate_evidence *evidence;
	size_t n_evidence;
	const char *mermaid;         /* for the report, or NULL */
};

/* What depends on the policy. Where the change alters the policy or its rules
 * there are two of these, and every finding of either stands. */
struct tg_gate_side {
	const struct tg_policy *policy;
	const struct tg_checklist *answers; /* NULL: no body was given */
	const struct tg_signal *signals;
	size_t n_signals;
	const struct tg_gate_model *models;
	size_t n_models;
};

/* A part of the change that could not be judged: gate/incomplete. */
struct tg_gate_gap {
	const char *path;  /* NULL: the change as a whole */
	const char *what;  /* one sentence: what was not looked at, and why */
};

struct tg_gate_input {
	struct tg_gate_side base;        /* by the trusted policy */
	const struct tg_gate_side *head; /* by the change's own, or NULL */
	const struct tg_changeset *changes;

	/* Changed files of the gate itself (tg_gate_owns), and why the head's
	 * version of one cannot be used, where that is so. */
	const char *const *own_files;
	size_t n_own_files;
	const struct tg_err *head_broken;

	/* Beside what the gate sees itself: files that could not be read. */
	const struct tg_gate_gap *gaps;
	size_t n_gaps;
	const char *const *limits;       /* honest lines of the report */
	size_t n_limits;

	const struct tg_waivers *waivers;   /* of the base; or NULL */
	const struct tg_baseline *baseline; /* of the base; or NULL */
	const struct tg_suppression *suppressions;
	size_t n_suppressions;

	const char *author;              /* login, or NULL: not known */
	bool author_is_bot;              /* the account's type says so */
	const char *const *labels;       /* of the pull request */
	size_t n_labels;
	bool draft;
	const char *created;             /* ISO date of the pull request, or NULL */
	const char *today;               /* ISO date */

	/* A look at the whole repository: what was there before is listed as well,
	 * and baseline entries that match nothing are findings. */
	bool whole;
};

/* Judges. Never fails: whatever could not be looked at is a finding. What the
 * report points to lives in `arena` or in the input. */
void tg_gate_judge(struct tg_report *out, struct tg_arena *arena,
		   const struct tg_gate_input *in);

/* True when a changed file is the gate's own: policy, rule file, waivers,
 * baseline, pull request template; a workflow or .gitattributes when either
 * side of it speaks of the gate or of what it obeys (`texts`, which may be
 * empty: then the name alone decides). */
bool tg_gate_owns(const char *path, struct tg_str old_text,
		  struct tg_str new_text);

#endif
