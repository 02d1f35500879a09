#include "../../src/base/buf.h"
#include "../../src/model/evidence.h"

#include <check.h>
#include <string.h>

static const struct {
	const char *written;
	const char *path; /* NULL: no reference */
	const char *symbol;
	uint32_t first, last;
} references[] = {
	{ "`services/order/auth.py`", "services/order/auth.py", NULL, 0, 0 },
	{ "auth.py:verify", "auth.py", "verify", 0, 0 },
	{ "`src/auth.ts:Session.verify()`", "src/auth.ts", "Session.verify", 0, 0 },
	{ "tests/test_auth.py::TestAuth::test_ok", "tests/test_auth.py",
	  "TestAuth::test_ok", 0, 0 },
	{ "src/auth.c#L10-L20", "src/auth.c", NULL, 10, 20 },
	{ "src/auth.c#L10", "src/auth.c", NULL, 10, 10 },
	{ "src/auth.c:16-36", "src/auth.c", NULL, 16, 36 },
	{ "./src/auth.c:7", "src/auth.c", NULL, 7, 7 },
	{ "`deploy/`", "deploy", NULL, 0, 0 },
	{ "https://example.org/a.py", NULL, NULL, 0, 0 },
	{ "../secret/key.pem", NULL, NULL, 0, 0 },
	{ "/etc/passwd", NULL, NULL, 0, 0 },
	{ "a/../../b.py", NULL, NULL, 0, 0 },
	{ "MaxRetryAfter", NULL, NULL, 0, 0 },
	{ "Math.Min(a, b)", NULL, NULL, 0, 0 },
	{ "src/a.c#L9-L2", NULL, NULL, 0, 0 },
	{ "", NULL, NULL, 0, 0 },
};

START_TEST(a_reference_is_read)
{
	struct tg_arena arena = TG_ARENA_INIT;
	struct tg_evidence e;
	bool read = tg_evidence_parse(&e, &arena, tg_str(references[_i].written));

	ck_assert_msg(read == (references[_i].path != NULL), "%s",
		      references[_i].written);
	if (read) {
		ck_assert_str_eq(e.path, references[_i].path);
		ck_assert_pstr_eq(e.symbol, references[_i].symbol);
		ck_assert_uint_eq(e.first, references[_i].first);
		ck_assert_uint_eq(e.last, references[_i].last);
	}
	tg_arena_release(&arena);
}
END_TEST

/* Where a definition stands; 0: it is not defined there. */
static const struct {
	const char *label, *path, *symbol, *text;
	uint32_t first, last;
} definitions[] = {
	{ "python", "a.py", "verify",
	  "import hmac\n\n@signed\ndef verify(\n    body,\n    mac,\n):\n    x = 1\n\n    return hmac.ok(mac)\n\ndef other():\n    verify(1, 2)\n",
	  3, 10 },
	{ "python method", "a.py", "Session.check",
	  "def check():\n    pass\n\nclass Session:\n    ttl = 3\n\n    def check(self):\n        return 1\n\n    def last(self):\n        return 2\n",
	  7, 8 },
	{ "python constant", "a.py", "MAX_AGE", "x = MAX_AGE\nMAX_AGE = 900\n", 2, 2 },
	{ "a call is no definition", "a.py", "verify", "x = verify(1)\nverify(2)\n",
	  0, 0 },
	{ "a comment is no definition", "a.py", "verify", "# def verify(x):\nx = 1\n",
	  0, 0 },
	{ "a string is no definition", "a.py", "verify", "x = 'def verify(x):'\n",
	  0, 0 },
	{ "a longer name is another", "a.py", "verify", "def verify_all(x):\n    y()\n",
	  0, 0 },
	{ "go method", "a.go", "Session.Verify",
	  "package a\n\ntype Session struct {\n\tid int\n}\n\nfunc (s *Session) Verify(b []byte) error {\n\tif s == nil {\n\t\treturn nil\n\t}\n\treturn nil\n}\n",
	  7, 12 },
	{ "javascript function", "a.js", "verify",
	  "const other = verify(1);\nexport async function verify(body) {\n  return body;\n}\n",
	  2, 4 },
	{ "javascript arrow", "a.ts", "verify",
	  "export const verify = (body: string): boolean => {\n  return !!body;\n};\n",
	  1, 3 },
	{ "javascript method", "a.js", "verify",
	  "class A {\n  async verify(body) {\n    return 1;\n  }\n}\nif (verify(x)) {\n  go();\n}\n",
	  2, 4 },
	{ "java method", "A.java", "verify",
	  "class A {\n  @Override\n  public boolean verify(String s) throws E {\n    return true;\n  }\n}\n",
	  2, 5 },
	{ "c function", "a.c", "verify",
	  "int verify(int a);\n\nstatic int\nverify(int a)\n{\n\treturn a;\n}\n", 4, 7 },
	{ "rust", "a.rs", "verify", "#[inline]\npub fn verify(a: u8) -> bool {\n    true\n}\n",
	  1, 4 },
	{ "ruby", "a.rb", "verify", "class A\n  def verify\n    true\n  end\nend\n", 2, 4 },
	{ "yaml key", "a.yml", "rate_limit", "a: 1\nrate_limit:\n  per: 10\n  by: user\nb: 2\n",
	  2, 4 },
	{ "terraform", "a.tf", "audit",
	  "resource \"aws_s3_bucket\" \"audit\" {\n  acl = \"private\"\n}\n", 1, 3 },
	{ "a brace in a string ends nothing", "a.js", "verify",
	  "function verify() {\n  say('}');\n  return 1;\n}\n", 1, 4 },
};

START_TEST(a_definition_is_found)
{
	uint32_t first = 0, last = 0;
	bool found = tg_evidence_find(&first, &last, definitions[_i].path,
				      tg_str(definitions[_i].text),
				      definitions[_i].symbol);

	ck_assert_msg(found == (definitions[_i].first != 0), "%s",
		      definitions[_i].label);
	ck_assert_msg(first == definitions[_i].first && last == definitions[_i].last,
		      "%s: got %u-%u", definitions[_i].label, first, last);
}
END_TEST

/* --- what a change did ---------------------------------------------------- */

#define VERIFY "def verify(body):\n    mac = sign(body)\n    if mac != body.mac:\n        raise Forged()\n    return body\n"

static const struct {
	const char *label, *reference;
	enum tg_status status;
	const char *old_text, *new_text;
	struct tg_hunk hunks[2];
	size_t n_hunks;
	enum tg_evidence_touch touch;
	uint32_t line;
} changes[] = {
	{ "another function of the file", "a.py:verify", TG_STATUS_MODIFIED,
	  VERIFY "def b():\n    pass\n", VERIFY "def b():\n    x()\n",
	  { { 7, 1, 7, 1 } }, 1, TG_EVIDENCE_UNTOUCHED, 1 },
	{ "a line of it", "a.py:verify", TG_STATUS_MODIFIED, VERIFY,
	  "def verify(body):\n    mac = sign(body)\n    if mac != body.tag:\n        raise Forged()\n    return body\n",
	  { { 3, 1, 3, 1 } }, 1, TG_EVIDENCE_CHANGED, 3 },
	{ "only moved down", "a.py:verify", TG_STATUS_MODIFIED, VERIFY,
	  "import x\n\n" VERIFY, { { 0, 0, 1, 2 } }, 1, TG_EVIDENCE_UNTOUCHED, 3 },
	{ "only white space", "a.py:verify", TG_STATUS_MODIFIED, VERIFY,
	  "def verify(body):\n    mac  =  sign(body)\n    if mac != body.mac:\n        raise Forged()\n    return body\n",
	  { { 2, 1, 2, 1 } }, 1, TG_EVIDENCE_UNTOUCHED, 1 },
	{ "the symbol is gone", "a.py:verify", TG_STATUS_MODIFIED,
	  "import x\n" VERIFY, "import x\n", { { 2, 5, 1, 0 } }, 1,
	  TG_EVIDENCE_REMOVED, 2 },
	{ "the symbol is commented out", "a.py:verify", TG_STATUS_MODIFIED, VERIFY,
	  "# def verify(body):\n#     return body\nx = 1\n", { { 1, 5, 1, 3 } }, 1,
	  TG_EVIDENCE_REMOVED, 1 },
	{ "nothing but a shell is left", "a.py:verify", TG_STATUS_MODIFIED, VERIFY,
	  "def verify(body):\n    return True\n", { { 2, 4, 2, 1 } }, 1,
	  TG_EVIDENCE_REMOVED, 2 },
	{ "the file is gone", "a.py:verify", TG_STATUS_DELETED, VERIFY, NULL,
	  { { 1, 5, 0, 0 } }, 1, TG_EVIDENCE_REMOVED, 1 },
	{ "the file has another name", "a.py:verify", TG_STATUS_RENAMED, VERIFY,
	  VERIFY, { { 0, 0, 0, 0 } }, 0, TG_EVIDENCE_MOVED, 0 },
	{ "a copy was made", "a.py:verify", TG_STATUS_COPIED, VERIFY, VERIFY,
	  { { 0, 0, 0, 0 } }, 0, TG_EVIDENCE_UNTOUCHED, 0 },
	{ "lines outside", "a.py#L2-L3", TG_STATUS_MODIFIED, NULL, NULL,
	  { { 5, 1, 5, 2 } }, 1, TG_EVIDENCE_UNTOUCHED, 0 },
	{ "a line put in between", "a.py#L2-L3", TG_STATUS_MODIFIED, NULL, NULL,
	  { { 2, 0, 3, 1 } }, 1, TG_EVIDENCE_CHANGED, 3 },
	{ "a line put in just behind", "a.py#L2-L3", TG_STATUS_MODIFIED, NULL, NULL,
	  { { 3, 0, 4, 1 } }, 1, TG_EVIDENCE_UNTOUCHED, 0 },
	{ "all its lines are gone", "a.py#L2-L3", TG_STATUS_MODIFIED, NULL, NULL,
	  { { 1, 4, 0, 0 } }, 1, TG_EVIDENCE_REMOVED, 2 },
	{ "one of its lines is gone", "a.py#L2-L3", TG_STATUS_MODIFIED, NULL, NULL,
	  { { 3, 2, 2, 0 } }, 1, TG_EVIDENCE_CHANGED, 3 },
	{ "the whole file is cited", "a.py", TG_STATUS_MODIFIED, VERIFY,
	  VERIFY "x = 1\n", { { 5, 0, 6, 1 } }, 1, TG_EVIDENCE_CHANGED, 6 },
	{ "another file", "b.py", TG_STATUS_MODIFIED, VERIFY, "x = 1\n",
	  { { 1, 5, 1, 1 } }, 1, TG_EVIDENCE_UNTOUCHED, 0 },
};

START_TEST(what_a_change_did_to_it)
{
	struct tg_arena arena = TG_ARENA_INIT;
	struct tg_hunk hunks[2] = { changes[_i].hunks[0], changes[_i].hunks[1] };
	struct tg_change change = {
		.status = changes[_i].status, .old_path = "a.py",
		.new_path = changes[_i].new_text ? "a.py" : NULL, .path = "a.py",
		.hunks = hunks, .n_hunks = changes[_i].n_hunks,
	};
	struct tg_evidence e;
	struct tg_evidence_hit hit;

	if (change.status == TG_STATUS_RENAMED || change.status == TG_STATUS_COPIED)
		change.new_path = change.path = "c.py";
	ck_assert(tg_evidence_parse(&e, &arena, tg_str(changes[_i].reference)));
	hit = tg_evidence_judge(&e, &change, tg_str(changes[_i].old_text),
				tg_str(changes[_i].new_text));
	ck_assert_msg(hit.touch == changes[_i].touch, "%s: got %d",
		      changes[_i].label, (int)hit.touch);
	ck_assert_msg(hit.line == changes[_i].line, "%s: line %u",
		      changes[_i].label, hit.line);
	tg_arena_release(&arena);
}
END_TEST

static enum tg_path_state lookup(void *ctx, const char *path, bool want_text,
				 struct tg_str *text)
{
	(void)ctx;
	if (strcmp(path, "src") == 0)
		return TG_PATH_FOLDER;
	if (strcmp(path, "big.py") == 0)
		return TG_PATH_UNREAD;
	if (strcmp(path, "a.py") != 0)
		return TG_PATH_NONE;
	if (want_text)
		*text = tg_str(VERIFY);
	return TG_PATH_FILE;
}

static const struct {
	const char *reference;
	enum tg_evidence_state state;
} checks[] = {
	{ "a.py", TG_EVIDENCE_THERE },
	{ "a.py:verify", TG_EVIDENCE_THERE },
	{ "a.py:gone", TG_EVIDENCE_NO_SYMBOL },
	{ "a.py#L5", TG_EVIDENCE_THERE },
	{ "a.py#L2-L6", TG_EVIDENCE_NO_LINES },
	{ "b.py", TG_EVIDENCE_NO_FILE },
	{ "src/", TG_EVIDENCE_THERE },
	{ "big.py:verify", TG_EVIDENCE_UNKNOWN },
};

START_TEST(it_is_there_or_not)
{
	struct tg_arena arena = TG_ARENA_INIT;
	struct tg_evidence e;

	ck_assert(tg_evidence_parse(&e, &arena, tg_str(checks[_i].reference)));
	ck_assert_msg(tg_evidence_check(&e, lookup, NULL, NULL) == checks[_i].state,
		      "%s", checks[_i].reference);
	tg_arena_release(&arena);
}
END_TEST

START_TEST(a_crafted_file_is_bounded)
{
	struct tg_buf text = TG_BUF_INIT(8u << 20);
	uint32_t first, last;

	for (unsigned i = 0; i < 300000; i++)
		tg_buf_puts(&text, "verify((\n");
	ck_assert(!tg_evidence_find(&first, &last, "a.js", tg_buf_str(&text),
				    "verify"));
	tg_buf_release(&text);
}
END_TEST

#define COUNT(array) ((int)(sizeof(array) / sizeof((array)[0])))

Suite *evidence_suite(void);

Suite *evidence_suite(void)
{
	Suite *suite = suite_create("evidence");
	TCase *tcase = tcase_create("evidence");

	tcase_add_loop_test(tcase, a_reference_is_read, 0, COUNT(references));
	tcase_add_loop_test(tcase, a_definition_is_found, 0, COUNT(definitions));
	tcase_add_loop_test(tcase, what_a_change_did_to_it, 0, COUNT(changes));
	tcase_add_loop_test(tcase, it_is_there_or_not, 0, COUNT(checks));
	tcase_add_test(tcase, a_crafted_file_is_bounded);
	suite_add_tcase(suite, tcase);
	return suite;
}
