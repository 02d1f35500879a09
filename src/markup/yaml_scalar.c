/* What a plain scalar is, by the core schema of YAML 1.2 (10.3.2). */
#include "yaml_build.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool is_word(const char *s, const char *lower, const char *title,
		    const char *upper)
{
	return strcmp(s, lower) == 0 || strcmp(s, title) == 0 || strcmp(s, upper) == 0;
}

/* YAML 1.2 core schema, 10.3.2: octal and hexadecimal integers. */
static bool radix_number(const char *s, double *out)
{
	int base = strncmp(s, "0x", 2) == 0 ? 16 : strncmp(s, "0o", 2) == 0 ? 8 : 0;
	const char *digits = base == 16 ? "0123456789abcdefABCDEF" : "01234567";
	size_t n = base ? strlen(s + 2) : 0;

	if (n == 0 || n > 16 || strspn(s + 2, digits) != n)
		return false;
	*out = (double)strtoull(s + 2, NULL, base);
	return true;
}

/* [0-9]* ( . [0-9]* )? ( [eE] [-+]? [0-9]+ )?, with a digit before the e */
static bool is_decimal(const char *p)
{
	static const char digits[] = "0123456789";
	size_t whole = strspn(p, digits), fraction = 0;

	p += whole;
	if (*p == '.') {
		fraction = strspn(++p, digits);
		p += fraction;
	}
	if (whole + fraction == 0)
		return false;
	if (*p == 'e' || *p == 'E') {
		p += p[1] == '-' || p[1] == '+' ? 2 : 1;
		size_t exponent = strspn(p, digits);

		if (exponent == 0)
			return false;
		p += exponent;
	}
	return *p == '\0';
}

static bool parse_number(const char *s, double *out)
{
	const char *unsigned_part = *s == '-' || *s == '+' ? s + 1 : s;

	if (is_word(unsigned_part, ".inf", ".Inf", ".INF")) {
		*out = *s == '-' ? -(double)INFINITY : (double)INFINITY;
		return true;
	}
	if (is_word(s, ".nan", ".NaN", ".NAN")) {
		*out = (double)NAN;
		return true;
	}
	if (radix_number(s, out))
		return true;
	if (!is_decimal(unsigned_part))
		return false;
	*out = strtod(s, NULL);
	return true;
}

void tg_yaml_resolve_plain(struct tg_tree *node)
{
	const char *s = node->string;

	if (*s == '\0' || strcmp(s, "~") == 0 || is_word(s, "null", "Null", "NULL")) {
		node->kind = TG_TREE_NULL;
	} else if (is_word(s, "true", "True", "TRUE")) {
		node->kind = TG_TREE_BOOL;
		node->boolean = true;
	} else if (is_word(s, "false", "False", "FALSE")) {
		node->kind = TG_TREE_BOOL;
	} else if (parse_number(s, &node->number)) {
		node->kind = TG_TREE_NUMBER;
	}
}
