/*
 * The short threat discussion: four questions (after Adam Shostack) that may be
 * answered anywhere in the body, as headings, in bold, in a list, or in a line.
 */
#include "lines.h"

#include "../base/buf.h"
#include "match.h"

#include <string.h>

enum { NOT_A_HEADING = 9, ANSWER_MAX = 4096, VARIANTS = 4 };

static const char *const variants[TG_QUESTIONS][VARIANTS] = {
	[TG_QUESTION_WHAT] = { "What are we building?", "What are we working on?",
			       "What are we changing?", "What is being built?" },
	[TG_QUESTION_WRONG] = { "What can go wrong?", "What might go wrong?" },
	[TG_QUESTION_DO] = { "What are we going to do about it?",
			     "What are we doing about it?", "What did we do about it?",
			     "What will we do about it?" },
	[TG_QUESTION_GOOD] = { "Did we do a good enough job?", "Did we do a good job?",
			       "Have we done a good enough job?" },
};

struct discussion {
	struct tg_arena *arena;
	struct tg_question questions[TG_QUESTIONS][VARIANTS];
	struct tg_buf text[TG_QUESTIONS];
	int now;         /* the question being answered, or -1 */
	unsigned level;  /* of the heading that asked it */
	unsigned depth;  /* of the list item that asked it */
};

static int question_at(struct discussion *d, struct tg_str text, size_t *end)
{
	struct tg_tokens t = tg_tokens_of(tg_str_sub(text, 0, 256), d->arena);
	size_t near = SIZE_MAX, n;
	int best = -1;

	while (t.n > 0 && !t.items[0].letters) { /* "1." before the question */
		t.items++;
		t.n--;
	}
	for (int q = 0; q < TG_QUESTIONS; q++) {
		for (size_t v = 0; v < VARIANTS && variants[q][v]; v++) {
			size_t far = tg_question_match(&d->questions[q][v], &t, &n);
			if (far >= near || n == 0)
				continue;
			near = far;
			best = q;
			*end = t.items[n - 1].end;
		}
	}
	return best;
}

/* What follows the question; a hint in brackets is the template's. */
static struct tg_str after_hint(struct tg_str rest)
{
	rest = tg_str_trim(tg_text_after_sign(rest));
	if (rest.n > 0 && rest.p[0] == '(') {
		size_t close = tg_str_chr(rest, ')');
		if (close != SIZE_MAX)
			rest = tg_str_trim(tg_text_after_sign(
				tg_str_from(rest, close + 1)));
	}
	return rest;
}

static void take_line(struct discussion *d, const struct tg_body_line *line)
{
	size_t end = 0;
	int q = line->code ? -1 : question_at(d, line->text, &end);
	struct tg_str text = line->text;

	if (q >= 0) {
		d->now = q;
		d->level = line->level ? line->level : NOT_A_HEADING;
		d->depth = line->depth;
		text = after_hint(tg_str_from(text, end));
	} else if ((line->level && line->level <= d->level) ||
		   line->depth < d->depth) {
		d->now = -1;
	}
	if (d->now < 0)
		return;
	tg_buf_putc(&d->text[d->now], '\n');
	tg_buf_put_str(&d->text[d->now], text);
}

void tg_discussion_read(bool answered[TG_QUESTIONS],
			const struct tg_body_lines *lines, struct tg_arena *arena)
{
	struct discussion d = { .arena = arena, .now = -1 };

	for (int q = 0; q < TG_QUESTIONS; q++) {
		tg_buf_init(&d.text[q], ANSWER_MAX);
		for (size_t v = 0; v < VARIANTS && variants[q][v]; v++)
			d.questions[q][v] = tg_question_of(variants[q][v], arena);
	}
	for (size_t i = 0; i < lines->n; i++)
		take_line(&d, &lines->items[i]);
	for (int q = 0; q < TG_QUESTIONS; q++) {
		answered[q] = tg_checklist_explains(tg_buf_str(&d.text[q]),
						    variants[q][0]);
		tg_buf_release(&d.text[q]);
	}
}
