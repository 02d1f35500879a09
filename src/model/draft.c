#include "draft.h"

#include "../base/words.h"
#include "risk.h"

#include <stdlib.h>
#include <string.h>

#define MAX_SHARED_OF_ONE 200u
#define MAX_SHARED 20000u

#define NEAR_ENOUGH 85u /* likeness of two titles of one threat */

void tg_draft_init(struct tg_draft *d, struct tg_arena *arena)
{
	*d = (struct tg_draft){ .arena = arena };
	tg_map_init(&d->by_key, arena);
}

/* --- finding --------------------------------------------- */

size_t tg_draft_find_key(const struct tg_draft *d, const char *key)
{
	const void *found = tg_map_get(&d->by_key, tg_str(key));

	return found != NULL ? (size_t)(uintptr_t)found - 1 : SIZE_MAX;
}

static void remember(struct tg_draft *d, size_t index)
{
	const char *key = d->threats.items[index].key;

	if (key[0] != '\0' && tg_draft_find_key(d, key) == SIZE_MAX)
		tg_map_set(&d->by_key, tg_str(key), (void *)(uintptr_t)(index + 1));
}

static void remember_as(struct tg_draft *d, size_t index, const char *id)
{
	const char *key = tg_id_key(d->arena, tg_str(id));

	if (key[0] != '\0' && tg_draft_find_key(d, key) == SIZE_MAX)
		tg_map_set(&d->by_key, tg_str(key), (void *)(uintptr_t)(index + 1));
}

static size_t find_title(const struct tg_draft *d, const char *title, uint64_t source)
{
	size_t best = SIZE_MAX;
	unsigned likeness = 0;
	struct tg_fold folded, other;

	tg_fold(&folded, tg_str(title));
	if (title[0] == '\0' || d->threats.n > TG_DRAFT_MAX_LIKENESS)
		return SIZE_MAX;
	for (size_t i = 0; i < d->threats.n; i++) {
		const struct tg_draft_threat *t = &d->threats.items[i];
		unsigned l;

		if (t->source == source)
			continue;
		l = tg_words_likeness(tg_str_sub(tg_str(title), 0, 300),
				      tg_str_sub(tg_str(t->t.title), 0, 300));
		tg_fold(&other, tg_str(t->t.title));
		if (folded.n >= 8 && l < NEAR_ENOUGH && /* "Leaked backup(s)" */
		    tg_words_distance(tg_str_n(folded.text, folded.n),
				      tg_str_n(other.text, other.n), 2) <= 2)
			l = NEAR_ENOUGH;
		if (l >= NEAR_ENOUGH && l > likeness) {
			likeness = l;
			best = i;
		}
	}
	return best;
}

/* The id that a record names: its own field, or in front of its title. */
static struct tg_str id_of(const struct tg_record *r, struct tg_str *title)
{
	struct tg_str threat = tg_str_trim(tg_str(tg_record_text(r, TG_F_THREAT)));
	struct tg_str cell = tg_str_trim(tg_str(tg_record_text(r, TG_F_ID)));
	struct tg_str id, rest;
	bool loose;

	*title = threat;
	if (cell.n > 0) {
		/* "T1: Stolen session" under "Threat ID" */
		if (tg_threat_id(cell, &id, &rest, &loose) && rest.n > 0 && !loose) {
			if (threat.n == 0)
				*title = rest;
			return id;
		}
		return cell.n <= 48 ? cell : tg_str("");
	}
	if (tg_threat_id(threat, &id, &rest, &loose) && (!loose || rest.n == 0)) {
		*title = rest;
		return id;
	}
	return tg_str("");
}

size_t tg_draft_find(const struct tg_draft *d, const struct tg_record *r,
		     uint64_t source)
{
	struct tg_str title;
	struct tg_str id = id_of(r, &title);
	size_t found = SIZE_MAX;

	if (id.n > 0)
		found = tg_draft_find_key(d, tg_id_key(d->arena, id));
	if (found != SIZE_MAX || id.n > 0)
		return found;
	return find_title(d, tg_arena_dup_str(d->arena, title), source);
}

/* --- mitigations --------------------------------------------- */

void tg_draft_give(struct tg_draft *d, size_t index, const struct tg_mitigation *m)
{
	struct tg_draft_threat *t = &d->threats.items[index];

	if (m->shared && t->mitigations.n > 0 &&
	    (t->mitigations.n >= MAX_SHARED_OF_ONE || d->shared >= MAX_SHARED))
		return;
	d->shared += m->shared;
	for (size_t i = 0; i < t->mitigations.n; i++) {
		struct tg_mitigation *known = &t->mitigations.items[i];

		if (strcmp(known->text, m->text) == 0 || strcmp(known->id, m->text) == 0)
			return;
		if (m->id[0] != '\0' && strcmp(known->text, m->id) == 0) {
			/* "M1", and now what it is */
			*known = *m;
			return;
		}
	}
	*TG_VEC_PUSH(d->arena, &t->mitigations) = *m;
}

/* --- threats --------------------------------------------- */

static void fill_text(const char **field, const char *text)
{
	if ((*field == NULL || (*field)[0] == '\0') && text != NULL && text[0] != '\0')
		*field = text;
}

static double number_or(const char *text, double fallback)
{
	struct tg_str s = tg_str_trim(tg_str(text));
	unsigned steps = 0;
	char *end;

	if (s.n == 0)
		return fallback;
	double v = strtod(s.p, &end);

	if (end != s.p && v > -1000 && v < 1000)
		return v;
	v = tg_risk_step(s, &steps); /* "High" as a factor */
	return v > 0 ? v : fallback;
}

/* The part of a cell that opens with a level: all of it, "7.4 High" or "12 (High)"; NULL
 * for none. */
static const char *level_in(const char *text)
{
	const char *inner = strchr(text, '(');
	const char *after = text + strspn(text, "0123456789./- ");
	enum tg_risk_level level;

	if (after > text && tg_risk_level_opening(tg_str(after), &level))
		return after;

	if (tg_risk_level_opening(tg_str(text), &level))
		return text;
	return inner != NULL && tg_risk_level_opening(tg_str(inner + 1), &level) ?
		       inner + 1 : NULL;
}

static void fill_total(struct tg_risk *risk, const struct tg_record *r)
{
	if (risk->total >= 0)
		return;
	if (tg_record_has(r, TG_F_TOTAL)) {
		risk->total = number_or(tg_record_text(r, TG_F_TOTAL), -1);
		if (risk->stated == NULL)
			risk->stated = level_in(tg_record_text(r, TG_F_TOTAL));
	} else if (tg_record_has(r, TG_F_LIKELIHOOD) &&
		   tg_is_digit(tg_record_text(r, TG_F_RISK)[0])) {
		/* "Risk" as a score of its own */
		risk->total = number_or(tg_record_text(r, TG_F_RISK), -1);
	}
}

static bool fill_dread(struct tg_risk *risk, const struct tg_record *r)
{
	bool scored = false;

	for (int i = 0; i < TG_DREAD_FACTORS; i++) {
		enum tg_field f = (enum tg_field)(TG_F_DAMAGE + i);

		if (risk->dread[i] < 0 && tg_record_has(r, f)) {
			risk->dread[i] = number_or(tg_record_text(r, f), -1);
			scored = true;
		}
	}
	return scored;
}

static void fill_factor(const char **factor, const struct tg_record *r, enum tg_field f)
{
	if (*factor == NULL && tg_record_has(r, f))
		*factor = tg_record_text(r, f);
}

static void fill_risk(struct tg_risk *risk, const struct tg_record *r)
{
	static const enum tg_field words[] = { TG_F_PRIORITY, TG_F_RISK, TG_F_RESIDUAL };
	bool scored = fill_dread(risk, r);

	fill_total(risk, r);
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (risk->stated == NULL) {
			risk->stated = level_in(tg_record_text(r, words[i]));
			scored = scored || risk->stated != NULL;
		}
	}
	fill_factor(&risk->likelihood, r, TG_F_LIKELIHOOD);
	fill_factor(&risk->impact, r, TG_F_IMPACT);
	if (risk->cvss < 0 && tg_record_has(r, TG_F_CVSS))
		risk->cvss = number_or(tg_record_text(r, TG_F_CVSS), -1);
	if (risk->line == 0 && (scored || risk->likelihood != NULL || risk->cvss >= 0))
		risk->line = r->line;
}

static void fill_category(struct tg_threat *t, const struct tg_record *r)
{
	const char *text = tg_record_text(r, TG_F_CATEGORY);

	if (t->category[0] != '\0' || text[0] == '\0')
		return;
	t->category = text;
	t->stride |= tg_stride_parse(tg_str(text));
	t->category_unknown = t->stride == 0 && !tg_text_denies(tg_str(text));
}

bool tg_draft_any_mitigated(const struct tg_draft *d)
{
	for (size_t i = 0; i < d->threats.n; i++)
		if (d->threats.items[i].mitigations.n > 0)
			return true;
	return false;
}

void tg_draft_fill(struct tg_draft *d, size_t index, const struct tg_record *r)
{
	struct tg_draft_threat *t = &d->threats.items[index];
	tg_mitigation_vec found = { 0 };
	struct tg_str title;

	/* "T4: BOLA" in another table names what was only described so far */
	if (id_of(r, &title).n > 0 && title.n > 0 && title.n < 120 &&
	    t->t.title == t->t.description)
		t->t.title = tg_arena_dup_str(d->arena, title);
	fill_text(&t->t.element, tg_record_text(r, TG_F_ELEMENT));
	fill_text(&t->t.status, tg_record_text(r, TG_F_STATUS));
	fill_text(&t->t.description, tg_record_text(r, TG_F_DESCRIPTION));
	fill_category(&t->t, r);
	fill_risk(&t->t.risk, r);
	t->t.closed = t->t.status[0] != '\0' &&
		      tg_status_closes(tg_status_parse(tg_str(t->t.status)));
	tg_draft_mitigations(&found, d->arena, r);
	for (size_t i = 0; i < found.n; i++)
		tg_draft_give(d, index, &found.items[i]);
}

/* "Repudiation | N/A | -": a row that says that there is no threat. */
static bool says_no_threat(struct tg_str title, const char *description)
{
	if (title.n > 0)
		return tg_text_denies(title);
	return description[0] == '\0' || tg_text_denies(tg_str(description));
}

size_t tg_draft_put(struct tg_draft *d, const struct tg_record *r,
		    size_t section, uint64_t source)
{
	const char *description = tg_record_text(r, TG_F_DESCRIPTION);
	size_t found = tg_draft_find(d, r, source);
	struct tg_str title;
	struct tg_str id = id_of(r, &title);

	if (found != SIZE_MAX && d->threats.items[found].source != source) {
		tg_draft_fill(d, found, r);
		return found;
	}
	if (says_no_threat(title, description) && id.n == 0)
		return SIZE_MAX;
	if (d->threats.n >= TG_DRAFT_MAX_THREATS) {
		d->incomplete = true;
		return SIZE_MAX;
	}
	struct tg_draft_threat *t = TG_VEC_PUSH(d->arena, &d->threats);

	t->section = section;
	t->source = source;
	t->t.id = tg_arena_dup_str(d->arena, id);
	t->key = tg_id_key(d->arena, id);
	t->t.title = title.n > 0 ? tg_arena_dup_str(d->arena, title) : description;
	t->t.description = t->t.element = t->t.category = t->t.status = "";
	t->t.stride = tg_stride_of_id(id);
	t->t.line = r->line;
	t->t.end_line = r->end_line;
	tg_risk_init(&t->t.risk);
	remember(d, d->threats.n - 1);
	for (size_t i = 1; i < r->of[TG_F_ID].n; i++)
		remember_as(d, d->threats.n - 1, r->of[TG_F_ID].items[i].text);
	tg_draft_fill(d, d->threats.n - 1, r);
	return d->threats.n - 1;
}

/* --- the end --------------------------------------------- */

static int by_line(const void *a, const void *b)
{
	const struct tg_threat *x = a, *y = b;

	if (x->line != y->line)
		return x->line < y->line ? -1 : 1;
	return strcmp(x->title, y->title);
}

void tg_draft_finish(struct tg_draft *d, struct tg_model *model)
{
	model->n_threats = d->threats.n;
	model->threats = tg_arena_calloc(d->arena, d->threats.n, sizeof(*model->threats));
	for (size_t i = 0; i < d->threats.n; i++) {
		struct tg_draft_threat *t = &d->threats.items[i];

		t->t.mitigations = t->mitigations.items;
		t->t.n_mitigations = t->mitigations.n;
		model->threats[i] = t->t;
	}
	if (d->threats.n > 1)
		qsort(model->threats, model->n_threats, sizeof(*model->threats), by_line);
	model->orphans = d->orphans.items;
	model->n_orphans = d->orphans.n;
}
