/* threatgate rules suggest: a repository's own words as a first rule file. */
#include "cmd.h"

#include "../src/git/changeset.h"
#include "../src/git/classes.h"
#include "../src/git/language.h"
#include "../src/rules/suggest.h"
#include "own_rules.h"
#include "term.h"

#include <stdio.h>
#include <string.h>

#define MAX_OUTPUT (8u << 20)
#define MAX_FILE (256u << 10)
#define MAX_FILES 50000u

static const char *repo_dir;
static unsigned commits = 150, min_places = 3;

struct suggesting {
	struct tg_arena arena;
	struct own_rules rules;
	struct tg_repo *repo;
	struct tg_attributes *attributes;
	struct tg_suggest *suggest;
	struct term_progress progress;
	char head[TG_HEX];
	size_t files, bytes, lines;
};

/* Languages in which programs are written: those whose names can be guards. */
static bool is_program(const struct tg_language *language)
{
	static const char *const ids[] = { "python", "javascript", "typescript",
		"java", "kotlin", "csharp", "go", "ruby", "php", "rust", "elixir",
		"scala", "c", "cpp", "swift", NULL };

	for (size_t i = 0; ids[i] != NULL; i++)
		if (strcmp(language->id, ids[i]) == 0)
			return true;
	return false;
}

static bool read_file(const char *path, void *ctx)
{
	struct suggesting *s = ctx;
	struct tg_arena arena = TG_ARENA_INIT;
	const struct tg_language *language = tg_language_of(path, TG_STR(""));
	struct tg_err err;
	struct tg_str text;

	if (!is_program(language) ||
	    tg_classify(path, NULL, s->attributes).file_class != TG_CLASS_PRODUCTION)
		return true;
	term_progress_show(&s->progress, path);
	if (tg_repo_read(&text, s->repo, s->head, path, MAX_FILE, &arena, &err) == TG_OK)
		tg_suggest_file(s->suggest, path, language, text);
	tg_arena_release(&arena);
	return ++s->files < MAX_FILES;
}

static void see_change(const struct tg_file_view *view, void *ctx)
{
	struct suggesting *s = ctx;

	if (view->change->file_class == TG_CLASS_PRODUCTION &&
	    is_program(view->change->language))
		tg_suggest_change(s->suggest, view);
}

/* A commit of more files is a merge of much, a reformatting, a move. */
#define MAX_CHANGED 150u
#define MAX_LINES 400000u /* of all commits that are read */

static void read_changes(struct suggesting *s, const struct tg_range *range)
{
	struct tg_arena arena = TG_ARENA_INIT;
	struct tg_changeset changes;
	struct tg_err err;

	if (tg_changeset_open_range(&changes, &arena, s->repo, range, NULL, &err) ==
	    TG_OK) {
		tg_suggest_commit(s->suggest);
		if (changes.n <= MAX_CHANGED &&
		    tg_changeset_visit(&changes, 1, see_change, s, &err) == TG_OK)
			s->lines += changes.added + changes.removed;
		tg_changeset_release(&changes);
	}
	tg_arena_release(&arena);
}

/* Each commit against its first parent, the newest first. */
static void read_history(struct suggesting *s)
{
	struct tg_range range = { 0 };
	struct tg_err err;
	char rev[TG_HEX + 2];

	memcpy(range.base, s->head, sizeof(range.base));
	for (unsigned i = 0; i < commits && s->lines < MAX_LINES; i++) {
		memcpy(range.head, range.base, sizeof(range.head));
		(void)snprintf(rev, sizeof(rev), "%s~1", range.head);
		if (tg_repo_resolve(range.base, s->repo, rev, &err) != TG_OK)
			return; /* the first commit, or where a clone was cut off */
		memcpy(range.merge_base, range.base, sizeof(range.merge_base));
		term_progress_show(&s->progress, "history");
		read_changes(s, &range);
	}
}

static enum tg_rc read_repository(struct suggesting *s, struct tg_err *err)
{
	const char *dir = repo_dir != NULL ? repo_dir : ".";

	if (own_rules_read(&s->rules, dir, err) != TG_OK ||
	    tg_repo_open(&s->repo, dir, err) != TG_OK ||
	    tg_repo_resolve(s->head, s->repo, "HEAD", err) != TG_OK ||
	    tg_suggest_new(&s->suggest, s->rules.packs, s->rules.n, err) != TG_OK)
		return err->code;
	s->attributes = tg_attributes_new(&s->arena, s->repo, s->head);
	term_progress_begin(&s->progress);
	if (tg_repo_list(s->repo, s->head, read_file, s, err) != TG_OK)
		return err->code;
	read_history(s);
	return TG_OK;
}

static int run_suggest(struct cli *cli)
{
	struct suggesting s = { .arena = TG_ARENA_INIT };
	struct tg_buf out = TG_BUF_INIT(MAX_OUTPUT);
	enum tg_rc rc;
	int status;

	if (cli->n_args > 0)
		return cli_usage(cli, "it takes no argument; a repository is named by --repo");
	if (commits == 0 || min_places == 0)
		return cli_usage(cli, "--commits and --min take 1 or more");
	rc = read_repository(&s, &cli->err);
	term_progress_end(&s.progress);
	if (rc == TG_OK) {
		size_t rules = tg_suggest_write(s.suggest, &out, min_places);

		status = cli_print(cli, tg_buf_str(&out), EXIT_PASS);
		if (rules == 0)
			(void)fputs("threatgate: no name behaves like a guard, check, input, limit "
			      "or sink that the rules do not know\n  fewer places may do: "
			      "--min 1; or write the first rule by hand, docs/rules.md\n",
			      stderr);
	} else {
		status = cli_error(cli);
	}
	tg_buf_release(&out);
	tg_suggest_free(s.suggest);
	tg_attributes_free(s.attributes);
	tg_repo_free(s.repo);
	own_rules_release(&s.rules);
	tg_arena_release(&s.arena);
	return status;
}

static const struct opt options[] = {
	{ "repo", 'C', OPT_TEXT, &repo_dir, "DIR", "the repository (here)", NULL },
	{ "commits", 0, OPT_NUMBER, &commits, "N",
	  "how much history to read (150 commits)", NULL },
	{ "min", 0, OPT_NUMBER, &min_places, "N",
	  "leave out names in fewer places (3)", NULL },
	OPT_END,
};

static const char *const examples[] = {
	"a first rule file of your own", "threatgate rules suggest > .threatgate/rules/own.yml",
	NULL
};

const struct command cmd_rules_suggest = {
	.name = "suggest",
	.synopsis = "[--commits N] [--min N]",
	.summary = "propose rules for the names that this repository has of its own",
	.description = "Reads the tree of HEAD and its newest commits, and prints a rule "
		"file with tests: at most 40 names and folders of the repository that "
		"behave like guards, checks, inputs, limits or sinks and that no rule "
		"knows for it, each with the reason and its places. "
		"Take out what is none, and commit it as .threatgate/rules/own.yml.",
	.options = options,
	.examples = examples,
	.run = run_suggest,
};
