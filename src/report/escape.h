/*
 * Text that comes from the repository or the pull request, made harmless for
 * one output each. Whoever writes a format uses the one for its place and
 * nothing else.
 */
#ifndef TG_ESCAPE_H
#define TG_ESCAPE_H

#include "../base/buf.h"

/* Markdown running text for GitHub: control and invisible characters dropped,
 * white space folded, marks and HTML escaped, @mentions, #123 references, bare
 * links and commit ids broken with a zero-width character so that nobody is
 * notified and nothing is linked. One line. */
void tg_put_markdown(struct tg_buf *out, struct tg_str s);

/* Inside a code span, with back quotes chosen so that the text cannot end it;
 * pipes escaped when `in_table`. One line. */
void tg_put_code(struct tg_buf *out, struct tg_str s, bool in_table);

/* HTML text and quoted attribute values. */
void tg_put_html(struct tg_buf *out, struct tg_str s);

/* XML 1.0: as HTML, and what XML cannot hold at all becomes U+FFFD. */
void tg_put_xml(struct tg_buf *out, struct tg_str s);

/* A workflow command's message, or one of its properties. */
void tg_put_command_data(struct tg_buf *out, struct tg_str s);
void tg_put_command_property(struct tg_buf *out, struct tg_str s);

/* A path in a URL: everything but unreserved characters and '/' as %XX. */
void tg_put_url_path(struct tg_buf *out, struct tg_str s);

#endif
