/* Headings that come again and again: "### Attack example" and "### Detection" below one
 * threat after the other are its labels, and name nothing. */
#include "outline.h"

#include "../base/map.h"

/* Its words, but for a remark in brackets, and whose grandchild it is. */
static struct tg_str key_of(const struct tg_outline *o, const struct tg_section *s)
{
	struct tg_str title = tg_str(s->title);
	size_t bracket = tg_str_chr(title, '(');
	size_t above = o->sections.items[s->parent].parent;
	struct tg_fold f;

	tg_fold(&f, tg_str_sub(title, 0, bracket == SIZE_MAX ? title.n : bracket));
	return tg_str(tg_arena_printf(o->arena, "%zu %u %s", above, s->level, f.text));
}

void tg_outline_forms(struct tg_outline *o)
{
	struct tg_map first;

	tg_map_init(&first, o->arena);
	for (size_t i = 1; i < o->sections.n; i++) {
		struct tg_section *s = &o->sections.items[i];
		struct tg_section *known;

		if (s->parent == 0 || s->end != i + 1 || s->stride != 0 || s->key != NULL)
			continue;
		struct tg_str key = key_of(o, s);

		known = tg_map_get(&first, key);
		if (known == NULL) {
			tg_map_set(&first, key, s);
		} else if (known->parent != s->parent) {
			known->form = true;
			s->form = true;
		}
	}
}
