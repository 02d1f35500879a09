/* Help out of the tables: the list of commands, and one command's own. */
#include "cmd.h"
#include "term.h"

#include <stdio.h>
#include <string.h>

#define HELP_COLUMN 26 /* where the text of an option begins */

static const char exit_statuses[] =
	"Exit status:\n"
	"  0  pass\n"
	"  1  fail: the policy is not met\n"
	"  2  the command line, the policy or a rule file is wrong\n"
	"  3  it could not judge: repository, network, limits\n";

static void wrap_line(struct tg_buf *out, struct tg_str line, size_t width)
{
	struct tg_str word;
	size_t column = 0;

	while (tg_str_word(&line, &word)) {
		if (column && column + 1 + word.n > width) {
			tg_buf_putc(out, '\n');
			column = 0;
		} else if (column) {
			tg_buf_putc(out, ' ');
			column++;
		}
		tg_buf_put_str(out, word);
		column += word.n;
	}
	tg_buf_putc(out, '\n');
}

/* Wraps at blanks; a line that begins with a blank stands as it is. */
static void wrap(struct tg_buf *out, const char *text)
{
	unsigned columns = term_columns();
	size_t width = columns >= 40 && columns < 80 ? columns : 80;
	struct tg_str rest = tg_str(text), line;

	while (tg_str_split(&rest, '\n', &line)) {
		if (line.n && line.p[0] == ' ')
			tg_buf_printf(out, "%.*s\n", (int)line.n, line.p);
		else
			wrap_line(out, line, width);
	}
}

static void put_choices(struct tg_buf *out, const char *const *choices)
{
	tg_buf_fill(out, ' ', HELP_COLUMN);
	for (size_t i = 0; choices[i]; i++)
		tg_buf_printf(out, "%s%s", i ? " | " : "", choices[i]);
	tg_buf_putc(out, '\n');
}

static void put_option(struct tg_buf *out, const struct opt *o)
{
	size_t start = out->len;

	tg_buf_puts(out, "  ");
	if (o->letter)
		tg_buf_printf(out, "-%c, ", o->letter);
	tg_buf_printf(out, "--%s", o->name);
	if (o->value)
		tg_buf_printf(out, " %s", o->value);
	size_t used = out->len - start;

	if (used + 2 > HELP_COLUMN)
		tg_buf_putc(out, '\n');
	tg_buf_fill(out, ' ', used + 2 > HELP_COLUMN ? HELP_COLUMN : HELP_COLUMN - used);
	tg_buf_printf(out, "%s\n", o->help);
	if (o->choices)
		put_choices(out, o->choices);
}

static void put_commands(struct tg_buf *out, const struct command *const *table)
{
	tg_buf_puts(out, "\nCommands:\n");
	for (; *table; table++)
		if (!(*table)->hidden)
			tg_buf_printf(out, "  %-11s %s\n", (*table)->name,
				      (*table)->summary);
}

static void put_examples(struct tg_buf *out, const char *const *examples)
{
	tg_buf_puts(out, "\nExamples:\n");
	for (; *examples; examples += 2)
		tg_buf_printf(out, "  # %s\n  %s\n", examples[0], examples[1]);
}

int cli_help(const struct command *command, const char *path)
{
	struct tg_buf out = TG_BUF_INIT(1u << 16);
	struct cli cli = { .command = command, .path = path };
	const struct command *const *table =
		command == &cmd_help ? cli_commands : command->sub;

	tg_buf_printf(&out, "Usage: %s %s\n\n", path,
		      command->sub ? "COMMAND [OPTIONS] ..." : command->synopsis);
	wrap(&out, command->description ? command->description : command->summary);
	if (table)
		put_commands(&out, table);
	if (command->options && command->options->name) {
		tg_buf_puts(&out, "\nOptions:\n");
		for (const struct opt *o = command->options; o->name; o++)
			put_option(&out, o);
	}
	if (command->examples)
		put_examples(&out, command->examples);
	tg_buf_printf(&out, "\n%s", exit_statuses);
	int status = cli_print(&cli, tg_buf_str(&out), EXIT_PASS);

	tg_buf_release(&out);
	return status;
}

static int run(struct cli *cli)
{
	const struct command *command = &cmd_help;
	const struct command *const *table = cli_commands;
	char path[128] = "threatgate";

	for (int i = 0; i < cli->n_args; i++) {
		size_t used = strlen(path);

		command = table ? cli_find(table, cli->args[i]) : NULL;
		if (!command)
			return cli_usage(cli, "there is no command '%s'", cli->args[i]);
		snprintf(path + used, sizeof(path) - used, " %s", command->name);
		table = command->sub;
	}
	return cli_help(command, path);
}

const struct command cmd_help = {
	.name = "help",
	.synopsis = "COMMAND [OPTIONS] ...",
	.summary = "explain a command",
	.description =
		"threatgate keeps threat models alive: it reads what a change really "
		"does, holds that against the security checklist in the pull request "
		"and against the threat models beside the code, and says pass or "
		"fail.\n\n'threatgate COMMAND --help' explains a command.",
	.run = run,
};
