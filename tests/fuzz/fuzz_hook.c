/* What git writes to a pre-push hook. */
#include "../../src/git/hook_input.h"
#include "fuzz.h"

#include <string.h>

void fuzz_hook(struct tg_str input)
{
	struct tg_arena arena = TG_ARENA_INIT;
	struct tg_pushes pushes;
	struct tg_err err;

	if (tg_hook_input_read(&pushes, &arena, input, &err) == TG_OK)
		for (size_t i = 0; i < pushes.n; i++) {
			fuzz_touch_text(pushes.items[i].local_ref);
			fuzz_touch_text(pushes.items[i].remote_ref);
			fuzz_expect(strlen(pushes.items[i].local_id) % 40 == 0);
			fuzz_expect(strlen(pushes.items[i].remote_id) % 40 == 0);
		}
	tg_arena_release(&arena);
}
