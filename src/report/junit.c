/*
 * JUnit XML, for CI systems that show test results: a case per finding, or one for
 * the verdict. Errors are failures; a waived finding is skipped.
 */
#include "report.h"

#include "escape.h"

static void attribute(struct tg_buf *out, const char *name, const char *value)
{
	tg_buf_printf(out, " %s=\"", name);
	tg_put_xml(out, tg_str(value));
	tg_buf_putc(out, '"');
}

static bool fails(const struct tg_finding *f)
{
	return f->level == TG_LEVEL_ERROR && !f->waived;
}

static void put_counts(struct tg_buf *out, const struct tg_report *r)
{
	/* Without findings there is still one case: the verdict. */
	size_t n = r->n_findings ? r->n_findings : 1, failed = 0, skipped = 0;

	for (size_t i = 0; i < r->n_findings; i++) {
		failed += fails(&r->findings[i]);
		skipped += r->findings[i].waived != NULL;
	}
	tg_buf_printf(out,
		      " name=\"threatgate\" tests=\"%zu\" failures=\"%zu\" errors=\"0\" "
		      "skipped=\"%zu\" time=\"0\">\n",
		      n, failed, skipped);
}

static void put_case(struct tg_buf *out, const struct tg_finding *f)
{
	struct tg_buf name = TG_BUF_INIT(16u << 10);

	tg_buf_puts(&name, f->id);
	if (f->path)
		tg_buf_printf(&name, " %s", f->path);
	if (f->line)
		tg_buf_printf(&name, ":%u", f->line);
	if (f->line && f->side == TG_SIDE_OLD)
		tg_buf_puts(&name, " (removed)");
	tg_buf_puts(out, "    <testcase");
	attribute(out, "classname", "threatgate.findings");
	attribute(out, "name", name.ptr);
	tg_buf_puts(out, ">\n");
	if (fails(f)) {
		tg_buf_puts(out, "      <failure");
		attribute(out, "type", f->id);
		attribute(out, "message", f->message);
		tg_buf_putc(out, '>');
		tg_put_xml(out, tg_str(f->fix));
		tg_buf_puts(out, "</failure>\n");
	} else if (f->waived) {
		tg_buf_puts(out, "      <skipped");
		attribute(out, "message", f->waived);
		tg_buf_puts(out, "/>\n");
	} else {
		tg_buf_puts(out, "      <system-out>");
		tg_put_xml(out, tg_str(f->message));
		tg_buf_puts(out, "</system-out>\n");
	}
	tg_buf_puts(out, "    </testcase>\n");
	tg_buf_release(&name);
}

static void put_limits(struct tg_buf *out, const struct tg_report *r)
{
	tg_buf_puts(out, "    <system-out>Could not be looked at:\n");
	for (size_t i = 0; i < r->n_limits; i++) {
		tg_put_xml(out, tg_str(r->limits[i]));
		tg_buf_putc(out, '\n');
	}
	tg_buf_puts(out, "    </system-out>\n");
}

void tg_write_junit(struct tg_buf *out, const struct tg_report *report,
		    const struct tg_write_options *options)
{
	(void)options;
	tg_buf_puts(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
	tg_buf_puts(out, "<testsuites");
	put_counts(out, report);
	tg_buf_puts(out, "  <testsuite");
	put_counts(out, report);
	for (size_t i = 0; i < report->n_findings; i++)
		put_case(out, &report->findings[i]);
	if (!report->n_findings)
		tg_buf_puts(out, "    <testcase classname=\"threatgate\" "
				 "name=\"verdict\"/>\n");
	if (report->n_limits)
		put_limits(out, report);
	tg_buf_puts(out, "  </testsuite>\n</testsuites>\n");
}
