/*
 * Fuzz targets. Each tests/fuzz/fuzz_NAME.c is one function `fuzz_NAME`, found
 * by its file's name: libfuzzer.c runs one of them on made-up inputs (`make
 * fuzz`), replay.c all of them on the inputs of tests/fuzz/corpus/NAME (`make
 * check`), so that what once failed stays mended.
 *
 * A target reads the input as a hostile pull request would deliver it, and
 * calls fuzz_expect for what must hold of every result.
 */
#ifndef TG_FUZZ_H
#define TG_FUZZ_H

#include "../../src/base/arena.h"
#include "../../src/base/str.h"

#include <stdbool.h>
#include <stdint.h>

typedef void fuzz_fn(struct tg_str input);

#define X(name) fuzz_fn fuzz_##name;
#include "targets.def"
#undef X

/* Ends the process, with the place, when a promise is broken. */
#define fuzz_expect(holds) \
	((holds) ? (void)0 : fuzz_broken(#holds, __FILE__, __LINE__))
_Noreturn void fuzz_broken(const char *what, const char *file, int line);

/* An upper bound of the random choice in the first byte, which is cut off. */
size_t fuzz_choice(struct tg_str *input, size_t n);

/* The halves of an input before and after the first line "=====". */
void fuzz_halves(struct tg_str input, struct tg_str *first, struct tg_str *second);

/* Reads every byte, so that a slice that points astray is seen. */
void fuzz_touch(struct tg_str s);
void fuzz_touch_text(const char *s); /* NULL is a broken promise */

#endif
