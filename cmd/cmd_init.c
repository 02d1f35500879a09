/* threatgate init: everything that a repository needs, in one command. */
#include "cmd.h"
#include "hook_script.h"
#include "init_plan.h"
#include "init_texts.h"
#include "scouting.h"
#include "term.h"

#include "../src/base/utf8.h"
#include "../src/git/hooks_path.h"
#include "../src/model/new.h"
#include "../src/policy/policy.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define MAX_TEXT (4u << 20)
#define ACTION "threatgate/threatgate@v" TG_VERSION
#define MODELS "docs/threat-models"

static struct {
	const char *repo, *action;
	bool force, dry_run, hook, yes;
} args;

static const struct opt options[] = {
	{ "repo", 0, OPT_TEXT, &args.repo, "DIR", "a folder in the repository (default: this one)", NULL },
	{ "dry-run", 'n', OPT_FLAG, &args.dry_run, NULL, "only show what would be written", NULL },
	{ "force", 0, OPT_FLAG, &args.force, NULL, "overwrite what is there; a template keeps its text and gets the section", NULL },
	{ "hook", 0, OPT_FLAG, &args.hook, NULL, "also install the pre-push hook", NULL },
	{ "action", 0, OPT_TEXT, &args.action, "REF", "what the workflow uses (default: " ACTION ")", NULL },
	{ "yes", 'y', OPT_FLAG, &args.yes, NULL, "do not ask", NULL },
	OPT_END
};

static const char *const examples[] = {
	"see what it would do", "threatgate init --dry-run",
	"set this repository up, and check every push from here", "threatgate init --hook",
	NULL
};

static const char *const template_paths[] = {
	".github/pull_request_template.md", ".github/PULL_REQUEST_TEMPLATE.md",
	"pull_request_template.md", "PULL_REQUEST_TEMPLATE.md",
	"docs/pull_request_template.md", "docs/PULL_REQUEST_TEMPLATE.md", NULL
};

static const char *const workflow_paths[] = {
	".github/workflows/threatgate.yml", ".github/workflows/threatgate.yaml", NULL
};

struct state {
	struct cli *cli;
	struct tg_arena arena;
	struct tg_repo *repo;
	struct init_plan plan;
	const char *model; /* the path of the first threat model */
};

/* A file name out of the system's name: "My Shop" → "my-shop". */
static const char *slug(const char *name, struct tg_arena *arena)
{
	char *out = tg_arena_dup(arena, name), *to = out;

	for (const char *p = name; *p; p++) {
		if (tg_is_alnum(*p))
			*to++ = tg_lower(*p);
		else if (to > out && to[-1] != '-')
			*to++ = '-';
	}
	while (to > out && to[-1] == '-')
		to--;
	*to = '\0';
	return *out ? out : "system";
}

/* A repository without a commit has nothing to look at yet: the six parts then
 * stand empty. */
static void plan_model(struct state *s)
{
	const char *name = scouting_name(s->repo, NULL, &s->arena);
	struct tg_buf text = TG_BUF_INIT(MAX_TEXT);
	struct tg_scout scout;
	struct tg_err ignored;

	s->model = tg_arena_printf(&s->arena, MODELS "/%s.md", slug(name, &s->arena));
	tg_scout_init(&scout, &s->arena);
	if (scouting_look(&scout, s->repo, NULL, &s->arena, &ignored) != TG_OK)
		tg_scout_init(&scout, &s->arena);
	tg_model_new(&text, &scout, name);
	const char *const paths[] = { s->model, NULL };

	init_plan_add(&s->plan, &(struct init_file){
		.paths = paths,
		.text = tg_arena_dup_str(&s->arena, tg_buf_str(&text)),
		.what = "a first threat model, to be filled in",
		.folder = MODELS,
	});
	tg_buf_release(&text);
}

static void plan_files(struct state *s)
{
	init_plan_add(&s->plan, &(struct init_file){
		.paths = tg_policy_paths, .text = init_policy,
		.what = "the policy, with every key explained" });
	init_plan_add(&s->plan, &(struct init_file){
		.paths = template_paths, .text = init_template, .section = init_section,
		.what = "the checklist, in every new pull request" });
	init_plan_add(&s->plan, &(struct init_file){
		.paths = workflow_paths,
		.text = tg_arena_printf(&s->arena, "%s%s\n", init_workflow,
					args.action ? args.action : ACTION),
		.what = "the gate on every pull request" });
	plan_model(s);
}

static bool agreed(void)
{
	char answer[16] = "";

	if (args.yes || !isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
		return true;
	(void)fputs("\nWrite them? [Y/n] ", stdout);
	(void)fflush(stdout);
	if (!fgets(answer, sizeof(answer), stdin))
		return false;
	return answer[0] == '\n' || tolower((unsigned char)answer[0]) == 'y';
}

static enum tg_rc install_hook(struct state *s, struct tg_buf *out)
{
	struct tg_hooks_path where;
	struct hook_place place;
	struct tg_err *err = &s->cli->err;

	tg_hooks_path_find(&where, s->repo, &s->arena);
	enum tg_rc rc = hook_look(&place, where.folder, &s->arena, err);

	if (rc == TG_OK && where.shared) {
		tg_err_set(err, TG_E_USAGE, "core.hooksPath leads out of this repository");
		rc = tg_err_hint(err, "'threatgate hook install --shared' installs it there");
	}
	if (rc == TG_OK)
		rc = hook_put(&place, &s->arena, err);
	if (rc == TG_OK)
		tg_buf_puts(out, "Every push from here is checked now.\n");
	return rc;
}

static void put_next_steps(const struct state *s, struct tg_buf *out)
{
	int step = 1;

	tg_buf_puts(out, "\nWhat comes next:\n");
	if (init_plan_writes(&s->plan, s->model)) {
		tg_buf_printf(out, "  %d. Fill in ", step++);
		tg_utf8_put_safe(out, tg_str(s->model));
		tg_buf_puts(out, ": it says TODO where only people know.\n");
	}
	tg_buf_printf(out, "  %d. Commit the files on a branch and open a pull request.\n", step++);
	if (!args.hook)
		tg_buf_printf(out, "  %d. threatgate hook install    checks every push from "
				   "here.\n", step++);
	tg_buf_printf(out, "  %d. threatgate check           judges a branch at any time.\n", step);
}

static int carry_out(struct state *s)
{
	struct tg_buf out = TG_BUF_INIT(MAX_TEXT);
	struct cli *cli = s->cli;
	enum tg_rc rc = init_plan_write(&s->plan, &cli->err);

	if (rc == TG_OK && args.hook)
		rc = install_hook(s, &out);
	if (rc == TG_OK)
		put_next_steps(s, &out);
	int status = rc == TG_OK ? cli_print(cli, tg_buf_str(&out), EXIT_PASS)
				 : cli_error(cli);

	tg_buf_release(&out);
	return status;
}

static int init(struct state *s)
{
	struct tg_buf out = TG_BUF_INIT(MAX_TEXT);
	struct cli *cli = s->cli;
	int status;

	if (cli->n_args)
		return cli_usage(cli, "there is no argument '%s' here", cli->args[0]);
	if (tg_repo_open(&s->repo, args.repo, &cli->err) != TG_OK)
		return cli_error(cli);
	if (!tg_repo_work_dir(s->repo)) {
		tg_err_set(&cli->err, TG_E_REPO, "a bare repository has no files to write");
		return cli_error(cli);
	}
	init_plan_begin(&s->plan, &s->arena, tg_repo_work_dir(s->repo), args.force);
	plan_files(s);
	init_plan_show(&s->plan, &out);
	status = cli_print(cli, tg_buf_str(&out), EXIT_PASS);
	tg_buf_release(&out);
	if (status != EXIT_PASS || args.dry_run)
		return status;
	return agreed() ? carry_out(s) : EXIT_PASS;
}

static int run(struct cli *cli)
{
	struct state s = { .cli = cli, .arena = TG_ARENA_INIT };
	int status = init(&s);

	tg_repo_free(s.repo);
	tg_arena_release(&s.arena);
	return status;
}

const struct command cmd_init = {
	.name = "init",
	.synopsis = "[--dry-run] [--hook] [--force]",
	.summary = "set a repository up: policy, template, workflow, first model",
	.description =
		"Shows what it will write, and writes it: the policy with comments that "
		"teach, the pull request template with the checklist, the workflow, and a "
		"first threat model drawn from what the repository says of itself. What "
		"is there already is left alone. On a terminal it asks once before it "
		"writes.",
	.options = options,
	.examples = examples,
	.run = run,
};
