/* Yes and No, in the words that people use for them. */
#include "answer.h"

#include <string.h>

static const char yes_words[] = " yes yep yeah y si oui ja ✅ ✔ ";
static const char no_words[] = " no nope n na none ❌ ";
static const char labels[] = " answer response reply result a ";

/* Answers of more than one word. */
static const struct {
	const char *words[4];
} no_phrases[] = {
	{ { "n", "a" } },
	{ { "not", "applicable" } },
	{ { "not", "relevant" } },
	{ { "not", "affected" } },
	{ { "does", "not", "apply" } },
	{ { "doesnt", "apply" } },
};

static size_t phrase_length(const struct tg_tokens *t, size_t at)
{
	for (size_t p = 0; p < sizeof(no_phrases) / sizeof(*no_phrases); p++) {
		const char *const *words = no_phrases[p].words;
		size_t i = 0;
		while (i < 4 && words[i] && at + i < t->n &&
		       strcmp(words[i], t->items[at + i].word) == 0)
			i++;
		if (i == 4 || !words[i])
			return i;
	}
	return 0;
}

static enum tg_said word_at(const struct tg_tokens *t, size_t at, size_t *n)
{
	*n = phrase_length(t, at);
	if (*n > 0)
		return TG_SAID_NO;
	*n = 1;
	if (at >= t->n || (at + 1 < t->n && t->items[at + 1].joined))
		return TG_SAID_NOTHING;
	if (tg_word_in(t->items[at].word, yes_words))
		return TG_SAID_YES;
	if (tg_word_in(t->items[at].word, no_words))
		return TG_SAID_NO;
	return TG_SAID_NOTHING;
}

/* "Yes / No", "Yes/No/N/A", "yes or no": the template, nobody chose. */
static bool is_choice(const struct tg_tokens *t)
{
	bool yes = false, no = false;

	if (t->n > 6)
		return false;
	for (size_t i = 0; i < t->n; i++) {
		const char *w = t->items[i].word;
		if (tg_word_in(w, yes_words))
			yes = true;
		else if (tg_word_in(w, no_words))
			no = true;
		else if (!tg_word_in(w, " or a not applicable "))
			return false;
	}
	return yes && no;
}

/* "No, because ..." and "No: ..." leave the reason; "No new input is read" is
 * one sentence and is the reason as it stands. */
static struct tg_str reason_of(struct tg_str text, size_t end)
{
	struct tg_str rest = tg_str_from(text, end), at = tg_str_trim(rest);

	if (at.n == 0)
		return at;
	if (!tg_is_alnum(at.p[0]) && (unsigned char)at.p[0] < 0x80)
		return tg_text_after_sign(at);
	bool new_line = memchr(rest.p, '\n', (size_t)(at.p - rest.p)) != NULL;
	if (new_line || (unsigned char)at.p[0] >= 0x80)
		return tg_text_after_sign(at);
	if (tg_str_istarts(at, "because ") || tg_str_istarts(at, "since ") ||
	    tg_str_istarts(at, "as "))
		return at;
	return text;
}

enum tg_said tg_said_by(struct tg_str text, struct tg_str *rest,
			struct tg_arena *arena)
{
	text = tg_str_trim(tg_text_after_sign(text));
	struct tg_tokens t = tg_tokens_of(text, arena);
	size_t at = 0, n;

	*rest = text;
	if (is_choice(&t)) {
		*rest = tg_str_from(text, text.n);
		return TG_SAID_NOTHING;
	}
	if (t.n > 1 && !t.items[1].joined && tg_word_in(t.items[0].word, labels) &&
	    text.n > t.items[0].end && text.p[t.items[0].end] == ':')
		at = 1;
	enum tg_said said = word_at(&t, at, &n);
	if (said == TG_SAID_NOTHING)
		return said;
	if (at > 0)
		text = tg_str_from(text, t.items[at].start);
	size_t end = t.items[at + n - 1].end - (at ? t.items[at].start : 0);
	*rest = tg_str_trim(reason_of(text, end));
	return said;
}
