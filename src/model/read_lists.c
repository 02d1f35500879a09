/* Threats in lists: by category, by id, with labelled parts, or plain. */
#include "candidate.h"

#include "../base/hash.h"

struct list_context {
	size_t section;
	enum tg_part part;
	unsigned stride;        /* of the heading above */
	const char *stride_text;
	bool under_label;       /* "Threats:" stands right above */
	bool controls;          /* most items speak of controls, none of attacks */
	struct tg_candidate *candidate;
};

/* What the items of a list have in common. */
struct list_looks {
	size_t items, categories, ids, labelled, links, pairs, controls, attacks;
};

static struct tg_value value_of(const char *text, uint32_t line)
{
	return (struct tg_value){ text, line, NULL, TG_MD_NOT_A_TASK };
}

/* The plain text of an item's first paragraph. */
static const char *first_text(struct tg_arena *arena, const struct tg_md *item)
{
	if (item->first == NULL || item->first->kind != TG_MD_PARAGRAPH)
		return "";
	return tg_md_plain(item->first, arena, true);
}

/* "A malicious internal user": someone, not something that he does. */
static bool is_persona(struct tg_reading *rd, const struct tg_md *item)
{
	static const char *const who[] = { "attacker", "user", "insider", "adversary",
					   "actor" };
	static const char *const does[] = { "could", "can", "may", "might", "would",
					    "will", "attempts", "tries" };
	struct tg_fold f;
	bool named = false;

	tg_fold(&f, tg_str(first_text(rd->arena, item)));
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

static bool is_link_only(const struct tg_md *item)
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
static unsigned category_of(struct tg_reading *rd, const struct tg_md *item,
			    const char **lead)
{
	tg_record_clear(&rd->record);
	tg_record_read_item(&rd->record, rd->arena, item, lead);
	if ((*lead)[0] == '\0')
		*lead = tg_record_text(&rd->record, TG_F_THREAT);
	return tg_stride_label(tg_str(*lead));
}

static bool item_id(struct tg_reading *rd, const struct tg_md *item, bool allow_loose)
{
	struct tg_str id, rest;
	bool loose;

	return tg_threat_id(tg_str(first_text(rd->arena, item)), &id, &rest, &loose) &&
	       (!loose || allow_loose ||
		tg_is_threat_family(tg_id_family(tg_id_key(rd->arena, id))));
}

/* "- Threat: stolen phone", with its mitigation in the same item. */
static bool begins_with_threat(struct tg_reading *rd, const struct tg_md *item)
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

/* What follows the name of an item. */
static void look_at_tone(struct list_looks *l, struct tg_str text)
{
	size_t colon = tg_str_chr(text, ':');
	struct tg_tone tone = tg_tone_of(tg_str_from(text, colon == SIZE_MAX ? 0 : colon));

	l->controls += tone.control > 0 && tone.attack == 0;
	l->attacks += tone.attack > 0;
}

static struct list_looks look_at(struct tg_reading *rd, const struct tg_md *list)
{
	struct list_looks l = { 0 };
	const char *lead = "";

	for (const struct tg_md *i = list->first; i != NULL && l.items < 200;
	     i = i->next) {
		l.items++;
		l.categories += category_of(rd, i, &lead) != 0;
		l.ids += item_id(rd, i, false);
		l.labelled += has_mitigation_inside(rd, i);
		l.links += is_link_only(i);
		l.pairs += begins_with_threat(rd, i) || tg_item_holds_pair(rd, i);
		look_at_tone(&l, tg_str(first_text(rd->arena, i)));
	}
	return l;
}

static void add_category(struct tg_reading *rd, struct tg_record *r, const char *text)
{
	if (text[0] != '\0' && !tg_record_has(r, TG_F_CATEGORY))
		tg_record_add(r, rd->arena, TG_F_CATEGORY, value_of(text, r->line));
}

static void put_item(struct tg_reading *rd, const struct list_context *c,
		     const struct tg_md *item, const char *category)
{
	struct tg_record *r = &rd->record;
	const char *lead;

	tg_record_clear(r);
	tg_record_read_item(r, rd->arena, item, &lead);
	add_category(rd, r, category);
	tg_record_split_title(r, rd->arena);
	tg_candidate_offer(rd, c->candidate, c->section);
}

/* An item that holds a threat and its other parts, each with its label; or such
 * labels as items of one list, from one "Threat:" to the next. */
static void put_pair(struct tg_reading *rd, const struct list_context *c,
		     const struct tg_md *item)
{
	struct tg_record *r = &rd->record;
	const char *value;

	if (tg_item_holds_pair(rd, item)) {
		r->line = item->line;
		r->end_line = item->end_line;
		tg_record_add(r, rd->arena, TG_F_ELEMENT,
			      value_of(first_text(rd->arena, item), item->line));
		tg_candidate_offer(rd, c->candidate, c->section)->labelled = true;
		return;
	}
	if (!begins_with_threat(rd, item))
		return;
	tg_record_clear(r);
	r->line = item->line;
	do {
		for (const struct tg_md *b = item->first; b != NULL; b = b->next)
			tg_record_read(r, rd->arena, &b, 1, TG_F_NONE);
		r->end_line = item->end_line;
		item = item->next;
	} while (item != NULL && !begins_with_threat(rd, item) &&
		 tg_label_of(rd->arena, item, &value) != TG_F_NONE);
	add_category(rd, r, c->stride_text);
	tg_candidate_offer(rd, c->candidate, c->section)->labelled = true;
}

/* --- "- **Spoofing**: ..." --------------------------------------------- */

static void add_group(struct tg_reading *rd, const struct list_context *c,
		      const struct tg_md *item, unsigned stride)
{
	tg_mitigation_vec found = { 0 };

	tg_record_clear(&rd->record);
	for (const struct tg_md *b = item->first; b != NULL; b = b->next)
		tg_record_read(&rd->record, rd->arena, &b, 1,
			       b == item->first ? TG_F_NONE : TG_F_MITIGATION);
	tg_draft_mitigations(&found, rd->arena, &rd->record);
	for (size_t i = 0; i < found.n; i++)
		tg_candidate_group(rd, c->candidate, &found.items[i], c->section, stride);
}

static bool is_nested_threat(struct tg_reading *rd, const struct tg_md *item)
{
	const char *value;

	return tg_label_of(rd->arena, item, &value) == TG_F_NONE;
}

/* The items nested in a category are its threats, unless they are the parts of
 * the one that its own text names. */
static size_t read_nested(struct tg_reading *rd, const struct list_context *c,
			  const struct tg_md *item, const char *category)
{
	unsigned stride = tg_stride_parse(tg_str(category));
	size_t n = 0;

	for (const struct tg_md *l = item->first; l != NULL; l = l->next) {
		if (l->kind != TG_MD_LIST)
			continue;
		for (const struct tg_md *i = l->first; i != NULL; i = i->next) {
			if (!is_nested_threat(rd, i)) {
				add_group(rd, c, i, stride);
				continue;
			}
			put_item(rd, c, i, category);
			n++;
		}
	}
	return n;
}

static bool has_nested_threats(struct tg_reading *rd, const struct tg_md *item)
{
	for (const struct tg_md *l = item->first; l != NULL; l = l->next)
		for (const struct tg_md *i = l->kind == TG_MD_LIST ? l->first : NULL;
		     i != NULL; i = i->next)
			if (is_nested_threat(rd, i))
				return true;
	return false;
}

static bool leads_to_list(const char *text)
{
	struct tg_str s = tg_str_trim(tg_str(text));

	return s.n == 0 || s.p[s.n - 1] == ':' || tg_stride_label(s) != 0 ||
	       tg_str_find(s, TG_STR("includ")) != SIZE_MAX;
}

/* "text → control" at the end of a category's sentence. */
static void split_arrow(struct tg_reading *rd, struct tg_record *r)
{
	static const char *const arrows[] = { " \xe2\x86\x92 ", " -> ", " => " };
	struct tg_value *v;

	if (r->of[TG_F_DESCRIPTION].n != 1 || tg_record_has(r, TG_F_MITIGATION))
		return;
	v = &r->of[TG_F_DESCRIPTION].items[0];
	for (size_t i = 0; i < sizeof(arrows) / sizeof(arrows[0]); i++) {
		size_t at = tg_str_find(tg_str(v->text), tg_str(arrows[i]));
		struct tg_value m = *v;

		if (at == SIZE_MAX || at < 12)
			continue;
		m.text = v->text + at + tg_str(arrows[i]).n;
		v->text = tg_arena_strndup(rd->arena, v->text, at);
		tg_record_add(r, rd->arena, TG_F_MITIGATION, m);
		return;
	}
}

static void read_category_item(struct tg_reading *rd, const struct list_context *c,
			       const struct tg_md *item)
{
	struct tg_record *r = &rd->record;
	const char *lead = "", *text;
	char *category;

	if (category_of(rd, item, &lead) == 0)
		return;
	category = tg_arena_dup(rd->arena, lead);
	if (has_nested_threats(rd, item) && leads_to_list(first_text(rd->arena, item)) &&
	    read_nested(rd, c, item, category) > 0)
		return;
	tg_record_clear(r);
	tg_record_read_item(r, rd->arena, item, &lead);
	split_arrow(rd, r);
	text = tg_record_text(r, TG_F_DESCRIPTION);
	if (text[0] == '\0' || tg_text_denies(tg_str(text)))
		return;
	if (c->controls && !tg_record_has(r, TG_F_MITIGATION)) {
		/* "Spoofing: signed tokens" says what is done about it */
		tg_record_add(r, rd->arena, TG_F_MITIGATION,
			      r->of[TG_F_DESCRIPTION].items[0]);
		add_category(rd, r, category);
		tg_candidate_offer(rd, c->candidate, c->section);
		return;
	}
	/* what the sentence says is the threat, the category only its kind */
	r->of[TG_F_THREAT].n = 0;
	tg_record_add(r, rd->arena, TG_F_THREAT, r->of[TG_F_DESCRIPTION].items[0]);
	add_category(rd, r, category);
	tg_candidate_offer(rd, c->candidate, c->section);
}

/* A legend asks: "Spoofing: can someone pretend to be someone else?" */
static bool is_legend(struct tg_reading *rd, const struct tg_md *list)
{
	size_t items = 0, questions = 0;

	for (const struct tg_md *i = list->first; i != NULL; i = i->next) {
		struct tg_str s = tg_str_trim(tg_str(first_text(rd->arena, i)));

		items++;
		questions += s.n > 0 && s.p[s.n - 1] == '?';
	}
	return questions * 2 > items;
}

/* --- the rest --------------------------------------------- */

static bool is_about_threats(const struct list_context *c)
{
	return c->part == TG_PART_THREATS || c->stride != 0 || c->under_label;
}

typedef void item_fn(struct tg_reading *rd, const struct list_context *c,
		     const struct tg_md *item);

static void put_id_item(struct tg_reading *rd, const struct list_context *c,
			const struct tg_md *item)
{
	if (item_id(rd, item, true))
		put_item(rd, c, item, c->stride_text);
}

static void put_labelled_item(struct tg_reading *rd, const struct list_context *c,
			      const struct tg_md *item)
{
	put_item(rd, c, item, c->stride_text);
}

static void put_plain_item(struct tg_reading *rd, const struct list_context *c,
			   const struct tg_md *item)
{
	const char *value;
	enum tg_field label = tg_label_of(rd->arena, item, &value);

	if (item->task != TG_MD_NOT_A_TASK)
		return; /* a check list is what is to be done */
	if (label == TG_F_MITIGATION || label == TG_F_RISK || label == TG_F_IMPACT ||
	    label == TG_F_LIKELIHOOD || label == TG_F_STATUS || label == TG_F_RESIDUAL)
		return; /* part of the threat that the heading names */
	if (!is_link_only(item) && !is_persona(rd, item))
		put_item(rd, c, item, c->stride_text);
}

/* How the items of a list are to be read; NULL when they are no threats. */
static item_fn *way_to_read(const struct list_context *c, const struct list_looks *l)
{
	if (l->categories >= 2 || (l->categories == 1 && l->items == 1))
		return read_category_item;
	if (l->ids >= 2 || (l->ids >= 1 && is_about_threats(c)))
		return put_id_item;
	if (l->pairs >= 2)
		return put_pair;
	if (l->labelled * 2 >= l->items && l->items > 0)
		return put_labelled_item;
	return is_about_threats(c) ? put_plain_item : NULL;
}

/* Lists under headings that say the same ("### Threats", for each component). */
static uint64_t series_of(const struct tg_section *s)
{
	struct tg_fold f;

	if (s->part != TG_PART_THREATS)
		return 0;
	tg_fold(&f, tg_str(s->title));
	return tg_hash64(tg_str_n(f.text, f.n), 1);
}

static void offer_list(struct tg_reading *rd, struct list_context *c,
		       const struct tg_md *list)
{
	struct list_looks looks = look_at(rd, list);
	item_fn *put = way_to_read(c, &looks);

	if (put == NULL || is_legend(rd, list) || looks.links * 2 > looks.items)
		return;
	c->controls = looks.controls * 2 > looks.items && looks.attacks == 0;
	c->candidate = tg_candidate_new(
		rd, put == put_plain_item && !c->under_label ? TG_SHAPE_PLAIN_LIST :
							       TG_SHAPE_LIST,
		c->section, list->line, TG_SOURCE_LISTS);
	c->candidate->stride = c->stride;
	c->candidate->kin = series_of(&rd->outline.sections.items[c->section]);
	for (const struct tg_md *i = list->first; i != NULL; i = i->next)
		put(rd, c, i);
	for (size_t i = 0; c->under_label && i < c->candidate->offers.n; i++)
		c->candidate->offers.items[i].labelled = true;
}

/* What a paragraph right above a list announces it to be. */
static enum tg_field label_above(struct tg_reading *rd, const struct tg_md *block,
				 bool *announced)
{
	const char *value = "";
	enum tg_field f;
	struct tg_str text;

	*announced = false;
	if (block == NULL || block->kind != TG_MD_PARAGRAPH)
		return TG_F_NONE;
	f = tg_label_of(rd->arena, block, &value);
	text = tg_str_trim(tg_str(tg_md_plain(block, rd->arena, true)));
	*announced = text.n > 0 && text.p[text.n - 1] == ':' && text.n <= 60;
	return f;
}

static const char *stride_text(const struct tg_outline *o, size_t i)
{
	for (; i != 0; i = o->sections.items[i].parent)
		if (o->sections.items[i].stride != 0)
			return o->sections.items[i].title;
	return "";
}

/* "Assets at risk" and "Residual risks" below a category hold none of its threats. */
static bool is_aside(const struct tg_section *s)
{
	return s->stride == 0 &&
	       (s->part == TG_PART_OTHER || s->part == TG_PART_RESIDUAL ||
		s->part == TG_PART_MITIGATIONS || s->part == TG_PART_OUT_OF_SCOPE ||
		s->part == TG_PART_SCOPE || s->part == TG_PART_BOUNDARIES ||
		s->part == TG_PART_DFD || s->part == TG_PART_COVERS);
}

/* "We considered what can go wrong:" announces threats, "These threats are addressed
 * by:" does not. */
static bool announces_threats(struct tg_reading *rd, const struct tg_md *above)
{
	static const char *const about[] = { "threats",	      "attacks", "risks",
					     "go wrong",      "abuse",	 "scenarios",
					     "vulnerabilities" };
	static const char *const answers[] = {
		"mitigat", "address", "prevent", "protect", "reduc", "control", "measure",
		"defen", "not", "actor", "scope", "assum", "categor", "against", "model",
	};
	struct tg_str text;
	struct tg_fold f;
	bool found = false;

	if (above == NULL || above->kind != TG_MD_PARAGRAPH)
		return false;
	text = tg_str_trim(tg_str(tg_md_plain(above, rd->arena, true)));
	if (!tg_str_ends(text, ":"))
		return false;
	tg_fold(&f, text.n > 70 ? tg_str_from(text, text.n - 70) : text);
	for (size_t i = 0; i < sizeof(answers) / sizeof(answers[0]); i++)
		if (tg_fold_has_stem(&f, answers[i]))
			return false;
	for (size_t i = 0; i < sizeof(about) / sizeof(about[0]); i++)
		found = found || tg_fold_has_stem(&f, about[i]);
	return found;
}

/* "Spoofing:" or "**Spoofing**" right above a list is the category of its items. */
static void category_above(struct tg_reading *rd, const struct tg_md *above,
			   struct list_context *c)
{
	const char *text;

	if (above == NULL || above->kind != TG_MD_PARAGRAPH)
		return;
	text = tg_md_plain(above, rd->arena, true);
	if (tg_stride_label(tg_str(text)) == 0)
		return;
	c->stride = tg_stride_label(tg_str(text));
	c->stride_text = text;
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

static void read_section_lists(struct tg_reading *rd, size_t s)
{
	const struct tg_section *sec = &rd->outline.sections.items[s];
	struct list_context c = { .section = s };

	c.part = tg_outline_part(&rd->outline, s, NULL);
	c.stride = is_aside(sec) ? 0 : tg_outline_stride(&rd->outline, s);
	c.stride_text = stride_text(&rd->outline, s);
	for (size_t b = 0; b < sec->blocks.n; b++) {
		const struct tg_md *list = sec->blocks.items[b];
		const struct tg_md *above = b > 0 ? sec->blocks.items[b - 1] : NULL;
		bool announced;

		if (list->kind != TG_MD_LIST || is_group_name(sec, b))
			continue;
		enum tg_field label = label_above(rd, above, &announced);

		if (label != TG_F_NONE && label != TG_F_THREAT && label != TG_F_RISK &&
		    label != TG_F_DESCRIPTION && announced)
			continue;
		c.under_label = (label == TG_F_THREAT && announced) ||
				announces_threats(rd, above);
		struct list_context own = c;

		category_above(rd, above, &own);
		offer_list(rd, &own, list);
	}
}

void tg_read_lists(struct tg_reading *rd)
{
	for (size_t s = 0; s < rd->outline.sections.n; s++)
		read_section_lists(rd, s);
}
