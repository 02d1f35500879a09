#include "../../src/github/retry.h"

#include <check.h>
#include <string.h>

Suite *retry_suite(void);

/* What GitHub answered, and what is done about it. Waits are given as a range,
 * since runs that failed together must not come back together. */
static const struct {
	const char *label;
	long status;
	bool sent, permanent;
	long retry_after;
	long long remaining, reset, date;
	const char *body;
	unsigned attempt;
	bool repeatable, broken;
	unsigned budget;
	long from, to; /* TG_RETRY_NEVER in both: never */
} cases[] = {
	{ "a good answer", 200, true, false, -1, -1, -1, -1, "{}", 1, true, false, 60000, -1, -1 },
	{ "500 while reading", 500, true, false, -1, -1, -1, -1, "", 1, true, false, 60000, 400, 600 },
	{ "502 with a page of HTML", 502, true, false, -1, -1, -1, -1, "<html>", 2, true, false, 60000, 1600, 2400 },
	{ "503 says when", 503, true, false, 7, -1, -1, -1, "", 1, true, false, 60000, 7000, 7000 },
	{ "504 the last time", 504, true, false, -1, -1, -1, -1, "", 4, true, false, 60000, -1, -1 },
	{ "501 is no passing fault", 501, true, false, -1, -1, -1, -1, "", 1, true, false, 60000, -1, -1 },
	{ "500 after creating", 500, true, false, -1, -1, -1, -1, "", 1, false, false, 60000, -1, -1 },
	{ "reset after creating", 0, true, false, -1, -1, -1, -1, "", 1, false, false, 60000, -1, -1 },
	{ "reset while reading", 0, true, false, -1, -1, -1, -1, "", 1, true, false, 60000, 400, 600 },
	{ "creating never left", 0, false, false, -1, -1, -1, -1, "", 1, false, false, 60000, 400, 600 },
	{ "unknown certificate", 0, false, true, -1, -1, -1, -1, "", 1, true, false, 60000, -1, -1 },
	{ "truncated JSON", 200, true, false, -1, -1, -1, -1, "{\"a\":", 1, true, true, 60000, 400, 600 },
	{ "truncated JSON after creating", 201, true, false, -1, -1, -1, -1, "{\"a\":", 1, false, true, 60000, -1, -1 },
	{ "bad token", 401, true, false, -1, -1, -1, -1, "", 1, true, false, 60000, -1, -1 },
	{ "no permission", 403, true, false, -1, 4000, 999, 900, "Resource not accessible", 1, true, false, 60000, -1, -1 },
	{ "not there", 404, true, false, -1, -1, -1, -1, "", 1, true, false, 60000, -1, -1 },
	{ "refused as it is", 422, true, false, -1, -1, -1, -1, "", 1, true, false, 60000, -1, -1 },
	{ "429 says when", 429, true, false, 3, -1, -1, -1, "", 1, true, false, 60000, 3000, 3000 },
	{ "429 while creating", 429, true, false, 3, -1, -1, -1, "", 1, false, false, 60000, 3000, 3000 },
	{ "secondary limit says when", 403, true, false, 2, -1, -1, -1, "", 1, false, false, 60000, 2000, 2000 },
	{ "secondary limit says nothing", 403, true, false, -1, -1, -1, -1,
	  "You have exceeded a secondary rate limit.", 1, true, false, 90000, 60000, 60000 },
	{ "and again", 403, true, false, -1, -1, -1, -1,
	  "You have exceeded a secondary rate limit.", 2, true, false, 150000, 120000, 120000 },
	{ "a third time", 429, true, false, 1, -1, -1, -1, "", 3, true, false, 60000, -1, -1 },
	{ "used up until a time", 403, true, false, -1, 0, 1000, 990, "", 1, true, false, 60000, 11000, 11000 },
	{ "that time is past", 403, true, false, -1, 0, 900, 990, "", 1, true, false, 60000, 1000, 1000 },
	{ "longer than the budget", 429, true, false, 61, -1, -1, -1, "", 1, true, false, 60000, -1, -1 },
	{ "no budget left", 500, true, false, -1, -1, -1, -1, "", 1, true, false, 100, -1, -1 },
};

START_TEST(waits)
{
	static const unsigned jitters[] = { 0, 1, 199, 12345, 4294967295u };
	struct tg_http_response r = { 0 };

	r.status = cases[_i].status;
	r.sent = cases[_i].sent;
	r.permanent = cases[_i].permanent;
	r.retry_after_s = cases[_i].retry_after;
	r.rate_remaining = cases[_i].remaining;
	r.rate_reset = cases[_i].reset;
	r.date = cases[_i].date;
	tg_buf_init(&r.body, 1000);
	tg_buf_puts(&r.body, cases[_i].body);
	for (size_t i = 0; i < sizeof(jitters) / sizeof(jitters[0]); i++) {
		struct tg_retry retry = { cases[_i].attempt, cases[_i].repeatable,
					  cases[_i].broken, cases[_i].budget,
					  jitters[i] };
		long wait = tg_retry_wait(&retry, &r);

		ck_assert_msg(wait >= cases[_i].from && wait <= cases[_i].to,
			      "%s: waits %ld", cases[_i].label, wait);
	}
	tg_buf_release(&r.body);
}
END_TEST

Suite *retry_suite(void)
{
	Suite *suite = suite_create("retry");
	TCase *tc = tcase_create("waits");

	tcase_add_loop_test(tc, waits, 0, (int)(sizeof(cases) / sizeof(cases[0])));
	suite_add_tcase(suite, tc);
	return suite;
}
