/*
 * The one summary comment of a pull request. It is found again by a hidden
 * marker and its author, the oldest copy is kept, others are removed; it is
 * written only when its text changes, and made only when there is something to
 * say.
 */
#include "publishing.h"

#include "wording.h"

#include <stdlib.h>
#include <string.h>

#define MAX_PAGES 30u

struct sticky {
	struct tg_publishing *pub;
	const char *marker;
	struct tg_buf body;
	long long id; /* of the oldest of ours; 0: none */
	bool same;    /* it says this already */
	char message[512];
};

/* The text as GitHub keeps it: line ends of its web editor do not count. */
static bool same_text(const char *a, const char *b)
{
	struct tg_str x = tg_str_rtrim(tg_str(a)), y = tg_str_rtrim(tg_str(b));
	struct tg_str line_x, line_y;

	while (tg_str_line(&x, &line_x)) {
		if (!tg_str_line(&y, &line_y) || !tg_str_eq(line_x, line_y))
			return false;
	}
	return y.n == 0;
}

static bool is_sticky(const struct sticky *s, const json_t *comment)
{
	return tg_publish_is_ours(s->pub, json_object_get(comment, "user")) &&
	       tg_str_starts(tg_str_trim(tg_str(tg_api_text(comment, "body"))),
			     s->marker);
}

static void remove_copy(struct sticky *s, long long id)
{
	struct tg_api_answer answer;

	tg_api_callf(s->pub->p->api, &answer, "DELETE", NULL, "/issues/comments/%lld",
		     id);
	tg_api_answer_release(&answer);
}

/* Finds the oldest of ours on all pages and removes the others. */
static enum tg_api_result find(struct sticky *s)
{
	struct tg_api_answer answer;
	enum tg_api_result result;
	char path[64];
	size_t i;
	json_t *comment;

	(void)snprintf(path, sizeof(path), "/issues/%u/comments", s->pub->p->number);
	tg_api_list(s->pub->p->api, &answer, path, MAX_PAGES, NULL);
	result = answer.result;
	if (result != TG_API_OK)
		(void)snprintf(s->message, sizeof(s->message), "%s", answer.message);
	s->id = 0;
	json_array_foreach(answer.json, i, comment)
	{
		long long id = tg_api_number(comment, "id");

		if (result != TG_API_OK || !is_sticky(s, comment))
			continue;
		if (s->id) {
			remove_copy(s, id > s->id ? id : s->id);
			if (id > s->id)
				continue;
		}
		s->id = id;
		s->same = same_text(tg_api_text(comment, "body"), s->body.ptr);
	}
	tg_api_answer_release(&answer);
	return result;
}

static enum tg_api_result write_text(struct sticky *s, const char *method,
				     const char *path)
{
	json_t *body =
		tg_publish_json(json_pack("{s:o}", "body", tg_publish_text(&s->body)));
	struct tg_api_answer answer;
	enum tg_api_result result;

	tg_api_call(s->pub->p->api, &answer, method, path, body);
	json_decref(body);
	result = answer.result;
	(void)snprintf(s->message, sizeof(s->message), "%s", answer.message);
	tg_api_answer_release(&answer);
	return result;
}

static enum tg_api_result update(struct sticky *s)
{
	char path[64];

	if (s->same)
		return TG_API_OK;
	(void)snprintf(path, sizeof(path), "/issues/comments/%lld", s->id);
	return write_text(s, "PATCH", path);
}

/* A second run may have done the same at the same time: whoever looks last
 * removes the younger copy. */
static enum tg_api_result create(struct sticky *s)
{
	char path[64];
	enum tg_api_result result;

	(void)snprintf(path, sizeof(path), "/issues/%u/comments", s->pub->p->number);
	result = write_text(s, "POST", path);
	if (result != TG_API_OK && result != TG_API_UNKNOWN)
		return result;
	if (find(s) != TG_API_OK)
		return result;
	if (s->id)
		return update(s);
	return result == TG_API_UNKNOWN ? write_text(s, "POST", path) : result;
}

/* Where nothing is wrong and nothing was said before, nothing is said. */
static bool worth_creating(const struct tg_publication *p)
{
	const struct tg_report *r = p->report;

	if (strcmp(p->action->comment, "on-failure") == 0)
		return r->verdict == TG_VERDICT_FAIL || (r->advisory && r->errors);
	return r->verdict == TG_VERDICT_FAIL || r->errors || r->warnings;
}

static enum tg_published done(struct sticky *s, enum tg_api_result result)
{
	if (result == TG_API_OK)
		return TG_PUBLISHED;
	tg_publish_why(s->pub, "comment", result, s->message);
	return TG_NOT_PUBLISHED;
}

static enum tg_published put(struct sticky *s)
{
	enum tg_api_result result = find(s);

	if (result != TG_API_OK)
		return done(s, result);
	if (s->id && s->same)
		return TG_UNCHANGED;
	if (s->id)
		return done(s, update(s));
	return worth_creating(s->pub->p) ? done(s, create(s)) : TG_NOT_WANTED;
}

enum tg_published tg_publish_comment(struct tg_publishing *pub)
{
	const struct tg_publication *p = pub->p;
	struct sticky s = { .pub = pub };
	enum tg_published how;

	if (strcmp(p->action->comment, "never") == 0)
		return TG_NOT_WANTED;
	s.marker =
		tg_arena_printf(pub->arena, "<!-- threatgate:v1:%s -->", p->action->key);
	tg_buf_init(&s.body, TG_COMMENT_BYTES + 256);
	tg_buf_printf(&s.body, "%s\n", s.marker);
	tg_word_report(&s.body, p->report, p->link_base, TG_COMMENT_BYTES);
	how = put(&s);
	tg_buf_release(&s.body);
	return how;
}
