/* Threat models against the change: each finding with a case that has it and
 * ones that nearly have it. */
#include "gate_fixture.h"

#include <check.h>
#include <string.h>

#define COUNT(a) ((int)(sizeof(a) / sizeof(*(a))))
#define ORDER "docs/threat-models/order.md"
#define DECLARED "Threat model reviewed: no change, because the flows stay the same."

static struct gate_fixture f;

static void setup(void)
{
	gate_setup(&f);
}

static void teardown(void)
{
	gate_teardown(&f);
}

static struct tg_signal *signal_at(const char *path, enum tg_confidence confidence)
{
	return gate_signal(&f, "", confidence, path, 12);
}

/* --- model/review-needed and model/missing ---------------------------------------- */

static const struct {
	const char *label, *path, *body;
	unsigned triggers;
	enum tg_confidence confidence;
	enum tg_gate_change change;
	bool assumed, review, missing;
} reviews[] = {
	{ "covered, not looked at", "api/orders.py", NULL, TG_AUTH_CHANGE, TG_CONFIDENCE_HIGH,
	  TG_GATE_UNCHANGED, false, true, false },
	{ "without a trigger", "api/orders.py", NULL, 0, TG_CONFIDENCE_HIGH, TG_GATE_UNCHANGED,
	  false, false, false },
	{ "a weak sign", "api/orders.py", NULL, TG_AUTH_CHANGE, TG_CONFIDENCE_MEDIUM,
	  TG_GATE_UNCHANGED, false, false, false },
	{ "a hint", "api/orders.py", NULL, TG_AUTH_CHANGE, TG_CONFIDENCE_LOW, TG_GATE_UNCHANGED,
	  false, false, false },
	{ "the model is changed", "api/orders.py", NULL, TG_AUTH_CHANGE, TG_CONFIDENCE_HIGH,
	  TG_GATE_MODIFIED, false, false, false },
	{ "the model comes with it", "api/orders.py", NULL, TG_AUTH_CHANGE, TG_CONFIDENCE_HIGH,
	  TG_GATE_ADDED, false, false, false },
	{ "declared reviewed", "api/orders.py", DECLARED, TG_AUTH_CHANGE, TG_CONFIDENCE_HIGH,
	  TG_GATE_UNCHANGED, false, false, false },
	{ "declared for this model", "api/orders.py",
	  "Threat model order.md reviewed: no change, because the flows stay the same",
	  TG_AUTH_CHANGE, TG_CONFIDENCE_HIGH, TG_GATE_UNCHANGED, false, false, false },
	{ "declared for another model", "api/orders.py",
	  "Threat model der.md reviewed: no change, because the flows stay the same",
	  TG_AUTH_CHANGE, TG_CONFIDENCE_HIGH, TG_GATE_UNCHANGED, false, true, false },
	{ "another body", "api/orders.py", "Threat model reviewed.", TG_AUTH_CHANGE,
	  TG_CONFIDENCE_HIGH, TG_GATE_UNCHANGED, false, true, false },
	{ "not covered", "web/cart.py", NULL, TG_AUTH_CHANGE, TG_CONFIDENCE_HIGH,
	  TG_GATE_UNCHANGED, false, false, true },
	{ "not covered, a weak sign", "web/cart.py", NULL, TG_AUTH_CHANGE, TG_CONFIDENCE_MEDIUM,
	  TG_GATE_UNCHANGED, false, false, false },
	{ "not covered, no trigger", "web/cart.py", NULL, 0, TG_CONFIDENCE_HIGH,
	  TG_GATE_UNCHANGED, false, false, false },
	{ "merely assumed to be covered", "api/orders.py", NULL, TG_AUTH_CHANGE,
	  TG_CONFIDENCE_HIGH, TG_GATE_UNCHANGED, true, false, false },
};

START_TEST(triggers_want_a_look_at_the_model)
{
	struct tg_gate_model *m = gate_model(&f, "T1|high|S|Sessions end after 15 minutes");

	m->change = reviews[_i].change;
	m->assumed = reviews[_i].assumed;
	signal_at(reviews[_i].path, reviews[_i].confidence)->triggers = reviews[_i].triggers;
	if (reviews[_i].body)
		gate_body(&f, reviews[_i].body);
	gate_judge(&f);

	const struct tg_finding *review = gate_finding(&f, "model/review-needed");
	const struct tg_finding *missing = gate_finding(&f, "model/missing");
	ck_assert_msg((review != NULL) == reviews[_i].review, "%s", reviews[_i].label);
	ck_assert_msg((missing != NULL) == reviews[_i].missing, "%s", reviews[_i].label);
	if (review) {
		/* without a body nobody could say yet that it was reviewed */
		ck_assert_int_eq(review->level, reviews[_i].body ? TG_LEVEL_ERROR
								 : TG_LEVEL_WARNING);
		ck_assert_str_eq(review->model, ORDER);
		ck_assert_str_eq(review->path, "api/orders.py");
		ck_assert_uint_eq(review->line, 12);
		ck_assert_msg(strstr(review->message, "auth-change") != NULL, "%s",
			      review->message);
	}
	if (missing)
		ck_assert_int_eq(missing->level, TG_LEVEL_WARNING);
}
END_TEST

START_TEST(the_report_says_which_models_a_review_concerns)
{
	gate_model(&f, "T1|high|S|Sessions end after 15 minutes");
	signal_at("api/orders.py", TG_CONFIDENCE_HIGH)->triggers = TG_AUTH_CHANGE;
	signal_at("web/cart.py", TG_CONFIDENCE_HIGH)->triggers = TG_NEW_DATA;
	gate_body(&f, DECLARED);
	gate_judge(&f);
	ck_assert(f.report.review.required);
	ck_assert(f.report.review.declared);
	ck_assert_uint_eq(f.report.review.triggers, TG_AUTH_CHANGE | TG_NEW_DATA);
	ck_assert_uint_eq(f.report.review.n_models, 1);
	ck_assert_str_eq(f.report.review.models[0], ORDER);
	ck_assert_uint_eq(f.report.n_models, 1);
	ck_assert_uint_eq(f.report.models[0].threats, 1);
	ck_assert_uint_eq(f.report.models[0].mitigated, 1);
	ck_assert_str_eq(f.report.models[0].change, "unchanged");
}
END_TEST

/* --- mitigation/missing -------------------------------------------------------------- */

/* `hunk`: the changed line of the model, 0 for none. `stride`: of a signal of
 * high confidence on the covered file, -1 for no signal. `want`: e error on
 * the model, c error on the code, p there before, - nothing. */
static const struct {
	const char *label, *model, *policy;
	enum tg_gate_change change;
	uint32_t hunk;
	int stride;
	char want;
} missing[] = {
	{ "a new threat without any", "T1|high|S", "", TG_GATE_MODIFIED, 1, -1, 'e' },
	{ "a new model", "T1|high|S", "", TG_GATE_ADDED, 0, -1, 'e' },
	{ "denied", "T1|critical|S|none", "", TG_GATE_MODIFIED, 1, -1, 'e' },
	{ "mitigated", "T1|high|S|Sessions end after 15 minutes", "", TG_GATE_MODIFIED, 1, -1,
	  '-' },
	{ "below the threshold", "T1|medium|S", "", TG_GATE_MODIFIED, 1, -1, '-' },
	{ "the policy's threshold", "T1|medium|S", "threat_models: {threshold: medium}",
	  TG_GATE_MODIFIED, 1, -1, 'e' },
	{ "another line of the model", "T1|high|S\n\n\nT2|low|S", "", TG_GATE_MODIFIED, 4, -1,
	  'p' },
	{ "model and code untouched", "T1|high|S", "", TG_GATE_UNCHANGED, 0, -1, 'p' },
	{ "code of its kind", "T1|high|S", "", TG_GATE_UNCHANGED, 0, TG_SPOOFING, 'c' },
	{ "code of another kind", "T1|high|S\nT2|high|D|Ten per minute", "", TG_GATE_UNCHANGED, 0,
	  TG_DENIAL_OF_SERVICE, 'p' },
	{ "a threat without a kind", "T1|high|", "", TG_GATE_UNCHANGED, 0, TG_SPOOFING, 'c' },
};

START_TEST(threats_need_a_mitigation)
{
	struct tg_gate_model *m;

	gate_policy(&f, missing[_i].policy);
	m = gate_model(&f, missing[_i].model);
	m->change = missing[_i].change;
	if (missing[_i].hunk)
		gate_change(&f, ORDER, missing[_i].hunk, 1);
	if (missing[_i].stride >= 0)
		signal_at("api/orders.py", TG_CONFIDENCE_HIGH)->stride =
			(unsigned)missing[_i].stride;
	gate_judge(&f);

	const struct tg_finding *found = gate_finding(&f, "mitigation/missing");
	char got = found ? strcmp(found->path, ORDER) == 0 ? 'e' : 'c'
		   : f.report.preexisting ? 'p'
					  : '-';
	ck_assert_msg(got == missing[_i].want, "%s: %c", missing[_i].label, got);
	if (found) {
		ck_assert_int_eq(found->level, TG_LEVEL_ERROR);
		ck_assert_str_eq(found->threat, "T1");
		ck_assert_str_eq(found->model, ORDER);
	}
}
END_TEST

START_TEST(a_closed_threat_needs_none)
{
	struct tg_gate_model *m = gate_model(&f, "T1|high|S");

	m->change = TG_GATE_ADDED;
	m->head->threats[0].closed = true;
	gate_judge(&f);
	ck_assert_ptr_null(gate_finding(&f, "mitigation/missing"));
}
END_TEST

/* The document's own threshold on base and head; UNKNOWN: none. */
static const struct {
	const char *label;
	enum tg_risk_level base, head, threat;
	bool found;
} thresholds[] = {
	{ "own, stricter", TG_RISK_MEDIUM, TG_RISK_MEDIUM, TG_RISK_MEDIUM, true },
	{ "own, milder", TG_RISK_CRITICAL, TG_RISK_CRITICAL, TG_RISK_HIGH, false },
	{ "raised here", TG_RISK_MEDIUM, TG_RISK_CRITICAL, TG_RISK_MEDIUM, true },
	{ "first stated here, milder", TG_RISK_UNKNOWN, TG_RISK_CRITICAL, TG_RISK_HIGH, true },
	{ "first stated here, stricter", TG_RISK_UNKNOWN, TG_RISK_LOW, TG_RISK_LOW, true },
};

START_TEST(a_change_cannot_raise_the_threshold_it_is_judged_by)
{
	struct tg_gate_model *m = gate_model(&f, "");
	struct tg_model *base = gate_read_model(&f, "T1|high|S");
	struct tg_model *head = gate_read_model(&f, "T1|high|S");

	base->threshold = thresholds[_i].base;
	head->threshold = thresholds[_i].head;
	head->threats[0].risk.level = thresholds[_i].threat;
	m->base = base;
	m->head = head;
	m->change = TG_GATE_MODIFIED;
	gate_change(&f, ORDER, 1, 1);
	gate_judge(&f);
	ck_assert_msg((gate_finding(&f, "mitigation/missing") != NULL) == thresholds[_i].found,
		      "%s", thresholds[_i].label);
}
END_TEST

/* --- mitigation/unanalysed --------------------------------------------------------------- */

static const struct {
	const char *label, *model, *path;
	unsigned stride;
	enum tg_confidence confidence;
	enum tg_severity severity;
	bool assumed;
	int level; /* -1: nothing */
} kinds[] = {
	{ "a kind without a threat", "T1|high|S|Short sessions", "api/orders.py",
	  TG_DENIAL_OF_SERVICE, TG_CONFIDENCE_HIGH, TG_SEVERITY_MEDIUM, false, TG_LEVEL_WARNING },
	{ "of high severity", "T1|high|S|Short sessions", "api/orders.py", TG_DENIAL_OF_SERVICE,
	  TG_CONFIDENCE_HIGH, TG_SEVERITY_HIGH, false, TG_LEVEL_ERROR },
	{ "one of its kinds is there", "T1|high|S|Short sessions", "api/orders.py",
	  TG_SPOOFING | TG_DENIAL_OF_SERVICE, TG_CONFIDENCE_HIGH, TG_SEVERITY_HIGH, false, -1 },
	{ "the kind is there, low risk", "T1|low|D", "api/orders.py", TG_DENIAL_OF_SERVICE,
	  TG_CONFIDENCE_HIGH, TG_SEVERITY_HIGH, false, -1 },
	{ "not covered", "T1|high|S|Short sessions", "web/cart.py", TG_DENIAL_OF_SERVICE,
	  TG_CONFIDENCE_HIGH, TG_SEVERITY_HIGH, false, -1 },
	{ "a document without kinds", "T1|high||Short sessions", "api/orders.py",
	  TG_DENIAL_OF_SERVICE, TG_CONFIDENCE_HIGH, TG_SEVERITY_HIGH, false, -1 },
	{ "a signal without kinds", "T1|high|S|Short sessions", "api/orders.py", 0,
	  TG_CONFIDENCE_HIGH, TG_SEVERITY_HIGH, false, -1 },
	{ "a weak sign", "T1|high|S|Short sessions", "api/orders.py", TG_DENIAL_OF_SERVICE,
	  TG_CONFIDENCE_MEDIUM, TG_SEVERITY_HIGH, false, -1 },
	{ "merely assumed", "T1|high|S|Short sessions", "api/orders.py", TG_DENIAL_OF_SERVICE,
	  TG_CONFIDENCE_HIGH, TG_SEVERITY_HIGH, true, -1 },
};

START_TEST(kinds_of_threats_that_the_model_lacks)
{
	gate_model(&f, kinds[_i].model)->assumed = kinds[_i].assumed;
	struct tg_signal *s = signal_at(kinds[_i].path, kinds[_i].confidence);
	s->stride = kinds[_i].stride;
	s->severity = kinds[_i].severity;
	gate_judge(&f);

	const struct tg_finding *found = gate_finding(&f, "mitigation/unanalysed");
	ck_assert_msg((found ? (int)found->level : -1) == kinds[_i].level, "%s",
		      kinds[_i].label);
	if (found)
		ck_assert_msg(strstr(found->message, "Denial of Service") != NULL ||
				      strstr(found->message, "Denial of service") != NULL,
			      "%s", found->message);
}
END_TEST

START_TEST(many_places_of_one_kind_are_one_finding)
{
	gate_model(&f, "T1|high|S|Short sessions");
	for (int i = 0; i < 5; i++)
		signal_at("api/orders.py", TG_CONFIDENCE_HIGH)->stride = TG_TAMPERING;
	signal_at("api/old.py", TG_CONFIDENCE_HIGH)->stride = TG_REPUDIATION;
	gate_judge(&f);
	ck_assert_uint_eq(gate_count(&f, "mitigation/unanalysed"), 2);
}
END_TEST

START_TEST(another_model_may_have_the_kind)
{
	gate_model(&f, "T1|high|S|Short sessions");
	gate_model(&f, "T1|high|D|Ten per minute")->path = "docs/threat-models/edge.md";
	signal_at("api/orders.py", TG_CONFIDENCE_HIGH)->stride = TG_DENIAL_OF_SERVICE;
	gate_judge(&f);
	ck_assert_ptr_null(gate_finding(&f, "mitigation/unanalysed"));
}
END_TEST

START_TEST(nothing_is_said_where_one_model_has_no_kinds)
{
	gate_model(&f, "T1|high|S|Short sessions");
	gate_model(&f, "T1|high||Ten per minute")->path = "docs/threat-models/edge.md";
	signal_at("api/orders.py", TG_CONFIDENCE_HIGH)->stride = TG_DENIAL_OF_SERVICE;
	gate_judge(&f);
	ck_assert_ptr_null(gate_finding(&f, "mitigation/unanalysed"));
}
END_TEST

/* --- mitigation/evidence-touched ------------------------------------------------------------ */

static const struct {
	const char *label, *body;
	bool removed, implemented;
	enum tg_gate_change change;
	int level;
} evidence[] = {
	{ "edited", NULL, false, true, TG_GATE_UNCHANGED, TG_LEVEL_WARNING },
	{ "removed", NULL, true, true, TG_GATE_UNCHANGED, TG_LEVEL_ERROR },
	{ "removed with its model", NULL, true, true, TG_GATE_DELETED, TG_LEVEL_ERROR },
	{ "of a plan", NULL, true, false, TG_GATE_UNCHANGED, -1 },
	{ "the model is updated", NULL, true, true, TG_GATE_MODIFIED, -1 },
	{ "declared reviewed", DECLARED, true, true, TG_GATE_UNCHANGED, -1 },
};

START_TEST(evidence_that_is_touched)
{
	const struct tg_gate_evidence e = {
		.threat = "T1", .mitigation = "Sessions end", .reference = "api/s.py:expire",
		.path = "api/s.py", .line = 4, .side = TG_SIDE_OLD, .text = "def expire():",
		.removed = evidence[_i].removed, .implemented = evidence[_i].implemented,
	};
	struct tg_gate_model *m = gate_model(&f, "T1|high|S|Sessions end");

	m->evidence = &e;
	m->n_evidence = 1;
	m->change = evidence[_i].change;
	if (evidence[_i].body)
		gate_body(&f, evidence[_i].body);
	gate_judge(&f);
	const struct tg_finding *found = gate_finding(&f, "mitigation/evidence-touched");
	ck_assert_msg((found ? (int)found->level : -1) == evidence[_i].level, "%s",
		      evidence[_i].label);
	if (found) {
		ck_assert_str_eq(found->path, "api/s.py");
		ck_assert_uint_eq(found->line, 4);
		ck_assert(strstr(found->message, "api/s.py:expire") != NULL);
	}
}
END_TEST

/* --- lint, comparison, broken documents --------------------------------------------------------- */

START_TEST(only_new_lint_can_fail)
{
	const struct tg_finding before[] = {
		{ .id = "model/dread-total", .level = TG_LEVEL_ERROR, .message = "m", .fix = "f",
		  .path = ORDER, .line = 1, .threat = "T1" },
	};
	const struct tg_finding after[] = {
		{ .id = "model/dread-total", .level = TG_LEVEL_ERROR, .message = "m", .fix = "f",
		  .path = ORDER, .line = 3, .threat = "T1" },
		{ .id = "model/dread-total", .level = TG_LEVEL_ERROR, .message = "m", .fix = "f",
		  .path = ORDER, .line = 4, .threat = "T2" },
		{ .id = "model/threat-unmitigated", .level = TG_LEVEL_ERROR, .message = "m",
		  .fix = "f", .path = ORDER, .line = 4, .threat = "T2" },
	};
	struct tg_gate_model *m = gate_model(&f, "");

	m->base = gate_read_model(&f, "T1|low|S");
	m->head = gate_read_model(&f, "A line\n\nT1|low|S\nT2|low|S");
	m->change = TG_GATE_MODIFIED;
	m->base_lint = before;
	m->n_base_lint = 1;
	m->head_lint = after;
	m->n_head_lint = 3;
	gate_judge(&f);
	ck_assert_uint_eq(f.report.n_findings, 1);
	ck_assert_str_eq(f.report.findings[0].threat, "T2");
	ck_assert_str_eq(f.report.findings[0].id, "model/dread-total");
	ck_assert_uint_eq(f.report.preexisting, 1);
}
END_TEST

START_TEST(an_edited_line_is_touched)
{
	const struct tg_finding lint[] = {
		{ .id = "model/mitigation-vague", .level = TG_LEVEL_WARNING, .message = "m",
		  .fix = "f", .path = ORDER, .line = 1, .threat = "T1" },
	};
	struct tg_gate_model *m = gate_model(&f, "");

	m->base = gate_read_model(&f, "T1|low|S|Improve it");
	m->head = gate_read_model(&f, "T1|low|S|Improve it more");
	m->change = TG_GATE_MODIFIED;
	m->base_lint = m->head_lint = lint;
	m->n_base_lint = m->n_head_lint = 1;
	gate_judge(&f);
	ck_assert_uint_eq(f.report.n_findings, 1);
	ck_assert_uint_eq(f.report.preexisting, 0);
}
END_TEST

START_TEST(what_a_model_lost_is_reported)
{
	const struct tg_finding lost = { .id = "model/mitigation-deleted",
					 .level = TG_LEVEL_ERROR, .message = "m", .fix = "f",
					 .path = ORDER, .line = 1, .side = TG_SIDE_OLD };
	struct tg_gate_model *m = gate_model(&f, "T1|low|S");

	m->change = TG_GATE_MODIFIED;
	m->comparison = &lost;
	m->n_comparison = 1;
	gate_judge(&f);
	ck_assert_uint_eq(f.report.n_findings, 1);
	ck_assert_int_eq(f.report.findings[0].side, TG_SIDE_OLD);
	ck_assert_str_eq(f.report.findings[0].model, ORDER);
	ck_assert_int_eq(f.report.verdict, TG_VERDICT_FAIL);
}
END_TEST

START_TEST(a_model_that_cannot_be_read_is_not_fine)
{
	struct tg_gate_model *m = gate_model(&f, "");

	m->head = NULL;
	m->change = TG_GATE_MODIFIED;
	m->unreadable = "line 3: a quote is not closed";
	gate_judge(&f);
	ck_assert_int_eq(f.report.verdict, TG_VERDICT_FAIL);
	ck_assert_ptr_nonnull(gate_finding(&f, "gate/incomplete"));
}
END_TEST

Suite *gate_models_suite(void);

Suite *gate_models_suite(void)
{
	Suite *s = suite_create("gate_models");
	TCase *t = tcase_create("models");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_loop_test(t, triggers_want_a_look_at_the_model, 0, COUNT(reviews));
	tcase_add_test(t, the_report_says_which_models_a_review_concerns);
	tcase_add_loop_test(t, threats_need_a_mitigation, 0, COUNT(missing));
	tcase_add_test(t, a_closed_threat_needs_none);
	tcase_add_loop_test(t, a_change_cannot_raise_the_threshold_it_is_judged_by, 0,
			    COUNT(thresholds));
	tcase_add_loop_test(t, kinds_of_threats_that_the_model_lacks, 0, COUNT(kinds));
	tcase_add_test(t, many_places_of_one_kind_are_one_finding);
	tcase_add_test(t, another_model_may_have_the_kind);
	tcase_add_test(t, nothing_is_said_where_one_model_has_no_kinds);
	tcase_add_loop_test(t, evidence_that_is_touched, 0, COUNT(evidence));
	tcase_add_test(t, only_new_lint_can_fail);
	tcase_add_test(t, an_edited_line_is_touched);
	tcase_add_test(t, what_a_model_lost_is_reported);
	tcase_add_test(t, a_model_that_cannot_be_read_is_not_fine);
	suite_add_tcase(s, t);
	return s;
}
