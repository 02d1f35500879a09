/* What the change did to the code that mitigations name as their evidence. */
#include "run.h"

#include "../model/evidence.h"

#define MAX_EVIDENCE_BYTES (4u << 20)

/* The change's line at that place, so that the finding's fingerprint holds. */
static const char *line_text(struct tg_arena *arena, struct tg_str text, uint32_t line)
{
	struct tg_str rest = text, found;

	for (uint32_t n = 1; line && tg_str_line(&rest, &found); n++)
		if (n == line)
			return tg_arena_dup_str(arena, tg_str_trim(found));
	return "";
}

static struct tg_str side_text(struct tg_run *run, const struct tg_change *change,
			       enum tg_side side)
{
	struct tg_str text = { NULL, 0 };
	struct tg_err ignored;

	if (tg_change_read(&text, &run->changes, change, side, MAX_EVIDENCE_BYTES,
			   &run->arena, &ignored) != TG_OK)
		text = (struct tg_str){ NULL, 0 };
	return text;
}

struct cited {
	const struct tg_threat *threat;
	const struct tg_mitigation *mitigation;
	const char *reference;
};

typedef TG_VEC(struct tg_gate_evidence) evidence_list;

static void judge_one(struct tg_run *run, evidence_list *list, const struct cited *cited)
{
	struct tg_evidence evidence;

	if (!tg_evidence_parse(&evidence, &run->arena, tg_str(cited->reference)))
		return;
	const struct tg_change *change = tg_changeset_find(&run->changes, evidence.path);

	if (!change)
		return;
	struct tg_str old_text = side_text(run, change, TG_SIDE_OLD);
	struct tg_str new_text = side_text(run, change, TG_SIDE_NEW);
	struct tg_evidence_hit hit =
		tg_evidence_judge(&evidence, change, old_text, new_text);

	if (hit.touch != TG_EVIDENCE_CHANGED && hit.touch != TG_EVIDENCE_REMOVED)
		return;
	*TG_VEC_PUSH(&run->arena, list) = (struct tg_gate_evidence){
		.threat = *cited->threat->id ? cited->threat->id : cited->threat->title,
		.mitigation = cited->mitigation->text,
		.reference = cited->reference,
		.path = hit.side == TG_SIDE_OLD && change->old_path ? change->old_path
								    : change->path,
		.line = hit.line,
		.side = hit.side,
		.text = line_text(&run->arena,
				  hit.side == TG_SIDE_OLD ? old_text : new_text,
				  hit.line),
		.removed = hit.touch == TG_EVIDENCE_REMOVED,
		.implemented = cited->mitigation->status == TG_MITIGATION_IMPLEMENTED,
	};
}

void tg_run_judge_evidence(struct tg_run *run, struct tg_gate_model *model)
{
	evidence_list list = { 0 };

	for (size_t i = 0; model->base && i < model->base->n_threats; i++) {
		const struct tg_threat *threat = &model->base->threats[i];

		for (size_t j = 0; j < threat->n_mitigations; j++) {
			const struct tg_mitigation *m = &threat->mitigations[j];

			for (size_t k = 0; k < m->n_evidence; k++)
				judge_one(run, &list,
					  &(struct cited){ threat, m, m->evidence[k] });
		}
	}
	model->evidence = list.items;
	model->n_evidence = list.n;
}
