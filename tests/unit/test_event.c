#include "../../src/github/event.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

Suite *event_suite(void);

#define A "1111111111111111111111111111111111111111"
#define B "2222222222222222222222222222222222222222"
#define Z "0000000000000000000000000000000000000000"

/* An environment as pairs of name and value. */
static const char *lookup(const char *name, void *ctx)
{
	const char *const *pairs = ctx;

	for (; pairs[0]; pairs += 2)
		if (strcmp(pairs[0], name) == 0)
			return pairs[1];
	return NULL;
}

/* --- events ------------------------------------------------------------------- */

static struct tg_arena arena;
static struct tg_err err;

static enum tg_rc read_event(struct tg_event *out, const char *name, const char *json)
{
	char path[] = "/tmp/threatgate-event-XXXXXX";
	int fd = mkstemp(path);
	const char *env[] = { "GITHUB_EVENT_NAME", name, "GITHUB_EVENT_PATH", path,
			      "GITHUB_SHA", B, NULL };

	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(write(fd, json, strlen(json)), (ssize_t)strlen(json));
	close(fd);
	enum tg_rc rc = tg_event_read(out, &arena, lookup, env, &err);

	unlink(path);
	return rc;
}

#define PULL(number, rest)                                                       \
	"{\"action\":\"edited\",\"number\":" number ",\"pull_request\":{"        \
	"\"number\":" number ",\"state\":\"open\",\"title\":\"t\","              \
	"\"base\":{\"ref\":\"main\",\"sha\":\"" A "\",\"repo\":{\"id\":1}},"     \
	rest "}}"
#define SAME_HEAD "\"head\":{\"ref\":\"f\",\"sha\":\"" B "\",\"repo\":{\"id\":1}}"

static const struct {
	const char *label, *name, *json;
	enum tg_event_kind kind;
	unsigned number;
	const char *base, *head;
	bool fork, draft, bot;
	const char *body;
} events[] = {
	{ "pull request", "pull_request",
	  PULL("7", SAME_HEAD ",\"body\":\"hi\\r\\nyou\",\"user\":{\"login\":\"a\",\"type\":\"User\"}"),
	  TG_EVENT_PULL_REQUEST, 7, A, B, false, false, false, "hi\r\nyou" },
	{ "a body that is null", "pull_request", PULL("7", SAME_HEAD ",\"body\":null"),
	  TG_EVENT_PULL_REQUEST, 7, A, B, false, false, false, "" },
	{ "draft of a bot", "pull_request_target",
	  PULL("8", SAME_HEAD ",\"draft\":true,\"user\":{\"login\":\"d[bot]\",\"type\":\"Bot\"}"),
	  TG_EVENT_PULL_REQUEST, 8, A, B, false, true, true, "" },
	{ "a person who is called like a bot", "pull_request",
	  PULL("8", SAME_HEAD ",\"user\":{\"login\":\"d[bot]\",\"type\":\"User\"}"),
	  TG_EVENT_PULL_REQUEST, 8, A, B, false, false, false, "" },
	{ "fork", "pull_request",
	  PULL("9", "\"head\":{\"sha\":\"" B "\",\"repo\":{\"id\":2}}"),
	  TG_EVENT_PULL_REQUEST, 9, A, B, true, false, false, "" },
	{ "fork that was deleted", "pull_request",
	  PULL("9", "\"head\":{\"sha\":\"" B "\",\"repo\":null}"),
	  TG_EVENT_PULL_REQUEST, 9, A, B, true, false, false, "" },
	{ "merge queue", "merge_group",
	  "{\"action\":\"checks_requested\",\"merge_group\":{\"base_sha\":\"" A
	  "\",\"head_sha\":\"" B "\",\"base_ref\":\"refs/heads/main\",\"head_ref\":"
	  "\"refs/heads/gh-readonly-queue/main/pr-104-" A "\"}}",
	  TG_EVENT_MERGE_GROUP, 104, A, B, false, false, false, NULL },
	{ "push", "push", "{\"before\":\"" A "\",\"after\":\"" B "\",\"ref\":\"refs/heads/x\"}",
	  TG_EVENT_PUSH, 0, A, B, false, false, false, NULL },
	{ "push of a new branch", "push", "{\"before\":\"" Z "\",\"after\":\"" B "\"}",
	  TG_EVENT_PUSH, 0, "", B, false, false, false, NULL },
	{ "push that deletes", "push",
	  "{\"before\":\"" A "\",\"after\":\"" Z "\",\"deleted\":true}",
	  TG_EVENT_IRRELEVANT, 0, A, "", false, false, false, NULL },
	{ "by hand", "workflow_dispatch", "{\"inputs\":{},\"ref\":\"refs/heads/main\"}",
	  TG_EVENT_DISPATCH, 0, "", B, false, false, false, NULL },
	{ "asked again", "issue_comment",
	  "{\"action\":\"created\",\"issue\":{\"number\":5,\"pull_request\":{\"url\":\"u\"}},"
	  "\"comment\":{\"body\":\" /threatgate recheck\\nplease\",\"user\":{\"type\":\"User\"}}}",
	  TG_EVENT_COMMENT, 5, "", "", false, false, false, NULL },
	{ "another comment", "issue_comment",
	  "{\"action\":\"created\",\"issue\":{\"number\":5,\"pull_request\":{\"url\":\"u\"}},"
	  "\"comment\":{\"body\":\"I would not write /threatgate recheck\",\"user\":{\"type\":\"User\"}}}",
	  TG_EVENT_IRRELEVANT, 5, "", "", false, false, false, NULL },
	{ "a comment on an issue", "issue_comment",
	  "{\"action\":\"created\",\"issue\":{\"number\":5},"
	  "\"comment\":{\"body\":\"/threatgate recheck\",\"user\":{\"type\":\"User\"}}}",
	  TG_EVENT_IRRELEVANT, 5, "", "", false, false, false, NULL },
	{ "a bot's comment", "issue_comment",
	  "{\"action\":\"created\",\"issue\":{\"number\":5,\"pull_request\":{\"url\":\"u\"}},"
	  "\"comment\":{\"body\":\"/threatgate recheck\",\"user\":{\"type\":\"Bot\"}}}",
	  TG_EVENT_IRRELEVANT, 5, "", "", false, false, false, NULL },
	{ "a comment that is gone", "issue_comment",
	  "{\"action\":\"deleted\",\"issue\":{\"number\":5,\"pull_request\":{\"url\":\"u\"}},"
	  "\"comment\":{\"body\":\"/threatgate recheck\",\"user\":{\"type\":\"User\"}}}",
	  TG_EVENT_IRRELEVANT, 5, "", "", false, false, false, NULL },
};

START_TEST(what_happened)
{
	struct tg_event e;
	enum tg_rc rc = read_event(&e, events[_i].name, events[_i].json);

	ck_assert_msg(rc == TG_OK, "%s: %s", events[_i].label, rc ? err.msg : "");
	ck_assert_msg(e.kind == events[_i].kind, "%s: kind %d", events[_i].label, e.kind);
	ck_assert_uint_eq(e.number, events[_i].number);
	ck_assert_str_eq(e.base_sha, events[_i].base);
	ck_assert_str_eq(e.head_sha, events[_i].head);
	ck_assert_msg(e.fork == events[_i].fork, "%s: fork", events[_i].label);
	ck_assert_msg(e.draft == events[_i].draft, "%s: draft", events[_i].label);
	ck_assert_msg(e.author_is_bot == events[_i].bot, "%s: bot", events[_i].label);
	if (events[_i].body)
		ck_assert_str_eq(e.body, events[_i].body);
	else
		ck_assert_ptr_null(e.body);
	tg_arena_release(&arena);
}
END_TEST

static const struct {
	const char *label, *name, *json;
	enum tg_rc rc;
} refused[] = {
	{ "no JSON", "push", "{", TG_E_SYNTAX },
	{ "no object", "push", "[]", TG_E_SYNTAX },
	{ "an event of others", "fork", "{}", TG_E_USAGE },
	{ "a pull request without a number", "pull_request", "{\"pull_request\":{}}", TG_E_SYNTAX },
	{ "a number that is none", "pull_request", "{\"number\":-4}", TG_E_SYNTAX },
	{ "a group without a commit", "merge_group",
	  "{\"merge_group\":{\"head_sha\":\"--upload-pack=x\"}}", TG_E_SYNTAX },
	{ "no name", "", "{}", TG_E_USAGE },
};

START_TEST(what_is_no_event)
{
	struct tg_event e;
	enum tg_rc rc = read_event(&e, refused[_i].name, refused[_i].json);

	ck_assert_msg(rc == refused[_i].rc, "%s: %d", refused[_i].label, rc);
	ck_assert(err.msg[0] != '\0');
	tg_arena_release(&arena);
}
END_TEST

static const struct {
	const char *ref;
	unsigned number;
} queues[] = {
	{ "refs/heads/gh-readonly-queue/main/pr-7-" A, 7 },
	{ "gh-readonly-queue/release/1.x/pr-12-" A, 12 },
	{ "gh-readonly-queue/pr-3-x/pr-4-" A, 4 },
	{ "gh-readonly-queue/main/pr-x-" A, 0 },
	{ "gh-readonly-queue/main/pr-7", 0 },
	{ "gh-readonly-queue/main/7-" A, 0 },
	{ "gh-readonly-queue/main/pr-99999999999-" A, 0 },
	{ "refs/heads/pr-7-" A, 0 },
	{ "", 0 },
};

START_TEST(number_in_the_queue)
{
	ck_assert_msg(tg_event_queue_number(queues[_i].ref) == queues[_i].number, "%s",
		      queues[_i].ref);
}
END_TEST

/* --- inputs ------------------------------------------------------------------------ */

#define HERE "GITHUB_REPOSITORY", "o/r"

START_TEST(inputs_as_the_runner_sets_them)
{
	static const char *const env[] = {
		HERE, "INPUT_TOKEN", "t1", "GITHUB_TOKEN", "t2", "INPUT_PR-NUMBER", " 12 ",
		"INPUT_KEY", "api/v2", "INPUT_COMMENT", "on-failure", "INPUT_FAIL", "warn-only",
		"INPUT_API", "true", "INPUT_SARIF", "out.sarif", "INPUT_REPORT", "r.json",
		"INPUT_LOGIN", "gate[bot]", "GITHUB_API_URL", "https://ghe.example/api/v3",
		"GITHUB_GRAPHQL_URL", "https://ghe.example/api/graphql", "GITHUB_RUN_ID", "3",
		"GITHUB_SERVER_URL", "https://ghe.example", NULL };
	struct tg_action a;

	ck_assert_int_eq(tg_action_read(&a, &arena, lookup, (void *)(uintptr_t)env, &err),
			 TG_OK);
	ck_assert_str_eq(a.token, "t1");
	ck_assert_uint_eq(a.number, 12);
	ck_assert_str_eq(a.key, "api/v2");
	ck_assert_str_eq(a.comment, "on-failure");
	ck_assert_str_eq(a.fail, "warn-only");
	ck_assert(a.use_api);
	ck_assert_str_eq(a.sarif, "out.sarif");
	ck_assert_str_eq(a.report, "r.json");
	ck_assert_str_eq(a.login, "gate[bot]");
	ck_assert_str_eq(a.api_url, "https://ghe.example/api/v3");
	ck_assert_str_eq(a.graphql_url, "https://ghe.example/api/graphql");
	ck_assert_str_eq(a.run_url, "https://ghe.example/o/r/actions/runs/3");
	tg_arena_release(&arena);
}
END_TEST

START_TEST(inputs_left_out)
{
	static const char *const env[] = { HERE, "GITHUB_TOKEN", "t2", "INPUT_TOKEN", "",
					   "INPUT_COMMENT", "", NULL };
	struct tg_action a;

	ck_assert_int_eq(tg_action_read(&a, &arena, lookup, (void *)(uintptr_t)env, &err),
			 TG_OK);
	ck_assert_str_eq(a.token, "t2");
	ck_assert_str_eq(a.comment, "always");
	ck_assert_str_eq(a.fail, "true");
	ck_assert_str_eq(a.key, "");
	ck_assert_str_eq(a.login, "github-actions[bot]");
	ck_assert_str_eq(a.api_url, "https://api.github.com");
	ck_assert(!a.use_api && !a.number && !a.sarif && !a.policy);
	tg_arena_release(&arena);
}
END_TEST

static const char *const wrong[][2] = {
	{ "INPUT_COMMENT", "sometimes" },  { "INPUT_FAIL", "false" },
	{ "INPUT_API", "yes" },            { "INPUT_PR-NUMBER", "7; rm" },
	{ "INPUT_KEY", "a-->b" },          { "INPUT_KEY", "a b" },
	{ "INPUT_POLICY", "worktree" },    { "GITHUB_API_URL", "ftp://host" },
	{ "GITHUB_REPOSITORY", "o" },      { "GITHUB_REPOSITORY", "o/r/x" },
	{ "GITHUB_REPOSITORY", "o/r?x=" }, { "GITHUB_REPOSITORY", "" },
};

START_TEST(wrong_inputs_are_named)
{
	const char *env[] = { wrong[_i][0], wrong[_i][1], HERE, NULL };
	const char *name = strncmp(wrong[_i][0], "INPUT_", 6) == 0 ? wrong[_i][0] + 6
								   : wrong[_i][0];
	struct tg_action a;

	ck_assert_msg(tg_action_read(&a, &arena, lookup, env, &err) == TG_E_USAGE,
		      "%s=%s", wrong[_i][0], wrong[_i][1]);
	ck_assert_msg(tg_str_ifind(tg_str(err.msg), tg_str(name)) != SIZE_MAX, "%s",
		      err.msg);
	tg_arena_release(&arena);
}
END_TEST

#define COUNT(table) ((int)(sizeof(table) / sizeof((table)[0])))

Suite *event_suite(void)
{
	Suite *suite = suite_create("event");
	TCase *tc = tcase_create("event");

	tcase_add_loop_test(tc, what_happened, 0, COUNT(events));
	tcase_add_loop_test(tc, what_is_no_event, 0, COUNT(refused));
	tcase_add_loop_test(tc, number_in_the_queue, 0, COUNT(queues));
	tcase_add_test(tc, inputs_as_the_runner_sets_them);
	tcase_add_test(tc, inputs_left_out);
	tcase_add_loop_test(tc, wrong_inputs_are_named, 0, COUNT(wrong));
	suite_add_tcase(suite, tc);
	return suite;
}
