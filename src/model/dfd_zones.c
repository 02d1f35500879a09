/* A document that draws its flows first and its trust boundaries in a second
 * drawing, with the same things in it under shorter names. */
#include "dfd.h"

#include "fold.h"

#include <string.h>

#define MAX_ELEMENTS 200u /* of either: each is held against each */

/* "svc" for "service", "gw" for "gateway", "postgres" for "postgresql". */
static bool is_short_for(struct tg_str shorter, struct tg_str word)
{
	size_t at = 0;

	if (shorter.n < 2 || shorter.n > word.n || shorter.p[0] != word.p[0])
		return tg_str_eq(shorter, word);
	for (size_t i = 0; i < word.n && at < shorter.n; i++)
		at += word.p[i] == shorter.p[at];
	return at == shorter.n;
}

/* How many words two names have in common from their first on, up to the end of the
 * shorter one; 0 where one of these differs. */
static size_t likeness(const char *a, const char *b)
{
	struct tg_fold x, y;
	struct tg_str v, w;
	size_t at = 0, to = 0, n = 0;

	tg_fold(&x, tg_str(a));
	tg_fold(&y, tg_str(b));
	while (tg_fold_word(&x, &at, &v) && tg_fold_word(&y, &to, &w)) {
		if (!is_short_for(v, w) && !is_short_for(w, v))
			return 0;
		n++;
	}
	return n;
}

/* The element of `dfd` that is meant by the name; SIZE_MAX for none, or for two
 * that it could be. */
static size_t meant(const struct tg_dfd *dfd, const char *name)
{
	size_t best = SIZE_MAX, most = 0;

	for (size_t i = 0; i < dfd->n_elements; i++) {
		size_t n = likeness(name, dfd->elements[i].name);

		if (n > most)
			best = i;
		else if (n == most && n > 0)
			best = SIZE_MAX;
		most = n > most ? n : most;
	}
	return best;
}

bool tg_dfd_take_zones(struct tg_dfd *dfd, struct tg_arena *arena,
		       const struct tg_dfd *zones)
{
	const char **in = tg_arena_calloc(arena, dfd->n_elements + 1, sizeof(*in));
	size_t placed = 0, known = 0;

	if (dfd->n_boundaries > 0 || zones->n_boundaries < 2 ||
	    dfd->n_elements > MAX_ELEMENTS || zones->n_elements > MAX_ELEMENTS)
		return false;
	for (size_t i = 0; i < zones->n_elements; i++) {
		size_t at = meant(dfd, zones->elements[i].name);

		placed += zones->elements[i].boundary != NULL;
		if (zones->elements[i].boundary == NULL || at == SIZE_MAX || in[at] != NULL)
			continue;
		in[at] = zones->elements[i].boundary;
		known++;
	}
	/* another system's drawing shares a name or two with this one */
	if (known < 2 || known * 4 < placed * 3)
		return false;
	for (size_t i = 0; i < dfd->n_elements; i++)
		dfd->elements[i].boundary = in[i];
	dfd->boundaries = zones->boundaries;
	dfd->n_boundaries = zones->n_boundaries;
	return true;
}
