#include "record.h"

#include "record_lines.h"
#include "table.h"

#include <string.h>

#define MAX_DEPTH 12u

void tg_record_clear(struct tg_record *r)
{
	for (size_t i = 0; i < TG_F_COUNT; i++)
		r->of[i].n = 0;
	r->line = 0;
	r->end_line = 0;
}

void tg_record_add(struct tg_record *r, struct tg_arena *arena, enum tg_field field,
		   struct tg_value value)
{
	*TG_VEC_PUSH(arena, &r->of[field]) = value;
}

const char *tg_record_text(const struct tg_record *r, enum tg_field field)
{
	return r->of[field].n > 0 ? r->of[field].items[0].text : "";
}

bool tg_record_has(const struct tg_record *r, enum tg_field field)
{
	return r->of[field].n > 0 && r->of[field].items[0].text[0] != '\0';
}

/* --- blocks --------------------------------------------- */

void tg_record_reader_value(struct tg_record_reader *rd, const char *text, uint32_t line,
		      const struct tg_md *node)
{
	enum tg_field field = rd->field == TG_F_NONE ? TG_F_DESCRIPTION : rd->field;

	if (text[0] == '\0')
		return;
	if (rd->ignored) {
		rd->fresh = false;
		return;
	}
	tg_record_add(rd->r, rd->arena, field,
		      (struct tg_value){ text, line, node, rd->task });
	rd->fresh = false;
}

/* Goes on with the last value of the current field, or begins one. */
void tg_record_reader_go_on(struct tg_record_reader *rd, const char *text, uint32_t line,
		  const struct tg_md *node)
{
	enum tg_field field = rd->field == TG_F_NONE ? TG_F_DESCRIPTION : rd->field;

	if (rd->ignored)
		return;
	if (rd->fresh || rd->r->of[field].n == 0) {
		tg_record_reader_value(rd, text, line, node);
		return;
	}
	struct tg_value *last = &rd->r->of[field].items[rd->r->of[field].n - 1];

	if (strlen(last->text) < 4000)
		last->text = tg_arena_printf(rd->arena, "%s %s", last->text, text);
}

void tg_record_reader_label(struct tg_record_reader *rd,
			    const struct tg_record_label *label)
{
	rd->field = label->field;
	rd->ignored = label->field == TG_F_NONE;
	rd->fresh = true;
}

/* "Controls of this repository:" below the list of threats, whatever it announces: the
 * next list holds none of them. */
static bool announces_another(const struct tg_record_reader *rd,
			      const struct tg_record_line *line, const struct tg_md *p)
{
	struct tg_fold f;

	tg_fold(&f, tg_str(line->text));
	return rd->field == TG_F_THREAT && !rd->fresh && f.words <= 8 &&
	       tg_str_ends(tg_str(line->text), ":") && p->next != NULL &&
	       p->next->kind == TG_MD_LIST;
}

/* "Forged callbacks are taken for true. Mitigation: they are signed" holds two. */
/* "The mitigation is administrative: ..." is part of a sentence. */
static bool is_clause(struct tg_str label)
{
	struct tg_fold f;

	tg_fold(&f, label);
	return tg_fold_has(&f, "is") || tg_fold_has(&f, "are");
}

static const char *take_answer(struct tg_record_reader *rd, const char *text,
			       const char **before)
{
	size_t skip = 0, at = SIZE_MAX;

	*before = text;
	if (rd->field == TG_F_NONE || rd->field == TG_F_THREAT ||
	    rd->field == TG_F_DESCRIPTION)
		at = tg_record_inline_label(tg_str(text), &skip);
	if (at == SIZE_MAX || at == 0 || is_clause(tg_str_n(text + at, skip)))
		return NULL;
	*before = tg_arena_dup_str(
		rd->arena, tg_record_without_turn(tg_str_rtrim(tg_str_n(text, at))));
	return text + at + skip;
}

static void put_answer(struct tg_record_reader *rd, const char *answer, uint32_t line,
		       const struct tg_md *p)
{
	struct tg_record_label label = { true, TG_F_MITIGATION, answer };

	if (answer == NULL)
		return;
	tg_record_reader_label(rd, &label);
	tg_record_reader_value(rd, answer, line, p);
}

static void read_labelled(struct tg_record_reader *rd, const struct tg_record_label *label,
			  uint32_t line, const struct tg_md *p)
{
	const char *before, *answer;

	tg_record_reader_label(rd, label);
	answer = take_answer(rd, label->value, &before);
	tg_record_reader_value(rd, before, line, p);
	put_answer(rd, answer, line, p);
}

static void read_unlabelled(struct tg_record_reader *rd, const struct tg_record_line *line,
			    const struct tg_md *p)
{
	const char *before, *answer = take_answer(rd, line->text, &before);

	tg_record_reader_go_on(rd, before, line->number, p);
	put_answer(rd, answer, line->number, p);
}

static void read_paragraph(struct tg_record_reader *rd, const struct tg_md *p)
{
	struct tg_record_lines l;
	bool strong = false;

	tg_record_lines_init(&l, rd->arena, p);
	for (size_t i = 0; i < l.v.n; i++) {
		const struct tg_record_line *line = &l.v.items[i];
		struct tg_record_label label = tg_record_line_label(line);

		/* after "*Example:*" a plain "Solution:" is part of its text */
		if (label.found && (!strong || line->strong > 0)) {
			strong = strong || line->strong > 0;
			read_labelled(rd, &label, line->number, p);
		} else {
			if (announces_another(rd, line, p))
				rd->field = TG_F_NONE;
			read_unlabelled(rd, line, p);
		}
	}
}

/* An item without a label is a value of its own; its nested blocks go on. */
static void read_plain_item(struct tg_record_reader *rd, const struct tg_md *item)
{
	const struct tg_md *p = item->first;

	if (p != NULL && p->kind == TG_MD_PARAGRAPH) {
		tg_record_reader_value(rd, tg_md_plain(p, rd->arena, true), p->line, p);
		p = p->next;
	}
	for (; p != NULL; p = p->next)
		tg_record_reader_block(rd, p);
}

static void read_item(struct tg_record_reader *rd, const struct tg_md *item)
{
	struct tg_record_reader saved = *rd;
	const struct tg_md *p = item->first;
	struct tg_record_lines l = { 0 };
	struct tg_record_label label = { 0 };

	rd->task = item->task;
	if (p != NULL && p->kind == TG_MD_PARAGRAPH) {
		tg_record_lines_init(&l, rd->arena, p);
		if (l.v.n > 0)
			label = tg_record_line_label(&l.v.items[0]);
	}
	/* in a list of mitigations "Logging: write it down" is no label */
	if (label.found && (label.field != TG_F_NONE || saved.field == TG_F_NONE)) {
		for (; p != NULL; p = p->next)
			tg_record_reader_block(rd, p);
	} else {
		read_plain_item(rd, item);
	}
	bool fresh = rd->fresh;

	*rd = saved;
	rd->fresh = fresh && saved.fresh;
}

/* The cell with the most words: "High | Ask for a second factor | Low". */
static const struct tg_md *wordiest(struct tg_arena *arena, const struct tg_md *row)
{
	const struct tg_md *best = row->first;
	size_t most = 0;

	for (const struct tg_md *c = row->first; c != NULL; c = c->next) {
		struct tg_fold f;

		tg_fold(&f, tg_str(tg_md_plain(c, arena, true)));
		if (f.words > most) {
			most = f.words;
			best = c;
		}
	}
	return best;
}

/* "**Mitigations:**" and a table of controls below it: each row is one. */
static void read_labelled_table(struct tg_record_reader *rd, const struct tg_md *table)
{
	for (const struct tg_md *row = table->first; row != NULL; row = row->next) {
		if (row->header || row->first == NULL)
			continue;
		const struct tg_md *cell = wordiest(rd->arena, row);

		tg_record_reader_value(rd, tg_md_plain(cell, rd->arena, true), row->line,
				       cell);
	}
}

/* "**Mitigation:**" and nothing but code below it: its first line stands for it. */
static void read_labelled_code(struct tg_record_reader *rd, const struct tg_md *code)
{
	struct tg_str rest = tg_str(code->text), line;

	while (tg_str_split(&rest, '\n', &line)) {
		line = tg_str_trim(line);
		if (line.n == 0)
			continue;
		tg_record_reader_value(rd, tg_arena_dup_str(rd->arena, line), code->line,
				       NULL);
		return;
	}
}

/* "Severity: High" and "Files: a.c" are said with their line: what follows them is the
 * description again. */
static void end_short_label(struct tg_record_reader *rd)
{
	switch ((int)rd->field) {
	case TG_F_ID:
	case TG_F_CATEGORY:
	case TG_F_ELEMENT:
	case TG_F_LIKELIHOOD:
	case TG_F_TOTAL:
	case TG_F_PRIORITY:
	case TG_F_CVSS:
	case TG_F_STATUS:
	case TG_F_OWNER:
	case TG_F_DUE:
		break;
	default:
		if (!rd->ignored)
			return;
	}
	if (rd->fresh)
		return;
	rd->field = TG_F_NONE;
	rd->ignored = false;
}

void tg_record_reader_block(struct tg_record_reader *rd, const struct tg_md *block)
{
	if (rd->depth >= MAX_DEPTH)
		return;
	end_short_label(rd);
	rd->depth++;
	switch (block->kind) {
	case TG_MD_PARAGRAPH:
		read_paragraph(rd, block);
		break;
	case TG_MD_LIST:
		for (const struct tg_md *i = block->first; i != NULL; i = i->next)
			read_item(rd, i);
		break;
	case TG_MD_QUOTE:
		for (const struct tg_md *i = block->first; i != NULL; i = i->next)
			tg_record_reader_block(rd, i);
		break;
	case TG_MD_TABLE:
		if (rd->field == TG_F_MITIGATION && rd->fresh)
			read_labelled_table(rd, block);
		else
			tg_table_read_single(rd->r, rd->arena, block);
		break;
	case TG_MD_CODE_BLOCK:
		if (rd->field == TG_F_MITIGATION && rd->fresh)
			read_labelled_code(rd, block);
		break;
	default:
		break;
	}
	rd->depth--;
}

void tg_record_read(struct tg_record *r, struct tg_arena *arena,
		    const struct tg_md *const *blocks, size_t n,
		    enum tg_field start)
{
	struct tg_record_reader rd = { .r = r, .arena = arena, .field = start, .fresh = true };

	for (size_t i = 0; i < n; i++)
		tg_record_reader_block(&rd, blocks[i]);
}
