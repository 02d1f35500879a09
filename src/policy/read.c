/*
 * Reading a policy: one table of keys for each map, one small function for each
 * key. What is written is put over the defaults. docs/policy.md explains them.
 */
#include "policy.h"

#include "../base/words.h"
#include "../markup/yaml.h"
#include "reading.h"

#include <string.h>

enum { STALE_DAYS_MAX = 3650 };

#define COUNT(a) (sizeof(a) / sizeof(*(a)))

static struct tg_policy *policy_of(const struct tg_value_reader *r)
{
	return r->into;
}

/* --- threat models -------------------------------------------------------- */

static enum tg_rc read_model_paths(struct tg_value_reader *r, const struct tg_tree *value)
{
	return tg_value_globs(r, value, TG_GLOB_CASELESS, &policy_of(r)->model_paths);
}

static enum tg_rc read_threshold(struct tg_value_reader *r, const struct tg_tree *value)
{
	static const char *const names[] = { "low", "medium", "high", "critical" };
	size_t index;
	enum tg_rc rc = tg_value_choice(r, value, names, COUNT(names), &index);

	if (rc == TG_OK)
		policy_of(r)->threshold = (enum tg_risk_level)(TG_RISK_LOW + index);
	return rc;
}

static enum tg_rc read_stale_days(struct tg_value_reader *r, const struct tg_tree *value)
{
	size_t days;
	enum tg_rc rc = tg_value_size(r, value, 0, STALE_DAYS_MAX, &days);

	if (rc == TG_OK)
		policy_of(r)->stale_days = (unsigned)days;
	return rc;
}

static enum tg_rc read_coverage(struct tg_value_reader *r, const struct tg_tree *value)
{
	struct tg_policy *p = policy_of(r);

	if (value->kind != TG_TREE_MAP)
		return tg_value_unexpected(r, value,
					   "a map from a model's path to a path list");
	p->covers = tg_arena_calloc(r->arena, value->n + 1, sizeof(*p->covers));
	p->n_covers = 0;
	for (size_t i = 0; i < value->n; i++) {
		const struct tg_tree *entry = value->items[i];
		struct tg_policy_cover *cover = &p->covers[p->n_covers++];
		struct tg_globs *checked = NULL;
		cover->model = tg_arena_dup(r->arena, entry->key);
		enum tg_rc rc = tg_value_texts(r, entry, &cover->covers, &cover->n);
		if (rc == TG_OK)
			rc = tg_value_globs(r, entry, 0, &checked);
		tg_globs_free(checked);
		if (rc != TG_OK)
			return rc;
	}
	return TG_OK;
}

static enum tg_rc read_threat_models(struct tg_value_reader *r,
				     const struct tg_tree *value)
{
	static const struct tg_value_key keys[] = {
		{ "paths", read_model_paths },
		{ "threshold", read_threshold },
		{ "coverage", read_coverage },
		{ "stale_days", read_stale_days },
		{ NULL, NULL },
	};

	return tg_value_map(r, value, keys);
}

/* --- rules and classes ---------------------------------------------------- */

static enum tg_rc read_disabled(struct tg_value_reader *r, const struct tg_tree *value)
{
	struct tg_policy *p = policy_of(r);

	return tg_value_texts(r, value, &p->disabled_rules, &p->n_disabled_rules);
}

static enum tg_rc read_ignored(struct tg_value_reader *r, const struct tg_tree *value)
{
	return tg_value_globs(r, value, 0, &policy_of(r)->ignored_paths);
}

static enum tg_rc read_rules(struct tg_value_reader *r, const struct tg_tree *value)
{
	static const struct tg_value_key keys[] = {
		{ "disable", read_disabled },
		{ "ignore", read_ignored },
		{ NULL, NULL },
	};

	return tg_value_map(r, value, keys);
}

/* One key for each class; the key's own name tells which. */
static enum tg_rc read_class(struct tg_value_reader *r, const struct tg_tree *value)
{
	static const char *const names[] = {
		[TG_CLASS_PRODUCTION] = "production", [TG_CLASS_TEST] = "test",
		[TG_CLASS_DOCS] = "docs",	      [TG_CLASS_GENERATED] = "generated",
		[TG_CLASS_VENDORED] = "vendored",     [TG_CLASS_CONFIG] = "config",
	};

	for (size_t i = 0; i < COUNT(names); i++)
		if (strcmp(names[i], value->key) == 0)
			return tg_value_globs(r, value, 0, &policy_of(r)->class_paths[i]);
	return TG_OK;
}

static enum tg_rc read_classes(struct tg_value_reader *r, const struct tg_tree *value)
{
	static const struct tg_value_key keys[] = {
		{ "production", read_class }, { "test", read_class },
		{ "docs", read_class },	      { "generated", read_class },
		{ "vendored", read_class },   { "config", read_class },
		{ NULL, NULL },
	};

	return tg_value_map(r, value, keys);
}

/* --- levels --------------------------------------------------------------- */

static bool names_a_group(const char *id)
{
	for (size_t i = 0; i < tg_finding_kinds_count; i++)
		if (tg_id_matches(id, tg_finding_kinds[i].id))
			return true;
	return false;
}

static enum tg_rc unknown_finding(struct tg_value_reader *r, const struct tg_tree *entry)
{
	const char **names =
		tg_arena_calloc(r->arena, tg_finding_kinds_count, sizeof(*names));

	for (size_t i = 0; i < tg_finding_kinds_count; i++)
		names[i] = tg_finding_kinds[i].id;
	const char *near = tg_words_nearest(entry->key, names, tg_finding_kinds_count);
	enum tg_rc rc =
		tg_key_error(r, entry, "no finding is called \"%.80s\"", entry->key);
	if (near)
		tg_err_hint(r->err, "Did you mean \"%s\"?", near);
	else
		tg_err_hint(r->err, "Ids look like model/missing; a group like model/*.");
	return rc;
}

static enum tg_rc read_levels(struct tg_value_reader *r, const struct tg_tree *value)
{
	static const char *const names[] = { "off", "note", "warning", "error" };
	struct tg_policy *p = policy_of(r);
	size_t level;

	if (value->kind == TG_TREE_NULL)
		return TG_OK;
	if (value->kind != TG_TREE_MAP)
		return tg_value_unexpected(r, value, "a map from finding to level");
	p->levels = tg_arena_calloc(r->arena, value->n + 1, sizeof(*p->levels));
	p->n_levels = 0;
	for (size_t i = 0; i < value->n; i++) {
		const struct tg_tree *entry = value->items[i];
		const struct tg_finding_kind *kind = tg_finding_kind(entry->key);
		if (!names_a_group(entry->key))
			return unknown_finding(r, entry);
		enum tg_rc rc = tg_value_choice(r, entry, names, COUNT(names), &level);
		if (rc != TG_OK)
			return rc;
		if (kind && kind->fixed && level == TG_POLICY_OFF) {
			rc = tg_value_error(r, entry, "%s cannot be switched off",
					    kind->id);
			tg_err_hint(r->err, "The lowest level for it is note.");
			return rc;
		}
		p->levels[p->n_levels].id = tg_arena_dup(r->arena, entry->key);
		p->levels[p->n_levels++].level = (enum tg_policy_level)level;
	}
	return TG_OK;
}

/* --- people --------------------------------------------------------------- */

static enum tg_rc read_bots(struct tg_value_reader *r, const struct tg_tree *value)
{
	struct tg_policy *p = policy_of(r);

	return tg_value_texts(r, value, &p->bots, &p->n_bots);
}

static enum tg_rc read_waiver_label(struct tg_value_reader *r, const struct tg_tree *value)
{
	if (value->kind == TG_TREE_NULL) {
		policy_of(r)->waiver_label = NULL;
		return TG_OK;
	}
	return tg_value_text(r, value, &policy_of(r)->waiver_label);
}

static enum tg_rc read_since(struct tg_value_reader *r, const struct tg_tree *value)
{
	return tg_value_date(r, value, &policy_of(r)->since);
}

/* --- limits --------------------------------------------------------------- */

static enum tg_rc read_limit(struct tg_value_reader *r, const struct tg_tree *value)
{
	struct tg_limits *l = &policy_of(r)->limits;
	const struct {
		const char *name;
		size_t least, most, *size;
		unsigned *number;
	} limits[] = {
		{ "file_bytes", 1u << 10, 64u << 20, &l->file_bytes, NULL },
		{ "line_bytes", 256, 64u << 10, &l->line_bytes, NULL },
		{ "files", 1, 1000000, &l->files, NULL },
		{ "diff_lines", 1, 100000000, &l->diff_lines, NULL },
		{ "matches_per_rule", 1, 10000, NULL, &l->matches_per_rule },
		{ "budget_ms", 100, 600000, NULL, &l->budget_ms },
	};
	size_t got = 0;

	for (size_t i = 0; i < COUNT(limits); i++) {
		if (strcmp(limits[i].name, value->key) != 0)
			continue;
		enum tg_rc rc = tg_value_size(r, value, limits[i].least, limits[i].most,
					      &got);
		if (rc == TG_OK && limits[i].size)
			*limits[i].size = got;
		else if (rc == TG_OK && limits[i].number)
			*limits[i].number = (unsigned)got;
		return rc;
	}
	return TG_OK;
}

static enum tg_rc read_limits(struct tg_value_reader *r, const struct tg_tree *value)
{
	static const struct tg_value_key keys[] = {
		{ "file_bytes", read_limit }, { "line_bytes", read_limit },
		{ "files", read_limit },      { "diff_lines", read_limit },
		{ "matches_per_rule", read_limit }, { "budget_ms", read_limit },
		{ NULL, NULL },
	};

	return tg_value_map(r, value, keys);
}

static const struct tg_value_key policy_keys[] = {
	{ "checklist", tg_policy_read_checklist },
	{ "threat_models", read_threat_models },
	{ "rules", read_rules },
	{ "classes", read_classes },
	{ "levels", read_levels },
	{ "bots", read_bots },
	{ "waiver_label", read_waiver_label },
	{ "since", read_since },
	{ "limits", read_limits },
	{ NULL, NULL },
};

enum tg_rc tg_policy_read(struct tg_policy **out, struct tg_arena *arena,
			  struct tg_str text, const char *file, struct tg_err *err)
{
	struct tg_tree *tree;

	*out = NULL;
	if (text.n > TG_POLICY_MAX_BYTES) {
		tg_err_set(err, TG_E_POLICY, "the policy is larger than %u bytes",
			   TG_POLICY_MAX_BYTES);
		return tg_err_at(err, file, 0, 0);
	}
	enum tg_rc rc = tg_yaml_read(&tree, arena, text, file, err);
	if (rc != TG_OK) {
		err->code = TG_E_POLICY;
		return err->code;
	}
	struct tg_policy *policy = tg_policy_default(arena);
	struct tg_value_reader r = { arena, file, err, policy };
	rc = tg_value_map(&r, tree, policy_keys);
	if (rc != TG_OK) {
		tg_policy_release(policy);
		return rc;
	}
	policy->path = tg_arena_dup(arena, file);
	*out = policy;
	return TG_OK;
}
