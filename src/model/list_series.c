/* Lists that belong together, though they stand in different sections. */
#include "lists.h"

#define LEAST_SIBLINGS 3u

/* --- "Threats and considerations:", in one section after the other ------------------ */

static struct tg_str label_of(struct tg_reading *rd, const struct tg_md *above)
{
	struct tg_fold f = {0};

	if (above != NULL && above->kind == TG_MD_PARAGRAPH)
		tg_fold(&f, tg_str(tg_md_plain(above, rd->arena, true)));
	return f.words > 0 && f.words <= 6 ? tg_str(tg_arena_dup(rd->arena, f.text))
					   : (struct tg_str){0};
}

static void count_labels(struct tg_reading *rd, size_t section)
{
	const struct tg_section *s = &rd->outline.sections.items[section];

	for (size_t b = 1; b < s->blocks.n; b++) {
		struct tg_str label = s->blocks.items[b]->kind == TG_MD_LIST
					      ? label_of(rd, s->blocks.items[b - 1])
					      : (struct tg_str){0};
		uintptr_t known =
			label.n > 0 ? (uintptr_t)tg_map_get(&rd->labels, label) : 0;

		if (label.n == 0 || known == SIZE_MAX || known == section + 1)
			continue;
		tg_map_set(&rd->labels, label,
			   (void *)(known == 0 ? section + 1 : SIZE_MAX));
	}
}

const char *tg_list_series_of(struct tg_reading *rd, const struct tg_md *above)
{
	struct tg_str label = label_of(rd, above);

	return label.n > 0 && (uintptr_t)tg_map_get(&rd->labels, label) == SIZE_MAX
		       ? label.p
		       : NULL;
}

/* --- sections that are nothing but such a list --------------------------------- */

/* "- **Replay** - an old order is sent again", throughout. */
static bool is_list_of_names(const struct tg_section *s)
{
	const struct tg_md *list = s->blocks.n == 1 ? s->blocks.items[0] : NULL;

	if (list == NULL || list->kind != TG_MD_LIST || list->first == NULL ||
	    list->first->next == NULL)
		return false;
	for (const struct tg_md *i = list->first; i != NULL; i = i->next)
		if (i->first == NULL || i->first->kind != TG_MD_PARAGRAPH ||
		    i->first->first == NULL || i->first->first->kind != TG_MD_STRONG ||
		    i->first->first->next == NULL || i->task != TG_MD_NOT_A_TASK)
			return false;
	return true;
}

/* Of the children of a section: may they be kinds of attacks? */
static bool may_be_kind(const struct tg_reading *rd, size_t child, size_t parent)
{
	const struct tg_section *s = &rd->outline.sections.items[child];

	return s->parent == parent && tg_outline_is_leaf(&rd->outline, child) &&
	       (s->part == TG_PART_NONE || s->part == TG_PART_THREATS) &&
	       s->stride == 0 && is_list_of_names(s);
}

static bool names_kind(const struct tg_section *s)
{
	return s->part == TG_PART_THREATS && !tg_announces_part(s->name);
}

static void mark_kinds(struct tg_reading *rd, size_t parent)
{
	struct tg_section *all = rd->outline.sections.items;
	size_t n = 0, named = 0;

	if (all[parent].part != TG_PART_MODEL && all[parent].part != TG_PART_THREATS)
		return;
	for (size_t i = parent + 1; i < all[parent].end; i = all[i].end)
		if (may_be_kind(rd, i, parent)) {
			n++;
			named += names_kind(&all[i]);
		}
	for (size_t i = parent + 1;
	     n >= LEAST_SIBLINGS && named > 0 && i < all[parent].end; i = all[i].end) {
		if (!may_be_kind(rd, i, parent))
			continue;
		all[i].kinds = true;
		all[i].part = TG_PART_THREATS;
	}
}

bool tg_list_is_of_kinds(const struct tg_reading *rd, size_t section)
{
	return rd->outline.sections.items[section].kinds;
}

void tg_list_find_series(struct tg_reading *rd)
{
	tg_map_init(&rd->labels, rd->arena);
	for (size_t i = 0; i < rd->outline.sections.n; i++) {
		count_labels(rd, i);
		if (!tg_outline_is_leaf(&rd->outline, i))
			mark_kinds(rd, i);
	}
}
