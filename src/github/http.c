#define CURL_DISABLE_TYPECHECK
#include "http.h"

#include "../base/arena.h"
#include "http_headers.h"

#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

#include <curl/curl.h>

#define MAX_REDIRECTS 5
#define MAX_URL 4096
#define USER_AGENT "threatgate/" TG_VERSION
#define API_VERSION "X-GitHub-Api-Version: 2022-11-28"

/* An answer that trickles below this for so long will not end in time. */
#define LOW_SPEED_BYTES 64L
#define LOW_SPEED_SECONDS 15L

/* The functions of libcurl that are used here: name, result, parameters. They
 * are looked up when the first request is made. */
#define TG_CURL_FUNCTIONS(X)                                                  \
	X(global_init, CURLcode, (long))                                      \
	X(easy_init, CURL *, (void))                                          \
	X(easy_cleanup, void, (CURL *))                                       \
	X(easy_reset, void, (CURL *))                                         \
	X(easy_setopt, CURLcode, (CURL *, CURLoption, ...))                   \
	X(easy_perform, CURLcode, (CURL *))                                   \
	X(easy_getinfo, CURLcode, (CURL *, CURLINFO, ...))                    \
	X(easy_strerror, const char *, (CURLcode))                            \
	X(slist_append, struct curl_slist *, (struct curl_slist *, const char *)) \
	X(slist_free_all, void, (struct curl_slist *))                        \
	X(getdate, time_t, (const char *, const time_t *))

/* The macros of <curl/curl.h> that would stand in the way of the table. */
#undef curl_easy_setopt
#undef curl_easy_getinfo

struct curl_api {
#define X(name, result, parameters)                                                      \
	result(*name) parameters; /* NOLINT(bugprone-macro-parentheses) */
	TG_CURL_FUNCTIONS(X)
#undef X
};

struct tg_http {
	struct curl_api curl;
	CURL *handle;
	struct tg_http_options options;
};

/* What one transfer needs while it runs. */
struct transfer {
	struct tg_http *http;
	struct tg_http_response *response;
	const struct tg_http_request *request;
	const char *method;
	struct curl_slist *headers;
	char error[CURL_ERROR_SIZE];
	char redirect[MAX_URL];
};

/* --- loading ----------------------------------------------------------------- */

static void *open_library(void)
{
	static const char *const names[] = { "libcurl.so.4", "libcurl-gnutls.so.4",
					     "libcurl.so" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		void *library = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);

		if (library)
			return library;
	}
	return NULL;
}

/* ISO C has no cast from an object pointer to a function pointer. */
static bool look_up(void *library, const char *name, void *function, size_t size)
{
	void *symbol = dlsym(library, name);

	memcpy(function, &symbol, size);
	return symbol != NULL;
}

static enum tg_rc load(struct curl_api *curl, struct tg_err *err)
{
	void *library = open_library();
	bool ok = library != NULL;

#define X(name, result, parameters)                                                      \
	ok = ok && look_up(library, "curl_" #name, &curl->name, sizeof(curl->name));
	TG_CURL_FUNCTIONS(X)
#undef X
	if (ok && curl->global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK)
		return TG_OK;
	tg_err_set(err, TG_E_HTTP, "libcurl cannot be loaded");
	return tg_err_hint(err, "install libcurl4 (Debian, Ubuntu) or libcurl (others)");
}

enum tg_rc tg_http_new(struct tg_http **out, const struct tg_http_options *options,
		       struct tg_err *err)
{
	struct tg_http *http = tg_calloc(1, sizeof(*http));
	enum tg_rc rc = load(&http->curl, err);

	*out = NULL;
	if (rc == TG_OK) {
		http->handle = http->curl.easy_init();
		if (!http->handle)
			rc = tg_err_set(err, TG_E_HTTP, "libcurl cannot be started");
	}
	if (rc != TG_OK) {
		free(http);
		return rc;
	}
	http->options = *options;
	*out = http;
	return TG_OK;
}

void tg_http_free(struct tg_http *http)
{
	if (!http)
		return;
	http->curl.easy_cleanup(http->handle);
	free(http);
}

/* --- one transfer ------------------------------------------------------------ */

static size_t take_body(char *data, size_t size, size_t n, void *ctx)
{
	struct transfer *t = ctx;
	struct tg_buf *body = &t->response->body;

	tg_buf_add(body, data, size * n);
	return body->overflow ? 0 : size * n;
}

static size_t take_header(char *data, size_t size, size_t n, void *ctx)
{
	struct transfer *t = ctx;
	struct tg_str line = tg_str_trim(tg_str_n(data, size * n));
	char date[64];

	/* Of several answers (a proxy's, 100 Continue) the last one counts. */
	if (tg_str_starts(line, "HTTP/"))
		tg_http_headers_clear(t->response);
	else if (tg_http_header(line, "date", date, sizeof(date)))
		t->response->date = t->http->curl.getdate(date, NULL);
	else
		tg_http_take_header(t->response, line);
	return size * n;
}

static void add_header(struct transfer *t, const char *line)
{
	struct curl_slist *list = t->http->curl.slist_append(t->headers, line);

	if (!list)
		tg_out_of_memory();
	t->headers = list;
}

static void add_headers(struct transfer *t, const char *url)
{
	const struct tg_http_options *o = &t->http->options;
	const char *accept = t->request->accept;
	struct tg_buf line = TG_BUF_INIT(8192);

	tg_buf_printf(&line, "Accept: %s",
		      accept ? accept : "application/vnd.github+json");
	add_header(t, line.ptr);
	add_header(t, API_VERSION);
	add_header(t, "Expect:");
	if (t->request->body.n)
		add_header(t, "Content-Type: application/json");
	if (o->token && *o->token && tg_http_same_origin(url, o->api_url)) {
		tg_buf_clear(&line);
		tg_buf_printf(&line, "Authorization: Bearer %s", o->token);
		add_header(t, line.ptr);
		memset(line.ptr, 0, line.len);
	}
	tg_buf_release(&line);
}

#define SET(option, value) curl->easy_setopt(h, (option), (value))

static void set_limits(struct tg_http *http)
{
	const struct curl_api *curl = &http->curl;
	const struct tg_http_options *o = &http->options;
	CURL *h = http->handle;

	SET(CURLOPT_CONNECTTIMEOUT_MS,
	    o->connect_timeout_ms ? o->connect_timeout_ms : 10000L);
	SET(CURLOPT_TIMEOUT_MS, o->timeout_ms ? o->timeout_ms : 30000L);
	SET(CURLOPT_LOW_SPEED_LIMIT, LOW_SPEED_BYTES);
	SET(CURLOPT_LOW_SPEED_TIME, LOW_SPEED_SECONDS);
	SET(CURLOPT_NOSIGNAL, 1L);
	SET(CURLOPT_FOLLOWLOCATION, 0L);
	SET(CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_2TLS);
	SET(CURLOPT_ACCEPT_ENCODING, "gzip");
	SET(CURLOPT_USERAGENT, USER_AGENT);
}

/* As the curl program does; the library alone knows none of these. */
static void set_authorities(struct tg_http *http)
{
	const struct curl_api *curl = &http->curl;
	CURL *h = http->handle;
	const char *file = getenv("CURL_CA_BUNDLE");
	const char *folder = getenv("SSL_CERT_DIR");

	if (!file || !*file)
		file = getenv("SSL_CERT_FILE");
	if (file && *file)
		SET(CURLOPT_CAINFO, file);
	if (folder && *folder)
		SET(CURLOPT_CAPATH, folder);
}

static void set_request(struct transfer *t, const char *url)
{
	const struct curl_api *curl = &t->http->curl;
	CURL *h = t->http->handle;

	SET(CURLOPT_URL, url);
	SET(CURLOPT_CUSTOMREQUEST, t->method);
	if (t->request->body.n) {
		SET(CURLOPT_POSTFIELDS, t->request->body.p);
		SET(CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)t->request->body.n);
	}
	/* On a connection of before, libcurl sends once more by itself what was
	 * cut off without an answer: what creates something would exist twice. */
	SET(CURLOPT_FRESH_CONNECT, strcmp(t->method, "POST") == 0 ? 1L : 0L);
	SET(CURLOPT_HTTPHEADER, t->headers);
	SET(CURLOPT_WRITEFUNCTION, take_body);
	SET(CURLOPT_WRITEDATA, t);
	SET(CURLOPT_HEADERFUNCTION, take_header);
	SET(CURLOPT_HEADERDATA, t);
	SET(CURLOPT_ERRORBUFFER, t->error);
}

/* Whether any byte of the request can have left, and whether another try can
 * end otherwise. */
static void explain_failure(struct transfer *t, CURLcode code)
{
	struct tg_http_response *r = t->response;

	r->status = 0;
	switch (code) {
	case CURLE_COULDNT_RESOLVE_PROXY:
	case CURLE_COULDNT_RESOLVE_HOST:
	case CURLE_COULDNT_CONNECT:
	case CURLE_SSL_CONNECT_ERROR:
		r->sent = false;
		break;
	case CURLE_URL_MALFORMAT:
	case CURLE_UNSUPPORTED_PROTOCOL:
	case CURLE_PEER_FAILED_VERIFICATION:
	case CURLE_SSL_CACERT_BADFILE:
		r->sent = false;
		r->permanent = true;
		break;
	default:
		r->permanent = r->body.overflow;
		break;
	}
	if (r->body.overflow)
		(void)snprintf(r->reason, sizeof(r->reason),
			       "the answer has more than %u bytes", TG_HTTP_MAX_RESPONSE);
	else
		(void)snprintf(r->reason, sizeof(r->reason), "%s",
			       t->error[0] ? t->error
					   : t->http->curl.easy_strerror(code));
}

static void note_redirect(struct transfer *t)
{
	char *url = NULL;

	t->http->curl.easy_getinfo(t->http->handle, CURLINFO_REDIRECT_URL, &url);
	if (url && strlen(url) < sizeof(t->redirect))
		(void)snprintf(t->redirect, sizeof(t->redirect), "%s", url);
}

static void perform(struct transfer *t, const char *url)
{
	struct tg_http *http = t->http;
	struct tg_http_response *r = t->response;
	long status = 0;

	http->curl.easy_reset(http->handle);
	t->headers = NULL;
	t->error[0] = t->redirect[0] = '\0';
	tg_http_headers_clear(r);
	tg_buf_release(&r->body);
	r->sent = true;
	add_headers(t, url);
	set_limits(http);
	set_authorities(http);
	set_request(t, url);
	CURLcode code = http->curl.easy_perform(http->handle);

	if (code != CURLE_OK) {
		explain_failure(t, code);
	} else {
		http->curl.easy_getinfo(http->handle, CURLINFO_RESPONSE_CODE, &status);
		r->status = status;
		note_redirect(t);
	}
	http->curl.slist_free_all(t->headers);
}

/* --- redirects --------------------------------------------------------------- */

static void refuse_redirect(struct tg_http_response *r, const char *why)
{
	r->status = 0;
	r->sent = false;
	r->permanent = true;
	(void)snprintf(r->reason, sizeof(r->reason), "a redirect was not followed: %s",
		       why);
}

/* True when the transfer goes on at t->redirect. */
static bool follows(struct transfer *t, const char *from)
{
	struct tg_http_response *r = t->response;
	bool reads = strcmp(t->method, "GET") == 0;

	if (r->status < 301 || r->status > 308 || !t->redirect[0] ||
	    (r->status > 303 && r->status < 307))
		return false;
	if (!tg_http_is_url(t->redirect))
		refuse_redirect(r, "it leads to no web address");
	else if (strncmp(from, "https:", 6) == 0 &&
		 strncmp(t->redirect, "https:", 6) != 0)
		refuse_redirect(r, "it leads from https to http");
	else if (!reads && !tg_http_same_origin(t->redirect, from))
		refuse_redirect(r, "it would send what is written to another host");
	else
		return true;
	return false;
}

enum tg_rc tg_http_send(struct tg_http *http, struct tg_http_response *out,
			const struct tg_http_request *request, struct tg_err *err)
{
	struct transfer t = {
		.http = http,
		.response = out,
		.request = request,
		.method = request->method,
	};
	char url[MAX_URL];

	memset(out, 0, sizeof(*out));
	tg_buf_init(&out->body, TG_HTTP_MAX_RESPONSE);
	if (!tg_http_is_url(request->url) || strlen(request->url) >= sizeof(url))
		return tg_err_set(err, TG_E_HTTP, "'%.200s' is no web address",
				  request->url);
	(void)snprintf(url, sizeof(url), "%s", request->url);
	for (unsigned hops = 0;; hops++) {
		perform(&t, url);
		if (!follows(&t, url))
			return TG_OK;
		if (hops == MAX_REDIRECTS) {
			refuse_redirect(out, "there are too many of them");
			return TG_OK;
		}
		memcpy(url, t.redirect, sizeof(url));
	}
}
