/* The forms that people write threats in, one document each. */
#include "../../src/base/buf.h"
#include "counted.h"

static const struct counted documents[] = {
	{ "a bold label right below the last bullet ends the list",
	  "# Loom\n\n## Threats\n\n### Snapped yarn\n\n**Examples:**\n"
	  "- A knot from the mill\n- A pull that is\n  too hard\n"
	  "**Mitigation:** a sensor on each spool.\n\n### Forged pattern\n\n**Examples:**\n"
	  "- A card from a rival\n**Mitigation:** cards are signed, and the loom\n"
	  "refuses others.\n",
	  2, 2 },
	{ "paragraphs that begin with an id; a denial is no answer",
	  "# Threats\n\nT1. A stranger guesses the code. Codes expire after ten minutes.\n"
	  "\nT2. An employee looks up friends. Accesses are logged.\n\n"
	  "T3. The post office reads letters. Not mitigated.\n",
	  3, 2 },
	{ "ids in the lines of one paragraph, and a table that refers to them",
	  "# Mill\n\n## Threats\n\nT-1: A stranger opens the sluice.\n"
	  "T-2: The stone is driven too fast.\nT-3: Flour dust catches fire.\n\n"
	  "## Controls\n\n| Control | Mitigates |\n|---|---|\n| A lock | T-1 |\n"
	  "| A governor | T-2 |\n| No flames | T-3 |\n",
	  3, 3 },
	{ "questions in bold with their answers",
	  "# Post office\n\n## What can go wrong, and what do we do about it?\n\n"
	  "**Q: Can a guest read another guest's letters?**\n"
	  "A: No. Each box has its own key.\n\n"
	  "**Q: Can a porter open a box without a trace?**\nA: The lock counts.\n",
	  2, 2 },
	{ "cards of labels between rules",
	  "# Threat model\n\n---\n\n**Threat ID:** 001\n**Name:** Unsigned updates\n"
	  "**Mitigation:** Updates are signed\n\n---\n\n**Threat ID:** 002\n"
	  "**Name:** Cloning of the device\n**Mitigation:** None\n\n---\n",
	  2, 1 },
	{ "cards in quotes",
	  "# Threat model\n\n## Threats\n\n"
	  "> **Threat:** A neighbour reads the meter by radio.\n>\n"
	  "> **Mitigation:** A key for each meter.\n\n"
	  "> **Threat:** A customer slows the meter with a magnet.\n>\n"
	  "> **Mitigation:** A sensor raises an alarm.\n",
	  2, 2 },
	{ "names before a colon, in every paragraph of the section",
	  "# Threats\n\nShared kiosks: the next person sees the account.\n\n"
	  "Look-alike domains: people are lured to a copy.\n\n"
	  "SIM swap: codes are read by others.\n",
	  3, 0 },
	{ "groups in a list, with answered threats nested in them",
	  "# Threat model\n\n## Threats and mitigations\n\n- Login\n"
	  "  - Credential stuffing\n    - Mitigation: breached passwords are refused\n"
	  "  - Session fixation\n    - Mitigation: a new id after login\n- Data\n"
	  "  - Backup theft\n    - Mitigation: backups are encrypted\n  - SQL injection\n"
	  "    - Mitigation: prepared statements\n",
	  4, 4 },
	{ "groups in a list whose nested items alone speak of attacks",
	  "# Threat model\n\n## Threats and mitigations\n\n* Network\n"
	  "    * Sniffing: TLS everywhere\n    * Spoofed names: DNSSEC\n* Host\n"
	  "    * Stolen disk: encryption of the whole disk\n* People\n"
	  "    * Odd visitors: a badge for each\n",
	  4, 4 },
	{ "what an attacker can do, and what is done about it",
	  "# Update client\n\n## Network attacker\n\n"
	  "An attacker who controls the network can:\n\n- serve an old release\n"
	  "- keep the client from updating\n- serve endless data\n\nMitigations:\n\n"
	  "- The version must not go back.\n- Manifests end after 14 days.\n"
	  "- Downloads end at the stated size.\n",
	  3, 3 },
	{ "what everybody can do is no list of threats",
	  "# Update client\n\n## Users\n\nA user can:\n\n- pause a download\n"
	  "- choose a mirror\n\nControls:\n\n- A button\n",
	  0, 0 },
	{ "arrows from the attack to what is done",
	  "# Attacks and defences\n\n"
	  "- Man in the middle \xe2\x86\x92 TLS with pinned certificates\n"
	  "- Replay \xe2\x86\x92 a nonce in each request\n"
	  "- Shoulder surfing -> the screen is blurred\n",
	  3, 3 },
	{ "a row that says the same as the one above",
	  "# Door lock\n\n| # | Threat | Mitigation |\n|---|---|---|\n"
	  "| 1 | Replay of an unlock command | Rolling counter |\n"
	  "| 2 | Relay attack over radio | ^ |\n| 3 | Recording of the command | ditto |\n",
	  3, 3 },
	{ "what is ticked off below a threat is done about it; its level ends with the line",
	  "# Threats\n\n## 1. Code in templates\n\nSeverity: Critical\n\n"
	  "User templates run on the server.\n\n- [x] Sandbox without attributes\n"
	  "- [ ] seccomp\n\n## 2. Enumeration of users\n\nSeverity: Low\n\n"
	  "- [x] The same text for both\n",
	  2, 2 },
	{ "a label with an id of its own",
	  "# LINDDUN analysis\n\n## Linkability\n\n"
	  "**Threat L1:** Two uploads of one phone are linked.\n"
	  "**Mitigation:** Uploads are delayed.\n\n## Non-repudiation\n\n"
	  "**Threat NR1:** A user cannot deny where they were.\n"
	  "**Mitigation:** Places are not kept.\n",
	  2, 2 },
	{ "a threat and its answer in one labelled text",
	  "# Threat model\n\n## Trust boundaries\n\n### Browser to API\n\n"
	  "- Threat: forged requests from other sites. Mitigation: SameSite cookies.\n"
	  "- Threat: scripts in comments. Mitigation: comments are escaped.\n",
	  2, 2 },
	{ "an answer in the middle of a paragraph",
	  "# Threat model\n\n## Physical attacks\n\n### Voltage glitching\n\n"
	  "Skips the check of the signature. Mitigation: the check runs twice with random "
	  "delays.\n\n### Malformed advertisement\n\n"
	  "Overflows the parser. Mitigation: parser in Rust, fuzzed.\n\n"
	  "### Forced pairing\n\n"
	  "The device pairs with anyone. Mitigation: a button has to be pressed.\n",
	  3, 3 },
	{ "prevent, detect, respond",
	  "# Threats\n\n### Ransomware on the server\n\n- **Prevent:** a list of programs\n"
	  "- **Detect:** canary files\n- **Respond:** restore\n\n### Leak by a partner\n\n"
	  "- **Prevent:** partners get tokens\n- **Detect:** seeded records\n"
	  "- **Respond:** call them\n",
	  2, 2 },
	{ "what is in scope, where it lists attacks",
	  "# Threat model\n\n## In scope\n\n"
	  "- A malicious site that calls the local API. The Origin header is checked.\n"
	  "- A stolen token. It expires with the session.\n"
	  "- A hostile file. Parsers are sandboxed.\n\n## Out of scope\n\n"
	  "- Malware that runs as the same user.\n",
	  3, 3 },
	{ "what is in scope, where it lists parts",
	  "# Threat model\n\n## In scope\n\n- The web app\n- The worker\n",
	  0, 0 },
	{ "threats by what they break",
	  "# Threat model\n\n## Confidentiality\n\n"
	  "- *Leaked exports.* Exports are deleted after a day.\n"
	  "- *Readable backups.* Backups are encrypted.\n\n## Integrity\n\n"
	  "- *Changed grades.* Each change is approved by a second teacher.\n"
	  "- *Forged certificates.* Certificates are signed.\n",
	  4, 4 },
	{ "what is no threat by its heading",
	  "# Threat model\n\n## Threats\n\n### The server's key changes\n"
	  "**Mitigation:** the connection is refused.\n\n### The agent is abused\n"
	  "**Mitigation:** forwarding is off.\n\n## Non-threats\n\n### Local root\n\n"
	  "Root on the client can read everything.\n\n### Quantum computers\n\n"
	  "Hybrid keys are on by default.\n",
	  2, 2 },
	{ "security considerations of a protocol",
	  "# Widget Protocol\n\n## 8. Security Considerations\n\n### 8.1 Eavesdropping\n\n"
	  "Messages are read on the path. Implementations require TLS.\n\n### 8.2 Replay\n"
	  "\nA recorded message is sent again. Receivers reject numbers that were seen.\n\n"
	  "### 8.3 Amplification\n\n"
	  "A small request has a large answer. Servers limit answers to three times the "
	  "size.\n",
	  3, 3 },
	{ "prose below a heading that promises mitigations",
	  "# Threat model\n\n## Attacks and countermeasures\n\n### A. Network\n\n"
	  "**Traffic analysis.** Notes are padded to powers of two.\n\n"
	  "**Downgrade to HTTP.** HSTS with preload.\n",
	  2, 2 },
	{ "names of attacks, each with what makes it fail",
	  "# my-lib\n\n## Security\n\n### Threat model\n\n"
	  "1. **Memory exhaustion** - inputs above 1 MB are rejected.\n"
	  "2. **Stack overflow by nesting** - there is no recursion.\n"
	  "3. **Hash flooding** - SipHash with a random key.\n",
	  3, 3 },
	{ "names of attacks, each with what it is",
	  "# my-lib\n\n## Threats\n\n"
	  "1. **Memory exhaustion** - a large input fills the memory.\n"
	  "2. **Stack overflow** - a deep document crashes the parser.\n"
	  "3. **Hash flooding** - crafted keys collide.\n",
	  3, 0 },
	{ "an order answers where the others have a label",
	  "# Post threat modeling\n\n## Sealing\n\n"
	  "* Guessing - asking until a stamp fits. Mitigation - a key for each office.\n"
	  "* Information leak - the reply tells too much. Mitigation - code review.\n"
	  "* Weak wax - use the wax of the guild.\n",
	  3, 3 },
	{ "a list that answers each of its items, below the name of a tree",
	  "# Threat model\n\n## Attack tree: read another tenant's files\n\n"
	  "1. Guess the link\n   - Countermeasure: random links\n2. Steal the cookie\n"
	  "   - Countermeasure: HttpOnly\n3. Bribe an administrator\n"
	  "   - Countermeasure: two people approve\n",
	  3, 3 },
	{ "items that only say that there is something to do",
	  "# Threats\n\n- Rollback of the firmware\n- TODO: document the boot attack\n"
	  "- TODO: SELinux\n",
	  1, 0 },
	{ "a dash with its reason is none",
	  "# Threats\n\n| ID | Threat | Category | Mitigation |\n|---|---|---|---|\n"
	  "| A1 | Changed outputs | T | \xe2\x80\x94 (the user's own space) |\n"
	  "| A3 | Replay | S | Counters |\n",
	  2, 1 },
	{ "a plan behind \"out of scope\" is one",
	  "# Threats\n\n| ID | Threat | Category | Mitigation |\n|---|---|---|---|\n"
	  "| A1 | Glitches | T | Out of scope; not planned either |\n"
	  "| A2 | Traffic analysis | I | Out of scope in v1; padding planned for v2 |\n"
	  "| A3 | Replay | S | Counters |\n",
	  3, 2 },
	{ "a status that says partly",
	  "# Threats\n\n### T1 Eclipse of a node `[MITIGATED]`\n\n"
	  "Outbound peers come from four sources.\n\n### T2 Time manipulation `[PARTIAL]`\n"
	  "\nThe median of the peers.\n",
	  2, 2 },
	{ "a card in a table with what remains",
	  "# Threats\n\n### T-SCAN-001: Endpoint discovery\n\n| Attribute | Value |\n"
	  "|---|---|\n| **Description** | Someone scans for gateways |\n"
	  "| **Attack vector** | Search engines |\n"
	  "| **Current mitigations** | Loopback by default |\n"
	  "| **Residual risk** | Medium |\n\n### T-SCAN-002: Channel probing\n\n"
	  "| Attribute | Value |\n|---|---|\n"
	  "| **Description** | Someone probes channels |\n"
	  "| **Attack vector** | Test messages |\n| **Current mitigations** | None |\n"
	  "| **Residual risk** | Low |\n| **Recommendations** | Random response times |\n",
	  2, 2 },
	{ "findings with a level in front, and praise",
	  "# Security review\n\n## Summary\n\n| Severity | Count |\n|---|---|\n"
	  "| High | 2 |\n\n## Transport\n\n### [HIGH] Plain HTTP\n\n"
	  "The relay listens on port 80.\n\n### [HIGH] Replay of requests\n\n"
	  "Requests carry no nonce.\n\n### [LOW] Errors are echoed\n\nThey show paths.\n\n"
	  "### [POSITIVE] No forged ciphers\n\nThey come from a library.\n",
	  3, 0 },
	{ "numbers in brackets in front of paragraphs",
	  "# Threat model\n\n## Threats\n\n"
	  "(1) A client may send a frame that is too large. The reader stops at the "
	  "length.\n\n"
	  "(2) A client may keep a connection open. Idle connections are closed.\n\n"
	  "(3) A server may redirect the client. Redirects to other hosts are refused.\n",
	  3, 3 },
	{ "a table of controls below each threat",
	  "# Threat model\n\n## TM1. A site triggers local actions\n\n"
	  "| Control | Type | Status |\n|---|---|---|\n"
	  "| Origin check | Preventive | Done |\n"
	  "| Token in a header | Preventive | Done |\n\n"
	  "## TM2. A crash loop by malformed input\n\n| Control | Type | Status |\n"
	  "|---|---|---|\n| Fuzzing | Detective | Done |\n"
	  "| Supervisor | Corrective | Done |\n",
	  2, 2 },
	{ "what is not there is a risk, not a control",
	  "# Known risks\n\nWe know of these:\n\n- Passwords are stored in clear.\n"
	  "- The admin page has no MFA.\n- Backups are not encrypted.\n",
	  3, 0 },
	{ "places with threats in them",
	  "# Threat assessment\n\n## Component: Ingest\n\n**Risk rating:** High\n\n"
	  "- *Malformed archives*: they crash the parser\n"
	  "- *Archive bombs*: they fill the disk\n\n## Component: Search\n\n"
	  "**Risk rating:** Medium\n\n- *Query injection*: queries are changed\n"
	  "- *Index leakage*: tenants see each other\n",
	  4, 0 },
	{ "questions that are headings of their own",
	  "# Post office\n\n## What can go wrong, and what do we do about it?\n\n"
	  "**Q: Can a guest read another guest's letters?**\n\n"
	  "A: No. Each box has its own key.\n\n"
	  "**Q: Can a porter open a box without a trace?**\n\nA: The lock counts.\n",
	  2, 2 },
	{ "controls that name what they address",
	  "# Threat model\n\n| Control | Threat addressed |\n|---|---|\n"
	  "| Rate limit | Credential stuffing |\n| Signed commits | Forged commits |\n",
	  2, 2 },
	{ "what they may try to do",
	  "# Threat model\n\n| They may try to | We prevent it by |\n|---|---|\n"
	  "| read old rooms | new keys on each removal |\n"
	  "| impersonate a member | signatures |\n",
	  2, 2 },
	{ "techniques of a matrix of attacks",
	  "# Threat model\n\n| Tactic | Technique | How it applies | Countermeasure |\n"
	  "|---|---|---|---|\n"
	  "| Initial access | Phishing | Mails to operators | Hardware keys |\n"
	  "| Impact | Encryption of data | Ransomware | Immutable backups |\n",
	  2, 2 },
	{ "what could happen, how likely, what we do",
	  "# Threat model\n\n| What could happen | How likely | What we do about it |\n"
	  "|---|---|---|\n| Somebody scrapes the list | likely | pages are limited |\n"
	  "| Somebody floods the forum | likely | three posts an hour |\n",
	  2, 2 },
	{ "if this is compromised",
	  "# Threat model\n\n"
	  "| If this is compromised | the attacker gets | and is stopped by |\n"
	  "|---|---|---|\n| Web server | sessions | no credentials on the host |\n"
	  "| CI | the ability to build | a signature from a token |\n",
	  2, 2 },
	{ "channels with their exposure",
	  "# Threat model\n\n| Channel | Exposure | Mechanical defense |\n|---|---|---|\n"
	  "| Summaries | A span launders orders into a summary | Spans are framed |\n"
	  "| Tool egress | A query carries data out | Queries are scoped |\n",
	  2, 2 },
	{ "what an attacker wants, and why it fails",
	  "# Threat model\n\n| Attacker wants to | Why it fails |\n|---|---|\n"
	  "| Swap two notes | The id is authenticated |\n"
	  "| Roll back a note | The version is checked |\n",
	  2, 2 },
	{ "one column for both",
	  "# Threat model\n\n| Asset | Threats & mitigations |\n|---|---|\n"
	  "| API keys | Leak in logs \xe2\x86\x92 a redaction filter |\n"
	  "| Sessions | Fixation \xe2\x86\x92 a new id |\n",
	  2, 2 },
	{ "a worksheet that asks",
	  "# Threat model\n\n| STRIDE | Question | Answer | Mitigation |\n"
	  "|---|---|---|---|\n"
	  "| Spoofing | Can someone pose as the sensor? | Yes, keys are shared | One key "
	  "each |\n"
	  "| Tampering | Can readings be changed? | Yes, on the bus | A code for each "
	  "frame |\n",
	  2, 2 },
	{ "names of threats between commas in each row",
	  "# Platform\n\n## Trust boundaries and controls\n\n"
	  "| Boundary | Primary threats | Required controls |\n|---|---|---|\n"
	  "| Login | Credential stuffing, stale sessions, bot traffic | Rate limits, "
	  "passkeys |\n| Upload | Decompression bomb, spoofed type | A sanitizer |\n"
	  "| Webhook | Replay, forged body | A signature with a time |\n",
	  7, 7 },
	{ "categories between commas name no threats",
	  "# Platform\n\n## Threats by part\n\n| Part | Threats | Mitigations |\n"
	  "|---|---|---|\n| Login | Spoofing, tampering | Passkeys |\n"
	  "| Upload | A large file fills the disk, and the site goes down for "
	  "everybody who works there | A quota |\n",
	  2, 2 },
	{ "a table with a status beside one with answers, below an attack surface",
	  "# Kitchen\n\n## Attack surface\n\n### Input\n\n"
	  "| Attack vector | Risk | Status |\n|---|---|---|\n"
	  "| Injected salt | Spoiled soup | Not mitigated |\n"
	  "| Replayed orders | Cold soup | Numbered orders (mitigated) |\n\n"
	  "### Smells\n\n| Channel | Risk | Mitigation |\n|---|---|---|\n"
	  "| Window | The recipe leaks | None |\n"
	  "| Door | An eavesdropper listens | A curtain |\n",
	  4, 1 },
};

START_TEST(a_form_is_read_as_it_was_meant)
{
	check_counts(&documents[_i]);
}
END_TEST

/* Each row points at the one above, and there are many; so do lists with what an attacker
 * can do. Neither costs more than its length. */
START_TEST(what_refers_to_something_above_is_read_in_bounded_memory)
{
	struct tg_buf text = TG_BUF_INIT(1u << 20);

	tg_buf_puts(&text, "# Threats\n\n| Threat | Mitigation |\n|---|---|\n| a | b |\n");
	for (size_t i = 0; i < 8000; i++)
		tg_buf_puts(&text, "| ^ | ^ |\n");
	for (size_t i = 0; i < 1000; i++)
		tg_buf_puts(&text, "\nAn attacker can:\n\n- steal\n");
	ck_assert_uint_gt(read_md(text.ptr)->n_threats, 0);
	ck_assert_uint_lt(arena.used, 100u << 20);
	tg_buf_release(&text);
}
END_TEST

Suite *model_forms_suite(void);

Suite *model_forms_suite(void)
{
	Suite *suite = suite_create("model_forms");
	TCase *tc = tcase_create("documents");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_loop_test(tc, a_form_is_read_as_it_was_meant, 0,
			    (int)(sizeof(documents) / sizeof(documents[0])));
	tcase_add_test(tc, what_refers_to_something_above_is_read_in_bounded_memory);
	suite_add_tcase(suite, tc);
	return suite;
}
