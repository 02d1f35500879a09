#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* libfyaml 0.7 loses a buffer of its own at some scalars. */
const char *__lsan_default_suppressions(void);

const char *__lsan_default_suppressions(void)
{
	return "leak:fy_atom_iter_grow_chunk\n";
}

void fuzz_broken(const char *what, const char *file, int line)
{
	fprintf(stderr, "%s:%d: does not hold: %s\n", file, line, what);
	abort();
}

size_t fuzz_choice(struct tg_str *input, size_t n)
{
	size_t choice;

	if (!input->n)
		return 0;
	choice = (unsigned char)input->p[0] % n;
	*input = tg_str_from(*input, 1);
	return choice;
}

void fuzz_halves(struct tg_str input, struct tg_str *first, struct tg_str *second)
{
	size_t at = tg_str_find(input, TG_STR("\n=====\n"));

	*first = tg_str_sub(input, 0, at == SIZE_MAX ? input.n : at + 1);
	*second = at == SIZE_MAX ? tg_str("") : tg_str_from(input, at + 7);
}

static volatile unsigned sink;

void fuzz_touch(struct tg_str s)
{
	unsigned sum = 0;

	for (size_t i = 0; i < s.n; i++)
		sum += (unsigned char)s.p[i];
	sink = sum;
}

void fuzz_touch_text(const char *s)
{
	fuzz_expect(s != NULL);
	fuzz_touch(tg_str(s));
}
