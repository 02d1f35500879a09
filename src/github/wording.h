/*
 * What is said on GitHub, in which words and within which limits. Everything
 * that comes from the repository or the pull request is neutralised here for
 * the place where it will stand.
 */
#ifndef TG_WORDING_H
#define TG_WORDING_H

#include "../base/buf.h"

#include <threatgate/report.h>

/* GitHub's limits, each with some room: a comment 65,536 characters, a check's
 * summary 65,535, a status description 140, a title 255, a job summary 1 MiB. */
#define TG_COMMENT_BYTES 65000u
#define TG_STATUS_BYTES 140u
#define TG_TITLE_BYTES 250u
#define TG_SUMMARY_BYTES ((1u << 20) - 1024u)
#define TG_ANNOTATION_BYTES 16000u

/* Appends text to a log in which the runner must find no workflow command: a
 * line that begins with "::", or "##[" anywhere, is broken up. */
void tg_word_log(struct tg_buf *out, struct tg_str text);

/* "pass", "2 errors, 1 warning", "could not judge": a check's title, a status's
 * description. At most `max` bytes. */
void tg_word_title(struct tg_buf *out, const struct tg_report *r, size_t max);

/* The report as Markdown for a comment, a check or a job summary, at most `max`
 * bytes. `link_base`: as in tg_write_options, or NULL. */
void tg_word_report(struct tg_buf *out, const struct tg_report *r,
		    const char *link_base, size_t max);

/* The text of a comment on a line: what, why, what to do, then folded: the
 * question, the threat, the finding's id. */
void tg_word_finding(struct tg_buf *out, const struct tg_report *r,
		     const struct tg_finding *f);

/* The same as plain text, for an annotation. */
void tg_word_annotation(struct tg_buf *out, const struct tg_finding *f);

#endif
