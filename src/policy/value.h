/*
 * Typed values out of a YAML tree, each refusal with file, line, column, what
 * was found, what was expected, and the nearest valid name.
 */
#ifndef TG_POLICY_VALUE_H
#define TG_POLICY_VALUE_H

#include "../base/glob.h"
#include "../markup/tree.h"

#include <threatgate/err.h>

struct tg_value_reader {
	struct tg_arena *arena;
	const char *file;
	struct tg_err *err;
	void *into; /* what is being filled */
};

typedef enum tg_rc tg_value_fn(struct tg_value_reader *r, const struct tg_tree *value);

struct tg_value_key {
	const char *name;
	tg_value_fn *read;
};

/* Reads a map by a table of its keys that ends with a NULL name. An empty value
 * is an empty map. */
enum tg_rc tg_value_map(struct tg_value_reader *r, const struct tg_tree *map,
			const struct tg_value_key *keys) TG_MUST_CHECK;

/* TG_E_POLICY at the value (or, for a key, at the key). */
enum tg_rc tg_value_error(struct tg_value_reader *r, const struct tg_tree *value,
			  const char *fmt, ...) TG_PRINTF(3, 4);
enum tg_rc tg_key_error(struct tg_value_reader *r, const struct tg_tree *value,
			const char *fmt, ...) TG_PRINTF(3, 4);

/* "found a list" and the like. */
enum tg_rc tg_value_unexpected(struct tg_value_reader *r, const struct tg_tree *value,
			       const char *expected);

enum tg_rc tg_value_text(struct tg_value_reader *r, const struct tg_tree *value,
			 const char **out) TG_MUST_CHECK; /* not empty */
enum tg_rc tg_value_date(struct tg_value_reader *r, const struct tg_tree *value,
			 const char **out) TG_MUST_CHECK;

/* A whole number, or one with KiB or MiB after it. */
enum tg_rc tg_value_size(struct tg_value_reader *r, const struct tg_tree *value,
			 size_t least, size_t most, size_t *out) TG_MUST_CHECK;

/* One of `n` names; its index. */
enum tg_rc tg_value_choice(struct tg_value_reader *r, const struct tg_tree *value,
			   const char *const *names, size_t n,
			   size_t *out) TG_MUST_CHECK;

enum tg_rc tg_value_texts(struct tg_value_reader *r, const struct tg_tree *value,
			  const char *const **out, size_t *n) TG_MUST_CHECK;

/* A path list; `*out` is freed first when it is not NULL. */
enum tg_rc tg_value_globs(struct tg_value_reader *r, const struct tg_tree *value,
			  unsigned flags, struct tg_globs **out) TG_MUST_CHECK;

#endif
