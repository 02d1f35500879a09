/* threatgate model: look at threat models, move them in and out. */
#include "cmd.h"

#include "../src/base/file.h"
#include "../src/base/utf8.h"
#include "../src/markup/json.h"
#include "../src/markup/yaml.h"
#include "../src/model/dfd.h"
#include "../src/model/export.h"
#include "../src/model/show.h"
#include "cmd_model.h"
#include "model_files.h"

#include <stdio.h>
#include <string.h>

#define MAX_OUTPUT (64u << 20)

/* --- show ------------------------------------------------------------------------ */

static struct {
	const char *format, *to, *output;
} args;

static const char *const show_formats[] = { "text", "json", "mermaid", "matrix",
					    NULL };

static const struct opt show_options[] = {
	{ "format", 'f', OPT_TEXT, &args.format, "FORMAT",
	  "how to print it (default: text)", show_formats },
	OPT_END
};

static enum tg_rc put_model(struct tg_buf *out, const struct tg_model *model,
			    struct tg_err *err)
{
	const char *format = args.format ? args.format : "text";

	if (strcmp(format, "json") == 0)
		tg_model_to_json(out, model);
	else if (strcmp(format, "matrix") == 0)
		tg_model_to_matrix(out, model);
	else if (strcmp(format, "mermaid") == 0)
		tg_dfd_to_mermaid(out, &model->dfd, NULL);
	else
		tg_model_to_text(out, model);
	if (out->len)
		return TG_OK;
	return tg_err_set(err, TG_E_NOT_FOUND, "%s has no data flow diagram that can be "
			  "read", model->path);
}

static int show(struct cli *cli)
{
	struct tg_arena arena = TG_ARENA_INIT;
	struct tg_buf out = TG_BUF_INIT(MAX_OUTPUT);
	struct tg_model *model;
	int status;

	if (cli->n_args != 1)
		return cli_usage(cli, "one file is needed");
	if (model_read_file(&model, &arena, cli->args[0], &cli->err) ||
	    put_model(&out, model, &cli->err))
		status = cli_error(cli);
	else
		status = cli_print(cli, tg_buf_str(&out), EXIT_PASS);
	tg_buf_release(&out);
	tg_arena_release(&arena);
	return status;
}

static const char *const show_examples[] = {
	"what was read, and which table was taken as the threats",
	"threatgate model show docs/threat-models/order-service.md",
	"the threats of a model, for a script",
	"threatgate model show --format json docs/threat-models/order-service.md",
	"its data flow diagram",
	"threatgate model show --format mermaid model.json", NULL
};

const struct command cmd_model_show = {
	.name = "show",
	.synopsis = "[--format FORMAT] FILE",
	.summary = "print a threat model as it was read",
	.description = "Reads a threat model in any of the formats that threatgate knows "
		       "and prints what it found: the parts, which table or heading it "
		       "took as the threats, each threat with its risk and mitigations.",
	.options = show_options,
	.examples = show_examples,
	.run = show,
};

/* --- export and import -------------------------------------------------------------- */

/* What could not be carried over, on standard error: it is part of no file. */
static void print_losses(const struct tg_losses *losses, const char *title)
{
	struct tg_buf line = TG_BUF_INIT(4096);

	for (size_t i = 0; i < losses->list.n; i++) {
		const struct tg_loss *loss = &losses->list.items[i];

		tg_buf_clear(&line);
		tg_utf8_put_safe(&line, tg_str(loss->what));
		if (!i)
			(void)fprintf(stderr, "not carried over as it is into %s:\n", title);
		(void)fprintf(stderr, "  %s (%zu)\n", line.ptr, loss->n);
	}
	tg_buf_release(&line);
}

static int write_out(struct cli *cli, struct tg_buf *out)
{
	if (!args.output || strcmp(args.output, "-") == 0)
		return cli_print(cli, tg_buf_str(out), EXIT_PASS);
	if (tg_file_make_folders(args.output, &cli->err) ||
	    tg_file_write(args.output, tg_buf_str(out), 0644, &cli->err))
		return cli_error(cli);
	return EXIT_PASS;
}

static int convert(struct cli *cli, const struct tg_model *model,
		   struct tg_losses *losses, const struct tg_exporter *exporter)
{
	struct tg_buf out = TG_BUF_INIT(MAX_OUTPUT);
	int status;

	if (!exporter->write(&out, model, losses)) {
		tg_err_set(&cli->err, TG_E_LIMIT, "%s is too large", model->path);
		status = cli_error(cli);
	} else {
		status = write_out(cli, &out);
		print_losses(losses, exporter->title);
	}
	tg_buf_release(&out);
	return status;
}

static const struct opt export_options[] = {
	{ "to", 't', OPT_TEXT, &args.to, "FORMAT", "the format to write",
	  tg_exporter_names },
	{ "output", 'o', OPT_TEXT, &args.output, "FILE",
	  "where to write it (default: standard output)", NULL },
	OPT_END
};

/* The document once more as a bare tree: what of it is not in the model? */
static void count_losses(struct tg_losses *losses, const struct tg_model *model)
{
	struct tg_tree *root = NULL;
	struct tg_err ignored;

	if (model->format == TG_MODEL_MARKDOWN)
		return;
	if (tg_json_read(&root, losses->arena, model->source, "", &ignored) != TG_OK &&
	    tg_yaml_read(&root, losses->arena, model->source, "", &ignored) != TG_OK)
		return;
	tg_import_losses(losses, model->format, root);
}

/* A document in which nothing is read makes an export that looks like a good one. */
static void warn_of_nothing(const struct tg_model *model)
{
	if (!model->recognised)
		(void)fprintf(stderr,
			      "threatgate: nothing in the document can be read as threats, so "
			      "none is written ('threatgate lint' says more)\n");
}

static int export_model(struct cli *cli)
{
	struct tg_arena arena = TG_ARENA_INIT;
	struct tg_losses losses = { .arena = &arena };
	struct tg_model *model;
	int status;

	if (cli->n_args != 1)
		return cli_usage(cli, "one file is needed");
	if (!args.to)
		return cli_usage(cli, "--to is needed");
	if (model_read_file(&model, &arena, cli->args[0], &cli->err)) {
		status = cli_error(cli);
	} else {
		warn_of_nothing(model);
		count_losses(&losses, model);
		status = convert(cli, model, &losses, tg_exporter_by_name(args.to));
	}
	tg_arena_release(&arena);
	return status;
}

static const char *const export_examples[] = {
	"for OWASP Threat Dragon",
	"threatgate model export --to threat-dragon -o order.json docs/threat-models/order.md",
	"as an Open Threat Model in YAML",
	"threatgate model export --to otm-yaml docs/threat-models/order.md", NULL
};

const struct command cmd_model_export = {
	.name = "export",
	.synopsis = "--to FORMAT [-o FILE] FILE",
	.summary = "write a threat model in another tool's format",
	.description = "What the format has no place for is listed on standard error.",
	.options = export_options,
	.examples = export_examples,
	.run = export_model,
};

static const struct opt import_options[] = {
	{ "output", 'o', OPT_TEXT, &args.output, "FILE",
	  "where to write it (default: standard output)", NULL },
	OPT_END
};

static int import_model(struct cli *cli)
{
	struct tg_arena arena = TG_ARENA_INIT;
	struct tg_losses losses = { .arena = &arena };
	struct tg_model *model;
	int status;

	if (cli->n_args != 1)
		return cli_usage(cli, "one file is needed");
	if (model_read_file(&model, &arena, cli->args[0], &cli->err)) {
		status = cli_error(cli);
	} else {
		warn_of_nothing(model);
		count_losses(&losses, model);
		status = convert(cli, model, &losses,
				 tg_exporter_by_name("markdown"));
	}
	tg_arena_release(&arena);
	return status;
}

static const char *const import_examples[] = {
	"a Threat Dragon drawing as a document that lives beside the code",
	"threatgate model import -o docs/threat-models/order.md order.json", NULL
};

const struct command cmd_model_import = {
	.name = "import",
	.synopsis = "[-o FILE] FILE",
	.summary = "write a model of another tool as Markdown",
	.description = "Reads Threat Dragon (1 and 2), Open Threat Model, Threagile, Threat "
		       "Composer, OWASP library and threatcl JSON. What is left out is "
		       "listed on standard error.",
	.options = import_options,
	.examples = import_examples,
	.run = import_model,
};

/* --- the group ------------------------------------------------------------------------- */

static const struct command *const sub[] = {
	&cmd_model_show,   &cmd_model_diff, &cmd_model_list, &cmd_model_export,
	&cmd_model_import, &cmd_model_new,  NULL
};

const struct command cmd_model = {
	.name = "model",
	.synopsis = "show | diff | list | export | import | new",
	.summary = "read, compare and convert threat models; begin one",
	.sub = sub,
};
