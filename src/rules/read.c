/* Packs from YAML: rules/README.md describes the format. */
#include "rules.h"

#include "../base/map.h"
#include "../markup/yaml.h"
#include "pattern.h"
#include "read_keys.h"

#define N_KEYS TG_RULE_KEYS
static const struct tg_rule_key *const keys = tg_rule_keys;
static const char *const *const roles = tg_rule_roles;

/* --- rules --------------------------------------------------------------- */

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

static bool is_diff_text(const char *text)
{
	struct tg_str rest = tg_str(text), line;

	while (tg_str_line(&rest, &line))
		if (line.n == 0 || (line.p[0] != '+' && line.p[0] != '-' &&
				    line.p[0] != ' '))
			return false;
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
