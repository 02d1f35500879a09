/* One list item and what it says: question, tick, answer, explanation. */
#ifndef TG_CHECKLIST_ANSWER_H
#define TG_CHECKLIST_ANSWER_H

#include "checklist.h"
#include "match.h"

/* The policy's questions, cut into words once. */
struct tg_questions {
	const struct tg_item *items;
	struct tg_question *questions;
	size_t n;
};

struct tg_questions tg_questions_of(const struct tg_item *items, size_t n,
				    struct tg_arena *arena);

/* Reads every item of a list, nested ones too, into `answers` (one for each
 * question, TG_ANSWER_MISSING where none was seen yet). */
void tg_answers_read(struct tg_item_answer *answers,
		     const struct tg_questions *questions,
		     const struct tg_md *list, struct tg_arena *arena);

enum tg_said { TG_SAID_NOTHING, TG_SAID_NO, TG_SAID_YES };

/* The word that a text begins with, and what follows it. "Not validated" and
 * the untouched template "Yes / No" say nothing. */
enum tg_said tg_said_by(struct tg_str text, struct tg_str *rest,
			struct tg_arena *arena);

#endif
