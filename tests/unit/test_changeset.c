#include "../../src/git/changeset.h"

#include "git_fixture.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

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

/* What a visit saw, as text: "path status +added -removed\n" and its lines. */
static char seen[1 << 20];
static unsigned calls;

static void record(const struct tg_file_view *view, void *ctx)
{
	size_t n = strlen(seen);

	(void)ctx;
	calls++;
	n += (size_t)snprintf(seen + n, sizeof(seen) - n, "%s %s +%u -%u%s\n",
			      view->change->path, tg_status_name(view->change->status),
			      view->change->added, view->change->removed,
			      view->change->unread ? " unread" : "");
	for (size_t i = 0; i < view->n_lines && n < sizeof(seen) - 600; i++) {
		const struct tg_line *l = &view->lines[i];

		n += (size_t)snprintf(seen + n, sizeof(seen) - n, "%c%u,%u %.*s\n",
				      " +-"[l->kind], l->old_line, l->new_line,
				      (int)(l->text.n < 200 ? l->text.n : 200),
				      l->text.p);
	}
}

static const char *visit(void)
{
	seen[0] = '\0';
	calls = 0;
	ck_assert_msg(tg_changeset_visit(&set, 1, record, NULL, &err) == TG_OK, "%s",
		      err.msg);
	return seen;
}

START_TEST(lines_and_counts)
{
	fixture_write("a.txt", "1\n2\n3\n4\n5\n6\n7\n8\n9\n");
	fixture_commit("one");
	fixture_write("a.txt", "1\n2\n3\n4\nfive\n6\n7\n8\n9\n");
	fixture_write("b/new.py", "x = 1\n");
	fixture_commit("two");
	open_range("HEAD~1", NULL);
	ck_assert_str_eq(visit(), "a.txt modified +1 -1\n"
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
	visit();
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
	visit();
	ck_assert_uint_eq(calls, 1);
	ck_assert_ptr_nonnull(strstr(seen, "renamed.py renamed +1 -1\n"));
}
END_TEST

START_TEST(a_copy_is_new_code)
{
	fixture_write("a.py", "one\ntwo\nthree\n");
	fixture_commit("one");
	fixture_write("b.py", "one\ntwo\nthree\n");
	fixture_commit("two");
	open_range("HEAD~1", NULL);
	ck_assert_str_eq(visit(), "b.py added +3 -0\n+0,1 one\n+0,2 two\n+0,3 three\n");
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
	visit();
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
	visit();
	ck_assert_uint_eq(calls, 3);
	ck_assert_int_eq(tg_changeset_find(&set, "bin.py")->unread, TG_UNREAD_BINARY);
	ck_assert_int_eq(tg_changeset_find(&set, "big.txt")->unread,
			 TG_UNREAD_TOO_LARGE);
	ck_assert_int_eq(tg_changeset_find(&set, "sub")->unread, TG_UNREAD_SUBMODULE);
}
END_TEST

Suite *changeset_suite(void);

Suite *changeset_suite(void)
{
	Suite *s = suite_create("changeset");
	TCase *t = tcase_create("range");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, lines_and_counts);
	tcase_add_test(t, line_numbers_far_down_a_long_file);
	tcase_add_test(t, renames_are_found);
	tcase_add_test(t, a_copy_is_new_code);
	tcase_add_test(t, head_attributes_hide_nothing);
	tcase_add_test(t, base_attributes_give_the_class);
	tcase_add_test(t, what_cannot_be_read_is_marked);
	suite_add_tcase(s, t);
	return s;
}
