#include "lint_run.h"

#include "../base/buf.h"
#include "../base/hash.h"
#include "../base/map.h"
#include "vocab.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#define MAX_PER_CHECK 25u /* of one kind: more are counted, not listed */

/* Each check, and what it runs. The order is that of their importance to a
 * reader of the documentation; findings are sorted by line. */
const struct tg_lint_check tg_lint_checks[] = {
	{ "model/unrecognised", TG_LEVEL_WARNING, "Something that cannot be read",
	  "Write the threats as a table with a row each, or give each a heading or list "
	  "item that begins with an id such as T1.",
	  "A document that cannot be read must not look like one without threats." },
	{ "model/section-missing", TG_LEVEL_WARNING, "A part of a threat model is missing",
	  "Add the missing parts, or say in one line why they are not needed.",
	  "Scope, data flow diagram, trust boundaries, threats, risk and mitigations make "
	  "a threat model: what is left out was not thought about." },
	{ "model/threat-duplicate-id", TG_LEVEL_ERROR, "Two threats have one id",
	  "Give the later one an id of its own.",
	  "Scores and mitigations are joined by id: one of the two gets the other's." },
	{ "model/stride-unknown", TG_LEVEL_WARNING, "A category that is not of STRIDE",
	  "Use Spoofing, Tampering, Repudiation, Information Disclosure, Denial of "
	  "Service or Elevation of Privilege.",
	  "Changed code is held against the categories that its model has." },
	{ "model/dread-range", TG_LEVEL_ERROR, "A DREAD factor is out of its range",
	  "Rate each factor on the scale that the other rows use (1 to 3 by default).",
	  "One factor on another scale decides the ranking alone." },
	{ "model/dread-total", TG_LEVEL_ERROR, "A DREAD total is neither sum nor mean",
	  "Correct the total (threatgate lint --fix does it).",
	  "Totals go wrong when one factor is edited by hand, and the ranking with them." },
	{ "model/priority-mismatch", TG_LEVEL_WARNING,
	  "The stated priority disagrees with the numbers",
	  "Correct the priority or the factors (threatgate lint --fix corrects the "
	  "priority).",
	  "Whoever reads only the priority is misled." },
	{ "model/threat-unmitigated", TG_LEVEL_ERROR,
	  "A threat at or above the threshold has no mitigation",
	  "Say concretely what is done about it, by whom and until when, or accept the "
	  "risk with a reason.",
	  "A threat list without mitigations is anxiety without action." },
	{ "model/mitigation-vague", TG_LEVEL_WARNING,
	  "A mitigation that nobody could build or test",
	  "Name the control and where it is: \"verify the webhook's signature in the "
	  "handler\", not \"improve security\".",
	  "A mitigation is specific, implementable and testable." },
	{ "model/mitigation-no-status", TG_LEVEL_WARNING,
	  "A mitigation does not say whether it is done",
	  "Add a status: implemented, planned, or accepted risk.",
	  "A plan and a control look alike until somebody relies on one." },
	{ "model/mitigation-no-owner", TG_LEVEL_WARNING,
	  "A planned mitigation of a serious threat has no owner",
	  "Name who does it, or the ticket.",
	  "What nobody owns is not done." },
	{ "model/accepted-no-reason", TG_LEVEL_ERROR, "A risk is accepted without a reason",
	  "Say why the risk is acceptable, and who decided.",
	  "An acceptance without a reason cannot be told from neglect." },
	{ "model/mitigation-overdue", TG_LEVEL_WARNING, "A date has passed",
	  "Do it, or set a new date and say why.",
	  "A date that passes unnoticed was no date." },
	{ "model/all-critical", TG_LEVEL_WARNING, "All threats have the same high level",
	  "Rate honestly: some risks are low and can be accepted.",
	  "If everything is critical, nothing is." },
	{ "model/boundary-unanalysed", TG_LEVEL_WARNING,
	  "A flow crosses a trust boundary and no threat is about it",
	  "Walk the flow through STRIDE and write down what you find, also that there "
	  "is nothing.",
	  "Every boundary crossing is a place where threats concentrate." },
	{ "model/evidence-missing", TG_LEVEL_WARNING,
	  "The code that is cited is not there",
	  "Point to where the code is now, or change the mitigation's status.",
	  "References rot as code moves, and a control that cannot be found may be "
	  "gone." },
	{ "model/orphan-mitigation", TG_LEVEL_ERROR,
	  "A mitigation or score is for a threat that is not there",
	  "Correct the id, or add the threat.",
	  "One of the two was renamed or removed without the other." },
	{ "model/placeholder", TG_LEVEL_ERROR, "Text of a template was left in place",
	  "Write what is true here, or take the row out.",
	  "A placeholder looks like an answer from afar." },
	{ "model/rank-inverted", TG_LEVEL_WARNING,
	  "A lower score has the higher priority",
	  "Correct the score or the priority of one of the two.",
	  "The order in which threats are dealt with follows the priority." },
	{ "model/covers-nothing", TG_LEVEL_ERROR, "A coverage pattern matches no file",
	  "Correct the pattern, or take it out when the code is gone.",
	  "Code that is thought to be covered is not." },
	{ "model/stale", TG_LEVEL_WARNING, "Not reviewed for long",
	  "Review it against the code and set the date of the review.",
	  "A threat model from last year does not cover this year's integrations." },
	{ "model/ignore-no-reason", TG_LEVEL_WARNING,
	  "A finding is silenced without a reason",
	  "Write <!-- threatgate:ignore model/ID -- reason -->.",
	  "Silence needs a reason that the next reader can judge." },
};

static tg_lint_fn *const run[] = {
	tg_lint_unrecognised, tg_lint_sections,     tg_lint_duplicate_ids,
	tg_lint_stride,       tg_lint_dread_range,  tg_lint_dread_total,
	tg_lint_priority,     tg_lint_unmitigated,  tg_lint_vague,
	tg_lint_no_status,    tg_lint_no_owner,     tg_lint_accepted,
	tg_lint_overdue,      tg_lint_all_critical, tg_lint_boundaries,
	tg_lint_evidence,     tg_lint_orphans,      tg_lint_placeholders,
	tg_lint_rank,         tg_lint_covers,       tg_lint_stale,
	tg_lint_ignores,
};

const size_t tg_lint_checks_count = sizeof(tg_lint_checks) / sizeof(tg_lint_checks[0]);
_Static_assert(sizeof(run) / sizeof(run[0]) ==
		       sizeof(tg_lint_checks) / sizeof(tg_lint_checks[0]),
	       "each check has its function");

const struct tg_lint_check *tg_lint_check_by_id(const char *id)
{
	for (size_t i = 0; i < tg_lint_checks_count; i++)
		if (strcmp(tg_lint_checks[i].id, id) == 0)
			return &tg_lint_checks[i];
	return NULL;
}

/* --- what the checks share --------------------------------------------- */

const char *tg_lint_short(const struct tg_lint *l, const char *text)
{
	struct tg_str s = tg_str(text);
	size_t n = 60;

	if (s.n <= 72)
		return text;
	while (n > 30 && s.p[n] != ' ')
		n--;
	while (n > 0 && ((unsigned char)s.p[n] & 0xC0) == 0x80)
		n--;
	return tg_arena_printf(l->arena, "%.*s\xe2\x80\xa6", (int)n, s.p);
}

const char *tg_lint_name(const struct tg_lint *l, const struct tg_threat *threat)
{
	bool plain = threat->title[0] == '\0' || strcmp(threat->title, threat->id) == 0;

	/* a tool's number of 36 digits names nothing to a reader */
	if (threat->id[0] == '\0' || (!plain && tg_id_is_machine_made(threat->id)))
		return tg_arena_printf(l->arena, "\"%s\"",
				       tg_lint_short(l, threat->title));
	if (plain)
		return tg_lint_short(l, threat->id);
	return tg_arena_printf(l->arena, "%s (%s)", threat->id,
			       tg_lint_short(l, threat->title));
}

bool tg_lint_at_threshold(const struct tg_lint *l, const struct tg_threat *threat)
{
	return threat->risk.level != TG_RISK_UNKNOWN &&
	       threat->risk.level >= l->threshold;
}

void tg_lint_each_mitigation(struct tg_lint *l, tg_lint_visit_fn *visit, void *ctx)
{
	struct tg_map seen;

	tg_map_init(&seen, l->arena);
	for (size_t i = 0; i < l->model->n_threats; i++) {
		const struct tg_threat *t = &l->model->threats[i];

		for (size_t k = 0; k < t->n_mitigations; k++) {
			const struct tg_mitigation *m = &t->mitigations[k];

			if (m->denial || m->text[0] == '\0')
				continue;
			if (m->shared) {
				if (tg_map_get(&seen, tg_str(m->text)) != NULL)
					continue;
				tg_map_set(&seen, tg_str(m->text), l);
			}
			visit(l, t, m, ctx);
		}
	}
}

static void set_fingerprint(struct tg_finding *f, const struct tg_lint *l,
			    const struct tg_threat *threat)
{
	struct tg_str fields[] = {
		tg_str(f->id),
		tg_str(l->model->path),
		tg_str(threat != NULL ? threat->id : ""),
		tg_str(threat != NULL ? threat->title : f->message),
		tg_str(f->message),
	};

	tg_fingerprint(f->fingerprint, fields, sizeof(fields) / sizeof(fields[0]));
}

struct tg_finding *tg_lint_add(struct tg_lint *l, uint32_t line,
			       const struct tg_threat *threat, const char *fmt, ...)
{
	struct tg_buf message = TG_BUF_INIT(4096);
	va_list args;

	if (l->found++ >= MAX_PER_CHECK)
		return &l->beyond;
	va_start(args, fmt);
	tg_buf_vprintf(&message, fmt, args);
	va_end(args);
	struct tg_finding *f = TG_VEC_PUSH(l->arena, &l->findings);

	f->id = l->check->id;
	f->level = l->check->level;
	f->message = tg_arena_dup_str(l->arena, tg_buf_str(&message));
	tg_buf_release(&message);
	f->fix = l->check->fix;
	f->path = f->model = l->model->path;
	f->line = line;
	f->threat = threat != NULL && threat->id[0] != '\0' ? threat->id : NULL;
	f->introduced = true;
	set_fingerprint(f, l, threat);
	return f;
}

/* --- running --------------------------------------------- */

/* Why the model's comments silence that id; NULL where they do not. */
static const char *silence_of(const struct tg_model *model, const char *id)
{
	for (size_t i = 0; i < model->n_suppressions; i++) {
		const struct tg_suppression *s = &model->suppressions[i];

		if (s->effective &&
		    (strcmp(s->rule, id) == 0 || strcmp(s->rule, "model/*") == 0))
			return s->reason;
	}
	return NULL;
}

static void silence(struct tg_lint *l)
{
	const struct tg_model *trusted = l->options->trusted;

	for (size_t i = 0; i < l->findings.n; i++) {
		struct tg_finding *f = &l->findings.items[i];
		const char *reason = silence_of(l->model, f->id);

		if (reason == NULL)
			continue;
		if (trusted != NULL && silence_of(trusted, f->id) == NULL) {
			f->message = tg_arena_printf(
				l->arena, "%s (the comment that silences it is new, and counts "
					  "once it is merged)", f->message);
			continue;
		}
		f->waived = reason;
		f->level = TG_LEVEL_NOTE;
	}
}

static int by_line(const void *a, const void *b)
{
	const struct tg_finding *x = a, *y = b;
	int order;

	if (x->line != y->line)
		return x->line < y->line ? -1 : 1;
	order = strcmp(x->id, y->id);
	return order != 0 ? order : strcmp(x->message, y->message);
}

static void run_one(struct tg_lint *l, size_t i)
{
	l->check = &tg_lint_checks[i];
	l->found = 0;
	run[i](l);
	if (l->found <= MAX_PER_CHECK)
		return;
	size_t more = l->found - MAX_PER_CHECK;

	l->found = 0;
	tg_lint_add(l, 0, NULL, "%zu more of the same kind are not listed", more)->level =
		TG_LEVEL_NOTE;
}

static enum tg_risk_level threshold_of(const struct tg_model *model,
				       const struct tg_lint_options *options)
{
	if (model->threshold != TG_RISK_UNKNOWN)
		return model->threshold;
	return options->threshold != TG_RISK_UNKNOWN ? options->threshold : TG_RISK_HIGH;
}

size_t tg_model_lint(struct tg_finding **out, struct tg_arena *arena,
		     const struct tg_model *model, const struct tg_lint_options *options)
{
	static const struct tg_lint_options none = { 0 };
	struct tg_lint l = { .arena = arena, .model = model };

	l.options = options != NULL ? options : &none;
	l.threshold = threshold_of(model, l.options);
	l.scale = tg_risk_scale_of(model);
	for (size_t i = 0; i < tg_lint_checks_count; i++)
		run_one(&l, i);
	silence(&l);
	if (l.findings.n > 1)
		qsort(l.findings.items, l.findings.n, sizeof(*l.findings.items), by_line);
	*out = l.findings.items;
	return l.findings.n;
}
