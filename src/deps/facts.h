/* What many manifests name, to be asked by identity. */
#ifndef TG_DEPS_FACTS_H
#define TG_DEPS_FACTS_H

#include "../base/arena.h"
#include "../base/map.h"
#include "deps.h"

struct tg_fact {
	const struct tg_dependency *dep;
	size_t origin;            /* which manifest; the caller's number */
	const char *path;         /* of that manifest */
	const struct tg_fact *next; /* the next of the same identity */
};

struct tg_facts {
	struct tg_map map;
	struct tg_arena *arena;
};

void tg_facts_init(struct tg_facts *facts, struct tg_arena *arena);
void tg_facts_add(struct tg_facts *facts, const struct tg_dependency *dep,
		  size_t origin, const char *path);

/* All facts of the same kind, ecosystem and name; NULL when there is none. */
const struct tg_fact *tg_facts_find(const struct tg_facts *facts,
				    const struct tg_dependency *dep);

/* Of a list: the first that comes from the same source, or NULL. What is
 * inherited comes from wherever another manifest says. */
const struct tg_fact *tg_fact_same_source(const struct tg_fact *list,
					  const struct tg_dependency *dep);

enum tg_integrity {
	TG_INTEGRITY_FINE,    /* the same, or nothing to hold it against */
	TG_INTEGRITY_CHANGED, /* the same version has other hashes */
	TG_INTEGRITY_DROPPED  /* there were hashes, and there are none */
};
enum tg_integrity tg_fact_integrity(const struct tg_fact *list,
				    const struct tg_dependency *dep);

/* How the pinning of `dep` compares with what it was; a sentence's end ("is no
 * longer pinned by hash") or NULL when it is not weaker. */
const char *tg_fact_unpinned(const struct tg_fact *list,
			     const struct tg_dependency *dep);

#endif
