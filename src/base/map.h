/* A hash table from byte strings to pointers or numbers, in an arena. Keys are
 * borrowed: they must live as long as the map. Iterate over your own array
 * beside it where the order matters: a map has none. */
#ifndef TG_MAP_H
#define TG_MAP_H

#include "arena.h"

struct tg_map_slot;

struct tg_map {
	struct tg_arena *arena;
	struct tg_map_slot *slots;
	size_t n, cap;
};

void tg_map_init(struct tg_map *map, struct tg_arena *arena);

/* NULL when the key is not there. */
void *tg_map_get(const struct tg_map *map, struct tg_str key);

/* Sets or replaces; `value` must not be NULL. */
void tg_map_set(struct tg_map *map, struct tg_str key, void *value);

#endif
