/* Labels, headings, levels and denials in other languages than English. */
#ifndef TG_MODEL_FOREIGN_WORDS_H
#define TG_MODEL_FOREIGN_WORDS_H

#include "vocab.h"

/* What a label or a header that opens with a known word holds; TG_F_NONE for none. */
enum tg_field tg_foreign_field(struct tg_str label);
/* What a heading announces that a known word stands in; TG_PART_NONE for none. */
enum tg_part tg_foreign_part(struct tg_str heading);
/* "Hoch": a level, and nothing else. */
bool tg_foreign_level(struct tg_str word, enum tg_risk_level *out);
/* "Keine": there is none. */
bool tg_foreign_denies(struct tg_str text);

#endif
