/* Series: what is told in one form throughout is read throughout, and what stands beside
 * it in another form is not. */
#include "counted.h"

static const struct counted documents[] = {
	{ "threats in a form of their own headings, with tables of patterns in it",
	  "# Kinds of threats\n\n## Macros\n\n**Severity: High**\n\nMacros run code.\n\n"
	  "### Signs\n\n| Pattern | Risk |\n|---|---|\n| `AutoOpen` | Runs at once |\n"
	  "| `Shell` | Starts programs |\n| `Kill` | Deletes files |\n\n### Example of an attack\n\n```\nShell \"x\"\n"
	  "```\n\n### Mitigation\n\n- Macros are removed\n\n## Remote templates\n\n"
	  "**Severity: Medium**\n\nA template is fetched.\n\n### Signs\n\n"
	  "| Pattern | Example |\n|---|---|\n| A link | `http://x` |\n\n"
	  "### Example of an attack (a beacon)\n\n```\n<t/>\n```\n\n### Mitigation\n\n"
	  "- Links are removed\n\n## Objects\n\n**Severity: Low**\n\n"
	  "An object is embedded.\n\n### Signs\n\n| Element | Risk |\n|---|---|\n"
	  "| `<o>` | Code injection |\n\n### Mitigation\n\n- Objects are drawn\n",
	  3, 3 },
	{ "parts of a system in a form are no threats",
	  "# Architecture\n\n## API\n\nThe API.\n\n### Interfaces\n\n- HTTP\n\n"
	  "### Controls\n\n- TLS\n\n## Database\n\nThe database.\n\n### Interfaces\n\n"
	  "- SQL\n\n### Controls\n\n- Roles\n",
	  0, 0 },
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
	{ "a register of answered rows, and asides of another form",
	  "# Ledger\n\n## Threats\n\n### Spoofing\n\n"
	  "| Threat | Target | Severity | Mitigation |\n|---|---|---|---|\n"
	  "| A forged node | Peers | High | Certificates |\n"
	  "| A forged clock | Time | Low | Four sources |\n"
	  "| A forged clerk | Desk | Low | Badges |\n\n### Tampering\n\n"
	  "| Threat | Target | Severity | Mitigation |\n|---|---|---|---|\n"
	  "| A changed entry | Book | High | Seals |\n"
	  "| A changed page | Book | High | Numbers |\n"
	  "| A changed lock | Door | Low | Checks |\n\n### Denial of service\n\n"
	  "| Threat | Target | Severity | Mitigation |\n|---|---|---|---|\n"
	  "| A flood of entries | Book | Low | Limits |\n"
	  "| A crowd at the desk | Desk | Low | A queue |\n\n"
	  "## History of the chip\n\n| Vulnerability | Year | Severity | State |\n"
	  "|---|---|---|---|\n| CacheLeak | 2021 | High | Patched |\n"
	  "| ClockBend | 2023 | Low | Under research |\n\n"
	  "## Threats will grow\n\n**New attacks will emerge.** Nobody knows which.\n\n"
	  "**Forgery gets cheaper.** So it was said.\n",
	  8, 8 },
	{ "a small table that says threat beside the register",
	  "# Ledger\n\n## Threats\n\n| Threat | Severity | Mitigation |\n|---|---|---|\n"
	  "| A forged node | High | Certificates |\n| A forged clock | Low | Sources |\n"
	  "| A forged clerk | Low | Badges |\n| A changed entry | High | Seals |\n"
	  "| A changed page | High | Numbers |\n| A changed lock | Low | Checks |\n"
	  "| A flood of entries | Low | Limits |\n| A crowd | Low | A queue |\n\n"
	  "## Next year\n\n| Threat | Impact |\n|---|---|\n"
	  "| A forged seal | Entries are changed unseen |\n"
	  "| A stolen stamp | Anybody may sign |\n",
	  10, 8 },
	{ "scenarios that tell how threats with ids come about",
	  "# Zone\n\n## STRIDE\n\n### S1: Forged call\n\n**Mitigations:**\n- tokens\n\n"
	  "### T1: Changed record\n\n**Mitigations:**\n- roles\n\n"
	  "### T2: Changed image\n\n**Mitigations:**\n- signatures\n\n"
	  "### D1: Flood\n\n**Mitigations:**\n- limits\n\n"
	  "### E1: Escape\n\n**Mitigations:**\n- a sandbox\n\n"
	  "## Threat scenarios\n\n### Scenario 1: A pod is taken over\n\n"
	  "**Severity:** High\n\n**Mitigations:**\n- a sandbox\n\n"
	  "### Scenario 2: An admin turns\n\n**Severity:** Low\n\n**Mitigations:**\n"
	  "- reviews\n",
	  5, 5 },
	{ "attackers with what defends against each",
	  "# Bot\n\n## Adversaries\n\n### 1. A malicious plugin\n\nIt was installed.\n\n"
	  "**Defended by:** a sandbox.\n\n### 2. Injected prompts\n\nA page gives orders.\n"
	  "\n**Defended by:** confirmations.\n\n### 3. A stranger in the channel\n\n"
	  "He writes, too.\n\n**Defended by:** scopes.\n\n### 4. The host\n\n"
	  "**Out of scope.** It may do all.\n",
	  3, 3 },
	{ "attackers with what defends against each, beside a register",
	  "# Bot\n\n## Adversaries\n\n### A malicious plugin\n\nIt was installed.\n\n"
	  "**Defended by:** a sandbox.\n\n### A thief\n\nHe has the disk.\n\n"
	  "**Defended by:** ciphers.\n\n### A stranger\n\nHe writes, too.\n\n"
	  "**Defended by:** scopes.\n\n## Threats\n\n| ID | Threat | Mitigation |\n"
	  "|---|---|---|\n| T1 | A stolen token | It expires |\n"
	  "| T2 | An injected prompt | Confirmations |\n",
	  2, 2 },
	{ "labelled threats on several levels, among reviews that are none",
	  "# Market\n\n## 3. Poisoned catalogue\n\n**Threat**: a listing is forged.\n\n"
	  "**Mitigation**: entries are checked.\n\n## 4. The API\n\n"
	  "### 4.1 Finding, fixed: a leaked trace\n\nA trace was shown.\n\n"
	  "### 4.2 Review of injection\n\nAll queries were read.\n\n"
	  "### 4.3 Abuse of credit\n\n**Threat**: a caller burns credit.\n\n"
	  "**Mitigation**: calls are limited.\n\n## 5. Replay\n\n"
	  "**Threat**: an order comes twice.\n\n**Mitigation**: a nonce.\n",
	  3, 3 },
	{ "a list of what is defended tells how after a sign",
	  "# Vault\n\n## In scope\n\nThe vault defends against:\n\n"
	  "- Reading keys from the log; keys are redacted.\n"
	  "- Copies of the disk, blocked by its cipher.\n- Guessed words; tries are limited."
	  "\n\n### Vectors of the sandbox\n\n"
	  "The default profile also closes these (see the next page):\n\n"
	  "- Access to the bus: the socket is masked.\n- Injection by paths: refused.\n\n"
	  "## Out of scope\n\nThe vault does not defend against:\n\n- Root; it reads all.\n",
	  5, 5 },
	{ "a list of what is protected may tell nothing of how",
	  "# Memory\n\n## Protects against\n\n- silent writes by a host;\n"
	  "- accidental uploads;\n- hidden telemetry.\n\n## Does not protect against\n\n"
	  "- malware of the same user;\n",
	  3, 0 },
	{ "the same label in one section after the other, and a summary",
	  "# Threads - dangers\n\n## Analysis\n\n### 1. Workers\n\n"
	  "**Threats & considerations**:\n\n- **Exhausted memory**: four stacks\n"
	  "- **Data races**: shared lists\n\n**Safety measures**:\n\n- Locks around lists\n\n"
	  "### 2. Console\n\n**Threats & considerations**:\n\n- **Signals**: global state\n"
	  "- **Cleanup**: threads are joined late\n\n**Safety measures**:\n\n"
	  "- Atomic flags\n\n## Threat assessment summary\n\n### High risk areas\n\n"
	  "1. **A thread for each message**: too many\n   - **Impact**: no memory\n"
	  "   - **Mitigation**: a pool\n\n### Medium risk areas\n\n"
	  "1. **Large stacks**: unneeded\n   - **Impact**: no memory\n"
	  "   - **Mitigation**: smaller ones\n\n"
	  "2. **Shared flags**: not atomic\n   - **Impact**: races\n"
	  "   - **Mitigation**: atomics\n",
	  4, 4 },
	{ "kinds of attacks side by side, each a list of names",
	  "# Threat Model\n\n## 1. Injection attacks\n\n- **SQL** - values are bound\n"
	  "- **Headers** - can a caller add some?\n\n## 2. Tenants\n\n"
	  "- **Isolation** - never read another's\n- **Roles** - crafted claims\n\n"
	  "## 3. Infrastructure\n\n- **Reflection** - on in production?\n"
	  "- **TLS** - enforced?\n\n## Known concerns\n\n1. Check all queries\n"
	  "2. Tenants are new\n",
	  6, 0 },
	{ "a section of threats side by side with lists of other things",
	  "# Threat Model\n\n## Threats\n\n- **Theft** - a key is stolen\n"
	  "- **Replay** - a letter is sent again\n\n## Properties\n\n"
	  "- **Small** - it has few parts\n- **Local** - it runs at home\n\n"
	  "## Operations\n\n- **Backups** - each night\n- **Updates** - each week\n",
	  2, 0 },
	{ "names of attackers in a series of attacks",
	  "# Receipts\n\n## Adversaries and attacks\n\n**Forged letter (outsider).** An\n"
	  "attacker makes one up.\n\n**Key theft.** An attacker copies the key.\n\n"
	  "**Quantum adversary.** An attacker may break the curve.\n\n## Assumptions\n\n"
	  "| # | Assumption | If it fails |\n|---|---|---|\n| A1 | The key is ours | Forgery |\n"
	  "| A2 | The clock is right | Backdating |\n",
	  3, 0 },
	{ "ids of invariants in what a reviewer is asked for",
	  "# Threat model\n\n## Security invariants\n\n### D1 - Volumes look random\n\n"
	  "No header tells.\n\n### M1 - Keys are wiped\n\nAfter each use.\n\n"
	  "## Review\n\n1. **D1.** Look for leaks of sizes.\n"
	  "2. **M1.** Look for keys that escape.\n",
	  0, 0 },
	{ "exposure by approach, in words for levels",
	  "# Attack vectors\n\n## Escape\n\n### Paths\n\n"
	  "| Approach | Attack exposure | Additional mitigations |\n|---|---|---|\n"
	  "| API | Low | Roles |\n| Sidecar | Medium-High | Contexts |\n\n## Threats\n\n"
	  "| Threat | Mitigation |\n|---|---|\n| An escaped process | A sandbox |\n"
	  "| A stolen token | It expires |\n",
	  2, 2 },
	{ "what counts as a vulnerability, and what does not",
	  "# Threat Model\n\n## Examples of vulnerabilities (in scope)\n\n"
	  "- **Path traversal** out of the root\n- **Injection** over the socket\n\n"
	  "## Examples of non-vulnerabilities (out of scope)\n\n### Malicious plugins\n\n"
	  "They may do all.\n",
	  2, 0 },
	{ "what is defended, in paragraphs",
	  "# Threat model\n\n## 2. What we defend\n\n**Confidentiality.** Letters are\n"
	  "encrypted against an attacker on the wire.\n\n**Impersonation.** Each letter is\n"
	  "signed.\n\n**Floods.** Senders are limited, so an attacker cannot exhaust us.\n\n"
	  "## 3. What we do NOT defend\n\n**Seizure of a phone.** It is open then.\n",
	  3, 3 },
	{ "sentences that call themselves the answer, in prose that has few",
	  "# Receipts\n\n## Attacks\n\n**Forged letter.** An attacker makes one up.\n"
	  "Mitigated by a signature on each.\n\n**Key theft.** An attacker copies the key.\n"
	  "\n**Lying issuer.** An attacker may own the issuer.\n\n"
	  "**Omission.** An attacker may leave one out.\n",
	  4, 1 },
	{ "threats that only the answers are called after",
	  "# Threat model\n\n## Mitigations by threat\n\n### Stolen token\n\n- expiry\n\n"
	  "### Injection\n\n- bound values\n\n### Flood\n\n- limits\n\n"
	  "### Phishing\n\n- passkeys\n",
	  4, 4 },
	{ "answers that are called after threats which are listed",
	  "# Threat model\n\n## Threats\n\n- A token is stolen on the way\n"
	  "- A query is injected into a form\n- The door is flooded with calls\n\n"
	  "## Mitigations\n\n### Stolen token\n\n- expiry\n\n### Injection\n\n"
	  "- bound values\n\n### Flood\n\n- limits\n",
	  3, 3 },
	{ "controls are no threats",
	  "# Threat model\n\n## Mitigations\n\n### Encryption\n\n- TLS\n\n"
	  "### Replay protection\n\n- nonces\n\n### Rate limiting\n\n- 10 a minute\n",
	  0, 0 },
	{ "threats by other names of their heading",
	  "# Shop\n\n## Misuse scenarios\n\n| Scenario | Remedy |\n|---|---|\n"
	  "| A coin is forged | Scales |\n| A drawer is robbed | A lock |\n",
	  2, 2 },
};

START_TEST(what_is_told_alike_is_read_alike)
{
	check_counts(&documents[_i]);
}
END_TEST

/* What is drawn in a language that is not read, and what a drawing calls trusted. */
START_TEST(drawings_are_seen)
{
	const struct tg_model *m = read_md(
		"# M\n\n## Data flow diagram\n\n```drawio\n<mxfile><mxCell/></mxfile>\n```\n\n"
		"## Code\n\n```\nUNTRUSTED clients\n-----------\nTRUSTED daemon\n```\n");

	ck_assert_uint_eq(m->sections.dfd, 5);
	ck_assert_str_eq(m->dfd.format, "drawio");
	ck_assert_uint_eq(m->sections.trust_boundaries, 11);
	m = read_md("# M\n\n## Example\n\n```dot\ndigraph { a -> b }\n```\n\n"
		    "```\nUNTRUSTED clients\n```\n");
	ck_assert_uint_eq(m->sections.dfd, 0);
	ck_assert_uint_eq(m->sections.trust_boundaries, 0);
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
	tcase_add_test(tc, drawings_are_seen);
	suite_add_tcase(suite, tc);
	return suite;
}
