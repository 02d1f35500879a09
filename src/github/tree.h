/* The files of one commit as the API lists them, and their contents. */
#ifndef TG_GITHUB_TREE_H
#define TG_GITHUB_TREE_H

#include "../base/map.h"
#include "api.h"

struct tg_tree_file {
	const char *path;
	const char *sha; /* of its contents; "" where unknown */
	long long size;  /* -1: unknown */
};

struct tg_remote_tree {
	struct tg_tree_file *files; /* sorted by path, bytewise */
	size_t n;
};

/* Reads a commit's tree with all folders: one request. TG_E_LIMIT when GitHub
 * cuts the list off (about 100,000 files). */
enum tg_rc tg_remote_tree_read(struct tg_remote_tree *out, struct tg_api *api,
			       const char *commit, struct tg_arena *arena,
			       struct tg_err *err) TG_MUST_CHECK;

/* Sorts files that were gathered otherwise. */
void tg_remote_tree_sort(struct tg_remote_tree *tree);

/* NULL where there is no such file. */
const struct tg_tree_file *tg_remote_tree_find(const struct tg_remote_tree *tree,
					       const char *path);

/* Contents by their id: each is asked for once and kept in `blobs` (whose arena
 * holds them). As tg_repo_read. */
enum tg_rc tg_remote_blob_read(struct tg_str *out, struct tg_api *api,
			       struct tg_map *blobs, const struct tg_tree_file *file,
			       size_t max, struct tg_err *err) TG_MUST_CHECK;

#endif
