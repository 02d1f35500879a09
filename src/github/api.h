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
	                        no token. "Resource not accessible ...: needs
	                        checks=write" */
	char next[1024];     /* the next page, or "" */
};
void tg_api_answer_release(struct tg_api_answer *answer);

/* One call. `path` is relative to the repository ("/pulls/7") or an absolute
 * URL of the API's host (a next page). `body` is borrowed, NULL: none. */
void tg_api_call(struct tg_api *api, struct tg_api_answer *out, const char *method,
		 const char *path, json_t *body);

/* GraphQL. Errors in the answer's `errors` end as FORBIDDEN or INVALID. */
void tg_api_graphql(struct tg_api *api, struct tg_api_answer *out,
		    const char *query, json_t *variables);

/* Reads all pages of a list (100 a page, at most `max_pages`) into one array.
 * `truncated`, unless NULL, tells that there was more. */
void tg_api_list(struct tg_api *api, struct tg_api_answer *out, const char *path,
		 unsigned max_pages, bool *truncated);

/* The number of requests made so far, retries included. */
unsigned tg_api_requests(const struct tg_api *api);

#endif
