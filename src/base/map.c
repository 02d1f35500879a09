#include "map.h"

#include "hash.h"

struct tg_map_slot {
	struct tg_str key;
	uint64_t hash;
	void *value; /* NULL: free */
};

void tg_map_init(struct tg_map *map, struct tg_arena *arena)
{
	*map = (struct tg_map){ .arena = arena };
}

/* The map's address differs from run to run, so nobody can prepare keys that
 * all fall into one slot. */
static uint64_t hash_key(const struct tg_map *map, struct tg_str key)
{
	return tg_hash64(key, (uint64_t)(uintptr_t)map->arena);
}

/* The slot of the key, or the free one where it would go. */
static struct tg_map_slot *find_slot(const struct tg_map *map, struct tg_str key,
				     uint64_t hash)
{
	size_t mask = map->cap - 1;

	for (size_t i = (size_t)hash & mask;; i = (i + 1) & mask) {
		struct tg_map_slot *slot = &map->slots[i];

		if (!slot->value ||
		    (slot->hash == hash && tg_str_eq(slot->key, key)))
			return slot;
	}
}

static void grow(struct tg_map *map)
{
	struct tg_map_slot *old = map->slots;
	size_t old_cap = map->cap;

	map->cap = old_cap ? old_cap * 2 : 16;
	map->slots = tg_arena_calloc(map->arena, map->cap, sizeof(*map->slots));
	for (size_t i = 0; i < old_cap; i++) {
		if (old[i].value)
			*find_slot(map, old[i].key, old[i].hash) = old[i];
	}
}

void *tg_map_get(const struct tg_map *map, struct tg_str key)
{
	if (map->n == 0)
		return NULL;
	return find_slot(map, key, hash_key(map, key))->value;
}

void tg_map_set(struct tg_map *map, struct tg_str key, void *value)
{
	if (map->n + 1 > map->cap - map->cap / 4)
		grow(map);
	uint64_t hash = hash_key(map, key);
	struct tg_map_slot *slot = find_slot(map, key, hash);

	if (!slot->value)
		map->n++;
	*slot = (struct tg_map_slot){ key, hash, value };
}
