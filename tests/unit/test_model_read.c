/* Threat models of every shape that people write are read with the right
 * number of threats and mitigations. */
#include "../../src/base/file.h"
#include "../../src/model/read.h"

#include <check.h>
#include <string.h>

static struct tg_arena arena;
static struct tg_err err;

static void setup(void)
{
	arena = (struct tg_arena)TG_ARENA_INIT;
	memset(&err, 0, sizeof(err));
}

static void teardown(void)
{
	tg_arena_release(&arena);
}

static struct tg_model *read_as(const char *path, const char *text)
{
	struct tg_model *model = NULL;
	enum tg_rc rc = tg_model_read(&model, &arena, path, tg_str(text), &err);

	ck_assert_msg(rc == TG_OK, "%s:%u: %s", err.file, err.line, err.msg);
	return model;
}

static struct tg_model *read_md(const char *text)
{
	return read_as("docs/threat-models/x.md", text);
}

/* --- shapes ------------------------------------------------------------------ */

static const struct {
	const char *label;
	const char *text;
	size_t threats, mitigated;
	enum tg_risk_scheme scheme;
} shapes[] = {
	{ "the three tables of one model, joined by id",
	  "# Parcel tracker\n\n## Threats\n\n### Phone to gateway\n\n"
	  "| Threat | Category | Description |\n|---|---|---|\n"
	  "| T1 | Spoofing | A stolen token follows parcels of somebody else |\n"
	  "| T2 | DoS | A script asks for every parcel number |\n\n"
	  "### Gateway to database\n\n"
	  "| Threat | Category | Description |\n|---|---|---|\n"
	  "| T3 | Tampering | A crafted filter changes the query |\n\n"
	  "## DREAD\n\n"
	  "| Threat | D | R | E | A | D | Total | Priority |\n"
	  "|---|---|---|---|---|---|---|---|\n"
	  "| T1: Stolen token | 3 | 2 | 2 | 1 | 2 | 10 | High |\n"
	  "| T3: Crafted filter | 3 | 3 | 2 | 3 | 2 | 13 | Critical |\n\n"
	  "## Mitigations\n\n"
	  "| Threat | Mitigation | Implementation |\n|---|---|---|\n"
	  "| T3: Crafted filter | Bind every parameter | Query builder |\n",
	  3, 1, TG_RISK_DREAD },
	{ "a row per threat with its mitigation and residual risk",
	  "# Login\n\n## STRIDE\n\n"
	  "| Category | Threat | Current mitigation | Residual risk |\n"
	  "|---|---|---|---|\n"
	  "| **Spoofing** | Replayed cookie logs in | Bound to the device | Low - rare |\n"
	  "| **Repudiation** | No trace of logouts | None in this service | High |\n",
	  2, 1, TG_RISK_SEVERITY },
	{ "status and priority columns, a denial in a sentence",
	  "# Signer\n\n"
	  "| Title | STRIDE type | Threat Status | Priority | Mitigation |\n"
	  "|---|---|---|---|---|\n"
	  "| Key is copied | Information disclosure | Mitigated | High | HSM |\n"
	  "| Responder is down | DoS | Not Mitigated | High | It cannot be mitigated |\n",
	  2, 1, TG_RISK_SEVERITY },
	{ "responses in a table of their own, one shared id used twice",
	  "# Add-on\n\n## What can go wrong?\n\n"
	  "| ID | Threat | Affected elements | Description |\n|---|---|---|---|\n"
	  "| T1 | Key leaks | A1 | Editors can read it |\n"
	  "| T2 | Data leaves | A2 | Rows go to the model |\n"
	  "| T3 | Budget is eaten | C1 | Many runs |\n\n"
	  "## What are we going to do about it?\n\n"
	  "| Threat | Response ID | Strategy | Description |\n|---|---|---|---|\n"
	  "| T2 | R2 | Accept | It is what the product does |\n"
	  "| T1 | R1 | Reduce | Rotate the key every month |\n"
	  "| T1 | R3 | Reduce | Two editors only |\n",
	  3, 2, TG_RISK_NONE },
	{ "the same threat under a heading and in a summary",
	  "# Gateway\n\n## Findings\n\n"
	  "### GWT-001 Weak certificates\n\n"
	  "| ID | Category | Priority |\n|---|---|---|\n| GWT-001 | TLS | High |\n\n"
	  "**Threat**: A forged certificate is believed.\n\n"
	  "**Recommendation**: Use the company's CA.\n\n"
	  "### GWT-002 Wide roles\n\n"
	  "**Threat**: A role reads all secrets.\n\n"
	  "## Appendix\n\n### Threats by priority\n\n"
	  "| ID | Category | Threat | Priority | Recommendation |\n"
	  "|---|---|---|---|---|\n"
	  "| GWT-001 | TLS | A forged certificate | High | Use the CA |\n"
	  "| GWT-002 | RBAC | A role reads secrets | Low | One role each |\n",
	  2, 2, TG_RISK_SEVERITY },
	{ "headings with ids, sibling headings with the mitigations",
	  "# Operator\n\n#### Spoofing\n\n"
	  "##### Threat-01-S - Fake operator\nSomebody plays the operator.\n\n"
	  "##### Threat-01-S Recommended Mitigations\n* Mutual TLS.\n* Tokens.\n\n"
	  "#### Tampering\n\n"
	  "##### Threat-02-T - Changed image\nThe image is replaced.\n",
	  2, 1, TG_RISK_NONE },
	{ "a heading per threat with labelled parts",
	  "# Plugin\n\n## Introduction\n\nA plugin.\n\n## Threats\n\n"
	  "### Reading foreign files\n\n* Category: Information Disclosure\n"
	  "* The path is not checked.\n* Possible mitigations:\n"
	  "    * Resolve and compare the path.\n\n"
	  "### Filling the disk\n\n* Category: DoS\n* Uploads are not counted.\n",
	  2, 1, TG_RISK_NONE },
	{ "category headings with labelled sentences",
	  "# Bus\n\n## STRIDE\n\n### 1. Spoofing\n"
	  "- **Threat:** A client plays another.\n- **Mitigation:** Client keys.\n\n"
	  "### 2. Tampering\n- **Threat:** Messages are changed.\n"
	  "- **Mitigation:** TODO\n\n### 3. Repudiation\nNone.\n",
	  2, 1, TG_RISK_NONE },
	{ "category headings with lists of threats and of mitigations",
	  "# Volume\n\n## STRIDE Analysis\n\n### 3.1 Spoofing\n**Threats**:\n"
	  "- A node plays another node.\n- The UI is open to all.\n\n"
	  "**Mitigations**:\n- Mutual TLS between nodes.\n\n"
	  "### 3.2 Tampering\n**Threats**:\n- Blocks are changed on disk.\n",
	  3, 2, TG_RISK_NONE },
	{ "ids as list items under category headings, a gap, no mitigation",
	  "# Controllers\n\n## Spoofing\n\n- Threat-01-S: Fake admin\n"
	  "- Somebody plays the admin.\n\n## Tampering\n\n- Threat-03-T: Changed build\n"
	  "- The build is changed.\n",
	  2, 0, TG_RISK_NONE },
	{ "category bullets with nested threats and a group's remediation",
	  "# Network\n\n### Threat Model\n\n"
	  "* **Spoofing**: threats include:\n"
	  "  * IP spoofing: packets with a wrong source\n"
	  "  * MAC spoofing: frames with a wrong source\n"
	  "  * **Remediation**:\n    * Filter at the port\n"
	  "* **Tampering**:\n  * Flow tables are rewritten\n",
	  3, 2, TG_RISK_NONE },
	{ "a bullet per category with the mitigation in its sentence",
	  "# Worker\n\n## STRIDE\n\n"
	  "- **Spoofing** \xe2\x80\x94 a job claims another tenant. Mitigation: signed jobs.\n"
	  "- **Tampering** \xe2\x80\x94 the queue is written by hand.\n"
	  "- **Denial of service**: endless jobs. Mitigated by a time limit.\n"
	  "- **Repudiation**: N/A\n",
	  3, 2, TG_RISK_NONE },
	{ "numbered sentences with nested mitigations whose numbers go on",
	  "# Distro\n\n# Threat model\n\n## Sources\n\n"
	  "1. **_An attacker changes the sources._** \\\nThis would ship.\n\\\n"
	  "**_Mitigations_**\n    1. Two reviewers.\n    2. Signed tags.\n"
	  "2. **_An attacker takes the build host._** \\\nThis would sign.\n\\\n"
	  "**_Mitigations_**\n    3. Fresh hosts.\n",
	  2, 2, TG_RISK_NONE },
	{ "plain bullets and one list of controls for all",
	  "# Conversion\n\n## Protected assets and boundaries\n\n- foreign files\n\n"
	  "## Likely attacker actions\n\n- crash the converter\n- eat all memory\n\n"
	  "## Preventative controls\n\n- a sandbox for each file\n- a limit of memory\n",
	  2, 2, TG_RISK_NONE },
	{ "a list for all beside threats that have their own is advice",
	  "# Bypass\n\n## Threats\n\n| Category | Threat | Mitigation |\n|---|---|---|\n"
	  "| Spoofing | Anybody logs in | Two gates |\n| DoS | No limit | None |\n\n"
	  "## Recommended controls\n\n- assert it in the build\n",
	  2, 1, TG_RISK_NONE },
	{ "details and summary, with denials",
	  "# Chain\n\n## Source\n\n"
	  "<details><summary>Push without review<span>(L4)</span></summary>\n\n"
	  "*Threat:* Bad code is pushed.\n\n*Mitigation:* Two reviewers.\n\n"
	  "*Example:* Somebody pushes.\nSolution: refused.\n\n</details>\n"
	  "<details><summary>Reviewer does not look</summary>\n\n"
	  "*Threat:* A stamp.\n\n"
	  "*Mitigation:* This threat is not currently addressed by us.\n\n</details>\n",
	  2, 1, TG_RISK_NONE },
	{ "a key-value table for each threat",
	  "# Vault\n\n## Threats\n\n### Copying the vault\n\n| Field | Value |\n|---|---|\n"
	  "| ID | T1 |\n| Category | Information Disclosure |\n| Severity | High |\n"
	  "| Mitigation | Sealed with the TPM |\n\n"
	  "### Losing the key\n\n| Field | Value |\n|---|---|\n| ID | T2 |\n"
	  "| Category | DoS |\n| Severity | Low |\n| Mitigation | N/A |\n",
	  2, 1, TG_RISK_SEVERITY },
	{ "a matrix with prose in its cells",
	  "# Store\n\n## STRIDE\n\n| STRIDE Element | Client | Node |\n|---|---|---|\n"
	  "| Spoofing | A client plays another one | A node plays the leader |\n"
	  "| Tampering | Requests are changed on the way | - |\n"
	  "| Repudiation | No trace of who deleted it | n/a |\n",
	  4, 0, TG_RISK_NONE },
	{ "bold paragraphs are read as they stand under their heading",
	  "# Sync\n\n## Threats\n\n### T1: Replay\n\n**Severity:** High\n"
	  "**Likelihood:** Low\n\nAn old message is sent again.\n\n"
	  "**Mitigation:** A nonce in each message.\n\n### T2: Loss\n\n"
	  "A message is dropped.\n\n**Mitigation:** not yet addressed\n",
	  2, 1, TG_RISK_SEVERITY },
	{ "paragraphs that begin with a bold id",
	  "# Sync\n\n**T1: Replay.** An old message is sent again.\n\n"
	  "*Mitigation:* a nonce.\n\n**T2: Loss.** A message is dropped.\n\n"
	  "*Mitigation:* none.\n",
	  2, 1, TG_RISK_NONE },
	{ "a threat and its mitigation as labels of one item",
	  "# App\n\n## Threats and mitigations\n\n- Threat: stolen phone\n"
	  "  Mitigation: a PIN\n- Threat: rooted phone\n  Mitigation: N/A\n",
	  2, 1, TG_RISK_NONE },
	{ "bullets under a category, each with a nested mitigation",
	  "# Pay\n\n## STRIDE\n\n### Spoofing\n- A session is used again.\n"
	  "  - Mitigation: short sessions\n- Somebody plays the ledger.\n\n"
	  "### Repudiation\n_Not applicable._\n",
	  2, 1, TG_RISK_NONE },
	{ "numbered headings, levels in brackets, one without a mitigation",
	  "# Agent\n\n## 3. Threats\n\n### 3.1 Injection (High)\n\nA page gives orders.\n\n"
	  "Mitigations:\n\n- an allow-list of tools\n\n### 3.2 Cost (Low)\n\nLoops.\n",
	  2, 1, TG_RISK_SEVERITY },
	{ "the first letter of each category emphasised",
	  "# Chat\n\n## STRIDE\n\n- **S**poofing: keys are swapped. Mitigation: numbers to compare.\n"
	  "- **T**ampering: messages are changed.\n- **E**levation of privilege: none.\n",
	  2, 1, TG_RISK_NONE },
	{ "titles that differ by a letter between two tables",
	  "# Store\n\n## Threats\n\n| Threat | Description |\n|---|---|\n"
	  "| Leaked backup | The bucket is public |\n| Brute force | Passwords are guessed |\n\n"
	  "## Mitigations\n\n| Threat | Mitigation | Status |\n|---|---|---|\n"
	  "| Leaked backups | The bucket's policy refuses | planned |\n",
	  2, 1, TG_RISK_NONE },
	{ "likelihood and impact in words; an accepted risk is dealt with",
	  "# Till\n\n## Threats\n\n"
	  "| ID | Threat | Likelihood | Impact | Mitigation | Status |\n"
	  "|---|---|---|---|---|---|\n"
	  "| 1 | Price is changed | High | High | Priced on the server | Done |\n"
	  "| 2 | Receipt is lost | Low | Low | - | Accepted |\n",
	  2, 2, TG_RISK_LIKELIHOOD_IMPACT },
	{ "legends, assets, flows and questions are no threats",
	  "# Legend\n\n## STRIDE\n\n| Category | Question | Example |\n|---|---|---|\n"
	  "| Spoofing | Can somebody pretend? | Forged token |\n\n"
	  "## Assets\n\n| ID | Asset | Description |\n|---|---|---|\n"
	  "| A1 | Key | Opens all |\n\n## Flows\n\n| ID | Flow | Description |\n"
	  "|---|---|---|\n| F1 | A to B | Orders |\n\n"
	  "## Methodology\n\n- **Spoofing**: pretend\n- **Tampering**: change\n",
	  0, 0, TG_RISK_NONE },
	{ "prose is not read",
	  "# Policy\n\n## Purpose\n\nWhat we take as a vulnerability.\n\n"
	  "## Trusted actors\n\nOperators are trusted. Reports that assume more are\n"
	  "out of scope.\n",
	  0, 0, TG_RISK_NONE },
	{ "a list that a comment hides is not there",
	  "# Hidden\n\n## Threats\n\n- a real threat of replay\n\n"
	  "<!--\n- T9: not yet written\n- T10: nor this\n-->\n",
	  1, 0, TG_RISK_NONE },
	{ "pipes in code and breaks in cells",
	  "# Shell\n\n| ID | Threat | Description | Mitigation |\n|---|---|---|---|\n"
	  "| T1 | Injection | `a \\| b` runs<br>as root | quote<br/>or refuse |\n",
	  1, 1, TG_RISK_NONE },
};

START_TEST(reads_shape)
{
	struct tg_model *m = read_md(shapes[_i].text);

	ck_assert_msg(m->n_threats == shapes[_i].threats, "%s: %zu threats, want %zu (%s)",
		      shapes[_i].label, m->n_threats, shapes[_i].threats, m->read_as);
	ck_assert_msg(tg_model_mitigated(m) == shapes[_i].mitigated,
		      "%s: %zu mitigated, want %zu", shapes[_i].label,
		      tg_model_mitigated(m), shapes[_i].mitigated);
	ck_assert_msg(m->risk_scheme == shapes[_i].scheme, "%s: scheme %s",
		      shapes[_i].label, tg_risk_scheme_name(m->risk_scheme));
	ck_assert_int_eq(m->recognised, shapes[_i].threats > 0);
}
END_TEST

Suite *model_read_suite(void);

Suite *model_read_suite(void)
{
	Suite *s = suite_create("model_read");
	TCase *t = tcase_create("shapes");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_loop_test(t, reads_shape, 0, sizeof(shapes) / sizeof(shapes[0]));
	suite_add_tcase(s, t);
	return s;
}
