/* Where the contents of a change set come from, and how its parts are made. */
#ifndef TG_SOURCE_H
#define TG_SOURCE_H

#include "../base/map.h"
#include "../base/vec.h"
#include "attributes.h"
#include "repo_impl.h"

#include <pthread.h>

#define TG_MAX_WORKERS 16u

/* Where one side of a file is kept. */
enum tg_place {
	TG_PLACE_NONE,    /* that side does not exist */
	TG_PLACE_OBJECT,  /* in the object database, by its id */
	TG_PLACE_WORK,    /* in the work tree */
	TG_PLACE_TEXT,    /* in memory */
	TG_PLACE_REMOTE,  /* an API fetches it */
	TG_PLACE_UNKNOWN  /* a bare patch */
};

struct tg_side_of {
	enum tg_place place;
	uint32_t mode;
	git_oid id;
	const char *path;
	struct tg_str text; /* TG_PLACE_TEXT */
	size_t size;        /* of the object; SIZE_MAX: not yet known */
};

struct tg_patch_line {
	enum tg_line_kind kind;
	struct tg_str text; /* with its end, if it has one */
};

struct tg_patch_hunk {
	struct tg_hunk at; /* with context */
	struct tg_str heading;
	struct tg_patch_line *lines;
	size_t n_lines;
};

struct tg_patch {
	struct tg_patch_hunk *hunks;
	size_t n_hunks;
	bool binary;
};

/* One file before it becomes a struct tg_change. */
struct tg_entry {
	enum tg_status status;
	struct tg_side_of sides[2]; /* by enum tg_side */
	const struct tg_patch *patch; /* NULL: compare the contents */
};

struct tg_changeset_source {
	struct tg_arena *arena;
	const struct tg_repo *repo;
	const struct tg_remote *remote;
	pthread_mutex_t remote_lock;
	struct tg_limits limits;
	struct tg_globs *const *class_paths;
	struct tg_attributes *attributes;
	struct tg_entry *entries; /* by the change's index */
	unsigned workers;         /* that renames may be looked for on */
	git_odb *odbs[TG_MAX_WORKERS]; /* workers.c: a handle for each worker but the first */
	bool truncated;
};

/* The entries while they are gathered. */
struct tg_gather {
	struct tg_changeset_source *source;
	TG_VEC(struct tg_entry) entries;
};

/* A new source; freed by tg_changeset_release. */
struct tg_changeset_source *tg_source_new(struct tg_arena *arena,
					  const struct tg_repo *repo,
					  const struct tg_changeset_options *options);
void tg_source_free(struct tg_changeset_source *source);

/* Appends a copy of the delta; false (and truncated) at the limit of files. */
bool tg_gather_delta(const struct tg_delta *delta, void *gather);

/* Finds renames among the entries, sorts and classifies them, and makes them
 * the change set's. `out` has its ids set already. */
enum tg_rc tg_gather_finish(struct tg_changeset *out, struct tg_gather *gather,
			    struct tg_err *err) TG_MUST_CHECK;

/* Closes an open_* function that came to `rc`: the gathered entries become the
 * change set, or nothing is left of it. */
enum tg_rc tg_gather_close(struct tg_changeset *out, struct tg_gather *gather,
			   enum tg_rc rc, struct tg_err *err) TG_MUST_CHECK;

/* Pairs added with deleted files that are alike; the list shrinks. */
enum tg_rc tg_find_renames(struct tg_gather *gather, struct tg_err *err)
	TG_MUST_CHECK;

/* Contents while they are looked at. */
struct tg_content {
	struct tg_str text;
	git_odb_object *object;
	char *owned;
};
void tg_content_release(struct tg_content *content);

/* Reads one side. *why says why it could not be read although nothing failed
 * (too large, nothing known). `odb` is the calling thread's own. */
enum tg_rc tg_content_read(struct tg_content *out, enum tg_unread *why,
			   struct tg_changeset_source *source, git_odb *odb,
			   struct tg_side_of *side, enum tg_side which,
			   size_t max, struct tg_err *err) TG_MUST_CHECK;

/* The size of an object, asked once. False when it is missing. */
bool tg_object_size(struct tg_side_of *side, git_odb *odb);

/* A NUL in the first 8,000 bytes, as git decides; no attribute is asked. */
bool tg_is_binary(struct tg_str text);

/* Reads a unified diff into entries. */
enum tg_rc tg_patch_read(struct tg_gather *gather, struct tg_str text,
			 struct tg_err *err) TG_MUST_CHECK;

/* The text that the patch makes of `old_text`, or false when the patch does
 * not fit. The caller frees *out. */
bool tg_patch_apply(char **out, size_t *len, const struct tg_patch *patch,
		    struct tg_str old_text);

/* Every line of the patch stands where the patch says it does. */
bool tg_patch_agrees(const struct tg_patch *patch, struct tg_str old_text,
		     struct tg_str new_text);

#endif
