/* Waivers and the baseline: for the gate and for the audit of a repository. */
#ifndef TG_WAIVE_H
#define TG_WAIVE_H

#include "../git/changeset.h"
#include "../policy/policy.h"

/* What decides whether a waiver counts. `changes` may be NULL; with it a file
 * that is renamed here needs its old path covered as well, or a rename into a
 * waived folder would be a way out. */
struct tg_waiving {
	const struct tg_waivers *waivers; /* or NULL: none */
	const struct tg_changeset *changes;
	const char *today;
	bool *expired;   /* one for each waiver: set where it would have counted,
	                    were it not past its last day; or NULL */
	struct tg_arena *arena;
};

/* The waiver of a rule that takes a signal away, or NULL. */
const struct tg_waiver *tg_waives_signal(const struct tg_waiving *w,
					 const struct tg_signal *signal);

/* Marks the findings that a waiver covers: `waived` says why, by whom and until
 * when, and the level falls to a note. */
void tg_waive_findings(const struct tg_waiving *w, struct tg_finding *findings,
		       size_t n);

/* The same for the baseline; used[i] is set for entries that matched (or NULL):
 * in a look at the whole repository the others are stale. */
void tg_apply_baseline(struct tg_finding *findings, size_t n,
		       const struct tg_baseline *baseline, bool *used,
		       struct tg_arena *arena);

#endif
