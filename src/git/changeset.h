/*
 * The change set: what a pull request changes. Plain values: this header has no
 * libgit2 in it, and every later layer reads it.
 *
 * The list of files is small and lives as long as the run. Lines are not kept:
 * tg_changeset_visit reads one file at a time, on every worker, shows it to a
 * visitor and lets it go, so that memory does not grow with the change.
 */
#ifndef TG_CHANGESET_H
#define TG_CHANGESET_H

#include "../base/arena.h"
#include "../base/glob.h"
#include "../base/str.h"
#include "repo.h"
#include "revision.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <threatgate/err.h>
#include <threatgate/report.h>

enum tg_status {
	TG_STATUS_ADDED,
	TG_STATUS_DELETED,
	TG_STATUS_MODIFIED,
	TG_STATUS_RENAMED,
	TG_STATUS_COPIED,
	TG_STATUS_TYPE_CHANGED
};

enum tg_class {
	TG_CLASS_PRODUCTION,
	TG_CLASS_TEST,
	TG_CLASS_DOCS,
	TG_CLASS_GENERATED,
	TG_CLASS_VENDORED,
	TG_CLASS_CONFIG
};

const char *tg_status_name(enum tg_status status);
const char *tg_class_name(enum tg_class file_class);

struct tg_language; /* language.h */

struct tg_oid {
	unsigned char id[20];
};

/* One hunk without context: which lines were replaced by which. `old_start` is
 * the line before the place when old_lines is 0, as in a unified diff of zero
 * context; likewise for new. */
struct tg_hunk {
	uint32_t old_start, old_lines, new_start, new_lines;
};

/* Why a file's lines could not be looked at. */
enum tg_unread {
	TG_READ_OK,
	TG_UNREAD_BINARY,   /* by content, never by an attribute */
	TG_UNREAD_TOO_LARGE,
	TG_UNREAD_MISSING,  /* the object is not there (partial clone) */
	TG_UNREAD_SUBMODULE
};

struct tg_change {
	enum tg_status status;
	const char *old_path, *new_path; /* NULL where there is none */
	const char *path;                /* new, or old where the file is gone */
	uint32_t old_mode, new_mode;     /* git modes; 0 where there is none */
	struct tg_oid old_id, new_id;    /* zero where unknown */
	bool symlink, submodule;         /* on either side */
	enum tg_class file_class;        /* of `path`, by the base's attributes */
	enum tg_class old_class;         /* of the old path: a rename counts twice */
	const struct tg_language *language; /* of `path`; never NULL */
	/* filled by tg_changeset_visit: */
	enum tg_unread unread;
	uint32_t added, removed;
	struct tg_hunk *hunks;
	size_t n_hunks;
	bool long_lines;                 /* lines were cut at the line limit */
	size_t index;                    /* in the change set */
};

enum tg_line_kind { TG_LINE_CONTEXT, TG_LINE_ADDED, TG_LINE_REMOVED };

/* A line of a hunk, without its end. */
struct tg_line {
	enum tg_line_kind kind;
	uint32_t old_line, new_line; /* 1-based; 0 where it has none */
	struct tg_str text;          /* cut at the line limit */
	uint32_t hunk;               /* index of its hunk (with context) */
};

/* One file while it is being visited; all of it is gone afterwards. */
struct tg_file_view {
	struct tg_change *change;
	const struct tg_line *lines;  /* of all hunks, 3 lines of context */
	size_t n_lines;
	const struct tg_str *headings; /* by hunk: git's function heading, or "" */
	size_t n_hunks;
	struct tg_str old_text, new_text; /* whole contents; p NULL if unknown
	                                     (a bare patch) or there is none */
	unsigned worker;              /* 0-based, below the number of workers */
};

typedef void tg_visit_fn(const struct tg_file_view *view, void *ctx);

struct tg_limits {
	size_t file_bytes;   /* larger files are not read (default 4 MiB) */
	size_t line_bytes;   /* longer lines are cut (default 4096) */
	size_t files;        /* more changed files are not judged (20,000) */
	size_t diff_lines;   /* more changed lines are not judged (5,000,000) */
	unsigned matches_per_rule; /* signals kept per rule (default 100) */
	unsigned budget_ms;  /* matching time of the whole run (default 20,000) */
};
extern const struct tg_limits tg_limits_default;

/* Where contents come from: a repository, a patch, an API. */
struct tg_changeset_source;

struct tg_changeset {
	struct tg_arena *arena;
	struct tg_change *changes; /* sorted by path */
	size_t n;
	size_t added, removed;     /* lines; filled by the visit */
	char base[41], head[41], merge_base[41]; /* hex, or "" */
	bool merge_lines;          /* new line numbers are those of GitHub's merge
	                              commit, not of the pull request's head */
	bool truncated;            /* a limit cut the list or the lines */
	struct tg_changeset_source *source;
};

/* How a change set is opened. Everything is borrowed and must outlive it. */
struct tg_changeset_options {
	const struct tg_limits *limits; /* NULL: the defaults */
	/* Six lists by enum tg_class, each may be NULL: the team's own classes,
	 * which overrule all else. NULL: none. */
	struct tg_globs *const *class_paths;
	unsigned workers; /* threads that renames may be looked for on; 0: one */
};

/*
 * The change sets of a repository. `repo` is borrowed and must outlive the
 * change set; `options` may be NULL. Renames are found as git finds them (same
 * contents, else more than half alike, within git's limit of candidates). A
 * copy is new code and shown as such: nothing of it is hidden behind its
 * source.
 */
enum tg_rc tg_changeset_open_range(struct tg_changeset *out,
				   struct tg_arena *arena,
				   const struct tg_repo *repo,
				   const struct tg_range *range,
				   const struct tg_changeset_options *options,
				   struct tg_err *err) TG_MUST_CHECK;

/* What is staged: HEAD against the index. */
enum tg_rc tg_changeset_open_staged(struct tg_changeset *out,
				    struct tg_arena *arena,
				    const struct tg_repo *repo,
				    const struct tg_changeset_options *options,
				    struct tg_err *err) TG_MUST_CHECK;

/* HEAD against the work tree, staged or not: tracked files only, as `git diff
 * HEAD` shows them; a file that was never added is no part of a change yet. */
enum tg_rc tg_changeset_open_worktree(struct tg_changeset *out,
				      struct tg_arena *arena,
				      const struct tg_repo *repo,
				      const struct tg_changeset_options *options,
				      struct tg_err *err) TG_MUST_CHECK;

/*
 * A unified diff as `git diff` and `git format-patch` write it. With `repo`
 * (may be NULL) contents are looked up by the ids of its index lines, or made by
 * applying its hunks to `base` (a commit in hex, "" for none), so that the
 * result is that of the range; contents that do not agree with the hunks are
 * not used. Without contents there are hunks only. TG_E_SYNTAX with the line.
 */
struct tg_patch_input {
	struct tg_str text;
	const struct tg_repo *repo;
	const char *base;
};
enum tg_rc tg_changeset_open_patch(struct tg_changeset *out,
				   struct tg_arena *arena,
				   const struct tg_patch_input *input,
				   const struct tg_changeset_options *options,
				   struct tg_err *err) TG_MUST_CHECK;

/* One file as an API describes it. */
struct tg_remote_file {
	enum tg_status status;
	const char *old_path, *new_path; /* NULL where there is none */
	struct tg_str patch; /* its hunks, from the first @@ on; p NULL when the
	                        API left it out (too long, binary) */
	bool same_contents;  /* only the name or the mode changed */
};

/* A change set without a clone: hunks from an API, contents fetched on demand.
 * The functions are never called by two threads at once. */
struct tg_remote {
	const char *base, *head, *merge_base; /* hex, or "" */
	const struct tg_remote_file *files;
	size_t n_files;
	/* The contents of one path on one side; or NULL. As tg_repo_read. */
	enum tg_rc (*read)(struct tg_str *out, enum tg_side side,
			   const char *path, size_t max,
			   struct tg_arena *arena, void *ctx,
			   struct tg_err *err);
	/* Every path of one side; or NULL. As tg_repo_list. */
	enum tg_rc (*list)(enum tg_side side, tg_path_fn *each, void *each_ctx,
			   void *ctx, struct tg_err *err);
	/* The same for the tip of the base branch, which alone is trusted: a merge
	 * base may be as old as the author likes. NULL: the old side is. */
	enum tg_rc (*read_trusted)(struct tg_str *out, const char *path, size_t max,
				   void *ctx, struct tg_err *err);
	enum tg_rc (*list_trusted)(tg_path_fn *each, void *each_ctx, void *ctx,
				   struct tg_err *err);
	const char *incomplete; /* what is missing of the list of files, one
	                           sentence; NULL when it is whole */
	void *ctx;
};
enum tg_rc tg_changeset_open_remote(struct tg_changeset *out,
				    struct tg_arena *arena,
				    const struct tg_remote *remote,
				    const struct tg_changeset_options *options,
				    struct tg_err *err) TG_MUST_CHECK;

/* Reads every file's lines and calls `visit` once for each that has hunks or
 * could not be read, from `workers` threads at once (1 to 16). Fills the
 * counts, hunks and unread marks of the changes. A file whose only change is its
 * name or mode is not shown. TG_E_HISTORY when a clone lacks contents: half of
 * a change is not judged. */
enum tg_rc tg_changeset_visit(struct tg_changeset *changes, unsigned workers,
			      tg_visit_fn *visit, void *ctx, struct tg_err *err)
	TG_MUST_CHECK;

/* The contents of one side of a changed file, at most `max` bytes, copied into
 * `arena`. TG_E_NOT_FOUND where that side does not exist or is not known. */
enum tg_rc tg_change_read(struct tg_str *out, const struct tg_changeset *changes,
			  const struct tg_change *change, enum tg_side side,
			  size_t max, struct tg_arena *arena,
			  struct tg_err *err) TG_MUST_CHECK;

/* The change whose old or new path is `path`, or NULL. */
const struct tg_change *tg_changeset_find(const struct tg_changeset *changes,
					  const char *path);

/* Both ends of a change set as trees that can be looked into: every file of
 * the base or the head, changed or not. TG_E_NOT_FOUND when there is no such
 * file, or no repository behind the change set. */
enum tg_rc tg_changeset_read_path(struct tg_str *out,
				  const struct tg_changeset *changes,
				  enum tg_side side, const char *path,
				  size_t max, struct tg_arena *arena,
				  struct tg_err *err) TG_MUST_CHECK;

/* Calls `each` for every path of that side's tree (files only, sorted) until
 * it returns false. TG_E_NOT_FOUND when there is no repository. */
enum tg_rc tg_changeset_list(const struct tg_changeset *changes,
			     enum tg_side side, tg_path_fn *each, void *ctx,
			     struct tg_err *err) TG_MUST_CHECK;

/* Frees the source (file handles, repositories). The rest is the arena's. */
void tg_changeset_release(struct tg_changeset *changes);

#endif
