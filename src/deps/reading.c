#include "reading.h"

#include <stdlib.h>

static const struct tg_manifest_format *format_of(const struct tg_change *change)
{
	const struct tg_manifest_format *format = tg_manifest_format_of(change->path);

	if (format == NULL && change->old_path != NULL)
		format = tg_manifest_format_of(change->old_path);
	if (change->symlink || change->submodule ||
	    change->file_class == TG_CLASS_VENDORED)
		return NULL;
	return format;
}

static void make_pair(struct tg_pair *pair, const struct tg_change *change,
		      const struct tg_manifest_format *format, size_t index)
{
	pair->change = change;
	pair->format = format;
	pair->index = index;
	pair->fixture = tg_path_is_fixture(change->path);
	pair->example = tg_path_is_example(change->path);
}

struct tg_deps_reading *tg_deps_reading_new(const struct tg_changeset *changes)
{
	struct tg_deps_reading *r = tg_calloc(1, sizeof *r);
	const struct tg_manifest_format **formats;

	r->changes = changes;
	formats = tg_arena_calloc(&r->arena, changes->n + 1, sizeof *formats);
	r->of_change = tg_arena_calloc(&r->arena, changes->n + 1, sizeof *r->of_change);
	for (size_t i = 0; i < changes->n; i++) {
		formats[i] = format_of(&changes->changes[i]);
		r->n += formats[i] != NULL;
	}
	r->pairs = tg_arena_calloc(&r->arena, r->n + 1, sizeof *r->pairs);
	for (size_t i = 0, n = 0; i < changes->n; i++) {
		if (formats[i] == NULL)
			continue;
		make_pair(&r->pairs[n], &changes->changes[i], formats[i], n);
		r->of_change[i] = &r->pairs[n++];
	}
	return r;
}

void tg_deps_reading_free(struct tg_deps_reading *reading)
{
	if (reading == NULL)
		return;
	for (size_t i = 0; i < reading->n; i++) {
		tg_arena_release(&reading->pairs[i].old_read.arena);
		tg_arena_release(&reading->pairs[i].new_read.arena);
	}
	tg_arena_release(&reading->arena);
	free(reading);
}

static struct tg_pair_read *read_of(struct tg_pair *pair, enum tg_side side)
{
	return side == TG_SIDE_OLD ? &pair->old_read : &pair->new_read;
}

static const char *path_of(const struct tg_pair *pair, enum tg_side side)
{
	return side == TG_SIDE_OLD ? pair->change->old_path : pair->change->new_path;
}

/* Parses a side with a format, from a text that may go away. */
static void parse(struct tg_pair *pair, enum tg_side side, struct tg_str text)
{
	struct tg_pair_read *read = read_of(pair, side);
	struct tg_arena scratch = TG_ARENA_INIT;
	const char *path = path_of(pair, side);
	struct tg_manifest m = { .arena = &read->arena, .scratch = &scratch,
				 .path = path };
	struct tg_facts *facts = side == TG_SIDE_OLD ? &pair->old_facts
						     : &pair->new_facts;
	enum tg_rc rc = tg_manifest_parse(&m, tg_manifest_format_of(path), text,
					  &read->err);

	tg_arena_release(&scratch);
	m.scratch = NULL;
	read->state = rc == TG_OK ? TG_PAIR_READ : TG_PAIR_BROKEN;
	if (rc != TG_OK)
		m.n = 0;
	/* Lines are looked up in what is new, names in what could not be parsed. */
	if (side == TG_SIDE_NEW || rc != TG_OK)
		*(side == TG_SIDE_NEW ? &pair->new_text : &pair->old_text) =
			tg_str_n(tg_arena_strndup(&read->arena, text.n ? text.p : "",
						  text.n), text.n);
	*(side == TG_SIDE_OLD ? &pair->old_side : &pair->new_side) = m;
	tg_facts_init(facts, &read->arena);
	for (size_t i = 0; i < m.n; i++)
		tg_facts_add(facts, &m.deps[i], pair->index, path);
}

static bool has_format(const struct tg_pair *pair, enum tg_side side)
{
	const char *path = path_of(pair, side);

	return path != NULL && tg_manifest_format_of(path) != NULL;
}

void tg_deps_see(const struct tg_file_view *view, struct tg_deps_reading *reading)
{
	struct tg_pair *pair = reading->of_change[view->change->index];

	if (pair == NULL)
		return;
	if (view->old_text.p != NULL && has_format(pair, TG_SIDE_OLD))
		parse(pair, TG_SIDE_OLD, view->old_text);
	if (view->new_text.p != NULL && has_format(pair, TG_SIDE_NEW))
		parse(pair, TG_SIDE_NEW, view->new_text);
}

void tg_reading_side(struct tg_deps_reading *reading, struct tg_pair *pair,
		     enum tg_side side)
{
	struct tg_pair_read *read = read_of(pair, side);
	struct tg_arena work = TG_ARENA_INIT;
	struct tg_str text;

	if (read->state != TG_PAIR_UNREAD)
		return;
	tg_facts_init(side == TG_SIDE_OLD ? &pair->old_facts : &pair->new_facts,
		      &read->arena);
	if (!has_format(pair, side)) {
		read->state = TG_PAIR_NONE;
		return;
	}
	if (tg_change_read(&text, reading->changes, pair->change, side,
			   TG_DEPS_MAX_BYTES, &work, &read->err) == TG_OK)
		parse(pair, side, text);
	else
		read->state = TG_PAIR_BROKEN;
	tg_arena_release(&work);
}
