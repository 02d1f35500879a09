#include "../base/buf.h"
#include "../base/glob.h"
#include "../base/map.h"
#include "../base/words.h"
#include "comparing.h"
#include "weaken.h"

#include <string.h>

#define MAX_LINES 20000u
#define MAX_TEXT (4u << 20)

enum { SAME_NAME = 60 };

static struct tg_delta *add(struct tg_comparing *c, enum tg_delta_kind kind,
			    const char *subject, enum tg_side side, uint32_t line)
{
	struct tg_delta *d = tg_comparing_add(c, kind, NULL, NULL);

	d->subject = subject;
	d->side = side;
	d->line = line;
	return d;
}

/* --- parts of the document ---------------------------------------------- */

static void compare_sections(struct tg_comparing *c)
{
	const struct tg_sections *old = &c->before->sections;
	const struct tg_sections *new = &c->after->sections;
	const struct {
		const char *name;
		uint32_t old, new;
	} parts[] = {
		{ "the description of its scope", old->scope, new->scope },
		{ "the data flow diagram", old->dfd, new->dfd },
		{ "the trust boundaries", old->trust_boundaries,
		  new->trust_boundaries },
	};

	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		if (parts[i].old && !parts[i].new)
			add(c, TG_DELTA_SCOPE_SHRUNK, parts[i].name, TG_SIDE_OLD,
			    parts[i].old);
		else if (!parts[i].old && parts[i].new)
			add(c, TG_DELTA_SCOPE_GROWN, parts[i].name, TG_SIDE_NEW,
			    parts[i].new);
	}
}

static void compare_threshold(struct tg_comparing *c)
{
	enum tg_risk_level old = c->before->threshold, new = c->after->threshold;
	struct tg_delta *d;

	if (old == new)
		return;
	if (new != TG_RISK_UNKNOWN && (old == TG_RISK_UNKNOWN || new > old))
		d = add(c, TG_DELTA_SCOPE_SHRUNK, "its threshold", TG_SIDE_NEW, 1);
	else
		d = add(c, TG_DELTA_SCOPE_GROWN, "its threshold", TG_SIDE_NEW, 1);
	d->from = old ? tg_risk_level_name(old) : "the policy's";
	d->to = new ? tg_risk_level_name(new) : "the policy's";
	/* From the policy's default (high) to high or less takes nothing away. */
	if (!old && new <= TG_RISK_HIGH)
		d->kind = TG_DELTA_SCOPE_GROWN;
}

/* --- coverage ------------------------------------------------------------ */

/* A path that the pattern would take. */
static const char *sample(const char *pattern, struct tg_arena *arena)
{
	struct tg_buf buf = TG_BUF_INIT(4096);
	const char *out;

	for (const char *p = *pattern == '/' ? pattern + 1 : pattern; *p; p++) {
		if (p[0] == '*' && p[1] == '*') {
			tg_buf_puts(&buf, "a/b");
			p++;
		} else if (*p == '*' || *p == '?') {
			tg_buf_putc(&buf, 'a');
		} else {
			tg_buf_putc(&buf, *p);
		}
	}
	if (buf.len && buf.ptr[buf.len - 1] == '/')
		tg_buf_putc(&buf, 'a');
	out = tg_arena_dup_str(arena, tg_buf_str(&buf));
	tg_buf_release(&buf);
	return out;
}

static bool listed(const char *const *list, size_t n, const char *pattern)
{
	for (size_t i = 0; i < n; i++) {
		if (strcmp(list[i], pattern) == 0)
			return true;
	}
	return false;
}

static void compare_covers(struct tg_comparing *c)
{
	const struct tg_model *old = c->before, *new = c->after;
	struct tg_globs *globs = NULL;
	struct tg_err err;

	if (new->n_covers &&
	    tg_globs_new(&globs, c->arena, new->covers, new->n_covers, 0, &err))
		globs = NULL;
	for (size_t i = 0; i < old->n_covers; i++) {
		const char *glob = old->covers[i];

		if (*glob == '!' || listed(new->covers, new->n_covers, glob))
			continue;
		if (globs && tg_globs_match(globs, sample(glob, c->arena)))
			continue;
		add(c, TG_DELTA_COVERAGE_SHRUNK, glob, TG_SIDE_OLD,
		    tg_model_covers_line(old, i));
	}
	for (size_t i = 0; i < new->n_covers; i++) {
		const char *glob = new->covers[i];

		if (listed(old->covers, old->n_covers, glob))
			continue;
		if (*glob != '!')
			add(c, TG_DELTA_SCOPE_GROWN, glob, TG_SIDE_NEW,
			    tg_model_covers_line(new, i));
		else
			add(c, TG_DELTA_COVERAGE_SHRUNK, glob + 1, TG_SIDE_NEW,
			    tg_model_covers_line(new, i));
	}
	tg_globs_free(globs);
}

/* --- the diagram ----------------------------------------------------------- */

/* The lines of the diagram, folded: a name that is still written there is still
 * shown, however it is drawn now. */
static const char *drawing(const struct tg_model *model, struct tg_arena *arena)
{
	struct tg_buf buf = TG_BUF_INIT(MAX_TEXT);
	struct tg_str rest = model->source, line;
	const char *out;

	for (uint32_t at = 1; tg_str_line(&rest, &line); at++) {
		if (at < model->dfd.line || at > model->dfd.end_line)
			continue;
		tg_buf_putc(&buf, ' ');
		tg_words_fold(&buf, line);
	}
	tg_buf_putc(&buf, ' ');
	out = tg_arena_dup_str(arena, tg_buf_str(&buf));
	tg_buf_release(&buf);
	return out;
}

static bool drawn(const char *drawing, const char *name)
{
	struct tg_buf buf = TG_BUF_INIT(MAX_TEXT);
	bool found;

	tg_buf_putc(&buf, ' ');
	tg_words_fold(&buf, tg_str(name));
	tg_buf_putc(&buf, ' ');
	found = buf.len > 2 && tg_str_find(tg_str(drawing), tg_buf_str(&buf)) !=
				       SIZE_MAX;
	tg_buf_release(&buf);
	return found;
}

struct named {
	const char *id, *name;
	uint32_t line;
};

static bool there(const struct named *all, size_t n, const struct named *one)
{
	for (size_t i = 0; i < n; i++) {
		if (tg_str_ieq(tg_str(all[i].name), tg_str(one->name)))
			return true;
	}
	for (size_t i = 0; i < n; i++) {
		if (strcmp(all[i].id, one->id) == 0 &&
		    tg_words_likeness(tg_str(all[i].name), tg_str(one->name)) > 0)
			return true;
	}
	for (size_t i = 0; i < n && n <= 200; i++) {
		if (tg_words_likeness(tg_str(all[i].name), tg_str(one->name)) >=
		    SAME_NAME)
			return true;
	}
	return false;
}

static void compare_named(struct tg_comparing *c, const struct named *old,
			  size_t n_old, const struct named *new, size_t n_new)
{
	const char *now = drawing(c->after, c->arena);

	for (size_t i = 0; i < n_old; i++) {
		if (!there(new, n_new, &old[i]) && !drawn(now, old[i].name))
			add(c, TG_DELTA_SCOPE_SHRUNK, old[i].name, TG_SIDE_OLD,
			    old[i].line);
	}
	for (size_t i = 0; i < n_new; i++) {
		if (!there(old, n_old, &new[i]))
			add(c, TG_DELTA_SCOPE_GROWN, new[i].name, TG_SIDE_NEW,
			    new[i].line);
	}
}

static struct named *elements(const struct tg_dfd *dfd, struct tg_arena *arena)
{
	struct named *out = tg_arena_calloc(arena, dfd->n_elements + 1, sizeof(*out));

	for (size_t i = 0; i < dfd->n_elements; i++)
		out[i] = (struct named){ dfd->elements[i].id, dfd->elements[i].name,
					 dfd->elements[i].line };
	return out;
}

static struct named *boundaries(const struct tg_dfd *dfd, struct tg_arena *arena)
{
	struct named *out = tg_arena_calloc(arena, dfd->n_boundaries + 1,
					    sizeof(*out));

	for (size_t i = 0; i < dfd->n_boundaries; i++)
		out[i] = (struct named){ dfd->boundaries[i].id,
					 dfd->boundaries[i].name,
					 dfd->boundaries[i].line };
	return out;
}

/* A diagram that cannot be read on one side (a picture) compares to nothing. */
static void compare_diagrams(struct tg_comparing *c)
{
	const struct tg_dfd *old = &c->before->dfd, *new = &c->after->dfd;

	if (!old->n_elements || !new->n_elements)
		return;
	compare_named(c, elements(old, c->arena), old->n_elements,
		      elements(new, c->arena), new->n_elements);
	compare_named(c, boundaries(old, c->arena), old->n_boundaries,
		      boundaries(new, c->arena), new->n_boundaries);
}

/* --- what is declared out of scope --------------------------------------- */

/* The first ones say it anywhere, the others in a heading alone. */
static const char *const outside[] = { "out of scope", "out-of-scope",
				       "not in scope", "non-goal", "non goal",
				       "exclusion", "excluded" };
enum { ANYWHERE = 3, IN_HEADINGS = sizeof(outside) / sizeof(outside[0]) };

static bool declares_outside(struct tg_str line, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (tg_str_ifind(line, tg_str(outside[i])) != SIZE_MAX)
			return true;
	}
	return false;
}

struct outside_line {
	struct tg_str text;
	const char *folded;
	uint32_t line;
};

struct outside_lines {
	TG_VEC(struct outside_line) lines;
};

/* Lines that say so themselves, and items below a heading that says so. */
static void collect(struct outside_lines *out, const struct tg_model *model,
		    struct tg_arena *arena)
{
	struct tg_str rest = model->source, line;
	struct tg_buf buf = TG_BUF_INIT(65536);
	bool below = false;

	for (uint32_t at = 1; tg_str_line(&rest, &line); at++) {
		struct tg_str text = tg_str_trim(line);
		struct outside_line *o;

		if (tg_str_starts(text, "#")) {
			below = declares_outside(text, IN_HEADINGS);
			continue;
		}
		if (!text.n || out->lines.n >= MAX_LINES ||
		    (!below && !declares_outside(text, ANYWHERE)))
			continue;
		while (text.n && strchr("-*+>| ", text.p[0]))
			text = tg_str_from(text, 1);
		o = TG_VEC_PUSH(arena, &out->lines);
		tg_buf_clear(&buf);
		tg_words_fold(&buf, text);
		o->text = text;
		o->folded = tg_arena_dup_str(arena, tg_buf_str(&buf));
		o->line = at;
	}
	tg_buf_release(&buf);
}

/* "because ..." with at least three words. */
static const char *reason_in(struct tg_str text, struct tg_arena *arena)
{
	static const char *const marks[] = { "because", "since", "due to",
					     "covered by", "covered in",
					     "handled by", "handled in",
					     "as it ", "as they ", "reason:" };

	for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++) {
		size_t at = tg_str_ifind(text, tg_str(marks[i]));

		if (at != SIZE_MAX && !tg_mitigation_empty(tg_str_from(text, at)))
			return tg_arena_dup_str(arena, tg_str_from(text, at));
	}
	return NULL;
}

static void compare_outside(struct tg_comparing *c)
{
	struct outside_lines old = { 0 }, new = { 0 };
	struct tg_map known;

	collect(&old, c->before, c->arena);
	collect(&new, c->after, c->arena);
	tg_map_init(&known, c->arena);
	for (size_t i = 0; i < old.lines.n; i++)
		tg_map_set(&known, tg_str(old.lines.items[i].folded), &old);
	for (size_t i = 0; i < new.lines.n; i++) {
		const struct outside_line *o = &new.lines.items[i];
		struct tg_delta *d;
		bool same = tg_map_get(&known, tg_str(o->folded)) != NULL;

		for (size_t j = 0; j < old.lines.n && j < 50 && !same; j++)
			same = tg_words_likeness(o->text, old.lines.items[j].text) >=
			       75;
		if (same || !*o->folded)
			continue;
		d = add(c, TG_DELTA_SCOPE_SHRUNK,
			tg_arena_dup_str(c->arena, o->text), TG_SIDE_NEW, o->line);
		d->to = "out of scope";
		d->why = reason_in(o->text, c->arena);
		d->excused = d->why != NULL;
		if (!d->why)
			d->why = "";
	}
}

void tg_comparing_scope(struct tg_comparing *c)
{
	compare_sections(c);
	compare_threshold(c);
	compare_covers(c);
	compare_diagrams(c);
	if (c->before->format == TG_MODEL_MARKDOWN &&
	    c->after->format == TG_MODEL_MARKDOWN) {
		tg_comparing_boundaries(c);
		compare_outside(c);
	}
}
