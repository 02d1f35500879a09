/* threatgate model new: a first threat model from what the repository says. */
#include "../src/base/file.h"
#include "../src/model/new.h"
#include "cmd_model.h"
#include "scouting.h"

#include <string.h>
#include <sys/stat.h>

#define MAX_OUTPUT (4u << 20)

static struct {
	const char *repo, *output, *title;
	bool force;
} args;

static const struct opt options[] = {
	{ "repo", 0, OPT_TEXT, &args.repo, "DIR",
	  "a folder in the repository (default: this one)", NULL },
	{ "output", 'o', OPT_TEXT, &args.output, "FILE",
	  "where to write it (default: standard output)", NULL },
	{ "title", 0, OPT_TEXT, &args.title, "TEXT", "the name of the system", NULL },
	{ "force", 0, OPT_FLAG, &args.force, NULL, "overwrite the file", NULL },
	OPT_END
};

static int write_new(struct cli *cli, struct tg_buf *out)
{
	struct stat st;

	if (!args.output || strcmp(args.output, "-") == 0)
		return cli_print(cli, tg_buf_str(out), EXIT_PASS);
	if (!args.force && lstat(args.output, &st) == 0) {
		tg_err_set(&cli->err, TG_E_USAGE, "%s is there already", args.output);
		tg_err_hint(&cli->err, "--force overwrites it");
		return cli_error(cli);
	}
	if (tg_file_make_folders(args.output, &cli->err) ||
	    tg_file_write(args.output, tg_buf_str(out), 0644, &cli->err))
		return cli_error(cli);
	return EXIT_PASS;
}

static int run(struct cli *cli)
{
	const char *folder = cli->n_args ? cli->args[0] : NULL;
	struct tg_arena arena = TG_ARENA_INIT;
	struct tg_buf out = TG_BUF_INIT(MAX_OUTPUT);
	struct tg_scout scout;
	struct tg_repo *repo = NULL;
	int status;

	if (cli->n_args > 1)
		return cli_usage(cli, "one folder at most");
	tg_scout_init(&scout, &arena);
	if (tg_repo_open(&repo, args.repo, &cli->err) != TG_OK ||
	    scouting_look(&scout, repo, folder, &arena, &cli->err) != TG_OK) {
		status = cli_error(cli);
	} else {
		tg_model_new(&out, &scout,
			     args.title ? args.title
					: scouting_name(repo, folder, &arena));
		status = write_new(cli, &out);
	}
	tg_repo_free(repo);
	tg_buf_release(&out);
	tg_arena_release(&arena);
	return status;
}

static const char *const examples[] = {
	"a first model of one service",
	"threatgate model new -o docs/threat-models/order.md services/order", NULL
};

const struct command cmd_model_new = {
	.name = "new",
	.synopsis = "[-o FILE] [FOLDER]",
	.summary = "begin a threat model from what the repository says",
	.description = "Writes the six parts: the services, stores and external parties that "
		       "manifests, compose and Kubernetes files and configuration name, "
		       "drawn as a diagram, and the STRIDE questions to ask of each. It "
		       "states no threat: what is to be filled in says TODO, and lint "
		       "says so until it is.",
	.options = options,
	.examples = examples,
	.run = run,
};
