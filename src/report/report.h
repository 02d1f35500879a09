/* Writers: one file per format, all over the same report value. */
#ifndef TG_REPORT_WRITE_H
#define TG_REPORT_WRITE_H

#include "../base/buf.h"

#include <threatgate/report.h>

struct tg_write_options {
	bool color;
	unsigned columns;  /* terminal width; 0: unknown, no wrapping */
	int verbosity;     /* -1 quiet, 0 normal, 1 verbose */
	const char *link_base; /* "https://host/owner/repo/blob/SHA/" for links
	                          to lines, or NULL */
	size_t max_bytes;  /* 0: no limit; Markdown folds, then cuts with a count */
};

typedef void tg_writer_fn(struct tg_buf *out, const struct tg_report *report,
			  const struct tg_write_options *options);

struct tg_format {
	const char *name;       /* as after --format */
	const char *media_type;
	tg_writer_fn *write;
};

/* The table of formats; `n` of them. */
extern const struct tg_format tg_formats[];
extern const size_t tg_formats_count;
const struct tg_format *tg_format_by_name(const char *name); /* or NULL */

tg_writer_fn tg_write_text, tg_write_json, tg_write_markdown, tg_write_sarif,
	tg_write_html, tg_write_junit, tg_write_github;

#endif
