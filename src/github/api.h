/*
 * GitHub's API: requests that are retried within a budget, obey rate limits,
 * and speak JSON. Requests that create something are never repeated blindly:
 * the caller looks first (see TG_API_UNKNOWN).
 */
#ifndef TG_API_H
#define TG_API_H

#include "http.h"

#include <jansson.h>

struct tg_api;

struct tg_api_options {
	const char *api_url;     /* GITHUB_API_URL */
	const char *graphql_url; /* GITHUB_GRAPHQL_URL */
	const char *token;       /* borrowed; NULL: none */
	const char *repository;  /* "owner/name" */
	unsigned wait_budget_ms; /* all waiting of the run together; 0: 120,000 */
	/* Sleeps; NULL: the real clock. Tests of the retry logic give their own. */
	void (*sleep_ms)(unsigned ms, void *ctx);
	void *sleep_ctx;
};

enum tg_rc tg_api_new(struct tg_api **out, const struct tg_api_options *options,
		      struct tg_err *err) TG_MUST_CHECK;
void tg_api_free(struct tg_api *api); /* NULL is fine */

/* How a call ended. */
enum tg_api_result {
	TG_API_OK,
	TG_API_FORBIDDEN,   /* 401, 403 without a rate limit, 404 */
	TG_API_INVALID,     /* 422: the request was refused as it is */
	TG_API_UNAVAILABLE, /* it did not work within the budget, nothing was
	                       changed */
	TG_API_UNKNOWN      /* it may or may not have been carried out: look,
	                       then decide */
};

struct tg_api_answer {
	enum tg_api_result result;
	long status;
	json_t *json;        /* or NULL; released by tg_api_answer_release */
	char message[512];   /* what went wrong and what to do, for people; holds
	                        no token, and untrusted bytes: neutralise it where
	                        it is printed. "Resource not accessible ... (needs
	                        checks=write)" */
	char next[1024];     /* the next page on the API's own host, or "" */
};
void tg_api_answer_release(struct tg_api_answer *answer);

/* One call. `path` is relative to the repository ("/pulls/7") or an absolute
 * URL of the API's host (a next page). `body` is borrowed, NULL: none. A GET,
 * PATCH or DELETE is made again when the server is unwell, a POST never. After
 * a 401 no further request is made: all end as FORBIDDEN. */
void tg_api_call(struct tg_api *api, struct tg_api_answer *out, const char *method,
		 const char *path, json_t *body);

/* GraphQL. Errors in the answer's `errors` end as FORBIDDEN or INVALID. */
void tg_api_graphql(struct tg_api *api, struct tg_api_answer *out,
		    const char *query, json_t *variables);

/* Reads all pages of a list (100 a page, at most `max_pages`) into one array.
 * `truncated`, unless NULL, tells that there was more. */
void tg_api_list(struct tg_api *api, struct tg_api_answer *out, const char *path,
		 unsigned max_pages, bool *truncated);

/* The same with numbered places in the path, which is written as printf
 * writes it: for ids. */
void tg_api_callf(struct tg_api *api, struct tg_api_answer *out, const char *method,
		  json_t *body, const char *path, ...) TG_PRINTF(5, 6);

/* Members of an answer's objects: never NULL, 0 or "" where they are missing or
 * of another type. `path` may lead down: "head.sha". */
const char *tg_api_text(const json_t *object, const char *path);
long long tg_api_number(const json_t *object, const char *path);
bool tg_api_true(const json_t *object, const char *path);
const json_t *tg_api_member(const json_t *object, const char *path); /* or NULL */

/* Owner and name of the repository. */
const char *tg_api_repository(const struct tg_api *api);

/* The number of requests made so far, retries included. */
unsigned tg_api_requests(const struct tg_api *api);

#endif
