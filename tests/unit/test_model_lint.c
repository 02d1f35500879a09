/* Each check finds what it is for, and keeps still where that is nearly so. */
#include "../../src/model/fix.h"
#include "../../src/model/lint.h"
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

/* --- a repository that has src/auth.py with verify() ------------------------- */

static enum tg_path_state lookup(void *ctx, const char *path, bool want_text,
				 struct tg_str *text)
{
	(void)ctx;
	(void)want_text;
	*text = tg_str("import os\n\ndef verify(token):\n    return token\n");
	return strcmp(path, "src/auth.py") == 0 ? TG_PATH_FILE : TG_PATH_NONE;
}

static bool matches(void *ctx, const char *glob)
{
	(void)ctx;
	return strcmp(glob, "src/**") == 0;
}

static size_t lint(struct tg_finding **out, const char *text)
{
	struct tg_lint_options options = {
		.threshold = TG_RISK_HIGH,
		.today = "2026-06-01",
		.stale_days = 90,
		.code_changed = "2026-05-01",
		.lookup = lookup,
		.matches = matches,
	};
	struct tg_model *model = NULL;
	enum tg_rc rc = tg_model_read(&model, &arena, "docs/x.md", tg_str(text), &err);

	ck_assert_msg(rc == TG_OK, "%s", err.msg);
	return tg_model_lint(out, &arena, model, &options);
}

static const struct tg_finding *find(const struct tg_finding *f, size_t n, const char *id)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(f[i].id, id) == 0)
			return &f[i];
	return NULL;
}

/* --- a document, and one that is nearly it ------------------------------------ */

#define HEAD "# Till\n\nThe till takes orders of guests and prints them in the kitchen " \
	     "next door.\n\n"
#define ROWS "| ID | Threat | Category | Severity | Mitigation | Status | Owner | Due |\n" \
	     "|---|---|---|---|---|---|---|---|\n"
#define DREAD "| Threat | D | R | E | A | D | Total | Priority |\n" \
	      "|---|---|---|---|---|---|---|---|\n"
#define SCORED "| ID | Threat | Likelihood | Impact | Risk score | Mitigation |\n" \
	       "|---|---|---|---|---|---|\n"
#define SCORED2 "| ID | Threat | Likelihood | Impact | Risk | Mitigation |\n" \
		"|---|---|---|---|---|---|\n"
#define FINE "| T9 | Replay of an order | Spoofing | Low | Nonce in each order | Done | ann | |\n"
#define DOOMED "| T1 | Price is changed | Tampering | High | "

static const struct {
	const char *id;
	const char *has;
	uint32_t line;          /* where it is found */
	enum tg_level level;
	const char *nearly;
} checks[] = {
	{ "unrecognised", "# Policy\n\nOperators are trusted.\n", 1, TG_LEVEL_WARNING,
	  HEAD ROWS FINE },
	{ "unrecognised", "\xff\xfe#\0", 1, TG_LEVEL_WARNING, "\xef\xbb\xbf" HEAD ROWS FINE },
	{ "unrecognised", "---\nowner: ann\nthreshold: hihg\n---\n" HEAD ROWS FINE, 3,
	  TG_LEVEL_WARNING, "---\nowner: ann\nthreshold: High\n---\n" HEAD ROWS FINE },
	{ "unrecognised", "---\nreviewed: yesterday\n---\n" HEAD ROWS FINE, 2, TG_LEVEL_WARNING,
	  "---\nreviewed: 1 May 2026\n---\n" HEAD ROWS FINE },
	{ "unrecognised", "---\ntitle: Till\ncover: [src/**]\n---\n" HEAD ROWS FINE, 3,
	  TG_LEVEL_WARNING,
	  "---\ntitle: Till\ncovers: [src/**]\ncover: photo.png\n---\n" HEAD ROWS FINE },
	{ "section-missing", HEAD ROWS FINE, 1, TG_LEVEL_WARNING,
	  HEAD "## Data flow\n\n```mermaid\nflowchart LR\nsubgraph i[Internet]\n"
	       "g[Guest]\nend\nsubgraph h[House]\nt[Till]\nend\ng-->t\n```\n\n"
	       "## Threats\n\n" ROWS FINE },
	{ "threat-duplicate-id", HEAD ROWS FINE "| T9 | Another | DoS | Low | Limit of 9 a minute | Done | | |\n",
	  8, TG_LEVEL_ERROR,
	  HEAD ROWS FINE "| T10 | Another | DoS | Low | Limit of 9 a minute | Done | | |\n" },
	{ "stride-unknown", HEAD ROWS FINE FINE "| T2 | Odd | Sabotage | Low | Two keys | Done | | |\n",
	  9, TG_LEVEL_WARNING,
	  HEAD ROWS FINE "| T2 | Odd | Tampering - menu | Low | Two keys | Done | | |\n" },
	{ "stride-unknown", HEAD ROWS "| T2 | Odd | Sabotage | Low | Two keys | Done | | |\n",
	  7, TG_LEVEL_NOTE,
	  HEAD ROWS "| T2 | Odd | EoP, DoS | Low | Two keys | Done | | |\n" },
	{ "dread-range", HEAD DREAD "| T1: Forged order | 3 | 2 | 4 | 1 | 2 | 12 | High |\n",
	  7, TG_LEVEL_ERROR,
	  HEAD DREAD "| T1: Forged order | 9 | 7 | 8 | 6 | 5 | 35 | High |\n" },
	{ "dread-range", HEAD DREAD "| T1: Forged order | 3 | 2 |  | 1 | 2 | 8 | Medium |\n",
	  7, TG_LEVEL_ERROR,
	  HEAD DREAD "| T1: Forged order | 3 | 2 | 1 | 1 | 2 | 9 | Medium |\n" },
	{ "dread-total", HEAD DREAD "| T1: Forged order | 3 | 2 | 2 | 1 | 2 | 11 | High |\n",
	  7, TG_LEVEL_ERROR,
	  HEAD DREAD "| T1: Forged order | 3 | 2 | 2 | 1 | 2 | 2.0 | High |\n" },
	{ "priority-mismatch", HEAD DREAD "| T1: Forged order | 3 | 2 | 2 | 1 | 2 | 10 | Medium |\n",
	  7, TG_LEVEL_WARNING,
	  HEAD DREAD "| T1: Forged order | 3 | 2 | 2 | 1 | 2 | 10 | **High** |\n" },
	{ "priority-mismatch",
	  HEAD "| ID | Threat | Likelihood | Impact | Risk | Mitigation |\n|---|---|---|---|---|---|\n"
	       "| T1 | Forged order | High | Low | High | Signed orders |\n",
	  7, TG_LEVEL_WARNING,
	  HEAD "| ID | Threat | Likelihood | Impact | Risk | Mitigation |\n|---|---|---|---|---|---|\n"
	       "| T1 | Forged order | High | Low | Medium | Signed orders |\n" },
	{ "priority-mismatch", /* a score that is not the product */
	  HEAD SCORED "| T1 | Forged order | 4 | 5 | 20 | Signed orders |\n"
		      "| T2 | Second bill | 3 | 3 | 12 | One bill a table |\n",
	  8, TG_LEVEL_WARNING,
	  HEAD SCORED "| T1 | Forged order | 4 | 5 | 20 | Signed orders |\n"
		      "| T2 | Second bill | 3 | 3 | 9 | One bill a table |\n" },
	{ "priority-mismatch", /* nor the sum that the others are */
	  HEAD SCORED "| T1 | Forged order | 4 | 5 | 9 (high) | Signed orders |\n"
		      "| T2 | Second bill | 3 | 3 | 9 (medium) | One bill a table |\n"
		      "| T3 | Wrong table | 1 | 3 | 4 (low) | Tables have numbers |\n",
	  8, TG_LEVEL_WARNING,
	  HEAD SCORED "| T1 | Forged order | 4 | 5 | 41 | Signed orders |\n"
		      "| T2 | Second bill | 3 | 3 | 17 | One bill a table |\n" },
	{ "threat-unmitigated", HEAD ROWS DOOMED "None at this time | Open | | |\n", 7,
	  TG_LEVEL_ERROR, HEAD ROWS DOOMED "Price comes from the server | Done | | |\n" },
	{ "threat-unmitigated", HEAD "## Threats\n\n- **Spoofing**: a guest plays another.\n"
				     "- **Tampering**: prices are changed.\n",
	  7, TG_LEVEL_ERROR,
	  HEAD ROWS "| T1 | Crumbs | DoS | Low | - | Open | | |\n" FINE },
	{ "mitigation-vague", HEAD ROWS DOOMED "Improve security | Done | | |\n", 7,
	  TG_LEVEL_WARNING,
	  HEAD ROWS DOOMED "Improve security of `till/price.c` by signing | Done | | |\n" },
	{ "mitigation-no-status", HEAD ROWS FINE DOOMED "Price comes from the server | | | |\n",
	  8, TG_LEVEL_WARNING,
	  HEAD ROWS FINE DOOMED "Price comes from the server (planned) | | bob | |\n" },
	{ "mitigation-no-owner", HEAD ROWS FINE DOOMED "Price from the server | Planned | | |\n",
	  8, TG_LEVEL_WARNING,
	  HEAD ROWS FINE DOOMED "Price from the server | Planned | bob | |\n" },
	{ "mitigation-no-owner", HEAD ROWS DOOMED "Price from the server | Planned | | |\n",
	  7, TG_LEVEL_NOTE,
	  HEAD ROWS "| T1 | Crumbs | DoS | Low | Sweep every day | Planned | | |\n" },
	{ "accepted-no-reason", HEAD ROWS DOOMED "Accepted risk | Accepted | | |\n", 7,
	  TG_LEVEL_ERROR,
	  HEAD ROWS DOOMED "Accepted: guests pay what the menu says | Accepted | | |\n" },
	{ "accepted-no-reason", /* but nobody who decided, where others are named */
	  HEAD ROWS FINE DOOMED "Accepted: guests pay what the menu says | Accepted | | |\n", 8,
	  TG_LEVEL_WARNING,
	  HEAD ROWS FINE DOOMED "Accepted: guests pay what the menu says | Accepted | bob | |\n" },
	{ "mitigation-overdue", HEAD ROWS DOOMED "Price from the server | Planned | bob | 2026-05-31 |\n",
	  7, TG_LEVEL_WARNING,
	  HEAD ROWS DOOMED "Price from the server | Planned | bob | 2026-06-01 |\n" },
	{ "mitigation-overdue", HEAD ROWS DOOMED "Guests are regulars here | Accepted | bob | 2026-03-01 |\n",
	  7, TG_LEVEL_ERROR,
	  HEAD ROWS DOOMED "Price from the server | Done | bob | 2026-03-01 |\n" },
	{ "all-critical",
	  HEAD "| ID | Threat | Severity |\n|---|---|---|\n| T1 | a a | High |\n| T2 | b b | High |\n"
	       "| T3 | c c | High |\n| T4 | d d | High |\n| T5 | e e | High |\n",
	  7, TG_LEVEL_WARNING,
	  HEAD "| ID | Threat | Severity |\n|---|---|---|\n| T1 | a a | High |\n| T2 | b b | High |\n"
	       "| T3 | c c | High |\n| T4 | d d | High |\n| T5 | e e | Medium |\n" },
	{ "boundary-unanalysed",
	  HEAD "```mermaid\nflowchart LR\nsubgraph i[Internet]\ng[Guest]\nend\n"
	       "subgraph h[House]\nt[Printer]\nend\ng-->t\n```\n\n" ROWS FINE,
	  13, TG_LEVEL_WARNING,
	  HEAD "```mermaid\nflowchart LR\nsubgraph i[Internet]\ng[Guest]\nend\n"
	       "subgraph h[House]\nt[Printer]\nend\ng-->t\n```\n\n" ROWS
	       "| T9 | A guest replays an order | Spoofing | Low | Nonce | Done | | |\n" },
	{ "evidence-missing", HEAD ROWS DOOMED "Checked in `src/gone.py` | Done | | |\n", 7,
	  TG_LEVEL_WARNING, HEAD ROWS DOOMED "Checked in `src/auth.py:verify` | Done | | |\n" },
	{ "evidence-missing", HEAD ROWS DOOMED "Checked in `src/auth.py:refuse` | Done | | |\n",
	  7, TG_LEVEL_WARNING, HEAD ROWS DOOMED "Checked in `src/new.py` | Planned | bob | |\n" },
	{ "orphan-mitigation",
	  HEAD ROWS FINE "\n| Threat | Mitigation |\n|---|---|\n| T8 | Locks the drawer |\n", 11,
	  TG_LEVEL_ERROR,
	  HEAD ROWS FINE "\n| Threat | Mitigation |\n|---|---|\n| T9 | Locks the drawer |\n" },
	{ "placeholder", HEAD ROWS DOOMED "TODO | Planned | bob | |\n", 7, TG_LEVEL_ERROR,
	  HEAD ROWS DOOMED "Turn the TODO list of `till` into tickets | Planned | bob | |\n" },
	{ "rank-inverted",
	  HEAD DREAD "| T1: One | 9 | 9 | 9 | 9 | 9 | 45 | Medium |\n"
		     "| T2: Two | 5 | 5 | 5 | 5 | 5 | 25 | High |\n",
	  8, TG_LEVEL_WARNING,
	  HEAD DREAD "| T1: One | 9 | 9 | 9 | 9 | 9 | 45 | High |\n"
		     "| T2: Two | 5 | 5 | 5 | 5 | 5 | 25 | High |\n" },
	{ "rank-inverted", /* words of three and of five steps are compared */
	  HEAD SCORED2 "| T1 | One | Likely | Medium | Critical | Signed orders |\n"
		       "| T2 | Two | High | High | High | One bill a table |\n",
	  7, TG_LEVEL_WARNING,
	  HEAD SCORED2 "| T1 | One | Possible | Medium | Medium | Signed orders |\n"
		       "| T2 | Two | High | High | Critical | One bill a table |\n" },
	{ "rank-inverted", /* but a matrix of words need not be a product */
	  HEAD SCORED2 "| T1 | One | Rare | Severe | Medium | Signed orders |\n"
		       "| T2 | Two | Unlikely | Severe | Low | One bill a table |\n",
	  7, TG_LEVEL_WARNING,
	  HEAD SCORED2 "| T1 | One | Rare | Severe | Medium | Signed orders |\n"
		       "| T2 | Two | Unlikely | Medium | Low | One bill a table |\n" },
	{ "rank-inverted", /* nor is one wrong priority told twice */
	  HEAD DREAD "| T1: One | 9 | 9 | 9 | 9 | 9 | 45 | High |\n"
		     "| T2: Two | 5 | 5 | 5 | 5 | 5 | 25 | Critical |\n",
	  8, TG_LEVEL_WARNING,
	  HEAD DREAD "| T1: One | 3 | 3 | 2 | 1 | 2 | 11 | Medium |\n"
		     "| T2: Two | 3 | 2 | 2 | 1 | 2 | 10 | High |\n" },
	{ "covers-nothing", "---\ncovers: [\"lib/**\"]\n---\n" HEAD ROWS FINE, 2,
	  TG_LEVEL_ERROR, "---\ncovers: [\"src/**\"]\n---\n" HEAD ROWS FINE },
	{ "stale", "---\nreviewed: 2026-02-01\n---\n" HEAD ROWS FINE, 1, TG_LEVEL_WARNING,
	  "---\nreviewed: 2026-05-02\n---\n" HEAD ROWS FINE },
	{ "stale", "---\nreviewed: 2026-06-02\n---\n" HEAD ROWS FINE, 1, TG_LEVEL_WARNING,
	  "---\nreviewed: 2026-06-01\n---\n" HEAD ROWS FINE },
	{ "ignore-no-reason", "<!-- threatgate:ignore model/section-missing -->\n\n" HEAD ROWS FINE,
	  1, TG_LEVEL_WARNING,
	  "<!-- threatgate:ignore model/section-missing -- a till is simple -->\n\n" HEAD ROWS
		  FINE },
};

START_TEST(check_finds)
{
	char id[64];
	struct tg_finding *found;
	size_t n = lint(&found, checks[_i].has);

	snprintf(id, sizeof(id), "model/%s", checks[_i].id);
	const struct tg_finding *f = find(found, n, id);

	ck_assert_msg(f != NULL, "%s (row %d) not found", id, _i);
	ck_assert_msg(f->line == checks[_i].line, "%s (row %d): line %u, want %u: %s", id, _i,
		      f->line, checks[_i].line, f->message);
	ck_assert_msg(f->level == checks[_i].level, "%s (row %d): level", id, _i);
	ck_assert_ptr_nonnull(f->fix);
	ck_assert_uint_eq(strlen(f->fingerprint), 32);
}
END_TEST

START_TEST(check_keeps_still)
{
	char id[64];
	struct tg_finding *found;
	size_t n = lint(&found, checks[_i].nearly);

	snprintf(id, sizeof(id), "model/%s", checks[_i].id);
	const struct tg_finding *f = find(found, n, id);

	ck_assert_msg(f == NULL, "%s (row %d) found: %s", id, _i, f != NULL ? f->message : "");
}
END_TEST

START_TEST(every_check_is_tested)
{
	for (size_t i = 0; i < tg_lint_checks_count; i++) {
		bool seen = false;

		for (size_t k = 0; k < sizeof(checks) / sizeof(checks[0]); k++)
			seen = seen || strcmp(tg_lint_checks[i].id + 6, checks[k].id) == 0;
		ck_assert_msg(seen, "%s", tg_lint_checks[i].id);
	}
}
END_TEST

/* --- what is not drowned -------------------------------------------------------- */

START_TEST(a_silenced_finding_stays_as_a_note)
{
	struct tg_finding *found;
	size_t n = lint(&found, "<!-- threatgate:ignore model/threat-unmitigated -- see the "
				"insurer's list -->\n\n" HEAD ROWS DOOMED "None | Open | | |\n");
	const struct tg_finding *f = find(found, n, "model/threat-unmitigated");

	ck_assert_ptr_nonnull(f);
	ck_assert_int_eq(f->level, TG_LEVEL_NOTE);
	ck_assert_str_eq(f->waived, "see the insurer's list");
}
END_TEST

START_TEST(a_style_without_status_is_one_note)
{
	struct tg_buf text = TG_BUF_INIT(1u << 20);
	struct tg_finding *found;
	size_t seen = 0;

	tg_buf_puts(&text, HEAD "| ID | Threat | Category | Mitigation |\n|---|---|---|---|\n");
	for (int i = 1; i <= 40; i++)
		tg_buf_printf(&text, "| T%d | Case %d happens | DoS | Stop number %d |\n", i, i, i);
	size_t n = lint(&found, text.ptr);

	for (size_t i = 0; i < n; i++)
		seen += strcmp(found[i].id, "model/mitigation-no-status") == 0;
	ck_assert_uint_eq(seen, 1);
	ck_assert_uint_le(n, 3);
	tg_buf_release(&text);
}
END_TEST

/* Five flows that cross, and threats that were not written along them. */
START_TEST(a_diagram_that_no_threat_speaks_of_is_one_finding)
{
	struct tg_finding *found;
	size_t seen = 0;
	size_t n = lint(&found,
			HEAD "```mermaid\nflowchart LR\nsubgraph i[Internet]\ng[Guest]\nm[Mailman]\n"
			     "b[Bank]\ns[Supplier]\nc[Critic]\nend\nsubgraph h[House]\nt[Printer]\nend\n"
			     "g-->t\nm-->t\nb-->t\ns-->t\nc-->t\n```\n\n" ROWS FINE);

	for (size_t i = 0; i < n; i++) {
		if (strcmp(found[i].id, "model/boundary-unanalysed") != 0)
			continue;
		seen++;
		ck_assert_ptr_nonnull(strstr(found[i].message, "5 of 5 flows"));
		ck_assert_ptr_nonnull(strstr(found[i].message, "Guest to Printer"));
	}
	ck_assert_uint_eq(seen, 1);
}
END_TEST

START_TEST(many_of_one_kind_are_counted)
{
	struct tg_buf text = TG_BUF_INIT(1u << 20);
	struct tg_finding *found;

	tg_buf_puts(&text, HEAD ROWS);
	for (int i = 1; i <= 200; i++)
		tg_buf_printf(&text, "| T%d | Case %d | DoS | High | None | Open | | |\n", i, i);
	size_t n = lint(&found, text.ptr);

	ck_assert_uint_lt(n, 40);
	tg_buf_release(&text);
}
END_TEST

START_TEST(own_bands_are_one_note)
{
	struct tg_finding *found;
	size_t n = lint(&found, HEAD DREAD "| T1: One | 3 | 3 | 3 | 2 | 2 | 13 | High |\n"
					   "| T2: Two | 2 | 2 | 2 | 2 | 2 | 10 | Medium |\n"
					   "| T3: Three | 1 | 2 | 2 | 1 | 1 | 7 | Low |\n");
	const struct tg_finding *f = find(found, n, "model/priority-mismatch");

	ck_assert_ptr_nonnull(f);
	ck_assert_int_eq(f->level, TG_LEVEL_NOTE);
}
END_TEST

/* --- repairs ---------------------------------------------------------------------- */

static char *fix(const char *text, size_t *changed)
{
	struct tg_buf out = TG_BUF_INIT(1u << 20);
	enum tg_rc rc = tg_model_fix(&out, changed, "docs/x.md", tg_str(text), &err);

	ck_assert_msg(rc == TG_OK, "%s", err.msg);
	char *copy = tg_arena_dup_str(&arena, tg_buf_str(&out));

	tg_buf_release(&out);
	return copy;
}

START_TEST(repairs_total_and_priority)
{
	size_t n;
	char *out = fix("---\nowner: ann\n---\n# T\r\n\r\nText   kept.\t\r\n\r\n"
			"| Threat      | D   | R   | E   | A   | D   | Total | Priority |\r\n"
			"| ----------- | --- | --- | --- | --- | --- | ----- | -------- |\r\n"
			"| T1: One     | 3   | 2   | 2   | 1   | 2   | **9** | LOW      |\r\n"
			"| T2: Another | 3   | 3   | 3   | 3   | 3   | 15    | Critical |\r\n",
			&n);

	ck_assert_uint_eq(n, 3); /* the total, the priority, and what they moved */
	ck_assert_str_eq(out, "---\nowner: ann\n---\n# T\r\n\r\nText   kept.\t\r\n\r\n"
			"| Threat      | D   | R   | E   | A   | D   | Total  | Priority |\r\n"
			"| ----------- | --- | --- | --- | --- | --- | ------ | -------- |\r\n"
			"| T1: One     | 3   | 2   | 2   | 1   | 2   | **10** | HIGH     |\r\n"
			"| T2: Another | 3   | 3   | 3   | 3   | 3   | 15     | Critical |\r\n");
}
END_TEST

START_TEST(repairs_nothing_that_needs_judgement)
{
	static const char *const texts[] = {
		"# T\n\n| a | b |\n|---|---|\n| not a table | of threats |\n",
		"# T\n\nprose\n\n- T1: a list\n-   with   blanks\n",
		"# T\n\n| Threat   | D   | R   | E   | A   | D   | Total | Priority |\n"
		"| -------- | --- | --- | --- | --- | --- | ----- | -------- |\n"
		"| T1: One  | 3   | 2   | 7   | 1   | 2   | 10    | High     |\n",
		"# T\n\n| ID | Threat | Category | Mitigation |\n|---|---|---|---|\n"
		"| T1 | A sentence that is so long that the table would become wider than any "
		"screen would show it | DoS | Another sentence that goes on and on |\n",
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		size_t n = 9;

		ck_assert_str_eq(fix(texts[i], &n), texts[i]);
		ck_assert_uint_eq(n, 0);
	}
}
END_TEST

static const char *fixed(const char *text, size_t *changed)
{
	struct tg_buf out = TG_BUF_INIT(1u << 20);
	const char *copy;

	ck_assert_int_eq(tg_model_fix(&out, changed, "docs/x.md", tg_str(text), &err), TG_OK);
	copy = tg_arena_dup_str(&arena, tg_buf_str(&out));
	tg_buf_release(&out);
	return copy;
}

START_TEST(repairs_a_score_by_the_rule_of_the_other_rows)
{
	size_t changed = 0;
	const char *text = fixed(HEAD SCORED
				 "| T1 | Forged order | 4 | 5 | 20 | Signed orders |\n"
				 "| T2 | Second bill | 3 | 3 | 12 | One bill a table |\n",
				 &changed);

	ck_assert_ptr_nonnull(strstr(text, "| 3      | 9"));
	/* where rows follow no rule, nobody knows what is wrong */
	text = fixed(HEAD SCORED "| T1 | Forged order | 4 | 5 | 41 | Signed orders |\n"
				 "| T2 | Second bill | 3 | 3 | 17 | One bill a table |\n",
		     &changed);
	ck_assert_ptr_nonnull(strstr(text, "41"));
	ck_assert_ptr_nonnull(strstr(text, "17"));
}
END_TEST

/* A table that is too wide to be aligned, and was padded by its author. */
#define WIDE "A sentence that is so long that the table is wider than any screen shows it, " \
	     "which happens"

START_TEST(a_repair_touches_its_cell_alone)
{
	size_t n;
	char *out = fix("# T\n\n|Threat | D | R | E | A | D | Total  | Priority      | Note |\n"
			"|---|---|---|---|---|---|---|---|---|\n"
			"|T1: One   | 3 | 2 | 2 | 1 | 2 | 9      | High          |" WIDE "|\n"
			"|T2: Two   | 3 | 3 | 3 | 3 | 3 |14|**High**     |   " WIDE "  |\n"
			"|T3: Three | 3 | 3 | 3 | 3 | 3 | 15 | Critical |" WIDE "|\n",
			&n);

	ck_assert_uint_eq(n, 3);
	ck_assert_str_eq(
		out, "# T\n\n|Threat | D | R | E | A | D | Total  | Priority      | Note |\n"
		     "|---|---|---|---|---|---|---|---|---|\n"
		     "|T1: One   | 3 | 2 | 2 | 1 | 2 | 10     | High          |" WIDE "|\n"
		     "|T2: Two   | 3 | 3 | 3 | 3 | 3 |15|**Critical** |   " WIDE "  |\n"
		     "|T3: Three | 3 | 3 | 3 | 3 | 3 | 15 | Critical |" WIDE "|\n");
}
END_TEST

START_TEST(what_is_struck_out_is_no_total)
{
	size_t n;
	char *out = fix(HEAD DREAD "| T1: Forged order | 3 | 2 | 2 | 1 | 2 | ~~9~~ 12 | High |\n",
			&n);

	ck_assert_ptr_nonnull(strstr(out, "| ~~9~~ 10 |"));
	out = fix(HEAD DREAD "| T1: Forged order | 3 | 2 | 2 | 1 | 2 | 10 | ~~High~~ Low |\n", &n);
	ck_assert_ptr_nonnull(strstr(out, "| ~~High~~ Low |"));
}
END_TEST

START_TEST(a_repair_is_made_once)
{
	size_t n;
	char *once = fix("# T\n\n|ID|Threat|Category|Mitigation|\n|:-|-:|:-:|-|\n"
			 "|T1|a \\| b|DoS|`x \\| y`|\n|T2|\xc3\xa9t\xc3\xa9|EoP|z|\n",
			 &n);

	ck_assert_uint_eq(n, 1);
	ck_assert_str_eq(once, "# T\n\n| ID  | Threat | Category | Mitigation |\n"
			       "| :-- | -----: | :------: | ---------- |\n"
			       "| T1  | a \\| b |   DoS    | `x \\| y`   |\n"
			       "| T2  |    \xc3\xa9t\xc3\xa9 |   EoP    | z          |\n");
	ck_assert_str_eq(fix(once, &n), once);
	ck_assert_uint_eq(n, 0);
}
END_TEST

Suite *model_lint_suite(void);

Suite *model_lint_suite(void)
{
	Suite *s = suite_create("model_lint");
	TCase *t = tcase_create("checks");
	int n = sizeof(checks) / sizeof(checks[0]);

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_loop_test(t, check_finds, 0, n);
	tcase_add_loop_test(t, check_keeps_still, 0, n);
	tcase_add_test(t, every_check_is_tested);
	tcase_add_test(t, a_silenced_finding_stays_as_a_note);
	tcase_add_test(t, a_style_without_status_is_one_note);
	tcase_add_test(t, many_of_one_kind_are_counted);
	tcase_add_test(t, own_bands_are_one_note);
	suite_add_tcase(s, t);
	t = tcase_create("fix");
	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, repairs_total_and_priority);
	tcase_add_test(t, repairs_nothing_that_needs_judgement);
	tcase_add_test(t, repairs_a_score_by_the_rule_of_the_other_rows);
	tcase_add_test(t, a_diagram_that_no_threat_speaks_of_is_one_finding);
	tcase_add_test(t, a_repair_touches_its_cell_alone);
	tcase_add_test(t, what_is_struck_out_is_no_total);
	tcase_add_test(t, a_repair_is_made_once);
	suite_add_tcase(s, t);
	return s;
}
