/*
 * The program: a table of commands, each one row and one file. A command reads
 * its options, calls the library, prints, and returns an exit status; judging
 * is the library's work.
 *
 * To add a command: write cmd_NAME.c with `const struct command cmd_NAME`, name
 * it below, and add it to the table in commands.c.
 */
#ifndef CMD_CMD_H
#define CMD_CMD_H

#include "opt.h"

#include "../src/base/buf.h"

enum { EXIT_PASS = 0, EXIT_FAIL = 1, EXIT_USAGE = 2, EXIT_NO_VERDICT = 3 };

struct cli;

struct command {
	const char *name;
	const char *synopsis;          /* what follows the name in the usage line */
	const char *summary;           /* one line for the list of commands */
	const char *description;       /* paragraphs, wrapped by help; or NULL */
	const struct opt *options;     /* ends with OPT_END; NULL: none */
	const char *const *examples;   /* pairs: what for, command line; NULL ends */
	const struct command *const *sub; /* subcommands, NULL-terminated; or NULL */
	int (*run)(struct cli *cli);   /* the exit status; NULL with `sub` */
	bool hidden;                   /* not in the list of commands */
};

/* One run of one command. */
struct cli {
	const struct command *command;
	const char *path;  /* the words that lead to it: "threatgate rules list" */
	char **args;       /* what is not an option */
	int n_args;
	struct tg_err err;
};

extern const struct command cmd_audit, cmd_check, cmd_completion, cmd_draft,
	cmd_github, cmd_help, cmd_hook, cmd_hook_run, cmd_init, cmd_lint, cmd_mdoc, cmd_model,
	cmd_rules, cmd_rules_explain, cmd_rules_show, cmd_rules_test,
	cmd_rules_suggest, cmd_version;

/* All commands in the order of help, NULL-terminated (commands.c). */
extern const struct command *const cli_commands[];

/* Prints cli->err on standard error, neutralised, and returns the exit status
 * of its code. */
int cli_error(struct cli *cli);

/* The same for a wrong command line: message, then the usage line. */
int cli_usage(struct cli *cli, const char *fmt, ...) TG_PRINTF(2, 3);

/* Writes to standard output. A closed pipe is no error (the reader has seen
 * enough); a full disk is: one line, EXIT_NO_VERDICT. Otherwise `status`. */
int cli_print(struct cli *cli, struct tg_str text, int status);

/* Prints the help of a command on standard output. */
int cli_help(const struct command *command, const char *path);

/* The row of that name, or NULL. */
const struct command *cli_find(const struct command *const *table,
			       const char *name);

#endif
