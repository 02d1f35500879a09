#include "../../src/git/hook_input.h"

#include "git_fixture.h"

#include <check.h>
#include <string.h>

Suite *hook_input_suite(void);

#define A "1111111111111111111111111111111111111111"
#define B "2222222222222222222222222222222222222222"
#define Z "0000000000000000000000000000000000000000"

static const struct {
	const char *label, *input;
	enum tg_rc rc;
	size_t n;
	const char *local, *remote;
} cases[] = {
	{ "nothing to push", "", TG_OK, 0, "", "" },
	{ "one", "refs/heads/x " A " refs/heads/x " B "\n", TG_OK, 1, A, B },
	{ "no line end", "HEAD~ " A " refs/heads/x " B, TG_OK, 1, A, B },
	{ "new", "refs/heads/x " A " refs/heads/x " Z "\n", TG_OK, 1, A, "" },
	{ "deleted", "(delete) " Z " refs/heads/x " B "\n", TG_OK, 1, "", B },
	{ "zeroes of SHA-256", "(delete) " Z "000000000000000000000000 r " B "\n", TG_OK,
	  1, "", B },
	{ "two", "a " A " a " B "\nb " A " b " B "\n", TG_OK, 2, A, B },
	{ "id of SHA-256", "a " A "111111111111111111111111 a " B "\n", TG_E_REPO, 0, "",
	  "" },
	{ "three words", "a " A " a\n", TG_E_SYNTAX, 0, "", "" },
	{ "five words", "a " A " a " B " c\n", TG_E_SYNTAX, 0, "", "" },
	{ "no id", "a xyz a " B "\n", TG_E_SYNTAX, 0, "", "" },
};

START_TEST(lines_of_git)
{
	struct tg_arena arena = TG_ARENA_INIT;
	struct tg_pushes pushes = { 0 };
	struct tg_err err;
	enum tg_rc rc = tg_hook_input_read(&pushes, &arena, tg_str(cases[_i].input), &err);

	ck_assert_msg(rc == cases[_i].rc, "%s: %s", cases[_i].label, rc ? err.msg : "ok");
	if (rc == TG_OK) {
		ck_assert_msg(pushes.n == cases[_i].n, "%s", cases[_i].label);
		if (pushes.n) {
			ck_assert_str_eq(pushes.items[0].local_id, cases[_i].local);
			ck_assert_str_eq(pushes.items[0].remote_id, cases[_i].remote);
		}
	}
	tg_arena_release(&arena);
}
END_TEST

static struct tg_repo *repo;
static struct tg_err err;

/* The range of one push line with these revisions. */
static struct tg_range range_of(const char *local, const char *remote, bool *nothing)
{
	struct tg_push push = { .local_ref = "x", .remote_ref = "refs/heads/x" };
	struct tg_range range;

	if (*local)
		ck_assert_int_eq(tg_repo_resolve(push.local_id, repo, local, &err), TG_OK);
	if (strcmp(remote, "gone") == 0)
		memcpy(push.remote_id, B, sizeof(push.remote_id));
	else if (*remote)
		ck_assert_int_eq(tg_repo_resolve(push.remote_id, repo, remote, &err),
				 TG_OK);
	ck_assert_msg(tg_push_range(&range, nothing, repo, &push, &err) == TG_OK, "%s",
		      err.msg);
	return range;
}

START_TEST(what_a_push_brings)
{
	bool nothing;
	struct tg_range r;
	char first[TG_HEX], second[TG_HEX];

	fixture_new();
	memcpy(first, fixture_commit("one"), TG_HEX);
	memcpy(second, fixture_commit("two"), TG_HEX);
	fixture_commit("three");
	ck_assert_int_eq(tg_repo_open(&repo, fixture_path(), &err), TG_OK);

	/* Nothing was ever pushed: all of it is new. */
	r = range_of("main", "", &nothing);
	ck_assert(!nothing);
	ck_assert_str_eq(r.merge_base, TG_EMPTY_TREE);

	fixture_git("update-ref refs/remotes/origin/main HEAD~2");
	r = range_of("main", "HEAD~1", &nothing);
	ck_assert_str_eq(r.merge_base, second);
	r = range_of("main", "", &nothing);
	ck_assert_str_eq(r.merge_base, first);
	/* The remote has what nobody fetched. */
	r = range_of("main", "gone", &nothing);
	ck_assert_str_eq(r.merge_base, first);
	/* Forced back: nothing new. */
	range_of("HEAD~1", "HEAD", &nothing);
	ck_assert(nothing);
	/* A new branch at what the remote has. */
	range_of("HEAD~2", "", &nothing);
	ck_assert(nothing);
	range_of("", "HEAD", &nothing);
	ck_assert(nothing);
	tg_repo_free(repo);
	fixture_remove();
}
END_TEST

Suite *hook_input_suite(void)
{
	Suite *s = suite_create("hook_input");
	TCase *t = tcase_create("pre-push");

	tcase_add_loop_test(t, lines_of_git, 0, sizeof(cases) / sizeof(*cases));
	tcase_add_test(t, what_a_push_brings);
	suite_add_tcase(s, t);
	return s;
}
