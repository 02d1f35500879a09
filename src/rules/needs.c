#include "needs.h"

#include "runs.h"

#include <string.h>

enum kind { TEXT, ALL, ONE };

struct tg_need {
	enum kind kind;
	struct tg_str text;
	struct tg_need *first, *last; /* children */
	struct tg_need *next;         /* of the same parent */
	size_t n_texts;               /* in all of it */
};

/* --- grams ---------------------------------------------------------------- */

/* The place of a run, behind those of single bytes. */
static inline unsigned gram_bit(uint32_t run)
{
	_Static_assert(TG_GRAM_BITS == 1u << 12, "the bits below");
	return 256u + tg_run_place(run, 12);
}

static inline void set_bit(struct tg_grams *grams, unsigned bit)
{
	grams->bits[bit / 64] |= (uint64_t)1 << bit % 64;
}

/* An indentation has one run of its own, however deep it is. */
static size_t skip_indentation(struct tg_grams *out, struct tg_str line, uint32_t *run)
{
	size_t n = 0;

	while (n < line.n && (line.p[n] == ' ' || line.p[n] == '\t') && line.p[n] == line.p[0])
		n++;
	if (n < TG_RUN)
		return 0;
	for (size_t i = 0; i < TG_RUN; i++)
		*run = tg_run_append(*run, line.p[0]);
	set_bit(out, *run >> 16);
	set_bit(out, gram_bit(*run));
	return n;
}

void tg_grams_add(struct tg_grams *out, struct tg_str line)
{
	uint32_t run = 0;

	for (size_t i = skip_indentation(out, line, &run); i < line.n; i++) {
		run = tg_run_append(run, line.p[i]);
		set_bit(out, run >> 16);
		if (i + 1 >= TG_RUN)
			set_bit(out, gram_bit(run));
	}
}

void tg_grams_of(struct tg_grams *out, struct tg_str line)
{
	memset(out, 0, sizeof(*out));
	tg_grams_add(out, line);
}

/* --- needs ---------------------------------------------------------------- */

static struct tg_need *new_need(struct tg_arena *arena, enum kind kind)
{
	struct tg_need *need = tg_arena_calloc(arena, 1, sizeof(*need));

	need->kind = kind;
	return need;
}

static void adopt(struct tg_need *parent, struct tg_need *child)
{
	if (parent->last != NULL)
		parent->last->next = child;
	else
		parent->first = child;
	parent->last = child;
	parent->n_texts += child->n_texts;
}

/* Children of a child of the same kind become its parent's. */
static struct tg_need *join(struct tg_arena *arena, enum kind kind, struct tg_need *a,
			    struct tg_need *b)
{
	struct tg_need *both = a;

	if (a->kind != kind) {
		both = new_need(arena, kind);
		adopt(both, a);
	}
	if (b->kind != kind) {
		adopt(both, b);
		return both;
	}
	both->last->next = b->first;
	both->last = b->last;
	both->n_texts += b->n_texts;
	return both;
}

struct tg_need *tg_need_all(struct tg_arena *arena, struct tg_need *a, struct tg_need *b)
{
	if (a == NULL || b == NULL)
		return a != NULL ? a : b;
	return join(arena, ALL, a, b);
}

struct tg_need *tg_need_one(struct tg_arena *arena, struct tg_need *a, struct tg_need *b)
{
	if (a == NULL || b == NULL)
		return NULL;
	return join(arena, ONE, a, b);
}

/* Blanks stand in nearly every line, and so does one of several marks. */
static bool says_little(struct tg_str text, bool alone)
{
	return tg_str_trim(text).n == 0 || (text.n == 1 && !alone);
}

struct tg_need *tg_need_text(struct tg_arena *arena, const struct tg_str *texts, size_t n)
{
	struct tg_need *out = NULL;

	for (size_t i = 0; i < n; i++)
		if (says_little(texts[i], n == 1))
			return NULL;
	for (size_t i = 0; i < n; i++) {
		struct tg_need *one = new_need(arena, TEXT);

		one->text = tg_str(tg_arena_dup_str(arena, texts[i]));
		one->n_texts = 1;
		out = i == 0 ? one : tg_need_one(arena, out, one);
	}
	return out;
}

bool tg_need_joins(const struct tg_need *need)
{
	if (need == NULL || need->kind == ALL)
		return need != NULL;
	for (const struct tg_need *child = need->first; child; child = child->next)
		if (tg_need_joins(child))
			return true;
	return false;
}

/* --- as numbers ----------------------------------------------------------- */

/*
 * A need is a head, which holds its kind and how many numbers follow, and these:
 * bits of grams that must all be set, or other needs.
 */
#define KIND_SHIFT 14u
#define MAX_NUMBERS 2000u /* of a whole pattern; and below what a head can hold */

struct numbers {
	uint16_t items[MAX_NUMBERS];
	size_t n;
	bool full;
};

static void put(struct numbers *out, unsigned number)
{
	if (out->n == MAX_NUMBERS)
		out->full = true;
	else
		out->items[out->n++] = (uint16_t)number;
}

/* Runs that cover the text; of two bytes, each of them. */
static void put_text(struct numbers *out, struct tg_str text)
{
	if (text.n < TG_RUN) {
		for (size_t i = 0; i < text.n; i++)
			put(out, tg_run_fold(text.p[i]));
		return;
	}
	for (size_t at = 0; at < text.n; at += TG_RUN) {
		uint32_t run = 0;

		if (at > text.n - TG_RUN)
			at = text.n - TG_RUN;
		for (size_t i = 0; i < TG_RUN; i++)
			run = tg_run_append(run, text.p[at + i]);
		put(out, gram_bit(run));
	}
}

static void put_need(struct numbers *out, const struct tg_need *need);

/* The children of `need` that hold so many texts; how many texts the next ones hold. */
static size_t put_children(struct numbers *out, const struct tg_need *need, size_t n_texts)
{
	size_t next = SIZE_MAX;

	for (const struct tg_need *child = need->first; child; child = child->next)
		if (child->n_texts == n_texts)
			put_need(out, child);
		else if (child->n_texts > n_texts && child->n_texts < next)
			next = child->n_texts;
	return next;
}

/* What is asked sooner goes first. */
static void put_need(struct numbers *out, const struct tg_need *need)
{
	size_t head = out->n, n_texts = need->first != NULL ? 1 : SIZE_MAX;

	put(out, 0);
	if (need->kind == TEXT)
		put_text(out, need->text);
	while (n_texts != SIZE_MAX && !out->full)
		n_texts = put_children(out, need, n_texts);
	if (!out->full)
		out->items[head] = (uint16_t)((unsigned)need->kind << KIND_SHIFT |
					      (out->n - head - 1));
}

const uint16_t *tg_need_encode(struct tg_arena *arena, const struct tg_need *need,
			       size_t *n)
{
	struct numbers out = { .n = 0 };
	uint16_t *copy;

	*n = 0;
	if (need == NULL)
		return NULL;
	put_need(&out, need);
	if (out.full)
		return NULL;
	copy = tg_arena_calloc(arena, out.n, sizeof(*copy));
	memcpy(copy, out.items, out.n * sizeof(*copy));
	*n = out.n;
	return copy;
}

static inline bool all_set(const uint16_t *bit, const uint16_t *end,
			   const struct tg_grams *grams)
{
	for (; bit < end; bit++)
		if (!(grams->bits[*bit / 64] >> *bit % 64 & 1))
			return false;
	return true;
}

static inline enum kind kind_of(uint16_t head)
{
	return (enum kind)(head >> KIND_SHIFT);
}

static inline size_t n_behind(uint16_t head)
{
	return head & ((1u << KIND_SHIFT) - 1);
}

/* As deep as the pattern's groups, which its parser bounds. */
bool tg_needs_met(const uint16_t *needs, const struct tg_grams *grams)
{
	const uint16_t *end = needs + 1 + n_behind(needs[0]), *at = needs + 1;
	bool all = kind_of(needs[0]) == ALL;

	if (kind_of(needs[0]) == TEXT)
		return all_set(at, end, grams);
	while (at < end) {
		const uint16_t *next = at + 1 + n_behind(*at);
		bool met = kind_of(*at) == TEXT ? all_set(at + 1, next, grams)
						: tg_needs_met(at, grams);

		if (met != all)
			return met;
		at = next;
	}
	return all;
}
