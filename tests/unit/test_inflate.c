/* Objects come out of a pack the same, whichever library unpacks them. */
#include <check.h>
#include <stdint.h>
#include <string.h>

Suite *inflate_suite(void);

#ifdef TG_LIBDEFLATE

#include <zlib.h>

#define SIZE 100000u

static unsigned char plain[SIZE], packed[2 * SIZE], out[SIZE];
static uLong n_packed;

static void pack(void)
{
	for (size_t i = 0; i < SIZE; i++)
		plain[i] = (unsigned char)((size_t)"static int next;\n"[i % 17] + i / 5000);
	n_packed = sizeof(packed);
	ck_assert_int_eq(compress2(packed, &n_packed, plain, SIZE, 6), Z_OK);
	memset(out, 0, sizeof(out));
}

/* `in` and `step` bytes at a time; the last answer of inflate(). */
static int unpack(uInt in, uInt step, uLong *n)
{
	z_stream s = { .next_in = packed, .next_out = out };
	int rc = Z_OK;

	ck_assert_int_eq(inflateInit(&s), Z_OK);
	while (rc == Z_OK && s.total_out < SIZE) {
		uLong left = n_packed - s.total_in, room = SIZE - s.total_out;

		s.avail_in = left < in ? (uInt)left : in;
		s.avail_out = room < step ? (uInt)room : step;
		rc = inflate(&s, s.avail_in == left ? Z_FINISH : Z_NO_FLUSH);
		if (rc == Z_BUF_ERROR && s.avail_out == 0)
			rc = Z_OK;
	}
	*n = s.total_out;
	inflateEnd(&s);
	return rc;
}

START_TEST(whole_objects_and_parts_come_out_alike)
{
	static const uInt ways[][2] = { { SIZE, SIZE }, { SIZE, 1000 }, { 7, SIZE },
					{ 100, 20 } };
	uLong n;

	pack();
	ck_assert_int_eq(unpack(ways[_i][0], ways[_i][1], &n) < 0, 0);
	ck_assert_uint_eq(n, SIZE);
	ck_assert_mem_eq(out, plain, SIZE);
}
END_TEST

START_TEST(damage_is_told)
{
	uLong n;

	pack();
	packed[n_packed - 1] ^= 1; /* the checksum */
	ck_assert_int_eq(unpack(SIZE, SIZE, &n), Z_DATA_ERROR);
	pack();
	packed[n_packed / 2] ^= 0x55;
	ck_assert_int_ne(unpack(SIZE, SIZE, &n), Z_STREAM_END);
}
END_TEST

#endif

Suite *inflate_suite(void)
{
	Suite *suite = suite_create("inflate");
#ifdef TG_LIBDEFLATE
	TCase *objects = tcase_create("objects");

	tcase_add_loop_test(objects, whole_objects_and_parts_come_out_alike, 0, 4);
	tcase_add_test(objects, damage_is_told);
	suite_add_tcase(suite, objects);
#endif
	return suite;
}
