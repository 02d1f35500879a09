/* A repository's own guards become rules that read, and whose tests hold. */
#include "../../src/git/language.h"
#include "../../src/rules/suggest.h"

#include <check.h>
#include <string.h>

static struct tg_arena arena;
static struct tg_buf out;

static void setup(void)
{
	tg_buf_init(&out, 1u << 20);
}

static void release(void)
{
	tg_buf_release(&out);
	tg_arena_release(&arena);
}

static size_t suggest(const char *path, const char *text, unsigned min)
{
	struct tg_suggest *s;
	struct tg_err err = { .code = TG_OK };
	size_t n;

	ck_assert_msg(tg_suggest_new(&s, &tg_builtin_rules, 1, &err) == TG_OK, "%s",
		      err.msg);
	tg_suggest_file(s, path, tg_language_of(path, TG_STR("")), tg_str(text));
	n = tg_suggest_write(s, &out, min);
	tg_suggest_free(s);
	return n;
}

#define TEN "    x = 1\n    x = 2\n    x = 3\n    x = 4\n    x = 5\n" \
	    "    x = 6\n    x = 7\n    x = 8\n    x = 9\n    x = 0\n"
static const char long_body[] =
	"def sum_orders(x):\n" TEN TEN TEN TEN TEN
	"    raise ValidationError('no')\n\ndef a(x):\n    sum_orders(x)\n";

static const struct {
	const char *label, *path, *text, *name; /* NULL: nothing is suggested */
} cases[] = {
	{ "an annotation", "a.py", "@require_tenant_admin\ndef a(): x\n",
	  "require_tenant_admin" },
	{ "a dotted annotation", "a.py", "@core.require_tenant_admin(1)\ndef a(): x\n",
	  "core\\.require_tenant_admin" },
	{ "a base class", "a.py", "class A(TenantOwnerRequiredMixin):\n",
	  "TenantOwnerRequiredMixin" },
	{ "a call", "a.ts", "  ensureTenantAccess(user, 'it');\n", "ensureTenantAccess" },
	{ "an attribute", "a.cs", "[RequireTenantRole(\"x\")]\n", "RequireTenantRole" },
	{ "a helper whose body refuses a caller", "a.py",
	  "def keep_shop_apart(order):\n    if order.shop != mine():\n"
	  "        raise PermissionDenied()\n\n"
	  "def ship(order):\n    keep_shop_apart(order)\n", "keep_shop_apart" },
	{ "a helper whose body refuses input", "a.py",
	  "def settle_amount(x):\n    if x < 0:\n        raise ValidationError('no')\n\n"
	  "def pay(x):\n    settle_amount(x)\n", "settle_amount" },
	{ "a plain name is known by its type", "A.java",
	  "class OrderRules {\n    static void apply(Order o) {\n"
	  "        throw new ValidationException(\"x\");\n    }\n}\n"
	  "class B {\n    void b(Order o) {\n        OrderRules.apply(o);\n    }\n}\n",
	  "OrderRules\\.apply" },
	{ "a helper whose body reads input", "a.go",
	  "func bindOrder(c *gin.Context) Order {\n\tvar o Order\n"
	  "\tc.ShouldBindJSON(&o)\n\treturn o\n}\n\n"
	  "func create(c *gin.Context) {\n\to := bindOrder(c)\n}\n", "bindOrder" },
	{ "a question that ends in a refusal", "a.py",
	  "def same_shop(o):\n    return o.shop == mine()\n\n"
	  "def a(o):\n    if not same_shop(o):\n        raise PermissionDenied()\n"
	  "def b(o):\n    if not same_shop(o):\n        raise PermissionDenied()\n"
	  "def c(o):\n    if not same_shop(o):\n        raise PermissionDenied()\n",
	  "same_shop" },
	{ "a helper that reads input by its name", "a.go", "\tp := decodeOrderPayload(r)\n",
	  "decodeOrderPayload" },
	{ "quotes in the line", "a.py", "    run_raw_sql('it''s', \"x\")\n",
	  "run_raw_sql" },
	{ "bytes that are no text", "a.py", "    run_raw_sql(b'\xff\x01')\n",
	  "run_raw_sql" },
	{ "a question to somebody else's helper", "a.py",
	  "def a(o):\n    if not same_shop(o):\n        raise PermissionDenied()\n"
	  "def b(o):\n    if not same_shop(o):\n        raise PermissionDenied()\n"
	  "def c(o):\n    if not same_shop(o):\n        raise PermissionDenied()\n", NULL },
	{ "a helper that only counts", "a.py",
	  "def sum_orders(x):\n    return sum(x)\n\ndef a(x):\n    sum_orders(x)\n",
	  NULL },
	{ "a long function that refuses among other things", "a.py", long_body, NULL },
	{ "a variable that holds what a client sent", "a.py",
	  "def a():\n    req = request.get_json()\n    x = req.get('a')\n"
	  "def b():\n    req = request.get_json()\n    x = req.get('b')\n"
	  "def c():\n    req = request.get_json()\n    x = req.get('c')\n"
	  "def d():\n    req = request.get_json()\n    x = req.get('d')\n",
	  "(?:req)(?:" },
	{ "a variable that holds this and that", "a.py",
	  "def a():\n    req = request.get_json()\n    x = req.get('a')\n"
	  "def b():\n    req = other()\n    x = req.get('b')\n"
	  "def c():\n    req = other()\n    x = req.get('c')\n"
	  "def d():\n    req = other()\n    x = req.get('d')\n", NULL },
	{ "a macro that keeps secrets", "a.rb",
	  "class A < B\n  secret_fields :license, :code\nend\n",
	  "secret_fields" },
	{ "a comment", "a.py", "# @require_tenant_admin\n", NULL },
	{ "a definition", "a.py", "def require_tenant_admin(view):\n", NULL },
	{ "what a rule knows", "a.py", "@login_required\ndef a(): x\n", NULL },
	{ "words inside words", "a.py", "authority_checker(x)\nauthor_required(y)\n",
	  NULL },
};

START_TEST(suggests_what_looks_like_it)
{
	struct tg_rule_pack pack;
	struct tg_err err = { .code = TG_OK };
	const char *failed;
	size_t n = suggest(cases[_i].path, cases[_i].text, 1);

	ck_assert_msg((n > 0) == (cases[_i].name != NULL), "%s: %zu names\n%s",
		      cases[_i].label, n, out.ptr);
	ck_assert_msg(!cases[_i].name || strstr(out.ptr, cases[_i].name), "%s\n%s",
		      cases[_i].label, out.ptr);
	ck_assert_msg(tg_rules_read(&pack, &arena, tg_buf_str(&out), "own.yml",
				    &err) == TG_OK, "%s: %s\n%s", cases[_i].label,
		      err.msg, out.ptr);
	for (size_t i = 0; i < pack.n; i++)
		ck_assert_msg(tg_rule_test(&pack.rules[i], &failed, &err) == TG_OK,
			      "%s: %s", cases[_i].label, err.msg);
}
END_TEST

START_TEST(leaves_out_what_is_rare)
{
	static const char text[] = "@require_tenant_admin\ndef a(): x\n"
				   "@require_tenant_admin\ndef b(): x\n";

	ck_assert_uint_eq(suggest("a.py", text, 3), 0);
	tg_buf_clear(&out);
	ck_assert_uint_eq(suggest("a.py", text, 2), 1);
	ck_assert(strstr(out.ptr, "2 places in 1 file:") != NULL);
}
END_TEST

/* `commits` changes of one hunk each; the first `beside` of them refuse a caller. */
static size_t suggest_from_history(const char *path, const char *changed,
				   unsigned commits, unsigned beside)
{
	struct tg_change change = { .status = TG_STATUS_MODIFIED, .path = path,
		.old_path = path, .new_path = path,
		.language = tg_language_of(path, TG_STR("")) };
	struct tg_line lines[] = {
		{ .kind = TG_LINE_ADDED, .new_line = 1, .text = tg_str(changed) },
		{ .kind = TG_LINE_ADDED, .new_line = 2 },
	};
	struct tg_file_view view = { .change = &change, .lines = lines, .n_lines = 2,
				     .n_hunks = 1 };
	struct tg_suggest *s;
	struct tg_err err = { .code = TG_OK };
	size_t n;

	ck_assert(tg_suggest_new(&s, &tg_builtin_rules, 1, &err) == TG_OK);
	for (unsigned i = 0; i < commits; i++) {
		lines[1].text = i < beside ? TG_STR("    raise PermissionDenied()") :
					     TG_STR("    return 1");
		tg_suggest_commit(s);
		tg_suggest_change(s, &view);
	}
	n = tg_suggest_write(s, &out, 1);
	tg_suggest_free(s);
	return n;
}

static const struct {
	const char *label, *path, *changed;
	unsigned commits, beside;
	const char *says; /* NULL: nothing is suggested */
} histories[] = {
	{ "a name that changes with refusals", "a.py", "    shop_floor = x", 6, 6,
	  "shop_floor (name): 6 of the 6 commits that changed it touched "
	  "trust-boundary" },
	{ "a name that does so half of the time", "a.py", "    shop_floor = x", 8, 4,
	  NULL },
	{ "a name that was seen too seldom", "a.py", "    shop_floor = x", 3, 3, NULL },
	{ "a constant", "a.py", "    SHOP_FLOOR = x", 6, 6, NULL },
	{ "a folder", "shop/doors/a.py", "    if x:", 6, 6,
	  "paths: ['/shop/doors/**']" },
	{ "a folder without decisions", "shop/doors/a.py", "    x = 1", 6, 6, NULL },
	{ "a folder whose name is a pattern", "shop/*'\n/a.py", "    if x:", 6, 6, NULL },
};

START_TEST(learns_from_history)
{
	struct tg_rule_pack pack;
	struct tg_err err = { .code = TG_OK };
	const char *failed;
	size_t n = suggest_from_history(histories[_i].path, histories[_i].changed,
					histories[_i].commits, histories[_i].beside);

	ck_assert_msg((n > 0) == (histories[_i].says != NULL), "%s: %zu names\n%s",
		      histories[_i].label, n, out.ptr);
	ck_assert_msg(!histories[_i].says || strstr(out.ptr, histories[_i].says),
		      "%s\n%s", histories[_i].label, out.ptr);
	ck_assert_msg(tg_rules_read(&pack, &arena, tg_buf_str(&out), "own.yml", &err) ==
		      TG_OK, "%s: %s\n%s", histories[_i].label, err.msg, out.ptr);
	for (size_t i = 0; i < pack.n; i++)
		ck_assert_msg(tg_rule_test(&pack.rules[i], &failed, &err) == TG_OK,
			      "%s: %s", histories[_i].label, err.msg);
}
END_TEST

START_TEST(is_as_sure_as_its_evidence)
{
	suggest("a.py", "def same_shop(o):\n    if o.x:\n        raise PermissionDenied()\n"
		"\ndef a(o):\n    same_shop(o)\n", 1);
	ck_assert(strstr(out.ptr, "confidence: high") != NULL);
	tg_buf_clear(&out);
	suggest_from_history("a.py", "    shop_floor = x", 6, 6);
	ck_assert(strstr(out.ptr, "confidence: low") != NULL);
	tg_buf_clear(&out);
	suggest("a.py", "def a(o):\n    run_raw_sql(o)\n", 1);
	ck_assert(strstr(out.ptr, "confidence: medium") != NULL);
	ck_assert(strstr(out.ptr, "confidence: high") == NULL);
}
END_TEST

START_TEST(stays_short_enough_to_be_read)
{
	struct tg_buf text = TG_BUF_INIT(1u << 20);

	for (unsigned i = 0; i < 200; i++)
		tg_buf_printf(&text, "@require_tenant%c%c_role\ndef a(): x\n",
			      'a' + i % 26, 'a' + i / 26);
	ck_assert_uint_le(suggest("a.py", text.ptr, 1), TG_SUGGEST_MAX);
	tg_buf_release(&text);
}
END_TEST

Suite *suggest_suite(void);
Suite *suggest_suite(void)
{
	Suite *suite = suite_create("suggest");
	TCase *names = tcase_create("names");

	tcase_add_checked_fixture(names, setup, release);
	tcase_add_loop_test(names, suggests_what_looks_like_it, 0,
			    (int)(sizeof(cases) / sizeof(cases[0])));
	tcase_add_test(names, leaves_out_what_is_rare);
	tcase_add_loop_test(names, learns_from_history, 0,
			    (int)(sizeof(histories) / sizeof(histories[0])));
	tcase_add_test(names, is_as_sure_as_its_evidence);
	tcase_add_test(names, stays_short_enough_to_be_read);
	suite_add_tcase(suite, names);
	return suite;
}
