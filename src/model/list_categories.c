/* Items that begin with a category. */
#include "headings.h"
#include "lists.h"

void tg_list_add_category(struct tg_reading *rd, struct tg_record *r, const char *text)
{
	if (text[0] != '\0' && !tg_record_has(r, TG_F_CATEGORY))
		tg_record_add(r, rd->arena, TG_F_CATEGORY, tg_list_value(text, r->line));
}

void tg_list_put(struct tg_reading *rd, const struct tg_list_context *c,
		     const struct tg_md *item, const char *category)
{
	struct tg_record *r = &rd->record;
	const char *lead;

	tg_record_clear(r);
	tg_record_read_item(r, rd->arena, item, &lead);
	tg_list_add_category(rd, r, category);
	tg_heading_add_labels(rd, r, c->section);
	tg_record_split_title(r, rd->arena);
	tg_candidate_offer(rd, c->candidate, c->section);
}

void tg_list_add_group(struct tg_reading *rd, const struct tg_list_context *c,
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
static size_t read_nested(struct tg_reading *rd, const struct tg_list_context *c,
			  const struct tg_md *item, const char *category)
{
	unsigned stride = tg_stride_parse(tg_str(category));
	size_t n = 0;

	for (const struct tg_md *l = item->first; l != NULL; l = l->next) {
		if (l->kind != TG_MD_LIST)
			continue;
		for (const struct tg_md *i = l->first; i != NULL; i = i->next) {
			if (!is_nested_threat(rd, i)) {
				tg_list_add_group(rd, c, i, stride);
				continue;
			}
			tg_list_put(rd, c, i, category);
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

bool tg_list_arrow(struct tg_str text, struct tg_str *before, struct tg_str *after)
{
	static const char *const arrows[] = { " \xe2\x86\x92 ", " -> ", " => " };

	for (size_t i = 0; i < sizeof(arrows) / sizeof(arrows[0]); i++) {
		struct tg_str arrow = tg_str(arrows[i]);
		size_t at = tg_str_find(text, arrow);

		if (at == SIZE_MAX || at == 0)
			continue;
		*before = tg_str_sub(text, 0, at);
		*after = tg_str_from(text, at + arrow.n);
		return tg_str_find(*after, arrow) == SIZE_MAX; /* "a -> b -> c" are steps */
	}
	return false;
}

void tg_list_split_arrow(struct tg_reading *rd, struct tg_record *r, enum tg_field field)
{
	struct tg_str before, after;
	struct tg_value *v, m;

	if (r->of[field].n != 1 || tg_record_has(r, TG_F_MITIGATION))
		return;
	v = &r->of[field].items[0];
	if (!tg_list_arrow(tg_str(v->text), &before, &after))
		return;
	m = *v;
	m.text = tg_arena_dup_str(rd->arena, after);
	v->text = tg_arena_dup_str(rd->arena, before);
	tg_record_add(r, rd->arena, TG_F_MITIGATION, m);
}

void tg_list_put_category(struct tg_reading *rd, const struct tg_list_context *c,
			       const struct tg_md *item)
{
	struct tg_record *r = &rd->record;
	const char *lead = "", *text;
	char *category;

	if (tg_list_category(rd, item, &lead) == 0)
		return;
	category = tg_arena_dup(rd->arena, lead);
	if (has_nested_threats(rd, item) && leads_to_list(tg_list_item_text(rd->arena, item)) &&
	    read_nested(rd, c, item, category) > 0)
		return;
	tg_record_clear(r);
	tg_record_read_item(r, rd->arena, item, &lead);
	tg_list_split_arrow(rd, r, TG_F_DESCRIPTION);
	text = tg_record_text(r, TG_F_DESCRIPTION);
	if (text[0] == '\0' || tg_text_denies(tg_str(text)))
		return;
	if (c->controls && !tg_record_has(r, TG_F_MITIGATION)) {
		/* "Spoofing: signed tokens" says what is done about it */
		tg_record_add(r, rd->arena, TG_F_MITIGATION,
			      r->of[TG_F_DESCRIPTION].items[0]);
		tg_list_add_category(rd, r, category);
		tg_candidate_offer(rd, c->candidate, c->section);
		return;
	}
	/* what the sentence says is the threat, the category only its kind */
	r->of[TG_F_THREAT].n = 0;
	tg_record_add(r, rd->arena, TG_F_THREAT, r->of[TG_F_DESCRIPTION].items[0]);
	tg_list_add_category(rd, r, category);
	tg_candidate_offer(rd, c->candidate, c->section);
}

/* A legend asks: "Spoofing: can someone pretend to be someone else?" */
bool tg_list_is_legend(struct tg_reading *rd, const struct tg_md *list)
{
	size_t items = 0, questions = 0;

	for (const struct tg_md *i = list->first; i != NULL; i = i->next) {
		struct tg_str s = tg_str_trim(tg_str(tg_list_item_text(rd->arena, i)));

		items++;
		questions += s.n > 0 && s.p[s.n - 1] == '?';
	}
	return questions * 2 > items;
}
