/* The pieces of text that a draft puts into a body. Lines end with '\n'. */
#ifndef TG_REPORT_DRAFT_TEXT_H
#define TG_REPORT_DRAFT_TEXT_H

#include "draft.h"

/* True when the author must write something about this item: something was
 * seen, or a control is taken away that it asks about. */
bool tg_draft_needs_words(const struct tg_draft_input *in, const struct tg_item *item);

/* The open answer and its evidence, each line after `indent`. */
void tg_draft_put_open(struct tg_buf *out, const struct tg_draft_input *in,
		       const struct tg_item *item, const char *indent);

/* A whole item, answered or open, as it stands in a list at the margin. */
void tg_draft_put_item(struct tg_buf *out, const struct tg_draft_input *in,
		       const struct tg_item *item);

/* What else the change asks for and the body does not have yet: the sentence
 * about each threat model to review, the four questions. Begins with an empty
 * line; nothing where nothing is asked. */
void tg_draft_put_rest(struct tg_buf *out, const struct tg_draft_input *in,
		       const struct tg_checklist *answers);

#endif
