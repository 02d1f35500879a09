/* Who a mitigation that stands apart is for: the threat whose id or title it names,
 * else all in its scope that have none. */
#ifndef TG_MODEL_SHARING_H
#define TG_MODEL_SHARING_H

#include "reading.h"

struct tg_scope {
	size_t head;     /* the heading that announces the mitigations */
	size_t section;  /* threats in this subtree */
	unsigned stride; /* of that category; 0: any */
};

/* The threat's group has mitigations of its own. */
void tg_add_owner(struct tg_reading *rd, size_t threat);

/* Gives it to the threats whose ids the text names, or to the one that is called so;
 * false for none. */
bool tg_give_by_id(struct tg_reading *rd, struct tg_str text,
		   const struct tg_mitigation *m);
bool tg_give_by_title(struct tg_reading *rd, struct tg_str name,
		      const struct tg_mitigation *m);

/* Gives it to all in scope without one; with `among_owners` also to those in whose
 * group others have their own. */
void tg_share(struct tg_reading *rd, const struct tg_scope *s,
	      const struct tg_mitigation *m, bool among_owners);

#endif
