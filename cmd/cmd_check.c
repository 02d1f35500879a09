/* threatgate check: judge a change. */
#include "cmd.h"
#include "range.h"
#include "term.h"

#include "../src/base/file.h"
#include "../src/checklist/checklist.h"

#include <stdlib.h>
#include <string.h>
#include <threatgate/check.h>
#include <threatgate/write.h>

static struct {
	struct range_args range;
	const char *body, *format, *color;
	bool quiet;
	int verbose;
	struct opt_list write;
} args;

static const struct opt options[] = {
	RANGE_OPTIONS(args.range),
	{ "body", 0, OPT_TEXT, &args.body, "FILE|-", "the pull request's body: judge its checklist", NULL },
	{ "format", 'f', OPT_TEXT, &args.format, "FORMAT", "how to print the report (default: text)", tg_format_names },
	{ "write", 'w', OPT_LIST, &args.write, "FORMAT=FILE", "also write the report to a file; may be given several times", NULL },
	{ "color", 0, OPT_TEXT, &args.color, "WHEN", "colour the text report", term_color_choices },
	{ "quiet", 'q', OPT_FLAG, &args.quiet, NULL, "print the verdict alone", NULL },
	{ "verbose", 'v', OPT_COUNT, &args.verbose, NULL, "print all that was seen", NULL },
	OPT_END
};

static const char *const examples[] = {
	"what will the gate say to this branch?", "threatgate check",
	"with the body of the pull request that you are writing", "threatgate check --body body.md",
	"what is staged, before a commit", "threatgate check --staged",
	"a range, as JSON", "threatgate check --base v1.0 --head v1.1 --format json",
	NULL
};

/* What the command holds while it runs. */
struct state {
	struct cli *cli;
	struct range_inputs inputs;
	struct tg_buf body;
	struct tg_run *run;
};

static enum tg_rc read_body(struct state *s)
{
	struct tg_err *err = &s->cli->err;

	if (!args.body)
		return TG_OK;
	if (args.range.diff && !strcmp(args.body, "-") && !strcmp(args.range.diff, "-"))
		return tg_err_set(err, TG_E_USAGE,
				  "--body and --diff cannot both be standard input");
	enum tg_rc rc = tg_file_read(&s->body, args.body, TG_BODY_MAX_BYTES, err);

	if (rc == TG_OK) {
		s->inputs.options.body = s->body.ptr;
		s->inputs.options.body_size = s->body.len;
	}
	return rc;
}

static enum tg_rc judge(struct state *s)
{
	struct tg_err *err = &s->cli->err;
	enum tg_rc rc = range_check(&s->run, &s->inputs, err);

	/* The library does not know which file the body came from. */
	if (rc != TG_OK && err->line && !err->file[0] && args.body)
		tg_err_at(err, args.body, err->line, err->column);
	return rc;
}

/* FORMAT=FILE */
static enum tg_rc write_file(struct state *s, const char *what)
{
	struct tg_write_options plain = { 0 };
	struct tg_err *err = &s->cli->err;
	const char *equals = strchr(what, '=');
	char format[32] = "";
	char *text;
	size_t size;

	if (!equals || (size_t)(equals - what) >= sizeof(format) || !equals[1])
		return tg_err_set(err, TG_E_USAGE, "--write takes FORMAT=FILE, not '%s'",
				  what);
	memcpy(format, what, (size_t)(equals - what));
	enum tg_rc rc = tg_report_write(&text, &size, tg_run_report(s->run), format,
					&plain, err);

	if (rc != TG_OK)
		return rc;
	rc = tg_file_write(equals + 1, tg_str_n(text, size), 0644, err);
	free(text);
	return rc;
}

static int print(struct state *s)
{
	const char *format = args.format ? args.format : "text";
	struct tg_write_options how = {
		.color = term_color(args.color),
		.columns = term_columns(),
		.verbosity = args.quiet ? -1 : args.verbose,
	};
	struct tg_report report = *tg_run_report(s->run);
	char *text;
	size_t size;

	/* Into a pipe or a file goes what can be compared with another run. */
	if (how.columns)
		report.elapsed_ms = tg_run_elapsed_ms(s->run);
	if (tg_report_write(&text, &size, &report, format, &how, &s->cli->err) != TG_OK)
		return cli_error(s->cli);
	int status = cli_print(s->cli, tg_str_n(text, size),
			       report.verdict == TG_VERDICT_PASS ? EXIT_PASS
								 : EXIT_FAIL);

	free(text);
	return status;
}

static int check(struct state *s)
{
	struct cli *cli = s->cli;

	if (cli->n_args)
		return cli_usage(cli, "there is no argument '%s' here", cli->args[0]);
	if (range_read(&s->inputs, &args.range, &cli->err) != TG_OK ||
	    read_body(s) != TG_OK || judge(s) != TG_OK)
		return cli_error(cli);
	for (size_t i = 0; i < args.write.n; i++)
		if (write_file(s, args.write.items[i]) != TG_OK)
			return cli_error(cli);
	return print(s);
}

static int run(struct cli *cli)
{
	struct state s = { .cli = cli };

	tg_buf_init(&s.body, TG_BODY_MAX_BYTES);
	range_init(&s.inputs);
	int status = check(&s);

	tg_run_free(s.run);
	range_release(&s.inputs);
	tg_buf_release(&s.body);
	return status;
}

const struct command cmd_check = {
	.name = "check",
	.synopsis = "[--base REV] [--head REV | --staged | --worktree | --diff FILE] [--body FILE] ...",
	.summary = "judge a change (the main job)",
	.description =
		"Reads what the change does, holds it against the security checklist in "
		"the pull request's body and against the threat models beside the code, "
		"and says pass or fail.\n\n"
		"Without --body the checklist is not judged: the report lists the "
		"questions that will need an answer. The range is what GitHub shows: "
		"from the merge base of base and head to head.",
	.options = options,
	.examples = examples,
	.run = run,
};
