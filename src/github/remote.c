#include "remote.h"

#include "../base/buf.h"
#include "../report/escape.h"
#include "tree.h"

#include <stdlib.h>
#include <string.h>

#define MAX_PAGES 30u           /* GitHub lists at most 3,000 files */
#define MAX_COMPARED_FILES 300u /* and 300 when two commits are compared */

struct tg_github_remote {
	struct tg_remote remote;
	struct tg_api *api;
	struct tg_arena *arena;
	struct tg_map blobs;
	json_t *list; /* GitHub's files; patches are borrowed from it */
	struct tg_remote_file *files;
	const char *merge_base, *base;
	struct tg_remote_tree old_tree, base_tree, new_tree;
	bool has_old, has_base, has_new;
};

/* --- the list of files ------------------------------------------------------- */

static const struct {
	const char *name;
	enum tg_status status;
} statuses[] = {
	{ "added", TG_STATUS_ADDED },       { "removed", TG_STATUS_DELETED },
	{ "modified", TG_STATUS_MODIFIED }, { "renamed", TG_STATUS_RENAMED },
	{ "copied", TG_STATUS_COPIED },     { "changed", TG_STATUS_MODIFIED },
};

bool tg_remote_file_read(struct tg_remote_file *out, const json_t *entry)
{
	const char *status = tg_api_text(entry, "status");
	const char *path = tg_api_text(entry, "filename");
	const char *before = tg_api_text(entry, "previous_filename");
	const json_t *patch = json_object_get(entry, "patch");

	memset(out, 0, sizeof(*out));
	if (!*path || strcmp(status, "unchanged") == 0)
		return false;
	/* A status that is not known is read like a modification. */
	out->status = TG_STATUS_MODIFIED;
	for (size_t i = 0; i < sizeof(statuses) / sizeof(statuses[0]); i++)
		if (strcmp(statuses[i].name, status) == 0)
			out->status = statuses[i].status;
	out->new_path = out->status == TG_STATUS_DELETED ? NULL : path;
	out->old_path = out->status == TG_STATUS_ADDED ? NULL : *before ? before : path;
	out->patch = tg_str_n(json_string_value(patch), json_string_length(patch));
	return true;
}

/* --- trees, read when first needed ------------------------------------------- */

static enum tg_rc old_tree(struct tg_github_remote *r, struct tg_err *err)
{
	enum tg_rc rc = TG_OK;

	if (!r->has_old)
		rc = tg_remote_tree_read(&r->old_tree, r->api, r->merge_base, r->arena,
					 err);
	r->has_old = rc == TG_OK;
	return rc;
}

/* The tip of the base branch: what is trusted. */
static enum tg_rc base_tree(struct tg_github_remote *r, struct tg_err *err)
{
	enum tg_rc rc = TG_OK;

	if (r->has_base)
		return TG_OK;
	if (strcmp(r->base, r->merge_base) == 0) {
		rc = old_tree(r, err);
		r->base_tree = r->old_tree;
	} else {
		rc = tg_remote_tree_read(&r->base_tree, r->api, r->base, r->arena, err);
	}
	r->has_base = rc == TG_OK;
	return rc;
}

/* The head's tree is the merge base's with the change applied to it: one
 * request less. Only a complete list of files tells that. */
static void apply_files(struct tg_github_remote *r)
{
	size_t n = json_array_size(r->list);
	struct tg_remote_tree *tree = &r->new_tree;
	struct tg_map touched;
	static char yes;

	tg_map_init(&touched, r->arena);
	tree->files =
		tg_arena_calloc(r->arena, r->old_tree.n + n + 1, sizeof(*tree->files));
	for (size_t i = 0; i < n; i++) {
		const json_t *entry = json_array_get(r->list, i);
		struct tg_remote_file file;

		if (!tg_remote_file_read(&file, entry))
			continue;
		if (file.old_path && file.status != TG_STATUS_COPIED)
			tg_map_set(&touched, tg_str(file.old_path), &yes);
		if (!file.new_path)
			continue;
		tg_map_set(&touched, tg_str(file.new_path), &yes);
		tree->files[tree->n++] = (struct tg_tree_file){
			.path = file.new_path,
			.sha = tg_api_text(entry, "sha"),
			.size = -1,
		};
	}
	for (size_t i = 0; i < r->old_tree.n; i++)
		if (!tg_map_get(&touched, tg_str(r->old_tree.files[i].path)))
			tree->files[tree->n++] = r->old_tree.files[i];
	tg_remote_tree_sort(tree);
}

static enum tg_rc new_tree(struct tg_github_remote *r, struct tg_err *err)
{
	enum tg_rc rc = TG_OK;

	if (r->has_new)
		return TG_OK;
	if (r->remote.incomplete) {
		rc = tg_remote_tree_read(&r->new_tree, r->api, r->remote.head, r->arena,
					 err);
	} else {
		rc = old_tree(r, err);
		if (rc == TG_OK)
			apply_files(r);
	}
	r->has_new = rc == TG_OK;
	return rc;
}

/* --- what the change set asks for -------------------------------------------- */

static enum tg_rc read_from(struct tg_str *out, struct tg_github_remote *r,
			    const struct tg_remote_tree *tree, const char *path,
			    size_t max, struct tg_err *err)
{
	const struct tg_tree_file *file = tg_remote_tree_find(tree, path);

	if (!file)
		return tg_err_set(err, TG_E_NOT_FOUND, "there is no file %s", path);
	return tg_remote_blob_read(out, r->api, &r->blobs, file, max, err);
}

/* Contents go into the remote's own arena, which outlives the run. The
 * parameters are those of struct tg_remote. */
/* NOLINTNEXTLINE(readability-function-size) */
static enum tg_rc read_side(struct tg_str *out, enum tg_side side, const char *path,
			    size_t max, struct tg_arena *arena, void *ctx,
			    struct tg_err *err)
{
	struct tg_github_remote *r = ctx;
	enum tg_rc rc = side == TG_SIDE_OLD ? old_tree(r, err) : new_tree(r, err);

	(void)arena;
	if (rc != TG_OK)
		return rc;
	return read_from(out, r, side == TG_SIDE_OLD ? &r->old_tree : &r->new_tree, path,
			 max, err);
}

static enum tg_rc read_trusted(struct tg_str *out, const char *path, size_t max,
			       void *ctx, struct tg_err *err)
{
	struct tg_github_remote *r = ctx;
	enum tg_rc rc = base_tree(r, err);

	return rc == TG_OK ? read_from(out, r, &r->base_tree, path, max, err) : rc;
}

static void show_all(const struct tg_remote_tree *tree, tg_path_fn *each, void *ctx)
{
	for (size_t i = 0; i < tree->n; i++)
		if (!each(tree->files[i].path, ctx))
			return;
}

static enum tg_rc list_side(enum tg_side side, tg_path_fn *each, void *each_ctx,
			    void *ctx, struct tg_err *err)
{
	struct tg_github_remote *r = ctx;
	enum tg_rc rc = side == TG_SIDE_OLD ? old_tree(r, err) : new_tree(r, err);

	if (rc == TG_OK)
		show_all(side == TG_SIDE_OLD ? &r->old_tree : &r->new_tree, each,
			 each_ctx);
	return rc;
}

static enum tg_rc list_trusted(tg_path_fn *each, void *each_ctx, void *ctx,
			       struct tg_err *err)
{
	struct tg_github_remote *r = ctx;
	enum tg_rc rc = base_tree(r, err);

	if (rc == TG_OK)
		show_all(&r->base_tree, each, each_ctx);
	return rc;
}

/* --- opening ----------------------------------------------------------------- */

static enum tg_rc fail(struct tg_err *err, const char *what,
		       const struct tg_api_answer *answer)
{
	tg_err_set(err, TG_E_HTTP, "%s cannot be read from the API: %s", what,
		   answer->message);
	return tg_err_hint(err, "give the job a checkout with history "
				"(actions/checkout with fetch-depth: 0)");
}

static void keep_list(struct tg_github_remote *r, json_t *list)
{
	r->list = list ? json_incref(list) : json_array();
}

/* The second page of a comparison has its commits and no files: short. */
static enum tg_rc compare(struct tg_github_remote *r, const struct tg_remote_range *range,
			  struct tg_err *err)
{
	struct tg_buf path = TG_BUF_INIT(2048);
	struct tg_api_answer answer;
	enum tg_rc rc = TG_OK;

	tg_buf_puts(&path, "/compare/");
	tg_put_url_path(&path, tg_str(range->base));
	tg_buf_printf(&path, "...%s?per_page=1%s", range->head,
		      range->number ? "&page=2" : "");
	tg_api_call(r->api, &answer, "GET", path.ptr, NULL);
	tg_buf_release(&path);
	r->merge_base =
		tg_arena_dup(r->arena, tg_api_text(answer.json, "merge_base_commit.sha"));
	r->base = tg_arena_dup(r->arena, tg_api_text(answer.json, "base_commit.sha"));
	if (answer.result == TG_API_OK && !*r->merge_base)
		(void)snprintf(answer.message, sizeof(answer.message),
			       "it has no merge base");
	if (!*r->merge_base)
		rc = fail(err, "the comparison with the base", &answer);
	if (rc == TG_OK && !range->number)
		keep_list(r, json_object_get(answer.json, "files"));
	if (!*r->base)
		r->base = range->number ? range->base : r->merge_base;
	tg_api_answer_release(&answer);
	return rc;
}

static enum tg_rc list_files(struct tg_github_remote *r,
			     const struct tg_remote_range *range, struct tg_err *err)
{
	char path[64];
	struct tg_api_answer answer;
	enum tg_rc rc = TG_OK;

	(void)snprintf(path, sizeof(path), "/pulls/%u/files", range->number);
	tg_api_list(r->api, &answer, path, MAX_PAGES, NULL);
	if (answer.result == TG_API_OK)
		keep_list(r, answer.json);
	else
		rc = fail(err, "the list of changed files", &answer);
	tg_api_answer_release(&answer);
	return rc;
}

/* Every file must be there: what was not read is not "nothing found". */
static void count_files(struct tg_github_remote *r, const struct tg_remote_range *range)
{
	size_t n = json_array_size(r->list);

	if (range->number && range->changed_files > n)
		r->remote.incomplete = tg_arena_printf(
			r->arena,
			"The API listed %zu of the %u changed files: the others were not "
			"looked at.",
			n, range->changed_files);
	else if (!range->number && n >= MAX_COMPARED_FILES)
		r->remote.incomplete = tg_arena_printf(
			r->arena,
			"The API lists at most %u files of a comparison: more may have "
			"changed.",
			MAX_COMPARED_FILES);
}

/* Without hunks, nothing but the ids tells whether contents changed. */
static enum tg_rc compare_ids(struct tg_github_remote *r, struct tg_remote_file *file,
			      const json_t *entry, struct tg_err *err)
{
	const struct tg_tree_file *before;
	enum tg_rc rc;

	if (file->patch.p || !file->old_path || !file->new_path)
		return TG_OK;
	rc = old_tree(r, err);
	if (rc != TG_OK)
		return rc;
	before = tg_remote_tree_find(&r->old_tree, file->old_path);
	file->same_contents =
		before && strcmp(before->sha, tg_api_text(entry, "sha")) == 0;
	return TG_OK;
}

static enum tg_rc take_files(struct tg_github_remote *r, struct tg_err *err)
{
	size_t n = json_array_size(r->list), kept = 0;
	enum tg_rc rc = TG_OK;

	r->files = tg_arena_calloc(r->arena, n ? n : 1, sizeof(*r->files));
	for (size_t i = 0; i < n && rc == TG_OK; i++) {
		const json_t *entry = json_array_get(r->list, i);

		if (!tg_remote_file_read(&r->files[kept], entry))
			continue;
		rc = compare_ids(r, &r->files[kept++], entry, err);
	}
	r->remote.files = r->files;
	r->remote.n_files = kept;
	return rc;
}

enum tg_rc tg_github_remote_open(struct tg_github_remote **out, struct tg_api *api,
				 const struct tg_remote_range *range,
				 struct tg_arena *arena, struct tg_err *err)
{
	struct tg_github_remote *r = tg_calloc(1, sizeof(*r));
	enum tg_rc rc;

	r->api = api;
	r->arena = arena;
	tg_map_init(&r->blobs, arena);
	*out = r;
	rc = compare(r, range, err);
	if (rc == TG_OK && range->number)
		rc = list_files(r, range, err);
	if (rc != TG_OK)
		return rc;
	r->remote.base = r->base;
	r->remote.head = tg_arena_dup(arena, range->head);
	r->remote.merge_base = r->merge_base;
	r->remote.read = read_side;
	r->remote.list = list_side;
	r->remote.read_trusted = read_trusted;
	r->remote.list_trusted = list_trusted;
	r->remote.ctx = r;
	count_files(r, range);
	return take_files(r, err);
}

const struct tg_remote *tg_github_remote_get(const struct tg_github_remote *r)
{
	return &r->remote;
}

void tg_github_remote_free(struct tg_github_remote *r)
{
	if (!r)
		return;
	json_decref(r->list);
	free(r);
}
