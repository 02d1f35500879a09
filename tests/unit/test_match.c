/* Regular expressions and path lists. */
#include "../../src/base/glob.h"
#include "../../src/base/regex.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

static const struct {
	const char *patterns[4];
	const char *path;
	bool want;
} globs[] = {
	/* a name at any depth */
	{ { "node_modules" }, "node_modules/x.js", true },
	{ { "node_modules" }, "a/node_modules/x.js", true },
	{ { "node_modules" }, "a/my_node_modules/x.js", false },
	{ { "Makefile" }, "a/b/Makefile", true },
	{ { "Makefile" }, "Makefile.in", false },
	{ { "/Makefile" }, "Makefile", true },
	{ { "/Makefile" }, "a/Makefile", false },
	/* a folder */
	{ { "docs/" }, "docs/a.md", true },
	{ { "docs/" }, "x/docs/a.md", true },
	{ { "docs/" }, "docs", false },
	{ { "/docs/" }, "x/docs/a.md", false },
	{ { "a/" }, "a/b", true },
	{ { "docs/threats" }, "docs/threats/a.md", true },
	{ { "docs/threats" }, "x/docs/threats/a.md", false },
	{ { "docs/threats" }, "docs/threats2", false },
	/* the end of a name */
	{ { "*.c" }, "src/a.c", true },
	{ { "*.c" }, "src/a.cc", false },
	{ { "/*.c" }, "a.c", true },
	{ { "/*.c" }, "src/a.c", false },
	{ { "*.d" }, "conf.d/x", true },
	/* one star stays in its name */
	{ { "src/*.c" }, "src/a.c", true },
	{ { "src/*.c" }, "src/b/a.c", false },
	{ { "src/*" }, "src/b/a.c", true },
	{ { "src/*/a.c" }, "src/b/a.c", true },
	{ { "src/*/a.c" }, "src/b/c/a.c", false },
	{ { "a?c" }, "x/abc", true },
	{ { "a?c" }, "a/c", false },
	{ { "a**c" }, "a/c", false },
	{ { "a**c" }, "abbc", true },
	/* ** crosses slashes */
	{ { "**" }, "a", true },
	{ { "**" }, "a/b/c", true },
	{ { "*" }, "a/b/c", true },
	{ { "docs/**" }, "docs/a/b.md", true },
	{ { "docs/**" }, "x/docs/a", false },
	{ { "docs/**" }, "docs", false },
	{ { "**/docs/**" }, "x/y/docs/a", true },
	{ { "**/docs" }, "docs/a", true },
	{ { "a/**/b" }, "a/b", true },
	{ { "a/**/b" }, "a/x/y/b", true },
	{ { "a/**/b" }, "a/x/y/bb", false },
	{ { "a/**/b" }, "a/x/b/file", true },
	{ { "docs/**/threat[-_ ]model*" }, "docs/threat-model.md", true },
	{ { "docs/**/threat[-_ ]model*" }, "docs/x/threat_models/a.md", true },
	{ { "docs/**/threat[-_ ]model*" }, "docs/x/threatmodel", false },
	{ { "**/*.tf" }, "infra/prod/main.tf", true },
	{ { "**/*.tf" }, "main.tf", true },
	{ { "**/a*/**/b*" }, "x/aa/y/z/bb", true },
	{ { "**/a/b" }, "x/a/b", true },
	{ { "**/a/b" }, "x/aa/b", false },
	{ { "services/*/api/**" }, "services/order/api/v1/x.py", true },
	{ { "services/*/api/**" }, "services/order/web/x.py", false },
	/* classes and escapes */
	{ { "[a-c].x" }, "b.x", true },
	{ { "[!a-c].x" }, "b.x", false },
	{ { "[!a]b" }, "x/b", false },
	{ { "a\\*b" }, "a*b", true },
	{ { "a\\*b" }, "axb", false },
	{ { "\\!important" }, "!important", true },
	/* no special meaning */
	{ { "a.c" }, "abc", false },
	{ { "a+(b)" }, "a+(b)", true },
	{ { "{a,b}" }, "{a,b}", true },
	{ { "#x" }, "#x", true },
	{ { "na\xc3\xafve" }, "x/na\xc3\xafve", true },
	{ { "a*" }, "a\nb", true },
	/* the last match wins */
	{ { "docs/**", "!docs/README.md" }, "docs/README.md", false },
	{ { "docs/**", "!docs/README.md" }, "docs/x.md", true },
	{ { "docs/**", "!*.md", "docs/a.md" }, "docs/a.md", true },
	{ { "docs/**", "!*.md", "docs/a.md" }, "docs/b.md", false },
};

START_TEST(a_path_list_takes_what_gitignore_would)
{
	struct tg_arena arena = TG_ARENA_INIT;
	struct tg_globs *list;
	struct tg_err err;
	size_t n = 0;

	while (n < 4 && globs[_i].patterns[n])
		n++;
	ck_assert_int_eq(tg_globs_new(&list, &arena, globs[_i].patterns, n, 0, &err), TG_OK);
	for (int run = 0; run < 2; run++)
		ck_assert_msg(tg_globs_match(list, globs[_i].path) == globs[_i].want,
			      "%s on %s", globs[_i].patterns[0], globs[_i].path);
	tg_globs_free(list);
	tg_arena_release(&arena);
}
END_TEST

static const char *const bad_globs[] = {
	"!a", "", "/", "!", "[a", "a\\", "./src", "../x", "a/../b", "src/[",
};

START_TEST(a_pattern_that_cannot_match_is_an_error)
{
	struct tg_arena arena = TG_ARENA_INIT;
	struct tg_globs *list;
	struct tg_err err;

	ck_assert_msg(tg_globs_new(&list, &arena, &bad_globs[_i], 1, 0, &err) == TG_E_POLICY,
		      "taken: %s", bad_globs[_i]);
	ck_assert_uint_eq(err.line, 1);
	ck_assert_msg(strstr(err.msg, bad_globs[_i]) != NULL, "%s", err.msg);
	tg_arena_release(&arena);
}
END_TEST

START_TEST(a_list_says_which_pattern_decided)
{
	static const char *const patterns[] = { "src/**", "!*.md", "x[ab]" };
	struct tg_arena arena = TG_ARENA_INIT;
	struct tg_globs *list;
	struct tg_err err;

	ck_assert_int_eq(tg_globs_new(&list, &arena, patterns, 3, 0, &err), TG_OK);
	ck_assert_uint_eq(tg_globs_decided_by(list, "src/a.md"), 1);
	ck_assert_uint_eq(tg_globs_decided_by(list, "src/xa"), 2);
	ck_assert_uint_eq(tg_globs_decided_by(list, "src/c"), 0);
	ck_assert_uint_eq(tg_globs_decided_by(list, "lib/c"), SIZE_MAX);
	ck_assert_uint_eq(tg_globs_count(list), 3);
	ck_assert_str_eq(tg_globs_pattern(list, 1), "!*.md");
	tg_globs_free(list);
	tg_arena_release(&arena);
}
END_TEST

START_TEST(case_is_folded_when_asked)
{
	static const char *const patterns[] = { "threat-model*", "*.MD", "a/[B]*" };
	static const char *const paths[] = { "x/THREAT-MODEL.txt", "x.md", "A/bc" };
	struct tg_arena arena = TG_ARENA_INIT;
	struct tg_globs *exact, *folded;
	struct tg_err err;

	for (size_t i = 0; i < 3; i++) {
		ck_assert_int_eq(tg_globs_new(&exact, &arena, &patterns[i], 1, 0, &err), TG_OK);
		ck_assert_int_eq(tg_globs_new(&folded, &arena, &patterns[i], 1,
					      TG_GLOB_CASELESS, &err), TG_OK);
		ck_assert(!tg_globs_match(exact, paths[i]));
		ck_assert(tg_globs_match(folded, paths[i]));
		tg_globs_free(exact);
		tg_globs_free(folded);
	}
	tg_arena_release(&arena);
}
END_TEST

static const struct {
	const char *pattern;
	unsigned flags;
	const char *text;
	enum tg_match want;
	size_t start, end;
} searches[] = {
	{ "b+", 0, "abbc", TG_MATCH_YES, 1, 3 },
	{ "B+", 0, "abbc", TG_MATCH_NO, 0, 0 },
	{ "B+", TG_REGEX_CASELESS, "abbc", TG_MATCH_YES, 1, 3 },
	{ "^$", 0, "", TG_MATCH_YES, 0, 0 },
	{ "\\(*x", 0, "((x", TG_MATCH_YES, 0, 3 },
	{ "[(*]x", 0, "*x", TG_MATCH_YES, 0, 2 },
	{ "[](*]x", 0, "]x", TG_MATCH_YES, 0, 2 },
	{ "[[:alpha:](*]+", 0, "1a(*", TG_MATCH_YES, 1, 4 },
	{ "\\Q(*\\E", 0, "a(*", TG_MATCH_YES, 1, 3 },
	{ "\xc3\xa9", 0, "caf\xc3\xa9", TG_MATCH_YES, 3, 5 },
	{ "(a+)+$", 0, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", TG_MATCH_LIMIT, 0, 0 },
	{ "(", 0, "(", TG_MATCH_LIMIT, 0, 0 },
};

START_TEST(a_pattern_finds_its_place)
{
	struct tg_regex *re = tg_regex_new(tg_str(searches[_i].pattern), searches[_i].flags);
	struct tg_regex_scratch *scratch = tg_regex_scratch_new(10000);
	struct tg_span span = { 0, 0 };

	ck_assert_msg(tg_regex_search(re, scratch, tg_str(searches[_i].text), 0, &span, 1) ==
			      searches[_i].want,
		      "%s", searches[_i].pattern);
	if (searches[_i].want == TG_MATCH_YES) {
		ck_assert_uint_eq(span.start, searches[_i].start);
		ck_assert_uint_eq(span.end, searches[_i].end);
	}
	tg_regex_scratch_free(scratch);
	tg_regex_free(re);
}
END_TEST

static const struct {
	const char *pattern;
	unsigned column;
	const char *says;
} refused[] = {
	{ "(*UTF)a", 1, "verbs" },
	{ "(*LIMIT_MATCH=99999999)a", 1, "verbs" },
	{ "ab(*COMMIT)c", 3, "verbs" },
	{ "[a](*F)", 4, "verbs" },
	{ "a\\C", 4, "\\C" },
	{ "a(b", 4, "parenthesis" },
	{ "\\p{L}(?", 8, "compile" },
	{ "((((((((((((((((((((((((((((((((((((a))))))))))))))))))))))))))))))))))))", 34, "nested" },
};

START_TEST(a_dangerous_or_wrong_pattern_is_refused_with_its_place)
{
	struct tg_regex *re = tg_regex_new(tg_str(refused[_i].pattern), 0);
	struct tg_err err = { 0 };

	ck_assert_int_eq(tg_regex_prepare(re, &err), TG_E_RULE);
	ck_assert_msg(strstr(err.msg, refused[_i].says) != NULL, "%s", err.msg);
	ck_assert_msg(err.column == refused[_i].column, "%s: column %u: %s",
		      refused[_i].pattern, err.column, err.msg);
	tg_regex_free(re);
}
END_TEST

START_TEST(a_pattern_over_its_limit_is_refused)
{
	char *pattern = calloc(1, TG_REGEX_MAX_PATTERN + 2);
	struct tg_err err = { 0 };

	memset(pattern, 'a', TG_REGEX_MAX_PATTERN + 1);
	struct tg_regex *re = tg_regex_new(tg_str(pattern), 0);

	ck_assert_int_eq(tg_regex_prepare(re, &err), TG_E_RULE);
	ck_assert_msg(strstr(err.msg, "4097 bytes") != NULL, "%s", err.msg);
	tg_regex_free(re);
	free(pattern);
}
END_TEST

START_TEST(groups_and_later_starts)
{
	struct tg_regex *re = tg_regex_new(TG_STR("(a)|(b)"), 0);
	struct tg_regex_scratch *scratch = tg_regex_scratch_new(10000);
	struct tg_span spans[4];

	ck_assert_int_eq(tg_regex_search(re, scratch, TG_STR("a b"), 1, spans, 4),
			 TG_MATCH_YES);
	ck_assert_uint_eq(spans[0].start, 2);
	ck_assert_uint_eq(spans[1].start, SIZE_MAX);
	ck_assert_uint_eq(spans[2].end, 3);
	ck_assert_uint_eq(spans[3].start, SIZE_MAX);
	ck_assert_int_eq(tg_regex_search(re, scratch, TG_STR("a b"), 4, NULL, 0), TG_MATCH_NO);
	ck_assert_int_eq(tg_regex_search(re, scratch, tg_str(NULL), 0, NULL, 0), TG_MATCH_NO);
	tg_regex_scratch_free(scratch);
	tg_regex_free(re);
}
END_TEST

START_TEST(answers_are_the_same_once_compiled_to_machine_code)
{
	struct tg_regex *re = tg_regex_new(TG_STR("(a+)+$"), 0);
	struct tg_regex_scratch *scratch = tg_regex_scratch_new(10000);
	struct tg_span span;

	for (int i = 0; i < 5000; i++) {
		ck_assert_int_eq(tg_regex_search(re, scratch, TG_STR("baaa"), 0, &span, 1),
				 TG_MATCH_YES);
		ck_assert_uint_eq(span.start, 1);
		ck_assert_uint_eq(span.end, 4);
	}
	ck_assert_int_eq(tg_regex_search(re, scratch,
					 TG_STR("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!"),
					 0, &span, 1),
			 TG_MATCH_LIMIT);
	tg_regex_scratch_free(scratch);
	tg_regex_free(re);
}
END_TEST

Suite *match_suite(void);

Suite *match_suite(void)
{
	Suite *suite = suite_create("match");
	TCase *paths = tcase_create("globs");
	TCase *patterns = tcase_create("regex");

	tcase_add_loop_test(paths, a_path_list_takes_what_gitignore_would, 0,
			    COUNT(globs));
	tcase_add_loop_test(paths, a_pattern_that_cannot_match_is_an_error, 0,
			    COUNT(bad_globs));
	tcase_add_test(paths, a_list_says_which_pattern_decided);
	tcase_add_test(paths, case_is_folded_when_asked);
	suite_add_tcase(suite, paths);
	tcase_add_loop_test(patterns, a_pattern_finds_its_place, 0, COUNT(searches));
	tcase_add_loop_test(patterns, a_dangerous_or_wrong_pattern_is_refused_with_its_place,
			    0, COUNT(refused));
	tcase_add_test(patterns, a_pattern_over_its_limit_is_refused);
	tcase_add_test(patterns, groups_and_later_starts);
	tcase_add_test(patterns, answers_are_the_same_once_compiled_to_machine_code);
	suite_add_tcase(suite, patterns);
	return suite;
}
