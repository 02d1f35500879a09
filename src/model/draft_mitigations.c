/* What a record says is done about it. */
#include "draft.h"

#include "mitigation.h"

static const char *first_or_null(const struct tg_record *r, enum tg_field f)
{
	const char *text = tg_record_text(r, f);

	return text[0] != '\0' && !tg_text_denies(tg_str(text)) ? text : NULL;
}

static enum tg_mitigation_status stated_status(const struct tg_record *r,
					       const struct tg_value *value,
					       const char **text)
{
	const char *strategy = tg_record_text(r, TG_F_STRATEGY);
	const char *said = tg_record_text(r, TG_F_STATUS);
	enum tg_mitigation_status status;

	*text = strategy[0] != '\0' ? strategy : said;
	if (value != NULL && value->task != TG_MD_NOT_A_TASK)
		return value->task == TG_MD_DONE ? TG_MITIGATION_IMPLEMENTED :
						   TG_MITIGATION_PLANNED;
	status = tg_status_parse(tg_str(strategy));
	if (status != TG_MITIGATION_UNSTATED && status != TG_MITIGATION_OTHER)
		return status; /* "Accept" outweighs "done": done with accepting */
	*text = said;
	return tg_status_parse(tg_str(said));
}

/* "M1, M2" refers to two. */
static bool lists_ids(struct tg_str text)
{
	struct tg_str word, id, rest;
	bool loose;

	while (tg_str_split(&text, ',', &word))
		if (!tg_threat_id(word, &id, &rest, &loose) || rest.n > 0)
			return false;
	return true;
}

/* "M1: sign the cookie" names itself. */
static const char *own_id(struct tg_arena *arena, const char **text)
{
	struct tg_str id, rest;
	bool loose;

	if (!tg_threat_id(tg_str(*text), &id, &rest, &loose) || loose || rest.n == 0 ||
	    id.n > 12 || lists_ids(tg_str(*text)))
		return "";
	*text = tg_arena_dup_str(arena, rest);
	return tg_arena_dup_str(arena, id);
}

static void add_mitigation(tg_mitigation_vec *out, struct tg_arena *arena,
			   const struct tg_record *r, const struct tg_value *value,
			   const char *text)
{
	struct tg_mitigation *m = TG_VEC_PUSH(arena, out);

	m->text = text;
	m->line = value->line != 0 ? value->line : r->line;
	m->id = tg_record_text(r, TG_F_MITIGATION_ID);
	if (m->id[0] == '\0')
		m->id = own_id(arena, &m->text);
	m->status = stated_status(r, value, &m->status_text);
	m->owner = first_or_null(r, TG_F_OWNER);
	m->due = tg_date_in(arena, tg_str(tg_record_text(r, TG_F_DUE)));
	m->reason = first_or_null(r, TG_F_REASON);
	tg_mitigation_evidence(m, arena, value->node, "", false);
	for (size_t i = 0; i < r->of[TG_F_IMPLEMENTATION].n; i++) {
		const struct tg_value *how = &r->of[TG_F_IMPLEMENTATION].items[i];

		tg_mitigation_evidence(m, arena, how->node, "", false);
		if (m->status == TG_MITIGATION_UNSTATED)
			m->status = tg_status_opening(tg_str(how->text));
	}
	for (size_t i = 0; i < r->of[TG_F_EVIDENCE].n; i++) {
		const struct tg_value *e = &r->of[TG_F_EVIDENCE].items[i];

		tg_mitigation_evidence(m, arena, e->node, e->text, true);
	}
	tg_mitigation_judge(m, arena);
}

/* "Mitigated (rejected unless signed)" says more than that it is done. */
static bool says_how(const char *status)
{
	struct tg_fold f;

	tg_fold(&f, tg_str(status));
	return f.words >= 3;
}

void tg_draft_mitigations(tg_mitigation_vec *out, struct tg_arena *arena,
			  const struct tg_record *r)
{
	size_t before = out->n;
	const char *status_text;

	for (size_t i = 0; i < r->of[TG_F_MITIGATION].n; i++) {
		const struct tg_value *v = &r->of[TG_F_MITIGATION].items[i];

		add_mitigation(out, arena, r, v, v->text);
	}
	if (out->n > before)
		return;
	/* "How it is done" alone is what is done; so is "Accept" */
	if (r->of[TG_F_IMPLEMENTATION].n > 0) {
		const struct tg_value *v = &r->of[TG_F_IMPLEMENTATION].items[0];

		add_mitigation(out, arena, r, v, v->text);
		return;
	}
	/* "FEATURE-004" in a column of controls: what it does stands elsewhere */
	if (r->of[TG_F_MITIGATION_ID].n > 0) {
		const struct tg_value *v = &r->of[TG_F_MITIGATION_ID].items[0];

		add_mitigation(out, arena, r, v, v->text);
		return;
	}
	enum tg_mitigation_status status = stated_status(r, NULL, &status_text);

	if (status == TG_MITIGATION_IMPLEMENTED && tg_record_has(r, TG_F_REASON)) {
		/* "Mitigated", and under "Justification" by what */
		const struct tg_value *v = &r->of[TG_F_REASON].items[0];

		add_mitigation(out, arena, r, v, v->text);
	} else if (status == TG_MITIGATION_IMPLEMENTED && says_how(status_text)) {
		struct tg_value v = { status_text, r->line, NULL, TG_MD_NOT_A_TASK };

		add_mitigation(out, arena, r, &v, status_text);
	}
	if (status == TG_MITIGATION_ACCEPTED || status == TG_MITIGATION_TRANSFERRED) {
		struct tg_value v = { status_text, r->line, NULL, TG_MD_NOT_A_TASK };
		const char *reason = tg_record_text(r, TG_F_REASON);

		add_mitigation(out, arena, r, &v,
			       reason[0] != '\0' ? reason : status_text);
	}
}
