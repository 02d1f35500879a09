/*
 * Unpacking objects. libgit2 calls zlib, whose inflate() takes a quarter of a run;
 * libdeflate does the same in half the time where the whole of an object is at
 * hand, which it is: packs are mapped, and the size of what comes out is known.
 *
 * Linked statically, with --wrap=inflate, so that libgit2's calls come here. What
 * libdeflate does not take (a part of an object, damaged data) zlib is asked for,
 * from the beginning, and its answer counts. Compiled in only where the build has
 * found libdeflate's archive (TG_LIBDEFLATE).
 */
#ifdef TG_LIBDEFLATE

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

#include <libdeflate.h>
#include <zlib.h>

/* Reading the size that a delta leads to takes no more than this of it. */
#define HEADER_BYTES 20

/* --wrap=NAME makes calls of NAME calls of the first, and the second NAME. */
int __wrap_inflate(z_streamp stream, int flush);
int __real_inflate(z_streamp stream, int flush);

static pthread_key_t key;
static bool have_key;

static void free_decompressor(void *decompressor)
{
	libdeflate_free_decompressor(decompressor);
}

static void make_key(void)
{
	have_key = pthread_key_create(&key, free_decompressor) == 0;
}

/* This thread's own; NULL where there is none to be had. */
static struct libdeflate_decompressor *decompressor(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	struct libdeflate_decompressor *d;

	pthread_once(&once, make_key);
	if (!have_key)
		return NULL;
	d = pthread_getspecific(key);
	if (d)
		return d;
	d = libdeflate_alloc_decompressor();
	if (d && pthread_setspecific(key, d) != 0) {
		libdeflate_free_decompressor(d);
		return NULL;
	}
	return d;
}

static bool inflate_whole(z_streamp s)
{
	struct libdeflate_decompressor *d = decompressor();
	size_t in = 0, out = 0;

	if (!d || libdeflate_zlib_decompress_ex(d, s->next_in, s->avail_in, s->next_out,
						s->avail_out, &in, &out) !=
			  LIBDEFLATE_SUCCESS)
		return false;
	s->next_in += in;
	s->avail_in -= (uInt)in;
	s->total_in = in;
	s->next_out += out;
	s->avail_out -= (uInt)out;
	s->total_out = out;
	return true;
}

int __wrap_inflate(z_streamp stream, int flush)
{
	if (stream->total_in == 0 && stream->total_out == 0 &&
	    stream->avail_out > HEADER_BYTES && inflate_whole(stream))
		return Z_STREAM_END;
	return __real_inflate(stream, flush);
}

#endif
