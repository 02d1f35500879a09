#include "workers.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

struct state {
	const struct tg_work *work;
	atomic_size_t next;
	atomic_bool stop;
};

struct worker {
	struct state *state;
	struct tg_workplace at;
	size_t item; /* that it is at, or failed at */
	enum tg_rc rc;
	struct tg_err err;
	pthread_t thread;
};

unsigned tg_work_width(const struct tg_work *work)
{
	size_t worth = work->n / (work->share ? work->share : 1) + 1;
	size_t n = work->workers ? work->workers : 1;

	if (n > TG_MAX_WORKERS)
		n = TG_MAX_WORKERS;
	return (unsigned)(n > worth ? worth : n);
}

static void *run(void *arg)
{
	struct worker *w = arg;
	struct state *state = w->state;
	const struct tg_work *work = state->work;

	while (!atomic_load(&state->stop)) {
		w->item = atomic_fetch_add(&state->next, 1);
		if (w->item >= work->n)
			break;
		w->rc = work->fn(&w->at, w->item, work->ctx, &w->err);
		if (w->rc == TG_OK)
			continue;
		atomic_store(&state->stop, true);
		break;
	}
	return NULL;
}

/* Each worker reads through a handle of its own, which stays open for the next
 * work; the first has the repository's. */
static enum tg_rc open_odb(git_odb **out, struct tg_changeset_source *s, unsigned number,
			   struct tg_err *err)
{
	char path[4096];

	*out = NULL;
	if (!s->repo)
		return TG_OK;
	if (number == 0) {
		*out = s->repo->odb;
		return TG_OK;
	}
	(void)snprintf(path, sizeof(path), "%sobjects", tg_repo_common_dir(s->repo));
	if (!s->odbs[number] && git_odb_open(&s->odbs[number], path) < 0)
		return tg_git_fail(err, TG_E_REPO, "the objects cannot be opened");
	*out = s->odbs[number];
	return TG_OK;
}

void tg_work_close(struct tg_changeset_source *source)
{
	for (unsigned i = 0; i < TG_MAX_WORKERS; i++)
		git_odb_free(source->odbs[i]);
}

static void run_all(struct worker *workers, unsigned n)
{
	unsigned started = 1;

	while (started < n && pthread_create(&workers[started].thread, NULL, run,
					     &workers[started]) == 0)
		started++;
	run(&workers[0]);
	for (unsigned i = 1; i < started; i++)
		pthread_join(workers[i].thread, NULL);
}

static const struct worker *first_failed(const struct worker *workers, unsigned n)
{
	const struct worker *first = NULL;

	for (unsigned i = 0; i < n; i++)
		if (workers[i].rc != TG_OK && (!first || workers[i].item < first->item))
			first = &workers[i];
	return first;
}

enum tg_rc tg_work_do(const struct tg_work *work, struct tg_err *err)
{
	unsigned n = tg_work_width(work);
	struct state state = { .work = work };
	struct worker *workers = tg_calloc(n, sizeof(*workers));
	const struct worker *failed;
	enum tg_rc rc = TG_OK;

	for (unsigned i = 0; i < n && rc == TG_OK; i++) {
		workers[i].state = &state;
		workers[i].at.number = i;
		rc = open_odb(&workers[i].at.odb, work->source, i, err);
	}
	if (rc == TG_OK) {
		run_all(workers, n);
		if ((failed = first_failed(workers, n)) != NULL) {
			rc = failed->rc;
			*err = failed->err;
		}
	}
	free(workers);
	return rc;
}

/* --- sizes -------------------------------------------------------------------- */

static enum tg_rc find_size(const struct tg_workplace *at, size_t i, void *ctx,
			    struct tg_err *err)
{
	struct tg_entry *e = &((struct tg_entry *)ctx)[i];

	(void)err;
	for (unsigned k = 0; k < 2; k++) {
		struct tg_side_of *side = &e->sides[k];

		if (side->place == TG_PLACE_OBJECT && side->mode != GIT_FILEMODE_COMMIT)
			(void)tg_object_size(side, at->odb);
	}
	return TG_OK;
}

void tg_find_sizes(struct tg_changeset_source *source, struct tg_entry *entries,
		   size_t n, unsigned workers)
{
	struct tg_work work = { source, workers, n, 64, find_size, entries };
	struct tg_err ignored;

	(void)!tg_work_do(&work, &ignored);
}
