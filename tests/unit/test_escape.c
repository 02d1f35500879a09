/* What comes from a pull request is shown, and does nothing. */
#include "../../src/base/utf8.h"
#include "../../src/markup/markdown.h"
#include "../../src/report/escape.h"

#include <check.h>
#include <string.h>

static const char *const hostile[] = {
	"@team and @org/team",
	"<img src=x onerror=alert(1)>",
	"<!-- threatgate:v1 -->",
	"[click](https://evil.example)",
	"![p](https://evil.example/p.png)",
	"https://evil.example/path?q=1",
	"www.evil.example",
	"see #12, GH-34 and owner/repo#56",
	"mail me@evil.example",
	"`code` ``more``",
	"*bold* _italic_ ~~gone~~ **strong**",
	"| a | table | row |",
	"# heading",
	"- [x] a ticked box",
	"> quote",
	"1. list",
	"    indented code",
	"$math$ and \\backslash\\",
	"&lt;b&gt; &amp; &#64;team",
	"line one\n\n# line two\r\n- three",
	"\x1b[31mred\x1b[0m",
	"right\xe2\x80\xaeto left",
	"bad \xff\xfe utf-8",
	":tada: :emoji:",
};
#define N_HOSTILE (sizeof(hostile) / sizeof(hostile[0]))

/* As a finding stands in a comment: inside a list item, after a place. */
static const struct tg_md *parse_item(struct tg_arena *arena, struct tg_buf *source,
				      const char *text)
{
	struct tg_md *root;
	struct tg_err err;

	tg_buf_puts(source, "- x ");
	tg_put_markdown(source, tg_str(text));
	tg_buf_puts(source, "\n");
	ck_assert_int_eq(tg_markdown_parse(&root, arena, tg_buf_str(source), &err),
			 TG_OK);
	return root;
}

START_TEST(markdown_is_text_alone)
{
	struct tg_arena arena = TG_ARENA_INIT;
	struct tg_buf source = TG_BUF_INIT(1u << 16);
	const struct tg_md *root = parse_item(&arena, &source, hostile[_i]);
	unsigned items = 0;

	for (const struct tg_md *n = root; n; n = tg_md_walk(root, n)) {
		bool text_only = n->kind == TG_MD_DOCUMENT || n->kind == TG_MD_LIST ||
				 n->kind == TG_MD_ITEM || n->kind == TG_MD_PARAGRAPH ||
				 n->kind == TG_MD_TEXT;

		ck_assert_msg(text_only, "'%s' became a node of kind %d: %s",
			      hostile[_i], (int)n->kind, source.ptr);
		items += n->kind == TG_MD_ITEM;
	}
	ck_assert_uint_eq(items, 1);
	tg_buf_release(&source);
	tg_arena_release(&arena);
}
END_TEST

START_TEST(markdown_mentions_nobody)
{
	struct tg_buf out = TG_BUF_INIT(1u << 16);

	tg_put_markdown(&out, tg_str("@team mail@host #12 GH-7 www.host https://host"));
	ck_assert_ptr_null(strstr(out.ptr, "@t"));
	ck_assert_ptr_null(strstr(out.ptr, "@h"));
	ck_assert_ptr_null(strstr(out.ptr, "#1"));
	ck_assert_ptr_null(strstr(out.ptr, "GH-7"));
	ck_assert_ptr_null(strstr(out.ptr, "www."));
	ck_assert_ptr_null(strstr(out.ptr, "https:/"));
	tg_buf_release(&out);
}
END_TEST

static const struct {
	const char *text, *want;
} readable[] = {
	{ "The view no longer requires a user", "The view no longer requires a user" },
	{ "answer: No", "answer: No" },
	{ "a  b\tc\nd", "a b c d" },
	{ "src/a_b.c", "src/a\\_b.c" },
	{ "zero\xe2\x80\x8bwidth", "zerowidth" },
};

START_TEST(markdown_stays_readable)
{
	struct tg_buf out = TG_BUF_INIT(1u << 16);

	tg_put_markdown(&out, tg_str(readable[_i].text));
	ck_assert_str_eq(out.ptr, readable[_i].want);
	tg_buf_release(&out);
}
END_TEST

START_TEST(code_span_cannot_be_ended)
{
	struct tg_arena arena = TG_ARENA_INIT;
	struct tg_buf source = TG_BUF_INIT(1u << 16);
	struct tg_md *root;
	struct tg_err err;
	unsigned codes = 0, others = 0;

	tg_put_code(&source, tg_str(hostile[_i]), false);
	ck_assert_int_eq(tg_markdown_parse(&root, &arena, tg_buf_str(&source), &err),
			 TG_OK);
	for (const struct tg_md *n = root; n; n = tg_md_walk(root, n)) {
		codes += n->kind == TG_MD_CODE;
		others += n->kind != TG_MD_CODE && n->kind != TG_MD_DOCUMENT &&
			  n->kind != TG_MD_PARAGRAPH;
	}
	ck_assert_msg(codes == 1 && others == 0, "'%s' left its code span: %s",
		      hostile[_i], source.ptr);
	tg_buf_release(&source);
	tg_arena_release(&arena);
}
END_TEST

START_TEST(html_has_no_tags)
{
	struct tg_buf out = TG_BUF_INIT(1u << 16);

	tg_put_html(&out, tg_str(hostile[_i]));
	ck_assert_ptr_null(strpbrk(out.ptr, "<>\"'"));
	ck_assert_ptr_null(strchr(out.ptr, '\x1b'));
	ck_assert_uint_eq(tg_utf8_invalid_at(tg_buf_str(&out)), SIZE_MAX);
	tg_buf_release(&out);
}
END_TEST

static const struct {
	const char *text, *data, *property;
} commands[] = {
	{ "a%b", "a%25b", "a%25b" },
	{ "a\r\nb", "a%0D%0Ab", "a%0D%0Ab" },
	{ "a:b,c", "a:b,c", "a%3Ab%2Cc" },
	{ "x\n::set-output name=a::b", "x%0A::set-output name=a::b",
	  "x%0A%3A%3Aset-output name=a%3A%3Ab" },
	{ "x ##[error]y", "x # #[error]y", "x # #[error]y" },
	{ "%0A", "%250A", "%250A" },
	{ "\x1b[2J", "[2J", "[2J" },
};

START_TEST(workflow_commands_are_one_line_of_data)
{
	struct tg_buf out = TG_BUF_INIT(1u << 16);

	tg_put_command_data(&out, tg_str(commands[_i].text));
	ck_assert_str_eq(out.ptr, commands[_i].data);
	tg_buf_clear(&out);
	tg_put_command_property(&out, tg_str(commands[_i].text));
	ck_assert_str_eq(out.ptr, commands[_i].property);
	tg_buf_release(&out);
}
END_TEST

START_TEST(urls_keep_their_path)
{
	struct tg_buf out = TG_BUF_INIT(1u << 16);

	tg_put_url_path(&out, tg_str("a b/c)d#e?f/\xc3\xa9.py"));
	ck_assert_str_eq(out.ptr, "a%20b/c%29d%23e%3Ff/%C3%A9.py");
	tg_buf_release(&out);
}
END_TEST

Suite *escape_suite(void);

Suite *escape_suite(void)
{
	Suite *suite = suite_create("escape");
	TCase *tc = tcase_create("hostile text");

	tcase_add_loop_test(tc, markdown_is_text_alone, 0, N_HOSTILE);
	tcase_add_test(tc, markdown_mentions_nobody);
	tcase_add_loop_test(tc, markdown_stays_readable, 0,
			    sizeof(readable) / sizeof(readable[0]));
	tcase_add_loop_test(tc, code_span_cannot_be_ended, 0, N_HOSTILE);
	tcase_add_loop_test(tc, html_has_no_tags, 0, N_HOSTILE);
	tcase_add_loop_test(tc, workflow_commands_are_one_line_of_data, 0,
			    sizeof(commands) / sizeof(commands[0]));
	tcase_add_test(tc, urls_keep_their_path);
	suite_add_tcase(suite, tc);
	return suite;
}
