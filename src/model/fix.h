/* Repairs of a threat model that need no judgement. */
#ifndef TG_MODEL_FIX_H
#define TG_MODEL_FIX_H

#include "../base/buf.h"

#include <threatgate/err.h>

/* Repairs what is mechanical in a Markdown model: DREAD totals, scores of
 * likelihood and impact by the rule that the other rows follow, priorities that
 * disagree with them or with the matrix, the alignment of the tables that hold
 * threats. Every other byte is kept. Appends the whole new text to `out`;
 * *changed counts what was repaired. TG_E_SYNTAX for a document that cannot be
 * read; other formats come out as they are. */
enum tg_rc tg_model_fix(struct tg_buf *out, size_t *changed, const char *path,
			struct tg_str text, struct tg_err *err) TG_MUST_CHECK;

#endif
