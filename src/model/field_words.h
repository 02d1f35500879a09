/* The words for columns and labels, whole. */
#ifndef TG_MODEL_FIELD_WORDS_H
#define TG_MODEL_FIELD_WORDS_H

#include "vocab.h"

/* TG_F_NONE for a label that is none of them. */
enum tg_field tg_field_word(const struct tg_fold *label);
/* It is a word for what is done about a threat. */
bool tg_answer_word(const struct tg_fold *label);

#endif
