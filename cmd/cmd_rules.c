/* threatgate rules: what is looked for, and whether the rules hold. */
#include "cmd.h"

#include "../src/base/utf8.h"
#include "own_rules.h"
#include "term.h"

#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#define MAX_OUTPUT (16u << 20)

static const char *topic, *language, *format, *repo_dir;

static const char *directory(void)
{
	return repo_dir != NULL ? repo_dir : ".";
}

/* Rules are text of a repository: no control characters reach the terminal. */
static void put(struct tg_buf *out, const char *text)
{
	tg_utf8_put_safe(out, tg_str(text));
}

/* --- list ---------------------------------------------------------------- */

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

	if (own_rules_read(&rules, directory(), &cli->err) != TG_OK) {
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

/* --- show ---------------------------------------------------------------- */

static void show_text(struct tg_buf *out, const char *name, const char *text)
{
	if (text == NULL || *text == '\0')
		return;
	tg_buf_printf(out, "  %-11s ", name);
	put(out, text);
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

	put(out, rule->id);
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
	show_text(out, "unless", rule->unless);
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

static int run_show(struct cli *cli)
{
	struct tg_buf out = TG_BUF_INIT(MAX_OUTPUT);
	const struct tg_rule *rule;
	struct own_rules rules;
	int status;

	if (cli->n_args != 1)
		return cli_usage(cli, "name one rule");
	if (own_rules_read(&rules, directory(), &cli->err) != TG_OK) {
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

/* --- test ---------------------------------------------------------------- */

struct test_run {
	struct tg_buf out;
	size_t rules, tests, failed, untested;
};

static uint64_t now_us(void)
{
	return (uint64_t)term_now_ms() * 1000;
}

static void put_failure(struct test_run *run, const struct tg_err *err)
{
	run->failed++;
	put(&run->out, err->file);
	tg_buf_printf(&run->out, ":%u: ", err->line);
	put(&run->out, err->msg);
	tg_buf_putc(&run->out, '\n');
	if (err->hint[0] != '\0') {
		tg_buf_puts(&run->out, "    ");
		put(&run->out, err->hint);
		tg_buf_putc(&run->out, '\n');
	}
}

static void check_speed(struct test_run *run, const struct tg_rule *rule)
{
	struct tg_err err;
	uint64_t slowest = 0;

	if (tg_rule_stress(rule, now_us, &slowest, &err) == TG_OK) {
		if (slowest <= TG_RULE_STRESS_MAX_US)
			return;
		tg_err_set(&err, TG_E_RULE, "rule %s: takes %u ms on a crafted line "
			   "of 4 KiB", rule->id, (unsigned)(slowest / 1000));
		tg_err_hint(&err, "bound its repetitions, as in .{0,200}");
		tg_err_at(&err, rule->file, rule->file_line, 0);
	}
	put_failure(run, &err);
}

static size_t count_texts(const char *const *list)
{
	size_t n = 0;

	while (list != NULL && list[n] != NULL)
		n++;
	return n;
}

static void test_rule(struct test_run *run, const struct tg_rule *rule, bool own)
{
	const char *failed;
	struct tg_err err;
	size_t tests = count_texts(rule->match) + count_texts(rule->no_match);

	run->rules++;
	run->tests += tests;
	run->untested += tests == 0;
	if (tg_rule_test(rule, &failed, &err) != TG_OK)
		put_failure(run, &err);
	if (own && rule->line != NULL)
		check_speed(run, rule);
}

static int finish_tests(struct cli *cli, struct test_run *run)
{
	int status = run->failed > 0 ? EXIT_USAGE : EXIT_PASS;

	tg_buf_printf(&run->out, "%zu rules, %zu tests: ", run->rules, run->tests);
	if (run->failed > 0)
		tg_buf_printf(&run->out, "%zu failed", run->failed);
	else
		tg_buf_puts(&run->out, "all hold");
	if (run->untested > 0)
		tg_buf_printf(&run->out, " (%zu rules have no tests)",
			      run->untested);
	tg_buf_putc(&run->out, '\n');
	status = cli_print(cli, tg_buf_str(&run->out), status);
	tg_buf_release(&run->out);
	return status;
}

static int run_test(struct cli *cli)
{
	struct test_run run = { .out = TG_BUF_INIT(MAX_OUTPUT) };
	struct own_rules rules;
	enum tg_rc rc;

	rc = cli->n_args > 0 ?
		own_rules_read_files(&rules, cli->args, (size_t)cli->n_args,
				     &cli->err) :
		own_rules_read(&rules, directory(), &cli->err);
	if (rc != TG_OK) {
		own_rules_release(&rules);
		return cli_error(cli);
	}
	for (size_t p = 0; p < rules.n; p++) {
		bool own = p >= rules.n - rules.n_own;

		for (size_t i = 0; i < rules.packs[p].n; i++)
			if (own || rules.packs[p].rules[i].match != NULL)
				test_rule(&run, &rules.packs[p].rules[i], own);
	}
	own_rules_release(&rules);
	return finish_tests(cli, &run);
}

/* --- the commands -------------------------------------------------------- */

static const char *const formats[] = { "text", "json", NULL };

#define REPO_OPTION { "repo", 'C', OPT_TEXT, &repo_dir, "DIR", \
		      "the work tree whose own rules count (here)", NULL }

static const struct opt list_options[] = {
	{ "topic", 0, OPT_TEXT, &topic, "TOPIC", "only rules of this topic", NULL },
	{ "language", 0, OPT_TEXT, &language, "ID", "only rules of this language",
	  NULL },
	{ "format", 0, OPT_TEXT, &format, "FORMAT", "text (the default) or json",
	  formats },
	REPO_OPTION,
	OPT_END,
};

static const struct opt repo_options[] = { REPO_OPTION, OPT_END };

static const struct command list_command = {
	.name = "list",
	.synopsis = "[--topic TOPIC] [--language ID] [--format text|json]",
	.summary = "list the rules: built-in, derived and the team's own",
	.options = list_options,
	.run = run_list,
};

static const struct command show_command = {
	.name = "show",
	.synopsis = "ID",
	.summary = "explain one rule",
	.options = repo_options,
	.run = run_show,
};

static const struct command test_command = {
	.name = "test",
	.synopsis = "[FILE...]",
	.summary = "run the tests of all rules, or of the rule files named",
	.description = "A rule's tests stand beside it. Without FILE the built-in "
		"rules and .threatgate/rules/*.yml are tested. A team's own patterns "
		"are also timed on crafted lines.",
	.options = repo_options,
	.run = run_test,
};

static const struct command *const subcommands[] = {
	&list_command,
	&show_command,
	&test_command,
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
