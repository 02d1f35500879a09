#include "source.h"

#include "../base/file.h"
#include "classes.h"
#include "language.h"
#include "workers.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define CLASSED_BY_ONE 512 /* fewer files are not worth a thread */

const struct tg_limits tg_limits_default = {
	.file_bytes = (size_t)4 << 20,
	.line_bytes = 4096,
	.files = 20000,
	.diff_lines = 5000000,
	.matches_per_rule = 100,
	.budget_ms = 20000,
};

struct tg_changeset_source *tg_source_new(struct tg_arena *arena,
					  const struct tg_repo *repo,
					  const struct tg_changeset_options *options)
{
	struct tg_changeset_source *s = tg_calloc(1, sizeof(*s));

	s->arena = arena;
	s->repo = repo;
	s->limits = options && options->limits ? *options->limits : tg_limits_default;
	s->class_paths = options ? options->class_paths : NULL;
	s->workers = options ? options->workers : 1;
	pthread_mutex_init(&s->remote_lock, NULL);
	return s;
}

void tg_source_free(struct tg_changeset_source *source)
{
	if (!source)
		return;
	tg_work_close(source);
	tg_attributes_free(source->attributes);
	pthread_mutex_destroy(&source->remote_lock);
	free(source);
}

static void add_side(struct tg_side_of *side, struct tg_arena *arena,
		     const char *path, uint32_t mode, const git_oid *id)
{
	if (!path)
		return;
	side->place = TG_PLACE_OBJECT;
	side->path = tg_arena_dup(arena, path);
	side->mode = mode;
	side->id = *id;
	side->size = SIZE_MAX;
}

bool tg_gather_delta(const struct tg_delta *d, void *gather)
{
	struct tg_gather *g = gather;
	struct tg_arena *arena = g->source->arena;
	struct tg_entry *e;

	if (g->entries.n >= g->source->limits.files) {
		g->source->truncated = true;
		return false;
	}
	e = TG_VEC_PUSH(arena, &g->entries);
	e->status = d->status;
	add_side(&e->sides[TG_SIDE_OLD], arena, d->old_path, d->old_mode, &d->old_id);
	add_side(&e->sides[TG_SIDE_NEW], arena, d->new_path, d->new_mode, &d->new_id);
	return true;
}

static const char *entry_path(const struct tg_entry *e)
{
	const char *new_path = e->sides[TG_SIDE_NEW].path;

	return new_path ? new_path : e->sides[TG_SIDE_OLD].path;
}

/* A deletion and an addition of one path keep their order. */
static int compare_entries(const void *a, const void *b)
{
	const struct tg_entry *x = a, *y = b;
	int order = strcmp(entry_path(x), entry_path(y));

	if (order)
		return order;
	return (x->status != TG_STATUS_DELETED) - (y->status != TG_STATUS_DELETED);
}

static void make_change(struct tg_change *c, const struct tg_entry *e,
			struct tg_changeset_source *s)
{
	const struct tg_side_of *old_side = &e->sides[TG_SIDE_OLD];
	const struct tg_side_of *new_side = &e->sides[TG_SIDE_NEW];

	c->status = e->status;
	c->old_path = old_side->path;
	c->new_path = new_side->path;
	c->path = entry_path(e);
	c->old_mode = old_side->mode;
	c->new_mode = new_side->mode;
	memcpy(c->old_id.id, old_side->id.id, sizeof(c->old_id.id));
	memcpy(c->new_id.id, new_side->id.id, sizeof(c->new_id.id));
	c->symlink = c->old_mode == GIT_FILEMODE_LINK || c->new_mode == GIT_FILEMODE_LINK;
	c->submodule = c->old_mode == GIT_FILEMODE_COMMIT ||
		       c->new_mode == GIT_FILEMODE_COMMIT;
	c->file_class = tg_classify(c->path, s->class_paths, s->attributes).file_class;
	c->old_class = c->file_class;
	if (c->old_path && c->old_path != c->path && strcmp(c->old_path, c->path) != 0)
		c->old_class = tg_classify(c->old_path, s->class_paths,
					   s->attributes).file_class;
	c->language = tg_language_of(c->path, tg_str(""));
}

struct classing {
	struct tg_changeset *changes;
	struct tg_changeset_source *source;
	const struct tg_entry *entries;
};

static enum tg_rc make_next(const struct tg_workplace *at, size_t i, void *ctx,
			    struct tg_err *err)
{
	const struct classing *c = ctx;

	(void)at;
	(void)err;
	make_change(&c->changes->changes[i], &c->entries[i], c->source);
	c->changes->changes[i].index = i;
	return TG_OK;
}

enum tg_rc tg_gather_finish(struct tg_changeset *out, struct tg_gather *g,
			    struct tg_err *err)
{
	struct tg_changeset_source *s = g->source;
	struct classing classing = { out, s, NULL };
	struct tg_work work = { s, s->workers, 0, CLASSED_BY_ONE, make_next, &classing };
	enum tg_rc rc = tg_find_renames(g, err);

	if (rc != TG_OK)
		return rc;
	if (g->entries.n > 1)
		qsort(g->entries.items, g->entries.n, sizeof(*g->entries.items),
		      compare_entries);
	out->arena = s->arena;
	out->n = work.n = g->entries.n;
	classing.entries = g->entries.items;
	out->changes = tg_arena_calloc(s->arena, out->n ? out->n : 1,
				       sizeof(*out->changes));
	s->entries = g->entries.items;
	out->truncated = s->truncated;
	out->source = s;
	return tg_work_do(&work, err);
}

void tg_content_release(struct tg_content *content)
{
	git_odb_object_free(content->object);
	free(content->owned);
	memset(content, 0, sizeof(*content));
}

bool tg_is_binary(struct tg_str text)
{
	size_t n = text.n < 8000 ? text.n : 8000;

	return n && memchr(text.p, '\0', n) != NULL;
}

bool tg_object_size(struct tg_side_of *side, git_odb *odb)
{
	git_object_t type;

	if (side->size != SIZE_MAX)
		return true;
	return git_odb_read_header(&side->size, &type, odb, &side->id) == 0;
}

static enum tg_rc read_object(struct tg_content *out, enum tg_unread *why,
			      struct tg_changeset_source *s, git_odb *odb,
			      struct tg_side_of *side, size_t max,
			      struct tg_err *err)
{
	if (!tg_object_size(side, odb))
		return tg_git_missing(err, s->repo, side->path);
	if (side->size > max) {
		*why = TG_UNREAD_TOO_LARGE;
		return TG_OK;
	}
	if (git_odb_read(&out->object, odb, &side->id) < 0)
		return tg_git_missing(err, s->repo, side->path);
	out->text.p = git_odb_object_data(out->object);
	out->text.n = git_odb_object_size(out->object);
	return TG_OK;
}

/* Line ends as the index would have them. Programs named by configuration are
 * never run: libgit2 knows only its own two filters. */
static void to_index(struct tg_content *out, const struct tg_changeset_source *s,
		     const char *path)
{
	git_filter_list *filters = NULL;
	git_buf clean = GIT_BUF_INIT;

	if (git_filter_list_load(&filters, s->repo->git, NULL, path,
				 GIT_FILTER_TO_ODB, GIT_FILTER_ALLOW_UNSAFE) < 0 ||
	    !filters)
		return;
	if (git_filter_list_apply_to_buffer(&clean, filters, out->text.p,
					    out->text.n) == 0) {
		char *copy = tg_malloc(clean.size + 1);

		memcpy(copy, clean.ptr ? clean.ptr : "", clean.size);
		copy[clean.size] = '\0';
		free(out->owned);
		out->owned = copy;
		out->text = tg_str_n(copy, clean.size);
	}
	git_buf_dispose(&clean);
	git_filter_list_free(filters);
}

static enum tg_rc read_link(struct tg_content *out, const char *full,
			    struct tg_err *err)
{
	char target[4096];
	ssize_t n = readlink(full, target, sizeof(target));

	if (n < 0)
		return tg_err_set(err, TG_E_IO, "the link %s cannot be read", full);
	out->owned = tg_malloc((size_t)n + 1);
	memcpy(out->owned, target, (size_t)n);
	out->owned[n] = '\0';
	out->text = tg_str_n(out->owned, (size_t)n);
	return TG_OK;
}

static enum tg_rc read_work(struct tg_content *out, enum tg_unread *why,
			    struct tg_changeset_source *s,
			    const struct tg_side_of *side, size_t max,
			    struct tg_err *err)
{
	struct tg_buf buf = TG_BUF_INIT(max + 1);
	char full[8192];
	struct stat st;
	enum tg_rc rc;

	(void)snprintf(full, sizeof(full), "%s%s", git_repository_workdir(s->repo->git),
		       side->path);
	if (lstat(full, &st) < 0)
		return tg_err_set(err, TG_E_IO, "%s cannot be read", full);
	if (S_ISLNK(st.st_mode))
		return read_link(out, full, err);
	if (!S_ISREG(st.st_mode) || (size_t)st.st_size > max) {
		*why = TG_UNREAD_TOO_LARGE;
		return TG_OK;
	}
	rc = tg_file_read(&buf, full, max, err);
	if (rc != TG_OK)
		return rc;
	out->text = tg_buf_str(&buf);
	out->owned = tg_buf_detach(&buf);
	to_index(out, s, side->path);
	return TG_OK;
}

static enum tg_rc read_remote(struct tg_content *out, enum tg_unread *why,
			      struct tg_changeset_source *s,
			      const struct tg_side_of *side, enum tg_side which,
			      size_t max, struct tg_err *err)
{
	struct tg_arena arena = TG_ARENA_INIT;
	struct tg_str text = { NULL, 0 };
	enum tg_rc rc;

	pthread_mutex_lock(&s->remote_lock);
	rc = s->remote->read(&text, which, side->path, max, &arena, s->remote->ctx, err);
	pthread_mutex_unlock(&s->remote_lock);
	if (rc == TG_E_LIMIT) {
		*why = TG_UNREAD_TOO_LARGE;
		rc = TG_OK;
	} else if (rc == TG_E_NOT_FOUND) {
		*why = TG_UNREAD_MISSING;
		rc = TG_OK;
	} else if (rc == TG_OK) {
		out->owned = tg_malloc(text.n + 1);
		if (text.n)
			memcpy(out->owned, text.p, text.n);
		out->owned[text.n] = '\0';
		out->text = tg_str_n(out->owned, text.n);
	}
	tg_arena_release(&arena);
	return rc;
}

enum tg_rc tg_content_read(struct tg_content *out, enum tg_unread *why,
			   struct tg_changeset_source *s, git_odb *odb,
			   struct tg_side_of *side, enum tg_side which,
			   size_t max, struct tg_err *err)
{
	memset(out, 0, sizeof(*out));
	*why = TG_READ_OK;
	switch (side->place) {
	case TG_PLACE_OBJECT:
		return read_object(out, why, s, odb, side, max, err);
	case TG_PLACE_WORK:
		return read_work(out, why, s, side, max, err);
	case TG_PLACE_TEXT:
		out->text = side->text;
		return TG_OK;
	case TG_PLACE_REMOTE:
		return read_remote(out, why, s, side, which, max, err);
	case TG_PLACE_UNKNOWN:
		*why = TG_UNREAD_MISSING;
		return TG_OK;
	case TG_PLACE_NONE:
		break;
	}
	return TG_OK;
}
