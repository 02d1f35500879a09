/* Threats in lists: by category, by id, with labelled parts, or plain. */
#include "headings.h"
#include "lists.h"

#include "../base/hash.h"

/* Each of the threats that the record names, with all that it says. */
static void put_each(struct tg_reading *rd, const struct tg_list_context *c)
{
	struct tg_record whole = rd->record;

	for (size_t i = 0; i < whole.of[TG_F_THREAT].n; i++) {
		struct tg_value v = whole.of[TG_F_THREAT].items[i];

		rd->record = (struct tg_record){ .line = whole.line,
						 .end_line = whole.end_line };
		for (size_t f = 0; f < TG_F_COUNT; f++)
			for (size_t k = 0; f != TG_F_THREAT && k < whole.of[f].n; k++)
				tg_record_add(&rd->record, rd->arena, (enum tg_field)f,
					      whole.of[f].items[k]);
		if (v.line != 0 && whole.of[TG_F_THREAT].n > 1)
			rd->record.line = rd->record.end_line = v.line;
		tg_record_add(&rd->record, rd->arena, TG_F_THREAT, v);
		tg_candidate_offer(rd, c->candidate, c->section)->labelled = true;
	}
}

/* An item that holds a threat and its other parts, each with its label; or such
 * labels as items of one list, from one "Threat:" to the next. */
static void put_pair(struct tg_reading *rd, const struct tg_list_context *c,
		     const struct tg_md *item)
{
	struct tg_record *r = &rd->record;
	const char *value;

	if (tg_item_holds_pair(rd, item)) {
		r->line = item->line;
		r->end_line = item->end_line;
		tg_record_add(r, rd->arena, TG_F_ELEMENT,
			      tg_list_value(tg_list_item_text(rd->arena, item), item->line));
		put_each(rd, c);
		return;
	}
	if (!tg_list_begins_with_threat(rd, item))
		return;
	tg_record_clear(r);
	r->line = item->line;
	do {
		for (const struct tg_md *b = item->first; b != NULL; b = b->next)
			tg_record_read(r, rd->arena, &b, 1, TG_F_NONE);
		r->end_line = item->end_line;
		item = item->next;
	} while (item != NULL && !tg_list_begins_with_threat(rd, item) &&
		 tg_label_of(rd->arena, item, &value) != TG_F_NONE);
	tg_list_add_category(rd, r, c->stride_text);
	tg_candidate_offer(rd, c->candidate, c->section)->labelled = true;
}

static bool is_about_threats(const struct tg_list_context *c)
{
	return c->part == TG_PART_THREATS || c->stride != 0 || c->under_label;
}

/* Nothing says what it lists, and nearly every item speaks of an attack. */
static bool tells_of_attacks(const struct tg_list_context *c, const struct tg_list_looks *l)
{
	if (c->part == TG_PART_MODEL && l->leads == l->items && l->items >= 3 &&
	    l->named * 2 >= l->items)
		return true; /* in a threat model half of the names are enough */
	return (c->part == TG_PART_NONE || c->part == TG_PART_MODEL) && l->items >= 2 &&
	       l->named * 4 >= l->items * 3;
}

typedef void item_fn(struct tg_reading *rd, const struct tg_list_context *c,
		     const struct tg_md *item);

static void put_id_item(struct tg_reading *rd, const struct tg_list_context *c,
			const struct tg_md *item)
{
	if (tg_list_item_id(rd, item, true))
		tg_list_put(rd, c, item, c->stride_text);
}

static void put_labelled_item(struct tg_reading *rd, const struct tg_list_context *c,
			      const struct tg_md *item)
{
	tg_list_put(rd, c, item, c->stride_text);
}

/* A check list is what is to be done; "- [x] Replay: a nonce" names what it is done
 * about. */
static void put_task(struct tg_reading *rd, const struct tg_list_context *c,
		     const struct tg_md *item)
{
	struct tg_record *r = &rd->record;
	struct tg_tone tone;
	const char *lead;

	tg_record_clear(r);
	tg_record_read_item(r, rd->arena, item, &lead);
	tone = tg_tone_of(tg_str(lead));
	if ((tone.attack == 0 && c->stride == 0) || lead[0] == '\0' || tone.control > 0 ||
	    !tg_record_has(r, TG_F_DESCRIPTION))
		return;
	r->of[TG_F_DESCRIPTION].items[0].task = item->task;
	tg_record_add(r, rd->arena, TG_F_MITIGATION, r->of[TG_F_DESCRIPTION].items[0]);
	tg_list_add_category(rd, r, c->stride_text);
	tg_candidate_offer(rd, c->candidate, c->section);
}

static void put_plain_item(struct tg_reading *rd, const struct tg_list_context *c,
			   const struct tg_md *item)
{
	const char *value;
	enum tg_field label = tg_label_of(rd->arena, item, &value);

	if (item->task != TG_MD_NOT_A_TASK) {
		put_task(rd, c, item);
		return;
	}
	if (tg_text_is_placeholder(tg_str(tg_list_item_text(rd->arena, item))))
		return; /* what is to be done */
	if (label == TG_F_MITIGATION || label == TG_F_RISK || label == TG_F_IMPACT ||
	    label == TG_F_LIKELIHOOD || label == TG_F_STATUS || label == TG_F_RESIDUAL)
		return; /* part of the threat that the heading names */
	if (!tg_list_is_link(item) && !tg_list_is_persona(rd, item))
		tg_list_put(rd, c, item, c->stride_text);
}

/* "- **High risk**: no limit", and "- **Mitigation**: a limit" for those above it. */
static void put_level_item(struct tg_reading *rd, const struct tg_list_context *c,
			   const struct tg_md *item)
{
	struct tg_record *r = &rd->record;
	const char *value;

	if (tg_label_of(rd->arena, item, &value) == TG_F_MITIGATION) {
		tg_list_add_group(rd, c, item, 0);
		return;
	}
	if (!tg_list_begins_with_level(rd, item))
		return;
	tg_record_add(r, rd->arena, TG_F_PRIORITY, r->of[TG_F_THREAT].items[0]);
	r->of[TG_F_THREAT].items[0] = r->of[TG_F_DESCRIPTION].items[0];
	r->of[TG_F_DESCRIPTION].n = 0;
	tg_list_add_category(rd, r, c->stride_text);
	tg_candidate_offer(rd, c->candidate, c->section)->labelled = true;
}

static void put_arrow_item(struct tg_reading *rd, const struct tg_list_context *c,
			   const struct tg_md *item)
{
	struct tg_record *r = &rd->record;
	const char *lead;

	tg_record_clear(r);
	tg_record_read_item(r, rd->arena, item, &lead);
	tg_list_split_arrow(rd, r, TG_F_THREAT);
	tg_list_add_category(rd, r, c->stride_text);
	tg_candidate_offer(rd, c->candidate, c->section);
}

/* How the items of a list are to be read; NULL when they are no threats. */
static item_fn *way_to_read(const struct tg_list_context *c, const struct tg_list_looks *l)
{
	if (l->levels > 0 && l->answers == 1 && l->levels + 1 == l->items)
		return put_level_item;
	if (l->categories >= 2 || (l->categories == 1 && l->items == 1))
		return tg_list_put_category;
	if (l->ids >= 2 || (l->ids >= 1 && is_about_threats(c)))
		return put_id_item;
	if (l->pairs >= 2)
		return put_pair;
	if (l->labelled * 2 >= l->items && l->items > 0)
		return put_labelled_item;
	if (l->arrows * 4 >= l->items * 3 && is_about_threats(c))
		return put_arrow_item;
	return is_about_threats(c) || tells_of_attacks(c, l) ? put_plain_item : NULL;
}

/* Lists under headings that say the same ("### Threats", for each component), those
 * under labels in one section ("Threats:", "Abuse cases:"), and those under headings
 * side by side where threats are listed. */
static uint64_t series_of(const struct tg_list_context *c, const struct tg_section *s)
{
	struct tg_fold f;

	if (s->kinds)
		return tg_hash64(tg_str_n((const char *)&s->parent, sizeof(s->parent)), 5);
	if (c->series != NULL)
		return tg_hash64(tg_str(c->series), 4);
	if (c->under_label)
		return tg_hash64(tg_str_n((const char *)&c->section, sizeof(c->section)), 2);
	if (s->part != TG_PART_THREATS || s->stride != 0)
		return s->parent != 0 ?
			       tg_hash64(tg_str_n((const char *)&s->parent,
						  sizeof(s->parent)), 3) :
			       0;
	tg_fold(&f, tg_str(s->title));
	return tg_hash64(tg_str_n(f.text, f.n), 1);
}

/* "- **Description**: ...", "- **Mitigation**: ...": the parts of what the heading names,
 * each with a label of its own. */
static bool holds_parts(struct tg_reading *rd, const struct tg_md *list)
{
	bool seen[TG_F_COUNT] = { false };
	size_t items = 0, labels = 0, kinds = 0;
	const char *value;

	for (const struct tg_md *i = list->first; i != NULL; i = i->next) {
		enum tg_field label = tg_label_of(rd->arena, i, &value);

		items++;
		if (label == TG_F_NONE || label == TG_F_LEGEND)
			continue;
		if (label == TG_F_THREAT && seen[label])
			return false; /* "Threat: ..." once more: pairs of them */
		labels++;
		kinds += !seen[label];
		seen[label] = true;
	}
	if (labels == items && !seen[TG_F_THREAT] && !seen[TG_F_RISK] &&
	    !seen[TG_F_DESCRIPTION] && seen[TG_F_MITIGATION])
		return true; /* "- Mitigation: ..." alone */
	return kinds >= 2 &&
	       (labels * 2 > items || (seen[TG_F_THREAT] && seen[TG_F_MITIGATION]));
}

/* "STRIDE categories", "Approach": what the letters stand for. */
static bool explains_method(const struct tg_section *s)
{
	static const char *const words[] = { "categories", "methodology", "method", "approach",
					     "framework", "definitions", "legend" };
	struct tg_fold f;

	tg_fold(&f, tg_str(s->title));
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (tg_fold_ends(&f, words[i]))
			return true;
	return false;
}

/* "- Data" with its threats nested, "- Login" with its own; false for other lists. */
static bool offer_groups(struct tg_reading *rd, struct tg_list_context *c,
			 const struct tg_md *list);

static void offer_list(struct tg_reading *rd, struct tg_list_context *c,
		       const struct tg_md *list)
{
	if (offer_groups(rd, c, list))
		return;
	struct tg_list_looks looks = tg_list_look(rd, list);
	item_fn *put = way_to_read(c, &looks);

	if ((put == put_plain_item || put == put_labelled_item) && holds_parts(rd, list))
		return;
	if (put == NULL ||
	    (tg_list_is_legend(rd, list) && !tg_list_is_of_kinds(rd, c->section)) ||
	    (looks.categories >= 4 &&
	     explains_method(&rd->outline.sections.items[c->section])) || looks.links * 2 > looks.items)
		return;
	c->controls = looks.controls * 2 > looks.items && looks.attacks == 0;
	c->candidate = tg_candidate_new(
		rd, put == put_plain_item && !c->under_label ? TG_SHAPE_PLAIN_LIST :
							       TG_SHAPE_LIST,
		c->section, list->line, TG_SOURCE_LISTS);
	c->candidate->stride = c->stride;
	c->candidate->defended = c->defended;
	c->candidate->unnamed = put == put_plain_item && !is_about_threats(c);
	c->candidate->kin = series_of(c, &rd->outline.sections.items[c->section]);
	for (const struct tg_md *i = list->first; i != NULL; i = i->next)
		put(rd, c, i);
	for (size_t i = 0; c->under_label && i < c->candidate->offers.n; i++)
		c->candidate->offers.items[i].labelled = true;
}

static bool offer_groups(struct tg_reading *rd, struct tg_list_context *c,
			 const struct tg_md *list)
{
	size_t items = 0, groups = 0;

	for (const struct tg_md *i = list->first; i != NULL; i = i->next) {
		bool sure = false;

		if (!tg_list_is_group(rd, i, &sure))
			return false;
		items++;
		groups += sure;
	}
	if (groups * 2 <= items)
		return false;
	for (const struct tg_md *i = list->first; i != NULL; i = i->next) {
		struct tg_list_context own = *c;

		/* most groups say what is done: the others hold threats, too */
		own.under_label = c->under_label || items >= 3;
		tg_list_category_above(rd, i->first, &own);
		offer_list(rd, &own, i->first->next);
	}
	return true;
}

/* "1. Networking" with its bullets not indented far enough to stand inside it. */
static bool is_group_name(const struct tg_section *s, size_t b)
{
	const struct tg_md *item = s->blocks.items[b]->first;

	return item != NULL && item->next == NULL && item->first != NULL &&
	       item->first->next == NULL && b + 1 < s->blocks.n &&
	       s->blocks.items[b + 1]->kind == TG_MD_LIST &&
	       s->blocks.items[b + 1]->line == item->end_line + 1;
}

/* "Attack paths" below a threat. */
static bool tells_of_its_parent(const struct tg_reading *rd, const struct tg_section *sec)
{
	return tg_lists_ways(tg_str(sec->title)) &&
	       tg_heading_is_told_below(&rd->outline, sec->parent);
}

static bool may_announce_threats(enum tg_field label)
{
	return label == TG_F_NONE || label == TG_F_THREAT || label == TG_F_RISK ||
	       label == TG_F_DESCRIPTION;
}

static void read_section_lists(struct tg_reading *rd, size_t s)
{
	const struct tg_section *sec = &rd->outline.sections.items[s];
	struct tg_list_context c = { .section = s };

	if (tells_of_its_parent(rd, sec))
		return;
	c.part = tg_outline_part(&rd->outline, s, NULL);
	c.stride = tg_list_is_aside(sec) ? 0 : tg_outline_stride(&rd->outline, s);
	c.stride_text = tg_list_stride_text(&rd->outline, s);
	for (size_t b = 0; b < sec->blocks.n; b++) {
		const struct tg_md *list = sec->blocks.items[b];
		const struct tg_md *above = b > 0 ? sec->blocks.items[b - 1] : NULL;
		bool announced;

		if (list->kind != TG_MD_LIST || is_group_name(sec, b))
			continue;
		enum tg_field label = tg_list_label_above(rd, above, &announced);

		if (announced && !may_announce_threats(label))
			continue;
		c.defended = tg_list_defends(rd, above);
		c.under_label = (label == TG_F_THREAT && announced) ||
				tg_list_announces(rd, above) || c.defended ||
				tg_list_tells_what_attackers_do(rd, s, above);
		c.series = c.under_label ? tg_list_series_of(rd, above) : NULL;
		struct tg_list_context own = c;

		tg_list_category_above(rd, above, &own);
		offer_list(rd, &own, list);
	}
}

void tg_read_lists(struct tg_reading *rd)
{
	tg_list_find_series(rd);
	for (size_t s = 0; s < rd->outline.sections.n; s++)
		read_section_lists(rd, s);
}
