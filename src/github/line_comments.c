#include "line_comments.h"

#include "commentable.h"
#include "wording.h"

#include <string.h>

#define FINGERPRINT_BYTES 32
#define MAX_TOLD 8     /* findings whose text stands in one comment */
#define MAX_MARKED 400 /* findings that one comment may stand for */

static bool wants_line(const struct tg_finding *f)
{
	return f->level != TG_LEVEL_NOTE && f->path && f->line && !f->waived &&
	       f->introduced && strlen(f->fingerprint) == FINGERPRINT_BYTES;
}

void tg_line_comments_want(struct tg_line_comments *c, struct tg_publishing *pub)
{
	const struct tg_report *r = pub->p->report;

	memset(c, 0, sizeof(*c));
	c->pub = pub;
	tg_map_init(&c->wanted, pub->arena);
	tg_map_init(&c->present, pub->arena);
	for (size_t i = 0; i < r->n_findings; i++) {
		const struct tg_finding *f = &r->findings[i];

		if (wants_line(f))
			tg_map_set(&c->wanted, tg_str(f->fingerprint), c);
	}
}

/* --- what is there ----------------------------------------------------------- */

/* Cuts the next fingerprint out of a comment's markers. */
static bool next_marker(struct tg_str *text, const char *prefix, struct tg_str *out)
{
	size_t at;

	while ((at = tg_str_find(*text, tg_str(prefix))) != SIZE_MAX) {
		*text = tg_str_from(*text, at + strlen(prefix));
		*out = tg_str_sub(*text, 0, FINGERPRINT_BYTES);
		if (out->n == FINGERPRINT_BYTES &&
		    tg_str_starts(tg_str_from(*text, FINGERPRINT_BYTES), " -->"))
			return true;
	}
	return false;
}

static char *marker_prefix(const struct tg_line_comments *c)
{
	return tg_arena_printf(c->pub->arena,
			       "<!-- threatgate:v1:%s:", c->pub->p->action->key);
}

static void take_ours(struct tg_line_comments *c, const json_t *comment,
		      const char *prefix)
{
	char *body = tg_arena_dup(c->pub->arena, tg_api_text(comment, "body"));
	struct tg_str rest = tg_str(body), fingerprint;
	struct tg_old_comment old = {
		.id = tg_api_number(comment, "id"),
		.node_id = tg_arena_dup(c->pub->arena, tg_api_text(comment, "node_id")),
	};
	bool any = false;

	while (next_marker(&rest, prefix, &fingerprint)) {
		any = true;
		if (tg_map_get(&c->wanted, fingerprint))
			old.wanted = true;
		tg_map_set(&c->present, fingerprint, c);
	}
	if (any)
		*TG_VEC_PUSH(c->pub->arena, &c->old) = old;
}

static void take_reply(struct tg_line_comments *c, const json_t *comment)
{
	long long to = tg_api_number(comment, "in_reply_to_id");

	for (size_t i = 0; to && i < c->old.n; i++)
		if (c->old.items[i].id == to)
			c->old.items[i].replied = true;
}

void tg_line_comments_take(struct tg_line_comments *c, const json_t *list)
{
	const char *prefix = marker_prefix(c);
	size_t i;
	json_t *comment;

	json_array_foreach(
		list, i,
		comment) if (tg_publish_is_ours(c->pub, json_object_get(comment, "user")))
		take_ours(c, comment, prefix);
	json_array_foreach(list, i, comment) if (!tg_publish_is_ours(
							 c->pub, json_object_get(comment,
										 "user")))
		take_reply(c, comment);
}

/* --- what is wanted ---------------------------------------------------------- */

static bool can_carry(const struct tg_publication *p, const struct tg_finding *f,
		      const char **path)
{
	*path = f->path;
	if (!p->changes || !tg_commentable(p->changes, path, f->side, f->line))
		return false;
	return !p->changes->merge_lines ||
	       (p->same_lines && p->same_lines(f->path, p->same_lines_ctx));
}

/* Those of earlier runs count: else each run would add its share. */
static size_t n_open(const struct tg_line_comments *c)
{
	size_t n = 0;

	for (size_t i = 0; i < c->old.n; i++)
		n += c->old.items[i].wanted;
	return n;
}

static struct tg_line_comment *at_place(struct tg_line_comments *c, const char *path,
					const struct tg_finding *f)
{
	struct tg_line_comment *comment;

	for (size_t i = 0; i < c->fresh.n; i++) {
		comment = &c->fresh.items[i];
		if (comment->line == f->line && comment->side == f->side &&
		    strcmp(comment->path, path) == 0)
			return comment;
	}
	if (n_open(c) + c->fresh.n >= TG_LINE_COMMENTS_MAX)
		return NULL;
	comment = TG_VEC_PUSH(c->pub->arena, &c->fresh);
	comment->path = path;
	comment->line = f->line;
	comment->side = f->side;
	return comment;
}

void tg_line_comments_choose(struct tg_line_comments *c)
{
	const struct tg_report *r = c->pub->p->report;

	for (size_t i = 0; i < r->n_findings; i++) {
		const struct tg_finding *f = &r->findings[i];
		struct tg_line_comment *comment;
		const char *path;

		if (!wants_line(f) || tg_map_get(&c->present, tg_str(f->fingerprint)))
			continue;
		if (!can_carry(c->pub->p, f, &path)) {
			c->n_elsewhere++;
			continue;
		}
		comment = at_place(c, path, f);
		if (comment && comment->findings.n < MAX_MARKED)
			*TG_VEC_PUSH(c->pub->arena, &comment->findings) = f;
		else
			c->n_left_out++;
	}
}

void tg_line_comment_text(struct tg_buf *out, const struct tg_line_comments *c,
			  const struct tg_line_comment *comment)
{
	const char *prefix = marker_prefix(c);
	size_t n = comment->findings.n, told = n < MAX_TOLD ? n : MAX_TOLD;

	for (size_t i = 0; i < told; i++) {
		if (i)
			tg_buf_puts(out, "\n---\n\n");
		tg_word_finding(out, c->pub->p->report, comment->findings.items[i]);
	}
	if (n > told)
		tg_buf_printf(out, "\n%zu more on this line: see the summary comment.\n",
			      n - told);
	for (size_t i = 0; i < n; i++)
		tg_buf_printf(out, "\n%s%s -->", prefix,
			      comment->findings.items[i]->fingerprint);
}
