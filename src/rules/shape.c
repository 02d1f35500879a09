/*
 * Shapes whose cost explodes on a crafted line. PCRE2's match limit counts anew
 * at each start position, so it stops exponential patterns and lets quadratic
 * ones pass: those are refused here, before they meet a line.
 */
#include "pattern.h"

#include "../base/str.h"

#define MANY 16u  /* repetitions that count as unbounded inside others */
#define WIDE 128u /* a set this large runs through nearly anything */
#define GAP 300u  /* a bounded gap may be this long */

static enum tg_rc refuse(struct tg_err *err, const struct tg_node *node,
			 const char *what, const char *hint)
{
	tg_err_set(err, TG_E_RULE, "%s", what);
	tg_err_at(err, NULL, 0, node->column);
	return tg_err_hint(err, "%s", hint);
}

static bool unbounded(const struct tg_node *node, uint32_t limit)
{
	return node->kind == TG_NODE_REPEAT && node->max > limit;
}

static bool nullable(const struct tg_node *node)
{
	switch (node->kind) {
	case TG_NODE_SET:
		return false;
	case TG_NODE_CONCAT:
		for (size_t i = 0; i < node->n; i++)
			if (!nullable(node->children[i]))
				return false;
		return true;
	case TG_NODE_ALTERNATE:
		for (size_t i = 0; i < node->n; i++)
			if (nullable(node->children[i]))
				return true;
		return false;
	case TG_NODE_REPEAT:
		return node->min == 0 || nullable(node->children[0]);
	case TG_NODE_EMPTY:
	case TG_NODE_START:
	case TG_NODE_LOOK:
		return true;
	}
	return true;
}

static void unite(struct tg_bytes *set, const struct tg_bytes *other)
{
	for (size_t i = 0; i < 4; i++)
		set->bits[i] |= other->bits[i];
}

/* Every byte that the node can take. */
static struct tg_bytes bytes_of(const struct tg_node *node)
{
	struct tg_bytes set = { { 0 } };

	if (node->kind == TG_NODE_LOOK)
		return set;
	unite(&set, &node->set);
	for (size_t i = 0; i < node->n; i++) {
		struct tg_bytes one = bytes_of(node->children[i]);

		unite(&set, &one);
	}
	return set;
}

/* Every byte that a match of the node can begin with. */
static struct tg_bytes first_bytes(const struct tg_node *node)
{
	struct tg_bytes set = { { 0 } };

	if (node->kind == TG_NODE_LOOK)
		return set;
	unite(&set, &node->set);
	for (size_t i = 0; i < node->n; i++) {
		struct tg_bytes one = first_bytes(node->children[i]);

		unite(&set, &one);
		if (node->kind == TG_NODE_CONCAT && !nullable(node->children[i]))
			break;
	}
	return set;
}

/* Unites the bytes of all unbounded repetitions in the node. */
static bool repeated_bytes(const struct tg_node *node, struct tg_bytes *out)
{
	bool any = false;

	if (node->atomic)
		return false;
	if (unbounded(node, MANY)) {
		struct tg_bytes one = bytes_of(node);

		unite(out, &one);
		return true;
	}
	for (size_t i = 0; i < node->n; i++)
		any = repeated_bytes(node->children[i], out) || any;
	return any;
}

/* True when the body has a byte in each turn that its own repetitions cannot
 * take: then there is one way only to cut a text into turns. */
static bool separated(const struct tg_node *body, const struct tg_bytes *inner)
{
	while (body->kind == TG_NODE_CONCAT && body->n == 1 && !body->atomic)
		body = body->children[0];
	if (body->kind == TG_NODE_SET)
		return !tg_bytes_overlap(&body->set, inner);
	if (body->kind != TG_NODE_CONCAT)
		return false;
	for (size_t i = 0; i < body->n; i++)
		if (body->children[i]->kind == TG_NODE_SET &&
		    !tg_bytes_overlap(&body->children[i]->set, inner))
			return true;
	return false;
}

static bool turn_is_clear(const struct tg_node *body)
{
	struct tg_bytes inner = { { 0 } };

	while (body->kind == TG_NODE_CONCAT && body->n == 1 && !body->atomic)
		body = body->children[0];
	if (body->kind == TG_NODE_ALTERNATE) {
		for (size_t i = 0; i < body->n; i++)
			if (!turn_is_clear(body->children[i]))
				return false;
		return true;
	}
	return !repeated_bytes(body, &inner) || separated(body, &inner);
}

static enum tg_rc check_nesting(const struct tg_node *node, struct tg_err *err)
{
	if (unbounded(node, MANY) && !node->atomic &&
	    !turn_is_clear(node->children[0]))
		return refuse(err, node,
			      "a repetition inside a repetition can take exponential time",
			      "make the inner one end with a byte that it cannot itself match, "
			      "or bound both");
	for (size_t i = 0; i < node->n; i++)
		if (check_nesting(node->children[i], err) != TG_OK)
			return err->code;
	return TG_OK;
}

/* Runs of blanks are left out: "\s*,?\s*" is how people write, its cost is
 * bounded by the match limit, and no line of a program has thousands of them. */
static bool overlap_matters(const struct tg_bytes *a, const struct tg_bytes *b)
{
	for (unsigned byte = 0; byte < 256; byte++)
		if (!tg_is_space((char)byte) && tg_bytes_has(a, (unsigned char)byte) &&
		    tg_bytes_has(b, (unsigned char)byte))
			return true;
	return false;
}

/* Two repetitions side by side that can share the same bytes. */
static enum tg_rc check_neighbours(const struct tg_node *node,
				   struct tg_err *err)
{
	struct tg_bytes open = { { 0 } };

	for (size_t i = 0; i < node->n; i++) {
		const struct tg_node *child = node->children[i];
		struct tg_bytes one = { { 0 } }, first = first_bytes(child);

		if (check_neighbours(child, err) != TG_OK)
			return err->code;
		if (node->kind != TG_NODE_CONCAT)
			continue;
		if (unbounded(child, GAP) && !child->atomic) {
			one = bytes_of(child);
			if (overlap_matters(&open, &first))
				return refuse(err, child,
					"two unbounded repetitions of the same bytes stand side by side",
					"make them one, or put something between them");
		}
		if (!nullable(child))
			open = (struct tg_bytes){ { 0 } };
		unite(&open, &one);
	}
	return TG_OK;
}

static enum tg_rc check_start(const struct tg_node *node, bool *anchored,
			      struct tg_err *err);

static enum tg_rc check_each_start(const struct tg_node *node, bool anchored,
				   struct tg_err *err)
{
	for (size_t i = 0; i < node->n; i++) {
		bool own = anchored;

		if (check_start(node->children[i], &own, err) != TG_OK)
			return err->code;
	}
	return TG_OK;
}

/* Of parts in a row all count up to the first that takes up bytes. */
static enum tg_rc check_first_starts(const struct tg_node *node, bool *anchored,
				     struct tg_err *err)
{
	for (size_t i = 0; i < node->n; i++) {
		const struct tg_node *child = node->children[i];

		if (check_start(child, anchored, err) != TG_OK)
			return err->code;
		if (!nullable(child) && (!*anchored || child->kind == TG_NODE_CONCAT))
			break;
	}
	return TG_OK;
}

/* An unbounded repetition at the start is tried at every byte of a line. */
static enum tg_rc check_start(const struct tg_node *node, bool *anchored,
			      struct tg_err *err)
{
	switch (node->kind) {
	case TG_NODE_START:
	case TG_NODE_EMPTY:
	case TG_NODE_LOOK:
		*anchored = true;
		return TG_OK;
	case TG_NODE_REPEAT:
		if (!*anchored && unbounded(node, GAP))
			return refuse(err, node,
				"an unbounded repetition at the start is tried again at every "
				"byte of the line",
				"leave it out, anchor it with ^ or \\b, or bound it as in \\w{0,60}");
		return check_start(node->children[0], anchored, err);
	case TG_NODE_ALTERNATE:
		return check_each_start(node, *anchored, err);
	case TG_NODE_CONCAT:
		return check_first_starts(node, anchored, err);
	case TG_NODE_SET:
		return TG_OK;
	}
	return TG_OK;
}

/* How many runs through anything the longest way through the node has. */
static unsigned wide_runs(const struct tg_node *node, const struct tg_node **at)
{
	unsigned sum = 0, most = 0;

	if (unbounded(node, GAP)) {
		struct tg_bytes set = bytes_of(node);

		if (tg_bytes_count(&set) >= WIDE) {
			*at = node;
			return 1;
		}
	}
	for (size_t i = 0; i < node->n; i++) {
		unsigned n = wide_runs(node->children[i], at);

		sum += n;
		most = n > most ? n : most;
	}
	return node->kind == TG_NODE_ALTERNATE ? most : sum;
}

enum tg_rc tg_pattern_check_shape(const struct tg_node *root,
				  struct tg_err *err)
{
	const struct tg_node *at = root;
	bool anchored = false;

	if (check_nesting(root, err) != TG_OK ||
	    check_neighbours(root, err) != TG_OK ||
	    check_start(root, &anchored, err) != TG_OK)
		return err->code;
	if (wide_runs(root, &at) > 1)
		return refuse(err, at,
			      "two unbounded gaps in one pattern take quadratic time",
			      "bound them, as in .{0,200}");
	return TG_OK;
}
