/* What stands beside the register: where many threats are told in one form, a few things
 * of another form are no more of them. */
#include "candidate.h"
#include "table_columns.h"

#define MOST_LOOKED_AT 200u

#define SERIES 5u  /* tables with the same columns: the document's own form */
#define SMALL 3u   /* times smaller than all of them */
#define AS_SURE 25 /* the tables of a series score about as high */

/* How many rows the tables have that look like `of`; 0 where they are no series. */
static size_t rows_of_series(const struct tg_reading *rd, const struct tg_candidate *of)
{
	size_t tables = 0, rows = 0;

	for (size_t i = 0; i < rd->candidates.n && i < MOST_LOOKED_AT; i++) {
		const struct tg_candidate *other = rd->candidates.items[i];

		if (other->table == NULL || other->kin != of->kin)
			continue;
		tables++;
		rows += other->offers.n;
	}
	return tables >= SERIES ? rows : 0;
}

/* Table after table with the same columns lists the threats; one of another form that
 * is small beside them (failures of one part, abuse cases, the ten worst) is an aside. */
static bool is_odd_table(const struct tg_reading *rd, const struct tg_candidate *c)
{
	if (c->table == NULL || tg_table_has(&c->table->t, TG_F_ID))
		return false;
	for (size_t i = 0; i < rd->candidates.n && i < MOST_LOOKED_AT; i++) {
		const struct tg_candidate *other = rd->candidates.items[i];

		if (other->table != NULL && other->kin != 0 && other->kin != c->kin &&
		    other->score + AS_SURE >= c->score &&
		    rows_of_series(rd, other) >= c->offers.n * SMALL)
			return true;
	}
	return false;
}

#define REGISTER 8u /* threats of one form that make a register */
#define SURE 30     /* by so much its parts score higher */

/* The threats of the document's register: what was chosen of one shape and look. */
struct tg_register {
	size_t threats, answered, rated;
	int least; /* the lowest score of its parts */
};

static void add_part(struct tg_register *reg, const struct tg_candidate *c)
{
	reg->threats += c->offers.n;
	reg->answered += c->groups.n > 0 ? c->offers.n : c->answers;
	reg->rated += c->rated;
	if (c->score < reg->least)
		reg->least = c->score;
}

static bool is_like(const struct tg_candidate *a, const struct tg_candidate *b)
{
	return a->shape == b->shape && a->kin == b->kin;
}

/* The first that was chosen is the best; its like make the register with it. */
static struct tg_register find_register(const struct tg_reading *rd)
{
	const struct tg_candidate *best = rd->chosen.items[0];
	struct tg_register reg = {.least = best->score};

	add_part(&reg, best);
	for (size_t i = 1; best->kin != 0 && i < rd->chosen.n && i < MOST_LOOKED_AT; i++)
		if (is_like(rd->chosen.items[i], best))
			add_part(&reg, rd->chosen.items[i]);
	return reg;
}

/* "Threat", "Attack"; but "Vulnerability | Year | CVE" tells of others' history. */
static bool has_header_of_threats(struct tg_arena *arena, const struct tg_table *t)
{
	static const char *const stems[] = {"threat", "attack", "risk",
					    "abuse",  "misuse", "scenario"};
	const struct tg_md *row = t->node->first;

	for (const struct tg_md *cell = row != NULL && row->header ? row->first : NULL;
	     cell != NULL; cell = cell->next) {
		struct tg_fold f;

		tg_fold(&f, tg_str(tg_table_cell(arena, cell)));
		for (size_t i = 0; i < sizeof(stems) / sizeof(stems[0]); i++)
			if (tg_fold_has_stem(&f, stems[i]))
				return true;
	}
	return false;
}

/* Its author calls them threats: paragraphs below such a heading may be prose. */
static bool is_called_threats(const struct tg_reading *rd, const struct tg_candidate *c)
{
	if (tg_outline_part(&rd->outline, c->section, NULL) == TG_PART_THREATS &&
	    c->shape != TG_SHAPE_PARAGRAPHS)
		return true;
	for (size_t i = 0; i < c->offers.n; i++)
		if (c->offers.items[i].labelled ||
		    tg_reading_names_id(&c->offers.items[i].r))
			return true;
	return c->table != NULL && has_header_of_threats(rd->arena, &c->table->t);
}

/* The register says of each what is done, or how bad it is: the candidate does not. */
static bool lacks_form(const struct tg_candidate *c, const struct tg_register *reg)
{
	if (reg->answered * 4 >= reg->threats * 3)
		return c->groups.n == 0 && tg_candidate_answers(c) * 2 <= c->offers.n;
	return reg->rated * 4 >= reg->threats * 3 && c->rated == 0 && c->groups.n == 0 &&
	       tg_candidate_answers(c) == 0;
}

static bool is_small_beside_register(const struct tg_reading *rd,
				     const struct tg_candidate *c)
{
	struct tg_register reg;

	if (rd->chosen.n == 0 || c->offers.n == 0 || is_called_threats(rd, c) ||
	    is_like(rd->chosen.items[0], c))
		return false;
	reg = find_register(rd);
	return reg.threats >= REGISTER && c->offers.n * 2 <= reg.threats &&
	       c->score + SURE <= reg.least && lacks_form(c, &reg);
}

bool tg_candidate_stands_aside(const struct tg_reading *rd, const struct tg_candidate *c)
{
	return is_odd_table(rd, c) || is_small_beside_register(rd, c);
}
