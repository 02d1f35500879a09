/* Walks a tree of structured data: every value is what its kind promises. */
#ifndef TG_FUZZ_LOOK_AT_TREE_H
#define TG_FUZZ_LOOK_AT_TREE_H

#include "../../src/markup/tree.h"

void fuzz_look_at_tree(const struct tg_tree *node, unsigned depth);

#endif
