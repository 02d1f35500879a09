#include "../../src/github/http_headers.h"

#include <check.h>
#include <string.h>

Suite *http_headers_suite(void);

static const struct {
	const char *url;
	bool ok;
} urls[] = {
	{ "https://api.github.com", true },
	{ "http://127.0.0.1:8080/api/v3", true },
	{ "https://[::1]:8443/x", true },
	{ "HTTPS://GHE.example/api", true },
	{ "https://", false },
	{ "ftp://host/x", false },
	{ "file:///etc/passwd", false },
	{ "https://user:secret@host/", false },
	{ "https://host@other/", false },
	{ "https://host/a b", false },
	{ "https://host/a\nb", false },
	{ "/repos/a/b", false },
	{ "", false },
};

START_TEST(web_addresses)
{
	ck_assert_msg(tg_http_is_url(urls[_i].url) == urls[_i].ok, "%s", urls[_i].url);
}
END_TEST

/* Who gets to see the token: nobody but the API itself. */
static const struct {
	const char *a, *b;
	bool same;
} origins[] = {
	{ "https://api.github.com/x", "https://api.github.com", true },
	{ "https://API.github.com:443/x", "https://api.github.com/", true },
	{ "http://h:80/", "http://h", true },
	{ "https://[::1]/a", "https://[::1]:443/b", true },
	{ "http://api.github.com", "https://api.github.com", false },
	{ "https://api.github.com:8443", "https://api.github.com", false },
	{ "https://api.github.com.evil.example", "https://api.github.com", false },
	{ "https://evil.example/api.github.com", "https://api.github.com", false },
	{ "https://api.github.com@evil.example/", "https://api.github.com", false },
	{ "https://api.github.com\\@evil.example/", "https://api.github.com", true },
	{ "https://evil.example\\api.github.com", "https://api.github.com", false },
	{ "nonsense", "nonsense", false },
};

START_TEST(one_origin)
{
	ck_assert_msg(tg_http_same_origin(origins[_i].a, origins[_i].b) ==
			      origins[_i].same,
		      "%s and %s", origins[_i].a, origins[_i].b);
}
END_TEST

static const struct {
	const char *line, *next;
} links[] = {
	{ "Link: <https://h/a?page=2>; rel=\"next\", <https://h/a?page=9>; rel=\"last\"",
	  "https://h/a?page=2" },
	{ "link: <https://h/a?page=1>; rel=\"prev\", <https://h/a?page=3>; rel=\"next\"",
	  "https://h/a?page=3" },
	{ "Link: <https://h/a?page=9>; rel=\"last\"", "" },
	{ "Link: rel=\"next\"", "" },
	{ "Link: >https://h<; rel=\"next\"", "" },
	{ "Link:", "" },
	{ "X-Link: <https://h/a>; rel=\"next\"", "" },
};

START_TEST(next_page)
{
	struct tg_http_response r = { 0 };

	tg_http_headers_clear(&r);
	tg_http_take_header(&r, tg_str(links[_i].line));
	ck_assert_str_eq(r.next, links[_i].next);
}
END_TEST

START_TEST(limits_and_permissions)
{
	struct tg_http_response r = { 0 };

	tg_http_headers_clear(&r);
	tg_http_take_header(&r, tg_str("Retry-After: 17"));
	tg_http_take_header(&r, tg_str("X-RateLimit-Remaining: 0"));
	tg_http_take_header(&r, tg_str("x-ratelimit-reset: 1790000000"));
	tg_http_take_header(&r, tg_str("X-Accepted-GitHub-Permissions: checks=write"));
	ck_assert_int_eq(r.retry_after_s, 17);
	ck_assert_int_eq(r.rate_remaining, 0);
	ck_assert_int_eq(r.rate_reset, 1790000000);
	ck_assert_str_eq(r.accepted_permissions, "checks=write");
	tg_http_headers_clear(&r);
	ck_assert_int_eq(r.retry_after_s, -1);
	ck_assert_int_eq(r.rate_remaining, -1);
	ck_assert_str_eq(r.accepted_permissions, "");
}
END_TEST

START_TEST(a_date_is_no_number_of_seconds)
{
	struct tg_http_response r = { 0 };

	tg_http_headers_clear(&r);
	tg_http_take_header(&r, tg_str("Retry-After: Wed, 21 Oct 2026 07:28:00 GMT"));
	tg_http_take_header(&r, tg_str("X-RateLimit-Remaining: -5"));
	tg_http_take_header(&r, tg_str("X-RateLimit-Reset: 12x"));
	ck_assert_int_eq(r.retry_after_s, -1);
	ck_assert_int_eq(r.rate_remaining, -1);
	ck_assert_int_eq(r.rate_reset, -1);
}
END_TEST

#define COUNT(table) ((int)(sizeof(table) / sizeof((table)[0])))

Suite *http_headers_suite(void)
{
	Suite *suite = suite_create("http_headers");
	TCase *tc = tcase_create("headers");

	tcase_add_loop_test(tc, web_addresses, 0, COUNT(urls));
	tcase_add_loop_test(tc, one_origin, 0, COUNT(origins));
	tcase_add_loop_test(tc, next_page, 0, COUNT(links));
	tcase_add_test(tc, limits_and_permissions);
	tcase_add_test(tc, a_date_is_no_number_of_seconds);
	suite_add_tcase(suite, tc);
	return suite;
}
