/*
 * The program's entry: finds the command, parses its options, runs it. Only
 * this folder prints and exits.
 *
 *	commands.c  the table of commands
 *	cmd_*.c     one command each
 *	opt.c       options by table
 *	help.c      help out of the tables
 *	term.c      terminal, colour, progress, date
 */
#include "cmd.h"
#include "term.h"

#include "../src/base/utf8.h"
#include "../src/base/words.h"

#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const struct opt no_options[] = { OPT_END };

static void put_place(struct tg_buf *out, const struct tg_err *err)
{
	if (!err->file[0])
		return;
	tg_utf8_put_safe(out, tg_str(err->file));
	if (err->line)
		tg_buf_printf(out, ":%u", err->line);
	if (err->line && err->column)
		tg_buf_printf(out, ":%u", err->column);
	tg_buf_puts(out, ": ");
}

int cli_error(struct cli *cli)
{
	const struct tg_err *err = &cli->err;
	struct tg_buf line = TG_BUF_INIT(8192);

	tg_buf_puts(&line, "threatgate: ");
	put_place(&line, err);
	tg_utf8_put_safe(&line, tg_str(err->msg));
	if (err->hint[0]) {
		tg_buf_puts(&line, "\n  ");
		tg_utf8_put_safe(&line, tg_str(err->hint));
	}
	tg_buf_putc(&line, '\n');
	(void)fwrite(line.ptr, 1, line.len, stderr);
	tg_buf_release(&line);
	return tg_rc_exit_status(err->code);
}

int cli_usage(struct cli *cli, const char *fmt, ...)
{
	char message[512];
	va_list args;

	va_start(args, fmt);
	(void)vsnprintf(message, sizeof(message), fmt, args);
	va_end(args);
	tg_err_set(&cli->err, TG_E_USAGE, "%s", message);
	tg_err_hint(&cli->err, "usage: %s %s", cli->path, cli->command->synopsis);
	return cli_error(cli);
}

int cli_print(struct cli *cli, struct tg_str text, int status)
{
	if (term_put(text))
		return status;
	if (errno == EPIPE)
		return status;
	tg_err_set(&cli->err, TG_E_IO, "cannot write to standard output: %s",
		   strerror(errno));
	return cli_error(cli);
}

const struct command *cli_find(const struct command *const *table, const char *name)
{
	for (; *table; table++)
		if (strcmp((*table)->name, name) == 0)
			return *table;
	return NULL;
}

static int unknown_command(const struct command *const *table, const char *path,
			   const char *name)
{
	struct cli cli = { 0 };
	const char *names[64];
	size_t n = 0;

	for (; *table && n < 64; table++)
		if (!(*table)->hidden)
			names[n++] = (*table)->name;
	const char *nearest = tg_words_nearest(name, names, n);

	tg_err_set(&cli.err, TG_E_USAGE, "there is no command '%s'", name);
	if (nearest)
		tg_err_hint(&cli.err, "did you mean '%s %s'?", path, nearest);
	else
		tg_err_hint(&cli.err, "see '%s --help'", path);
	return cli_error(&cli);
}

static int run_command(const struct command *command, const char *path, int argc,
		       char **argv)
{
	struct cli cli = { .command = command, .path = path, .args = argv };
	const struct opt *options = command->options ? command->options : no_options;
	bool help;

	if (opt_parse(options, argc, argv, &cli.n_args, &help, &cli.err) != TG_OK) {
		if (!cli.err.hint[0])
			tg_err_hint(&cli.err, "see '%s --help'", path);
		return cli_error(&cli);
	}
	return help ? cli_help(command, path) : command->run(&cli);
}

static bool asks_for_help(const char *arg)
{
	return strcmp(arg, "-h") == 0 || strcmp(arg, "--help") == 0;
}

/* Walks down the words that name a command until one can be run. */
static int dispatch(int argc, char **argv)
{
	const struct command *const *table = cli_commands;
	const struct command *command = &cmd_help;
	char path[128] = "threatgate";

	for (int i = 1; i < argc && !asks_for_help(argv[i]); i++) {
		const struct command *next = cli_find(table, argv[i]);
		size_t used = strlen(path);

		if (!next)
			return unknown_command(table, path, argv[i]);
		command = next;
		(void)snprintf(path + used, sizeof(path) - used, " %s", command->name);
		if (!command->sub)
			return run_command(command, path, argc - i - 1, argv + i + 1);
		table = command->sub;
	}
	return cli_help(command, path);
}

int main(int argc, char **argv)
{
	static char version[] = "version";

	/* A reader that closes its pipe early must not kill a verdict. */
	(void)signal(SIGPIPE, SIG_IGN);
	if (argc > 1 && strcmp(argv[1], "--version") == 0)
		argv[1] = version;
	if (argc > 1)
		return dispatch(argc, argv);
	cli_help(&cmd_help, "threatgate");
	return EXIT_USAGE;
}
