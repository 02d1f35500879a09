/* Sections that list their threats under a label: "Threats:" with bullets or with
 * names between commas, "Mitigations:" for all of them. */
#include "headings.h"
#include "lists.h"

#define MOST_NAMES 20u /* between commas */
#define LISTED 1000u /* kin of sections with "Threats:" and a list */

/* "Threats:" with a list, "Abuse cases:" with another: each is read as a list. */
bool tg_listed_in_several(struct tg_reading *rd, const struct tg_section *s)
{
	size_t n = 0;

	for (size_t b = 1; b < s->blocks.n; b++) {
		bool announced;
		enum tg_field f;

		if (s->blocks.items[b]->kind != TG_MD_LIST)
			continue;
		f = tg_list_label_above(rd, s->blocks.items[b - 1], &announced);
		n += (f == TG_F_THREAT && announced) ||
		     tg_list_announces(rd, s->blocks.items[b - 1]);
	}
	return n >= 2;
}

/* "The network attacker can:" with a list: the heading names no threat. */
bool tg_listed_by_attacker(struct tg_reading *rd, size_t section)
{
	const struct tg_section *s = &rd->outline.sections.items[section];

	for (size_t b = 1; b < s->blocks.n; b++)
		if (s->blocks.items[b]->kind == TG_MD_LIST &&
		    tg_list_tells_what_attackers_do(rd, section, s->blocks.items[b - 1]))
			return true;
	return false;
}

/* "**Threats:**" with a list, "**Mitigations:**" with a list, in one section. */
void tg_listed_offer(struct tg_reading *rd, size_t section)
{
	struct tg_record whole = rd->record;
	struct tg_record *r = &rd->record;
	tg_mitigation_vec found = { 0 };
	struct tg_candidate *c =
		tg_candidate_new(rd, TG_SHAPE_LIST, section,
				 rd->outline.sections.items[section].line,
				 TG_SOURCE_LISTS);

	c->kin = LISTED + rd->outline.sections.items[section].level;
	*r = (struct tg_record){ 0 };
	for (size_t v = 0; v < whole.of[TG_F_THREAT].n; v++) {
		r->line = r->end_line = whole.of[TG_F_THREAT].items[v].line;
		tg_record_add(r, rd->arena, TG_F_THREAT, whole.of[TG_F_THREAT].items[v]);
		tg_heading_context(rd, r, section);
		struct tg_offer *o = tg_candidate_offer(rd, c, section);

		o->whole = o->labelled = true;
	}
	tg_draft_mitigations(&found, rd->arena, &whole);
	for (size_t m = 0; m < found.n; m++)
		tg_candidate_group(rd, c, &found.items[m], section, 0);
}

/* "**Risks:**" with a list, "Risk: the key is stolen": those are the threats of a
 * category, where they are more than a level. */
void tg_listed_risks(struct tg_reading *rd)
{
	struct tg_record *r = &rd->record;
	enum tg_risk_level level;

	if (tg_record_has(r, TG_F_THREAT) || !tg_record_has(r, TG_F_RISK) ||
	    tg_risk_level_opening(tg_str(tg_record_text(r, TG_F_RISK)), &level))
		return;
	for (size_t i = 0; i < r->of[TG_F_RISK].n; i++)
		tg_record_add(r, rd->arena, TG_F_THREAT, r->of[TG_F_RISK].items[i]);
	r->of[TG_F_RISK].n = 0;
}

/* "**Threat:** the card is copied." in a paragraph of its own. */
static bool is_told_in_a_sentence(const struct tg_value *v)
{
	struct tg_fold f;

	tg_fold(&f, tg_str(v->text));
	return v->node != NULL && v->node->kind == TG_MD_PARAGRAPH && f.words >= 5 &&
	       (v->node->parent == NULL || v->node->parent->kind != TG_MD_ITEM);
}

/* Bullets below "Threats:", not "- Threat: ..." and not those that go into the details
 * of "Threat: the card is copied.". */
bool tg_listed_below(struct tg_reading *rd)
{
	const struct tg_record *r = &rd->record;

	if (r->of[TG_F_THREAT].n > 0 && is_told_in_a_sentence(&r->of[TG_F_THREAT].items[0]))
		return false;
	for (size_t i = 0; i < r->of[TG_F_THREAT].n; i++) {
		const struct tg_value *v = &r->of[TG_F_THREAT].items[i];

		if (v->node != NULL && v->node->parent != NULL &&
		    v->node->parent->kind == TG_MD_ITEM &&
		    tg_str_is(tg_str_trim(tg_str(tg_md_plain(v->node, rd->arena, true))),
			      v->text))
			return true;
	}
	return false;
}

/* A few words, no part of a sentence. */
static bool is_short_name(struct tg_str s)
{
	struct tg_fold f;

	tg_fold(&f, s);
	return f.words >= 1 && f.words <= 5 && tg_str_chr(s, '.') == SIZE_MAX &&
	       !tg_fold_starts(&f, "which") && !tg_fold_starts(&f, "who") &&
	       !tg_fold_starts(&f, "then") && !tg_fold_starts(&f, "so");
}

/* "Corruption or malicious change": the two that a label in the plural promises. */
static bool split_in_two(struct tg_str text, struct tg_str *first, struct tg_str *second)
{
	static const char *const words[] = { " or ", " and " };

	while (tg_str_ends(text, "."))
		text = tg_str_sub(text, 0, text.n - 1);
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		size_t at = tg_str_find(text, tg_str(words[i]));

		if (at == SIZE_MAX)
			continue;
		*first = tg_str_trim(tg_str_sub(text, 0, at));
		*second = tg_str_trim(tg_str_from(text, at + tg_str(words[i]).n));
		return is_short_name(*first) && is_short_name(*second) &&
		       tg_str_find(*second, tg_str(words[i])) == SIZE_MAX;
	}
	return false;
}

static void put_two(struct tg_reading *rd, struct tg_value v, struct tg_str first,
		    struct tg_str second)
{
	rd->record.of[TG_F_THREAT].n = 0;
	v.text = tg_arena_dup_str(rd->arena, first);
	tg_record_add(&rd->record, rd->arena, TG_F_THREAT, v);
	v.text = tg_arena_dup_str(rd->arena, second);
	tg_record_add(&rd->record, rd->arena, TG_F_THREAT, v);
}

/* "- **Threats**: forged slips, a copied stamp": each is one. */
bool tg_listed_split(struct tg_reading *rd)
{
	struct tg_record *r = &rd->record;
	struct tg_str rest, part, whole, second;
	struct tg_value v;
	size_t n = 0;

	if (r->of[TG_F_THREAT].n != 1)
		return false;
	v = r->of[TG_F_THREAT].items[0];
	if (v.node == NULL)
		return false;
	whole = tg_str(tg_md_plain(v.node, rd->arena, true));
	if (!tg_str_istarts(whole, "threats") && !tg_str_istarts(whole, "risks"))
		return false;
	if (split_in_two(tg_str(v.text), &part, &second)) {
		put_two(rd, v, part, second);
		return true;
	}
	for (rest = tg_str(v.text); tg_str_split(&rest, ',', &part); n++)
		if (!is_short_name(part))
			return false;
	if (n < 2 || n > MOST_NAMES)
		return false;
	r->of[TG_F_THREAT].n = 0;
	for (rest = tg_str(v.text); tg_str_split(&rest, ',', &part);) {
		v.text = tg_arena_dup_str(rd->arena, tg_str_trim(part));
		tg_record_add(r, rd->arena, TG_F_THREAT, v);
	}
	return true;
}

bool tg_listed_bare(struct tg_reading *rd, const struct tg_section *s)
{
	const char *value;

	for (size_t b = 0; b < s->blocks.n; b++) {
		const struct tg_md *block = s->blocks.items[b];
		const struct tg_md *above = b > 0 ? s->blocks.items[b - 1] : NULL;

		if (block->kind != TG_MD_LIST || block->first == NULL ||
		    (above != NULL && above->kind == TG_MD_PARAGRAPH &&
		     tg_label_of(rd->arena, above, &value) != TG_F_NONE))
			continue;
		if (tg_label_of(rd->arena, block->first, &value) == TG_F_NONE)
			return true;
	}
	return false;
}

static bool is_threat_paragraph(struct tg_reading *rd, const struct tg_section *s, size_t b)
{
	const char *value;

	return b < s->blocks.n && s->blocks.items[b]->kind == TG_MD_PARAGRAPH &&
	       tg_label_of(rd->arena, s->blocks.items[b], &value) == TG_F_THREAT &&
	       value[0] != '\0';
}

/* "Threat: ..." and "Control: ..." in the lines of one paragraph. */
static bool is_answered_paragraph(struct tg_reading *rd, const struct tg_md *p)
{
	tg_record_clear(&rd->record);
	tg_record_read(&rd->record, rd->arena, &p, 1, TG_F_NONE);
	return tg_record_has(&rd->record, TG_F_THREAT) &&
	       tg_record_has(&rd->record, TG_F_MITIGATION);
}

/* A list with a threat in each item is read item by item, labelled paragraphs one
 * by one. */
bool tg_listed_pairs(struct tg_reading *rd, const struct tg_section *s)
{
	const char *value;
	size_t labels = 0;

	for (size_t b = 0; b < s->blocks.n; b++) {
		size_t pairs = 0, levels = 0, answers = 0, items = 0;

		labels += is_threat_paragraph(rd, s, b) &&
			  (!is_threat_paragraph(rd, s, b + 1) ||
			   is_answered_paragraph(rd, s->blocks.items[b]));
		if (labels >= 2)
			return true;
		if (s->blocks.items[b]->kind != TG_MD_LIST)
			continue;
		for (const struct tg_md *i = s->blocks.items[b]->first; i != NULL;
		     i = i->next) {
			items++;
			levels += tg_list_begins_with_level(rd, i);
			answers += tg_label_of(rd->arena, i, &value) == TG_F_MITIGATION;
			pairs += (tg_label_of(rd->arena, i, &value) == TG_F_THREAT &&
				  value[0] != '\0') ||
				 tg_item_holds_pair(rd, i) || tg_list_item_is_rated(rd, i);
		}
		if (pairs >= 2 || (levels > 0 && answers == 1 && levels + 1 == items))
			return true;
	}
	return false;
}
