/* How the findings of a comparison say what they found. */
#ifndef TG_COMPARE_WORDING_H
#define TG_COMPARE_WORDING_H

#include "compare.h"

/* “text”, cut to what a message can hold. */
const char *tg_delta_quote(struct tg_arena *arena, const char *text);

/* What was taken away, without a full stop. */
const char *tg_delta_message(struct tg_arena *a, const struct tg_comparison *c,
			     const struct tg_delta *d);

/* `pattern` with the name of the thing for %s, as a statement about it begins
 * for %q, and the document's path for %p. */
const char *tg_delta_fix(struct tg_arena *arena, const char *pattern, const char *path,
			 const struct tg_delta *d);

#endif
