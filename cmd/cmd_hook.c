/* threatgate hook install | uninstall: the gate before every push. */
#include "cmd.h"
#include "hook_script.h"

#include "../src/base/utf8.h"
#include "../src/git/hooks_path.h"

#include <stdio.h>

static struct {
	const char *repo;
	bool shared;
} args;

static const struct opt install_options[] = {
	{ "repo", 0, OPT_TEXT, &args.repo, "DIR", "a folder in the repository (default: this one)", NULL },
	{ "shared", 0, OPT_FLAG, &args.shared, NULL, "also where core.hooksPath leads to a folder that other repositories use", NULL },
	OPT_END
};

static const char *const install_examples[] = {
	"check every push from here on", "threatgate hook install",
	"one push without it", "git push --no-verify", NULL
};

static const char *const uninstall_examples[] = {
	"take it away again", "threatgate hook uninstall", NULL
};

static enum tg_rc find_place(struct hook_place *place, struct tg_hooks_path *where,
			     struct tg_arena *arena, struct tg_err *err)
{
	struct tg_repo *repo = NULL;
	enum tg_rc rc = tg_repo_open(&repo, args.repo, err);

	if (rc != TG_OK)
		return rc;
	tg_hooks_path_find(where, repo, arena);
	tg_repo_free(repo);
	return hook_look(place, where->folder, arena, err);
}

static enum tg_rc refuse_shared(const struct tg_hooks_path *where, struct tg_err *err)
{
	tg_err_set(err, TG_E_USAGE,
		   "core.hooksPath leads out of this repository, to %s: other repositories "
		   "use it, too",
		   where->folder);
	return tg_err_hint(err, "--shared installs the hook there, for all of them");
}

static int say(struct cli *cli, const char *what, const char *path, const char *more)
{
	struct tg_buf out = TG_BUF_INIT(16384);

	tg_buf_puts(&out, what);
	tg_utf8_put_safe(&out, tg_str(path));
	tg_buf_printf(&out, "\n%s", more);
	int status = cli_print(cli, tg_buf_str(&out), EXIT_PASS);

	tg_buf_release(&out);
	return status;
}

static int install(struct cli *cli, struct tg_arena *arena)
{
	struct tg_hooks_path where;
	struct hook_place place;
	enum tg_rc rc = find_place(&place, &where, arena, &cli->err);

	if (rc == TG_OK && where.shared && !args.shared)
		rc = refuse_shared(&where, &cli->err);
	if (rc == TG_OK)
		rc = hook_put(&place, arena, &cli->err);
	if (rc != TG_OK)
		return cli_error(cli);
	return say(cli, place.ours ? "The hook was there already and is up to date: "
				   : "Every push from here is checked now: ",
		   place.hook,
		   place.present && !place.ours
			   ? "The hook that was there runs first.\n"
		   : where.in_work_tree && !place.ours
			   ? "It lies in the work tree: commit it if everyone is to have it.\n"
			   : "");
}

static int uninstall(struct cli *cli, struct tg_arena *arena)
{
	struct tg_hooks_path where;
	struct hook_place place;
	enum tg_rc rc = find_place(&place, &where, arena, &cli->err);

	/* A hook that is not ours stays, whatever it does with its name. */
	if (rc == TG_OK && !place.ours)
		return say(cli, "There is no hook of threatgate's at ", place.hook, "");
	if (rc == TG_OK)
		rc = hook_take(&place, &cli->err);
	if (rc != TG_OK)
		return cli_error(cli);
	return say(cli, "The hook is gone: ", place.hook,
		   place.has_kept ? "The one that was there before is back.\n" : "");
}

static int with_arena(struct cli *cli, int (*work)(struct cli *, struct tg_arena *))
{
	struct tg_arena arena = TG_ARENA_INIT;
	int status;

	if (cli->n_args > 1 || (cli->n_args == 1 && !tg_str_is(tg_str(cli->args[0]),
							       "pre-push")))
		return cli_usage(cli, "'%s' is no hook that threatgate has: pre-push is",
				 cli->args[0]);
	status = work(cli, &arena);
	tg_arena_release(&arena);
	return status;
}

static int run_install(struct cli *cli)
{
	return with_arena(cli, install);
}

static int run_uninstall(struct cli *cli)
{
	return with_arena(cli, uninstall);
}

static const struct command cmd_hook_install = {
	.name = "install",
	.synopsis = "[pre-push]",
	.summary = "check every push from this repository",
	.description =
		"Puts a pre-push hook where git looks for it: core.hooksPath and linked "
		"work trees are honoured. A hook that is there already is kept and runs "
		"first. Installing twice changes nothing.",
	.options = install_options,
	.examples = install_examples,
	.run = run_install,
};

static const struct command cmd_hook_uninstall = {
	.name = "uninstall",
	.synopsis = "[pre-push]",
	.summary = "take the hook away, without a trace",
	.description = "Takes the hook away. What was there before is put back as it was.",
	.options = install_options,
	.examples = uninstall_examples,
	.run = run_uninstall,
};

static const struct command *const sub[] = { &cmd_hook_install, &cmd_hook_uninstall,
					     &cmd_hook_run, NULL };

const struct command cmd_hook = {
	.name = "hook",
	.synopsis = "COMMAND ...",
	.summary = "check every push before it leaves",
	.description =
		"The same gate as on the pull request, on your own machine and before "
		"others see it. A push in which nothing security-relevant is seen prints "
		"nothing. 'git push --no-verify' goes round it.",
	.sub = sub,
};
