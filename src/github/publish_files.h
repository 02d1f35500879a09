/* What is said without the API: the job's summary and its outputs. */
#ifndef TG_PUBLISH_FILES_H
#define TG_PUBLISH_FILES_H

#include "event.h"

#include <threatgate/report.h>

/* Appends Markdown to the job summary, where there is one. Never more than the
 * runner takes: it would drop all of it. */
enum tg_rc tg_publish_summary(const struct tg_action *action, const char *markdown,
			      struct tg_err *err) TG_MUST_CHECK;

/* Appends the outputs `verdict`, `errors`, `warnings` and `report`. */
enum tg_rc tg_publish_outputs(const struct tg_action *action,
			      const struct tg_report *report, struct tg_err *err)
	TG_MUST_CHECK;

/* Writes the SARIF and JSON files that were asked for. */
enum tg_rc tg_publish_report_files(const struct tg_action *action,
				   const struct tg_report *report,
				   struct tg_err *err) TG_MUST_CHECK;

#endif
