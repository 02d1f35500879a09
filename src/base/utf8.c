#include "utf8.h"

#define REPLACEMENT 0xfffdu

/* How many bytes a sequence with this first byte has, the bits of the code
 * point in it, and the smallest code point that may be written so (RFC 3629). */
static size_t sequence(unsigned char first, uint32_t *bits, uint32_t *smallest)
{
	if (first < 0x80) {
		*bits = first;
		*smallest = 0;
		return 1;
	}
	if (first >= 0xc2 && first < 0xe0) {
		*bits = first & 0x1fu;
		*smallest = 0x80;
		return 2;
	}
	if (first >= 0xe0 && first < 0xf0) {
		*bits = first & 0x0fu;
		*smallest = 0x800;
		return 3;
	}
	if (first >= 0xf0 && first < 0xf5) {
		*bits = first & 0x07u;
		*smallest = 0x10000;
		return 4;
	}
	return 0;
}

/* The length of the well-formed code point at the front, or 0. */
static size_t decode(struct tg_str s, uint32_t *cp)
{
	uint32_t value = 0, smallest = 0;
	size_t n = s.n > 0 ? sequence((unsigned char)s.p[0], &value, &smallest) : 0;

	if (n == 0 || n > s.n)
		return 0;
	for (size_t i = 1; i < n; i++) {
		unsigned char byte = (unsigned char)s.p[i];

		if ((byte & 0xc0) != 0x80)
			return 0;
		value = value << 6 | (byte & 0x3fu);
	}
	if (value < smallest || value > 0x10ffff || (value >= 0xd800 && value < 0xe000))
		return 0;
	*cp = value;
	return n;
}

static bool is_ascii(const char eight[8])
{
	uint64_t word;

	memcpy(&word, eight, sizeof(word));
	return (word & 0x8080808080808080u) == 0;
}

size_t tg_utf8_invalid_at(struct tg_str s)
{
	uint32_t cp;

	for (size_t at = 0; at < s.n;) {
		if (s.n - at >= 8 && is_ascii(s.p + at)) {
			at += 8;
			continue;
		}
		size_t n = decode(tg_str_from(s, at), &cp);

		if (n == 0)
			return at;
		at += n;
	}
	return SIZE_MAX;
}

bool tg_utf8_next(struct tg_str *s, uint32_t *cp)
{
	if (s->n == 0)
		return false;
	size_t n = decode(*s, cp);

	if (n == 0) {
		*cp = REPLACEMENT;
		n = 1;
	}
	*s = tg_str_from(*s, n);
	return true;
}

void tg_utf8_put(struct tg_buf *b, uint32_t cp)
{
	char out[4];
	size_t n = 0;

	if (cp > 0x10ffff || (cp >= 0xd800 && cp < 0xe000))
		cp = REPLACEMENT;
	if (cp < 0x80) {
		out[n++] = (char)cp;
	} else if (cp < 0x800) {
		out[n++] = (char)(0xc0 | cp >> 6);
	} else if (cp < 0x10000) {
		out[n++] = (char)(0xe0 | cp >> 12);
		out[n++] = (char)(0x80 | (cp >> 6 & 0x3f));
	} else {
		out[n++] = (char)(0xf0 | cp >> 18);
		out[n++] = (char)(0x80 | (cp >> 12 & 0x3f));
		out[n++] = (char)(0x80 | (cp >> 6 & 0x3f));
	}
	if (cp >= 0x80)
		out[n++] = (char)(0x80 | (cp & 0x3f));
	tg_buf_add(b, out, n);
}

size_t tg_utf8_columns(struct tg_str s)
{
	size_t columns = 0;
	uint32_t cp;

	while (tg_utf8_next(&s, &cp))
		columns += tg_utf8_width(cp);
	return columns;
}

struct tg_str tg_utf8_cut(struct tg_str s, size_t max)
{
	uint32_t cp;

	if (s.n <= max)
		return s;
	/* Back to where the code point that crosses the limit begins. */
	for (size_t back = 1; back < 4 && back <= max; back++) {
		size_t n = decode(tg_str_from(s, max - back), &cp);

		if (n > back)
			return tg_str_sub(s, 0, max - back);
		if (n > 0)
			break;
	}
	return tg_str_sub(s, 0, max);
}

bool tg_utf8_invisible(uint32_t cp)
{
	/* Default_Ignorable_Code_Point, format and control characters, fillers,
	 * and blanks that are no white space, of Unicode 14.0. */
	static const struct {
		uint32_t first, last;
	} ranges[] = {
		{ 0x0000, 0x001f },   { 0x007f, 0x009f },   { 0x00ad, 0x00ad },
		{ 0x034f, 0x034f },   { 0x061c, 0x061c },   { 0x115f, 0x1160 },
		{ 0x17b4, 0x17b5 },   { 0x180b, 0x180f },   { 0x200b, 0x200f },
		{ 0x2028, 0x202e },   { 0x2060, 0x206f },   { 0x2800, 0x2800 },
		{ 0x3164, 0x3164 },   { 0xfe00, 0xfe0f },   { 0xfeff, 0xfeff },
		{ 0xffa0, 0xffa0 },   { 0xfff0, 0xfffb },   { 0x1bca0, 0x1bca3 },
		{ 0x1d173, 0x1d17a }, { 0xe0000, 0xe0fff },
	};

	for (size_t i = 0; i < sizeof(ranges) / sizeof(ranges[0]); i++) {
		if (cp <= ranges[i].last)
			return cp >= ranges[i].first;
	}
	return false;
}

/* Variation selectors and joiners belong to emoji and to several scripts; after
 * a Latin letter they only serve to deceive. */
static bool joins(uint32_t cp, uint32_t before)
{
	bool joiner = cp == 0x200c || cp == 0x200d || (cp >= 0xfe00 && cp <= 0xfe0f);

	return joiner && before >= 0x300;
}

static void put_escaped(struct tg_buf *b, uint32_t cp)
{
	if (cp < 0x80)
		tg_buf_printf(b, "\\x%02x", (unsigned)cp);
	else if (cp < 0x10000)
		tg_buf_printf(b, "\\u%04x", (unsigned)cp);
	else
		tg_buf_printf(b, "\\U%08x", (unsigned)cp);
}

void tg_utf8_put_safe(struct tg_buf *b, struct tg_str s)
{
	uint32_t cp = 0, before = 0;

	for (size_t at = 0; at < s.n && !b->overflow; before = cp) {
		size_t n = decode(tg_str_from(s, at), &cp);

		if (n == 0) {
			cp = 0;
			tg_buf_printf(b, "\\x%02x", (unsigned)(unsigned char)s.p[at++]);
			continue;
		}
		if (tg_str_starts(tg_str_from(s, at), "\r\n"))
			n = 2;
		if (cp == '\n' || cp == '\r' || cp == '\t')
			tg_buf_putc(b, ' ');
		else if (tg_utf8_invisible(cp) && !joins(cp, before))
			put_escaped(b, cp);
		else
			tg_buf_add(b, s.p + at, n);
		at += n;
	}
}
