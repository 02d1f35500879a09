#include "checklist.h"

#include "../base/utf8.h"
#include "../markup/markdown.h"
#include "answer.h"
#include "lines.h"
#include "section.h"

/* Where a byte of the body is, for people. */
static enum tg_rc not_utf8(struct tg_str body, size_t at, struct tg_err *err)
{
	unsigned line = 1, column = 1;

	for (size_t i = 0; i < at; i++) {
		column++;
		if (body.p[i] == '\n') {
			line++;
			column = 1;
		}
	}
	tg_err_set(err, TG_E_SYNTAX, "the pull request's body is not UTF-8");
	tg_err_hint(err, "Save it as UTF-8.");
	return tg_err_at(err, "", line, column);
}

static void read_section(struct tg_checklist *list, const struct tg_section *section,
			 const struct tg_questions *questions,
			 struct tg_arena *arena)
{
	if (!list->section_found)
		list->section_line = section->heading->line;
	list->section_found = true;
	for (const struct tg_md *b = section->first; b && b != section->end; b = b->next)
		if (b->kind == TG_MD_LIST)
			tg_answers_read(list->answers, questions, b, arena);
}

static enum tg_rc parse_body(struct tg_md **document, struct tg_arena *arena,
			     struct tg_str body, struct tg_err *err)
{
	if (body.n > TG_BODY_MAX_BYTES)
		return tg_err_set(err, TG_E_LIMIT,
				  "the pull request's body is larger than %u bytes",
				  TG_BODY_MAX_BYTES);
	size_t wrong = tg_utf8_invalid_at(body);

	if (wrong != SIZE_MAX)
		return not_utf8(body, wrong, err);
	return tg_markdown_parse(document, arena, body, err);
}

/* Until one is read, no question is answered. */
static void begin_answers(struct tg_checklist *list, size_t n, struct tg_arena *arena)
{
	list->n = n;
	list->answers = tg_arena_calloc(arena, n ? n : 1, sizeof(*list->answers));
	for (size_t i = 0; i < n; i++) {
		list->answers[i].answer = TG_ANSWER_MISSING;
		list->answers[i].text = "";
	}
}

enum tg_rc tg_checklist_read(struct tg_checklist **out, struct tg_arena *arena,
			     struct tg_str body,
			     const struct tg_checklist_wanted *wanted,
			     struct tg_err *err)
{
	struct tg_checklist *list = tg_arena_alloc(arena, sizeof(*list));
	const struct tg_md *from = NULL;
	struct tg_section section;
	struct tg_md *document = NULL;
	enum tg_rc rc;

	rc = parse_body(&document, arena, body, err);
	if (rc != TG_OK)
		return rc;

	struct tg_questions questions = tg_questions_of(wanted->items, wanted->n_items,
							arena);

	begin_answers(list, wanted->n_items, arena);
	while (tg_section_next(&section, document, from, wanted->heading, arena)) {
		read_section(list, &section, &questions, arena);
		from = section.end;
		if (!from)
			break;
	}
	struct tg_body_lines lines = tg_body_lines_of(document, arena);
	tg_discussion_read(list->questions, &lines, arena);
	tg_statements_read(list, &lines, arena);
	*out = list;
	return TG_OK;
}
