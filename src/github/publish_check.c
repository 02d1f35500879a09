/*
 * The verdict on a commit: a check run with annotations, in batches of what one
 * request takes; where the token may not, a commit status. A check run is found
 * again by its external id, which also tells whether it says the same already.
 */
#include "publishing.h"

#include "../base/hash.h"
#include "../base/utf8.h"
#include "../report/escape.h"
#include "wording.h"

#include <stdlib.h>
#include <string.h>

#define BATCH 50u /* annotations in a request */
#define MAX_ANNOTATIONS 1000u
#define CHECK_SUMMARY_BYTES 65000u

struct check_run {
	struct tg_publishing *pub;
	const char *name;
	const char *prefix; /* of our external ids */
	char external_id[160];
	size_t same_annotations; /* bytes of it that tell the annotations apart */
	const char *conclusion;
	struct tg_buf title, summary;
	json_t *annotations;
	long long id;      /* of the run that was found; 0: none */
	char found[160];   /* its external id */
	char message[512]; /* why it could not be written */
};

static const char *conclusion_of(const struct tg_publishing *pub)
{
	const struct tg_report *r = pub->p->report;
	bool warn_only = strcmp(pub->p->action->fail, "warn-only") == 0;

	if (r->verdict == TG_VERDICT_PASS)
		return r->advisory && r->errors ? "neutral" : "success";
	return warn_only && r->verdict == TG_VERDICT_FAIL ? "neutral" : "failure";
}

/* --- annotations ------------------------------------------------------------- */

static const char *const annotation_levels[] = {
	[TG_LEVEL_NOTE] = "notice",
	[TG_LEVEL_WARNING] = "warning",
	[TG_LEVEL_ERROR] = "failure",
};

static void add_annotation(json_t *list, const struct tg_finding *f)
{
	struct tg_buf message = TG_BUF_INIT(TG_ANNOTATION_BYTES + 16);
	struct tg_buf path = TG_BUF_INIT(8192);
	unsigned line = f->line ? f->line : 1;

	tg_word_annotation(&message, f);
	tg_buf_puts(&path, f->path);
	json_array_append_new(
		list,
		tg_publish_json(json_pack(
			"{s:o, s:I, s:I, s:s, s:o, s:s}", "path", tg_publish_text(&path),
			"start_line", (json_int_t)line, "end_line", (json_int_t)line,
			"annotation_level", annotation_levels[f->level], "message",
			tg_publish_text(&message), "title", f->id)));
	tg_buf_release(&path);
	tg_buf_release(&message);
}

/* What stands on a line of the head; the rest is in the summary. */
static json_t *make_annotations(const struct tg_report *r)
{
	json_t *list = tg_publish_json(json_array());

	for (size_t i = 0; i < r->n_findings; i++) {
		const struct tg_finding *f = &r->findings[i];

		if (f->path && f->side == TG_SIDE_NEW && !f->waived &&
		    json_array_size(list) < MAX_ANNOTATIONS)
			add_annotation(list, f);
	}
	return list;
}

static json_t *batch_of(const struct check_run *c, size_t start)
{
	json_t *batch = tg_publish_json(json_array());

	for (size_t i = start; i < start + BATCH; i++) {
		json_t *item = json_array_get(c->annotations, i);

		if (item)
			json_array_append(batch, item);
	}
	return batch;
}

/* --- what it will say -------------------------------------------------------- */

static void prepare(struct check_run *c)
{
	const struct tg_publication *p = c->pub->p;
	const char *key = p->action->key;
	char marks[33], says[33], *dump;

	tg_buf_init(&c->title, TG_TITLE_BYTES + 1);
	tg_buf_init(&c->summary, CHECK_SUMMARY_BYTES + 64);
	tg_word_title(&c->title, p->report, TG_TITLE_BYTES);
	tg_word_report(&c->summary, p->report, p->link_base, CHECK_SUMMARY_BYTES);
	c->annotations = make_annotations(p->report);
	c->conclusion = conclusion_of(c->pub);
	c->name = *key ? tg_arena_printf(c->pub->arena, "threatgate (%s)", key)
		       : "threatgate";
	c->prefix = tg_arena_printf(c->pub->arena, "threatgate:v1:%s:", key);
	dump = json_dumps(c->annotations, JSON_COMPACT);
	const struct tg_str first[] = { tg_str(dump) };
	const struct tg_str second[] = { tg_str(c->conclusion), tg_buf_str(&c->title),
					 tg_buf_str(&c->summary) };

	tg_fingerprint(marks, first, 1);
	tg_fingerprint(says, second, 3);
	free(dump);
	(void)snprintf(c->external_id, sizeof(c->external_id), "%s%s:%s", c->prefix,
		       marks, says);
	c->same_annotations = strlen(c->prefix) + strlen(marks);
}

/* --- the requests ------------------------------------------------------------ */

static enum tg_api_result failed(struct check_run *c, struct tg_api_answer *answer)
{
	enum tg_api_result result = answer->result;

	(void)snprintf(c->message, sizeof(c->message), "%s", answer->message);
	tg_api_answer_release(answer);
	return result;
}

static enum tg_api_result find_run(struct check_run *c)
{
	const struct tg_publication *p = c->pub->p;
	struct tg_buf name = TG_BUF_INIT(1024);
	struct tg_api_answer answer;
	size_t i;
	json_t *run;

	tg_put_url_path(&name, tg_str(c->name));
	tg_api_callf(p->api, &answer, "GET", NULL,
		     "/commits/%s/check-runs?check_name=%s&filter=latest&per_page=100",
		     p->head_sha, name.ptr);
	tg_buf_release(&name);
	if (answer.result != TG_API_OK)
		return failed(c, &answer);
	c->id = 0;
	json_array_foreach(json_object_get(answer.json, "check_runs"), i, run)
	{
		const char *external = tg_api_text(run, "external_id");

		if (!tg_str_starts(tg_str(external), c->prefix) ||
		    tg_api_number(run, "id") <= c->id)
			continue;
		c->id = tg_api_number(run, "id");
		(void)snprintf(c->found, sizeof(c->found), "%s", external);
	}
	tg_api_answer_release(&answer);
	return TG_API_OK;
}

static json_t *output_of(const struct check_run *c)
{
	return tg_publish_json(json_pack("{s:o, s:o}", "title",
					 tg_publish_text(&c->title), "summary",
					 tg_publish_text(&c->summary)));
}

/* The external id becomes whole with the last batch: a run that broke off half
 * way is seen to be unfinished. */
static const char *id_after(const struct check_run *c, size_t sent)
{
	return sent >= json_array_size(c->annotations) ? c->external_id : c->prefix;
}

static json_t *body_of(const struct check_run *c, size_t sent, json_t *batch)
{
	const struct tg_action *action = c->pub->p->action;
	json_t *output = output_of(c), *body;

	if (batch)
		json_object_set_new(output, "annotations", batch);
	body = tg_publish_json(json_pack("{s:s, s:s, s:s, s:s, s:o}", "name", c->name,
					 "status", "completed", "conclusion",
					 c->conclusion, "external_id", id_after(c, sent),
					 "output", output));
	if (action->run_url)
		json_object_set_new(body, "details_url", json_string(action->run_url));
	return body;
}

static enum tg_api_result patch_run(struct check_run *c, size_t sent, json_t *batch)
{
	struct tg_api_answer answer;
	json_t *body = body_of(c, sent, batch);

	tg_api_callf(c->pub->p->api, &answer, "PATCH", body, "/check-runs/%lld", c->id);
	json_decref(body);
	return failed(c, &answer);
}

static enum tg_api_result post_run(struct check_run *c)
{
	json_t *body = body_of(c, BATCH, batch_of(c, 0));
	struct tg_api_answer answer;

	json_object_set_new(body, "head_sha", json_string(c->pub->p->head_sha));
	tg_api_call(c->pub->p->api, &answer, "POST", "/check-runs", body);
	json_decref(body);
	c->id = tg_api_number(answer.json, "id");
	return failed(c, &answer);
}

/* A request whose answer was lost may have been carried out: look first. */
static enum tg_api_result create_run(struct check_run *c)
{
	long long before = c->id;
	enum tg_api_result result = post_run(c);

	if (result != TG_API_UNKNOWN)
		return result;
	c->id = before;
	if (find_run(c) != TG_API_OK)
		return TG_API_UNKNOWN;
	return c->id > before ? TG_API_OK : post_run(c);
}

static enum tg_api_result create_with_batches(struct check_run *c)
{
	enum tg_api_result result = create_run(c);
	size_t n = json_array_size(c->annotations);

	for (size_t at = BATCH; at < n && result == TG_API_OK; at += BATCH)
		result = patch_run(c, at + BATCH, batch_of(c, at));
	return result;
}

static enum tg_api_result write_run(struct check_run *c, enum tg_published *how)
{
	enum tg_api_result result = find_run(c);
	bool same_annotations;

	*how = TG_PUBLISHED;
	if (result != TG_API_OK)
		return result;
	if (c->id && strcmp(c->found, c->external_id) == 0) {
		*how = TG_UNCHANGED;
		return TG_API_OK;
	}
	same_annotations =
		c->id && strncmp(c->found, c->external_id, c->same_annotations) == 0;
	/* Annotations can be added to a run, never taken away. */
	return same_annotations ? patch_run(c, SIZE_MAX, NULL) : create_with_batches(c);
}

/* --- a commit status --------------------------------------------------------- */

static const char *state_of(const struct check_run *c)
{
	if (strcmp(c->conclusion, "failure") != 0)
		return "success";
	return c->pub->p->report->verdict == TG_VERDICT_ERROR ? "error" : "failure";
}

/* The newest status of our name says the same already. */
static bool status_stands(const struct check_run *c, const char *state,
			  const char *description)
{
	struct tg_api_answer answer;
	bool stands = false;
	size_t i;
	json_t *status;

	tg_api_callf(c->pub->p->api, &answer, "GET", NULL,
		     "/commits/%s/statuses?per_page=100", c->pub->p->head_sha);
	json_array_foreach(answer.json, i, status)
	{
		if (!tg_str_iis(tg_str(tg_api_text(status, "context")), c->name))
			continue;
		stands = strcmp(tg_api_text(status, "state"), state) == 0 &&
			 strcmp(tg_api_text(status, "description"), description) == 0;
		break;
	}
	tg_api_answer_release(&answer);
	return stands;
}

static enum tg_published write_status(struct check_run *c)
{
	const struct tg_publication *p = c->pub->p;
	struct tg_buf text = TG_BUF_INIT(TG_STATUS_BYTES + 1);
	struct tg_api_answer answer;
	json_t *body;
	bool ok;

	tg_word_title(&text, p->report, TG_STATUS_BYTES);
	if (status_stands(c, state_of(c), text.ptr)) {
		tg_buf_release(&text);
		return TG_UNCHANGED;
	}
	body = tg_publish_json(json_pack("{s:s, s:o, s:s}", "state", state_of(c),
					 "description", tg_publish_text(&text), "context",
					 c->name));
	if (p->action->run_url)
		json_object_set_new(body, "target_url", json_string(p->action->run_url));
	tg_api_callf(p->api, &answer, "POST", body, "/statuses/%s", p->head_sha);
	json_decref(body);
	tg_buf_release(&text);
	ok = answer.result == TG_API_OK;
	if (!ok)
		tg_publish_why(c->pub, "commit status", answer.result, answer.message);
	tg_api_answer_release(&answer);
	return ok ? TG_PUBLISHED : TG_NOT_PUBLISHED;
}

enum tg_published tg_publish_verdict(struct tg_publishing *pub)
{
	struct check_run c = { .pub = pub };
	enum tg_published how;
	enum tg_api_result result;

	if (!pub->p->head_sha || !*pub->p->head_sha)
		return TG_NOT_WANTED;
	prepare(&c);
	result = write_run(&c, &how);
	if (result != TG_API_OK) {
		tg_publish_why(pub, "check run", result, c.message);
		how = result >= TG_API_UNAVAILABLE ? TG_NOT_PUBLISHED : write_status(&c);
		/* One of the two is enough. */
		if (how != TG_NOT_PUBLISHED)
			pub->out->why[0] = '\0';
	}
	json_decref(c.annotations);
	tg_buf_release(&c.summary);
	tg_buf_release(&c.title);
	return how;
}
