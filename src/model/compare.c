#include "compare.h"

#include "../base/words.h"
#include "comparing.h"
#include "weaken.h"

#include <string.h>

enum { NEAR_THREAT = 60, SAME_REASON = 75 };

static const char *const names[] = {
	[TG_DELTA_MODEL_ADDED] = "model-added",
	[TG_DELTA_MODEL_DELETED] = "model-deleted",
	[TG_DELTA_THREAT_ADDED] = "threat-added",
	[TG_DELTA_THREAT_DELETED] = "threat-deleted",
	[TG_DELTA_THREAT_CHANGED] = "threat-changed",
	[TG_DELTA_THREAT_MOVED] = "threat-moved",
	[TG_DELTA_MITIGATION_ADDED] = "mitigation-added",
	[TG_DELTA_MITIGATION_DELETED] = "mitigation-deleted",
	[TG_DELTA_MITIGATION_CHANGED] = "mitigation-changed",
	[TG_DELTA_MITIGATION_WEAKENED] = "mitigation-weakened",
	[TG_DELTA_STATUS_ADVANCED] = "status-advanced",
	[TG_DELTA_STATUS_REGRESSED] = "status-regressed",
	[TG_DELTA_ACCEPTANCE_ADDED] = "acceptance-added",
	[TG_DELTA_ACCEPTANCE_REMOVED] = "acceptance-removed",
	[TG_DELTA_RISK_RAISED] = "risk-raised",
	[TG_DELTA_RISK_LOWERED] = "risk-lowered",
	[TG_DELTA_SCOPE_GROWN] = "scope-grown",
	[TG_DELTA_SCOPE_SHRUNK] = "scope-shrunk",
	[TG_DELTA_COVERAGE_SHRUNK] = "coverage-shrunk",
};

const char *tg_delta_name(enum tg_delta_kind kind)
{
	return names[kind];
}

static const char *subject_of(const struct tg_threat *threat)
{
	if (!threat)
		return "";
	return *threat->id ? threat->id : threat->title;
}

struct tg_delta *tg_comparing_add(struct tg_comparing *c, enum tg_delta_kind kind,
				  const struct tg_threat *before,
				  const struct tg_threat *after)
{
	struct tg_delta *d = TG_VEC_PUSH(c->arena, &c->deltas);

	d->kind = kind;
	d->before = before;
	d->after = after;
	d->subject = subject_of(before ? before : after);
	d->from = d->to = d->why = "";
	d->side = after || !before ? TG_SIDE_NEW : TG_SIDE_OLD;
	d->line = after ? after->line : before ? before->line : 0;
	return d;
}

size_t tg_change_start(const char *from, const char *to, size_t shown)
{
	size_t same = 0, at;

	while (from[same] != '\0' && from[same] == to[same])
		same++;
	if (same + 20 < shown || (strlen(from) <= shown && strlen(to) <= shown))
		return 0;
	at = same > 24 ? same - 24 : 0;
	while (at > 0 && from[at - 1] != ' ')
		at--;
	return at;
}

/* A title that only repeats the id says nothing about the threat. */
static struct tg_match_item item_of(const struct tg_threat *threat)
{
	const char *title = strcmp(threat->title, threat->id) ? threat->title : "";
	const char *text = strcmp(threat->description, threat->title)
				   ? threat->description : "";

	return (struct tg_match_item){ threat->id, title, text, threat->stride };
}

static struct tg_match_item *items_of(struct tg_arena *arena,
				      const struct tg_threat *threats, size_t n)
{
	struct tg_match_item *items = tg_arena_calloc(arena, n, sizeof(*items));

	for (size_t i = 0; i < n; i++)
		items[i] = item_of(&threats[i]);
	return items;
}

static size_t word_count(const char *text)
{
	struct tg_str rest = tg_str(text), word;
	size_t n = 0;

	while (tg_str_word(&rest, &word))
		n++;
	return n;
}

/* A rewording lowers no risk; saying more may. */
static bool is_good(const struct tg_delta *d)
{
	if (d->kind == TG_DELTA_MITIGATION_CHANGED)
		return word_count(d->to) >= word_count(d->from) + 3;
	return d->kind == TG_DELTA_MITIGATION_ADDED ||
	       d->kind == TG_DELTA_STATUS_ADVANCED;
}

static bool is_bad(enum tg_delta_kind kind)
{
	return kind == TG_DELTA_MITIGATION_DELETED ||
	       kind == TG_DELTA_MITIGATION_WEAKENED ||
	       kind == TG_DELTA_STATUS_REGRESSED ||
	       kind == TG_DELTA_ACCEPTANCE_REMOVED;
}

/* True when what was found of this threat since `start` is progress alone. */
static bool mitigated_more(const struct tg_comparing *c, size_t start)
{
	bool good = false;

	for (size_t i = start; i < c->deltas.n; i++) {
		if (is_bad(c->deltas.items[i].kind))
			return false;
		good = good || is_good(&c->deltas.items[i]);
	}
	return good;
}

static bool mitigations_changed(const struct tg_comparing *c, size_t start)
{
	for (size_t i = start; i < c->deltas.n; i++)
		if (c->deltas.items[i].kind == TG_DELTA_MITIGATION_CHANGED)
			return true;
	return false;
}

/* "Low — the limiter pauses for a minute at most": what the new rating says
 * about itself, unless the old one said it too. "" where it says little. */
static const char *rating_reason(const struct tg_risk *before, const struct tg_risk *after)
{
	const char *said = after->stated ? strpbrk(after->stated, " \t") : NULL;
	const char *old = before->stated ? strpbrk(before->stated, " \t") : NULL;

	if (!said || word_count(said) < 6 ||
	    (old && tg_words_likeness(tg_str(old), tg_str(said)) >= SAME_REASON))
		return "";
	return after->stated;
}

static void compare_risk(struct tg_comparing *c, const struct tg_threat *before,
			 const struct tg_threat *after, size_t start)
{
	enum tg_risk_level old = before->risk.level, new = after->risk.level;
	struct tg_delta *d;
	bool excused;

	if (old == new || old == TG_RISK_UNKNOWN)
		return;
	excused = new < old && mitigated_more(c, start);
	d = tg_comparing_add(c, new < old ? TG_DELTA_RISK_LOWERED
					  : TG_DELTA_RISK_RAISED, before, after);
	d->from = tg_risk_level_name(old);
	d->to = new == TG_RISK_UNKNOWN ? "not rated" : tg_risk_level_name(new);
	d->excused = excused;
	if (excused) {
		d->why = "its mitigations grew";
	} else if (new < old) {
		d->why = rating_reason(&before->risk, &after->risk);
		d->excused = *d->why != '\0';
		if (!d->excused && mitigations_changed(c, start))
			d->why = "its mitigations were changed, none was added";
	}
	if (after->risk.line)
		d->line = after->risk.line;
}

/* The threat's own status, where no mitigation's says the same already. */
static void compare_closed(struct tg_comparing *c, const struct tg_threat *before,
			   const struct tg_threat *after, size_t start)
{
	struct tg_delta *d;

	if (before->closed == after->closed)
		return;
	for (size_t i = start; i < c->deltas.n; i++) {
		enum tg_delta_kind kind = c->deltas.items[i].kind;

		if (is_bad(kind) || kind == TG_DELTA_STATUS_ADVANCED)
			return;
	}
	d = tg_comparing_add(c, before->closed ? TG_DELTA_STATUS_REGRESSED
					       : TG_DELTA_STATUS_ADVANCED,
			     before, after);
	d->from = *before->status ? before->status : "not stated";
	d->to = *after->status ? after->status : "not stated";
}

static bool reworded(const struct tg_threat *a, const struct tg_threat *b)
{
	return strcmp(a->title, b->title) != 0 ||
	       strcmp(a->description, b->description) != 0 ||
	       strcmp(a->element, b->element) != 0 || a->stride != b->stride;
}

static void compare_pair(struct tg_comparing *c, const struct tg_threat *before,
			 const struct tg_threat *after, size_t *unchanged)
{
	size_t start = c->deltas.n;
	struct tg_delta *d;

	if (!tg_str_ieq(tg_str(before->id), tg_str(after->id))) {
		d = tg_comparing_add(c, TG_DELTA_THREAT_MOVED, before, after);
		d->from = before->id;
		d->to = after->id;
	}
	if (reworded(before, after)) {
		d = tg_comparing_add(c, TG_DELTA_THREAT_CHANGED, before, after);
		d->from = before->title;
		d->to = after->title;
	}
	tg_comparing_mitigations(c, before, after);
	compare_closed(c, before, after, start);
	compare_risk(c, before, after, start);
	*unchanged += c->deltas.n == start;
}

static void compare_threats(struct tg_comparing *c, size_t *unchanged)
{
	const struct tg_model *old = c->before, *new = c->after;
	struct tg_match_item *olds = items_of(c->arena, old->threats, old->n_threats);
	struct tg_match_item *news = items_of(c->arena, new->threats, new->n_threats);
	size_t *to = tg_arena_calloc(c->arena, old->n_threats + 1, sizeof(*to));
	bool *taken = tg_arena_calloc(c->arena, new->n_threats + 1, sizeof(*taken));

	c->matcher.near = NEAR_THREAT;
	tg_match(to, &c->matcher, olds, old->n_threats, news, new->n_threats);
	for (size_t i = 0; i < old->n_threats; i++) {
		if (to[i] == SIZE_MAX) {
			tg_comparing_add(c, TG_DELTA_THREAT_DELETED,
					 &old->threats[i], NULL);
			continue;
		}
		taken[to[i]] = true;
		compare_pair(c, &old->threats[i], &new->threats[to[i]], unchanged);
	}
	for (size_t j = 0; j < new->n_threats; j++) {
		if (!taken[j])
			tg_comparing_add(c, TG_DELTA_THREAT_ADDED, NULL,
					 &new->threats[j]);
	}
}

/* All of a model that is there on one side only. */
static void compare_one(struct tg_comparing *c)
{
	const struct tg_model *model = c->before ? c->before : c->after;
	struct tg_delta *d = tg_comparing_add(
		c, c->before ? TG_DELTA_MODEL_DELETED : TG_DELTA_MODEL_ADDED, NULL,
		NULL);

	d->subject = model->path ? model->path : "";
	d->side = c->before ? TG_SIDE_OLD : TG_SIDE_NEW;
	for (size_t i = 0; i < model->n_threats; i++) {
		const struct tg_threat *threat = &model->threats[i];

		if (c->before)
			tg_comparing_add(c, TG_DELTA_THREAT_DELETED, threat, NULL);
		else
			tg_comparing_add(c, TG_DELTA_THREAT_ADDED, NULL, threat);
	}
}

void tg_compare(struct tg_comparison *out, struct tg_arena *arena,
		const struct tg_model *before, const struct tg_model *after)
{
	struct tg_comparing c = { .arena = arena, .before = before, .after = after,
				  .matcher = { .arena = arena,
					       .budget = TG_MATCH_BUDGET } };

	*out = (struct tg_comparison){ .before = before, .after = after };
	if (before && after) {
		compare_threats(&c, &out->unchanged);
		tg_comparing_scope(&c);
	} else if (before || after) {
		compare_one(&c);
	}
	out->deltas = c.deltas.items;
	out->n = c.deltas.n;
	out->incomplete = c.matcher.incomplete;
}

static void drop(struct tg_comparison *comparison, size_t index)
{
	memmove(&comparison->deltas[index], &comparison->deltas[index + 1],
		(comparison->n - index - 1) * sizeof(*comparison->deltas));
	comparison->n--;
}

/* Where the threat of `gone` came in again: index of the comparison and of its
 * delta, or false. */
static bool find_again(const struct tg_comparison *comparisons, size_t n,
		       const struct tg_delta *gone, size_t *which, size_t *where,
		       size_t *budget)
{
	struct tg_match_item old = item_of(gone->before);
	unsigned best = NEAR_THREAT - 1;

	for (size_t i = 0; i < n; i++) {
		for (size_t j = 0; j < comparisons[i].n && *budget; j++) {
			const struct tg_delta *d = &comparisons[i].deltas[j];
			struct tg_match_item new;
			unsigned likeness;

			if (d->kind != TG_DELTA_THREAT_ADDED)
				continue;
			--*budget;
			new = item_of(d->after);
			likeness = tg_match_likeness(&old, &new);
			if (likeness <= best)
				continue;
			best = likeness;
			*which = i;
			*where = j;
		}
	}
	return best >= NEAR_THREAT;
}

/* What became of a threat on its way into another document. */
static void settle(struct tg_comparison *from, size_t index, struct tg_comparison *to,
		   const struct tg_threat *after, struct tg_arena *arena)
{
	struct tg_comparing c = { .arena = arena, .before = from->before,
				  .after = to->after,
				  .matcher = { .arena = arena,
					       .budget = TG_MATCH_BUDGET } };
	struct tg_delta *moved = &from->deltas[index];
	const struct tg_threat *before = moved->before;
	size_t unchanged = 0;

	moved->kind = TG_DELTA_THREAT_MOVED;
	moved->from = from->before->path;
	moved->to = to->after->path;
	for (size_t i = 0; i < to->n; i++)
		*TG_VEC_PUSH(arena, &c.deltas) = to->deltas[i];
	compare_pair(&c, before, after, &unchanged);
	to->deltas = c.deltas.items;
	to->n = c.deltas.n;
}

void tg_compare_across(struct tg_comparison *comparisons, size_t n,
		       struct tg_arena *arena)
{
	size_t budget = TG_MATCH_BUDGET;

	for (size_t i = 0; i < n; i++) {
		for (size_t j = 0; j < comparisons[i].n; j++) {
			struct tg_delta *gone = &comparisons[i].deltas[j];
			const struct tg_threat *after;
			size_t which = 0, where = 0;

			if (gone->kind != TG_DELTA_THREAT_DELETED ||
			    !find_again(comparisons, n, gone, &which, &where,
					&budget))
				continue;
			after = comparisons[which].deltas[where].after;
			drop(&comparisons[which], where);
			if (which == i && where < j)
				j--;
			settle(&comparisons[i], j, &comparisons[which], after, arena);
		}
	}
}
