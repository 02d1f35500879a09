/* A workflow that runs the gate is told what makes its check hang, pass unseen or
 * dangerous, and a good one is told nothing. */
#include "../../src/base/buf.h"
#include "../../src/pipeline/workflow_lint.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(a) ((int)(sizeof(a) / sizeof(*(a))))

#define TYPES "types: [opened, synchronize, reopened, edited, ready_for_review]"
#define ON "on:\n  pull_request:\n    " TYPES "\n  merge_group:\n"
#define MAY "permissions:\n  contents: read\n  pull-requests: write\n  checks: write\n"
#define JOB "jobs:\n  gate:\n    runs-on: ubuntu-latest\n"
#define STEP "    steps:\n      - uses: acme/threatgate@v1\n"

static const struct workflow_case {
	const char *name, *yaml, *expect; /* ids and lines, in order */
} cases[] = {
	{ "a good one", ON MAY JOB STEP, "" },
	{ "one that is not ours", "on: push\njobs:\n  a:\n    if: x\n    steps: [{uses: a/b@v1}]\n",
	  "" },
	{ "edited is missing",
	  "on:\n  pull_request:\n    types: [opened, synchronize, reopened, ready_for_review]\n"
	  "  merge_group:\n" MAY JOB STEP,
	  "trigger-missing:3" },
	{ "no types, and no queue: what GitHub takes by itself is not enough",
	  "on: pull_request\n" MAY JOB STEP,
	  "trigger-missing:1 trigger-missing:1 trigger-missing:1" },
	{ "a list of triggers", "on: [pull_request, merge_group]\n" MAY JOB STEP,
	  "trigger-missing:1 trigger-missing:1" },
	{ "only labels", "on:\n  pull_request: {types: labeled}\n  merge_group:\n" MAY JOB STEP,
	  "trigger-missing:2 trigger-missing:2 trigger-missing:2 trigger-missing:2 "
	  "trigger-missing:2" },
	{ "a push needs no types", "on: push\n" MAY JOB STEP, "" },
	{ "a path filter",
	  "on:\n  pull_request:\n    " TYPES "\n    paths: ['src/**']\n  merge_group:\n" MAY JOB STEP,
	  "path-filter:4" },
	{ "a path filter the other way round",
	  "on:\n  pull_request_target:\n    " TYPES "\n    paths-ignore: ['docs/**']\n"
	  "  merge_group:\n" MAY JOB STEP,
	  "path-filter:4" },
	{ "a condition of the job",
	  ON MAY JOB "    if: github.event.pull_request.draft == false\n" STEP, "job-if:12" },
	{ "a condition that always holds", ON MAY JOB "    if: ${{ always() }}\n" STEP, "" },
	{ "a job that waits for another", ON MAY JOB "    needs: build\n" STEP, "job-needs:12" },
	{ "waiting, but not skipped", ON MAY JOB "    needs: build\n    if: always()\n" STEP, "" },
	{ "a condition of the step", ON MAY JOB STEP "        if: success()\n", "step-if:14" },
	{ "a step that may fail", ON MAY JOB STEP "        continue-on-error: true\n",
	  "continue-on-error:14" },
	{ "runs that are cancelled",
	  ON "concurrency:\n  group: a\n  cancel-in-progress: true\n" MAY JOB STEP,
	  "cancel-in-progress:7" },
	{ "runs of a job that are cancelled",
	  ON MAY JOB "    concurrency: {group: a, cancel-in-progress: \"${{ x }}\"}\n" STEP,
	  "cancel-in-progress:12" },
	{ "runs that wait",
	  ON "concurrency:\n  group: a\n  cancel-in-progress: false\n" MAY JOB STEP, "" },
	{ "no permissions", ON JOB STEP, "permissions-missing:6" },
	{ "all permissions", ON "permissions: write-all\n" JOB STEP, "permissions-excess:5" },
	{ "reading alone", ON "permissions: read-all\n" JOB STEP, "permissions-short:5" },
	{ "writing contents",
	  ON "permissions:\n  contents: write\n  pull-requests: write\n  checks: write\n" JOB STEP,
	  "permissions-excess:6" },
	{ "the job's own permissions count",
	  ON "permissions: write-all\n" JOB
	     "    permissions: {contents: read, pull-requests: write, statuses: write}\n" STEP,
	  "" },
	{ "no contents, no pull request, no checks", ON "permissions: {}\n" JOB STEP,
	  "permissions-short:5 permissions-short:5 permissions-short:5" },
	{ "permission to upload SARIF is none too many",
	  ON MAY "  security-events: write\n" JOB STEP, "" },
	{ "the pull request's code under pull_request_target",
	  "on:\n  pull_request_target:\n    " TYPES "\n  merge_group:\n" MAY JOB
	  "    steps:\n      - uses: actions/checkout@v4\n        with:\n"
	  "          ref: ${{ github.event.pull_request.head.sha }}\n"
	  "      - run: threatgate github\n",
	  "untrusted-checkout:13" },
	{ "the base's code under pull_request_target",
	  "on:\n  pull_request_target:\n    " TYPES "\n  merge_group:\n" MAY JOB
	  "    steps:\n      - uses: actions/checkout@v4\n      - run: threatgate github\n",
	  "" },
	{ "the pull request's code by a command",
	  "on: issue_comment\n" MAY JOB
	  "    steps:\n      - run: gh pr checkout 7\n      - run: build/threatgate github\n",
	  "untrusted-checkout:10" },
	{ "the same in another job of it",
	  "on: issue_comment\n" MAY "jobs:\n  other:\n    steps:\n"
	  "      - run: git fetch origin refs/pull/7/head && git checkout FETCH_HEAD\n"
	  "  gate:\n    steps:\n      - uses: ghcr.io/acme/threatgate@v1\n",
	  "untrusted-checkout:9" },
	{ "the pull request's code under pull_request is nobody's harm",
	  ON MAY JOB "    steps:\n      - uses: actions/checkout@v4\n        with:\n"
	  "          ref: ${{ github.head_ref }}\n      - uses: docker://a.example/threatgate:1\n",
	  "" },
	{ "a workflow that is called", "on: pull_request_target\n" MAY
	  "jobs:\n  gate:\n    uses: acme/sec/.github/workflows/threatgate.yml@main\n",
	  "trigger-missing:1 trigger-missing:1 trigger-missing:1" },
	{ "words that are no command", "on: push\njobs:\n  a:\n    if: x\n    steps:\n"
	  "      - run: echo threatgate is good\n", "" },
	{ "nothing at all", "", "" },
	{ "not of that shape", "jobs: [1, 2]\n", "" },
	{ "jobs that are words", "on: 1\njobs: {a: b, threatgate: {steps: x, uses: [1]}}\n", "" },
};

START_TEST(a_workflow_is_told_what_is_wrong_with_it)
{
	const struct workflow_case *c = &cases[_i];
	struct tg_arena arena = TG_ARENA_INIT;
	struct tg_buf got = TG_BUF_INIT(4096);
	struct tg_finding *found;
	struct tg_err err;
	size_t n;
	bool ours;

	ck_assert_int_eq(tg_workflow_lint(&found, &n, &ours, &arena, ".github/workflows/a.yml",
					  tg_str(c->yaml), &err), TG_OK);
	for (size_t i = 0; i < n; i++) {
		ck_assert(tg_str_starts(tg_str(found[i].id), "workflow/"));
		ck_assert_str_ne(found[i].message, "");
		ck_assert_str_ne(found[i].fix, "");
		tg_buf_printf(&got, "%s%s:%u", i ? " " : "",
			      found[i].id + strlen("workflow/"), found[i].line);
	}
	tg_buf_putc(&got, '\0');
	ck_assert_msg(strcmp(got.ptr, c->expect) == 0, "%s: got \"%s\", not \"%s\"", c->name,
		      got.ptr, c->expect);
	tg_buf_release(&got);
	tg_arena_release(&arena);
}
END_TEST

START_TEST(whose_the_workflow_is_is_told)
{
	struct tg_arena arena = TG_ARENA_INIT;
	struct tg_finding *found;
	struct tg_err err;
	size_t n;
	bool ours;

	ck_assert_int_eq(tg_workflow_lint(&found, &n, &ours, &arena, "a", tg_str(ON MAY JOB STEP),
					  &err), TG_OK);
	ck_assert(ours);
	ck_assert_int_eq(tg_workflow_lint(&found, &n, &ours, &arena, "a",
					  tg_str("on: push\njobs: {a: {steps: []}}\n"), &err), TG_OK);
	ck_assert(!ours);
	ck_assert_int_eq(tg_workflow_lint(&found, &n, &ours, &arena, "a", tg_str("on: [\n"), &err),
			 TG_E_SYNTAX);
	tg_arena_release(&arena);
}
END_TEST

static const struct path_case {
	const char *path;
	bool is;
} paths[] = {
	{ ".github/workflows/gate.yml", true },   { ".github/workflows/gate.yaml", true },
	{ ".github/workflows/a/gate.yml", false }, { ".github/workflows/", false },
	{ ".github/gate.yml", false },            { "x/.github/workflows/gate.yml", false },
	{ ".github/workflows/gate.json", false },
};

START_TEST(only_what_GitHub_starts_is_a_workflow)
{
	ck_assert_int_eq(tg_workflow_is_path(paths[_i].path), paths[_i].is);
}
END_TEST

Suite *workflow_lint_suite(void);
Suite *workflow_lint_suite(void)
{
	Suite *s = suite_create("workflow_lint");
	TCase *tc = tcase_create("workflow");

	tcase_add_loop_test(tc, a_workflow_is_told_what_is_wrong_with_it, 0, COUNT(cases));
	tcase_add_test(tc, whose_the_workflow_is_is_told);
	tcase_add_loop_test(tc, only_what_GitHub_starts_is_a_workflow, 0, COUNT(paths));
	suite_add_tcase(s, tc);
	return s;
}
