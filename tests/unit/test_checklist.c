/* What an author wrote is what threatgate reads: every row of the table of
 * answers, the shapes of bodies that people and forms produce, and the ways to
 * make an empty tick look like an answer. Each case is read with LF, CRLF, lone
 * CR and mixed line ends. */
#include "../../src/base/buf.h"
#include "../../src/checklist/checklist.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#define Q_INPUT "Does this change handle user input? If yes, is it validated?"
#define Q_DATA "Does this change handle sensitive data? If yes, is it encrypted and not logged?"
#define H "## Security Considerations\n"
#define INPUT "- [ ] " Q_INPUT
#define TICKED "- [x] " Q_INPUT
#define DATA "- [x] " Q_DATA

static const struct tg_item items[] = {
	{ "user-input", Q_INPUT, NULL },
	{ "trust-boundary",
	  "Does this change cross a trust boundary? If yes, is it authenticated and "
	  "authorized?",
	  NULL },
	{ "sensitive-data", Q_DATA, NULL },
	{ "dependency",
	  "Does this change introduce a new external dependency? If yes, is it pinned and "
	  "verified?",
	  NULL },
	{ "abuse", "Could this change be abused at scale? If yes, are there rate limits?",
	  NULL },
};
enum { N_ITEMS = sizeof(items) / sizeof(items[0]) };

static const struct tg_checklist_wanted wanted = { "Security Considerations", items,
						   N_ITEMS };

static struct tg_checklist *read_body(struct tg_arena *arena, const char *body)
{
	struct tg_checklist *list;
	struct tg_err err = { 0 };

	ck_assert_msg(tg_checklist_read(&list, arena, tg_str(body), &wanted, &err) ==
			      TG_OK,
		      "%s", err.msg);
	return list;
}

/* The body with other line ends: 0 LF, 1 CRLF, 2 lone CR, 3 mixed. */
static char *with_line_ends(struct tg_arena *arena, const char *body, int style)
{
	char *out = tg_arena_alloc(arena, 2 * strlen(body) + 1), *to = out;
	int line = 0;

	for (const char *p = body; *p; p++) {
		if (*p != '\n') {
			*to++ = *p;
			continue;
		}
		int now = style == 3 ? line++ % 2 : style;
		if (now == 1 || now == 2)
			*to++ = '\r';
		if (now != 2)
			*to++ = '\n';
	}
	return out;
}

/* What the first item says; `answer` as tg_answer_name, with "+" when it is
 * explained and "!" when it contradicts itself. */
static const struct {
	const char *label, *body, *want;
} cases[] = {
	/* the table of the design */
	{ "unticked", H INPUT, "unanswered" },
	{ "unticked No", H INPUT " No", "no" },
	{ "struck out", H "- [ ] ~~" Q_INPUT "~~", "no" },
	{ "struck out with one tilde", H "- [ ] ~" Q_INPUT "~", "no" },
	{ "nested No ticked", H INPUT "\n  - [ ] Yes\n  - [x] No", "no" },
	{ "N/A", H INPUT " N/A", "no" },
	{ "ticked", H TICKED, "yes" },
	{ "ticked, capital X", H "- [X] " Q_INPUT, "yes" },
	{ "yes with text", H TICKED " Yes: checked against a JSON schema", "yes+" },
	{ "text after the question", H TICKED " Checked against a JSON schema", "yes+" },
	{ "text in a nested paragraph", H TICKED "\n\n  Checked against a JSON schema.",
	  "yes+" },
	{ "text in a nested list", H TICKED "\n  - checked against a JSON schema", "yes+" },
	{ "text on the next line", H TICKED "\n  Checked against a JSON schema", "yes+" },
	{ "no with a reason", H TICKED " No: only the build script changes", "no+" },
	{ "nested Yes and No", H TICKED "\n  - [x] Yes\n  - [x] No", "unanswered!" },
	{ "no such question", H "- [x] Did you run the tests?", "missing" },

	/* headings */
	{ "level 4", "#### Security Considerations\n" INPUT " No", "no" },
	{ "setext", "Security Considerations\n---\n" INPUT " No", "no" },
	{ "emoji and case", "## :lock: \xf0\x9f\x94\x92 SECURITY considerations\n" INPUT " No",
	  "no" },
	{ "numbered", "## 3. Security Considerations\n" INPUT " No", "no" },
	{ "colon and hint", "## Security considerations (required):\n" INPUT " No", "no" },
	{ "closing hashes", "## Security Considerations ##\n" INPUT " No", "no" },
	{ "bold paragraph", "**Security Considerations**\n\n" INPUT " No", "no" },
	{ "bold with colon", "__Security Considerations__:\n" INPUT " No", "no" },
	{ "summary", "<details>\n<summary>Security Considerations</summary>\n\n" INPUT
		     " No\n\n</details>", "no" },
	{ "bold summary", "<details><summary><b>Security Considerations</b></summary>\n\n" INPUT
			  " No\n\n</details>", "no" },
	{ "folded under the heading", H "<details>\n<summary>Checklist</summary>\n\n" INPUT
				      " No\n\n</details>", "no" },
	{ "html heading", "<h2>Security Considerations</h2>\n\n" INPUT " No", "no" },
	{ "sub-headings inside", H "### Input\n\n" INPUT " No\n\n### Data", "no" },
	{ "opposite heading", "## Non-security considerations\n" INPUT " No", "missing" },
	{ "other section", "## Type of change\n" INPUT " No\n" H "Nothing.", "missing" },
	{ "after the section", H "Nothing.\n\n## Tests\n" INPUT " No", "missing" },
	{ "after the folded part", "<details><summary>Security Considerations</summary>\n\nx\n\n"
				   "</details>\n\n" INPUT " No", "missing" },
	{ "after the bold section", "**Security Considerations**\n\nx\n\n**Tests**\n\n" INPUT
				    " No", "missing" },
	{ "no section", INPUT " No", "missing" },
	{ "empty body", "", "missing" },
	{ "heading in a comment", "<!--\n## Security Considerations\n-->\n" INPUT " No",
	  "missing" },
	{ "summary in a comment", "<!-- <summary>Security Considerations</summary> -->\n\n" INPUT
				  " No", "missing" },

	/* what GitHub shows as an item, and what it does not */
	{ "star", H "* [x] " Q_INPUT " No", "no" },
	{ "plus", H "+ [x] " Q_INPUT " No", "no" },
	{ "ordered", H "1. [x] " Q_INPUT " No", "no" },
	{ "ordered with bracket", H "2) [x] " Q_INPUT " No", "no" },
	{ "in a quote", H "> " INPUT " No", "missing" },
	{ "nested under a parent", H "- [x] Security\n  " INPUT " No", "no" },
	{ "with a second paragraph", H INPUT "\n\n  No", "no" },
	{ "in a fence", H "```\n" INPUT " No\n```", "missing" },
	{ "in a tilde fence", H "~~~\n" INPUT " No\n~~~", "missing" },
	{ "indented code", H "Text.\n\n    " INPUT " No", "missing" },
	{ "in a comment", H "<!--\n" INPUT " No\n-->", "missing" },
	{ "comment begins in the item", H INPUT " No <!-- note\n-->", "no" },
	{ "comment opened and not closed", H TICKED " No <!-- start\n" INPUT
					   " No\nend -->", "no" },
	{ "struck, two spaces", H "- [ ]  ~~" Q_INPUT "~~", "no" },
	{ "never closed tilde", H "- [ ] ~" Q_INPUT, "unanswered" },
	{ "the word undefined", H TICKED " Undefined input is rejected early", "yes+" },
	{ "N/A inside a word", H INPUT " see the A/N/A-service", "unanswered" },
	{ "optionally", H INPUT " OPTIONALLY sign it", "unanswered" },
	{ "struck around the marker", H "~~" INPUT "~~", "missing" },
	{ "slash marker", H "- [/] " Q_INPUT, "unanswered" },
	{ "bare box", H "- [ ]\n- [ ]\n", "missing" },
	{ "bullet without a box", H "- " Q_INPUT " No", "no" },
	{ "upper case", H "- [x] DOES THIS CHANGE HANDLE USER INPUT? IF YES, IS IT VALIDATED?",
	  "yes" },

	/* recognised by meaning */
	{ "typo", H "- [x] Does this change handel user input? If yes, is it validatd?", "yes" },
	{ "PR for change", H "- [x] Does this PR handle any user input? If so, is it validated?",
	  "yes" },
	{ "first sentence only", H "- [x] Does this change handle user input?", "yes" },
	{ "bold question", H "- [x] **Does this change handle user input?** If yes, is it "
			   "validated? **No**", "no" },
	{ "label before it", H "- [x] **Input:** " Q_INPUT " No", "no" },
	{ "link in it", H "- [x] Does this change handle [user input](https://x.example)? "
			"If yes, is it validated? No", "no" },
	{ "wrapped over lines", H "- [x] Does this change handle user\n      input? If yes, is\n"
				"      it validated? No", "no" },
	{ "another noun", H "- [x] Does this change handle user interfaces? No", "missing" },
	{ "negated", H "- [x] Does this change not handle user input?", "missing" },
	{ "negated by never", H "- [x] This change does never handle user input?", "missing" },
	{ "without", H "- [x] Does this change work without user input?", "missing" },
	{ "another item's words", H "- [x] " Q_DATA, "missing" },
	{ "question quoted later", H "- [x] I removed \"" Q_INPUT "\"", "missing" },

	/* ids */
	{ "id", H "- [x] Any new inputs? <!-- threatgate:user-input --> No", "no" },
	{ "id first", H "- [x] <!-- threatgate:user-input --> Any new inputs? No", "no" },
	{ "id on its own line", H "- [x] Any new inputs?\n  <!-- threatgate:user-input -->",
	  "yes" },
	{ "id, own words are no explanation",
	  H "- [x] <!-- threatgate:user-input --> Any inputs from people on the outside?",
	  "yes" },
	{ "id without a mark",
	  H "- [x] <!-- threatgate:user-input --> Inputs from people on the outside", "yes" },
	{ "unknown id", H "- [x] Any new inputs? <!-- threatgate:inputs --> No", "missing" },
	{ "id on another question",
	  H "- [x] " Q_DATA " <!-- threatgate:user-input --> No", "missing" },
	{ "id of other tools", H "- [x] Any new inputs? <!-- tg:user-input --> No", "missing" },

	/* yes and no */
	{ "Not is not No", H TICKED " Not validated at all yet", "yes+" },
	{ "Nothing is not No", H TICKED " Nothing is validated yet", "yes+" },
	{ "Note is not No", H INPUT " Note: see below", "unanswered" },
	{ "Now is not No", H TICKED " Now validated in the handler", "yes+" },
	{ "dash No", H INPUT " \xe2\x80\x94 **No**", "no" },
	{ "arrow No", H INPUT " -> no.", "no" },
	{ "Answer: No", H INPUT " Answer: No", "no" },
	{ "a sentence with No", H INPUT " No new input is read here", "no+" },
	{ "No because", H TICKED " No, because only comments change", "no+" },
	{ "not applicable", H INPUT " Not applicable: only comments change", "no+" },
	{ "does not apply", H INPUT " Doesn't apply", "no" },
	{ "unticked Yes with text", H INPUT " Yes: checked against a JSON schema", "yes+" },
	{ "unticked, text only", H INPUT " Checked against a JSON schema", "unanswered" },
	{ "untouched choice", H INPUT " Yes / No", "unanswered" },
	{ "untouched choice, close", H INPUT " Yes/No/N/A", "unanswered" },
	{ "plain nested No", H INPUT "\n  - No: only the build changes", "no+" },
	{ "plain nested Yes", H INPUT "\n  - Yes, checked against a schema", "yes+" },
	{ "nested Yes with text", H INPUT "\n  - [x] Yes: checked against a schema\n  - [ ] No",
	  "yes+" },
	{ "nested reason below No", H INPUT "\n  - [x] No\n    - only the build changes", "no+" },
	{ "open nested text", H TICKED "\n  - [ ] checked against a JSON schema", "yes" },
	{ "line No, nested Yes", H INPUT " No\n  - [x] Yes", "unanswered!" },
	{ "nested untouched", H INPUT "\n  - [ ] Yes\n  - [ ] No", "unanswered" },
	{ "struck answer", H TICKED " ~~checked against a JSON schema~~", "yes" },
	{ "struck question, reason", H "- [ ] ~~" Q_INPUT "~~ only the build changes", "no+" },
	{ "explained in Chinese", H TICKED " \xe4\xbd\xbf\xe7\x94\xa8\xe5\x8f\x82\xe6\x95\xb0"
				  "\xe5\x8c\x96\xe6\x9f\xa5\xe8\xaf\xa2", "yes+" },
	{ "explained in Russian", H TICKED " \xd0\x92\xd0\xb2\xd0\xbe\xd0\xb4 "
				  "\xd0\xbf\xd1\x80\xd0\xbe\xd0\xb2\xd0\xb5\xd1\x80\xd0\xb5\xd0\xbd "
				  "\xd1\x81\xd1\x85\xd0\xb5\xd0\xbc\xd0\xbe\xd0\xb9", "yes+" },

	/* an empty tick in disguise */
	{ "TODO", H TICKED " Yes: TODO add the validation here", "yes" },
	{ "TBD", H TICKED " Yes: TBD", "yes" },
	{ "see above", H TICKED " Yes: see the above", "yes" },
	{ "dots", H TICKED " Yes: ... ... ...", "yes" },
	{ "angle brackets", H TICKED " Yes: <how>", "yes" },
	{ "escaped angle brackets", H TICKED " Yes: \\<explain how\\>", "yes" },
	{ "two words", H TICKED " Yes: by schema", "yes" },
	{ "repeated", H TICKED " Yes: validated validated validated", "yes" },
	{ "the question again", H TICKED " Yes: " Q_INPUT, "yes" },
	{ "half the question", H TICKED " Yes: it is validated", "yes" },
	{ "another question", H TICKED " Yes: could this change be abused at scale", "yes" },
	{ "filler", H TICKED " Yes: will be done later", "yes" },
	{ "reworded rest", H "- [x] Does this change handle user input? If so, how is it "
			   "checked and where?", "yes" },
	{ "letters", H TICKED " Yes: a b c d e", "yes" },
	{ "digits", H TICKED " Yes: 1 2 3 4 5", "yes" },
	{ "emoji", H TICKED " \xf0\x9f\x91\x8d \xf0\x9f\x91\x8d \xf0\x9f\x91\x8d", "yes" },
	{ "zero width", H TICKED " \xe2\x80\x8b\xe2\x80\x8b \xe2\x80\x8b \xe2\x80\x8b", "yes" },
	{ "zero width in words", H TICKED " T\xe2\x80\x8bODO T\xe2\x80\x8b" "BD \xe2\x80\x8bTBA",
	  "yes" },
	{ "Cyrillic TODO", H TICKED " \xd0\xa2\xd0\x9e" "DO \xd0\xa2" "BD T" "B\xd0\x90", "yes" },
	{ "one address", H TICKED " https://example.com/a/b/c?d=e", "yes" },
	{ "addresses", H TICKED " https://a.example/1 https://a.example/2 https://a.example/3",
	  "yes" },
	{ "a word and an address", H TICKED " validated in https://a.example/1", "yes+" },
	{ "emoji by name", H TICKED " :white_check_mark: :rocket: :fire: :tada:", "yes" },
	{ "people", H TICKED " cc @alice @bob @carol @dave", "yes" },
	{ "picture", H TICKED " ![checked against a JSON schema](https://a.example/x.png)", "yes" },
	{ "comment as text", H TICKED " <!-- checked against a JSON schema -->", "yes" },
	{ "code as text", H TICKED " `parse(x)` rejects unknown fields", "yes+" },
	{ "joined placeholders", H TICKED " n/a n/a n/a", "no" },

	/* two copies */
	{ "copies that agree", H INPUT " No\n" INPUT " No", "no" },
	{ "copies that differ", H INPUT " No\n" TICKED " Yes: checked against a schema",
	  "unanswered!" },
	{ "a blank copy", H INPUT " No\n\n" H INPUT, "unanswered!" },
	{ "a copy in a fence", H INPUT " No\n\n```\n" INPUT "\n```", "no" },
	{ "a copy elsewhere", "## Notes\n" INPUT "\n\n" H INPUT " No", "no" },
};

START_TEST(reads_the_answer)
{
	struct tg_arena arena = TG_ARENA_INIT;

	for (int style = 0; style < 4; style++) {
		char got[64];
		struct tg_checklist *list = read_body(
			&arena, with_line_ends(&arena, cases[_i].body, style));
		const struct tg_item_answer *a = &list->answers[0];
		snprintf(got, sizeof(got), "%s%s%s", tg_answer_name(a->answer),
			 a->explained ? "+" : "", a->contradictory ? "!" : "");
		ck_assert_msg(strcmp(got, cases[_i].want) == 0,
			      "%s (line ends %d): got %s, want %s, text \"%s\"",
			      cases[_i].label, style, got, cases[_i].want, a->text);
	}
	tg_arena_release(&arena);
}
END_TEST

START_TEST(reads_all_items_with_their_lines)
{
	struct tg_arena arena = TG_ARENA_INIT;
	struct tg_checklist *list = read_body(
		&arena, "Text\n\n" H "\n- [ ] " Q_INPUT " No\n"
			"- [x] Does this change cross a trust boundary? If yes, is it "
			"authenticated and authorized? Yes: guarded by `require_login`\n"
			"- [ ] " Q_DATA "\n"
			"- [ ] Could this change be abused at scale? If yes, are there rate "
			"limits? no\n");

	ck_assert(list->section_found);
	ck_assert_uint_eq(list->section_line, 3);
	ck_assert_int_eq(list->answers[0].answer, TG_ANSWER_NO);
	ck_assert_uint_eq(list->answers[0].line, 5);
	ck_assert_int_eq(list->answers[1].answer, TG_ANSWER_YES);
	ck_assert_str_eq(list->answers[1].text, "guarded by require_login");
	ck_assert_uint_eq(list->answers[1].line, 6);
	ck_assert_int_eq(list->answers[2].answer, TG_ANSWER_UNANSWERED);
	ck_assert_int_eq(list->answers[3].answer, TG_ANSWER_MISSING);
	ck_assert_uint_eq(list->answers[3].line, 0);
	ck_assert_int_eq(list->answers[4].answer, TG_ANSWER_NO);
	tg_arena_release(&arena);
}
END_TEST

START_TEST(names_both_copies)
{
	struct tg_arena arena = TG_ARENA_INIT;
	struct tg_checklist *list =
		read_body(&arena, H INPUT " No\n\nText\n\n" TICKED "\n");

	ck_assert(list->answers[0].contradictory);
	ck_assert_uint_eq(list->answers[0].line, 2);
	ck_assert_uint_eq(list->answers[0].other_line, 6);
	tg_arena_release(&arena);
}
END_TEST

/* --- the four questions: one letter per answered question, "WRDG" ---------- */

static const struct {
	const char *label, *body, *want;
} discussions[] = {
	{ "headings",
	  "## What are we building?\nA webhook for paid orders.\n"
	  "## What can go wrong?\n- forged callbacks from outside\n"
	  "## What are we going to do about it?\nVerify the signature first.\n"
	  "## Did we do a good enough job?\nReviewed with the payments team.\n## Rest\nx",
	  "WRDG" },
	{ "bold", "**What are we building?** A webhook for paid orders.\n\n"
		  "**What can go wrong?** Forged callbacks from outside.", "WR--" },
	{ "bold headings", "**What are we building?**\n\nA webhook for orders\n\n"
			   "**What can go wrong?**\n\n", "W---" },
	{ "list", "1. What are we building? A webhook for orders\n"
		  "2. What can go wrong?\n   - forged callbacks from outside\n"
		  "3. What are we going to do about it?\n4. Did we do a good enough job?", "WR--" },
	{ "working on", "### What are we working on?\nA webhook for paid orders", "W---" },
	{ "lines of a paragraph", "What are we building? A webhook for orders\n"
				  "What can go wrong? TODO", "W---" },
	{ "hint of the template", "## What are we building? (DFD or even a paragraph)\n", "----" },
	{ "a diagram", "## What are we building?\n```mermaid\nflowchart LR\n  a[Shop] --> "
		       "b[Orders]\n```\n", "W---" },
	{ "text after the list", "- What can go wrong?\n\nAll of this is fine with me.", "----" },
	{ "text of the next section", "## What can go wrong?\n## Tests\nAll tests are green.",
	  "----" },
	{ "in a fence", "```\n## What can go wrong?\nForged callbacks from outside\n```", "----" },
	{ "in a comment", "<!--\n## What can go wrong?\nForged callbacks from outside\n-->",
	  "----" },
	{ "in a quote", "> ## What can go wrong?\n> Forged callbacks from outside", "----" },
	{ "struck", "## What can go wrong?\n~~Forged callbacks from outside~~", "----" },
	{ "the question again", "## What can go wrong?\nWhat can go wrong here?", "----" },
	{ "negated", "## What can not go wrong?\nForged callbacks from outside", "----" },
};

START_TEST(reads_the_discussion)
{
	struct tg_arena arena = TG_ARENA_INIT;

	for (int style = 0; style < 4; style++) {
		struct tg_checklist *list = read_body(
			&arena, with_line_ends(&arena, discussions[_i].body, style));
		char got[TG_QUESTIONS + 1] = "";
		for (int q = 0; q < TG_QUESTIONS; q++)
			got[q] = list->questions[q] ? "WRDG"[q] : '-';
		ck_assert_msg(strcmp(got, discussions[_i].want) == 0,
			      "%s (line ends %d): got %s", discussions[_i].label, style,
			      got);
	}
	tg_arena_release(&arena);
}
END_TEST

/* --- statements ------------------------------------------------------------ */

static const struct {
	const char *label, *body;
	bool reviewed;
	const char *reason, *model; /* model: the first named, or NULL */
} reviews[] = {
	{ "plain", "Threat model reviewed: no change, because the flows stay the same.", true,
	  "the flows stay the same.", NULL },
	{ "in a list", "- Threat model reviewed: no change, because the flows stay the same.", true,
	  "the flows stay the same.", NULL },
	{ "ticked", "- [x] Threat model reviewed: no change, because the flows stay the same.",
	  true, "the flows stay the same.", NULL },
	{ "bold", "**Threat model reviewed:** no changes needed because the flows stay alike",
	  true, "the flows stay alike", NULL },
	{ "path before", "Threat model `docs/threat-models/order.md` reviewed: no change, because "
			 "the flows stay the same", true, "the flows stay the same",
	  "docs/threat-models/order.md" },
	{ "path after", "Threat model reviewed (docs/threat-models/order.md): no change, because "
			"the flows stay the same", true, "the flows stay the same",
	  "docs/threat-models/order.md" },
	{ "over two lines", "Threat model reviewed: no change, because\nthe flows stay the same",
	  true, "the flows stay the same", NULL },
	{ "later in the body", "Hello\n\nText first.\nThreat models reviewed: nothing to change, "
			       "because the flows stay the same", true,
	  "the flows stay the same", NULL },
	{ "open box", "- [ ] Threat model reviewed: no change, because the flows stay the same",
	  false, "", NULL },
	{ "no reason", "Threat model reviewed: no change", false, "", NULL },
	{ "placeholder", "Threat model reviewed: no change, because <why>", false, "", NULL },
	{ "dots", "Threat model reviewed: no change, because ...", false, "", NULL },
	{ "not reviewed", "Threat model not reviewed: no change, because the flows stay the same",
	  false, "", NULL },
	{ "to be reviewed", "Threat model to be reviewed: no change, because the flows stay",
	  false, "", NULL },
	{ "in a comment", "<!-- Threat model reviewed: no change, because the flows stay -->",
	  false, "", NULL },
	{ "in a fence", "```\nThreat model reviewed: no change, because the flows stay\n```",
	  false, "", NULL },
	{ "in a quote", "> Threat model reviewed: no change, because the flows stay", false, "",
	  NULL },
	{ "struck", "~~Threat model reviewed: no change, because the flows stay~~", false, "",
	  NULL },
	{ "mentioned", "Please say \"Threat model reviewed: no change, because x y z\"", false, "",
	  NULL },
};

START_TEST(reads_the_review)
{
	struct tg_arena arena = TG_ARENA_INIT;
	struct tg_checklist *list = read_body(&arena, reviews[_i].body);

	ck_assert_msg(list->reviewed == reviews[_i].reviewed, "%s: reviewed %d",
		      reviews[_i].label, list->reviewed);
	ck_assert_msg(strcmp(list->review_reason, reviews[_i].reason) == 0, "%s: \"%s\"",
		      reviews[_i].label, list->review_reason);
	ck_assert_uint_eq(list->n_reviewed_models, reviews[_i].model ? 1 : 0);
	if (reviews[_i].model)
		ck_assert_str_eq(list->reviewed_models[0], reviews[_i].model);
	tg_arena_release(&arena);
}
END_TEST

START_TEST(a_review_of_all_is_not_narrowed)
{
	struct tg_arena arena = TG_ARENA_INIT;
	struct tg_checklist *list = read_body(
		&arena, "Threat model reviewed: no change, because the flows stay the same\n\n"
			"Threat model a/b.md reviewed: no change, because nothing new is stored");

	ck_assert(list->reviewed);
	ck_assert_uint_eq(list->n_reviewed_models, 0);
	tg_arena_release(&arena);
}
END_TEST

static const struct {
	const char *label, *body, *subject, *reason;
} statements[] = {
	{ "threat", "T3 retired: the endpoint is gone since 2.0", "T3",
	  "the endpoint is gone since 2.0" },
	{ "with its kind", "Threat TM-12 removed because the queue was replaced", "TM-12",
	  "because the queue was replaced" },
	{ "in a list", "- M1.2 weakened: the limit moves to the gateway", "M1.2",
	  "the limit moves to the gateway" },
	{ "no longer", "T3 no longer applies: the endpoint was deleted", "T3",
	  "applies: the endpoint was deleted" },
	{ "title", "Threat \"Session theft\" retired: cookies are gone for good", "Session theft",
	  "cookies are gone for good" },
	{ "path", "`docs/threat-models/old.md` deleted: the service was shut down",
	  "docs/threat-models/old.md", "the service was shut down" },
	{ "because", "T3: planned again, because the library does not bind them", "T3",
	  "planned again, because the library does not bind them" },
	{ "because, on the next line", "**T3**: planned again,\nsince nobody binds them", "T3",
	  "planned again, since nobody binds them" },
	{ "pattern", "`lib/seats/**`: part of the hall's model because it moved there",
	  "lib/seats/**", "part of the hall's model because it moved there" },
	{ "no because", "T3: planned again, the library binds nothing", NULL, NULL },
	{ "because of nothing", "T3: planned again because TODO", NULL, NULL },
	{ "no colon", "T3 is here because the library does not bind them", NULL, NULL },
	{ "no reason", "T3 retired", NULL, NULL },
	{ "placeholder", "T3 retired: TODO", NULL, NULL },
	{ "not retired", "T3 is not retired: the endpoint is still there", NULL, NULL },
	{ "open box", "- [ ] T3 retired: the endpoint is gone since 2.0", NULL, NULL },
	{ "no id", "Everything retired: the endpoint is gone since 2.0", NULL, NULL },
};

START_TEST(reads_statements)
{
	struct tg_arena arena = TG_ARENA_INIT;
	struct tg_checklist *list = read_body(&arena, statements[_i].body);

	ck_assert_msg(list->n_statements == (statements[_i].subject ? 1u : 0u), "%s: %zu",
		      statements[_i].label, list->n_statements);
	if (statements[_i].subject) {
		ck_assert_str_eq(list->statements[0].subject, statements[_i].subject);
		ck_assert_str_eq(list->statements[0].reason, statements[_i].reason);
	}
	tg_arena_release(&arena);
}
END_TEST

START_TEST(statements_of_one_paragraph_keep_their_own_reasons)
{
	struct tg_arena arena = TG_ARENA_INIT;
	struct tg_checklist *list = read_body(
		&arena, "T3 retired: the endpoint is gone\nsince 2.0\n"
			"T4 retired: the queue was replaced by nothing");

	ck_assert_uint_eq(list->n_statements, 2);
	ck_assert_str_eq(list->statements[0].reason, "the endpoint is gone since 2.0");
	ck_assert_str_eq(list->statements[1].reason, "the queue was replaced by nothing");
	tg_arena_release(&arena);
}
END_TEST

/* What GitHub lets through, filled with what costs most. The time limit of the
 * run and the arena are the bar. */
static const struct {
	const char *before, *unit;
} heavy[] = {
	{ H, TICKED " Yes: checked by the schema\n" },
	{ H "- [x] ", "does this change handle user " },
	{ H, "What can go wrong?\n" },
	{ "", "T3 retired: x\n" },
	{ "", "Threat model reviewed: no change, because\n" },
	{ H "- [x] ", "<!-- threatgate:abuse --> " },
	{ "", "**Security Considerations**\n\n" },
	{ H "- [x] " Q_INPUT " ", "\xe4\xbd\xbf" },
	{ H "- [x] " Q_INPUT " ", "word " },
};

START_TEST(costs_little_on_heavy_bodies)
{
	enum { GITHUB_LIMIT = 65536 };
	struct tg_arena arena = TG_ARENA_INIT;
	struct tg_buf body;

	tg_buf_init(&body, GITHUB_LIMIT);
	tg_buf_puts(&body, heavy[_i].before);
	while (body.len + strlen(heavy[_i].unit) < GITHUB_LIMIT)
		tg_buf_puts(&body, heavy[_i].unit);
	read_body(&arena, body.ptr);
	ck_assert_msg(arena.used < (32u << 20), "case %d: %zu bytes", _i, arena.used);
	tg_buf_release(&body);
	tg_arena_release(&arena);
}
END_TEST

/* --- errors ----------------------------------------------------------------- */

START_TEST(refuses_what_is_not_utf8)
{
	struct tg_arena arena = TG_ARENA_INIT;
	struct tg_checklist *list;
	struct tg_err err = { 0 };

	ck_assert_int_eq(tg_checklist_read(&list, &arena, tg_str("one\ntw\xff\n"),
					   &wanted, &err),
			 TG_E_SYNTAX);
	ck_assert_uint_eq(err.line, 2);
	ck_assert_uint_eq(err.column, 3);
	tg_arena_release(&arena);
}
END_TEST

START_TEST(refuses_what_is_too_large)
{
	struct tg_arena arena = TG_ARENA_INIT;
	struct tg_checklist *list;
	struct tg_err err = { 0 };
	char *body = calloc(1, TG_BODY_MAX_BYTES + 1);

	memset(body, 'x', TG_BODY_MAX_BYTES + 1);
	ck_assert_int_eq(tg_checklist_read(&list, &arena,
					   tg_str_n(body, TG_BODY_MAX_BYTES + 1),
					   &wanted, &err),
			 TG_E_LIMIT);
	free(body);
	tg_arena_release(&arena);
}
END_TEST

/* --- random bodies ---------------------------------------------------------- */

static uint32_t next_random(uint32_t *state)
{
	*state = *state * 1664525u + 1013904223u;
	return *state >> 8;
}

static const char *const pieces[] = {
	H, TICKED, INPUT, DATA, "\n", "\n\n", " Yes: ", " No: ", "checked ", "schema ",
	"against ", "  - [x] No", "  - [x] Yes", "```\n", "> ", "<!-- ", " -->", "<details>\n",
	"</details>\n", "<summary>", "</summary>", "~~", "**", "`", "- ", "1. ", "    ", "| a | b |\n",
	"|---|---|\n", "# ", "T3 retired: ", "Threat model reviewed: no change, because ",
	"What can go wrong? ", "\xe2\x80\x8b", "\xf0\x9f\x91\x8d", "\r", "[", "](", ")", "<", ">", "&lt;",
	"threatgate:user-input", "\\", "_", "*", "~", "  \n",
};

/* Every word of `text` (of letters alone) is a word of the body. */
static bool words_are_in(const char *text, const char *body)
{
	struct tg_str rest = tg_str(text), word;

	while (tg_str_word(&rest, &word)) {
		bool letters = true;
		for (size_t i = 0; i < word.n; i++)
			letters = letters && tg_is_alpha(word.p[i]);
		if (letters && tg_str_find(tg_str(body), word) == SIZE_MAX)
			return false;
	}
	return true;
}

START_TEST(survives_random_bodies)
{
	uint32_t state = 7u + (uint32_t)_i * 7919u;

	for (int round = 0; round < 200; round++) {
		struct tg_arena arena = TG_ARENA_INIT;
		struct tg_buf body = TG_BUF_INIT(1u << 16);
		size_t n = 1 + next_random(&state) % 60;
		size_t kinds = sizeof(pieces) / sizeof(pieces[0]);
		for (size_t i = 0; i < n; i++)
			tg_buf_puts(&body, pieces[next_random(&state) % kinds]);
		struct tg_checklist *list = read_body(&arena, body.ptr);
		for (size_t i = 0; i < list->n; i++) {
			const struct tg_item_answer *a = &list->answers[i];
			ck_assert_msg(words_are_in(a->text, body.ptr), "%s\n---\n%s",
				      a->text, body.ptr);
			ck_assert(a->explained <= (a->answer >= TG_ANSWER_NO));
			ck_assert((a->answer == TG_ANSWER_MISSING) == (a->line == 0));
		}
		ck_assert(list->section_found || list->answers[0].line == 0);
		tg_buf_release(&body);
		tg_arena_release(&arena);
	}
}
END_TEST

#define COUNT(a) ((int)(sizeof(a) / sizeof(*(a))))

Suite *checklist_suite(void);

Suite *checklist_suite(void)
{
	Suite *s = suite_create("checklist");
	TCase *t = tcase_create("answers");

	tcase_add_loop_test(t, reads_the_answer, 0, COUNT(cases));
	tcase_add_test(t, reads_all_items_with_their_lines);
	tcase_add_test(t, names_both_copies);
	suite_add_tcase(s, t);
	t = tcase_create("discussion");
	tcase_add_loop_test(t, reads_the_discussion, 0, COUNT(discussions));
	suite_add_tcase(s, t);
	t = tcase_create("statements");
	tcase_add_loop_test(t, reads_the_review, 0, COUNT(reviews));
	tcase_add_test(t, a_review_of_all_is_not_narrowed);
	tcase_add_loop_test(t, reads_statements, 0, COUNT(statements));
	tcase_add_test(t, statements_of_one_paragraph_keep_their_own_reasons);
	suite_add_tcase(s, t);
	t = tcase_create("hostile");
	tcase_add_test(t, refuses_what_is_not_utf8);
	tcase_add_test(t, refuses_what_is_too_large);
	tcase_add_loop_test(t, costs_little_on_heavy_bodies, 0, COUNT(heavy));
	tcase_add_loop_test(t, survives_random_bodies, 0, 10);
	suite_add_tcase(s, t);
	return s;
}
