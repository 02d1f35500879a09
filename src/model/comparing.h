/* What the files of the comparison share. */
#ifndef TG_COMPARING_H
#define TG_COMPARING_H

#include "../base/vec.h"
#include "compare.h"
#include "match.h"

struct tg_comparing {
	struct tg_arena *arena;
	const struct tg_model *before, *after;
	struct tg_matcher matcher;
	TG_VEC(struct tg_delta) deltas;
	const struct tg_mitigation **shared; /* shared ones already reported */
	size_t n_shared, cap_shared;
};

/* A new delta of a threat; either side may be NULL. The place is the threat's
 * on the new side, on the old side where it is gone. */
struct tg_delta *tg_comparing_add(struct tg_comparing *c, enum tg_delta_kind kind,
				  const struct tg_threat *before,
				  const struct tg_threat *after);

/* What became of the mitigations of one threat. */
void tg_comparing_mitigations(struct tg_comparing *c,
			      const struct tg_threat *before,
			      const struct tg_threat *after);

/* What the section on trust boundaries lists. */
void tg_comparing_boundaries(struct tg_comparing *c);

/* Parts, diagram, coverage, threshold, what is declared out of scope. */
void tg_comparing_scope(struct tg_comparing *c);

#endif
