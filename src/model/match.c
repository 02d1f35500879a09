#include "match.h"

#include "../base/buf.h"
#include "../base/map.h"
#include "../base/words.h"

#include <stdint.h>
#include <string.h>

#define GONE SIZE_MAX
#define MAX_TEXT 65536u

enum { SURE = 85, SAME_ID = 30, SAME_ID_AT_ALL = 15, STEP = 10 };

struct side {
	const struct tg_match_item *items;
	size_t n;
};

struct matching {
	struct tg_matcher *m;
	struct side before, after;
	size_t *to;
	bool *taken;
};

static size_t word_count(const char *s)
{
	struct tg_str rest = tg_str(s), word;
	size_t n = 0;

	while (tg_str_word(&rest, &word))
		n++;
	return n;
}

static unsigned alike(const char *a, const char *b)
{
	return tg_words_likeness(tg_str(a), tg_str(b));
}

unsigned tg_match_likeness(const struct tg_match_item *a,
			   const struct tg_match_item *b)
{
	bool titles = *a->title && *b->title, texts = *a->text && *b->text;
	unsigned title = titles ? alike(a->title, b->title) : 0;
	unsigned text, both;

	if (!texts && titles)
		return title;
	if (!texts)
		return alike(*a->title ? a->title : a->text,
			     *b->title ? b->title : b->text);
	text = alike(a->text, b->text);
	if (!titles)
		return text;
	if (word_count(a->title) <= 2 || word_count(b->title) <= 2)
		both = (title + 3 * text) / 4;
	else
		both = (title + text) / 2;
	return both > text * 9 / 10 ? both : text * 9 / 10;
}

static void take(struct matching *g, size_t i, size_t j)
{
	g->to[i] = j;
	g->taken[j] = true;
}

static char *folded(struct tg_arena *arena, const char *a, const char *b)
{
	struct tg_buf buf = TG_BUF_INIT(MAX_TEXT);
	char *copy;

	tg_words_fold(&buf, tg_str(a));
	tg_buf_putc(&buf, '\n');
	tg_words_fold(&buf, tg_str(b));
	copy = tg_arena_dup_str(arena, tg_buf_str(&buf));
	tg_buf_release(&buf);
	return copy;
}

/* An id that stays while all words change is the same thing only if it is
 * still about the same kind of thing. */
static bool same_kind(const struct tg_match_item *a, const struct tg_match_item *b)
{
	return (a->kind & b->kind) != 0 || (!*a->title && !*a->text) ||
	       (!*b->title && !*b->text);
}

/* Pairs with the same id whose likeness is at least `least`; 0: whose words
 * need not be alike. */
static void by_id(struct matching *g, unsigned least)
{
	struct tg_map ids;

	tg_map_init(&ids, g->m->arena);
	for (size_t j = g->after.n; j-- > 0;) {
		const char *id = g->after.items[j].id;

		if (*id && !g->taken[j])
			tg_map_set(&ids, tg_str(folded(g->m->arena, id, "")),
				   &g->taken[j]);
	}
	for (size_t i = 0; i < g->before.n; i++) {
		const struct tg_match_item *a = &g->before.items[i];
		bool *slot;
		size_t j;

		if (g->to[i] != GONE || !*a->id)
			continue;
		slot = tg_map_get(&ids, tg_str(folded(g->m->arena, a->id, "")));
		if (!slot || *slot)
			continue;
		j = (size_t)(slot - g->taken);
		if (least ? tg_match_likeness(a, &g->after.items[j]) >= least
			  : same_kind(a, &g->after.items[j]))
			take(g, i, j);
	}
}

/* Pairs that say the same, word for word. */
static void by_text(struct matching *g)
{
	struct tg_map texts;

	tg_map_init(&texts, g->m->arena);
	for (size_t j = g->after.n; j-- > 0;) {
		const struct tg_match_item *b = &g->after.items[j];

		if (!g->taken[j])
			tg_map_set(&texts, tg_str(folded(g->m->arena, b->title,
							 b->text)),
				   &g->taken[j]);
	}
	for (size_t i = 0; i < g->before.n; i++) {
		const struct tg_match_item *a = &g->before.items[i];
		bool *slot;

		if (g->to[i] != GONE || (!*a->title && !*a->text))
			continue;
		slot = tg_map_get(&texts, tg_str(folded(g->m->arena, a->title,
							a->text)));
		if (slot && !*slot)
			take(g, i, (size_t)(slot - g->taken));
	}
}

static size_t count_gone(const size_t *to, size_t n)
{
	size_t gone = 0;

	for (size_t i = 0; i < n; i++)
		gone += to[i] == GONE;
	return gone;
}

static size_t count_open(const bool *taken, size_t n)
{
	size_t open = 0;

	for (size_t i = 0; i < n; i++)
		open += !taken[i];
	return open;
}

#define MOST_CELLS ((size_t)16 * TG_MATCH_BUDGET)

static bool fits(size_t rows, size_t columns, size_t most)
{
	return columns == 0 || rows <= most / columns;
}

/* The likeness of every open pair; NULL when that is too much work. */
static unsigned char *score(struct matching *g)
{
	size_t rows = count_gone(g->to, g->before.n);
	size_t columns = count_open(g->taken, g->after.n);
	unsigned char *scores;

	if (!rows || !columns)
		return NULL;
	if (!fits(rows, columns, g->m->budget) ||
	    !fits(g->before.n, g->after.n, MOST_CELLS)) {
		g->m->incomplete = true;
		return NULL;
	}
	g->m->budget -= rows * columns;
	scores = tg_arena_calloc(g->m->arena, g->before.n, g->after.n);
	for (size_t i = 0; i < g->before.n; i++) {
		for (size_t j = 0; j < g->after.n; j++) {
			if (g->to[i] != GONE || g->taken[j])
				continue;
			scores[i * g->after.n + j] =
				(unsigned char)tg_match_likeness(
					&g->before.items[i], &g->after.items[j]);
		}
	}
	return scores;
}

/* The best partner of each open item, if it is at least `least` alike. */
static void by_likeness(struct matching *g, const unsigned char *scores,
			unsigned least)
{
	for (size_t i = 0; i < g->before.n; i++) {
		const unsigned char *row = scores + i * g->after.n;
		size_t best = GONE;

		if (g->to[i] != GONE)
			continue;
		for (size_t j = 0; j < g->after.n; j++) {
			if (!g->taken[j] && row[j] >= least &&
			    (best == GONE || row[j] > row[best]))
				best = j;
		}
		if (best != GONE)
			take(g, i, best);
	}
}

void tg_match(size_t *to, struct tg_matcher *m, const struct tg_match_item *before,
	      size_t n_before, const struct tg_match_item *after, size_t n_after)
{
	struct matching g = { .m = m, .before = { before, n_before },
			      .after = { after, n_after }, .to = to };
	unsigned char *scores;

	for (size_t i = 0; i < n_before; i++)
		to[i] = GONE;
	if (!n_before || !n_after)
		return;
	g.taken = tg_arena_calloc(m->arena, n_after, sizeof(*g.taken));
	by_id(&g, SURE);
	by_text(&g);
	scores = score(&g);
	if (scores)
		by_likeness(&g, scores, SURE);
	by_id(&g, SAME_ID);
	for (unsigned least = SURE - STEP; scores && least >= m->near;
	     least -= STEP)
		by_likeness(&g, scores, least < m->near + STEP ? m->near : least);
	by_id(&g, SAME_ID_AT_ALL);
	by_id(&g, 0);
}

unsigned tg_match_contained(struct tg_str part, struct tg_str whole,
			    struct tg_arena *arena)
{
	struct tg_buf buf = TG_BUF_INIT((size_t)2 * MAX_TEXT);
	struct tg_map words;
	struct tg_str rest, word;
	size_t all = 0, kept = 0;
	size_t start;
	char *copy;

	tg_words_fold(&buf, whole);
	start = buf.len;
	tg_buf_putc(&buf, ' ');
	tg_words_fold(&buf, part);
	copy = tg_arena_dup_str(arena, tg_buf_str(&buf));
	tg_map_init(&words, arena);
	rest = tg_str_n(copy, start);
	while (tg_str_word(&rest, &word))
		tg_map_set(&words, word, copy);
	rest = tg_str_n(copy + start, buf.len - start);
	while (tg_str_word(&rest, &word)) {
		all++;
		kept += tg_map_get(&words, word) != NULL;
	}
	tg_buf_release(&buf);
	return all ? (unsigned)(kept * 100 / all) : 100;
}
