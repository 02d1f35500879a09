/* A rule's pattern in the first line, lines of code in the others: what it is said to
 * need, every line that it matches holds. A rule would be silenced otherwise. */
#include "../../src/base/regex.h"
#include "../../src/rules/literal_index.h"
#include "../../src/rules/needs.h"
#include "../../src/rules/pattern.h"
#include "fuzz.h"

#include <stdlib.h>

#define MAX_LINES 50u
#define MAX_LITERALS 200u

struct tried {
	struct tg_literals literals;
	struct tg_literal_index index;
	const struct tg_index_choice *choice;
	struct tg_regex *re;
	struct tg_regex_scratch *scratch;
};

static int by_index(const void *a, const void *b)
{
	return tg_index_compare(*(const char *const *)a, *(const char *const *)b);
}

static void build_index(struct tried *t, struct tg_arena *arena)
{
	const char *list[MAX_LITERALS];
	size_t n = 0;

	for (; t->literals.calling && t->literals.calling[n]; n++) {
		fuzz_expect(n < MAX_LITERALS);
		list[n] = t->literals.calling[n];
	}
	if (n > 0)
		qsort(list, n, sizeof(*list), by_index);
	fuzz_expect(tg_index_build(&t->index, arena, list, n));
	t->choice = tg_index_choose(&t->index, arena, NULL);
}

static void note(unsigned literal, void *ctx)
{
	(void)literal;
	*(bool *)ctx = true;
}

static void try_line(const struct tried *t, struct tg_str line)
{
	bool called = t->literals.calling == NULL;
	struct tg_grams grams;
	struct tg_span span;

	if (tg_regex_search(t->re, t->scratch, line, 0, &span, 1) != TG_MATCH_YES)
		return;
	tg_index_search(&t->index, t->choice, line, note, &called);
	fuzz_expect(called);
	tg_grams_of(&grams, line);
	fuzz_expect(t->literals.needs == NULL || tg_needs_met(t->literals.needs, &grams));
}

void fuzz_pattern(struct tg_str input)
{
	struct tg_arena arena = TG_ARENA_INIT;
	struct tg_str pattern, line;
	struct tg_node *root;
	struct tried t;
	struct tg_err err;

	if (tg_str_split(&input, '\n', &pattern) &&
	    tg_pattern_parse(&root, &arena, pattern, &err) == TG_OK &&
	    tg_pattern_check_shape(root, &err) == TG_OK) {
		tg_pattern_literals(&t.literals, root, &arena);
		t.re = tg_regex_new(pattern, 0);
		t.scratch = tg_regex_scratch_new(10000);
		if (tg_regex_prepare(t.re, &err) == TG_OK) {
			build_index(&t, &arena);
			for (unsigned i = 0; i < MAX_LINES && tg_str_split(&input, '\n', &line); i++)
				try_line(&t, line);
		}
		tg_regex_scratch_free(t.scratch);
		tg_regex_free(t.re);
	}
	tg_arena_release(&arena);
}
