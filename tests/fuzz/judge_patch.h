/* A unified diff, read and held against the built-in rules. */
#ifndef TG_FUZZ_JUDGE_PATCH_H
#define TG_FUZZ_JUDGE_PATCH_H

#include "../../src/base/arena.h"
#include "../../src/base/str.h"

void fuzz_judge_patch(struct tg_str diff, struct tg_arena *arena);

#endif
