/* What a team writes for the gate: the policy, waivers, a baseline. The first
 * byte says which. */
#include "../../src/policy/policy.h"
#include "fuzz.h"

static void as_policy(struct tg_str text, struct tg_arena *arena)
{
	struct tg_policy *policy;
	enum tg_level level = TG_LEVEL_ERROR;
	struct tg_err err;

	if (tg_policy_read(&policy, arena, text, "policy.yml", &err) != TG_OK)
		return;
	(void)tg_policy_level(policy, "model/stale", &level);
	fuzz_expect(policy->n_items > 0);
	fuzz_touch_text(policy->heading);
	(void)tg_globs_match(policy->model_paths, "docs/threat-models/a.md");
	tg_policy_release(policy);
}

static void as_waivers(struct tg_str text, struct tg_arena *arena)
{
	struct tg_waivers waivers;
	struct tg_err err;

	if (tg_waivers_read(&waivers, arena, text, "waivers.yml", &err) != TG_OK)
		return;
	for (size_t i = 0; i < waivers.n; i++) {
		(void)tg_globs_match(waivers.items[i].paths, "src/app.py");
		fuzz_expect(*waivers.items[i].reason);
		fuzz_expect(tg_date_is(waivers.items[i].expires));
	}
	tg_waivers_release(&waivers);
}

static void as_baseline(struct tg_str text, struct tg_arena *arena)
{
	struct tg_baseline baseline;
	struct tg_err err;

	if (tg_baseline_read(&baseline, arena, text, "baseline.yml", &err) != TG_OK)
		return;
	for (size_t i = 0; i < baseline.n; i++)
		fuzz_expect(*baseline.items[i].reason);
}

void fuzz_policy(struct tg_str input)
{
	static void (*const readers[])(struct tg_str, struct tg_arena *) = {
		as_policy, as_waivers, as_baseline
	};
	struct tg_arena arena = TG_ARENA_INIT;
	size_t which = fuzz_choice(&input, 3);

	readers[which](input, &arena);
	tg_arena_release(&arena);
}
