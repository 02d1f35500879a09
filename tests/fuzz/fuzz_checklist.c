/* The body of a pull request. What counts as explained must say something. */
#include "../../src/checklist/checklist.h"
#include "../../src/policy/policy.h"
#include "fuzz.h"

static void look_at(const struct tg_item_answer *a)
{
	fuzz_touch_text(a->text);
	fuzz_expect(!a->explained || *a->text);
	fuzz_expect(!a->contradictory || a->answer == TG_ANSWER_UNANSWERED);
	fuzz_expect(a->answer == TG_ANSWER_MISSING || a->line > 0);
}

void fuzz_checklist(struct tg_str input)
{
	struct tg_arena arena = TG_ARENA_INIT;
	struct tg_policy *policy = tg_policy_default(&arena);
	struct tg_checklist_wanted wanted = { policy->heading, policy->items,
					      policy->n_items };
	struct tg_checklist *list;
	struct tg_err err;

	if (tg_checklist_read(&list, &arena, input, &wanted, &err) == TG_OK) {
		fuzz_expect(list->n == policy->n_items);
		for (size_t i = 0; i < list->n; i++)
			look_at(&list->answers[i]);
		for (size_t i = 0; i < list->n_statements; i++) {
			fuzz_touch_text(list->statements[i].subject);
			fuzz_touch_text(list->statements[i].reason);
		}
		fuzz_touch_text(list->review_reason);
		fuzz_expect(!list->reviewed || *list->review_reason);
	}
	tg_policy_release(policy);
	tg_arena_release(&arena);
}
