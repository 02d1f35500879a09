/* threatgate model diff and list: models over time and over a repository. */
#include "../src/base/map.h"
#include "../src/base/utf8.h"
#include "../src/base/vec.h"
#include "../src/git/revision.h"
#include "../src/model/compare.h"
#include "../src/model/show.h"
#include "cmd_model.h"
#include "model_files.h"

#include <string.h>

#include <jansson.h>

#define MAX_OUTPUT (64u << 20)

static struct {
	const char *repo, *base, *head, *format;
} args;

static const char *const formats[] = { "text", "json", NULL };

static const struct opt diff_options[] = {
	{ "repo", 0, OPT_TEXT, &args.repo, "DIR",
	  "a folder in the repository (default: this one)", NULL },
	{ "base", 0, OPT_TEXT, &args.base, "REV",
	  "the older revision (default: the remote's default branch)", NULL },
	{ "head", 0, OPT_TEXT, &args.head, "REV", "the newer revision (default: HEAD)",
	  NULL },
	{ "format", 'f', OPT_TEXT, &args.format, "FORMAT",
	  "how to print it (default: text)", formats },
	OPT_END
};

struct diffing {
	struct tg_arena arena;
	struct tg_buf out;
	struct tg_repo *repo;
	TG_VEC(struct tg_comparison) comparisons;
};

static bool as_json(void)
{
	return args.format && strcmp(args.format, "json") == 0;
}

static void compare(struct diffing *d, const struct tg_model *before,
		    const struct tg_model *after)
{
	struct tg_comparison *c = TG_VEC_PUSH(&d->arena, &d->comparisons);

	tg_compare(c, &d->arena, before, after);
}

static enum tg_rc diff_files(struct diffing *d, struct cli *cli)
{
	struct tg_model *before, *after;
	enum tg_rc rc = model_read_file(&before, &d->arena, cli->args[0], &cli->err);

	if (rc == TG_OK)
		rc = model_read_file(&after, &d->arena, cli->args[1], &cli->err);
	if (rc == TG_OK)
		compare(d, before, after);
	return rc;
}

static bool same_text(const struct tg_model *a, const struct tg_model *b)
{
	return a && b && tg_str_eq(a->source, b->source);
}

static const struct tg_model *find(const struct model_list *list, const char *path)
{
	for (size_t i = 0; i < list->n; i++) {
		if (strcmp(list->items[i]->path, path) == 0)
			return list->items[i];
	}
	return NULL;
}

static bool is_asked(const struct cli *cli, const char *path)
{
	return cli->n_args == 0 || strcmp(cli->args[0], path) == 0;
}

static enum tg_rc diff_lists(struct diffing *d, struct cli *cli,
			     const struct tg_range *range)
{
	struct tg_policy *policy;
	struct model_list old = { 0 }, new = { 0 };
	enum tg_rc rc = model_policy_at(&policy, &d->arena, d->repo, range->merge_base,
					&cli->err);

	if (rc != TG_OK)
		return rc;
	rc = model_list_at(&old, &d->arena, d->repo, range->merge_base, policy,
			   &cli->err);
	if (rc == TG_OK)
		rc = model_list_at(&new, &d->arena, d->repo, range->head, policy,
				   &cli->err);
	for (size_t i = 0; rc == TG_OK && i < old.n; i++) {
		const struct tg_model *after = find(&new, old.items[i]->path);

		if (is_asked(cli, old.items[i]->path) &&
		    !same_text(old.items[i], after))
			compare(d, old.items[i], after);
	}
	for (size_t i = 0; rc == TG_OK && i < new.n; i++) {
		if (is_asked(cli, new.items[i]->path) &&
		    !find(&old, new.items[i]->path))
			compare(d, NULL, new.items[i]);
	}
	tg_policy_release(policy);
	return rc;
}

static enum tg_rc diff_revisions(struct diffing *d, struct cli *cli)
{
	struct tg_range range;
	enum tg_rc rc = tg_repo_open(&d->repo, args.repo, &cli->err);

	if (rc == TG_OK)
		rc = tg_range_find(&range, d->repo, args.base, args.head,
				   &cli->err);
	if (rc == TG_OK)
		rc = diff_lists(d, cli, &range);
	if (rc == TG_OK)
		tg_compare_across(d->comparisons.items, d->comparisons.n, &d->arena);
	return rc;
}

static void put_comparisons(struct diffing *d)
{
	if (as_json())
		tg_buf_puts(&d->out, "[\n");
	for (size_t i = 0; i < d->comparisons.n; i++) {
		const struct tg_comparison *c = &d->comparisons.items[i];

		if (as_json()) {
			tg_buf_puts(&d->out, i ? ",\n" : "");
			tg_comparison_to_json(&d->out, c);
		} else {
			tg_buf_puts(&d->out, i ? "\n" : "");
			tg_comparison_to_text(&d->out, c);
		}
	}
	if (as_json())
		tg_buf_puts(&d->out, "]\n");
	else if (!d->comparisons.n)
		tg_buf_puts(&d->out, "no threat model changed\n");
}

static int diff(struct cli *cli)
{
	struct diffing d = { .arena = TG_ARENA_INIT, .out = TG_BUF_INIT(MAX_OUTPUT) };
	enum tg_rc rc;
	int status;

	if (cli->n_args > 2)
		return cli_usage(cli, "two files at most");
	rc = cli->n_args == 2 ? diff_files(&d, cli) : diff_revisions(&d, cli);
	if (rc != TG_OK) {
		status = cli_error(cli);
	} else {
		put_comparisons(&d);
		status = cli_print(cli, tg_buf_str(&d.out), EXIT_PASS);
	}
	tg_repo_free(d.repo);
	tg_buf_release(&d.out);
	tg_arena_release(&d.arena);
	return status;
}

static const char *const diff_examples[] = {
	"what did this branch do to the threat models?", "threatgate model diff",
	"to one of them, since a release",
	"threatgate model diff --base v1.0 docs/threat-models/order.md",
	"two files", "threatgate model diff old.md new.md", NULL
};

const struct command cmd_model_diff = {
	.name = "diff",
	.synopsis = "[--base REV] [--head REV] [FILE] | OLD NEW",
	.summary = "compare two versions of threat models",
	.description = "Threats and mitigations that were added, taken away, weakened or "
		       "moved; status, risk, scope and coverage that changed. Matched by "
		       "id and, without ids, by likeness of the words. Lines with \"!\" "
		       "need a reason in a pull request.",
	.options = diff_options,
	.examples = diff_examples,
	.run = diff,
};

/* --- list ----------------------------------------------------------------------------- */

static const struct opt list_options[] = {
	{ "repo", 0, OPT_TEXT, &args.repo, "DIR",
	  "a folder in the repository (default: this one)", NULL },
	{ "head", 0, OPT_TEXT, &args.head, "REV", "the revision (default: HEAD)", NULL },
	{ "format", 'f', OPT_TEXT, &args.format, "FORMAT",
	  "how to print it (default: text)", formats },
	OPT_END
};

static void put_list_json(struct tg_buf *out, const struct model_list *list)
{
	json_t *root = json_array();
	char *dump;

	for (size_t i = 0; i < list->n; i++) {
		const struct tg_model *m = list->items[i];
		json_t *covers = json_array();

		for (size_t k = 0; k < m->n_covers; k++)
			json_array_append_new(covers, json_string(m->covers[k]));
		json_array_append_new(root, json_pack(
			"{ss*, ss*, ss, sb, sI, sI, so}", "path", m->path, "title",
			m->title, "format", tg_model_format_name(m->format),
			"recognised", m->recognised, "threats",
			(json_int_t)m->n_threats, "mitigated",
			(json_int_t)tg_model_mitigated(m), "covers", covers));
	}
	dump = json_dumps(root, JSON_INDENT(2));
	tg_buf_puts(out, dump ? dump : "[]");
	tg_buf_putc(out, '\n');
	free(dump);
	json_decref(root);
}

static void put_list(struct tg_buf *out, const struct model_list *list)
{
	for (size_t i = 0; i < list->n; i++) {
		const struct tg_model *m = list->items[i];

		tg_utf8_put_safe(out, tg_str(m->path));
		if (m->recognised)
			tg_buf_printf(out, "  %zu threats, %zu mitigated", m->n_threats,
				      tg_model_mitigated(m));
		else
			tg_buf_puts(out, "  no structure that can be read");
		for (size_t k = 0; k < m->n_covers; k++) {
			tg_buf_puts(out, k ? ", " : "  covers ");
			tg_utf8_put_safe(out, tg_str(m->covers[k]));
		}
		tg_buf_putc(out, '\n');
	}
	for (size_t i = 0; i < list->n_broken; i++) {
		tg_utf8_put_safe(out, tg_str(list->broken[i]));
		tg_buf_putc(out, '\n');
	}
	if (!list->n && !list->n_broken)
		tg_buf_puts(out, "no threat model: begin one with `threatgate model "
			    "new`\n");
}

static enum tg_rc gather(struct diffing *d, struct model_list *models, struct cli *cli)
{
	char rev[TG_HEX];
	struct tg_policy *policy = NULL;
	enum tg_rc rc = tg_repo_open(&d->repo, args.repo, &cli->err);

	if (rc == TG_OK)
		rc = tg_repo_resolve(rev, d->repo, args.head ? args.head : "HEAD",
				     &cli->err);
	if (rc == TG_OK)
		rc = model_policy_at(&policy, &d->arena, d->repo, rev, &cli->err);
	if (rc != TG_OK)
		return rc;
	rc = model_list_at(models, &d->arena, d->repo, rev, policy, &cli->err);
	tg_policy_release(policy);
	return rc;
}

static int list(struct cli *cli)
{
	struct diffing d = { .arena = TG_ARENA_INIT, .out = TG_BUF_INIT(MAX_OUTPUT) };
	struct model_list models;
	int status;

	if (cli->n_args)
		return cli_usage(cli, "it takes no argument");
	if (gather(&d, &models, cli) != TG_OK) {
		status = cli_error(cli);
	} else {
		if (as_json())
			put_list_json(&d.out, &models);
		else
			put_list(&d.out, &models);
		status = cli_print(cli, tg_buf_str(&d.out), EXIT_PASS);
	}
	tg_repo_free(d.repo);
	tg_buf_release(&d.out);
	tg_arena_release(&d.arena);
	return status;
}

static const char *const list_examples[] = {
	"every model, with its counts", "threatgate model list",
	NULL
};

const struct command cmd_model_list = {
	.name = "list",
	.synopsis = "[--head REV] [--format FORMAT]",
	.summary = "list the threat models of the repository",
	.options = list_options,
	.examples = list_examples,
	.run = list,
};
