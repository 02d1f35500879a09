/* Markdown as GitHub shows it: boxes, tables, lines, visible text. */
#include "../../src/base/buf.h"
#include "../../src/markup/markdown.h"

#include <check.h>
#include <string.h>

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

static struct tg_arena arena;

static void set_up(void)
{
	arena = (struct tg_arena)TG_ARENA_INIT;
}

static void tear_down(void)
{
	tg_arena_release(&arena);
}

static const struct tg_md *parse(const char *text)
{
	struct tg_md *root = NULL;
	struct tg_err err;

	ck_assert_int_eq(tg_markdown_parse(&root, &arena, tg_str(text), &err), TG_OK);
	return root;
}

static const struct tg_md *find(const struct tg_md *root, enum tg_md_kind kind)
{
	const struct tg_md *md = root;

	while (md && md->kind != kind)
		md = tg_md_walk(root, md);
	return md;
}

static const struct {
	const char *text;
	enum tg_md_task task;
	const char *plain;
} boxes[] = {
	{ "- [ ] a", TG_MD_OPEN, "a" },
	{ "- [x] a", TG_MD_DONE, "a" },
	{ "- [X] a", TG_MD_DONE, "a" },
	{ "* [x] a", TG_MD_DONE, "a" },
	{ "+ [x] a", TG_MD_DONE, "a" },
	{ "1. [x] a", TG_MD_DONE, "a" },
	{ "12) [ ] a", TG_MD_OPEN, "a" },
	{ "-\t[x] a", TG_MD_DONE, "a" },
	{ "  - [x] a", TG_MD_DONE, "a" },
	{ "- [x] a\r\n- [ ] b\r\n", TG_MD_DONE, "a" },
	{ "- [x] a\r- [ ] b\r", TG_MD_DONE, "a" },
	/* a tick elsewhere in the line is no answer */
	{ "- [ ] a [x] b", TG_MD_OPEN, "a [x] b" },
	{ "- [ ] a `[X]`", TG_MD_OPEN, "a [X]" },
	/* inside a quote */
	{ "> - [x] a", TG_MD_DONE, "a" },
	{ "> - [ ] a", TG_MD_OPEN, "a" },
	/* these are shown as text */
	{ "- \\[x] a", TG_MD_NOT_A_TASK, "[x] a" },
	{ "- [x]a", TG_MD_NOT_A_TASK, "[x]a" },
	{ "- [y] a", TG_MD_NOT_A_TASK, "[y] a" },
	{ "- [] a", TG_MD_NOT_A_TASK, "[] a" },
	{ "- [ x ] a", TG_MD_NOT_A_TASK, "[ x ] a" },
	{ "- `[x] a`", TG_MD_NOT_A_TASK, "[x] a" },
	{ "- a\n  [x] b", TG_MD_NOT_A_TASK, "a [x] b" },
};

START_TEST(a_box_is_what_a_reader_of_the_page_sees)
{
	const struct tg_md *item = find(parse(boxes[_i].text), TG_MD_ITEM);

	ck_assert_msg(item && item->task == boxes[_i].task, "box: %s", boxes[_i].text);
	ck_assert_str_eq(tg_md_plain(item, &arena, false), boxes[_i].plain);
}
END_TEST

START_TEST(a_nested_box_belongs_to_its_own_item)
{
	const struct tg_md *outer = find(parse("- [ ] a\n  - [x] b\n"), TG_MD_ITEM);
	const struct tg_md *list = find(outer, TG_MD_LIST);

	ck_assert_int_eq(outer->task, TG_MD_OPEN);
	ck_assert_int_eq(list->first->task, TG_MD_DONE);
	ck_assert_uint_eq(list->first->line, 2);
	outer = find(parse("- - [x] b\n"), TG_MD_ITEM);
	ck_assert_int_eq(outer->task, TG_MD_NOT_A_TASK);
	ck_assert_int_eq(outer->first->first->task, TG_MD_DONE);
}
END_TEST

static const char *const hidden[] = {
	"```\n- [x] a\n```\n",
	"    - [x] a\n",
	"<!--\n- [x] a\n-->\n",
	"<!-- a\n\n- [x] b\n-->\n",
};

START_TEST(a_box_in_code_or_a_comment_is_none)
{
	ck_assert_msg(!find(parse(hidden[_i]), TG_MD_ITEM), "%s", hidden[_i]);
}
END_TEST

START_TEST(table_rows_have_their_lines)
{
	const struct tg_md *table =
		find(parse("para\nmore\n| a | b |\n|---|---|\n| 1 | **2** |\n| 3 | `4` |\n"),
		     TG_MD_TABLE);
	const struct tg_md *header = table->first, *row = header->next;

	ck_assert_uint_eq(table->prev->line, 1);
	ck_assert_uint_eq(table->prev->end_line, 2);
	ck_assert_uint_eq(table->line, 3);
	ck_assert_uint_eq(table->end_line, 6);
	ck_assert(header->header && header->line == 3 && header->first->line == 3);
	ck_assert(!row->header && row->line == 5);
	ck_assert_uint_eq(row->next->line, 6);
	ck_assert_str_eq(tg_md_plain(row->last, &arena, false), "2");
	ck_assert_str_eq(tg_md_plain(row->next->last, &arena, false), "4");
	table = find(parse("x\n| a |\n|---|\n"), TG_MD_TABLE);
	ck_assert_uint_eq(table->line, 2);
	ck_assert_uint_eq(table->first->line, 2);
}
END_TEST

START_TEST(blocks_have_their_lines)
{
	const struct tg_md *root = parse("# Title\n\n- one\n- two\n  more\n\n\n"
					 "```yaml title\ncode\n```\n\n> quote\n\n---\n");
	const struct tg_md *list = find(root, TG_MD_LIST);
	const struct tg_md *code = find(root, TG_MD_CODE_BLOCK);

	ck_assert_uint_eq(find(root, TG_MD_HEADING)->level, 1);
	ck_assert_uint_eq(list->line, 3);
	ck_assert_uint_eq(list->end_line, 5);
	ck_assert_uint_eq(list->last->line, 4);
	ck_assert_uint_eq(list->last->end_line, 5);
	ck_assert_uint_eq(code->line, 8);
	ck_assert_str_eq(code->info, "yaml title");
	ck_assert_str_eq(code->text, "code\n");
	ck_assert_uint_eq(find(root, TG_MD_QUOTE)->line, 12);
	ck_assert_uint_eq(find(root, TG_MD_BREAK)->line, 14);
}
END_TEST

START_TEST(source_is_the_lines_as_written)
{
	const char *text = "a\r\n\r\n- b\r\n  c\r\n\r\nd\r\n";
	struct tg_str s = tg_md_source(find(parse(text), TG_MD_ITEM), tg_str(text));

	ck_assert_msg(tg_str_is(s, "- b\r\n  c"), "%.*s", (int)s.n, s.p);
}
END_TEST

static const struct {
	const char *text;
	bool skip_struck;
	const char *plain;
} texts[] = {
	{ "a **b** _c_ `d` [e](http://x) ![f](y)", false, "a b c d e f" },
	{ "a<br>b<br/>c", false, "a b c" },
	{ "a <!-- b --> c<span>d</span>", false, "a  cd" },
	{ "a\nb  \nc", false, "a b c" },
	{ "a ~~b~~ c", false, "a b c" },
	{ "a ~~b~~ c", true, "a  c" },
	{ "a <del>b **c**</del> d", true, "a  d" },
	{ "a <S>b</S> d", true, "a  d" },
	{ "a <script>b", true, "a b" },
	{ "# a\n\nb\n\n- c\n- d", false, "a b c d" },
	{ "a\xff" "b", false, "a\xef\xbf\xbd" "b" },
	{ "&lt;b&gt; &amp;", false, "<b> &" },
};

START_TEST(plain_text_is_what_is_shown)
{
	ck_assert_str_eq(tg_md_plain(parse(texts[_i].text), &arena, texts[_i].skip_struck),
			 texts[_i].plain);
}
END_TEST

START_TEST(nul_bytes_do_not_end_the_document)
{
	static const char text[] = "a\0b\n\n- [x] c";
	struct tg_md *root;
	struct tg_err err;

	ck_assert_int_eq(tg_markdown_parse(&root, &arena, tg_str_n(text, sizeof(text) - 1),
					   &err),
			 TG_OK);
	ck_assert_int_eq(find(root, TG_MD_ITEM)->task, TG_MD_DONE);
	ck_assert_int_eq(tg_markdown_parse(&root, &arena, tg_str(NULL), &err), TG_OK);
	ck_assert_ptr_null(root->first);
}
END_TEST

/* Repeated, these would be nested a hundred thousand deep. */
static const char *const bombs[] = { ">", "- ", "1. ", "> - ", "* ", "**a *b ", "[a](" };

START_TEST(hostile_nesting_ends_soon_and_is_bounded)
{
	struct tg_buf text = TG_BUF_INIT(1u << 20);
	struct tg_md *root;
	struct tg_err err;

	for (int i = 0; i < 20000; i++)
		tg_buf_puts(&text, bombs[_i]);
	enum tg_rc rc = tg_markdown_parse(&root, &arena, tg_buf_str(&text), &err);

	ck_assert_msg(rc == TG_OK || rc == TG_E_LIMIT, "%s", bombs[_i]);
	tg_buf_release(&text);
}
END_TEST

START_TEST(a_table_cannot_be_filled_up_to_millions_of_cells)
{
	struct tg_buf text = TG_BUF_INIT(1u << 20);
	struct tg_md *root;
	struct tg_err err;

	for (int i = 0; i < 5000; i++)
		tg_buf_puts(&text, "|a");
	tg_buf_puts(&text, "|\n");
	for (int i = 0; i < 5000; i++)
		tg_buf_puts(&text, "|-");
	tg_buf_puts(&text, "|\n");
	for (int i = 0; i < 5000; i++)
		tg_buf_puts(&text, "|b\n");
	ck_assert_int_eq(tg_markdown_parse(&root, &arena, tg_buf_str(&text), &err), TG_E_LIMIT);
	tg_buf_release(&text);
}
END_TEST

/* Within the number of cells, and half a minute for cmark-gfm. */
START_TEST(a_row_cannot_have_tens_of_thousands_of_cells)
{
	struct tg_buf text = TG_BUF_INIT(1u << 20);
	struct tg_md *root;
	struct tg_err err;

	tg_buf_puts(&text, "text\n\n");
	for (int i = 0; i < 40000; i++)
		tg_buf_puts(&text, "|a");
	tg_buf_puts(&text, "|\n");
	for (int i = 0; i < 40000; i++)
		tg_buf_puts(&text, "|-");
	tg_buf_puts(&text, "|\n");
	ck_assert_int_eq(tg_markdown_parse(&root, &arena, tg_buf_str(&text), &err), TG_E_LIMIT);
	ck_assert_uint_eq(err.line, 3);
	tg_buf_release(&text);
}
END_TEST

START_TEST(a_long_table_is_read)
{
	struct tg_buf text = TG_BUF_INIT(1u << 20);

	tg_buf_puts(&text, "| id | threat | see |\n|:---|---|---|\n");
	for (int i = 0; i < 3000; i++)
		tg_buf_printf(&text, "| T%d | Spoofing: a caller is not who it says | "
			      "[code](https://example.com/a/%d) |\n", i, i);
	const struct tg_md *table = find(parse(text.ptr), TG_MD_TABLE);

	ck_assert_uint_eq(table->last->line, 3002);
	tg_buf_release(&text);
}
END_TEST

/* Each of these takes minutes, repeated to the limit, where it is let through. */
static const char *const slow[] = { "![[]()", "a@b", "http://a<", "a.b@", "a\n" };

START_TEST(time_does_not_grow_with_the_square)
{
	struct tg_buf text = TG_BUF_INIT(TG_MARKDOWN_MAX_BYTES);
	struct tg_md *root;
	struct tg_err err;

	while (!text.overflow)
		tg_buf_puts(&text, slow[_i]);
	ck_assert_int_eq(tg_markdown_parse(&root, &arena, tg_buf_str(&text), &err), TG_E_LIMIT);
	tg_buf_release(&text);
}
END_TEST

START_TEST(too_much_text_is_refused)
{
	struct tg_buf text = TG_BUF_INIT(TG_MARKDOWN_MAX_BYTES + 1);
	struct tg_md *root;
	struct tg_err err;

	tg_buf_fill(&text, 'a', TG_MARKDOWN_MAX_BYTES + 1);
	ck_assert_int_eq(tg_markdown_parse(&root, &arena, tg_buf_str(&text), &err), TG_E_LIMIT);
	tg_buf_release(&text);
}
END_TEST

static const struct {
	const char *text, *yaml, *body;
	unsigned line;
} fronts[] = {
	{ "---\na: 1\n---\nbody", "a: 1\n", "body", 4 },
	{ "---\r\na: 1\r\n...\r\nbody", "a: 1\r\n", "body", 4 },
	{ "---\n---\nbody", "", "body", 3 },
	{ "\xef\xbb\xbf---\na: 1\n---\n", "a: 1\n", "", 4 },
	{ "---\nno end\n", "", "---\nno end\n", 1 },
	{ "text\n---\na: 1\n---\n", "", "text\n---\na: 1\n---\n", 1 },
	{ "", "", "", 1 },
};

START_TEST(front_matter_is_cut_off)
{
	struct tg_str yaml, body;
	unsigned line;

	tg_markdown_front_matter(tg_str(fronts[_i].text), &yaml, &body, &line);
	ck_assert(tg_str_is(yaml, fronts[_i].yaml));
	ck_assert(tg_str_is(body, fronts[_i].body));
	ck_assert_uint_eq(line, fronts[_i].line);
}
END_TEST

Suite *markdown_suite(void);

Suite *markdown_suite(void)
{
	Suite *suite = suite_create("markdown");
	TCase *tcase = tcase_create("markdown");

	tcase_add_checked_fixture(tcase, set_up, tear_down);
	tcase_add_loop_test(tcase, a_box_is_what_a_reader_of_the_page_sees, 0, COUNT(boxes));
	tcase_add_test(tcase, a_nested_box_belongs_to_its_own_item);
	tcase_add_loop_test(tcase, a_box_in_code_or_a_comment_is_none, 0, COUNT(hidden));
	tcase_add_test(tcase, table_rows_have_their_lines);
	tcase_add_test(tcase, blocks_have_their_lines);
	tcase_add_test(tcase, source_is_the_lines_as_written);
	tcase_add_loop_test(tcase, plain_text_is_what_is_shown, 0, COUNT(texts));
	tcase_add_test(tcase, nul_bytes_do_not_end_the_document);
	tcase_add_loop_test(tcase, hostile_nesting_ends_soon_and_is_bounded, 0, COUNT(bombs));
	tcase_add_test(tcase, a_row_cannot_have_tens_of_thousands_of_cells);
	tcase_add_test(tcase, a_table_cannot_be_filled_up_to_millions_of_cells);
	tcase_add_test(tcase, a_long_table_is_read);
	tcase_add_loop_test(tcase, time_does_not_grow_with_the_square, 0, COUNT(slow));
	tcase_add_test(tcase, too_much_text_is_refused);
	tcase_add_loop_test(tcase, front_matter_is_cut_off, 0, COUNT(fronts));
	suite_add_tcase(suite, tcase);
	return suite;
}
