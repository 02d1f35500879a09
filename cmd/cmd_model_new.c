/* threatgate model new: a first threat model from what the repository says. */
#include "../src/base/file.h"
#include "../src/model/new.h"
#include "cmd_model.h"
#include "model_files.h"

#include <string.h>
#include <sys/stat.h>

#define MAX_FILES 5000u
#define MAX_OUTPUT (4u << 20)

static struct {
	const char *repo, *output, *title;
	bool force;
} args;

static const struct opt options[] = {
	{ "repo", 0, OPT_TEXT, &args.repo, "DIR",
	  "a folder in the repository (default: this one)", NULL },
	{ "output", 'o', OPT_TEXT, &args.output, "FILE",
	  "where to write it (default: standard output)", NULL },
	{ "title", 0, OPT_TEXT, &args.title, "TEXT", "the name of the system", NULL },
	{ "force", 0, OPT_FLAG, &args.force, NULL, "overwrite the file", NULL },
	OPT_END
};

struct looking {
	struct tg_arena arena;
	struct tg_repo *repo;
	struct tg_scout scout;
	char rev[TG_HEX];
	const char *below; /* "services/order/", or "" */
	size_t files;
};

static bool look(const char *path, void *ctx)
{
	struct looking *l = ctx;
	struct tg_str text;
	struct tg_err ignored;

	if (strncmp(path, l->below, strlen(l->below)) != 0 || !tg_scout_wants(path))
		return true;
	if (tg_repo_read(&text, l->repo, l->rev, path, TG_SCOUT_MAX_BYTES, &l->arena,
			 &ignored) == TG_OK)
		tg_scout_look(&l->scout, path, text);
	return ++l->files < MAX_FILES;
}

/* "services/order" → "services/order/". */
static const char *folder(struct tg_arena *arena, const char *arg)
{
	size_t n = strlen(arg);

	while (n && arg[n - 1] == '/')
		n--;
	return n && strcmp(arg, ".") != 0
		       ? tg_arena_printf(arena, "%.*s/", (int)n, arg) : "";
}

static const char *title_of(struct looking *l)
{
	const char *dir = tg_repo_work_dir(l->repo);
	struct tg_str name = tg_str(*l->below ? l->below : dir ? dir : "system/");

	if (args.title)
		return args.title;
	name.n -= name.n && name.p[name.n - 1] == '/';
	if (tg_str_rchr(name, '/') != SIZE_MAX)
		name = tg_str_from(name, tg_str_rchr(name, '/') + 1);
	return tg_arena_dup_str(&l->arena, name);
}

static enum tg_rc gather(struct looking *l, struct cli *cli)
{
	enum tg_rc rc = tg_repo_open(&l->repo, args.repo, &cli->err);

	tg_scout_init(&l->scout, &l->arena);
	l->below = cli->n_args ? folder(&l->arena, cli->args[0]) : "";
	if (rc == TG_OK)
		rc = tg_repo_resolve(l->rev, l->repo, "HEAD", &cli->err);
	if (rc == TG_OK)
		rc = tg_repo_list(l->repo, l->rev, look, l, &cli->err);
	return rc;
}

static int write_new(struct cli *cli, struct tg_buf *out)
{
	struct stat st;

	if (!args.output || strcmp(args.output, "-") == 0)
		return cli_print(cli, tg_buf_str(out), EXIT_PASS);
	if (!args.force && lstat(args.output, &st) == 0) {
		tg_err_set(&cli->err, TG_E_USAGE, "%s is there already", args.output);
		tg_err_hint(&cli->err, "--force overwrites it");
		return cli_error(cli);
	}
	if (tg_file_write(args.output, tg_buf_str(out), 0644, &cli->err))
		return cli_error(cli);
	return EXIT_PASS;
}

static int run(struct cli *cli)
{
	struct looking l = { .arena = TG_ARENA_INIT };
	struct tg_buf out = TG_BUF_INIT(MAX_OUTPUT);
	int status;

	if (cli->n_args > 1)
		return cli_usage(cli, "one folder at most");
	if (gather(&l, cli) != TG_OK) {
		status = cli_error(cli);
	} else {
		tg_model_new(&out, &l.scout, title_of(&l));
		status = write_new(cli, &out);
	}
	tg_repo_free(l.repo);
	tg_buf_release(&out);
	tg_arena_release(&l.arena);
	return status;
}

static const char *const examples[] = {
	"a first model of one service",
	"threatgate model new -o docs/threat-models/order.md services/order", NULL
};

const struct command cmd_model_new = {
	.name = "new",
	.synopsis = "[-o FILE] [FOLDER]",
	.summary = "begin a threat model from what the repository says",
	.description = "Writes the six parts: the services, stores and external parties that "
		       "manifests, compose and Kubernetes files and configuration name, "
		       "drawn as a diagram, and the STRIDE questions to ask of each. It "
		       "states no threat: what is to be filled in says TODO, and lint "
		       "says so until it is.",
	.options = options,
	.examples = examples,
	.run = run,
};
