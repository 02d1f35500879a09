#include "repo.h"

#include "repo_impl.h"

#include <string.h>

/* Trees name each other by id, so a small repository can describe an endless
 * one: depth, path length and the number of trees opened are bounded. */
#define MAX_DEPTH 512
#define MAX_PATH 4096
#define MAX_TREES 1000000

struct walk {
	const struct tg_repo *repo;
	tg_delta_fn *each;
	void *ctx;
	struct tg_err *err;
	size_t trees;
	unsigned depth;
	bool stop;
	size_t len;
	char path[MAX_PATH];
};

static enum tg_rc walk_trees(struct walk *w, const git_tree *a, const git_tree *b);

static bool is_tree(const git_tree_entry *e)
{
	return e && git_tree_entry_type(e) == GIT_OBJECT_TREE;
}

/* Git's order: a folder sorts as if its name ended with a slash. */
static int compare_names(const git_tree_entry *a, const git_tree_entry *b)
{
	const char *na = git_tree_entry_name(a), *nb = git_tree_entry_name(b);
	size_t la = strlen(na), lb = strlen(nb), n = la < lb ? la : lb;
	int order = memcmp(na, nb, n);
	unsigned char ca, cb;

	if (order)
		return order;
	ca = (unsigned char)(la > n ? na[n] : is_tree(a) ? '/' : '\0');
	cb = (unsigned char)(lb > n ? nb[n] : is_tree(b) ? '/' : '\0');
	return ca < cb ? -1 : ca > cb;
}

/* Past its end (NULL) a tree has nothing that could come first. */
static int compare_entries(const git_tree_entry *a, const git_tree_entry *b)
{
	if (!a || !b)
		return a ? -1 : 1;
	return compare_names(a, b);
}

static const git_tree_entry *entry_at(const git_tree *tree, size_t i)
{
	return tree ? git_tree_entry_byindex(tree, i) : NULL;
}

static enum tg_rc push_name(struct walk *w, const char *name, size_t *mark)
{
	size_t n = strlen(name);

	*mark = w->len;
	if (w->len + n + 2 > sizeof(w->path))
		return tg_err_set(w->err, TG_E_LIMIT,
				  "a path of the repository is longer than %d bytes",
				  MAX_PATH);
	memcpy(w->path + w->len, name, n + 1);
	w->len += n;
	return TG_OK;
}

static void emit(struct walk *w, const git_tree_entry *a, const git_tree_entry *b)
{
	struct tg_delta d = { 0 };

	if (a) {
		d.old_path = w->path;
		d.old_mode = (uint32_t)git_tree_entry_filemode(a);
		d.old_id = *git_tree_entry_id(a);
	}
	if (b) {
		d.new_path = w->path;
		d.new_mode = (uint32_t)git_tree_entry_filemode(b);
		d.new_id = *git_tree_entry_id(b);
	}
	d.status = !a ? TG_STATUS_ADDED : !b ? TG_STATUS_DELETED : TG_STATUS_MODIFIED;
	if (a && b && (d.old_mode & 0170000) != (d.new_mode & 0170000))
		d.status = TG_STATUS_TYPE_CHANGED;
	if (!w->each(&d, w->ctx))
		w->stop = true;
}

static enum tg_rc load(struct walk *w, git_tree **out, const git_tree_entry *e)
{
	*out = NULL;
	if (!e)
		return TG_OK;
	if (++w->trees > MAX_TREES)
		return tg_err_set(w->err, TG_E_LIMIT,
				  "the repository has more than %d folders", MAX_TREES);
	if (git_tree_lookup(out, w->repo->git, git_tree_entry_id(e)) < 0)
		return tg_git_missing(w->err, w->repo, w->path);
	return TG_OK;
}

static enum tg_rc descend(struct walk *w, const git_tree_entry *a,
			  const git_tree_entry *b)
{
	git_tree *ta = NULL, *tb = NULL;
	enum tg_rc rc;

	if (w->depth >= MAX_DEPTH)
		return tg_err_set(w->err, TG_E_LIMIT,
				  "folders are nested more than %d deep", MAX_DEPTH);
	w->path[w->len++] = '/';
	w->path[w->len] = '\0';
	w->depth++;
	if ((rc = load(w, &ta, a)) == TG_OK && (rc = load(w, &tb, b)) == TG_OK)
		rc = walk_trees(w, ta, tb);
	w->depth--;
	git_tree_free(tb);
	git_tree_free(ta);
	return rc;
}

/* One name: only in a, only in b, or in both. */
static enum tg_rc visit(struct walk *w, const git_tree_entry *a,
			const git_tree_entry *b)
{
	enum tg_rc rc;
	size_t mark;

	if (a && b && git_oid_equal(git_tree_entry_id(a), git_tree_entry_id(b)) &&
	    git_tree_entry_filemode(a) == git_tree_entry_filemode(b))
		return TG_OK;
	rc = push_name(w, git_tree_entry_name(a ? a : b), &mark);
	if (rc != TG_OK)
		return rc;
	if (is_tree(a ? a : b))
		rc = descend(w, a, b);
	else
		emit(w, a, b);
	w->len = mark;
	w->path[mark] = '\0';
	return rc;
}

static enum tg_rc walk_trees(struct walk *w, const git_tree *a, const git_tree *b)
{
	const git_tree_entry *ea = entry_at(a, 0), *eb = entry_at(b, 0);
	size_t i = 0, j = 0;
	enum tg_rc rc = TG_OK;

	while ((ea || eb) && !w->stop && rc == TG_OK) {
		int order = compare_entries(ea, eb);

		rc = visit(w, order <= 0 ? ea : NULL, order >= 0 ? eb : NULL);
		if (order <= 0)
			ea = entry_at(a, ++i);
		if (order >= 0)
			eb = entry_at(b, ++j);
	}
	return rc;
}

static struct walk *walk_new(const struct tg_repo *repo, tg_delta_fn *each, void *ctx,
			     struct tg_err *err)
{
	struct walk *w = tg_calloc(1, sizeof(*w));

	w->repo = repo;
	w->each = each;
	w->ctx = ctx;
	w->err = err;
	return w;
}

enum tg_rc tg_tree_diff(const struct tg_repo *repo, const git_tree *old_tree,
			const git_tree *new_tree, tg_delta_fn *each, void *ctx,
			struct tg_err *err)
{
	struct walk *w = walk_new(repo, each, ctx, err);
	enum tg_rc rc = walk_trees(w, old_tree, new_tree);

	free(w);
	return rc;
}

struct list {
	tg_path_fn *each;
	void *ctx;
};

static bool list_file(const struct tg_delta *delta, void *ctx)
{
	struct list *l = ctx;

	if (delta->new_mode == GIT_FILEMODE_COMMIT)
		return true;
	return l->each(delta->new_path, l->ctx);
}

enum tg_rc tg_repo_list(const struct tg_repo *repo, const char *rev,
			tg_path_fn *each, void *ctx, struct tg_err *err)
{
	struct list l = { each, ctx };
	git_tree *tree = NULL;
	enum tg_rc rc = tg_repo_tree(&tree, repo, rev, err);

	if (rc == TG_OK)
		rc = tg_tree_diff(repo, NULL, tree, list_file, &l, err);
	git_tree_free(tree);
	return rc;
}

/* The folder's entry, or NULL where there is no such folder. */
static git_tree_entry *find_folder(const git_tree *tree, const char *folder)
{
	git_tree_entry *entry = NULL;

	if (git_tree_entry_bypath(&entry, tree, folder) < 0)
		return NULL;
	if (is_tree(entry))
		return entry;
	git_tree_entry_free(entry);
	return NULL;
}

enum tg_rc tg_repo_list_below(const struct tg_repo *repo, const char *rev,
			      const char *folder, struct tg_path_visitor visitor,
			      struct tg_err *err)
{
	struct list l = { visitor.each, visitor.ctx };
	struct walk *w = walk_new(repo, list_file, &l, err);
	git_tree *tree = NULL;
	git_tree_entry *entry = NULL;
	enum tg_rc rc = tg_repo_tree(&tree, repo, rev, err);
	size_t mark;

	if (rc == TG_OK)
		entry = find_folder(tree, folder);
	if (entry && (rc = push_name(w, folder, &mark)) == TG_OK)
		rc = descend(w, NULL, entry);
	git_tree_entry_free(entry);
	git_tree_free(tree);
	free(w);
	return rc;
}
