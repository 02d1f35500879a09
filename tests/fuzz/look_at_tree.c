#include "look_at_tree.h"

#include "fuzz.h"

#define MAX_DEPTH 4096u

void fuzz_look_at_tree(const struct tg_tree *node, unsigned depth)
{
	fuzz_expect(node != NULL);
	fuzz_expect(depth < MAX_DEPTH);
	if (node->kind == TG_TREE_LIST || node->kind == TG_TREE_MAP) {
		for (size_t i = 0; i < node->n; i++) {
			fuzz_expect((node->items[i]->key != NULL) ==
				    (node->kind == TG_TREE_MAP));
			fuzz_look_at_tree(node->items[i], depth + 1);
		}
		return;
	}
	fuzz_expect(node->n == 0);
	fuzz_touch_text(node->string);
}
