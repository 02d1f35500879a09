/* Checks of the ratings: arithmetic, bands, ranking. */
#include "lint_run.h"

#include "vocab.h"

#define LEVELS_TO_TELL 5u /* threats that must be rated before "all" says much */

static const char *const factor_names[] = { "Damage", "Reproducibility",
					    "Exploitability", "Affected users",
					    "Discoverability" };

static uint32_t line_of(const struct tg_threat *t)
{
	return t->risk.line != 0 ? t->risk.line : t->line;
}

void tg_lint_dread_range(struct tg_lint *l)
{
	double least = l->scale.dread == 3 ? 1 : 0;

	for (size_t i = 0; i < l->model->n_threats; i++) {
		const struct tg_threat *t = &l->model->threats[i];
		const double *d = t->risk.dread;
		size_t given = 0;

		for (size_t f = 0; f < TG_DREAD_FACTORS; f++)
			given += d[f] >= 0;
		for (size_t f = 0; given > 0 && f < TG_DREAD_FACTORS; f++) {
			if (d[f] < 0)
				tg_lint_add(l, line_of(t), t, "%s has no number for %s",
					    tg_lint_name(l, t), factor_names[f]);
			else if (d[f] < least || d[f] > l->scale.dread)
				tg_lint_add(l, line_of(t), t,
					    "%s: %s is %g, outside of %g to %u",
					    tg_lint_name(l, t), factor_names[f], d[f],
					    least, l->scale.dread);
		}
	}
}

static bool near(double a, double b)
{
	return a - b < 0.11 && b - a < 0.11;
}

void tg_lint_dread_total(struct tg_lint *l)
{
	for (size_t i = 0; i < l->model->n_threats; i++) {
		const struct tg_threat *t = &l->model->threats[i];
		double sum = tg_risk_sum(&t->risk);

		if (!tg_risk_has_factors(&t->risk) || t->risk.total < 0 ||
		    near(t->risk.total, sum) ||
		    near(t->risk.total, sum / TG_DREAD_FACTORS))
			continue;
		tg_lint_add(l, line_of(t), t,
			    "%s: the total is %g, but its factors %s %g",
			    tg_lint_name(l, t), t->risk.total,
			    l->scale.dread_mean ? "have the mean" : "add up to",
			    l->scale.dread_mean ? sum / TG_DREAD_FACTORS : sum);
	}
}

/* --- bands --------------------------------------------- */

/* Bands that are agreed: DREAD sums of 1 to 3, and the matrix of three words.
 * What a team makes of 0 to 10 is its own. */
static bool has_certain_bands(const struct tg_risk *r, const struct tg_risk_scale *scale)
{
	unsigned steps_l = 0, steps_i = 0;

	if (tg_risk_has_factors(r))
		return scale->dread == 3;
	if (r->likelihood == NULL || r->impact == NULL)
		return r->cvss >= 0;
	tg_risk_step(tg_str(r->likelihood), &steps_l);
	tg_risk_step(tg_str(r->impact), &steps_i);
	return steps_l == 3 && steps_i == 3;
}

bool tg_lint_mismatch(const struct tg_threat *threat, const struct tg_risk_scale *scale)
{
	const struct tg_risk *r = &threat->risk;
	enum tg_risk_level said;

	if (r->stated == NULL || r->computed == TG_RISK_UNKNOWN ||
	    !tg_risk_level_opening(tg_str(r->stated), &said) || said == r->computed)
		return false;
	/* what the matrix calls "accept" many tables call "low" */
	if (r->computed == TG_RISK_ACCEPT && said == TG_RISK_LOW)
		return false;
	if (has_certain_bands(r, scale))
		return true;
	return said > r->computed + 1 || r->computed > said + 1;
}

static double score_of(const struct tg_risk *r, const struct tg_risk_scale *scale)
{
	if (tg_risk_has_factors(r))
		return tg_risk_sum(r);
	if (r->likelihood != NULL && r->impact != NULL)
		return tg_risk_product(r, scale->likelihood);
	return r->cvss >= 0 ? r->cvss : -1;
}

static bool is_ranked(const struct tg_threat *t, const struct tg_risk_scale *scale)
{
	return t->risk.stated != NULL && t->risk.level != TG_RISK_UNKNOWN &&
	       score_of(&t->risk, scale) > 0;
}

/* The highest score of each level, by scheme. */
struct ranking {
	const struct tg_risk_scale *scale;
	const struct tg_threat *best[TG_RISK_CVSS + 1][TG_RISK_CRITICAL + 1];
};

static void rank_all(struct ranking *r, const struct tg_model *model,
		     const struct tg_risk_scale *scale)
{
	*r = (struct ranking){ .scale = scale };
	for (size_t i = 0; i < model->n_threats; i++) {
		const struct tg_threat *t = &model->threats[i], **best;

		if (!is_ranked(t, scale))
			continue;
		best = &r->best[t->risk.scheme][t->risk.level];
		if (*best == NULL ||
		    score_of(&t->risk, scale) > score_of(&(*best)->risk, scale))
			*best = t;
	}
}

static bool is_number(const char *text)
{
	return text != NULL && tg_is_digit(*text);
}

/* Words make no product: a team's matrix may hold impact for more than
 * likelihood. Sure is what is no less in either and more in one. */
static bool is_surely_more(const struct tg_threat *a, const struct tg_threat *b,
			   const struct tg_risk_scale *scale)
{
	double l_a, i_a, l_b, i_b;

	if (a->risk.scheme != TG_RISK_LIKELIHOOD_IMPACT ||
	    (is_number(a->risk.likelihood) && is_number(b->risk.likelihood)) ||
	    !tg_risk_pair(&a->risk, scale->likelihood, &l_a, &i_a) ||
	    !tg_risk_pair(&b->risk, scale->likelihood, &l_b, &i_b))
		return true;
	return l_a >= l_b && i_a >= i_b;
}

/* The highest score that this threat outranks wrongly, or NULL. */
static const struct tg_threat *outranked_by(const struct ranking *r,
					    const struct tg_threat *t)
{
	const struct tg_threat *worst = NULL;
	double most = score_of(&t->risk, r->scale);

	if (!is_ranked(t, r->scale))
		return NULL;
	for (int level = TG_RISK_ACCEPT; level < (int)t->risk.level; level++) {
		const struct tg_threat *other = r->best[t->risk.scheme][level];

		if (other == NULL || score_of(&other->risk, r->scale) <= most ||
		    !is_surely_more(other, t, r->scale))
			continue;
		most = score_of(&other->risk, r->scale);
		worst = other;
	}
	return worst;
}

bool tg_lint_has_own_bands(const struct tg_model *model,
			   const struct tg_risk_scale *scale)
{
	size_t rated = 0, wrong = 0;
	struct ranking ranking;

	for (size_t i = 0; i < model->n_threats; i++) {
		const struct tg_threat *t = &model->threats[i];

		if (!is_ranked(t, scale))
			continue;
		rated++;
		wrong += tg_lint_mismatch(t, scale);
	}
	if (wrong < 3 || wrong * 2 <= rated)
		return false;
	rank_all(&ranking, model, scale);
	for (size_t i = 0; i < model->n_threats; i++)
		if (outranked_by(&ranking, &model->threats[i]) != NULL)
			return false;
	return true;
}

static const char *said_of_numbers(struct tg_lint *l, const struct tg_risk *r)
{
	if (tg_risk_has_factors(r))
		return tg_arena_printf(l->arena, "a DREAD sum of %g", tg_risk_sum(r));
	if (r->likelihood != NULL && r->impact != NULL)
		return tg_arena_printf(l->arena, "likelihood %s and impact %s",
				       tg_lint_short(l, r->likelihood),
				       tg_lint_short(l, r->impact));
	return tg_arena_printf(l->arena, "a CVSS score of %g", r->cvss);
}

void tg_lint_priority(struct tg_lint *l)
{
	tg_lint_scores(l);
	if (tg_lint_has_own_bands(l->model, &l->scale)) {
		tg_lint_add(l, l->model->sections.risk, NULL,
			    "the priorities here follow other bands than 13 critical, 10 "
			    "high, 7 medium")
			->level = TG_LEVEL_NOTE;
		return;
	}
	for (size_t i = 0; i < l->model->n_threats; i++) {
		const struct tg_threat *t = &l->model->threats[i];

		if (tg_lint_mismatch(t, &l->scale))
			tg_lint_add(l, line_of(t), t, "%s is called %s, but %s %s %s",
				    tg_lint_name(l, t),
				    tg_risk_level_name(t->risk.level),
				    said_of_numbers(l, &t->risk),
				    t->risk.likelihood != NULL ? "come to" : "comes to",
				    tg_risk_level_name(t->risk.computed));
	}
}

/* --- all of them --------------------------------------------- */

void tg_lint_all_critical(struct tg_lint *l)
{
	enum tg_risk_level level = TG_RISK_UNKNOWN;
	size_t rated = 0;

	for (size_t i = 0; i < l->model->n_threats; i++) {
		enum tg_risk_level one = l->model->threats[i].risk.level;

		if (one == TG_RISK_UNKNOWN)
			continue;
		if (one < TG_RISK_HIGH || (rated > 0 && one != level))
			return;
		level = one;
		rated++;
	}
	if (rated >= LEVELS_TO_TELL)
		tg_lint_add(l, l->model->sections.risk, NULL,
			    "all %zu rated threats are %s", rated,
			    tg_risk_level_name(level));
}

void tg_lint_rank(struct tg_lint *l)
{
	struct ranking ranking;

	rank_all(&ranking, l->model, &l->scale);
	for (size_t i = 0; i < l->model->n_threats; i++) {
		const struct tg_threat *t = &l->model->threats[i];
		const struct tg_threat *other = outranked_by(&ranking, t);

		/* by certain bands one of the two has the wrong priority, and
		 * tg_lint_priority says which */
		if (other != NULL && !(has_certain_bands(&t->risk, &l->scale) &&
				       has_certain_bands(&other->risk, &l->scale)))
			tg_lint_add(l, line_of(t), t,
				    "%s is %s with %s, %s is only %s with %s",
				    tg_lint_name(l, t), tg_risk_level_name(t->risk.level),
				    said_of_numbers(l, &t->risk), tg_lint_name(l, other),
				    tg_risk_level_name(other->risk.level),
				    said_of_numbers(l, &other->risk));
	}
}
