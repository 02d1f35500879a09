/* Shapes that people write by hand: arrows, asides, several tables, levels in
 * headings. Each promises what a careful reader would count. */
#include "counted.h"

static const struct counted shapes[] = {
	{ "an arrow that follows a sentence leads to the mitigation",
	  "# Depot\n\n## Threats\n\n"
	  "1. **Guessed parcel link.** Anyone who counts up sees labels.\n"
	  "   \xe2\x86\x92 **Mitigations:**\n"
	  "   - The server draws the number, 128 bits of it.\n"
	  "   - A link works for one hour.\n"
	  "2. **Flooded printer (DoS).** One shop prints all night.\n"
	  "   \xe2\x86\x92 A quota per shop and hour.\n"
	  "3. **Open bucket.** \xe2\x86\x92 Labels lie in a private bucket.\n"
	  "4. **Silent stop.** Nobody sees that it no longer prints. \xe2\x86\x92\n"
	  "   A probe prints a test label each morning.\n",
	  4, 4 },
	{ "an arrow inside a sentence is a flow",
	  "# Depot\n\n## Threats\n\n"
	  "- **T1: Replay.** The order goes shop \xe2\x86\x92 depot \xe2\x86\x92 van unsigned.\n"
	  "- **T2: Loss.** The van -> depot leg has no receipt.\n",
	  2, 0 },
	{ "a table for each service, not all with the same columns",
	  "# Shop\n\n## STRIDE per service\n\n### Till\n\n"
	  "| Threat | Example | Control |\n|---|---|---|\n"
	  "| **S**poofing | A copied staff card opens the till | Card and number |\n"
	  "| **T**ampering | A changed price in the basket | The server prices |\n\n"
	  "### Ledger\n\n| Threat | Control |\n|---|---|\n"
	  "| Row taken out by the operator | No right to delete |\n"
	  "| Chain forged from the start | Root signed every night |\n\n"
	  "### Stock\n\n| Threat | Control |\n|---|---|\n"
	  "| Count changed by a script | Two people sign a count |\n"
	  "| Supplier account taken over | Second factor |\n",
	  6, 6 },
	{ "a table of answers to threats named above adds none",
	  "# Shop\n\n## Threats\n\n| ID | Threat | Description |\n|---|---|---|\n"
	  "| T1 | Stolen card | A found card opens the till |\n"
	  "| T2 | Changed price | The basket names its own price |\n\n"
	  "## Answers\n\n| Threat | Mitigation |\n|---|---|\n"
	  "| Stolen card | Card and number |\n| Changed price | The server prices |\n",
	  2, 2 },
	{ "risks and mitigations under bold labels, by category",
	  "# Plugin\n\n## STRIDE analysis\n\n### S \xe2\x80\x94 Spoofing\n\n**Risks:**\n\n"
	  "- A rule file that claims to be ours\n- A copy of the plugin in the store\n\n"
	  "**Mitigations:**\n\n- Releases are signed\n- No rules from the network\n\n"
	  "### R \xe2\x80\x94 Repudiation\n\n**Risks:**\n\n- Nobody knows who changed rules\n"
	  "- No log on the server\n\n**Mitigations:**\n\n- A change asks first\n",
	  4, 4 },
	{ "a summary that calls the names categories repeats the headings",
	  "# Agent\n\n## 1. Prompt injection (direct and indirect)\n\n"
	  "**Threat**: A page tells the model what to do.\n\n**Mitigations in place**:\n\n"
	  "- Calls that destroy ask first\n\n## 2. Leak through tools\n\n"
	  "**Threat**: A tool sends rows to a stranger.\n\n**Mitigations in place**:\n\n"
	  "- A proxy lets few hosts pass\n\n## Summary risk matrix\n\n"
	  "| # | Category | Severity | Residual risk |\n|---|---|---|---|\n"
	  "| 1 | Prompt injection | Critical | Medium |\n"
	  "| 2 | Leak through tools | High | Low |\n",
	  2, 2 },
	{ "a category's heading that also states its severity",
	  "# Registry\n\n## STRIDE analysis\n\n### Spoofing \xe2\x80\x94 Severity: Critical\n\n"
	  "- **Threat**: A forged token as password\n"
	  "- **Mitigation**: Signature checked against published keys\n\n"
	  "### Tampering - Severity: High\n\n- **Threat**: Changed groups in the token\n"
	  "- **Mitigation**: The signature covers them\n\n"
	  "### Repudiation (Severity: Low)\n\n- **Threat**: A user denies the login\n"
	  "- **Mitigation**: Logins are written down\n",
	  3, 3 },
	{ "headings that begin with the word threat",
	  "# Export of data\n\n## What we hold\n\nNames and times.\n\n"
	  "## Threat: export used to collect people\n\n**Mitigations**:\n\n"
	  "- Two exports an hour\n- Only one's own rows\n\n"
	  "## Threat: account deleted by mistake\n\n**Mitigations**:\n\n"
	  "- A header has to confirm\n\n## Order of deletion\n\n1. rows\n2. files\n",
	  2, 2 },
	{ "risks and controls as two plain lists",
	  "# Front end\n\n## In scope\n\n- The code here\n\n## Primary risks\n\n"
	  "- A dependency turns hostile\n- The release is not what was built\n\n"
	  "## Required controls\n\n- Digest of each release\n- Lock file in review\n",
	  2, 2 },
	{ "paragraphs with an emphasised name and their controls",
	  "# Vault\n\n## S \xe2\x80\x94 Spoofing\n\n### Assets at risk\n\n- Session token\n"
	  "- Cookie\n\n### Attack vectors and controls\n\n"
	  "**Token replay**: Whoever sees the token may use it again.\n\n"
	  "*Controls*: It ends with the process.\n\n"
	  "**Fixed session**: The cookie is set before the login.\n\n"
	  "*Controls*: A new one after each login.\n\n"
	  "### Residual risks\n\n- The token lives as long as the process\n",
	  2, 2 },
	{ "follow-up work with categories is a plan",
	  "# Vault\n\n## Threats\n\n| ID | Threat | Mitigation |\n|---|---|---|\n"
	  "| T1 | Copied disk | Key apart from the disk |\n\n## Follow-up issues\n\n"
	  "| Issue | STRIDE category | Description |\n|---|---|---|\n"
	  "| 11 | D, E | Limits for the process |\n| 12 | T, I | Store in memory |\n",
	  1, 1 },
	{ "the attack surface counts where nothing else does",
	  "# Tool\n\n## Attack surface\n\n| Surface | Threats | Mitigations |\n|---|---|---|\n"
	  "| Arguments | Path out of the folder | Paths are resolved |\n"
	  "| Update | Hostile program | Signature |\n",
	  2, 2 },
	{ "a code block that was never closed hides nothing",
	  "# Limits\n\n## Data flow\n\n```\nrequest -> guard -> handler\n\n## Boundaries\n\n"
	  "User and server.\n\n## Threats\n\n"
	  "- **T1: Flood.** One user takes all. \xe2\x86\x92 A cap for each user.\n"
	  "- **T2: Forged key.** The counter is reset. \xe2\x86\x92 The key is the token's.\n",
	  2, 2 },
	{ "headings with a labelled scenario and defense",
	  "# Kiosk\n\n## Swapped reader\n\n"
	  "**Attack scenario:** A skimmer sits on the slot.\n\n"
	  "**Primary defense:** The slot has a seal that the guard checks.\n\n"
	  "## Screen left open\n\n"
	  "**Scenario:** The next guest sees the last order.\n\n"
	  "**How we prevent it:** The screen clears after ten seconds.\n\n"
	  "## Forged receipt\n\n**Attack:** A printed receipt opens the gate.\n\n"
	  "**What we do:** Each receipt carries a signed number.\n",
	  3, 3 },
	{ "labels without emphasis below a heading",
	  "# Kiosk\n\n## Swapped reader\n\nThreat: A skimmer sits on the slot.\n\n"
	  "Current defense: The slot has a seal that the guard checks.\n\n"
	  "## Screen left open\n\nThreat: The next guest sees the last order.\n\n"
	  "Existing defence:\n\n- The screen clears after ten seconds.\n",
	  2, 2 },
	{ "a table of attacks and current defenses",
	  "# Kiosk\n\n## Threats\n\n| Attack | Current defense |\n|---|---|\n"
	  "| A skimmer sits on the slot | Seal checked by the guard |\n"
	  "| The next guest sees the last order | Screen clears |\n"
	  "| Forged receipt | none |\n",
	  3, 2 },
	{ "out of scope is no mitigation, whatever the notes say",
	  "# Ferry\n\n## Threats\n\n| ID | Threat | Mitigation | Notes |\n|---|---|---|---|\n"
	  "| T1 | Copied ticket | Each ticket is scanned once | |\n"
	  "| T2 | Storm | Out of scope | The harbour master closes the line |\n"
	  "| T3 | Pirates | Not applicable | There are none on the lake |\n",
	  3, 1 },
};

START_TEST(reads_shape)
{
	check_counts(&shapes[_i]);
}
END_TEST

/* The severity in the heading is the threat's. */
START_TEST(level_in_a_heading_is_the_threats)
{
	struct tg_model *m = read_md("# Registry\n\n## STRIDE\n\n"
				     "### Spoofing \xe2\x80\x94 Severity: Critical\n\n"
				     "- **Threat**: A forged token\n"
				     "- **Mitigation**: Signature checked\n");

	ck_assert_uint_eq(m->n_threats, 1);
	ck_assert_int_eq(m->threats[0].risk.level, TG_RISK_CRITICAL);
	ck_assert_uint_eq(m->threats[0].stride, TG_SPOOFING);
}
END_TEST

static const struct {
	const char *text;
	enum tg_mitigation_status status;
} statuses[] = {
	{ "Accept only uploads with a signature", TG_MITIGATION_UNSTATED },
	{ "Transfer files over TLS", TG_MITIGATION_UNSTATED },
	{ "Live reload of the deny list", TG_MITIGATION_UNSTATED },
	{ "Intent engine compares the task", TG_MITIGATION_UNSTATED },
	{ "Accept: small sums only", TG_MITIGATION_ACCEPTED },
	{ "Accept the risk until the move", TG_MITIGATION_ACCEPTED },
	{ "Accept", TG_MITIGATION_ACCEPTED },
	{ "[LIVE] deny list", TG_MITIGATION_IMPLEMENTED },
	{ "[INTENT] deny list", TG_MITIGATION_PLANNED },
};

/* What the code accepts is no accepted risk. */
START_TEST(opens_with_a_status)
{
	ck_assert_msg(tg_status_opening(tg_str(statuses[_i].text)) == statuses[_i].status,
		      "%s", statuses[_i].text);
}
END_TEST

/* A column of statuses may hold nothing but lights. */
START_TEST(a_light_is_a_status)
{
	ck_assert_int_eq(tg_status_parse(TG_STR("\xf0\x9f\x9f\xa2")),
			 TG_MITIGATION_IMPLEMENTED);
	ck_assert_int_eq(tg_status_parse(TG_STR("\xf0\x9f\x9f\xa1")), TG_MITIGATION_PLANNED);
	ck_assert_int_eq(tg_status_parse(TG_STR("\xf0\x9f\x94\xb4")), TG_MITIGATION_OPEN);
	ck_assert_int_eq(tg_status_opening(TG_STR("\xf0\x9f\x94\xb4 disk keys")),
			 TG_MITIGATION_UNSTATED);
}
END_TEST

Suite *model_shapes_suite(void);

Suite *model_shapes_suite(void)
{
	Suite *s = suite_create("model_shapes");
	TCase *t = tcase_create("shapes");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_loop_test(t, reads_shape, 0, sizeof(shapes) / sizeof(shapes[0]));
	tcase_add_test(t, level_in_a_heading_is_the_threats);
	tcase_add_loop_test(t, opens_with_a_status, 0,
			    sizeof(statuses) / sizeof(statuses[0]));
	tcase_add_test(t, a_light_is_a_status);
	suite_add_tcase(s, t);
	return s;
}
