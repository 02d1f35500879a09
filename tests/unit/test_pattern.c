/* What is proven about patterns: literals, and shapes that would explode. */
#include "../../src/rules/needs.h"
#include "../../src/rules/pattern.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct tg_arena arena;

static void release(void)
{
	tg_arena_release(&arena);
}

static struct tg_node *parse(const char *pattern)
{
	struct tg_node *root = NULL;
	struct tg_err err;

	ck_assert_msg(tg_pattern_parse(&root, &arena, tg_str(pattern), &err) == TG_OK,
		      "%s: %s", pattern, err.msg);
	return root;
}

/* --- literals ------------------------------------------------------------ */

static const struct {
	const char *pattern, *literals; /* joined by blanks; "" for none */
} derived[] = {
	{ "login_required", "login_required" },
	{ "@(login_required|permission_required)\\b",
	  "@login_required @permission_required" },
	{ "SELECT\\s+\\*", "select" },
	{ "permissions?_required", "permission_required permissions_required" },
	{ "\\w+\\.execute\\(", ".execute(" },
	{ "[Aa]uth[A-Z]\\w*Token", "token" },
	{ "foo|ba", "" },
	{ "foo|\\d+", "" },
	{ "(?:foo)?bar", "bar foobar" },
	{ "(?:foo)*bar", "bar" },
	{ "(?:foo)+", "foo" },
	{ "ab?c\\d", "" },
	{ "ab?cd", "acd abcd" },
	{ "(?=secret)key_", "key_" },
	{ "x{3}", "" },
	{ "\\x41\\x4b\\x49A", "akia" },
	{ "a.b.c.d", "" },
	{ "^\\s*app\\.(?:get|post)\\(", "app.get( app.post(" },
	{ "(?i)Header", "header" },
	{ "[a-z]oken", "oken" },
	{ "", "" },
};

static struct tg_literals literals_of(const struct tg_node *root)
{
	struct tg_literals literals;

	tg_pattern_literals(&literals, root, &arena);
	return literals;
}

static const char *const *calling(const char *pattern)
{
	return literals_of(parse(pattern)).calling;
}

START_TEST(derives_what_every_match_must_hold)
{
	const char *const *list = calling(derived[_i].pattern);
	struct tg_str rest = tg_str(derived[_i].literals), word;
	size_t wanted = 0, got = 0;

	while (list != NULL && list[got] != NULL)
		got++;
	while (tg_str_split(&rest, ' ', &word)) {
		bool found = false;

		for (size_t i = 0; i < got; i++)
			found = found || tg_str_is(word, list[i]) ||
				/* a longer one may be covered by a shorter one */
				tg_str_find(word, tg_str(list[i])) != SIZE_MAX;
		ck_assert_msg(found, "%s: no %.*s", derived[_i].pattern,
			      (int)word.n, word.p);
		wanted++;
	}
	ck_assert_msg((got > 0) == (wanted > 0), "%s: %zu literals, first %s",
		      derived[_i].pattern, got, got ? list[0] : "-");
}
END_TEST

static unsigned seed;

static unsigned any(unsigned n)
{
	seed = seed * 1103515245u + 12345u;
	return (seed >> 16) % n;
}

/* Writes a text that the pattern matches. */
static void generate(const struct tg_node *node, char *out, size_t *n, size_t max)
{
	unsigned times;

	switch (node->kind) {
	case TG_NODE_SET:
		for (unsigned tries = 0; *n < max && tries < 20000; tries++) {
			unsigned byte = any(256);

			if (!tg_bytes_has(&node->set, (unsigned char)byte))
				continue;
			out[(*n)++] = (char)byte;
			break;
		}
		break;
	case TG_NODE_CONCAT:
		for (size_t i = 0; i < node->n; i++)
			generate(node->children[i], out, n, max);
		break;
	case TG_NODE_ALTERNATE:
		generate(node->children[any((unsigned)node->n)], out, n, max);
		break;
	case TG_NODE_REPEAT:
		times = node->min + any(node->max - node->min > 3 ? 4 :
					node->max - node->min + 1);
		for (unsigned i = 0; i < times; i++)
			generate(node->children[0], out, n, max);
		break;
	case TG_NODE_EMPTY:
	case TG_NODE_START:
	case TG_NODE_LOOK:
		break;
	}
}

static const char *const shapes[] = {
	"@(?:\\w+\\.)*(login|permissions?|admin)_required\\b",
	"(?:app|router)\\.(?:get|post|put|delete)\\(\\s*['\"]/",
	"(?:has|check|require)_?(?:perm(?:ission)?s?|role|scope)\\(",
	"a(?:bc|de(?:fg|hi)?)+jklm",
	"(?:x(?:yz)?|longer_one)\\d{1,4}[._-]tail",
	"[Pp]ass(?:word|phrase|wd)\\s{0,3}[:=]",
	"(?:(?:one|two)(?:three|four)){1,2}five?",
	"(?:SELECT|INSERT INTO|UPDATE)\\b[^;]{0,40}\\bWHERE\\b",
};

static bool holds_one(struct tg_str text, const char *const *list)
{
	for (; *list != NULL; list++)
		if (tg_str_ifind(text, tg_str(*list)) != SIZE_MAX)
			return true;
	return false;
}

static bool meets(const char *pattern, struct tg_str text)
{
	struct tg_literals literals = literals_of(parse(pattern));
	struct tg_grams grams;

	tg_grams_of(&grams, text);
	return literals.needs == NULL || tg_needs_met(literals.needs, &grams);
}

START_TEST(every_generated_match_holds_its_literals)
{
	const char *pattern = shapes[_i];
	const struct tg_node *root = parse(pattern);
	const char *const *list = literals_of(root).calling;

	ck_assert_msg(list != NULL, "%s has no literal", pattern);
	seed = 7u + (unsigned)_i;
	for (unsigned round = 0; round < 2000; round++) {
		char text[2048];
		size_t n = 0;

		generate(root, text, &n, sizeof(text));
		ck_assert_msg(holds_one(tg_str_n(text, n), list),
			      "%s: no literal in '%.*s'", pattern, (int)n, text);
		ck_assert_msg(meets(pattern, tg_str_n(text, n)),
			      "%s: '%.*s' lacks something", pattern, (int)n, text);
	}
}
END_TEST

/* Lines that hold a literal of a pattern and still cannot match. */
static const struct {
	const char *pattern, *meets, *lacks;
} needed[] = {
	{ "limit\\w*\\s*=.*\\bquota", "LIMITS = my quota", "limits = my quotient" },
	{ "\\b(?:user\\w*\\.delete|team\\.\\w*leave)\\(", "team.x_leave()",
	  "user.x_leave(team)" },
	{ "(?:a\\d+token)+z", "a1tokenz", "a1token" },
	{ "\\d@\\d", "1@2", "1#2" },
	{ "(?:one|two)\\d(?:three)?\\dfour", "two12four", "one1three" },
};

START_TEST(knows_what_a_line_lacks)
{
	ck_assert_msg(meets(needed[_i].pattern, tg_str(needed[_i].meets)), "%s",
		      needed[_i].meets);
	ck_assert_msg(!meets(needed[_i].pattern, tg_str(needed[_i].lacks)), "%s",
		      needed[_i].lacks);
}
END_TEST

/* More of them than a table of numbers takes: nothing is known then, and the pattern
 * itself decides. */
START_TEST(too_many_needs_are_none)
{
	static char pattern[8192];
	size_t n = 0;

	for (char a = 'a'; a <= 'z'; a++)
		for (char b = '0'; b < '0' + 30; b++)
			n += (size_t)snprintf(pattern + n, sizeof(pattern) - n,
					      "%s%cx\\x%02xx", n ? "|" : "", a, b);
	ck_assert_ptr_null(literals_of(parse(pattern)).needs);
}
END_TEST

/* --- what is refused ----------------------------------------------------- */

static const struct {
	const char *pattern, *says;
	unsigned column;
} refused[] = {
	{ "(a+)+b", "inside a repetition", 1 },
	{ "x(?:\\w+\\s?)*y", "inside a repetition", 2 },
	{ "x(?:a|b+)*y", "inside a repetition", 2 },
	{ "(?:a{1,30}){1,30}", "inside a repetition", 1 },
	{ "foo\\w*\\w+", "side by side", 7 },
	{ "foo\\w+b?\\w+", "side by side", 9 },
	{ "\\w+Controller", "at the start", 1 },
	{ ".*password", "at the start", 1 },
	{ "foo|\\s*bar", "at the start", 5 },
	{ "(?:\\w*)x", "at the start", 4 },
	{ "a.*b.*c", "two unbounded gaps", 5 },
	{ "(foo)\\1", "escape", 6 },
	{ "foo\\Kbar", "escape", 4 },
	{ "a\\Cb", "escape", 2 },
	{ "(*UTF)a", "verbs", 2 },
	{ "(?R)", "kind of group", 3 },
	{ "(?(1)a|b)", "kind of group", 3 },
	{ "(abc", "not closed", 5 },
	{ "abc)", "closes nothing", 4 },
	{ "[abc", "not closed", 5 },
	{ "a{5,2}", "ends before", 7 },
	{ "a{2000}", "repetitions", 8 },
	{ "*a", "before this quantifier", 1 },
	{ "[z-a]", "ends before", 5 },
};

START_TEST(refuses_with_the_place)
{
	struct tg_node *root;
	struct tg_err err = { .code = TG_OK };
	enum tg_rc rc = tg_pattern_parse(&root, &arena, tg_str(refused[_i].pattern),
					 &err);

	if (rc == TG_OK)
		rc = tg_pattern_check_shape(root, &err);
	ck_assert_msg(rc == TG_E_RULE, "%s was taken", refused[_i].pattern);
	ck_assert_msg(strstr(err.msg, refused[_i].says) != NULL, "%s: %s",
		      refused[_i].pattern, err.msg);
	ck_assert_msg(err.column == refused[_i].column, "%s: column %u",
		      refused[_i].pattern, err.column);
}
END_TEST

static const char *const taken[] = {
	"^\\s*@\\w+(?:\\.\\w+)*required",
	"\\b\\w+Controller",
	"(?:\\w+\\.)+execute",
	"foo\\s*=?\\s*bar",
	"a.{0,200}b.{0,200}c",
	"import .*express",
	"x(?>a+)+b",
	"x(?:[^,]*,)*y",
	"\\w{1,60}Repository",
};

START_TEST(takes_what_is_linear)
{
	struct tg_node *root = parse(taken[_i]);
	struct tg_err err = { .code = TG_OK };
	bool leading = strcmp(taken[_i], "(?:\\w+\\.)+execute") == 0;

	/* the group is fine, its place at the start is not */
	ck_assert_msg((tg_pattern_check_shape(root, &err) == TG_OK) != leading,
		      "%s: %s", taken[_i], err.msg);
}
END_TEST

#define COUNT(a) ((int)(sizeof(a) / sizeof((a)[0])))

Suite *pattern_suite(void);
Suite *pattern_suite(void)
{
	Suite *suite = suite_create("pattern");
	TCase *literals = tcase_create("literals");
	TCase *shape = tcase_create("shape");

	tcase_add_checked_fixture(literals, NULL, release);
	tcase_add_loop_test(literals, derives_what_every_match_must_hold, 0,
			    COUNT(derived));
	tcase_add_loop_test(literals, every_generated_match_holds_its_literals, 0,
			    COUNT(shapes));
	tcase_add_loop_test(literals, knows_what_a_line_lacks, 0, COUNT(needed));
	tcase_add_test(literals, too_many_needs_are_none);
	tcase_add_checked_fixture(shape, NULL, release);
	tcase_add_loop_test(shape, refuses_with_the_place, 0, COUNT(refused));
	tcase_add_loop_test(shape, takes_what_is_linear, 0, COUNT(taken));
	suite_add_tcase(suite, literals);
	suite_add_tcase(suite, shape);
	return suite;
}
