#include "judge_patch.h"

#include "../../src/deps/deps.h"
#include "../../src/rules/rules.h"
#include "fuzz.h"

static void match(struct tg_changeset *set, struct tg_arena *arena)
{
	struct tg_engine_options options = { .packs = &tg_builtin_rules, .n_packs = 1 };
	struct tg_engine_result found;
	struct tg_engine *engine;
	struct tg_err err;

	fuzz_expect(tg_engine_new(&engine, &options, &err) == TG_OK);
	if (tg_changeset_visit(set, 1, tg_engine_visit, engine, &err) == TG_OK &&
	    tg_engine_finish(&found, engine, set, arena, &err) == TG_OK)
		for (size_t i = 0; i < found.n; i++) {
			fuzz_touch_text(found.signals[i].path);
			fuzz_touch_text(found.signals[i].excerpt);
		}
	tg_engine_free(engine);
}

void fuzz_judge_patch(struct tg_str diff, struct tg_arena *arena)
{
	struct tg_patch_input patch = { .text = diff };
	struct tg_deps_result deps;
	struct tg_changeset set;
	struct tg_err err;

	if (tg_changeset_open_patch(&set, arena, &patch, NULL, &err) != TG_OK)
		return;
	match(&set, arena);
	(void)!tg_deps_compare(&deps, &set, arena, &err);
	tg_changeset_release(&set);
}
