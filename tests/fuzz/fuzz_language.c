/* The lexer, by any of its languages: each byte is told apart, none left out. */
#include "../../src/git/language.h"
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

void fuzz_language(struct tg_str input)
{
	size_t which = fuzz_choice(&input, tg_language_count());
	unsigned char *kinds = tg_malloc(input.n ? input.n : 1);

	memset(kinds, 0xff, input.n);
	tg_language_lex(tg_language_at(which), input, kinds);
	for (size_t i = 0; i < input.n; i++)
		fuzz_expect(kinds[i] <= TG_LEX_STRING);
	fuzz_touch_text(tg_language_of("bin/run", input)->name);
	free(kinds);
}
