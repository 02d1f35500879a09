/* A wrong rule file is explained with its place and what was expected. */
#include "../../src/rules/rules.h"

#include <check.h>
#include <stdio.h>
#include <string.h>

static struct tg_arena arena;

static void release(void)
{
	tg_arena_release(&arena);
}

/* A rule that is right, with one line replaced or added. */
static struct tg_str document(const char *line, const char *more)
{
	return tg_str(tg_arena_printf(&arena,
		"pack: test\n"
		"rules:\n"
		"  - id: team.guard\n"
		"    title: A guard was removed\n"
		"    topic: trust-boundary\n"
		"    severity: high\n"
		"    confidence: high\n"
		"    message: The guard is gone.\n"
		"    ask: Who may call this now?\n"
		"    %s\n"
		"%s", line, more));
}

static const struct {
	const char *label, *line, *more, *says, *hint;
	unsigned at, column;
} wrong[] = {
	{ "unknown key", "lin: 'require_admin'", "", "did you mean 'line'", "unless",
	  10, 5 },
	{ "no pattern, no paths", "change: added", "", "needs 'line'", "", 3, 5 },
	{ "a list for a text", "line: [a, b]", "", "must be a text", "", 10, 11 },
	{ "unknown trigger", "line: 'require_admin'",
	  "    triggers: [auth-chance]\n", "did you mean 'auth-change'",
	  "new-integration", 11, 16 },
	{ "unknown language", "line: 'require_admin'",
	  "    languages: [pyton]\n", "did you mean 'python'", "expected one of",
	  11, 17 },
	{ "unknown class", "line: 'require_admin'", "    classes: [prod]\n",
	  "'prod' is not known here", "production", 11, 15 },
	{ "not a boolean", "line: 'require_admin'", "    control: sometimes\n",
	  "must be true or false", "", 11, 14 },
	{ "pattern that explodes", "line: 'admin(a+)+'", "", "inside a repetition",
	  "bound", 10, 17 },
	{ "pattern that is broken", "line: 'admin(a'", "", "not closed", "", 10, 19 },
	{ "no literal", "line: '\\d+\\s'", "", "at the start", "", 10, 12 },
	{ "no literal, anchored", "line: '^\\d+\\s'", "", "no literal",
	  "no_literal", 10, 12 },
	{ "directly without inside", "line: 'require_admin'", "    directly: true\n",
	  "'directly' needs 'inside'", "", 11, 15 },
	{ "near without line", "paths: ['*.tf']", "    near: 'x'\n",
	  "'near' needs 'line'", "", 11, 12 },
	{ "status with line", "line: 'require_admin'", "    status: [added]\n",
	  "without 'line'", "", 11, 13 },
	{ "list that only takes away", "paths: ['!a/**']", "", "takes away", "", 10,
	  14 },
	{ "not with a mark", "line: 'require_admin'", "    not: ['!a/**']\n",
	  "takes away by itself", "", 11, 0 },
	{ "test without a sign", "line: 'require_admin'",
	  "    tests: { match: ['require_admin'] }\n", "not a diff line", "", 11, 0 },
	{ "unknown kind of test", "line: 'require_admin'",
	  "    tests: { matches: ['+require_admin'] }\n", "did you mean 'match'", "",
	  11, 14 },
	{ "same id twice", "line: 'require_admin'",
	  "  - id: team.guard\n    title: t\n    topic: abuse\n    severity: low\n"
	  "    confidence: low\n    message: m\n    ask: a\n    line: 'abc'\n",
	  "used twice: first in line 3", "", 11, 9 },
	{ "bad id", "line: 'require_admin'",
	  "  - id: Team.Guard\n    title: t\n", "not an id", "", 11, 9 },
	{ "missing title", "line: 'require_admin'", "  - id: team.other\n"
	  "    line: 'abc'\n", "'title' is missing", "", 11, 5 },
	{ "slip of a topic", "line: 'require_admin'",
	  "  - id: team.other\n    topic: user-inputs\n", "did you mean 'user-input'",
	  "", 12, 12 },
	{ "empty message", "line: 'require_admin'",
	  "  - id: team.other\n    message: ''\n", "must not be empty", "", 12, 15 },
};

START_TEST(explains_what_is_wrong)
{
	struct tg_rule_pack pack;
	struct tg_err err = { .code = TG_OK };
	enum tg_rc rc = tg_rules_read(&pack, &arena,
				      document(wrong[_i].line, wrong[_i].more),
				      "team.yml", &err);

	ck_assert_msg(rc == TG_E_RULE, "%s: was taken (%s)", wrong[_i].label, err.msg);
	ck_assert_msg(strstr(err.msg, wrong[_i].says) != NULL, "%s: %s",
		      wrong[_i].label, err.msg);
	ck_assert_msg(strstr(err.hint, wrong[_i].hint) != NULL, "%s: hint %s",
		      wrong[_i].label, err.hint);
	ck_assert_str_eq(err.file, "team.yml");
	ck_assert_msg(err.line == wrong[_i].at, "%s: line %u", wrong[_i].label,
		      err.line);
	if (wrong[_i].column > 0)
		ck_assert_msg(err.column == wrong[_i].column, "%s: column %u",
			      wrong[_i].label, err.column);
}
END_TEST

static const struct {
	const char *text, *says;
} broken[] = {
	{ "", "a map with" },
	{ "rules: []\n", "'pack' is missing" },
	{ "pack: x\n", "'rules' is missing" },
	{ "pack: x\nruless: []\n", "did you mean 'rules'" },
	{ "pack: x\nrules: yes\n", "must be a list" },
	{ "pack: x\nrules: [1]\n", "must be a map" },
};

START_TEST(explains_what_is_no_pack)
{
	struct tg_rule_pack pack;
	struct tg_err err = { .code = TG_OK };

	ck_assert_int_eq(tg_rules_read(&pack, &arena, tg_str(broken[_i].text),
				       "team.yml", &err), TG_E_RULE);
	ck_assert_msg(strstr(err.msg, broken[_i].says) != NULL, "%s", err.msg);
}
END_TEST

START_TEST(reads_every_key)
{
	struct tg_rule_pack pack;
	struct tg_err err = { .code = TG_OK };
	enum tg_rc rc = tg_rules_read(&pack, &arena, document("line: 'Require_Admin'",
		"    triggers: [auth-change, new-data]\n"
		"    stride: [tampering]\n"
		"    languages: [python, ruby]\n"
		"    not: ['legacy/**']\n"
		"    paths: ['app/**']\n"
		"    classes: [test]\n"
		"    change: removed\n"
		"    role: guard\n"
		"    control: true\n"
		"    comments: true\n"
		"    caseless: true\n"
		"    unless: 'import'\n"
		"    fallback: true\n"
		"    on: decision\n"
		"    from: outside\n"
		"    inside: 'class '\n"
		"    near: 'def '\n"
		"    without: 'ensure_admin'\n"
		"    references: [CWE-306]\n"
		"    tests: { match: ['-require_admin'], no_match: ['+x'] }\n"),
		"team.yml", &err);
	const struct tg_rule *r = pack.rules;

	ck_assert_msg(rc == TG_OK, "%s", err.msg);
	ck_assert_uint_eq(pack.n, 1);
	ck_assert_uint_eq(r->triggers, TG_AUTH_CHANGE | TG_NEW_DATA);
	ck_assert_uint_eq(r->stride, TG_TAMPERING);
	ck_assert_int_eq(r->severity, TG_SEVERITY_HIGH);
	ck_assert_int_eq(r->confidence, TG_CONFIDENCE_HIGH);
	ck_assert_int_eq(r->change, TG_RULE_REMOVED);
	ck_assert_int_eq(r->role, TG_ROLE_GUARD);
	ck_assert(r->control && r->comments && r->caseless && r->net && r->fallback && r->decision &&
		  r->outside);
	ck_assert_str_eq(r->languages[1], "ruby");
	ck_assert_str_eq(r->paths[0], "app/**");
	ck_assert_str_eq(r->paths[1], "!legacy/**");
	ck_assert_ptr_null(r->paths[2]);
	ck_assert_str_eq(r->classes[0], "test");
	ck_assert_str_eq(r->unless, "import");
	ck_assert_str_eq(r->inside, "class ");
	ck_assert_str_eq(r->near, "def ");
	ck_assert_str_eq(r->without, "ensure_admin");
	ck_assert_str_eq(r->references[0], "CWE-306");
	ck_assert_str_eq(r->literals[0], "require_admin");
	ck_assert_str_eq(r->match[0], "-require_admin");
	ck_assert_str_eq(r->file, "team.yml");
	ck_assert_uint_eq(r->file_line, 3);
}
END_TEST

static bool has_path(const struct tg_rule *rule, const char *path)
{
	for (size_t i = 0; rule->paths[i] != NULL; i++)
		if (strcmp(rule->paths[i], path) == 0)
			return true;
	return false;
}

START_TEST(the_server_side_is_written_out)
{
	struct tg_rule_pack pack;
	struct tg_err err = { .code = TG_OK };

	ck_assert_msg(tg_rules_read(&pack, &arena, document("line: 'Require_Admin'",
		"    paths: ['@server', '!**/legacy/**']\n"), "team.yml", &err) == TG_OK,
		"%s", err.msg);
	ck_assert_str_eq(pack.rules->paths[0], "*");
	ck_assert(has_path(pack.rules, "!**/components/**"));
	ck_assert(has_path(pack.rules, "!**/legacy/**"));
	ck_assert(!has_path(pack.rules, "@server"));
}
END_TEST

START_TEST(a_team_has_topics_of_its_own)
{
	struct tg_rule_pack pack;
	struct tg_err err = { .code = TG_OK };
	char *text = tg_arena_printf(&arena, "%s", document("line: 'abc'", "").p);
	char *topic = strstr(text, "trust-boundary");

	memcpy(topic, "cardholder-env", 14);
	ck_assert_msg(tg_rules_read(&pack, &arena, tg_str(text), "team.yml", &err) ==
		      TG_OK, "%s", err.msg);
	ck_assert_str_eq(pack.rules[0].topic, "cardholder-env");
}
END_TEST

START_TEST(built_in_rules_hold_their_own_tests)
{
	for (size_t i = 0; i < tg_builtin_rules.n; i++) {
		const char *failed;
		struct tg_err err = { .code = TG_OK };

		ck_assert_msg(tg_rule_test(&tg_builtin_rules.rules[i], &failed,
					   &err) == TG_OK, "%s", err.msg);
	}
}
END_TEST

#define COUNT(a) ((int)(sizeof(a) / sizeof((a)[0])))

Suite *rules_read_suite(void);
Suite *rules_read_suite(void)
{
	Suite *suite = suite_create("rules_read");
	TCase *reading = tcase_create("reading");

	tcase_add_checked_fixture(reading, NULL, release);
	tcase_add_loop_test(reading, explains_what_is_wrong, 0, COUNT(wrong));
	tcase_add_loop_test(reading, explains_what_is_no_pack, 0, COUNT(broken));
	tcase_add_test(reading, reads_every_key);
	tcase_add_test(reading, the_server_side_is_written_out);
	tcase_add_test(reading, a_team_has_topics_of_its_own);
	tcase_add_test(reading, built_in_rules_hold_their_own_tests);
	suite_add_tcase(suite, reading);
	return suite;
}
