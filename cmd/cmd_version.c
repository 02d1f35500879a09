#include "cmd.h"

static int run(struct cli *cli)
{
	return cli_print(cli, TG_STR("threatgate " TG_VERSION "\n"), EXIT_PASS);
}

const struct command cmd_version = {
	.name = "version",
	.synopsis = "",
	.summary = "print the version (also --version)",
	.run = run,
	.hidden = true,
};
