#include "completion.h"

/* --- shared ------------------------------------------------------------------- */

static void put_place_pattern(struct tg_buf *out, const char *place,
			      const struct command *command)
{
	(void)command;
	tg_buf_printf(out, "%s'%s'", out->ptr[out->len - 1] == '(' ? "" : "|", place);
}

/* ' check'|' draft'|' rules'|' rules list' */
static void put_all_places(struct tg_buf *out)
{
	tg_buf_puts(out, "(");
	completion_each(put_place_pattern, out);
	tg_buf_puts(out, ")");
}

static void put_names(struct tg_buf *out, const struct command *const *table)
{
	for (size_t i = 0; table[i]; i++)
		if (!table[i]->hidden)
			tg_buf_printf(out, "%s%s", i ? " " : "", table[i]->name);
}

static void put_choices(struct tg_buf *out, const char *const *choices)
{
	for (size_t i = 0; choices[i]; i++)
		tg_buf_printf(out, "%s%s", i ? " " : "", choices[i]);
}

/* `text` for single quotes; brackets and colons escaped where `specials` says. */
static void put_quoted(struct tg_buf *out, const char *text, const char *specials)
{
	for (const char *p = text; *p; p++) {
		if (*p == '\'')
			tg_buf_puts(out, "'\\''");
		else
			tg_buf_printf(out, "%s%c", tg_str_chr(tg_str(specials), *p) != SIZE_MAX
						   ? "\\" : "", *p);
	}
}

/* --- bash --------------------------------------------------------------------- */

/* What bash offers for an option's value. */
static void bash_value(struct tg_buf *out, const struct opt *o)
{
	switch (completion_value_of(o)) {
	case COMPLETE_CHOICE:
		tg_buf_puts(out, "words='");
		put_choices(out, o->choices);
		tg_buf_puts(out, "'");
		break;
	case COMPLETE_FILE:
		tg_buf_puts(out, "kind=-f");
		break;
	case COMPLETE_FOLDER:
		tg_buf_puts(out, "kind=-d");
		break;
	case COMPLETE_REV:
		tg_buf_puts(out, "words=$(_threatgate_revs)");
		break;
	case COMPLETE_NONE:
	case COMPLETE_TEXT:
		tg_buf_puts(out, "words=''");
		break;
	}
}

static void bash_values(struct tg_buf *out, const char *place,
			const struct command *command)
{
	for (const struct opt *o = command->options; o && o->name; o++) {
		if (completion_value_of(o) == COMPLETE_NONE)
			continue;
		tg_buf_printf(out, "\t'%s --%s'", place, o->name);
		if (o->letter)
			tg_buf_printf(out, "|'%s -%c'", place, o->letter);
		tg_buf_puts(out, ") ");
		bash_value(out, o);
		tg_buf_puts(out, "; value=1 ;;\n");
	}
}

static void bash_words(struct tg_buf *out, const char *place,
		       const struct command *command)
{
	tg_buf_printf(out, "\t'%s') words='", place);
	if (command->sub)
		put_names(out, command->sub);
	for (const struct opt *o = command->options; o && o->name; o++)
		tg_buf_printf(out, "--%s ", o->name);
	if (command == &cmd_help)
		put_names(out, cli_commands);
	tg_buf_puts(out, command == &cmd_completion ? "bash zsh fish" : "");
	tg_buf_puts(out, " --help' ;;\n");
}

void completion_bash(struct tg_buf *out)
{
	tg_buf_puts(out,
		    "# bash completion for threatgate\n"
		    "_threatgate_revs() {\n"
		    "\tgit for-each-ref --format='%(refname:short)' 2>/dev/null\n"
		    "}\n\n"
		    "_threatgate() {\n"
		    "\tlocal at='' cur=${COMP_WORDS[COMP_CWORD]} kind='' value='' words='' i\n"
		    "\tlocal prev=${COMP_WORDS[COMP_CWORD-1]}\n"
		    "\t# --option=value comes as three words\n"
		    "\tif [[ $cur == = ]]; then cur=''\n"
		    "\telif [[ $prev == = ]]; then prev=${COMP_WORDS[COMP_CWORD-2]}; fi\n"
		    "\tfor ((i = 1; i < COMP_CWORD; i++)); do\n"
		    "\t\tcase \"$at ${COMP_WORDS[i]}\" in\n\t\t");
	put_all_places(out);
	tg_buf_puts(out, " at=\"$at ${COMP_WORDS[i]}\" ;;\n\t\tesac\n\tdone\n"
			 "\tcase \"$at $prev\" in\n");
	completion_each(bash_values, out);
	tg_buf_puts(out, "\tesac\n\tif [[ -z $value ]]; then\n\tcase \"$at\" in\n\t'') words='");
	put_names(out, cli_commands);
	tg_buf_puts(out, " --help --version' ;;\n");
	completion_each(bash_words, out);
	tg_buf_puts(out,
		    "\tesac\n"
		    "\t[[ $cur == -* || -z $at ]] || kind=-f\n"
		    "\tfi\n"
		    "\tCOMPREPLY=($(compgen ${kind:+$kind} -W \"$words\" -- \"$cur\"))\n"
		    "}\n"
		    "complete -o filenames -F _threatgate threatgate\n");
}

/* --- zsh ---------------------------------------------------------------------- */

static const char *zsh_action(enum completion_value value)
{
	switch (value) {
	case COMPLETE_FILE:
		return "_files";
	case COMPLETE_FOLDER:
		return "_files -/";
	case COMPLETE_REV:
		return "_threatgate_revs";
	case COMPLETE_NONE:
	case COMPLETE_TEXT:
	case COMPLETE_CHOICE:
		break;
	}
	return " ";
}

static void zsh_option(struct tg_buf *out, const struct opt *o, const char *dashes,
		       const char *name)
{
	enum completion_value value = completion_value_of(o);

	tg_buf_printf(out, " \\\n\t\t\t'%s%s%s%s[",
		      o->kind == OPT_LIST || o->kind == OPT_COUNT ? "*" : "", dashes, name,
		      value == COMPLETE_NONE ? "" : dashes[1] ? "=" : "+");
	put_quoted(out, o->help, "[]:\\");
	tg_buf_puts(out, "]");
	if (value != COMPLETE_NONE) {
		tg_buf_puts(out, ":");
		put_quoted(out, o->value ? o->value : o->name, "[]:\\");
		tg_buf_puts(out, ":");
		if (value == COMPLETE_CHOICE) {
			tg_buf_puts(out, "(");
			put_choices(out, o->choices);
			tg_buf_puts(out, ")");
		} else {
			tg_buf_puts(out, zsh_action(value));
		}
	}
	tg_buf_puts(out, "'");
}

static void zsh_list(struct tg_buf *out, const struct command *const *table)
{
	tg_buf_puts(out, "commands=(");
	for (; *table; table++) {
		if ((*table)->hidden)
			continue;
		tg_buf_printf(out, "\n\t\t\t'%s:", (*table)->name);
		put_quoted(out, (*table)->summary, ":\\");
		tg_buf_puts(out, "'");
	}
	tg_buf_puts(out, ")\n\t\t_describe -t commands command commands ;;\n");
}

static void zsh_command(struct tg_buf *out, const char *place,
			const struct command *command)
{
	tg_buf_printf(out, "\t('%s')\n\t\t", place);
	if (command->sub) {
		zsh_list(out, command->sub);
		return;
	}
	tg_buf_puts(out, "_arguments -s");
	for (const struct opt *o = command->options; o && o->name; o++) {
		char letter[2] = { o->letter, '\0' };

		zsh_option(out, o, "--", o->name);
		if (o->letter)
			zsh_option(out, o, "-", letter);
	}
	tg_buf_printf(out, " \\\n\t\t\t'--help[explain the command]' '*:argument:%s' ;;\n",
		      command == &cmd_completion ? "(bash zsh fish)" : "_files");
}

void completion_zsh(struct tg_buf *out)
{
	tg_buf_puts(out, "#compdef threatgate\n"
			 "_threatgate_revs() {\n"
			 "\tlocal -a revs=(${(f)\"$(git for-each-ref "
			 "--format='%(refname:short)' 2>/dev/null)\"})\n"
			 "\t_describe -t revisions revision revs\n"
			 "}\n\n"
			 "_threatgate() {\n"
			 "\tlocal at='' i\n\tlocal -a commands\n"
			 "\tfor ((i = 2; i < CURRENT; i++)); do\n"
			 "\t\tcase \"$at ${words[i]}\" in\n\t\t");
	put_all_places(out);
	tg_buf_puts(out, " at+=\" ${words[i]}\" ;;\n\t\tesac\n\tdone\n"
			 "\tcase \"$at\" in\n\t('')\n\t\t");
	zsh_list(out, cli_commands);
	completion_each(zsh_command, out);
	tg_buf_puts(out, "\tesac\n}\n\n"
			 "if [[ $funcstack[1] == _threatgate ]]; then _threatgate \"$@\"\n"
			 "else compdef _threatgate threatgate; fi\n");
}

/* --- fish --------------------------------------------------------------------- */

static void fish_place(struct tg_buf *out, const char *place,
		       const struct command *command)
{
	(void)command;
	tg_buf_printf(out, " '%s'", place);
}

static void fish_row(struct tg_buf *out, const char *place)
{
	tg_buf_printf(out, "complete -c threatgate -n \"__threatgate_at '%s'\"", place);
}

static void fish_option(struct tg_buf *out, const char *place, const struct opt *o)
{
	fish_row(out, place);
	tg_buf_printf(out, " -l %s", o->name);
	if (o->letter)
		tg_buf_printf(out, " -s %c", o->letter);
	tg_buf_puts(out, " -d '");
	put_quoted(out, o->help, "");
	tg_buf_puts(out, "'");
	switch (completion_value_of(o)) {
	case COMPLETE_CHOICE:
		tg_buf_puts(out, " -x -a '");
		put_choices(out, o->choices);
		tg_buf_puts(out, "'");
		break;
	case COMPLETE_REV:
		tg_buf_puts(out, " -x -a '(__threatgate_revs)'");
		break;
	case COMPLETE_FILE:
	case COMPLETE_FOLDER:
		tg_buf_puts(out, " -r -F");
		break;
	case COMPLETE_TEXT:
		tg_buf_puts(out, " -x");
		break;
	case COMPLETE_NONE:
		break;
	}
	tg_buf_puts(out, "\n");
}

static void fish_names(struct tg_buf *out, const char *place,
		       const struct command *const *table)
{
	for (; *table; table++) {
		if ((*table)->hidden)
			continue;
		fish_row(out, place);
		tg_buf_printf(out, " -f -a %s -d '", (*table)->name);
		put_quoted(out, (*table)->summary, "");
		tg_buf_puts(out, "'\n");
	}
}

static void fish_command(struct tg_buf *out, const char *place,
			 const struct command *command)
{
	if (command->sub)
		fish_names(out, place, command->sub);
	for (const struct opt *o = command->options; o && o->name; o++)
		fish_option(out, place, o);
	if (command == &cmd_completion) {
		fish_row(out, place);
		tg_buf_puts(out, " -f -a 'bash zsh fish'\n");
	}
}

void completion_fish(struct tg_buf *out)
{
	tg_buf_puts(out, "# fish completion for threatgate\n"
			 "function __threatgate_revs\n"
			 "\tgit for-each-ref --format='%(refname:short)' 2>/dev/null\n"
			 "end\n\n"
			 "function __threatgate_at\n"
			 "\tset -l at ''\n"
			 "\tset -l words (commandline -opc)\n"
			 "\tfor word in $words[2..-1]\n"
			 "\t\tif contains -- \"$at $word\"");
	completion_each(fish_place, out);
	tg_buf_puts(out, "\n\t\t\tset at \"$at $word\"\n\t\tend\n\tend\n"
			 "\ttest \"$at\" = \"$argv[1]\"\n"
			 "end\n\n");
	fish_names(out, "", cli_commands);
	completion_each(fish_command, out);
}
