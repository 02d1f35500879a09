/* Threats that cite their controls by id: what these are stands elsewhere. */
#include "counted.h"

#include <string.h>

static const struct tg_mitigation *of(const struct tg_model *m, size_t threat, size_t n)
{
	ck_assert_uint_lt(threat, m->n_threats);
	ck_assert_uint_lt(n, m->threats[threat].n_mitigations);
	return &m->threats[threat].mitigations[n];
}

START_TEST(ids_stand_for_rows_of_a_table)
{
	struct tg_model *m = read_md("# Zoo\n\n## Threats\n\n| ID | Threat | Controls |\n"
				     "|---|---|---|\n| T1 | A cage is opened | C1, C2 |\n"
				     "| T2 | Food is poisoned | C3 |\n"
				     "| T3 | Animals are filmed | - |\n\n## Controls\n\n"
				     "| ID | Control | Status |\n|---|---|---|\n"
				     "| C1 | Double doors | Done |\n"
				     "| C2 | Keepers carry the keys | Done |\n"
				     "| C3 | Food is locked away | Planned |\n");

	ck_assert_uint_eq(m->threats[0].n_mitigations, 2);
	ck_assert_str_eq(of(m, 0, 0)->text, "Double doors");
	ck_assert_str_eq(of(m, 0, 0)->id, "C1");
	ck_assert_str_eq(of(m, 0, 1)->text, "Keepers carry the keys");
	ck_assert_int_eq(of(m, 0, 1)->status, TG_MITIGATION_IMPLEMENTED);
	ck_assert_int_eq(of(m, 1, 0)->status, TG_MITIGATION_PLANNED);
	ck_assert_uint_eq(tg_model_mitigated(m), 2);
}
END_TEST

START_TEST(ids_stand_for_items_and_headings)
{
	struct tg_model *m = read_md("# Zoo\n\n## Threats\n\n| ID | Threat | Controls |\n"
				     "|---|---|---|\n| T1 | A cage is opened | C-1, C-9 |\n"
				     "| T2 | Food is poisoned | C-2 |\n\n## Controls\n\n"
				     "- **C-1** Double doors.\n\n### C-2: Locks\n\n"
				     "Food is locked away.\n");

	ck_assert_str_eq(of(m, 0, 0)->text, "Double doors.");
	ck_assert_str_eq(of(m, 0, 1)->text, "C-9"); /* nothing says what it is */
	ck_assert_str_eq(of(m, 1, 0)->text, "Locks");
}
END_TEST

START_TEST(an_id_without_a_definition_is_a_control)
{
	static const struct counted doc = {
		"ids in a column of controls",
		"# Till\n\n## Threats\n\n| STRIDE | Threat | Mitigating epic |\n|---|---|---|\n"
		"| Spoofing | A stranger signs in | EPIC-4 |\n"
		"| Tampering | Prices are changed | EPIC-9 |\n",
		2, 2
	};

	check_counts(&doc);
	ck_assert_str_eq(of(read_md(doc.text), 1, 0)->text, "EPIC-9");
}
END_TEST

START_TEST(an_algorithm_is_no_id)
{
	struct tg_model *m = read_md("# Hook\n\n## Threats\n\n| Threat | Control |\n"
				     "|---|---|\n| Forged call | HMAC-SHA256 signature |\n"
				     "| Stolen password | PBKDF2 with a salt |\n");

	ck_assert_str_eq(of(m, 0, 0)->text, "HMAC-SHA256 signature");
	ck_assert_str_eq(of(m, 1, 0)->text, "PBKDF2 with a salt");
}
END_TEST

Suite *model_cited_suite(void);

Suite *model_cited_suite(void)
{
	Suite *suite = suite_create("model_cited");
	TCase *tc = tcase_create("controls");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, ids_stand_for_rows_of_a_table);
	tcase_add_test(tc, ids_stand_for_items_and_headings);
	tcase_add_test(tc, an_id_without_a_definition_is_a_control);
	tcase_add_test(tc, an_algorithm_is_no_id);
	suite_add_tcase(suite, tc);
	return suite;
}
