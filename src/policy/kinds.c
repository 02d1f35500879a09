/* Everything that can be found, in one table: what a policy may set a level
 * for, and what reports call it. */
#include "policy.h"

#include <string.h>

#define E TG_LEVEL_ERROR
#define W TG_LEVEL_WARNING
#define N TG_LEVEL_NOTE

const struct tg_finding_kind tg_finding_kinds[] = {
	{ "checklist/contradicted", E, false, "The answer \"No\" contradicts the change" },
	{ "checklist/needs-explanation", E, false, "A \"Yes\" without an explanation" },
	{ "checklist/unanswered", E, false, "A question that matters here is unanswered" },
	{ "checklist/item-missing", E, false, "A question of the checklist is missing" },
	{ "checklist/explained-no", N, false, "A \"No\" with a reason, for the reviewer" },
	{ "discussion/missing", W, false, "The short threat discussion is missing" },
	{ "mitigation/missing", E, false, "A threat without a concrete mitigation" },
	{ "mitigation/control-removed", E, false, "A security control was removed" },
	{ "mitigation/evidence-touched", W, false, "Evidence of a mitigation changed" },
	{ "mitigation/unanalysed", W, false, "A kind of threat that the model lacks" },
	{ "model/review-needed", E, false, "The threat model needs another look" },
	{ "model/missing", W, false, "No threat model covers this change" },
	{ "model/section-missing", W, false, "A part of the threat model is missing" },
	{ "model/threat-duplicate-id", E, false, "Two threats have the same id" },
	{ "model/stride-unknown", W, false, "A category that STRIDE does not have" },
	{ "model/dread-range", E, false, "A DREAD factor is out of range" },
	{ "model/dread-total", E, false, "A DREAD total is not the sum" },
	{ "model/priority-mismatch", W, false, "The priority does not follow the score" },
	{ "model/threat-unmitigated", E, false, "A threat without a concrete mitigation" },
	{ "model/mitigation-vague", W, false, "A mitigation that nobody could test" },
	{ "model/mitigation-no-status", W, false, "A mitigation without a status" },
	{ "model/mitigation-no-owner", W, false, "A mitigation without an owner" },
	{ "model/accepted-no-reason", E, false, "A risk accepted without a reason" },
	{ "model/mitigation-overdue", W, false, "A planned mitigation is overdue" },
	{ "model/all-critical", W, false, "Every threat has the same highest rank" },
	{ "model/boundary-unanalysed", W, false, "A crossing without a threat" },
	{ "model/evidence-missing", W, false, "Cited evidence does not exist" },
	{ "model/orphan-mitigation", E, false, "A mitigation for no known threat" },
	{ "model/placeholder", E, false, "A placeholder was left in the document" },
	{ "model/rank-inverted", W, false, "A higher score has the lower rank" },
	{ "model/covers-nothing", E, false, "A coverage pattern matches no file" },
	{ "model/stale", W, false, "The threat model has not kept up with its code" },
	{ "model/unrecognised", W, false, "A document without a structure to read" },
	{ "model/ignore-no-reason", W, false, "A finding silenced without a reason" },
	{ "model/threat-deleted", E, false, "A threat was deleted" },
	{ "model/mitigation-deleted", E, false, "A mitigation was deleted" },
	{ "model/mitigation-weakened", E, false, "A mitigation was weakened" },
	{ "model/status-regressed", E, false, "A mitigation's status went back" },
	{ "model/acceptance-removed", E, false, "The acceptance of a risk was removed" },
	{ "model/risk-lowered", E, false, "A risk was lowered" },
	{ "model/scope-shrunk", E, false, "The model's scope shrank" },
	{ "gate/policy-changed", W, true, "The gate's own files are changed here" },
	{ "gate/policy-broken", W, true, "The change breaks the gate's own files" },
	{ "gate/incomplete", E, true, "A part of the change could not be judged" },
	{ "gate/waiver-expired", W, false, "A waiver has expired" },
	{ "gate/baseline-stale", W, false, "A baseline entry matches nothing any more" },
};
const size_t tg_finding_kinds_count =
	sizeof(tg_finding_kinds) / sizeof(tg_finding_kinds[0]);

const struct tg_finding_kind *tg_finding_kind(const char *id)
{
	for (size_t i = 0; i < tg_finding_kinds_count; i++)
		if (strcmp(tg_finding_kinds[i].id, id) == 0)
			return &tg_finding_kinds[i];
	return NULL;
}
