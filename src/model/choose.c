/* Which candidates are the threats: the best first, each thing once. */
#include "candidate.h"

#include <stdlib.h>

#define WEAK 25     /* one that counts where there is no strong one */
#define NEAR_BEST 15
#define MOST_KIN 200u

static int by_score(const void *a, const void *b)
{
	const struct tg_candidate *x = *(struct tg_candidate *const *)a;
	const struct tg_candidate *y = *(struct tg_candidate *const *)b;

	if (x->score != y->score)
		return x->score > y->score ? -1 : 1;
	return x->line < y->line ? -1 : x->line > y->line;
}

static int by_line(const void *a, const void *b)
{
	const struct tg_candidate *x = *(struct tg_candidate *const *)a;
	const struct tg_candidate *y = *(struct tg_candidate *const *)b;

	return x->line < y->line ? -1 : x->line > y->line;
}

/* --- what was read as part of something better --------------------------------- */

static bool any_used(const struct tg_outline *o, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		if (o->sections.items[i].taken || o->sections.items[i].used)
			return true;
	return false;
}

static bool is_list(unsigned shape)
{
	return shape == TG_SHAPE_LIST || shape == TG_SHAPE_PLAIN_LIST;
}

static bool is_free(const struct tg_reading *rd, const struct tg_candidate *c,
		    const struct tg_offer *offer)
{
	const struct tg_section *s = &rd->outline.sections.items[offer->section];

	if (offer->whole)
		return !any_used(&rd->outline, offer->section, s->end);
	if (offer->table != NULL)
		return !offer->table->taken && !s->taken;
	return !s->taken && !(s->used && is_list(s->used_by) != is_list(c->shape));
}

static void drop_what_is_used(const struct tg_reading *rd, struct tg_candidate *c)
{
	size_t n = 0;

	for (size_t i = 0; i < c->offers.n; i++)
		if (is_free(rd, c, &c->offers.items[i]))
			c->offers.items[n++] = c->offers.items[i];
	c->offers.n = n;
}

static void use(struct tg_reading *rd, const struct tg_candidate *c,
		const struct tg_offer *offer)
{
	struct tg_section *s = &rd->outline.sections.items[offer->section];

	if (!offer->whole) {
		s->used = true;
		s->used_by = (unsigned)c->shape;
		return;
	}
	for (size_t i = offer->section; i < s->end; i++)
		rd->outline.sections.items[i].taken = true;
}

/* --- the choice -------------------------------------------------------- */

/* Rows of one table about the same threat to the same element, with a control each,
 * are one threat. */
static size_t find_twin(struct tg_reading *rd, struct tg_map *names,
			const struct tg_candidate *c, const struct tg_offer *o)
{
	const char *element = tg_record_text(&o->r, TG_F_ELEMENT);
	const char *threat = tg_record_text(&o->r, TG_F_THREAT);

	if (c->table == NULL || tg_record_has(&o->r, TG_F_ID) || element[0] == '\0' ||
	    threat[0] == '\0')
		return SIZE_MAX;
	struct tg_str key = tg_str(tg_arena_printf(rd->arena, "%s\n%s", element, threat));
	void *known = tg_map_get(names, key);

	if (known != NULL)
		return (size_t)(uintptr_t)known - 1;
	tg_map_set(names, key, (void *)(uintptr_t)(rd->draft.threats.n + 1));
	return SIZE_MAX;
}

/* True when the offer is a threat of the draft then. */
static bool put_offer(struct tg_reading *rd, struct tg_map *names,
		      const struct tg_candidate *c, struct tg_offer *o)
{
	size_t before = rd->draft.threats.n;

	if (o->index == SIZE_MAX)
		o->index = find_twin(rd, names, c, o);
	if (o->index == SIZE_MAX)
		o->index = tg_draft_put(&rd->draft, &o->r, o->section, c->source);
	else
		tg_draft_fill(&rd->draft, o->index, &o->r);
	if (rd->draft.threats.n > before)
		rd->draft.threats.items[before].group = rd->chosen.n;
	if (o->index != SIZE_MAX)
		use(rd, c, o);
	return o->index != SIZE_MAX;
}

static void put(struct tg_reading *rd, struct tg_candidate *c)
{
	struct tg_map names;
	size_t threats = 0;

	tg_map_init(&names, rd->arena);
	for (size_t i = 0; i < c->offers.n; i++)
		threats += put_offer(rd, &names, c, &c->offers.items[i]);
	if (threats == 0)
		return; /* "Spoofing | the answer to it": nothing of its own */
	for (size_t i = 0; i < c->offers.n; i++)
		if (c->offers.items[i].table != NULL)
			c->offers.items[i].table->taken = true;
	for (size_t i = 0; i < c->groups.n; i++)
		*TG_VEC_PUSH(rd->arena, &rd->groups) = c->groups.items[i];
	for (size_t i = 0; i < c->also.n; i++)
		rd->outline.sections.items[c->also.items[i]].taken = true;
	c->chosen = true;
	*TG_VEC_PUSH(rd->arena, &rd->chosen) = c;
}

static bool is_still_whole(const struct tg_reading *rd, struct tg_candidate *c)
{
	size_t offered = c->offers.n;

	drop_what_is_used(rd, c);
	return c->offers.n > 0 && c->offers.n * 2 >= offered;
}

static void try_one(struct tg_reading *rd, struct tg_candidate *c, size_t enumerated)
{
	bool all;

	if (!is_still_whole(rd, c) || tg_candidate_groups(rd, c))
		return;
	size_t known = tg_candidate_known(rd, c, &all);

	if (!tg_candidate_repeats(rd, c, known) &&
	    !(known == 0 && tg_candidate_is_beside_answers(rd, c, enumerated)))
		put(rd, c);
	else if (all)
		tg_candidate_fill(rd, c);
}

/* A weak candidate may still repeat threats that are known, and say more of them.
 * Tables and lists of mitigations are joined later. */
static void try_echo(struct tg_reading *rd, struct tg_candidate *c)
{
	enum tg_part part = tg_outline_part(&rd->outline, c->section, NULL);
	bool all;

	if (c->chosen || (c->table == NULL && part == TG_PART_MITIGATIONS) ||
	    !is_still_whole(rd, c))
		return;
	if (tg_candidate_known(rd, c, &all) * 2 < c->offers.n || (c->table != NULL && !all))
		return;
	/* a heading beside those of known threats is one more of them */
	if (c->shape == TG_SHAPE_HEADINGS && part != TG_PART_OTHER &&
	    !tg_candidate_recaps(rd, c))
		put(rd, c);
	else
		tg_candidate_fill(rd, c);
}

/* For `read_as`: each table, and where the other shapes begin. */
static void note_chosen(struct tg_reading *rd)
{
	static const char *const names[] = {
		[TG_SHAPE_TABLE] = "the table",
		[TG_SHAPE_PAIRS] = "the key-value table",
		[TG_SHAPE_MATRIX] = "the matrix",
		[TG_SHAPE_ID_HEADINGS] = "the headings with ids",
		[TG_SHAPE_HEADINGS] = "the headings",
		[TG_SHAPE_PARAGRAPHS] = "the paragraphs",
		[TG_SHAPE_LIST] = "the list",
		[TG_SHAPE_PLAIN_LIST] = "the list",
	};
	bool noted[sizeof(names) / sizeof(names[0])] = { false };

	for (size_t i = 0; i < rd->chosen.n; i++) {
		const struct tg_candidate *c = rd->chosen.items[i];
		enum tg_shape first = c->shape == TG_SHAPE_PLAIN_LIST ? TG_SHAPE_LIST :
								       c->shape;

		if (c->table == NULL && noted[first])
			continue;
		noted[first] = true;
		tg_reading_note(rd,
				first == TG_SHAPE_PAIRS && c->offers.items[0].table == NULL ?
					"the YAML" :
					names[first],
				c->line);
	}
}

/* A table like one that was chosen, in another section, is one of its series. */
static bool has_chosen_kin(const struct tg_reading *rd, const struct tg_candidate *c)
{
	for (size_t i = 0; c->kin != 0 && i < rd->chosen.n && i < MOST_KIN; i++)
		if ((rd->chosen.items[i]->shape == c->shape ||
		     (is_list(rd->chosen.items[i]->shape) && is_list(c->shape) &&
		      rd->chosen.items[i]->section != c->section)) &&
		    rd->chosen.items[i]->kin == c->kin)
			return true;
	return false;
}

/* "Threat | Mitigation", with nothing but categories in the first column. */
static bool names_categories(const struct tg_candidate *c)
{
	size_t answered = 0;

	if (c->table == NULL || !c->table->t.says_threat)
		return false;
	for (size_t i = 0; i < c->offers.n; i++) {
		const struct tg_record *r = &c->offers.items[i].r;

		if (!tg_record_has(r, TG_F_CATEGORY) || tg_record_has(r, TG_F_THREAT) ||
		    tg_record_has(r, TG_F_DESCRIPTION) || tg_record_has(r, TG_F_ELEMENT))
			return false;
		answered += tg_record_has(r, TG_F_MITIGATION);
	}
	return answered * 2 > c->offers.n;
}

/* Where nothing else names a threat, the categories do. */
static void take_categories(struct tg_reading *rd, struct tg_candidate *const *order,
			    size_t n)
{
	for (size_t i = 0; i < n && order[i]->score >= WEAK; i++) {
		if (!names_categories(order[i]) || !is_still_whole(rd, order[i]))
			continue;
		for (size_t k = 0; k < order[i]->offers.n; k++) {
			struct tg_record *r = &order[i]->offers.items[k].r;

			tg_record_add(r, rd->arena, TG_F_THREAT,
				      r->of[TG_F_CATEGORY].items[0]);
			order[i]->offers.items[k].index = SIZE_MAX;
		}
		put(rd, order[i]);
	}
}

/* "Threat scenarios" with "Scenario 1: ...": they come about in that way. */
static bool tells_scenarios(const struct tg_reading *rd, const struct tg_candidate *c)
{
	struct tg_fold f;

	tg_fold(&f, tg_str(rd->outline.sections.items[c->section].title));
	return c->shape == TG_SHAPE_ID_HEADINGS && c->offers.n > 0 &&
	       tg_fold_has(&f, "scenarios") &&
	       tg_str_istarts(tg_str(tg_record_text(&c->offers.items[0].r, TG_F_ID)),
			      "scenario");
}

/* Where nothing else names a threat, what the answers are called after does. */
static void take_heads_of_answers(struct tg_reading *rd, struct tg_candidate *const *order,
				  size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (tg_candidate_heads_answers(rd, order[i]) && order[i]->offers.n >= 3 &&
		    tg_candidate_answers(order[i]) == order[i]->offers.n)
			try_one(rd, order[i], 0);
}

/* A summary, a mapping, a matrix of risks: whatever its words promise, what it speaks of
 * comes first. */
static bool looks_back(const struct tg_reading *rd, const struct tg_candidate *c)
{
	return tg_candidate_sums_up(rd, c) || tg_candidate_maps(rd, c) ||
	       tells_scenarios(rd, c) ||
	       (c->table != NULL &&
		tg_outline_part(&rd->outline, c->section, NULL) == TG_PART_RISK);
}

/* What is told with an answer comes first, then what is not, then what looks back. */
enum turn { TURN_ANSWERED, TURN_ENUMERATED, TURN_BACK, TURNS };

static enum turn turn_of(const struct tg_reading *rd, struct tg_candidate *c)
{
	if (looks_back(rd, c))
		return TURN_BACK;
	return tg_candidate_enumerates(rd, c) || tg_candidate_refers(c) ?
		       TURN_ENUMERATED :
		       TURN_ANSWERED;
}

/* What is not answered and stands where nothing is said of threats, beside a section
 * that is called after them. */
static bool is_beside_threats(const struct tg_reading *rd,
			      const struct tg_candidate *best,
			      const struct tg_candidate *c)
{
	return tg_outline_part(&rd->outline, best->section, NULL) == TG_PART_THREATS &&
	       tg_outline_part(&rd->outline, c->section, NULL) == TG_PART_NONE &&
	       tg_candidate_answers(c) == 0 && c->groups.n == 0;
}

/* Those that score at least so much. `best`: the best of them where all are weak. */
static void try_all(struct tg_reading *rd, struct tg_candidate *const *order, size_t n,
		    int least, const struct tg_candidate *best)
{
	for (enum turn turn = TURN_ANSWERED; turn < TURNS; turn++) {
		size_t enumerated = 0;

		for (size_t k = 0; k < n && order[k]->score >= least; k++)
			if (turn == TURN_ENUMERATED && order[k]->turn == (unsigned)turn &&
			    is_still_whole(rd, order[k]))
				enumerated += order[k]->offers.n;
		for (size_t k = 0; k < n && order[k]->score >= least; k++)
			if (order[k]->turn == (unsigned)turn &&
			    !(best != NULL && is_beside_threats(rd, best, order[k])))
				try_one(rd, order[k], enumerated);
	}
}

/* Those whose scores are near the best of them. */
static void try_weak(struct tg_reading *rd, struct tg_candidate *const *order, size_t n)
{
	int least = order[0]->score - NEAR_BEST;

	try_all(rd, order, n, least > WEAK ? least : WEAK, order[0]);
}

/* What alone would not count, beside its like that does: tables, and "### Threats" of
 * another component. */
static void try_kin(struct tg_reading *rd, struct tg_candidate *const *order, size_t n,
		    bool lists)
{
	for (size_t i = 0; i < n && order[i]->score >= (lists ? 0 : WEAK); i++)
		if ((lists ? order[i]->shape == TG_SHAPE_PLAIN_LIST && !order[i]->chosen :
			     order[i]->score < TG_STRONG) &&
		    has_chosen_kin(rd, order[i]))
			try_one(rd, order[i], 0);
}

void tg_choose(struct tg_reading *rd)
{
	size_t n = rd->candidates.n;
	struct tg_candidate **order = tg_arena_calloc(rd->arena, n, sizeof(*order));

	for (size_t i = 0; i < n; i++) {
		order[i] = rd->candidates.items[i];
		order[i]->turn = (unsigned)turn_of(rd, order[i]);
	}
	if (n > 1)
		qsort(order, n, sizeof(*order), by_score);
	try_all(rd, order, n, TG_STRONG, NULL);
	try_kin(rd, order, n, false);
	for (size_t i = 0;
	     i < n && rd->draft.threats.n == 0 && order[i]->score >= WEAK; i++)
		try_weak(rd, order + i, n - i);
	try_kin(rd, order, n, true);
	if (rd->draft.threats.n == 0)
		take_categories(rd, order, n);
	if (rd->draft.threats.n == 0)
		take_heads_of_answers(rd, order, n);
	for (size_t i = 0; i < n && rd->draft.threats.n > 0; i++)
		try_echo(rd, order[i]);
	if (rd->chosen.n > 1)
		qsort(rd->chosen.items, rd->chosen.n, sizeof(*order), by_line);
	note_chosen(rd);
}
