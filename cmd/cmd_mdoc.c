/*
 * threatgate mdoc: the part of threatgate(1) that the tables of commands and
 * options tell. `make man` puts it into the page; a test holds both together.
 */
#include "completion.h"

#include <string.h>

#define MAX_PAGE (1u << 20)

/* Running text: each sentence on a line of its own, as mdoc wants it. */
static void put_char(struct tg_buf *out, const char *p)
{
	bool start = !out->len || out->ptr[out->len - 1] == '\n';

	if (start && (*p == '.' || *p == '\''))
		tg_buf_puts(out, "\\&");
	if (*p == '\\')
		tg_buf_puts(out, "\\e");
	else if (*p == '-' && (p[1] == '-' || (!start && p[-1] == '-')))
		tg_buf_puts(out, "\\-");
	else
		tg_buf_putc(out, *p);
}

static bool ends_sentence(const char *p)
{
	return strchr(".:", *p) && p[1] == ' ' &&
	       (p[2] == '\'' || (p[2] >= 'A' && p[2] <= 'Z'));
}

static void put_text(struct tg_buf *out, const char *text)
{
	char first = text[0];

	/* A summary begins small and has no full stop. */
	bool name = strncmp(text, "threatgate", 10) == 0;

	tg_buf_putc(out, first >= 'a' && first <= 'z' && !name
				 ? (char)(first - 'a' + 'A') : first);
	for (const char *p = text + 1; *p; p++) {
		if (*p == '\n') {
			if (p[-1] != '\n')
				tg_buf_puts(out, p[1] == '\n' ? "\n.Pp\n" : "\n");
			continue;
		}
		put_char(out, p);
		if (ends_sentence(p)) {
			tg_buf_putc(out, '\n');
			p++;
		}
	}
	if (!strchr(".>", out->ptr[out->len - 1]))
		tg_buf_putc(out, '.');
	tg_buf_putc(out, '\n');
}

static void put_option(struct tg_buf *out, const struct opt *o)
{
	tg_buf_puts(out, ".It ");
	if (o->letter)
		tg_buf_printf(out, "Fl %c , ", o->letter);
	tg_buf_printf(out, "Fl \\-%s", o->name);
	if (o->value)
		tg_buf_printf(out, " Ar %s", o->value);
	tg_buf_putc(out, '\n');
	put_text(out, o->help);
	for (size_t i = 0; o->choices && o->choices[i]; i++)
		tg_buf_printf(out, "%s%s%s", i ? "" : "One of ", o->choices[i],
			      o->choices[i + 1] ? ", " : ".\n");
}

static void put_command(struct tg_buf *out, const char *place,
			const struct command *command)
{
	const struct opt *o = command->options;

	tg_buf_printf(out, ".Ss threatgate%s %s\n", place,
		      command->sub ? "COMMAND" : command->synopsis);
	put_text(out, command->description ? command->description : command->summary);
	if (!o || !o->name)
		return;
	tg_buf_puts(out, ".Bl -tag -width Ds\n");
	for (; o->name; o++)
		put_option(out, o);
	tg_buf_puts(out, ".El\n");
}

static int run(struct cli *cli)
{
	struct tg_buf out = TG_BUF_INIT(MAX_PAGE);

	if (cli->n_args)
		return cli_usage(cli, "there is no argument '%s' here", cli->args[0]);
	completion_each(put_command, &out);
	int status = cli_print(cli, tg_buf_str(&out), EXIT_PASS);

	tg_buf_release(&out);
	return status;
}

const struct command cmd_mdoc = {
	.name = "mdoc",
	.synopsis = "",
	.summary = "print the commands for threatgate(1)",
	.run = run,
	.hidden = true,
};
