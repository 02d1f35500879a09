#include "range.h"

#include "term.h"

#include "../src/base/file.h"

#define MAX_DIFF_BYTES (512u << 20)

void range_init(struct range_inputs *inputs)
{
	*inputs = (struct range_inputs){ 0 };
	tg_buf_init(&inputs->diff, MAX_DIFF_BYTES);
	term_today(inputs->today);
	inputs->options.today = inputs->today;
}

void range_release(struct range_inputs *inputs)
{
	tg_buf_release(&inputs->diff);
}

static enum tg_rc agree(const struct range_args *args, struct tg_err *err)
{
	int ways = args->staged + args->worktree + (args->diff != NULL);

	if (ways > 1)
		return tg_err_set(err, TG_E_USAGE,
				  "--staged, --worktree and --diff exclude each other");
	if (args->head && ways)
		return tg_err_set(err, TG_E_USAGE,
				  "--head has no meaning with --staged, --worktree or "
				  "--diff");
	if (args->base && (args->staged || args->worktree))
		return tg_err_set(err, TG_E_USAGE,
				  "--base has no meaning with --staged or --worktree: "
				  "they are compared with HEAD");
	return TG_OK;
}

enum tg_rc range_read(struct range_inputs *inputs, const struct range_args *args,
		      struct tg_err *err)
{
	struct tg_check_options *o = &inputs->options;
	enum tg_rc rc = agree(args, err);

	if (rc != TG_OK)
		return rc;
	o->repo = args->repo;
	o->base = args->base;
	o->head = args->head;
	o->policy = args->policy;
	o->what = args->staged     ? TG_CHECK_STAGED
		  : args->worktree ? TG_CHECK_WORKTREE
		  : args->diff     ? TG_CHECK_DIFF
				   : TG_CHECK_RANGE;
	if (!args->diff)
		return TG_OK;
	rc = tg_file_read(&inputs->diff, args->diff, MAX_DIFF_BYTES, err);
	if (rc != TG_OK)
		return rc;
	o->diff = inputs->diff.ptr;
	o->diff_size = inputs->diff.len;
	return TG_OK;
}

static void show_progress(const char *what, void *ctx)
{
	term_progress_show(ctx, what);
}

enum tg_rc range_check(struct tg_run **run, struct range_inputs *inputs,
		       struct tg_err *err)
{
	struct term_progress progress;

	term_progress_begin(&progress);
	inputs->options.progress = show_progress;
	inputs->options.progress_ctx = &progress;
	enum tg_rc rc = tg_check(run, &inputs->options, err);

	term_progress_end(&progress);
	return rc;
}
