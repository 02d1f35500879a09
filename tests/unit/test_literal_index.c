/* The search for literals finds what looking for each one alone finds. */
#include "../../src/rules/literal_index.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#define MAX 64

static struct tg_arena arena;

static void release(void)
{
	tg_arena_release(&arena);
}

static void count_hit(unsigned literal, void *ctx)
{
	unsigned *counts = ctx;

	counts[literal]++;
}

static unsigned occurrences(struct tg_str text, const char *literal)
{
	unsigned n = 0;

	for (size_t at = 0; at < text.n; at++) {
		struct tg_str part = tg_str_sub(text, at, tg_str(literal).n);

		n += tg_str_ieq(part, tg_str(literal));
	}
	return n;
}

static void check(const struct tg_literal_index *index, const char *const *literals,
		  const uint8_t *wanted, struct tg_str text)
{
	unsigned counts[MAX] = { 0 };

	tg_index_search(index, tg_index_choose(index, &arena, wanted), text, count_hit,
			counts);
	for (size_t i = 0; i < index->n; i++) {
		unsigned expected = occurrences(text, literals[i]);

		if (wanted != NULL && !wanted[i])
			expected = 0;
		ck_assert_msg(counts[i] == expected, "'%s' in '%.*s': %u, not %u",
			      literals[i], (int)text.n, text.p, counts[i], expected);
	}
}

static int by_index(const void *a, const void *b)
{
	return tg_index_compare(*(const char *const *)a, *(const char *const *)b);
}

/* All literals, then every second one: the others must not be told. */
static void compare(const char **literals, size_t n, struct tg_str text)
{
	struct tg_literal_index index;
	uint8_t wanted[MAX] = { 0 };

	if (n > 0)
		qsort(literals, n, sizeof(*literals), by_index);
	ck_assert(tg_index_build(&index, &arena, literals, n));
	check(&index, literals, NULL, text);
	for (size_t i = 1; i < n; i += 2)
		wanted[i] = 1;
	check(&index, literals, wanted, text);
}

static const char *overlapping[] = { "she", "hers", "his", "ushers", "her",
					   "rsh", "shers" };
static const char *const texts[] = {
	"ushers", "USHERS and His", "shershershe", "", "xx", "hishehers",
	"the she\xff\x80her\0his",
};

START_TEST(finds_overlapping_literals)
{
	size_t n = _i == 6 ? sizeof("the she\xff\x80her\0his") - 1 : strlen(texts[_i]);

	compare(overlapping, sizeof(overlapping) / sizeof(overlapping[0]),
		tg_str_n(texts[_i], n));
}
END_TEST

static unsigned seed;

static unsigned any(unsigned n)
{
	seed = seed * 1103515245u + 12345u;
	return (seed >> 16) % n;
}

START_TEST(agrees_with_the_naive_search)
{
	const char *literals[MAX];
	char text[600];
	size_t n = 0;

	seed = (unsigned)_i + 1;
	while (n < 20) {
		char word[8] = "";
		unsigned length = 3 + any(4);
		bool known = false;

		for (unsigned i = 0; i < length; i++)
			word[i] = (char)('a' + any(3));
		for (size_t i = 0; i < n; i++)
			known = known || strcmp(literals[i], word) == 0;
		if (!known)
			literals[n++] = tg_arena_dup(&arena, word);
	}
	for (size_t i = 0; i < sizeof(text); i++)
		text[i] = (char)((any(2) ? 'a' : 'A') + (char)any(4));
	compare(literals, n, tg_str_n(text, sizeof(text)));
}
END_TEST

/* What stands before a line's first word is passed over, but for what a literal may
 * begin with. */
START_TEST(finds_literals_that_begin_with_blanks)
{
	const char *literals[] = { " in ", "  - x", "\tcase", "run", "   deep" };

	compare(literals, sizeof(literals) / sizeof(literals[0]),
		TG_STR("        - x in deep run"));
	compare(literals, sizeof(literals) / sizeof(literals[0]), TG_STR("\t\t\tcase     deep"));
	compare(literals, sizeof(literals) / sizeof(literals[0]), TG_STR("      "));
}
END_TEST

START_TEST(no_literals_find_nothing)
{
	compare(NULL, 0, TG_STR("anything"));
}
END_TEST

Suite *literal_index_suite(void);
Suite *literal_index_suite(void)
{
	Suite *suite = suite_create("literal_index");
	TCase *search = tcase_create("search");

	tcase_add_checked_fixture(search, NULL, release);
	tcase_add_loop_test(search, finds_overlapping_literals, 0, 7);
	tcase_add_loop_test(search, agrees_with_the_naive_search, 0, 50);
	tcase_add_test(search, finds_literals_that_begin_with_blanks);
	tcase_add_test(search, no_literals_find_nothing);
	suite_add_tcase(suite, search);
	return suite;
}
