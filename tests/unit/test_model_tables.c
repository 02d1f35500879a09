/* The forms of tables and blocks that hold threats. */
#include "counted.h"

static const struct counted documents[] = {
	{ "what justifies a state is what is done",
	  "# Threats exported from the tool\n\n"
	  "| Id | Diagram | Interaction | Category | Title | State | Priority | "
	  "Description | Justification |\n|---|---|---|---|---|---|---|---|---|\n"
	  "| 0 | Main | Request | Spoofing | Spoofing the customer | Mitigated | "
	  "High | A customer may be spoofed. | Customers sign in with passkeys |\n"
	  "| 1 | Main | Request | Tampering | Tampered order | Mitigated | High | "
	  "The order may be changed. | TLS 1.3 between all parties |\n"
	  "| 2 | Main | Response | Repudiation | Denied delivery | Not Started | Low "
	  "| The customer claims not to have received it. | |\n"
	  "| 3 | Main | Write | Denial of Service | Flooded queue | Needs "
	  "Investigation | Medium | The queue fills up. | |\n"
	  "| 4 | Main | Write | Elevation of Privilege | Clerk becomes manager | "
	  "Mitigated | High | A clerk uses the roles of a manager. | Roles are "
	  "checked on each call |\n",
	  5, 3 },
	{ "a column for each control, with a mark where it helps",
	  "# Greenhouse controller: threats and controls\n\n"
	  "| Threat | TLS | Signed firmware | Rate limits | Audit log |\n"
	  "|---|:-:|:-:|:-:|:-:|\n"
	  "| Eavesdropping on sensor values | \xe2\x9c\x85 | | | |\n"
	  "| Forged firmware update | | \xe2\x9c\x85 | | \xe2\x9c\x85 |\n"
	  "| Flood of commands | | | \xe2\x9c\x85 | |\n"
	  "| Replayed valve command | \xe2\x9c\x85 | | \xe2\x9c\x85 | |\n"
	  "| Denied change of settings | | | | \xe2\x9c\x85 |\n",
	  5, 5 },
	{ "a threat in each column",
	  "# Ferry ramp\n\n## Threats\n\n| | T1 | T2 | T3 |\n|---|---|---|---|\n"
	  "| **Threat** | Ramp lowered early | Forged boarding list | Jammed signal "
	  "|\n"
	  "| **STRIDE** | Elevation of privilege | Tampering | Denial of service |\n"
	  "| **Likelihood** | Low | Medium | Low |\n"
	  "| **Impact** | High | Medium | High |\n"
	  "| **Mitigation** | Interlock with the ship | Lists are signed | Two "
	  "signals |\n",
	  3, 3 },
	{ "as many lines in a cell of answers as in that of threats",
	  "# Cable car\n\n| Category | Threats | Mitigations |\n|---|---|---|\n"
	  "| Spoofing | A stranger uses the guide's card<br>A forged radio call "
	  "starts the car | Cards with a photo<br>Calls carry a code |\n"
	  "| Tampering | The brake is loosened<br>The log is edited | A daily "
	  "check<br>Logs are copied |\n"
	  "| Denial of Service | The rope is blocked<br>The radio is jammed | "
	  "Cameras<br>A second band |\n",
	  6, 6 },
	{ "dashes in a matrix of assets and categories",
	  "# STRIDE matrix\n\n"
	  "| Asset | Spoofing | Tampering | Repudiation | Info disclosure | DoS | "
	  "EoP |\n|---|---|---|---|---|---|---|\n"
	  "| Booking form | Bots pose as guests | - | Guests deny bookings | - | "
	  "Floods of bookings | - |\n"
	  "| Calendar | - | Entries moved by guests | - | Names visible to all | - | "
	  "- |\n"
	  "| Admin page | Stolen admin cookie | - | - | - | - | Guest becomes admin "
	  "|\n",
	  7, 0 },
	{ "a block of YAML for each threat",
	  "# Elevator threat model\n\n## Threats\n\n```yaml\nid: T-1\n"
	  "title: Doors are opened between floors\nstride: Tampering\n"
	  "severity: high\nmitigation: An interlock\n```\n\n```yaml\nid: T-2\n"
	  "title: The call button is pressed by a script\nstride: Denial of Service\n"
	  "severity: low\nmitigation: A limit for each floor\n```\n\n```yaml\n"
	  "id: T-3\ntitle: The camera is looked at by strangers\n"
	  "stride: Information Disclosure\nseverity: medium\n"
	  "mitigation: A password for the camera\n```\n",
	  3, 3 },
	{ "check lists that name what they are done about",
	  "# Threat checklist for the login page\n\n## Spoofing\n\n"
	  "- [x] Credential stuffing: breached passwords are refused\n"
	  "- [ ] Session fixation: the id should change at login\n\n## Tampering\n\n"
	  "- [x] Forged form posts: CSRF tokens\n\n## Information disclosure\n\n"
	  "- [x] User enumeration: the same answer for all names\n\n"
	  "## Denial of service\n\n- [x] Slow requests: a timeout of ten seconds\n"
	  "- [ ] Floods of password resets: not limited yet\n",
	  6, 5 },
	{ "marks for platforms are no controls",
	  "# Threats we know\n\n| Threat | Linux | macOS | Windows |\n"
	  "|---|---|---|---|\n| DLL planting | | | \xe2\x9c\x85 |\n"
	  "| Symlink races | \xe2\x9c\x85 | \xe2\x9c\x85 | |\n"
	  "| Clipboard snooping | \xe2\x9c\x85 | \xe2\x9c\x85 | \xe2\x9c\x85 |\n",
	  3, 0 },
	{ "a threat in each column, named in the header",
	  "# Threats of the kiosk\n\n| Threat | Skimming | Shoulder surfing |\n"
	  "|---|---|---|\n| Category | Spoofing | Information disclosure |\n"
	  "| Severity | High | Medium |\n"
	  "| Mitigation | A seal on the reader | A hood over the keys |\n",
	  2, 2 },
};

START_TEST(reads_the_table)
{
	check_counts(&documents[_i]);
}
END_TEST

Suite *model_tables_suite(void);

Suite *model_tables_suite(void)
{
	Suite *suite = suite_create("model_tables");
	TCase *tc = tcase_create("documents");

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_loop_test(tc, reads_the_table, 0,
			    (int)(sizeof(documents) / sizeof(documents[0])));
	suite_add_tcase(suite, tc);
	return suite;
}
