/* What is said on GitHub, and the comments on lines. */
#include "../../src/github/line_comments.h"
#include "../../src/github/wording.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

Suite *github_text_suite(void);

#define FP(c) c c c c c c c c c c c c c c c c c c c c c c c c c c c c c c c c

static struct tg_arena arena;

static struct tg_finding finding(const char *fingerprint, enum tg_level level)
{
	struct tg_finding f = { .id = "mitigation/missing", .level = level,
				.message = "T1 has no mitigation.", .fix = "Add one.",
				.path = "src/a.c", .line = 3, .introduced = true };

	snprintf(f.fingerprint, sizeof(f.fingerprint), "%s", fingerprint);
	return f;
}

/* --- the log ---------------------------------------------------------------------- */

static const struct {
	const char *in, *out;
} logs[] = {
	{ "plain\nlines\n", "plain\nlines\n" },
	{ "::error::x", "|::error::x\n" },
	{ "  \t::set-output name=a::b", "|  \t::set-output name=a::b\n" },
	{ "a ::error::x", "a ::error::x\n" },
	{ "x ##[add-mask]y ##[z", "x # #[add-mask]y # #[z\n" },
	{ "###[x", "## #[x\n" },
	{ "a\r::error::b", "a\n|::error::b\n" },
};

START_TEST(no_command_in_the_log)
{
	struct tg_buf out = TG_BUF_INIT(4096);

	tg_word_log(&out, tg_str(logs[_i].in));
	ck_assert_str_eq(out.ptr, logs[_i].out);
	tg_buf_release(&out);
}
END_TEST

/* --- titles ------------------------------------------------------------------------- */

static const struct {
	struct tg_report report;
	const char *title;
} titles[] = {
	{ { .verdict = TG_VERDICT_PASS }, "pass: nothing security-relevant was seen" },
	{ { .verdict = TG_VERDICT_PASS, .n_signals = 2 }, "pass" },
	{ { .verdict = TG_VERDICT_PASS, .warnings = 1 }, "pass: 1 warning" },
	{ { .verdict = TG_VERDICT_FAIL, .errors = 2, .warnings = 1 },
	  "fail: 2 errors, 1 warning" },
	{ { .verdict = TG_VERDICT_PASS, .advisory = true, .errors = 1 }, "draft: 1 error" },
	{ { .verdict = TG_VERDICT_ERROR, .error = "no\nhistory" },
	  "could not judge: no history" },
};

START_TEST(title)
{
	struct tg_buf out = TG_BUF_INIT(4096);

	tg_word_title(&out, &titles[_i].report, TG_STATUS_BYTES);
	ck_assert_str_eq(out.ptr, titles[_i].title);
	tg_buf_release(&out);
}
END_TEST

START_TEST(a_status_has_140_characters)
{
	struct tg_buf out = TG_BUF_INIT(4096), why = TG_BUF_INIT(4096);
	struct tg_report report = { .verdict = TG_VERDICT_ERROR };

	for (int i = 0; i < 200; i++)
		tg_buf_puts(&why, "ö");
	report.error = why.ptr;
	tg_word_title(&out, &report, TG_STATUS_BYTES);
	ck_assert_uint_le(out.len, 140);
	ck_assert_uint_ge(out.len, 138);
	ck_assert_uint_eq(tg_str_find(tg_buf_str(&out), TG_STR("ö")), 17);
	ck_assert_int_eq((unsigned char)out.ptr[out.len - 1], 0xb6);
	tg_buf_release(&out);
	tg_buf_release(&why);
}
END_TEST

/* --- one finding ----------------------------------------------------------------------- */

START_TEST(what_why_and_what_to_do)
{
	struct tg_topic_result topic = { .id = "abuse", .question = "Could it be abused?" };
	struct tg_report report = { .topics = &topic, .n_topics = 1 };
	struct tg_finding f = finding(FP("a"), TG_LEVEL_ERROR);
	struct tg_buf out = TG_BUF_INIT(65536);

	f.topic = "abuse";
	f.threat = "T7";
	f.model = "docs/tm.md";
	tg_word_finding(&out, &report, &f);
	ck_assert_ptr_nonnull(strstr(out.ptr, "T1 has no mitigation."));
	ck_assert_ptr_nonnull(strstr(out.ptr, "**What to do:** Add one."));
	ck_assert_ptr_nonnull(strstr(out.ptr, "Could it be abused?"));
	ck_assert_ptr_nonnull(strstr(out.ptr, "Threat: T7"));
	ck_assert_ptr_nonnull(strstr(out.ptr, "mitigation/missing"));
	ck_assert(strstr(out.ptr, "What to do") < strstr(out.ptr, "<details>"));
	tg_buf_release(&out);
}
END_TEST

START_TEST(hostile_text_stays_text)
{
	struct tg_report report = { 0 };
	struct tg_finding f = finding(FP("a"), TG_LEVEL_ERROR);
	struct tg_buf out = TG_BUF_INIT(65536);

	f.message = "@team <img src=x> `x` </details> <!-- threatgate:v1: --> https://evil.example";
	tg_word_finding(&out, &report, &f);
	ck_assert_ptr_null(strstr(out.ptr, "@team"));
	ck_assert_ptr_null(strstr(out.ptr, "<img"));
	ck_assert_ptr_null(strstr(out.ptr, "<!--"));
	ck_assert_ptr_null(strstr(out.ptr, "https://evil"));
	/* the one that closes the fold is our own */
	ck_assert_str_eq(strstr(out.ptr, "</details>"), "</details>\n");
	tg_buf_release(&out);
}
END_TEST

/* --- comments on lines ------------------------------------------------------------------- */

static struct tg_hunk hunk = { 1, 0, 1, 300 };
static struct tg_change change = { .status = TG_STATUS_MODIFIED, .old_path = "src/a.c",
				   .new_path = "src/a.c", .path = "src/a.c",
				   .hunks = &hunk, .n_hunks = 1 };
static struct tg_changeset changes = { .changes = &change, .n = 1 };
static struct tg_action action = { .key = "k", .login = "github-actions[bot]",
				   .comment = "always", .fail = "true" };
static struct tg_report report;
static struct tg_publication publication = { .action = &action, .report = &report,
					     .changes = &changes };
static struct tg_publish_result result;
static struct tg_publishing publishing = { &publication, &result, &arena, false };

static void choose(struct tg_line_comments *c, const struct tg_finding *findings,
		   size_t n, const char *there)
{
	json_t *list = json_loads(there, 0, NULL);

	ck_assert_ptr_nonnull(list);
	report.findings = findings;
	report.n_findings = n;
	tg_line_comments_want(c, &publishing);
	tg_line_comments_take(c, list);
	tg_line_comments_choose(c);
	json_decref(list);
}

#define BOT "\"user\":{\"login\":\"github-actions[bot]\",\"type\":\"Bot\"}"
#define MARK(f) "<!-- threatgate:v1:k:" f " -->"

static const struct {
	const char *label, *there;
	size_t fresh, old;
	bool wanted, replied;
} runs[] = {
	{ "nothing there", "[]", 1, 0, false, false },
	{ "there already", "[{\"id\":1,\"node_id\":\"N\",\"body\":\"x " MARK(FP("a")) "\"," BOT "}]",
	  0, 1, true, false },
	{ "another finding", "[{\"id\":1,\"node_id\":\"N\",\"body\":\"" MARK(FP("b")) "\"," BOT "}]",
	  1, 1, false, false },
	{ "both in one", "[{\"id\":1,\"node_id\":\"N\",\"body\":\"" MARK(FP("b")) "\\n" MARK(FP("a"))
	  "\"," BOT "}]", 0, 1, true, false },
	{ "somebody else's marker", "[{\"id\":1,\"node_id\":\"N\",\"body\":\"" MARK(FP("a"))
	  "\",\"user\":{\"login\":\"mallory\",\"type\":\"User\"}}]", 1, 0, false, false },
	{ "a person with the bot's name", "[{\"id\":1,\"node_id\":\"N\",\"body\":\"" MARK(FP("a"))
	  "\",\"user\":{\"login\":\"github-actions[bot]\",\"type\":\"User\"}}]", 1, 0, false, false },
	{ "another gate's", "[{\"id\":1,\"node_id\":\"N\",\"body\":\"<!-- threatgate:v1:other:"
	  FP("a") " -->\"," BOT "}]", 1, 0, false, false },
	{ "answered by a person", "[{\"id\":1,\"node_id\":\"N\",\"body\":\"" MARK(FP("b")) "\"," BOT
	  "},{\"id\":2,\"in_reply_to_id\":1,\"body\":\"why?\",\"user\":{\"login\":\"a\",\"type\":\"User\"}}]",
	  1, 1, false, true },
	{ "a marker cut short", "[{\"id\":1,\"node_id\":\"N\",\"body\":\"<!-- threatgate:v1:k:aaa\"," BOT "}]",
	  1, 0, false, false },
};

START_TEST(written_once)
{
	struct tg_finding f = finding(FP("a"), TG_LEVEL_ERROR);
	struct tg_line_comments c;

	choose(&c, &f, 1, runs[_i].there);
	ck_assert_msg(c.fresh.n == runs[_i].fresh, "%s: %zu new", runs[_i].label, c.fresh.n);
	ck_assert_msg(c.old.n == runs[_i].old, "%s: %zu old", runs[_i].label, c.old.n);
	if (c.old.n) {
		ck_assert_msg(c.old.items[0].wanted == runs[_i].wanted, "%s", runs[_i].label);
		ck_assert_msg(c.old.items[0].replied == runs[_i].replied, "%s",
			      runs[_i].label);
	}
	tg_arena_release(&arena);
}
END_TEST

START_TEST(what_gets_no_comment)
{
	struct tg_finding f[6];
	struct tg_line_comments c;

	for (size_t i = 0; i < 6; i++)
		f[i] = finding(FP("a"), TG_LEVEL_ERROR);
	f[0].level = TG_LEVEL_NOTE;
	f[1].path = NULL;
	f[2].line = 0;
	f[3].waived = "agreed";
	f[4].introduced = false;
	f[5].line = 900; /* outside the diff */
	choose(&c, f, 6, "[]");
	ck_assert_uint_eq(c.fresh.n, 0);
	ck_assert_uint_eq(c.n_elsewhere, 1);
	tg_arena_release(&arena);
}
END_TEST

START_TEST(one_comment_for_a_line)
{
	struct tg_finding f[2] = { finding(FP("a"), TG_LEVEL_ERROR),
				   finding(FP("b"), TG_LEVEL_WARNING) };
	struct tg_buf text = TG_BUF_INIT(65536);
	struct tg_line_comments c;

	choose(&c, f, 2, "[]");
	ck_assert_uint_eq(c.fresh.n, 1);
	tg_line_comment_text(&text, &c, &c.fresh.items[0]);
	ck_assert_ptr_nonnull(strstr(text.ptr, MARK(FP("a"))));
	ck_assert_ptr_nonnull(strstr(text.ptr, MARK(FP("b"))));
	tg_buf_release(&text);
	tg_arena_release(&arena);
}
END_TEST

START_TEST(thirty_at_most)
{
	struct tg_finding f[120];
	struct tg_line_comments c;

	for (size_t i = 0; i < 120; i++) {
		f[i] = finding(FP("a"), TG_LEVEL_ERROR);
		snprintf(f[i].fingerprint, sizeof(f[i].fingerprint), "%032zu", i);
		f[i].line = (uint32_t)i + 1;
	}
	choose(&c, f, 120, "[]");
	ck_assert_uint_eq(c.fresh.n, 30);
	ck_assert_uint_eq(c.n_left_out, 90);
	tg_arena_release(&arena);
}
END_TEST

/* A hundred findings on one line make one comment that GitHub takes, and none of
 * them is written again. */
START_TEST(many_on_a_line_fit)
{
	struct tg_finding f[100];
	struct tg_buf text = TG_BUF_INIT(1u << 20);
	struct tg_line_comments c;

	for (size_t i = 0; i < 100; i++) {
		f[i] = finding(FP("a"), TG_LEVEL_ERROR);
		snprintf(f[i].fingerprint, sizeof(f[i].fingerprint), "%032zu", i);
	}
	choose(&c, f, 100, "[]");
	ck_assert_uint_eq(c.fresh.n, 1);
	tg_line_comment_text(&text, &c, &c.fresh.items[0]);
	ck_assert_uint_lt(text.len, 65536);
	for (size_t i = 0; i < 100; i++)
		ck_assert_ptr_nonnull(strstr(text.ptr, f[i].fingerprint));
	tg_buf_release(&text);
	tg_arena_release(&arena);
}
END_TEST

START_TEST(lines_of_a_merge_are_not_the_heads)
{
	struct tg_finding f = finding(FP("a"), TG_LEVEL_ERROR);
	struct tg_line_comments c;

	changes.merge_lines = true;
	choose(&c, &f, 1, "[]");
	changes.merge_lines = false;
	ck_assert_uint_eq(c.fresh.n, 0);
	ck_assert_uint_eq(c.n_elsewhere, 1);
	tg_arena_release(&arena);
}
END_TEST

#define COUNT(table) ((int)(sizeof(table) / sizeof((table)[0])))

Suite *github_text_suite(void)
{
	Suite *suite = suite_create("github_text");
	TCase *words = tcase_create("words"), *lines = tcase_create("lines");

	tcase_add_loop_test(words, no_command_in_the_log, 0, COUNT(logs));
	tcase_add_loop_test(words, title, 0, COUNT(titles));
	tcase_add_test(words, a_status_has_140_characters);
	tcase_add_test(words, what_why_and_what_to_do);
	tcase_add_test(words, hostile_text_stays_text);
	tcase_add_loop_test(lines, written_once, 0, COUNT(runs));
	tcase_add_test(lines, what_gets_no_comment);
	tcase_add_test(lines, one_comment_for_a_line);
	tcase_add_test(lines, thirty_at_most);
	tcase_add_test(lines, many_on_a_line_fit);
	tcase_add_test(lines, lines_of_a_merge_are_not_the_heads);
	suite_add_tcase(suite, words);
	suite_add_tcase(suite, lines);
	return suite;
}
