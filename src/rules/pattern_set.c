/* Sets of bytes, and what names them in a pattern: escapes and brackets. */
#include "pattern_parser.h"

/* --- sets of bytes ------------------------------------------------------- */

bool tg_bytes_has(const struct tg_bytes *set, unsigned char byte)
{
	return (set->bits[byte >> 6] >> (byte & 63)) & 1;
}

bool tg_bytes_overlap(const struct tg_bytes *a, const struct tg_bytes *b)
{
	for (size_t i = 0; i < 4; i++)
		if (a->bits[i] & b->bits[i])
			return true;
	return false;
}

unsigned tg_bytes_count(const struct tg_bytes *set)
{
	unsigned n = 0;

	for (unsigned byte = 0; byte < 256; byte++)
		n += tg_bytes_has(set, (unsigned char)byte);
	return n;
}

static void unite(struct tg_bytes *set, const struct tg_bytes *other)
{
	for (size_t i = 0; i < 4; i++)
		set->bits[i] |= other->bits[i];
}

/* \d \w \s \h and their opposites; false for any other letter. */
static bool class_escape(char c, struct tg_bytes *out)
{
	struct tg_bytes set = { { 0 } };

	switch (tg_lower(c)) {
	case 'd':
		add_range(&set, '0', '9');
		break;
	case 'w':
		add_range(&set, '0', '9');
		add_range(&set, 'a', 'z');
		add_range(&set, 'A', 'Z');
		add_range(&set, '_', '_');
		break;
	case 's':
		add_range(&set, 9, 13);
		add_range(&set, ' ', ' ');
		break;
	case 'h':
		add_range(&set, '\t', '\t');
		add_range(&set, ' ', ' ');
		add_range(&set, 0xa0, 0xa0);
		break;
	default:
		return false;
	}
	if (c != tg_lower(c))
		invert(&set);
	*out = set;
	return true;
}

/* --- escapes and brackets ------------------------------------------------ */

static int hex_value(char c)
{
	if (tg_is_digit(c))
		return c - '0';
	c = tg_lower(c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The byte of \xHH or \x{HH}, after the x; -1 when it is none. */
static int hex_escape(struct parser *p)
{
	bool braces = eat(p, "{");
	int value = 0, digits = 0;

	while (digits < 2 && more(p) && hex_value(peek(p)) >= 0) {
		value = value * 16 + hex_value(peek(p));
		p->at++;
		digits++;
	}
	if (digits == 0 || (braces && !eat(p, "}")))
		return -1;
	return value;
}

/* The byte that an escape (after the backslash) stands for; -1 for none. */
static int byte_escape(struct parser *p)
{
	static const char names[] = "ntrfvae", bytes[] = "\n\t\r\f\v\a\033";
	char c = peek(p);

	if (!more(p))
		return -1;
	p->at++;
	for (size_t i = 0; names[i]; i++)
		if (names[i] == c)
			return bytes[i];
	if (c == 'x')
		return hex_escape(p);
	return tg_is_alnum(c) ? -1 : (unsigned char)c;
}

struct tg_node *tg_pattern_set(struct parser *p, const struct tg_bytes *set)
{
	struct tg_node *node = new_node(p, TG_NODE_SET);

	node->set = *set;
	return node;
}

struct tg_node *tg_pattern_escape(struct parser *p)
{
	struct tg_bytes set = { { 0 } };
	size_t start = p->at++;
	char c = peek(p);
	int byte;

	if (more(p) && class_escape(c, &set)) {
		p->at++;
		return tg_pattern_set(p, &set);
	}
	if (c == 'A') {
		p->at++;
		return new_node(p, TG_NODE_START);
	}
	if (c == 'b' || c == 'B' || c == 'z' || c == 'Z') {
		p->at++;
		return new_node(p, TG_NODE_EMPTY);
	}
	byte = byte_escape(p);
	if (byte < 0) {
		p->at = start;
		return refuse(p, "this escape is not supported in a rule");
	}
	add_range(&set, (unsigned)byte, (unsigned)byte);
	return tg_pattern_set(p, &set);
}

/* [:alpha:] and its like, after "[:"; false when the name is not known. */
static bool posix_class(struct parser *p, struct tg_bytes *set)
{
	static const struct {
		const char *name, *escape;
	} classes[] = { { "digit:]", "d" }, { "word:]", "w" }, { "space:]", "s" } };
	struct tg_bytes one;

	for (size_t i = 0; i < sizeof(classes) / sizeof(classes[0]); i++) {
		if (!eat(p, classes[i].name))
			continue;
		class_escape(classes[i].escape[0], &one);
		unite(set, &one);
		return true;
	}
	if (eat(p, "alpha:]") || looking_at(p, "alnum:]")) {
		if (eat(p, "alnum:]"))
			add_range(set, '0', '9');
		add_range(set, 'a', 'z');
		add_range(set, 'A', 'Z');
		return true;
	}
	return false;
}

/* One member of a bracket: its byte, or -1 when a whole set was added, or -2
 * for an error. */
static int bracket_member(struct parser *p, struct tg_bytes *set)
{
	struct tg_bytes one;
	int byte;

	if (eat(p, "[:"))
		return posix_class(p, set) ? -1 : -2;
	if (peek(p) != '\\')
		return (unsigned char)p->text.p[p->at++];
	p->at++;
	if (more(p) && class_escape(peek(p), &one)) {
		p->at++;
		unite(set, &one);
		return -1;
	}
	if (eat(p, "b"))
		return '\b';
	byte = byte_escape(p);
	return byte < 0 ? -2 : byte;
}

struct tg_node *tg_pattern_bracket(struct parser *p)
{
	struct tg_bytes set = { { 0 } };
	bool negated, first = true;

	p->at++;
	negated = eat(p, "^");
	while (more(p) && (peek(p) != ']' || first)) {
		int from = bracket_member(p, &set), to = from;

		first = false;
		if (from == -2)
			return refuse(p, "this is not supported in [...]");
		if (from == -1)
			continue;
		if (peek(p) == '-' && p->at + 1 < p->text.n &&
		    p->text.p[p->at + 1] != ']') {
			p->at++;
			to = bracket_member(p, &set);
			if (to < from)
				return refuse(p, "this range ends before it begins");
		}
		add_range(&set, (unsigned)from, (unsigned)to);
	}
	if (!eat(p, "]"))
		return refuse(p, "this [...] is not closed");
	if (negated)
		invert(&set);
	return tg_pattern_set(p, &set);
}
