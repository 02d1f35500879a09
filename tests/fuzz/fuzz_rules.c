/* A rule file: read, and where it is well-formed its own tests are run. */
#include "../../src/rules/rules.h"
#include "fuzz.h"

#define MAX_RUN 4 /* rules of one input that are tried */

void fuzz_rules(struct tg_str input)
{
	struct tg_arena arena = TG_ARENA_INIT;
	struct tg_rule_pack pack;
	struct tg_err err;

	if (tg_rules_read(&pack, &arena, input, "rules.yml", &err) == TG_OK)
		for (size_t i = 0; i < pack.n && i < MAX_RUN; i++) {
			const char *failed;

			fuzz_touch_text(pack.rules[i].id);
			fuzz_touch_text(pack.rules[i].message);
			if (tg_rule_test(&pack.rules[i], &failed, &err) != TG_OK)
				fuzz_touch_text(err.msg);
		}
	tg_arena_release(&arena);
}
