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

static size_t text_width(void)
{
	unsigned columns = term_columns();

	return columns >= 40 && columns < 80 ? columns : 80;
}

/* Sets words from the column on where the cursor stands: further lines begin at
 * `indent`. */
static void wrap_words(struct tg_buf *out, struct tg_str line, size_t indent)
{
	size_t width = text_width(), column = indent;
	struct tg_str word;

	while (tg_str_word(&line, &word)) {
		if (column > indent && column + 1 + word.n > width) {
			tg_buf_putc(out, '\n');
			tg_buf_fill(out, ' ', indent);
			column = indent;
		} else if (column > indent) {
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
	struct tg_str rest = tg_str(text), line;

	while (tg_str_split(&rest, '\n', &line)) {
		if (line.n && line.p[0] == ' ')
			tg_buf_printf(out, "%.*s\n", (int)line.n, line.p);
		else
			wrap_words(out, line, 0);
	}
}

static void put_choices(struct tg_buf *out, const char *const *choices)
{
	struct tg_buf list = TG_BUF_INIT(1024);

	for (size_t i = 0; choices[i]; i++)
		tg_buf_printf(&list, "%s%s", i ? " | " : "", choices[i]);
	tg_buf_fill(out, ' ', HELP_COLUMN);
	wrap_words(out, tg_buf_str(&list), HELP_COLUMN);
	tg_buf_release(&list);
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
	wrap_words(out, tg_str(o->help), HELP_COLUMN);
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

static void put_usage(struct tg_buf *out, const char *path, const char *synopsis)
{
	char whole[512];

	(void)snprintf(whole, sizeof(whole), "%s %s", path, synopsis);
	tg_buf_puts(out, "Usage: ");
	wrap_words(out, tg_str(whole), 7);
	tg_buf_putc(out, '\n');
}

/* The description; else the summary as a sentence. */
static void put_what(struct tg_buf *out, const struct command *command)
{
	const char *summary = command->summary;
	char sentence[256];

	if (command->description) {
		wrap(out, command->description);
		return;
	}
	(void)snprintf(sentence, sizeof(sentence), "%s.", summary);
	if (sentence[0] >= 'a' && sentence[0] <= 'z')
		sentence[0] = (char)(sentence[0] - 'a' + 'A');
	wrap(out, sentence);
}

int cli_help(const struct command *command, const char *path)
{
	struct tg_buf out = TG_BUF_INIT(1u << 16);
	struct cli cli = { .command = command, .path = path };
	const struct command *const *table =
		command == &cmd_help ? cli_commands : command->sub;

	put_usage(&out, path, command->sub ? "COMMAND [OPTIONS] ..." : command->synopsis);
	put_what(&out, command);
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
		(void)snprintf(path + used, sizeof(path) - used, " %s", command->name);
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
