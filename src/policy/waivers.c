/* Waivers and the baseline: what is known, put up with, by whom and until when. */
#include "policy.h"

#include "../markup/yaml.h"
#include "value.h"

#include <string.h>

/* A file of waivers, which grows with the years. */
#define LIST_MAX_BYTES (2u << 20)

enum { ENTRIES_MAX = 5000, FINGERPRINT_DIGITS = 32 };

/* "*" stands for a group, and only at the end of it. */
static bool is_pattern(const char *id)
{
	const char *star = strchr(id, '*');

	return !star || star[1] == '\0';
}

static bool finds_something(const char *id)
{
	for (size_t i = 0; i < tg_finding_kinds_count; i++)
		if (tg_id_matches(id, tg_finding_kinds[i].id))
			return true;
	return false;
}

/* A waiver with a typo in it would silently cover nothing. */
static enum tg_rc read_finding_id(struct tg_value_reader *r, const struct tg_tree *value,
				  const char **out)
{
	enum tg_rc rc = tg_value_text(r, value, out);

	if (rc != TG_OK || (is_pattern(*out) && finds_something(*out)))
		return rc;
	rc = tg_value_error(r, value, "no finding is called \"%.80s\"", *out);
	tg_err_hint(r->err, "Ids look like model/missing; a group like model/*.");
	return rc;
}

static enum tg_rc read_rule_id(struct tg_value_reader *r, const struct tg_tree *value,
			       const char **out)
{
	enum tg_rc rc = tg_value_text(r, value, out);

	if (rc != TG_OK ||
	    (strchr(*out, '.') && !strchr(*out, '/') && is_pattern(*out)))
		return rc;
	rc = tg_value_error(r, value, "\"%.80s\" is no rule id", *out);
	tg_err_hint(r->err, "Ids look like sql.python; a group like sql.*.");
	return rc;
}

static enum tg_rc read_fingerprint_text(struct tg_value_reader *r,
					const struct tg_tree *value, const char **out)
{
	/* all digits would be a number: the text as written counts */
	if (value->kind != TG_TREE_STRING && value->kind != TG_TREE_NUMBER)
		return tg_value_unexpected(r, value, "a fingerprint");
	const char *s = value->string;
	if (strlen(s) != FINGERPRINT_DIGITS ||
	    strspn(s, "0123456789abcdef") != FINGERPRINT_DIGITS)
		return tg_value_unexpected(r, value, "32 hex digits");
	*out = tg_arena_dup(r->arena, s);
	return TG_OK;
}

/* --- waivers -------------------------------------------------------------- */

static enum tg_rc waiver_finding(struct tg_value_reader *r, const struct tg_tree *value)
{
	struct tg_waiver *w = r->into;

	if (w->finding)
		return tg_key_error(r, value, "finding and rule do not go together");
	return read_finding_id(r, value, &w->finding);
}

static enum tg_rc waiver_rule(struct tg_value_reader *r, const struct tg_tree *value)
{
	struct tg_waiver *w = r->into;

	if (w->finding)
		return tg_key_error(r, value, "finding and rule do not go together");
	return read_rule_id(r, value, &w->finding);
}

static enum tg_rc waiver_path(struct tg_value_reader *r, const struct tg_tree *value)
{
	struct tg_waiver *w = r->into;
	struct tg_tree *one[1], list = *value;

	if (value->kind == TG_TREE_LIST)
		return tg_value_globs(r, value, 0, &w->paths);
	struct tg_tree entry = *value;
	one[0] = &entry;
	list.kind = TG_TREE_LIST;
	list.items = one;
	list.n = 1;
	return tg_value_globs(r, &list, 0, &w->paths);
}

static enum tg_rc waiver_reason(struct tg_value_reader *r, const struct tg_tree *value)
{
	struct tg_waiver *w = r->into;

	return tg_value_text(r, value, &w->reason);
}

static enum tg_rc waiver_owner(struct tg_value_reader *r, const struct tg_tree *value)
{
	struct tg_waiver *w = r->into;

	return tg_value_text(r, value, &w->owner);
}

static enum tg_rc waiver_expires(struct tg_value_reader *r, const struct tg_tree *value)
{
	struct tg_waiver *w = r->into;

	return tg_value_date(r, value, &w->expires);
}

static enum tg_rc waiver_fingerprint(struct tg_value_reader *r,
				     const struct tg_tree *value)
{
	struct tg_waiver *w = r->into;

	return read_fingerprint_text(r, value, &w->fingerprint);
}

/* The first key that a waiver must have and this one has not, or NULL. */
static const char *missing_key(const struct tg_waiver *w)
{
	const struct {
		bool there;
		const char *name;
	} keys[] = {
		{ w->finding, "finding or rule" }, { w->paths, "path" },
		{ w->reason, "reason" },	   { w->owner, "owner" },
		{ w->expires, "expires" },
	};

	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		if (!keys[i].there)
			return keys[i].name;
	return NULL;
}

static enum tg_rc read_waiver(struct tg_value_reader *r, const struct tg_tree *value,
			      struct tg_waiver *w)
{
	static const struct tg_value_key keys[] = {
		{ "finding", waiver_finding }, { "rule", waiver_rule },
		{ "path", waiver_path },       { "reason", waiver_reason },
		{ "owner", waiver_owner },     { "expires", waiver_expires },
		{ "fingerprint", waiver_fingerprint }, { NULL, NULL },
	};
	struct tg_value_reader in = *r;

	if (value->kind != TG_TREE_MAP)
		return tg_value_unexpected(r, value, "a waiver");
	in.into = w;
	w->line = value->line;
	enum tg_rc rc = tg_value_map(&in, value, keys);
	if (rc != TG_OK)
		return rc;
	const char *missing = missing_key(w);

	if (!missing)
		return TG_OK;
	rc = tg_value_error(r, value, "a waiver without %s", missing);
	tg_err_hint(r->err, "A waiver names finding or rule, path, reason, owner and "
			    "expires; \"**\" is every path.");
	return rc;
}

/* The list under `name`, the only key of its file. */
static enum tg_rc read_list(struct tg_value_reader *r, struct tg_str text,
			    const char *name, const struct tg_tree **list)
{
	struct tg_tree *tree;
	enum tg_rc rc = TG_OK;

	*list = NULL;
	if (text.n > LIST_MAX_BYTES) {
		tg_err_set(r->err, TG_E_POLICY, "the file is larger than %u bytes",
			   LIST_MAX_BYTES);
		return tg_err_at(r->err, r->file, 0, 0);
	}
	rc = tg_yaml_read(&tree, r->arena, text, r->file, r->err);
	if (rc != TG_OK) {
		r->err->code = TG_E_POLICY;
		return r->err->code;
	}
	if (tree->kind == TG_TREE_NULL)
		return TG_OK;
	if (tree->kind != TG_TREE_MAP)
		return tg_value_unexpected(r, tree, "a map");
	for (size_t i = 0; i < tree->n; i++) {
		if (strcmp(tree->items[i]->key, name) == 0) {
			*list = tree->items[i];
			continue;
		}
		rc = tg_key_error(r, tree->items[i], "unknown key \"%.80s\"",
				  tree->items[i]->key);
		tg_err_hint(r->err, "Known here: %s.", name);
		return rc;
	}
	if (!*list || (*list)->kind == TG_TREE_NULL) {
		*list = NULL;
		return TG_OK;
	}
	if ((*list)->kind != TG_TREE_LIST)
		return tg_value_unexpected(r, *list, "a list");
	if ((*list)->n > ENTRIES_MAX)
		return tg_value_error(r, *list, "more than %d entries", ENTRIES_MAX);
	return TG_OK;
}

enum tg_rc tg_waivers_read(struct tg_waivers *out, struct tg_arena *arena,
			   struct tg_str text, const char *file, struct tg_err *err)
{
	struct tg_value_reader r = { arena, file, err, NULL };
	const struct tg_tree *list;
	enum tg_rc rc;

	*out = (struct tg_waivers){ 0 };
	rc = read_list(&r, text, "waivers", &list);
	if (rc != TG_OK || !list)
		return rc;
	out->items = tg_arena_calloc(arena, list->n + 1, sizeof(*out->items));
	for (size_t i = 0; i < list->n && rc == TG_OK; i++) {
		out->n++;
		rc = read_waiver(&r, list->items[i], &out->items[i]);
	}
	if (rc != TG_OK)
		tg_waivers_release(out);
	return rc;
}

void tg_waivers_release(struct tg_waivers *waivers)
{
	for (size_t i = 0; i < waivers->n; i++)
		tg_globs_free(waivers->items[i].paths);
	*waivers = (struct tg_waivers){ 0 };
}

/* --- baseline ------------------------------------------------------------- */

static enum tg_rc entry_finding(struct tg_value_reader *r, const struct tg_tree *value)
{
	struct tg_baseline_entry *e = r->into;

	return read_finding_id(r, value, &e->finding);
}

static enum tg_rc entry_fingerprint(struct tg_value_reader *r, const struct tg_tree *value)
{
	struct tg_baseline_entry *e = r->into;

	return read_fingerprint_text(r, value, &e->fingerprint);
}

static enum tg_rc entry_path(struct tg_value_reader *r, const struct tg_tree *value)
{
	struct tg_baseline_entry *e = r->into;

	return tg_value_text(r, value, &e->path);
}

static enum tg_rc entry_reason(struct tg_value_reader *r, const struct tg_tree *value)
{
	struct tg_baseline_entry *e = r->into;

	return tg_value_text(r, value, &e->reason);
}

static enum tg_rc read_entry(struct tg_value_reader *r, const struct tg_tree *value,
			     struct tg_baseline_entry *e)
{
	static const struct tg_value_key keys[] = {
		{ "finding", entry_finding },
		{ "fingerprint", entry_fingerprint },
		{ "path", entry_path },
		{ "reason", entry_reason },
		{ NULL, NULL },
	};
	struct tg_value_reader in = *r;

	if (value->kind != TG_TREE_MAP)
		return tg_value_unexpected(r, value, "a baseline entry");
	in.into = e;
	e->line = value->line;
	e->path = "";
	enum tg_rc rc = tg_value_map(&in, value, keys);
	if (rc != TG_OK)
		return rc;
	const char *missing = !e->finding       ? "finding"
			      : !e->fingerprint ? "fingerprint"
			      : !e->reason      ? "reason"
						: NULL;
	if (!missing)
		return TG_OK;
	rc = tg_value_error(r, value, "a baseline entry without %s", missing);
	tg_err_hint(r->err, "Each entry says why it is put up with.");
	return rc;
}

enum tg_rc tg_baseline_read(struct tg_baseline *out, struct tg_arena *arena,
			    struct tg_str text, const char *file, struct tg_err *err)
{
	struct tg_value_reader r = { arena, file, err, NULL };
	const struct tg_tree *list;
	enum tg_rc rc;

	*out = (struct tg_baseline){ 0 };
	rc = read_list(&r, text, "baseline", &list);
	if (rc != TG_OK || !list)
		return rc;
	out->items = tg_arena_calloc(arena, list->n + 1, sizeof(*out->items));
	for (size_t i = 0; i < list->n && rc == TG_OK; i++, out->n++)
		rc = read_entry(&r, list->items[i], &out->items[i]);
	return rc;
}
