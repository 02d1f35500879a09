/* Lists that hold threats: trees, considerations, HTML. */
#include "counted.h"

static const struct counted documents[] = {
	{ "an attack tree, whose leaves are the attacks",
	  "# Attack tree for the club's till\n\n"
	  "- **Goal: take money out of the till unseen**\n  - Steal the key\n"
	  "    - Bribe the barkeeper \xe2\x80\x94 *mitigation*: two barkeepers on "
	  "each shift\n"
	  "    - Copy the key \xe2\x80\x94 *mitigation*: keys are registered\n"
	  "  - Open the drawer without a key\n"
	  "    - Pry it open \xe2\x80\x94 *mitigation*: a steel frame\n"
	  "    - Guess the code \xe2\x80\x94 *mitigation*: a lock after three tries\n"
	  "  - Short-change guests\n    - Type in less than was paid\n",
	  5, 4 },
	{ "what is not considered is no threat",
	  "# Security\n\n## Threat Model\n\n### Threats We Consider\n\n"
	  "1. **Malicious server**\n   - We verify every proof\n"
	  "   - The client pins the last root\n2. **Network attacker**\n"
	  "   - All traffic uses Noise\n3. **Compromised dependency**\n"
	  "   - Lock files with hashes\n   - `cargo vet` in CI\n"
	  "4. **Stolen device**\n"
	  "   - The database is encrypted with a key from the keychain\n\n"
	  "### Threats We Don't Consider\n\n- Nation states\n- Quantum computers\n",
	  4, 4 },
	{ "considerations that say what is done after each name",
	  "# Design: shared carts\n\n## Background\n\n"
	  "Customers want to share carts.\n\n## Goals\n\n"
	  "- Two people see the same cart.\n\n## Design\n\n"
	  "A cart has an id and a list of members.\n\n### Data model\n\n"
	  "| Field | Type |\n|---|---|\n| id | uuid |\n| members | list |\n\n"
	  "## Security considerations\n\n"
	  "- **Guessing cart ids:** ids are random and 128 bits long.\n"
	  "- **Members who stay after a quarrel:** the owner may remove members at "
	  "any time.\n"
	  "- **Injection through item names:** names are escaped when shown.\n\n"
	  "## Alternatives considered\n\n- Mails with carts.\n\n## Rollout\n\n"
	  "1. Staff\n2. Everybody\n",
	  3, 3 },
	{ "a list in HTML below a heading in HTML",
	  "# Pier\n\n<h2>Threats</h2>\n\n<ul>\n"
	  "  <li><b>Theft of boats.</b> Mitigation: chains at night.</li>\n"
	  "  <li><b>Forged mooring permits.</b> Mitigation: permits carry a "
	  "stamp.</li>\n"
	  "  <li><b>Oil spill by sabotage.</b> Mitigation: a boom is kept "
	  "ready.</li>\n</ul>\n",
	  3, 3 },
	{ "bullets that begin with a level, and an answer for all of them",
	  "# Security review of the API\n\n## Endpoint analysis\n\n### GET /songs\n"
	  "- **High Risk**: No limit on the page size lets a caller read everything "
	  "at once.\n"
	  "- **Medium Risk**: The list shows songs that are not published.\n"
	  "- **Mitigation**: Limit pages to 100 and filter by state.\n\n"
	  "### POST /songs\n"
	  "- **High Risk**: Any caller may create songs in the name of another.\n"
	  "- **High Risk**: Long titles fill the database.\n"
	  "- **Low Risk**: Errors show the stack.\n"
	  "- **Mitigation**: Take the owner from the token, and bound all fields.\n",
	  5, 5 },
	{ "several threats and their controls in an item for each part",
	  "# Threats by component\n\n- **API**\n  - Threats:\n    - Stolen tokens\n"
	  "    - Injection\n  - Controls:\n    - Short lifetimes\n"
	  "    - Bound parameters\n- **Worker**\n  - Threats:\n    - Poisoned jobs\n"
	  "  - Controls:\n    - Signed jobs\n- **Database**\n  - Threats:\n"
	  "    - Leaked dump\n    - Lost disk\n  - Controls:\n    - Encryption\n"
	  "    - Replicas\n",
	  5, 5 },
};

START_TEST(reads_the_list)
{
	check_counts(&documents[_i]);
}
END_TEST

Suite *model_lists_suite(void);

Suite *model_lists_suite(void)
{
	Suite *suite = suite_create("model_lists");
	TCase *tc = tcase_create("documents");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_loop_test(tc, reads_the_list, 0,
			    (int)(sizeof(documents) / sizeof(documents[0])));
	suite_add_tcase(suite, tc);
	return suite;
}
