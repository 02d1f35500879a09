#include "match.h"

#include "../base/words.h"

#include <string.h>

/* What an edit costs. A word that carries the meaning weighs three, a little
 * one; another word in its place costs more than the two edits it is made of
 * would in a short question, so that "user interface" is not "user input". */
enum {
	LITTLE = 1,
	WEIGHTY = 3,
	EXTRA = 2,
	OTHER = 5,
	TYPO = 1,
	FAR_HEAD = 25, /* percent of the weight that may differ: first sentence */
	FAR_REST = 50, /* and what follows it */
	MAX_QUESTION = 64,
	MAX_PREFIX = 2 * MAX_QUESTION + 8
};

static bool is_little(const char *word)
{
	return tg_word_in(word,
		" a an the this that these those does do did is are be been it its to "
		"of in on at by for from with and or any if yes so could can should "
		"will would may might has have there change changes pr patch commit "
		"mr we our you your your pull request merge ");
}

static unsigned weight(const struct tg_token *t)
{
	return is_little(t->word) ? LITTLE : WEIGHTY;
}

/* "handel" for "handle": two neighbours changed places. */
static bool is_swap(struct tg_str a, struct tg_str b)
{
	size_t i = 0;

	if (a.n != b.n)
		return false;
	while (i < a.n && a.p[i] == b.p[i])
		i++;
	return i + 1 < a.n && a.p[i] == b.p[i + 1] && a.p[i + 1] == b.p[i] &&
	       tg_str_eq(tg_str_from(a, i + 2), tg_str_from(b, i + 2));
}

static unsigned replace_cost(const struct tg_token *a, const struct tg_token *b)
{
	if (strcmp(a->word, b->word) == 0)
		return 0;
	struct tg_str x = tg_str(a->word), y = tg_str(b->word);
	size_t longer = x.n > y.n ? x.n : y.n;
	unsigned allowed = longer >= 8 ? 2 : longer >= 4 ? 1 : 0;
	if (allowed > 0 &&
	    (is_swap(x, y) || tg_words_distance(x, y, allowed) <= allowed))
		return TYPO;
	return is_little(a->word) && is_little(b->word) ? LITTLE : OTHER;
}

static unsigned insert_cost(const struct tg_token *t)
{
	return is_little(t->word) ? LITTLE : EXTRA;
}

static unsigned least(unsigned a, unsigned b, unsigned c)
{
	unsigned m = a < b ? a : b;

	return m < c ? m : c;
}

/* The cheapest way to read `q` as a prefix of `t`; *end is that prefix. */
static unsigned align(const struct tg_token *q, size_t n_q,
		      const struct tg_token *t, size_t n_t, size_t *end)
{
	unsigned cost[MAX_PREFIX + 1];
	size_t best = 0;

	cost[0] = 0;
	for (size_t j = 1; j <= n_t; j++)
		cost[j] = cost[j - 1] + insert_cost(&t[j - 1]);
	for (size_t i = 1; i <= n_q; i++) {
		unsigned diagonal = cost[0];
		cost[0] += weight(&q[i - 1]);
		for (size_t j = 1; j <= n_t; j++) {
			unsigned above = cost[j];
			cost[j] = least(diagonal + replace_cost(&q[i - 1], &t[j - 1]),
					above + weight(&q[i - 1]),
					cost[j - 1] + insert_cost(&t[j - 1]));
			diagonal = above;
		}
	}
	for (size_t j = 1; j <= n_t; j++)
		if (cost[j] < cost[best])
			best = j;
	*end = best;
	return cost[best];
}

static unsigned total_weight(const struct tg_token *q, size_t n)
{
	unsigned sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += weight(&q[i]);
	return sum;
}

static size_t negations(const struct tg_token *t, size_t n)
{
	size_t count = 0;

	for (size_t i = 0; i < n; i++)
		count += tg_word_negates(t[i].word);
	return count;
}

/* What a question is about stands at its end: without that word it is another
 * question that merely begins alike. */
static bool ends_alike(const struct tg_token *q, size_t n_q, const struct tg_token *t,
		       size_t end)
{
	while (n_q > 0 && weight(&q[n_q - 1]) == LITTLE)
		n_q--;
	if (n_q == 0)
		return true;
	for (size_t i = end; i > 0 && end - i < 3; i--)
		if (replace_cost(&q[n_q - 1], &t[i - 1]) <= TYPO)
			return true;
	return false;
}

/* A quick look before the costly one: half of the words must be there as they
 * are. Most items of a body ask something else. */
static bool may_match(const struct tg_token *q, size_t n_q, const struct tg_token *t,
		      size_t n_t)
{
	size_t same = 0;

	if (n_t > 2 * n_q + 8)
		n_t = 2 * n_q + 8;
	for (size_t i = 0; i < n_q; i++) {
		for (size_t j = 0; j < n_t; j++) {
			if (strcmp(q[i].word, t[j].word) != 0)
				continue;
			same++;
			break;
		}
	}
	return 2 * same >= n_q;
}

/* The distance in percent, or SIZE_MAX when it is over `far`. */
static size_t distance(const struct tg_token *q, size_t n_q,
		       const struct tg_token *t, size_t n_t, size_t far,
		       size_t *end)
{
	unsigned whole = total_weight(q, n_q);

	*end = 0;
	if (whole == 0 || !may_match(q, n_q, t, n_t))
		return SIZE_MAX;
	if (n_t > 2 * n_q + 8)
		n_t = 2 * n_q + 8; /* further words would cost more than may differ */
	size_t percent = (size_t)align(q, n_q, t, n_t, end) * 100 / whole;
	if (percent > far || negations(q, n_q) != negations(t, *end)) {
		*end = 0;
		return SIZE_MAX;
	}
	return percent;
}

struct tg_question tg_question_of(const char *text, struct tg_arena *arena)
{
	struct tg_question q = { tg_tokens_of(tg_str(text), arena), 0 };
	const char *mark = strchr(text, '?');
	size_t cut = mark ? (size_t)(mark - text) : strlen(text);

	if (q.tokens.n > MAX_QUESTION)
		q.tokens.n = MAX_QUESTION;
	while (q.head < q.tokens.n && q.tokens.items[q.head].start < cut)
		q.head++;
	return q;
}

size_t tg_question_match(const struct tg_question *question,
			 const struct tg_tokens *text, size_t *end)
{
	const struct tg_token *q = question->tokens.items;
	size_t head = question->head, rest_end;
	size_t near = distance(q, head, text->items, text->n, FAR_HEAD, end);

	if (near == SIZE_MAX || !ends_alike(q, head, text->items, *end)) {
		*end = 0;
		return SIZE_MAX;
	}
	if (head < question->tokens.n) {
		size_t rest = distance(q + head, question->tokens.n - head,
				       text->items + *end, text->n - *end,
				       FAR_REST, &rest_end);
		if (rest != SIZE_MAX)
			*end += rest_end;
	}
	return near;
}

unsigned tg_tokens_likeness(const struct tg_token *a, size_t n_a,
			    const struct tg_token *b, size_t n_b)
{
	bool used[MAX_QUESTION] = { false };
	size_t common = 0;

	if (n_b > MAX_QUESTION)
		n_b = MAX_QUESTION;
	if (n_a + n_b == 0)
		return 0;
	for (size_t i = 0; i < n_a; i++) {
		for (size_t j = 0; j < n_b; j++) {
			if (used[j] || strcmp(a[i].word, b[j].word) != 0)
				continue;
			used[j] = true;
			common++;
			break;
		}
	}
	return (unsigned)(200 * common / (n_a + n_b));
}
