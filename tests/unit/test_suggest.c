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
	{ "a helper whose body reads input", "a.go",
	  "func takeOrder(c *gin.Context) Order {\n\tvar o Order\n"
	  "\tc.ShouldBindJSON(&o)\n\treturn o\n}\n\n"
	  "func create(c *gin.Context) {\n\to := takeOrder(c)\n}\n", "takeOrder" },
	{ "a question that ends in a refusal", "a.py",
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
	{ "a helper that only counts", "a.py",
	  "def sum_orders(x):\n    return sum(x)\n\ndef a(x):\n    sum_orders(x)\n",
	  NULL },
	{ "a long function that refuses among other things", "a.py", long_body, NULL },
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

Suite *suggest_suite(void);
Suite *suggest_suite(void)
{
	Suite *suite = suite_create("suggest");
	TCase *names = tcase_create("names");

	tcase_add_checked_fixture(names, setup, release);
	tcase_add_loop_test(names, suggests_what_looks_like_it, 0,
			    (int)(sizeof(cases) / sizeof(cases[0])));
	tcase_add_test(names, leaves_out_what_is_rare);
	suite_add_tcase(suite, names);
	return suite;
}
