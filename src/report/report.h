/* Writers: one file per format, all over the same report value. */
#ifndef TG_REPORT_WRITE_H
#define TG_REPORT_WRITE_H

#include "../base/buf.h"

#include <threatgate/write.h>

typedef void tg_writer_fn(struct tg_buf *out, const struct tg_report *report,
			  const struct tg_write_options *options);

struct tg_format {
	const char *name;       /* as after --format */
	const char *media_type;
	tg_writer_fn *write;
};

/* The table of formats, and the row of that name or NULL. */
extern const struct tg_format tg_formats[];
extern const size_t tg_formats_count;
const struct tg_format *tg_format_by_name(const char *name);

tg_writer_fn tg_write_text, tg_write_json, tg_write_markdown, tg_write_sarif,
	tg_write_html, tg_write_junit, tg_write_github;

#endif
