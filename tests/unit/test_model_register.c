/* Which of the things in a document are its threats, where it tells them more than once
 * or lists other things beside them. */
#include "counted.h"

static const struct counted documents[] = {
	{ "ways in without an answer, beside threats that have one",
	  "# Wallet\n\n## Attack vectors\n\n### Endpoint compromise\n\n"
	  "**Malware attacks**:\n- Keyloggers that steal passwords\n"
	  "- Screen capture attacks\n- Memory scraping\n\n**Supply chain attacks**:\n"
	  "- Poisoned packages\n- Compromised builds\n\n## Threat scenarios\n\n"
	  "### Scenario 1: Malware on the phone\n\n**Mitigations**:\n- a second device\n\n"
	  "### Scenario 2: Theft of the phone\n\n**Mitigations**:\n- a lock\n\n"
	  "### Scenario 3: Phishing of the words\n\n**Mitigations**:\n"
	  "- no form asks for them\n\n### Scenario 4: Forged app\n\n**Mitigations**:\n"
	  "- a signature\n\n### Scenario 5: Coercion\n\n**Mitigations**:\n- a delay\n",
	  5, 5 },
	{ "threats and controls by boundary, and scenarios that tell them again",
	  "# Sandbox\n\n## Trust boundaries\n\n### 1. Source boundary\n\nMain threats:\n\n"
	  "- crafted source that crashes the parser\n- forged options\n- exhausted memory\n"
	  "\nCurrent controls:\n\n- inputs are bounded\n\n### 2. Snapshot boundary\n\n"
	  "Main threats:\n\n- tampered snapshots\n- replayed snapshots\n- leaked handles\n"
	  "\nCurrent controls:\n\n- snapshots are validated\n\n"
	  "## Representative threat scenarios\n\n### Escape to the host\n\nScenario:\n\n"
	  "- a guest attacks the parser\n\nExpected outcome:\n\n- the run ends\n\n"
	  "### Forged snapshot\n\nScenario:\n\n- an attacker tampers with a snapshot\n\n"
	  "Expected outcome:\n\n- the load fails\n",
	  6, 6 },
	{ "headings that are each answered come before the matrix of risks",
	  "# Shop\n\n## Threat categories\n\n### A01 Broken access control\n\n"
	  "**Controls implemented:**\n\n- Roles are checked\n\n"
	  "### A02 Cryptographic failures\n\n**Controls implemented:**\n\n- TLS\n\n"
	  "### A03 Injection\n\n**Controls implemented:**\n\n- Bound parameters\n\n"
	  "### A10 Server-side request forgery\n\n**Controls implemented:**\n\n"
	  "- A list of hosts\n\n## Risk matrix\n\n"
	  "| Threat | Likelihood | Impact | Risk | Mitigation |\n|---|---|---|---|---|\n"
	  "| Injection | Low | High | Medium | An ORM |\n"
	  "| SSRF | Medium | Medium | Medium | A check of URLs |\n",
	  4, 4 },
	{ "the threats of high priority once more",
	  "# WAF\n\n## STRIDE analysis\n\n### S - Spoofing\n\n"
	  "**Threat**: A client pretends to be another\n\n**Mitigations**:\n- Keys\n\n"
	  "### T - Tampering\n\n**Threat**: Requests are changed\n\n**Mitigations**:\n"
	  "- TLS\n\n### R - Repudiation\n\n**Threat**: Actions are denied\n\n"
	  "**Mitigations**:\n- Logs\n\n### D - Denial of Service\n\n**Threat**: Floods\n\n"
	  "**Mitigations**:\n- Limits\n\n\n## High-priority threats and recommendations\n\n"
	  "### 1. Attack on the wire\n\n**Recommendation**: enforce TLS\n\n"
	  "### 2. Flooding of the API\n\n**Recommendation**: block addresses\n",
	  4, 4 },
	{ "threats by priority",
	  "# WAF\n\n## High-priority threats\n\n### Forged client\n\n**Mitigation**: keys\n"
	  "\n### Flood of requests\n\n**Mitigation**: limits\n\n"
	  "## Medium-priority threats\n\n### Denied actions\n\n**Mitigation**: logs\n\n"
	  "### Leaked errors\n\n**Mitigation**: one page for all\n",
	  4, 4 },
	{ "a heading that sounds like a part, told by its own labels",
	  "# Governance\n\n## Threat surfaces\n\n### A - Policy injection\n\n"
	  "**Threat:** a policy is replaced.\n\n**Controls:**\n- policies are signed\n\n"
	  "### B - Intent spoofing\n\n**Threat:** an intent is forged.\n\n**Controls:**\n"
	  "- intents are hashed\n\n## Time trust attack surface\n\n"
	  "**Threat:** the clock is turned back.\n\n**Controls:**\n- a signed time\n",
	  3, 3 },
	{ "a tactic that is called like a defence",
	  "# Agents\n\n## Threat analysis\n\n### 3.4 Persistence\n\n"
	  "#### T-PERSIST-001: Malicious skill\n\n**Mitigation:** review\n\n"
	  "### 3.5 Defense evasion\n\n#### T-EVADE-001: Bypass of the patterns\n\n"
	  "**Mitigation:** more patterns\n",
	  2, 2 },
	{ "a list beside one that is answered, under a heading of the same kind",
	  "# Seal threat modeling\n\n## Encryption\n\n"
	  "* Guessing - asking until it fits. Mitigation - a key for each office.\n"
	  "* Leak - the reply tells too much. Mitigation - code review.\n\n## Decryption\n"
	  "\n* An attacker steals the token of a neighbour.\n"
	  "* An attacker listens on the wire and steals letters.\n",
	  4, 2 },
	{ "prose among headings that hold tables of threats",
	  "# Ledger\n\n## Threats and mitigations\n\n### Login\n\n"
	  "| Threat | Mitigation | Where |\n|---|---|---|\n"
	  "| Stuffing of passwords | Lockout | login.c |\n"
	  "| Stolen session | Binding | session.c |\n\n### Request forgery (CSRF)\n\n"
	  "An Origin check on every request is the defense against forged ones.\n\n"
	  "### Payments\n\n| Threat | Mitigation | Where |\n|---|---|---|\n"
	  "| Forged callback | Signature | pay.c |\n| Double charge | Keys | pay.c |\n",
	  4, 4 },
	{ "answers by id stand above the threats that they are for",
	  "# Mill\n\n## Mitigations\n\n| Threat | Mitigation | Status |\n|---|---|---|\n"
	  "| T1 | A lock | Done |\n| T2 | A governor | Done |\n\n## Threats\n\n"
	  "### T1: Opened sluice\n\nA stranger opens it.\n\n### T2: Fast stone\n\n"
	  "It is driven too fast.\n",
	  2, 2 },
	{ "what the letters stand for",
	  "# Mail\n\n## Methodology\n\n### STRIDE categories\n\n"
	  "- **S**poofing: identity threats\n- **T**ampering: integrity threats\n"
	  "- **R**epudiation: threats to proof\n"
	  "- **I**nformation disclosure: confidentiality threats\n"
	  "- **D**enial of service: availability threats\n"
	  "- **E**levation of privilege: authorization threats\n\n## Threats\n\n"
	  "### Forged slips\n\n**Mitigation:** stamps.\n\n### Stolen stamps\n\n"
	  "**Mitigation:** a safe.\n",
	  2, 2 },
	{ "threats with ids stay beside lists that have answers",
	  "# Proxy\n\n## Threats\n\n- Threat-01: Someone spoofs an address\n"
	  "- Threat-02: Someone poses as an admin\n\n## Threat scenarios\n\n"
	  "### Forged header\n\n**Mitigation:** a check\n\n### Stolen key\n\n"
	  "**Mitigation:** a vault\n\n### Leaked log\n\n**Mitigation:** a mask\n\n"
	  "### Flood of requests\n\n**Mitigation:** a limit\n\n### Replayed request\n\n"
	  "**Mitigation:** a nonce\n\n### Poisoned cache\n\n**Mitigation:** a digest\n",
	  8, 6 },
	{ "a clause with a colon is no label",
	  "# Inventory\n\n## Trusted and untrusted actors\n\n"
	  "Whoever may write a script may run code. The mitigation is administrative: "
	  "grant this to\nfew people.\n",
	  0, 0 },
	{ "a list of failures in the manual of something else",
	  "# Test runner\n\nTests are processed in one of three ways:\n\n"
	  "1. A function that fails if it throws.\n"
	  "2. A function that fails if its promise fails.\n"
	  "3. A callback, wrong if it gets an error.\n",
	  0, 0 },
	{ "a title that says threats, over decisions and what remains",
	  "# Threat analysis and design decisions\n\n## 1. Threat model\n\n"
	  "### Attack vectors, ranked by likelihood\n\n"
	  "| # | Attack vector | Likelihood | Impact | Control |\n"
	  "|---|---|---|---|---|\n"
	  "| 1 | Recipe left on the counter | High | High | A safe |\n"
	  "| 2 | Poisoned yeast | Low | High | A sealed bag |\n\n"
	  "## 2. Design decisions\n\n### 2.1 Why a safe and not a lock?\n\n"
	  "**Problem:** Locks are picked by thieves.\n\n"
	  "**Solution:** A safe takes an hour to open.\n\n"
	  "### 2.2 Why yeast in bags?\n\n"
	  "**Problem:** Open yeast is stolen or spoiled.\n\n"
	  "**Solution:** Bags are sealed.\n\n## 3. Residual risks and next steps\n\n"
	  "| Risk | Likelihood | Impact | Next step |\n|---|---|---|---|\n"
	  "| The safe is carried away | Low | High | Bolt it down |\n"
	  "| The bags are swapped | Low | Low | Number them |\n"
	  "| Mice | High | Low | A cat |\n",
	  2, 2 },
	{ "weaknesses that the threats cite by their ids; ids of features as controls",
	  "# Mill\n\n## Analysis by part\n\n### Sluice\n\n"
	  "| STRIDE | Threat | Status | Mitigating feature |\n|---|---|---|---|\n"
	  "| Spoofing | A stranger gives the miller's sign (W-01) | Open | FEATURE-4 "
	  "|\n"
	  "| Tampering | The gauge is bent (W-02) | Open | FEATURE-4, FEATURE-9 |\n"
	  "| Repudiation | N/A | \xe2\x80\x94 | \xe2\x80\x94 |\n\n### Stone\n\n"
	  "| STRIDE | Threat | Status | Mitigating feature |\n|---|---|---|---|\n"
	  "| Tampering | Gravel in the grain (W-03) | Open | FEATURE-2 |\n"
	  "| Denial of Service | The belt is cut | Open | FEATURE-3 |\n\n"
	  "## Catalogue of weaknesses\n\n"
	  "| # | STRIDE | Severity | Description | Status |\n|---|---|---|---|---|\n"
	  "| W-01 | Spoofing | High | The sign is the same every day | Open |\n"
	  "| W-02 | Tampering | Low | The gauge is made of tin | Open |\n"
	  "| W-03 | Tampering | Low | The sieve has holes | Open |\n",
	  4, 4 },
	{ "labels of threats and mitigations below a heading of another part",
	  "# Ferry\n\n## Out of scope\n\n- Storms\n- Icebergs\n\n### The ticket\n\n"
	  "Threats:\n\n- Copied tickets.\n- Tickets sold twice.\n\nMitigation:\n\n"
	  "- Tickets carry a number.\n\n### The whistle\n\n"
	  "Threats: Theft or false signals.\n\nMitigations:\n\n"
	  "- The whistle is chained.\n\n### The rope\n\nThreat: It is cut at night.\n"
	  "\nMitigation:\n\n- A watchman.\n",
	  5, 5 },
	{ "rated items of lists under headings, with measures for all",
	  "# Room\n\n## Attack vectors\n\n### In the browser\n\n"
	  "1. **Exposed storage**:\n   - Notes may be read by extensions\n"
	  "   - Severity: Medium\n   - Likelihood: Low\n\n2. **Scripts in titles**:\n"
	  "   - Titles are rendered as they are\n   - Severity: High\n"
	  "   - Likelihood: Medium\n\n### On the server\n\n3. **Open rooms**:\n"
	  "   - Checks who may join are missing\n   - Limits are not enforced\n"
	  "   - Severity: High\n   - Likelihood: High\n\n4. **Plain sockets**:\n"
	  "   - Validation of the certificate is off\n   - Severity: High\n"
	  "   - Likelihood: Low\n\n## Mitigations\n\n1. **Ask for a password**\n"
	  "2. **Use secure sockets**\n",
	  4, 4 },
	{ "the report of threatspec",
	  "# Threatspec Project Threat Model\n\n# Diagram\n"
	  "![Threat Model Diagram](ThreatModel.md.png)\n\n# Exposures\n\n"
	  "## Replay against Shop:Till\nold receipts\n\n```\n"
	  "# @exposes #till to #replay with old receipts\n```\n/src/till.py:3\n\n"
	  "## Forged coins against Shop:Till\nno scale\n\n# Acceptances\n\n"
	  "## Noise to Shop:Door\nthe street is loud\n\n# Transfers\n\n"
	  "# Mitigations\n\n"
	  "## Replay against Shop:Till mitigated by Numbered receipts\n\n"
	  "## Theft against Shop:Safe mitigated by A lock\n\n# Reviews\n\n"
	  "# Connections\n\n## Street:Guest To Shop:Till\ncash\n\n# Components\n\n"
	  "## Shop:Till\n\n## Shop:Safe\n\n# Threats\n\n## Replay\n\n## Theft\n\n"
	  "# Controls\n\n## A lock\n",
	  4, 3 },
};

START_TEST(what_counts_is_counted_once)
{
	check_counts(&documents[_i]);
}
END_TEST

Suite *model_register_suite(void);

Suite *model_register_suite(void)
{
	Suite *suite = suite_create("model_register");
	TCase *tc = tcase_create("documents");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_loop_test(tc, what_counts_is_counted_once, 0,
			    (int)(sizeof(documents) / sizeof(documents[0])));
	suite_add_tcase(suite, tc);
	return suite;
}
