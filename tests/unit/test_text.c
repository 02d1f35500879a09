/* UTF-8, words, hashes, files. */
#include "../../src/base/file.h"
#include "../../src/base/hash.h"
#include "../../src/base/utf8.h"
#include "../../src/base/words.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

/* --- UTF-8 ------------------------------------------------------------------ */

static const struct {
	const char *bytes;
	size_t invalid_at;
} encodings[] = {
	{ "", SIZE_MAX },
	{ "caf\xc3\xa9 \xe2\x82\xac \xf0\x9f\x94\x92", SIZE_MAX },
	{ "\xf4\x8f\xbf\xbf", SIZE_MAX },     /* U+10FFFF */
	{ "a\xff", 1 },
	{ "a\x80", 1 },
	{ "\xc3", 0 },                        /* cut off */
	{ "ab\xe2\x82", 2 },
	{ "\xc0\xaf", 0 },                    /* an overlong slash */
	{ "\xe0\x80\xaf", 0 },
	{ "\xf0\x80\x80\xaf", 0 },
	{ "\xed\xa0\x80", 0 },                /* a surrogate */
	{ "\xf4\x90\x80\x80", 0 },            /* past U+10FFFF */
	{ "\xf5\x80\x80\x80", 0 },
	{ "\xc3(", 0 },
};

START_TEST(only_well_formed_utf8_is_taken)
{
	ck_assert_uint_eq(tg_utf8_invalid_at(tg_str(encodings[_i].bytes)),
			  encodings[_i].invalid_at);
}
END_TEST

START_TEST(walking_takes_every_byte_once)
{
	struct tg_str s = tg_str("a\xff\xc3\xa9\xe2\x82");
	static const uint32_t want[] = { 'a', 0xfffd, 0xe9, 0xfffd, 0xfffd };
	uint32_t cp;

	for (size_t i = 0; i < COUNT(want); i++) {
		ck_assert(tg_utf8_next(&s, &cp));
		ck_assert_uint_eq(cp, want[i]);
	}
	ck_assert(!tg_utf8_next(&s, &cp));
}
END_TEST

START_TEST(what_is_written_is_read_back)
{
	static const uint32_t cps[] = { 0x41, 0x7f, 0x80, 0x7ff, 0x800, 0xffff, 0x10000, 0x10ffff };
	struct tg_buf b = TG_BUF_INIT(64);
	uint32_t cp;

	for (size_t i = 0; i < COUNT(cps); i++)
		tg_utf8_put(&b, cps[i]);
	struct tg_str s = tg_buf_str(&b);

	for (size_t i = 0; i < COUNT(cps); i++)
		ck_assert(tg_utf8_next(&s, &cp) && cp == cps[i]);
	ck_assert_uint_eq(s.n, 0);
	tg_buf_release(&b);
}
END_TEST

static const struct {
	const char *text;
	size_t columns;
} widths[] = {
	{ "abc", 3 },
	{ "caf\xc3\xa9", 4 },
	{ "cafe\xcc\x81", 4 },                   /* combining acute */
	{ "\xe6\xbc\xa2\xe5\xad\x97", 4 },       /* two Han characters */
	{ "\xed\x95\x9c", 2 },                   /* a Hangul syllable */
	{ "\xef\xbc\xa1", 2 },                   /* fullwidth A */
	{ "\xf0\x9f\x94\x92", 2 },               /* an emoji */
	{ "\xe2\x9c\x93", 1 },                   /* check mark */
	{ "a\xe2\x80\x8b" "b", 2 },              /* zero width space */
	{ "\xe2\x94\x80\xe2\x94\x82", 2 },       /* box drawing */
	{ "\x1b\x7f", 0 },
};

START_TEST(columns_are_those_of_a_terminal)
{
	ck_assert_uint_eq(tg_utf8_columns(tg_str(widths[_i].text)), widths[_i].columns);
}
END_TEST

static const struct {
	const char *text;
	size_t max;
	const char *want;
} cuts[] = {
	{ "abc", 9, "abc" },
	{ "abc", 2, "ab" },
	{ "a\xc3\xa9", 2, "a" },
	{ "a\xc3\xa9", 3, "a\xc3\xa9" },
	{ "a\xf0\x9f\x94\x92", 4, "a" },
	{ "a\xf0\x9f\x94\x92" "b", 5, "a\xf0\x9f\x94\x92" },
	{ "\xf0\x9f\x94\x92", 0, "" },
	{ "\x80\x80\x80\x80\x80", 3, "\x80\x80\x80" },
};

START_TEST(a_cut_leaves_whole_characters)
{
	ck_assert(tg_str_is(tg_utf8_cut(tg_str(cuts[_i].text), cuts[_i].max), cuts[_i].want));
}
END_TEST

static const struct {
	const char *text, *want;
} safe[] = {
	{ "plain caf\xc3\xa9", "plain caf\xc3\xa9" },
	{ "\x1b[31mred", "\\x1b[31mred" },
	{ "a\xe2\x80\xae" "b", "a\\u202eb" },                   /* right-to-left override */
	{ "a\xe2\x81\xa6" "b", "a\\u2066b" },                   /* isolate */
	{ "a\xe2\x80\x8b" "b", "a\\u200bb" },
	{ "a\xf3\xa0\x81\x81", "a\\U000e0041" },                /* a tag */
	{ "a\xff", "a\\xff" },
	{ "a\xc2\x9b" "b", "a\\u009bb" },                       /* C1 control */
	{ "a\r\nb\nc\rd\te", "a b c d e" },
	{ "a\x7f", "a\\x7f" },
	{ "\xe2\x9a\xa0\xef\xb8\x8f", "\xe2\x9a\xa0\xef\xb8\x8f" }, /* an emoji's selector */
	{ "a\xe2\x80\x8d" "b", "a\\u200db" },                   /* a joiner after a Latin letter */
};

START_TEST(text_for_a_terminal_cannot_act)
{
	struct tg_buf b = TG_BUF_INIT(256);

	tg_utf8_put_safe(&b, tg_str(safe[_i].text));
	ck_assert_str_eq(b.ptr, safe[_i].want);
	tg_buf_release(&b);
}
END_TEST

START_TEST(what_is_not_shown_is_known)
{
	static const uint32_t shown[] = { 'a', ' ', 0xa0, 0xe9, 0x4e00, 0x1f512, 0xfffd };
	static const uint32_t not_shown[] = { 0, 0x1b, 0x7f, 0x85, 0xad, 0x200b, 0x200f, 0x202e,
					      0x2060, 0x2800, 0x3164, 0xfeff, 0xe0041 };

	for (size_t i = 0; i < COUNT(shown); i++)
		ck_assert_msg(!tg_utf8_invisible(shown[i]), "U+%04X", shown[i]);
	for (size_t i = 0; i < COUNT(not_shown); i++)
		ck_assert_msg(tg_utf8_invisible(not_shown[i]), "U+%04X", not_shown[i]);
}
END_TEST

/* --- words -------------------------------------------------------------------- */

static const struct {
	const char *text, *words;
} splits[] = {
	{ "className", "class Name" },
	{ "HTTPServer_v2", "HTTP Server v2" },
	{ "user-input/file.name", "user input file name" },
	{ "parseURLs", "parse URLs" },
	{ "getIDsFor", "get IDs For" },
	{ "sha256sum", "sha256sum" },
	{ "oauth2Token", "oauth2 Token" },
	{ "__init__", "init" },
	{ "na\xc3\xafve", "na\xc3\xafve" },
	{ "ABC", "ABC" },
	{ "$%&", "" },
};

START_TEST(identifiers_fall_into_words)
{
	struct tg_buf b = TG_BUF_INIT(256);
	struct tg_str rest = tg_str(splits[_i].text), word;

	tg_buf_puts(&b, "");
	while (tg_words_next(&rest, &word)) {
		tg_buf_puts(&b, b.len ? " " : "");
		tg_buf_put_str(&b, word);
	}
	ck_assert_str_eq(b.ptr, splits[_i].words);
	tg_buf_release(&b);
}
END_TEST

static const struct {
	const char *text, *word;
	bool has;
} holdings[] = {
	{ "className", "ssn", false },
	{ "user_ssn", "ssn", true },
	{ "userSSN", "ssn", true },
	{ "OAuthToken", "oauth", true },
	{ "passWord", "password", true },
	{ "pass_word", "password", false },
	{ "passport", "pass", false },
	{ "", "x", false },
	{ "x", "", false },
};

START_TEST(a_word_is_found_whole_only)
{
	ck_assert_msg(tg_words_has(tg_str(holdings[_i].text), holdings[_i].word) ==
			      holdings[_i].has,
		      "%s in %s", holdings[_i].word, holdings[_i].text);
}
END_TEST

static const struct {
	const char *text, *folded;
} folds[] = {
	{ "Does this **change** handle user-input?", "does this change handle user input" },
	{ "  Is  it\n`validated`? ", "is it validated" },
	{ "Don\xe2\x80\x99t 'quote'", "don't quote" },
	{ "\xf0\x9f\x94\x92 Security\xc2\xa0" "Considerations:", "security considerations" },
	{ "a\xe2\x80\x8b" "b", "ab" },
	{ "\xc3\x89TUDE \xd0\x94\xd0\x90", "\xc3\xa9tude \xd0\xb4\xd0\xb0" },
	{ "snake_case", "snake case" },
	{ "***", "" },
	{ "\xef\xbc\xa1\xe3\x80\x82", "a" },
};

START_TEST(folding_leaves_the_words)
{
	struct tg_buf b = TG_BUF_INIT(256);

	tg_buf_puts(&b, "");
	tg_words_fold(&b, tg_str(folds[_i].text));
	ck_assert_str_eq(b.ptr, folds[_i].folded);
	tg_buf_release(&b);
}
END_TEST

START_TEST(distance_counts_edits_up_to_a_bound)
{
	ck_assert_uint_eq(tg_words_distance(tg_str("kitten"), tg_str("sitting"), 9), 3);
	ck_assert_uint_eq(tg_words_distance(tg_str("kitten"), tg_str("sitting"), 2), 3);
	ck_assert_uint_eq(tg_words_distance(tg_str(""), tg_str("abc"), 9), 3);
	ck_assert_uint_eq(tg_words_distance(tg_str("abc"), tg_str("abc"), 0), 0);
	ck_assert_uint_eq(tg_words_distance(tg_str("a"), tg_str("abcdef"), 1), 2);
}
END_TEST

START_TEST(likeness_is_by_words)
{
	ck_assert_uint_eq(tg_words_likeness(tg_str("a b c d"), tg_str("D, c, B, a!")), 100);
	ck_assert_uint_eq(tg_words_likeness(tg_str("a b"), tg_str("a c")), 50);
	ck_assert_uint_eq(tg_words_likeness(tg_str("a b"), tg_str("c d")), 0);
	ck_assert_uint_eq(tg_words_likeness(tg_str("a a a"), tg_str("a")), 50);
	ck_assert_uint_eq(tg_words_likeness(tg_str(""), tg_str("")), 0);
}
END_TEST

START_TEST(a_typo_finds_the_name_that_was_meant)
{
	static const char *const names[] = { "check", "draft", "lint", "model", "topics" };

	ck_assert_str_eq(tg_words_nearest("chekc", names, 5), "check");
	ck_assert_str_eq(tg_words_nearest("chek", names, 5), "check");
	ck_assert_str_eq(tg_words_nearest("topic", names, 5), "topics");
	ck_assert_ptr_null(tg_words_nearest("publish", names, 5));
	ck_assert_ptr_null(tg_words_nearest("x", names, 5));
}
END_TEST

/* --- hashes -------------------------------------------------------------------- */

static const struct {
	const char *message;
	size_t times;
	const char *digest;
} digests[] = {
	/* FIPS 180-4's examples */
	{ "", 1, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" },
	{ "abc", 1, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" },
	{ "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 1,
	  "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1" },
	{ "a", 1000000, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0" },
};

START_TEST(sha256_is_that_of_the_standard)
{
	unsigned char digest[32];
	struct tg_sha256 h;
	char hex[65];

	tg_sha256_init(&h);
	for (size_t i = 0; i < digests[_i].times; i++)
		tg_sha256_add(&h, digests[_i].message, strlen(digests[_i].message));
	tg_sha256_end(&h, digest);
	for (size_t i = 0; i < 32; i++)
		(void)snprintf(hex + i * 2, 3, "%02x", digest[i]);
	ck_assert_str_eq(hex, digests[_i].digest);
}
END_TEST

START_TEST(fields_of_a_fingerprint_do_not_run_together)
{
	struct tg_str a[] = { TG_STR("ab"), TG_STR("c") }, b[] = { TG_STR("a"), TG_STR("bc") };
	char x[33], y[33], again[33];

	tg_fingerprint(x, a, 2);
	tg_fingerprint(y, b, 2);
	tg_fingerprint(again, a, 2);
	ck_assert_str_ne(x, y);
	ck_assert_str_eq(x, again);
	/* stored in baselines: it must stay what it is */
	ck_assert_uint_eq(strspn(x, "0123456789abcdef"), 32);
	ck_assert_str_eq(x, "601d5476e2ccfe2c87a2bba7a3226597");
}
END_TEST

START_TEST(the_fast_hash_depends_on_all_bytes_and_the_seed)
{
	char text[40] = { 0 };
	uint64_t plain = tg_hash64(tg_str_n(text, sizeof(text)), 1);

	for (size_t i = 0; i < sizeof(text); i++) {
		text[i] = 1;
		ck_assert(tg_hash64(tg_str_n(text, sizeof(text)), 1) != plain);
		text[i] = 0;
	}
	ck_assert(tg_hash64(tg_str_n(text, sizeof(text)), 2) != plain);
	ck_assert(tg_hash64(tg_str_n(text, 39), 1) != plain);
}
END_TEST

/* --- files ---------------------------------------------------------------------- */

static char dir[] = "/tmp/threatgate-unit-XXXXXX";
static char path[sizeof(dir) + 16];

static void make_dir(void)
{
	ck_assert_ptr_nonnull(mkdtemp(dir));
	(void)snprintf(path, sizeof(path), "%s/file", dir);
}

static void remove_dir(void)
{
	(void)unlink(path);
	(void)rmdir(dir);
}

START_TEST(a_file_is_read_as_it_was_written)
{
	struct tg_buf b;
	struct tg_err err;
	struct stat st;

	ck_assert_int_eq(tg_file_write(path, TG_STR("a\0b"), 0600, &err), TG_OK);
	ck_assert_int_eq(tg_file_read(&b, path, 3, &err), TG_OK);
	ck_assert(tg_str_eq(tg_buf_str(&b), TG_STR("a\0b")));
	tg_buf_release(&b);
	ck_assert(stat(path, &st) == 0 && (st.st_mode & 0777) == 0600);
	ck_assert_int_eq(tg_file_write(path, TG_STR(""), 0644, &err), TG_OK);
	ck_assert_int_eq(tg_file_read(&b, path, 0, &err), TG_OK);
	ck_assert_str_eq(b.ptr, "");
	tg_buf_release(&b);
	/* replaced, not written over: the mode stays, no other file is left */
	ck_assert(stat(path, &st) == 0 && (st.st_mode & 0777) == 0600);
}
END_TEST

START_TEST(what_cannot_be_read_is_said)
{
	struct tg_buf b;
	struct tg_err err;

	ck_assert_int_eq(tg_file_read(&b, path, 10, &err), TG_E_IO);
	ck_assert_str_eq(err.file, path);
	ck_assert_ptr_nonnull(strstr(err.msg, "No such file"));
	ck_assert_int_eq(tg_file_read(&b, dir, 10, &err), TG_E_IO);
	ck_assert_ptr_nonnull(strstr(err.msg, "directory"));
	ck_assert_int_eq(tg_file_write(path, TG_STR("12345"), 0644, &err), TG_OK);
	ck_assert_int_eq(tg_file_read(&b, path, 4, &err), TG_E_LIMIT);
	ck_assert_ptr_null(b.ptr);
	ck_assert_int_eq(tg_file_read(&b, "/dev/zero", 100000, &err), TG_E_LIMIT);
	ck_assert_int_eq(tg_file_write("/nowhere/file", TG_STR("x"), 0644, &err), TG_E_IO);
}
END_TEST

Suite *text_suite(void);

Suite *text_suite(void)
{
	Suite *suite = suite_create("text");
	TCase *utf8 = tcase_create("utf8");
	TCase *words = tcase_create("words");
	TCase *hashes = tcase_create("hash");
	TCase *files = tcase_create("file");

	tcase_add_loop_test(utf8, only_well_formed_utf8_is_taken, 0, COUNT(encodings));
	tcase_add_test(utf8, walking_takes_every_byte_once);
	tcase_add_test(utf8, what_is_written_is_read_back);
	tcase_add_loop_test(utf8, columns_are_those_of_a_terminal, 0, COUNT(widths));
	tcase_add_loop_test(utf8, a_cut_leaves_whole_characters, 0, COUNT(cuts));
	tcase_add_loop_test(utf8, text_for_a_terminal_cannot_act, 0, COUNT(safe));
	tcase_add_test(utf8, what_is_not_shown_is_known);
	suite_add_tcase(suite, utf8);
	tcase_add_loop_test(words, identifiers_fall_into_words, 0, COUNT(splits));
	tcase_add_loop_test(words, a_word_is_found_whole_only, 0, COUNT(holdings));
	tcase_add_loop_test(words, folding_leaves_the_words, 0, COUNT(folds));
	tcase_add_test(words, distance_counts_edits_up_to_a_bound);
	tcase_add_test(words, likeness_is_by_words);
	tcase_add_test(words, a_typo_finds_the_name_that_was_meant);
	suite_add_tcase(suite, words);
	tcase_add_loop_test(hashes, sha256_is_that_of_the_standard, 0, COUNT(digests));
	tcase_add_test(hashes, fields_of_a_fingerprint_do_not_run_together);
	tcase_add_test(hashes, the_fast_hash_depends_on_all_bytes_and_the_seed);
	suite_add_tcase(suite, hashes);
	tcase_add_checked_fixture(files, make_dir, remove_dir);
	tcase_add_test(files, a_file_is_read_as_it_was_written);
	tcase_add_test(files, what_cannot_be_read_is_said);
	suite_add_tcase(suite, files);
	return suite;
}
