/* threatgate rules: what is looked for; `list` is here, the rest in files of
 * its own. */
#include "cmd.h"

#include "../src/base/utf8.h"
#include "own_rules.h"

#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#define MAX_OUTPUT (16u << 20)

static const char *topic, *language, *format;

/* Rules are text of a repository: no control characters reach the terminal. */
static void put(struct tg_buf *out, const char *text)
{
	tg_utf8_put_safe(out, tg_str(text));
}

static bool is_listed(const struct tg_rule *rule)
{
	if (topic != NULL && strcmp(rule->topic, topic) != 0)
		return false;
	if (language == NULL)
		return true;
	for (size_t i = 0; rule->languages && rule->languages[i]; i++)
		if (strcmp(rule->languages[i], language) == 0)
			return true;
	return false;
}

static void list_rule(struct tg_buf *out, const struct tg_rule *rule)
{
	size_t start = out->len;

	put(out, rule->id);
	while (out->len < start + 36)
		tg_buf_putc(out, ' ');
	tg_buf_printf(out, " %-16s %-8s %-7s ", *rule->topic ? rule->topic : "-",
		      tg_severity_name(rule->severity),
		      tg_confidence_name(rule->confidence));
	put(out, rule->title);
	tg_buf_putc(out, '\n');
}

static json_t *texts_json(const char *const *list)
{
	json_t *array = json_array();

	for (; list != NULL && *list != NULL; list++)
		json_array_append_new(array, json_string(*list));
	return array;
}

static json_t *bits_json(unsigned bits, unsigned count,
			 const char *(*name)(unsigned))
{
	json_t *array = json_array();

	for (unsigned i = 0; i < count; i++)
		if (bits & (1u << i))
			json_array_append_new(array, json_string(name(i)));
	return array;
}

static json_t *rule_json(const struct tg_rule *rule, const char *pack)
{
	static const char *const changes[] = { "added", "removed", "either" };
	json_t *o = json_object();

	json_object_set_new(o, "id", json_string(rule->id));
	json_object_set_new(o, "pack", json_string(pack));
	json_object_set_new(o, "title", json_string(rule->title));
	json_object_set_new(o, "topic", json_string(rule->topic));
	json_object_set_new(o, "triggers",
			    bits_json(rule->triggers, TG_TRIGGER_COUNT,
				      tg_trigger_name));
	json_object_set_new(o, "stride", bits_json(rule->stride, TG_STRIDE_COUNT,
						   tg_stride_name));
	json_object_set_new(o, "severity",
			    json_string(tg_severity_name(rule->severity)));
	json_object_set_new(o, "confidence",
			    json_string(tg_confidence_name(rule->confidence)));
	json_object_set_new(o, "change", json_string(changes[rule->change]));
	json_object_set_new(o, "control", json_boolean(rule->control));
	json_object_set_new(o, "languages", texts_json(rule->languages));
	json_object_set_new(o, "paths", texts_json(rule->paths));
	json_object_set_new(o, "message", json_string(rule->message));
	json_object_set_new(o, "ask", json_string(rule->ask));
	json_object_set_new(o, "references", texts_json(rule->references));
	return o;
}

static void list_text(struct tg_buf *out, const struct own_rules *rules)
{
	size_t n = 0;

	for (size_t p = 0; p < rules->n; p++)
		for (size_t i = 0; i < rules->packs[p].n; i++) {
			const struct tg_rule *rule = &rules->packs[p].rules[i];

			if (!is_listed(rule) || !own_rules_counts(rules, p, rule))
				continue;
			list_rule(out, rule);
			n++;
		}
	tg_buf_printf(out, "%zu rule%s; `threatgate rules show ID` explains one\n",
		      n, n == 1 ? "" : "s");
}

static void list_json(struct tg_buf *out, const struct own_rules *rules)
{
	json_t *array = json_array();
	char *text;

	for (size_t p = 0; p < rules->n; p++)
		for (size_t i = 0; i < rules->packs[p].n; i++) {
			const struct tg_rule *rule = &rules->packs[p].rules[i];

			if (is_listed(rule) && own_rules_counts(rules, p, rule))
				json_array_append_new(array,
					rule_json(rule, rules->packs[p].name));
		}
	text = json_dumps(array, JSON_INDENT(2));
	tg_buf_puts(out, text ? text : "[]");
	tg_buf_putc(out, '\n');
	free(text);
	json_decref(array);
}

static int run_list(struct cli *cli)
{
	struct tg_buf out = TG_BUF_INIT(MAX_OUTPUT);
	struct own_rules rules;
	int status = EXIT_PASS;

	if (cli->n_args > 0)
		return cli_usage(cli, "it takes no argument; one rule is explained by "
				 "`threatgate rules show ID`");
	if (own_rules_read(&rules, own_rules_dir, &cli->err) != TG_OK) {
		own_rules_release(&rules);
		return cli_error(cli);
	}
	if (format != NULL && strcmp(format, "json") == 0)
		list_json(&out, &rules);
	else
		list_text(&out, &rules);
	status = cli_print(cli, tg_buf_str(&out), status);
	tg_buf_release(&out);
	own_rules_release(&rules);
	return status;
}

static const char *const formats[] = { "text", "json", NULL };

static const struct opt list_options[] = {
	{ "topic", 0, OPT_TEXT, &topic, "TOPIC", "only rules of this topic", NULL },
	{ "language", 0, OPT_TEXT, &language, "ID", "only rules of this language",
	  NULL },
	{ "format", 0, OPT_TEXT, &format, "FORMAT", "text (the default) or json",
	  formats },
	OWN_RULES_OPTION,
	OPT_END,
};

static const char *const list_examples[] = {
	"what is known about Python", "threatgate rules list --language python",
	"everything, for a script", "threatgate rules list --format json",
	NULL
};

static const struct command list_command = {
	.name = "list",
	.synopsis = "[--topic TOPIC] [--language ID] [--format text|json]",
	.summary = "list the rules: built-in, derived, of manifests, and the team's own",
	.options = list_options,
	.examples = list_examples,
	.run = run_list,
};

static const struct command *const subcommands[] = {
	&list_command,
	&cmd_rules_show,
	&cmd_rules_test,
	&cmd_rules_explain,
	&cmd_rules_suggest,
	NULL,
};

const struct command cmd_rules = {
	.name = "rules",
	.synopsis = "list | show | test | explain | suggest",
	.summary = "list, explain, test and suggest rules",
	.sub = subcommands,
};
