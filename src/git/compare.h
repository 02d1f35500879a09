/* What changed between two texts, line by line, as git finds it. */
#ifndef TG_COMPARE_H
#define TG_COMPARE_H

#include "changeset.h"

/* One change without context; called in the order of the texts. */
typedef void tg_change_fn(const struct tg_hunk *hunk, void *ctx);

/* Neither text may be empty. */
enum tg_rc tg_compare(struct tg_str old_text, struct tg_str new_text,
		      tg_change_fn *each, void *ctx, struct tg_err *err)
	TG_MUST_CHECK;

#endif
