/* Candidates that repeat what another one defines: by id, by title, by the number
 * of each thing, or name by name in the same order. */
#include "candidate.h"

#include "../base/words.h"

#define LIKE_IN_ORDER 30u /* mean likeness of names that stand in the same order */
#define LIKE_AT_ALL 12u
#define MOST_COMPARED 200u
#define MOST_SERIES 40u

/* The last number that opens a heading ("3.2 Replay"), or the row's own. 0: none. */
static unsigned long number_of(const struct tg_reading *rd, const struct tg_offer *o)
{
	struct tg_str s = tg_str(tg_record_text(&o->r, TG_F_ID));
	unsigned long n = 0;
	size_t i = 0;

	if (o->whole)
		s = tg_str(rd->outline.sections.items[o->section].title);
	for (; i < s.n && (tg_is_digit(s.p[i]) || s.p[i] == '.'); i++) {
		bool goes_on = i + 1 < s.n && tg_is_digit(s.p[i + 1]);

		if (s.p[i] == '.')
			n = goes_on ? 0 : n;
		else if (n < 100000)
			n = n * 10 + (unsigned long)(s.p[i] - '0');
	}
	return n;
}

static size_t by_number(const struct tg_reading *rd, const struct tg_candidate *known,
			const struct tg_offer *o)
{
	unsigned long n = number_of(rd, o);

	for (size_t i = 0; n != 0 && i < known->offers.n && i < MOST_COMPARED; i++)
		if (number_of(rd, &known->offers.items[i]) == n)
			return known->offers.items[i].index;
	return SIZE_MAX;
}

static bool same_numbers(const struct tg_reading *rd, const struct tg_candidate *c,
			 const struct tg_candidate *known, size_t to[])
{
	for (size_t i = 0; i < c->offers.n; i++) {
		to[i] = by_number(rd, known, &c->offers.items[i]);
		if (to[i] == SIZE_MAX)
			return false;
	}
	return c->offers.n > 1;
}

static bool same_order(const struct tg_candidate *c, const struct tg_candidate *known,
		       size_t to[])
{
	unsigned long likeness = 0;
	size_t n = c->offers.n;

	if (n != known->offers.n || n < 2)
		return false;
	for (size_t i = 0; i < n; i++) {
		const char *a = tg_record_text(&c->offers.items[i].r, TG_F_THREAT);
		const char *b = tg_record_text(&known->offers.items[i].r, TG_F_THREAT);

		unsigned alike = tg_words_likeness(tg_str_sub(tg_str(a), 0, 200),
						   tg_str_sub(tg_str(b), 0, 200));

		if (alike < LIKE_AT_ALL)
			return false;
		likeness += alike;
		to[i] = known->offers.items[i].index;
	}
	return likeness / n >= LIKE_IN_ORDER;
}

/* The category at `i`, if no row before has it, too. */
static const char *own_category(const struct tg_candidate *c, size_t i)
{
	const char *own = tg_record_text(&c->offers.items[i].r, TG_F_CATEGORY);

	for (size_t k = 0; k < i; k++)
		if (tg_str_ieq(tg_str(tg_record_text(&c->offers.items[k].r, TG_F_CATEGORY)),
			       tg_str(own)))
			return "";
	return own;
}

/* "Spoofing | what it is", and in another table "Spoofing | what is done": a row for
 * each category in both. Two tables with the same columns are of two components. */
static bool same_categories(const struct tg_candidate *c, const struct tg_candidate *known,
			    size_t to[])
{
	size_t n = c->offers.n;

	if (n != known->offers.n || n < 3 || c->table == NULL || known->table == NULL ||
	    tg_table_has(&c->table->t, TG_F_MITIGATION) ==
		    tg_table_has(&known->table->t, TG_F_MITIGATION))
		return false;
	for (size_t i = 0; i < n; i++) {
		const char *own = own_category(c, i);

		if (own[0] == '\0' || !tg_str_ieq(tg_str(own), tg_str(own_category(known, i))))
			return false;
		to[i] = known->offers.items[i].index;
	}
	return true;
}

static size_t by_name(struct tg_reading *rd, const struct tg_candidate *c, size_t to[])
{
	size_t known = 0;

	for (size_t i = 0; i < c->offers.n; i++) {
		tg_index_vec found = { 0 };

		tg_reading_targets(rd, &c->offers.items[i].r, c->source, &found);
		to[i] = found.n > 0 ? found.items[0] : SIZE_MAX;
		known += found.n > 0;
	}
	return known;
}

/* Does the order contradict what the names say? */
static bool agrees(const struct tg_candidate *c, const size_t by_order[], const size_t by_name_to[])
{
	for (size_t i = 0; i < c->offers.n; i++)
		if (by_name_to[i] != SIZE_MAX && by_name_to[i] != by_order[i])
			return false;
	return true;
}

/* The series that the candidate repeats as a whole, number by number or in the same
 * order; fills `to`. */
static bool repeats_series(struct tg_reading *rd, const struct tg_candidate *c,
			   const size_t names[], size_t to[])
{
	if (c->offers.n < 2 || c->offers.n > MOST_COMPARED)
		return false;
	for (size_t i = 0; i < rd->chosen.n && i < MOST_SERIES; i++) {
		const struct tg_candidate *other = rd->chosen.items[i];

		if (other->source != c->source &&
		    (same_numbers(rd, c, other, to) || same_order(c, other, to) ||
		     same_categories(c, other, to)) &&
		    agrees(c, to, names))
			return true;
	}
	return false;
}

size_t tg_candidate_known(struct tg_reading *rd, struct tg_candidate *c, bool *all)
{
	size_t n = c->offers.n;
	size_t *names = tg_arena_calloc(rd->arena, n, sizeof(*names));
	size_t *to = tg_arena_calloc(rd->arena, n, sizeof(*to));
	size_t known = by_name(rd, c, names);

	*all = known < n && repeats_series(rd, c, names, to);
	for (size_t i = 0; i < n; i++)
		c->offers.items[i].index = *all ? to[i] : names[i];
	return *all ? n : known;
}

void tg_candidate_fill(struct tg_reading *rd, struct tg_candidate *c)
{
	if (c->table != NULL)
		c->table->taken = true;
	for (size_t i = 0; i < c->offers.n; i++)
		if (c->offers.items[i].index != SIZE_MAX)
			tg_draft_fill(&rd->draft, c->offers.items[i].index,
				      &c->offers.items[i].r);
}
