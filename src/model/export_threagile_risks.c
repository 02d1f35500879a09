/* Threats in Threagile 1.0: a category of their own for each, and what was decided
 * in risk_tracking. */
#include "export_threagile.h"

#include "dfd.h"

#include <string.h>

/* What risk_tracking says of a risk's mitigation. */
enum {
	CARRIED = 1u << TG_MITIGATION_IMPLEMENTED | 1u << TG_MITIGATION_PLANNED |
		  1u << TG_MITIGATION_ACCEPTED | 1u << TG_MITIGATION_NOT_APPLICABLE
};

#define LIKELIHOODS " unlikely likely very-likely frequent "
#define IMPACTS " low medium high very-high "

/* --- threats ---------------------------------------------------------------------- */

static const char *stride_of(struct tg_threagile *w, const struct tg_threat *t)
{
	for (unsigned i = 0; i < TG_STRIDE_COUNT; i++) {
		if (!(t->stride & (1u << i)))
			continue;
		if (t->stride >> (i + 1))
			tg_losses_add(w->losses, "a second STRIDE category of a threat");
		return tg_stride_name(i);
	}
	tg_losses_add(w->losses, "no STRIDE category: the format demands one, "
		      "\"tampering\" was written");
	return "tampering";
}

/* `said` where it is one of the words that the format has, else `fallback`. */
static const char *word_or(const char *said, const char *words, const char *fallback)
{
	char word[32];

	if (!said || snprintf(word, sizeof(word), " %s ", said) >= (int)sizeof(word) ||
	    strchr(said, ' ') || !strstr(words, word))
		return fallback;
	return said;
}

static json_t *risk_of(struct tg_threagile *w, const struct tg_threat *t)
{
	static const struct {
		const char *severity, *likelihood, *impact;
	} levels[] = {
		[TG_RISK_UNKNOWN] = { "medium", "likely", "medium" },
		[TG_RISK_ACCEPT] = { "low", "unlikely", "low" },
		[TG_RISK_LOW] = { "low", "unlikely", "low" },
		[TG_RISK_MEDIUM] = { "medium", "likely", "medium" },
		[TG_RISK_HIGH] = { "high", "very-likely", "high" },
		[TG_RISK_CRITICAL] = { "critical", "frequent", "very-high" },
	};
	struct tg_export_place at = tg_export_place(w->model, t);
	const char *asset = at.element != SIZE_MAX ? w->ids[at.element] : NULL;

	if (t->risk.level == TG_RISK_UNKNOWN)
		tg_losses_add(w->losses, "no rating: the format demands one, \"medium\" "
			      "was written");
	if (at.flow != SIZE_MAX) {
		asset = tg_threagile_id(w, w->model->dfd.flows[at.flow].to);
		tg_losses_add(w->losses, "that a threat is about a flow (it stands at "
			      "its end)");
	}
	return json_pack("{ss, ss, ss, ss, s[], ss?}", "severity",
			 word_or(t->risk.stated, " low medium elevated high critical ",
				 levels[t->risk.level].severity),
			 "exploitation_likelihood",
			 word_or(t->risk.likelihood, LIKELIHOODS,
				 levels[t->risk.level].likelihood),
			 "exploitation_impact",
			 word_or(t->risk.impact, IMPACTS, levels[t->risk.level].impact),
			 "data_breach_probability",
			 "possible", "data_breach_technical_assets",
			 "most_relevant_technical_asset", asset);
}

/* The id of a threat's category. Threagile makes a risk's id of it and the asset;
 * one that was read as such gives the asset back, unless others share the rest. */
static const char *category_id(struct tg_threagile *w, size_t index)
{
	struct tg_arena *arena = w->losses->arena;
	const struct tg_model *m = w->model;
	const char *id = tg_export_id(arena, m, index), *at = strchr(id, '@');
	const char *rest = at ? tg_arena_strndup(arena, id, (size_t)(at - id)) : id;
	size_t n = strlen(rest);

	if (!tg_threagile_is_word(rest))
		return tg_threagile_slug(arena, id, "threat", index);
	for (size_t i = 0; at && i < m->n_threats; i++) {
		const char *other = m->threats[i].id;

		if (i != index && strncmp(other, rest, n) == 0 &&
		    (other[n] == '@' || other[n] == '\0'))
			return tg_threagile_slug(arena, id, "threat", index);
	}
	return rest;
}

static void note_losses(struct tg_threagile *w, size_t index)
{
	const struct tg_threat *t = &w->model->threats[index];
	const struct tg_risk *r = &t->risk;
	bool own_words = r->likelihood && r->impact &&
			 word_or(r->likelihood, LIKELIHOODS, NULL) &&
			 word_or(r->impact, IMPACTS, NULL);

	for (size_t i = 0; i < t->n_mitigations; i++) {
		const struct tg_mitigation *m = &t->mitigations[i];
		bool status = t->n_mitigations > 1 ? m->status != TG_MITIGATION_UNSTATED :
			      m->status != TG_MITIGATION_UNSTATED &&
				      !(CARRIED & (1u << m->status));

		if (status || m->owner || m->due || m->n_evidence)
			tg_losses_add(w->losses, "status, owner, due date or evidence "
				      "of a mitigation (kept as text)");
	}
	if (*tg_export_score(w->losses->arena, r) && !own_words)
		tg_losses_add(w->losses, "the factors of a score (kept as text)");
	if (strcmp(category_id(w, index), t->id) != 0 && !strchr(t->id, '@'))
		tg_losses_add(w->losses, "the id of a threat (made of letters, digits and "
			      "dashes)");
}

static json_t *category_of(struct tg_threagile *w, size_t index)
{
	const struct tg_threat *t = &w->model->threats[index];
	struct tg_arena *arena = w->losses->arena;
	const char *id = tg_export_id(arena, w->model, index);
	json_t *risks = json_object();

	tg_threagile_set(arena, risks, *t->title ? t->title : id, risk_of(w, t));
	note_losses(w, index);
	return json_pack(
		"{so, so, ss, ss, ss, ss, so, ss, ss, ss, ss, so, ss, sb, si, so}", "id",
		tg_export_text(category_id(w, index)), "description",
		tg_export_text(t->description), "impact", "", "asvs", "",
		"cheat_sheet", "", "action", "", "mitigation",
		tg_export_text(tg_export_said_all(arena, t, CARRIED)), "check", "", "function",
		"development", "stride", stride_of(w, t), "detection_logic", "",
		"risk_assessment",
		tg_export_text(tg_export_score(arena, &t->risk)), "false_positives", "",
		"model_failure_possible_reason", 0, "cwe", 0, "risks_identified",
		risks);
}

static const char *tracking_status(const struct tg_threat *t)
{
	switch (tg_export_state(t)) {
	case TG_MITIGATION_IMPLEMENTED:
	case TG_MITIGATION_AVOIDED:
		return "mitigated";
	case TG_MITIGATION_PLANNED:
		return "in-progress";
	case TG_MITIGATION_ACCEPTED:
	case TG_MITIGATION_TRANSFERRED:
		return "accepted";
	case TG_MITIGATION_NOT_APPLICABLE:
		return "false-positive";
	case TG_MITIGATION_UNSTATED:
	case TG_MITIGATION_OPEN:
	case TG_MITIGATION_OTHER:
		break;
	}
	return NULL;
}

void tg_threagile_put_threats(struct tg_threagile *w, json_t *root)
{
	struct tg_arena *arena = w->losses->arena;
	json_t *categories = json_object(), *tracking = json_object();

	for (size_t i = 0; i < w->model->n_threats; i++) {
		const struct tg_threat *t = &w->model->threats[i];
		const char *id = tg_export_id(arena, w->model, i);
		const char *status = tracking_status(t);
		struct tg_export_place at = tg_export_place(w->model, t);
		const char *asset = at.element != SIZE_MAX ? w->ids[at.element]
				    : at.flow != SIZE_MAX
					    ? tg_threagile_id(w, w->model->dfd.flows[at.flow].to)
					    : NULL;

		tg_threagile_set(arena, categories,
			   tg_arena_printf(arena, "%s %s", category_id(w, i),
					   strcmp(t->title, id) ? t->title : ""),
			   category_of(w, i));
		if (status)
			tg_threagile_set(arena, tracking,
				   tg_arena_printf(arena, "%s@%s",
						   category_id(w, i), asset ? asset : ""),
				   json_pack("{ss, ss, ss, sn, ss}", "status", status,
					     "justification", "", "ticket", "",
					     "date", "checked_by", ""));
	}
	json_object_set_new(root, "individual_risk_categories", categories);
	json_object_set_new(root, "risk_tracking", tracking);
}
