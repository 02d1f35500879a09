/* A unified diff from a file or standard input. */
#include "fuzz.h"
#include "judge_patch.h"

void fuzz_patch(struct tg_str input)
{
	struct tg_arena arena = TG_ARENA_INIT;

	fuzz_judge_patch(input, &arena);
	tg_arena_release(&arena);
}
