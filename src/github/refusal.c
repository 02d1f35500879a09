#include "refusal.h"

#include "../base/utf8.h"
#include "retry.h"

#include <string.h>

/* A server may send back what it was sent; the token is never shown. */
void tg_refusal_redact(const char *token, char *text)
{
	size_t n = token ? strlen(token) : 0;
	char *at;

	for (; n && (at = strstr(text, token)) != NULL; text = at + n)
		memset(at, '*', n);
}

/* GitHub's `errors` are strings or objects with a message. */
static const char *first_error(const json_t *json)
{
	const json_t *error = json_array_get(json_object_get(json, "errors"), 0);
	const char *text = json_string_value(error);

	return text ? text : tg_api_text(error, "message");
}

const char *tg_refusal_advice(const char *token, long status)
{
	if (status == 401)
		return token && *token
			       ? "the token is not valid (any more)"
			       : "there is no token: set the input 'token'";
	if (status == 404)
		return "it is not there, or the token may not see it";
	return "";
}

static void put_refusal(struct tg_buf *out, const char *token,
			const struct tg_http_response *r, const json_t *json)
{
	const char *message = tg_api_text(json, "message");
	const char *more = first_error(json);
	const char *what = tg_refusal_advice(token, r->status);

	tg_buf_printf(out, "HTTP %ld", r->status);
	if (*message)
		tg_buf_printf(out, ": %.200s", message);
	if (*more)
		tg_buf_printf(out, " (%.160s)", more);
	if (*what)
		tg_buf_printf(out, ": %s", what);
	if (r->accepted_permissions[0] && r->status == 403)
		tg_buf_printf(out, " (the token needs %s)", r->accepted_permissions);
}

void tg_refusal_explain(struct tg_api_answer *out, const char *token,
			const struct tg_http_response *r)
{
	struct tg_buf text = TG_BUF_INIT(2048);

	if (r->status == 0)
		tg_buf_printf(&text, "no answer: %s", r->reason);
	else if (tg_retry_is_rate_limit(r))
		tg_buf_printf(&text, "GitHub's rate limit was met (HTTP %ld)", r->status);
	else if (r->status < 300)
		tg_buf_puts(&text, "the answer is no valid JSON");
	else
		put_refusal(&text, token, r, out->json);
	struct tg_str cut = tg_utf8_cut(tg_buf_str(&text), sizeof(out->message) - 1);

	(void)snprintf(out->message, sizeof(out->message), "%.*s", (int)cut.n, cut.p);
	tg_refusal_redact(token, out->message);
	tg_buf_release(&text);
}
