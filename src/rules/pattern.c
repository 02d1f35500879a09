#include "pattern.h"

#include "../base/vec.h"

#define MAX_DEPTH 40u
#define MAX_REPEAT 1000u

struct parser {
	struct tg_arena *arena;
	struct tg_str text;
	size_t at;
	unsigned depth;
	struct tg_err *err;
};

struct node_list {
	struct tg_node **items;
	size_t n, cap;
};

static struct tg_node *parse_alternation(struct parser *p);

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

static void add_range(struct tg_bytes *set, unsigned from, unsigned to)
{
	for (unsigned byte = from; byte <= to; byte++)
		set->bits[byte >> 6] |= UINT64_C(1) << (byte & 63);
}

static void invert(struct tg_bytes *set)
{
	for (size_t i = 0; i < 4; i++)
		set->bits[i] = ~set->bits[i];
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

/* --- reading ------------------------------------------------------------- */

static bool more(const struct parser *p)
{
	return p->at < p->text.n;
}

static char peek(const struct parser *p)
{
	return more(p) ? p->text.p[p->at] : '\0';
}

static bool looking_at(const struct parser *p, const char *s)
{
	return tg_str_starts(tg_str_from(p->text, p->at), s);
}

static bool eat(struct parser *p, const char *s)
{
	if (!looking_at(p, s))
		return false;
	p->at += tg_str(s).n;
	return true;
}

/* Sets the error at the current place; NULL, so that it can be returned. */
static struct tg_node *refuse(struct parser *p, const char *what)
{
	tg_err_set(p->err, TG_E_RULE, "%s", what);
	tg_err_at(p->err, NULL, 0, (unsigned)p->at + 1);
	return NULL;
}

static struct tg_node *new_node(struct parser *p, enum tg_node_kind kind)
{
	struct tg_node *node = tg_arena_alloc(p->arena, sizeof(*node));

	node->kind = kind;
	node->column = (unsigned)p->at + 1;
	return node;
}

static void push_node(struct parser *p, struct node_list *list,
		      struct tg_node *node)
{
	*TG_VEC_PUSH(p->arena, list) = node;
}

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

static struct tg_node *set_node(struct parser *p, const struct tg_bytes *set)
{
	struct tg_node *node = new_node(p, TG_NODE_SET);

	node->set = *set;
	return node;
}

static struct tg_node *parse_escape(struct parser *p)
{
	struct tg_bytes set = { { 0 } };
	size_t start = p->at++;
	char c = peek(p);
	int byte;

	if (more(p) && class_escape(c, &set)) {
		p->at++;
		return set_node(p, &set);
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
	return set_node(p, &set);
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

static struct tg_node *parse_bracket(struct parser *p)
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
	return set_node(p, &set);
}

/* What stands between "(?" and the group's body. */
static bool group_head(struct parser *p, struct tg_node *wrap)
{
	static const char *const looks[] = { "=", "!", "<=", "<!" };
	size_t start;

	for (size_t i = 0; i < 4; i++)
		if (eat(p, looks[i])) {
			wrap->kind = TG_NODE_LOOK;
			return true;
		}
	if (eat(p, ">")) {
		wrap->atomic = true;
		return true;
	}
	if (eat(p, "P<") || eat(p, "<")) {
		while (more(p) && peek(p) != '>')
			p->at++;
		return eat(p, ">");
	}
	start = p->at;
	while (peek(p) == 'i' || peek(p) == 's' || peek(p) == 'm' || peek(p) == '-')
		p->at++;
	if (peek(p) == ')' && p->at > start)
		return true;
	return eat(p, ":");
}

static struct tg_node *parse_group(struct parser *p)
{
	struct tg_node *wrap = new_node(p, TG_NODE_CONCAT), *body;

	p->at++;
	if (looking_at(p, "*"))
		return refuse(p, "verbs are not supported in a rule");
	if (eat(p, "?") && !group_head(p, wrap))
		return refuse(p, "this kind of group is not supported in a rule");
	if (++p->depth > MAX_DEPTH)
		return refuse(p, "the groups are nested too deeply");
	body = parse_alternation(p);
	if (body == NULL)
		return NULL;
	p->depth--;
	if (!eat(p, ")"))
		return refuse(p, "this group is not closed");
	wrap->children = tg_arena_calloc(p->arena, 1, sizeof(struct tg_node *));
	wrap->children[0] = body;
	wrap->n = 1;
	return wrap;
}

static struct tg_node *parse_atom(struct parser *p)
{
	struct tg_bytes set = { { 0 } };
	char c = peek(p);

	switch (c) {
	case '(':
		return parse_group(p);
	case '[':
		return parse_bracket(p);
	case '\\':
		return parse_escape(p);
	case '^':
		p->at++;
		return new_node(p, TG_NODE_START);
	case '$':
		p->at++;
		return new_node(p, TG_NODE_EMPTY);
	case '*':
	case '+':
	case '?':
		return refuse(p, "nothing stands before this quantifier");
	case '.':
		add_range(&set, '\n', '\n');
		invert(&set);
		break;
	default:
		add_range(&set, (unsigned char)c, (unsigned char)c);
	}
	p->at++;
	return set_node(p, &set);
}

static bool number(struct parser *p, uint32_t *out)
{
	size_t start = p->at;
	uint32_t value = 0;

	while (tg_is_digit(peek(p)) && value <= MAX_REPEAT)
		value = value * 10 + (uint32_t)(p->text.p[p->at++] - '0');
	*out = value;
	return p->at > start;
}

/* {n}, {n,} or {n,m}. False when the brace is only a brace. */
static bool braces(struct parser *p, uint32_t *min, uint32_t *max)
{
	size_t start = p->at;

	if (eat(p, "{") && number(p, min)) {
		*max = *min;
		if (eat(p, ",") && !number(p, max))
			*max = TG_REPEAT_INFINITE;
		if (eat(p, "}"))
			return true;
	}
	p->at = start;
	return false;
}

static bool quantifier(struct parser *p, uint32_t *min, uint32_t *max)
{
	*min = peek(p) == '+';
	*max = peek(p) == '?' ? 1 : TG_REPEAT_INFINITE;
	if (eat(p, "*") || eat(p, "+") || eat(p, "?"))
		return true;
	return peek(p) == '{' && braces(p, min, max);
}

static struct tg_node *parse_repeat(struct parser *p)
{
	unsigned column = (unsigned)p->at + 1;
	struct tg_node *atom = parse_atom(p), *node;
	uint32_t min, max;

	if (atom != NULL)
		atom->column = column;
	while (atom != NULL && more(p) && quantifier(p, &min, &max)) {
		if (min > MAX_REPEAT || (max != TG_REPEAT_INFINITE && max > MAX_REPEAT))
			return refuse(p, "more than 1000 repetitions");
		if (min > max)
			return refuse(p, "this range ends before it begins");
		node = new_node(p, TG_NODE_REPEAT);
		node->column = column;
		node->min = min;
		node->max = max;
		node->children = tg_arena_calloc(p->arena, 1, sizeof(atom));
		node->children[0] = atom;
		node->n = 1;
		node->atomic = eat(p, "+");
		if (!node->atomic)
			(void)eat(p, "?");
		atom = node;
	}
	return atom;
}

static struct tg_node *gather(struct parser *p, enum tg_node_kind kind,
			      const struct node_list *list)
{
	struct tg_node *node = new_node(p, kind);

	node->children = list->items;
	node->n = list->n;
	return node;
}

static struct tg_node *parse_concat(struct parser *p)
{
	struct node_list list = { 0 };

	while (more(p) && peek(p) != '|' && peek(p) != ')') {
		struct tg_node *node = parse_repeat(p);

		if (node == NULL)
			return NULL;
		push_node(p, &list, node);
	}
	return gather(p, TG_NODE_CONCAT, &list);
}

static struct tg_node *parse_alternation(struct parser *p)
{
	struct node_list list = { 0 };

	do {
		struct tg_node *node = parse_concat(p);

		if (node == NULL)
			return NULL;
		push_node(p, &list, node);
	} while (eat(p, "|"));
	return list.n == 1 ? list.items[0] : gather(p, TG_NODE_ALTERNATE, &list);
}

enum tg_rc tg_pattern_parse(struct tg_node **out, struct tg_arena *arena,
			    struct tg_str pattern, struct tg_err *err)
{
	struct parser p = { .arena = arena, .text = pattern, .err = err };

	*out = parse_alternation(&p);
	if (*out != NULL && more(&p))
		*out = refuse(&p, "this ')' closes nothing");
	return *out == NULL ? TG_E_RULE : TG_OK;
}
