/* Path lists, a pattern a line, and the path in the last line. */
#include "../../src/base/glob.h"
#include "fuzz.h"

#define MAX_PATTERNS 64u

void fuzz_glob(struct tg_str input)
{
	struct tg_arena arena = TG_ARENA_INIT;
	const char *patterns[MAX_PATTERNS];
	struct tg_globs *globs;
	struct tg_str line;
	struct tg_err err;
	size_t n = 0;

	while (n < MAX_PATTERNS && tg_str_split(&input, '\n', &line))
		patterns[n++] = tg_arena_dup_str(&arena, line);
	if (n >= 2 && tg_globs_new(&globs, &arena, patterns, n - 1, 0, &err) == TG_OK) {
		size_t by = tg_globs_decided_by(globs, patterns[n - 1]);

		fuzz_expect(by == SIZE_MAX || by < n - 1);
		fuzz_expect(!tg_globs_match(globs, patterns[n - 1]) || by != SIZE_MAX);
		tg_globs_free(globs);
	}
	tg_arena_release(&arena);
}
