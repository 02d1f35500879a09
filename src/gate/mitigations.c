/* Threats and their mitigations against the changed code. */
#include "judge.h"

#include <string.h>

static const char *name_of(const struct tg_threat *t)
{
	return t->id && t->id[0] ? t->id : t->title;
}

/* The document's own threshold on either side, else the policy's: the lowest,
 * so that a change cannot raise the one that it is judged by. */
static enum tg_risk_level threshold_of(const struct tg_judge *j,
				       const struct tg_gate_model *m)
{
	enum tg_risk_level own = TG_RISK_UNKNOWN;
	const struct tg_model *const sides[] = { m->base, m->head };

	for (size_t i = 0; i < 2; i++) {
		if (!sides[i] || sides[i]->threshold == TG_RISK_UNKNOWN)
			continue;
		if (own == TG_RISK_UNKNOWN || sides[i]->threshold < own)
			own = sides[i]->threshold;
	}
	/* a threshold that only the change states can be stricter, not milder */
	if (m->base && m->base->threshold == TG_RISK_UNKNOWN &&
	    own > j->side->policy->threshold)
		return j->side->policy->threshold;
	return own == TG_RISK_UNKNOWN ? j->side->policy->threshold : own;
}

static const struct tg_change *change_of(const struct tg_judge *j, const char *path)
{
	for (size_t i = 0; i < j->in->changes->n; i++)
		if (strcmp(j->in->changes->changes[i].path, path) == 0)
			return &j->in->changes->changes[i];
	return NULL;
}

static bool in_hunks(const struct tg_change *c, uint32_t first, uint32_t last)
{
	for (size_t i = 0; i < c->n_hunks; i++) {
		const struct tg_hunk *h = &c->hunks[i];
		uint32_t end = h->new_lines ? h->new_start + h->new_lines - 1 : h->new_start;
		if (h->new_start <= last && end >= first)
			return true;
	}
	return false;
}

/* The threat was written or edited by this change. */
static bool threat_changed(const struct tg_judge *j, const struct tg_gate_model *m,
			   const struct tg_threat *t)
{
	const struct tg_change *c;
	uint32_t last = t->end_line > t->line ? t->end_line : t->line;

	if (m->change == TG_GATE_UNCHANGED || m->change == TG_GATE_DELETED)
		return false;
	if (m->change == TG_GATE_ADDED || !m->base)
		return true;
	c = change_of(j, m->path);
	if (!c || c->n_hunks == 0)
		return c != NULL && c->unread != TG_READ_OK;
	return in_hunks(c, t->line, last) ||
	       (t->risk.line > 0 && in_hunks(c, t->risk.line, t->risk.line));
}

/* The line of the threat that this change writes: its own, that of what is said
 * against it, that of its rating. Its own where none is. */
static uint32_t line_of(const struct tg_judge *j, const struct tg_gate_model *m,
			const struct tg_threat *t)
{
	const struct tg_change *c = change_of(j, m->path);

	if (!c || in_hunks(c, t->line, t->line))
		return t->line;
	for (size_t i = 0; i < t->n_mitigations; i++) {
		uint32_t line = t->mitigations[i].line;
		if (line > 0 && in_hunks(c, line, line))
			return line;
	}
	return t->risk.line > 0 && in_hunks(c, t->risk.line, t->risk.line) ? t->risk.line
									   : t->line;
}

static bool same_threat(const struct tg_threat *a, const struct tg_threat *b)
{
	if (a->id[0] || b->id[0])
		return strcmp(a->id, b->id) == 0;
	return strcmp(a->title, b->title) == 0;
}

/* The base had a mitigation for it: this change took it away. */
static bool mitigation_lost(const struct tg_gate_model *m, const struct tg_threat *t)
{
	for (size_t i = 0; m->base && m->base != m->head && i < m->base->n_threats; i++)
		if (same_threat(&m->base->threats[i], t))
			return tg_threat_mitigated(&m->base->threats[i]);
	return false;
}

struct on_threat {
	size_t model;
	unsigned stride; /* 0: any */
};

/* A signal on covered code that is about such a threat. */
static bool about_threat(const struct tg_judge *j, const struct tg_signal *s,
			 const void *ctx)
{
	const struct on_threat *on = ctx;

	return tg_model_covers(j, on->model, s) && tg_signal_decides(j, s) &&
	       (on->stride == 0 || (s->stride & on->stride) != 0);
}

static const char *why_missing(const struct tg_threat *t)
{
	if (t->n_mitigations == 0)
		return "has no mitigation";
	for (size_t i = 0; i < t->n_mitigations; i++)
		if (!t->mitigations[i].denial)
			return "has no concrete mitigation";
	return "is said to have no mitigation";
}

static void add_missing(struct tg_judge *j, size_t index, const struct tg_threat *t)
{
	const struct tg_gate_model *m = &j->side->models[index];
	struct on_threat on = { index, t->stride };
	struct tg_picked seen = { 0 };
	if (!m->assumed)
		seen = tg_signals_pick(j, about_threat, &on);
	bool changed = threat_changed(j, m, t) || mitigation_lost(m, t);
	struct tg_finding f = {
		.id = "mitigation/missing", .level = TG_LEVEL_ERROR, .path = m->path,
		.line = line_of(j, m, t), .model = m->path, .threat = name_of(t),
		.introduced = changed || seen.n > 0,
	};
	const char *text = tg_line_text(&j->models[index].head, t->line, j->arena);
	const char *title = t->id && t->id[0] && t->title ? t->title : "";
	const char *touched = "";

	if (!changed && seen.n > 0) {
		tg_finding_at(&f, &seen);
		touched = tg_arena_printf(j->arena,
					  " This change touches what it is about: %s.",
					  tg_signals_text(&seen, j->arena));
	}
	f.message = tg_arena_printf(j->arena,
				    "Threat %s%s%s%s (%s risk, %s:%u) %s.%s", name_of(t),
				    title[0] ? " \"" : "", title, title[0] ? "\"" : "",
				    tg_risk_level_name(t->risk.level), m->path, t->line,
				    why_missing(t), touched);
	f.fix = tg_arena_printf(
		j->arena, "Write in %s what is done about %s, precise enough to be tested, with "
			  "status and owner; or accept the risk there, with the reason.",
		m->path, name_of(t));
	tg_judge_add_anchored(j, f, m->path, text);
}

static void judge_threats(struct tg_judge *j, size_t index)
{
	const struct tg_gate_model *m = &j->side->models[index];
	enum tg_risk_level threshold = threshold_of(j, m);

	for (size_t i = 0; m->head && i < m->head->n_threats; i++) {
		const struct tg_threat *t = &m->head->threats[i];
		if (t->risk.level >= threshold && !t->closed && !tg_threat_mitigated(t))
			add_missing(j, index, t);
	}
}

/* --- categories that the model has no threat of ----------------------------- */

static unsigned stride_of(const struct tg_model *model)
{
	unsigned stride = 0;

	for (size_t i = 0; model && i < model->n_threats; i++)
		stride |= model->threats[i].stride;
	return stride;
}

/* What the models that cover a signal's path have threats of, and the first of
 * them. 0 where one of them does not use the categories: nothing can be said. */
static unsigned analysed_at(const struct tg_judge *j, const struct tg_signal *s,
			    const unsigned *strides, size_t *model)
{
	unsigned stride = 0;

	*model = SIZE_MAX;
	for (size_t i = 0; i < j->side->n_models; i++) {
		const struct tg_gate_model *m = &j->side->models[i];
		if (m->assumed || !m->head || !tg_model_covers(j, i, s))
			continue;
		if (strides[i] == 0)
			return 0;
		stride |= strides[i];
		if (*model == SIZE_MAX)
			*model = i;
	}
	return stride;
}

static const char *stride_text(unsigned stride, struct tg_arena *arena)
{
	const char *text = "";

	for (unsigned i = 0; i < TG_STRIDE_COUNT; i++)
		if (stride & (1u << i))
			text = tg_arena_printf(arena, "%s%s%s", text, text[0] ? ", " : "",
					       tg_stride_title(i));
	return text;
}

/* One finding for all places where the same categories are lacking in the same
 * model. */
struct lacking {
	size_t *model; /* by signal: the model that lacks its categories, or SIZE_MAX */
	size_t where;
	unsigned stride;
};

static bool lacks(const struct tg_judge *j, const struct tg_signal *s, const void *ctx)
{
	const struct lacking *l = ctx;

	return l->model[s - j->side->signals] == l->where && s->stride == l->stride;
}

static void add_unanalysed(struct tg_judge *j, const struct lacking *l)
{
	struct tg_picked seen = tg_signals_pick(j, lacks, l);
	const struct tg_signal *s = seen.top[0];
	const char *path = j->side->models[l->where].path;
	struct tg_finding f = {
		.id = "mitigation/unanalysed",
		.level = seen.worst >= TG_SEVERITY_HIGH ? TG_LEVEL_ERROR
							: TG_LEVEL_WARNING,
		.topic = s->topic[0] ? s->topic : NULL, .model = path,
		.introduced = true,
	};
	tg_finding_at(&f, &seen);
	f.message = tg_arena_printf(
		j->arena, "The threat model %s covers this code and has no threat of the kind "
			  "%s, which this change is about: %s.",
		path, stride_text(l->stride, j->arena), tg_signals_text(&seen, j->arena));
	f.fix = tg_arena_printf(j->arena,
				"Ask what can go wrong here and add the threat to %s, with its "
				"mitigation.",
				path);
	tg_judge_add(j, f, s->excerpt);
}

static void judge_unanalysed(struct tg_judge *j)
{
	const struct tg_gate_side *side = j->side;
	struct lacking l = { .model = tg_arena_calloc(j->arena, side->n_signals + 1,
						      sizeof(*l.model)) };
	unsigned *strides = tg_arena_calloc(j->arena, side->n_models + 1, sizeof(*strides));
	/* by model and set of categories: reported already */
	bool(*done)[1 << TG_STRIDE_COUNT] =
		tg_arena_calloc(j->arena, side->n_models + 1, sizeof(*done));

	for (size_t i = 0; i < side->n_models; i++)
		strides[i] = stride_of(side->models[i].head);
	for (size_t i = 0; i < side->n_signals; i++) {
		const struct tg_signal *s = &side->signals[i];
		unsigned analysed = analysed_at(j, s, strides, &l.model[i]);
		if (analysed == 0 || s->stride == 0 || (s->stride & analysed) != 0 ||
		    !tg_signal_decides(j, s))
			l.model[i] = SIZE_MAX;
	}
	for (size_t i = 0; i < side->n_signals; i++) {
		l.where = l.model[i];
		l.stride = side->signals[i].stride;
		if (l.where == SIZE_MAX || done[l.where][l.stride])
			continue;
		done[l.where][l.stride] = true;
		add_unanalysed(j, &l);
	}
}

/* --- evidence ----------------------------------------------------------------- */

static void judge_evidence(struct tg_judge *j, const struct tg_gate_model *m)
{
	if (m->change == TG_GATE_MODIFIED || m->change == TG_GATE_ADDED ||
	    tg_model_declared(j, m))
		return;
	for (size_t i = 0; i < m->n_evidence; i++) {
		const struct tg_gate_evidence *e = &m->evidence[i];
		if (!e->implemented)
			continue;
		struct tg_finding f = {
			.id = "mitigation/evidence-touched",
			.level = e->removed ? TG_LEVEL_ERROR : TG_LEVEL_WARNING,
			.path = e->path, .line = e->line, .side = e->side,
			.model = m->path, .threat = e->threat, .introduced = true,
		};
		f.message = tg_arena_printf(
			j->arena, "%s %s, which %s gives as evidence that %s is mitigated: "
				  "\"%.200s\".",
			e->removed ? "This change removes" : "This change edits",
			e->reference, m->path, e->threat, e->mitigation);
		f.fix = tg_arena_printf(
			j->arena, "%s, or write in the description: \"Threat model reviewed: no "
				  "change, because ...\".",
			e->removed ? tg_arena_printf(j->arena,
						     "Put the control back, or say in %s what "
						     "takes its place",
						     m->path)
				   : tg_arena_printf(j->arena,
						     "See that the mitigation still holds and "
						     "update %s",
						     m->path));
		tg_judge_add(j, f, tg_arena_printf(j->arena, "%s %s", e->reference,
						   e->text ? e->text : ""));
	}
}

void tg_judge_mitigations(struct tg_judge *j)
{
	for (size_t i = 0; i < j->side->n_models; i++) {
		judge_threats(j, i);
		judge_evidence(j, &j->side->models[i]);
	}
	judge_unanalysed(j);
}
