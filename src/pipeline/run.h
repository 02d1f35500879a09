/*
 * One run of the gate, stage by stage. This layer is where the inputs meet: it
 * reads what each stage needs, calls it, and hands its values on. It judges
 * nothing itself.
 *
 *	open.c      repository, range, change set
 *	trusted.c   policy, rules, waivers, baseline: of the base, and of the head
 *	            where the change alters them
 *	signals.c   change set + rules → signals; manifests → signals
 *	models.c    threat models on both sides, and what the change did to them
 *	lint.c      what is wrong with a threat model on one side
 *	evidence.c  what the change did to code that mitigations cite
 *	check.c     the stages in their order
 */
#ifndef TG_RUN_H
#define TG_RUN_H

#include "../base/vec.h"
#include "../deps/deps.h"
#include "../gate/gate.h"
#include "../git/changeset.h"
#include "../model/coverage.h"
#include "../policy/policy.h"
#include "../rules/rules.h"

#include <threatgate/check.h>

/* What depends on the policy: read once from the base, and once more from the
 * head where the change alters it. */
struct tg_side_inputs {
	enum tg_side side;
	struct tg_policy *policy;
	struct tg_rule_pack packs[2]; /* built-in, the team's own */
	size_t n_packs;
	struct tg_checklist *answers; /* NULL: no body */
	struct tg_signal *signals;
	size_t n_signals;
	struct tg_gate_model *models;
	size_t n_models;
};

struct tg_run {
	struct tg_arena arena;
	const struct tg_check_options *options;
	struct tg_repo *repo;        /* NULL: none (a bare diff, an API) */
	struct tg_range range;
	struct tg_changeset changes;
	bool changes_open;
	struct tg_side_inputs base, head;
	bool has_head;               /* `head` is judged as well */
	struct tg_err head_broken;   /* code TG_OK: nothing is */
	struct tg_waivers waivers;
	struct tg_baseline baseline;
	struct tg_deps_result deps;
	bool *no_model;              /* by change: neither side is a threat model,
	                                as the visit has seen */
	TG_VEC(const char *) own_files;
	TG_VEC(struct tg_gate_gap) gaps;
	TG_VEC(const char *) limits;
	TG_VEC(const char *) paths;  /* all files of paths_side: see lint.c */
	enum tg_side paths_side;
	struct tg_suppression *suppressions;
	size_t n_suppressions;
	struct tg_report report;
	unsigned elapsed_ms;
};

/* The threads that a run may have: what was asked for, or one for each core. */
unsigned tg_run_workers(const struct tg_run *run);

/* The stages. Each leaves its values in the run. */
enum tg_rc tg_run_open(struct tg_run *run, struct tg_err *err) TG_MUST_CHECK;
enum tg_rc tg_run_open_changes(struct tg_run *run, struct tg_err *err)
	TG_MUST_CHECK;
enum tg_rc tg_run_read_base(struct tg_run *run, struct tg_err *err)
	TG_MUST_CHECK;
enum tg_rc tg_run_read_head(struct tg_run *run, struct tg_err *err)
	TG_MUST_CHECK;
enum tg_rc tg_run_find_signals(struct tg_run *run, struct tg_side_inputs *side,
			       struct tg_err *err) TG_MUST_CHECK;
enum tg_rc tg_run_read_models(struct tg_run *run, struct tg_side_inputs *side,
			      struct tg_err *err) TG_MUST_CHECK;
/* Lint findings of a model (NULL: none) as it stands on that side; the comments of
 * `trusted` (NULL: its own) say which are silenced. */
size_t tg_run_lint(const struct tg_finding **out, struct tg_run *run,
		   const struct tg_policy *policy, const struct tg_model *model,
		   enum tg_side side, const struct tg_model *trusted);

void tg_run_judge_evidence(struct tg_run *run, struct tg_gate_model *model);

/* A file of the trusted base: of the base's tip where it is known, else of the
 * change set's old side. */
enum tg_rc tg_run_read_trusted(struct tg_str *out, struct tg_run *run,
			       const char *path, size_t max, struct tg_err *err)
	TG_MUST_CHECK;

/* Notes what could not be looked at: a finding of the gate that fails it. */
void tg_run_gap(struct tg_run *run, const char *path, const char *what);

/* Notes what the report must admit: one honest line. */
void tg_run_limit(struct tg_run *run, const char *line);

#endif
