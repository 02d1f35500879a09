#include "../../src/git/changeset.h"

#include "git_fixture.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

Suite *changeset_suite(void);

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

	if (!repo)
		open_repo();
	ck_assert_msg(tg_range_find(&range, repo, base, head, &err) == TG_OK, "%s",
		      err.msg);
	ck_assert_msg(tg_changeset_open_range(&set, &arena, repo, &range, NULL, &err) ==
			      TG_OK, "%s", err.msg);
}

static const char *seen;
static unsigned calls;

static void visit_all(void)
{
	seen = fixture_visit(&set, &calls);
}

START_TEST(lines_and_counts)
{
	fixture_write("a.txt", "1\n2\n3\n4\n5\n6\n7\n8\n9\n");
	fixture_commit("one");
	fixture_write("a.txt", "1\n2\n3\n4\nfive\n6\n7\n8\n9\n");
	fixture_write("b/new.py", "x = 1\n");
	fixture_commit("two");
	open_range("HEAD~1", NULL);
	visit_all();
	ck_assert_str_eq(seen, "a.txt modified +1 -1\n"
				  " 2,2 2\n 3,3 3\n 4,4 4\n-5,0 5\n+0,5 five\n"
				  " 6,6 6\n 7,7 7\n 8,8 8\n"
				  "b/new.py added +1 -0\n+0,1 x = 1\n");
	ck_assert_uint_eq(set.added, 2);
	ck_assert_uint_eq(set.removed, 1);
	ck_assert_uint_eq(set.changes[0].n_hunks, 1);
	ck_assert_uint_eq(set.changes[0].hunks[0].old_start, 5);
	ck_assert_uint_eq(set.changes[0].hunks[0].new_lines, 1);
	ck_assert_str_eq(set.merge_base, fixture_output("git rev-parse HEAD~1"));
}
END_TEST

START_TEST(line_numbers_far_down_a_long_file)
{
	static char text[200000];
	size_t n = 0;

	for (int i = 1; i <= 5000; i++)
		n += (size_t)snprintf(text + n, sizeof(text) - n, "line %d\n", i);
	fixture_write("long.c", text);
	fixture_commit("one");
	memcpy(strstr(text, "line 4000"), "LINE", 4);
	memcpy(strstr(text, "line 4500"), "LINE", 4);
	fixture_write("long.c", text);
	fixture_commit("two");
	open_range("HEAD~1", NULL);
	visit_all();
	ck_assert_ptr_nonnull(strstr(seen, "-4000,0 line 4000\n+0,4000 LINE 4000\n"));
	ck_assert_ptr_nonnull(strstr(seen, "-4500,0 line 4500\n+0,4500 LINE 4500\n"));
	ck_assert_uint_eq(set.changes[0].n_hunks, 2);
}
END_TEST

START_TEST(renames_are_found)
{
	fixture_write("old/name.py", "a\nb\nc\nd\ne\nf\ng\nh\n");
	fixture_write("same.txt", "not changed at all\n");
	fixture_commit("one");
	fixture_git("mv old/name.py renamed.py");
	fixture_git("mv same.txt moved.txt");
	fixture_write("renamed.py", "a\nb\nc\nd\ne\nf\ng\nH\n");
	fixture_commit("two");
	open_range("HEAD~1", NULL);
	ck_assert_uint_eq(set.n, 2);
	ck_assert_int_eq(set.changes[0].status, TG_STATUS_RENAMED);
	ck_assert_str_eq(set.changes[0].old_path, "same.txt");
	ck_assert_int_eq(set.changes[1].status, TG_STATUS_RENAMED);
	ck_assert_str_eq(set.changes[1].old_path, "old/name.py");
	visit_all();
	ck_assert_uint_eq(calls, 1);
	ck_assert_ptr_nonnull(strstr(seen, "renamed.py renamed +1 -1\n"));
}
END_TEST

/* Files that differ from each other, and from themselves by one line. */
static void write_many(const char *folder, const char *last)
{
	for (unsigned i = 0; i < 120; i++) {
		char path[64], text[2048];
		size_t n = 0;

		snprintf(path, sizeof(path), "%s/%u.txt", folder, i * 7919u % 1000u);
		for (unsigned line = 0; line < 20 + i % 30; line++)
			n += (size_t)snprintf(text + n, sizeof(text) - n, "line %u of %u\n",
					      line * (i + 3), i);
		snprintf(text + n, sizeof(text) - n, "%s\n", last);
		fixture_write(path, text);
	}
}

START_TEST(threads_find_the_same_renames)
{
	struct tg_changeset_options options = { .workers = 4 };
	struct tg_changeset threaded;
	struct tg_range range;

	write_many("a", "before");
	fixture_commit("one");
	fixture_run("mv a b && mkdir c && cd b && for f in *; do mv $f ../c/x$f; done");
	fixture_run("cd c && for f in *; do echo after >>$f; done");
	fixture_commit("two");
	open_range("HEAD~1", NULL);
	ck_assert_int_eq(tg_range_find(&range, repo, "HEAD~1", NULL, &err), TG_OK);
	ck_assert_int_eq(tg_changeset_open_range(&threaded, &arena, repo, &range,
						 &options, &err), TG_OK);
	ck_assert_uint_eq(set.n, 120);
	ck_assert_uint_eq(threaded.n, 120);
	for (size_t i = 0; i < set.n; i++) {
		ck_assert_int_eq(threaded.changes[i].status, TG_STATUS_RENAMED);
		ck_assert_str_eq(threaded.changes[i].old_path, set.changes[i].old_path);
		ck_assert_str_eq(threaded.changes[i].path, set.changes[i].path);
	}
	tg_changeset_release(&threaded);
}
END_TEST

START_TEST(a_copy_is_new_code)
{
	fixture_write("a.py", "one\ntwo\nthree\n");
	fixture_commit("one");
	fixture_write("b.py", "one\ntwo\nthree\n");
	fixture_commit("two");
	open_range("HEAD~1", NULL);
	visit_all();
	ck_assert_str_eq(seen, "b.py added +3 -0\n+0,1 one\n+0,2 two\n+0,3 three\n");
}
END_TEST

START_TEST(head_attributes_hide_nothing)
{
	fixture_write("a.c", "int a;\n");
	fixture_commit("one");
	fixture_write("a.c", "int b;\n");
	fixture_write(".gitattributes", "*.c -diff linguist-generated\n* binary\n");
	fixture_commit("two");
	open_range("HEAD~1", NULL);
	visit_all();
	ck_assert_ptr_nonnull(strstr(seen, "a.c modified +1 -1\n"));
	ck_assert_int_eq(tg_changeset_find(&set, "a.c")->file_class, TG_CLASS_PRODUCTION);
}
END_TEST

START_TEST(base_attributes_give_the_class)
{
	fixture_write(".gitattributes", "*.gen.c linguist-generated=true\n"
					"\"with space.c\" linguist-vendored\n");
	fixture_write("sub/.gitattributes", "x.c linguist-documentation\n"
					    "keep.gen.c -linguist-generated\n");
	fixture_commit("one");
	fixture_write("a.gen.c", "int a;\n");
	fixture_write("with space.c", "int a;\n");
	fixture_write("sub/x.c", "int a;\n");
	fixture_write("x.c", "int a;\n");
	fixture_write("sub/keep.gen.c", "int k;\n");
	fixture_write("sub/.gitattributes", "");
	fixture_commit("two");
	open_range("HEAD~1", NULL);
	ck_assert_int_eq(tg_changeset_find(&set, "a.gen.c")->file_class,
			 TG_CLASS_GENERATED);
	ck_assert_int_eq(tg_changeset_find(&set, "with space.c")->file_class,
			 TG_CLASS_VENDORED);
	ck_assert_int_eq(tg_changeset_find(&set, "sub/x.c")->file_class, TG_CLASS_DOCS);
	ck_assert_int_eq(tg_changeset_find(&set, "x.c")->file_class,
			 TG_CLASS_PRODUCTION);
	ck_assert_int_eq(tg_changeset_find(&set, "sub/keep.gen.c")->file_class,
			 TG_CLASS_PRODUCTION);
}
END_TEST

START_TEST(what_cannot_be_read_is_marked)
{
	fixture_write_bytes("bin.py", "a\0b\n", 4);
	fixture_write("big.txt", "0123456789\n");
	fixture_commit("one");
	fixture_write_bytes("bin.py", "a\0c\n", 4);
	fixture_write("big.txt", "0123456789 and more than ten bytes\n");
	fixture_git("update-index --add --cacheinfo "
		    "160000,1234567890123456789012345678901234567890,sub");
	fixture_git("add bin.py big.txt");
	fixture_git("commit -q -m two");
	struct tg_limits limits = tg_limits_default;
	struct tg_changeset_options options = { .limits = &limits };
	struct tg_range range;

	limits.file_bytes = 20;
	open_repo();
	ck_assert_int_eq(tg_range_find(&range, repo, "HEAD~1", NULL, &err), TG_OK);
	ck_assert_int_eq(tg_changeset_open_range(&set, &arena, repo, &range, &options,
						 &err), TG_OK);
	visit_all();
	ck_assert_uint_eq(calls, 3);
	ck_assert_int_eq(tg_changeset_find(&set, "bin.py")->unread, TG_UNREAD_BINARY);
	ck_assert_int_eq(tg_changeset_find(&set, "big.txt")->unread,
			 TG_UNREAD_TOO_LARGE);
	ck_assert_int_eq(tg_changeset_find(&set, "sub")->unread, TG_UNREAD_SUBMODULE);
}
END_TEST


START_TEST(limits_are_honoured_and_marked)
{
	struct tg_limits limits = tg_limits_default;
	struct tg_changeset_options options = { .limits = &limits };
	struct tg_range range;

	fixture_commit("nothing");
	fixture_write("a.txt", "0123456789\nabc\n");
	fixture_write("b.txt", "1\n2\n3\n");
	fixture_write("c.txt", "1\n");
	fixture_commit("two");
	limits.files = 2;
	limits.line_bytes = 4;
	limits.diff_lines = 3;
	open_repo();
	ck_assert_int_eq(tg_range_find(&range, repo, "HEAD~1", NULL, &err), TG_OK);
	ck_assert_int_eq(tg_changeset_open_range(&set, &arena, repo, &range, &options,
						 &err), TG_OK);
	ck_assert_uint_eq(set.n, 2);
	ck_assert(set.truncated);
	visit_all();
	ck_assert_ptr_nonnull(strstr(seen, "+0,1 0123\n+0,2 abc\n"));
	ck_assert(set.changes[0].long_lines);
	ck_assert_int_eq(set.changes[1].unread, TG_UNREAD_TOO_LARGE);
}
END_TEST

static unsigned paths_seen[512];

static void count_path(const struct tg_file_view *view, void *ctx)
{
	(void)ctx;
	ck_assert_uint_lt(view->worker, 4);
	paths_seen[view->change->index]++;
}

START_TEST(workers_see_every_file_once)
{
	char path[64];

	fixture_commit("nothing");
	for (int i = 0; i < 300; i++) {
		snprintf(path, sizeof(path), "dir%d/file%d.py", i % 7, i);
		fixture_write(path, "one\ntwo\n");
	}
	fixture_commit("two");
	open_range("HEAD~1", NULL);
	ck_assert_int_eq(tg_changeset_visit(&set, 4, count_path, NULL, &err), TG_OK);
	for (int i = 0; i < 300; i++)
		ck_assert_uint_eq(paths_seen[i], 1);
	ck_assert_uint_eq(set.added, 600);
}
END_TEST

START_TEST(a_partial_clone_is_not_half_judged)
{
	struct tg_range range;
	char path[512];

	fixture_write("a.py", "1\n");
	fixture_commit("one");
	fixture_write("a.py", "2\n");
	fixture_commit("two");
	fixture_git("config uploadpack.allowFilter true");
	fixture_git("clone -q --bare --filter=blob:none file://$PWD partial.git");
	snprintf(path, sizeof(path), "%s/partial.git", fixture_path());
	ck_assert_int_eq(tg_repo_open(&repo, path, &err), TG_OK);
	ck_assert_int_eq(tg_range_find(&range, repo, "HEAD~1", "HEAD", &err), TG_OK);
	ck_assert_int_eq(tg_changeset_open_range(&set, &arena, repo, &range, NULL, &err),
			 TG_OK);
	ck_assert_int_eq(tg_changeset_visit(&set, 1, count_path, NULL, &err),
			 TG_E_HISTORY);
	ck_assert_ptr_nonnull(strstr(err.msg, "partial clone"));
	ck_assert_ptr_nonnull(strstr(err.hint, "--filter"));
}
END_TEST

START_TEST(a_sparse_index_does_not_matter)
{
	fixture_write("in/a.py", "1\n");
	fixture_write("out/b.py", "1\n");
	fixture_commit("one");
	fixture_write("out/b.py", "2\n");
	fixture_commit("two");
	fixture_git("sparse-checkout init --cone --sparse-index");
	fixture_git("sparse-checkout set in");
	open_range("HEAD~1", NULL);
	visit_all();
	ck_assert_str_eq(seen, "out/b.py modified +1 -1\n-1,0 1\n+0,1 2\n");
}
END_TEST

START_TEST(generated_by_its_own_word_only_in_the_base)
{
	fixture_write("old.go", "// Code generated by gen. DO NOT EDIT.\nvar a = 1\n");
	fixture_commit("one");
	fixture_write("old.go", "// Code generated by gen. DO NOT EDIT.\nvar a = 2\n");
	fixture_write("new.go", "// Code generated by gen. DO NOT EDIT.\nvar a = 2\n");
	fixture_commit("two");
	open_range("HEAD~1", NULL);
	visit_all();
	ck_assert_int_eq(tg_changeset_find(&set, "old.go")->file_class,
			 TG_CLASS_GENERATED);
	ck_assert_int_eq(tg_changeset_find(&set, "new.go")->file_class,
			 TG_CLASS_PRODUCTION);
}
END_TEST

static const char *heading;

static void take_heading(const struct tg_file_view *view, void *ctx)
{
	(void)ctx;
	heading = tg_arena_dup_str(&arena, view->headings[view->n_hunks - 1]);
}

START_TEST(hunks_have_headings)
{
	fixture_write("a.py", "class A:\n    def first(self):\n        a\n        b\n"
			      "        c\n        d\n        e\n        f\n        g\n");
	fixture_commit("one");
	fixture_run("sed -i s/g/changed/ a.py");
	fixture_commit("two");
	open_range("HEAD~1", NULL);
	ck_assert_int_eq(tg_changeset_visit(&set, 1, take_heading, NULL, &err), TG_OK);
	ck_assert_str_eq(heading, "def first(self):");
}
END_TEST

Suite *changeset_suite(void)
{
	Suite *s = suite_create("changeset");
	TCase *t = tcase_create("range");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, lines_and_counts);
	tcase_add_test(t, line_numbers_far_down_a_long_file);
	tcase_add_test(t, renames_are_found);
	tcase_add_test(t, threads_find_the_same_renames);
	tcase_add_test(t, a_copy_is_new_code);
	tcase_add_test(t, head_attributes_hide_nothing);
	tcase_add_test(t, base_attributes_give_the_class);
	tcase_add_test(t, what_cannot_be_read_is_marked);
	tcase_add_test(t, limits_are_honoured_and_marked);
	tcase_add_test(t, workers_see_every_file_once);
	tcase_add_test(t, a_partial_clone_is_not_half_judged);
	tcase_add_test(t, a_sparse_index_does_not_matter);
	tcase_add_test(t, generated_by_its_own_word_only_in_the_base);
	tcase_add_test(t, hunks_have_headings);
	suite_add_tcase(s, t);
	return s;
}
