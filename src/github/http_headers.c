#include "http_headers.h"

#include <stdlib.h>
#include <string.h>

/* --- URLs -------------------------------------------------------------------- */

struct origin {
	struct tg_str scheme, host, port;
};

static bool read_origin(struct origin *out, const char *url)
{
	struct tg_str rest = tg_str(url);
	size_t skip = tg_str_istarts(rest, "https://")  ? 8
		      : tg_str_istarts(rest, "http://") ? 7
							: 0;
	size_t end = 0;

	if (!skip)
		return false;
	out->scheme = tg_str_sub(rest, 0, skip - 3);
	rest = tg_str_from(rest, skip);
	while (end < rest.n && !strchr("/?#\\", rest.p[end]))
		end++;
	out->host = tg_str_sub(rest, 0, end);
	out->port = skip == 8 ? TG_STR("443") : TG_STR("80");
	size_t colon = tg_str_rchr(out->host, ':');

	/* A colon inside brackets belongs to an IPv6 address. */
	if (colon != SIZE_MAX &&
	    tg_str_chr(tg_str_from(out->host, colon), ']') == SIZE_MAX) {
		out->port = tg_str_from(out->host, colon + 1);
		out->host = tg_str_sub(out->host, 0, colon);
	}
	return out->host.n > 0 && tg_str_chr(out->host, '@') == SIZE_MAX &&
	       tg_str_chr(out->port, '@') == SIZE_MAX;
}

bool tg_http_is_url(const char *url)
{
	struct origin origin;

	for (const char *p = url; *p; p++)
		if ((unsigned char)*p <= ' ' || *p == 0x7f)
			return false;
	return read_origin(&origin, url);
}

bool tg_http_same_origin(const char *a, const char *b)
{
	struct origin x, y;

	return read_origin(&x, a) && read_origin(&y, b) &&
	       tg_str_ieq(x.scheme, y.scheme) && tg_str_ieq(x.host, y.host) &&
	       tg_str_eq(x.port, y.port);
}

/* --- headers ----------------------------------------------------------------- */

void tg_http_headers_clear(struct tg_http_response *r)
{
	r->next[0] = r->accepted_permissions[0] = '\0';
	r->retry_after_s = -1;
	r->rate_remaining = r->rate_reset = r->date = -1;
}

bool tg_http_header(struct tg_str line, const char *name, char *value, size_t size)
{
	size_t colon = tg_str_chr(line, ':');
	struct tg_str text;

	if (colon == SIZE_MAX || !tg_str_iis(tg_str_sub(line, 0, colon), name))
		return false;
	text = tg_str_trim(tg_str_from(line, colon + 1));
	if (text.n >= size)
		return false;
	if (text.n)
		memcpy(value, text.p, text.n);
	value[text.n] = '\0';
	return true;
}

/* Link: <https://host/path?page=2>; rel="next", <...>; rel="last" */
static void take_link(struct tg_http_response *r, struct tg_str value)
{
	struct tg_str part;

	while (tg_str_split(&value, ',', &part)) {
		size_t start = tg_str_chr(part, '<'), end = tg_str_chr(part, '>');

		if (start == SIZE_MAX || end == SIZE_MAX || end <= start ||
		    end - start - 1 >= sizeof(r->next) ||
		    tg_str_ifind(tg_str_from(part, end), TG_STR("rel=\"next\"")) ==
			    SIZE_MAX)
			continue;
		memcpy(r->next, part.p + start + 1, end - start - 1);
		r->next[end - start - 1] = '\0';
	}
}

static bool take_number(struct tg_str line, const char *name, long long *out)
{
	char text[32], *end;
	long long number;

	if (!tg_http_header(line, name, text, sizeof(text)) || !tg_is_digit(text[0]))
		return false;
	number = strtoll(text, &end, 10);
	if (*end)
		return false;
	*out = number;
	return true;
}

void tg_http_take_header(struct tg_http_response *r, struct tg_str line)
{
	long long seconds;
	char link[4096];

	if (tg_http_header(line, "link", link, sizeof(link)))
		take_link(r, tg_str(link));
	else if (take_number(line, "retry-after", &seconds))
		r->retry_after_s = seconds > 86400 ? 86400 : (long)seconds;
	else if (take_number(line, "x-ratelimit-remaining", &r->rate_remaining) ||
		 take_number(line, "x-ratelimit-reset", &r->rate_reset))
		return;
	else
		(void)tg_http_header(line, "x-accepted-github-permissions",
				     r->accepted_permissions,
				     sizeof(r->accepted_permissions));
}
