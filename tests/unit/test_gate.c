/* The verdict: two policies, waivers, label, grace, drafts, bots, the gate's own
 * files, fingerprints, order. */
#include "gate_fixture.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(a) ((int)(sizeof(a) / sizeof(*(a))))
#define H "## Security Considerations\n"
#define OTHERS                                                                          \
	"- [ ] Does this change handle user input? No\n"                                \
	"- [ ] Does this change cross a trust boundary? No\n"                           \
	"- [ ] Does this change handle sensitive data? No\n"                            \
	"- [ ] Does this change introduce a new external dependency? No\n"
#define NO H OTHERS "- [ ] Could this change be abused at scale? No\n"

static struct gate_fixture f;

static void setup(void)
{
	gate_setup(&f);
}

static void teardown(void)
{
	gate_teardown(&f);
}

/* A contradicted answer: one error at api/pay.py:7. */
static struct tg_signal *contradict(void)
{
	struct tg_signal *s =
		gate_signal(&f, "abuse", TG_CONFIDENCE_HIGH, "api/pay.py", 7);

	gate_body(&f, NO);
	return s;
}

static struct tg_waivers waivers_of(const char *yaml)
{
	struct tg_waivers w;
	struct tg_err err = { 0 };

	ck_assert_msg(tg_waivers_read(&w, &f.arena, tg_str(yaml), TG_WAIVERS_PATH, &err) ==
			      TG_OK,
		      "%s", err.msg);
	return w;
}

/* --- the stricter of both policies ---------------------------------------------------- */

static const struct {
	const char *label, *base, *head;
	enum tg_verdict verdict;
} sides[] = {
	{ "unchanged", "", "", TG_VERDICT_FAIL },
	{ "switched off here", "", "levels: {checklist/*: off}", TG_VERDICT_FAIL },
	{ "lowered here", "", "levels: {checklist/contradicted: note}", TG_VERDICT_FAIL },
	{ "switched on here", "levels: {checklist/*: off}", "", TG_VERDICT_FAIL },
	{ "raised here", "levels: {checklist/contradicted: note}", "", TG_VERDICT_FAIL },
	{ "off in both", "levels: {checklist/*: off}", "levels: {checklist/*: off}",
	  TG_VERDICT_PASS },
	{ "the question is taken away here", "",
	  "checklist: {items: [{id: own, question: 'Is all of it fine?'}]}", TG_VERDICT_FAIL },
	{ "the bot is added here", "bots: []", "bots: [maria]", TG_VERDICT_FAIL },
	{ "the bot is added and the level raised here",
	  "{bots: [], levels: {checklist/*: off}}", "bots: [maria]", TG_VERDICT_FAIL },
	{ "the label is added here", "", "waiver_label: fine", TG_VERDICT_FAIL },
	{ "the grace is added here", "", "since: 2027-01-01", TG_VERDICT_FAIL },
};

START_TEST(the_stricter_of_both_policies_counts)
{
	static const char *const labels[] = { "fine" };

	gate_policy(&f, sides[_i].base);
	gate_signal(&f, "abuse", TG_CONFIDENCE_HIGH, "api/pay.py", 7);
	gate_head_policy(&f, sides[_i].head);
	f.in.labels = labels;
	f.in.n_labels = 1;
	f.in.author_is_bot = true;
	gate_body(&f, NO);
	gate_judge(&f);
	ck_assert_msg(f.report.verdict == sides[_i].verdict, "%s", sides[_i].label);
}
END_TEST

START_TEST(what_both_find_is_said_once)
{
	contradict();
	gate_head_policy(&f, "levels: {checklist/contradicted: warning}");
	gate_body(&f, NO);
	gate_judge(&f);
	ck_assert_uint_eq(f.report.n_findings, 1);
	ck_assert_int_eq(f.report.findings[0].level, TG_LEVEL_ERROR);
	ck_assert_uint_eq(f.report.n_topics, 5);
	ck_assert_uint_eq(f.report.n_signals, 1);
}
END_TEST

START_TEST(questions_of_the_change_are_asked_too)
{
	gate_policy(&f, "checklist: {required: always}");
	gate_head_policy(&f, "checklist: {required: always, extra_items: [{id: own, question: "
			     "'Can one tenant see data of another tenant?'}]}");
	gate_body(&f, NO);
	gate_judge(&f);
	ck_assert_uint_eq(f.report.n_topics, 6);
	ck_assert_int_eq(gate_topic(&f, "own")->outcome, TG_OUTCOME_MISSING);
	ck_assert_int_eq(f.report.verdict, TG_VERDICT_FAIL);
}
END_TEST

/* --- people -------------------------------------------------------------------------------- */

static const struct {
	const char *label, *login;
	bool is_bot, exempt;
} authors[] = {
	{ "a listed bot", "dependabot[bot]", true, true },
	{ "in other letters", "Dependabot[bot]", true, true },
	{ "a person of that name", "dependabot[bot]", false, false },
	{ "a part of the name", "dependabot", true, false },
	{ "more than the name", "my-dependabot[bot]", true, false },
	{ "another bot", "helper[bot]", true, false },
	{ "a person", "maria", false, false },
	{ "nobody", NULL, true, false },
};

START_TEST(bots_need_no_checklist)
{
	contradict();
	gate_signal(&f, "user-input", TG_CONFIDENCE_HIGH, "a.py", 1)->control_removed = true;
	f.in.author = authors[_i].login;
	f.in.author_is_bot = authors[_i].is_bot;
	gate_judge(&f);
	ck_assert_msg((gate_finding(&f, "checklist/contradicted") == NULL) ==
			      authors[_i].exempt,
		      "%s", authors[_i].label);
	ck_assert_int_eq(f.report.body_judged, !authors[_i].exempt);
	/* what the change does is judged all the same */
	ck_assert_int_eq(gate_finding(&f, "mitigation/control-removed")->level,
			 TG_LEVEL_ERROR);
}
END_TEST

START_TEST(the_label_turns_errors_into_shown_notes)
{
	static const char *const labels[] = { "bug", "Security-Waived" };

	gate_policy(&f, "waiver_label: security-waived");
	contradict();
	f.in.labels = labels;
	f.in.n_labels = 1;
	gate_judge(&f);
	ck_assert_int_eq(f.report.verdict, TG_VERDICT_FAIL);
	f.in.n_labels = 2;
	gate_judge(&f);
	ck_assert_int_eq(f.report.verdict, TG_VERDICT_PASS);
	ck_assert_uint_eq(f.report.n_findings, 1);
	ck_assert_int_eq(f.report.findings[0].level, TG_LEVEL_NOTE);
	ck_assert_str_eq(f.report.findings[0].waived, "by the label \"security-waived\"");
}
END_TEST

static const struct {
	const char *label, *created;
	enum tg_verdict verdict;
} graces[] = {
	{ "opened before", "2026-02-28T23:59:59Z", TG_VERDICT_PASS },
	{ "opened that day", "2026-03-01T00:00:00Z", TG_VERDICT_FAIL },
	{ "opened after", "2026-03-02", TG_VERDICT_FAIL },
	{ "not known", NULL, TG_VERDICT_FAIL },
};

START_TEST(old_pull_requests_get_warnings)
{
	gate_policy(&f, "since: 2026-03-01");
	contradict();
	f.in.created = graces[_i].created;
	gate_judge(&f);
	ck_assert_msg(f.report.verdict == graces[_i].verdict, "%s", graces[_i].label);
	ck_assert_uint_eq(f.report.errors + f.report.warnings, 1);
}
END_TEST

START_TEST(drafts_are_judged_and_do_not_fail)
{
	contradict();
	f.in.draft = true;
	gate_judge(&f);
	ck_assert(f.report.advisory);
	ck_assert_int_eq(f.report.verdict, TG_VERDICT_PASS);
	ck_assert_uint_eq(f.report.errors, 1);
}
END_TEST

/* --- waivers --------------------------------------------------------------------------------- */

#define WAIVER(what, path, day)                                                         \
	"waivers:\n  - {" what ", path: " path                                          \
	", reason: The gateway is replaced, owner: '@sec', expires: " day "}\n"

/* `want`: w waived, r the signal does not count, x expired, - not at all */
static const struct {
	const char *label, *yaml;
	char want;
} waivers[] = {
	{ "finding and path", WAIVER("finding: checklist/contradicted", "api/**", "2026-03-31"), 'w' },
	{ "group", WAIVER("finding: checklist/*", "'**'", "2026-03-31"), 'w' },
	{ "everything", WAIVER("finding: '*'", "'**'", "2026-03-31"), 'w' },
	{ "last day", WAIVER("finding: checklist/*", "api/", "2026-03-10"), 'w' },
	{ "the day after", WAIVER("finding: checklist/*", "api/", "2026-03-09"), 'x' },
	{ "another path", WAIVER("finding: checklist/*", "web/**", "2026-03-31"), '-' },
	{ "another path, expired", WAIVER("finding: checklist/*", "web/**", "2026-03-09"), '-' },
	{ "another finding", WAIVER("finding: model/*", "api/**", "2026-03-31"), '-' },
	{ "another fingerprint",
	  WAIVER("fingerprint: 00000000000000000000000000000abc, finding: checklist/*", "api/**",
		 "2026-03-31"), '-' },
	{ "its rule", WAIVER("rule: http.route-added", "api/**", "2026-03-31"), 'r' },
	{ "its rule, expired", WAIVER("rule: http.route-added", "api/**", "2026-03-09"), 'x' },
	{ "another rule", WAIVER("rule: http.route-removed", "api/**", "2026-03-31"), '-' },
};

START_TEST(waivers_count_until_their_day)
{
	struct tg_waivers w = waivers_of(waivers[_i].yaml);

	contradict();
	f.in.waivers = &w;
	gate_judge(&f);
	const struct tg_finding *found = gate_finding(&f, "checklist/contradicted");
	const struct tg_finding *expired = gate_finding(&f, "gate/waiver-expired");
	char got = !found ? 'r' : found->waived ? 'w' : expired ? 'x' : '-';
	ck_assert_msg(got == waivers[_i].want, "%s: %c", waivers[_i].label, got);
	ck_assert_int_eq(f.report.verdict, got == 'w' || got == 'r' ? TG_VERDICT_PASS
								     : TG_VERDICT_FAIL);
	if (got == 'w') {
		ck_assert_int_eq(found->level, TG_LEVEL_NOTE);
		ck_assert_msg(tg_str_starts(tg_str(found->waived),
					    "The gateway is replaced (@sec, until 2026-03-"),
			      "%s", found->waived);
	}
	if (got == 'r') {
		ck_assert_uint_eq(f.report.n_suppressions, 1);
		ck_assert_str_eq(f.report.suppressions[0].rule, "http.route-added");
	}
	if (expired)
		ck_assert_int_eq(expired->level, TG_LEVEL_WARNING);
	tg_waivers_release(&w);
}
END_TEST

START_TEST(a_rename_into_a_waived_folder_is_no_way_out)
{
	struct tg_waivers w = waivers_of(
		WAIVER("finding: checklist/*", "api/**", "2026-03-31"));
	struct tg_change *c = gate_change(&f, "api/pay.py", 7, 1);

	c->status = TG_STATUS_RENAMED;
	c->old_path = "core/pay.py";
	contradict();
	f.in.waivers = &w;
	gate_judge(&f);
	ck_assert_int_eq(f.report.verdict, TG_VERDICT_FAIL);
	c->old_path = "api/buy.py";
	gate_judge(&f);
	ck_assert_int_eq(f.report.verdict, TG_VERDICT_PASS);
	tg_waivers_release(&w);
}
END_TEST

START_TEST(the_baseline_counts_by_fingerprint)
{
	struct tg_baseline_entry e = { .finding = "checklist/contradicted", .path = "",
				       .reason = "Older than the gate", .line = 2 };
	struct tg_baseline b = { &e, 1 };

	contradict();
	gate_judge(&f);
	e.fingerprint = tg_arena_dup(&f.arena, f.report.findings[0].fingerprint);
	f.in.baseline = &b;
	gate_judge(&f);
	ck_assert_int_eq(f.report.verdict, TG_VERDICT_PASS);
	ck_assert_str_eq(f.report.findings[0].waived, "in the baseline: Older than the gate");

	e.fingerprint = "00000000000000000000000000000abc";
	gate_judge(&f);
	ck_assert_int_eq(f.report.verdict, TG_VERDICT_FAIL);
	ck_assert_ptr_null(gate_finding(&f, "gate/baseline-stale"));
	f.in.whole = true;
	gate_judge(&f);
	ck_assert_uint_eq(gate_finding(&f, "gate/baseline-stale")->line, 2);
}
END_TEST

START_TEST(a_look_at_the_whole_lists_what_was_there_before)
{
	gate_model(&f, "T1|high|S");
	gate_judge(&f);
	ck_assert_uint_eq(f.report.n_findings, 0);
	ck_assert_uint_eq(f.report.preexisting, 1);
	f.in.whole = true;
	gate_judge(&f);
	ck_assert_uint_eq(f.report.n_findings, 1);
	ck_assert(!f.report.findings[0].introduced);
}
END_TEST

START_TEST(the_same_debt_has_the_same_fingerprint_on_code_and_model)
{
	char whole[33];

	gate_model(&f, "T1|high|S");
	f.in.whole = true;
	gate_judge(&f);
	memcpy(whole, f.report.findings[0].fingerprint, sizeof(whole));
	f.in.whole = false;
	gate_signal(&f, "", TG_CONFIDENCE_HIGH, "api/orders.py", 3)->stride = TG_SPOOFING;
	gate_judge(&f);
	const struct tg_finding *found = gate_finding(&f, "mitigation/missing");
	ck_assert_str_eq(found->path, "api/orders.py");
	ck_assert_str_eq(found->fingerprint, whole);
}
END_TEST

/* --- the gate's own ------------------------------------------------------------------------------ */

static const struct {
	const char *path, *old_text, *new_text;
	bool owns;
} owned[] = {
	{ ".threatgate.yml", "", "", true },
	{ ".github/threatgate.yml", "", "", true },
	{ ".threatgate/rules/own.yml", "", "", true },
	{ ".threatgate/waivers.yml", "", "", true },
	{ ".github/PULL_REQUEST_TEMPLATE.md", "", "", true },
	{ ".github/pull_request_template/fix.md", "", "", true },
	{ "PULL_REQUEST_TEMPLATE.md", "", "", true },
	{ ".github/workflows/gate.yml", "uses: x/threatgate@v1", "", true },
	{ ".github/workflows/gate.yml", "a", "run: Threatgate check", true },
	{ ".github/workflows/build.yml", "run: make", "run: make all", false },
	{ ".github/workflows/unread.yml", "", "", true },
	{ ".gitattributes", "*.min.js linguist-generated", "", true },
	{ "sub/.gitattributes", "", "src/** linguist-vendored", true },
	{ ".gitattributes", "*.png binary", "*.jpg binary", false },
	{ "src/.threatgate.yml", "", "", false },
	{ "src/threatgate.yml", "", "", false },
	{ "docs/policy.md", "", "", false },
	{ "xgitattributes", "", "linguist-generated", false },
};

START_TEST(knows_its_own_files)
{
	ck_assert_msg(tg_gate_owns(owned[_i].path, tg_str(owned[_i].old_text),
				   tg_str(owned[_i].new_text)) == owned[_i].owns,
		      "%s", owned[_i].path);
}
END_TEST

START_TEST(a_change_of_its_own_files_is_said)
{
	static const char *const own[] = { ".threatgate.yml" };
	struct tg_err broken = { .code = TG_E_POLICY, .line = 3, .file = ".threatgate.yml",
				 .msg = "unknown key \"x\"" };

	f.in.own_files = own;
	f.in.n_own_files = 1;
	gate_judge(&f);
	ck_assert_uint_eq(f.report.n_findings, 1);
	ck_assert_str_eq(f.report.findings[0].id, "gate/policy-changed");
	ck_assert_int_eq(f.report.verdict, TG_VERDICT_PASS);
	f.in.head_broken = &broken;
	gate_judge(&f);
	ck_assert_uint_eq(gate_finding(&f, "gate/policy-broken")->line, 3);
}
END_TEST

static const struct {
	const char *label, *path;
	enum tg_unread unread;
	enum tg_class now, before;
	bool incomplete;
} unread[] = {
	{ "read", "a.py", TG_READ_OK, TG_CLASS_PRODUCTION, TG_CLASS_PRODUCTION, false },
	{ "too large", "a.py", TG_UNREAD_TOO_LARGE, TG_CLASS_PRODUCTION, TG_CLASS_PRODUCTION,
	  true },
	{ "too large, generated", "a.py", TG_UNREAD_TOO_LARGE, TG_CLASS_GENERATED,
	  TG_CLASS_GENERATED, false },
	{ "too large, moved to tests", "a.py", TG_UNREAD_TOO_LARGE, TG_CLASS_TEST,
	  TG_CLASS_PRODUCTION, true },
	{ "missing", "a.py", TG_UNREAD_MISSING, TG_CLASS_CONFIG, TG_CLASS_CONFIG, true },
	{ "a picture", "a.png", TG_UNREAD_BINARY, TG_CLASS_PRODUCTION, TG_CLASS_PRODUCTION,
	  false },
	{ "source that is binary", "a.php", TG_UNREAD_BINARY, TG_CLASS_PRODUCTION,
	  TG_CLASS_PRODUCTION, true },
	{ "a submodule", "lib", TG_UNREAD_SUBMODULE, TG_CLASS_PRODUCTION, TG_CLASS_PRODUCTION,
	  false },
};

START_TEST(what_was_not_looked_at_fails)
{
	struct tg_change *c = gate_change(&f, unread[_i].path, 1, 1);

	c->unread = unread[_i].unread;
	c->file_class = unread[_i].now;
	c->old_class = unread[_i].before;
	gate_judge(&f);
	ck_assert_msg((f.report.verdict == TG_VERDICT_FAIL) == unread[_i].incomplete, "%s",
		      unread[_i].label);
	ck_assert_uint_eq(gate_count(&f, "gate/incomplete"), unread[_i].incomplete);
}
END_TEST

START_TEST(gaps_and_limits_fail)
{
	const struct tg_gate_gap gap = { "a.py", "Rule x.y ran into its limit." };

	f.in.gaps = &gap;
	f.in.n_gaps = 1;
	f.set.truncated = true;
	gate_judge(&f);
	ck_assert_uint_eq(gate_count(&f, "gate/incomplete"), 2);
	ck_assert_int_eq(f.report.verdict, TG_VERDICT_FAIL);
}
END_TEST

/* --- fingerprints and order --------------------------------------------------------------------------- */

static const char *print_of(uint32_t line, const char *path, const char *excerpt)
{
	struct gate_fixture g;
	char *out;

	gate_setup(&g);
	struct tg_signal *s = gate_signal(&g, "abuse", TG_CONFIDENCE_HIGH, path, line);
	s->control_removed = true;
	s->excerpt = excerpt;
	gate_judge(&g);
	out = tg_arena_dup(&f.arena, g.report.findings[0].fingerprint);
	gate_teardown(&g);
	return out;
}

START_TEST(fingerprints_survive_shifts_and_blanks)
{
	const char *one = print_of(7, "a.py", "limit(10)");

	ck_assert_uint_eq(strlen(one), 32);
	ck_assert_str_eq(one, print_of(70, "a.py", "limit(10)"));
	ck_assert_str_eq(one, print_of(7, "a.py", "\tlimit( 10 )"));
	ck_assert_str_ne(one, print_of(7, "b.py", "limit(10)"));
	ck_assert_str_ne(one, print_of(7, "a.py", "limit(100)"));
}
END_TEST

START_TEST(equal_lines_have_their_own_fingerprints)
{
	for (uint32_t i = 1; i <= 3; i++) {
		struct tg_signal *s =
			gate_signal(&f, "abuse", TG_CONFIDENCE_HIGH, "a.py", i * 10);
		s->control_removed = true;
		s->rule = tg_arena_printf(&f.arena, "x.y%u", i < 3 ? 1 : i);
	}
	const struct tg_gate_gap gaps[] = { { NULL, "One thing." }, { NULL, "One thing." } };
	f.in.gaps = gaps;
	f.in.n_gaps = 2;
	gate_judge(&f);
	for (size_t i = 0; i < f.report.n_findings; i++)
		for (size_t k = 0; k < i; k++)
			ck_assert_str_ne(f.report.findings[i].fingerprint,
					 f.report.findings[k].fingerprint);
	ck_assert_uint_eq(gate_count(&f, "gate/incomplete"), 2);
}
END_TEST

START_TEST(findings_are_in_order)
{
	static const char *const own[] = { ".threatgate.yml" };
	const struct tg_gate_gap gaps[] = { { "z.py", "Z." }, { NULL, "All." }, { "b.py", "B." } };

	f.in.own_files = own;
	f.in.n_own_files = 1;
	f.in.gaps = gaps;
	f.in.n_gaps = 3;
	gate_signal(&f, "abuse", TG_CONFIDENCE_HIGH, "b.py", 9)->control_removed = true;
	gate_judge(&f);
	ck_assert_uint_eq(f.report.n_findings, 5);
	ck_assert_ptr_null(f.report.findings[0].path);
	ck_assert_str_eq(f.report.findings[1].path, "b.py");
	ck_assert_str_eq(f.report.findings[2].path, "z.py");
	ck_assert_str_eq(f.report.findings[3].path, ".threatgate.yml");
	ck_assert_int_eq(f.report.findings[3].level, TG_LEVEL_WARNING);
	ck_assert_str_eq(f.report.findings[4].path, "b.py");
}
END_TEST

START_TEST(the_same_input_gives_the_same_report)
{
	struct tg_report first;

	contradict();
	gate_model(&f, "T1|high|S\nT2|critical|D");
	for (uint32_t i = 0; i < 8; i++) {
		struct tg_signal *s = gate_signal(&f, "abuse", TG_CONFIDENCE_MEDIUM,
						  "api/orders.py", i);
		s->stride = 1u << (i % TG_STRIDE_COUNT);
		s->triggers = 1u << (i % TG_TRIGGER_COUNT);
	}
	gate_judge(&f);
	first = f.report;
	gate_judge(&f);
	ck_assert_uint_gt(first.n_findings, 3);
	ck_assert_uint_eq(first.n_findings, f.report.n_findings);
	for (size_t i = 0; i < first.n_findings; i++) {
		ck_assert_str_eq(first.findings[i].fingerprint,
				 f.report.findings[i].fingerprint);
		ck_assert_str_eq(first.findings[i].message, f.report.findings[i].message);
	}
}
END_TEST

START_TEST(nothing_seen_is_a_pass_that_says_so)
{
	gate_body(&f, "Fixes a typo.");
	gate_judge(&f);
	ck_assert_int_eq(f.report.verdict, TG_VERDICT_PASS);
	ck_assert_uint_eq(f.report.n_findings, 0);
	ck_assert(strstr(f.report.checklist_note, "nothing security-relevant") != NULL);
}
END_TEST

START_TEST(judges_thousands_of_signals_in_no_time)
{
	enum { MANY = 20000 };
	struct tg_signal *signals = calloc(MANY, sizeof(*signals));

	gate_signal(&f, "abuse", TG_CONFIDENCE_HIGH, "api/orders.py", 1);
	for (uint32_t i = 0; i < MANY; i++) {
		signals[i] = f.signals[0];
		signals[i].line = i + 1;
		signals[i].stride = 1u << (i % TG_STRIDE_COUNT);
		signals[i].triggers = 1u << (i % TG_TRIGGER_COUNT);
		signals[i].control_removed = i % 3 == 0;
	}
	f.in.base.signals = signals;
	f.in.base.n_signals = MANY;
	gate_model(&f, "T1|high|S\nT2|critical|D\nT3|high|T\nT4|high|I");
	gate_body(&f, NO);
	gate_judge(&f); /* Check's own time limit is the bar */
	ck_assert_uint_lt(f.report.n_findings, 40);
	free(signals);
}
END_TEST

Suite *gate_suite(void);

Suite *gate_suite(void)
{
	Suite *s = suite_create("gate");
	TCase *t = tcase_create("policies");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_loop_test(t, the_stricter_of_both_policies_counts, 0, COUNT(sides));
	tcase_add_test(t, what_both_find_is_said_once);
	tcase_add_test(t, questions_of_the_change_are_asked_too);
	tcase_add_loop_test(t, bots_need_no_checklist, 0, COUNT(authors));
	tcase_add_test(t, the_label_turns_errors_into_shown_notes);
	tcase_add_loop_test(t, old_pull_requests_get_warnings, 0, COUNT(graces));
	tcase_add_test(t, drafts_are_judged_and_do_not_fail);
	suite_add_tcase(s, t);
	t = tcase_create("waivers");
	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_loop_test(t, waivers_count_until_their_day, 0, COUNT(waivers));
	tcase_add_test(t, a_rename_into_a_waived_folder_is_no_way_out);
	tcase_add_test(t, the_baseline_counts_by_fingerprint);
	tcase_add_test(t, a_look_at_the_whole_lists_what_was_there_before);
	tcase_add_test(t, the_same_debt_has_the_same_fingerprint_on_code_and_model);
	suite_add_tcase(s, t);
	t = tcase_create("itself");
	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_loop_test(t, knows_its_own_files, 0, COUNT(owned));
	tcase_add_test(t, a_change_of_its_own_files_is_said);
	tcase_add_loop_test(t, what_was_not_looked_at_fails, 0, COUNT(unread));
	tcase_add_test(t, gaps_and_limits_fail);
	suite_add_tcase(s, t);
	t = tcase_create("report");
	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, fingerprints_survive_shifts_and_blanks);
	tcase_add_test(t, equal_lines_have_their_own_fingerprints);
	tcase_add_test(t, findings_are_in_order);
	tcase_add_test(t, the_same_input_gives_the_same_report);
	tcase_add_test(t, nothing_seen_is_a_pass_that_says_so);
	tcase_add_test(t, judges_thousands_of_signals_in_no_time);
	suite_add_tcase(s, t);
	return s;
}
