/* threatgate rules explain PATH: how a file is seen, and why. */
#include "cmd.h"

#include "../src/base/file.h"
#include "../src/base/utf8.h"
#include "../src/git/classes.h"
#include "../src/git/language.h"
#include "../src/policy/policy.h"
#include "own_rules.h"

#include <string.h>

#define MAX_OUTPUT (4u << 20)
#define FIRST_LINE 256u

static const char *repo_dir;

struct explained {
	struct tg_arena arena;
	struct own_rules rules;
	struct tg_policy *policy;
	struct tg_change change;
	struct tg_class_reason reason;
	struct tg_buf out;
};

/* The policy of the work tree, or the defaults. */
static enum tg_rc read_policy(struct explained *e, const char *dir,
			      struct tg_err *err)
{
	for (size_t i = 0; tg_policy_paths[i] != NULL; i++) {
		struct tg_buf text = TG_BUF_INIT(TG_POLICY_MAX_BYTES);
		const char *path = tg_arena_printf(&e->arena, "%s/%s", dir,
						   tg_policy_paths[i]);
		struct tg_err missing;
		enum tg_rc rc;

		if (tg_file_read(&text, path, TG_POLICY_MAX_BYTES, &missing) != TG_OK) {
			tg_buf_release(&text);
			continue;
		}
		rc = tg_policy_read(&e->policy, &e->arena, tg_buf_str(&text),
				    tg_policy_paths[i], err);
		tg_buf_release(&text);
		return rc;
	}
	e->policy = tg_policy_default(&e->arena);
	return TG_OK;
}

/* The attributes that count are those of the last commit. */
static void classify(struct explained *e, const char *dir, const char *path)
{
	struct tg_attributes *attributes = NULL;
	struct tg_repo *repo = NULL;
	struct tg_err none;
	char head[TG_HEX] = "";

	if (tg_repo_open(&repo, dir, &none) == TG_OK &&
	    tg_repo_resolve(head, repo, "HEAD", &none) == TG_OK)
		attributes = tg_attributes_new(&e->arena, repo, head);
	e->reason = tg_classify(path, e->policy->class_paths, attributes);
	e->reason.because = tg_arena_dup(&e->arena, e->reason.because ?
					 e->reason.because : "");
	tg_attributes_free(attributes);
	tg_repo_free(repo);
}

/* What the file itself tells: its language, and that a program wrote it. */
static void read_text(struct explained *e, const char *dir, const char *path)
{
	const char *file = tg_arena_printf(&e->arena, "%s/%s", dir, path);
	struct tg_buf text = TG_BUF_INIT(4u << 20);
	struct tg_str rest, line = TG_STR("");
	const char *generated = NULL;
	struct tg_err none;

	if (tg_file_read(&text, file, 4u << 20, &none) == TG_OK) {
		rest = tg_str_sub(tg_buf_str(&text), 0, FIRST_LINE);
		(void)tg_str_line(&rest, &line);
		generated = tg_generated_because(path, tg_buf_str(&text));
	}
	if (generated != NULL && e->reason.file_class == TG_CLASS_PRODUCTION)
		e->reason = (struct tg_class_reason){ TG_CLASS_GENERATED, generated };
	e->change.language = tg_language_of(path, line);
	tg_buf_release(&text);
}

static void put_rules(struct explained *e)
{
	size_t n = 0;

	for (size_t p = 0; p < e->rules.n; p++)
		for (size_t i = 0; i < e->rules.packs[p].n; i++) {
			const struct tg_rule *rule = &e->rules.packs[p].rules[i];

			if (!own_rules_counts(&e->rules, p, rule) ||
			    (rule->line == NULL && rule->paths == NULL) ||
			    !tg_rule_applies(rule, &e->change))
				continue;
			tg_buf_printf(&e->out, "  %-36s ", rule->id);
			tg_utf8_put_safe(&e->out, tg_str(rule->title));
			tg_buf_putc(&e->out, '\n');
			n++;
		}
	tg_buf_printf(&e->out, "%zu rule%s at it\n", n, n == 1 ? " looks" : "s look");
}

static void put_explained(struct explained *e)
{
	const struct tg_globs *ignored = e->policy->ignored_paths;

	tg_utf8_put_safe(&e->out, tg_str(e->change.path));
	tg_buf_printf(&e->out, "\nclass     %s", tg_class_name(e->reason.file_class));
	if (*e->reason.because != '\0') {
		tg_buf_puts(&e->out, ": ");
		tg_utf8_put_safe(&e->out, tg_str(e->reason.because));
	}
	tg_buf_printf(&e->out, "\nlanguage  %s\n", e->change.language->id);
	if (ignored != NULL && tg_globs_match(ignored, e->change.path)) {
		size_t by = tg_globs_decided_by(ignored, e->change.path);

		tg_buf_puts(&e->out, "ignored   by the policy's path ");
		tg_utf8_put_safe(&e->out, tg_str(tg_globs_pattern(ignored, by)));
		tg_buf_puts(&e->out, ": no rule looks at it\n");
		return;
	}
	tg_buf_puts(&e->out, "rules\n");
	put_rules(e);
}

static int run_explain(struct cli *cli)
{
	const char *dir = repo_dir != NULL ? repo_dir : ".";
	struct explained e = { .out = TG_BUF_INIT(MAX_OUTPUT) };
	int status;

	if (cli->n_args != 1)
		return cli_usage(cli, "name one path, relative to the repository");
	if (own_rules_read(&e.rules, dir, &cli->err) != TG_OK ||
	    read_policy(&e, dir, &cli->err) != TG_OK) {
		status = cli_error(cli);
		goto out;
	}
	e.change.path = e.change.old_path = e.change.new_path = cli->args[0];
	classify(&e, dir, cli->args[0]);
	read_text(&e, dir, cli->args[0]);
	e.change.file_class = e.change.old_class = e.reason.file_class;
	put_explained(&e);
	status = cli_print(cli, tg_buf_str(&e.out), EXIT_PASS);
out:
	if (e.policy != NULL)
		tg_policy_release(e.policy);
	tg_buf_release(&e.out);
	own_rules_release(&e.rules);
	tg_arena_release(&e.arena);
	return status;
}

static const struct opt options[] = {
	{ "repo", 'C', OPT_TEXT, &repo_dir, "DIR", "the work tree (here)", NULL },
	OPT_END,
};

static const char *const examples[] = {
	"why is nothing seen in this file?", "threatgate rules explain services/order/app.py",
	NULL
};

const struct command cmd_rules_explain = {
	.name = "explain",
	.synopsis = "PATH",
	.summary = "show how a file is seen: class, language, rules",
	.options = options,
	.examples = examples,
	.run = run_explain,
};
