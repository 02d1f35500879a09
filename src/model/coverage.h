/* Which files a threat model covers, and which models cover a file. */
#ifndef TG_COVERAGE_H
#define TG_COVERAGE_H

#include "../base/arena.h"
#include "../base/glob.h"
#include "../policy/policy.h"
#include "model.h"

struct tg_cover {
	const struct tg_model *model;
	struct tg_globs *globs;  /* NULL: it covers nothing */
	bool assumed;            /* nothing says what it covers: taken from where
	                            it lies and what it is called. Good enough to
	                            say "there is a model", not to blame anyone */
};

struct tg_coverage {
	struct tg_cover *items;  /* one for each model, in their order */
	size_t n;
};

/* A model covers what the policy says of it, what it says itself, and the
 * files that it cites as evidence. Where nothing is said: the folder it lies in
 * (services/order/THREAT_MODEL.md → services/order/), folders of its name
 * (docs/threat-models/order.md → any folder order/), or everything for the one
 * model of a repository. Patterns that are wrong are left out: lint tells.
 * `policy` may be NULL; so may a model, which then covers nothing. */
void tg_coverage_init(struct tg_coverage *out, struct tg_arena *arena,
		      const struct tg_model *const *models, size_t n,
		      const struct tg_policy *policy);
void tg_coverage_release(struct tg_coverage *coverage);

/* True when that model covers the path. A model never covers itself. */
bool tg_cover_has(const struct tg_cover *cover, const char *path);

/* The next cover at or after index `from` that has the path, or NULL; start
 * with 0 and go on with the index after it. */
const struct tg_cover *tg_coverage_next(const struct tg_coverage *coverage,
					const char *path, size_t *from);

/* True when any model covers the path, `assumed` ones included. */
bool tg_coverage_has(const struct tg_coverage *coverage, const char *path);

/* The signals with a trigger on a path that no model covers, the strongest
 * first within a path; *out lives in `arena`. */
size_t tg_coverage_gaps(const struct tg_signal ***out, struct tg_arena *arena,
			const struct tg_coverage *coverage,
			const struct tg_signal *signals, size_t n);

/* The model's patterns that match none of the paths: `idle[i]` is set for the
 * pattern at index i of model->covers. Returns how many. Negated patterns are
 * never idle. */
size_t tg_coverage_idle(bool *idle, const struct tg_model *model,
			const char *const *paths, size_t n_paths,
			struct tg_arena *arena);

#endif
