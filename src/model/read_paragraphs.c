/* Threats in paragraphs: "**Token replay**: whoever holds a token ...", followed by
 * "*Controls*: ..." in the same paragraph or the next. */
#include "headings.h"
#include "record_lines.h"

#include <string.h>

#define MAX_NAME 90u

enum { UNKNOWN, NO, YES };

static bool is_number(struct tg_str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!tg_is_digit(s.p[i]) && s.p[i] != '.' && s.p[i] != ' ' && s.p[i] != ')')
			return false;
	return true;
}

/* "Quantum adversary": one of them, where "Adversaries" would be all. */
static bool names_attacker(struct tg_str name)
{
	struct tg_fold f;

	tg_fold(&f, name);
	return f.words >= 2 && !tg_fold_starts(&f, "the") &&
	       (tg_fold_ends(&f, "adversary") || tg_fold_ends(&f, "attacker"));
}

/* The emphasised name that a paragraph begins with, where it is no label. */
static bool begins_with_name(struct tg_reading *rd, const struct tg_md *p,
			     const char **name)
{
	const char *value;
	struct tg_str text;

	const struct tg_md *strong = p->first;

	if (strong != NULL && strong->kind == TG_MD_TEXT && is_number(tg_str(strong->text)))
		strong = strong->next; /* "3.1 **Jamming.** ..." */
	if (p->kind != TG_MD_PARAGRAPH || strong == NULL ||
	    (strong->kind != TG_MD_STRONG && strong->kind != TG_MD_EMPH) ||
	    strong->next == NULL || tg_label_of(rd->arena, p, &value) != TG_F_NONE)
		return false;
	text = tg_str_trim(tg_str(tg_md_plain(strong, rd->arena, true)));
	while (text.n > 0 && (text.p[text.n - 1] == ':' || text.p[text.n - 1] == '.'))
		text.n--;
	*name = tg_arena_dup_str(rd->arena, text);
	return text.n >= 3 && text.n <= MAX_NAME &&
	       (!tg_announces_part(text) || names_attacker(text));
}

/* "**Threat:** the key is copied", once more for each threat of the section. */
static bool begins_with_threat(struct tg_reading *rd, const struct tg_md *p,
			       const char **name)
{
	return p->kind == TG_MD_PARAGRAPH &&
	       tg_label_of(rd->arena, p, name) == TG_F_THREAT && (*name)[0] != '\0';
}

/* The first sentence, but for the point behind an id ("T1. A code is guessed."). */
static struct tg_str first_sentence(struct tg_str text, size_t id)
{
	for (size_t i = id + 2; i + 1 < text.n; i++)
		if (text.p[i] == '.' && tg_is_space(text.p[i + 1]))
			return tg_str_sub(text, 0, i);
	return text;
}

/* "T1. An attacker guesses the code. It ends after ten minutes." */
static bool begins_with_id(struct tg_reading *rd, const struct tg_md *p, const char **name)
{
	struct tg_str text, id, rest;
	bool loose;

	if (p->kind != TG_MD_PARAGRAPH || p->first == NULL || p->first->kind != TG_MD_TEXT)
		return false;
	text = tg_str_trim(tg_str(tg_md_plain(p, rd->arena, true)));
	if (!tg_threat_id(text, &id, &rest, &loose) || rest.n == 0 ||
	    (loose && !tg_is_threat_family(tg_id_family(tg_id_key(rd->arena, id)))))
		return false;
	*name = tg_arena_dup_str(rd->arena, first_sentence(text, id.n));
	return true;
}

/* "Shared kiosks: the next person sees the account." */
static bool begins_with_colon(struct tg_reading *rd, const struct tg_md *p, const char **name)
{
	const char *value;
	struct tg_str text;
	struct tg_fold f;
	size_t colon;

	if (p->kind != TG_MD_PARAGRAPH || p->first == NULL || p->first->kind != TG_MD_TEXT ||
	    tg_label_of(rd->arena, p, &value) != TG_F_NONE)
		return false;
	text = tg_str_trim(tg_str(tg_md_plain(p, rd->arena, true)));
	colon = tg_str_find(text, TG_STR(": "));
	if (colon == SIZE_MAX || colon > MAX_NAME)
		return false;
	text = tg_str_sub(text, 0, colon);
	tg_fold(&f, text);
	*name = tg_arena_dup_str(rd->arena, text);
	return f.words >= 1 && f.words <= 6 && tg_str_chr(text, '.') == SIZE_MAX;
}

/* "**Threat ID:** 001" in front of the other labels of a card. */
static bool begins_with_card(struct tg_reading *rd, const struct tg_md *p, const char **name)
{
	return p->kind == TG_MD_PARAGRAPH && tg_label_of(rd->arena, p, name) == TG_F_ID &&
	       (*name)[0] != '\0';
}

typedef bool begins_fn(struct tg_reading *rd, const struct tg_md *p, const char **name);

/* What follows a question is what is done. */
static void read_answer(struct tg_reading *rd, const struct tg_section *s, size_t b,
			size_t end, const char *name)
{
	static const char *const signs[] = { "A:", "A.", "Answer:" };

	for (size_t first = b; b < end; b++) {
		const struct tg_md *p = s->blocks.items[b];
		struct tg_str text = tg_str_trim(tg_str(tg_md_plain(p, rd->arena, true)));

		if (p->kind != TG_MD_PARAGRAPH) {
			tg_record_read(&rd->record, rd->arena, &p, 1, TG_F_MITIGATION);
			continue;
		}
		if (b == first)
			text = tg_str_trim(tg_str_from(text, tg_str(name).n));
		for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++)
			if (tg_str_starts(text, signs[i]))
				text = tg_str_trim(tg_str_from(text, tg_str(signs[i]).n));
		if (text.n > 0)
			tg_record_add(&rd->record, rd->arena, TG_F_MITIGATION,
				      tg_heading_value(tg_arena_dup_str(rd->arena, text),
						       p->line));
	}
}

static struct tg_str after_name(struct tg_str text)
{
	while (text.n > 0 && strchr(".: ", text.p[0]) != NULL)
		text = tg_str_from(text, 1);
	return text;
}

/* The description goes on after the name. */
static void drop_name(struct tg_record *r, const char *name)
{
	struct tg_str text = tg_str(tg_record_text(r, TG_F_DESCRIPTION));
	size_t at = tg_str_find(text, tg_str(name));

	if (r->of[TG_F_DESCRIPTION].n == 0 || at > 5) /* "(12) " */
		return;
	text = after_name(tg_str_from(text, at + tg_str(name).n));
	r->of[TG_F_DESCRIPTION].items[0].text = text.n > 0 ? text.p : "";
}

/* "**Token replay**: whoever holds a token": the name is no label to be passed over. */
static void add_rest(struct tg_reading *rd, const struct tg_md *p, const char *name)
{
	struct tg_str text = tg_str(tg_md_plain(p, rd->arena, true));
	size_t at = tg_str_find(text, tg_str(name)), skip;

	if (at == SIZE_MAX || tg_record_has(&rd->record, TG_F_DESCRIPTION))
		return;
	text = after_name(tg_str_from(text, at + tg_str(name).n));
	at = tg_record_inline_label(text, &skip);
	text = tg_str_trim(tg_str_sub(text, 0, at == SIZE_MAX ? text.n : at));
	if (text.n > 0)
		tg_record_add(&rd->record, rd->arena, TG_F_DESCRIPTION,
			      tg_heading_value(tg_arena_dup_str(rd->arena, text), p->line));
}

/* The blocks from one name to the next, as one record. Returns the index after
 * them. */
static size_t read_one(struct tg_reading *rd, const struct tg_section *s, size_t b,
		       const char *name, begins_fn *begins)
{
	struct tg_record *r = &rd->record;
	const struct tg_md *p = s->blocks.items[b];
	const char *next;
	size_t end = b + 1;

	while (end < s->blocks.n && !begins(rd, s->blocks.items[end], &next))
		end++;
	tg_record_clear(r);
	if (tg_is_question(name)) {
		read_answer(rd, s, b, end, name);
	} else {
		tg_record_read(r, rd->arena, s->blocks.items + b, 1, TG_F_DESCRIPTION);
		tg_record_read(r, rd->arena, s->blocks.items + b + 1, end - b - 1,
			       TG_F_DESCRIPTION);
	}
	r->line = p->line;
	r->end_line = s->blocks.items[end - 1]->end_line;
	drop_name(r, name);
	if (begins == begins_with_name && !tg_is_question(name))
		add_rest(rd, p, name);
	if (begins == begins_with_card && tg_record_has(r, TG_F_THREAT))
		return end;
	r->of[TG_F_THREAT].n = 0;
	tg_record_add(r, rd->arena, TG_F_THREAT, tg_heading_value(name, p->line));
	return end;
}

/* Offers each name with what follows. A section with a single one is prose; "Threat 1:
 * ..." and "Threat 2: ..." with one answer for both are one thing. */
static void offer_at_least(struct tg_reading *rd, size_t i, begins_fn *begins, size_t least)
{
	const struct tg_section *s = &rd->outline.sections.items[i];
	struct tg_candidate *c = tg_candidate_new(rd, TG_SHAPE_PARAGRAPHS, i, s->line,
						  TG_SOURCE_HEADINGS);

	for (size_t b = 0; b < s->blocks.n;) {
		const char *name;

		if (!begins(rd, s->blocks.items[b], &name)) {
			b++;
			continue;
		}
		b = read_one(rd, s, b, name, begins);
		tg_heading_context(rd, &rd->record, i);
		tg_record_split_title(&rd->record, rd->arena);
		struct tg_offer *o = tg_candidate_offer(rd, c, i);

		o->whole = true;
		o->labelled = begins == begins_with_threat;
	}
	if (c->offers.n < least ||
	    (begins == begins_with_threat && tg_candidate_answers(c) < least))
		c->offers.n = 0;
	c->kin = 3;
}

static void offer_all(struct tg_reading *rd, size_t i, begins_fn *begins)
{
	offer_at_least(rd, i, begins, 2);
}

/* "**Threat:** ..." once, beside sections that have it twice and more. */
static void offer_labelled(struct tg_reading *rd, size_t i, unsigned char *several)
{
	const struct tg_section *s = &rd->outline.sections.items[i];

	if (several[s->parent] == UNKNOWN) {
		several[s->parent] = NO;
		for (size_t k = s->parent + 1; k < rd->outline.sections.items[s->parent].end;
		     k++)
			if (rd->outline.sections.items[k].parent == s->parent &&
			    tg_listed_pairs(rd, &rd->outline.sections.items[k]))
				several[s->parent] = YES;
	}
	offer_at_least(rd, i, begins_with_threat, several[s->parent] == YES ? 1 : 2);
}

/* "T-1: ..." and "T-2: ..." in the lines of one paragraph. */
static void offer_lines(struct tg_reading *rd, size_t i)
{
	const struct tg_section *s = &rd->outline.sections.items[i];
	struct tg_candidate *c = tg_candidate_new(rd, TG_SHAPE_PARAGRAPHS, i, s->line,
						  TG_SOURCE_HEADINGS);

	for (size_t b = 0; b < s->blocks.n; b++) {
		const struct tg_md *p = s->blocks.items[b];
		struct tg_record_lines l = { 0 };
		struct tg_str id, rest;
		bool loose;

		if (p->kind == TG_MD_PARAGRAPH)
			tg_record_lines_init(&l, rd->arena, p);
		for (size_t k = 0; l.v.n > 1 && k < l.v.n; k++) {
			if (!tg_threat_id(tg_str(l.v.items[k].text), &id, &rest, &loose) ||
			    loose || rest.n == 0)
				continue;
			tg_record_clear(&rd->record);
			rd->record.line = rd->record.end_line = l.v.items[k].number;
			tg_record_add(&rd->record, rd->arena, TG_F_THREAT,
				      tg_heading_value(l.v.items[k].text,
						       l.v.items[k].number));
			tg_candidate_offer(rd, c, i);
		}
	}
	c->offers.n = c->offers.n < 2 ? 0 : c->offers.n;
}

/* "(1) A client may send too much." */
static bool begins_with_number(struct tg_reading *rd, const struct tg_md *p,
			       const char **name)
{
	struct tg_str text;
	size_t n = 1;

	if (p->kind != TG_MD_PARAGRAPH || p->first == NULL || p->first->kind != TG_MD_TEXT)
		return false;
	text = tg_str_trim(tg_str(tg_md_plain(p, rd->arena, true)));
	while (n < text.n && n < 3 && tg_is_digit(text.p[n]))
		n++;
	if (n < 2 || text.p[0] != '(' || n >= text.n || text.p[n] != ')')
		return false;
	text = tg_str_trim(tg_str_from(text, n + 1));
	*name = tg_arena_dup_str(rd->arena, first_sentence(text, 0));
	return true;
}

/* Every paragraph of a section on threats begins with a name and a colon. */
static bool all_begin_with_colon(struct tg_reading *rd, size_t i)
{
	const struct tg_section *s = &rd->outline.sections.items[i];
	const char *name;

	if (tg_outline_part(&rd->outline, i, NULL) != TG_PART_THREATS || s->blocks.n < 3)
		return false;
	for (size_t b = 0; b < s->blocks.n; b++)
		if (!begins_with_colon(rd, s->blocks.items[b], &name))
			return false;
	return true;
}

void tg_read_paragraphs(struct tg_reading *rd)
{
	unsigned char *several = tg_arena_calloc(rd->arena, rd->outline.sections.n, 1);

	for (size_t i = 0; i < rd->outline.sections.n; i++) {
		offer_all(rd, i, begins_with_name);
		offer_labelled(rd, i, several);
		offer_all(rd, i, begins_with_id);
		offer_all(rd, i, begins_with_card);
		offer_lines(rd, i);
		if (tg_outline_part(&rd->outline, i, NULL) == TG_PART_THREATS)
			offer_all(rd, i, begins_with_number);
		if (all_begin_with_colon(rd, i))
			offer_all(rd, i, begins_with_colon);
	}
}
