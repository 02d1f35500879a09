/*
 * A pull request's body with the security section answered as far as the change
 * tells: "No" where nothing was seen, and where something was, the evidence and
 * an open "Yes:" that the gate does not take until the author has written on.
 *
 * Text is only ever put in: every byte of the body that is given stays, and
 * what the author answered already is left alone.
 */
#ifndef TG_REPORT_DRAFT_H
#define TG_REPORT_DRAFT_H

#include "../base/buf.h"
#include "../policy/policy.h"

#include <threatgate/report.h>

struct tg_draft_input {
	const struct tg_policy *policy;
	const struct tg_report *report; /* of a run that judged this body */
	struct tg_str body;             /* the frame; may be empty */
};

/* What the author still has to do. */
struct tg_draft_rest {
	size_t to_write; /* open answers, in what was put in or was there before */
	size_t kept;     /* answers of the author's that the gate will not take */
};

/* Appends the body to `out`. TG_E_LIMIT and TG_E_SYNTAX as tg_checklist_read. */
enum tg_rc tg_report_draft(struct tg_buf *out, struct tg_draft_rest *rest,
			   const struct tg_draft_input *input,
			   struct tg_arena *arena, struct tg_err *err) TG_MUST_CHECK;

#endif
