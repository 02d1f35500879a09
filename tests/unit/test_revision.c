#include "../../src/git/history.h"
#include "../../src/git/revision.h"

#include "git_fixture.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

Suite *revision_suite(void);

static struct tg_arena arena;
static struct tg_repo *repo;
static struct tg_range range;
static struct tg_err err;

static void setup(void)
{
	fixture_new();
	arena = (struct tg_arena)TG_ARENA_INIT;
	repo = NULL;
}

static void teardown(void)
{
	tg_repo_free(repo);
	tg_arena_release(&arena);
	fixture_remove();
}

static enum tg_rc open_at(const char *below)
{
	char path[1024];

	snprintf(path, sizeof(path), "%s/%s", fixture_path(), below);
	tg_repo_free(repo);
	return tg_repo_open(&repo, path, &err);
}

static void must_open(const char *below)
{
	ck_assert_msg(open_at(below) == TG_OK, "%s", err.msg);
}

/* main: one, two; topic: one, three. */
static void fork_history(void)
{
	fixture_write("a", "1\n");
	fixture_commit("one");
	fixture_git("checkout -q -b topic");
	fixture_write("b", "1\n");
	fixture_commit("three");
	fixture_git("checkout -q main");
	fixture_write("c", "1\n");
	fixture_commit("two");
}

static const char *git(const char *args)
{
	char command[512];

	snprintf(command, sizeof(command), "git %s", args);
	return fixture_output(command);
}

START_TEST(range_starts_at_the_merge_base)
{
	fork_history();
	must_open(".");
	ck_assert_int_eq(tg_range_find(&range, repo, "main", "topic", &err), TG_OK);
	ck_assert_str_eq(range.merge_base, git("merge-base main topic"));
	ck_assert_str_eq(range.base, git("rev-parse main"));
	ck_assert_str_eq(range.head, git("rev-parse topic"));
	ck_assert(!range.merge_lines);
}
END_TEST

START_TEST(default_base_order)
{
	char base[TG_HEX];

	fork_history();
	fixture_git("checkout -q topic");
	must_open(".");
	ck_assert_int_eq(tg_range_find(&range, repo, NULL, NULL, &err), TG_OK);
	ck_assert_str_eq(range.base, git("rev-parse main"));
	fixture_git("update-ref refs/remotes/origin/master topic");
	ck_assert_int_eq(tg_range_default_base(base, repo, &err), TG_OK);
	ck_assert_str_eq(base, git("rev-parse topic"));
	fixture_git("update-ref refs/remotes/origin/dev main~1");
	fixture_git("symbolic-ref refs/remotes/origin/HEAD refs/remotes/origin/dev");
	ck_assert_int_eq(tg_range_default_base(base, repo, &err), TG_OK);
	ck_assert_str_eq(base, git("rev-parse main~1"));
}
END_TEST

START_TEST(no_default_base_names_the_option)
{
	fixture_write("a", "1\n");
	fixture_commit("one");
	fixture_git("branch -m other");
	must_open(".");
	ck_assert_int_eq(tg_range_find(&range, repo, NULL, NULL, &err), TG_E_REVISION);
	ck_assert_ptr_nonnull(strstr(err.hint, "--base"));
}
END_TEST

START_TEST(unknown_revision)
{
	fork_history();
	must_open(".");
	ck_assert_int_eq(tg_range_find(&range, repo, "nowhere", NULL, &err),
			 TG_E_REVISION);
	ck_assert_ptr_nonnull(strstr(err.msg, "nowhere"));
}
END_TEST

START_TEST(unrelated_histories)
{
	fork_history();
	fixture_git("checkout -q --orphan island");
	fixture_commit("island");
	must_open(".");
	ck_assert_int_eq(tg_range_find(&range, repo, "main", "island", &err),
			 TG_E_HISTORY);
	ck_assert_ptr_nonnull(strstr(err.msg, "no common history"));
}
END_TEST

START_TEST(everything_since_nothing)
{
	fork_history();
	must_open(".");
	ck_assert_int_eq(tg_range_find(&range, repo, TG_EMPTY_TREE, "main", &err), TG_OK);
	ck_assert_str_eq(range.merge_base, TG_EMPTY_TREE);
}
END_TEST

/* What actions/checkout leaves of a pull request's merge commit. */
static void make_pull_checkout(const char *depth)
{
	char command[512];

	fork_history();
	fixture_git("checkout -q --detach main");
	fixture_git("merge -q --no-ff -m merged topic");
	fixture_git("update-ref refs/pull/7/merge HEAD");
	snprintf(command, sizeof(command),
		 "init -q ci && git -C ci -c protocol.file.allow=always fetch -q %s "
		 "file://$PWD +refs/pull/7/merge:refs/remotes/pull/7/merge && "
		 "git -C ci checkout -q refs/remotes/pull/7/merge", depth);
	fixture_git(command);
}

START_TEST(a_checkout_of_depth_2_is_enough)
{
	make_pull_checkout("--depth=2");
	must_open("ci");
	ck_assert_msg(tg_range_find(&range, repo, NULL, NULL, &err) == TG_OK, "%s",
		      err.msg);
	ck_assert_str_eq(range.merge_base, git("rev-parse main"));
	ck_assert(range.merge_lines);
	/* Naming the base as the workflow knows it is fine, too. */
	ck_assert_msg(tg_range_find(&range, repo, git("rev-parse main"), NULL, &err) ==
			      TG_OK, "%s", err.msg);
	ck_assert_str_eq(range.merge_base, git("rev-parse main"));
}
END_TEST

START_TEST(a_checkout_of_depth_1_is_an_error_with_the_fix)
{
	make_pull_checkout("--depth=1");
	must_open("ci");
	ck_assert_int_eq(tg_range_find(&range, repo, NULL, NULL, &err), TG_E_HISTORY);
	ck_assert_ptr_nonnull(strstr(err.hint, "fetch-depth"));
	ck_assert_int_eq(tg_range_find(&range, repo, "main", NULL, &err), TG_E_HISTORY);
}
END_TEST

START_TEST(a_shallow_branch_is_an_error_with_the_fix)
{
	fork_history();
	fixture_git("clone -q --depth 1 --no-single-branch file://$PWD shallow");
	must_open("shallow");
	ck_assert(tg_repo_is_shallow(repo));
	ck_assert_int_eq(tg_range_find(&range, repo, "origin/main", "origin/topic", &err),
			 TG_E_HISTORY);
	ck_assert_ptr_nonnull(strstr(err.hint, "git fetch --unshallow"));
}
END_TEST

static const struct {
	const char *label, *make, *open;
	enum tg_rc rc;
	const char *says;
} places[] = {
	{ "subfolder", "true", "sub/folder", TG_OK, "" },
	{ "linked work tree", "git worktree add -q linked HEAD~0", "linked", TG_OK, "" },
	{ "linked work tree, subfolder", "git worktree add -q linked HEAD~0",
	  "linked/sub", TG_OK, "" },
	{ "bare", "git clone -q --bare . bare.git", "bare.git", TG_OK, "" },
	{ "alternates", "git clone -q --shared . shared", "shared", TG_OK, "" },
	{ "extension worktreeconfig",
	  "git config core.repositoryformatversion 1; "
	  "git config extensions.worktreeConfig true", ".", TG_OK, "" },
	{ "extension relativeworktrees",
	  "git config core.repositoryformatversion 1; "
	  "git config extensions.relativeWorktrees true", ".", TG_OK, "" },
	{ "sha256", "git init -q --object-format=sha256 sha", "sha", TG_E_REPO, "SHA-256" },
	{ "reftable",
	  "git config core.repositoryformatversion 1; "
	  "git config extensions.refStorage reftable", ".", TG_E_REPO, "reftable" },
	{ "no repository", "true", "../", TG_E_REPO, "no git repository" },
	{ "no folder", "true", "nowhere", TG_E_REPO, "no git repository" },
};

START_TEST(repositories_of_many_kinds)
{
	enum tg_rc rc;

	fixture_write("sub/folder/file", "1\n");
	fixture_commit("one");
	fixture_run(places[_i].make);
	rc = open_at(places[_i].open);
	ck_assert_msg(rc == places[_i].rc, "%s: %d %s", places[_i].label, (int)rc,
		      rc ? err.msg : "");
	if (rc != TG_OK)
		ck_assert_msg(strstr(err.msg, places[_i].says), "%s: %s",
			      places[_i].label, err.msg);
	else
		ck_assert_msg(tg_range_find(&range, repo, "main", "HEAD", &err) == TG_OK,
			      "%s: %s", places[_i].label, err.msg);
}
END_TEST

START_TEST(files_are_read_from_a_revision)
{
	struct tg_str text;
	const char *head;

	fixture_write("dir/a.txt", "old\n");
	head = fixture_commit("one");
	fixture_write("dir/a.txt", "new\n");
	must_open(".");
	ck_assert_int_eq(tg_repo_read(&text, repo, head, "dir/a.txt", 100, &arena, &err),
			 TG_OK);
	ck_assert(tg_str_is(text, "old\n"));
	ck_assert_int_eq(tg_repo_read(&text, repo, head, "dir/a.txt", 3, &arena, &err),
			 TG_E_LIMIT);
	ck_assert_int_eq(tg_repo_read(&text, repo, head, "dir", 100, &arena, &err),
			 TG_E_NOT_FOUND);
	ck_assert_int_eq(tg_repo_read(&text, repo, head, "../x", 100, &arena, &err),
			 TG_E_NOT_FOUND);
}
END_TEST

START_TEST(last_change_of_a_path)
{
	int64_t when = 0;
	struct tg_err e;

	fixture_write("model.md", "1\n");
	fixture_write("code.c", "1\n");
	fixture_git("add -A");
	fixture_git("commit -q -m one --date=2020-01-01T00:00:00Z");
	fixture_git("-c core.x=1 commit -q --amend --no-edit --date=2020-01-01T00:00:00Z");
	fixture_run("GIT_COMMITTER_DATE=2020-01-01T00:00:00Z git commit -q --amend "
		    "--no-edit");
	fixture_write("code.c", "2\n");
	fixture_run("git add -A; GIT_COMMITTER_DATE=2024-01-01T00:00:00Z git commit -q "
		    "-m two");
	must_open(".");
	ck_assert_int_eq(tg_repo_resolve(range.head, repo, "HEAD", &e), TG_OK);
	ck_assert_int_eq(tg_history_last_change(&when, repo, range.head, "model.md", 100,
						&e), TG_OK);
	ck_assert_int_eq(when, 1577836800);
	ck_assert_int_eq(tg_history_last_change(&when, repo, range.head, "code.c", 100,
						&e), TG_OK);
	ck_assert_int_eq(when, 1704067200);
	ck_assert_int_eq(tg_history_last_change(&when, repo, range.head, "model.md", 1,
						&e), TG_E_NOT_FOUND);
}
END_TEST

Suite *revision_suite(void)
{
	Suite *s = suite_create("revision");
	TCase *t = tcase_create("repositories");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, range_starts_at_the_merge_base);
	tcase_add_test(t, default_base_order);
	tcase_add_test(t, no_default_base_names_the_option);
	tcase_add_test(t, unknown_revision);
	tcase_add_test(t, unrelated_histories);
	tcase_add_test(t, everything_since_nothing);
	tcase_add_test(t, a_checkout_of_depth_2_is_enough);
	tcase_add_test(t, a_checkout_of_depth_1_is_an_error_with_the_fix);
	tcase_add_test(t, a_shallow_branch_is_an_error_with_the_fix);
	tcase_add_loop_test(t, repositories_of_many_kinds, 0,
			    sizeof(places) / sizeof(*places));
	tcase_add_test(t, files_are_read_from_a_revision);
	tcase_add_test(t, last_change_of_a_path);
	suite_add_tcase(s, t);
	return s;
}
