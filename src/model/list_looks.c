/* What the items of a list look like. */
#include "lists.h"

struct tg_value tg_list_value(const char *text, uint32_t line)
{
	return (struct tg_value){ text, line, NULL, TG_MD_NOT_A_TASK };
}

/* The plain text of an item's first paragraph. */
const char *tg_list_item_text(struct tg_arena *arena, const struct tg_md *item)
{
	if (item->first == NULL || item->first->kind != TG_MD_PARAGRAPH)
		return "";
	return tg_md_plain(item->first, arena, true);
}

/* "A malicious internal user": someone, not something that he does. */
bool tg_list_is_persona(struct tg_reading *rd, const struct tg_md *item)
{
	static const char *const who[] = { "attacker", "user", "insider", "adversary",
					   "actor" };
	static const char *const does[] = { "could", "can", "may", "might", "would",
					    "will", "attempts", "tries" };
	struct tg_fold f;
	bool named = false;

	tg_fold(&f, tg_str(tg_list_item_text(rd->arena, item)));
	if (!(tg_fold_starts(&f, "an") || tg_fold_starts(&f, "a")) || f.words > 12)
		return false;
	for (size_t i = 0; i < sizeof(does) / sizeof(does[0]); i++)
		if (tg_fold_has(&f, does[i]))
			return false;
	for (size_t i = 0; i < sizeof(who) / sizeof(who[0]); i++)
		named = named || tg_fold_has(&f, who[i]);
	return named && (tg_fold_has(&f, "external") || tg_fold_has(&f, "internal") ||
			 tg_fold_has(&f, "malicious"));
}

bool tg_list_is_link(const struct tg_md *item)
{
	const struct tg_md *p = item->first;

	return p != NULL && p->kind == TG_MD_PARAGRAPH && p->first != NULL &&
	       p->first->kind == TG_MD_LINK && p->first->next == NULL;
}

/* A nested list or a line that is labelled as the mitigation of its item. */
static bool has_mitigation_inside(struct tg_reading *rd, const struct tg_md *item)
{
	tg_record_clear(&rd->record);
	tg_record_read_item(&rd->record, rd->arena, item, NULL);
	return tg_record_has(&rd->record, TG_F_MITIGATION);
}

/* The category that an item begins with: "**Spoofing** — text". */
unsigned tg_list_category(struct tg_reading *rd, const struct tg_md *item,
			    const char **lead)
{
	tg_record_clear(&rd->record);
	tg_record_read_item(&rd->record, rd->arena, item, lead);
	if ((*lead)[0] == '\0')
		*lead = tg_record_text(&rd->record, TG_F_THREAT);
	return tg_stride_label(tg_str(*lead));
}

bool tg_list_item_id(struct tg_reading *rd, const struct tg_md *item, bool allow_loose)
{
	struct tg_str id, rest;
	bool loose;

	return tg_threat_id(tg_str(tg_list_item_text(rd->arena, item)), &id, &rest, &loose) &&
	       (!loose || allow_loose ||
		tg_is_threat_family(tg_id_family(tg_id_key(rd->arena, id))));
}

/* "- Threat: stolen phone", with its mitigation in the same item. */
bool tg_list_begins_with_threat(struct tg_reading *rd, const struct tg_md *item)
{
	const char *value;

	return tg_label_of(rd->arena, item, &value) == TG_F_THREAT &&
	       value[0] != '\0';
}

bool tg_item_holds_pair(struct tg_reading *rd, const struct tg_md *item)
{
	struct tg_record *r = &rd->record;

	if (item->first == NULL || item->first->kind != TG_MD_PARAGRAPH ||
	    item->first->next == NULL || item->first->next->kind != TG_MD_LIST)
		return false;
	tg_record_clear(r);
	for (const struct tg_md *b = item->first->next; b != NULL; b = b->next)
		tg_record_read(r, rd->arena, &b, 1, TG_F_NONE);
	return tg_record_has(r, TG_F_THREAT) && tg_record_has(r, TG_F_MITIGATION);
}

bool tg_list_item_is_rated(struct tg_reading *rd, const struct tg_md *item)
{
	static const enum tg_field levels[] = { TG_F_PRIORITY, TG_F_LIKELIHOOD, TG_F_IMPACT };
	struct tg_record *r = &rd->record;
	enum tg_risk_level level;
	const char *value;
	bool rated = false;

	if (item->first == NULL || item->first->kind != TG_MD_PARAGRAPH ||
	    item->first->next == NULL ||
	    tg_label_of(rd->arena, item, &value) != TG_F_NONE)
		return false;
	tg_record_clear(r);
	for (const struct tg_md *b = item->first->next; b != NULL; b = b->next)
		tg_record_read(r, rd->arena, &b, 1, TG_F_NONE);
	for (size_t i = 0; i < sizeof(levels) / sizeof(levels[0]); i++)
		rated = rated || tg_risk_level_opening(tg_str(tg_record_text(r, levels[i])), &level);
	return rated;
}

bool tg_list_begins_with_level(struct tg_reading *rd, const struct tg_md *item)
{
	enum tg_risk_level level;
	const char *lead = "";

	if (!tg_risk_level_opening(tg_str(tg_list_item_text(rd->arena, item)), &level))
		return false;
	tg_record_clear(&rd->record);
	tg_record_read_item(&rd->record, rd->arena, item, &lead);
	return lead[0] != '\0' && tg_risk_level_parse(tg_str(lead), &level) &&
	       tg_record_has(&rd->record, TG_F_DESCRIPTION);
}

/* How deep groups stand in groups: the branches of an attack tree. */
#define MOST_DEPTH 6u

static bool is_group_at(struct tg_reading *rd, const struct tg_md *item, unsigned depth,
			bool *sure);

/* It says what is done about it, or holds others that do. */
static bool is_answered_inside(struct tg_reading *rd, const struct tg_md *item, unsigned depth)
{
	bool sure = false;

	return has_mitigation_inside(rd, item) ||
	       (depth < MOST_DEPTH && is_group_at(rd, item, depth + 1, &sure) && sure);
}

static bool is_group_at(struct tg_reading *rd, const struct tg_md *item, unsigned depth,
			bool *sure)
{
	const struct tg_md *p = item->first;
	size_t items = 0, answered = 0, attacks = 0;
	struct tg_str name = tg_str(tg_list_item_text(rd->arena, item));
	const char *value;
	struct tg_fold f;

	if (p == NULL || p->kind != TG_MD_PARAGRAPH || p->next == NULL ||
	    p->next->kind != TG_MD_LIST || p->next->next != NULL)
		return false;
	tg_fold(&f, name);
	if (f.words > 8)
		return false;
	for (const struct tg_md *i = p->next->first; i != NULL; i = i->next) {
		if (tg_label_of(rd->arena, i, &value) != TG_F_NONE)
			return false; /* parts of the threat that the item is */
		items++;
		answered += is_answered_inside(rd, i, depth);
		attacks += tg_tone_of(tg_str(tg_list_item_text(rd->arena, i))).attack > 0;
	}
	*sure = answered * 2 > items ||
		(f.words <= 3 && tg_tone_of(name).attack == 0 && attacks * 2 > items);
	return true;
}

bool tg_list_is_group(struct tg_reading *rd, const struct tg_md *item, bool *sure)
{
	return is_group_at(rd, item, 0, sure);
}

/* What follows the name of an item. */
static void look_at_tone(struct tg_list_looks *l, struct tg_str text)
{
	size_t colon = tg_str_chr(text, ':');
	struct tg_tone tone = tg_tone_of(tg_str_from(text, colon == SIZE_MAX ? 0 : colon));

	l->named += tg_tone_of(text).attack > 0;
	l->controls += tone.control > 0 && tone.attack == 0;
	l->attacks += tone.attack > 0;
}

/* Something goes wrong before the arrow, and nothing behind it. */
static bool is_answered_by_arrow(struct tg_str text)
{
	struct tg_str before, after;

	return tg_list_arrow(text, &before, &after) && tg_tone_of(after).attack == 0;
}

struct tg_list_looks tg_list_look(struct tg_reading *rd, const struct tg_md *list)
{
	struct tg_list_looks l = { 0 };
	const char *lead = "";
	bool answered;

	for (const struct tg_md *i = list->first; i != NULL && l.items < 200;
	     i = i->next) {
		l.items++;
		l.categories += tg_list_category(rd, i, &lead) != 0;
		l.leads += lead[0] != '\0' && tg_record_has(&rd->record, TG_F_DESCRIPTION);
		answered = tg_record_has(&rd->record, TG_F_MITIGATION);
		l.ids += tg_list_item_id(rd, i, false);
		l.labelled += answered || tg_list_item_is_rated(rd, i);
		l.links += tg_list_is_link(i);
		l.levels += tg_list_begins_with_level(rd, i);
		l.answers += tg_label_of(rd->arena, i, &lead) == TG_F_MITIGATION;
		l.pairs += tg_list_begins_with_threat(rd, i) || tg_item_holds_pair(rd, i);
		l.arrows += is_answered_by_arrow(tg_str(tg_list_item_text(rd->arena, i)));
		look_at_tone(&l, tg_str(tg_list_item_text(rd->arena, i)));
	}
	return l;
}
