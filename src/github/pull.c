#include "pull.h"

#include <string.h>

#define MAX_LABELS 200u

static const char *copy(struct tg_arena *arena, const json_t *json, const char *path)
{
	return tg_arena_dup(arena, tg_api_text(json, path));
}

static void read_labels(struct tg_pull *out, struct tg_arena *arena,
			const json_t *json)
{
	const json_t *labels = json_object_get(json, "labels");
	size_t n = json_array_size(labels);
	const char **names;

	if (n > MAX_LABELS)
		n = MAX_LABELS;
	names = tg_arena_calloc(arena, n ? n : 1, sizeof(*names));
	for (size_t i = 0; i < n; i++)
		names[i] = copy(arena, json_array_get(labels, i), "name");
	out->labels = names;
	out->n_labels = n;
}

static void take_live(struct tg_pull *out, struct tg_arena *arena, const json_t *json)
{
	const json_t *head_repo = tg_api_member(json, "head.repo");
	long long files = tg_api_number(json, "changed_files");

	out->body = copy(arena, json, "body");
	out->base_sha = copy(arena, json, "base.sha");
	out->base_ref = copy(arena, json, "base.ref");
	out->head_sha = copy(arena, json, "head.sha");
	out->author = copy(arena, json, "user.login");
	out->author_is_bot = strcmp(tg_api_text(json, "user.type"), "Bot") == 0;
	out->draft = tg_api_true(json, "draft");
	out->fork = !json_is_object(head_repo) ||
		    tg_api_number(head_repo, "id") != tg_api_number(json, "base.repo.id");
	out->created = copy(arena, json, "created_at");
	out->changed_files = files > 0 && files < 1000000 ? (unsigned)files : 0;
	read_labels(out, arena, json);
}

static void take_copy(struct tg_pull *out, const struct tg_event *event)
{
	out->body = event->body ? event->body : "";
	out->base_sha = event->base_sha;
	out->base_ref = event->base_ref;
	out->head_sha = event->head_sha;
	out->author = event->author;
	out->author_is_bot = event->author_is_bot;
	out->draft = event->draft;
	out->fork = event->fork;
	out->created = event->created;
	out->changed_files = event->changed_files;
}

enum tg_rc tg_pull_read(struct tg_pull *out, const struct tg_pull_source *source,
			unsigned number, struct tg_arena *arena, struct tg_err *err)
{
	const struct tg_event *event = source->event;
	struct tg_api *api = source->api;
	const char *why = source->why;
	struct tg_api_answer answer = { 0 };

	memset(out, 0, sizeof(*out));
	out->number = number;
	if (api) {
		tg_api_callf(api, &answer, "GET", NULL, "/pulls/%u", number);
		why = answer.message;
	}
	if (api && answer.result == TG_API_OK && *tg_api_text(answer.json, "head.sha")) {
		take_live(out, arena, answer.json);
		tg_api_answer_release(&answer);
		return TG_OK;
	}
	enum tg_rc rc = tg_err_set(err, TG_E_HTTP,
				   "pull request #%u cannot be read: %s", number, why);

	if (event->number == number && event->kind == TG_EVENT_PULL_REQUEST) {
		take_copy(out, event);
		out->limit = tg_arena_printf(
			arena,
			"The pull request could not be read from the API (%s): its body "
			"was judged as the event has it, which may be older.", why);
		rc = TG_OK;
	}
	tg_api_answer_release(&answer);
	return rc;
}

bool tg_pull_head(char sha[41], struct tg_api *api, unsigned number)
{
	struct tg_api_answer answer;
	const char *head;
	bool known;

	tg_api_callf(api, &answer, "GET", NULL, "/pulls/%u", number);
	head = tg_api_text(answer.json, "head.sha");
	known = answer.result == TG_API_OK && strlen(head) == 40;
	if (known)
		memcpy(sha, head, 41);
	tg_api_answer_release(&answer);
	return known;
}
