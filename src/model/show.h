/* A model as people and programs look at it. Text is for terminals: the caller
 * neutralises nothing more. */
#ifndef TG_SHOW_H
#define TG_SHOW_H

#include "../base/buf.h"
#include "compare.h"
#include "model.h"

/* The model as read: parts, what was taken as the threats, every threat with
 * its risk and mitigations. */
void tg_model_to_text(struct tg_buf *out, const struct tg_model *model);

/* The JSON of `model show --format json` (docs/threat-models.md), with a line
 * end. */
void tg_model_to_json(struct tg_buf *out, const struct tg_model *model);

/* Likelihood × impact with the ids of the threats in the cells; for models
 * scored otherwise, a row for each level. */
void tg_model_to_matrix(struct tg_buf *out, const struct tg_model *model);

/* A comparison for people: one line for each delta, "-" taken away, "+" added,
 * "~" changed, "!" what needs a reason. */
void tg_comparison_to_text(struct tg_buf *out, const struct tg_comparison *c);
/* {"path", "unchanged", "incomplete", "changes": [{"kind", "threat", "from",
 * "to", "why", "line", "side"}]} */
void tg_comparison_to_json(struct tg_buf *out, const struct tg_comparison *c);

#endif
