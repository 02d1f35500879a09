/* Scores that are written beside the likelihood and impact they are made of. */
#include "lint_run.h"

#include "vocab.h"

/* Both as plain numbers, and a score: else there is nothing to add up. */
static bool numbers_of(const struct tg_risk *r, double *likelihood, double *impact)
{
	unsigned words_l = 0, words_i = 0;

	if (r->likelihood == NULL || r->impact == NULL || r->total < 0 ||
	    tg_risk_has_factors(r))
		return false;
	*likelihood = tg_risk_step(tg_str(r->likelihood), &words_l);
	*impact = tg_risk_step(tg_str(r->impact), &words_i);
	return words_l == 0 && words_i == 0 && *likelihood > 0 && *impact > 0;
}

static bool near(double a, double b)
{
	return a - b < 0.11 && b - a < 0.11;
}

enum tg_lint_formula tg_lint_formula_of(const struct tg_model *model)
{
	size_t all = 0, products = 0, sums = 0;

	for (size_t i = 0; i < model->n_threats; i++) {
		const struct tg_risk *r = &model->threats[i].risk;
		double l, n;

		if (!numbers_of(r, &l, &n))
			continue;
		all++;
		products += near(r->total, l * n);
		sums += near(r->total, l + n);
	}
	/* a column that more rows contradict than follow is made in another way */
	if (products > sums && products * 2 >= all)
		return TG_LINT_PRODUCT;
	return sums > products && sums * 2 >= all ? TG_LINT_SUM : TG_LINT_NO_FORMULA;
}

bool tg_lint_wrong_score(const struct tg_threat *threat, enum tg_lint_formula formula,
			 double *right)
{
	double l, n;

	if (formula == TG_LINT_NO_FORMULA || !numbers_of(&threat->risk, &l, &n))
		return false;
	*right = formula == TG_LINT_PRODUCT ? l * n : l + n;
	return !near(threat->risk.total, *right);
}

void tg_lint_scores(struct tg_lint *l)
{
	enum tg_lint_formula formula = tg_lint_formula_of(l->model);

	for (size_t i = 0; i < l->model->n_threats; i++) {
		const struct tg_threat *t = &l->model->threats[i];
		double right;

		if (tg_lint_wrong_score(t, formula, &right))
			tg_lint_add(l, t->risk.line != 0 ? t->risk.line : t->line, t,
				    "%s: the score is %g, but likelihood %s %s impact %s "
				    "is %g",
				    tg_lint_name(l, t), t->risk.total,
				    tg_lint_short(l, t->risk.likelihood),
				    formula == TG_LINT_PRODUCT ? "\xc3\x97" : "+",
				    tg_lint_short(l, t->risk.impact), right);
	}
}
