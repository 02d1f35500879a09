#include "changeset.h"

#include "classes.h"
#include "language.h"
#include "lines.h"
#include "workers.h"

#include <stdatomic.h>
#include <string.h>

#define FILES_PER_WORKER 24 /* fewer are not worth another thread */

struct job {
	struct tg_changeset *changes;
	tg_visit_fn *visit;
	void *ctx;
	struct worker *workers;
	size_t *order;         /* indexes of changes, largest files first */
	atomic_size_t lines;   /* changed lines so far */
};

struct worker {
	struct job *job;
	unsigned number;
	git_odb *odb;
	struct tg_lines lines;
	struct tg_arena arena; /* hunks; adopted by the change set's at the end */
	size_t added, removed;
	bool truncated;
	struct tg_err *err; /* of the file that it is at */
};

struct texts {
	struct tg_content old_text, new_text;
};

static void show(struct worker *w, struct tg_change *change, const struct texts *t)
{
	struct tg_file_view view = {
		.change = change,
		.lines = w->lines.lines,
		.n_lines = w->lines.n,
		.headings = w->lines.headings,
		.n_hunks = w->lines.n_hunks,
		.old_text = t->old_text.text,
		.new_text = t->new_text.text,
		.worker = w->number,
	};

	w->job->visit(&view, w->job->ctx);
}

static void show_unread(struct worker *w, struct tg_change *change,
			enum tg_unread why)
{
	const struct texts none = { 0 };

	tg_lines_clear(&w->lines);
	change->unread = why;
	show(w, change, &none);
}

/* Counts the lines against the limit of the whole change set. */
static bool within_limit(struct worker *w)
{
	size_t n = (size_t)w->lines.added + w->lines.removed;
	size_t limit = w->job->changes->source->limits.diff_lines;

	if (atomic_fetch_add(&w->job->lines, n) + n <= limit)
		return true;
	w->truncated = true;
	return false;
}

/* What the base has is generated. A bundle must still be one, or code that people
 * read would hide behind its name. */
static bool is_generated(const struct tg_change *c, const struct texts *t)
{
	struct tg_str old_text = t->old_text.text, new_text = t->new_text.text;

	return tg_generated_because(c->path, old_text) != NULL &&
	       (!tg_is_bundle(c->path, old_text) || new_text.n == 0 ||
		tg_generated_because(c->path, new_text) != NULL);
}

/* A file name may not tell the language; a first line may. */
static void look_closer(struct tg_change *c, const struct texts *t)
{
	struct tg_str text = t->new_text.text.p ? t->new_text.text : t->old_text.text;
	struct tg_str line = { NULL, 0 };

	if (!tg_str_line(&text, &line))
		return;
	if (line.n > 256)
		line.n = 256;
	if (c->language == tg_language_of("", TG_STR("")))
		c->language = tg_language_of(c->path, line);
	if (c->file_class == TG_CLASS_PRODUCTION && is_generated(c, t)) {
		c->file_class = TG_CLASS_GENERATED;
		c->old_class = TG_CLASS_GENERATED;
	}
}

static void keep(struct worker *w, struct tg_change *c)
{
	const struct tg_lines *l = &w->lines;

	c->added = l->added;
	c->removed = l->removed;
	c->long_lines = l->long_lines;
	c->n_hunks = l->n_changed;
	c->hunks = tg_arena_calloc(&w->arena, l->n_changed ? l->n_changed : 1,
				   sizeof(*c->hunks));
	if (l->n_changed)
		memcpy(c->hunks, l->changed, l->n_changed * sizeof(*c->hunks));
	w->added += l->added;
	w->removed += l->removed;
}

/* What was read becomes lines, counts and one call of the visitor. */
static enum tg_rc show_lines(struct worker *w, struct tg_change *c,
			     const struct tg_patch *patch, const struct texts *t)
{
	enum tg_rc rc = TG_OK;

	tg_lines_clear(&w->lines);
	if (patch)
		tg_lines_from_patch(&w->lines, patch);
	else
		rc = tg_lines_compare(&w->lines, t->old_text.text, t->new_text.text,
				      w->err);
	if (rc != TG_OK || w->lines.n == 0)
		return rc;
	if (!within_limit(w)) {
		show_unread(w, c, TG_UNREAD_TOO_LARGE);
		return TG_OK;
	}
	look_closer(c, t);
	keep(w, c);
	show(w, c, t);
	return TG_OK;
}

static enum tg_rc read_side(struct worker *w, struct tg_content *out,
			    enum tg_unread *why, struct tg_entry *e,
			    enum tg_side side)
{
	struct tg_changeset_source *s = w->job->changes->source;
	enum tg_unread reason;
	enum tg_rc rc = tg_content_read(out, &reason, s, w->odb, &e->sides[side], side,
					s->limits.file_bytes, w->err);

	if (reason != TG_READ_OK && *why == TG_READ_OK)
		*why = reason;
	return rc;
}

static enum tg_rc compare_contents(struct worker *w, struct tg_change *c,
				   struct tg_entry *e)
{
	struct texts t = { 0 };
	enum tg_unread why = TG_READ_OK;
	enum tg_rc rc;

	if ((rc = read_side(w, &t.old_text, &why, e, TG_SIDE_OLD)) != TG_OK ||
	    (rc = read_side(w, &t.new_text, &why, e, TG_SIDE_NEW)) != TG_OK)
		goto out;
	/* What was binary and is text now is new text. */
	if (why == TG_READ_OK && tg_is_binary(t.old_text.text)) {
		if (c->new_path)
			tg_content_release(&t.old_text);
		else
			why = TG_UNREAD_BINARY;
	}
	if (why == TG_READ_OK && tg_is_binary(t.new_text.text))
		why = TG_UNREAD_BINARY;
	if (why == TG_READ_OK)
		rc = show_lines(w, c, NULL, &t);
	else
		show_unread(w, c, why);
out:
	tg_content_release(&t.new_text);
	tg_content_release(&t.old_text);
	return rc;
}

static bool same_object(const struct tg_entry *e)
{
	const struct tg_side_of *a = &e->sides[TG_SIDE_OLD], *b = &e->sides[TG_SIDE_NEW];

	return a->place == TG_PLACE_OBJECT && b->place == TG_PLACE_OBJECT &&
	       git_oid_equal(&a->id, &b->id);
}

static enum tg_rc visit_change(struct worker *w, struct tg_change *c)
{
	struct tg_entry *e = &w->job->changes->source->entries[c->index];
	const struct texts none = { 0 };

	if (c->submodule) {
		show_unread(w, c, TG_UNREAD_SUBMODULE);
		return TG_OK;
	}
	if (e->patch && e->patch->binary) {
		show_unread(w, c, TG_UNREAD_BINARY);
		return TG_OK;
	}
	if (e->patch)
		return show_lines(w, c, e->patch, &none);
	if (same_object(e))
		return TG_OK;
	return compare_contents(w, c, e);
}

static enum tg_rc visit_next(const struct tg_workplace *at, size_t i, void *ctx,
			     struct tg_err *err)
{
	struct job *job = ctx;
	struct worker *w = &job->workers[at->number];

	w->odb = at->odb;
	w->err = err;
	return visit_change(w, &job->changes->changes[job->order[i]]);
}

/* --- order: a large file that is taken last would be waited for ------------- */

struct sized {
	size_t index, size;
};

static int compare_sizes(const void *a, const void *b)
{
	const struct sized *x = a, *y = b;

	if (x->size != y->size)
		return x->size < y->size ? 1 : -1;
	return x->index < y->index ? -1 : 1;
}

static size_t size_of(const struct tg_entry *e)
{
	size_t size = 0;

	for (unsigned i = 0; i < 2; i++)
		if (e->sides[i].place == TG_PLACE_OBJECT && e->sides[i].size != SIZE_MAX)
			size += e->sides[i].size;
	return size;
}

static size_t *make_order(struct tg_changeset *changes, unsigned workers)
{
	size_t n = changes->n;
	size_t *order = tg_calloc(n ? n : 1, sizeof(*order));
	struct sized *sizes;

	for (size_t i = 0; i < n; i++)
		order[i] = i;
	if (workers <= 1)
		return order;
	tg_find_sizes(changes->source, changes->source->entries, n, workers);
	sizes = tg_calloc(n ? n : 1, sizeof(*sizes));
	for (size_t i = 0; i < n; i++)
		sizes[i] = (struct sized){ i, size_of(&changes->source->entries[i]) };
	qsort(sizes, n, sizeof(*sizes), compare_sizes);
	for (size_t i = 0; i < n; i++)
		order[i] = sizes[i].index;
	free(sizes);
	return order;
}

static void open_worker(struct worker *w, struct job *job, unsigned number)
{
	w->job = job;
	w->number = number;
	tg_lines_init(&w->lines, job->changes->source->limits.line_bytes);
}

static void close_worker(struct worker *w)
{
	struct tg_changeset *changes = w->job->changes;

	changes->added += w->added;
	changes->removed += w->removed;
	changes->truncated |= w->truncated;
	tg_arena_adopt(changes->arena, &w->arena);
	tg_lines_release(&w->lines);
}

enum tg_rc tg_changeset_visit(struct tg_changeset *changes, unsigned workers,
			      tg_visit_fn *visit, void *ctx, struct tg_err *err)
{
	struct job job = { .changes = changes, .visit = visit, .ctx = ctx };
	struct tg_work work = {
		.source = changes->source,
		.workers = workers,
		.n = changes->n,
		.share = FILES_PER_WORKER,
		.fn = visit_next,
		.ctx = &job,
	};
	unsigned n = tg_work_width(&work);
	enum tg_rc rc = tg_git_start(err);

	if (rc != TG_OK)
		return rc;
	job.order = make_order(changes, n);
	job.workers = tg_calloc(n, sizeof(*job.workers));
	changes->added = changes->removed = 0;
	for (unsigned i = 0; i < n; i++)
		open_worker(&job.workers[i], &job, i);
	rc = tg_work_do(&work, err);
	for (unsigned i = 0; i < n; i++)
		close_worker(&job.workers[i]);
	free(job.workers);
	free(job.order);
	return rc;
}
