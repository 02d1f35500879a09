#include "answer.h"

#include "../base/buf.h"

#include <string.h>

enum { LABEL_WORDS = 6 };

/* The text of an item itself, without what is nested in it. */
struct item_text {
	struct tg_str first;   /* its first paragraph */
	struct tg_str further; /* the others */
	const char *id;        /* of a comment in it, or NULL */
	size_t id_at;          /* where the comment stands in `first` */
};

struct reader {
	struct tg_item_answer *answers;
	const struct tg_questions *questions;
	struct tg_arena *arena;
};

/* What an item and the items nested in it say together. */
struct said {
	bool yes, no;
	struct tg_buf text;
};

struct tg_questions tg_questions_of(const struct tg_item *items, size_t n,
				    struct tg_arena *arena)
{
	struct tg_questions q = { items, NULL, n };

	q.questions = tg_arena_calloc(arena, n ? n : 1, sizeof(*q.questions));
	for (size_t i = 0; i < n; i++)
		q.questions[i] = tg_question_of(items[i].question, arena);
	return q;
}

/* The comment with an id among the inline children; what stands before it. */
static void find_inline_id(struct item_text *out, const struct tg_md *paragraph,
			   struct tg_arena *arena)
{
	for (const struct tg_md *c = paragraph->first; c && !out->id; c = c->next) {
		if (c->kind != TG_MD_HTML)
			continue;
		out->id = tg_text_comment_id(c->text, arena);
		if (out->id)
			out->id_at = tg_text_before(paragraph, c);
	}
}

static struct item_text read_text(const struct tg_md *item, bool struck,
				  struct tg_arena *arena)
{
	struct item_text out = { 0 };
	struct tg_buf further;
	bool first = true;

	tg_buf_init(&further, TG_BODY_MAX_BYTES);
	for (const struct tg_md *c = item->first; c; c = c->next) {
		if (c->kind == TG_MD_HTML_BLOCK && !out.id) {
			out.id = tg_text_comment_id(c->text, arena);
			out.id_at = out.first.n;
		}
		if (c->kind != TG_MD_PARAGRAPH)
			continue;
		if (!out.id)
			find_inline_id(&out, c, arena);
		struct tg_str text = tg_text_of(c, struck, arena);
		if (first) {
			out.first = text;
		} else {
			tg_buf_putc(&further, '\n');
			tg_buf_put_str(&further, text);
		}
		first = false;
	}
	out.further = tg_str(tg_arena_dup_str(arena, tg_buf_str(&further)));
	tg_buf_release(&further);
	return out;
}

/* Where a label ("Input:") before the question ends, in words. */
static size_t label_end(const struct tg_tokens *t, struct tg_str text)
{
	for (size_t i = 0; i < t->n && i < LABEL_WORDS; i++) {
		if (tg_word_negates(t->items[i].word))
			return 0;
		if (t->items[i].end < text.n && text.p[t->items[i].end] == ':')
			return i + 1;
	}
	return 0;
}

/* The question that a text begins with, by its words; *end is its last byte. */
static size_t by_words(const struct tg_questions *q, struct tg_str text,
		       size_t *end, struct tg_arena *arena)
{
	struct tg_tokens t = tg_tokens_of(text, arena);
	size_t skips[2] = { 0, label_end(&t, text) };
	size_t best = SIZE_MAX, near = SIZE_MAX;

	for (size_t s = 0; s < 2 && (s == 0 || skips[s] > 0); s++) {
		struct tg_tokens from = { t.n ? t.items + skips[s] : NULL, t.n - skips[s] };
		for (size_t i = 0; i < q->n; i++) {
			size_t n, d = tg_question_match(&q->questions[i], &from, &n);
			if (d >= near)
				continue;
			near = d;
			best = i;
			*end = n && n <= from.n ? from.items[n - 1].end : 0;
		}
	}
	return best;
}

static size_t by_id(const struct tg_questions *q, const char *id)
{
	for (size_t i = 0; id && i < q->n; i++)
		if (tg_str_iis(tg_str(q->items[i].id), id))
			return i;
	return SIZE_MAX;
}

/* A question in words of its own, told by its id: what follows its question
 * mark, or the comment, is the answer. */
static size_t own_words_end(const struct item_text *text)
{
	size_t mark = tg_str_rchr(text->first, '?');

	if (mark != SIZE_MAX)
		return mark + 1;
	return text->id_at > 0 ? text->id_at : text->first.n;
}

/* Which question an item asks and where the question ends, or SIZE_MAX. Words
 * are stronger than the comment: an id never turns one of the policy's
 * questions into another. */
static size_t question_of(const struct tg_questions *q, const struct item_text *text,
			  size_t *end, struct tg_arena *arena)
{
	size_t words = by_words(q, text->first, end, arena);

	if (words != SIZE_MAX)
		return words;
	size_t id = by_id(q, text->id);
	if (id != SIZE_MAX)
		*end = own_words_end(text);
	return id;
}

/* What is left of a question's second half in other words ("If so, how?") is
 * not an answer. */
static struct tg_str after_follow_up(struct tg_str text)
{
	static const char *const starts[] = { "if yes", "if so", "if not", "if it does",
					      "if applicable" };

	text = tg_text_after_sign(text);
	for (size_t i = 0; i < sizeof(starts) / sizeof(*starts); i++) {
		if (!tg_str_istarts(text, starts[i]))
			continue;
		size_t mark = tg_str_chr(text, '?');
		if (mark == SIZE_MAX)
			mark = tg_str_chr(text, ':');
		if (mark == SIZE_MAX)
			mark = tg_str_chr(text, '.');
		return mark == SIZE_MAX ? tg_str_from(text, text.n)
					: tg_str_from(text, mark + 1);
	}
	return text;
}

static void add_text(struct said *said, struct tg_str text)
{
	text = tg_str_trim(text);
	if (text.n == 0)
		return;
	if (said->text.len > 0)
		tg_buf_putc(&said->text, '\n');
	tg_buf_put_str(&said->text, text);
}

static void add_answer(struct said *said, struct tg_str text, struct tg_arena *arena)
{
	struct tg_str rest;
	enum tg_said word = tg_said_by(text, &rest, arena);

	said->yes |= word == TG_SAID_YES;
	said->no |= word == TG_SAID_NO;
	add_text(said, rest);
}

static bool asks(const struct reader *r, const struct tg_md *item)
{
	struct item_text text = read_text(item, true, r->arena);
	size_t end;

	return question_of(r->questions, &text, &end, r->arena) != SIZE_MAX;
}

/* The nested items that are no questions themselves; an open box says nothing. */
static void read_nested(const struct reader *r, const struct tg_md *item,
			struct said *said)
{
	for (const struct tg_md *list = item->first; list; list = list->next) {
		if (list->kind != TG_MD_LIST)
			continue;
		for (const struct tg_md *c = list->first; c; c = c->next) {
			if (c->task == TG_MD_OPEN || asks(r, c))
				continue;
			struct item_text text = read_text(c, false, r->arena);
			add_answer(said, text.first, r->arena);
			add_text(said, text.further);
			read_nested(r, c, said);
		}
	}
}

static bool explains(const struct reader *r, struct tg_str text)
{
	if (!tg_checklist_explains(text, NULL))
		return false;
	for (size_t i = 0; i < r->questions->n; i++)
		if (!tg_checklist_explains(text, r->questions->items[i].question))
			return false;
	return true;
}

static enum tg_answer decide(const struct said *said, bool ticked, bool struck)
{
	if (said->yes && said->no)
		return TG_ANSWER_UNANSWERED;
	if (said->no || (struck && !said->yes))
		return TG_ANSWER_NO;
	return said->yes || ticked ? TG_ANSWER_YES : TG_ANSWER_UNANSWERED;
}

/* A second copy of an item must say the same. */
static void put_answer(struct tg_item_answer *slot, struct tg_item_answer now)
{
	if (slot->answer == TG_ANSWER_MISSING) {
		*slot = now;
	} else if (slot->answer != now.answer || now.contradictory) {
		slot->answer = TG_ANSWER_UNANSWERED;
		slot->explained = false;
		slot->contradictory = true;
		slot->other_line = now.line;
	} else if (!slot->explained && now.explained) {
		slot->explained = true;
		slot->text = now.text;
	}
}

static void read_item(const struct reader *r, const struct tg_md *item)
{
	struct item_text text = read_text(item, false, r->arena);
	struct said said = { 0 };
	size_t end = 0, which = question_of(r->questions, &text, &end, r->arena);
	bool struck = which == SIZE_MAX;

	if (struck) {
		struct item_text whole = read_text(item, true, r->arena);
		which = question_of(r->questions, &whole, &end, r->arena);
		end = 0;
	}
	if (which == SIZE_MAX)
		return;
	tg_buf_init(&said.text, TG_BODY_MAX_BYTES);
	struct tg_str own = after_follow_up(tg_str_from(text.first, end));
	if (tg_str_trim(own).n > 0) {
		add_answer(&said, own, r->arena);
		add_text(&said, text.further);
	} else {
		add_answer(&said, text.further, r->arena);
	}
	read_nested(r, item, &said);

	struct tg_item_answer now = { .line = item->line };
	now.answer = decide(&said, item->task == TG_MD_DONE, struck);
	now.contradictory = said.yes && said.no;
	now.text = tg_arena_dup_str(r->arena, tg_buf_str(&said.text));
	now.explained = now.answer >= TG_ANSWER_NO && explains(r, tg_str(now.text));
	put_answer(&r->answers[which], now);
	tg_buf_release(&said.text);
}

static void read_list(const struct reader *r, const struct tg_md *list)
{
	for (const struct tg_md *item = list->first; item; item = item->next) {
		read_item(r, item);
		for (const struct tg_md *c = item->first; c; c = c->next)
			if (c->kind == TG_MD_LIST)
				read_list(r, c);
	}
}

void tg_answers_read(struct tg_item_answer *answers,
		     const struct tg_questions *questions,
		     const struct tg_md *list, struct tg_arena *arena)
{
	struct reader r = { answers, questions, arena };

	read_list(&r, list);
}
