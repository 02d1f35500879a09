/* Series: what is told in one form throughout is read throughout, and what stands beside
 * it in another form is not. */
#include "counted.h"

static const struct counted documents[] = {
	{ "threats in a form of their own headings, with tables of patterns in it",
	  "# Kinds of threats\n\n## Macros\n\n**Severity: High**\n\nMacros run code.\n\n"
	  "### Signs\n\n| Pattern | Risk |\n|---|---|\n| `AutoOpen` | Runs at once |\n"
	  "| `Shell` | Starts programs |\n\n### Example of an attack\n\n```\nShell \"x\"\n"
	  "```\n\n### Mitigation\n\n- Macros are removed\n\n## Remote templates\n\n"
	  "**Severity: Medium**\n\nA template is fetched.\n\n### Signs\n\n"
	  "| Pattern | Example |\n|---|---|\n| A link | `http://x` |\n\n"
	  "### Example of an attack (a beacon)\n\n```\n<t/>\n```\n\n### Mitigation\n\n"
	  "- Links are removed\n\n## Objects\n\n**Severity: Low**\n\n"
	  "An object is embedded.\n\n### Signs\n\n| Element | Risk |\n|---|---|\n"
	  "| `<o>` | Code injection |\n\n### Mitigation\n\n- Objects are drawn\n",
	  3, 3 },
	{ "components whose headings come again hold their threats",
	  "# Shop\n\n## Till\n\n### Purpose\n\nIt takes money.\n\n### Threats\n\n"
	  "- Forged coins are taken\n- The drawer is robbed\n\n### Mitigations\n\n"
	  "- Coins are weighed\n\n## Door\n\n### Purpose\n\nIt lets people in.\n\n"
	  "### Threats\n\n- A thief breaks the lock\n\n### Mitigations\n\n- A camera\n",
	  3, 3 },
	{ "what is defended, and what is not",
	  "# Box\n\n## In scope: defended\n\n### Replay of a letter\n\nIt is sent again.\n\n"
	  "**Mitigation:** a counter.\n\n### Stale stamps\n\nAn old stamp is used.\n\n"
	  "**Mitigation:** stamps carry a year.\n\n## In scope: partially defended\n\n"
	  "### Copied keys\n\nA key is copied.\n\n**Mitigation:** keys are numbered.\n\n"
	  "## Out of scope: not defended\n\n### Fire\n\nThe box burns.\n\n"
	  "**Mitigation:** a safe, bought elsewhere.\n",
	  3, 3 },
	{ "answers by family below a table, with a remark in each heading",
	  "# Post\n\n## Analysis by STRIDE\n\n| STRIDE | Threat | Why |\n|---|---|---|\n"
	  "| Spoofing | A clerk is played by another | He takes parcels |\n"
	  "| Tampering | A parcel is opened | It is emptied |\n\n"
	  "## Mitigations (by family of threat)\n\n### Spoofing (of a clerk)\n\n"
	  "- Clerks carry badges\n\n### Tampering (with parcels)\n\n- Seals on all\n",
	  2, 2 },
	{ "attacks that are enumerated, beside invariants and dependencies",
	  "# Pool\n\n## 4. Dependencies\n\n**No oracle.** Prices are its own.\n\n"
	  "**No third party.** Tokens are checked.\n\n## 5. Attack-vector enumeration\n\n"
	  "- **Theft of allowances.** A caller spends for another. Rejected by a check of\n"
	  "  the payer.\n- **Reentrancy.** One lock is required for each call.\n"
	  "- **Replay of permits.** Nonces are verified.\n\n"
	  "## 6. Invariants that it promises\n\n| ID | Property | Enforcement |\n|---|---|---|\n"
	  "| I-1 | Balances add up | A fuzzer |\n| I-2 | No theft of fees | A test |\n"
	  "| I-3 | A killed pool stays so | A view |\n| I-4 | No replay | A test |\n",
	  3, 3 },
};

START_TEST(what_is_told_alike_is_read_alike)
{
	check_counts(&documents[_i]);
}
END_TEST

Suite *model_series_suite(void);

Suite *model_series_suite(void)
{
	Suite *suite = suite_create("model_series");
	TCase *tc = tcase_create("documents");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_loop_test(tc, what_is_told_alike_is_read_alike, 0,
			    (int)(sizeof(documents) / sizeof(documents[0])));
	suite_add_tcase(suite, tc);
	return suite;
}
