/* Threats in blocks of YAML: "id: T-1", "title: ...", "mitigation: ...", a block or an
 * entry ("- id: T-1") each. */
#include "headings.h"

#define MOST_ENTRIES 500u /* of a block */

/* "mitigation_status" is two words. */
static enum tg_field field_of_key(struct tg_arena *arena, struct tg_str key)
{
	char *words = tg_arena_dup_str(arena, key);

	for (char *p = words; *p != '\0'; p++)
		*p = *p == '_' || *p == '-' ? ' ' : *p;
	return tg_field_of(tg_str(words));
}

static struct tg_str without_quotes(struct tg_str s)
{
	s = tg_str_trim(s);
	if (s.n >= 2 && (s.p[0] == '"' || s.p[0] == '\'') && s.p[s.n - 1] == s.p[0])
		s = tg_str_sub(s, 1, s.n - 2);
	return s;
}

/* It has a name and two things more that only a threat has. */
static bool is_threat(const struct tg_record *r)
{
	static const enum tg_field fields[] = {
		TG_F_ID,   TG_F_CATEGORY, TG_F_LIKELIHOOD, TG_F_IMPACT, TG_F_PRIORITY,
		TG_F_RISK, TG_F_MITIGATION, TG_F_STATUS,   TG_F_CVSS,
	};
	size_t n = 0;

	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
		n += tg_record_has(r, fields[i]);
	return n >= 2 && (tg_record_has(r, TG_F_THREAT) || tg_record_has(r, TG_F_DESCRIPTION));
}

static void offer(struct tg_reading *rd, struct tg_candidate *c)
{
	if (is_threat(&rd->record) && c->offers.n < MOST_ENTRIES)
		tg_candidate_offer(rd, c, c->section);
	else
		tg_record_clear(&rd->record);
}

/* The field that a list below "mitigations:" goes on with. */
static void read_line(struct tg_reading *rd, struct tg_str line, uint32_t number,
		      enum tg_field *field)
{
	size_t colon = tg_str_find(line, TG_STR(": "));
	struct tg_str value = line;

	if (colon == SIZE_MAX && tg_str_ends(line, ":"))
		colon = line.n - 1;
	if (colon != SIZE_MAX) {
		*field = field_of_key(rd->arena, tg_str_sub(line, 0, colon));
		value = tg_str_from(line, colon + 1);
	}
	value = without_quotes(value);
	if (*field == TG_F_NONE || value.n == 0 || tg_str_is(value, "|") ||
	    tg_str_is(value, ">"))
		return;
	tg_record_add(&rd->record, rd->arena, *field,
		      tg_heading_value(tg_arena_dup_str(rd->arena, value), number));
	rd->record.line = rd->record.line == 0 ? number : rd->record.line;
	rd->record.end_line = number;
}

static void read_block(struct tg_reading *rd, struct tg_candidate *c, const struct tg_md *code)
{
	struct tg_str rest = tg_str(code->text), line;
	enum tg_field field = TG_F_NONE;
	uint32_t number = code->line;
	size_t margin = SIZE_MAX;

	tg_record_clear(&rd->record);
	while (tg_str_split(&rest, '\n', &line)) {
		struct tg_str text = tg_str_trim(line);
		size_t indent = (size_t)(text.p - line.p);

		number++;
		if (text.n == 0 || text.p[0] == '#')
			continue;
		if (tg_str_starts(text, "- ")) {
			text = tg_str_trim(tg_str_from(text, 2));
			if (indent <= margin && tg_str_find(text, TG_STR(": ")) != SIZE_MAX) {
				offer(rd, c); /* the next entry */
				margin = indent;
			}
		}
		read_line(rd, text, number, &field);
	}
	offer(rd, c);
}

void tg_read_yaml(struct tg_reading *rd)
{
	struct tg_candidate *c = NULL;

	for (size_t i = 0; i < rd->outline.sections.n; i++) {
		const struct tg_section *s = &rd->outline.sections.items[i];

		for (size_t b = 0; b < s->blocks.n; b++) {
			const struct tg_md *code = s->blocks.items[b];

			if (code->kind != TG_MD_CODE_BLOCK ||
			    !(tg_str_istarts(tg_str(code->info), "yaml") ||
			      tg_str_istarts(tg_str(code->info), "yml")))
				continue;
			if (c == NULL)
				c = tg_candidate_new(rd, TG_SHAPE_PAIRS, i, code->line,
						     TG_SOURCE_PAIRS);
			read_block(rd, c, code);
		}
	}
}
