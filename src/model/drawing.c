#include "drawing.h"

#include "../base/words.h"

#include <string.h>

void tg_drawing_init(struct tg_drawing *d, struct tg_arena *arena)
{
	memset(d, 0, sizeof(*d));
	d->arena = arena;
	tg_map_init(&d->element_ids, arena);
	tg_map_init(&d->boundary_ids, arena);
}

/* Indexes travel through the map as pointers into an array of bytes that is
 * never read: index + 1, so that none is NULL. */
static void *as_value(size_t index)
{
	return (void *)(uintptr_t)(index + 1);
}

static size_t as_index(void *value)
{
	return (size_t)(uintptr_t)value - 1;
}

struct tg_element *tg_drawing_element(struct tg_drawing *d, const char *id,
				      uint32_t line)
{
	void *known = tg_map_get(&d->element_ids, tg_str(id));
	struct tg_element *e;

	if (known)
		return &d->elements.items[as_index(known)];
	if (d->elements.n >= TG_DFD_MAX_ELEMENTS)
		return NULL;
	e = TG_VEC_PUSH(d->arena, &d->elements);
	e->id = e->name = id;
	e->kind = TG_ELEMENT_PROCESS;
	e->line = line;
	tg_map_set(&d->element_ids, tg_str(id), as_value(d->elements.n - 1));
	return e;
}

struct tg_boundary *tg_drawing_boundary(struct tg_drawing *d, const char *id,
					const char *name, const char *parent,
					uint32_t line)
{
	void *known = tg_map_get(&d->boundary_ids, tg_str(id));
	struct tg_boundary *b;

	if (known)
		return &d->boundaries.items[as_index(known)];
	if (d->boundaries.n >= TG_DFD_MAX_BOUNDARIES)
		return NULL;
	b = TG_VEC_PUSH(d->arena, &d->boundaries);
	b->id = id;
	b->name = *name ? name : id;
	b->parent = parent;
	b->line = line;
	tg_map_set(&d->boundary_ids, tg_str(id), as_value(d->boundaries.n - 1));
	return b;
}

void tg_drawing_flow(struct tg_drawing *d, const struct tg_flow *flow)
{
	size_t recent = d->flows.n > 64 ? d->flows.n - 64 : 0;

	if (d->flows.n >= TG_DFD_MAX_FLOWS)
		return;
	for (size_t i = recent; i < d->flows.n; i++) {
		struct tg_flow *f = &d->flows.items[i];
		bool same = strcmp(f->from, flow->from) == 0 &&
			    strcmp(f->to, flow->to) == 0 &&
			    strcmp(f->label, flow->label) == 0;

		f->both_ways = f->both_ways || (same && flow->both_ways);
		if (same)
			return;
	}
	*TG_VEC_PUSH(d->arena, &d->flows) = *flow;
}

bool tg_drawing_finish(struct tg_drawing *d, struct tg_dfd *out,
		       const char *format, uint32_t first_line, uint32_t last_line)
{
	memset(out, 0, sizeof(*out));
	if (!d->elements.n)
		return false;
	out->format = format;
	out->line = first_line;
	out->end_line = last_line;
	out->elements = d->elements.items;
	out->n_elements = d->elements.n;
	out->flows = d->flows.items;
	out->n_flows = d->flows.n;
	out->boundaries = d->boundaries.items;
	out->n_boundaries = d->boundaries.n;
	return true;
}

/* --- labels ----------------------------------------------------------------- */

static struct tg_str entity(struct tg_str s, size_t *length)
{
	static const struct {
		const char *written, *means;
	} entities[] = { { "&amp;", "&" },   { "&lt;", "<" },   { "&gt;", ">" },
			 { "&quot;", "\"" }, { "#quot;", "\"" }, { "#amp;", "&" },
			 { "#lt;", "<" },    { "#gt;", ">" },   { "#35;", "#" },
			 { "&nbsp;", " " },  { "\\n", " " },    { "#59;", ";" } };

	for (size_t i = 0; i < sizeof(entities) / sizeof(entities[0]); i++) {
		if (tg_str_istarts(s, entities[i].written)) {
			*length = strlen(entities[i].written);
			return tg_str(entities[i].means);
		}
	}
	*length = 1;
	return tg_str_sub(s, 0, 1);
}

static bool is_tag(struct tg_str s, size_t *length)
{
	size_t end = tg_str_chr(s, '>');

	if (end == SIZE_MAX || end < 2 || end > 80)
		return false;
	if (!tg_is_alpha(s.p[1]) && s.p[1] != '/')
		return false;
	*length = end + 1;
	return true;
}

const char *tg_drawing_label(struct tg_arena *arena, struct tg_str raw)
{
	struct tg_buf buf = TG_BUF_INIT(65536);
	const char *out;

	raw = tg_str_trim(raw);
	while (raw.n >= 2 && (raw.p[0] == '"' || raw.p[0] == '`') &&
	       raw.p[raw.n - 1] == raw.p[0])
		raw = tg_str_trim(tg_str_sub(raw, 1, raw.n - 2));
	while (raw.n) {
		size_t length;
		struct tg_str piece = { " ", 1 };

		if (raw.p[0] != '<' || !is_tag(raw, &length))
			piece = entity(raw, &length);
		if (tg_is_space(piece.p[0])) {
			if (buf.len && buf.ptr[buf.len - 1] != ' ')
				tg_buf_putc(&buf, ' ');
		} else {
			tg_buf_put_str(&buf, piece);
		}
		raw = tg_str_from(raw, length);
	}
	out = tg_arena_dup_str(arena, tg_str_rtrim(tg_buf_str(&buf)));
	tg_buf_release(&buf);
	return out;
}
