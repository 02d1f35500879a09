/* The table of commands, in the order of `threatgate help`. */
#include "cmd.h"

const struct command *const cli_commands[] = {
	&cmd_check,
	&cmd_draft,
	&cmd_lint,
	&cmd_hook,
	&cmd_model,
	&cmd_audit,
	&cmd_github,
	&cmd_rules,
	&cmd_init,
	&cmd_completion,
	&cmd_mdoc,
	&cmd_help,
	&cmd_version,
	NULL,
};
