/* Strings, buffers, arena, arrays, map, errors. */
#include "../../src/base/buf.h"
#include "../../src/base/map.h"
#include "../../src/base/vec.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>
#include <threatgate/report.h>

START_TEST(error_is_one_line_and_keeps_the_place)
{
	struct tg_err err;

	ck_assert_int_eq(tg_err_set(&err, TG_E_POLICY, "key '%s' is not known", "x"),
			 TG_E_POLICY);
	ck_assert_int_eq(tg_err_at(&err, "a.yml", 3, 7), TG_E_POLICY);
	ck_assert_int_eq(tg_err_hint(&err, "did you mean '%s'?", "y"), TG_E_POLICY);
	ck_assert_str_eq(err.msg, "key 'x' is not known");
	ck_assert_str_eq(err.file, "a.yml");
	ck_assert_uint_eq(err.line, 3);
	ck_assert_uint_eq(err.column, 7);
	ck_assert_str_eq(err.hint, "did you mean 'y'?");
	tg_err_set(&err, TG_E_IO, "again");
	ck_assert_str_eq(err.hint, "");
	ck_assert_uint_eq(err.line, 0);
}
END_TEST

START_TEST(a_long_message_is_cut_not_overrun)
{
	struct tg_err err;
	char long_text[2000];

	memset(long_text, 'x', sizeof(long_text) - 1);
	long_text[sizeof(long_text) - 1] = '\0';
	tg_err_set(&err, TG_E_IO, "%s", long_text);
	ck_assert_uint_eq(strlen(err.msg), sizeof(err.msg) - 1);
	tg_err_at(&err, long_text, 1, 1);
	ck_assert_uint_eq(strlen(err.file), sizeof(err.file) - 1);
}
END_TEST

START_TEST(exit_status_follows_the_code)
{
	ck_assert_int_eq(tg_rc_exit_status(TG_OK), 0);
	ck_assert_int_eq(tg_rc_exit_status(TG_E_POLICY), 2);
	ck_assert_int_eq(tg_rc_exit_status(TG_E_REPO), 3);
	ck_assert_int_eq(tg_rc_exit_status((enum tg_rc)999), 3);
	ck_assert_str_eq(tg_rc_text(TG_E_NOT_FOUND), "not found");
}
END_TEST

START_TEST(arena_memory_is_zeroed_aligned_and_apart)
{
	struct tg_arena arena = TG_ARENA_INIT;
	unsigned char *last = NULL;

	for (size_t size = 0; size < 5000; size += 97) {
		unsigned char *p = tg_arena_alloc(&arena, size);

		ck_assert_uint_eq((uintptr_t)p % _Alignof(max_align_t), 0);
		for (size_t i = 0; i < size; i++)
			ck_assert_uint_eq(p[i], 0);
		memset(p, 0xff, size);
		ck_assert_ptr_ne(p, last);
		last = p;
	}
	ck_assert_str_eq(tg_arena_printf(&arena, "%s-%d", "a", 12), "a-12");
	ck_assert_str_eq(tg_arena_strndup(&arena, "abcdef", 3), "abc");
	ck_assert_str_eq(tg_arena_dup_str(&arena, tg_str(NULL)), "");
	tg_arena_release(&arena);
	ck_assert_uint_eq(arena.used, 0);
	ck_assert_str_eq(tg_arena_dup(&arena, "usable again"), "usable again");
	tg_arena_release(&arena);
}
END_TEST

START_TEST(an_adopted_arena_lives_on)
{
	struct tg_arena a = TG_ARENA_INIT, b = TG_ARENA_INIT;
	char *big = tg_arena_alloc(&b, 100000);
	char *text = tg_arena_dup(&b, "kept");

	tg_arena_adopt(&a, &b);
	ck_assert_ptr_null(b.head);
	tg_arena_dup(&b, "other");
	tg_arena_adopt(&a, &b);
	tg_arena_adopt(&a, &b);
	big[99999] = 'x';
	ck_assert_str_eq(text, "kept");
	tg_arena_release(&a);
}
END_TEST

START_TEST(a_vector_grows_and_gives_zeroed_elements)
{
	struct tg_arena arena = TG_ARENA_INIT;
	TG_VEC(int) v = { 0 };

	for (int i = 0; i < 1000; i++) {
		int *x = TG_VEC_PUSH(&arena, &v);

		ck_assert_int_eq(*x, 0);
		*x = i;
	}
	v.n--;
	ck_assert_int_eq(*TG_VEC_PUSH(&arena, &v), 0);
	ck_assert_uint_eq(v.n, 1000);
	ck_assert_int_eq(v.items[998], 998);
	tg_arena_release(&arena);
}
END_TEST

START_TEST(a_buffer_stops_at_its_cap_and_says_so)
{
	struct tg_buf b = TG_BUF_INIT(10);

	ck_assert_ptr_null(b.ptr);
	tg_buf_puts(&b, "12345");
	tg_buf_printf(&b, "%d", 678);
	ck_assert(!b.overflow);
	tg_buf_puts(&b, "abc");
	ck_assert(b.overflow);
	tg_buf_putc(&b, 'x');
	ck_assert_str_eq(b.ptr, "12345678");
	tg_buf_clear(&b);
	tg_buf_fill(&b, '-', 10);
	ck_assert_str_eq(b.ptr, "----------");
	ck_assert(!b.overflow);
	char *owned = tg_buf_detach(&b);

	ck_assert_str_eq(owned, "----------");
	ck_assert_ptr_null(b.ptr);
	ck_assert_uint_eq(b.max, 10);
	free(owned);
	tg_buf_release(&b);
}
END_TEST

START_TEST(a_map_finds_what_was_set)
{
	struct tg_arena arena = TG_ARENA_INIT;
	struct tg_map map;
	static int values[2000];

	tg_map_init(&map, &arena);
	ck_assert_ptr_null(tg_map_get(&map, TG_STR("none")));
	for (int i = 0; i < 2000; i++)
		tg_map_set(&map, tg_str(tg_arena_printf(&arena, "key%d", i)), &values[i]);
	for (int i = 0; i < 2000; i++)
		ck_assert_ptr_eq(tg_map_get(&map, tg_str(tg_arena_printf(&arena, "key%d", i))),
				 &values[i]);
	tg_map_set(&map, TG_STR("key7"), &values[0]);
	ck_assert_ptr_eq(tg_map_get(&map, TG_STR("key7")), &values[0]);
	tg_map_set(&map, TG_STR(""), &values[1]);
	ck_assert_ptr_eq(tg_map_get(&map, tg_str(NULL)), &values[1]);
	ck_assert_uint_eq(map.n, 2001);
	ck_assert_ptr_null(tg_map_get(&map, TG_STR("key")));
	tg_arena_release(&arena);
}
END_TEST

START_TEST(strings_compare_and_find)
{
	ck_assert(tg_str_is(tg_str("abc"), "abc"));
	ck_assert(!tg_str_is(tg_str("abc"), "abcd"));
	ck_assert(tg_str_iis(tg_str("aBc"), "AbC"));
	ck_assert(tg_str_is(tg_str(NULL), ""));
	ck_assert_int_lt(tg_str_cmp(tg_str("a"), tg_str("ab")), 0);
	ck_assert_int_gt(tg_str_cmp(tg_str("\xff"), tg_str("a")), 0);
	ck_assert(tg_str_starts(tg_str("README"), "READ"));
	ck_assert(tg_str_iends(tg_str("a.MD"), ".md"));
	ck_assert(!tg_str_ends(tg_str("md"), ".md"));
	ck_assert_uint_eq(tg_str_find(tg_str("aabaab"), tg_str("aab")), 0);
	ck_assert_uint_eq(tg_str_find(tg_str("xaxaab"), tg_str("aab")), 3);
	ck_assert_uint_eq(tg_str_find(tg_str("aa"), tg_str("aaa")), SIZE_MAX);
	ck_assert_uint_eq(tg_str_find(tg_str(""), tg_str("")), 0);
	ck_assert_uint_eq(tg_str_ifind(tg_str("Hello World"), tg_str("WORLD")), 6);
	ck_assert_uint_eq(tg_str_rchr(tg_str("a/b/c"), '/'), 3);
	ck_assert_uint_eq(tg_str_chr(tg_str(NULL), '/'), SIZE_MAX);
	ck_assert(tg_str_is(tg_str_sub(tg_str("abc"), 1, 9), "bc"));
	ck_assert(tg_str_is(tg_str_from(tg_str("abc"), 9), ""));
	ck_assert(tg_str_is(tg_str_trim(tg_str(" \t a b\r\n")), "a b"));
}
END_TEST

/* Whatever stands around it: bytes that differ in one bit, the same byte before. */
START_TEST(the_last_of_a_byte_is_found_wherever_it_is)
{
	char text[40];

	for (size_t n = 0; n <= sizeof(text); n++)
		for (size_t at = 0; at < n; at++)
			for (int other = 0; other < 256; other++) {
				memset(text, other, n);
				text[at] = '/';
				text[0] = '/';
				ck_assert_uint_eq(tg_str_rchr(tg_str_n(text, n), '/'),
						  other == '/' ? n - 1 : at);
			}
	memset(text, '.', sizeof(text));
	ck_assert_uint_eq(tg_str_rchr(tg_str_n(text, sizeof(text)), '/'), SIZE_MAX);
}
END_TEST

START_TEST(memory_that_was_used_before_is_zeroed)
{
	for (unsigned round = 0; round < 3; round++) {
		struct tg_arena arena = TG_ARENA_INIT;

		for (size_t size = 1; size < 5000; size += 97) {
			unsigned char *p = tg_arena_alloc(&arena, size);

			for (size_t i = 0; i < size; i++)
				ck_assert_uint_eq(p[i], 0);
			memset(p, 0xa5, size);
			ck_assert_str_eq(tg_arena_strndup(&arena, "ab", 2), "ab");
		}
		tg_arena_release(&arena);
	}
}
END_TEST

START_TEST(lines_end_with_lf_crlf_or_cr)
{
	struct tg_str rest = tg_str("a\nb\r\n\rc\r\r\nd"), line;
	static const char *const want[] = { "a", "b", "", "c", "", "d" };

	for (size_t i = 0; i < 6; i++) {
		ck_assert(tg_str_line(&rest, &line));
		ck_assert_msg(tg_str_is(line, want[i]), "line %zu", i);
	}
	ck_assert(!tg_str_line(&rest, &line));
}
END_TEST

START_TEST(fields_and_words_are_cut_off_the_front)
{
	struct tg_str rest = tg_str("a,,b,"), part;

	ck_assert(tg_str_split(&rest, ',', &part) && tg_str_is(part, "a"));
	ck_assert(tg_str_split(&rest, ',', &part) && tg_str_is(part, ""));
	ck_assert(tg_str_split(&rest, ',', &part) && tg_str_is(part, "b"));
	ck_assert(!tg_str_split(&rest, ',', &part));
	rest = tg_str("  one\ttwo ");
	ck_assert(tg_str_word(&rest, &part) && tg_str_is(part, "one"));
	ck_assert(tg_str_word(&rest, &part) && tg_str_is(part, "two"));
	ck_assert(!tg_str_word(&rest, &part));
}
END_TEST

static const struct {
	const char *text;
	bool ok;
	uint32_t value;
} numbers[] = {
	{ "0", true, 0 },
	{ "4294967295", true, UINT32_MAX },
	{ "4294967296", false, 0 },
	{ "99999999999999999999999", false, 0 },
	{ "", false, 0 },
	{ "-1", false, 0 },
	{ " 1", false, 0 },
	{ "1x", false, 0 },
};

START_TEST(a_number_fills_the_slice)
{
	uint32_t value = 0;

	ck_assert_msg(tg_str_to_u32(tg_str(numbers[_i].text), &value) == numbers[_i].ok &&
			      (!numbers[_i].ok || value == numbers[_i].value),
		      "case: %s", numbers[_i].text);
}
END_TEST

START_TEST(every_enum_has_its_word)
{
	ck_assert_str_eq(tg_verdict_name(TG_VERDICT_FAIL), "fail");
	ck_assert_str_eq(tg_level_name(TG_LEVEL_WARNING), "warning");
	ck_assert_str_eq(tg_severity_name(TG_SEVERITY_CRITICAL), "critical");
	ck_assert_str_eq(tg_confidence_name(TG_CONFIDENCE_LOW), "low");
	ck_assert_str_eq(tg_side_name(TG_SIDE_OLD), "old");
	ck_assert_str_eq(tg_change_kind_name(TG_CHANGE_FILE), "file");
	ck_assert_str_eq(tg_stride_name(5), "elevation-of-privilege");
	ck_assert_str_eq(tg_stride_title(0), "Spoofing");
	ck_assert_str_eq(tg_trigger_name(2), "auth-change");
	ck_assert_str_eq(tg_trigger_name(99), "unknown");
	ck_assert_str_eq(tg_answer_name(TG_ANSWER_NOT_GIVEN), "not-given");
	ck_assert_str_eq(tg_answer_name(TG_ANSWER_YES), "yes");
	ck_assert_str_eq(tg_outcome_name(TG_OUTCOME_NOT_REQUIRED), "not-required");
	ck_assert_str_eq(tg_outcome_name(TG_OUTCOME_NOT_JUDGED), "not-judged");
	ck_assert_str_eq(tg_outcome_name(TG_OUTCOME_CONTRADICTED), "contradicted");
	ck_assert_str_eq(tg_outcome_name(TG_OUTCOME_NEEDS_EXPLANATION),
			 "needs-explanation");
}
END_TEST

Suite *base_suite(void);

Suite *base_suite(void)
{
	Suite *suite = suite_create("base");
	TCase *memory = tcase_create("memory");
	TCase *text = tcase_create("text");

	tcase_add_test(memory, error_is_one_line_and_keeps_the_place);
	tcase_add_test(memory, a_long_message_is_cut_not_overrun);
	tcase_add_test(memory, exit_status_follows_the_code);
	tcase_add_test(memory, arena_memory_is_zeroed_aligned_and_apart);
	tcase_add_test(memory, an_adopted_arena_lives_on);
	tcase_add_test(memory, a_vector_grows_and_gives_zeroed_elements);
	tcase_add_test(memory, a_buffer_stops_at_its_cap_and_says_so);
	tcase_add_test(memory, a_map_finds_what_was_set);
	suite_add_tcase(suite, memory);
	tcase_add_test(text, strings_compare_and_find);
	tcase_add_test(text, lines_end_with_lf_crlf_or_cr);
	tcase_add_test(text, the_last_of_a_byte_is_found_wherever_it_is);
	tcase_add_test(text, memory_that_was_used_before_is_zeroed);
	tcase_add_test(text, fields_and_words_are_cut_off_the_front);
	tcase_add_loop_test(text, a_number_fills_the_slice, 0,
			    sizeof(numbers) / sizeof(numbers[0]));
	tcase_add_test(text, every_enum_has_its_word);
	suite_add_tcase(suite, text);
	return suite;
}
