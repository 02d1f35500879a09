/* Reading the changed manifests: while the change set is visited, on all workers
 * at once, and afterwards what was not shown. */
#ifndef TG_DEPS_READING_H
#define TG_DEPS_READING_H

#include "compare.h"

struct tg_deps_reading {
	struct tg_arena arena;
	const struct tg_changeset *changes;
	struct tg_pair *pairs;       /* in the order of the changes */
	size_t n;
	struct tg_pair **of_change;  /* by the change's index; NULL: no manifest */
};

/* Reads and parses one side, where that was not done yet. */
void tg_reading_side(struct tg_deps_reading *reading, struct tg_pair *pair,
		     enum tg_side side);

#endif
