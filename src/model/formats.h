/* Readers of the structured formats. Each fills a model's title, threats,
 * mitigations and diagram from a tree that its `is` has recognised; missing
 * and null parts are nothing, never an error. Sources: threat-modelling tools'
 * own schemas, named in each file. */
#ifndef TG_MODEL_FORMATS_H
#define TG_MODEL_FORMATS_H

#include "../markup/tree.h"
#include "model.h"

bool tg_is_threat_dragon(const struct tg_tree *root);
bool tg_is_otm(const struct tg_tree *root);
bool tg_is_threagile(const struct tg_tree *root);
bool tg_is_threat_composer(const struct tg_tree *root);
bool tg_is_owasp_library(const struct tg_tree *root);
bool tg_is_threatcl(const struct tg_tree *root);

void tg_read_threat_dragon(struct tg_model *model, struct tg_arena *arena,
			   const struct tg_tree *root);
void tg_read_otm(struct tg_model *model, struct tg_arena *arena,
		 const struct tg_tree *root);
void tg_read_threagile(struct tg_model *model, struct tg_arena *arena,
		       const struct tg_tree *root);
void tg_read_threat_composer(struct tg_model *model, struct tg_arena *arena,
			     const struct tg_tree *root);
void tg_read_owasp_library(struct tg_model *model, struct tg_arena *arena,
			   const struct tg_tree *root);
void tg_read_threatcl(struct tg_model *model, struct tg_arena *arena,
		      const struct tg_tree *root);

/* What an export needs a place for where the model has none; on the way back
 * they are left out again. */
#define TG_WHOLE_SYSTEM "The system as a whole" /* threats of no element */
#define TG_NO_ZONE "No trust zone"              /* elements in no boundary */
#define TG_NO_ZONE_ID "no-trust-zone"

/* Open Threat Model rates from 0 to 100: the numbers that stand for a level. */
struct tg_otm_scale {
	int likelihood, impact;
};
struct tg_otm_scale tg_otm_scale(enum tg_risk_level level);

#endif
