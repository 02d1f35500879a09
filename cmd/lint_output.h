/* What `threatgate lint` prints. */
#ifndef CMD_LINT_OUTPUT_H
#define CMD_LINT_OUTPUT_H

#include "../src/base/buf.h"

#include <threatgate/report.h>

struct lint_seen {
	const struct tg_finding *findings;
	size_t n;
	size_t models, others; /* files of each kind */
	size_t repaired;       /* what --fix changed */
};

/* A line for each finding, its remedy below it, and a count at the end. */
void lint_put_text(struct tg_buf *out, const struct lint_seen *seen, bool colored);
void lint_put_json(struct tg_buf *out, const struct lint_seen *seen);

#endif
