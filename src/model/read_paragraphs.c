/* Threats in paragraphs: "**Token replay**: whoever holds a token ...", followed by
 * "*Controls*: ..." in the same paragraph or the next. */
#include "headings.h"

#define MAX_NAME 90u

static bool is_number(struct tg_str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!tg_is_digit(s.p[i]) && s.p[i] != '.' && s.p[i] != ' ' && s.p[i] != ')')
			return false;
	return true;
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
	if (p->kind != TG_MD_PARAGRAPH || strong == NULL || strong->kind != TG_MD_STRONG ||
	    strong->next == NULL || tg_label_of(rd->arena, p, &value) != TG_F_NONE)
		return false;
	text = tg_str_trim(tg_str(tg_md_plain(strong, rd->arena, true)));
	while (text.n > 0 && (text.p[text.n - 1] == ':' || text.p[text.n - 1] == '.'))
		text.n--;
	*name = tg_arena_dup_str(rd->arena, text);
	return text.n >= 3 && text.n <= MAX_NAME && !tg_announces_part(text);
}

/* "**Threat:** the key is copied", once more for each threat of the section. */
static bool begins_with_threat(struct tg_reading *rd, const struct tg_md *p,
			       const char **name)
{
	return p->kind == TG_MD_PARAGRAPH &&
	       tg_label_of(rd->arena, p, name) == TG_F_THREAT && (*name)[0] != '\0';
}

typedef bool begins_fn(struct tg_reading *rd, const struct tg_md *p, const char **name);

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
	tg_record_read(r, rd->arena, s->blocks.items + b, 1, TG_F_DESCRIPTION);
	tg_record_read(r, rd->arena, s->blocks.items + b + 1, end - b - 1,
		       TG_F_DESCRIPTION);
	r->line = p->line;
	r->end_line = s->blocks.items[end - 1]->end_line;
	r->of[TG_F_THREAT].n = 0;
	tg_record_add(r, rd->arena, TG_F_THREAT, tg_heading_value(name, p->line));
	return end;
}

/* Offers each name with what follows. A section with a single one is prose; "Threat 1:
 * ..." and "Threat 2: ..." with one answer for both are one thing. */
static void offer_all(struct tg_reading *rd, size_t i, begins_fn *begins)
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
	if (c->offers.n < 2 || (begins == begins_with_threat && tg_candidate_answers(c) < 2))
		c->offers.n = 0;
	c->kin = 3;
}

void tg_read_paragraphs(struct tg_reading *rd)
{
	for (size_t i = 0; i < rd->outline.sections.n; i++) {
		offer_all(rd, i, begins_with_name);
		offer_all(rd, i, begins_with_threat);
	}
}
