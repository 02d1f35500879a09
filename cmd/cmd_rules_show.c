/* threatgate rules show: one rule with all that it says. */
#include "cmd.h"

#include "../src/base/utf8.h"
#include "own_rules.h"

#define MAX_OUTPUT (16u << 20)

static void show_text(struct tg_buf *out, const char *name, const char *text)
{
	if (text == NULL || *text == '\0')
		return;
	tg_buf_printf(out, "  %-11s ", name);
	tg_utf8_put_safe(out, tg_str(text));
	tg_buf_putc(out, '\n');
}

static void show_list(struct tg_buf *out, const char *name,
		      const char *const *list)
{
	struct tg_buf line = TG_BUF_INIT(8192);

	for (size_t i = 0; list != NULL && list[i] != NULL; i++)
		tg_buf_printf(&line, "%s%s", i > 0 ? ", " : "", list[i]);
	show_text(out, name, line.ptr);
	tg_buf_release(&line);
}

static void show_bits(struct tg_buf *out, const char *name, unsigned bits,
		      unsigned count, const char *(*name_of)(unsigned))
{
	const char *list[16] = { NULL };
	size_t n = 0;

	for (unsigned i = 0; i < count; i++)
		if (bits & (1u << i))
			list[n++] = name_of(i);
	show_list(out, name, list);
}

static void show_tests(struct tg_buf *out, const char *name,
		       const char *const *tests)
{
	for (; tests != NULL && *tests != NULL; tests++)
		show_text(out, name, *tests);
}

static void show_rule(struct tg_buf *out, const struct tg_rule *rule)
{
	static const char *const changes[] = { "added", "removed",
					       "added or removed" };

	tg_utf8_put_safe(out, tg_str(rule->id));
	tg_buf_puts(out, "\n");
	show_text(out, "title", rule->title);
	show_text(out, "message", rule->message);
	show_text(out, "ask", rule->ask);
	show_text(out, "topic", rule->topic);
	show_bits(out, "triggers", rule->triggers, TG_TRIGGER_COUNT,
		  tg_trigger_name);
	show_bits(out, "stride", rule->stride, TG_STRIDE_COUNT, tg_stride_name);
	show_text(out, "severity", tg_severity_name(rule->severity));
	show_text(out, "confidence", tg_confidence_name(rule->confidence));
	show_text(out, "control", rule->control ? "yes: its removal is the removal "
					"of a control" : NULL);
	show_list(out, "languages", rule->languages);
	show_list(out, "paths", rule->paths);
	show_list(out, "classes", rule->classes);
	if (rule->line != NULL)
		show_text(out, "change", changes[rule->change]);
	show_text(out, "line", rule->line);
	show_text(out, "on", rule->decision ? "decisions alone" : NULL);
	show_text(out, "uses", rule->outside ? "a value from outside" : NULL);
	show_text(out, "unless", rule->unless);
	show_text(out, rule->directly ? "directly in" : "inside", rule->inside);
	show_text(out, "near", rule->near);
	show_text(out, "without", rule->without);
	show_list(out, "literals", rule->literals);
	show_list(out, "references", rule->references);
	show_tests(out, "matches", rule->match);
	show_tests(out, "not", rule->no_match);
	if (rule->file != NULL)
		tg_buf_printf(out, "  %-11s %s:%u\n", "from", rule->file,
			      rule->file_line);
}

static int run(struct cli *cli)
{
	struct tg_buf out = TG_BUF_INIT(MAX_OUTPUT);
	const struct tg_rule *rule;
	struct own_rules rules;
	int status;

	if (cli->n_args != 1)
		return cli_usage(cli, "name one rule");
	if (own_rules_read(&rules, own_rules_dir, &cli->err) != TG_OK) {
		own_rules_release(&rules);
		return cli_error(cli);
	}
	rule = tg_rule_find(rules.packs, rules.n, cli->args[0]);
	if (rule == NULL) {
		status = cli_usage(cli, "there is no rule '%.80s': see `threatgate "
				   "rules list`", cli->args[0]);
	} else {
		show_rule(&out, rule);
		status = cli_print(cli, tg_buf_str(&out), EXIT_PASS);
	}
	tg_buf_release(&out);
	own_rules_release(&rules);
	return status;
}

static const struct opt options[] = { OWN_RULES_OPTION, OPT_END };

static const char *const show_examples[] = {
	"what a rule of a report looks for", "threatgate rules show guard.python.removed",
	NULL
};

const struct command cmd_rules_show = {
	.name = "show",
	.synopsis = "ID",
	.summary = "explain one rule",
	.options = options,
	.examples = show_examples,
	.run = run,
};
