/* What the files that make up the scout share. */
#ifndef TG_SCOUTING_H
#define TG_SCOUTING_H

#include "scout.h"

/* An element of that name, once; its name, or NULL when there are too many. */
const char *tg_scout_add(struct tg_scout *scout, const char *name,
			 enum tg_element_kind kind, bool outside, const char *path);

/* The known party that a name speaks of, added, or NULL. */
const char *tg_scout_recognise(struct tg_scout *scout, const char *name,
			       const char *path);

/* scout_addresses.c: hosts and schemes of the addresses in a text. */
void tg_scout_addresses(struct tg_scout *scout, const char *path, struct tg_str text);

#endif
