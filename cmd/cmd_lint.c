/* threatgate lint: threat models, policy, rule files and the gate's workflow. */
#include "cmd.h"

#include "../src/base/file.h"
#include "lint_file.h"
#include "lint_output.h"
#include "term.h"

#include <string.h>
#include <sys/stat.h>

#define MAX_OUTPUT (32u << 20)

static bool fix;
static const char *format, *color;

static bool is_below(const char *path, const char *folder)
{
	size_t n = strlen(folder);

	return n == 0 || (strncmp(path, folder, n) == 0 && path[n] == '/');
}

static void lint_folder(struct lint *l, const char *folder)
{
	const path_vec *all = lint_files_all(&l->files);

	for (size_t i = 0; i < all->n; i++) {
		const char *path = all->items[i];

		if (is_below(path, folder) && lint_is_known_path(l, path))
			lint_file(l, path, false);
	}
	if (l->files.cut)
		(void)fprintf(stderr,
			      "threatgate: more than %u files: the rest was not looked at\n",
			      LINT_MAX_FILES);
}

static void lint_argument(struct lint *l, const char *arg)
{
	const char *path = lint_files_relative(&l->files, arg);
	struct stat st;

	if (stat(arg, &st) != 0) {
		tg_err_set(&l->cli->err, TG_E_IO, "there is no such file or folder");
		tg_err_at(&l->cli->err, arg, 0, 0);
		lint_worsen(l, cli_error(l->cli));
	} else if (!S_ISDIR(st.st_mode)) {
		lint_file(l, path != NULL ? path : arg, true);
	} else if (path == NULL) {
		tg_err_set(&l->cli->err, TG_E_IO, "is not in the same work tree");
		tg_err_at(&l->cli->err, arg, 0, 0);
		lint_worsen(l, cli_error(l->cli));
	} else {
		lint_folder(l, path);
	}
}

/* The policy of the work tree; the defaults where it has none or a wrong one
 * (which is then a finding of its own). */
static struct tg_policy *find_policy(struct lint *l)
{
	for (size_t i = 0; tg_policy_paths[i] != NULL; i++) {
		struct tg_buf text = TG_BUF_INIT(TG_POLICY_MAX_BYTES + 1);
		const char *full = lint_files_full(&l->files, tg_policy_paths[i]);
		struct tg_policy *policy = NULL;
		struct tg_err err;
		bool there =
			tg_file_read(&text, full, TG_POLICY_MAX_BYTES, &err) == TG_OK;

		if (there &&
		    tg_policy_read(&policy, &l->arena, tg_buf_str(&text),
				   tg_policy_paths[i], &err) != TG_OK)
			policy = NULL;
		tg_buf_release(&text);
		if (there)
			return policy != NULL ? policy : tg_policy_default(&l->arena);
	}
	return tg_policy_default(&l->arena);
}

static int run(struct cli *cli)
{
	struct lint l = { .cli = cli, .arena = TG_ARENA_INIT, .fix = fix };
	struct tg_buf out = TG_BUF_INIT(MAX_OUTPUT);
	int status;

	lint_files_init(&l.files, cli->n_args > 0 ? cli->args[0] : NULL);
	l.policy = find_policy(&l);
	term_today(l.today);
	for (int i = 0; i < cli->n_args; i++)
		lint_argument(&l, cli->args[i]);
	if (cli->n_args == 0)
		lint_folder(&l, "");
	lint_models(&l);
	struct lint_seen seen = { l.findings.items, l.findings.n, l.models, l.others,
				  l.repaired };

	if (format != NULL && strcmp(format, "json") == 0)
		lint_put_json(&out, &seen);
	else
		lint_put_text(&out, &seen, term_color(color));
	status = cli_print(cli, tg_buf_str(&out), l.status);
	tg_buf_release(&out);
	tg_policy_release(l.policy);
	lint_files_release(&l.files);
	tg_arena_release(&l.arena);
	return status;
}

static const char *const formats[] = { "text", "json", NULL };

static const struct opt options[] = {
	{ "fix", 0, OPT_FLAG, &fix, NULL,
	  "repair totals, scores, priorities and the alignment of tables", NULL },
	{ "format", 0, OPT_TEXT, &format, "FORMAT", "text (default) or json", formats },
	{ "color", 0, OPT_TEXT, &color, "WHEN", "auto, always or never",
	  term_color_choices },
	OPT_END,
};

static const char *const examples[] = {
	"everything in the repository", "threatgate lint",
	"one document, repaired in place", "threatgate lint --fix docs/threat-models/api.md",
	NULL,
};

const struct command cmd_lint = {
	.name = "lint",
	.synopsis = "[PATH...]",
	.summary = "check threat models, policy and rule files",
	.description =
		"Without a PATH all threat models of the work tree are checked, with its "
		"policy and its own rules. A file that is named is taken for a threat "
		"model where it is nothing else.\n\n"
		"What a document has no place for, such as an owner, is one note. A "
		"document silences a check with a comment that gives the reason: "
		"<!-- threatgate:ignore model/ID -- reason -->",
	.options = options,
	.examples = examples,
	.run = run,
};
