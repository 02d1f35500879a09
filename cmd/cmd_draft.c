/* threatgate draft: the checklist, answered as far as the change tells. */
#include "cmd.h"
#include "range.h"
#include "term.h"

#include "../src/base/file.h"
#include "../src/git/repo.h"
#include "../src/pipeline/run.h"
#include "../src/report/draft.h"

#include <stdio.h>
#include <string.h>

#define MAX_OUTPUT (4u << 20)

static struct {
	struct range_args range;
	const char *update, *output;
	bool no_template;
} args;

static const struct opt options[] = {
	RANGE_OPTIONS(args.range),
	{ "update", 'u', OPT_TEXT, &args.update, "FILE|-", "fill in this body, in place; '-' from standard input to standard output", NULL },
	{ "output", 'o', OPT_TEXT, &args.output, "FILE", "write there (default: standard output)", NULL },
	{ "no-template", 0, OPT_FLAG, &args.no_template, NULL, "the section alone, without the repository's pull request template", NULL },
	OPT_END
};

static const char *const examples[] = {
	"a body to write on", "threatgate draft > body.md",
	"straight into a new pull request, to be completed there",
	"threatgate draft | gh pr create --draft --fill-first --body-file -",
	"fill in what a body lacks; what is written in it stays",
	"threatgate draft --update body.md",
	"where the pre-push hook looks for it", "threatgate draft -o \"$(git rev-parse --git-dir)/PR_BODY.md\"",
	NULL
};

struct state {
	struct cli *cli;
	struct range_inputs inputs;
	struct tg_buf frame, out;
	struct tg_arena arena;
	struct tg_run *run;
	struct tg_draft_rest rest;
};

/* GitHub takes the first of these, in any case. */
static const char *const template_paths[] = {
	".github/pull_request_template.md", ".github/PULL_REQUEST_TEMPLATE.md",
	"pull_request_template.md", "PULL_REQUEST_TEMPLATE.md",
	"docs/pull_request_template.md", "docs/PULL_REQUEST_TEMPLATE.md", NULL
};

static void read_template(struct state *s)
{
	struct tg_repo *repo = NULL;
	struct tg_err ignored;
	char head[TG_HEX];
	struct tg_str text;
	const char *rev = args.range.head ? args.range.head : "HEAD";

	if (tg_repo_open(&repo, args.range.repo, &ignored) != TG_OK)
		return;
	if (tg_repo_resolve(head, repo, rev, &ignored) == TG_OK) {
		for (size_t i = 0; template_paths[i] && !s->frame.len; i++)
			if (tg_repo_read(&text, repo, head, template_paths[i],
					 TG_BODY_MAX_BYTES, &s->arena,
					 &ignored) == TG_OK)
				tg_buf_put_str(&s->frame, text);
	}
	tg_repo_free(repo);
}

static enum tg_rc read_frame(struct state *s)
{
	if (args.update)
		return tg_file_read(&s->frame, args.update, TG_BODY_MAX_BYTES,
				    &s->cli->err);
	if (!args.no_template)
		read_template(s);
	return TG_OK;
}

static enum tg_rc make(struct state *s)
{
	struct tg_check_options *o = &s->inputs.options;
	struct tg_err *err = &s->cli->err;
	enum tg_rc rc = read_frame(s);

	if (rc != TG_OK)
		return rc;
	o->body = s->frame.ptr ? s->frame.ptr : "";
	o->body_size = s->frame.len;
	if ((rc = range_check(&s->run, &s->inputs, err)) != TG_OK) {
		if (err->line && !err->file[0] && args.update)
			tg_err_at(err, args.update, err->line, err->column);
		return rc;
	}
	struct tg_draft_input input = {
		.policy = s->run->base.policy,
		.report = tg_run_report(s->run),
		.body = tg_str_n(o->body, o->body_size),
	};

	return tg_report_draft(&s->out, &s->rest, &input, &s->arena, err);
}

/* On standard error: what goes to standard output is a body and nothing else. */
static void say_what_is_left(const struct state *s)
{
	size_t open = s->rest.to_write;

	if (open)
		(void)fprintf(stderr,
			      "threatgate: %zu answer%s for you to write, at \"Yes:\".\n",
			      open, open == 1 ? " is" : "s are");
	if (s->rest.kept)
		(void)fprintf(stderr,
			      "threatgate: %zu \"No\" of yours contradict%s the change "
			      "and %s no reason: see 'threatgate check --body'.\n",
			      s->rest.kept, s->rest.kept == 1 ? "s" : "",
			      s->rest.kept == 1 ? "gives" : "give");
}

static int write_out(struct state *s)
{
	const char *to = args.output ? args.output : args.update;
	struct cli *cli = s->cli;
	int status = EXIT_PASS;

	if (!to || strcmp(to, "-") == 0)
		status = cli_print(cli, tg_buf_str(&s->out), EXIT_PASS);
	else if (tg_file_write(to, tg_buf_str(&s->out), 0644, &cli->err) != TG_OK)
		status = cli_error(cli);
	if (status == EXIT_PASS)
		say_what_is_left(s);
	return status;
}

static int draft(struct state *s)
{
	struct cli *cli = s->cli;

	if (cli->n_args)
		return cli_usage(cli, "there is no argument '%s' here", cli->args[0]);
	if (args.update && args.range.diff && !strcmp(args.update, "-") &&
	    !strcmp(args.range.diff, "-"))
		return cli_usage(cli, "--update and --diff cannot both be standard input");
	if (range_read(&s->inputs, &args.range, &cli->err) != TG_OK || make(s) != TG_OK)
		return cli_error(cli);
	return write_out(s);
}

static int run(struct cli *cli)
{
	struct state s = { .cli = cli, .arena = TG_ARENA_INIT };

	tg_buf_init(&s.frame, TG_BODY_MAX_BYTES);
	tg_buf_init(&s.out, MAX_OUTPUT);
	range_init(&s.inputs);
	int status = draft(&s);

	tg_run_free(s.run);
	range_release(&s.inputs);
	tg_arena_release(&s.arena);
	tg_buf_release(&s.out);
	tg_buf_release(&s.frame);
	return status;
}

const struct command cmd_draft = {
	.name = "draft",
	.synopsis = "[--base REV] [--head REV | --staged | --worktree | --diff FILE] [--update FILE] ...",
	.summary = "prepare the pull request's checklist from the change",
	.description =
		"Prints the body of a pull request with the security checklist answered "
		"as far as the change tells: \"No\" where nothing was seen, and where "
		"something was, the evidence and an open \"Yes:\" for you to write on. "
		"Until you do, the gate does not take it. The repository's own pull "
		"request template is the frame.\n\n"
		"With --update a body that exists is filled in. Every word in it stays, and "
		"so does every answer that was given.",
	.options = options,
	.examples = examples,
	.run = run,
};
