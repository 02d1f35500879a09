/* Which rules can match a line at all: their literals in one index. */
#ifndef TG_PREFILTER_H
#define TG_PREFILTER_H

#include "literal_index.h"
#include "rules.h"

struct tg_prefilter {
	struct tg_literal_index index;
	const uint16_t *first; /* of literal i: rules[first[i]] up to first[i + 1] */
	const uint16_t *rules; /* indexes into the pack */
	const uint16_t *always; /* rules with a pattern and no literal */
	const uint16_t *paths; /* rules without a pattern */
	uint16_t n_always, n_paths;
};

/* False when the pack is too large for the index. */
bool tg_prefilter_build(struct tg_prefilter *out, struct tg_arena *arena,
			const struct tg_rule *rules, size_t n);

#endif
