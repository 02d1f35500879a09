/*
 * Workflow commands of GitHub Actions: one line per finding, the worst first.
 * The runner keeps ten errors and ten warnings of a step and cuts messages at
 * 4,096 characters: what does not fit is counted in the last line.
 */
#include "report.h"

#include "../base/utf8.h"
#include "escape.h"

#define KEPT_PER_LEVEL 10u
#define MESSAGE_BYTES 4000u

static const char *const commands[] = {
	[TG_LEVEL_NOTE] = "notice",
	[TG_LEVEL_WARNING] = "warning",
	[TG_LEVEL_ERROR] = "error",
};

static void put_annotation(struct tg_buf *out, const struct tg_finding *f)
{
	struct tg_buf message = TG_BUF_INIT(64u << 10);

	tg_buf_printf(out, "::%s ", commands[f->level]);
	/* A line of the old side is none of the file that the runner shows. */
	if (f->path && f->side == TG_SIDE_NEW) {
		tg_buf_puts(out, "file=");
		tg_put_command_property(out, tg_str(f->path));
		if (f->line)
			tg_buf_printf(out, ",line=%u", f->line);
		tg_buf_putc(out, ',');
	}
	tg_buf_puts(out, "title=");
	tg_put_command_property(out, tg_str(f->id));
	tg_buf_puts(out, "::");
	if (f->path && f->side == TG_SIDE_OLD)
		tg_buf_printf(&message, "%s:%u (removed): ", f->path, f->line);
	tg_buf_puts(&message, f->message);
	if (f->fix && *f->fix)
		tg_buf_printf(&message, "\n%s", f->fix);
	tg_put_command_data(out, tg_utf8_cut(tg_buf_str(&message), MESSAGE_BYTES));
	tg_buf_putc(out, '\n');
	tg_buf_release(&message);
}

static size_t put_level(struct tg_buf *out, const struct tg_report *r,
			enum tg_level level)
{
	size_t n = 0;

	for (size_t i = 0; i < r->n_findings; i++) {
		const struct tg_finding *f = &r->findings[i];

		if (f->level == level && n++ < KEPT_PER_LEVEL)
			put_annotation(out, f);
	}
	return n > KEPT_PER_LEVEL ? n - KEPT_PER_LEVEL : 0;
}

void tg_write_github(struct tg_buf *out, const struct tg_report *report,
		     const struct tg_write_options *options)
{
	size_t left_out = 0;

	(void)options;
	left_out += put_level(out, report, TG_LEVEL_ERROR);
	left_out += put_level(out, report, TG_LEVEL_WARNING);
	left_out += put_level(out, report, TG_LEVEL_NOTE);
	for (size_t i = 0; i < report->n_limits; i++) {
		tg_buf_puts(out, "::notice title=gate/limits::");
		tg_put_command_data(out, tg_utf8_cut(tg_str(report->limits[i]),
						     MESSAGE_BYTES));
		tg_buf_putc(out, '\n');
	}
	if (left_out)
		tg_buf_printf(out, "threatgate: %zu more findings are not shown as "
				   "annotations\n",
			      left_out);
}
