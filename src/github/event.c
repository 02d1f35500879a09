#include "event.h"

#include "../base/file.h"
#include "api.h"

#include <string.h>

#define MAX_EVENT_BYTES (64u << 20)
#define HEX_BYTES 40

/* What a reader of one kind of event works with. */
struct event_reader {
	struct tg_event *out;
	struct tg_arena *arena;
	const json_t *json;
	struct tg_err *err;
	const char *commit; /* GITHUB_SHA, or "" */
};

static const char *copy(const struct event_reader *r, const json_t *object,
			const char *path)
{
	return tg_arena_dup(r->arena, tg_api_text(object, path));
}

/* Zeroes stand for what is not there. */
static bool is_sha(const char *text)
{
	return text && strlen(text) == HEX_BYTES &&
	       strspn(text, "0123456789abcdef") == HEX_BYTES &&
	       strspn(text, "0") != HEX_BYTES;
}

/* An object id, or "" for none. */
static const char *copy_sha(const struct event_reader *r, const json_t *object,
			    const char *path)
{
	const char *text = tg_api_text(object, path);

	return is_sha(text) ? tg_arena_dup(r->arena, text) : "";
}

static unsigned number_at(const json_t *object, const char *path)
{
	long long n = tg_api_number(object, path);

	return n > 0 && n <= UINT32_MAX ? (unsigned)n : 0;
}

/* --- pull requests ----------------------------------------------------------- */

static enum tg_rc read_pull_request(const struct event_reader *r)
{
	const json_t *pull = json_object_get(r->json, "pull_request");
	const json_t *body = json_object_get(pull, "body");
	const json_t *head_repo = tg_api_member(pull, "head.repo");
	struct tg_event *e = r->out;

	e->kind = TG_EVENT_PULL_REQUEST;
	e->number = number_at(pull, "number");
	if (!e->number)
		e->number = number_at(r->json, "number");
	if (!e->number)
		return tg_err_set(r->err, TG_E_SYNTAX,
				  "the event has no number of a pull request");
	e->base_sha = copy_sha(r, pull, "base.sha");
	e->head_sha = copy_sha(r, pull, "head.sha");
	e->base_ref = copy(r, pull, "base.ref");
	/* A fork that was deleted leaves null. */
	e->fork = !json_is_object(head_repo) ||
		  tg_api_number(head_repo, "id") != tg_api_number(pull, "base.repo.id");
	e->body = json_is_string(body) ? copy(r, pull, "body") : "";
	e->author = copy(r, pull, "user.login");
	e->author_is_bot = strcmp(tg_api_text(pull, "user.type"), "Bot") == 0;
	e->draft = tg_api_true(pull, "draft");
	e->created = copy(r, pull, "created_at");
	e->changed_files = number_at(pull, "changed_files");
	return TG_OK;
}

/* --- the merge queue --------------------------------------------------------- */

/* The last part of .../gh-readonly-queue/BASE/pr-N-SHA, where BASE may hold
 * slashes and anything else. */
unsigned tg_event_queue_number(const char *ref)
{
	struct tg_str s = tg_str(ref);
	size_t slash = tg_str_rchr(s, '/'), dash;
	uint32_t number;

	if (tg_str_find(s, TG_STR("gh-readonly-queue/")) == SIZE_MAX || slash == SIZE_MAX)
		return 0;
	s = tg_str_from(s, slash + 1);
	if (!tg_str_starts(s, "pr-"))
		return 0;
	s = tg_str_from(s, 3);
	dash = tg_str_chr(s, '-');
	if (dash == SIZE_MAX || !tg_str_to_u32(tg_str_sub(s, 0, dash), &number))
		return 0;
	return number;
}

static enum tg_rc read_merge_group(const struct event_reader *r)
{
	const json_t *group = json_object_get(r->json, "merge_group");

	r->out->kind = TG_EVENT_MERGE_GROUP;
	r->out->base_sha = copy_sha(r, group, "base_sha");
	r->out->head_sha = copy_sha(r, group, "head_sha");
	r->out->base_ref = copy(r, group, "base_ref");
	r->out->number = tg_event_queue_number(tg_api_text(group, "head_ref"));
	if (!*r->out->head_sha)
		return tg_err_set(r->err, TG_E_SYNTAX,
				  "the event has no commit of a merge group");
	return TG_OK;
}

/* --- pushes and runs by hand ------------------------------------------------- */

static enum tg_rc read_push(const struct event_reader *r)
{
	r->out->kind = TG_EVENT_PUSH;
	r->out->base_sha = copy_sha(r, r->json, "before");
	r->out->head_sha = copy_sha(r, r->json, "after");
	r->out->base_ref = copy(r, r->json, "repository.default_branch");
	/* A branch or tag that was deleted has nothing to judge. */
	if (!*r->out->head_sha || tg_api_true(r->json, "deleted"))
		r->out->kind = TG_EVENT_IRRELEVANT;
	return TG_OK;
}

static enum tg_rc read_dispatch(const struct event_reader *r)
{
	r->out->kind = TG_EVENT_DISPATCH;
	r->out->head_sha = r->commit;
	r->out->base_ref = copy(r, r->json, "repository.default_branch");
	return TG_OK;
}

/* --- comments ---------------------------------------------------------------- */

bool tg_event_is_command(const char *comment)
{
	struct tg_str rest = tg_str(comment), first = { 0 }, second = { 0 };

	return tg_str_word(&rest, &first) && tg_str_word(&rest, &second) &&
	       tg_str_is(first, "/threatgate") && tg_str_is(second, "recheck");
}

/* Anybody may ask: all it does is to judge once more. Bots may not, lest two of
 * them keep each other busy. */
static enum tg_rc read_comment(const struct event_reader *r)
{
	bool pull = json_is_object(tg_api_member(r->json, "issue.pull_request"));
	bool person = strcmp(tg_api_text(r->json, "comment.user.type"), "Bot") != 0;
	bool deleted = strcmp(r->out->action, "deleted") == 0;

	r->out->kind = TG_EVENT_IRRELEVANT;
	r->out->number = number_at(r->json, "issue.number");
	if (pull && person && !deleted && r->out->number &&
	    tg_event_is_command(tg_api_text(r->json, "comment.body")))
		r->out->kind = TG_EVENT_COMMENT;
	return TG_OK;
}

static const struct {
	const char *name;
	enum tg_rc (*read)(const struct event_reader *r);
} kinds[] = {
	{ "pull_request", read_pull_request },
	{ "pull_request_target", read_pull_request },
	{ "merge_group", read_merge_group },
	{ "push", read_push },
	{ "workflow_dispatch", read_dispatch },
	{ "repository_dispatch", read_dispatch },
	{ "schedule", read_dispatch },
	{ "issue_comment", read_comment },
};

static enum tg_rc unknown_event(const char *name, struct tg_err *err)
{
	tg_err_set(err, TG_E_USAGE, "threatgate has nothing to do at the event '%s'",
		   name);
	return tg_err_hint(err, "let the workflow run on pull_request, "
				"pull_request_target, merge_group, push, "
				"workflow_dispatch or issue_comment");
}

static enum tg_rc read_json(json_t **out, const char *path, struct tg_err *err)
{
	struct tg_buf text = TG_BUF_INIT(MAX_EVENT_BYTES);
	json_error_t why;
	enum tg_rc rc = tg_file_read(&text, path, MAX_EVENT_BYTES, err);

	*out = NULL;
	if (rc == TG_OK) {
		*out = json_loadb(text.ptr, text.len, 0, &why);
		if (!json_is_object(*out)) {
			tg_err_set(err, TG_E_SYNTAX, "the event is no JSON object");
			rc = tg_err_at(err, path, 0, 0);
			json_decref(*out);
			*out = NULL;
		}
	}
	tg_buf_release(&text);
	return rc;
}

enum tg_rc tg_event_read(struct tg_event *out, struct tg_arena *arena, tg_env_fn *env,
			 void *ctx, struct tg_err *err)
{
	const char *name = env("GITHUB_EVENT_NAME", ctx);
	const char *path = env("GITHUB_EVENT_PATH", ctx);
	json_t *json = NULL;
	enum tg_rc rc;

	memset(out, 0, sizeof(*out));
	if (!name || !*name || !path || !*path)
		return tg_err_set(err, TG_E_USAGE,
				  "GITHUB_EVENT_NAME and GITHUB_EVENT_PATH are not set");
	rc = read_json(&json, path, err);
	if (rc == TG_OK)
		rc = unknown_event(name, err);
	struct event_reader r = { out, arena, json, err, env("GITHUB_SHA", ctx) };

	out->name = tg_arena_dup(arena, name);
	out->base_sha = out->head_sha = out->base_ref = "";
	out->author = out->created = "";
	r.commit = is_sha(r.commit) ? tg_arena_dup(arena, r.commit) : "";
	out->action = copy(&r, json, "action");
	for (size_t i = 0; json && i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (strcmp(kinds[i].name, name) == 0)
			rc = kinds[i].read(&r);
	json_decref(json);
	return rc;
}
