/* One run of the gate, from its inputs to the report. Private to src/gate. */
#ifndef TG_GATE_RUN_H
#define TG_GATE_RUN_H

#include "judge.h"
#include "waive.h"

typedef TG_VEC(struct tg_finding) tg_finding_vec;
typedef TG_VEC(struct tg_suppression) tg_suppression_vec;

struct tg_gate_run {
	struct tg_arena *arena;
	const struct tg_gate_input *in;
	struct tg_waiving waiving;
	tg_finding_vec findings;
	tg_suppression_vec suppressions;
	struct tg_gate_side sides[2]; /* with the signals that count */
	struct tg_judge judges[2];
	size_t n_sides;
};

/* True for a pull request that is older than the policy's `since`. */
bool tg_gate_in_grace(const struct tg_gate_input *in);

/* Fills the report from what was judged: sorts, counts, decides. */
void tg_gate_fill(struct tg_gate_run *run, struct tg_report *out);

#endif
