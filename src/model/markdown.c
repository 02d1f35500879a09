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

/* How many of the signs of a fence open the line; 0 where it is none. */
static size_t fence_of(struct tg_str line, char *sign, bool *bare)
{
	size_t n = 0, indent = 0;

	while (indent < line.n && indent < 4 && line.p[indent] == ' ')
		indent++;
	line = tg_str_from(line, indent);
	if (indent > 3 || line.n < 3 || (line.p[0] != '`' && line.p[0] != '~'))
		return 0;
	*sign = line.p[0];
	while (n < line.n && line.p[n] == *sign)
		n++;
	*bare = tg_str_trim(tg_str_from(line, n)).n == 0;
	return n >= 3 ? n : 0;
}

/* Where a code block begins that is never closed and has headings in it, so that
 * the rest of the document went into it by a slip; else SIZE_MAX. */
static size_t find_unclosed_fence(struct tg_str text)
{
	size_t at = 0, open = 0, opened_at = SIZE_MAX, headings = 0;
	struct tg_str rest = text, line;
	char open_sign = 0;

	for (; tg_str_split(&rest, '\n', &line); at += line.n + 1) {
		char sign = 0;
		bool bare = false;
		size_t n = fence_of(line, &sign, &bare);

		if (open == 0 && n > 0) {
			open = n;
			open_sign = sign;
			opened_at = at;
			headings = 0;
		} else if (open > 0 && n >= open && sign == open_sign && bare) {
			open = 0;
		} else if (open > 0) {
			headings += tg_str_starts(line, "## ") ||
				    tg_str_starts(line, "### ");
		}
	}
	return open > 0 && headings >= 2 ? opened_at : SIZE_MAX;
}

/* Such a document is read as it was meant. Each line keeps its number. */
static struct tg_str without_unclosed_fence(struct tg_arena *arena, struct tg_str text)
{
	size_t at = find_unclosed_fence(text);
	char *copy;

	if (at == SIZE_MAX)
		return text;
	copy = tg_arena_strndup(arena, text.p, text.n);
	for (size_t i = at; i < text.n && copy[i] != '\n'; i++)
		copy[i] = ' ';
	return tg_str_n(copy, text.n);
}

/* candidate.h tells how. */
static void read_threats(struct tg_reading *rd)
{
	tg_read_tables_find(rd);
	tg_read_id_headings(rd);
	tg_read_tables(rd);
	tg_read_headings(rd);
	tg_read_paragraphs(rd);
	tg_read_lists(rd);
	tg_score(rd);
	tg_choose(rd);
	tg_read_joined_tables(rd);
	tg_read_mitigations(rd);
	tg_infer_from_sentences(rd);
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
	text = without_unclosed_fence(arena, text);
	rc = tg_markdown_parse(&document, arena, text, err);
	if (rc != TG_OK)
		return tg_err_at(err, path, err->line, err->column);
	tg_outline_init(&rd.outline, arena, document);
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
