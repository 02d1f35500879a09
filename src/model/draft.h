/*
 * A threat model while it is being read: threats grow as more of the document
 * speaks of them, found again by id or by title.
 */
#ifndef TG_MODEL_DRAFT_H
#define TG_MODEL_DRAFT_H

#include "../base/map.h"
#include "../base/vec.h"
#include "record.h"

/* What is above these is left out, and said to be. */
#define TG_DRAFT_MAX_THREATS 20000u
#define TG_DRAFT_MAX_LIKENESS 400u /* threats compared by their words */

struct tg_draft_threat {
	struct tg_threat t;
	const char *key;    /* tg_id_key of the id, or "" */
	TG_VEC(struct tg_mitigation) mitigations;
	size_t section;     /* where it stands */
	size_t group;       /* threats that were read together have the same */
	uint64_t source;    /* table's signature, or a number for other shapes: two
	                       of one source are never the same threat */
};

struct tg_draft {
	struct tg_arena *arena;
	TG_VEC(struct tg_draft_threat) threats;
	TG_VEC(struct tg_mitigation) orphans;
	struct tg_map by_key; /* key → index + 1 of the first with it */
	bool incomplete;
	size_t shared;        /* copies of mitigations that many threats have */
};

#define TG_SOURCE_HEADINGS 1u
#define TG_SOURCE_LISTS 2u
#define TG_SOURCE_PAIRS 3u

void tg_draft_init(struct tg_draft *d, struct tg_arena *arena);

/* The threat that a record speaks of: by its id, else by its title; SIZE_MAX
 * for none. `source` as above; its own kind is not looked at by title. */
size_t tg_draft_find(const struct tg_draft *d, const struct tg_record *r,
		     uint64_t source);
size_t tg_draft_find_key(const struct tg_draft *d, const char *key);

/* Adds a threat, or fills one that is there already and came from elsewhere.
 * Returns its index, SIZE_MAX when the record says nothing of a threat. */
size_t tg_draft_put(struct tg_draft *d, const struct tg_record *r,
		    size_t section, uint64_t source);

/* Has any threat a mitigation yet? */
bool tg_draft_any_mitigated(const struct tg_draft *d);

/* Adds to a threat what it lacks. */
void tg_draft_fill(struct tg_draft *d, size_t index, const struct tg_record *r);

/* The mitigations that a record states, appended to *out. */
typedef TG_VEC(struct tg_mitigation) tg_mitigation_vec;
void tg_draft_mitigations(tg_mitigation_vec *out, struct tg_arena *arena,
			  const struct tg_record *r);
/* Gives a threat a mitigation that it does not have yet. Of those that many
 * threats share it has at most 200, and the document so many copies that a long
 * list for many threats stays small; the first is always given. */
void tg_draft_give(struct tg_draft *d, size_t index, const struct tg_mitigation *m);

/* Ids of threats that are known, named in `text`: their indices are appended
 * ("T1, T3", "T1–T4"). */
typedef TG_VEC(size_t) tg_index_vec;
void tg_draft_ids_in(tg_index_vec *out, const struct tg_draft *d, struct tg_str text);

/* Moves everything into the model, sorted by line. */
void tg_draft_finish(struct tg_draft *d, struct tg_model *model);

#endif
