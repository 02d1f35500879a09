#include "../../src/base/buf.h"
#include "../../src/model/compare.h"
#include "../../src/model/read.h"

#include <check.h>
#include <string.h>

/* The document that every case edits. */
static const char document[] =
	"---\n"
	"covers: [\"services/tickets/**\", \"lib/seats/**\"]\n"
	"---\n"
	"# Ticket shop\n"
	"\n"
	"## Scope\n"
	"\n"
	"Sells seats for concerts.\n"
	"\n"
	"## Data flow diagram\n"
	"\n"
	"```mermaid\n"
	"flowchart LR\n"
	"  subgraph Internet\n"
	"    F[Fan]\n"
	"  end\n"
	"  subgraph Cluster\n"
	"    T([Ticket Service]) --> D[(Seat Database)]\n"
	"  end\n"
	"  F -->|HTTPS| T\n"
	"  T -->|HTTPS| B[Bank API]\n"
	"```\n"
	"\n"
	"## Trust boundaries\n"
	"\n"
	"- Internet to Cluster\n"
	"\n"
	"## Threats\n"
	"\n"
	"| ID | Threat | Category | Description |\n"
	"|---|---|---|---|\n"
	"| T1 | Seat hoarding | DoS | A script reserves every seat and lets them lapse |\n"
	"| T2 | Forged payment | Spoofing | Somebody posts a bank callback that the bank never sent |\n"
	"| T3 | Price change | Tampering | The buyer alters the price in the request body |\n"
	"| T4 | Name list leak | Information Disclosure | Guests' names turn up in debug output |\n"
	"\n"
	"## Risk\n"
	"\n"
	"| Threat | D | R | E | A | D | Total | Priority |\n"
	"|---|---|---|---|---|---|---|---|\n"
	"| T1 | 2 | 3 | 3 | 3 | 3 | 14 | Critical |\n"
	"| T2 | 3 | 2 | 2 | 3 | 2 | 12 | High |\n"
	"| T3 | 3 | 3 | 2 | 1 | 2 | 11 | High |\n"
	"| T4 | 2 | 2 | 1 | 2 | 1 | 8 | Medium |\n"
	"\n"
	"## Mitigations\n"
	"\n"
	"| Threat | Mitigation | Status | Owner | Evidence |\n"
	"|---|---|---|---|---|\n"
	"| T1 | Hold at most 6 seats per account for 10 minutes | Implemented | @seats | `lib/seats/hold.py:limit` |\n"
	"| T2 | Verify the signature of every bank callback before it is stored | Implemented | @pay | `services/tickets/bank.py` |\n"
	"| T3 | Compute the price on the server and ignore the one in the request | Planned | @pay | |\n"
	"| T4 | Debug output is off in production, the rest is tolerable | Accepted risk: guests agree to be listed | @seats | |\n";

#define NOTHING ""
#define ROW_T2 "| T2 | Forged payment | Spoofing | Somebody posts a bank callback that the bank never sent |\n"
#define RISK_T2 "| T2 | 3 | 2 | 2 | 3 | 2 | 12 | High |\n"
#define DO_T2 "| T2 | Verify the signature of every bank callback before it is stored | Implemented | @pay | `services/tickets/bank.py` |\n"

/* What is edited, and what must be seen: deltas and findings ("!" error, "?"
 * warning, "." note). Pairs: one that has it, one that nearly has it. */
static const struct {
	const char *label;
	const char *edits[9]; /* from, to, from, to ... */
	const char *deltas, *findings;
} cases[] = {
	{ "nothing changed", { NULL }, NOTHING, NOTHING },
	{ "threat deleted with all that was said of it",
	  { ROW_T2, "", RISK_T2, "", DO_T2, "" },
	  "threat-deleted(T2)", "!model/threat-deleted" },
	{ "threat moved to the end of the table",
	  { ROW_T2, "", "debug output |\n\n", "debug output |\n" ROW_T2 "\n" },
	  NOTHING, NOTHING },
	{ "threat reworded",
	  { "Somebody posts a bank callback that the bank never sent",
	    "An attacker posts a callback that the bank never sent" },
	  "threat-changed(T2)", NOTHING },
	{ "another threat under the same id",
	  { "| T2 | Forged payment | Spoofing | Somebody posts a bank callback that the bank never sent |",
	    "| T2 | Unread newsletter | Repudiation | Marketing mail is filed under other |" },
	  "threat-deleted(T2) threat-added(T2)", "!model/threat-deleted" },
	{ "threat added",
	  { "debug output |\n\n",
	    "debug output |\n| T5 | Staff misuse | Elevation of Privilege | A cashier grants himself the manager's role |\n\n" },
	  "threat-added(T5)", NOTHING },
	{ "threat deleted, and the document says why",
	  { ROW_T2, "", RISK_T2, "", DO_T2, "",
	    "Sells seats for concerts.\n",
	    "Sells seats for concerts.\n\nT2 retired: the bank pulls payments itself since May.\n" },
	  "threat-deleted(T2)", ".model/threat-deleted" },
	{ "a reason for another threat is no reason for this one",
	  { ROW_T2, "", RISK_T2, "", DO_T2, "",
	    "Sells seats for concerts.\n",
	    "Sells seats for concerts.\n\nT22 retired: the bank pulls payments itself since May.\n" },
	  "threat-deleted(T2)", "!model/threat-deleted" },
	{ "mitigation deleted", { DO_T2, "" },
	  "mitigation-deleted(T2)", "!model/mitigation-deleted" },
	{ "mitigation denied",
	  { "Verify the signature of every bank callback before it is stored",
	    "None" },
	  "mitigation-deleted(T2)", "!model/mitigation-deleted" },
	{ "mitigation split into two",
	  { DO_T2,
	    "| T2 | Verify the signature of every bank callback | Implemented | @pay | `services/tickets/bank.py` |\n"
	    "| T2 | Verify every callback before it is stored | Implemented | @pay | |\n" },
	  "mitigation-changed(T2) mitigation-added(T2)", NOTHING },
	{ "mitigation said in stock words",
	  { "Verify the signature of every bank callback before it is stored",
	    "Follow best practices for bank callbacks" },
	  "mitigation-weakened(T2)", "!model/mitigation-weakened" },
	{ "mitigation hedged",
	  { "Verify the signature of every bank callback before it is stored",
	    "Verify the signature of every bank callback where possible before it is stored" },
	  "mitigation-weakened(T2)", "!model/mitigation-weakened" },
	{ "mitigation of a part only",
	  { "Verify the signature of every bank callback before it is stored",
	    "Verify the signature of most bank callbacks before one is stored" },
	  "mitigation-weakened(T2)", "!model/mitigation-weakened" },
	{ "mitigation of all, said otherwise",
	  { "Verify the signature of every bank callback before it is stored",
	    "Verify the signature of all bank callbacks before some are stored" },
	  "mitigation-changed(T2)", NOTHING },
	{ "mitigation cut short",
	  { "Verify the signature of every bank callback before it is stored",
	    "Verify every bank callback" },
	  "mitigation-weakened(T2)", "!model/mitigation-weakened" },
	{ "limit loosened",
	  { "for 10 minutes", "for 24 hours" },
	  "mitigation-weakened(T1)", "!model/mitigation-weakened" },
	{ "limit tightened",
	  { "for 10 minutes", "for 5 minutes" },
	  "mitigation-changed(T1)", NOTHING },
	{ "evidence no longer named",
	  { " `lib/seats/hold.py:limit` ", " " },
	  "mitigation-weakened(T1)", "!model/mitigation-weakened" },
	{ "mitigation reworded",
	  { "Verify the signature of every bank callback before it is stored",
	    "Check the signature of every callback of the bank before it is stored" },
	  "mitigation-changed(T2)", NOTHING },
	{ "mitigation replaced by another",
	  { "Verify the signature of every bank callback before it is stored",
	    "Poll settlements nightly from a private network" },
	  "mitigation-changed(T2)", "?model/mitigation-weakened" },
	{ "implemented becomes planned",
	  { "stored | Implemented |", "stored | Planned |" },
	  "status-regressed(T2)", "!model/status-regressed" },
	{ "implemented becomes accepted, with a reason",
	  { "stored | Implemented |",
	    "stored | Accepted risk: the bank repays every forged order |" },
	  "status-regressed(T2)", ".model/status-regressed" },
	{ "planned becomes implemented",
	  { "request | Planned |", "request | Implemented |" },
	  "status-advanced(T3)", NOTHING },
	{ "acceptance taken away",
	  { "| T4 | Debug output is off in production, the rest is tolerable | Accepted risk: guests agree to be listed | @seats | |\n",
	    "" },
	  "acceptance-removed(T4)", "!model/acceptance-removed" },
	{ "acceptance replaced by a mitigation",
	  { "| T4 | Debug output is off in production, the rest is tolerable | Accepted risk: guests agree to be listed | @seats | |\n",
	    "| T4 | Redact names in the logging filter of the service | Implemented | @seats | |\n" },
	  "acceptance-removed(T4) mitigation-added(T4)",
	  ".model/acceptance-removed" },
	{ "risk lowered, nothing else",
	  { "| 12 | High |", "| 8 | Medium |", "| T2 | 3 | 2 | 2 | 3 | 2 |",
	    "| T2 | 2 | 1 | 2 | 1 | 2 |" },
	  "risk-lowered(T2)", "!model/risk-lowered" },
	{ "risk lowered, since the mitigation is there now",
	  { "request | Planned |", "request | Implemented |", "| 11 | High |",
	    "| 8 | Medium |", "| T3 | 3 | 3 | 2 | 1 | 2 |",
	    "| T3 | 2 | 1 | 2 | 1 | 2 |" },
	  "status-advanced(T3) risk-lowered(T3)", NOTHING },
	{ "risk lowered, and a mitigation merely reworded",
	  { "Verify the signature of every bank callback before it is stored",
	    "Check the signature of every callback of the bank before it is stored",
	    "| 12 | High |", "| 8 | Medium |", "| T2 | 3 | 2 | 2 | 3 | 2 |",
	    "| T2 | 2 | 1 | 2 | 1 | 2 |" },
	  "mitigation-changed(T2) risk-lowered(T2)", "!model/risk-lowered" },
	{ "a heading that excludes, with what is below it",
	  { "## Data flow diagram\n",
	    "### Exclusions\n\n- The box office and its printers\n\n## Data flow diagram\n" },
	  "scope-shrunk(The box office and its printers)",
	  "!model/scope-shrunk" },
	{ "a word of exclusion elsewhere",
	  { "Sells seats for concerts.\n",
	    "Sells seats for concerts. Guests who misbehave are excluded.\n" },
	  NOTHING, NOTHING },
	{ "risk raised",
	  { "| 8 | Medium |", "| 11 | High |", "| T4 | 2 | 2 | 1 | 2 | 1 |",
	    "| T4 | 3 | 2 | 2 | 2 | 2 |" },
	  "risk-raised(T4)", NOTHING },
	{ "pattern taken out of the coverage",
	  { ", \"lib/seats/**\"", "" },
	  "coverage-shrunk(lib/seats/**)", "!model/scope-shrunk" },
	{ "pattern widened",
	  { "services/tickets/**", "services/**" },
	  "scope-grown(services/**)", NOTHING },
	{ "coverage negated",
	  { "\"lib/seats/**\"]", "\"lib/seats/**\", \"!lib/seats/hold.py\"]" },
	  "coverage-shrunk(lib/seats/hold.py)", "!model/scope-shrunk" },
	{ "element taken out of the diagram",
	  { "  T -->|HTTPS| B[Bank API]\n", "" },
	  "scope-shrunk(Bank API)", "!model/scope-shrunk" },
	{ "element renamed",
	  { "B[Bank API]", "B[Bank API v2]" }, NOTHING, NOTHING },
	{ "trust boundary taken out of the diagram",
	  { "  subgraph Internet\n    F[Fan]\n  end\n", "  F[Fan]\n" },
	  "scope-shrunk(Internet)", "!model/scope-shrunk" },
	{ "trust boundary no longer listed, the diagram stays",
	  { "- Internet to Cluster\n", "- Shop to the box office\n" },
	  "scope-shrunk(Internet to Cluster) scope-grown(Shop to the box office)",
	  "!model/scope-shrunk" },
	{ "trust boundary said in other words",
	  { "- Internet to Cluster\n", "- From the Internet to the Cluster\n" },
	  NOTHING, NOTHING },
	{ "trust boundary moved to another section",
	  { "- Internet to Cluster\n", "As above.\n", "Sells seats for concerts.\n",
	    "Sells seats for concerts. What comes from the Internet to Cluster is hostile.\n" },
	  NOTHING, NOTHING },
	{ "trust boundary no longer listed, and the document says why",
	  { "- Internet to Cluster\n", "Internet to Cluster was removed: the shop is on premises now.\n" },
	  "", "" },
	{ "risk lowered, and the rating says why",
	  { "| 12 | High |", "| 12 | Medium: the bank signs every callback and pays for forged ones |" },
	  "risk-lowered(T2)", ".model/risk-lowered" },
	{ "risk lowered, and the rating says little",
	  { "| 12 | High |", "| 12 | Medium (new) |" },
	  "risk-lowered(T2)", "!model/risk-lowered" },
	{ "declared out of scope",
	  { "Sells seats for concerts.\n",
	    "Sells seats for concerts. The bank is out of scope.\n" },
	  "scope-shrunk(Sells seats for concerts. The bank is out of scope.)",
	  "!model/scope-shrunk" },
	{ "declared out of scope, because",
	  { "Sells seats for concerts.\n",
	    "Sells seats for concerts.\n\nThe bank is out of scope, because its own model covers it.\n" },
	  "scope-shrunk(The bank is out of scope, because its own model covers it.)",
	  ".model/scope-shrunk" },
	{ "section taken away",
	  { "## Trust boundaries\n\n- Internet to Cluster\n\n", "",
	    "  subgraph Internet\n    F[Fan]\n  end\n", "  F[Fan]\n",
	    "  subgraph Cluster\n    T([Ticket Service]) --> D[(Seat Database)]\n  end\n",
	    "  T([Ticket Service]) --> D[(Seat Database)]\n" },
	  "scope-shrunk(the trust boundaries) scope-shrunk(Internet) scope-shrunk(Cluster)",
	  "!model/scope-shrunk !model/scope-shrunk !model/scope-shrunk" },
};

static const char *edited(struct tg_arena *arena, const char *const *edits)
{
	struct tg_str text = { document, sizeof(document) - 1 };

	for (; edits[0]; edits += 2) {
		struct tg_buf buf = TG_BUF_INIT(1u << 20);
		size_t at = tg_str_find(text, tg_str(edits[0]));

		ck_assert_msg(at != SIZE_MAX, "no such text: %s", edits[0]);
		tg_buf_put_str(&buf, tg_str_sub(text, 0, at));
		tg_buf_puts(&buf, edits[1]);
		tg_buf_put_str(&buf, tg_str_from(text, at + strlen(edits[0])));
		text = tg_str(tg_arena_dup_str(arena, tg_buf_str(&buf)));
		tg_buf_release(&buf);
	}
	return text.p;
}

static struct tg_model *read_model(struct tg_arena *arena, const char *path,
				   const char *text)
{
	struct tg_model *model = NULL;
	struct tg_err err;

	ck_assert_msg(tg_model_read(&model, arena, path, tg_str(text), &err) == TG_OK,
		      "%s", err.msg);
	return model;
}

static void put_deltas(struct tg_buf *out, const struct tg_comparison *c)
{
	tg_buf_puts(out, "");
	for (size_t i = 0; i < c->n; i++)
		tg_buf_printf(out, "%s%s(%s)", i ? " " : "",
			      tg_delta_name(c->deltas[i].kind), c->deltas[i].subject);
}

static void put_findings(struct tg_buf *out, const struct tg_finding *f, size_t n)
{
	tg_buf_puts(out, "");
	for (size_t i = 0; i < n; i++)
		tg_buf_printf(out, "%s%c%s", i ? " " : "", ".?!"[f[i].level], f[i].id);
}

START_TEST(an_edit_is_seen_for_what_it_is)
{
	struct tg_arena arena = TG_ARENA_INIT;
	struct tg_buf deltas = TG_BUF_INIT(65536), found = TG_BUF_INIT(65536);
	struct tg_comparison c;
	struct tg_finding *findings;
	size_t n;

	tg_compare(&c, &arena, read_model(&arena, "docs/tickets.md", document),
		   read_model(&arena, "docs/tickets.md",
			      edited(&arena, cases[_i].edits)));
	put_deltas(&deltas, &c);
	n = tg_comparison_findings(&findings, &arena, &c, NULL, 0);
	put_findings(&found, findings, n);
	ck_assert_msg(strcmp(deltas.ptr ? deltas.ptr : "", cases[_i].deltas) == 0,
		      "%s:\n got %s\nwant %s", cases[_i].label, deltas.ptr,
		      cases[_i].deltas);
	ck_assert_msg(strcmp(found.ptr ? found.ptr : "", cases[_i].findings) == 0,
		      "%s:\n got %s\nwant %s", cases[_i].label, found.ptr,
		      cases[_i].findings);
	tg_buf_release(&deltas);
	tg_buf_release(&found);
	tg_arena_release(&arena);
}
END_TEST

static const struct {
	const char *label;
	const char *subject, *reason;
	enum tg_level level;
} reasons[] = {
	{ "no reason", "", "", TG_LEVEL_ERROR },
	{ "by id", "Threat T2 retired", "payments are pulled by the bank now",
	  TG_LEVEL_NOTE },
	{ "by title", "forged payment", "payments are pulled by the bank now",
	  TG_LEVEL_NOTE },
	{ "too short to be one", "Threat T2 retired", "done", TG_LEVEL_ERROR },
	{ "of another threat", "Threat T12 retired",
	  "payments are pulled by the bank now", TG_LEVEL_ERROR },
};

/* The same boundaries as rows: the first cell may be a number. */
#define BOUNDARY_HEAD "# Kiosk\n\n## Trust boundaries\n\n| # | Boundary | What is checked |\n|---|---|---|\n"
#define BOUNDARY_1 "| TB1 | Visitor to kiosk | the ticket's code |\n"
#define BOUNDARY_2 "| TB2 | Kiosk to museum server | the device certificate |\n"
#define BOUNDARY_3 "| TB3 | Museum server to ministry archive | a signed export |\n"
#define KIOSK_THREATS "\n## Threats\n\n| ID | Threat | Category |\n|---|---|---|\n| T1 | Copied ticket | Spoofing |\n"

static const struct {
	const char *label, *after, *deltas;
} rows[] = {
	{ "all rows stay", BOUNDARY_1 BOUNDARY_2 BOUNDARY_3, "" },
	{ "in another order", BOUNDARY_3 BOUNDARY_1 BOUNDARY_2, "" },
	{ "renumbered", "| 1 | Visitor to kiosk | the code |\n| 2 | Kiosk to museum server | a certificate |\n"
			"| 3 | Museum server to ministry archive | a signed export |\n", "" },
	{ "one is taken out", BOUNDARY_1 BOUNDARY_3, "scope-shrunk(Kiosk to museum server)" },
	{ "one is reworded", BOUNDARY_1 BOUNDARY_2 "| TB3 | Server to the archive of the ministry | a signed export |\n",
	  "" },
	{ "another one under its number", BOUNDARY_1 BOUNDARY_2 "| TB3 | Cleaner's cupboard | a key |\n",
	  "scope-shrunk(Museum server to ministry archive) scope-grown(Cleaner's cupboard)" },
};

START_TEST(a_row_of_the_trust_boundaries_is_missed)
{
	struct tg_arena arena = TG_ARENA_INIT;
	struct tg_buf deltas = TG_BUF_INIT(65536);
	struct tg_comparison c;
	const char *after = tg_arena_printf(&arena, "%s%s%s", BOUNDARY_HEAD,
					    rows[_i].after, KIOSK_THREATS);

	tg_compare(&c, &arena,
		   read_model(&arena, "kiosk.md",
			      BOUNDARY_HEAD BOUNDARY_1 BOUNDARY_2 BOUNDARY_3 KIOSK_THREATS),
		   read_model(&arena, "kiosk.md", after));
	put_deltas(&deltas, &c);
	ck_assert_msg(strcmp(deltas.ptr, rows[_i].deltas) == 0, "%s:\n got %s\nwant %s",
		      rows[_i].label, deltas.ptr, rows[_i].deltas);
	tg_buf_release(&deltas);
	tg_arena_release(&arena);
}
END_TEST

START_TEST(a_reason_in_the_body_counts_for_what_it_names)
{
	const char *const gone[] = { ROW_T2, "", RISK_T2, "", DO_T2, "", NULL };
	const struct tg_model_reason reason = { reasons[_i].subject,
						reasons[_i].reason };
	struct tg_arena arena = TG_ARENA_INIT;
	struct tg_comparison c;
	struct tg_finding *f;

	tg_compare(&c, &arena, read_model(&arena, "a.md", document),
		   read_model(&arena, "a.md", edited(&arena, gone)));
	ck_assert_uint_eq(tg_comparison_findings(&f, &arena, &c, &reason, 1), 1);
	ck_assert_msg(f[0].level == reasons[_i].level, "%s", reasons[_i].label);
	ck_assert_str_eq(f[0].threat, "T2");
	ck_assert_int_eq(f[0].side, TG_SIDE_OLD);
	ck_assert_ptr_nonnull(strstr(f[0].message, "T2 (Forged payment)"));
	tg_arena_release(&arena);
}
END_TEST

/* Every threat takes the id of the one before it: the first is gone, and none
 * of the others. */
START_TEST(a_renumbered_list_is_followed_by_its_words)
{
	const char *const edits[] = {
		"| T1 | Seat hoarding | DoS | A script reserves every seat and lets them lapse |\n", "",
		"| T2 | Forged", "| T1 | Forged", "| T3 | Price", "| T2 | Price",
		"| T4 | Name", "| T3 | Name", NULL };
	struct tg_arena arena = TG_ARENA_INIT;
	struct tg_comparison c;
	struct tg_finding *f;
	size_t n, deleted = 0;

	tg_compare(&c, &arena, read_model(&arena, "a.md", document),
		   read_model(&arena, "a.md", edited(&arena, edits)));
	n = tg_comparison_findings(&f, &arena, &c, NULL, 0);
	for (size_t i = 0; i < n; i++) {
		if (strcmp(f[i].id, "model/threat-deleted") != 0)
			continue;
		ck_assert_str_eq(f[i].threat, "T1");
		deleted++;
	}
	ck_assert_uint_eq(deleted, 1);
	tg_arena_release(&arena);
}
END_TEST

START_TEST(a_deleted_model_is_one_finding)
{
	struct tg_arena arena = TG_ARENA_INIT;
	struct tg_model *model = read_model(&arena, "docs/tickets.md", document);
	struct tg_model_reason reason = { "docs/tickets.md",
					  "the shop was sold last year" };
	struct tg_comparison c;
	struct tg_finding *f;

	tg_compare(&c, &arena, model, NULL);
	ck_assert_uint_eq(c.n, 1 + model->n_threats);
	ck_assert_uint_eq(tg_comparison_findings(&f, &arena, &c, NULL, 0), 1);
	ck_assert_str_eq(f->id, "model/threat-deleted");
	ck_assert_int_eq(f->level, TG_LEVEL_ERROR);
	ck_assert_uint_eq(tg_comparison_findings(&f, &arena, &c, &reason, 1), 1);
	ck_assert_int_eq(f->level, TG_LEVEL_NOTE);
	tg_compare(&c, &arena, NULL, model);
	ck_assert_uint_eq(tg_comparison_findings(&f, &arena, &c, NULL, 0), 0);
	tg_arena_release(&arena);
}
END_TEST

static const char other[] =
	"# Payments\n\n## Threats\n\n"
	"| ID | Threat | Category | Description |\n|---|---|---|---|\n"
	"| P1 | Refund twice | Tampering | A clerk refunds the same order again |\n";

START_TEST(a_threat_that_goes_to_another_document_is_not_deleted)
{
	const char *const gone[] = { ROW_T2, "", RISK_T2, "", DO_T2, "", NULL };
	struct tg_arena arena = TG_ARENA_INIT;
	struct tg_comparison c[2];
	struct tg_finding *f;
	const char *grown = tg_arena_printf(
		&arena, "%s| P2 | Forged payment | Spoofing | Somebody posts a bank "
		"callback that the bank never sent |\n\n## Mitigations\n\n"
		"| Threat | Mitigation | Status |\n|---|---|---|\n| P2 | Verify the "
		"signature of every bank callback before it is stored | Implemented |\n",
		other);

	tg_compare(&c[0], &arena, read_model(&arena, "a.md", document),
		   read_model(&arena, "a.md", edited(&arena, gone)));
	tg_compare(&c[1], &arena, read_model(&arena, "b.md", other),
		   read_model(&arena, "b.md", grown));
	tg_compare_across(c, 2, &arena);
	ck_assert_int_eq(c[0].deltas[0].kind, TG_DELTA_THREAT_MOVED);
	ck_assert_str_eq(c[0].deltas[0].to, "b.md");
	ck_assert_uint_eq(tg_comparison_findings(&f, &arena, &c[0], NULL, 0), 0);
	tg_arena_release(&arena);
}
END_TEST

START_TEST(a_fingerprint_survives_a_shift_of_lines)
{
	const char *const gone[] = { DO_T2, "", NULL };
	const char *const shifted[] = { DO_T2, "", "# Ticket shop\n",
					"# Ticket shop\n\nNew words.\n", NULL };
	struct tg_arena arena = TG_ARENA_INIT;
	struct tg_model *before = read_model(&arena, "a.md", document);
	struct tg_comparison c;
	struct tg_finding *one, *two;

	tg_compare(&c, &arena, before,
		   read_model(&arena, "a.md", edited(&arena, gone)));
	ck_assert_uint_eq(tg_comparison_findings(&one, &arena, &c, NULL, 0), 1);
	tg_compare(&c, &arena, before,
		   read_model(&arena, "a.md", edited(&arena, shifted)));
	ck_assert_uint_eq(tg_comparison_findings(&two, &arena, &c, NULL, 0), 1);
	ck_assert_str_eq(one->fingerprint, two->fingerprint);
	tg_arena_release(&arena);
}
END_TEST

/* Thousands of threats without ids, all reworded: bounded, and said so. */
START_TEST(a_crafted_list_is_bounded)
{
	enum { MANY = 3000 };
	struct tg_arena arena = TG_ARENA_INIT;
	struct tg_threat *old = tg_arena_calloc(&arena, MANY, sizeof(*old));
	struct tg_threat *new = tg_arena_calloc(&arena, MANY, sizeof(*new));
	struct tg_model before = { .path = "a.md", .threats = old, .n_threats = MANY };
	struct tg_model after = { .path = "a.md", .threats = new, .n_threats = MANY };
	struct tg_comparison c;

	for (unsigned i = 0; i < MANY; i++) {
		const struct tg_threat empty = { .id = "", .title = "", .element = "",
						 .category = "", .status = "",
						 .description = "" };

		old[i] = new[i] = empty;
		old[i].title = tg_arena_printf(&arena, "old %u words %u", i, i * 7);
		new[i].title = tg_arena_printf(&arena, "new %u terms %u", i, i * 3);
	}
	tg_compare(&c, &arena, &before, &after);
	ck_assert(c.incomplete);
	ck_assert_uint_eq(c.n, 2 * MANY);
	tg_arena_release(&arena);
}
END_TEST

/* A list of measures for the whole document, shared by every threat: the product
 * of both must not be built. */
START_TEST(a_long_list_for_many_threats_stays_small)
{
	enum { ROWS = 1000 };
	struct tg_arena arena = TG_ARENA_INIT;
	struct tg_buf text = TG_BUF_INIT(1u << 20);
	struct tg_comparison c;
	size_t all = 0;

	tg_buf_puts(&text, "# Tram depot\n\n| ID | Threat | Severity |\n|---|---|---|\n");
	for (int i = 0; i < ROWS; i++)
		tg_buf_printf(&text, "| T%d | Tram %d leaves without a driver | High |\n", i, i);
	tg_buf_puts(&text, "\n## Mitigations\n\n");
	for (int i = 0; i < ROWS; i++)
		tg_buf_printf(&text, "- Lock the switch of track number %d\n", i);
	struct tg_model *old = read_model(&arena, "a.md", text.ptr);

	tg_buf_puts(&text, "- Count the drivers\n");
	struct tg_model *new = read_model(&arena, "a.md", text.ptr);

	for (size_t i = 0; i < old->n_threats; i++)
		all += old->threats[i].n_mitigations;
	ck_assert_uint_eq(old->n_threats, ROWS);
	ck_assert_uint_eq(tg_model_mitigated(old), ROWS);
	ck_assert_uint_le(all, 25000);
	tg_compare(&c, &arena, old, new);
	ck_assert_uint_le(c.n, ROWS);
	tg_buf_release(&text);
	tg_arena_release(&arena);
}
END_TEST

Suite *compare_suite(void);

Suite *compare_suite(void)
{
	Suite *suite = suite_create("compare");
	TCase *tcase = tcase_create("compare");

	tcase_add_loop_test(tcase, an_edit_is_seen_for_what_it_is, 0,
			    (int)(sizeof(cases) / sizeof(cases[0])));
	tcase_add_loop_test(tcase, a_row_of_the_trust_boundaries_is_missed, 0,
			    (int)(sizeof(rows) / sizeof(rows[0])));
	tcase_add_loop_test(tcase, a_reason_in_the_body_counts_for_what_it_names, 0,
			    (int)(sizeof(reasons) / sizeof(reasons[0])));
	tcase_add_test(tcase, a_renumbered_list_is_followed_by_its_words);
	tcase_add_test(tcase, a_deleted_model_is_one_finding);
	tcase_add_test(tcase, a_threat_that_goes_to_another_document_is_not_deleted);
	tcase_add_test(tcase, a_fingerprint_survives_a_shift_of_lines);
	tcase_add_test(tcase, a_crafted_list_is_bounded);
	tcase_add_test(tcase, a_long_list_for_many_threats_stays_small);
	suite_add_tcase(suite, tcase);
	return suite;
}
