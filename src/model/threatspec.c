/* The report of threatspec: "# Exposures", "# Mitigations" ... with a heading for each
 * annotation below, "Replay against App:Web mitigated by Nonces". */
#include "drawing.h"
#include "reading.h"

#include <string.h>

#define SOURCE 7u /* see tg_draft_threat */

/* What stands below each heading of the report. */
enum kind { EXPOSURES, ACCEPTANCES, TRANSFERS, MITIGATIONS, CONNECTIONS, COMPONENTS, KINDS };

struct report {
	const struct tg_section *of[KINDS];
	size_t at[KINDS];
};

static bool is_report(const struct tg_reading *rd, struct report *out)
{
	static const char *const titles[KINDS] = { "Exposures",	  "Acceptances", "Transfers",
						   "Mitigations", "Connections", "Components" };
	size_t n = 0;

	*out = (struct report){ 0 };
	for (size_t i = 1; i < rd->outline.sections.n; i++) {
		const struct tg_section *s = &rd->outline.sections.items[i];

		for (size_t k = 0; k < KINDS; k++) {
			if (out->of[k] != NULL || !tg_str_is(tg_str(s->title), titles[k]))
				continue;
			out->of[k] = s;
			out->at[k] = i;
			n++;
		}
	}
	return n >= 5 && out->of[EXPOSURES] != NULL && out->of[MITIGATIONS] != NULL;
}

/* The next heading right below that part; 0 for none. `after`: the one before, or the
 * part itself. */
static size_t next_below(const struct tg_reading *rd, const struct report *report,
			 enum kind kind, size_t after)
{
	const struct tg_section *part = report->of[kind];

	for (size_t i = after + 1; part != NULL && i < part->end; i++)
		if (rd->outline.sections.items[i].parent == report->at[kind])
			return i;
	return 0;
}

/* What the annotation says ("with ..."), "" for nothing. */
static const char *details_of(struct tg_reading *rd, const struct tg_section *s)
{
	if (s->blocks.n == 0 || s->blocks.items[0]->kind != TG_MD_PARAGRAPH)
		return "";
	return tg_md_plain(s->blocks.items[0], rd->arena, true);
}

static void add(struct tg_reading *rd, enum tg_field field, struct tg_str text,
		uint32_t line)
{
	tg_record_add(&rd->record, rd->arena, field,
		      (struct tg_value){ tg_arena_dup_str(rd->arena, tg_str_trim(text)), line,
					 NULL, TG_MD_NOT_A_TASK });
}

/* Takes what follows the last `word` off the text. */
static struct tg_str cut(struct tg_str *text, const char *word)
{
	size_t from = 0, at = SIZE_MAX, next;
	struct tg_str rest;

	while ((next = tg_str_find(tg_str_from(*text, from), tg_str(word))) != SIZE_MAX) {
		at = from + next;
		from = at + strlen(word);
	}
	if (at == SIZE_MAX)
		return (struct tg_str){ 0 };
	rest = tg_str_from(*text, from);
	*text = tg_str_sub(*text, 0, at);
	return rest;
}

/* The threats of that name that are known get what the record says; else it is one. */
static void put(struct tg_reading *rd, size_t section, bool merge)
{
	const char *name = tg_record_text(&rd->record, TG_F_THREAT);
	size_t known = 0;

	for (size_t i = 0; merge && i < rd->draft.threats.n; i++) {
		if (strcmp(rd->draft.threats.items[i].t.title, name) != 0)
			continue;
		tg_draft_fill(&rd->draft, i, &rd->record);
		known++;
	}
	if (known == 0)
		tg_draft_put(&rd->draft, &rd->record, section, SOURCE);
}

static void read_threat(struct tg_reading *rd, enum kind kind, size_t section)
{
	const struct tg_section *s = &rd->outline.sections.items[section];
	struct tg_str name = tg_str(s->title), control = { 0 }, element;
	struct tg_str details = tg_str(details_of(rd, s));

	tg_record_clear(&rd->record);
	rd->record.line = rd->record.end_line = s->line;
	if (kind == MITIGATIONS)
		control = cut(&name, " mitigated by ");
	add(rd, TG_F_THREAT, name, s->line);
	element = cut(&name, kind == ACCEPTANCES ? " to " : " against ");
	if (element.n > 0)
		add(rd, TG_F_ELEMENT, element, s->line);
	if (control.n > 0)
		add(rd, TG_F_MITIGATION, control, s->line);
	if (kind == EXPOSURES || kind == MITIGATIONS)
		add(rd, TG_F_DESCRIPTION, details, s->line);
	else
		add(rd, TG_F_REASON, details, s->line);
	if (kind == ACCEPTANCES || kind == TRANSFERS)
		add(rd, TG_F_STRATEGY,
		    tg_str(kind == ACCEPTANCES ? "Accepted" : "Transferred"), s->line);
	put(rd, section, kind != EXPOSURES);
}

bool tg_read_threatspec(struct tg_reading *rd)
{
	struct report report;

	if (!is_report(rd, &report))
		return false;
	for (enum kind k = EXPOSURES; k <= MITIGATIONS; k++)
		for (size_t i = report.at[k]; (i = next_below(rd, &report, k, i)) != 0;)
			read_threat(rd, k, i);
	tg_reading_note(rd, "the report of threatspec", report.of[EXPOSURES]->line);
	return rd->draft.threats.n > 0;
}

/* "User:Browser To App:Web", "User:Browser With App:Web" */
static void read_flow(struct tg_reading *rd, struct tg_drawing *d, const struct tg_section *s)
{
	struct tg_str from = tg_str(s->title), to = cut(&from, " To ");
	struct tg_flow flow = { .line = s->line, .label = details_of(rd, s) };

	if (to.n == 0) {
		to = cut(&from, " With ");
		flow.both_ways = true;
	}
	if (to.n == 0)
		return;
	flow.from = tg_arena_dup_str(rd->arena, tg_str_trim(from));
	flow.to = tg_arena_dup_str(rd->arena, tg_str_trim(to));
	if (tg_drawing_element(d, flow.from, s->line) != NULL &&
	    tg_drawing_element(d, flow.to, s->line) != NULL)
		tg_drawing_flow(d, &flow);
}

void tg_read_threatspec_flows(struct tg_reading *rd)
{
	struct report report;
	struct tg_drawing d;

	if (!is_report(rd, &report) || report.of[CONNECTIONS] == NULL)
		return;
	tg_drawing_init(&d, rd->arena);
	for (size_t i = report.at[CONNECTIONS];
	     (i = next_below(rd, &report, CONNECTIONS, i)) != 0;)
		read_flow(rd, &d, &rd->outline.sections.items[i]);
	(void)tg_drawing_finish(&d, &rd->model->dfd, "threatspec",
				report.of[CONNECTIONS]->line,
				report.of[CONNECTIONS]->line);
}
