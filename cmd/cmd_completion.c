/*
 * threatgate completion SHELL: a script for a shell, out of the tables of
 * commands and options. A command's place is the words that lead to it, each
 * with a blank before it: " rules list".
 */
#include "cmd.h"
#include "completion.h"

#include <string.h>

#define MAX_SCRIPT (1u << 20)

static const char *const shells[] = { "bash", "zsh", "fish", NULL };

static void walk(const struct command *const *table, const char *above,
		 completion_fn *each, struct tg_buf *out)
{
	for (; *table; table++) {
		char place[128];

		if ((*table)->hidden)
			continue;
		(void)snprintf(place, sizeof(place), "%s %s", above, (*table)->name);
		each(out, place, *table);
		if ((*table)->sub)
			walk((*table)->sub, place, each, out);
	}
}

void completion_each(completion_fn *each, struct tg_buf *out)
{
	walk(cli_commands, "", each, out);
}

enum completion_value completion_value_of(const struct opt *o)
{
	static const struct {
		const char *word;
		enum completion_value value;
	} words[] = {
		{ "FILE", COMPLETE_FILE }, { "FILE|-", COMPLETE_FILE },
		{ "FORMAT=FILE", COMPLETE_FILE }, { "FROM", COMPLETE_FILE },
		{ "DIR", COMPLETE_FOLDER }, { "FOLDER", COMPLETE_FOLDER },
		{ "REV", COMPLETE_REV },
	};

	if (o->kind == OPT_FLAG || o->kind == OPT_COUNT)
		return COMPLETE_NONE;
	if (o->choices)
		return COMPLETE_CHOICE;
	for (size_t i = 0; o->value && i < sizeof(words) / sizeof(*words); i++)
		if (strcmp(words[i].word, o->value) == 0)
			return words[i].value;
	return COMPLETE_TEXT;
}

static int run(struct cli *cli)
{
	static completion_script_fn *const scripts[] = { completion_bash, completion_zsh,
							 completion_fish };
	struct tg_buf out = TG_BUF_INIT(MAX_SCRIPT);

	if (cli->n_args != 1)
		return cli_usage(cli, "for which shell? bash, zsh or fish");
	for (size_t i = 0; shells[i]; i++)
		if (strcmp(shells[i], cli->args[0]) == 0)
			scripts[i](&out);
	if (!out.len)
		return cli_usage(cli, "there is no script for '%s': bash, zsh and fish have "
				 "one", cli->args[0]);
	int status = cli_print(cli, tg_buf_str(&out), EXIT_PASS);

	tg_buf_release(&out);
	return status;
}

static const char *const examples[] = {
	"in this shell", "source <(threatgate completion bash)",
	"for good, with bash-completion",
	"threatgate completion bash > ~/.local/share/bash-completion/completions/threatgate",
	"zsh: into a folder of $fpath", "threatgate completion zsh > ~/.zfunc/_threatgate",
	"fish", "threatgate completion fish > ~/.config/fish/completions/threatgate.fish",
	NULL
};

const struct command cmd_completion = {
	.name = "completion",
	.synopsis = "bash|zsh|fish",
	.summary = "print a script that completes commands and options",
	.description = "Prints a script for a shell. An installed package has all three in "
		       "place already.",
	.examples = examples,
	.run = run,
};
