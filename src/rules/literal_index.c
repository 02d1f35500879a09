#include "literal_index.h"

#include "runs.h"

#include <string.h>

/* The place of a run, among four times as many as there are buckets. */
static inline unsigned place_of(uint32_t run)
{
	_Static_assert(4u * TG_INDEX_BUCKETS == 1u << 15, "the bits below");
	return tg_run_place(run, 15);
}

static unsigned place_of_literal(const char *literal)
{
	return place_of(tg_run_append(tg_run_append(tg_run_append(0, literal[0]), literal[1]),
				    literal[2]));
}

static unsigned bucket_of(const char *literal)
{
	return place_of_literal(literal) / 4;
}

/* --- building ------------------------------------------------------------ */

int tg_index_compare(const char *a, const char *b)
{
	unsigned x = bucket_of(a), y = bucket_of(b);

	return x != y ? (x < y ? -1 : 1) : strcmp(a, b);
}

static size_t common(const char *a, const char *b)
{
	size_t n = 0;

	while (a[n] != '\0' && a[n] == b[n])
		n++;
	return n < UINT8_MAX ? n : UINT8_MAX;
}

static void fill_texts(struct tg_literal_index *out, struct tg_arena *arena,
		       const char *const *literals, size_t n)
{
	uint32_t *at = tg_arena_calloc(arena, n + 1, sizeof(*at));
	char *text;

	for (size_t i = 0; i < n; i++)
		at[i + 1] = at[i] + (uint32_t)strlen(literals[i]);
	text = tg_arena_alloc(arena, at[n] + 1);
	text[0] = '\0';
	for (size_t i = 0; i < n; i++)
		memcpy(text + at[i], literals[i], at[i + 1] - at[i]);
	out->at = at;
	out->text = text;
	out->blanks = 0;
	for (size_t i = 0; i < n; i++) {
		size_t blanks = strspn(literals[i], " \t");

		if (blanks > out->blanks)
			out->blanks = (uint16_t)blanks;
	}
}

static void fill_buckets(struct tg_literal_index *out, struct tg_arena *arena,
			 const char *const *literals, size_t n)
{
	uint16_t *first = tg_arena_calloc(arena, TG_INDEX_BUCKETS + 1, sizeof(*first));
	uint32_t *fourth = tg_arena_calloc(arena, TG_INDEX_BUCKETS, sizeof(*fourth));
	uint8_t *shared = tg_arena_calloc(arena, n + 1, sizeof(*shared));
	unsigned bucket = 0;

	for (size_t i = 0; i < n; i++) {
		unsigned own = bucket_of(literals[i]);

		if (i > 0 && own == bucket)
			shared[i] = (uint8_t)common(literals[i - 1], literals[i]);
		while (bucket < own)
			first[++bucket] = (uint16_t)i;
		fourth[own] |= literals[i][TG_RUN] == '\0'
			? UINT32_MAX
			: UINT32_C(1) << (unsigned char)literals[i][TG_RUN] % 32;
	}
	while (bucket < TG_INDEX_BUCKETS)
		first[++bucket] = (uint16_t)n;
	out->first = first;
	out->fourth = fourth;
	out->shared = shared;
}

/* From the end, so that each one can go on with those behind it. */
static void fill_skips(struct tg_literal_index *out, struct tg_arena *arena, size_t n)
{
	uint16_t *skip = tg_arena_calloc(arena, n + 1, sizeof(*skip));

	for (size_t i = n; i-- > 0;) {
		size_t next = i + 1;

		while (next < n && out->shared[next] > out->shared[i])
			next = skip[next];
		skip[i] = (uint16_t)next;
	}
	out->skip = skip;
}

bool tg_index_build(struct tg_literal_index *out, struct tg_arena *arena,
		    const char *const *literals, size_t n)
{
	if (n > TG_INDEX_MAX)
		return false;
	out->n = (uint16_t)n;
	fill_texts(out, arena, literals, n);
	fill_buckets(out, arena, literals, n);
	fill_skips(out, arena, n);
	return true;
}

struct tg_index_choice *tg_index_choose(const struct tg_literal_index *index,
					struct tg_arena *arena, const uint8_t *wanted)
{
	struct tg_index_choice *out = tg_arena_calloc(arena, 1, sizeof(*out) + index->n);

	for (size_t i = 0; i < index->n; i++) {
		unsigned place = place_of_literal(index->text + index->at[i]);

		if (wanted != NULL && wanted[i] == 0)
			continue;
		out->wanted[i] = 1;
		out->runs[place / 64] |= UINT64_C(1) << place % 64;
	}
	return out;
}

/* --- searching ----------------------------------------------------------- */

struct search {
	const struct tg_literal_index *index;
	const struct tg_index_choice *choice;
	tg_index_hit_fn *hit;
	void *ctx;
};

/* How far `rest` goes on like the literal, of which `same` bytes are known to agree. */
static inline size_t agree(struct tg_str rest, const char *literal, size_t n, size_t same)
{
	while (same < n && same < rest.n && tg_lower(rest.p[same]) == literal[same])
		same++;
	return same;
}

/* Is the text behind the literal, which ends or differs after `same` bytes? */
static inline bool is_behind(struct tg_str rest, const char *literal, size_t n, size_t same)
{
	return same == n || (same < rest.n && (unsigned char)tg_lower(rest.p[same]) >
						      (unsigned char)literal[same]);
}

/* The literals of a bucket that `rest` begins with. They are sorted: one that shares
 * more with the one before it than the text did differs from the text where that one
 * did; one that shares less is behind the text, and so are all that follow. */
static void search_bucket(const struct search *s, unsigned bucket, struct tg_str rest)
{
	const struct tg_literal_index *index = s->index;
	uint16_t end = index->first[bucket + 1], i = index->first[bucket];
	size_t same = 0;

	while (i < end) {
		const char *literal = index->text + index->at[i];
		size_t n = index->at[i + 1] - index->at[i];

		if (index->shared[i] > same) {
			i = index->skip[i];
			continue;
		}
		if (index->shared[i] < same)
			return;
		same = agree(rest, literal, n, same);
		if (same == n && s->choice->wanted[i])
			s->hit(i, s->ctx);
		if (!is_behind(rest, literal, n, same))
			return;
		i++;
	}
}

/* Which bytes may follow the first three of a bucket's literals, by their lowest five
 * bits; all may, where a literal is no longer. */
static inline bool may_follow(const struct tg_literal_index *index, unsigned bucket,
			      struct tg_str text, size_t next)
{
	unsigned char byte = next < text.n ? (unsigned char)tg_lower(text.p[next]) : 0;

	return index->fourth[bucket] >> byte % 32 & 1;
}

/* Where a literal can begin at the earliest: behind the indentation, but for as many
 * blanks as a literal itself begins with. */
static size_t first_place(const struct tg_literal_index *index, struct tg_str text)
{
	size_t n = 0;

	while (n < text.n && (text.p[n] == ' ' || text.p[n] == '\t'))
		n++;
	return n > index->blanks ? n - index->blanks : 0;
}

void tg_index_search(const struct tg_literal_index *index,
		     const struct tg_index_choice *choice, struct tg_str text,
		     tg_index_hit_fn *hit, void *ctx)
{
	struct search s = { index, choice, hit, ctx };
	const uint64_t *runs = choice->runs;
	size_t i = first_place(index, text);
	uint32_t run;

	if (text.n < i + TG_RUN)
		return;
	run = tg_run_append(tg_run_append(0, text.p[i]), text.p[i + 1]);
	for (i += TG_RUN - 1; i < text.n; i++) {
		unsigned place;

		run = tg_run_append(run, text.p[i]);
		place = place_of(run);
		if (runs[place / 64] >> place % 64 & 1 &&
		    may_follow(index, place / 4, text, i + 1))
			search_bucket(&s, place / 4, tg_str_from(text, i + 1 - TG_RUN));
	}
}
