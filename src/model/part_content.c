/* Headings that may announce anything: what their lists speak of tells. */
#include "lists.h"

/* "What we defend", "What it protects": assets, or what they are defended from. */
static bool tells_what_is_defended(const struct tg_fold *f)
{
	return f->words <= 5 && tg_fold_starts(f, "what") && !tg_fold_has(f, "not") &&
	       (tg_fold_has_stem(f, "protect") || tg_fold_has_stem(f, "defend"));
}

/* "Examples of vulnerabilities (in scope)" */
static bool tells_what_counts(const struct tg_fold *f)
{
	return tg_fold_has(f, "in scope") && !tg_fold_has(f, "not") &&
	       (tg_fold_has_stem(f, "vulnerabilit") || tg_fold_has_stem(f, "issue") ||
		tg_fold_has_stem(f, "attack") || tg_fold_has_stem(f, "finding"));
}

static bool is_open_title(const struct tg_section *s)
{
	static const char *const titles[] = {
		"in scope", "what is in scope", "confidentiality", "integrity", "availability",
		"privacy", "authenticity", "accountability", "authentication", "authorization",
	};
	struct tg_fold f;

	tg_fold(&f, s->name);
	if (tells_what_is_defended(&f) || tells_what_counts(&f))
		return true;
	for (size_t i = 0; i < sizeof(titles) / sizeof(titles[0]); i++)
		if (tg_fold_is(&f, titles[i]))
			return true;
	return false;
}

/* "**Impersonation.** Every letter is signed." */
static bool begins_with_bold_name(const struct tg_md *p)
{
	return p->kind == TG_MD_PARAGRAPH && p->first != NULL &&
	       p->first->kind == TG_MD_STRONG && p->first->next != NULL;
}

/* At least half of the items name something that goes wrong. */
static bool lists_attacks(struct tg_arena *arena, const struct tg_section *s)
{
	size_t items = 0, attacks = 0;

	for (size_t b = 0; b < s->blocks.n; b++) {
		const struct tg_md *block = s->blocks.items[b];

		if (begins_with_bold_name(block)) {
			items++;
			attacks += tg_tone_of(tg_str(tg_md_plain(block, arena, true))).attack > 0;
		}
		if (block->kind != TG_MD_LIST)
			continue;
		for (const struct tg_md *i = block->first; i != NULL; i = i->next) {
			items++;
			attacks += tg_tone_of(tg_str(tg_list_item_text(arena, i))).attack > 0;
		}
	}
	return items >= 2 && attacks * 2 >= items;
}

/* "High", "Medium severity", "Critical risks": nothing but a level. */
static bool is_level_title(const struct tg_section *s)
{
	static const char *const ends[] = { " severity", " risk", " risks", " priority",
					    " threats", " findings", " issues",
					    " vulnerabilities" };
	struct tg_str name = s->name;
	enum tg_risk_level level;

	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++)
		if (tg_str_iends(name, ends[i])) {
			name = tg_str_sub(name, 0, name.n - tg_str(ends[i]).n);
			break;
		}
	return s->name.n > 0 && tg_risk_level_parse(name, &level);
}

/* "## High" and "## Low" side by side list the threats of that level. */
static void read_levels(struct tg_reading *rd)
{
	const struct tg_outline *o = &rd->outline;
	unsigned char *levels = tg_arena_calloc(rd->arena, o->sections.n, 1); /* by parent */

	for (size_t i = 1; i < o->sections.n; i++)
		if (is_level_title(&o->sections.items[i]) &&
		    levels[o->sections.items[i].parent] < 2)
			levels[o->sections.items[i].parent]++;
	for (size_t i = 1; i < o->sections.n; i++) {
		struct tg_section *s = &o->sections.items[i];
		enum tg_part above = tg_outline_part(o, s->parent, NULL);

		if (levels[s->parent] < 2 || !is_level_title(s) ||
		    !(above == TG_PART_NONE || above == TG_PART_MODEL ||
		      above == TG_PART_THREATS))
			continue;
		s->part = TG_PART_THREATS;
		if (s->level_text == NULL)
			s->level_text = tg_arena_dup_str(rd->arena, s->name);
	}
}

void tg_parts_by_content(struct tg_reading *rd)
{
	read_levels(rd);
	for (size_t i = 1; i < rd->outline.sections.n; i++) {
		struct tg_section *s = &rd->outline.sections.items[i];
		enum tg_part above = tg_outline_part(&rd->outline, s->parent, NULL);

		if ((above == TG_PART_NONE || above == TG_PART_MODEL) && is_open_title(s) &&
		    lists_attacks(rd->arena, s))
			s->part = TG_PART_THREATS;
	}
}
