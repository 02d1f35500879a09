/* A first threat model for people to fill in. */
#ifndef TG_MODEL_NEW_H
#define TG_MODEL_NEW_H

#include "../base/buf.h"
#include "scout.h"

/* STRIDE per element: the categories that apply to each kind. */
unsigned tg_stride_of_element(enum tg_element_kind kind);
unsigned tg_stride_of_flow(void);

/* Writes the six parts in Markdown: what the scout saw as the diagram, the
 * questions to ask of every element and flow, and rows to fill in, marked as
 * placeholders. States no threat as a fact. */
void tg_model_new(struct tg_buf *out, const struct tg_scout *scout,
		  const char *title);

#endif
