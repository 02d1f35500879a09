/* The same work on many items, on several threads. */
#ifndef TG_WORKERS_H
#define TG_WORKERS_H

#include "source.h"

/* One thread at work: its number, and objects through a handle of its own (NULL
 * without a repository). */
struct tg_workplace {
	unsigned number;
	git_odb *odb;
};

/* Does item `i`. Called by several threads at once, for each item once. */
typedef enum tg_rc tg_work_fn(const struct tg_workplace *at, size_t i, void *ctx,
			      struct tg_err *err);

struct tg_work {
	struct tg_changeset_source *source;
	unsigned workers; /* at most; 0 counts as 1 */
	size_t n;         /* items, begun in their order */
	size_t share;     /* fewer for each worker are not worth a thread */
	tg_work_fn *fn;
	void *ctx;
};

/* How many threads it will have: the numbers of workplaces stay below that. */
unsigned tg_work_width(const struct tg_work *work);

/* Returns when all is done. Of items that failed the error of the first; what
 * was not begun by then is left. The calling thread is one of the workers; where
 * no thread can be had it does all. */
enum tg_rc tg_work_do(const struct tg_work *work, struct tg_err *err) TG_MUST_CHECK;

/* Asks for the sizes of all objects of the entries; one that is missing stays
 * unknown. */
void tg_find_sizes(struct tg_changeset_source *source, struct tg_entry *entries,
		   size_t n, unsigned workers);

/* Frees the handles that a source has opened. */
void tg_work_close(struct tg_changeset_source *source);

#endif
