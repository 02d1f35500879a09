/* threatgate rules test: whether the rules hold what their tests say. */
#include "cmd.h"

#include "../src/base/utf8.h"
#include "own_rules.h"
#include "term.h"

#define MAX_OUTPUT (16u << 20)

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
	tg_utf8_put_safe(&run->out, tg_str(err->file));
	tg_buf_printf(&run->out, ":%u: ", err->line);
	tg_utf8_put_safe(&run->out, tg_str(err->msg));
	tg_buf_putc(&run->out, '\n');
	if (err->hint[0] != '\0') {
		tg_buf_puts(&run->out, "    ");
		tg_utf8_put_safe(&run->out, tg_str(err->hint));
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

	tg_buf_printf(&run->out, "%zu rule%s, %zu test%s: ", run->rules,
		      run->rules == 1 ? "" : "s", run->tests, run->tests == 1 ? "" : "s");
	if (run->failed > 0)
		tg_buf_printf(&run->out, "%zu failed", run->failed);
	else
		tg_buf_puts(&run->out, "all hold");
	if (run->untested > 0)
		tg_buf_printf(&run->out, " (%zu rule%s no tests)", run->untested,
			      run->untested == 1 ? " has" : "s have");
	tg_buf_putc(&run->out, '\n');
	status = cli_print(cli, tg_buf_str(&run->out), status);
	tg_buf_release(&run->out);
	return status;
}

static int run(struct cli *cli)
{
	struct test_run run = { .out = TG_BUF_INIT(MAX_OUTPUT) };
	struct own_rules rules;
	enum tg_rc rc;

	rc = cli->n_args > 0 ?
		own_rules_read_files(&rules, cli->args, (size_t)cli->n_args,
				     &cli->err) :
		own_rules_read(&rules, own_rules_dir, &cli->err);
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

static const struct opt options[] = { OWN_RULES_OPTION, OPT_END };

static const char *const test_examples[] = {
	"the rules that you are writing", "threatgate rules test .threatgate/rules/own.yml",
	NULL
};

const struct command cmd_rules_test = {
	.name = "test",
	.synopsis = "[FILE|FOLDER...]",
	.summary = "run the tests of all rules, or of the rule files named",
	.description = "A rule's tests stand beside it. Without a FILE the built-in "
		"rules and .threatgate/rules/*.yml are tested. A team's own patterns "
		"are also timed on crafted lines.",
	.options = options,
	.examples = test_examples,
	.run = run,
};
