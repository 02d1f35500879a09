/*
 * Sentences by which an author answers for a threat model:
 *
 *	Threat model reviewed: no change, because the flow stays the same.
 *	Threat model docs/threat-models/order.md reviewed: no change, because ...
 *	T3 retired: the endpoint is gone since 2.0.
 *	T3: planned again, because the library does not do it.
 *
 * Each stands at the beginning of a line and gives a reason that says
 * something; in an item whose box is not ticked it is not said yet.
 */
#include "lines.h"

#include "../base/buf.h"
#include "../base/vec.h"

#include <string.h>

enum { HEAD_WORDS = 12, REASON_MAX = 2048, REASON_LINES = 8 };

static const char retired[] =
	" retired removed deleted dropped obsolete withdrawn superseded replaced merged "
	"closed accepted lowered weakened reduced moved split transferred downgraded "
	"rescoped renamed renumbered changed rescored reassessed relaxed reverted "
	"covered ";
static const char kinds[] = " threat mitigation control risk acceptance scope model ";

struct statements {
	struct tg_arena *arena;
	const struct tg_body_lines *lines;
	TG_VEC(struct tg_statement) said;
	TG_VEC(const char *) models;
};

/* The index of the first of `words` among the tokens from `at` on. */
static size_t find_word(const struct tg_tokens *t, size_t at, size_t to,
			const char *words)
{
	for (; at < to && at < t->n; at++)
		if (tg_word_in(t->items[at].word, words))
			return at;
	return SIZE_MAX;
}

/* "T3", "TM-12", "M1.2": letters and a number. */
static bool is_id(const struct tg_tokens *t, size_t at, size_t *n)
{
	bool digit = false;

	*n = 1;
	while (at + *n < t->n && t->items[at + *n].joined)
		++*n;
	for (size_t i = at; i < at + *n; i++)
		digit |= strpbrk(t->items[i].word, "0123456789") != NULL;
	return digit && t->items[at].letters;
}

/* The text after a colon that follows the subject, which ends at `at`; empty
 * where none does. */
static struct tg_str after_colon(struct tg_str text, size_t at)
{
	while (at < text.n && strchr("\"`'*_ ", text.p[at]) != NULL)
		at++;
	return at < text.n && text.p[at] == ':' ? tg_str_from(text, at + 1) : TG_STR("");
}

/* A line in the middle of a paragraph that makes a statement of its own. */
static bool starts_another(struct tg_str line, struct tg_arena *arena)
{
	struct tg_tokens t = tg_tokens_of(tg_str_sub(line, 0, 200), arena);
	size_t n;

	if (t.n < 2)
		return false;
	return tg_word_in(t.items[0].word, kinds) ||
	       (is_id(&t, 0, &n) && (find_word(&t, n, HEAD_WORDS, retired) != SIZE_MAX ||
				     after_colon(line, t.items[n - 1].end).n > 0));
}

/* The statement's reason: what is left of its line and of its block. */
static const char *reason_at(const struct statements *s, size_t line,
			     struct tg_str rest)
{
	struct tg_buf b;

	tg_buf_init(&b, REASON_MAX);
	tg_buf_put_str(&b, tg_str_trim(tg_text_after_sign(rest)));
	for (size_t i = line + 1; i < s->lines->n && i <= line + REASON_LINES; i++) {
		const struct tg_body_line *l = &s->lines->items[i];
		if (l->starts_block || l->level || starts_another(l->text, s->arena))
			break;
		tg_buf_putc(&b, ' ');
		tg_buf_put_str(&b, l->text);
	}
	char *reason = tg_arena_dup_str(s->arena, tg_str_trim(tg_buf_str(&b)));
	tg_buf_release(&b);
	return reason;
}

/* Paths named in a piece of the sentence. */
static size_t take_paths(struct statements *s, struct tg_str text)
{
	struct tg_str word;
	size_t n = 0;

	while (tg_str_word(&text, &word)) {
		while (word.n && strchr("`\"'([<,", word.p[0]))
			word = tg_str_from(word, 1);
		while (word.n && strchr("`\"')]>,.:;", word.p[word.n - 1]))
			word.n--;
		if (tg_str_starts(word, "./"))
			word = tg_str_from(word, 2);
		if (tg_str_chr(word, '/') == SIZE_MAX &&
		    tg_str_chr(word, '.') == SIZE_MAX)
			continue;
		*TG_VEC_PUSH(s->arena, &s->models) =
			tg_arena_dup_str(s->arena, word);
		n++;
	}
	return n;
}

/* Between "threat model" and "reviewed" only paths may stand: a "not" there
 * says the opposite. */
static bool only_paths(const struct tg_tokens *t, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++) {
		bool path = t->items[i].joined ||
			    (i + 1 < to && t->items[i + 1].joined);
		if (!path && !tg_word_in(t->items[i].word, " in at and of for "))
			return false;
	}
	return true;
}

/* Where "no change" ends, among the words after "reviewed". */
static size_t no_change_end(const struct tg_tokens *t, size_t at)
{
	size_t to = at + (size_t)2 * HEAD_WORDS;

	for (size_t i = at; i < to && i < t->n; i++) {
		const char *w = t->items[i].word;
		if (tg_word_in(w, " unchanged "))
			return i + 1;
		if (tg_word_in(w, " no not nothing without ") && i + 1 < t->n &&
		    find_word(t, i + 1, i + 4,
			      " change changes changed update updates ") != SIZE_MAX)
			return 1 + find_word(t, i + 1, i + 4,
					     " change changes changed update updates ");
	}
	return SIZE_MAX;
}

static bool take_review(struct statements *s, struct tg_checklist *out, size_t i)
{
	struct tg_str text = s->lines->items[i].text;
	struct tg_tokens t = tg_tokens_of(text, s->arena);
	size_t at = 0;

	if (t.n > 0 && tg_word_in(t.items[0].word, " the "))
		at = 1;
	if (at + 2 >= t.n || strcmp(t.items[at].word, "threat") != 0 ||
	    !tg_word_in(t.items[at + 1].word, " model models "))
		return false;
	size_t verb = find_word(&t, at + 2, at + 2 + (size_t)4 * HEAD_WORDS,
				" reviewed ");
	if (verb == SIZE_MAX || !only_paths(&t, at + 2, verb))
		return false;
	size_t end = no_change_end(&t, verb + 1);
	if (end == SIZE_MAX)
		return false;
	size_t because = find_word(&t, end, end + 4, " because since as ");
	size_t from = because == SIZE_MAX ? end : because + 1;
	const char *reason =
		reason_at(s, i, tg_str_from(text, t.items[from - 1].end));
	if (!tg_checklist_explains(tg_str(reason), NULL))
		return true;
	size_t named = take_paths(s, tg_str_sub(text, 0, t.items[end - 1].end));
	/* one statement that names no model speaks of all of them */
	if (named == 0 || (out->reviewed && s->models.n == named))
		s->models.n = 0;
	out->reviewed = true;
	out->review_reason = reason;
	return true;
}

/* A title in quotes or back quotes right at `at`; its inner text. */
static bool quoted_title(struct tg_str text, size_t at, struct tg_str *title)
{
	if (at == 0 || !strchr("\"`'", text.p[at - 1]))
		return false;
	size_t end = tg_str_chr(tg_str_from(text, at), text.p[at - 1]);
	if (end == SIZE_MAX)
		return false;
	*title = tg_str_sub(text, at, end);
	return true;
}

static bool take_subject(const struct tg_tokens *t, struct tg_str text, size_t *at,
			 struct tg_str *subject)
{
	size_t n;

	while (*at < t->n && tg_word_in(t->items[*at].word, kinds))
		++*at;
	if (*at >= t->n)
		return false;
	size_t start = t->items[*at].start;
	if (quoted_title(text, start, subject)) {
		while (*at < t->n && t->items[*at].start < start + subject->n)
			++*at;
		return true;
	}
	if (!is_id(t, *at, &n))
		return false;
	*subject = tg_str_sub(text, start, t->items[*at + n - 1].end - start);
	*at += n;
	return true;
}

/* Text in code is shown without its back quotes: a model's path is a subject
 * as well ("docs/threat-models/old.md deleted: ..."), and so is a pattern. */
static bool take_path_subject(const struct tg_tokens *t, struct tg_str text,
			      size_t *at, struct tg_str *subject)
{
	struct tg_str rest = tg_str_from(text, t->items[*at].start);

	if (!tg_str_word(&rest, subject))
		return false;
	while (subject->n > 0 && strchr(":,;.\"'", subject->p[subject->n - 1]) != NULL)
		subject->n--;
	while (*at < t->n && text.p + t->items[*at].start < subject->p + subject->n)
		++*at;
	return tg_str_chr(*subject, '/') != SIZE_MAX;
}

/* False where `core`, what is said of the reason, says nothing. */
static bool add_statement(struct statements *s, size_t i, struct tg_str subject,
			  const char *reason, const char *core)
{
	struct tg_statement said = { .line = s->lines->items[i].line, .reason = reason };

	if (!tg_checklist_explains(tg_str(core), NULL))
		return false;
	said.subject = tg_arena_dup_str(s->arena, subject);
	*TG_VEC_PUSH(s->arena, &s->said) = said;
	return true;
}

/* "T3: planned again, because ...": whatever was done, the reason is told by its
 * word. */
static void take_because(struct statements *s, size_t i, struct tg_str subject,
			 struct tg_str rest)
{
	if (tg_str_trim(rest).n == 0)
		return;
	const char *reason = reason_at(s, i, rest);
	struct tg_tokens t = tg_tokens_of(tg_str(reason), s->arena);
	size_t because = find_word(&t, 0, t.n, " because since ");

	if (because != SIZE_MAX)
		(void)add_statement(s, i, subject, reason,
				    reason + t.items[because].end);
}

static void take_statement(struct statements *s, size_t i)
{
	struct tg_str text = s->lines->items[i].text, subject;
	struct tg_tokens t = tg_tokens_of(text, s->arena);
	size_t at = 0;

	if (!take_subject(&t, text, &at, &subject) &&
	    (at >= t.n || !take_path_subject(&t, text, &at, &subject)))
		return;
	size_t verb = find_word(&t, at, at + HEAD_WORDS, retired);
	size_t gone = find_word(&t, at, at + HEAD_WORDS, " longer ");
	if (gone != SIZE_MAX && gone > 0 && strcmp(t.items[gone - 1].word, "no") == 0)
		verb = gone;
	struct tg_str rest = after_colon(text, (size_t)(subject.p - text.p) + subject.n);

	if (verb == SIZE_MAX) {
		take_because(s, i, subject, rest);
		return;
	}
	for (size_t w = at; w < verb; w++)
		if (tg_word_negates(t.items[w].word) && w + 1 != verb)
			return;
	if (verb > at && tg_word_in(t.items[verb - 1].word, " not never isnt wasnt "))
		return;
	const char *reason = reason_at(s, i, tg_str_from(text, t.items[verb].end));

	if (!add_statement(s, i, subject, reason, reason))
		take_because(s, i, subject, rest);
}

void tg_statements_read(struct tg_checklist *out, const struct tg_body_lines *lines,
			struct tg_arena *arena)
{
	struct statements s = { .arena = arena, .lines = lines };

	out->review_reason = "";
	for (size_t i = 0; i < lines->n; i++) {
		if (lines->items[i].code || lines->items[i].open_task)
			continue;
		if (!take_review(&s, out, i))
			take_statement(&s, i);
	}
	out->reviewed_models = s.models.items;
	out->n_reviewed_models = s.models.n;
	out->statements = s.said.items;
	out->n_statements = s.said.n;
}
