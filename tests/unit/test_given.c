/* Change sets that come from a diff, the index, the work tree or an API. */
#include "../../src/git/changeset.h"

#include "git_fixture.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

Suite *given_suite(void);

static struct tg_arena arena;
static struct tg_repo *repo;
static struct tg_changeset set;
static struct tg_err err;

static void setup(void)
{
	fixture_new();
	arena = (struct tg_arena)TG_ARENA_INIT;
	repo = NULL;
	memset(&set, 0, sizeof(set));
}

static void teardown(void)
{
	tg_changeset_release(&set);
	tg_repo_free(repo);
	tg_arena_release(&arena);
	fixture_remove();
}

static void open_repo(void)
{
	ck_assert_msg(tg_repo_open(&repo, fixture_path(), &err) == TG_OK, "%s", err.msg);
}

static void open_range(const char *base, const char *head)
{
	struct tg_range range;

	open_repo();
	ck_assert_msg(tg_range_find(&range, repo, base, head, &err) == TG_OK, "%s",
		      err.msg);
	ck_assert_msg(tg_changeset_open_range(&set, &arena, repo, &range, NULL, &err) ==
			      TG_OK, "%s", err.msg);
}

static void open_patch(const char *text, bool with_repo, const char *base)
{
	struct tg_patch_input input = { tg_str(text), with_repo ? repo : NULL, base };

	tg_changeset_release(&set);
	ck_assert_msg(tg_changeset_open_patch(&set, &arena, &input, NULL, &err) == TG_OK,
		      "%u: %s", err.line, err.msg);
}

#define ODD "odd \"name\"\\ \xff\t\n.txt"
#define ACCENTS "caf\xc3\xa9/\xe2\x82\xac.txt"

/* A change of every kind that a diff can have. */
static void make_all_kinds(void)
{
	fixture_write("modified.py", "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\nk\nl\n");
	fixture_write("gone.py", "x\ny\n");
	fixture_write("renamed.py", "1\n2\n3\n4\n5\n6\n7\n8\n9\n");
	fixture_write("moved.py", "the same\n");
	fixture_write("crlf.txt", "one\r\ntwo\r\nthree\r\n");
	fixture_write("no-end.txt", "last line without its end");
	fixture_write("script.sh", "echo\n");
	fixture_write("to-link", "a file\n");
	fixture_write("empty", "");
	fixture_write(ODD, "one\n");
	fixture_write(ACCENTS, "one\n");
	fixture_commit("one");
	fixture_write("modified.py", "a\nB\nc\nd\ne\nf\ng\nh\ni\nj\nK\nl\nm\n");
	fixture_write("new.py", "n\n");
	fixture_write("crlf.txt", "one\r\n2\r\nthree\r\n");
	fixture_write("no-end.txt", "last line without its end, changed");
	fixture_write(ODD, "two\n");
	fixture_write(ACCENTS, "two\n");
	fixture_write("empty", "no more\n");
	fixture_run("rm gone.py to-link; ln -s modified.py to-link; chmod +x script.sh; "
		    "git mv renamed.py sub-renamed.py; git mv moved.py elsewhere.py; "
		    "sed -i s/5/five/ sub-renamed.py");
	fixture_commit("two");
}

START_TEST(kinds_of_change)
{
	static const struct {
		const char *path;
		enum tg_status status;
		uint32_t added, removed;
	} want[] = {
		{ ACCENTS, TG_STATUS_MODIFIED, 1, 1 },
		{ "crlf.txt", TG_STATUS_MODIFIED, 1, 1 },
		{ "elsewhere.py", TG_STATUS_RENAMED, 0, 0 },
		{ "empty", TG_STATUS_MODIFIED, 1, 0 },
		{ "gone.py", TG_STATUS_DELETED, 0, 2 },
		{ "modified.py", TG_STATUS_MODIFIED, 3, 2 },
		{ "new.py", TG_STATUS_ADDED, 1, 0 },
		{ "no-end.txt", TG_STATUS_MODIFIED, 1, 1 },
		{ ODD, TG_STATUS_MODIFIED, 1, 1 },
		{ "script.sh", TG_STATUS_MODIFIED, 0, 0 },
		{ "sub-renamed.py", TG_STATUS_RENAMED, 1, 1 },
		{ "to-link", TG_STATUS_TYPE_CHANGED, 1, 1 },
	};
	const char *seen;

	make_all_kinds();
	open_range("HEAD~1", NULL);
	seen = fixture_visit(&set, NULL);
	ck_assert_uint_eq(set.n, sizeof(want) / sizeof(*want));
	for (size_t i = 0; i < set.n; i++) {
		const struct tg_change *c = &set.changes[i];

		ck_assert_str_eq(c->path, want[i].path);
		ck_assert_msg(c->status == want[i].status && c->added == want[i].added &&
				      c->removed == want[i].removed,
			      "%s: %s +%u -%u", c->path, tg_status_name(c->status),
			      c->added, c->removed);
	}
	ck_assert_ptr_nonnull(strstr(seen, "-2,0 two\n+0,2 2\n"));
	ck_assert(tg_changeset_find(&set, "to-link")->symlink);
	ck_assert_uint_eq(tg_changeset_find(&set, "script.sh")->old_mode, 0100644);
	ck_assert_uint_eq(tg_changeset_find(&set, "script.sh")->new_mode, 0100755);
	ck_assert_str_eq(tg_changeset_find(&set, "moved.py")->path, "elsewhere.py");
}
END_TEST

/* How a diff may be made, and what is at hand when it is read. */
static const struct {
	const char *label, *command;
	bool repo, base;
} diffs[] = {
	{ "full ids", "git diff --full-index HEAD~1 HEAD", true, false },
	{ "short ids", "git diff HEAD~1 HEAD", true, false },
	{ "unknown ids, applied to the base",
	  "git diff HEAD~1 HEAD | sed 's/^index [0-9a-f.]*/index abcdef1..abcdef2/'", true,
	  true },
	{ "no renames", "git diff --no-renames HEAD~1 HEAD", true, false },
	{ "no context", "git diff -U0 HEAD~1 HEAD", true, false },
	{ "format-patch", "git format-patch --stdout -1", true, false },
	{ "without a repository", "git diff HEAD~1 HEAD", false, false },
};

START_TEST(a_diff_says_what_its_range_says)
{
	static char want[1 << 16], text[1 << 16];
	const char *seen;
	char base[TG_HEX];

	make_all_kinds();
	open_range("HEAD~1", NULL);
	snprintf(want, sizeof(want), "%s", fixture_visit(&set, NULL));
	memcpy(base, set.merge_base, TG_HEX);
	snprintf(text, sizeof(text), "%s\n", fixture_output(diffs[_i].command));
	open_patch(text, diffs[_i].repo, diffs[_i].base ? base : NULL);
	seen = fixture_visit(&set, NULL);
	ck_assert_msg(strcmp(seen, want) == 0, "%s:\n%s\ninstead of\n%s",
		      diffs[_i].label, seen, want);
	ck_assert_uint_eq(tg_changeset_find(&set, "modified.py")->n_hunks, 3);
}
END_TEST

START_TEST(ids_that_lie_are_not_believed)
{
	char text[1024], old_id[64];

	fixture_write("a.py", "one\ntwo\n");
	fixture_commit("one");
	fixture_write("a.py", "one\n2\n");
	fixture_commit("two");
	open_repo();
	snprintf(old_id, sizeof(old_id), "%s",
		 fixture_output("git rev-parse HEAD~1:a.py"));
	snprintf(text, sizeof(text),
		 "diff --git a/a.py b/a.py\nindex %s..%s 100644\n--- a/a.py\n+++ b/a.py\n"
		 "@@ -1,2 +1,2 @@\n one\n-two\n+os.system(x)\n", old_id,
		 fixture_output("git rev-parse HEAD:a.py"));
	open_patch(text, true, NULL);
	ck_assert_ptr_nonnull(strstr(fixture_visit(&set, NULL), "+0,2 os.system(x)\n"));
}
END_TEST

#define HEADER "diff --git a/a b/a\n--- a/a\n+++ b/a\n"

static const struct {
	const char *label, *text;
} bad_diffs[] = {
	{ "no diff", "hello\n" },
	{ "hunk outside a file", "@@ -1 +1 @@\n-a\n+b\n" },
	{ "hunk cut short", HEADER "@@ -1,3 +1,3 @@\n a\n" },
	{ "line without a sign", HEADER "@@ -1,2 +1,2 @@\n a\nb\n" },
	{ "huge numbers", HEADER "@@ -1,99999999999 +1 @@\n-a\n+b\n" },
};

START_TEST(what_is_no_diff_is_an_error)
{
	struct tg_patch_input input = { tg_str(bad_diffs[_i].text), NULL, NULL };

	ck_assert_msg(tg_changeset_open_patch(&set, &arena, &input, NULL, &err) ==
			      TG_E_SYNTAX, "%s", bad_diffs[_i].label);
}
END_TEST

START_TEST(an_empty_diff_is_no_change)
{
	open_patch("", false, NULL);
	ck_assert_uint_eq(set.n, 0);
	ck_assert_str_eq(fixture_visit(&set, NULL), "");
}
END_TEST

START_TEST(staged_and_work_tree)
{
	struct tg_str text;

	fixture_write("a.py", "1\n");
	fixture_write("b.py", "1\n");
	fixture_write("crlf.py", "1\n2\n");
	fixture_commit("one");
	fixture_write("a.py", "2\n");
	fixture_git("add a.py");
	fixture_write("b.py", "2\n");
	fixture_write("untracked.py", "2\n");
	fixture_git("config core.autocrlf true");
	fixture_write("crlf.py", "1\r\nzwei\r\n");
	open_repo();
	ck_assert_int_eq(tg_changeset_open_staged(&set, &arena, repo, NULL, &err), TG_OK);
	ck_assert_str_eq(fixture_visit(&set, NULL),
			 "a.py modified +1 -1\n-1,0 1\n+0,1 2\n");
	ck_assert_int_eq(tg_changeset_read_path(&text, &set, TG_SIDE_NEW, "a.py", 100,
						&arena, &err), TG_OK);
	ck_assert(tg_str_is(text, "2\n"));
	tg_changeset_release(&set);
	ck_assert_int_eq(tg_changeset_open_worktree(&set, &arena, repo, NULL, &err),
			 TG_OK);
	ck_assert_str_eq(fixture_visit(&set, NULL),
			 "a.py modified +1 -1\n-1,0 1\n+0,1 2\n"
			 "b.py modified +1 -1\n-1,0 1\n+0,1 2\n"
			 "crlf.py modified +1 -1\n 1,1 1\n-2,0 2\n+0,2 zwei\n");
}
END_TEST

START_TEST(staged_before_the_first_commit)
{
	fixture_write("a.py", "1\n");
	fixture_git("add a.py");
	open_repo();
	ck_assert_int_eq(tg_changeset_open_staged(&set, &arena, repo, NULL, &err), TG_OK);
	ck_assert_str_eq(fixture_visit(&set, NULL), "a.py added +1 -0\n+0,1 1\n");
}
END_TEST

static bool list_path(const char *path, void *ctx)
{
	char *list = ctx;
	size_t n = strlen(list);

	snprintf(list + n, 1024 - n, "%s ", path);
	return true;
}

static const char *list_side(enum tg_side side)
{
	static char list[1024];

	*list = '\0';
	ck_assert_int_eq(tg_changeset_list(&set, side, list_path, list, &err), TG_OK);
	return list;
}

START_TEST(both_ends_are_listed)
{
	fixture_write("b", "b is here\n");
	fixture_write("d/e", "e is here\n");
	fixture_write("z", "z is here\n");
	fixture_commit("one");
	fixture_write("a", "new\n");
	fixture_write("c", "new too\n");
	fixture_run("git rm -q z; git mv d/e d/f; git add -A");
	open_repo();
	ck_assert_int_eq(tg_changeset_open_staged(&set, &arena, repo, NULL, &err), TG_OK);
	ck_assert_str_eq(list_side(TG_SIDE_OLD), "b d/e z ");
	ck_assert_str_eq(list_side(TG_SIDE_NEW), "a b c d/f ");
	tg_changeset_release(&set);
	tg_repo_free(repo);
	fixture_git("commit -q -m two");
	open_range("HEAD~1", NULL);
	ck_assert_str_eq(list_side(TG_SIDE_OLD), "b d/e z ");
	ck_assert_str_eq(list_side(TG_SIDE_NEW), "a b c d/f ");
}
END_TEST

static enum tg_rc read_path(enum tg_side side, const char *path)
{
	struct tg_str text;

	return tg_changeset_read_path(&text, &set, side, path, 100, &arena, &err);
}

START_TEST(reading_by_path_knows_renames)
{
	fixture_write("old", "the very same\n");
	fixture_commit("one");
	fixture_git("mv old new");
	open_repo();
	ck_assert_int_eq(tg_changeset_open_staged(&set, &arena, repo, NULL, &err), TG_OK);
	ck_assert_int_eq(read_path(TG_SIDE_NEW, "new"), TG_OK);
	ck_assert_int_eq(read_path(TG_SIDE_OLD, "old"), TG_OK);
	ck_assert_int_eq(read_path(TG_SIDE_NEW, "old"), TG_E_NOT_FOUND);
	ck_assert_int_eq(read_path(TG_SIDE_OLD, "new"), TG_E_NOT_FOUND);
}
END_TEST

static enum tg_rc remote_read(struct tg_str *out, enum tg_side side, const char *path,
			      size_t max, struct tg_arena *to, void *ctx,
			      struct tg_err *e)
{
	unsigned *reads = ctx;

	(void)max;
	++*reads;
	if (strcmp(path, "gone") == 0)
		return tg_err_set(e, TG_E_NOT_FOUND, "no %s", path);
	*out = tg_str(tg_arena_dup(to, side == TG_SIDE_OLD ? "1\n2\n" : "1\nzwei\n"));
	return TG_OK;
}

START_TEST(files_of_an_api)
{
	unsigned reads = 0;
	struct tg_remote_file files[] = {
		{ TG_STATUS_MODIFIED, ODD, ODD,
		  TG_STR("@@ -1,2 +1,2 @@\n 1\n-2\n+two"), false },
		{ TG_STATUS_MODIFIED, "cut.py", "cut.py", { NULL, 0 }, false },
		{ TG_STATUS_RENAMED, "was.py", "is.py", { NULL, 0 }, true },
		{ TG_STATUS_MODIFIED, "gone", "gone", { NULL, 0 }, false },
	};
	struct tg_remote remote = { .files = files, .n_files = 4, .read = remote_read,
				    .ctx = &reads };

	ck_assert_msg(tg_changeset_open_remote(&set, &arena, &remote, NULL, &err) == TG_OK,
		      "%s", err.msg);
	ck_assert_str_eq(fixture_visit(&set, NULL),
			 "cut.py modified +1 -1\n 1,1 1\n-2,0 2\n+0,2 zwei\n"
			 "gone modified +0 -0 unread\n"
			 ODD " modified +1 -1\n 1,1 1\n-2,0 2\n+0,2 two\n");
	/* Contents are fetched only where the patch is missing. */
	ck_assert_uint_eq(reads, 4);
	ck_assert_int_eq(tg_changeset_find(&set, "gone")->unread, TG_UNREAD_MISSING);
}
END_TEST

Suite *given_suite(void)
{
	Suite *s = suite_create("given");
	TCase *t = tcase_create("sources");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, kinds_of_change);
	tcase_add_loop_test(t, a_diff_says_what_its_range_says, 0,
			    sizeof(diffs) / sizeof(*diffs));
	tcase_add_test(t, ids_that_lie_are_not_believed);
	tcase_add_loop_test(t, what_is_no_diff_is_an_error, 0,
			    sizeof(bad_diffs) / sizeof(*bad_diffs));
	tcase_add_test(t, an_empty_diff_is_no_change);
	tcase_add_test(t, staged_and_work_tree);
	tcase_add_test(t, staged_before_the_first_commit);
	tcase_add_test(t, both_ends_are_listed);
	tcase_add_test(t, reading_by_path_knows_renames);
	tcase_add_test(t, files_of_an_api);
	suite_add_tcase(s, t);
	return s;
}
