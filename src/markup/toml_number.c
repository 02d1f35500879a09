/* What a bare word of TOML is: a number, a date, true or false. */
#include "toml_lex.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool is_date(const char *s)
{
	bool date = strspn(s, "0123456789") == 4 && s[4] == '-' &&
		    strspn(s + 5, "0123456789") == 2 && s[7] == '-';
	bool time = strspn(s, "0123456789") == 2 && s[2] == ':';

	return (date || time) && strspn(s, "0123456789-:.+TtZz ") == strlen(s);
}

/* Digits of one kind; an underscore may stand between two of them. Copies the
 * digits alone. Returns how many bytes of `s` it took; 0: none. */
static size_t digits_of(const char *s, const char *set, char *out)
{
	size_t n = 0;

	while (s[n] && (strchr(set, s[n]) ||
			(s[n] == '_' && n > 0 && s[n - 1] != '_' && s[n + 1] &&
			 strchr(set, s[n + 1])))) {
		if (s[n] != '_')
			*out++ = s[n];
		n++;
	}
	*out = '\0';
	return n;
}

static size_t digits(const char *s, char *out)
{
	return digits_of(s, "0123456789", out);
}

static bool radix_number(const char *s, char *plain, double *out)
{
	static const struct {
		const char *prefix, *set;
		int base;
	} kinds[] = {
		{ "0x", "0123456789abcdefABCDEF", 16 },
		{ "0o", "01234567", 8 },
		{ "0b", "01", 2 },
	};

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		if (strncmp(s, kinds[i].prefix, 2) != 0)
			continue;
		size_t n = digits_of(s + 2, kinds[i].set, plain);

		*out = (double)strtoull(plain, NULL, kinds[i].base);
		return n > 0 && s[2 + n] == '\0';
	}
	return false;
}

/* What may follow the whole part; true when that is all. */
static bool fraction_and_exponent(const char *p, char *plain)
{
	if (*p == '.') {
		size_t n = digits(p + 1, plain + 1);

		if (n == 0)
			return false;
		*plain = '.';
		plain += strlen(plain);
		p += n + 1;
	}
	if (*p == 'e' || *p == 'E') {
		*plain++ = *p++;
		if (*p == '+' || *p == '-')
			*plain++ = *p++;
		size_t n = digits(p, plain);

		if (n == 0)
			return false;
		p += n;
	}
	return *p == '\0';
}

/* `plain` has room for the text: it takes the digits without underscores. */
static bool decimal_number(const char *s, char *plain, double *out)
{
	const char *start = plain, *p = s;

	if (*p == '+' || *p == '-')
		*plain++ = *p++;
	if (strcmp(p, "inf") == 0 || strcmp(p, "nan") == 0) {
		*out = *p == 'n' ? (double)NAN : (double)INFINITY;
		if (*s == '-')
			*out = -*out;
		return true;
	}
	size_t whole = digits(p, plain);

	if (whole == 0 || (whole > 1 && *p == '0'))
		return false;
	plain += strlen(plain);
	if (!fraction_and_exponent(p + whole, plain))
		return false;
	*out = strtod(start, NULL);
	return true;
}

bool tg_toml_resolve(struct tg_toml *t, struct tg_tree *out)
{
	const char *s = out->string;
	char *plain = tg_arena_alloc(t->arena, strlen(s) + 2);

	if (strcmp(s, "true") == 0 || strcmp(s, "false") == 0) {
		out->kind = TG_TREE_BOOL;
		out->boolean = *s == 't';
		return true;
	}
	if (is_date(s)) {
		out->kind = TG_TREE_STRING;
		return true;
	}
	out->kind = TG_TREE_NUMBER;
	return radix_number(s, plain, &out->number) ||
	       decimal_number(s, plain, &out->number);
}
