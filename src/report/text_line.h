/* Lines of a terminal: styles, wrapping, places. */
#ifndef TG_REPORT_TEXT_LINE_H
#define TG_REPORT_TEXT_LINE_H

#include "../base/buf.h"

#include <threatgate/report.h>

enum tg_text_style {
	TG_TEXT_PLAIN,
	TG_TEXT_BOLD,
	TG_TEXT_DIM,
	TG_TEXT_RED,
	TG_TEXT_YELLOW,
	TG_TEXT_GREEN,
	TG_TEXT_CYAN
};

struct tg_text {
	struct tg_buf *out;
	bool color;
	size_t width; /* 0: no wrapping */
	int verbosity;
};

void tg_text_begin(const struct tg_text *p, enum tg_text_style style);
void tg_text_end(const struct tg_text *p, enum tg_text_style style);

/* Untrusted text, neutralised. */
void tg_text_styled(const struct tg_text *p, enum tg_text_style style,
		    const char *text);

/* Untrusted text, wrapped at blanks with every line indented; the cursor stands
 * at `column` already (0: at the start of a line). */
void tg_text_wrapped(const struct tg_text *p, const char *text, size_t indent,
		     size_t column);
void tg_text_paragraph(const struct tg_text *p, const char *text, size_t indent);

/* Where the line that began at byte `start` of the output stands, in columns. */
size_t tg_text_column(const struct tg_text *p, size_t start);

/* Adds to the line that began at `start` after two blanks; on a line of its own
 * where it does not fit. Returns where its line began. */
size_t tg_text_beside(const struct tg_text *p, size_t start, enum tg_text_style style,
		      const char *text);

/* Begins a line with a place; returns where it began. */
size_t tg_text_place(const struct tg_text *p, const char *path, uint32_t line,
		     enum tg_side side);

#endif
