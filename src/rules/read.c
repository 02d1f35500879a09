/* Packs from YAML: rules/README.md describes the format. */
#include "rules.h"

#include "../base/map.h"
#include "../base/words.h"
#include "../git/language.h"
#include "../markup/yaml.h"
#include "pattern.h"
#include "reader.h"

#include <stddef.h>

typedef bool read_fn(struct tg_rule_reader *r, const struct tg_tree *node,
		     struct tg_rule *rule);

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
static const char *const roles[] = { "none", "endpoint", "guard", "validation",
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
	bool ok = tg_reader_choice(r, node, roles, &i);

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
	return tg_reader_bool(r, node, &rule->net);
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
	return tg_reader_text(r, node, &rule->line) &&
	       tg_reader_pattern(r, node, &rule->literals);
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
	return tg_reader_text(r, node, &rule->inside) &&
	       tg_reader_pattern(r, node, NULL);
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

/* --- paths --------------------------------------------------------------- */

/* `not` is written as further patterns with a '!' in the one list. */
static bool join_paths(struct tg_rule_reader *r, struct tg_rule *rule,
		       const char *const *more, const char *mark)
{
	static const char *const all[] = { "**", NULL };
	const char *const *have = rule->paths;
	const char **list;
	size_t n = 0, n_more = 0;

	if (have == NULL && *mark != '\0')
		have = all;
	while (have != NULL && have[n] != NULL)
		n++;
	while (more[n_more] != NULL)
		n_more++;
	list = tg_arena_calloc(r->arena, n + n_more + 1, sizeof(*list));
	for (size_t i = 0; i < n; i++)
		list[i] = have[i];
	for (size_t i = 0; i < n_more; i++)
		list[n + i] = tg_arena_printf(r->arena, "%s%s", mark, more[i]);
	rule->paths = list;
	return true;
}

static bool read_paths(struct tg_rule_reader *r, const struct tg_tree *node,
		       struct tg_rule *rule)
{
	const char *const *list, *const *taken = rule->paths;
	struct tg_globs *globs;
	struct tg_err why;
	size_t n = 0;

	if (!tg_reader_texts(r, node, &list))
		return false;
	while (list[n] != NULL)
		n++;
	if (tg_globs_new(&globs, r->arena, list, n, 0, &why) != TG_OK)
		return tg_reader_fail(r, node->kind == TG_TREE_LIST &&
				      why.line >= 1 && why.line <= node->n ?
				      node->items[why.line - 1] : node,
				      "%s", why.msg);
	tg_globs_free(globs);
	if (taken == NULL) {
		rule->paths = list;
		return true;
	}
	rule->paths = list; /* `not` came first: paths, then what it takes away */
	return join_paths(r, rule, taken + 1, "");
}

static bool read_not(struct tg_rule_reader *r, const struct tg_tree *node,
		     struct tg_rule *rule)
{
	const char *const *list;

	if (!tg_reader_texts(r, node, &list))
		return false;
	for (size_t i = 0; list[i] != NULL; i++)
		if (list[i][0] == '!')
			return tg_reader_fail(r, node, "'%.80s': 'not' takes away "
				"by itself, without a '!'", list[i]);
	return join_paths(r, rule, list, "!");
}

/* --- tests --------------------------------------------------------------- */

static bool is_diff_text(const char *text)
{
	struct tg_str rest = tg_str(text), line;

	while (tg_str_line(&rest, &line))
		if (line.n == 0 || (line.p[0] != '+' && line.p[0] != '-' &&
				    line.p[0] != ' '))
			return false;
	return true;
}

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

/* --- rules --------------------------------------------------------------- */

enum {
	REQUIRED = 1 << 0,
	LINE_ONLY = 1 << 1, /* means nothing without `line` */
	PATH_ONLY = 1 << 2  /* means nothing with `line` */
};

static const struct {
	const char *name;
	unsigned flags;
	read_fn *read;
} keys[] = {
	{ "id", REQUIRED, read_id },
	{ "title", REQUIRED, read_title },
	{ "topic", 0, read_topic },
	{ "triggers", 0, read_triggers },
	{ "stride", 0, read_stride },
	{ "severity", REQUIRED, read_severity },
	{ "confidence", REQUIRED, read_confidence },
	{ "languages", 0, read_languages },
	{ "paths", 0, read_paths },
	{ "not", 0, read_not },
	{ "classes", 0, read_classes },
	{ "status", PATH_ONLY, read_status },
	{ "change", 0, read_change },
	{ "role", 0, read_role },
	{ "control", 0, read_control },
	{ "comments", LINE_ONLY, read_comments },
	{ "on", LINE_ONLY, read_on },
	{ "from", LINE_ONLY, read_from },
	{ "net", LINE_ONLY, read_net },
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
#define N_KEYS (sizeof(keys) / sizeof(keys[0]))

static bool fail_key(struct tg_rule_reader *r, const struct tg_tree *entry)
{
	const char *names[N_KEYS + 1] = { NULL };
	struct tg_tree key = { .kind = TG_TREE_STRING, .string = entry->key,
		.line = entry->key_line, .column = entry->key_column };

	for (size_t i = 0; i < N_KEYS; i++)
		names[i] = keys[i].name;
	return tg_reader_fail_name(r, &key, "a key of a rule", names);
}

static bool check_keys(struct tg_rule_reader *r, const struct tg_tree *node)
{
	bool has_line = tg_tree_get(node, "line") != NULL;

	for (size_t i = 0; i < N_KEYS; i++) {
		const struct tg_tree *entry = tg_tree_get(node, keys[i].name);

		if (entry == NULL && (keys[i].flags & REQUIRED))
			return tg_reader_fail(r, node, "'%s' is missing",
					      keys[i].name);
		if (entry != NULL && (keys[i].flags & LINE_ONLY) && !has_line)
			return tg_reader_fail(r, entry, "'%s' needs 'line' beside it",
					      keys[i].name);
		if (entry != NULL && (keys[i].flags & PATH_ONLY) && has_line)
			return tg_reader_fail(r, entry, "'%s' is for rules without "
					      "'line'", keys[i].name);
	}
	if (!has_line && tg_tree_get(node, "paths") == NULL)
		return tg_reader_fail(r, node, "a rule needs 'line', or 'paths' "
				      "when it is about files");
	if (tg_tree_get(node, "topic") == NULL &&
	    tg_tree_get(node, "triggers") == NULL)
		return tg_reader_fail(r, node, "a rule needs a 'topic' or 'triggers'");
	return true;
}

static bool check_tests(struct tg_rule_reader *r, const struct tg_tree *node,
			const struct tg_rule *rule)
{
	const char *const *lists[] = { rule->match, rule->no_match };

	for (size_t i = 0; i < 2 && rule->line != NULL; i++)
		for (size_t k = 0; lists[i] != NULL && lists[i][k] != NULL; k++)
			if (!is_diff_text(lists[i][k]))
				return tg_reader_fail(r, tg_tree_get(node, "tests"),
					"the test '%.80s' is not a diff line: each "
					"line begins with '+', '-' or a blank",
					lists[i][k]);
	return true;
}

/* What follows from several keys together. */
static bool complete(struct tg_rule_reader *r, const struct tg_tree *node,
		     struct tg_rule *rule)
{
	static const char *const none[] = { NULL };

	if (rule->references == NULL)
		rule->references = none;
	if (rule->change == TG_RULE_REMOVED)
		rule->net = true;
	if (rule->line == NULL && rule->statuses == 0)
		rule->statuses = rule->change == TG_RULE_REMOVED ?
			1u << TG_STATUS_DELETED : 0;
	if (rule->line != NULL && rule->literals == NULL && !rule->no_literal) {
		tg_reader_fail(r, tg_tree_get(node, "line"),
			"no literal of %u bytes or more is in every match of "
			"'line', so it would be tried on every line",
			TG_LITERAL_MIN);
		tg_err_hint(r->err, "name what must be there in each alternative, "
			    "or add \"no_literal: why\"");
		return false;
	}
	if (rule->directly && rule->inside == NULL)
		return tg_reader_fail(r, tg_tree_get(node, "directly"),
				      "'directly' needs 'inside' beside it");
	return check_tests(r, node, rule);
}

static bool read_rule(struct tg_rule_reader *r, const struct tg_tree *node,
		      struct tg_rule *rule)
{
	if (node->kind != TG_TREE_MAP)
		return tg_reader_fail(r, node, "a rule must be a map");
	*rule = (struct tg_rule){ .topic = "", .file = r->file, .role = r->role,
		.change = node->n && tg_tree_get(node, "line") ? TG_RULE_ADDED :
			TG_RULE_EITHER,
		.file_line = node->line };
	r->id = tg_tree_get_text(node, "id", NULL);
	for (size_t i = 0; i < node->n; i++) {
		const struct tg_tree *entry = node->items[i];
		size_t k = 0;

		while (k < N_KEYS && !tg_str_is(tg_str(entry->key), keys[k].name))
			k++;
		if (k == N_KEYS)
			return fail_key(r, entry);
		if (!keys[k].read(r, entry, rule))
			return false;
	}
	return check_keys(r, node) && complete(r, node, rule);
}

static bool read_rules(struct tg_rule_reader *r, const struct tg_tree *list,
		       struct tg_rule_pack *out)
{
	struct tg_rule *rules;
	struct tg_map ids;

	if (!tg_tree_is(list, TG_TREE_LIST))
		return tg_reader_fail(r, list, "'rules' must be a list of rules");
	if (list->n > TG_RULES_MAX)
		return tg_reader_fail(r, list, "more than %u rules in one file",
				      TG_RULES_MAX);
	rules = tg_arena_calloc(r->arena, list->n + 1, sizeof(*rules));
	tg_map_init(&ids, r->arena);
	for (size_t i = 0; i < list->n; i++) {
		const struct tg_rule *first;

		r->id = NULL;
		if (!read_rule(r, list->items[i], &rules[i]))
			return false;
		first = tg_map_get(&ids, tg_str(rules[i].id));
		if (first != NULL)
			return tg_reader_fail(r, tg_tree_get(list->items[i], "id"),
				"this id is used twice: first in line %u",
				first->file_line);
		tg_map_set(&ids, tg_str(rules[i].id), &rules[i]);
	}
	out->rules = rules;
	out->n = list->n;
	return true;
}

static bool read_pack(struct tg_rule_reader *r, const struct tg_tree *root,
		      struct tg_rule_pack *out)
{
	static const char *const names[] = { "pack", "role", "rules", NULL };
	const struct tg_tree *role;
	unsigned role_index = 0;

	if (root->kind != TG_TREE_MAP)
		return tg_reader_fail(r, root, "a rule file is a map with 'pack' "
				      "and 'rules'");
	for (size_t i = 0; i < root->n; i++) {
		struct tg_tree key = { .kind = TG_TREE_STRING,
			.string = root->items[i]->key,
			.line = root->items[i]->key_line,
			.column = root->items[i]->key_column };
		unsigned index;

		if (!tg_reader_choice(r, &key, names, &index))
			return false;
	}
	if (tg_tree_get(root, "pack") == NULL || tg_tree_get(root, "rules") == NULL)
		return tg_reader_fail(r, root, "'%s' is missing",
			tg_tree_get(root, "pack") == NULL ? "pack" : "rules");
	role = tg_tree_get(root, "role");
	if (role != NULL && !tg_reader_choice(r, role, roles, &role_index))
		return false;
	r->role = (enum tg_rule_role)role_index;
	return tg_reader_text(r, tg_tree_get(root, "pack"), &out->name) &&
	       read_rules(r, tg_tree_get(root, "rules"), out);
}

bool tg_rules_is_file(const char *path)
{
	return tg_str_ends(tg_str(path), ".yml") || tg_str_ends(tg_str(path), ".yaml");
}

enum tg_rc tg_rules_read(struct tg_rule_pack *out, struct tg_arena *arena,
			 struct tg_str text, const char *file,
			 struct tg_err *err)
{
	struct tg_rule_reader r = { .arena = arena, .err = err };
	struct tg_tree *root;

	*out = (struct tg_rule_pack){ 0 };
	r.file = tg_arena_dup(arena, file);
	if (text.n > TG_RULES_MAX_BYTES) {
		tg_err_set(err, TG_E_RULE, "a rule file has at most %u bytes",
			   TG_RULES_MAX_BYTES);
		return tg_err_at(err, file, 0, 0);
	}
	if (tg_yaml_read(&root, arena, text, file, err) != TG_OK)
		return err->code;
	return read_pack(&r, root, out) ? TG_OK : err->code;
}
