/* A policy means what it says, and one that is wrong says where, what was
 * expected, and which name was probably meant. */
#include "../../src/base/file.h"
#include "../../src/policy/policy.h"

#include <check.h>
#include <stdio.h>
#include <string.h>

#define COUNT(a) ((int)(sizeof(a) / sizeof(*(a))))

static struct tg_policy *read_policy(struct tg_arena *arena, const char *yaml)
{
	struct tg_policy *policy;
	struct tg_err err = { 0 };

	ck_assert_msg(tg_policy_read(&policy, arena, tg_str(yaml), ".threatgate.yml",
				     &err) == TG_OK,
		      "%u:%u %s", err.line, err.column, err.msg);
	return policy;
}

START_TEST(the_defaults_are_those_of_the_design)
{
	struct tg_arena arena = TG_ARENA_INIT;
	struct tg_policy *p = tg_policy_default(&arena);
	static const char *const models[] = {
		"docs/threat-models/order.md",	"docs/api/threat_model-v2.md",
		"docs/Threat Model.md",		"THREAT_MODEL.md",
		"services/pay/threat-model.md", "a/b/shop.tc.json",
		"shop.otm.yaml",		"x/threagile-shop.yaml",
		"ThreatDragonModels/shop/shop.json",
	};
	static const char *const others[] = {
		"docs/readme.md", "src/threat.c", "docs/threats.md", "otm.json",
	};

	ck_assert_ptr_null(p->path);
	ck_assert_str_eq(p->heading, "Security Considerations");
	ck_assert_int_eq(p->required, TG_REQUIRED_RELEVANT);
	ck_assert_uint_eq(p->n_items, 5);
	ck_assert_int_eq(p->threshold, TG_RISK_HIGH);
	ck_assert_uint_eq(p->discussion,
			  TG_ARCHITECTURE | TG_NEW_INTEGRATION | TG_NEW_FEATURE);
	ck_assert_ptr_nonnull(p->model_paths);
	for (int i = 0; i < COUNT(models); i++)
		ck_assert_msg(tg_globs_match(p->model_paths, models[i]), "%s", models[i]);
	for (int i = 0; i < COUNT(others); i++)
		ck_assert_msg(!tg_globs_match(p->model_paths, others[i]), "%s", others[i]);
	tg_policy_release(p);
	tg_arena_release(&arena);
}
END_TEST

START_TEST(an_empty_policy_is_the_default)
{
	struct tg_arena arena = TG_ARENA_INIT;
	struct tg_policy *p = read_policy(&arena, "# nothing yet\nchecklist:\n");

	ck_assert_str_eq(p->path, ".threatgate.yml");
	ck_assert_uint_eq(p->n_items, 5);
	ck_assert_uint_eq(p->limits.files, tg_limits_default.files);
	tg_policy_release(p);
	tg_arena_release(&arena);
}
END_TEST

START_TEST(a_built_in_item_is_named_by_its_id)
{
	struct tg_arena arena = TG_ARENA_INIT;
	struct tg_policy *p = read_policy(
		&arena, "checklist:\n  items:\n    - id: abuse\n"
			"    - {id: user-input, question: Any new input?}\n");

	ck_assert_uint_eq(p->n_items, 2);
	ck_assert_str_eq(p->items[0].question,
			 "Could this change be abused at scale? If yes, are there rate limits?");
	ck_assert_str_eq(p->items[1].question, "Any new input?");
	tg_policy_release(p);
	tg_arena_release(&arena);
}
END_TEST

START_TEST(every_key_is_read)
{
	struct tg_arena arena = TG_ARENA_INIT;
	struct tg_policy *p = read_policy(
		&arena,
		"checklist:\n"
		"  required: always\n"
		"  heading: Security\n"
		"  extra_items:\n"
		"    - {id: tenancy, question: 'Can one tenant see another?', topic: trust-boundary}\n"
		"  discussion: [architecture]\n"
		"threat_models:\n"
		"  paths: ['models/*.md', '!models/old.md']\n"
		"  threshold: medium\n"
		"  stale_days: 90\n"
		"  coverage:\n"
		"    models/a.md: ['services/a/**']\n"
		"rules:\n"
		"  disable: [ci.unpinned-action, 'abuse.*']\n"
		"  ignore: ['playground/**']\n"
		"classes:\n"
		"  test: ['qa/**']\n"
		"  generated: ['**/*.gen.go']\n"
		"levels:\n"
		"  model/review-needed: warning\n"
		"  model/*: note\n"
		"  discussion/missing: off\n"
		"bots: ['release[bot]']\n"
		"waiver_label: security-waived\n"
		"since: 2026-03-01\n"
		"limits:\n"
		"  file_bytes: 8 MiB\n"
		"  matches_per_rule: 20\n"
		"  budget_ms: 5000\n");

	ck_assert_int_eq(p->required, TG_REQUIRED_ALWAYS);
	ck_assert_str_eq(p->heading, "Security");
	ck_assert_uint_eq(p->n_items, 6);
	ck_assert_str_eq(p->items[5].id, "tenancy");
	ck_assert_str_eq(p->items[5].topic, "trust-boundary");
	ck_assert_uint_eq(p->discussion, TG_ARCHITECTURE);
	ck_assert(tg_globs_match(p->model_paths, "models/a.md"));
	ck_assert(!tg_globs_match(p->model_paths, "models/old.md"));
	ck_assert(!tg_globs_match(p->model_paths, "docs/threat-models/a.md"));
	ck_assert_int_eq(p->threshold, TG_RISK_MEDIUM);
	ck_assert_uint_eq(p->stale_days, 90);
	ck_assert_uint_eq(p->n_covers, 1);
	ck_assert_str_eq(p->covers[0].model, "models/a.md");
	ck_assert_str_eq(p->covers[0].covers[0], "services/a/**");
	ck_assert_uint_eq(p->n_disabled_rules, 2);
	ck_assert(tg_globs_match(p->ignored_paths, "playground/a.py"));
	ck_assert(tg_globs_match(p->class_paths[TG_CLASS_TEST], "qa/a.py"));
	ck_assert(tg_globs_match(p->class_paths[TG_CLASS_GENERATED], "x/y.gen.go"));
	ck_assert_ptr_null(p->class_paths[TG_CLASS_DOCS]);
	ck_assert_uint_eq(p->n_bots, 1);
	ck_assert_str_eq(p->bots[0], "release[bot]");
	ck_assert_str_eq(p->waiver_label, "security-waived");
	ck_assert_str_eq(p->since, "2026-03-01");
	ck_assert_uint_eq(p->limits.file_bytes, 8u << 20);
	ck_assert_uint_eq(p->limits.matches_per_rule, 20);
	ck_assert_uint_eq(p->limits.budget_ms, 5000);
	tg_policy_release(p);
	tg_arena_release(&arena);
}
END_TEST

/* Line or column 0: some place is given. `hint` is a part of the hint, or NULL
 * where there is nothing to add. */
static const struct {
	const char *label, *yaml;
	unsigned line, column;
	const char *msg, *hint;
} wrong[] = {
	{ "unknown key", "checklst:\n  required: always\n", 1, 1, "unknown key \"checklst\"",
	  "\"checklist\"" },
	{ "unknown nested key", "checklist:\n  requird: always\n", 2, 3,
	  "unknown key \"requird\"", "\"required\"" },
	{ "key near to none", "rules:\n  zzz: 1\n", 2, 3, "unknown key \"zzz\"",
	  "disable, ignore" },
	{ "unknown word", "checklist:\n  required: allways\n", 2, 13,
	  "required: \"allways\" is not known", "\"always\"" },
	{ "text for a list", "bots: dependabot\n", 1, 7, "bots: expected a list", "[\"dependabot\"]" },
	{ "list for text", "waiver_label: [a]\n", 1, 15, "expected text, found a list", NULL },
	{ "list for a map", "checklist: [a]\n", 1, 12, "expected a map, found a list", NULL },
	{ "map for a number", "threat_models: {stale_days: {}}\n", 1, 29,
	  "expected a number, found a map", NULL },
	{ "not a whole number", "threat_models: {stale_days: 1.5}\n", 1, 29,
	  "expected a whole number", NULL },
	{ "out of range", "limits:\n  line_bytes: 10\n", 2, 15, "out of range, 256 to 65536",
	  NULL },
	{ "huge", "limits:\n  file_bytes: 4294967295 MiB\n", 2, 15, "out of range", NULL },
	{ "bad glob", "rules:\n  ignore:\n    - src/**\n    - a[b\n", 4, 7, "a[b", NULL },
	{ "list begins with !", "rules:\n  ignore: ['!src/**']\n", 2, 0, "!src", NULL },
	{ "bad glob in coverage", "threat_models:\n  coverage:\n    a.md: ['!x']\n", 3, 0, "!x",
	  NULL },
	{ "no such day", "since: 2026-02-30\n", 1, 8, "expected a date", NULL },
	{ "unknown finding", "levels:\n  model/mising: off\n", 2, 3,
	  "no finding is called \"model/mising\"", "\"model/missing\"" },
	{ "unknown group", "levels:\n  modell/*: off\n", 2, 3, "no finding is called", NULL },
	{ "unknown level", "levels:\n  model/missing: warn\n", 2, 18, "\"warn\" is not known",
	  "note, warning" },
	{ "what must not be off", "levels:\n  gate/incomplete: off\n", 2, 20,
	  "cannot be switched off", "note" },
	{ "item without a question", "checklist:\n  items:\n    - id: a\n", 3, 7,
	  "has no question", NULL },
	{ "item without an id", "checklist:\n  items:\n    - question: Is it?\n", 3, 7,
	  "without an id", NULL },
	{ "item with a bad id", "checklist:\n  items:\n    - {id: A b, question: Is it?}\n", 3, 12,
	  "may hold only", NULL },
	{ "two items alike",
	  "checklist:\n  items:\n    - {id: a, question: Is it?}\n    - {id: a, question: Or?}\n",
	  4, 7, "two items have the id \"a\"", NULL },
	{ "an extra item that is there", "checklist:\n  extra_items:\n    - {id: abuse, question: "
					 "Is it?}\n", 3, 7, "two items have the id", NULL },
	{ "unknown trigger", "checklist:\n  discussion: [architcture]\n", 2, 16,
	  "\"architcture\" is not known", "\"architecture\"" },
	{ "syntax", "checklist:\n  required: [always\n", 0, 0, "", NULL },
	{ "twice", "bots: []\nbots: []\n", 0, 0, "", NULL },
	{ "not a map", "- a\n", 1, 1, "expected a map", NULL },
};

START_TEST(a_wrong_policy_is_explained)
{
	struct tg_arena arena = TG_ARENA_INIT;
	struct tg_policy *policy;
	struct tg_err err = { 0 };

	ck_assert_msg(tg_policy_read(&policy, &arena, tg_str(wrong[_i].yaml), "p.yml",
				     &err) == TG_E_POLICY,
		      "%s was taken", wrong[_i].label);
	ck_assert_ptr_null(policy);
	ck_assert_str_eq(err.file, "p.yml");
	ck_assert_msg(strstr(err.msg, wrong[_i].msg) != NULL, "%s: %s", wrong[_i].label,
		      err.msg);
	ck_assert_msg(err.line > 0 && err.column > 0, "%s: no place", wrong[_i].label);
	if (wrong[_i].line > 0)
		ck_assert_msg(err.line == wrong[_i].line, "%s: line %u", wrong[_i].label,
			      err.line);
	if (wrong[_i].column > 0)
		ck_assert_msg(err.column == wrong[_i].column, "%s: column %u",
			      wrong[_i].label, err.column);
	if (wrong[_i].hint)
		ck_assert_msg(strstr(err.hint, wrong[_i].hint) != NULL, "%s: %s",
			      wrong[_i].label, err.hint);
	tg_arena_release(&arena);
}
END_TEST

/* --- levels ------------------------------------------------------------------ */

static const struct {
	const char *label, *yaml, *id;
	enum tg_level given, want;
	bool on;
} level_cases[] = {
	{ "nothing said", "", "model/missing", TG_LEVEL_WARNING, TG_LEVEL_WARNING, true },
	{ "raised", "levels: {model/missing: error}", "model/missing", TG_LEVEL_WARNING,
	  TG_LEVEL_ERROR, true },
	{ "off", "levels: {model/missing: off}", "model/missing", TG_LEVEL_WARNING, 0, false },
	{ "group", "levels: {model/*: note}", "model/stale", TG_LEVEL_WARNING, TG_LEVEL_NOTE,
	  true },
	{ "not its group", "levels: {model/*: note}", "mitigation/missing", TG_LEVEL_ERROR,
	  TG_LEVEL_ERROR, true },
	{ "itself before its group", "levels: {model/stale: error, model/*: off}", "model/stale",
	  TG_LEVEL_WARNING, TG_LEVEL_ERROR, true },
	{ "itself before a group of its name", "levels: {model/stale: error, model/stale*: off}",
	  "model/stale", TG_LEVEL_WARNING, TG_LEVEL_ERROR, true },
	{ "longer group first", "levels: {model/threat*: note, '*': off}", "model/threat-deleted",
	  TG_LEVEL_ERROR, TG_LEVEL_NOTE, true },
	{ "all off leaves the gate's own", "levels: {'*': off}", "gate/incomplete", TG_LEVEL_ERROR,
	  TG_LEVEL_NOTE, true },
};

START_TEST(levels_are_applied)
{
	struct tg_arena arena = TG_ARENA_INIT;
	struct tg_policy *p = read_policy(&arena, level_cases[_i].yaml);
	enum tg_level level = level_cases[_i].given;
	bool on = tg_policy_level(p, level_cases[_i].id, &level);

	ck_assert_msg(on == level_cases[_i].on, "%s", level_cases[_i].label);
	if (on)
		ck_assert_msg(level == level_cases[_i].want, "%s: %s",
			      level_cases[_i].label, tg_level_name(level));
	tg_policy_release(p);
	tg_arena_release(&arena);
}
END_TEST

START_TEST(dates_are_days_that_exist)
{
	ck_assert(tg_date_is("2026-03-01"));
	ck_assert(tg_date_is("2024-02-29"));
	ck_assert(!tg_date_is("2026-02-29"));
	ck_assert(!tg_date_is("2026-13-01"));
	ck_assert(!tg_date_is("2026-00-10"));
	ck_assert(!tg_date_is("2026-3-1"));
	ck_assert(!tg_date_is("2026-03-01T00:00:00Z"));
	ck_assert(!tg_date_is(""));
}
END_TEST

/* --- waivers and the baseline -------------------------------------------------- */

#define WAIVER_REST "reason: r, owner: o, expires: 2026-12-31}\n"

START_TEST(waivers_are_read)
{
	struct tg_arena arena = TG_ARENA_INIT;
	struct tg_waivers w;
	struct tg_err err = { 0 };
	const char *yaml =
		"waivers:\n"
		"  - finding: mitigation/missing\n"
		"    path: services/order/**\n"
		"    reason: The gateway is replaced in May.\n"
		"    owner: '@shop/security'\n"
		"    expires: 2026-05-31\n"
		"  - {rule: auth.guard-removed.django, path: [a/**, '!a/b/**'], " WAIVER_REST;

	ck_assert_int_eq(tg_waivers_read(&w, &arena, tg_str(yaml), TG_WAIVERS_PATH, &err),
			 TG_OK);
	ck_assert_uint_eq(w.n, 2);
	ck_assert_str_eq(w.items[0].finding, "mitigation/missing");
	ck_assert(tg_globs_match(w.items[0].paths, "services/order/a.py"));
	ck_assert_str_eq(w.items[0].owner, "@shop/security");
	ck_assert_uint_eq(w.items[0].line, 2);
	ck_assert_str_eq(w.items[1].finding, "auth.guard-removed.django");
	ck_assert(!tg_globs_match(w.items[1].paths, "a/b/c.py"));
	tg_waivers_release(&w);
	tg_arena_release(&arena);
}
END_TEST

static const struct {
	const char *label, *yaml, *msg;
} wrong_waivers[] = {
	{ "no finding", "waivers:\n  - {path: a, " WAIVER_REST, "without finding or rule" },
	{ "no path", "waivers:\n  - {finding: model/missing, " WAIVER_REST, "without path" },
	{ "no reason", "waivers:\n  - {finding: model/missing, path: a, owner: o, expires: "
		       "2026-12-31}\n", "without reason" },
	{ "no owner", "waivers:\n  - {finding: model/missing, path: a, reason: r, expires: "
		      "2026-12-31}\n", "without owner" },
	{ "no end", "waivers:\n  - {finding: model/missing, path: a, reason: r, owner: o}\n",
	  "without expires" },
	{ "empty reason", "waivers:\n  - {finding: model/missing, path: a, reason: '  ', owner: o, "
			  "expires: 2026-12-31}\n", "reason is empty" },
	{ "both", "waivers:\n  - {finding: model/missing, rule: a.b, path: a, " WAIVER_REST,
	  "do not go together" },
	{ "a rule as finding", "waivers:\n  - {finding: auth.x, path: a, " WAIVER_REST,
	  "no finding is called \"auth.x\"" },
	{ "a typo", "waivers:\n  - {finding: model/mising, path: a, " WAIVER_REST,
	  "no finding is called \"model/mising\"" },
	{ "a star in the middle", "waivers:\n  - {finding: '*/missing', path: a, " WAIVER_REST,
	  "no finding is called" },
	{ "a finding as rule", "waivers:\n  - {rule: model/missing, path: a, " WAIVER_REST,
	  "is no rule id" },
	{ "every rule", "waivers:\n  - {rule: '*', path: a, " WAIVER_REST, "is no rule id" },
	{ "wrong day", "waivers:\n  - {finding: model/missing, path: a, reason: r, owner: o, "
		       "expires: soon}\n", "expected a date" },
	{ "unknown key", "waivers:\n  - {finding: model/missing, paths: a, " WAIVER_REST,
	  "unknown key \"paths\"" },
	{ "other file", "baseline: []\n", "unknown key \"baseline\"" },
	{ "not a list", "waivers: {a: b}\n", "expected a list" },
};

START_TEST(wrong_waivers_are_explained)
{
	struct tg_arena arena = TG_ARENA_INIT;
	struct tg_waivers w;
	struct tg_err err = { 0 };

	ck_assert_msg(tg_waivers_read(&w, &arena, tg_str(wrong_waivers[_i].yaml),
				      TG_WAIVERS_PATH, &err) == TG_E_POLICY,
		      "%s was taken", wrong_waivers[_i].label);
	ck_assert_msg(strstr(err.msg, wrong_waivers[_i].msg) != NULL, "%s: %s",
		      wrong_waivers[_i].label, err.msg);
	ck_assert(err.line > 0);
	ck_assert_str_eq(err.file, TG_WAIVERS_PATH);
	tg_arena_release(&arena);
}
END_TEST

START_TEST(the_baseline_is_read)
{
	struct tg_arena arena = TG_ARENA_INIT;
	struct tg_baseline b;
	struct tg_err err = { 0 };

	ck_assert_int_eq(
		tg_baseline_read(&b, &arena,
				 tg_str("baseline:\n"
					"  - finding: model/threat-unmitigated\n"
					"    fingerprint: 00112233445566778899001122334455\n"
					"    path: docs/threat-models/a.md\n"
					"    reason: Older than the gate.\n"),
				 TG_BASELINE_PATH, &err),
		TG_OK);
	ck_assert_uint_eq(b.n, 1);
	ck_assert_str_eq(b.items[0].fingerprint, "00112233445566778899001122334455");
	ck_assert_str_eq(b.items[0].reason, "Older than the gate.");
	ck_assert_int_eq(tg_baseline_read(&b, &arena,
					  tg_str("baseline:\n  - finding: model/stale\n"
						 "    fingerprint: "
						 "00112233445566778899aabbccddeeff\n"),
					  TG_BASELINE_PATH, &err),
			 TG_E_POLICY);
	ck_assert_msg(strstr(err.msg, "without reason") != NULL, "%s", err.msg);
	ck_assert_int_eq(tg_baseline_read(&b, &arena, tg_str(""), TG_BASELINE_PATH, &err),
			 TG_OK);
	ck_assert_uint_eq(b.n, 0);
	tg_arena_release(&arena);
}
END_TEST

START_TEST(every_finding_has_its_words)
{
	for (size_t i = 0; i < tg_finding_kinds_count; i++) {
		const struct tg_finding_kind *k = &tg_finding_kinds[i];
		ck_assert_ptr_eq(tg_finding_kind(k->id), k); /* no id twice */
		ck_assert(strchr(k->id, '/') != NULL && strlen(k->title) > 10);
		ck_assert_msg(k->title[strlen(k->title) - 1] != '.', "%s", k->id);
	}
}
END_TEST

/* What docs/policy.md says of a finding is what it is. */
START_TEST(the_page_has_every_finding_with_its_level)
{
	struct tg_buf page = TG_BUF_INIT(1u << 20);
	struct tg_err err;

	ck_assert_int_eq(tg_file_read(&page, "docs/policy.md", 1u << 20, &err), TG_OK);
	for (size_t i = 0; i < tg_finding_kinds_count; i++) {
		const struct tg_finding_kind *k = &tg_finding_kinds[i];
		char row[160];

		snprintf(row, sizeof(row), "\n| `%s` | %s", k->id, tg_level_name(k->level));
		ck_assert_msg(tg_str_find(tg_buf_str(&page), tg_str(row)) != SIZE_MAX, "%s",
			      row);
	}
	tg_buf_release(&page);
}
END_TEST

Suite *policy_suite(void);

Suite *policy_suite(void)
{
	Suite *s = suite_create("policy");
	TCase *t = tcase_create("policy");

	tcase_add_test(t, the_defaults_are_those_of_the_design);
	tcase_add_test(t, the_page_has_every_finding_with_its_level);
	tcase_add_test(t, an_empty_policy_is_the_default);
	tcase_add_test(t, a_built_in_item_is_named_by_its_id);
	tcase_add_test(t, every_key_is_read);
	tcase_add_loop_test(t, a_wrong_policy_is_explained, 0, COUNT(wrong));
	tcase_add_loop_test(t, levels_are_applied, 0, COUNT(level_cases));
	tcase_add_test(t, dates_are_days_that_exist);
	tcase_add_test(t, every_finding_has_its_words);
	suite_add_tcase(s, t);
	t = tcase_create("waivers");
	tcase_add_test(t, waivers_are_read);
	tcase_add_loop_test(t, wrong_waivers_are_explained, 0, COUNT(wrong_waivers));
	tcase_add_test(t, the_baseline_is_read);
	suite_add_tcase(s, t);
	return s;
}
