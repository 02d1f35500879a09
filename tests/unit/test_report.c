/* The reports say the same thing, each in its own way. */
#include "../../src/base/utf8.h"
#include "../../src/markup/json.h"
#include "../../src/markup/xml.h"
#include "../../src/report/report.h"

#include <check.h>
#include <string.h>

static const struct tg_topic_result topics[] = {
	{ "user-input", "Does this change handle user input?", true, 3, TG_ANSWER_NO,
	  false, "", TG_OUTCOME_CONTRADICTED },
	{ "abuse", "Could this change be abused at scale?", false, 0, TG_ANSWER_NO, false,
	  "", TG_OUTCOME_OK },
};

static const struct tg_signal signals[] = {
	{ .rule = "input.flask.query", .title = "Reads a query parameter",
	  .topic = "user-input", .stride = TG_TAMPERING, .triggers = TG_NEW_FEATURE,
	  .severity = TG_SEVERITY_MEDIUM, .confidence = TG_CONFIDENCE_HIGH,
	  .path = "src/a b.py", .line = 7, .excerpt = "x = request.args['|`<x>']",
	  .message = "Reads a query parameter.", .ask = "How is it validated?" },
};

static struct tg_finding findings[] = {
	{ .id = "checklist/contradicted", .level = TG_LEVEL_ERROR,
	  .message = "The answer is \"No\", but src/a b.py reads <input> @team.",
	  .fix = "Answer \"Yes: how\".", .path = "src/a b.py", .line = 7,
	  .topic = "user-input", .introduced = true,
	  .fingerprint = "0123456789abcdef0123456789abcdef" },
	{ .id = "mitigation/control-removed", .level = TG_LEVEL_WARNING,
	  .message = "A guard was removed.", .fix = "Put it back.", .path = "src/b.py",
	  .line = 3, .side = TG_SIDE_OLD, .introduced = true,
	  .fingerprint = "1123456789abcdef0123456789abcdef" },
	{ .id = "gate/policy-changed", .level = TG_LEVEL_NOTE,
	  .message = "bad \xff bytes \x1b[31m", .fix = "", .introduced = true,
	  .waived = "agreed with the owners",
	  .fingerprint = "2123456789abcdef0123456789abcdef" },
};

static const char *const limits[] = { "One file is too large." };

static struct tg_report report(void)
{
	return (struct tg_report){
		.verdict = TG_VERDICT_FAIL,
		.base = "", .head = "", .merge_base = "",
		.files = 2, .added = 10, .removed = 1,
		.errors = 1, .warnings = 1, .notes = 1,
		.topics = topics, .n_topics = 2,
		.signals = signals, .n_signals = 1,
		.findings = findings, .n_findings = 3,
		.limits = limits, .n_limits = 1,
		.body_judged = true,
	};
}

static struct tg_buf written(const char *format, const struct tg_report *r,
			     struct tg_write_options options)
{
	struct tg_buf out = TG_BUF_INIT(1u << 20);

	tg_format_by_name(format)->write(&out, r, &options);
	ck_assert_ptr_nonnull(out.ptr);
	return out;
}

START_TEST(every_format_says_it_in_utf8)
{
	struct tg_report r = report();
	struct tg_buf out = written(tg_formats[_i].name, &r,
				    (struct tg_write_options){ 0 });

	ck_assert_uint_eq(tg_utf8_invalid_at(tg_buf_str(&out)), SIZE_MAX);
	ck_assert_ptr_null(strchr(out.ptr, '\x1b'));
	ck_assert_ptr_nonnull(strstr(out.ptr, "checklist/contradicted"));
	ck_assert_ptr_nonnull(strstr(out.ptr, "A guard was removed."));
	tg_buf_release(&out);
}
END_TEST

START_TEST(names_and_table_agree)
{
	ck_assert_str_eq(tg_format_names[_i], tg_formats[_i].name);
}
END_TEST

START_TEST(text_puts_the_error_first)
{
	struct tg_report r = report();
	struct tg_buf out = written("text", &r, (struct tg_write_options){ 0 });
	const char *error = strstr(out.ptr, "src/a b.py:7");
	const char *warning = strstr(out.ptr, "src/b.py:3 (removed)");

	ck_assert_int_eq(strncmp(out.ptr, "FAIL  1 error, 1 warning, 1 note", 32), 0);
	ck_assert_ptr_nonnull(error);
	ck_assert_ptr_nonnull(warning);
	ck_assert(error < warning);
	tg_buf_release(&out);
}
END_TEST

START_TEST(text_fits_its_width)
{
	struct tg_report r = report();
	struct tg_buf out = written("text", &r, (struct tg_write_options){ .columns = 60 });
	struct tg_str rest = tg_buf_str(&out), line;

	while (tg_str_line(&rest, &line))
		ck_assert_msg(tg_utf8_columns(line) <= 60 ||
				      tg_str_find(line, TG_STR("checklist/")) != SIZE_MAX,
			      "too wide: %.*s", (int)line.n, line.p);
	tg_buf_release(&out);
}
END_TEST

START_TEST(a_clean_pass_is_one_line)
{
	struct tg_report r = { .verdict = TG_VERDICT_PASS, .files = 1, .added = 1 };
	struct tg_buf out = written("text", &r, (struct tg_write_options){ 0 });

	ck_assert_str_eq(out.ptr,
			 "PASS  no security-relevant change  (1 file, +1 -0)\n");
	tg_buf_release(&out);
}
END_TEST

START_TEST(markdown_keeps_to_its_limit_and_counts)
{
	static struct tg_finding many[400];
	struct tg_report r = report();
	size_t limit = 4000;

	for (size_t i = 0; i < 400; i++)
		many[i] = findings[0];
	r.findings = many;
	r.n_findings = r.errors = 400;
	struct tg_buf out = written("markdown", &r,
				    (struct tg_write_options){ .max_bytes = limit });

	ck_assert_uint_le(out.len, limit);
	ck_assert_ptr_nonnull(strstr(out.ptr, "385 more findings did not fit here"));
	ck_assert_ptr_nonnull(strstr(out.ptr, "fail"));
	tg_buf_release(&out);
}
END_TEST

START_TEST(markdown_links_to_new_lines_alone)
{
	struct tg_report r = report();
	struct tg_buf out = written("markdown", &r,
				    (struct tg_write_options){
					    .link_base = "https://h/o/r/blob/abc/" });

	ck_assert_ptr_nonnull(
		strstr(out.ptr, "](https://h/o/r/blob/abc/src/a%20b.py#L7)"));
	ck_assert_ptr_null(strstr(out.ptr, "b.py#L3"));
	tg_buf_release(&out);
}
END_TEST

START_TEST(json_and_sarif_are_json)
{
	static const char *const formats[] = { "json", "sarif" };
	struct tg_arena arena = TG_ARENA_INIT;
	struct tg_report r = report();
	struct tg_buf out = written(formats[_i], &r, (struct tg_write_options){ 0 });
	struct tg_tree *tree;
	struct tg_err err;

	ck_assert_int_eq(tg_json_read(&tree, &arena, tg_buf_str(&out), "report", &err),
			 TG_OK);
	tg_buf_release(&out);
	tg_arena_release(&arena);
}
END_TEST

START_TEST(junit_is_xml_and_fails_where_the_gate_does)
{
	struct tg_arena arena = TG_ARENA_INIT;
	struct tg_report r = report();
	struct tg_buf out = written("junit", &r, (struct tg_write_options){ 0 });
	struct tg_xml *root;
	struct tg_err err;

	ck_assert_int_eq(tg_xml_read(&root, &arena, tg_buf_str(&out), "report", &err),
			 TG_OK);
	ck_assert_str_eq(tg_xml_attr(root, "failures"), "1");
	ck_assert_str_eq(tg_xml_attr(root, "tests"), "3");
	tg_buf_release(&out);
	tg_arena_release(&arena);
}
END_TEST

START_TEST(annotations_keep_ten_of_a_level_and_count_the_rest)
{
	static struct tg_finding many[13];
	struct tg_report r = report();
	size_t lines = 0;

	for (size_t i = 0; i < 13; i++)
		many[i] = findings[0];
	r.findings = many;
	r.n_findings = 13;
	struct tg_buf out = written("github", &r, (struct tg_write_options){ 0 });

	for (const char *p = out.ptr; (p = strstr(p, "::error ")); p++)
		lines++;
	ck_assert_uint_eq(lines, 10);
	ck_assert_ptr_nonnull(strstr(out.ptr, "3 more findings"));
	ck_assert_ptr_nonnull(strstr(out.ptr, "file=src/a b.py,line=7,"));
	tg_buf_release(&out);
}
END_TEST

Suite *report_suite(void);

Suite *report_suite(void)
{
	Suite *suite = suite_create("report");
	TCase *tc = tcase_create("writers");

	tcase_add_loop_test(tc, every_format_says_it_in_utf8, 0, (int)tg_formats_count);
	tcase_add_loop_test(tc, names_and_table_agree, 0, (int)tg_formats_count);
	tcase_add_test(tc, text_puts_the_error_first);
	tcase_add_test(tc, text_fits_its_width);
	tcase_add_test(tc, a_clean_pass_is_one_line);
	tcase_add_test(tc, markdown_keeps_to_its_limit_and_counts);
	tcase_add_test(tc, markdown_links_to_new_lines_alone);
	tcase_add_loop_test(tc, json_and_sarif_are_json, 0, 2);
	tcase_add_test(tc, junit_is_xml_and_fails_where_the_gate_does);
	tcase_add_test(tc, annotations_keep_ten_of_a_level_and_count_the_rest);
	suite_add_tcase(suite, tc);
	return suite;
}
