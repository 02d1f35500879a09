/* Facts by identity, and what two versions of one fact say together. */
#include "facts.h"

#include <string.h>

void tg_facts_init(struct tg_facts *facts, struct tg_arena *arena)
{
	facts->arena = arena;
	tg_map_init(&facts->map, arena);
}

/* Names are cut long before this; what is longer is one with what begins alike. */
#define MAX_KEY 1200u

struct key {
	char text[MAX_KEY];
	size_t n;
};

static void put(struct key *key, const char *s)
{
	size_t n = strlen(s), room = sizeof key->text - key->n;

	if (n > room)
		n = room;
	memcpy(key->text + key->n, s, n);
	key->n += n;
}

/* Asked for each dependency of each manifest: no printf. */
static struct tg_str key_of(struct key *key, const struct tg_dependency *dep)
{
	key->text[0] = (char)('0' + (int)dep->kind);
	key->text[1] = '\n';
	key->n = 2;
	put(key, dep->ecosystem);
	put(key, "\n");
	put(key, dep->name);
	return tg_str_n(key->text, key->n);
}

/* Lists are walked: more of one name than this say nothing new. */
#define MAX_SAME_NAME 256u

struct list {
	struct tg_fact *first, *last;
	size_t n;
};

void tg_facts_add(struct tg_facts *facts, const struct tg_dependency *dep,
		  size_t origin, const char *path)
{
	struct key buffer;
	struct tg_str key = key_of(&buffer, dep);
	struct list *list = tg_map_get(&facts->map, key);
	struct tg_fact *fact;

	if (list != NULL && list->n >= MAX_SAME_NAME)
		return;
	fact = tg_arena_alloc(facts->arena, sizeof *fact);
	*fact = (struct tg_fact){ dep, origin, path, NULL };
	if (list == NULL) {
		list = tg_arena_alloc(facts->arena, sizeof *list);
		list->first = fact;
		tg_map_set(&facts->map,
			   tg_str_n(tg_arena_strndup(facts->arena, key.p, key.n), key.n),
			   list);
	} else {
		list->last->next = fact;
	}
	list->last = fact;
	list->n++;
}

const struct tg_fact *tg_facts_find(const struct tg_facts *facts,
				    const struct tg_dependency *dep)
{
	struct key buffer;
	const struct list *list = tg_map_get(&facts->map, key_of(&buffer, dep));

	return list ? list->first : NULL;
}

const struct tg_fact *tg_fact_same_source(const struct tg_fact *list,
					  const struct tg_dependency *dep)
{
	for (; list != NULL; list = list->next)
		if (dep->inherited || strcmp(list->dep->source, dep->source) == 0)
			return list;
	return NULL;
}

/* Whether two lists of hashes share one; *comparable when they share an
 * algorithm at all. */
static bool share_hash(const char *a, const char *b, bool *comparable)
{
	struct tg_str left = tg_str(a), x, y;

	while (tg_str_word(&left, &x)) {
		struct tg_str right = tg_str(b);
		size_t colon = tg_str_chr(x, ':');
		while (tg_str_word(&right, &y)) {
			if (tg_str_eq(x, y))
				return true;
			if (tg_str_eq(tg_str_sub(x, 0, colon),
				      tg_str_sub(y, 0, tg_str_chr(y, ':'))))
				*comparable = true;
		}
	}
	return false;
}

enum tg_integrity tg_fact_integrity(const struct tg_fact *list,
				    const struct tg_dependency *dep)
{
	bool comparable = false, hashed = true, same = false;
	unsigned budget = 64; /* versions of one package */

	for (; list != NULL && budget > 0; list = list->next, budget--) {
		const struct tg_dependency *was = list->dep;
		if (strcmp(was->source, dep->source) != 0)
			continue;
		same = true;
		hashed = hashed && *was->integrity != '\0';
		if (strcmp(was->version, dep->version) != 0)
			continue;
		if (share_hash(was->integrity, dep->integrity, &comparable))
			return TG_INTEGRITY_FINE;
	}
	if (comparable)
		return TG_INTEGRITY_CHANGED;
	return same && hashed && *dep->integrity == '\0' ? TG_INTEGRITY_DROPPED :
		TG_INTEGRITY_FINE;
}

const char *tg_fact_unpinned(const struct tg_fact *list,
			     const struct tg_dependency *dep)
{
	bool hash = list != NULL, firm = list != NULL;

	for (; list != NULL; list = list->next) {
		hash = hash && list->dep->pin == TG_PIN_HASH;
		firm = firm && list->dep->pin > TG_PIN_FLOATING;
	}
	if (dep->pin == TG_PIN_UNKNOWN)
		return NULL;
	if (hash && dep->pin < TG_PIN_HASH)
		return "is no longer pinned to a hash";
	if (firm && dep->pin == TG_PIN_FLOATING)
		return "is no longer pinned to a version";
	return NULL;
}
