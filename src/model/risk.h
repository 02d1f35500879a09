/* How a document rates its threats: DREAD, likelihood × impact, a word, CVSS. */
#ifndef TG_MODEL_RISK_H
#define TG_MODEL_RISK_H

#include "model.h"

/* How wide the scales are that a document uses, told by its own numbers. */
struct tg_risk_scale {
	unsigned dread;      /* highest value of a factor: 3, 5 or 10 */
	bool dread_mean;     /* most rows state the mean, not the sum */
	unsigned likelihood; /* highest likelihood or impact: 3, 5, 10 or 100 */
};

#define TG_RISK_INIT { .dread = { -1, -1, -1, -1, -1 }, .total = -1, .cvss = -1 }

/* A risk with nothing in it. */
void tg_risk_init(struct tg_risk *risk);
bool tg_risk_has_factors(const struct tg_risk *risk); /* all five of DREAD */
double tg_risk_sum(const struct tg_risk *risk);

/* The scales that a model's numbers are on. */
struct tg_risk_scale tg_risk_scale_of(const struct tg_model *model);

/* Looks at all threats at once: scales, which scheme rates the document, and
 * level and computed level of each. */
struct tg_risk_scale tg_risk_settle(struct tg_model *model);

/* The level of a DREAD sum on that scale. */
enum tg_risk_level tg_risk_of_dread(double sum, unsigned scale);
/* The seed's matrix. */
enum tg_risk_level tg_risk_of_matrix(enum tg_risk_level likelihood,
				     enum tg_risk_level impact);
enum tg_risk_level tg_risk_of_cvss(double score);

/* "Very likely", "3", "High (4)": 1 to 5 on a scale of `*steps` (3 or 5); 0
 * where it is no rating. Numbers are returned as they are, with *steps 0. */
double tg_risk_step(struct tg_str text, unsigned *steps);

/* Likelihood by impact, both brought to steps of five, so that words and numbers
 * of one document compare; 0 where they are none. */
double tg_risk_product(const struct tg_risk *r, unsigned scale);

/* The two by themselves; false where they are none. */
bool tg_risk_pair(const struct tg_risk *r, unsigned scale, double *likelihood,
		  double *impact);

#endif
