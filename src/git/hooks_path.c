#include "hooks_path.h"

#include "repo_impl.h"

#include <stdlib.h>
#include <string.h>

struct reading {
	git_config *config;
	const struct tg_repo *repo;
	struct tg_arena *arena;
};

static void add(struct reading *r, const char *path, git_config_level_t level)
{
	(void)git_config_add_file_ondisk(r->config, path, level, r->repo->git, 0);
}

/* The files of git-config(1), weakest first. */
static void add_files(struct reading *r)
{
	const char *home = getenv("HOME"), *xdg = getenv("XDG_CONFIG_HOME");
	const char *global = getenv("GIT_CONFIG_GLOBAL");
	const char *machine = getenv("GIT_CONFIG_SYSTEM");

	if (!getenv("GIT_CONFIG_NOSYSTEM"))
		add(r, machine ? machine : "/etc/gitconfig", GIT_CONFIG_LEVEL_SYSTEM);
	if (global) {
		add(r, global, GIT_CONFIG_LEVEL_GLOBAL);
	} else if (home) {
		add(r, xdg && *xdg
			       ? tg_arena_printf(r->arena, "%s/git/config", xdg)
			       : tg_arena_printf(r->arena, "%s/.config/git/config", home),
		    GIT_CONFIG_LEVEL_XDG);
		add(r, tg_arena_printf(r->arena, "%s/.gitconfig", home),
		    GIT_CONFIG_LEVEL_GLOBAL);
	}
	add(r, tg_arena_printf(r->arena, "%sconfig", tg_repo_common_dir(r->repo)),
	    GIT_CONFIG_LEVEL_LOCAL);
}

/* A linked work tree's own, where extensions.worktreeConfig says so. */
static const char *worktree_value(const struct reading *r, const char *name)
{
	git_config *config = NULL;
	const char *value = NULL, *copy = NULL;
	int enabled = 0;

	if (git_config_get_bool(&enabled, r->config, "extensions.worktreeconfig") < 0 ||
	    !enabled)
		return NULL;
	if (git_config_open_ondisk(&config,
				   tg_arena_printf(r->arena, "%sconfig.worktree",
						   tg_repo_git_dir(r->repo))) == 0) {
		git_config *snapshot = NULL;

		if (git_config_snapshot(&snapshot, config) == 0 &&
		    git_config_get_string(&value, snapshot, name) == 0)
			copy = tg_arena_dup(r->arena, value);
		git_config_free(snapshot);
	}
	git_config_free(config);
	return copy;
}

static const char *configured(const struct tg_repo *repo, struct tg_arena *arena)
{
	struct reading r = { NULL, repo, arena };
	git_config *snapshot = NULL;
	const char *value = NULL, *copy = NULL;

	if (git_config_new(&r.config) < 0)
		return NULL;
	add_files(&r);
	copy = worktree_value(&r, "core.hookspath");
	if (!copy && git_config_snapshot(&snapshot, r.config) == 0 &&
	    git_config_get_string(&value, snapshot, "core.hookspath") == 0)
		copy = tg_arena_dup(arena, value);
	git_config_free(snapshot);
	git_config_free(r.config);
	return copy && *copy ? copy : NULL;
}

static const char *without_slash(const char *path, struct tg_arena *arena)
{
	size_t n = strlen(path);

	while (n > 1 && path[n - 1] == '/')
		n--;
	return tg_arena_strndup(arena, path, n);
}

/* Where links lead, as far as the path exists. */
static const char *real(const char *path, struct tg_arena *arena)
{
	char *resolved = realpath(path, NULL);
	const char *copy = resolved ? tg_arena_dup(arena, resolved) : path;

	free(resolved);
	return copy;
}

static bool is_below(const char *path, const char *folder, struct tg_arena *arena)
{
	if (!folder)
		return false;
	const char *top = without_slash(real(folder, arena), arena);
	size_t n = strlen(top);

	return strncmp(path, top, n) == 0 && (path[n] == '/' || path[n] == '\0');
}

/* "~/hooks"; a relative path counts from where hooks are run. */
static const char *expand(const char *path, const struct tg_repo *repo,
			  struct tg_arena *arena)
{
	const char *home = getenv("HOME"), *top = tg_repo_work_dir(repo);

	if (path[0] == '~' && (path[1] == '/' || !path[1]) && home)
		return tg_arena_printf(arena, "%s%s", home, path + 1);
	if (path[0] == '/')
		return path;
	return tg_arena_printf(arena, "%s%s", top ? top : tg_repo_git_dir(repo), path);
}

void tg_hooks_path_find(struct tg_hooks_path *out, const struct tg_repo *repo,
			struct tg_arena *arena)
{
	const char *path = configured(repo, arena);
	const char *common = tg_repo_common_dir(repo);

	*out = (struct tg_hooks_path){ .configured = path != NULL };
	if (path)
		out->folder = without_slash(expand(path, repo, arena), arena);
	else
		out->folder = tg_arena_printf(arena, "%shooks", common);
	const char *where = real(out->folder, arena);
	bool in_git_dir = is_below(where, common, arena);

	out->in_work_tree = !in_git_dir && is_below(where, tg_repo_work_dir(repo), arena);
	out->shared = path && !in_git_dir && !out->in_work_tree;
}
