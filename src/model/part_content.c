/* Headings that may announce anything: what their lists speak of tells. */
#include "lists.h"

static bool is_open_title(const struct tg_section *s)
{
	static const char *const titles[] = {
		"in scope", "what is in scope", "confidentiality", "integrity", "availability",
		"privacy", "authenticity", "accountability", "authentication", "authorization",
	};
	struct tg_fold f;

	tg_fold(&f, s->name);
	for (size_t i = 0; i < sizeof(titles) / sizeof(titles[0]); i++)
		if (tg_fold_is(&f, titles[i]))
			return true;
	return false;
}

/* At least half of the items name something that goes wrong. */
static bool lists_attacks(struct tg_arena *arena, const struct tg_section *s)
{
	size_t items = 0, attacks = 0;

	for (size_t b = 0; b < s->blocks.n; b++) {
		if (s->blocks.items[b]->kind != TG_MD_LIST)
			continue;
		for (const struct tg_md *i = s->blocks.items[b]->first; i != NULL; i = i->next) {
			items++;
			attacks += tg_tone_of(tg_str(tg_list_item_text(arena, i))).attack > 0;
		}
	}
	return items >= 2 && attacks * 2 >= items;
}

void tg_parts_by_content(struct tg_reading *rd)
{
	for (size_t i = 1; i < rd->outline.sections.n; i++) {
		struct tg_section *s = &rd->outline.sections.items[i];
		enum tg_part above = tg_outline_part(&rd->outline, s->parent, NULL);

		if ((above == TG_PART_NONE || above == TG_PART_MODEL) && is_open_title(s) &&
		    lists_attacks(rd->arena, s))
			s->part = TG_PART_THREATS;
	}
}
