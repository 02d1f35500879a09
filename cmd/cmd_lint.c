/* threatgate lint: threat models, policy and rule files. */
#include "cmd.h"

#include "../src/base/file.h"
#include "../src/base/utf8.h"
#include "../src/model/fix.h"
#include "../src/model/lint.h"
#include "../src/model/read.h"
#include "../src/policy/policy.h"
#include "../src/report/json_text.h"
#include "../src/rules/rules.h"
#include "lint_files.h"
#include "term.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define MAX_OUTPUT (32u << 20)
#define RULES_FOLDER ".threatgate/rules/"

static bool fix;
static const char *format, *color;

/* What one run has seen. */
struct lint {
	struct cli *cli;
	struct lint_files files;
	struct tg_arena arena;
	struct tg_policy *policy;
	char today[11];
	TG_VEC(struct tg_finding) findings;
	size_t models, others, repaired;
	int status;
};

static void worsen(struct lint *l, int status)
{
	/* a wrong policy or rule file outweighs findings, and no file can be
	 * judged by what could not be read */
	if (status > l->status)
		l->status = status;
}

/* --- what a file is ------------------------------------------------------------- */

static bool is_policy_path(const char *path)
{
	for (size_t i = 0; tg_policy_paths[i] != NULL; i++)
		if (strcmp(path, tg_policy_paths[i]) == 0)
			return true;
	return false;
}

static bool is_yaml(const char *path)
{
	return tg_str_ends(tg_str(path), ".yml") || tg_str_ends(tg_str(path), ".yaml");
}

static bool is_rules_path(const char *path)
{
	return tg_str_starts(tg_str(path), RULES_FOLDER) && is_yaml(path);
}

static bool is_pack(const char *path, struct tg_str text)
{
	return is_yaml(path) &&
	       (tg_str_starts(text, "pack:") ||
		tg_str_find(text, TG_STR("\npack:")) != SIZE_MAX) &&
	       tg_str_find(text, TG_STR("\nrules:")) != SIZE_MAX;
}

/* A file outside of the work tree has its whole name. */
static const char *full_name(struct lint *l, const char *path)
{
	return path[0] == '/' ? path : lint_files_full(&l->files, path);
}

/* --- findings ------------------------------------------------------------------- */

static void add_finding(struct lint *l, const struct tg_finding *finding)
{
	struct tg_finding f = *finding;

	if (f.waived == NULL && !tg_policy_level(l->policy, f.id, &f.level))
		return;
	*TG_VEC_PUSH(&l->arena, &l->findings) = f;
	if (f.level == TG_LEVEL_ERROR)
		worsen(l, EXIT_FAIL);
}

/* A file that cannot be read as what it is. */
static void add_error(struct lint *l, const char *id, const char *path,
		      const struct tg_err *err)
{
	struct tg_finding f = {
		.id = id,
		.level = TG_LEVEL_ERROR,
		.message = tg_arena_dup(&l->arena, err->msg),
		.fix = tg_arena_dup(&l->arena, err->hint),
		.path = tg_arena_dup(&l->arena, path),
		.line = err->line,
		.introduced = true,
	};

	*TG_VEC_PUSH(&l->arena, &l->findings) = f;
}

/* --- one file -------------------------------------------------------------------- */

static void repair(struct lint *l, const char *path, struct tg_buf *text)
{
	struct tg_buf fixed = TG_BUF_INIT(TG_MODEL_MAX_BYTES * 4);
	const char *full = full_name(l, path);
	size_t changed = 0;
	struct tg_err err;
	enum tg_rc rc = tg_model_fix(&fixed, &changed, path, tg_buf_str(text), &err);

	if (rc == TG_OK && changed > 0 && !fixed.overflow) {
		struct stat st;
		unsigned mode = stat(full, &st) == 0 ? st.st_mode & 0777u : 0644u;

		rc = tg_file_write(full, tg_buf_str(&fixed), mode, &err);
		if (rc == TG_OK) {
			l->repaired += changed;
			tg_buf_clear(text);
			tg_buf_put_str(text, tg_buf_str(&fixed));
		}
	}
	if (rc != TG_OK && rc != TG_E_SYNTAX) {
		l->cli->err = err;
		worsen(l, cli_error(l->cli));
	}
	tg_buf_release(&fixed);
}

static void lint_model(struct lint *l, const char *path, struct tg_buf *text)
{
	struct tg_lint_options options = {
		.threshold = l->policy->threshold,
		.today = l->today,
		.stale_days = l->policy->stale_days,
		.lookup = lint_files_lookup,
		.lookup_ctx = &l->files,
		.matches = lint_files_matches,
		.matches_ctx = &l->files,
	};
	struct tg_model *model = NULL;
	struct tg_finding *found;
	struct tg_err err;

	if (fix)
		repair(l, path, text);
	l->models++;
	if (tg_model_read(&model, &l->arena, path, tg_buf_str(text), &err) != TG_OK) {
		add_error(l, "model/unrecognised", path, &err);
		worsen(l, EXIT_FAIL);
		return;
	}
	size_t n = tg_model_lint(&found, &l->arena, model, &options);

	for (size_t i = 0; i < n; i++)
		add_finding(l, &found[i]);
}

static void lint_policy(struct lint *l, const char *path, struct tg_str text)
{
	struct tg_policy *policy = NULL;
	struct tg_err err;

	l->others++;
	if (tg_policy_read(&policy, &l->arena, text, path, &err) == TG_OK) {
		tg_policy_release(policy);
		return;
	}
	add_error(l, "policy/wrong", path, &err);
	worsen(l, EXIT_USAGE);
}

static void lint_rules(struct lint *l, const char *path, struct tg_str text)
{
	struct tg_rule_pack pack;
	struct tg_err err;

	l->others++;
	if (tg_rules_read(&pack, &l->arena, text, path, &err) != TG_OK) {
		add_error(l, "rules/wrong", path, &err);
		worsen(l, EXIT_USAGE);
	}
}

/* `named`: the user asked for this very file, so it is taken for a model where
 * it is nothing else. */
static void lint_file(struct lint *l, const char *path, bool named)
{
	struct tg_buf text = TG_BUF_INIT(TG_MODEL_MAX_BYTES + 1);

	if (tg_file_read(&text, full_name(l, path), TG_MODEL_MAX_BYTES, &l->cli->err) != TG_OK)
		worsen(l, cli_error(l->cli));
	else if (is_policy_path(path))
		lint_policy(l, path, tg_buf_str(&text));
	else if (is_rules_path(path) || (named && is_pack(path, tg_buf_str(&text))))
		lint_rules(l, path, tg_buf_str(&text));
	else if (named || tg_model_is_one(path, tg_buf_str(&text)))
		lint_model(l, path, &text);
	tg_buf_release(&text);
}

/* --- which files ------------------------------------------------------------------ */

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

		if (is_below(path, folder) &&
		    (is_policy_path(path) || is_rules_path(path) ||
		     tg_globs_match(l->policy->model_paths, path)))
			lint_file(l, path, false);
	}
	if (l->files.cut)
		fprintf(stderr, "threatgate: more than %u files: the rest was not looked "
				"at\n",
			LINT_MAX_FILES);
}

static void lint_argument(struct lint *l, const char *arg)
{
	const char *path = lint_files_relative(&l->files, arg);
	struct stat st;

	if (stat(arg, &st) != 0) {
		tg_err_set(&l->cli->err, TG_E_IO, "there is no such file or folder");
		tg_err_at(&l->cli->err, arg, 0, 0);
		worsen(l, cli_error(l->cli));
	} else if (!S_ISDIR(st.st_mode)) {
		lint_file(l, path != NULL ? path : arg, true);
	} else if (path == NULL) {
		tg_err_set(&l->cli->err, TG_E_IO, "is not in the same work tree");
		tg_err_at(&l->cli->err, arg, 0, 0);
		worsen(l, cli_error(l->cli));
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

/* --- output ------------------------------------------------------------------------ */

static void count(const struct lint *l, size_t n[3])
{
	for (size_t i = 0; i < l->findings.n; i++)
		n[l->findings.items[i].level]++;
}

static const char *paint(enum tg_level level, bool on)
{
	if (!on)
		return "";
	return level == TG_LEVEL_ERROR   ? "\033[31m" :
	       level == TG_LEVEL_WARNING ? "\033[33m" :
					   "\033[36m";
}

static void put_finding(struct tg_buf *out, const struct tg_finding *f, bool on)
{
	tg_utf8_put_safe(out, tg_str(f->path));
	if (f->line > 0)
		tg_buf_printf(out, ":%u", (unsigned)f->line);
	tg_buf_printf(out, ": %s%s%s: ", paint(f->level, on), tg_level_name(f->level),
		      on ? "\033[0m" : "");
	tg_utf8_put_safe(out, tg_str(f->message));
	tg_buf_printf(out, " [%s]\n", f->id);
	if (f->waived != NULL) {
		tg_buf_puts(out, "    ignored: ");
		tg_utf8_put_safe(out, tg_str(f->waived));
		tg_buf_putc(out, '\n');
	} else if (f->fix != NULL && f->fix[0] != '\0') {
		tg_buf_puts(out, "    ");
		tg_utf8_put_safe(out, tg_str(f->fix));
		tg_buf_putc(out, '\n');
	}
}

static void put_count(struct tg_buf *out, size_t n, const char *one, const char *many)
{
	tg_buf_printf(out, "%zu %s", n, n == 1 ? one : many);
}

static void put_text(struct tg_buf *out, const struct lint *l)
{
	size_t n[3] = { 0, 0, 0 };

	for (size_t i = 0; i < l->findings.n; i++)
		put_finding(out, &l->findings.items[i], term_color(color));
	count(l, n);
	put_count(out, l->models, "threat model", "threat models");
	if (l->others > 0) {
		tg_buf_puts(out, ", ");
		put_count(out, l->others, "other file", "other files");
	}
	tg_buf_puts(out, ": ");
	put_count(out, n[TG_LEVEL_ERROR], "error", "errors");
	tg_buf_puts(out, ", ");
	put_count(out, n[TG_LEVEL_WARNING], "warning", "warnings");
	tg_buf_puts(out, ", ");
	put_count(out, n[TG_LEVEL_NOTE], "note", "notes");
	if (l->repaired > 0) {
		tg_buf_puts(out, "; ");
		put_count(out, l->repaired, "repair", "repairs");
		tg_buf_puts(out, " made");
	}
	tg_buf_putc(out, '\n');
}

static json_t *finding_json(const struct tg_finding *f)
{
	json_t *o = json_object();

	tg_json_set(o, "id", tg_json_text(f->id));
	tg_json_set(o, "level", tg_json_text(tg_level_name(f->level)));
	tg_json_set(o, "path", tg_json_text(f->path));
	tg_json_set(o, "line", json_integer((json_int_t)f->line));
	tg_json_set(o, "threat", tg_json_text(f->threat));
	tg_json_set(o, "message", tg_json_text(f->message));
	tg_json_set(o, "fix", tg_json_text(f->fix));
	tg_json_set(o, "fingerprint", tg_json_text(f->fingerprint));
	tg_json_set(o, "waived", tg_json_text(f->waived));
	return o;
}

static void put_json(struct tg_buf *out, const struct lint *l)
{
	json_t *o = json_object(), *list = json_array(), *sum = json_object();
	size_t n[3] = { 0, 0, 0 };

	count(l, n);
	for (size_t i = 0; i < l->findings.n; i++)
		json_array_append_new(list, finding_json(&l->findings.items[i]));
	tg_json_set(sum, "models", json_integer((json_int_t)l->models));
	tg_json_set(sum, "others", json_integer((json_int_t)l->others));
	tg_json_set(sum, "errors", json_integer((json_int_t)n[TG_LEVEL_ERROR]));
	tg_json_set(sum, "warnings", json_integer((json_int_t)n[TG_LEVEL_WARNING]));
	tg_json_set(sum, "notes", json_integer((json_int_t)n[TG_LEVEL_NOTE]));
	tg_json_set(sum, "repaired", json_integer((json_int_t)l->repaired));
	tg_json_set(o, "schema", tg_json_text("threatgate-lint/1"));
	tg_json_set(o, "summary", sum);
	tg_json_set(o, "findings", list);
	tg_json_write(out, o);
}

static int run(struct cli *cli)
{
	struct lint l = { .cli = cli, .arena = TG_ARENA_INIT };
	struct tg_buf out = TG_BUF_INIT(MAX_OUTPUT);
	int status;

	lint_files_init(&l.files, cli->n_args > 0 ? cli->args[0] : NULL);
	l.policy = find_policy(&l);
	term_today(l.today);
	for (int i = 0; i < cli->n_args; i++)
		lint_argument(&l, cli->args[i]);
	if (cli->n_args == 0)
		lint_folder(&l, "");
	if (format != NULL && strcmp(format, "json") == 0)
		put_json(&out, &l);
	else
		put_text(&out, &l);
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
	  "repair DREAD totals, priorities and the alignment of tables", NULL },
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
