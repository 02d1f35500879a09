/* threatgate audit: judge the whole repository, not a change. */
#include "audit_run.h"

#include "../src/base/file.h"
#include "../src/base/map.h"
#include "../src/gate/waive.h"
#include "../src/model/lint.h"
#include "term.h"

#include <string.h>

#define MAX_OUTPUT (64u << 20)
#define MAX_BASELINE_BYTES (4u << 20)

static struct {
	const char *repo, *head, *format, *baseline, *write_baseline, *reason;
} args;

static const char *const formats[] = { "text", "json", NULL };

static const struct opt options[] = {
	{ "repo", 0, OPT_TEXT, &args.repo, "DIR",
	  "a folder in the repository (default: this one)", NULL },
	{ "head", 0, OPT_TEXT, &args.head, "REV", "the revision (default: HEAD)", NULL },
	{ "baseline", 0, OPT_TEXT, &args.baseline, "FILE",
	  "what is put up with (default: " TG_BASELINE_PATH " of the revision)", NULL },
	{ "write-baseline", 0, OPT_TEXT, &args.write_baseline, "FILE",
	  "write what is found as a baseline", NULL },
	{ "reason", 0, OPT_TEXT, &args.reason, "TEXT",
	  "why it is put up with, for --write-baseline", NULL },
	{ "format", 'f', OPT_TEXT, &args.format, "FORMAT",
	  "how to print it (default: text)", formats },
	OPT_END
};

/* --- lint --------------------------------------------------------------------------- */

static enum tg_path_state lookup(void *ctx, const char *path, bool want_text,
				 struct tg_str *text)
{
	struct audit_run *s = ctx;
	struct tg_err ignored;

	if (!tg_map_get(&s->files, tg_str(path))) {
		size_t n = strlen(path);

		for (size_t i = 0; i < s->models.n_paths; i++) {
			const char *p = s->models.paths[i];

			if (strncmp(p, path, n) == 0 && p[n] == '/')
				return TG_PATH_FOLDER;
		}
		return TG_PATH_NONE;
	}
	if (want_text && tg_repo_read(text, s->repo, s->rev, path,
				      s->policy->limits.file_bytes, &s->arena,
				      &ignored) != TG_OK)
		return TG_PATH_UNREAD;
	return TG_PATH_FILE;
}

static bool matches(void *ctx, const char *glob)
{
	struct audit_run *s = ctx;
	struct tg_globs *globs = NULL;
	struct tg_err ignored;
	bool found = false;

	if (tg_globs_new(&globs, &s->arena, &glob, 1, 0, &ignored) != TG_OK)
		return true; /* that it is wrong is another finding */
	for (size_t i = 0; i < s->models.n_paths && !found; i++)
		found = tg_globs_match(globs, s->models.paths[i]);
	tg_globs_free(globs);
	return found;
}

static void keep(struct audit_run *s, const struct tg_finding *f)
{
	enum tg_level level = f->level;
	struct tg_finding *kept;

	if (!tg_policy_level(s->policy, f->id, &level))
		return;
	kept = TG_VEC_PUSH(&s->arena, &s->findings);
	*kept = *f;
	kept->level = level;
	kept->introduced = false;
}

static void lint(struct audit_run *s, size_t index)
{
	struct tg_model model = *s->models.items[index];
	struct tg_lint_options o = {
		.threshold = s->policy->threshold, .today = s->today,
		.stale_days = s->policy->stale_days, .policy = s->policy,
		.lookup = lookup, .lookup_ctx = s, .matches = matches, .matches_ctx = s,
	};
	struct tg_finding *findings;
	size_t n;

	model_dates_use(&s->dates[index], &model, &o);
	n = tg_model_lint(&findings, &s->arena, &model, &o);
	for (size_t i = 0; i < n; i++)
		keep(s, &findings[i]);
}

/* --- the run ------------------------------------------------------------------------- */

static enum tg_rc read_baseline(struct audit_run *s)
{
	struct tg_buf text = TG_BUF_INIT(MAX_BASELINE_BYTES);
	struct tg_str from;
	enum tg_rc rc;

	if (args.baseline) {
		rc = tg_file_read(&text, args.baseline, MAX_BASELINE_BYTES,
				  &s->cli->err);
		if (rc == TG_OK)
			rc = tg_baseline_read(&s->baseline, &s->arena,
					      tg_str_n(tg_arena_dup_str(&s->arena,
							       tg_buf_str(&text)),
						       text.len),
					      args.baseline, &s->cli->err);
		tg_buf_release(&text);
		return rc;
	}
	rc = tg_repo_read(&from, s->repo, s->rev, TG_BASELINE_PATH, MAX_BASELINE_BYTES,
			  &s->arena, &s->cli->err);
	if (rc == TG_E_NOT_FOUND)
		return TG_OK;
	if (rc == TG_OK)
		rc = tg_baseline_read(&s->baseline, &s->arena, from, TG_BASELINE_PATH,
				      &s->cli->err);
	return rc;
}

static enum tg_rc read_waivers(struct audit_run *s)
{
	struct tg_str text;
	enum tg_rc rc = tg_repo_read(&text, s->repo, s->rev, TG_WAIVERS_PATH,
				     MAX_BASELINE_BYTES, &s->arena, &s->cli->err);

	if (rc == TG_E_NOT_FOUND)
		return TG_OK;
	if (rc == TG_OK)
		rc = tg_waivers_read(&s->waivers, &s->arena, text, TG_WAIVERS_PATH,
				     &s->cli->err);
	return rc;
}

static enum tg_rc gather(struct audit_run *s)
{
	struct tg_err *err = &s->cli->err;
	enum tg_rc rc = tg_repo_open(&s->repo, args.repo, err);

	if (rc == TG_OK)
		rc = tg_repo_resolve(s->rev, s->repo, args.head ? args.head : "HEAD", err);
	if (rc == TG_OK)
		rc = model_policy_at(&s->policy, &s->arena, s->repo, s->rev, err);
	if (rc == TG_OK)
		rc = model_list_at(&s->models, &s->arena, s->repo, s->rev, s->policy, err);
	if (rc == TG_OK)
		rc = read_waivers(s);
	if (rc == TG_OK)
		rc = read_baseline(s);
	return rc;
}

static void sort_files(struct audit_run *s)
{
	tg_map_init(&s->files, &s->arena);
	for (size_t i = 0; i < s->models.n_paths; i++) {
		tg_map_set(&s->files, tg_str(s->models.paths[i]), s);
		if (model_is_code(s->policy, s->models.paths[i]))
			*TG_VEC_PUSH(&s->arena, &s->sources) = s->models.paths[i];
	}
}

/* Marks what is put up with, and entries that nothing needs any more. */
static void apply_waivers(struct audit_run *s)
{
	bool *used = tg_arena_calloc(&s->arena, s->baseline.n + 1, sizeof(*used));
	struct tg_waiving waiving = { .waivers = &s->waivers, .today = s->today,
				      .arena = &s->arena };

	tg_waive_findings(&waiving, s->findings.items, s->findings.n);
	tg_apply_baseline(s->findings.items, s->findings.n, &s->baseline, used,
			  &s->arena);
	for (size_t i = 0; i < s->baseline.n; i++) {
		const struct tg_baseline_entry *e = &s->baseline.items[i];
		struct tg_finding f = {
			.id = "gate/baseline-stale", .level = TG_LEVEL_ERROR,
			.path = args.baseline ? args.baseline : TG_BASELINE_PATH,
			.line = e->line,
			.fix = "Delete the entry: what it put up with is gone, or has "
			       "changed.",
		};

		if (used[i])
			continue;
		f.message = tg_arena_printf(&s->arena, "The baseline's entry for %s%s%s "
					    "matches nothing any more.", e->finding,
					    *e->path ? " in " : "", e->path);
		keep(s, &f);
	}
}

static enum tg_rc judge(struct audit_run *s)
{
	const struct tg_model *const *models =
		(const struct tg_model *const *)s->models.items;
	struct model_dating dating = {
		.arena = &s->arena, .repo = s->repo, .folder = args.repo, .rev = s->rev,
		.policy = s->policy, .coverage = &s->coverage, .today = s->today,
	};
	enum tg_rc rc;

	sort_files(s);
	tg_coverage_init(&s->coverage, &s->arena, models, s->models.n, s->policy);
	rc = model_dates_find(&s->dates, &dating, &s->cli->err);
	if (rc != TG_OK)
		return rc;
	tg_audit(&s->audit, &s->arena, &s->coverage,
		 (const char *const *)s->sources.items, s->sources.n,
		 s->policy->threshold, s->today);
	for (size_t i = 0; i < s->models.n; i++)
		lint(s, i);
	for (size_t i = 0; i < s->audit.n_findings; i++)
		keep(s, &s->audit.findings[i]);
	apply_waivers(s);
	return TG_OK;
}

/* --- output ------------------------------------------------------------------------ */

static int write_baseline(struct audit_run *s)
{
	size_t n = 0;

	for (size_t i = 0; i < s->findings.n; i++) {
		const struct tg_finding *f = &s->findings.items[i];

		if (f->level > TG_LEVEL_NOTE && *f->fingerprint)
			s->findings.items[n++] = *f;
	}
	tg_audit_to_baseline(&s->out, s->findings.items, n, args.reason);
	if (tg_file_write(args.write_baseline, tg_buf_str(&s->out), 0644, &s->cli->err))
		return cli_error(s->cli);
	return EXIT_PASS;
}

static int report(struct audit_run *s)
{
	int status = audit_count(s, TG_LEVEL_ERROR) ? EXIT_FAIL : EXIT_PASS;

	if (args.write_baseline)
		return write_baseline(s);
	if (args.format && strcmp(args.format, "json") == 0)
		audit_put_json(s);
	else
		audit_put_text(s);
	return cli_print(s->cli, tg_buf_str(&s->out), status);
}

static int run(struct cli *cli)
{
	struct audit_run s = { .cli = cli, .arena = TG_ARENA_INIT,
			   .out = TG_BUF_INIT(MAX_OUTPUT) };
	int status;

	if (cli->n_args)
		return cli_usage(cli, "it takes no argument");
	if (args.write_baseline && !args.reason)
		return cli_usage(cli, "--write-baseline needs --reason: every entry says "
				 "why it is put up with");
	term_today(s.today);
	status = gather(&s) == TG_OK && judge(&s) == TG_OK ? report(&s) : cli_error(cli);
	tg_coverage_release(&s.coverage);
	tg_waivers_release(&s.waivers);
	if (s.policy)
		tg_policy_release(s.policy);
	tg_repo_free(s.repo);
	tg_buf_release(&s.out);
	tg_arena_release(&s.arena);
	return status;
}

static const char *const examples[] = {
	"where do we stand?", "threatgate audit",
	"begin with what is there: judge only what comes from now on",
	("threatgate audit --write-baseline " TG_BASELINE_PATH
	 " --reason \"known when the gate came\""),
	NULL
};

const struct command cmd_audit = {
	.name = "audit",
	.synopsis = "[--head REV] [--baseline FILE] [--format FORMAT]",
	.summary = "judge the whole repository: coverage, staleness, open mitigations",
	.description = "Which source files have a threat model; what the models promise and "
		       "leave open; every finding of lint; models that are older than the "
		       "code they cover. An entry of the baseline that matches nothing any "
		       "more is a finding itself. Exit status 1 when there are errors.",
	.options = options,
	.examples = examples,
	.run = run,
};
