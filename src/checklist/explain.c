/*
 * What is an explanation: three words or more that say something. An empty tick
 * must not pass by being followed by "TODO", by the question again, or by
 * characters that nobody sees. Whether what is said is true is the reviewer's
 * to judge, who is shown it.
 */
#include "checklist.h"

#include "match.h"

#include <string.h>

enum { LEAST_WORDS = 3, LIKE_THE_QUESTION = 75 };

/* A text that begins so says that there is nothing to read yet. */
static const char postponed[] = " todo tbd tba fixme wip xxx lorem placeholder ";

/* Words that say nothing by themselves. */
static const char empty[] =
	" a an the it its is are was were be been being this that these those we i "
	"you they he she to of in on at by for from with and or but as so if then "
	"here there will would shall should can could may might must do does did "
	"done has have had not no nope yes yep yeah ok okay na none nothing sure "
	"fine good great lgtm todo tbd tba fixme wip xxx see above below later soon "
	"next follow followup pending determined decided defined added add add "
	"write fill filled explain explained explanation describe described "
	"description details detail reason reasons comment comments text answer "
	"how why what when where which who your my our please placeholder lorem "
	"ipsum dolor sit amet foo bar baz qux test testing asdf qwerty applicable "
	"not-applicable na need needed question item checklist box tick ticked "
	"checked check blah etc same ditto idem idk dunno whatever random words ";

struct chunk {
	size_t first, n; /* tokens */
};

/* The next word as a reader counts them: "n/a" and an address are one each. */
static bool next_chunk(const struct tg_tokens *t, struct chunk *c)
{
	c->first += c->n;
	if (c->first >= t->n)
		return false;
	c->n = 1;
	while (c->first + c->n < t->n && t->items[c->first + c->n].joined)
		c->n++;
	return true;
}

static bool same_chunk(const struct tg_tokens *t, const struct chunk *a,
		       const struct chunk *b)
{
	if (a->n != b->n)
		return false;
	for (size_t i = 0; i < a->n; i++)
		if (strcmp(t->items[a->first + i].word, t->items[b->first + i].word) !=
		    0)
			return false;
	return true;
}

static bool seen_before(const struct tg_tokens *t, const struct chunk *c)
{
	struct chunk earlier = { 0 };

	while (next_chunk(t, &earlier) && earlier.first < c->first)
		if (same_chunk(t, &earlier, c))
			return true;
	return false;
}

static bool has_letters(const struct tg_tokens *t, const struct chunk *c)
{
	for (size_t i = 0; i < c->n; i++)
		if (t->items[c->first + i].letters)
			return true;
	return false;
}

/* "n/a" and "to-do" are put together before they are looked up. */
static bool is_empty_word(const struct tg_tokens *t, const struct chunk *c)
{
	char word[64] = "";
	size_t n = 0;

	for (size_t i = 0; i < c->n; i++) {
		const char *part = t->items[c->first + i].word;
		size_t len = strlen(part);
		if (n + len >= sizeof(word))
			return false;
		memcpy(word + n, part, len + 1);
		n += len;
	}
	bool ideograph = t->items[c->first].ideograph;
	return (n < 3 && !ideograph) || tg_word_in(word, empty);
}

static bool repeats(const struct tg_tokens *t, const char *question)
{
	struct tg_arena scratch = TG_ARENA_INIT;
	struct tg_question q = tg_question_of(question, &scratch);
	const struct tg_token *words = q.tokens.items;
	size_t rest = q.tokens.n - q.head;
	bool same = tg_tokens_likeness(t->items, t->n, words, q.tokens.n) >=
			    LIKE_THE_QUESTION ||
		    tg_tokens_likeness(t->items, t->n, words, q.head) >=
			    LIKE_THE_QUESTION ||
		    (rest > 0 && tg_tokens_likeness(t->items, t->n, words + q.head,
						    rest) >= LIKE_THE_QUESTION);

	tg_arena_release(&scratch);
	return same;
}

/* ":rocket:" is shown as a picture, "@alice" is a person: neither is a word. */
static bool is_no_word(const struct tg_tokens *t, const struct chunk *c,
		       struct tg_str text)
{
	size_t start = t->items[c->first].start, end = t->items[c->first + c->n - 1].end;
	char before = start > 0 ? text.p[start - 1] : ' ';
	char after = end < text.n ? text.p[end] : ' ';

	return before == '@' || (before == ':' && after == ':');
}

static bool is_address(const struct tg_tokens *t, const struct chunk *c)
{
	return c->n > 1 && tg_word_in(t->items[c->first].word, " http https www ftp ");
}

static bool says_something(const struct tg_tokens *t, struct tg_str text)
{
	struct chunk c = { 0 };
	size_t words = 0, telling = 0;
	bool address = false;

	while (next_chunk(t, &c)) {
		if (c.first == 0 && tg_word_in(t->items[0].word, postponed))
			return false;
		if (!has_letters(t, &c) || is_no_word(t, &c, text) || seen_before(t, &c))
			continue;
		if (is_address(t, &c)) {
			words += !address; /* any number of links is one */
			address = true;
		} else {
			words++;
			telling += !is_empty_word(t, &c);
		}
		if (words >= LEAST_WORDS && telling > 0)
			return true;
	}
	return false;
}

bool tg_checklist_explains(struct tg_str text, const char *question)
{
	struct tg_arena scratch = TG_ARENA_INIT;
	struct tg_tokens t = tg_tokens_of(text, &scratch);
	bool explains = says_something(&t, text) && !(question && repeats(&t, question));

	tg_arena_release(&scratch);
	return explains;
}
