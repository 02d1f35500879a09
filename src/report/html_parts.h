/* What the HTML page is put together from. Text is escaped here and only here. */
#ifndef TG_REPORT_HTML_PARTS_H
#define TG_REPORT_HTML_PARTS_H

#include "../base/buf.h"

#include <threatgate/report.h>

/* Untrusted text, and the same as code. */
void tg_html_text(struct tg_buf *out, const char *s);
void tg_html_code(struct tg_buf *out, const char *s);

/* "1 file", "2 files". */
void tg_html_count(struct tg_buf *out, size_t n, const char *one);

/* Where something is; without a path it is the change as a whole. */
void tg_html_place(struct tg_buf *out, const char *path, uint32_t line,
		   enum tg_side side);

/* Opens a section, and a folded one that tells how much is in it. */
void tg_html_section(struct tg_buf *out, const char *id, const char *title);
void tg_html_fold(struct tg_buf *out, const char *title, size_t n);

/* html_tables.c: nothing where the report has none. */
void tg_html_topics(struct tg_buf *out, const struct tg_report *r);
void tg_html_signals(struct tg_buf *out, const struct tg_report *r);

#endif
