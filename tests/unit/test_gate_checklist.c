/* The judging table, cell by cell; what "detected" and "required" mean; removed
 * controls; the four questions. */
#include "gate_fixture.h"

#include <check.h>
#include <stdio.h>
#include <string.h>

#define COUNT(a) ((int)(sizeof(a) / sizeof(*(a))))
#define H "## Security Considerations\n"
#define QUESTION "Does this change handle user input? If yes, is it validated?"
#define OTHERS                                                                          \
	"- [ ] Does this change cross a trust boundary? No\n"                           \
	"- [ ] Does this change handle sensitive data? No\n"                            \
	"- [ ] Does this change introduce a new external dependency? No\n"              \
	"- [ ] Could this change be abused at scale? No\n"
#define NO H "- [ ] " QUESTION " No\n" OTHERS
#define NO_REASON H "- [x] " QUESTION " No: only the test server changes\n" OTHERS
#define YES H "- [x] " QUESTION "\n" OTHERS
#define YES_TEXT H "- [x] " QUESTION " Yes: checked against a JSON schema\n" OTHERS
#define UNANSWERED H "- [ ] " QUESTION "\n" OTHERS
#define MISSING H OTHERS
#define TWICE H "- [x] " QUESTION "\n  - [x] Yes\n  - [x] No\n" OTHERS

static struct gate_fixture f;

static void setup(void)
{
	gate_setup(&f);
}

static void teardown(void)
{
	gate_teardown(&f);
}

/* `seen`: D the topic is detected, R another topic makes the checklist
 * required, - nothing was seen. */
static const struct {
	const char *label, *body;
	char seen;
	const char *finding; /* NULL: none */
	enum tg_level level;
	enum tg_outcome outcome;
	enum tg_verdict verdict;
} cells[] = {
	{ "detected, no", NO, 'D', "checklist/contradicted", TG_LEVEL_ERROR,
	  TG_OUTCOME_CONTRADICTED, TG_VERDICT_FAIL },
	{ "detected, no with a reason", NO_REASON, 'D', "checklist/explained-no", TG_LEVEL_NOTE,
	  TG_OUTCOME_OK, TG_VERDICT_PASS },
	{ "detected, yes", YES, 'D', "checklist/needs-explanation", TG_LEVEL_ERROR,
	  TG_OUTCOME_NEEDS_EXPLANATION, TG_VERDICT_FAIL },
	{ "detected, yes explained", YES_TEXT, 'D', NULL, 0, TG_OUTCOME_OK, TG_VERDICT_PASS },
	{ "detected, unanswered", UNANSWERED, 'D', "checklist/unanswered", TG_LEVEL_ERROR,
	  TG_OUTCOME_UNANSWERED, TG_VERDICT_FAIL },
	{ "detected, contradictory", TWICE, 'D', "checklist/unanswered", TG_LEVEL_ERROR,
	  TG_OUTCOME_UNANSWERED, TG_VERDICT_FAIL },
	{ "detected, missing", MISSING, 'D', "checklist/item-missing", TG_LEVEL_ERROR,
	  TG_OUTCOME_MISSING, TG_VERDICT_FAIL },
	{ "required, no", NO, 'R', NULL, 0, TG_OUTCOME_OK, TG_VERDICT_PASS },
	{ "required, no with a reason", NO_REASON, 'R', NULL, 0, TG_OUTCOME_OK, TG_VERDICT_PASS },
	{ "required, yes", YES, 'R', NULL, 0, TG_OUTCOME_OK, TG_VERDICT_PASS },
	{ "required, yes explained", YES_TEXT, 'R', NULL, 0, TG_OUTCOME_OK, TG_VERDICT_PASS },
	{ "required, unanswered", UNANSWERED, 'R', "checklist/unanswered", TG_LEVEL_ERROR,
	  TG_OUTCOME_UNANSWERED, TG_VERDICT_FAIL },
	{ "required, contradictory", TWICE, 'R', "checklist/unanswered", TG_LEVEL_ERROR,
	  TG_OUTCOME_UNANSWERED, TG_VERDICT_FAIL },
	{ "required, missing", MISSING, 'R', "checklist/item-missing", TG_LEVEL_ERROR,
	  TG_OUTCOME_MISSING, TG_VERDICT_FAIL },
	{ "nothing seen, no", NO, '-', NULL, 0, TG_OUTCOME_OK, TG_VERDICT_PASS },
	{ "nothing seen, yes", YES, '-', NULL, 0, TG_OUTCOME_OK, TG_VERDICT_PASS },
	{ "nothing seen, unanswered", UNANSWERED, '-', NULL, 0, TG_OUTCOME_NOT_REQUIRED,
	  TG_VERDICT_PASS },
	{ "nothing seen, missing", MISSING, '-', NULL, 0, TG_OUTCOME_NOT_REQUIRED,
	  TG_VERDICT_PASS },
	{ "nothing seen, empty body", "", '-', NULL, 0, TG_OUTCOME_NOT_REQUIRED,
	  TG_VERDICT_PASS },
	{ "detected, no body", NULL, 'D', NULL, 0, TG_OUTCOME_NOT_JUDGED, TG_VERDICT_PASS },
	{ "required, no body", NULL, 'R', NULL, 0, TG_OUTCOME_NOT_JUDGED, TG_VERDICT_PASS },
	{ "nothing seen, no body", NULL, '-', NULL, 0, TG_OUTCOME_NOT_REQUIRED, TG_VERDICT_PASS },
};

START_TEST(every_cell_of_the_table)
{
	if (cells[_i].seen == 'D')
		gate_signal(&f, "user-input", TG_CONFIDENCE_HIGH, "api/pay.py", 7);
	if (cells[_i].seen == 'R')
		gate_signal(&f, "", TG_CONFIDENCE_HIGH, "api/pay.py", 7);
	if (cells[_i].body)
		gate_body(&f, cells[_i].body);
	gate_judge(&f);

	const struct tg_topic_result *t = gate_topic(&f, "user-input");
	ck_assert_msg(t->outcome == cells[_i].outcome, "%s: %s", cells[_i].label,
		      tg_outcome_name(t->outcome));
	ck_assert_int_eq(t->detected, cells[_i].seen == 'D');
	ck_assert_msg(f.report.verdict == cells[_i].verdict, "%s", cells[_i].label);
	ck_assert_int_eq(f.report.body_judged, cells[_i].body != NULL);
	if (!cells[_i].finding) {
		ck_assert_msg(f.report.n_findings == 0, "%s: %s", cells[_i].label,
			      f.report.findings[0].id);
		return;
	}
	const struct tg_finding *found = gate_finding(&f, cells[_i].finding);
	ck_assert_msg(found != NULL, "%s", cells[_i].label);
	ck_assert_uint_eq(f.report.n_findings, 1);
	ck_assert_int_eq(found->level, cells[_i].level);
	ck_assert_str_eq(found->topic, "user-input");
	ck_assert(found->introduced);
	ck_assert(found->fix[0] != '\0');
	if (cells[_i].seen == 'D') {
		ck_assert_str_eq(found->path, "api/pay.py");
		ck_assert_uint_eq(found->line, 7);
		ck_assert_msg(strstr(found->message, "api/pay.py:7 (A route was added)") != NULL,
			      "%s", found->message);
	}
}
END_TEST

/* Signals as "confidence, N in a new file": H, M, L, n = M in a new file, o = L
 * in a new file. */
static const struct {
	const char *signals;
	bool detected, required;
} detections[] = {
	{ "", false, false }, { "L", false, false },	  { "LLLL", false, false },
	{ "o", false, false }, { "M", false, true },	  { "ML", false, true },
	{ "MM", true, true }, { "n", true, true },	  { "H", true, true },
	{ "LH", true, true }, { "HMML", true, true },
};

START_TEST(when_a_topic_is_detected)
{
	for (const char *p = detections[_i].signals; *p; p++) {
		struct tg_signal *s = gate_signal(
			&f, "abuse",
			*p == 'H'		? TG_CONFIDENCE_HIGH
			: *p == 'M' || *p == 'n' ? TG_CONFIDENCE_MEDIUM
						: TG_CONFIDENCE_LOW,
			"a.py", (uint32_t)(p - detections[_i].signals) + 1);
		s->new_file = *p == 'n' || *p == 'o';
	}
	gate_body(&f, "");
	gate_judge(&f);
	ck_assert_msg(gate_topic(&f, "abuse")->detected == detections[_i].detected, "\"%s\"",
		      detections[_i].signals);
	ck_assert(!gate_topic(&f, "user-input")->detected);
	ck_assert_msg((f.report.verdict == TG_VERDICT_FAIL) == detections[_i].required,
		      "\"%s\"", detections[_i].signals);
}
END_TEST

START_TEST(two_topics_do_not_add_up)
{
	gate_signal(&f, "abuse", TG_CONFIDENCE_MEDIUM, "a.py", 1);
	gate_signal(&f, "user-input", TG_CONFIDENCE_MEDIUM, "a.py", 2);
	gate_judge(&f);
	ck_assert(!gate_topic(&f, "abuse")->detected);
	ck_assert(!gate_topic(&f, "user-input")->detected);
}
END_TEST

static const struct {
	const char *label, *policy;
	bool signal, model, fails;
} required[] = {
	{ "relevant, nothing", "checklist: {required: relevant}", false, false, false },
	{ "relevant, a signal", "checklist: {required: relevant}", true, false, true },
	{ "relevant, a model", "checklist: {required: relevant}", false, true, true },
	{ "always, nothing", "checklist: {required: always}", false, false, true },
	{ "never, a signal", "checklist: {required: never}", true, false, false },
	{ "never, a model", "checklist: {required: never}", false, true, false },
};

START_TEST(when_the_checklist_is_required)
{
	gate_policy(&f, required[_i].policy);
	if (required[_i].signal)
		gate_signal(&f, "", TG_CONFIDENCE_MEDIUM, "a.py", 1);
	if (required[_i].model)
		gate_model(&f, "")->change = TG_GATE_MODIFIED;
	gate_body(&f, "Text alone.");
	gate_judge(&f);
	ck_assert_msg((f.report.verdict == TG_VERDICT_FAIL) == required[_i].fails, "%s",
		      required[_i].label);
}
END_TEST

START_TEST(never_still_asks_about_what_was_detected)
{
	gate_policy(&f, "checklist: {required: never}");
	gate_signal(&f, "user-input", TG_CONFIDENCE_HIGH, "a.py", 1);
	gate_body(&f, "");
	gate_judge(&f);
	ck_assert_uint_eq(f.report.n_findings, 1);
	ck_assert_str_eq(f.report.findings[0].topic, "user-input");
}
END_TEST

START_TEST(one_finding_for_all_that_merely_needs_a_no)
{
	gate_signal(&f, "user-input", TG_CONFIDENCE_HIGH, "a.py", 1);
	gate_body(&f, "Fixes the thing.");
	gate_judge(&f);
	ck_assert_uint_eq(gate_count(&f, "checklist/item-missing"), 2);
	ck_assert_ptr_null(f.report.findings[0].path); /* the change as a whole first */
	ck_assert_msg(strstr(f.report.findings[0].message, "4 questions") != NULL, "%s",
		      f.report.findings[0].message);
	ck_assert_msg(strstr(f.report.findings[1].message,
			     "which has no section \"Security Considerations\"") != NULL,
		      "%s", f.report.findings[1].message);
}
END_TEST

START_TEST(many_signals_are_one_finding_with_the_strongest_named)
{
	for (uint32_t i = 1; i <= 6; i++)
		gate_signal(&f, "user-input", TG_CONFIDENCE_MEDIUM, "a.py", i);
	gate_signal(&f, "user-input", TG_CONFIDENCE_HIGH, "z.py", 9);
	gate_body(&f, NO);
	gate_judge(&f);
	const struct tg_finding *found = gate_finding(&f, "checklist/contradicted");
	ck_assert_uint_eq(f.report.n_findings, 1);
	ck_assert_str_eq(found->path, "z.py");
	ck_assert_msg(strstr(found->message, "z.py:9 (A route was added), a.py:1 (A route was "
					     "added) and 5 more") != NULL,
		      "%s", found->message);
	ck_assert_uint_eq(gate_topic(&f, "user-input")->signals, 7);
}
END_TEST

START_TEST(two_signals_in_a_line_are_one_evidence)
{
	gate_signal(&f, "user-input", TG_CONFIDENCE_HIGH, "a.py", 3);
	gate_signal(&f, "user-input", TG_CONFIDENCE_HIGH, "a.py", 3)->rule = "z.z";
	gate_signal(&f, "user-input", TG_CONFIDENCE_HIGH, "b.py", 4);
	gate_body(&f, NO);
	gate_judge(&f);
	const char *m = f.report.findings[0].message;
	ck_assert_msg(strstr(m, "shows a.py:3 (A route was added), b.py:4 (A route was added).") !=
			      NULL,
		      "%s", m);
}
END_TEST

static const struct {
	const char *label, *body, *says;
} reasons[] = {
	{ "too short a reason", H "- [x] " QUESTION " No: typo fix\n" OTHERS,
	  "is answered No (\"typo fix\" says too little), but" },
	{ "a placeholder", H "- [x] " QUESTION " Yes: TODO\n" OTHERS,
	  "is answered Yes without saying how (\"TODO\" says too little)." },
	{ "text without a tick", H "- [ ] " QUESTION " Checked by the schema\n" OTHERS,
	  "is not ticked, though" },
	{ "two copies", NO "- [x] " QUESTION "\n",
	  "is answered differently in lines 2 and 7" },
	{ "both ticked", TWICE, "has both Yes and No ticked" },
	{ "not in the section", MISSING, "is not in the section \"Security Considerations\"" },
};

START_TEST(the_author_is_told_why)
{
	gate_signal(&f, "user-input", TG_CONFIDENCE_HIGH, "a.py", 3);
	gate_body(&f, reasons[_i].body);
	gate_judge(&f);
	ck_assert_uint_eq(f.report.n_findings, 1);
	ck_assert_msg(strstr(f.report.findings[0].message, reasons[_i].says) != NULL,
		      "%s: %s", reasons[_i].label, f.report.findings[0].message);
}
END_TEST

START_TEST(own_items_ask_about_their_topic)
{
	gate_policy(&f, "checklist:\n  items:\n    - {id: tenancy, question: 'Can one tenant see "
			"data of another tenant?', topic: trust-boundary}\n");
	gate_signal(&f, "trust-boundary", TG_CONFIDENCE_HIGH, "a.py", 1);
	gate_body(&f, H "- [ ] Can one tenant see data of another tenant? No\n");
	gate_judge(&f);
	ck_assert_uint_eq(f.report.n_topics, 1);
	ck_assert_int_eq(gate_topic(&f, "tenancy")->outcome, TG_OUTCOME_CONTRADICTED);
	ck_assert_str_eq(f.report.findings[0].topic, "trust-boundary");
}
END_TEST

/* --- removed controls --------------------------------------------------------- */

static const struct {
	const char *label, *body, *topic;
	enum tg_confidence confidence;
	int level; /* -1: no finding */
} controls[] = {
	{ "no body", NULL, "user-input", TG_CONFIDENCE_HIGH, TG_LEVEL_WARNING },
	{ "unanswered", UNANSWERED, "user-input", TG_CONFIDENCE_HIGH, TG_LEVEL_ERROR },
	{ "yes, bare", YES, "user-input", TG_CONFIDENCE_HIGH, TG_LEVEL_ERROR },
	{ "no, bare", NO, "user-input", TG_CONFIDENCE_HIGH, TG_LEVEL_ERROR },
	{ "yes, explained", YES_TEXT, "user-input", TG_CONFIDENCE_HIGH, -1 },
	{ "no, with a reason", NO_REASON, "user-input", TG_CONFIDENCE_HIGH, -1 },
	{ "explained elsewhere", YES_TEXT, "abuse", TG_CONFIDENCE_HIGH, TG_LEVEL_ERROR },
	{ "a topic nobody asks about", YES_TEXT, "other", TG_CONFIDENCE_HIGH, TG_LEVEL_WARNING },
	{ "medium", UNANSWERED, "user-input", TG_CONFIDENCE_MEDIUM, TG_LEVEL_ERROR },
	{ "a hint", UNANSWERED, "user-input", TG_CONFIDENCE_LOW, -1 },
};

START_TEST(a_removed_control_needs_an_explanation)
{
	struct tg_signal *s = gate_signal(&f, controls[_i].topic, controls[_i].confidence,
					  "api/pay.py", 7);

	s->control_removed = true;
	s->change = TG_CHANGE_REMOVED;
	s->side = TG_SIDE_OLD;
	s->title = "An authentication guard was removed";
	if (controls[_i].body)
		gate_body(&f, controls[_i].body);
	gate_judge(&f);
	const struct tg_finding *found = gate_finding(&f, "mitigation/control-removed");
	ck_assert_msg((found ? (int)found->level : -1) == controls[_i].level, "%s",
		      controls[_i].label);
	if (found) {
		ck_assert_uint_eq(found->line, 7);
		ck_assert_int_eq(found->side, TG_SIDE_OLD);
	}
}
END_TEST

START_TEST(what_is_added_is_no_removed_control)
{
	gate_signal(&f, "user-input", TG_CONFIDENCE_HIGH, "a.py", 1);
	gate_judge(&f);
	ck_assert_ptr_null(gate_finding(&f, "mitigation/control-removed"));
}
END_TEST

START_TEST(a_file_with_many_removals_is_one_finding)
{
	for (uint32_t i = 1; i <= 3; i++)
		gate_signal(&f, "abuse", TG_CONFIDENCE_HIGH, "a.py", i)->control_removed = true;
	gate_signal(&f, "abuse", TG_CONFIDENCE_HIGH, "b.py", 1)->control_removed = true;
	gate_judge(&f);
	ck_assert_uint_eq(gate_count(&f, "mitigation/control-removed"), 2);
	ck_assert_msg(strstr(gate_finding(&f, "mitigation/control-removed")->message,
			     "(and 2 more in this file)") != NULL,
		      "%s", gate_finding(&f, "mitigation/control-removed")->message);
}
END_TEST

/* --- the four questions --------------------------------------------------------- */

#define FOUR                                                                            \
	"\n## What are we building?\nA webhook for paid orders.\n"                      \
	"## What can go wrong?\nForged callbacks from outside.\n"                       \
	"## What are we going to do about it?\nVerify the signature first.\n"
#define GOOD "## Did we do a good enough job?\nThe payments team looked at it.\n"

static const struct {
	const char *label, *policy, *body;
	unsigned triggers;
	enum tg_confidence confidence;
	enum tg_gate_change model;
	bool missing;
} discussions[] = {
	{ "a new integration", "", NO, TG_NEW_INTEGRATION, TG_CONFIDENCE_HIGH,
	  TG_GATE_UNCHANGED, true },
	{ "architecture", "", NO, TG_ARCHITECTURE, TG_CONFIDENCE_HIGH, TG_GATE_UNCHANGED, true },
	{ "a new feature", "", NO, TG_NEW_FEATURE, TG_CONFIDENCE_HIGH, TG_GATE_UNCHANGED, true },
	{ "new data", "", NO, TG_NEW_DATA, TG_CONFIDENCE_HIGH, TG_GATE_UNCHANGED, false },
	{ "auth", "", NO, TG_AUTH_CHANGE, TG_CONFIDENCE_HIGH, TG_GATE_UNCHANGED, false },
	{ "a weak sign", "", NO, TG_ARCHITECTURE, TG_CONFIDENCE_MEDIUM, TG_GATE_UNCHANGED,
	  false },
	{ "all four answered", "", NO FOUR GOOD, TG_ARCHITECTURE, TG_CONFIDENCE_HIGH,
	  TG_GATE_UNCHANGED, false },
	{ "three answered", "", NO FOUR, TG_ARCHITECTURE, TG_CONFIDENCE_HIGH, TG_GATE_UNCHANGED,
	  true },
	{ "the model is changed with it", "", NO, TG_ARCHITECTURE, TG_CONFIDENCE_HIGH,
	  TG_GATE_MODIFIED, false },
	{ "a model comes with it", "", NO, TG_ARCHITECTURE, TG_CONFIDENCE_HIGH, TG_GATE_ADDED,
	  false },
	{ "a model is deleted", "", NO, TG_ARCHITECTURE, TG_CONFIDENCE_HIGH, TG_GATE_DELETED,
	  true },
	{ "no body", "", NULL, TG_ARCHITECTURE, TG_CONFIDENCE_HIGH, TG_GATE_UNCHANGED, false },
	{ "the policy wants none", "checklist: {discussion: []}", NO, TG_ARCHITECTURE,
	  TG_CONFIDENCE_HIGH, TG_GATE_UNCHANGED, false },
	{ "the policy wants others", "checklist: {discussion: [new-data]}", NO, TG_NEW_DATA,
	  TG_CONFIDENCE_HIGH, TG_GATE_UNCHANGED, true },
};

START_TEST(something_new_wants_a_discussion)
{
	gate_policy(&f, discussions[_i].policy);
	gate_signal(&f, "", discussions[_i].confidence, "deploy/new.yml", 1)->triggers =
		discussions[_i].triggers;
	if (discussions[_i].model != TG_GATE_UNCHANGED)
		gate_model(&f, "")->change = discussions[_i].model;
	if (discussions[_i].body)
		gate_body(&f, discussions[_i].body);
	gate_judge(&f);
	const struct tg_finding *found = gate_finding(&f, "discussion/missing");
	ck_assert_msg((found != NULL) == discussions[_i].missing, "%s",
		      discussions[_i].label);
	if (found)
		ck_assert_int_eq(found->level, TG_LEVEL_WARNING);
}
END_TEST

START_TEST(the_discussion_names_what_is_open)
{
	gate_signal(&f, "", TG_CONFIDENCE_HIGH, "a.yml", 1)->triggers = TG_ARCHITECTURE;
	gate_body(&f, NO FOUR);
	gate_judge(&f);
	const char *m = gate_finding(&f, "discussion/missing")->message;
	ck_assert_msg(strstr(m, "\"Did we do a good enough job?\"") != NULL, "%s", m);
	ck_assert_msg(strstr(m, "What can go wrong") == NULL, "%s", m);
}
END_TEST

Suite *gate_checklist_suite(void);

Suite *gate_checklist_suite(void)
{
	Suite *s = suite_create("gate_checklist");
	TCase *t = tcase_create("table");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_loop_test(t, every_cell_of_the_table, 0, COUNT(cells));
	tcase_add_loop_test(t, when_a_topic_is_detected, 0, COUNT(detections));
	tcase_add_test(t, two_topics_do_not_add_up);
	tcase_add_loop_test(t, when_the_checklist_is_required, 0, COUNT(required));
	tcase_add_test(t, never_still_asks_about_what_was_detected);
	tcase_add_test(t, one_finding_for_all_that_merely_needs_a_no);
	tcase_add_test(t, many_signals_are_one_finding_with_the_strongest_named);
	tcase_add_test(t, two_signals_in_a_line_are_one_evidence);
	tcase_add_loop_test(t, the_author_is_told_why, 0, COUNT(reasons));
	tcase_add_test(t, own_items_ask_about_their_topic);
	suite_add_tcase(s, t);
	t = tcase_create("controls");
	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_loop_test(t, a_removed_control_needs_an_explanation, 0, COUNT(controls));
	tcase_add_test(t, what_is_added_is_no_removed_control);
	tcase_add_test(t, a_file_with_many_removals_is_one_finding);
	suite_add_tcase(s, t);
	t = tcase_create("discussion");
	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_loop_test(t, something_new_wants_a_discussion, 0, COUNT(discussions));
	tcase_add_test(t, the_discussion_names_what_is_open);
	suite_add_tcase(s, t);
	return s;
}
