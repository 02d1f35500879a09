/* Paragraphs that are headings to their author: a bold id, or nothing but a bold name. */
#include "outline_bold.h"

#include "vocab.h"

#define MAX_BOLD_NAME 90u

/* "**T1: Replay.** An old order is sent again": a paragraph that begins with an
 * emphasised id is a heading to its author. */
bool tg_bold_is_id(struct tg_arena *arena, const struct tg_md *p, const char **title)
{
	struct tg_str id, rest;
	bool loose;

	if (p->kind != TG_MD_PARAGRAPH || p->first == NULL ||
	    p->first->kind != TG_MD_STRONG)
		return false;
	*title = tg_md_plain(p->first, arena, true);
	return tg_threat_id(tg_str(*title), &id, &rest, &loose) && !loose &&
	       (tg_lower(id.p[0]) == 't' || tg_str_istarts(id, "threat"));
}

/* "**Replay of orders**" alone; no label of a field, no sentence. */
static bool is_bold_name(struct tg_arena *arena, const struct tg_md *p, const char **name)
{
	struct tg_str text;

	if (p->kind != TG_MD_PARAGRAPH || p->first == NULL ||
	    p->first->kind != TG_MD_STRONG || p->first->next != NULL)
		return false;
	*name = tg_md_plain(p->first, arena, true);
	text = tg_str_trim(tg_str(*name));
	return text.n >= 3 && text.n <= MAX_BOLD_NAME && !tg_str_ends(text, ":") &&
	       tg_field_of(text) == TG_F_NONE && !tg_announces_part(text);
}

static struct tg_str folded(struct tg_arena *arena, const char *name)
{
	struct tg_fold f;

	tg_fold(&f, tg_str(name));
	return tg_str(tg_arena_dup(arena, f.text));
}

void tg_bold_names_count(struct tg_bold_names *names, struct tg_arena *arena,
			     const struct tg_md *document)
{
	tg_map_init(&names->times, arena);
	*TG_VEC_PUSH(arena, &names->per_heading) = 0;
	for (const struct tg_md *n = document->first; n != NULL; n = n->next) {
		const char *name;

		if (n->kind == TG_MD_HEADING)
			*TG_VEC_PUSH(arena, &names->per_heading) = 0;
		if (!is_bold_name(arena, n, &name))
			continue;
		struct tg_str key = folded(arena, name);
		uintptr_t times = (uintptr_t)tg_map_get(&names->times, key);

		tg_map_set(&names->times, key, (void *)(times + 1));
		names->per_heading.items[names->per_heading.n - 1]++;
	}
}

/* Two names or more under one heading are headings to their author; one that comes
 * again under other headings is a label. */
bool tg_bold_is_heading(const struct tg_bold_names *names, struct tg_arena *arena,
			    const struct tg_md *p, const char **name)
{
	return names->per_heading.items[names->heading] >= 2 &&
	       is_bold_name(arena, p, name) &&
	       (uintptr_t)tg_map_get(&names->times, folded(arena, *name)) == 1;
}
