#include "base64.h"

#include <string.h>

static int value_of(char c)
{
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
		"0123456789+/";
	const char *at = c ? strchr(digits, c) : NULL;

	return at ? (int)(at - digits) : -1;
}

bool tg_base64_decode(struct tg_str *out, struct tg_arena *arena, struct tg_str text)
{
	char *bytes = tg_arena_alloc(arena, text.n / 4 * 3 + 4);
	uint32_t bits = 0;
	unsigned held = 0;
	size_t n = 0, i = 0;

	for (; i < text.n && text.p[i] != '='; i++) {
		int value = value_of(text.p[i]);

		if (tg_is_space(text.p[i]))
			continue;
		if (value < 0)
			return false;
		bits = bits << 6 | (uint32_t)value;
		held += 6;
		if (held >= 8) {
			held -= 8;
			bytes[n++] = (char)(bits >> held & 0xff);
		}
	}
	/* Nothing but padding may follow. */
	for (; i < text.n; i++)
		if (text.p[i] != '=' && !tg_is_space(text.p[i]))
			return false;
	*out = tg_str_n(bytes, n);
	return true;
}
