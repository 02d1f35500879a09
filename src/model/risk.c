#include "risk.h"

#include "vocab.h"

/* --- likelihood and impact --------------------------------------------- */

enum tg_risk_level tg_risk_of_matrix(enum tg_risk_level likelihood,
				     enum tg_risk_level impact)
{
	static const enum tg_risk_level matrix[3][3] = {
		{ TG_RISK_ACCEPT, TG_RISK_LOW, TG_RISK_MEDIUM },
		{ TG_RISK_LOW, TG_RISK_MEDIUM, TG_RISK_HIGH },
		{ TG_RISK_MEDIUM, TG_RISK_HIGH, TG_RISK_CRITICAL },
	};

	if (likelihood < TG_RISK_LOW || impact < TG_RISK_LOW ||
	    likelihood > TG_RISK_HIGH || impact > TG_RISK_HIGH)
		return TG_RISK_UNKNOWN;
	return matrix[likelihood - TG_RISK_LOW][impact - TG_RISK_LOW];
}

/* The usual bands of a five by five matrix. */
static enum tg_risk_level level_of_product(double product)
{
	if (product > 16)
		return TG_RISK_CRITICAL;
	if (product >= 10)
		return TG_RISK_HIGH;
	return product >= 5 ? TG_RISK_MEDIUM : TG_RISK_LOW;
}

/* Both as steps of five; false where one is not understood. Words of three
 * steps among words of five: 1, 3, 5. */
static bool steps_of_pair(const struct tg_risk *r, unsigned scale, double *likelihood,
			  double *impact, bool *three)
{
	unsigned steps_l = 0, steps_i = 0;
	double l, i;

	if (r->likelihood == NULL || r->impact == NULL)
		return false;
	l = tg_risk_step(tg_str(r->likelihood), &steps_l);
	i = tg_risk_step(tg_str(r->impact), &steps_i);
	if (l <= 0 || i <= 0)
		return false;
	if (steps_l == 0)
		steps_l = scale;
	if (steps_i == 0)
		steps_i = scale;
	*three = steps_l == 3 && steps_i == 3 && l <= 3 && i <= 3;
	*likelihood = steps_l == 3 ? l * 2 - 1 : l * 5 / steps_l;
	*impact = steps_i == 3 ? i * 2 - 1 : i * 5 / steps_i;
	return true;
}

bool tg_risk_pair(const struct tg_risk *r, unsigned scale, double *likelihood,
		  double *impact)
{
	bool three;

	return steps_of_pair(r, scale, likelihood, impact, &three);
}

double tg_risk_product(const struct tg_risk *r, unsigned scale)
{
	double likelihood, impact;
	bool three;

	return steps_of_pair(r, scale, &likelihood, &impact, &three) ?
		       likelihood * impact : 0;
}

static enum tg_risk_level level_of_pair(const struct tg_risk *r, unsigned scale)
{
	double l, i;
	bool three;

	if (!steps_of_pair(r, scale, &l, &i, &three))
		return TG_RISK_UNKNOWN;
	if (three)
		return tg_risk_of_matrix(
			(enum tg_risk_level)(TG_RISK_ACCEPT + (int)(l + 1) / 2),
			(enum tg_risk_level)(TG_RISK_ACCEPT + (int)(i + 1) / 2));
	return level_of_product(l * i);
}

/* --- DREAD and CVSS ---------------------------------------------------------- */

void tg_risk_init(struct tg_risk *risk)
{
	*risk = (struct tg_risk)TG_RISK_INIT;
}

bool tg_risk_has_factors(const struct tg_risk *risk)
{
	for (size_t i = 0; i < TG_DREAD_FACTORS; i++)
		if (risk->dread[i] < 0)
			return false;
	return true;
}

double tg_risk_sum(const struct tg_risk *risk)
{
	double sum = 0;

	for (size_t i = 0; i < TG_DREAD_FACTORS; i++)
		sum += risk->dread[i] > 0 ? risk->dread[i] : 0;
	return sum;
}

enum tg_risk_level tg_risk_of_dread(double sum, unsigned scale)
{
	static const struct {
		unsigned scale;
		double critical, high, medium;
	} bands[] = {
		{ 3, 13, 10, 7 },
		{ 5, 21, 16, 10 },
		{ 10, 40, 25, 11 },
	};

	for (size_t i = 0; i < sizeof(bands) / sizeof(bands[0]); i++) {
		if (scale > bands[i].scale)
			continue;
		if (sum >= bands[i].critical)
			return TG_RISK_CRITICAL;
		if (sum >= bands[i].high)
			return TG_RISK_HIGH;
		return sum >= bands[i].medium ? TG_RISK_MEDIUM : TG_RISK_LOW;
	}
	return TG_RISK_UNKNOWN;
}

/* CVSS v3.1 and v4.0, qualitative severity rating scale. */
enum tg_risk_level tg_risk_of_cvss(double score)
{
	if (score >= 9)
		return TG_RISK_CRITICAL;
	if (score >= 7)
		return TG_RISK_HIGH;
	if (score >= 4)
		return TG_RISK_MEDIUM;
	return score > 0 ? TG_RISK_LOW : TG_RISK_ACCEPT;
}

/* --- the document --------------------------------------------- */

static bool near(double a, double b)
{
	double d = a - b;

	return d < 0.11 && d > -0.11;
}

static bool states_mean(const struct tg_risk *r)
{
	double sum = tg_risk_sum(r);

	return r->total >= 0 && !near(r->total, sum) &&
	       near(r->total, sum / TG_DREAD_FACTORS);
}

static void find_dread_scale(struct tg_risk_scale *scale, const struct tg_model *model)
{
	size_t factors = 0, above = 0, means = 0, sums = 0;
	double most = 0;

	for (size_t i = 0; i < model->n_threats; i++) {
		const struct tg_risk *r = &model->threats[i].risk;

		if (!tg_risk_has_factors(r))
			continue;
		for (size_t f = 0; f < TG_DREAD_FACTORS; f++) {
			factors++;
			above += r->dread[f] > 3;
			most = r->dread[f] > most ? r->dread[f] : most;
		}
		means += states_mean(r);
		sums += r->total >= 0 && !states_mean(r);
	}
	scale->dread = 3;
	/* one wrong 4 among 1 to 3 is a slip; many are another scale */
	if (above * 4 > factors)
		scale->dread = most <= 5 ? 5 : 10;
	scale->dread_mean = means > sums;
}

/* The bare number that a factor is, or 0. */
static double bare_number(const char *text)
{
	unsigned steps = 0;
	double v = text == NULL ? 0 : tg_risk_step(tg_str(text), &steps);

	return steps == 0 ? v : 0;
}

static void find_likelihood_scale(struct tg_risk_scale *scale,
				  const struct tg_model *model)
{
	double most = 0;

	for (size_t i = 0; i < model->n_threats; i++) {
		const struct tg_risk *r = &model->threats[i].risk;
		double likelihood = bare_number(r->likelihood);
		double impact = bare_number(r->impact);

		most = likelihood > most ? likelihood : most;
		most = impact > most ? impact : most;
	}
	scale->likelihood = most <= 3 ? 3 : most <= 5 ? 5 : most <= 10 ? 10 : 100;
}

static void settle_one(struct tg_risk *r, const struct tg_risk_scale *scale)
{
	enum tg_risk_level said = TG_RISK_UNKNOWN;

	r->mean = tg_risk_has_factors(r) && states_mean(r);
	if (tg_risk_has_factors(r))
		r->computed = tg_risk_of_dread(tg_risk_sum(r), scale->dread);
	else if (r->likelihood != NULL && r->impact != NULL)
		r->computed = level_of_pair(r, scale->likelihood);
	else if (r->cvss >= 0)
		r->computed = tg_risk_of_cvss(r->cvss);
	if (r->stated != NULL && tg_risk_level_opening(tg_str(r->stated), &said))
		r->level = said;
	else
		r->level = r->computed;
	if (tg_risk_has_factors(r))
		r->scheme = TG_RISK_DREAD;
	else if (r->computed != TG_RISK_UNKNOWN && r->cvss < 0)
		r->scheme = TG_RISK_LIKELIHOOD_IMPACT;
	else if (r->cvss >= 0)
		r->scheme = TG_RISK_CVSS;
	else if (r->level != TG_RISK_UNKNOWN)
		r->scheme = TG_RISK_SEVERITY;
}

struct tg_risk_scale tg_risk_scale_of(const struct tg_model *model)
{
	struct tg_risk_scale scale = { 3, false, 3 };

	find_dread_scale(&scale, model);
	find_likelihood_scale(&scale, model);
	return scale;
}

struct tg_risk_scale tg_risk_settle(struct tg_model *model)
{
	struct tg_risk_scale scale = tg_risk_scale_of(model);
	size_t count[TG_RISK_CVSS + 1] = { 0 };
	enum tg_risk_scheme most = TG_RISK_NONE;

	for (size_t i = 0; i < model->n_threats; i++) {
		settle_one(&model->threats[i].risk, &scale);
		count[model->threats[i].risk.scheme]++;
	}
	for (int s = TG_RISK_DREAD; s <= TG_RISK_CVSS; s++)
		if (count[s] > (most == TG_RISK_NONE ? 0 : count[most]))
			most = (enum tg_risk_scheme)s;
	if (model->risk_scheme == TG_RISK_NONE)
		model->risk_scheme = most;
	return scale;
}
