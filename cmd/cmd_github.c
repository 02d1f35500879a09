/* threatgate github: what the Action runs. */
#include "cmd.h"
#include "term.h"

#include "../src/github/action.h"

#include <stdlib.h>

static struct {
	const char *repo;
	bool api;
	unsigned number;
} args;

static const struct opt options[] = {
	{ "repo", 0, OPT_TEXT, &args.repo, "DIR", "a folder in the checkout (default: GITHUB_WORKSPACE)", NULL },
	{ "api", 0, OPT_FLAG, &args.api, NULL, "read everything from the API, never from a checkout", NULL },
	{ "pr-number", 0, OPT_NUMBER, &args.number, "N", "the pull request to judge (default: the event's)", NULL },
	OPT_END
};

static const char *const examples[] = {
	"as a step of a workflow", "threatgate github",
	"one pull request, in a run started by hand, without a checkout", "threatgate github --api --pr-number 7",
	NULL
};

static const char *environment(const char *name, void *ctx)
{
	(void)ctx;
	return getenv(name);
}

static bool print(struct tg_str text, void *ctx)
{
	(void)ctx;
	return term_put(text);
}

static int run(struct cli *cli)
{
	char today[11];
	struct tg_action_io io = {
		.env = environment,
		.print = print,
		.today = today,
		.repo = args.repo,
		.use_api = args.api,
		.number = args.number,
	};

	if (cli->n_args)
		return cli_usage(cli, "there is no argument '%s' here", cli->args[0]);
	term_today(today);
	return tg_action_run(&io);
}

const struct command cmd_github = {
	.name = "github",
	.synopsis = "[--repo DIR] [--api] [--pr-number N]",
	.summary = "judge the pull request of a workflow's event and report there",
	.description =
		"What the Action runs. Reads the event from GITHUB_EVENT_NAME and "
		"GITHUB_EVENT_PATH, the pull request live from GITHUB_API_URL, and the "
		"change from the checkout, or from the API where the checkout lacks "
		"history. Says the verdict on standard output, in the job summary, as "
		"annotations, as a check run, and in one comment on the pull request.\n\n"
		"The token comes from the input 'token' or from GITHUB_TOKEN, never from "
		"the command line. Inputs are read as the runner hands them over: "
		"INPUT_TOKEN, INPUT_KEY, INPUT_COMMENT, INPUT_FAIL, INPUT_LOGIN, "
		"INPUT_SARIF, INPUT_REPORT, INPUT_POLICY, INPUT_API, INPUT_PR-NUMBER.",
	.options = options,
	.examples = examples,
	.run = run,
};
