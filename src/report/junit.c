/*
 * JUnit XML, for CI systems that show test results: a case per question of the
 * checklist and per finding. Errors are failures; a waived finding is skipped.
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

static size_t failures(const struct tg_report *r)
{
	size_t n = 0;

	for (size_t i = 0; i < r->n_findings; i++)
		n += fails(&r->findings[i]);
	return n;
}

static void put_case(struct tg_buf *out, const struct tg_finding *f)
{
	struct tg_buf name = TG_BUF_INIT(16u << 10);

	tg_buf_puts(&name, f->id);
	if (f->path)
		tg_buf_printf(&name, " %s", f->path);
	if (f->line)
		tg_buf_printf(&name, ":%u", f->line);
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

void tg_write_junit(struct tg_buf *out, const struct tg_report *report,
		    const struct tg_write_options *options)
{
	/* Without findings there is still one case: the verdict. */
	size_t n = report->n_findings ? report->n_findings : 1;

	(void)options;
	tg_buf_puts(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
	tg_buf_printf(out, "<testsuites name=\"threatgate\" tests=\"%zu\" failures=\"%zu\">\n",
		      n, failures(report));
	tg_buf_printf(out, "  <testsuite name=\"threatgate\" tests=\"%zu\" failures=\"%zu\">\n",
		      n, failures(report));
	for (size_t i = 0; i < report->n_findings; i++)
		put_case(out, &report->findings[i]);
	if (!report->n_findings)
		tg_buf_puts(out, "    <testcase classname=\"threatgate\" "
				 "name=\"verdict\"/>\n");
	tg_buf_puts(out, "  </testsuite>\n</testsuites>\n");
}
