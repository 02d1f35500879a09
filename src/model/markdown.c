#include "candidate.h"

#include "risk.h"

#include <string.h>

#define MAX_NOTES 6u

void tg_reading_note(struct tg_reading *rd, const char *shape, uint32_t line)
{
	*TG_VEC_PUSH(rd->arena, &rd->sources) =
		tg_arena_printf(rd->arena, "%s at line %u", shape, (unsigned)line);
}

static const char *join_notes(struct tg_reading *rd)
{
	const char *all = NULL;

	for (size_t i = 0; i < rd->sources.n && i < MAX_NOTES; i++)
		all = all == NULL ? rd->sources.items[i] :
				    tg_arena_printf(rd->arena, "%s, %s", all,
						    rd->sources.items[i]);
	if (rd->sources.n > MAX_NOTES)
		all = tg_arena_printf(rd->arena, "%s and %zu more", all,
				      rd->sources.n - MAX_NOTES);
	return all;
}

/* The same document with its front matter as empty lines, so that every line
 * keeps its number. */
static struct tg_str blank_front_matter(struct tg_arena *arena, struct tg_str text,
					struct tg_str body)
{
	size_t head = (size_t)(body.p - text.p);
	char *copy = tg_arena_strndup(arena, text.p, text.n);

	for (size_t i = 0; i < head; i++)
		if (copy[i] != '\n' && copy[i] != '\r')
			copy[i] = ' ';
	return tg_str_n(copy, text.n);
}

/* candidate.h tells how. */
static void read_threats(struct tg_reading *rd)
{
	if (tg_read_threatspec(rd))
		return;
	tg_read_tables_find(rd);
	tg_read_id_headings(rd);
	tg_read_tables(rd);
	tg_read_yaml(rd);
	tg_read_headings(rd);
	tg_read_paragraphs(rd);
	tg_read_lists(rd);
	tg_score(rd);
	tg_choose(rd);
	tg_read_joined_tables(rd);
	tg_read_mitigations(rd);
	tg_infer_from_sentences(rd);
	tg_read_tasks(rd);
	tg_read_cited_controls(rd);
}

enum tg_rc tg_markdown_model(struct tg_model *model, struct tg_arena *arena,
			     const char *path, struct tg_str text,
			     struct tg_err *err)
{
	struct tg_reading rd = { .arena = arena, .model = model };
	struct tg_str yaml, body;
	struct tg_md *document = NULL;
	unsigned body_line = 1;
	enum tg_rc rc;

	tg_markdown_front_matter(text, &yaml, &body, &body_line);
	rc = tg_read_front_matter(model, arena, path, yaml, err);
	if (rc != TG_OK)
		return rc;
	if (yaml.n > 0)
		text = blank_front_matter(arena, text, body);
	text = tg_markdown_repair(arena, text);
	rc = tg_markdown_parse(&document, arena, text, err);
	if (rc != TG_OK)
		return tg_err_at(err, path, err->line, err->column);
	tg_markdown_labels(arena, document, text);
	tg_markdown_quotes(arena, document);
	tg_outline_init(&rd.outline, arena, document, text);
	tg_parts_by_content(&rd);
	tg_draft_init(&rd.draft, arena);
	read_threats(&rd);
	tg_draft_finish(&rd.draft, model);
	tg_risk_settle(model);
	if (model->title == NULL && rd.outline.title[0] != '\0')
		model->title = rd.outline.title;
	tg_read_facts(&rd, document);
	model->read_as = join_notes(&rd);
	model->recognised = model->n_threats > 0;
	return TG_OK;
}
