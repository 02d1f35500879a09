/* Looks over Markdown before cmark-gfm parses it. */
#ifndef TG_MARKDOWN_GUARD_H
#define TG_MARKDOWN_GUARD_H

#include "../base/str.h"

#include <threatgate/err.h>

/* TG_E_LIMIT for text that would cost far more than its length: nested by the
 * thousand, tables that are filled up to millions of cells, or paragraphs on
 * which cmark-gfm 0.29.0.gfm.6 takes time with the square of their length. */
enum tg_rc tg_markdown_guard(struct tg_str text, struct tg_err *err) TG_MUST_CHECK;

#endif
