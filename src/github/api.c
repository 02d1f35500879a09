#include "api.h"

#include "../base/arena.h"
#include "http_headers.h"
#include "refusal.h"
#include "retry.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define DEFAULT_BUDGET_MS 120000u
#define UNWELL_BUDGET_MS 2000u /* once a request was given up */
#define PER_PAGE 100u
#define MAX_PATH_BYTES 4096

struct tg_api {
	struct tg_api_options options;
	struct tg_http *http;
	unsigned budget_ms;
	unsigned requests;
	bool refused; /* 401: the token is no good */
	char api_url[1024];
};

static void sleep_really(unsigned ms, void *ctx)
{
	struct timespec time = { .tv_sec = ms / 1000,
				 .tv_nsec = (long)(ms % 1000) * 1000000L };

	(void)ctx;
	while (nanosleep(&time, &time) != 0)
		;
}

enum tg_rc tg_api_new(struct tg_api **out, const struct tg_api_options *options,
		      struct tg_err *err)
{
	struct tg_api *api = tg_calloc(1, sizeof(*api));
	size_t n = strlen(options->api_url);

	*out = NULL;
	/* A slash at the end would give two. */
	while (n && options->api_url[n - 1] == '/')
		n--;
	(void)snprintf(api->api_url, sizeof(api->api_url), "%.*s", (int)n,
		       options->api_url);
	api->options = *options;
	api->options.api_url = api->api_url;
	if (!api->options.sleep_ms)
		api->options.sleep_ms = sleep_really;
	api->budget_ms =
		options->wait_budget_ms ? options->wait_budget_ms : DEFAULT_BUDGET_MS;
	struct tg_http_options http = { .api_url = api->api_url,
					.token = options->token };
	enum tg_rc rc = tg_http_new(&api->http, &http, err);

	if (rc != TG_OK) {
		free(api);
		return rc;
	}
	*out = api;
	return TG_OK;
}

void tg_api_free(struct tg_api *api)
{
	if (!api)
		return;
	tg_http_free(api->http);
	free(api);
}

unsigned tg_api_requests(const struct tg_api *api)
{
	return api->requests;
}

const char *tg_api_repository(const struct tg_api *api)
{
	return api->options.repository;
}

void tg_api_answer_release(struct tg_api_answer *answer)
{
	json_decref(answer->json);
	memset(answer, 0, sizeof(*answer));
}

/* --- members ----------------------------------------------------------------- */

const json_t *tg_api_member(const json_t *object, const char *path)
{
	struct tg_str rest = tg_str(path), key;

	while (object && tg_str_split(&rest, '.', &key)) {
		char name[64];

		if (key.n >= sizeof(name))
			return NULL;
		memcpy(name, key.p, key.n);
		name[key.n] = '\0';
		object = json_object_get(object, name);
	}
	return object;
}

const char *tg_api_text(const json_t *object, const char *path)
{
	const char *text = json_string_value(tg_api_member(object, path));

	return text ? text : "";
}

long long tg_api_number(const json_t *object, const char *path)
{
	return json_integer_value(tg_api_member(object, path));
}

bool tg_api_true(const json_t *object, const char *path)
{
	return json_is_true(tg_api_member(object, path));
}

/* --- one call ---------------------------------------------------------------- */

static enum tg_api_result result_of(const struct tg_http_response *r, bool broken,
				    bool writes)
{
	if (r->status >= 200 && r->status < 300 && !broken)
		return TG_API_OK;
	if (tg_retry_is_rate_limit(r))
		return TG_API_UNAVAILABLE;
	if (r->status == 401 || r->status == 403 || r->status == 404)
		return TG_API_FORBIDDEN;
	if (r->status >= 400 && r->status < 500)
		return TG_API_INVALID;
	return writes && r->sent ? TG_API_UNKNOWN : TG_API_UNAVAILABLE;
}

struct call {
	struct tg_http_request request;
	bool repeatable, writes;
};

static unsigned jitter(const struct tg_api *api)
{
	struct timespec now = { 0 };

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (unsigned)now.tv_nsec / 1000u + api->requests * 7919u;
}

/* The JSON of an answer; false when it should have been some and is not. */
static bool read_json(json_t **out, const struct tg_http_response *r)
{
	*out = NULL;
	if (r->body.len)
		*out = json_loadb(r->body.ptr, r->body.len, 0, NULL);
	return *out || r->status == 204 || r->status == 304 || r->status >= 400 ||
	       r->status == 0;
}

/* True when the request is to be made again, after having waited. */
static bool again(struct tg_api *api, const struct call *call, unsigned attempt,
		  const struct tg_http_response *r, bool broken)
{
	struct tg_retry retry = {
		.attempt = attempt,
		.repeatable = call->repeatable,
		.broken_body = broken,
		.budget_ms = api->budget_ms,
		.jitter = jitter(api),
	};
	long wait = tg_retry_wait(&retry, r);

	if (wait == TG_RETRY_NEVER)
		return false;
	api->budget_ms -= (unsigned)wait;
	api->options.sleep_ms((unsigned)wait, api->options.sleep_ctx);
	return true;
}

static void finish(struct tg_api *api, struct tg_api_answer *out, const struct call *call,
		   const struct tg_http_response *r, bool broken)
{
	out->status = r->status;
	out->result = result_of(r, broken, call->writes);
	if (out->result != TG_API_OK)
		tg_refusal_explain(out, api->options.token, r);
	/* A page that lies elsewhere is none of ours. */
	if (r->next[0] && tg_http_same_origin(r->next, api->api_url))
		(void)snprintf(out->next, sizeof(out->next), "%s", r->next);
	if (r->status == 401)
		api->refused = true;
	/* What was in vain once is not waited for at length again. */
	if (out->result >= TG_API_UNAVAILABLE && api->budget_ms > UNWELL_BUDGET_MS)
		api->budget_ms = UNWELL_BUDGET_MS;
}

static void send(struct tg_api *api, struct tg_api_answer *out, const struct call *call)
{
	struct tg_err err;

	memset(out, 0, sizeof(*out));
	if (api->refused) {
		out->result = TG_API_FORBIDDEN;
		out->status = 401;
		(void)snprintf(out->message, sizeof(out->message), "HTTP 401: %s",
			       tg_refusal_advice(api->options.token, 401));
		return;
	}
	for (unsigned attempt = 1;; attempt++) {
		struct tg_http_response r;
		bool broken, more;

		api->requests++;
		if (tg_http_send(api->http, &r, &call->request, &err) != TG_OK) {
			out->result = TG_API_UNAVAILABLE;
			(void)snprintf(out->message, sizeof(out->message), "%.500s",
				       err.msg);
			tg_buf_release(&r.body);
			return;
		}
		broken = !read_json(&out->json, &r);
		more = again(api, call, attempt, &r, broken);
		if (!more)
			finish(api, out, call, &r, broken);
		tg_buf_release(&r.body);
		if (!more)
			return;
		json_decref(out->json);
		out->json = NULL;
	}
}

/* `body` becomes text that the caller frees. */
static void set_body(struct call *call, char **text, json_t *body)
{
	*text = body ? json_dumps(body, JSON_COMPACT) : NULL;
	if (body && !*text)
		tg_out_of_memory();
	if (*text)
		call->request.body = tg_str(*text);
}

void tg_api_call(struct tg_api *api, struct tg_api_answer *out, const char *method,
		 const char *path, json_t *body)
{
	char url[MAX_PATH_BYTES], *text;
	struct call call = {
		.request = { .method = method, .url = url },
		.repeatable = strcmp(method, "POST") != 0,
		.writes = strcmp(method, "GET") != 0,
	};
	int n = tg_http_is_url(path)
			? snprintf(url, sizeof(url), "%s", path)
			: snprintf(url, sizeof(url), "%s/repos/%s%s", api->api_url,
				   api->options.repository, path);

	if (n < 0 || (size_t)n >= sizeof(url)) {
		memset(out, 0, sizeof(*out));
		out->result = TG_API_INVALID;
		(void)snprintf(out->message, sizeof(out->message),
			       "the address is too long");
		return;
	}
	set_body(&call, &text, body);
	send(api, out, &call);
	free(text);
}

void tg_api_callf(struct tg_api *api, struct tg_api_answer *out, const char *method,
		  json_t *body, const char *path, ...)
{
	char text[MAX_PATH_BYTES];
	va_list args;

	va_start(args, path);
	(void)vsnprintf(text, sizeof(text), path, args);
	va_end(args);
	tg_api_call(api, out, method, text, body);
}

/* --- GraphQL ----------------------------------------------------------------- */

/* GitHub answers 200 also where it refuses. */
static void take_errors(struct tg_api *api, struct tg_api_answer *out)
{
	const json_t *errors = json_object_get(out->json, "errors");
	const json_t *first = json_array_get(errors, 0);
	const char *type = tg_api_text(first, "type");

	if (!json_array_size(errors))
		return;
	out->result = strcmp(type, "FORBIDDEN") == 0 || strcmp(type, "NOT_FOUND") == 0 ||
				      strcmp(type, "INSUFFICIENT_SCOPES") == 0
			      ? TG_API_FORBIDDEN
		      : strcmp(type, "RATE_LIMITED") == 0 ? TG_API_UNAVAILABLE
							  : TG_API_INVALID;
	(void)snprintf(out->message, sizeof(out->message), "%.60s %.400s", type,
		       tg_api_text(first, "message"));
	tg_refusal_redact(api->options.token, out->message);
}

void tg_api_graphql(struct tg_api *api, struct tg_api_answer *out, const char *query,
		    json_t *variables)
{
	bool writes = tg_str_starts(tg_str(query), "mutation");
	struct call call = {
		.request = { .method = "POST", .url = api->options.graphql_url },
		.repeatable = !writes,
		.writes = writes,
	};
	json_t *body = json_pack("{s:s, s:O*}", "query", query, "variables", variables);
	char *text;

	if (!body)
		tg_out_of_memory();
	set_body(&call, &text, body);
	send(api, out, &call);
	if (out->result == TG_API_OK)
		take_errors(api, out);
	free(text);
	json_decref(body);
}

/* --- lists ------------------------------------------------------------------- */

/* Some lists are wrapped: {"total_count": 1, "check_runs": [...]}. */
static json_t *list_in(json_t *json)
{
	const char *key;
	json_t *value;

	if (json_is_array(json))
		return json;
	json_object_foreach(json, key, value)
	{
		if (json_is_array(value))
			return value;
	}
	return NULL;
}

void tg_api_list(struct tg_api *api, struct tg_api_answer *out, const char *path,
		 unsigned max_pages, bool *truncated)
{
	json_t *all = json_array();
	char next[MAX_PATH_BYTES];
	bool more = true;

	(void)snprintf(next, sizeof(next), "%s%cper_page=%u", path,
		       strchr(path, '?') ? '&' : '?', PER_PAGE);
	if (truncated)
		*truncated = false;
	for (unsigned page = 0; more; page++) {
		tg_api_call(api, out, "GET", next, NULL);
		if (out->result != TG_API_OK)
			break;
		json_array_extend(all, list_in(out->json));
		(void)snprintf(next, sizeof(next), "%s", out->next);
		more = *next && page + 1 < max_pages;
		if (truncated)
			*truncated = *next && !more;
		if (more)
			tg_api_answer_release(out);
	}
	if (out->result == TG_API_OK) {
		json_decref(out->json);
		out->json = all;
	} else {
		json_decref(all);
	}
}
