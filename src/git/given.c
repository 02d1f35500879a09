/* Change sets that are given as patches: a diff, or an API's files. */
#include "changeset.h"

#include "../base/buf.h"
#include "source.h"

#include <string.h>

/* A range's comparison is limited by lines; what comes as text, by bytes. */
#define MAX_TEXT ((size_t)64 << 20)

/* The base's own blob where the index line does not name one that is here. */
static void find_in_base(struct tg_changeset_source *s, const git_tree *base,
			 struct tg_side_of *side)
{
	git_tree_entry *entry = NULL;

	if (side->place != TG_PLACE_UNKNOWN || !base)
		return;
	if (git_tree_entry_bypath(&entry, base, side->path) == 0 &&
	    git_tree_entry_type(entry) == GIT_OBJECT_BLOB &&
	    git_odb_exists(s->repo->odb, git_tree_entry_id(entry))) {
		side->place = TG_PLACE_OBJECT;
		side->id = *git_tree_entry_id(entry);
	}
	git_tree_entry_free(entry);
}

static struct tg_str known_text(struct tg_changeset_source *s, struct tg_side_of *side,
				enum tg_side which, struct tg_content *content)
{
	enum tg_unread why;
	struct tg_err ignored;

	memset(content, 0, sizeof(*content));
	if (side->place == TG_PLACE_NONE)
		return tg_str_n("", 0);
	if (side->place == TG_PLACE_UNKNOWN ||
	    tg_content_read(content, &why, s, s->repo->odb, side, which, MAX_TEXT,
			    &ignored) != TG_OK || why != TG_READ_OK)
		return tg_str_n(NULL, 0);
	return content->text.p ? content->text : tg_str_n("", 0);
}

/* The new side made of the old one; a deletion leaves nothing to make. */
static struct tg_str make_new(struct tg_changeset_source *s, struct tg_entry *e,
			      struct tg_str old_text)
{
	struct tg_side_of *side = &e->sides[TG_SIDE_NEW];
	char *made;
	size_t n;

	if (!tg_patch_apply(&made, &n, e->patch, old_text))
		return tg_str_n(NULL, 0);
	side->place = TG_PLACE_TEXT;
	side->text = tg_str_n(tg_arena_strndup(s->arena, made ? made : "", n), n);
	free(made);
	return side->text;
}

static void forget(struct tg_side_of *side)
{
	if (side->place != TG_PLACE_NONE)
		side->place = TG_PLACE_UNKNOWN;
}

/* With both contents at hand, and in agreement with the hunks, the file is
 * compared like that of a range; else the hunks are all there is. */
static void complete(struct tg_changeset_source *s, const git_tree *base,
		     struct tg_entry *e)
{
	struct tg_side_of *old_side = &e->sides[TG_SIDE_OLD];
	struct tg_side_of *new_side = &e->sides[TG_SIDE_NEW];
	struct tg_content old_content, new_content;
	struct tg_str old_text, new_text;
	bool agree = false;

	if (e->patch->binary)
		return;
	find_in_base(s, base, old_side);
	old_text = known_text(s, old_side, TG_SIDE_OLD, &old_content);
	new_text = known_text(s, new_side, TG_SIDE_NEW, &new_content);
	if (old_text.p && !new_text.p)
		new_text = make_new(s, e, old_text);
	if (old_text.p && new_text.p)
		agree = tg_patch_agrees(e->patch, old_text, new_text);
	if (agree) {
		e->patch = NULL;
	} else {
		forget(old_side);
		forget(new_side);
	}
	tg_content_release(&new_content);
	tg_content_release(&old_content);
}

/* A patch of a new or deleted file has all its lines. */
static void complete_alone(struct tg_changeset_source *s, struct tg_entry *e)
{
	struct tg_side_of *side = &e->sides[TG_SIDE_NEW];

	if (e->status == TG_STATUS_ADDED && !e->patch->binary &&
	    side->place == TG_PLACE_UNKNOWN && side->mode != GIT_FILEMODE_COMMIT &&
	    make_new(s, e, tg_str_n("", 0)).p)
		e->patch = NULL;
}

/* What a patch calls a copy is new code. */
static void copy_is_new(struct tg_entry *e)
{
	if (e->status != TG_STATUS_COPIED || e->patch)
		return;
	e->status = TG_STATUS_ADDED;
	memset(&e->sides[TG_SIDE_OLD], 0, sizeof(e->sides[TG_SIDE_OLD]));
}

/* One hunk that removes all, and one that adds all. */
static const struct tg_patch *join_patches(struct tg_arena *arena,
					   const struct tg_patch *gone,
					   const struct tg_patch *fresh)
{
	struct tg_patch *joined = tg_arena_calloc(arena, 1, sizeof(*joined));
	size_t n = gone->n_hunks + fresh->n_hunks;

	joined->binary = gone->binary || fresh->binary;
	joined->hunks = tg_arena_calloc(arena, n ? n : 1, sizeof(*joined->hunks));
	for (size_t i = 0; i < gone->n_hunks; i++)
		joined->hunks[joined->n_hunks++] = gone->hunks[i];
	for (size_t i = 0; i < fresh->n_hunks; i++)
		joined->hunks[joined->n_hunks++] = fresh->hunks[i];
	return joined;
}

/* A diff shows a change of type (file to symbolic link) as a deletion followed
 * by an addition of the same path. Done before contents are looked up. */
static void join_type_changes(struct tg_gather *g)
{
	struct tg_entry *items = g->entries.items;
	size_t n = 0;

	for (size_t i = 0; i < g->entries.n; i++) {
		struct tg_entry *last = n ? &items[n - 1] : NULL, *e = &items[i];

		if (last && last->status == TG_STATUS_DELETED &&
		    e->status == TG_STATUS_ADDED &&
		    strcmp(last->sides[TG_SIDE_OLD].path, e->sides[TG_SIDE_NEW].path) == 0) {
			last->status = TG_STATUS_TYPE_CHANGED;
			last->sides[TG_SIDE_NEW] = e->sides[TG_SIDE_NEW];
			last->patch = join_patches(g->source->arena, last->patch,
						   e->patch);
		} else {
			items[n++] = *e;
		}
	}
	g->entries.n = n;
}

enum tg_rc tg_changeset_open_patch(struct tg_changeset *out, struct tg_arena *arena,
				   const struct tg_patch_input *input,
				   const struct tg_changeset_options *options,
				   struct tg_err *err)
{
	const char *base = input->base ? input->base : "";
	struct tg_gather g = { 0 };
	git_tree *tree = NULL;
	enum tg_rc rc = tg_git_start(err);

	memset(out, 0, sizeof(*out));
	if (rc != TG_OK)
		return rc;
	out->arena = arena;
	g.source = tg_source_new(arena, input->repo, options);
	if (input->repo && *base) {
		(void)snprintf(out->base, sizeof(out->base), "%s", base);
		memcpy(out->merge_base, out->base, sizeof(out->merge_base));
		rc = tg_repo_tree(&tree, input->repo, base, err);
	}
	if (rc == TG_OK)
		rc = tg_patch_read(&g, input->text, err);
	if (rc == TG_OK)
		join_type_changes(&g);
	for (size_t i = 0; i < g.entries.n && rc == TG_OK; i++) {
		struct tg_entry *e = &g.entries.items[i];

		if (input->repo)
			complete(g.source, tree, e);
		if (e->patch)
			complete_alone(g.source, e);
		copy_is_new(e);
	}
	git_tree_free(tree);
	if (rc == TG_OK)
		g.source->attributes = tg_attributes_new(arena, input->repo, base);
	return tg_gather_close(out, &g, rc, err);
}

/* --- an API's files ----------------------------------------------------------- */

/* One file's hunks under a header that libgit2 reads. */
static enum tg_rc read_hunks(struct tg_gather *g, struct tg_str patch,
			     struct tg_err *err)
{
	struct tg_buf text = TG_BUF_INIT(MAX_TEXT);
	enum tg_rc rc;

	tg_buf_puts(&text, "diff --git a/file b/file\n--- a/file\n+++ b/file\n");
	tg_buf_put_str(&text, patch);
	if (!tg_str_ends(patch, "\n"))
		tg_buf_putc(&text, '\n');
	rc = text.overflow ? tg_err_set(err, TG_E_LIMIT, "a patch has more than %zu bytes",
					MAX_TEXT)
			   : tg_patch_read(g, tg_buf_str(&text), err);
	tg_buf_release(&text);
	return rc;
}

static void remote_side(struct tg_side_of *side, const struct tg_remote *remote,
			struct tg_arena *arena, const char *path)
{
	memset(side, 0, sizeof(*side));
	if (!path)
		return;
	side->path = tg_arena_dup(arena, path);
	side->mode = GIT_FILEMODE_BLOB;
	side->place = remote->read ? TG_PLACE_REMOTE : TG_PLACE_UNKNOWN;
}

static enum tg_rc take_remote_file(struct tg_gather *g, const struct tg_remote *remote,
				   const struct tg_remote_file *file,
				   struct tg_err *err)
{
	struct tg_changeset_source *s = g->source;
	enum tg_rc rc = TG_OK;
	size_t before = g->entries.n;
	struct tg_entry *e;

	if (before >= s->limits.files) {
		s->truncated = true;
		return TG_OK;
	}
	if (file->patch.n)
		rc = read_hunks(g, file->patch, err);
	if (rc != TG_OK)
		return tg_err_at(err, file->new_path ? file->new_path : file->old_path,
				 err->line, 0);
	e = g->entries.n > before ? &g->entries.items[before]
				  : TG_VEC_PUSH(s->arena, &g->entries);
	g->entries.n = before + 1;
	e->status = file->status;
	if (!e->patch && file->same_contents)
		e->patch = tg_arena_calloc(s->arena, 1, sizeof(*e->patch));
	if (e->status == TG_STATUS_COPIED && remote->read) {
		e->status = TG_STATUS_ADDED;
		e->patch = NULL;
	}
	remote_side(&e->sides[TG_SIDE_OLD], remote, s->arena,
		    e->status == TG_STATUS_ADDED ? NULL : file->old_path);
	remote_side(&e->sides[TG_SIDE_NEW], remote, s->arena,
		    file->status == TG_STATUS_DELETED ? NULL : file->new_path);
	return TG_OK;
}

enum tg_rc tg_changeset_open_remote(struct tg_changeset *out, struct tg_arena *arena,
				    const struct tg_remote *remote,
				    const struct tg_changeset_options *options,
				    struct tg_err *err)
{
	struct tg_gather g = { 0 };
	enum tg_rc rc = tg_git_start(err);

	memset(out, 0, sizeof(*out));
	if (rc != TG_OK)
		return rc;
	out->arena = arena;
	g.source = tg_source_new(arena, NULL, options);
	g.source->remote = remote;
	(void)snprintf(out->base, sizeof(out->base), "%s",
		       remote->base ? remote->base : "");
	(void)snprintf(out->head, sizeof(out->head), "%s",
		       remote->head ? remote->head : "");
	(void)snprintf(out->merge_base, sizeof(out->merge_base), "%s",
		       remote->merge_base ? remote->merge_base : "");
	for (size_t i = 0; i < remote->n_files && rc == TG_OK; i++)
		rc = take_remote_file(&g, remote, &remote->files[i], err);
	return tg_gather_close(out, &g, rc, err);
}
