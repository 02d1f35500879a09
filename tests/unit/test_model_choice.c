/* Several parts of a document look like a list of threats: which of them is it, which
 * repeats it, which is something else. */
#include "counted.h"

static const struct counted choices[] = {
	{ "top risks are named once more, in other words",
	  "# Lock\n\n## Threats\n\n| # | Threat | Mitigation |\n|---|---|---|\n"
	  "| 1 | Picked lock | Magnetic pins |\n| 2 | Copied key | Numbered blanks |\n"
	  "| 3 | Forced door | - |\n\n"
	  "## Top risks\n\n1. Somebody has a second key made\n2. The door gives way\n",
	  3, 2 },
	{ "entry points with ids, names and descriptions are none",
	  "# Mail\n\n## Entry points\n\n| ID | Name | Description |\n|---|---|---|\n"
	  "| E1 | Letter box | Anybody reaches it |\n| E2 | Counter | In the day |\n\n"
	  "## Threats\n\n| ID | Description | STRIDE |\n|---|---|---|\n"
	  "| TH1 | Forged sender | S |\n| TH2 | Letter read on its way | I |\n\n"
	  "## Countermeasures\n\n| ID | Threat | Countermeasure |\n|---|---|---|\n"
	  "| C1 | TH1 | The sender signs |\n",
	  2, 1 },
	{ "details below the numbers of a table, under other names",
	  "# Safe\n\n## Summary of threats\n\n| # | Threat | Severity |\n|---|---|---|\n"
	  "| 1 | Disk is copied | High |\n| 2 | Memory is read | Low |\n\n"
	  "## Details\n\n### 1. Somebody carries the drive away\n\n"
	  "**Mitigation:** The drive is sealed.\n\n"
	  "### 2. A debugger is attached to the daemon\n\n**Mitigation:** none\n",
	  2, 1 },
	{ "a table for each component, columns that differ, a summary of them",
	  "# Ferry\n\n## STRIDE\n\n### Gate\n\n| Category | Threat | Mitigation |\n"
	  "|---|---|---|\n| Spoofing | Forged ticket | Scanned once |\n"
	  "| Tampering | N/A | - |\n| DoS | Jammed gate | A second gate |\n\n"
	  "### Bridge\n\n| Attack | What happens | Countermeasures |\n|---|---|---|\n"
	  "| Blinded radar | Course is lost | A look-out |\n\n"
	  "## Summary of key threats\n\n| Rank | Threat | Severity |\n|---|---|---|\n"
	  "| 1 | Forged ticket | High |\n| 2 | Blinded radar | High |\n",
	  3, 3 },
	{ "controls in a table whose column of ids has a name of its own",
	  "# Farm\n\n## Threats\n\n| ID | Threat | L | I |\n|---|---|---|---|\n"
	  "| T1 | Stolen tractor | 2 | 3 |\n| T2 | Poisoned well | 1 | 3 |\n"
	  "| T3 | Broken fence | 3 | 1 |\n\n"
	  "## Security controls\n\n| ID | Control | Addresses | Status |\n|---|---|---|---|\n"
	  "| SC1 | Immobiliser | T1 | Done |\n| SC2 | Rounds at night | T1, T3 | Planned |\n",
	  3, 2 },
	{ "what is not defended against is no threat of the model",
	  "# Relay\n\n## What we defend against\n\n### Eavesdropper\n\n"
	  "Somebody listens on the wire.\n\n**How we handle it:** Noise sessions.\n\n"
	  "### Hostile relay\n\nThe operator drops messages.\n\n"
	  "**How we handle it:** Clients change relays.\n\n"
	  "## What we don't defend against\n\n### Coercion\n\nA user is forced.\n\n"
	  "**Why:** Out of reach.\n",
	  2, 2 },
	{ "check lists under categories are controls",
	  "# Resizer\n\n## STRIDE\n\n### Spoofing\n\n- [x] Requests are signed\n"
	  "- [ ] Keys are rotated\n\n## Threats\n\n| Threat | Mitigated? |\n|---|---|\n"
	  "| Forged parameters | Yes, HMAC |\n| Bomb of pixels | Yes, a limit |\n",
	  2, 2 },
	{ "advice is shared although one item names a threat",
	  "# Depot\n\n## Threats\n\n1. Stolen parcel at the ramp\n2. Leaked list of names\n"
	  "3. Flooded scanner\n\n## Mitigations\n\n"
	  "- **Stolen parcel at the ramp**: a camera\n"
	  "- **Network**: all behind a proxy\n- **People**: two for each shift\n",
	  3, 3 },
	{ "an answer that names its threat in the middle is for that one",
	  "# Depot\n\n## Threats\n\n| ID | Threat |\n|---|---|\n| T1 | Stolen parcel |\n"
	  "| T2 | Leaked list |\n| T3 | Flooded scanner |\n\n## Mitigations\n\n"
	  "- A camera at the ramp, which deters T1\n- Monthly updates of all 3 hosts\n",
	  3, 1 },
	{ "a table that maps threats to a standard adds none",
	  "# Mill\n\n## Threats\n\n| ID | Threat | Mitigation |\n|---|---|---|\n"
	  "| T1 | Burnt flour | Sensors |\n| T2 | Stolen sacks | Seals |\n"
	  "| T2a | Swapped sacks | Numbers |\n\n## Compliance coverage\n\n"
	  "| Risk | Mitigation | Status |\n|---|---|---|\n"
	  "| A01 Broken access control | Roles | Done |\n| A03 Injection | Escapes | Done |\n",
	  3, 3 },
	{ "a register of a few risks beside many threats sums them up",
	  "# Mill\n\n## STRIDE\n\n| ID | Category | Threat | Mitigations |\n"
	  "|---|---|---|---|\n| M-S1 | Spoofing | A false miller | Badge |\n"
	  "| M-T1 | Tampering | Mixed flour | Samples |\n"
	  "| M-R1 | Repudiation | A lost order | Slips |\n"
	  "| M-D1 | DoS | A blocked wheel | A grate |\n\n"
	  "## Risk register\n\n| Risk ID | Description | Likelihood | Mitigations |\n"
	  "|---|---|---|---|\n| R1 | Loss of the wheel | Low | A grate |\n",
	  4, 4 },
	{ "bullets with ids below their own label, beside tables of endpoints",
	  "# Gate\n\n## External attack surface\n\n### Orders\n\n"
	  "| Endpoint | Path | Risk level |\n|---|---|---|\n| Orders | `/o` | High |\n\n"
	  "**Key threats:**\n- T-ORD-01: Forged order\n- T-ORD-02: Order read by others\n\n"
	  "### Carts\n\n**Key threats:**\n- T-CRT-01: Cart of somebody else\n"
	  "- T-CRT-02: Price injected\n",
	  4, 0 },
	{ "one row for each control of the same threat to the same thing",
	  "# Report\n\n## Threats\n\n| Asset | Threat | Control |\n|---|---|---|\n"
	  "| Parser | Injection | Arguments as a list |\n| Parser | Injection | No shell |\n"
	  "| Server | Injection | Bound parameters |\n",
	  2, 2 },
	{ "headings that tell their threat, one with a table of variants",
	  "# Chain\n\n## Threat analysis\n\n### Replay attack\n\n"
	  "**Threat:** An old record is sent again.\n\n| Vector | What happens |\n"
	  "|---|---|\n| Same block | Refused |\n| Other chain | Refused |\n\n"
	  "**Mitigations:**\n\n| Control | How |\n|---|---|\n| Counter | Grows |\n\n"
	  "### Sybil attack\n\n**Threat:** One person plays many.\n\n"
	  "**Mitigations:**\n\n| Control | How |\n|---|---|\n| Deposit | Paid once |\n",
	  2, 2 },
};

static const struct counted answers[] = {
	{ "threats and mitigations as headings side by side, for each part",
	  "# Agents\n\n## By package\n\n### Core\n\n### Main threats\n\n"
	  "- Injected orders\n- Tools outside of their scope\n\n### Mitigations\n\n"
	  "- Approval of each call\n\n### Mesh\n\n### Main threats\n\n"
	  "- Delegation that grows too broad\n\n### Mitigations\n\n- Trust that decays\n",
	  3, 3 },
	{ "a sentence below the list says what is done about it",
	  "# Wire\n\n## Surface\n\n### Bottom\n\nThe threats at this level include:\n\n"
	  "- **Sniffing**: packets are read.\n- **Injection**: packets are added.\n\n"
	  "Mitigations for these threats include encryption of each packet.\n\n"
	  "### Top\n\nThe threats at this level include:\n\n"
	  "- **Code injection**: the process is changed.\n\n"
	  "These are rather threats to the application.\n",
	  3, 2 },
	{ "tables of controls for all, beside a table that has its own",
	  "# Gate\n\n## Threats\n\n| ID | Threat | Category |\n|---|---|---|\n"
	  "| T1 | Stolen token | Spoofing |\n| T2 | Log injection | Tampering |\n\n"
	  "## Business threats\n\n| ID | Threat | Mitigation |\n|---|---|---|\n"
	  "| B1 | Stolen model | Masks |\n| B2 | Poisoned model | |\n\n"
	  "## Mitigation strategies\n\n| Control | Implementation | Status |\n"
	  "|---|---|---|\n| Token check | Filter | Planned |\n",
	  4, 3 },
	{ "answers by category in a table of their own",
	  "# Vault\n\n## Threats\n\n| Category | Threat |\n|---|---|\n"
	  "| Spoofing | A forged key |\n| Tampering | A changed policy |\n\n"
	  "## Remediation\n\n| Category | Remediation |\n|---|---|\n"
	  "| Spoofing | Keys are pinned |\n",
	  2, 1 },
	{ "a table written as HTML, several threats in a cell, answers under their ids",
	  "# Account\n\n## Threats\n\n<table>\n<tr><th>Threat</th><th>Issues</th></tr>\n"
	  "<tr><td>Spoofing</td><td><strong>Spoof.1</strong> - A key is stolen.<br>\n"
	  "<strong>Spoof.2</strong> - A false contract is called.</td></tr>\n"
	  "<tr><td>Tampering</td><td><b>Tamper.1</b> - A payload is changed.</td></tr>\n"
	  "</table>\n\n## What are we going to do about it?\n\n<table>\n"
	  "<tr><th>Threat</th><th>Remediation</th></tr>\n"
	  "<tr><td>Spoofing</td><td><strong>Spoof.1</strong><br>\n"
	  "<strong>S1R1</strong> - Scoped keys &amp; limits.</td></tr>\n"
	  "<tr><td>Tampering</td><td><b>Tamper.1.R.1</b> - It is signed.</td></tr>\n"
	  "</table>\n",
	  3, 2 },
	{ "a table written as HTML that goes on over empty lines",
	  "# Vault\n\n## Threats\n\n<table>\n <tr><th>ID</th><th>Threat</th>"
	  "<th>Mitigation</th></tr>\n <tr>\n  <td>1</td>\n  <td>Secrets are read in transit"
	  "</td>\n  <td>\n<ul>\n\n<li>Connections are encrypted\n</li>\n</ul>\n  </td>\n </tr>\n"
	  " <tr>\n  <td>2</td>\n  <td>A policy lets everybody in</td>\n  <td>\n\n"
	  "Each space has a policy of its own\n  </td>\n </tr>\n</table>\n\n## Scope\n\nThe vault.\n",
	  2, 2 },
	{ "what is expected of a control, under each heading",
	  "# Gate\n\n## Threats\n\n### T1: A forged build\n\n**Threat:** A build is forged.\n\n"
	  "**Expected Security Control:** Builds are signed.\n\n"
	  "### T2: A stolen key\n\n**Threat:** A key is stolen.\n\n"
	  "**Expected Security Control:** Keys stay in hardware.\n",
	  2, 2 },
	{ "rows with an empty line after each",
	  "# Login\n\n## Threats\n\n| ID | Threat | Mitigation |\n|---|---|---|\n\n"
	  "| T1 | Guessed code | A lock-out |\n\n| T2 | Seen code | |\n\n"
	  "| Term | Meaning |\n|---|---|\n\n| Code | Six digits |\n",
	  2, 1 },
	{ "labels in the middle of a paragraph",
	  "# Tunnel\n\n## Threats\n\n### Rogue server\n\n"
	  "**Threat.** It asks for passwords. **Mitigation.** The key is pinned. "
	  "**Residual risk.** The first contact.\n\n"
	  "### Open log\n\n**Threat.** Secrets are in it. **Mitigation.** None today.\n",
	  2, 1 },
	{ "an emphasised label after an emphasised name",
	  "# Wallet\n\n## Attacks and defenses\n\n"
	  "- **A page asks for the seed.** *Defense:* it is never typed.\n"
	  "- **A blind signature.** *Defense:* orders are shown in words.\n",
	  2, 2 },
	{ "bullets without a label that speak of controls",
	  "# Share\n\n## Main threats\n\n* Somebody uploads malware.\n"
	  "    * Files are scanned.\n* Somebody guesses links.\n"
	  "    * They are limited to an hour.\n* An employee looks at files.\n"
	  "    * Each access is logged.\n",
	  3, 3 },
	{ "sentences without a label that speak of controls",
	  "# Tool\n\n## Attack 1: Hostile settings\n\nA folder brings a command.\n\n"
	  "We ask before it runs.\n\n## Attack 2: Hostile registry\n\n"
	  "It hands out another archive.\n\nWe compare its digest.\n",
	  2, 2 },
	{ "descriptions of attacks are no answers",
	  "# Tool\n\n## Threats\n\n- **Replay.** An attacker may bypass the check of times.\n"
	  "- **Leak.** A weak policy could expose the log.\n"
	  "- **Flood.** Unbounded requests exhaust the limit.\n",
	  3, 0 },
	{ "bold names as headings, for categories too",
	  "# Bus\n\n**Spoofing**\n\nA caller may claim another name. We use mTLS.\n\n"
	  "**Tampering**\n\nA broker could alter messages. They are signed.\n\n"
	  "**Repudiation**\n\nNot applicable.\n",
	  2, 2 },
	{ "threat and mitigation as labelled paragraphs, several in a section",
	  "# Till\n\n## Login\n\n**Threat:** Codes are guessed.\n**Mitigation:** A lock-out.\n\n"
	  "**Threat:** Codes are seen.\n**Mitigation:** None.\n\n"
	  "## Drawer\n\n**Threat:** It is left open.\n**Mitigation:** A beep.\n\n"
	  "**Threat:** It is forced.\n**Mitigation:** A bolt.\n",
	  4, 3 },
	{ "threat and mitigation as items of one list",
	  "# Chat\n\n## Threats\n\n- Threat: a stolen phone\n- Mitigation: a lock\n"
	  "- Threat: a curious server\n- Mitigation: sealed messages\n"
	  "- Threat: a friend who tells\n- Mitigation: none possible\n",
	  3, 2 },
	{ "a category above each list, one of a single item",
	  "# Hub\n\n## Threats\n\nSpoofing:\n- A stolen key. Mitigation: it expires.\n"
	  "- A forged hook. Mitigation: a signature.\n\nInformation disclosure:\n"
	  "- Lines hold tokens.\n",
	  3, 2 },
	{ "columns whose names nobody knows, below a heading that everybody does",
	  "# What it protects against\n\n| You worry about | What happens |\n|---|---|\n"
	  "| A script that removes your home | Blocked, it is read-only |\n"
	  "| A script that calls home | Blocked, no network |\n"
	  "| A script that mines | Limited by a quota |\n",
	  3, 3 },
	{ "headings named after attacks in a document that has nothing else",
	  "# Threat model\n\n## Hostile client\n\nClients send anything. "
	  "Each message is validated.\n\n## Compromised broker\n\n"
	  "It reorders messages. We number and encrypt them.\n\n"
	  "## Glossary\n\nBroker: the thing in the middle.\n",
	  2, 2 },
	{ "ways of an attack below the heading that names it",
	  "# Bench\n\n## Threats\n\n### 1. Leaked key\n\n**Risk**: High\n\n"
	  "**Attack vectors**:\n- In the bundle\n- In the log\n\n"
	  "**Mitigations**:\n- Kept on the server\n\n### 2. Cost attacks\n\n"
	  "**Risk**: Low\n\n**Attack vectors**:\n- A script\n- Many scripts\n\n"
	  "**Mitigations**:\n- A cap for each day\n",
	  2, 2 },
	{ "surfaces with mitigations that are present and the attacker's story",
	  "# Tool\n\n## Attack surface, mitigations and attacker stories\n\n"
	  "### Login\n\n- **Surface:** A local port.\n- **Mitigations present:** One call only.\n"
	  "- **Attacker story:** Another process races for it.\n\n"
	  "### Update\n\n- **Surface:** A release.\n- **Mitigations present:** A signature.\n"
	  "- **Attacker story:** A false release is offered.\n",
	  2, 2 },
	{ "labels in a document without any heading",
	  "Threat: A guessed address\nMitigation: A token that expires\n\n"
	  "Threat: A stolen session\nMitigation: None\n",
	  2, 1 },
	{ "categories that only say what is done",
	  "# Model\n\n- Spoofing: signed tokens\n- Tampering: checksums\n"
	  "- Repudiation: audit trail\n- Denial of service: rate limits\n",
	  4, 4 },
	{ "a status that says how",
	  "# Tool\n\n## Attack paths\n\n| # | Path | Status |\n|---|---|---|\n"
	  "| P1 | The folder names another host | Mitigated (dropped unless trusted) |\n"
	  "| P2 | The key is seen in the list of processes | Not mitigated |\n",
	  2, 1 },
	{ "code as the mitigation, an id behind the word, another id as a label",
	  "# Vault\n\n## STRIDE\n\n### Threat S1: Forged order\n\n"
	  "**Threat ID**: T-S-001\n\n**Mitigation**:\n```c\nif (!signed(o)) refuse(o);\n```\n\n"
	  "### Threat S2: Copied order\n\n**Threat ID**: T-S-002\n\nIt is sent twice.\n\n"
	  "## Priorities\n\n| ID | Threat | Priority |\n|---|---|---|\n"
	  "| T-S-001 | Orders by others | High |\n| T-S-002 | Orders again | Low |\n",
	  2, 1 },
	{ "a table drawn in a code block",
	  "# Store\n\n## Defense matrix\n\n```\n"
	  "\xe2\x94\x8c\xe2\x94\x80\xe2\x94\xac\xe2\x94\x80\xe2\x94\x90\n"
	  "\xe2\x94\x82 THREAT \xe2\x94\x82 COUNTERMEASURES \xe2\x94\x82\n"
	  "\xe2\x94\x9c\xe2\x94\x80\xe2\x94\xbc\xe2\x94\x80\xe2\x94\xa4\n"
	  "\xe2\x94\x82 Stolen file \xe2\x94\x82 Encrypted \xe2\x94\x82\n"
	  "\xe2\x94\x82 \xe2\x94\x82 Mode 0600 \xe2\x94\x82\n"
	  "\xe2\x94\x9c\xe2\x94\x80\xe2\x94\xbc\xe2\x94\x80\xe2\x94\xa4\n"
	  "\xe2\x94\x82 Guessed word \xe2\x94\x82 Slow hash \xe2\x94\x82\n"
	  "\xe2\x94\x94\xe2\x94\x80\xe2\x94\xb4\xe2\x94\x80\xe2\x94\x98\n```\n",
	  2, 2 },
	{ "another language",
	  "# \xe5\xa8\x81\xe8\x83\x81\xe6\xa8\xa1\xe5\x9e\x8b\n\n"
	  "| # | \xe5\xa8\x81\xe8\x83\x81 | \xe7\xbc\x93\xe8\xa7\xa3\xe6\x8e\xaa\xe6\x96\xbd |\n"
	  "|---|---|---|\n"
	  "| S1 | \xe4\xbc\xaa\xe9\x80\xa0 | \xe7\xad\xbe\xe5\x90\x8d |\n"
	  "| S2 | \xe5\x90\xa6\xe8\xae\xa4 | - |\n",
	  2, 1 },
	{ "none, but planned; none, but accepted",
	  "# Jar\n\n## Threats\n\n| Threat | Mitigation |\n|---|---|\n"
	  "| Lid is lost | None; a chain is planned |\n| Glass breaks | None, accepted |\n"
	  "| Label fades | Not yet |\n",
	  3, 2 },
};

START_TEST(chooses)
{
	check_counts(&choices[_i]);
}
END_TEST

START_TEST(finds_answers)
{
	check_counts(&answers[_i]);
}
END_TEST

/* A typographic apostrophe is one, too. */
START_TEST(apostrophes_join_words)
{
	ck_assert_int_eq(tg_part_of(TG_STR("What we don\xe2\x80\x99t defend against")),
			 TG_PART_OUT_OF_SCOPE);
	ck_assert_int_eq(tg_part_of(TG_STR("What we don't defend against")),
			 TG_PART_OUT_OF_SCOPE);
	ck_assert_int_eq(tg_part_of(TG_STR("What we defend against")), TG_PART_THREATS);
	ck_assert_int_eq(tg_part_of(TG_STR("Attacks and defenses")), TG_PART_THREATS);
	ck_assert_int_eq(tg_part_of(TG_STR("Defenses")), TG_PART_MITIGATIONS);
}
END_TEST

/* "model show" names the part that was taken, in the order of the document. */
START_TEST(says_what_was_taken)
{
	struct tg_model *m = read_md("# Lock\n\n## Key risks\n\n- a picked lock\n\n"
				     "## Threats\n\n| Threat | Mitigation |\n|---|---|\n"
				     "| Picked lock | Pins |\n| Forced door | Steel |\n\n"
				     "## Threats to the key\n\n| Threat | Mitigation |\n"
				     "|---|---|\n| Copied key | Blanks |\n");

	ck_assert_str_eq(m->read_as, "the table at line 9, the table at line 16");
}
END_TEST

Suite *model_choice_suite(void);

Suite *model_choice_suite(void)
{
	Suite *s = suite_create("model_choice");
	TCase *t = tcase_create("choice");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_loop_test(t, chooses, 0, sizeof(choices) / sizeof(choices[0]));
	tcase_add_loop_test(t, finds_answers, 0, sizeof(answers) / sizeof(answers[0]));
	tcase_add_test(t, apostrophes_join_words);
	tcase_add_test(t, says_what_was_taken);
	suite_add_tcase(s, t);
	return s;
}
