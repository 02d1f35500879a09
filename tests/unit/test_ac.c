/* The search for literals finds what looking for each one alone finds. */
#include "../../src/rules/ac.h"

#include <check.h>
#include <stdio.h>
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

/* Every second literal is wanted; the others must not be told. */
static void check_list(const struct tg_ac_hits *hits, const char *const *literals,
		       size_t n, struct tg_str text)
{
	unsigned counts[MAX] = { 0 };

	ck_assert_uint_le(hits->n, TG_AC_HITS);
	for (size_t i = 0; i < hits->n; i++)
		counts[hits->literals[i]]++;
	for (size_t i = 0; i < n; i++)
		ck_assert_msg(counts[i] == (i % 2 ? occurrences(text, literals[i]) : 0),
			      "'%s' in '%.*s': %u", literals[i], (int)text.n, text.p,
			      counts[i]);
}

/* Two texts of different length, side by side. */
static void compare_two(const struct tg_ac *ac, const char *const *literals, size_t n,
			struct tg_str text)
{
	static struct tg_ac_hits hits[2];
	struct tg_str texts[2] = { text, tg_str_sub(text, text.n / 3, text.n / 2) };
	uint8_t wanted[MAX] = { 0 };
	uint8_t *ends = tg_arena_alloc(&arena, ac->n_states / 8u + 1u);
	struct tg_ac_search search = { ac, ends, wanted };

	for (size_t i = 1; i < n; i += 2)
		wanted[i] = 1;
	tg_ac_find_ends(ac, ends);
	for (unsigned turn = 0; turn < 2; turn++) {
		tg_ac_search_two(&search, texts, hits);
		check_list(&hits[0], literals, n, texts[0]);
		check_list(&hits[1], literals, n, texts[1]);
		texts[1] = texts[0];
		texts[0] = tg_str_sub(text, 1, text.n / 4);
	}
}

static void compare(const char *const *literals, size_t n, struct tg_str text)
{
	unsigned counts[MAX] = { 0 };
	struct tg_ac ac;

	ck_assert(tg_ac_build(&ac, &arena, literals, n));
	tg_ac_search(&ac, text, count_hit, counts);
	for (size_t i = 0; i < n; i++)
		ck_assert_msg(counts[i] == occurrences(text, literals[i]),
			      "'%s' in '%.*s': %u, not %u", literals[i],
			      (int)text.n, text.p, counts[i],
			      occurrences(text, literals[i]));
	compare_two(&ac, literals, n, text);
}

static const char *const overlapping[] = { "she", "hers", "his", "ushers", "her",
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
		unsigned length = 2 + any(5);
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

START_TEST(no_literals_find_nothing)
{
	compare(NULL, 0, TG_STR("anything"));
}
END_TEST

Suite *ac_suite(void);
Suite *ac_suite(void)
{
	Suite *suite = suite_create("ac");
	TCase *search = tcase_create("search");

	tcase_add_checked_fixture(search, NULL, release);
	tcase_add_loop_test(search, finds_overlapping_literals, 0, 7);
	tcase_add_loop_test(search, agrees_with_the_naive_search, 0, 50);
	tcase_add_test(search, no_literals_find_nothing);
	suite_add_tcase(suite, search);
	return suite;
}
