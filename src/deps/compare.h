/* The state of one comparison, shared by its parts. */
#ifndef TG_DEPS_COMPARE_H
#define TG_DEPS_COMPARE_H

#include "../base/vec.h"
#include "deps.h"
#include "facts.h"
#include "manifest.h"

#define TG_DEPS_RULES 7u

enum tg_pair_state {
	TG_PAIR_UNREAD, /* not looked at yet */
	TG_PAIR_NONE,   /* no such side, or it is no manifest */
	TG_PAIR_READ,
	TG_PAIR_BROKEN  /* it is there, and could not be read or parsed */
};

/* What became of one side, and where it lives: two sides may be read at once. */
struct tg_pair_read {
	struct tg_arena arena;
	enum tg_pair_state state;
	struct tg_err err;
};

/* One changed manifest on both sides. */
struct tg_pair {
	const struct tg_change *change;
	const struct tg_manifest_format *format; /* of the new path, else the old */
	struct tg_manifest old_side, new_side;
	struct tg_facts old_facts, new_facts;
	struct tg_pair_read old_read, new_read;
	struct tg_str old_text; /* where it could not be parsed */
	struct tg_str new_text;
	bool has_old, has_new;  /* there is such a side, and it was parsed */
	bool old_broken;        /* there is one, and it was not */
	bool fixture;           /* a sample for tests: hints only */
	bool example;           /* shown to users, not shipped */
	size_t index;
	unsigned searched;      /* names looked for in the text of a broken base */
	size_t kept[TG_DEPS_RULES], dropped[TG_DEPS_RULES];
};

/* A manifest of the base that the change does not touch. */
struct tg_sibling {
	const char *path;
	const struct tg_manifest_format *format;
	bool read;
};

struct tg_compare {
	const struct tg_changeset *changes;
	struct tg_arena *arena; /* what outlives the comparison */
	struct tg_arena *work;  /* what does not */
	struct tg_pair *pairs;
	size_t n_pairs;
	TG_VEC(struct tg_signal) signals;
	struct tg_signal spare;           /* what is over the limit goes here */
	TG_VEC(const char *) unread;
	struct tg_facts old_all, new_all; /* of the changed manifests */
	struct tg_facts siblings;         /* of those not changed, as far as read */
	struct tg_facts reported;         /* what was reported as new already */
	TG_VEC(struct tg_sibling) tree;
	bool listed;
	const struct tg_dependency *unpinned; /* the first of those known before */
	struct tg_pair *unpinned_in;
	const char *unpinned_how;
	size_t n_unpinned;
	size_t transitive;
	const struct tg_pair *transitive_in;
};

/* --- siblings.c */

/* What unchanged manifests of the base say of the same identity; they are read
 * when first asked for, by ecosystem. */
const struct tg_fact *tg_siblings_find(struct tg_compare *c,
				       const struct tg_dependency *dep);

/* Below a folder of samples for tests, or of copies of foreign code. */
bool tg_path_is_fixture(const char *path);

/* Below a folder of examples. */
bool tg_path_is_example(const char *path);

/* --- signals.c */

/* Adds a signal of `rule` about `dep` (NULL: the file as a whole). The message
 * is formatted into the arena. At most TG_DEPS_MAX_SIGNALS a rule and file. */
struct tg_signal *tg_compare_signal(struct tg_compare *c, struct tg_pair *pair,
				    const char *rule,
				    const struct tg_dependency *dep,
				    const char *message);

/* "npm package left-pad 1.0.0", as messages name it. */
const char *tg_dependency_title(struct tg_arena *arena,
				const struct tg_dependency *dep);

/* Says how many were left out, sorts. */
void tg_compare_finish(struct tg_compare *c);

/* --- locks.c */
void tg_compare_lock(struct tg_compare *c, struct tg_pair *pair);
void tg_compare_lock_deleted(struct tg_compare *c, struct tg_pair *pair);
void tg_compare_transitive(struct tg_compare *c);

#endif
