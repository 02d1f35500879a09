/*
 * Moved lines are not new. A removed line and an added one with the same text,
 * white space aside, are one line that moved when what stands next to them
 * moved with them, or when the text is long enough to be nobody else's. A guard
 * taken from one function and put above another is not a move: the text is the
 * same, what it stands next to is not.
 */
#include "engine.h"

#include <stdlib.h>

struct entry {
	uint64_t text, neighbour;
	struct tg_mark *mark;
};

static int compare_entries(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;

	if (x->text != y->text)
		return x->text < y->text ? -1 : 1;
	if (x->neighbour != y->neighbour)
		return x->neighbour < y->neighbour ? -1 : 1;
	if (x->mark->added != y->mark->added)
		return x->mark->added ? 1 : -1;
	if (x->mark->file != y->mark->file)
		return x->mark->file < y->mark->file ? -1 : 1;
	return x->mark->line < y->mark->line ? -1 : x->mark->line > y->mark->line;
}

/* Equal entries stand together, the removed ones first: each takes one of the
 * added ones with it. */
static void pair_group(struct entry *group, size_t n)
{
	size_t removed = 0, pairs;

	while (removed < n && !group[removed].mark->added)
		removed++;
	pairs = removed < n - removed ? removed : n - removed;
	for (size_t i = 0; i < pairs; i++) {
		group[i].mark->moved = true;
		group[removed + i].mark->moved = true;
	}
}

static void pair_sorted(struct entry *entries, size_t n)
{
	size_t start = 0;

	qsort(entries, n, sizeof(*entries), compare_entries);
	for (size_t i = 1; i <= n; i++) {
		if (i < n && entries[i].text == entries[start].text &&
		    entries[i].neighbour == entries[start].neighbour)
			continue;
		pair_group(entries + start, i - start);
		start = i;
	}
}

enum by { BY_AFTER, BY_BEFORE, BY_TEXT };

static bool entry_of(struct tg_mark *mark, enum by by, struct entry *out)
{
	out->mark = mark;
	out->text = mark->text;
	out->neighbour = by == BY_AFTER ? mark->after :
			 by == BY_BEFORE ? mark->before : 1;
	return !mark->moved && out->neighbour != 0 &&
	       (by != BY_TEXT || mark->distinctive);
}

void tg_marks_pair(struct tg_engine *engine)
{
	struct entry *entries;
	size_t total = 0;

	for (unsigned w = 0; w < engine->n_workers; w++)
		total += engine->workers[w].marks.n;
	if (total < 2)
		return;
	entries = tg_calloc(total, sizeof(*entries));
	for (unsigned by = BY_AFTER; by <= BY_TEXT; by++) {
		size_t n = 0;

		for (unsigned w = 0; w < engine->n_workers; w++) {
			struct tg_worker *worker = &engine->workers[w];

			for (size_t i = 0; i < worker->marks.n; i++)
				n += entry_of(&worker->marks.items[i],
					      (enum by)by, &entries[n]);
		}
		if (n > 1)
			pair_sorted(entries, n);
	}
	free(entries);
}
