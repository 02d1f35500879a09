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

/* What calls what, once; nothing where either is NULL. */
void tg_scout_connect(struct tg_scout *scout, const char *from, const char *to);

/* An image or gateway that lets the network in, and what stands behind it (or NULL). */
bool tg_scout_is_door(const char *name);
void tg_scout_open_door(struct tg_scout *scout, const char *service, const char *path);

/* scout_services.c: the services of a compose file, the objects of Kubernetes. */
void tg_scout_services(struct tg_scout *scout, const char *path, struct tg_str text);

/* scout_addresses.c: hosts and schemes of the addresses in a text. */
void tg_scout_addresses(struct tg_scout *scout, const char *path, struct tg_str text);

#endif
