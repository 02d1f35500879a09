/*
 * What is wrong with the workflow that runs this gate: triggers that leave
 * answers unjudged, filters and conditions by which a required check hangs or
 * passes unseen, permissions, code of the pull request beside a writing token.
 * A workflow that does not run the gate is none of ours.
 */
#ifndef TG_WORKFLOW_LINT_H
#define TG_WORKFLOW_LINT_H

#include "../base/arena.h"
#include "../base/str.h"

#include <threatgate/err.h>
#include <threatgate/report.h>

/* .github/workflows/NAME.yml or .yaml: the only files that GitHub starts. */
bool tg_workflow_is_path(const char *path);

/* Reads a workflow and gives its findings, in the order of their lines; none
 * when no job of it runs the gate. They live in `arena` and borrow `path`.
 * TG_E_SYNTAX when it is no YAML. `runs_gate` tells whether it is ours. */
enum tg_rc tg_workflow_lint(struct tg_finding **out, size_t *n, bool *runs_gate,
			    struct tg_arena *arena, const char *path,
			    struct tg_str text, struct tg_err *err) TG_MUST_CHECK;

#endif
