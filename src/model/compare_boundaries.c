/* Trust boundaries as a section lists them, in items or in the rows of a table,
 * whatever the diagram shows. */
#include "../base/buf.h"
#include "../base/utf8.h"
#include "../base/vec.h"
#include "../base/words.h"
#include "comparing.h"

#include <string.h>

#define MAX_ENTRIES 200u
#define MAX_TEXT (4u << 20)
#define MAX_NAME 200u /* bytes */
#define SAME_ENTRY 60u /* likeness of words, in percent */

struct entry {
	const char *name;  /* "Internet to Cluster" */
	const char *folded;
	const char *id;    /* "TB1", or "" */
	uint32_t line;
	bool paired;       /* the other version has it */
};

struct entries {
	TG_VEC(struct entry) list;
};

static unsigned heading_level(struct tg_str line)
{
	unsigned n = 0;

	while (n < line.n && line.p[n] == '#')
		n++;
	return n > 0 && n < line.n && line.p[n] == ' ' ? n : 0;
}

static bool is_fence(struct tg_str line)
{
	return tg_str_starts(line, "```") || tg_str_starts(line, "~~~");
}

/* "- ", "* ", "+ ", "3. " are taken off; false where there is none. */
static bool is_item(struct tg_str *line)
{
	size_t n = 0;

	while (n < line->n && tg_is_digit(line->p[n]))
		n++;
	if (n == 0 && line->n > 1 && strchr("-*+", line->p[0]) != NULL)
		n = 1;
	else if (n == 0 || n + 1 >= line->n || strchr(".)", line->p[n]) == NULL)
		return false;
	else
		n++;
	if (n >= line->n || line->p[n] != ' ')
		return false;
	*line = tg_str_trim(tg_str_from(*line, n));
	return line->n > 0;
}

static struct tg_str next_cell(struct tg_str *row)
{
	size_t at = tg_str_chr(*row, '|');
	struct tg_str cell = tg_str_sub(*row, 0, at == SIZE_MAX ? row->n : at);

	*row = tg_str_from(*row, at == SIZE_MAX ? row->n : at + 1);
	cell = tg_str_trim(cell);
	while (cell.n > 1 && strchr("*_`", cell.p[0]) != NULL)
		cell = tg_str_from(cell, 1);
	while (cell.n > 1 && strchr("*_`", cell.p[cell.n - 1]) != NULL)
		cell.n--;
	return cell;
}

/* "|---|:--:|" */
static bool is_rule(struct tg_str row)
{
	for (size_t i = 0; i < row.n; i++)
		if (strchr("|-: ", row.p[i]) == NULL)
			return false;
	return row.n > 1;
}

static const char *folded(struct tg_arena *arena, struct tg_str text)
{
	struct tg_buf buf = TG_BUF_INIT(MAX_TEXT);
	const char *out;

	tg_words_fold(&buf, text);
	out = tg_arena_dup_str(arena, tg_buf_str(&buf));
	tg_buf_release(&buf);
	return out;
}

static void add_entry(struct entries *out, struct tg_arena *arena, struct tg_str id,
		      struct tg_str name, uint32_t line)
{
	struct entry e = { .line = line };

	if (out->list.n >= MAX_ENTRIES)
		return;
	e.id = tg_arena_dup_str(arena, id);
	name = tg_utf8_cut(name, MAX_NAME);
	e.name = tg_arena_dup_str(arena, name);
	e.folded = folded(arena, name);
	if (*e.folded)
		*TG_VEC_PUSH(arena, &out->list) = e;
}

/* A number or short id at the start of a row names it, what comes next says what
 * it is. */
static void add_row(struct entries *out, struct tg_arena *arena, struct tg_str row,
		    uint32_t line)
{
	struct tg_str id = tg_str(""), name;

	if (tg_str_starts(row, "|"))
		row = tg_str_from(row, 1);
	name = next_cell(&row);
	if (name.n <= 5 && row.n > 1) {
		id = name;
		name = next_cell(&row);
	}
	add_entry(out, arena, id, name, line);
}

struct place {
	unsigned level; /* of the heading that the section has */
	bool fenced, in_table;
};

/* False at the heading that ends the section. */
static bool take_line(struct entries *out, struct tg_arena *arena, struct place *p,
		      struct tg_str line, uint32_t at)
{
	struct tg_str text = tg_str_trim(line);
	unsigned level = heading_level(text);

	if (is_fence(text))
		p->fenced = !p->fenced;
	if (p->fenced)
		return true;
	if (level != 0 && level <= p->level)
		return false;
	if (!tg_str_starts(text, "|")) {
		p->in_table = false;
		if (is_item(&text) && !tg_is_space(line.p[0]))
			add_entry(out, arena, tg_str(""), text, at);
		return true;
	}
	/* the rows are what comes after the rule below the titles */
	if (is_rule(text))
		p->in_table = true;
	else if (p->in_table)
		add_row(out, arena, text, at);
	return true;
}

static void collect(struct entries *out, struct tg_arena *arena,
		    const struct tg_model *model)
{
	struct tg_str rest = model->source, line;
	struct place place = { 0 };

	for (uint32_t at = 1; tg_str_line(&rest, &line); at++) {
		if (at < model->sections.trust_boundaries)
			continue;
		if (at > model->sections.trust_boundaries) {
			if (!take_line(out, arena, &place, line, at))
				return;
			continue;
		}
		place.level = heading_level(tg_str_trim(line));
		if (place.level == 0)
			return; /* a drawing: its boundaries are compared by name */
	}
}

/* How sure it is that both are one entry: 0 not at all. */
static unsigned sameness(const struct entry *a, const struct entry *b)
{
	bool same_id = *a->id && strcmp(a->id, b->id) == 0;
	unsigned likeness;

	if (strcmp(a->folded, b->folded) == 0)
		return 101;
	likeness = tg_words_likeness(tg_str(a->name), tg_str(b->name));
	/* under the same id, a word of the old name is enough */
	return likeness >= SAME_ENTRY || (same_id && likeness > 0) ? likeness : 0;
}

/* The open entry that is most like `e`, more than `least`; NULL for none. */
static struct entry *best_of(struct entries *new, const struct entry *e, unsigned least)
{
	struct entry *best = NULL;

	for (size_t k = 0; k < new->list.n; k++) {
		struct entry *n = &new->list.items[k];
		unsigned same = n->paired ? 0 : sameness(e, n);

		if (same <= least)
			continue;
		least = same;
		best = n;
	}
	return best;
}

/* Pairs them, the surest first within an entry, equal ones before all others. */
static void pair(struct entries *old, struct entries *new)
{
	for (int pass = 0; pass < 2; pass++) {
		for (size_t i = 0; i < old->list.n; i++) {
			struct entry *e = &old->list.items[i];
			struct entry *best =
				e->paired ? NULL : best_of(new, e, pass == 0 ? 100 : 0);

			if (best != NULL)
				e->paired = best->paired = true;
		}
	}
}

/* Moved to another part of the document, it is still said. One word or two are
 * said anywhere. */
static bool is_said(const char *document, const struct entry *one, struct tg_arena *arena)
{
	size_t blanks = 0;

	for (const char *c = one->folded; *c != '\0'; c++)
		blanks += *c == ' ';
	return blanks >= 2 &&
	       tg_str_find(tg_str(document),
			   tg_str(tg_arena_printf(arena, " %s ", one->folded))) !=
		       SIZE_MAX;
}

void tg_comparing_boundaries(struct tg_comparing *c)
{
	struct entries old = { 0 }, new = { 0 };
	const char *document;

	if (c->before->sections.trust_boundaries == 0 ||
	    c->after->sections.trust_boundaries == 0)
		return; /* that the whole section is gone is said already */
	collect(&old, c->arena, c->before);
	collect(&new, c->arena, c->after);
	pair(&old, &new);
	document = tg_arena_printf(c->arena, " %s ", folded(c->arena, c->after->source));
	for (size_t i = 0; i < old.list.n; i++) {
		const struct entry *e = &old.list.items[i];
		struct tg_delta *d;

		if (e->paired || is_said(document, e, c->arena))
			continue;
		d = tg_comparing_add(c, TG_DELTA_SCOPE_SHRUNK, NULL, NULL);
		d->subject = e->name;
		d->why = "no longer listed as a trust boundary";
		d->listed = true;
		d->side = TG_SIDE_OLD;
		d->line = e->line;
	}
	for (size_t i = 0; i < new.list.n; i++) {
		struct tg_delta *d;

		if (new.list.items[i].paired)
			continue;
		d = tg_comparing_add(c, TG_DELTA_SCOPE_GROWN, NULL, NULL);
		d->subject = new.list.items[i].name;
		d->side = TG_SIDE_NEW;
		d->line = new.list.items[i].line;
	}
}
