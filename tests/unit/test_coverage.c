#include "../../src/model/coverage.h"

#include <check.h>
#include <string.h>

static const char *const order_covers[] = { "services/order/**",
					    "!services/order/static/**" };
static const char *const broken_covers[] = { "!first", "services/[", "lib/**" };
static const char *const cited[] = { "gateway/limits.conf", "web/csp.js:policy" };

static struct tg_mitigation limit = { .id = "", .text = "Limit", .evidence = cited,
				      .n_evidence = 2 };
static struct tg_threat flood = { .id = "T1", .mitigations = &limit,
				  .n_mitigations = 1 };

static const struct tg_model said = { .path = "docs/threat-models/orders.md",
				      .covers = order_covers, .n_covers = 2,
				      .threats = &flood, .n_threats = 1 };
static const struct tg_model broken = { .path = "docs/threat-models/broken.md",
					.covers = broken_covers, .n_covers = 3 };
static const struct tg_model beside = { .path = "services/pay/docs/THREAT_MODEL.md" };
static const struct tg_model named = { .path = "docs/threat-models/mailer.md" };
static const struct tg_model only = { .path = "docs/THREAT-MODEL.md" };

static const struct {
	const char *label;
	const struct tg_model *models[3];
	size_t n;
	const char *path;
	size_t found;
	bool assumed;
} cases[] = {
	{ "a pattern of its own", { &said }, 1, "services/order/app.py", 1, false },
	{ "taken away again", { &said }, 1, "services/order/static/a.css", 0, false },
	{ "a cited file", { &said }, 1, "gateway/limits.conf", 1, false },
	{ "a file cited with a symbol", { &said }, 1, "web/csp.js", 1, false },
	{ "a file beside a cited one", { &said }, 1, "web/other.js", 0, false },
	{ "itself", { &only }, 1, "docs/THREAT-MODEL.md", 0, true },
	{ "good patterns beside broken ones", { &broken }, 1, "lib/a.c", 1, false },
	{ "a model beside its code", { &beside, &named }, 2, "services/pay/a.go", 1,
	  true },
	{ "not the code of another", { &beside, &named }, 2, "services/order/a.go",
	  0, true },
	{ "a model named after its folder", { &beside, &named }, 2,
	  "services/mailer/send.go", 1, true },
	{ "the one model of a repository", { &only }, 1, "any/file.c", 1, true },
	{ "one of several", { &only, &said }, 2, "any/file.c", 0, true },
	{ "no model at all", { NULL }, 0, "any/file.c", 0, true },
};

START_TEST(a_path_has_the_models_that_cover_it)
{
	struct tg_arena arena = TG_ARENA_INIT;
	const struct tg_cover *cover;
	struct tg_coverage coverage;
	size_t found = 0, from = 0;

	tg_coverage_init(&coverage, &arena, cases[_i].models, cases[_i].n, NULL);
	while ((cover = tg_coverage_next(&coverage, cases[_i].path, &from))) {
		ck_assert_msg(cover->assumed == cases[_i].assumed, "%s",
			      cases[_i].label);
		found++;
	}
	ck_assert_msg(found == cases[_i].found, "%s", cases[_i].label);
	tg_coverage_release(&coverage);
	tg_arena_release(&arena);
}
END_TEST

START_TEST(the_policy_may_say_what_a_model_covers)
{
	const char *const globs[] = { "legacy/**" };
	struct tg_policy_cover cover = { "docs/threat-models/mailer.md", globs, 1 };
	struct tg_policy policy = { .covers = &cover, .n_covers = 1 };
	const struct tg_model *models[] = { &named, &beside };
	struct tg_arena arena = TG_ARENA_INIT;
	struct tg_coverage coverage;

	tg_coverage_init(&coverage, &arena, models, 2, &policy);
	ck_assert(tg_cover_has(&coverage.items[0], "legacy/a.c"));
	ck_assert(!coverage.items[0].assumed);
	ck_assert(!tg_cover_has(&coverage.items[1], "legacy/a.c"));
	tg_coverage_release(&coverage);
	tg_arena_release(&arena);
}
END_TEST

START_TEST(gaps_are_triggers_without_a_model_strongest_first)
{
	const struct tg_signal signals[] = {
		{ .rule = "a", .path = "lib/a.c", .line = 9, .triggers = TG_NEW_DATA },
		{ .rule = "b", .path = "lib/a.c", .line = 3, .triggers = TG_AUTH_CHANGE,
		  .severity = TG_SEVERITY_HIGH },
		{ .rule = "c", .path = "lib/b.c", .line = 1 },
		{ .rule = "d", .path = "services/order/a.py", .line = 1,
		  .triggers = TG_NEW_DATA },
	};
	const struct tg_model *models[] = { &said };
	struct tg_arena arena = TG_ARENA_INIT;
	const struct tg_signal **gaps;
	struct tg_coverage coverage;

	tg_coverage_init(&coverage, &arena, models, 1, NULL);
	ck_assert_uint_eq(tg_coverage_gaps(&gaps, &arena, &coverage, signals, 4), 2);
	ck_assert_str_eq(gaps[0]->rule, "b");
	ck_assert_str_eq(gaps[1]->rule, "a");
	tg_coverage_release(&coverage);
	tg_arena_release(&arena);
}
END_TEST

START_TEST(a_pattern_that_matches_no_file_is_idle)
{
	static const char *const covers[] = { "services/order/**", "servces/pay/**",
					      "!nothing/**" };
	static const char *const paths[] = { "README.md", "services/order/app.py" };
	const struct tg_model model = { .path = "m.md", .covers = covers,
					.n_covers = 3 };
	struct tg_arena arena = TG_ARENA_INIT;
	bool idle[3];

	ck_assert_uint_eq(tg_coverage_idle(idle, &model, paths, 2, &arena), 1);
	ck_assert(!idle[0] && idle[1] && !idle[2]);
	tg_arena_release(&arena);
}
END_TEST

Suite *coverage_suite(void);

Suite *coverage_suite(void)
{
	Suite *suite = suite_create("coverage");
	TCase *tcase = tcase_create("coverage");

	tcase_add_loop_test(tcase, a_path_has_the_models_that_cover_it, 0,
			    (int)(sizeof(cases) / sizeof(cases[0])));
	tcase_add_test(tcase, the_policy_may_say_what_a_model_covers);
	tcase_add_test(tcase, gaps_are_triggers_without_a_model_strongest_first);
	tcase_add_test(tcase, a_pattern_that_matches_no_file_is_idle);
	suite_add_tcase(suite, tcase);
	return suite;
}
