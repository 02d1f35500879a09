/*
 * What a repository says of the system it builds: its services, stores and
 * external parties, from manifests, compose files, Kubernetes manifests and
 * configuration. A first drawing for people to correct; nothing is guessed
 * that no file says, and every element names the file that said it.
 */
#ifndef TG_SCOUT_H
#define TG_SCOUT_H

#include "../base/map.h"
#include "../base/vec.h"
#include "model.h"

struct tg_scouted {
	const char *name;
	enum tg_element_kind kind;
	const char *seen_in;   /* the first file that says so */
	bool outside;          /* runs elsewhere: an API on the network */
};

struct tg_scout {
	struct tg_arena *arena;
	TG_VEC(struct tg_scouted) elements;
	TG_VEC(struct tg_flow) flows; /* from, to: names of elements */
	struct tg_map seen;
	TG_VEC(const char *) folders; /* of services: what the model may cover */
	bool whole;            /* there is a program of the whole repository */
	const char *entrance;  /* the file that opens a door to the network */
	const char *entered;   /* the service behind it, or NULL */
};

#define TG_SCOUT_MAX 200u /* elements */
#define TG_SCOUT_MAX_BYTES (1u << 20) /* of one file */

void tg_scout_init(struct tg_scout *scout, struct tg_arena *arena);

/* True when a file of that name may say something: read it and show it. */
bool tg_scout_wants(const char *path);
void tg_scout_look(struct tg_scout *scout, const char *path, struct tg_str text);

#endif
