#include "ac.h"

#include "../base/vec.h"

#include <string.h>

#define DENSE_DEPTH 3u /* bytes below the root */

/* --- building ------------------------------------------------------------ */

struct trie_node {
	uint32_t child, sibling; /* 0: none */
	uint16_t literal;
	uint8_t byte_class;
	uint16_t state;          /* in breadth-first order */
	uint32_t fail;
};

struct builder {
	struct tg_arena *arena;
	TG_VEC(struct trie_node) trie;
	uint8_t *classes;
	uint16_t n_classes;
	uint32_t *order; /* trie nodes, breadth first */
};

static void map_classes(struct builder *b, const char *const *literals, size_t n)
{
	b->n_classes = 1;
	for (size_t i = 0; i < n; i++)
		for (const char *c = literals[i]; *c; c++) {
			unsigned char byte = (unsigned char)*c;

			if (b->classes[byte] == 0)
				b->classes[byte] = (uint8_t)b->n_classes++;
		}
	for (unsigned c = 'A'; c <= 'Z'; c++)
		b->classes[c] = b->classes[c - 'A' + 'a'];
}

static uint32_t child_of(const struct builder *b, uint32_t node, uint8_t class)
{
	uint32_t child = b->trie.items[node].child;

	while (child != 0 && b->trie.items[child].byte_class != class)
		child = b->trie.items[child].sibling;
	return child;
}

static bool insert(struct builder *b, const char *literal, uint16_t number)
{
	uint32_t at = 0;

	for (const char *c = literal; *c; c++) {
		uint8_t class = b->classes[(unsigned char)*c];
		uint32_t next = child_of(b, at, class);

		if (next == 0) {
			if (b->trie.n >= TG_AC_MAX_STATES)
				return false;
			next = (uint32_t)b->trie.n;
			*TG_VEC_PUSH(b->arena, &b->trie) = (struct trie_node){
				.sibling = b->trie.items[at].child,
				.byte_class = class,
				.literal = TG_AC_NONE,
			};
			b->trie.items[at].child = next;
		}
		at = next;
	}
	b->trie.items[at].literal = number;
	return true;
}

/* Numbers the nodes breadth first and finds their failure links. */
static void link_nodes(struct builder *b)
{
	struct trie_node *trie = b->trie.items;
	size_t head = 0, tail = 1;

	b->order = tg_arena_calloc(b->arena, b->trie.n, sizeof(*b->order));
	while (head < tail) {
		uint32_t node = b->order[head];

		trie[node].state = (uint16_t)head++;
		for (uint32_t c = trie[node].child; c != 0; c = trie[c].sibling) {
			uint32_t fail = trie[node].fail, to = 0;

			while (node != 0 && fail != 0 &&
			       child_of(b, fail, trie[c].byte_class) == 0)
				fail = trie[fail].fail;
			if (node != 0)
				to = child_of(b, fail, trie[c].byte_class);
			trie[c].fail = to;
			b->order[tail++] = c;
		}
	}
}

static uint16_t suffix_of(const struct tg_ac_state *states, uint16_t fail)
{
	if (fail != 0 && states[fail].literal != TG_AC_NONE)
		return fail;
	return fail == 0 ? TG_AC_NONE : states[fail].suffix;
}

static void fill_states(struct tg_ac *out, struct builder *b)
{
	struct trie_node *trie = b->trie.items;
	size_t n = b->trie.n;
	struct tg_ac_state *states = tg_arena_calloc(b->arena, n, sizeof(*states));
	struct tg_ac_edge *edges = tg_arena_calloc(b->arena, n, sizeof(*edges));
	uint16_t n_edges = 0;

	for (size_t i = 0; i < n; i++) {
		const struct trie_node *node = &trie[b->order[i]];

		states[i].fail = trie[node->fail].state;
		states[i].literal = node->literal;
		states[i].suffix = i == 0 ? TG_AC_NONE :
			suffix_of(states, states[i].fail);
		states[i].edge = n_edges;
		for (uint32_t c = node->child; c != 0; c = trie[c].sibling) {
			edges[n_edges].to = trie[c].state;
			edges[n_edges++].byte_class = trie[c].byte_class;
			states[i].n_edges++;
		}
	}
	out->states = states;
	out->edges = edges;
	out->n_states = (uint16_t)n;
	out->n_edges = n_edges;
}

/* Breadth first puts the states near the root in front. A line of code is full
 * of beginnings of literals, so these have rows, too. */
static uint16_t count_rows(const struct tg_ac *ac)
{
	size_t first = 0, end = 1;

	for (unsigned depth = 0; depth < DENSE_DEPTH; depth++) {
		size_t next = end;

		for (; first < end; first++)
			next += ac->states[first].n_edges;
		end = next;
	}
	return (uint16_t)end;
}

/* A state's row is that of its failure link, which is nearer to the root, with
 * its own edges over it. */
static void fill_dense(struct tg_ac *out, struct builder *b)
{
	uint16_t rows = count_rows(out);
	uint16_t *dense = tg_arena_calloc(b->arena, (size_t)rows * b->n_classes,
					  sizeof(*dense));

	for (uint16_t row = 0; row < rows; row++) {
		const struct tg_ac_state *s = &out->states[row];
		uint16_t *to = dense + (size_t)row * b->n_classes;

		if (row > 0)
			memcpy(to, dense + (size_t)s->fail * b->n_classes,
			       b->n_classes * sizeof(*to));
		for (uint16_t e = 0; e < s->n_edges; e++)
			to[out->edges[s->edge + e].byte_class] =
				out->edges[s->edge + e].to;
	}
	out->dense = dense;
	out->n_dense = rows;
	out->n_quiet = 0;
	while (out->n_quiet < out->n_states &&
	       out->states[out->n_quiet].literal == TG_AC_NONE &&
	       out->states[out->n_quiet].suffix == TG_AC_NONE)
		out->n_quiet++;
}

bool tg_ac_build(struct tg_ac *out, struct tg_arena *arena,
		 const char *const *literals, size_t n)
{
	struct builder b = { .arena = arena };

	b.classes = tg_arena_alloc(arena, 256);
	map_classes(&b, literals, n);
	TG_VEC_PUSH(arena, &b.trie)->literal = TG_AC_NONE;
	for (size_t i = 0; i < n; i++)
		if (!insert(&b, literals[i], (uint16_t)i))
			return false;
	link_nodes(&b);
	fill_states(out, &b);
	fill_dense(out, &b);
	out->classes = b.classes;
	out->n_classes = b.n_classes;
	return true;
}

/* --- searching ----------------------------------------------------------- */

/* From a state without a row of its own to the first that has one, or an edge. */
static uint16_t step_deep(const struct tg_ac *ac, uint16_t state, uint8_t class)
{
	while (state >= ac->n_dense) {
		const struct tg_ac_state *s = &ac->states[state];
		const struct tg_ac_edge *edge = &ac->edges[s->edge];

		for (uint16_t i = 0; i < s->n_edges; i++)
			if (edge[i].byte_class == class)
				return edge[i].to;
		state = s->fail;
	}
	return ac->dense[(size_t)state * ac->n_classes + class];
}

static inline uint16_t step(const struct tg_ac *ac, uint16_t state, uint8_t class)
{
	if (state >= ac->n_dense)
		return step_deep(ac, state, class);
	return ac->dense[(size_t)state * ac->n_classes + class];
}

void tg_ac_search(const struct tg_ac *ac, struct tg_str text,
		  tg_ac_hit_fn *hit, void *ctx)
{
	uint16_t state = 0;

	for (size_t i = 0; i < text.n; i++) {
		const struct tg_ac_state *s;

		state = step(ac, state, ac->classes[(unsigned char)text.p[i]]);
		if (state < ac->n_quiet)
			continue;
		s = &ac->states[state];
		if (s->literal != TG_AC_NONE)
			hit(s->literal, ctx);
		for (uint16_t at = s->suffix; at != TG_AC_NONE;
		     at = ac->states[at].suffix)
			hit(ac->states[at].literal, ctx);
	}
}

static void note_hit(struct tg_ac_hits *hits, const uint8_t *wanted, uint16_t literal)
{
	if (literal == TG_AC_NONE || !wanted[literal])
		return;
	if (hits->n < TG_AC_HITS)
		hits->literals[hits->n] = literal;
	hits->n++;
}

static void note_hits(const struct tg_ac *ac, const uint8_t *wanted, uint16_t state,
		      struct tg_ac_hits *hits)
{
	const struct tg_ac_state *s = &ac->states[state];

	note_hit(hits, wanted, s->literal);
	for (uint16_t at = s->suffix; at != TG_AC_NONE; at = ac->states[at].suffix)
		note_hit(hits, wanted, ac->states[at].literal);
}

void tg_ac_find_ends(const struct tg_ac *ac, uint8_t *ends)
{
	memset(ends, 0, (ac->n_states + 7u) / 8u);
	for (size_t i = ac->n_quiet; i < ac->n_states; i++)
		if (ac->states[i].literal != TG_AC_NONE ||
		    ac->states[i].suffix != TG_AC_NONE)
			ends[i / 8] |= (uint8_t)(1u << i % 8);
}

/* One byte further in one text. */
static inline uint16_t walk(const struct tg_ac_search *s, uint16_t state, char byte,
			    struct tg_ac_hits *hits)
{
	state = step(s->ac, state, s->ac->classes[(unsigned char)byte]);
	if (s->ends[state / 8] >> state % 8 & 1)
		note_hits(s->ac, s->wanted, state, hits);
	return state;
}

void tg_ac_search_two(const struct tg_ac_search *search, const struct tg_str texts[2],
		      struct tg_ac_hits hits[2])
{
	const char *a = texts[0].p, *b = texts[1].p;
	size_t shared = texts[0].n < texts[1].n ? texts[0].n : texts[1].n, i;
	uint16_t x = 0, y = 0;

	hits[0].n = hits[1].n = 0;
	for (i = 0; i < shared; i++) {
		x = walk(search, x, a[i], &hits[0]);
		y = walk(search, y, b[i], &hits[1]);
	}
	for (; i < texts[0].n; i++)
		x = walk(search, x, a[i], &hits[0]);
	for (i = shared; i < texts[1].n; i++)
		y = walk(search, y, b[i], &hits[1]);
}
