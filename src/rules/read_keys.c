#include "read_keys.h"

#include "../base/words.h"
#include "../git/language.h"

static const char *const topics[] = { "user-input", "trust-boundary",
	"sensitive-data", "dependency", "abuse", NULL };
static const char *const triggers[] = { "new-feature", "new-integration",
	"auth-change", "new-data", "architecture", NULL };
static const char *const stride[] = { "spoofing", "tampering", "repudiation",
	"information-disclosure", "denial-of-service", "elevation-of-privilege",
	NULL };
static const char *const severities[] = { "low", "medium", "high", "critical",
	NULL };
static const char *const confidences[] = { "low", "medium", "high", NULL };
static const char *const changes[] = { "added", "removed", "either", NULL };
const char *const tg_rule_roles[] = { "none", "endpoint", "guard", "validation",
	"limit", "client", NULL };
static const char *const statuses[] = { "added", "deleted", "modified",
	"renamed", "copied", "type-changed", NULL };
static const char *const classes[] = { "production", "test", "docs", "generated",
	"vendored", "config", NULL };

/* --- values -------------------------------------------------------------- */

/* ^[a-z][a-z0-9.-]*$, with dots only where `dots`. */
static bool is_id(const char *s, bool dots)
{
	if (*s < 'a' || *s > 'z')
		return false;
	for (; *s; s++)
		if (!((*s >= 'a' && *s <= 'z') || tg_is_digit(*s) || *s == '-' ||
		      (dots && *s == '.')))
			return false;
	return true;
}

static bool read_id(struct tg_rule_reader *r, const struct tg_tree *node,
		    struct tg_rule *rule)
{
	if (!tg_reader_text(r, node, &rule->id))
		return false;
	if (!is_id(rule->id, true))
		return tg_reader_fail(r, node, "'%.80s' is not an id: lower-case "
			"letters, digits, '-' and '.', a letter first", rule->id);
	if (tg_str(rule->id).n > 80)
		return tg_reader_fail(r, node, "an id has at most 80 bytes");
	return true;
}

/* A team may have topics of its own, so a name is refused only when it looks
 * like a slip of one of the five. */
static bool read_topic(struct tg_rule_reader *r, const struct tg_tree *node,
		       struct tg_rule *rule)
{
	if (!tg_reader_text(r, node, &rule->topic))
		return false;
	for (size_t i = 0; topics[i] != NULL; i++) {
		struct tg_str known = tg_str(topics[i]);
		unsigned d = tg_words_distance(tg_str(rule->topic), known, 2);

		if (d > 0 && d <= 2)
			return tg_reader_fail_name(r, node, "a topic", topics);
	}
	if (!is_id(rule->topic, false))
		return tg_reader_fail_name(r, node, "a topic", topics);
	return true;
}

static bool read_title(struct tg_rule_reader *r, const struct tg_tree *node,
		       struct tg_rule *rule)
{
	return tg_reader_text(r, node, &rule->title);
}

static bool read_message(struct tg_rule_reader *r, const struct tg_tree *node,
			 struct tg_rule *rule)
{
	return tg_reader_text(r, node, &rule->message);
}

static bool read_ask(struct tg_rule_reader *r, const struct tg_tree *node,
		     struct tg_rule *rule)
{
	return tg_reader_text(r, node, &rule->ask);
}

static bool read_triggers(struct tg_rule_reader *r, const struct tg_tree *node,
			  struct tg_rule *rule)
{
	return tg_reader_choices(r, node, triggers, &rule->triggers);
}

static bool read_stride(struct tg_rule_reader *r, const struct tg_tree *node,
			struct tg_rule *rule)
{
	return tg_reader_choices(r, node, stride, &rule->stride);
}

static bool read_severity(struct tg_rule_reader *r, const struct tg_tree *node,
			  struct tg_rule *rule)
{
	unsigned i = 0;
	bool ok = tg_reader_choice(r, node, severities, &i);

	rule->severity = (enum tg_severity)i;
	return ok;
}

static bool read_confidence(struct tg_rule_reader *r, const struct tg_tree *node,
			    struct tg_rule *rule)
{
	unsigned i = 0;
	bool ok = tg_reader_choice(r, node, confidences, &i);

	rule->confidence = (enum tg_confidence)i;
	return ok;
}

static bool read_change(struct tg_rule_reader *r, const struct tg_tree *node,
			struct tg_rule *rule)
{
	unsigned i = 0;
	bool ok = tg_reader_choice(r, node, changes, &i);

	rule->change = (enum tg_rule_change)i;
	return ok;
}

static bool read_role(struct tg_rule_reader *r, const struct tg_tree *node,
		      struct tg_rule *rule)
{
	unsigned i = 0;
	bool ok = tg_reader_choice(r, node, tg_rule_roles, &i);

	rule->role = (enum tg_rule_role)i;
	return ok;
}

static bool read_status(struct tg_rule_reader *r, const struct tg_tree *node,
			struct tg_rule *rule)
{
	return tg_reader_choices(r, node, statuses, &rule->statuses);
}

static bool read_languages(struct tg_rule_reader *r, const struct tg_tree *node,
			   struct tg_rule *rule)
{
	size_t n = tg_language_count();
	const char **known = tg_arena_calloc(r->arena, n + 1, sizeof(*known));

	if (!tg_reader_texts(r, node, &rule->languages))
		return false;
	for (size_t i = 0; i < n; i++)
		known[i] = tg_language_at(i)->id;
	for (size_t i = 0; rule->languages[i] != NULL; i++)
		if (tg_language_by_id(rule->languages[i]) == NULL)
			return tg_reader_fail_name(r,
				node->kind == TG_TREE_LIST ? node->items[i] : node,
				"a known language", known);
	return true;
}

static bool read_classes(struct tg_rule_reader *r, const struct tg_tree *node,
			 struct tg_rule *rule)
{
	unsigned bits;

	return tg_reader_choices(r, node, classes, &bits) &&
	       tg_reader_texts(r, node, &rule->classes);
}

static bool read_references(struct tg_rule_reader *r, const struct tg_tree *node,
			    struct tg_rule *rule)
{
	return tg_reader_texts(r, node, &rule->references);
}

static bool read_comments(struct tg_rule_reader *r, const struct tg_tree *node,
			  struct tg_rule *rule)
{
	return tg_reader_bool(r, node, &rule->comments);
}

static bool read_control(struct tg_rule_reader *r, const struct tg_tree *node,
			 struct tg_rule *rule)
{
	return tg_reader_bool(r, node, &rule->control);
}

static bool read_net(struct tg_rule_reader *r, const struct tg_tree *node,
		     struct tg_rule *rule)
{
	static const char *const kinds[] = { "same", NULL };
	unsigned i = 0;

	rule->same = node->kind == TG_TREE_STRING;
	rule->net = rule->same;
	return rule->same ? tg_reader_choice(r, node, kinds, &i) :
			    tg_reader_bool(r, node, &rule->net);
}

static bool read_on(struct tg_rule_reader *r, const struct tg_tree *node,
		    struct tg_rule *rule)
{
	static const char *const kinds[] = { "any", "decision", NULL };
	unsigned i = 0;
	bool ok = tg_reader_choice(r, node, kinds, &i);

	rule->decision = i == 1;
	return ok;
}

static bool read_from(struct tg_rule_reader *r, const struct tg_tree *node,
		      struct tg_rule *rule)
{
	static const char *const kinds[] = { "anywhere", "outside", NULL };
	unsigned i = 0;
	bool ok = tg_reader_choice(r, node, kinds, &i);

	rule->outside = i == 1;
	return ok;
}

static bool read_fallback(struct tg_rule_reader *r, const struct tg_tree *node,
			  struct tg_rule *rule)
{
	return tg_reader_bool(r, node, &rule->fallback);
}

static bool read_caseless(struct tg_rule_reader *r, const struct tg_tree *node,
			  struct tg_rule *rule)
{
	return tg_reader_bool(r, node, &rule->caseless);
}

static bool read_no_literal(struct tg_rule_reader *r, const struct tg_tree *node,
			    struct tg_rule *rule)
{
	const char *reason;

	rule->no_literal = true;
	return tg_reader_text(r, node, &reason);
}

static bool read_line(struct tg_rule_reader *r, const struct tg_tree *node,
		      struct tg_rule *rule)
{
	struct tg_literals literals;

	if (!tg_reader_text(r, node, &rule->line) ||
	    !tg_reader_pattern(r, node, &literals))
		return false;
	rule->literals = literals.calling;
	rule->needs = literals.joined ? literals.needs : NULL;
	rule->n_needs = literals.n_needs;
	return true;
}

static bool read_unless(struct tg_rule_reader *r, const struct tg_tree *node,
			struct tg_rule *rule)
{
	return tg_reader_text(r, node, &rule->unless) &&
	       tg_reader_pattern(r, node, NULL);
}

static bool read_inside(struct tg_rule_reader *r, const struct tg_tree *node,
			struct tg_rule *rule)
{
	struct tg_literals literals;

	if (!tg_reader_text(r, node, &rule->inside) ||
	    !tg_reader_pattern(r, node, &literals))
		return false;
	rule->inside_needs = literals.needs;
	rule->n_inside_needs = literals.n_needs;
	return true;
}

static bool read_directly(struct tg_rule_reader *r, const struct tg_tree *node,
			  struct tg_rule *rule)
{
	return tg_reader_bool(r, node, &rule->directly);
}

static bool read_near(struct tg_rule_reader *r, const struct tg_tree *node,
		      struct tg_rule *rule)
{
	return tg_reader_text(r, node, &rule->near) &&
	       tg_reader_pattern(r, node, NULL);
}

static bool read_without(struct tg_rule_reader *r, const struct tg_tree *node,
			 struct tg_rule *rule)
{
	return tg_reader_text(r, node, &rule->without) &&
	       tg_reader_pattern(r, node, NULL);
}

/* --- tests --------------------------------------------------------------- */

static bool read_tests(struct tg_rule_reader *r, const struct tg_tree *node,
		       struct tg_rule *rule)
{
	static const char *const names[] = { "match", "no_match", NULL };

	if (node->kind != TG_TREE_MAP)
		return tg_reader_fail(r, node, "'tests' must be a map with "
				      "'match' and 'no_match'");
	for (size_t i = 0; i < node->n; i++) {
		struct tg_tree key = *node->items[i];
		unsigned index;

		key.kind = TG_TREE_STRING;
		key.string = key.key;
		key.line = key.key_line;
		key.column = key.key_column;
		if (!tg_reader_choice(r, &key, names, &index) ||
		    !tg_reader_texts(r, node->items[i],
				     index == 0 ? &rule->match : &rule->no_match))
			return false;
	}
	return true;
}

/* --- the table ----------------------------------------------------------- */

const struct tg_rule_key tg_rule_keys[] = {
	{ "id", REQUIRED, read_id },
	{ "title", REQUIRED, read_title },
	{ "topic", 0, read_topic },
	{ "triggers", 0, read_triggers },
	{ "stride", 0, read_stride },
	{ "severity", REQUIRED, read_severity },
	{ "confidence", REQUIRED, read_confidence },
	{ "languages", 0, read_languages },
	{ "paths", 0, tg_rule_read_paths },
	{ "not", 0, tg_rule_read_not },
	{ "classes", 0, read_classes },
	{ "status", PATH_ONLY, read_status },
	{ "change", 0, read_change },
	{ "role", 0, read_role },
	{ "control", 0, read_control },
	{ "comments", LINE_ONLY, read_comments },
	{ "on", LINE_ONLY, read_on },
	{ "net", LINE_ONLY, read_net },
	{ "from", LINE_ONLY, read_from },
	{ "fallback", LINE_ONLY, read_fallback },
	{ "caseless", LINE_ONLY, read_caseless },
	{ "no_literal", LINE_ONLY, read_no_literal },
	{ "line", 0, read_line },
	{ "unless", LINE_ONLY, read_unless },
	{ "inside", LINE_ONLY, read_inside },
	{ "directly", LINE_ONLY, read_directly },
	{ "near", LINE_ONLY, read_near },
	{ "without", LINE_ONLY, read_without },
	{ "message", REQUIRED, read_message },
	{ "ask", REQUIRED, read_ask },
	{ "references", 0, read_references },
	{ "tests", 0, read_tests },
};
