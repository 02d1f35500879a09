/* JSON of whatever origin. */
#include "../../src/markup/json.h"
#include "fuzz.h"
#include "look_at_tree.h"

void fuzz_json(struct tg_str input)
{
	struct tg_arena arena = TG_ARENA_INIT;
	struct tg_tree *root;
	struct tg_err err;

	if (tg_json_read(&root, &arena, input, "input.json", &err) == TG_OK) {
		tg_json_lines(root, input);
		fuzz_look_at_tree(root, 0);
	} else {
		fuzz_expect(err.msg[0] != '\0');
	}
	tg_arena_release(&arena);
}
