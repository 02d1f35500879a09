#include "scouting.h"

#include <string.h>

#define MAX_FILES 5000u

struct looking {
	struct tg_arena *arena;
	struct tg_repo *repo;
	struct tg_scout *scout;
	char rev[TG_HEX];
	const char *below; /* "services/order/", or "" */
	size_t files;
	bool found; /* anything below it */
};

static bool look(const char *path, void *ctx)
{
	struct looking *l = ctx;
	struct tg_str text;
	struct tg_err ignored;

	if (strncmp(path, l->below, strlen(l->below)) != 0)
		return true;
	l->found = true;
	if (!tg_scout_wants(path))
		return true;
	if (tg_repo_read(&text, l->repo, l->rev, path, TG_SCOUT_MAX_BYTES, l->arena,
			 &ignored) == TG_OK)
		tg_scout_look(l->scout, path, text);
	return ++l->files < MAX_FILES;
}

/* "services/order" → "services/order/". */
static const char *with_slash(const char *folder, struct tg_arena *arena)
{
	size_t n = folder ? strlen(folder) : 0;

	while (n && folder[n - 1] == '/')
		n--;
	return n && strcmp(folder, ".") != 0
		       ? tg_arena_printf(arena, "%.*s/", (int)n, folder) : "";
}

enum tg_rc scouting_look(struct tg_scout *scout, struct tg_repo *repo,
			 const char *folder, struct tg_arena *arena,
			 struct tg_err *err)
{
	struct looking l = { .arena = arena, .repo = repo, .scout = scout,
			     .below = with_slash(folder, arena) };
	enum tg_rc rc = tg_repo_resolve(l.rev, repo, "HEAD", err);

	if (rc == TG_OK)
		rc = tg_repo_list(repo, l.rev, look, &l, err);
	if (rc != TG_OK || l.found || *l.below == '\0')
		return rc;
	tg_err_set(err, TG_E_IO, "there is no such folder at HEAD");
	tg_err_at(err, folder, 0, 0);
	return tg_err_hint(err, "folders are named from the top of the repository, and only "
				"what is committed is looked at");
}

static struct tg_str last_part(struct tg_str path)
{
	while (path.n && path.p[path.n - 1] == '/')
		path.n--;
	for (size_t i = path.n; i > 0; i--)
		if (path.p[i - 1] == '/' || path.p[i - 1] == ':')
			return tg_str_from(path, i);
	return path;
}

/* A clone may lie in a folder of any name; the remote knows the project's. */
const char *scouting_name(const struct tg_repo *repo, const char *folder,
			  struct tg_arena *arena)
{
	const char *below = with_slash(folder, arena), *dir = tg_repo_work_dir(repo);
	const char *remote = tg_repo_config(repo, "remote.origin.url", arena);
	struct tg_str name = last_part(tg_str(*below ? below : remote ? remote : dir));

	if (tg_str_ends(name, ".git"))
		name.n -= 4;
	return name.n ? tg_arena_dup_str(arena, name) : "system";
}
