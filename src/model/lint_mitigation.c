/* Checks of what is done about the threats. */
#include "lint_run.h"

#include "vocab.h"

static size_t count_mitigated(const struct tg_model *m)
{
	return tg_model_mitigated(m);
}

static const char *what_is_said(struct tg_lint *l, const struct tg_threat *t)
{
	for (size_t i = 0; i < t->n_mitigations; i++)
		if (t->mitigations[i].text[0] != '\0')
			return tg_arena_printf(l->arena, ": it says \"%s\"",
					       tg_lint_short(l, t->mitigations[i].text));
	return "";
}

static uint32_t line_of(const struct tg_threat *t)
{
	return t->n_mitigations > 0 && t->mitigations[0].line != 0 ?
		       t->mitigations[0].line :
		       t->line;
}

/* Without ratings nobody can say which threats need a mitigation. */
static void unrated(struct tg_lint *l, size_t n)
{
	const struct tg_model *m = l->model;

	if (count_mitigated(m) == 0)
		tg_lint_add(l, m->sections.threats, NULL,
			    m->n_threats == 1 ?
				    "its %zu threat has no mitigation" :
				    "none of its %zu threats has a mitigation",
			    m->n_threats);
	else if (n > 0)
		tg_lint_add(l, m->sections.threats, NULL,
			    n == 1 ? "%zu of %zu threats has neither a mitigation nor a "
				     "risk rating that would say whether it needs one" :
				     "%zu of %zu threats have neither a mitigation nor a "
				     "risk rating that would say whether they need one",
			    n, m->n_threats)
			->level = TG_LEVEL_NOTE;
}

void tg_lint_unmitigated(struct tg_lint *l)
{
	size_t unknown = 0, rated = 0;

	for (size_t i = 0; i < l->model->n_threats; i++) {
		const struct tg_threat *t = &l->model->threats[i];
		enum tg_mitigation_status status = tg_status_parse(tg_str(t->status));

		rated += t->risk.level != TG_RISK_UNKNOWN;
		if (tg_threat_mitigated(t) || status == TG_MITIGATION_NOT_APPLICABLE)
			continue;
		if (t->risk.level == TG_RISK_UNKNOWN)
			unknown++;
		else if (tg_lint_at_threshold(l, t))
			tg_lint_add(l, line_of(t), t, "%s is %s and has no mitigation%s",
				    tg_lint_name(l, t), tg_risk_level_name(t->risk.level),
				    what_is_said(l, t));
	}
	if (l->model->n_threats > 0 && (unknown > 0 || rated == 0))
		unrated(l, unknown);
}

static void visit_vague(struct tg_lint *l, const struct tg_threat *t,
			const struct tg_mitigation *m, void *ctx)
{
	(void)ctx;
	if (m->status == TG_MITIGATION_ACCEPTED || m->n_evidence > 0 ||
	    !tg_text_is_vague(tg_str(m->text)))
		return;
	tg_lint_add(l, m->line, t, "%s: \"%s\" says nothing that could be built or tested",
		    tg_lint_name(l, t), tg_lint_short(l, m->text));
}

void tg_lint_vague(struct tg_lint *l)
{
	tg_lint_each_mitigation(l, visit_vague, NULL);
}

/* --- status --------------------------------------------- */

#define FEW 4u /* findings of one kind that an author is told one by one */

struct counts {
	size_t all, with, without;
	uint32_t line; /* of the first without */
};

/* Neither it nor its threat says how far it is. */
static bool has_no_status(const struct tg_threat *t, const struct tg_mitigation *m)
{
	return m->status == TG_MITIGATION_UNSTATED &&
	       tg_status_parse(tg_str(t->status)) == TG_MITIGATION_UNSTATED;
}

static void count_status(struct tg_lint *l, const struct tg_threat *t,
			 const struct tg_mitigation *m, void *ctx)
{
	struct counts *c = ctx;

	(void)l;
	c->all++;
	if (has_no_status(t, m) && c->without++ == 0)
		c->line = m->line;
	/* to accept a risk is a decision: it has no place where others stand */
	c->with += m->status != TG_MITIGATION_UNSTATED &&
		   m->status != TG_MITIGATION_ACCEPTED &&
		   m->status != TG_MITIGATION_TRANSFERRED &&
		   m->status != TG_MITIGATION_AVOIDED;
}

static void visit_status(struct tg_lint *l, const struct tg_threat *t,
			 const struct tg_mitigation *m, void *ctx)
{
	(void)ctx;
	if (has_no_status(t, m))
		tg_lint_add(l, m->line, t, "%s: \"%s\" has no status", tg_lint_name(l, t),
			    tg_lint_short(l, m->text));
	else if (m->status == TG_MITIGATION_OTHER)
		tg_lint_add(l, m->line, t, "%s: the status \"%s\" is not known",
			    tg_lint_name(l, t), tg_lint_short(l, m->status_text))
			->level = TG_LEVEL_NOTE;
}

void tg_lint_no_status(struct tg_lint *l)
{
	struct counts c = { 0 };

	tg_lint_each_mitigation(l, count_status, &c);
	if (c.all == 0)
		return;
	/* where most say nothing that is one thing to know, not one for each */
	if (c.with > 0 && c.without > FEW && c.without * 2 > c.all) {
		tg_lint_add(l, c.line, NULL,
			    "%zu of %zu mitigations do not say whether they are "
			    "implemented or planned",
			    c.without, c.all);
		return;
	}
	if (c.with > 0) {
		tg_lint_each_mitigation(l, visit_status, NULL);
		return;
	}
	tg_lint_add(l, l->model->sections.mitigations, NULL,
		    "no mitigation in this document says whether it is implemented or "
		    "planned")
		->level = TG_LEVEL_NOTE;
}

/* --- owners --------------------------------------------- */

static void count_owners(struct tg_lint *l, const struct tg_threat *t,
			 const struct tg_mitigation *m, void *ctx)
{
	struct counts *c = ctx;
	bool serious = t->risk.level >= TG_RISK_HIGH || tg_lint_at_threshold(l, t);

	c->all += serious && m->status == TG_MITIGATION_PLANNED;
	c->with += m->owner != NULL;
}

static void visit_owner(struct tg_lint *l, const struct tg_threat *t,
			const struct tg_mitigation *m, void *ctx)
{
	bool serious = t->risk.level >= TG_RISK_HIGH || tg_lint_at_threshold(l, t);

	(void)ctx;
	if (serious && m->status == TG_MITIGATION_PLANNED && m->owner == NULL)
		tg_lint_add(l, m->line, t, "%s is %s, and \"%s\" is planned by nobody",
			    tg_lint_name(l, t), tg_risk_level_name(t->risk.level),
			    tg_lint_short(l, m->text));
}

void tg_lint_no_owner(struct tg_lint *l)
{
	struct counts c = { 0 };

	tg_lint_each_mitigation(l, count_owners, &c);
	if (c.all == 0)
		return;
	if (c.with > 0) {
		tg_lint_each_mitigation(l, visit_owner, NULL);
		return;
	}
	if (l->model->owner != NULL)
		return; /* the document's owner answers for it */
	tg_lint_add(l, l->model->sections.mitigations, NULL,
		    c.all == 1 ? "%zu planned mitigation of a serious threat has no owner, "
				 "and this document names none" :
				 "%zu planned mitigations of serious threats have no owner, "
				 "and this document names none",
		    c.all)
		->level = TG_LEVEL_NOTE;
}

/* --- acceptance and dates --------------------------------------------- */

static void visit_accepted(struct tg_lint *l, const struct tg_threat *t,
			   const struct tg_mitigation *m, void *ctx)
{
	(void)ctx;
	if (m->status == TG_MITIGATION_ACCEPTED && m->reason == NULL)
		tg_lint_add(l, m->line, t, "%s is accepted, and nothing says why",
			    tg_lint_name(l, t));
}

static void visit_approver(struct tg_lint *l, const struct tg_threat *t,
			   const struct tg_mitigation *m, void *ctx)
{
	(void)ctx;
	if (m->status == TG_MITIGATION_ACCEPTED && m->reason != NULL && m->owner == NULL)
		tg_lint_add(l, m->line, t, "%s is accepted, and nothing says who decided",
			    tg_lint_name(l, t))
			->level = TG_LEVEL_WARNING;
}

void tg_lint_accepted(struct tg_lint *l)
{
	struct counts c = { 0 };

	tg_lint_each_mitigation(l, visit_accepted, NULL);
	/* where nobody is ever named, that is the style of the document */
	tg_lint_each_mitigation(l, count_owners, &c);
	if (c.with > 0 && l->model->owner == NULL)
		tg_lint_each_mitigation(l, visit_approver, NULL);
}

static void visit_due(struct tg_lint *l, const struct tg_threat *t,
		      const struct tg_mitigation *m, void *ctx)
{
	long due, today = *(const long *)ctx;
	bool accepted = m->status == TG_MITIGATION_ACCEPTED;

	if (m->due == NULL || !tg_date_days(m->due, &due) || due >= today ||
	    m->status == TG_MITIGATION_IMPLEMENTED)
		return;
	struct tg_finding *f = tg_lint_add(
		l, m->line, t,
		accepted ? "%s was accepted until %s, %ld days ago" :
			   "%s: its mitigation was due on %s, %ld days ago",
		tg_lint_name(l, t), m->due, today - due);

	if (accepted)
		f->level = TG_LEVEL_ERROR;
}

void tg_lint_overdue(struct tg_lint *l)
{
	long today;

	if (tg_date_days(l->options->today, &today))
		tg_lint_each_mitigation(l, visit_due, &today);
}
