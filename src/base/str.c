#include "str.h"

#include <string.h>

static bool same_bytes(const char *a, const char *b, size_t n)
{
	return n == 0 || memcmp(a, b, n) == 0;
}

static bool same_folded(const char *a, const char *b, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (tg_lower(a[i]) != tg_lower(b[i]))
			return false;
	}
	return true;
}

bool tg_str_eq(struct tg_str a, struct tg_str b)
{
	return a.n == b.n && same_bytes(a.p, b.p, a.n);
}

/* Most words differ in the first letter: what is behind it is not measured. */
static bool first_is(struct tg_str s, const char *word)
{
	return s.n > 0 ? *s.p == *word : *word == '\0';
}

bool tg_str_is(struct tg_str a, const char *b)
{
	return b == NULL || first_is(a, b) ? tg_str_eq(a, tg_str(b)) : false;
}

bool tg_str_ieq(struct tg_str a, struct tg_str b)
{
	return a.n == b.n && same_folded(a.p, b.p, a.n);
}

bool tg_str_iis(struct tg_str a, const char *b)
{
	if (b == NULL)
		return a.n == 0;
	for (size_t i = 0; i < a.n; i++)
		if (b[i] == '\0' || tg_lower(a.p[i]) != tg_lower(b[i]))
			return false;
	return b[a.n] == '\0';
}

bool tg_str_is_one_of(struct tg_str s, const char *const *list)
{
	for (; *list != NULL; list++)
		if (tg_str_is(s, *list))
			return true;
	return false;
}

bool tg_str_iis_one_of(struct tg_str s, const char *const *list)
{
	for (; *list != NULL; list++)
		if (tg_str_iis(s, *list))
			return true;
	return false;
}

int tg_str_cmp(struct tg_str a, struct tg_str b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int order = n > 0 ? memcmp(a.p, b.p, n) : 0;

	if (order != 0)
		return order;
	return (a.n > b.n) - (a.n < b.n);
}

bool tg_str_starts(struct tg_str s, const char *prefix)
{
	size_t n;

	if (*prefix != '\0' && !first_is(s, prefix))
		return false;
	n = strlen(prefix);
	return s.n >= n && same_bytes(s.p, prefix, n);
}

bool tg_str_ends(struct tg_str s, const char *suffix)
{
	size_t n = strlen(suffix);

	return s.n >= n && (n == 0 || same_bytes(s.p + (s.n - n), suffix, n));
}

bool tg_str_istarts(struct tg_str s, const char *prefix)
{
	size_t n = strlen(prefix);

	return s.n >= n && same_folded(s.p, prefix, n);
}

bool tg_str_iends(struct tg_str s, const char *suffix)
{
	size_t n = strlen(suffix);

	return s.n >= n && (n == 0 || same_folded(s.p + (s.n - n), suffix, n));
}

/* Where to look first: the needle's first byte that is not in every line. */
static size_t telling(struct tg_str needle)
{
	static const char common[] = " \t\n\"'.,:;_-/=()<>etaoinsrlducm";

	for (size_t i = 0; i < needle.n; i++)
		if (!memchr(common, needle.p[i], sizeof(common) - 1))
			return i;
	return 0;
}

size_t tg_str_find(struct tg_str s, struct tg_str needle)
{
	if (needle.n == 0)
		return 0;
	if (needle.n > s.n)
		return SIZE_MAX;
	size_t key = needle.n > 1 ? telling(needle) : 0;
	const char *p = s.p + key, *end = p + (s.n - needle.n) + 1;

	while ((p = memchr(p, needle.p[key], (size_t)(end - p))) != NULL) {
		if (memcmp(p - key, needle.p, needle.n) == 0)
			return (size_t)(p - key - s.p);
		if (++p == end)
			break;
	}
	return SIZE_MAX;
}

size_t tg_str_ifind(struct tg_str s, struct tg_str needle)
{
	if (needle.n == 0)
		return 0;
	char first = tg_lower(needle.p[0]);

	for (size_t at = 0; at < s.n && s.n - at >= needle.n; at++) {
		if (tg_lower(s.p[at]) == first &&
		    same_folded(s.p + at, needle.p, needle.n))
			return at;
	}
	return SIZE_MAX;
}

size_t tg_str_chr(struct tg_str s, char c)
{
	const char *hit = s.n > 0 ? memchr(s.p, c, s.n) : NULL;

	return hit ? (size_t)(hit - s.p) : SIZE_MAX;
}

/* The upper bit of each of the eight bytes at `p` that are `c`. */
static uint64_t equal_bytes(const char *p, char c)
{
	const uint64_t ones = 0x0101010101010101u, lower = 0x7f * ones;
	uint64_t word;

	memcpy(&word, p, sizeof(word));
	word ^= ones * (unsigned char)c;
	return ~(((word & lower) + lower) | word | lower);
}

/* Of such bits the place of the last byte. */
static size_t last_of(uint64_t bits)
{
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	return 7 - (size_t)__builtin_clzll(bits) / 8;
#else
	return 7 - (size_t)__builtin_ctzll(bits) / 8;
#endif
}

size_t tg_str_rchr(struct tg_str s, char c)
{
	size_t n = s.n;

	for (; n >= 8; n -= 8) {
		uint64_t equal = equal_bytes(s.p + n - 8, c);

		if (equal)
			return n - 8 + last_of(equal);
	}
	for (; n > 0; n--) {
		if (s.p[n - 1] == c)
			return n - 1;
	}
	return SIZE_MAX;
}

struct tg_str tg_str_rtrim(struct tg_str s)
{
	while (s.n > 0 && tg_is_space(s.p[s.n - 1]))
		s.n--;
	return s;
}

struct tg_str tg_str_trim(struct tg_str s)
{
	while (s.n > 0 && tg_is_space(s.p[0])) {
		s.p++;
		s.n--;
	}
	return tg_str_rtrim(s);
}

bool tg_str_split(struct tg_str *rest, char sep, struct tg_str *field)
{
	if (rest->n == 0)
		return false;
	size_t at = tg_str_chr(*rest, sep);

	if (at == SIZE_MAX) {
		*field = *rest;
		*rest = tg_str_from(*rest, rest->n);
		return true;
	}
	*field = tg_str_sub(*rest, 0, at);
	*rest = tg_str_from(*rest, at + 1);
	return true;
}

bool tg_str_line(struct tg_str *rest, struct tg_str *line)
{
	if (rest->n == 0)
		return false;
	size_t end = 0;

	while (end < rest->n && rest->p[end] != '\n' && rest->p[end] != '\r')
		end++;
	*line = tg_str_sub(*rest, 0, end);
	if (end + 1 < rest->n && rest->p[end] == '\r' && rest->p[end + 1] == '\n')
		end++;
	*rest = tg_str_from(*rest, end + 1);
	return true;
}

bool tg_str_word(struct tg_str *rest, struct tg_str *word)
{
	size_t start = 0;

	while (start < rest->n && tg_is_space(rest->p[start]))
		start++;
	size_t end = start;

	while (end < rest->n && !tg_is_space(rest->p[end]))
		end++;
	*word = tg_str_sub(*rest, start, end - start);
	*rest = tg_str_from(*rest, end);
	return word->n > 0;
}

bool tg_str_to_u32(struct tg_str s, uint32_t *out)
{
	uint64_t value = 0;

	if (s.n == 0)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		if (!tg_is_digit(s.p[i]))
			return false;
		value = value * 10 + (uint64_t)(s.p[i] - '0');
		if (value > UINT32_MAX)
			return false;
	}
	*out = (uint32_t)value;
	return true;
}
