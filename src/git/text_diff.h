/* What changed between two texts, line by line, as git finds it. */
#ifndef TG_TEXT_DIFF_H
#define TG_TEXT_DIFF_H

#include "changeset.h"

/* One change without context; called in the order of the texts. */
typedef void tg_text_diff_fn(const struct tg_hunk *hunk, void *ctx);

/* Neither text may be empty. */
enum tg_rc tg_text_diff(struct tg_str old_text, struct tg_str new_text,
			tg_text_diff_fn *each, void *ctx, struct tg_err *err)
	TG_MUST_CHECK;

#endif
