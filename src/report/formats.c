/* The table of report formats: a new one is a file and a row. */
#include "report.h"

#include <string.h>

#define MAX_BYTES (256u << 20)

const struct tg_format tg_formats[] = {
	{ "text", "text/plain", tg_write_text },
	{ "json", "application/json", tg_write_json },
	{ "markdown", "text/markdown", tg_write_markdown },
	{ "sarif", "application/sarif+json", tg_write_sarif },
	{ "html", "text/html", tg_write_html },
	{ "junit", "application/xml", tg_write_junit },
	{ "github", "text/plain", tg_write_github },
};

const size_t tg_formats_count = sizeof(tg_formats) / sizeof(tg_formats[0]);

const char *const tg_format_names[] = { "text",  "json",  "markdown", "sarif",
				       "html",  "junit", "github",   NULL };

const struct tg_format *tg_format_by_name(const char *name)
{
	for (size_t i = 0; i < tg_formats_count; i++)
		if (strcmp(tg_formats[i].name, name) == 0)
			return &tg_formats[i];
	return NULL;
}

enum tg_rc tg_report_write(char **text, size_t *size, const struct tg_report *report,
			   const char *format, const struct tg_write_options *options,
			   struct tg_err *err)
{
	const struct tg_format *row = tg_format_by_name(format);
	struct tg_buf out = TG_BUF_INIT(MAX_BYTES);

	if (!row)
		return tg_err_set(err, TG_E_USAGE, "there is no format '%s'", format);
	row->write(&out, report, options);
	if (out.overflow) {
		tg_buf_release(&out);
		return tg_err_set(err, TG_E_LIMIT, "the report is larger than %u bytes",
				  MAX_BYTES);
	}
	*size = out.len;
	*text = tg_buf_detach(&out);
	return TG_OK;
}
