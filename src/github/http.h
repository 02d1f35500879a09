/*
 * HTTP by libcurl: the only file with it is http.c. The library is loaded when
 * the first request is made, so that whatever needs no network does not pay for
 * it. One handle keeps its connections and belongs to one thread.
 *
 * TLS is always verified. Proxies and private certificate authorities work as
 * for any libcurl program (https_proxy, no_proxy, CURL_CA_BUNDLE,
 * SSL_CERT_FILE, SSL_CERT_DIR). The token goes to the API's own host alone,
 * also across redirects, and appears in no error.
 */
#ifndef TG_HTTP_H
#define TG_HTTP_H

#include "../base/buf.h"

#include <stdbool.h>
#include <threatgate/err.h>

#define TG_HTTP_MAX_RESPONSE (32u << 20)

struct tg_http;

struct tg_http_options {
	const char *api_url;     /* "https://api.github.com"; its host alone sees
	                            the token */
	const char *token;       /* borrowed; NULL: none */
	long connect_timeout_ms; /* 0: 10,000 */
	long timeout_ms;         /* of one request; 0: 30,000 */
};

enum tg_rc tg_http_new(struct tg_http **out, const struct tg_http_options *options,
		       struct tg_err *err) TG_MUST_CHECK;
void tg_http_free(struct tg_http *http); /* NULL is fine */

struct tg_http_request {
	const char *method;      /* "GET", "POST", "PATCH", "PUT", "DELETE" */
	const char *url;         /* absolute */
	const char *accept;      /* NULL: application/vnd.github+json */
	struct tg_str body;      /* JSON; n 0: none */
};

struct tg_http_response {
	long status;             /* 0: the request did not arrive or its answer
	                            broke off; `reason` says how */
	bool sent;               /* it may have reached the server */
	bool permanent;          /* with status 0: trying again cannot help (an
	                            unknown certificate, an answer over the limit,
	                            a redirect that is not followed) */
	char reason[256];
	char next[1024];         /* Link rel="next", or "" */
	char accepted_permissions[128]; /* X-Accepted-GitHub-Permissions, or "" */
	long retry_after_s;      /* -1: none */
	long long rate_remaining;  /* -1: none */
	long long rate_reset;    /* epoch seconds; -1: none */
	long long date;          /* the server's clock, epoch seconds; -1: none */
	struct tg_buf body;      /* released by the caller */
};

/* Scheme, host and port of both URLs are the same. */
bool tg_http_same_origin(const char *a, const char *b);

/* Makes one request, following redirects, without any retry. Fails only where
 * nothing can be asked at all (no libcurl, no memory, a URL that is none);
 * whatever happens on the wire is in the response. */
enum tg_rc tg_http_send(struct tg_http *http, struct tg_http_response *out,
			const struct tg_http_request *request, struct tg_err *err)
	TG_MUST_CHECK;

#endif
