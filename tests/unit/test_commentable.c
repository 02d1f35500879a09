#include "../../src/github/commentable.h"

#include "git_fixture.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

Suite *commentable_suite(void);

/* Twenty lines; lines 10 (changed), and after 15 (a line is added). Then a file
 * that lost its line 5, one that is gone, and one with another name. */
static struct tg_arena arena;
static struct tg_repo *repo;
static struct tg_changeset set;

static void number_lines(char *out, size_t size, unsigned from, unsigned to)
{
	size_t n = strlen(out);

	for (unsigned i = from; i <= to; i++)
		n += (size_t)snprintf(out + n, size - n, "line %u\n", i);
}

static void ignore(const struct tg_file_view *view, void *ctx)
{
	(void)view;
	(void)ctx;
}

static void make_changes(void)
{
	char text[1024] = "", changed[1024] = "", shorter[1024] = "", moved[1024] = "";

	number_lines(text, sizeof(text), 1, 20);
	number_lines(changed, sizeof(changed), 1, 9);
	snprintf(changed + strlen(changed), sizeof(changed) - strlen(changed), "other\n");
	number_lines(changed, sizeof(changed), 11, 15);
	snprintf(changed + strlen(changed), sizeof(changed) - strlen(changed), "new\n");
	number_lines(changed, sizeof(changed), 16, 20);
	number_lines(shorter, sizeof(shorter), 1, 4);
	number_lines(shorter, sizeof(shorter), 6, 20);
	number_lines(moved, sizeof(moved), 2, 20);
	fixture_write("a.c", text);
	fixture_write("b.c", text);
	fixture_write("gone.c", "one\ntwo\n");
	fixture_write("old.c", text);
	fixture_commit("base");
	fixture_write("a.c", changed);
	fixture_write("b.c", shorter);
	fixture_git("rm -q gone.c");
	fixture_git("mv old.c new.c");
	fixture_write("new.c", moved);
	fixture_write("fresh.c", "eins\nzwei\n");
	fixture_commit("head");
}

static void set_up(void)
{
	struct tg_range range;
	struct tg_err err;

	fixture_new();
	make_changes();
	ck_assert_int_eq(tg_repo_open(&repo, fixture_path(), &err), TG_OK);
	ck_assert_int_eq(tg_range_find(&range, repo, "HEAD^", "HEAD", &err), TG_OK);
	ck_assert_int_eq(tg_changeset_open_range(&set, &arena, repo, &range, NULL, &err),
			 TG_OK);
	ck_assert_int_eq(tg_changeset_visit(&set, 1, ignore, NULL, &err), TG_OK);
}

static void tear_down(void)
{
	tg_changeset_release(&set);
	tg_repo_free(repo);
	tg_arena_release(&arena);
	fixture_remove();
}

static const struct {
	const char *path;
	enum tg_side side;
	uint32_t line;
	const char *shown; /* the name at GitHub; NULL: no comment there */
} places[] = {
	{ "a.c", TG_SIDE_NEW, 10, "a.c" },     /* the changed line */
	{ "a.c", TG_SIDE_NEW, 7, "a.c" },      /* the first of context */
	{ "a.c", TG_SIDE_NEW, 6, NULL },
	{ "a.c", TG_SIDE_NEW, 16, "a.c" },     /* the added line */
	{ "a.c", TG_SIDE_NEW, 19, "a.c" },
	{ "a.c", TG_SIDE_NEW, 20, NULL },
	{ "a.c", TG_SIDE_OLD, 10, "a.c" },
	{ "a.c", TG_SIDE_OLD, 18, "a.c" },     /* three after the addition */
	{ "a.c", TG_SIDE_OLD, 19, NULL },
	{ "a.c", TG_SIDE_NEW, 0, NULL },       /* the file as a whole */
	{ "b.c", TG_SIDE_OLD, 5, "b.c" },      /* the line that is gone */
	{ "b.c", TG_SIDE_NEW, 2, "b.c" },
	{ "b.c", TG_SIDE_NEW, 7, "b.c" },
	{ "b.c", TG_SIDE_NEW, 8, NULL },
	{ "b.c", TG_SIDE_NEW, 1, NULL },
	{ "gone.c", TG_SIDE_OLD, 1, "gone.c" },
	{ "gone.c", TG_SIDE_NEW, 1, NULL },
	{ "fresh.c", TG_SIDE_NEW, 2, "fresh.c" },
	{ "fresh.c", TG_SIDE_OLD, 1, NULL },
	{ "old.c", TG_SIDE_OLD, 1, "new.c" },  /* under its new name */
	{ "old.c", TG_SIDE_NEW, 1, NULL },
	{ "new.c", TG_SIDE_NEW, 1, "new.c" },
	{ "nowhere.c", TG_SIDE_NEW, 1, NULL },
};

START_TEST(lines_of_the_diff)
{
	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		const char *path = places[i].path;
		bool can = tg_commentable(&set, &path, places[i].side, places[i].line);

		ck_assert_msg(can == (places[i].shown != NULL), "%s:%u on side %d",
			      places[i].path, places[i].line, places[i].side);
		if (can)
			ck_assert_str_eq(path, places[i].shown);
	}
}
END_TEST

/* What GitHub shows is what git shows with three lines of context. */
START_TEST(as_git_shows_them)
{
	const char *hunks = fixture_output("git diff -U3 HEAD^ HEAD -- a.c | grep '^@@'");

	ck_assert_str_eq(hunks, "@@ -7,12 +7,13 @@ line 6");
}
END_TEST

Suite *commentable_suite(void)
{
	Suite *suite = suite_create("commentable");
	TCase *tc = tcase_create("lines");

	tcase_add_checked_fixture(tc, set_up, tear_down);
	tcase_add_test(tc, lines_of_the_diff);
	tcase_add_test(tc, as_git_shows_them);
	suite_add_tcase(suite, tc);
	return suite;
}
