#include "repo.h"

#include "repo_impl.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <git2.h>
#include <git2/sys/repository.h>

static int start_result;

static void start(void)
{
	static const char *const extensions[] = { "worktreeconfig",
						  "relativeworktrees",
						  "partialclone" };
	static const int levels[] = { GIT_CONFIG_LEVEL_SYSTEM,
				      GIT_CONFIG_LEVEL_GLOBAL,
				      GIT_CONFIG_LEVEL_XDG,
				      GIT_CONFIG_LEVEL_PROGRAMDATA };

	start_result = tg_git_offline() + git_libgit2_init();
	if (start_result < 0)
		return;
	for (size_t i = 0; i < sizeof(levels) / sizeof(*levels); i++)
		git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, levels[i], "");
	/* What we read is judged, not trusted: object ids are names here. */
	git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 0);
	git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
	git_libgit2_opts(GIT_OPT_DISABLE_PACK_KEEP_FILE_CHECKS, 1);
	git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, extensions,
			 sizeof(extensions) / sizeof(*extensions));
}

enum tg_rc tg_git_start(struct tg_err *err)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	pthread_once(&once, start);
	if (start_result < 0)
		return tg_git_fail(err, TG_E_INTERNAL, "libgit2 does not start");
	return TG_OK;
}

enum tg_rc tg_git_fail(struct tg_err *err, enum tg_rc code, const char *what)
{
	const git_error *last = git_error_last();
	const char *reason = last && last->message ? last->message : "no reason given";

	return tg_err_set(err, code, "%s: %s", what, reason);
}

enum tg_rc tg_git_missing(struct tg_err *err, const struct tg_repo *repo,
			  const char *what)
{
	int partial = 0;
	git_config *config = NULL;

	if (git_repository_config_snapshot(&config, repo->git) == 0)
		(void)git_config_get_bool(&partial, config, "remote.origin.promisor");
	git_config_free(config);
	if (partial) {
		tg_err_set(err, TG_E_HISTORY,
			   "%s is not in this partial clone", what);
		return tg_err_hint(err, "clone without --filter (in GitHub Actions: "
					"fetch-depth: 0 and no filter), or run "
					"`git fetch --refetch --no-filter`");
	}
	if (repo->shallow) {
		tg_err_set(err, TG_E_HISTORY,
			   "%s is not in this shallow clone", what);
		return tg_err_hint(err, "fetch the whole history: `git fetch "
					"--unshallow` (in GitHub Actions: "
					"fetch-depth: 0)");
	}
	tg_err_set(err, TG_E_HISTORY, "%s is missing from the repository", what);
	return tg_err_hint(err, "run `git fsck`; objects are damaged or were "
				"never fetched");
}

/* Says which of the repositories that libgit2 cannot read this is. */
static enum tg_rc open_failed(struct tg_err *err, const char *path, int rc)
{
	const git_error *last = git_error_last();
	const char *reason = last && last->message ? last->message : "";

	if (rc == GIT_ENOTFOUND) {
		tg_err_set(err, TG_E_REPO, "there is no git repository at %s", path);
		return tg_err_hint(err, "run it inside a clone, or name one with --repo");
	}
	if (strstr(reason, "objectformat")) {
		tg_err_set(err, TG_E_REPO,
			   "%s uses SHA-256 object ids, which cannot be read yet",
			   path);
		return tg_err_hint(err, "judge a patch instead: `git diff BASE...HEAD "
					"| threatgate check --diff -`");
	}
	if (strstr(reason, "refstorage")) {
		tg_err_set(err, TG_E_REPO,
			   "%s stores its refs as a reftable, which cannot be read yet",
			   path);
		return tg_err_hint(err, "run `git refs migrate --ref-format=files`");
	}
	return tg_err_set(err, TG_E_REPO, "%s cannot be opened: %s", path, reason);
}

static int compare_oids(const void *a, const void *b)
{
	return git_oid_cmp(a, b);
}

/* libgit2 before 1.7 does not look at the list of cut-off commits. */
static void read_shallow(struct tg_repo *repo)
{
	char path[4096], line[128];
	size_t cap = 0;
	FILE *in;

	(void)snprintf(path, sizeof(path), "%sshallow", git_repository_commondir(repo->git));
	in = fopen(path, "re");
	if (!in)
		return;
	while (fgets(line, sizeof(line), in)) {
		git_oid id;

		if (git_oid_fromstrn(&id, line, strcspn(line, "\r\n")) < 0)
			continue;
		if (repo->n_cut == cap) {
			cap = cap ? 2 * cap : 16;
			repo->cut = tg_realloc(repo->cut, cap * sizeof(*repo->cut));
		}
		repo->cut[repo->n_cut++] = id;
	}
	(void)fclose(in);
	repo->shallow = repo->n_cut > 0;
	if (repo->n_cut > 1)
		qsort(repo->cut, repo->n_cut, sizeof(*repo->cut), compare_oids);
}

bool tg_repo_is_cut(const struct tg_repo *repo, const git_oid *commit)
{
	return repo->n_cut && bsearch(commit, repo->cut, repo->n_cut,
				      sizeof(*repo->cut), compare_oids);
}

enum tg_rc tg_repo_open(struct tg_repo **out, const char *path,
			struct tg_err *err)
{
	struct tg_repo *repo;
	unsigned flags = path ? 0 : GIT_REPOSITORY_OPEN_FROM_ENV;
	int rc;

	*out = NULL;
	if ((rc = (int)tg_git_start(err)) != TG_OK)
		return (enum tg_rc)rc;
	repo = tg_calloc(1, sizeof(*repo));
	rc = git_repository_open_ext(&repo->git, path, flags, NULL);
	if (rc < 0) {
		free(repo);
		return open_failed(err, path ? path : "the current folder", rc);
	}
	if (git_repository_odb(&repo->odb, repo->git) < 0) {
		tg_repo_free(repo);
		return tg_git_fail(err, TG_E_REPO, "the objects cannot be opened");
	}
	read_shallow(repo);
	*out = repo;
	return TG_OK;
}

void tg_repo_free(struct tg_repo *repo)
{
	if (!repo)
		return;
	git_odb_free(repo->odb);
	git_repository_free(repo->git);
	free(repo->cut);
	free(repo);
}

const char *tg_repo_work_dir(const struct tg_repo *repo)
{
	return git_repository_workdir(repo->git);
}

const char *tg_repo_git_dir(const struct tg_repo *repo)
{
	return git_repository_path(repo->git);
}

const char *tg_repo_common_dir(const struct tg_repo *repo)
{
	return git_repository_commondir(repo->git);
}

const char *tg_repo_config(const struct tg_repo *repo, const char *name,
			   struct tg_arena *arena)
{
	git_config *config = NULL;
	const char *value = NULL, *copy = NULL;

	if (git_repository_config_snapshot(&config, repo->git) == 0 &&
	    git_config_get_string(&value, config, name) == 0)
		copy = tg_arena_dup(arena, value);
	git_config_free(config);
	return copy;
}

bool tg_repo_is_shallow(const struct tg_repo *repo)
{
	return repo->shallow;
}

enum tg_rc tg_repo_tree(git_tree **out, const struct tg_repo *repo,
			const char *hex, struct tg_err *err)
{
	git_object *object = NULL;
	git_oid id;
	int rc;

	*out = NULL;
	if (!*hex)
		return TG_OK;
	if (git_oid_fromstr(&id, hex) < 0)
		return tg_err_set(err, TG_E_REVISION, "%s is no object id", hex);
	rc = git_object_lookup(&object, repo->git, &id, GIT_OBJECT_ANY);
	if (rc == 0)
		rc = git_object_peel((git_object **)out, object, GIT_OBJECT_TREE);
	git_object_free(object);
	if (rc == GIT_ENOTFOUND)
		return tg_git_missing(err, repo, hex);
	if (rc < 0)
		return tg_git_fail(err, TG_E_REVISION, hex);
	return TG_OK;
}

static enum tg_rc read_entry(struct tg_str *out, const struct tg_repo *repo,
			     const git_tree_entry *entry, size_t max,
			     struct tg_arena *arena, struct tg_err *err)
{
	const git_oid *id = git_tree_entry_id(entry);
	git_odb_object *object = NULL;
	git_object_t type;
	size_t size;

	if (git_odb_read_header(&size, &type, repo->odb, id) < 0)
		return tg_git_missing(err, repo, git_tree_entry_name(entry));
	if (size > max)
		return tg_err_set(err, TG_E_LIMIT,
				  "%s has %zu bytes, more than the limit of %zu",
				  git_tree_entry_name(entry), size, max);
	if (git_odb_read(&object, repo->odb, id) < 0)
		return tg_git_missing(err, repo, git_tree_entry_name(entry));
	out->n = git_odb_object_size(object);
	out->p = tg_arena_strndup(arena, git_odb_object_data(object), out->n);
	git_odb_object_free(object);
	return TG_OK;
}

enum tg_rc tg_repo_read(struct tg_str *out, const struct tg_repo *repo,
			const char *rev, const char *path, size_t max,
			struct tg_arena *arena, struct tg_err *err)
{
	git_tree *tree = NULL;
	git_tree_entry *entry = NULL;
	enum tg_rc rc = tg_repo_tree(&tree, repo, rev, err);
	int found;

	if (rc != TG_OK)
		return rc;
	found = tree && *path ? git_tree_entry_bypath(&entry, tree, path)
			      : GIT_ENOTFOUND;
	if (found == 0 && git_tree_entry_type(entry) == GIT_OBJECT_BLOB)
		rc = read_entry(out, repo, entry, max, arena, err);
	else
		rc = tg_err_set(err, TG_E_NOT_FOUND, "there is no file %s", path);
	git_tree_entry_free(entry);
	git_tree_free(tree);
	return rc;
}
