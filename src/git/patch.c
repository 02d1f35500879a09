/* Unified diffs, read with libgit2. */
#include "../base/buf.h"
#include "source.h"

#include <string.h>

static uint32_t mode_of(uint16_t mode)
{
	return mode ? mode : GIT_FILEMODE_BLOB;
}

static enum tg_status status_of(git_delta_t status)
{
	switch (status) {
	case GIT_DELTA_ADDED:
		return TG_STATUS_ADDED;
	case GIT_DELTA_DELETED:
		return TG_STATUS_DELETED;
	case GIT_DELTA_RENAMED:
		return TG_STATUS_RENAMED;
	case GIT_DELTA_COPIED:
		return TG_STATUS_COPIED;
	case GIT_DELTA_TYPECHANGE:
		return TG_STATUS_TYPE_CHANGED;
	default:
		return TG_STATUS_MODIFIED;
	}
}

static void copy_lines(struct tg_patch_hunk *out, struct tg_arena *arena,
		       git_patch *patch, size_t hunk, size_t n)
{
	out->lines = tg_arena_calloc(arena, n ? n : 1, sizeof(*out->lines));
	for (size_t i = 0; i < n; i++) {
		const git_diff_line *line;
		struct tg_patch_line *to;
		size_t len;

		if (git_patch_get_line_in_hunk(&line, patch, hunk, i) < 0)
			break;
		if (line->origin != GIT_DIFF_LINE_CONTEXT &&
		    line->origin != GIT_DIFF_LINE_ADDITION &&
		    line->origin != GIT_DIFF_LINE_DELETION)
			continue;
		to = &out->lines[out->n_lines++];
		len = line->content_len;
		to->kind = line->origin == GIT_DIFF_LINE_ADDITION ? TG_LINE_ADDED
			   : line->origin == GIT_DIFF_LINE_DELETION
				   ? TG_LINE_REMOVED
				   : TG_LINE_CONTEXT;
		to->text = tg_str_n(tg_arena_strndup(arena, line->content, len), len);
	}
}

/* What follows the second @@ of a hunk's header. */
static struct tg_str heading_of(struct tg_arena *arena, const git_diff_hunk *hunk)
{
	struct tg_str s = tg_str_n(hunk->header, hunk->header_len);
	size_t first = tg_str_find(s, TG_STR("@@"));
	size_t second;

	if (first == SIZE_MAX)
		return tg_str("");
	s = tg_str_from(s, first + 2);
	second = tg_str_find(s, TG_STR("@@"));
	if (second == SIZE_MAX)
		return tg_str("");
	s = tg_str_trim(tg_str_from(s, second + 2));
	return tg_str_n(tg_arena_dup_str(arena, s), s.n);
}

static struct tg_patch *copy_patch(struct tg_arena *arena, git_patch *patch,
				   const git_diff_delta *delta)
{
	struct tg_patch *out = tg_arena_calloc(arena, 1, sizeof(*out));
	size_t n = git_patch_num_hunks(patch);

	out->binary = (delta->flags & GIT_DIFF_FLAG_BINARY) != 0;
	out->hunks = tg_arena_calloc(arena, n ? n : 1, sizeof(*out->hunks));
	for (size_t i = 0; i < n; i++) {
		struct tg_patch_hunk *to = &out->hunks[i];
		const git_diff_hunk *hunk;
		size_t lines;

		if (git_patch_get_hunk(&hunk, &lines, patch, i) < 0)
			break;
		to->at = (struct tg_hunk){ (uint32_t)hunk->old_start,
					   (uint32_t)hunk->old_lines,
					   (uint32_t)hunk->new_start,
					   (uint32_t)hunk->new_lines };
		to->heading = heading_of(arena, hunk);
		copy_lines(to, arena, patch, i, lines);
		out->n_hunks++;
	}
	return out;
}

static void copy_side(struct tg_side_of *out, struct tg_arena *arena,
		      const git_diff_file *file)
{
	out->place = TG_PLACE_UNKNOWN;
	out->path = tg_arena_dup(arena, file->path);
	out->mode = mode_of(file->mode);
	/* An id cut short is zero-filled: it may not be looked up as it is. */
	out->id = file->id;
}

/* Full ids may be looked up; short ones are completed by the repository. */
static void complete_id(const struct tg_changeset_source *s, struct tg_side_of *side,
			const git_diff_file *file)
{
	git_oid full;

	if (!s->repo || file->id_abbrev < GIT_OID_MINPREFIXLEN ||
	    git_oid_is_zero(&file->id) || side->mode == GIT_FILEMODE_COMMIT)
		return;
	if (git_odb_exists_prefix(&full, s->repo->odb, &file->id, file->id_abbrev) < 0)
		return;
	side->id = full;
	side->place = TG_PLACE_OBJECT;
}

static void take_file(struct tg_gather *g, git_patch *patch)
{
	const git_diff_delta *d = git_patch_get_delta(patch);
	struct tg_changeset_source *s = g->source;
	struct tg_entry *e;

	if (g->entries.n >= s->limits.files) {
		s->truncated = true;
		return;
	}
	e = TG_VEC_PUSH(s->arena, &g->entries);
	e->status = status_of(d->status);
	if (e->status != TG_STATUS_ADDED) {
		copy_side(&e->sides[TG_SIDE_OLD], s->arena, &d->old_file);
		complete_id(s, &e->sides[TG_SIDE_OLD], &d->old_file);
	}
	if (e->status != TG_STATUS_DELETED) {
		copy_side(&e->sides[TG_SIDE_NEW], s->arena, &d->new_file);
		complete_id(s, &e->sides[TG_SIDE_NEW], &d->new_file);
	}
	e->patch = copy_patch(s->arena, patch, d);
}

/* libgit2 says "... at line N" in its message. */
static unsigned error_line(void)
{
	const git_error *last = git_error_last();
	const char *at = last && last->message ? strstr(last->message, " line ") : NULL;

	return at ? (unsigned)strtoul(at + strlen(" line "), NULL, 10) : 0;
}

static enum tg_rc syntax_error(struct tg_err *err)
{
	tg_git_fail(err, TG_E_SYNTAX, "this is not a unified diff that can be read");
	err->line = error_line();
	return tg_err_hint(err, "make one with `git diff BASE...HEAD`");
}

enum tg_rc tg_patch_read(struct tg_gather *g, struct tg_str text, struct tg_err *err)
{
	git_diff *diff = NULL;
	enum tg_rc rc = TG_OK;

	if (!tg_str_trim(text).n)
		return TG_OK;
	if (git_diff_from_buffer(&diff, text.p, text.n) < 0)
		return syntax_error(err);
	for (size_t i = 0; i < git_diff_num_deltas(diff) && rc == TG_OK; i++) {
		git_patch *patch = NULL;

		if (git_patch_from_diff(&patch, diff, i) < 0 || !patch)
			rc = syntax_error(err);
		else
			take_file(g, patch);
		git_patch_free(patch);
	}
	if (rc == TG_OK && git_diff_num_deltas(diff) == 0)
		rc = tg_err_set(err, TG_E_SYNTAX, "there is no diff in this input");
	git_diff_free(diff);
	return rc;
}

/* --- fitting a patch to texts ------------------------------------------------ */

struct cursor {
	struct tg_str text;
	size_t at;
	uint32_t line; /* 1-based number of the line at `at` */
};

/* The line at the cursor with its end; the cursor moves on. */
static bool next_line(struct cursor *c, struct tg_str *line)
{
	const char *p = c->text.p + c->at, *lf;
	size_t left = c->text.n - c->at;

	if (!left)
		return false;
	lf = memchr(p, '\n', left);
	*line = tg_str_n(p, lf ? (size_t)(lf - p) + 1 : left);
	c->at += line->n;
	c->line++;
	return true;
}

static bool skip_to(struct cursor *c, uint32_t line)
{
	struct tg_str skipped;

	while (c->line < line)
		if (!next_line(c, &skipped))
			return false;
	return true;
}

static uint32_t first_line(uint32_t start, uint32_t lines)
{
	return start + (lines == 0);
}

static bool same_line(struct tg_str a, struct tg_str b)
{
	/* A patch may lack the mark of a missing line end. */
	if (a.n && a.p[a.n - 1] == '\n')
		a.n--;
	if (b.n && b.p[b.n - 1] == '\n')
		b.n--;
	return tg_str_eq(a, b);
}

/* One side of a hunk stands in the text. */
static bool hunk_stands(struct cursor *c, const struct tg_patch_hunk *h,
			enum tg_line_kind other, uint32_t line)
{
	if (!skip_to(c, line))
		return false;
	for (size_t i = 0; i < h->n_lines; i++) {
		struct tg_str at;

		if (h->lines[i].kind == other)
			continue;
		if (!next_line(c, &at) || !same_line(at, h->lines[i].text))
			return false;
	}
	return true;
}

bool tg_patch_agrees(const struct tg_patch *patch, struct tg_str old_text,
		     struct tg_str new_text)
{
	struct cursor a = { old_text, 0, 1 }, b = { new_text, 0, 1 };

	for (size_t i = 0; i < patch->n_hunks; i++) {
		const struct tg_patch_hunk *h = &patch->hunks[i];

		if (!hunk_stands(&a, h, TG_LINE_ADDED,
				 first_line(h->at.old_start, h->at.old_lines)) ||
		    !hunk_stands(&b, h, TG_LINE_REMOVED,
				 first_line(h->at.new_start, h->at.new_lines)))
			return false;
	}
	return true;
}

static bool apply_hunk(struct tg_buf *out, struct cursor *c,
		       const struct tg_patch_hunk *h)
{
	size_t from = c->at;

	if (!skip_to(c, first_line(h->at.old_start, h->at.old_lines)))
		return false;
	tg_buf_add(out, c->text.p + from, c->at - from);
	for (size_t i = 0; i < h->n_lines; i++) {
		const struct tg_patch_line *line = &h->lines[i];
		struct tg_str at;

		if (line->kind == TG_LINE_ADDED) {
			tg_buf_put_str(out, line->text);
			continue;
		}
		if (!next_line(c, &at) || !same_line(at, line->text))
			return false;
		if (line->kind == TG_LINE_CONTEXT)
			tg_buf_put_str(out, at);
	}
	return true;
}

bool tg_patch_apply(char **out, size_t *len, const struct tg_patch *patch,
		    struct tg_str old_text)
{
	struct tg_buf buf = TG_BUF_INIT((size_t)64 << 20);
	struct cursor c = { old_text, 0, 1 };
	bool fits = true;

	tg_buf_add(&buf, "", 0);
	for (size_t i = 0; i < patch->n_hunks && fits; i++)
		fits = apply_hunk(&buf, &c, &patch->hunks[i]);
	tg_buf_add(&buf, old_text.p + c.at, old_text.n - c.at);
	if (!fits || buf.overflow) {
		tg_buf_release(&buf);
		return false;
	}
	*len = buf.len;
	*out = tg_buf_detach(&buf);
	return true;
}
