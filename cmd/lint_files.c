#include "lint_files.h"

#include "../src/base/file.h"
#include "../src/base/glob.h"
#include "../src/git/repo.h"

#include <dirent.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define MAX_DEPTH 64u
#define MAX_TEXT (4u << 20)

void lint_files_init(struct lint_files *f, const char *path)
{
	struct tg_repo *repo = NULL;
	struct tg_err err;
	char cwd[PATH_MAX];

	*f = (struct lint_files){ .arena = TG_ARENA_INIT };
	if (tg_repo_open(&repo, path, &err) == TG_OK && tg_repo_work_dir(repo) != NULL)
		f->root = tg_arena_dup(&f->arena, tg_repo_work_dir(repo));
	else if (realpath(".", cwd) != NULL)
		f->root = tg_arena_printf(&f->arena, "%s/", cwd);
	else
		f->root = "./";
	tg_repo_free(repo);
}

void lint_files_release(struct lint_files *f)
{
	tg_arena_release(&f->arena);
}

const char *lint_files_full(struct lint_files *f, const char *relative)
{
	return tg_arena_printf(&f->arena, "%s%s", f->root, relative);
}

/* --- listing --------------------------------------------- */

static bool is_skipped(const char *name)
{
	static const char *const skipped[] = { ".",	       "..",   ".git",
					       "node_modules", ".venv", "__pycache__" };

	for (size_t i = 0; i < sizeof(skipped) / sizeof(skipped[0]); i++)
		if (strcmp(name, skipped[i]) == 0)
			return true;
	return false;
}

static void list_folder(struct lint_files *f, const char *relative, unsigned depth);

static void list_entry(struct lint_files *f, const char *path, unsigned depth)
{
	struct stat st;

	if (lstat(lint_files_full(f, path), &st) != 0)
		return;
	if (S_ISDIR(st.st_mode)) {
		list_folder(f, tg_arena_printf(&f->arena, "%s/", path), depth + 1);
	} else if (S_ISREG(st.st_mode)) {
		if (f->all.n >= LINT_MAX_FILES)
			f->cut = true;
		else
			*TG_VEC_PUSH(&f->arena, &f->all) = path;
	}
}

static void list_folder(struct lint_files *f, const char *relative, unsigned depth)
{
	DIR *dir = depth < MAX_DEPTH ? opendir(lint_files_full(f, relative)) : NULL;
	struct dirent *entry;

	if (dir == NULL)
		return;
	while ((entry = readdir(dir)) != NULL)
		if (!is_skipped(entry->d_name) && !f->cut)
			list_entry(f,
				   tg_arena_printf(&f->arena, "%s%s", relative,
						   entry->d_name),
				   depth);
	closedir(dir);
}

static int compare(const void *a, const void *b)
{
	const char *const *x = a, *const *y = b;

	return strcmp(*x, *y);
}

const path_vec *lint_files_all(struct lint_files *f)
{
	if (!f->listed) {
		f->listed = true;
		list_folder(f, "", 0);
		if (f->all.n > 1)
			qsort(f->all.items, f->all.n, sizeof(*f->all.items), compare);
	}
	return &f->all;
}

/* --- paths --------------------------------------------- */

const char *lint_files_relative(struct lint_files *f, const char *path)
{
	char full[PATH_MAX], root[PATH_MAX];
	size_t n;

	if (realpath(path, full) == NULL || realpath(f->root, root) == NULL)
		return NULL;
	n = strlen(root);
	if (strncmp(full, root, n) != 0 || (full[n] != '/' && full[n] != '\0'))
		return NULL;
	return tg_arena_dup(&f->arena, full[n] == '/' ? full + n + 1 : "");
}

/* A link may point out of the work tree: it is there, and is not read. */
enum tg_path_state lint_files_lookup(void *ctx, const char *path, bool want_text,
				     struct tg_str *text)
{
	struct lint_files *f = ctx;
	const char *full = lint_files_full(f, path);
	struct tg_buf contents = TG_BUF_INIT(MAX_TEXT);
	enum tg_path_state state = TG_PATH_FILE;
	struct tg_err err;
	struct stat st;

	*text = tg_str("");
	if (lstat(full, &st) != 0)
		return TG_PATH_NONE;
	if (S_ISDIR(st.st_mode))
		return TG_PATH_FOLDER;
	if (!S_ISREG(st.st_mode))
		return TG_PATH_UNREAD;
	if (!want_text)
		return TG_PATH_FILE;
	if (tg_file_read(&contents, full, MAX_TEXT, &err) == TG_OK)
		*text = tg_str_n(tg_arena_dup_str(&f->arena, tg_buf_str(&contents)),
				 contents.len);
	else
		state = TG_PATH_UNREAD;
	tg_buf_release(&contents);
	return state;
}

bool lint_files_matches(void *ctx, const char *glob)
{
	struct lint_files *f = ctx;
	const path_vec *all = lint_files_all(f);
	struct tg_globs *globs = NULL;
	struct tg_err err;
	bool found = false;

	if (tg_globs_new(&globs, &f->arena, &glob, 1, 0, &err) != TG_OK)
		return false;
	for (size_t i = 0; i < all->n && !found; i++)
		found = tg_globs_match(globs, all->items[i]);
	tg_globs_free(globs);
	return found || f->cut;
}
