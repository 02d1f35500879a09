/*
 * Slices of text that is only looked at: diff lines, Markdown text, captures.
 * Bytes, not necessarily UTF-8, not NUL-terminated. A slice borrows.
 */
#ifndef TG_STR_H
#define TG_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct tg_str {
	const char *p; /* may be NULL when n is 0 */
	size_t n;
};

#define TG_STR(literal) ((struct tg_str){ (literal), sizeof(literal) - 1 })

/* NULL gives an empty one. */
static inline struct tg_str tg_str(const char *s)
{
	return (struct tg_str){ s, s ? strlen(s) : 0 };
}

static inline struct tg_str tg_str_n(const char *p, size_t n)
{
	return (struct tg_str){ p, n };
}

bool tg_str_eq(struct tg_str a, struct tg_str b);
bool tg_str_is(struct tg_str a, const char *b);
bool tg_str_ieq(struct tg_str a, struct tg_str b); /* ASCII case folded */
bool tg_str_iis(struct tg_str a, const char *b);
/* The same for any of a list that ends in NULL. */
bool tg_str_is_one_of(struct tg_str s, const char *const *list);
bool tg_str_iis_one_of(struct tg_str s, const char *const *list);
int tg_str_cmp(struct tg_str a, struct tg_str b);  /* bytewise */
bool tg_str_starts(struct tg_str s, const char *prefix);
bool tg_str_ends(struct tg_str s, const char *suffix);
bool tg_str_istarts(struct tg_str s, const char *prefix);
bool tg_str_iends(struct tg_str s, const char *suffix);

/* The first place of `needle`, or SIZE_MAX. */
size_t tg_str_find(struct tg_str s, struct tg_str needle);
size_t tg_str_ifind(struct tg_str s, struct tg_str needle);
size_t tg_str_chr(struct tg_str s, char c);
size_t tg_str_rchr(struct tg_str s, char c);

/* Sub-slices; positions past the end are cut off. */
static inline struct tg_str tg_str_sub(struct tg_str s, size_t start, size_t n)
{
	if (start > s.n)
		start = s.n;
	if (n > s.n - start)
		n = s.n - start;
	return (struct tg_str){ start ? s.p + start : s.p, n };
}

static inline struct tg_str tg_str_from(struct tg_str s, size_t start)
{
	return tg_str_sub(s, start, SIZE_MAX);
}

/* Without ASCII white space at both ends, or at the end. */
struct tg_str tg_str_trim(struct tg_str s);
struct tg_str tg_str_rtrim(struct tg_str s);

/* Cuts the next field off the front of *rest, up to `sep` (which is eaten).
 * False when nothing is left. A trailing separator gives no empty field. */
bool tg_str_split(struct tg_str *rest, char sep, struct tg_str *field);

/* The next line without its end (LF, CRLF or lone CR). */
bool tg_str_line(struct tg_str *rest, struct tg_str *line);

/* The next run of bytes that are not ASCII white space. */
bool tg_str_word(struct tg_str *rest, struct tg_str *word);

/* A decimal number that fills the whole slice. */
bool tg_str_to_u32(struct tg_str s, uint32_t *out);

/* ASCII only, independent of the locale. Inline: they are asked for each byte. */
static inline bool tg_is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static inline bool tg_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static inline bool tg_is_alpha(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static inline bool tg_is_alnum(char c)
{
	return tg_is_alpha(c) || tg_is_digit(c);
}

static inline char tg_lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

#endif
