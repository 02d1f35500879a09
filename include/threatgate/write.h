/* Writing a report in one of the formats. */
#ifndef THREATGATE_WRITE_H
#define THREATGATE_WRITE_H

#include <threatgate/err.h>
#include <threatgate/report.h>

struct tg_write_options {
	bool color;        /* for a terminal */
	unsigned columns;  /* terminal width; 0: unknown, no wrapping */
	int verbosity;     /* -1 quiet, 0 normal, 1 verbose */
	const char *link_base; /* "https://host/owner/repo/blob/SHA/" for links
	                          to lines, or NULL */
	size_t max_bytes;  /* 0: no limit; Markdown folds, then cuts with a count */
};

/* The names of the formats, NULL-terminated. */
extern const char *const tg_format_names[];

/* Writes the report. *text is NUL-terminated, *size bytes long, freed by the
 * caller with free(). TG_E_USAGE for a format that there is not. */
enum tg_rc tg_report_write(char **text, size_t *size,
			   const struct tg_report *report, const char *format,
			   const struct tg_write_options *options,
			   struct tg_err *err) TG_MUST_CHECK;

#endif
