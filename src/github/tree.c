#include "tree.h"

#include "base64.h"

#include <stdlib.h>
#include <string.h>

static int by_path(const void *a, const void *b)
{
	const struct tg_tree_file *x = a, *y = b;

	return strcmp(x->path, y->path);
}

void tg_remote_tree_sort(struct tg_remote_tree *tree)
{
	if (tree->n > 1)
		qsort(tree->files, tree->n, sizeof(*tree->files), by_path);
}

const struct tg_tree_file *tg_remote_tree_find(const struct tg_remote_tree *tree,
					       const char *path)
{
	const struct tg_tree_file key = { .path = path };

	if (!tree->n)
		return NULL;
	return bsearch(&key, tree->files, tree->n, sizeof(key), by_path);
}

static enum tg_rc fail(struct tg_err *err, const char *what,
		       const struct tg_api_answer *answer)
{
	tg_err_set(err, TG_E_HTTP, "%s cannot be read from the API: %s", what,
		   answer->message);
	return tg_err_hint(err, "give the job a checkout with history "
				"(actions/checkout with fetch-depth: 0)");
}

static void take_entries(struct tg_remote_tree *out, struct tg_arena *arena,
			 const json_t *entries)
{
	size_t n = json_array_size(entries);

	out->files = tg_arena_calloc(arena, n ? n : 1, sizeof(*out->files));
	for (size_t i = 0; i < n; i++) {
		const json_t *entry = json_array_get(entries, i);
		const json_t *size = json_object_get(entry, "size");

		if (strcmp(tg_api_text(entry, "type"), "blob") != 0)
			continue;
		out->files[out->n++] = (struct tg_tree_file){
			.path = tg_arena_dup(arena, tg_api_text(entry, "path")),
			.sha = tg_arena_dup(arena, tg_api_text(entry, "sha")),
			.size = size ? json_integer_value(size) : -1,
		};
	}
	tg_remote_tree_sort(out);
}

enum tg_rc tg_remote_tree_read(struct tg_remote_tree *out, struct tg_api *api,
			       const char *commit, struct tg_arena *arena,
			       struct tg_err *err)
{
	struct tg_api_answer answer;
	enum tg_rc rc = TG_OK;

	memset(out, 0, sizeof(*out));
	tg_api_callf(api, &answer, "GET", NULL, "/git/trees/%s?recursive=1", commit);
	if (answer.result != TG_API_OK) {
		rc = fail(err, "the list of files", &answer);
	} else if (tg_api_true(answer.json, "truncated")) {
		tg_err_set(err, TG_E_LIMIT,
			   "the repository has more files than the API lists");
		rc = tg_err_hint(err, "give the job a checkout with history "
				      "(actions/checkout with fetch-depth: 0)");
	} else {
		take_entries(out, arena, json_object_get(answer.json, "tree"));
	}
	tg_api_answer_release(&answer);
	return rc;
}

static enum tg_rc fetch_blob(struct tg_str **out, struct tg_api *api,
			     struct tg_map *blobs, const struct tg_tree_file *file,
			     struct tg_err *err)
{
	struct tg_str *text = tg_arena_calloc(blobs->arena, 1, sizeof(*text));
	struct tg_api_answer answer;
	enum tg_rc rc = TG_OK;

	tg_api_callf(api, &answer, "GET", NULL, "/git/blobs/%s", file->sha);
	const json_t *content = json_object_get(answer.json, "content");
	struct tg_str raw = tg_str_n(json_string_value(content),
				     json_string_length(content));

	if (answer.result != TG_API_OK)
		rc = fail(err, file->path, &answer);
	else if (strcmp(tg_api_text(answer.json, "encoding"), "base64") != 0)
		*text = tg_str(tg_arena_dup_str(blobs->arena, raw));
	else if (!tg_base64_decode(text, blobs->arena, raw))
		rc = tg_err_set(err, TG_E_HTTP, "the contents of %s cannot be decoded",
				file->path);
	if (rc == TG_OK)
		tg_map_set(blobs, tg_str(file->sha), text);
	*out = text;
	tg_api_answer_release(&answer);
	return rc;
}

enum tg_rc tg_remote_blob_read(struct tg_str *out, struct tg_api *api,
			       struct tg_map *blobs, const struct tg_tree_file *file,
			       size_t max, struct tg_err *err)
{
	struct tg_str *text;
	enum tg_rc rc = TG_OK;

	if (file->size > 0 && (unsigned long long)file->size > max)
		return tg_err_set(err, TG_E_LIMIT, "%s has more than %zu bytes",
				  file->path, max);
	text = tg_map_get(blobs, tg_str(file->sha));
	if (!text)
		rc = fetch_blob(&text, api, blobs, file, err);
	if (rc == TG_OK && text->n > max)
		rc = tg_err_set(err, TG_E_LIMIT, "%s has more than %zu bytes",
				file->path, max);
	if (rc == TG_OK)
		*out = *text;
	return rc;
}
