/*
 * Comments on lines, in one review. What is there already is not written again;
 * what is no longer found is minimised, and shown again when it comes back;
 * where somebody answered, nothing is touched.
 */
#include "line_comments.h"

#include "pull.h"

#include <string.h>

#define MAX_PAGES 20u
#define MAX_MUTATIONS 50u

/* --- what became of ours ----------------------------------------------------- */

static const char threads_query[] =
	"query($owner: String!, $name: String!, $number: Int!, $after: String) {"
	" repository(owner: $owner, name: $name) { pullRequest(number: $number) {"
	" reviewThreads(first: 100, after: $after) {"
	" pageInfo { hasNextPage endCursor }"
	" nodes { isResolved comments(first: 1) { nodes { id databaseId isMinimized"
	" } } } } } } }";

static void take_threads(struct tg_line_comments *c, const json_t *threads)
{
	size_t i;
	json_t *thread;

	json_array_foreach(json_object_get(threads, "nodes"), i, thread)
	{
		const json_t *nodes = tg_api_member(thread, "comments.nodes");
		const json_t *first = json_array_get(nodes, 0);
		long long id = tg_api_number(first, "databaseId");

		for (size_t j = 0; j < c->old.n; j++) {
			if (c->old.items[j].id != id)
				continue;
			c->old.items[j].minimized = tg_api_true(first, "isMinimized");
			c->old.items[j].resolved = tg_api_true(thread, "isResolved");
		}
	}
}

static json_t *thread_variables(const struct tg_line_comments *c, const char *after)
{
	const char *repository = tg_api_repository(c->pub->p->api);
	const char *slash = strchr(repository, '/');

	return tg_publish_json(json_pack("{s:s%, s:s, s:I, s:s?}", "owner", repository,
					 (size_t)(slash - repository), "name", slash + 1,
					 "number", (json_int_t)c->pub->p->number, "after",
					 after));
}

/* Whether each of ours is minimised or resolved; false when that is not known. */
static bool read_state(struct tg_line_comments *c)
{
	char after[256] = "";
	bool more = true;

	for (unsigned page = 0; more && page < MAX_PAGES; page++) {
		json_t *variables = thread_variables(c, *after ? after : NULL);
		struct tg_api_answer answer;
		const json_t *threads;
		bool ok;

		tg_api_graphql(c->pub->p->api, &answer, threads_query, variables);
		json_decref(variables);
		threads = tg_api_member(answer.json,
					"data.repository.pullRequest.reviewThreads");
		ok = answer.result == TG_API_OK && threads;
		take_threads(c, threads);
		more = tg_api_true(threads, "pageInfo.hasNextPage");
		(void)snprintf(after, sizeof(after), "%s",
			       tg_api_text(threads, "pageInfo.endCursor"));
		if (!ok)
			tg_publish_why(c->pub, "line comments", answer.result,
				       answer.message);
		tg_api_answer_release(&answer);
		if (!ok)
			return false;
	}
	return true;
}

/* --- tidying up -------------------------------------------------------------- */

static bool needs_change(const struct tg_old_comment *old)
{
	return !old->replied && !old->resolved && *old->node_id &&
	       old->wanted == old->minimized;
}

struct mutation {
	struct tg_buf parameters, fields;
	json_t *variables;
	unsigned n;
};

static void add_mutation(struct mutation *m, const struct tg_old_comment *old)
{
	bool hide = !old->wanted;
	char name[16];

	(void)snprintf(name, sizeof(name), "i%u", m->n);
	tg_buf_printf(&m->parameters, "%s$%s: ID!", m->n ? ", " : "", name);
	tg_buf_printf(&m->fields, " m%u: ", m->n);
	if (hide)
		tg_buf_printf(&m->fields,
			      "minimizeComment(input: {subjectId: $%s, classifier: "
			      "RESOLVED}) { minimizedComment { isMinimized } }",
			      name);
	else
		tg_buf_printf(&m->fields,
			      "unminimizeComment(input: {subjectId: $%s}) "
			      "{ unminimizedComment { isMinimized } }",
			      name);
	json_object_set_new(m->variables, name,
			    tg_publish_json(json_string(old->node_id)));
	m->n++;
}

/* All changes in one request. */
static bool tidy(struct tg_line_comments *c)
{
	struct mutation m = { TG_BUF_INIT(64u << 10), TG_BUF_INIT(64u << 10),
			      tg_publish_json(json_object()), 0 };
	struct tg_buf query = TG_BUF_INIT(256u << 10);
	struct tg_api_answer answer = { 0 };
	bool ok = true;

	for (size_t i = 0; i < c->old.n && m.n < MAX_MUTATIONS; i++)
		if (needs_change(&c->old.items[i]))
			add_mutation(&m, &c->old.items[i]);
	if (m.n) {
		tg_buf_printf(&query, "mutation(%s) {%s }", m.parameters.ptr,
			      m.fields.ptr);
		tg_api_graphql(c->pub->p->api, &answer, query.ptr, m.variables);
		ok = answer.result == TG_API_OK;
		if (!ok)
			tg_publish_why(c->pub, "old line comments", answer.result,
				       answer.message);
	}
	tg_api_answer_release(&answer);
	tg_buf_release(&query);
	json_decref(m.variables);
	tg_buf_release(&m.fields);
	tg_buf_release(&m.parameters);
	return ok && m.n;
}

/* --- the review -------------------------------------------------------------- */

static json_t *comment_json(const struct tg_line_comments *c,
			    const struct tg_line_comment *comment)
{
	struct tg_buf text = TG_BUF_INIT(60u << 10);
	json_t *json;

	tg_line_comment_text(&text, c, comment);
	json = tg_publish_json(json_pack("{s:s, s:I, s:s, s:o}", "path", comment->path,
					 "line", (json_int_t)comment->line, "side",
					 comment->side == TG_SIDE_NEW ? "RIGHT" : "LEFT",
					 "body", tg_publish_text(&text)));
	tg_buf_release(&text);
	return json;
}

static void put_review_body(struct tg_buf *out, const struct tg_line_comments *c,
			    bool with_comments)
{
	size_t n = c->fresh.n;

	if (with_comments)
		tg_buf_printf(out,
			      "threatgate: %zu place%s in this change need%s a look.", n,
			      n == 1 ? "" : "s", n == 1 ? "s" : "");
	else
		tg_buf_puts(out, "threatgate: this change needs a look; its lines could "
				 "not be commented on.");
	tg_buf_puts(out, " The summary comment has the whole picture.");
	if (c->n_left_out + c->n_elsewhere)
		tg_buf_printf(out, " %zu more finding%s there.",
			      c->n_left_out + c->n_elsewhere,
			      c->n_left_out + c->n_elsewhere == 1 ? " is" : "s are");
	tg_buf_printf(out, "\n\n<!-- threatgate:v1:%s:review -->",
		      c->pub->p->action->key);
}

static enum tg_api_result post(const struct tg_line_comments *c, bool with_comments,
			       char message[512])
{
	struct tg_buf text = TG_BUF_INIT(4096);
	json_t *body, *list = tg_publish_json(json_array());
	struct tg_api_answer answer;
	enum tg_api_result result;

	put_review_body(&text, c, with_comments);
	for (size_t i = 0; with_comments && i < c->fresh.n; i++)
		json_array_append_new(list, comment_json(c, &c->fresh.items[i]));
	body = tg_publish_json(json_pack("{s:s, s:s, s:o}", "commit_id",
					 c->pub->p->head_sha, "event", "COMMENT", "body",
					 tg_publish_text(&text)));
	if (with_comments)
		json_object_set(body, "comments", list);
	tg_api_callf(c->pub->p->api, &answer, "POST", body, "/pulls/%u/reviews",
		     c->pub->p->number);
	result = answer.result;
	(void)snprintf(message, 512, "%s", answer.message);
	tg_api_answer_release(&answer);
	json_decref(body);
	json_decref(list);
	tg_buf_release(&text);
	return result;
}

static enum tg_api_result list_comments(struct tg_line_comments *c)
{
	struct tg_api_answer answer;
	enum tg_api_result result;
	char path[64];

	(void)snprintf(path, sizeof(path), "/pulls/%u/comments", c->pub->p->number);
	tg_api_list(c->pub->p->api, &answer, path, MAX_PAGES, NULL);
	result = answer.result;
	if (result == TG_API_OK)
		tg_line_comments_take(c, answer.json);
	else
		tg_publish_why(c->pub, "line comments", answer.result, answer.message);
	tg_api_answer_release(&answer);
	return result;
}

/* A review of ours without comments stands on this commit already. */
static bool has_bare_review(const struct tg_line_comments *c)
{
	const struct tg_publication *p = c->pub->p;
	char *marker = tg_arena_printf(c->pub->arena, "<!-- threatgate:v1:%s:review -->",
				       p->action->key);
	struct tg_api_answer answer;
	bool has = false;
	char path[64];
	size_t i;
	json_t *review;

	(void)snprintf(path, sizeof(path), "/pulls/%u/reviews", p->number);
	tg_api_list(p->api, &answer, path, MAX_PAGES, NULL);
	/* Where that cannot be told, one too few is better than one too many. */
	if (answer.result != TG_API_OK)
		has = true;
	json_array_foreach(answer.json, i, review) has =
		has || (tg_publish_is_ours(c->pub, json_object_get(review, "user")) &&
			strstr(tg_api_text(review, "body"), marker) &&
			strcmp(tg_api_text(review, "commit_id"), p->head_sha) == 0);
	tg_api_answer_release(&answer);
	return has;
}

/* One line that GitHub does not take loses the whole review, and the answer
 * does not say which: once more without any. */
static enum tg_published post_bare(const struct tg_line_comments *c, const char *refusal)
{
	char message[512];
	enum tg_api_result result;

	tg_publish_why(c->pub, "line comments", TG_API_INVALID, refusal);
	if (has_bare_review(c))
		return TG_NOT_PUBLISHED;
	result = post(c, false, message);
	if (result != TG_API_OK)
		tg_publish_why(c->pub, "review", result, message);
	return TG_NOT_PUBLISHED;
}

/* The answer of a request that creates was lost: whatever is there now is not
 * written again. */
static enum tg_api_result look_and_post(struct tg_line_comments *c, char message[512])
{
	struct tg_publishing *pub = c->pub;

	tg_line_comments_want(c, pub);
	if (list_comments(c) != TG_API_OK)
		return TG_API_UNKNOWN;
	tg_line_comments_choose(c);
	return c->fresh.n ? post(c, true, message) : TG_API_OK;
}

static enum tg_published publish_fresh(struct tg_line_comments *c)
{
	const struct tg_publication *p = c->pub->p;
	char head[41], message[512];
	enum tg_api_result result;

	if (!tg_pull_head(head, p->api, p->number) || strcmp(head, p->head_sha) != 0) {
		tg_publish_why(c->pub, "line comments", TG_API_UNAVAILABLE,
			       "the pull request has moved on meanwhile");
		return TG_NOT_PUBLISHED;
	}
	result = post(c, true, message);
	if (result == TG_API_UNKNOWN)
		result = look_and_post(c, message);
	if (result == TG_API_OK)
		return TG_PUBLISHED;
	if (result == TG_API_INVALID)
		return post_bare(c, message);
	tg_publish_why(c->pub, "line comments", result, message);
	return TG_NOT_PUBLISHED;
}

enum tg_published tg_publish_review(struct tg_publishing *pub)
{
	struct tg_line_comments c;
	bool tidied = false;
	bool quiet = strcmp(pub->p->action->comment, "on-failure") == 0 &&
		     pub->p->report->verdict != TG_VERDICT_FAIL;

	if (pub->p->draft || strcmp(pub->p->action->comment, "never") == 0)
		return TG_NOT_WANTED;
	tg_line_comments_want(&c, pub);
	if (list_comments(&c) != TG_API_OK)
		return TG_NOT_PUBLISHED;
	if (c.old.n && read_state(&c))
		tidied = tidy(&c);
	if (!quiet)
		tg_line_comments_choose(&c);
	if (c.fresh.n)
		return publish_fresh(&c);
	return tidied ? TG_PUBLISHED : TG_UNCHANGED;
}
