#include "retry.h"

#define MAX_ATTEMPTS 4u /* of a request whose server is unwell */
#define MAX_LIMITED 3u  /* of one that met a rate limit */
#define FIRST_WAIT_MS 400u
#define LONGEST_WAIT_MS 8000u
#define SECONDARY_WAIT_MS 60000u /* "at least one minute" where nothing is said */

bool tg_retry_is_rate_limit(const struct tg_http_response *r)
{
	struct tg_str body = tg_buf_str(&r->body);

	if (r->status == 429)
		return true;
	if (r->status != 403)
		return false;
	return r->retry_after_s >= 0 || r->rate_remaining == 0 ||
	       tg_str_ifind(body, TG_STR("rate limit")) != SIZE_MAX;
}

/* Up to half as long again, so that runs that failed together spread. */
static unsigned long long spread(unsigned long long ms, unsigned jitter)
{
	return ms + jitter % (ms / 2 + 1);
}

static unsigned long long limit_wait(const struct tg_retry *retry,
				     const struct tg_http_response *r)
{
	if (r->retry_after_s >= 0)
		return (unsigned long long)r->retry_after_s * 1000;
	/* The server's clock, not ours, says when the window ends. */
	if (r->rate_remaining == 0 && r->rate_reset >= 0 && r->date >= 0) {
		long long s = r->rate_reset - r->date + 1;

		return s > 0 ? (unsigned long long)s * 1000 : 1000;
	}
	return (unsigned long long)SECONDARY_WAIT_MS << (retry->attempt - 1);
}

static unsigned long long backoff(const struct tg_retry *retry)
{
	unsigned long long ms = (unsigned long long)FIRST_WAIT_MS
				<< (2 * (retry->attempt - 1));

	return spread(ms < LONGEST_WAIT_MS ? ms : LONGEST_WAIT_MS, retry->jitter);
}

static bool is_unwell(const struct tg_retry *retry, const struct tg_http_response *r)
{
	if (r->status == 0)
		return !r->permanent;
	if (retry->broken_body)
		return true;
	return r->status == 500 || r->status == 502 || r->status == 503 ||
	       r->status == 504;
}

long tg_retry_wait(const struct tg_retry *retry, const struct tg_http_response *r)
{
	unsigned long long ms;

	if (tg_retry_is_rate_limit(r)) {
		if (retry->attempt >= MAX_LIMITED)
			return TG_RETRY_NEVER;
		ms = limit_wait(retry, r);
	} else {
		bool never_left = r->status == 0 && !r->sent;

		if (!is_unwell(retry, r) || retry->attempt >= MAX_ATTEMPTS ||
		    (!retry->repeatable && !never_left))
			return TG_RETRY_NEVER;
		ms = backoff(retry);
		if (r->retry_after_s >= 0)
			ms = (unsigned long long)r->retry_after_s * 1000;
	}
	return ms <= retry->budget_ms ? (long)ms : TG_RETRY_NEVER;
}
