/* What the readers of structured formats have in common: a model's parts, as
 * they grow. */
#ifndef TG_MODEL_BUILD_H
#define TG_MODEL_BUILD_H

#include "../base/vec.h"
#include "../markup/tree.h"
#include "model.h"

#define TG_BUILD_MAX 20000u /* threats, elements, flows or boundaries */

struct tg_built_threat {
	struct tg_threat t;
	TG_VEC(struct tg_mitigation) mitigations;
};

struct tg_build {
	struct tg_arena *arena;
	TG_VEC(struct tg_built_threat) threats;
	TG_VEC(struct tg_mitigation) orphans;
	TG_VEC(struct tg_element) elements;
	TG_VEC(struct tg_flow) flows;
	TG_VEC(struct tg_boundary) boundaries;
};

void tg_build_init(struct tg_build *b, struct tg_arena *arena);

/* A threat with these words; "" for none. Valid until the next is added. */
struct tg_built_threat *tg_build_threat(struct tg_build *b, const char *id,
					const char *title, const char *description,
					uint32_t line);
void tg_build_category(struct tg_built_threat *t, const char *category);
void tg_build_status(struct tg_built_threat *t, const char *status);
/* A mitigation of a threat (t NULL: an orphan). `status` is the word as written. */
void tg_build_mitigation(struct tg_build *b, struct tg_built_threat *t,
			 const char *id, const char *text, const char *status);

/* The mitigations that one text holds, as the exports write them; `status` is that
 * of the threat, for those that have none of their own. */
void tg_build_said(struct tg_build *b, struct tg_built_threat *t, const char *text,
		   const char *status);

/* A score as tg_export_score writes it. False, and nothing done, for other text. */
bool tg_build_score(struct tg_build *b, struct tg_built_threat *t, const char *text);

void tg_build_element(struct tg_build *b, const char *id, const char *name,
		      enum tg_element_kind kind, const char *boundary);
void tg_build_flow(struct tg_build *b, const char *from, const char *to,
		   const char *label, bool both_ways);
void tg_build_boundary(struct tg_build *b, const char *id, const char *name,
		       const char *parent);

/* Moves it all into the model; `format` is the diagram's ("otm"), `read_as`
 * what the threats were. */
void tg_build_finish(struct tg_build *b, struct tg_model *model, const char *format,
		     const char *read_as);

/* The items of a list, or the values of a map; NULL past the end. A scalar is
 * the only item of itself, null is none: some writers leave the list out. */
const struct tg_tree *tg_build_item(const struct tg_tree *list, size_t i);

#endif
