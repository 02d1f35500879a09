#include "../base/buf.h"
#include "../base/words.h"
#include "comparing.h"
#include "weaken.h"

#include <stdint.h>
#include <string.h>

enum { NEAR_MITIGATION = 50, KEPT = 70, UNLIKE = 25 };

struct pairing {
	struct tg_comparing *c;
	const struct tg_threat *before, *after;
	size_t *to;   /* for each old mitigation */
	bool *taken;  /* for each new one */
};

static bool says_something(const struct tg_mitigation *m)
{
	return !m->denial && *m->text;
}

static const char *status_of(const struct tg_mitigation *m)
{
	return m->status == TG_MITIGATION_UNSTATED
		       ? "not stated" : tg_mitigation_status_name(m->status);
}

static struct tg_delta *add(struct pairing *p, enum tg_delta_kind kind,
			    const struct tg_mitigation *before,
			    const struct tg_mitigation *after)
{
	struct tg_delta *d = tg_comparing_add(p->c, kind, p->before, p->after);

	d->mitigation_before = before;
	d->mitigation_after = after;
	d->from = before ? before->text : "";
	d->to = after ? after->text : "";
	if (after && after->line)
		d->line = after->line;
	if (!after && before && before->line) {
		d->side = TG_SIDE_OLD;
		d->line = before->line;
	}
	return d;
}

/* A mitigation for a whole category or document is reported once, not for
 * every threat that it stood for. */
static bool reported(struct tg_comparing *c, const struct tg_mitigation *m)
{
	if (!m->shared)
		return false;
	for (size_t i = 0; i < c->n_shared; i++) {
		if (c->shared[i]->line == m->line &&
		    strcmp(c->shared[i]->text, m->text) == 0)
			return true;
	}
	c->shared = tg_vec_grow(c->arena, c->shared, c->n_shared, &c->cap_shared,
				sizeof(const struct tg_mitigation *));
	c->shared[c->n_shared++] = m;
	return false;
}

/* What moved a status; SIZE_MAX kinds do not exist: -1 is "nothing to say". */
static int status_move(const struct tg_mitigation *before,
		       const struct tg_mitigation *after)
{
	int old = tg_mitigation_rank(before->status);
	int new = tg_mitigation_rank(after->status);

	if (before->status == after->status)
		return -1;
	if (before->status == TG_MITIGATION_ACCEPTED && new <= 0)
		return TG_DELTA_ACCEPTANCE_REMOVED;
	if (after->status == TG_MITIGATION_ACCEPTED && old <= 0)
		return TG_DELTA_ACCEPTANCE_ADDED;
	if (new < 0)
		return old > 0 ? TG_DELTA_STATUS_REGRESSED : -1;
	if (old < 0)
		return new == 0 ? TG_DELTA_STATUS_REGRESSED
				: TG_DELTA_STATUS_ADVANCED;
	if (old == new)
		return -1;
	return new < old ? TG_DELTA_STATUS_REGRESSED : TG_DELTA_STATUS_ADVANCED;
}

/* What was the mitigation itself is no reason to have it no longer. */
static bool gives_reason(const struct pairing *p, const struct tg_mitigation *before,
			 const struct tg_mitigation *after)
{
	return after->reason && !tg_mitigation_empty(tg_str(after->reason)) &&
	       tg_match_contained(tg_str(after->reason), tg_str(before->text),
				  p->c->arena) < KEPT;
}

static void compare_status(struct pairing *p, const struct tg_mitigation *before,
			   const struct tg_mitigation *after)
{
	int kind = status_move(before, after);
	struct tg_delta *d;

	if (kind < 0)
		return;
	d = add(p, (enum tg_delta_kind)kind, before, after);
	d->from = status_of(before);
	d->to = status_of(after);
	if (gives_reason(p, before, after)) {
		d->excused = true;
		d->why = after->reason;
	}
}

/* True when what the old one says is said by the new ones together: a cell
 * became a list, or a list became a cell. */
static bool still_said(const struct pairing *p, const struct tg_mitigation *m)
{
	struct tg_buf all = TG_BUF_INIT(65536);
	unsigned kept;

	for (size_t i = 0; i < p->after->n_mitigations; i++) {
		if (!says_something(&p->after->mitigations[i]))
			continue;
		tg_buf_puts(&all, p->after->mitigations[i].text);
		tg_buf_putc(&all, ' ');
	}
	kept = all.len ? tg_match_contained(tg_str(m->text), tg_buf_str(&all),
					    p->c->arena) : 0;
	tg_buf_release(&all);
	return kept >= KEPT;
}

static void compare_text(struct pairing *p, const struct tg_mitigation *before,
			 const struct tg_mitigation *after)
{
	const char *why;

	if (!says_something(before)) {
		if (says_something(after))
			add(p, TG_DELTA_MITIGATION_ADDED, NULL, after);
		return;
	}
	if (!says_something(after)) {
		add(p, TG_DELTA_MITIGATION_DELETED, before, after);
		return;
	}
	why = tg_mitigation_weaker(before, after, p->c->arena);
	if (why && p->after->n_mitigations > p->before->n_mitigations &&
	    still_said(p, before))
		why = NULL; /* the rest of it stands in another */
	if (why)
		add(p, TG_DELTA_MITIGATION_WEAKENED, before, after)->why = why;
	else if (strcmp(before->text, after->text) != 0)
		add(p, TG_DELTA_MITIGATION_CHANGED, before, after);
}

static void compare_pair(struct pairing *p, const struct tg_mitigation *before,
			 const struct tg_mitigation *after)
{
	if (before->shared && reported(p->c, before))
		return;
	compare_status(p, before, after);
	compare_text(p, before, after);
}

static size_t first_free(const struct pairing *p)
{
	for (size_t j = 0; j < p->after->n_mitigations; j++) {
		if (!p->taken[j] && says_something(&p->after->mitigations[j]))
			return j;
	}
	return SIZE_MAX;
}

/* A name of code: a hump, an underscore, a point or a slash inside. */
static bool is_code_name(struct tg_str word)
{
	if (word.n < 6)
		return false;
	for (size_t i = 1; i + 1 < word.n; i++) {
		bool hump = word.p[i] >= 'A' && word.p[i] <= 'Z' &&
			    word.p[i - 1] >= 'a' && word.p[i - 1] <= 'z';

		if (hump || ((word.p[i] == '_' || word.p[i] == '.' ||
			      word.p[i] == '/') && tg_is_alpha(word.p[i + 1])))
			return true;
	}
	return false;
}

/* Both speak of the same function, class or file: it was described anew. */
static bool same_code(const char *before, const char *after)
{
	struct tg_str rest = tg_str(before), word;

	while (tg_str_word(&rest, &word)) {
		while (word.n && strchr(".,;:()`", word.p[word.n - 1]))
			word.n--;
		if (is_code_name(word) && tg_str_find(tg_str(after), word) != SIZE_MAX)
			return true;
	}
	return false;
}

/* Another mitigation stands in its place. */
static void replaced(struct pairing *p, const struct tg_mitigation *before, size_t j)
{
	const struct tg_mitigation *after = &p->after->mitigations[j];
	size_t start = p->c->deltas.n;

	p->taken[j] = true;
	compare_pair(p, before, after);
	for (size_t i = start; i < p->c->deltas.n; i++) {
		struct tg_delta *d = &p->c->deltas.items[i];

		if (d->kind == TG_DELTA_MITIGATION_CHANGED &&
		    !same_code(before->text, after->text) &&
		    tg_words_likeness(tg_str(before->text),
				      tg_str(after->text)) < UNLIKE)
			d->why = "something else stands in its place";
	}
}

static void gone(struct pairing *p, const struct tg_mitigation *before)
{
	size_t j = first_free(p);

	if (before->status == TG_MITIGATION_ACCEPTED) {
		struct tg_delta *d = add(p, TG_DELTA_ACCEPTANCE_REMOVED, before, NULL);

		d->from = status_of(before);
		d->to = j == SIZE_MAX ? "nothing" : "a mitigation";
		d->excused = j != SIZE_MAX;
		return;
	}
	if (!says_something(before) || still_said(p, before))
		return;
	if (j != SIZE_MAX)
		replaced(p, before, j);
	else if (!reported(p->c, before))
		add(p, TG_DELTA_MITIGATION_DELETED, before, NULL);
}

static struct tg_match_item *items_of(struct tg_arena *arena,
				      const struct tg_mitigation *list, size_t n)
{
	struct tg_match_item *items = tg_arena_calloc(arena, n + 1, sizeof(*items));

	for (size_t i = 0; i < n; i++)
		items[i] = (struct tg_match_item){ list[i].id, "", list[i].text, 0 };
	return items;
}

static void came(struct pairing *p, const struct tg_mitigation *after)
{
	if (after->status == TG_MITIGATION_ACCEPTED)
		add(p, TG_DELTA_ACCEPTANCE_ADDED, NULL, after)->to = status_of(after);
	else if (says_something(after) && !reported(p->c, after))
		add(p, TG_DELTA_MITIGATION_ADDED, NULL, after);
}

void tg_comparing_mitigations(struct tg_comparing *c,
			      const struct tg_threat *before,
			      const struct tg_threat *after)
{
	struct pairing p = { .c = c, .before = before, .after = after };
	size_t n_old = before->n_mitigations, n_new = after->n_mitigations;

	if (!n_old && !n_new)
		return;
	p.to = tg_arena_calloc(c->arena, n_old + 1, sizeof(*p.to));
	p.taken = tg_arena_calloc(c->arena, n_new + 1, sizeof(*p.taken));
	c->matcher.near = NEAR_MITIGATION;
	tg_match(p.to, &c->matcher, items_of(c->arena, before->mitigations, n_old),
		 n_old, items_of(c->arena, after->mitigations, n_new), n_new);
	for (size_t i = 0; i < n_old; i++) {
		if (p.to[i] != SIZE_MAX)
			p.taken[p.to[i]] = true;
	}
	for (size_t i = 0; i < n_old; i++) {
		if (p.to[i] != SIZE_MAX)
			compare_pair(&p, &before->mitigations[i],
				     &after->mitigations[p.to[i]]);
		else
			gone(&p, &before->mitigations[i]);
	}
	for (size_t j = 0; j < n_new; j++) {
		if (!p.taken[j])
			came(&p, &after->mitigations[j]);
	}
}
