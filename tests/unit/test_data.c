/* YAML, JSON, TOML and XML into trees. */
#include "../../src/base/buf.h"
#include "../../src/markup/json.h"
#include "../../src/markup/toml.h"
#include "../../src/markup/xml.h"
#include "../../src/markup/yaml.h"

#include <check.h>
#include <string.h>

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

static struct tg_arena arena;
static struct tg_err err;

static void set_up(void)
{
	arena = (struct tg_arena)TG_ARENA_INIT;
}

static void tear_down(void)
{
	tg_arena_release(&arena);
}

enum format { YAML, JSON, TOML };

static enum tg_rc read_as(enum format format, struct tg_tree **out, struct tg_str text)
{
	if (format == YAML)
		return tg_yaml_read(out, &arena, text, "file", &err);
	if (format == JSON)
		return tg_json_read(out, &arena, text, "file", &err);
	return tg_toml_read(out, &arena, text, "file", &err);
}

/* One line that says all: {a:1,b:["x",~]}; numbers by value, bare strings as
 * they are, quoted ones in quotes. */
static void put_tree(struct tg_buf *out, const struct tg_tree *t)
{
	bool map = t->kind == TG_TREE_MAP;

	switch (t->kind) {
	case TG_TREE_NULL:
		tg_buf_puts(out, "~");
		return;
	case TG_TREE_BOOL:
		tg_buf_puts(out, t->boolean ? "true" : "false");
		return;
	case TG_TREE_NUMBER:
		tg_buf_printf(out, "%g", t->number);
		return;
	case TG_TREE_STRING:
		tg_buf_printf(out, t->quoted ? "'%s'" : "%s", t->string);
		return;
	default:
		break;
	}
	tg_buf_putc(out, map ? '{' : '[');
	for (size_t i = 0; i < t->n; i++) {
		tg_buf_puts(out, i ? "," : "");
		if (map)
			tg_buf_printf(out, "%s:", t->items[i]->key);
		put_tree(out, t->items[i]);
	}
	tg_buf_putc(out, map ? '}' : ']');
}

static const struct {
	enum format format;
	const char *text, *want;
} good[] = {
	{ YAML, "a: 1\nb: [x, \"y\", ~]\n", "{a:1,b:[x,'y',~]}" },
	{ YAML, "a: 0x1F\nb: 0o17\nc: 1.5e3\nd: .5\ne: 1.2.3\nf: +1\n",
	  "{a:31,b:15,c:1500,d:0.5,e:1.2.3,f:1}" },
	{ YAML, "on: yes\nb: True\nc: NO\n", "{on:yes,b:true,c:NO}" },
	{ YAML, "a: |\n  x\n  y\nb: >\n  x\n  y\n", "{a:'x\ny\n',b:'x y\n'}" },
	{ YAML, "a:\nb: ''\n", "{a:~,b:''}" },
	{ YAML, "a: !!str 1\nb: !Ref x\n", "{a:1,b:x}" },
	{ YAML, "", "~" },
	{ YAML, "# only a comment\n", "~" },
	{ YAML, "a: 1\n---\nb: [\n", "{a:1}" },
	{ YAML, "a: &x {p: 1}\nb: *x\n", "{a:{p:1},b:{p:1}}" },
	{ YAML, "a: &x 1\nb: &x 2\nc: *x\n", "{a:1,b:2,c:2}" },
	{ YAML, "a: &x {p: 1, q: 2}\nb:\n  <<: *x\n  q: 3\n", "{a:{p:1,q:2},b:{p:1,q:3}}" },
	{ YAML, "a: &x {p: 1}\nb: {p: 2, <<: [*x, {r: 4}]}\n", "{a:{p:1},b:{p:2,r:4}}" },
	{ YAML, "\xef\xbb\xbf" "a: 1\r\nb: 2\r\n", "{a:1,b:2}" },
	{ YAML, "{\"a\": [1, true, null]}", "{a:[1,true,~]}" },
	{ JSON, "{\"b\": 1, \"a\": [true, null, -1.5, \"x\"]}", "{b:1,a:[true,~,-1.5,'x']}" },
	{ JSON, "\xef\xbb\xbf[]", "[]" },
	{ JSON, "\"x\"", "'x'" },
	{ JSON, "123456789012345678901234567890", "1.23457e+29" },
	{ TOML, "", "{}" },
	{ TOML, "a = 1 # c\nb = \"x\"\n", "{a:1,b:'x'}" },
	{ TOML, "[a]\nx = 1\n[a.b]\ny = 2\n[c]", "{a:{x:1,b:{y:2}},c:{}}" },
	{ TOML, "[[p]]\nn = 'a'\n[[p]]\nn = 'b'\n[p.q]\nz = 1\n",
	  "{p:[{n:'a'},{n:'b',q:{z:1}}]}" },
	{ TOML, "a.b.c = 1\na.b.d = 2\n\"x y\".'z' = 3\n", "{a:{b:{c:1,d:2}},x y:{z:3}}" },
	{ TOML, "a = [1, 2,\n # c\n 3,\n]\nb = { c = 1, d.e = 2 }\n",
	  "{a:[1,2,3],b:{c:1,d:{e:2}}}" },
	{ TOML, "a = \"\"\"\nx\\\n   y\n\"\"z\"\"\"\"\nb = '''\\n'''\n",
	  "{a:'xy\n\"\"z\"',b:'\\n'}" },
	{ TOML, "a = \"\\u00e9\\t\\\\\"\n", "{a:'\xc3\xa9\t\\'}" },
	{ TOML, "a = 0xff\nb = 1_000\nc = -1.5e-2\nd = 0b101\ne = +inf\n",
	  "{a:255,b:1000,c:-0.015,d:5,e:inf}" },
	{ TOML, "a = 1979-05-27T07:32:00Z\nb = 1979-05-27 07:32:00\nc = 07:32:00\n",
	  "{a:1979-05-27T07:32:00Z,b:1979-05-27 07:32:00,c:07:32:00}" },
	{ TOML, "[a.b.c]\nz = 9\n[a]\nx = 1\n", "{a:{b:{c:{z:9}},x:1}}" },
	{ TOML, "a = 1\r\n\r\n[b]\r\nc = true\r\n", "{a:1,b:{c:true}}" },
	{ TOML, "1234 = 1\n-a_ = 2\n\"\" = 3\n", "{1234:1,-a_:2,:3}" },
};

START_TEST(a_document_becomes_a_tree)
{
	struct tg_buf out = TG_BUF_INIT(4096);
	struct tg_tree *tree = NULL;

	ck_assert_msg(read_as(good[_i].format, &tree, tg_str(good[_i].text)) == TG_OK,
		      "%s: %s", good[_i].text, err.msg);
	put_tree(&out, tree);
	ck_assert_str_eq(out.ptr, good[_i].want);
	tg_buf_release(&out);
}
END_TEST

static const struct {
	enum format format;
	const char *text;
	unsigned line, column;
	const char *says;
} bad[] = {
	{ YAML, "a: 1\nb: 2\na: 3\n", 3, 1, "'a' is there twice" },
	{ YAML, "a: [1, 2\n", 2, 1, "closing bracket" },
	{ YAML, "a: b: c\n", 1, 5, "at ': c'" },
	{ YAML, "a: *x\n", 1, 5, "'*x' refers to no anchor" },
	{ YAML, "a: &x [*x]\n", 1, 9, "inside what it refers to" },
	{ YAML, "? [a]\n: b\n", 1, 3, "a key must be plain text" },
	{ YAML, "a: 1\nb: \xff\n", 2, 4, "0xff is not UTF-8" },
	{ JSON, "{\"a\": 1,\n \"b\" 2}", 2, 0, "':' expected" },
	{ JSON, "", 1, 0, "not valid JSON" },
	{ JSON, "[1] x", 1, 0, "end of file expected" },
	{ TOML, "a = 1\na = 2\n", 2, 1, "'a' is defined twice" },
	{ TOML, "[a]\n[a]\n", 2, 2, "'a' is defined twice" },
	{ TOML, "[a.b.c]\nz = 9\n[a]\nb.c.t = 1\n", 4, 1, "'b' is defined twice" },
	{ TOML, "a = {}\n[a.b]\n", 2, 2, "'a' is defined twice" },
	{ TOML, "a = []\n[[a]]\n", 2, 3, "'a' is defined twice" },
	{ TOML, "a.b = 1\n[a]\n", 2, 2, "'a' is defined twice" },
	{ TOML, "a = {b = 1,}\n", 1, 12, "expected a key" },
	{ TOML, "a 1\n", 1, 3, "expected '='" },
	{ TOML, "a = 1 b = 2\n", 1, 7, "end of the line, at 'b = 2'" },
	{ TOML, "a = 01\n", 1, 5, "expected a value" },
	{ TOML, "a = 1__0\n", 1, 5, "expected a value" },
	{ TOML, "a = \"x\n", 1, 7, "not closed" },
	{ TOML, "a = \"\\q\"\n", 1, 7, "unknown escape" },
	{ TOML, "a = \"\\u0000\"\n", 1, 8, "not a character" },
	{ TOML, "[a\nb = 1", 1, 3, "expected ']'" },
	{ TOML, "a = ", 1, 5, "at the line's end" },
	{ TOML, "a = 1\rb = 2", 1, 6, "end of the line" },
};

START_TEST(a_wrong_document_is_refused_with_its_place)
{
	struct tg_tree *tree = NULL;

	ck_assert_int_eq(read_as(bad[_i].format, &tree, tg_str(bad[_i].text)), TG_E_SYNTAX);
	ck_assert_str_eq(err.file, "file");
	ck_assert_msg(strstr(err.msg, bad[_i].says) != NULL, "%s", err.msg);
	ck_assert_msg(err.line == bad[_i].line &&
			      (bad[_i].column == 0 || err.column == bad[_i].column),
		      "%s: %u:%u: %s", bad[_i].text, err.line, err.column, err.msg);
}
END_TEST

START_TEST(nodes_know_where_they_stand)
{
	struct tg_tree *t;

	ck_assert_int_eq(read_as(YAML, &t, tg_str("a: 1\nbb:\n  - x\n  - k: v\nc:\n")), TG_OK);
	const struct tg_tree *bb = tg_tree_get(t, "bb");
	const struct tg_tree *v = tg_tree_get(tg_tree_at(bb, 1), "k");

	ck_assert_uint_eq(bb->key_line, 2);
	ck_assert_uint_eq(bb->key_column, 1);
	ck_assert_uint_eq(v->line, 4);
	ck_assert_uint_eq(v->column, 8);
	ck_assert_uint_eq(tg_tree_get(t, "c")->line, 5);
	ck_assert_int_eq(read_as(TOML, &t, tg_str("a = 1\n[b]\nc = [\n 1,\n 2]\n")), TG_OK);
	ck_assert_uint_eq(tg_tree_at(tg_tree_get(tg_tree_get(t, "b"), "c"), 1)->line, 5);
	ck_assert_uint_eq(tg_tree_get(t, "b")->key_line, 2);
}
END_TEST

START_TEST(asking_a_tree_for_what_is_not_there_gives_nothing)
{
	struct tg_tree *t;

	ck_assert_int_eq(read_as(YAML, &t, tg_str("a: {b: 1}\nc: ~\n")), TG_OK);
	ck_assert_ptr_null(tg_tree_get(tg_tree_get(tg_tree_get(t, "x"), "y"), "z"));
	ck_assert_str_eq(tg_tree_get_text(tg_tree_get(t, "a"), "b", "-"), "1");
	ck_assert_str_eq(tg_tree_get_text(t, "c", "-"), "-");
	ck_assert_str_eq(tg_tree_get_text(t, "a", "-"), "-");
	ck_assert_uint_eq(tg_tree_count(NULL), 0);
	ck_assert_ptr_null(tg_tree_at(t, 7));
}
END_TEST

START_TEST(all_documents_of_a_stream)
{
	struct tg_tree **all;
	size_t n;

	ck_assert_int_eq(tg_yaml_read_all(&all, &n, &arena, TG_STR("a: 1\n---\nb: 2\n"), "f",
					  &err),
			 TG_OK);
	ck_assert_uint_eq(n, 2);
	ck_assert_str_eq(tg_tree_get_text(all[1], "b", ""), "2");
	ck_assert_int_eq(tg_yaml_read_all(&all, &n, &arena, TG_STR(""), "f", &err), TG_OK);
	ck_assert_uint_eq(n, 0);
}
END_TEST

START_TEST(many_keys_are_still_told_apart)
{
	struct tg_buf text = TG_BUF_INIT(1u << 20);
	struct tg_tree *tree;

	for (int i = 0; i < 100; i++)
		tg_buf_printf(&text, "key%d: %d\n", i, i);
	ck_assert_int_eq(read_as(YAML, &tree, tg_buf_str(&text)), TG_OK);
	ck_assert_uint_eq(tree->n, 100);
	tg_buf_puts(&text, "key57: 1\n");
	ck_assert_int_eq(read_as(YAML, &tree, tg_buf_str(&text)), TG_E_SYNTAX);
	ck_assert_uint_eq(err.line, 101);
	tg_buf_release(&text);
}
END_TEST

static const struct {
	enum format format;
	const char *start, *repeat;
	int times;
} bombs[] = {
	{ YAML, "", "[", 100000 },
	{ YAML, "", "{a: ", 100000 },
	{ YAML, "", "- ", 100000 },
	{ YAML, "", "? ", 1000 },
	{ JSON, "", "[", 100000 },
	{ JSON, "", "{\"a\":", 100000 },
	{ TOML, "a = ", "[", 100000 },
	{ TOML, "a = ", "{a=", 100000 },
	{ TOML, "a", ".a", 100000 },
};

START_TEST(a_bomb_does_not_go_off)
{
	struct tg_buf text = TG_BUF_INIT(4u << 20);
	struct tg_tree *tree;

	tg_buf_puts(&text, bombs[_i].start);
	for (int i = 0; i < bombs[_i].times; i++)
		tg_buf_puts(&text, bombs[_i].repeat);
	enum tg_rc rc = read_as(bombs[_i].format, &tree, tg_buf_str(&text));

	ck_assert_msg(rc == TG_E_LIMIT || rc == TG_E_SYNTAX, "%s", bombs[_i].repeat);
	ck_assert_uint_lt(arena.used, 64u << 20);
	tg_buf_release(&text);
}
END_TEST

START_TEST(an_alias_bomb_is_counted_as_what_it_stands_for)
{
	struct tg_buf text = TG_BUF_INIT(1u << 20);
	struct tg_tree *tree;

	tg_buf_puts(&text, "l0: &l0 [x,x,x,x,x,x,x,x,x,x]\n");
	for (int i = 1; i < 9; i++) {
		tg_buf_printf(&text, "l%d: &l%d [", i, i);
		for (int k = 0; k < 10; k++)
			tg_buf_printf(&text, "*l%d,", i - 1);
		tg_buf_puts(&text, "]\n");
	}
	ck_assert_int_eq(read_as(YAML, &tree, tg_buf_str(&text)), TG_E_LIMIT);
	ck_assert_uint_lt(arena.used, 1u << 20);
	tg_buf_release(&text);
}
END_TEST

START_TEST(xml_becomes_elements)
{
	struct tg_xml *root;
	const char *text = "<?xml version='1.0'?>\n<!-- c --><p:project xmlns:p='u' a='1'>\n"
			   "  <name> x &amp; y </name>\n <deps><dep p:id='2'/><dep/></deps>\n"
			   "</p:project>\n";

	ck_assert_int_eq(tg_xml_read(&root, &arena, tg_str(text), "f", &err), TG_OK);
	ck_assert_str_eq(root->name, "project");
	ck_assert_str_eq(tg_xml_attr(root, "a"), "1");
	ck_assert_str_eq(tg_xml_child_text(root, "name"), "x & y");
	const struct tg_xml *deps = tg_xml_child(root, "deps");

	ck_assert_uint_eq(deps->n, 2);
	ck_assert_uint_eq(deps->line, 4);
	ck_assert_str_eq(tg_xml_attr(deps->children[0], "id"), "2");
	ck_assert_ptr_null(tg_xml_attr(deps->children[1], "id"));
	ck_assert_ptr_null(tg_xml_child_text(tg_xml_child(root, "none"), "x"));
}
END_TEST

static const struct {
	const char *text, *says;
	unsigned line;
} bad_xml[] = {
	{ "<a>\n<b></a>", "mismatched tag", 2 },
	{ "", "no element found", 1 },
	{ "<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>", "declares entities", 1 },
	{ "<!DOCTYPE a [\n<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>",
	  "declares entities", 2 },
	{ "<!DOCTYPE a [<!ENTITY % x SYSTEM 'http://x/'> %x;]><a/>", "declares entities", 1 },
};

START_TEST(wrong_or_dangerous_xml_is_refused)
{
	struct tg_xml *root;

	ck_assert_int_eq(tg_xml_read(&root, &arena, tg_str(bad_xml[_i].text), "f", &err),
			 TG_E_SYNTAX);
	ck_assert_msg(strstr(err.msg, bad_xml[_i].says) != NULL, "%s", err.msg);
	ck_assert_uint_eq(err.line, bad_xml[_i].line);
}
END_TEST

START_TEST(deep_xml_is_refused)
{
	struct tg_buf text = TG_BUF_INIT(1u << 20);
	struct tg_xml *root;

	for (int i = 0; i < 1000; i++)
		tg_buf_puts(&text, "<a>t");
	ck_assert_int_eq(tg_xml_read(&root, &arena, tg_buf_str(&text), "f", &err), TG_E_LIMIT);
	tg_buf_release(&text);
}
END_TEST

/* Findings in a JSON document point to its lines; the keys that a later one of
 * the same name takes the place of, escapes and braces in strings shift nothing. */
START_TEST(json_nodes_are_given_their_lines)
{
	static const char text[] = "\xef\xbb\xbf\n{\"a\": [1,\n[], {\"x}\": \"\\\"]\"},\r\n-2e5],\n"
				   "\"\\u0062\":\n true, \"twice\": {\"q\": 1},\n"
				   "\"c\": {},\n\"twice\": 3, \"d\": null}\n";
	struct tg_tree *root;
	struct tg_str s = tg_str_n(text, sizeof(text) - 1);

	ck_assert_msg(tg_json_read(&root, &arena, s, "f", &err) == TG_OK, "%s", err.msg);
	ck_assert_uint_eq(tg_tree_at(tg_tree_get(root, "a"), 2)->line, 0);
	tg_json_lines(root, s);
	ck_assert_uint_eq(root->line, 2);
	ck_assert_uint_eq(tg_tree_at(tg_tree_get(root, "a"), 0)->line, 2);
	ck_assert_uint_eq(tg_tree_get(tg_tree_at(tg_tree_get(root, "a"), 2), "x}")->line, 3);
	ck_assert_uint_eq(tg_tree_at(tg_tree_get(root, "a"), 3)->line, 4);
	ck_assert_uint_eq(tg_tree_get(root, "b")->key_line, 5);
	ck_assert_uint_eq(tg_tree_get(root, "b")->line, 6);
	ck_assert_uint_eq(tg_tree_get(root, "c")->line, 7);
	ck_assert_uint_eq(tg_tree_get(root, "d")->line, 8);
}
END_TEST

Suite *data_suite(void);

Suite *data_suite(void)
{
	Suite *suite = suite_create("data");
	TCase *tcase = tcase_create("data");

	tcase_add_checked_fixture(tcase, set_up, tear_down);
	tcase_add_loop_test(tcase, a_document_becomes_a_tree, 0, COUNT(good));
	tcase_add_loop_test(tcase, a_wrong_document_is_refused_with_its_place, 0, COUNT(bad));
	tcase_add_test(tcase, nodes_know_where_they_stand);
	tcase_add_test(tcase, json_nodes_are_given_their_lines);
	tcase_add_test(tcase, asking_a_tree_for_what_is_not_there_gives_nothing);
	tcase_add_test(tcase, all_documents_of_a_stream);
	tcase_add_test(tcase, many_keys_are_still_told_apart);
	tcase_add_loop_test(tcase, a_bomb_does_not_go_off, 0, COUNT(bombs));
	tcase_add_test(tcase, an_alias_bomb_is_counted_as_what_it_stands_for);
	tcase_add_test(tcase, xml_becomes_elements);
	tcase_add_loop_test(tcase, wrong_or_dangerous_xml_is_refused, 0, COUNT(bad_xml));
	tcase_add_test(tcase, deep_xml_is_refused);
	suite_add_tcase(suite, tcase);
	return suite;
}
