/* How alike files are told to be: one by one, and all at once. */
#include "../../src/git/likeness.h"

#include "../../src/base/buf.h"

#include <check.h>

#define FILES 40u

static uint32_t next(uint32_t *state)
{
	*state = *state * 1664525u + 1013904223u;
	return *state >> 8;
}

/* Lines out of few, so that any two files have some in common; some files end
 * without a line end, have lines longer than a piece, or the ends of Windows. */
static void write_file(struct tg_buf *out, uint32_t *state)
{
	unsigned lines = next(state) % 60;
	const char *end = next(state) % 4 ? "\n" : "\r\n";

	for (unsigned i = 0; i < lines; i++) {
		uint32_t n = next(state) % 97;

		tg_buf_printf(out, "line %u of %u", n, n / 3);
		for (unsigned k = 0; n > 90 && k < 30; k++)
			tg_buf_puts(out, " and on");
		tg_buf_puts(out, end);
	}
	if (next(state) % 3 == 0)
		tg_buf_puts(out, "last");
	if (out->len == 0)
		tg_buf_puts(out, "\n");
}

START_TEST(all_at_once_says_what_two_by_two_says)
{
	struct tg_likeness *files[FILES];
	uint32_t scores[FILES], state = 7;
	struct tg_likeness_index *index;
	unsigned alike = 0;

	for (unsigned i = 0; i < FILES; i++) {
		struct tg_buf text = TG_BUF_INIT(1u << 20);

		write_file(&text, &state);
		files[i] = tg_likeness_new(tg_buf_str(&text));
		tg_buf_release(&text);
	}
	tg_likeness_free(files[3]);
	files[3] = NULL; /* one that could not be read */
	index = tg_likeness_index_new((const struct tg_likeness *const *)files, FILES);
	for (unsigned i = 0; i < FILES; i++) {
		if (!files[i])
			continue;
		tg_likeness_scores(scores, index, files[i]);
		ck_assert_uint_eq(scores[3], 0);
		ck_assert_uint_eq(scores[i], 100);
		for (unsigned k = 0; k < FILES; k++)
			if (files[k]) {
				ck_assert_uint_eq(scores[k],
						  tg_likeness_score(files[k], files[i], 0));
				alike += k != i && scores[k] > 0;
			}
	}
	ck_assert_uint_gt(alike, FILES);
	tg_likeness_index_free(index);
	for (unsigned i = 0; i < FILES; i++)
		tg_likeness_free(files[i]);
}
END_TEST

START_TEST(line_ends_make_no_difference_and_half_is_half)
{
	struct tg_likeness *unix_ends = tg_likeness_new(TG_STR("abc\ndef\nghi\njkl\n"));
	struct tg_likeness *windows = tg_likeness_new(TG_STR("abc\r\ndef\r\nghi\r\njkl\r\n"));
	struct tg_likeness *half = tg_likeness_new(TG_STR("abc\n123\nghi\n456\n"));

	ck_assert_uint_ge(tg_likeness_score(unix_ends, windows, 0), 80);
	ck_assert_uint_eq(tg_likeness_score(unix_ends, half, 0), 50);
	ck_assert_uint_eq(tg_likeness_score(unix_ends, half, 60), 0);
	tg_likeness_free(unix_ends);
	tg_likeness_free(windows);
	tg_likeness_free(half);
}
END_TEST

START_TEST(many_lines_are_counted_as_few_are)
{
	static const unsigned sizes[] = { 4, 100, 400, 480, 500, 512, 516, 20000 };
	unsigned n = sizes[_i];
	struct tg_buf a = TG_BUF_INIT(4u << 20), b = TG_BUF_INIT(4u << 20);
	struct tg_likeness *one, *other;

	for (unsigned i = 0; i < n; i++) {
		tg_buf_printf(&a, "%05u\n", i);
		tg_buf_printf(&b, "%05u\n", i % 4 ? n - 1 - i : 50000 + i);
	}
	one = tg_likeness_new(tg_buf_str(&a));
	other = tg_likeness_new(tg_buf_str(&b));
	ck_assert_uint_eq(tg_likeness_score(one, other, 0), 75);
	tg_likeness_free(one);
	tg_likeness_free(other);
	tg_buf_release(&a);
	tg_buf_release(&b);
}
END_TEST

Suite *likeness_suite(void);

Suite *likeness_suite(void)
{
	Suite *s = suite_create("likeness");
	TCase *t = tcase_create("likeness");

	tcase_add_test(t, all_at_once_says_what_two_by_two_says);
	tcase_add_test(t, line_ends_make_no_difference_and_half_is_half);
	tcase_add_loop_test(t, many_lines_are_counted_as_few_are, 0, 8);
	suite_add_tcase(s, t);
	return s;
}
