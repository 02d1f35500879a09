#include "pattern_parser.h"

#include "../base/vec.h"

#define MAX_DEPTH 40u
#define MAX_REPEAT 1000u

struct node_list {
	struct tg_node **items;
	size_t n, cap;
};

static struct tg_node *parse_alternation(struct parser *p);

static void push_node(struct parser *p, struct node_list *list,
		      struct tg_node *node)
{
	*TG_VEC_PUSH(p->arena, list) = node;
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
		return tg_pattern_bracket(p);
	case '\\':
		return tg_pattern_escape(p);
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
	return tg_pattern_set(p, &set);
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

	if (atom == NULL)
		return NULL;
	atom->column = column;
	while (more(p) && quantifier(p, &min, &max)) {
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
