/* What the headings of a document say of the threats below them. */
#include "counted.h"

static const struct counted documents[] = {
	{ "states and priorities in brackets, and a table below each",
	  "# Threat Modeling Report\n\nCreated on 1/12/2026 3:14:15 PM\n\n"
	  "**Threat Model Name:** Parcel service\n\n**Owner:** Parcel team\n\n"
	  "### Threat Model Summary\n\n| | |\n|---|---|\n| Not Started | 2 |\n"
	  "| Not Applicable | 1 |\n| Needs Investigation | 0 |\n"
	  "| Mitigation Implemented | 2 |\n| Total | 4 |\n\n## Diagram: Diagram 1\n\n"
	  "### Interaction: HTTPS\n\n"
	  "#### 1. Spoofing the Browser External Entity [State: Mitigation "
	  "Implemented] [Priority: High]\n\n| | |\n|---|---|\n"
	  "| **Category:** | Spoofing |\n"
	  "| **Description:** | Browser may be spoofed by an attacker and this may "
	  "lead to unauthorized access to Web API. |\n"
	  "| **Justification:** | Mutual TLS is used between both. |\n\n"
	  "#### 2. Web API Process Memory Tampered [State: Not Started] [Priority: "
	  "High]\n\n| | |\n|---|---|\n| **Category:** | Tampering |\n"
	  "| **Description:** | If Web API is given access to memory, such as shared "
	  "memory or pointers, then it can tamper with Browser. |\n"
	  "| **Justification:** | <no mitigation provided> |\n\n"
	  "### Interaction: SQL\n\n"
	  "#### 3. Potential SQL Injection Vulnerability for Database [State: "
	  "Mitigation Implemented] [Priority: High]\n\n| | |\n|---|---|\n"
	  "| **Category:** | Tampering |\n"
	  "| **Description:** | SQL injection is an attack in which malicious code "
	  "is inserted into strings. |\n"
	  "| **Justification:** | All queries use bound parameters. |\n\n"
	  "#### 4. Data Store Inaccessible [State: Not Started] [Priority: Medium]\n"
	  "\n| | |\n|---|---|\n| **Category:** | Denial Of Service |\n"
	  "| **Description:** | An external agent prevents access to a data store on "
	  "the other side of the trust boundary. |\n"
	  "| **Justification:** | <no mitigation provided> |\n",
	  4, 2 },
	{ "bullets that are nothing but the answers to what a paragraph tells",
	  "# Privacy threat model (LINDDUN) of the step counter\n\n"
	  "## Data flow diagram\n\n```mermaid\nflowchart LR\n  Phone --> API\n"
	  "  API --> Store[(Steps)]\n```\n\n## Threats\n\n### Linkability\n"
	  "**L1** Steps of two phones can be linked by their time zone.\n"
	  "- Mitigation: times are rounded to a day\n\n### Identifiability\n"
	  "**I1** A user is identified by a rare route.\n"
	  "- Mitigation: routes are not stored\n\n### Non-repudiation\n"
	  "**N1** A user cannot deny having been at a place.\n"
	  "- Mitigation: places are cut to the district\n\n### Detectability\n"
	  "**D1** It can be detected that somebody uses the app from traffic.\n"
	  "- Mitigation: none at this time\n\n### Disclosure of information\n"
	  "**D2** Steps leak through a backup.\n- Mitigation: backups are encrypted\n"
	  "\n### Unawareness\n**U1** Users do not know what is stored.\n"
	  "- Mitigation: a page lists all records\n\n### Non-compliance\n"
	  "**N2** Records are kept for longer than the policy allows.\n"
	  "- Mitigation: a job deletes them after a year\n",
	  7, 6 },
	{ "considerations of which some are named after attacks",
	  "# The Bread Crumb Protocol\n\n## 1. Introduction\n\n"
	  "This document defines how crumbs are laid.\n\n"
	  "## 7. Security Considerations\n\n### 7.1. Eavesdropping\n\n"
	  "An attacker on the path can read the positions of crumbs. Implementations "
	  "MUST encrypt crumbs with TLS 1.3 or later.\n\n### 7.2. Message Insertion\n"
	  "\n"
	  "An attacker can insert crumbs of its own. Receivers MUST verify the "
	  "signature of each crumb and drop those that do not verify.\n\n"
	  "### 7.3. Replay\n\n"
	  "Old crumbs can be replayed to lead back to an old place. Each crumb "
	  "carries a nonce, and receivers SHOULD keep the last 256 of them.\n\n"
	  "### 7.4. Denial of Service\n\n"
	  "A sender may lay so many crumbs that a receiver cannot follow. Receivers "
	  "SHOULD limit the rate for each sender.\n\n### 7.5. Downgrade\n\n"
	  "An attacker may strip the offer of version 2. Both sides MUST "
	  "authenticate the negotiation as described in Section 4.\n\n"
	  "## 8. IANA Considerations\n\nNone.\n",
	  5, 5 },
	{ "a heading for each part of a threat; none is planned",
	  "# Security design: the pump\n\n## Threat: Remote start by a stranger\n\n"
	  "### Description\n\nThe start command is sent by radio without a key.\n\n"
	  "### Likelihood\n\nMedium\n\n### Impact\n\nHigh\n\n### Mitigation\n\n"
	  "Commands are signed.\n\n## Threat: The float switch sticks\n\n"
	  "### Description\n\nDirt holds it.\n\n### Likelihood\n\nHigh\n\n"
	  "### Impact\n\nLow\n\n### Mitigation\n\nNone planned.\n\n"
	  "## Threat: The log is wiped\n\n### Description\n\n"
	  "A thief wipes the log after the deed.\n\n### Likelihood\n\nLow\n\n"
	  "### Impact\n\nLow\n\n### Mitigation\n\nThe log is copied to the house.\n",
	  3, 2 },
	{ "bold labels without a colon; nothing so far",
	  "# Lighthouse\n\n## Threats\n\n### The lamp is switched off\n\n"
	  "**Who** A bored teenager\n\n**How** The door is not locked\n\n"
	  "**What we do** A lock on the door\n\n### The lamp is imitated\n\n"
	  "**Who** Wreckers\n\n**How** A fire on the beach\n\n"
	  "**What we do** The lamp blinks in a pattern\n\n### The logbook is forged\n"
	  "\n**Who** The keeper\n\n**How** Pencil\n\n**What we do** Nothing so far\n",
	  3, 2 },
	{ "callouts that are cards",
	  "# Sauna\n\n## Threat scenarios\n\n> [!WARNING]\n"
	  "> **Scenario 1: The door is blocked from outside**\n>\n"
	  "> Mitigation: the door opens outwards without a lock.\n\n> [!WARNING]\n"
	  "> **Scenario 2: The stove is overheated remotely**\n>\n"
	  "> Mitigation: a thermal fuse.\n\n> [!WARNING]\n"
	  "> **Scenario 3: Towels are stolen**\n>\n> Mitigation: none\n",
	  3, 2 },
	{ "levels as headings",
	  "# Threat model of the blog\n\n## Critical\n\n"
	  "- **Remote code execution by upload** \xe2\x80\x93 uploads are stored "
	  "outside of the web root and never executed\n\n## High\n\n"
	  "- **Stored XSS in comments** \xe2\x80\x93 comments are escaped\n"
	  "- **Takeover by password reset** \xe2\x80\x93 links expire after ten "
	  "minutes\n\n## Medium\n\n- **Spam** \xe2\x80\x93 a captcha\n\n## Low\n\n"
	  "- **User enumeration** \xe2\x80\x93 the same answer for all names\n",
	  5, 5 },
	{ "one labelled threat beside sections with two",
	  "# Trust boundaries\n\n## TB1: Internet to edge\n\n"
	  "Threat: Volumetric flood.\nControl: The provider scrubs traffic.\n\n"
	  "Threat: Forged client addresses.\n"
	  "Control: The header is set by the edge alone.\n\n## TB2: Edge to service\n"
	  "\nThreat: A request reaches the service around the edge.\n"
	  "Control: Mutual TLS.\n\nThreat: An old token is used again.\n"
	  "Control: Tokens live for five minutes.\n\n## TB3: Service to database\n\n"
	  "Threat: The service reads rows of other tenants.\nControl: none\n",
	  5, 4 },
	{ "findings below the severity that they have",
	  "# Findings of the review\n\n## High severity\n\n### Token in the URL\n"
	  "The token is written to logs.\n\n**Fix:** a header instead.\n\n"
	  "### Missing CSRF token\nForms are accepted from anywhere.\n\n"
	  "**Fix:** SameSite cookies.\n\n## Low severity\n\n"
	  "### Version in the banner\nThe banner tells the version.\n\n"
	  "**Fix:** an empty banner.\n",
	  3, 3 },
	{ "levels that are explained are no threats",
	  "# Threat model\n\n## Severity levels\n\n### High\nMoney is lost.\n\n"
	  "### Medium\nA name is leaked.\n\n### Low\nSomebody is annoyed.\n\n"
	  "## Threats\n\n"
	  "- **Double booking** (High): rooms are booked twice by a race. "
	  "Mitigation: a unique key.\n"
	  "- **Name leak** (Medium): the list is public. Mitigation: initials only.\n",
	  2, 2 },
	{ "considerations of which one is not named after an attack",
	  "# RFC: offline tickets\n\n## Summary\n\n"
	  "Tickets that work without a network.\n\n## Security Considerations\n\n"
	  "### Ticket cloning\n\n"
	  "An attacker may copy the picture of a ticket. Each ticket is shown with a "
	  "moving code that changes each ten seconds.\n\n### Clock rollback\n\n"
	  "An attacker can set back the clock of his phone. The scanner compares the "
	  "code with its own clock.\n\n### Stolen scanner\n\n"
	  "A thief could use a scanner to learn codes. Scanners hold no keys that "
	  "sign.\n\n## Privacy Considerations\n\nThe scanner stores no names.\n\n"
	  "## Drawbacks\n\nPhones need a battery.\n",
	  3, 0 },
	{ "decisions and open issues are no threats",
	  "# STRIDE Threat Analysis \xe2\x80\x94 Coupon Service\n\n## Context\n\n"
	  "The coupon service issues coupons. It is called by the shop.\n\n"
	  "## Trust boundaries\n\n1. Internet \xe2\x86\x92 gateway\n"
	  "2. Gateway \xe2\x86\x92 service\n\n## Analysis\n\n### Spoofing\n\n"
	  "| ID | Threat | Mitigation |\n|---|---|---|\n"
	  "| S-1 | A bot signs up as many customers | Phone numbers are verified |\n"
	  "\n### Tampering\n\n| ID | Threat | Mitigation |\n|---|---|---|\n"
	  "| T-1 | The value of a coupon is changed | Coupons are signed |\n"
	  "| T-2 | The ledger is edited | Only append |\n\n### Denial of service\n\n"
	  "| ID | Threat | Mitigation |\n|---|---|---|\n"
	  "| D-1 | Coupons are drawn in a loop | Quotas |\n\n## Key decisions\n\n"
	  "### Why signed coupons?\n\n"
	  "**Problem:** Anyone could forge a coupon on paper.\n"
	  "**Solution:** A signature.\n\n## Open issues\n\n| Issue | Owner | Due |\n"
	  "|---|---|---|\n| Rotate the signing key | Ann | 2026-06-01 |\n"
	  "| Load test | Bob | 2026-07-01 |\n",
	  4, 4 },
	{ "a heading whose ways and answers stand below it",
	  "# Attack vectors of the greenhouse\n\n"
	  "## <a id=\"frost\"></a>Frost by a forged command\n\n### Description\n\n"
	  "The heating is switched off from outside.\n\n### Attack paths\n\n"
	  "1. **Stolen key**: the key of the gardener is copied\n"
	  "2. **Open port**: the controller answers to anybody\n\n### Mitigations\n\n"
	  "| Mitigation | Implementation | Effectiveness |\n|---|---|---|\n"
	  "| **Keys** | A key for each gardener | High |\n"
	  "| **Firewall** | No way in from outside | High |\n\n"
	  "### Notes on the old house\n\n"
	  "| House | Exposure of the vector | Additional mitigations |\n"
	  "|---|---|---|\n| North | Low | A fence |\n| South | High | A camera |\n\n"
	  "## <a id=\"flood\"></a>Tampering\n\n### Description\n\n"
	  "The valves are opened at night.\n\n### Attack paths\n\n"
	  "1. **Replay**: an old command is sent again\n\n### Mitigations\n\n"
	  "| Mitigation | Implementation | Effectiveness |\n|---|---|---|\n"
	  "| **Counters** | Commands are numbered | High |\n",
	  2, 2 },
	{ "a column of levels names no threats",
	  "# Threat model\n\n## Threats\n\n"
	  "| Approach | Vulnerability exposure | Extra control |\n|---|---|---|\n"
	  "| By radio | Low | A counter |\n| By wire | High | A lock |\n\n"
	  "- **Replay** of commands. Mitigation: a counter.\n"
	  "- **Theft** of the wire. Mitigation: a tube.\n",
	  2, 2 },
};

START_TEST(reads_the_headings)
{
	check_counts(&documents[_i]);
}
END_TEST

Suite *model_headings_suite(void);

Suite *model_headings_suite(void)
{
	Suite *suite = suite_create("model_headings");
	TCase *tc = tcase_create("documents");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_loop_test(tc, reads_the_headings, 0,
			    (int)(sizeof(documents) / sizeof(documents[0])));
	suite_add_tcase(suite, tc);
	return suite;
}
