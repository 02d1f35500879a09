/*
 * Runs of changed lines, and which of their lines are one line before and after.
 */
#include "scan.h"

#include "../base/words.h"

/* Where in one side of a block a comparison stands. */
struct reading {
	const struct tg_file_view *view;
	enum tg_line_kind kind;
	uint32_t line, last;
	size_t at;
};

/* Is this the backslash that joins a line to the next one? */
static bool goes_on(struct tg_str text, size_t at)
{
	return text.p[at] == '\\' && at + 1 == text.n && at > 0 && tg_is_space(text.p[at - 1]);
}

/* The next byte that is no white space, or NUL at the end. */
static char next_byte(struct reading *r)
{
	for (; r->line <= r->last; r->line++, r->at = 0) {
		const struct tg_line *line = &r->view->lines[r->line];

		if (line->kind != r->kind)
			continue;
		while (r->at < line->text.n && (tg_is_space(line->text.p[r->at]) ||
						goes_on(line->text, r->at)))
			r->at++;
		if (r->at < line->text.n)
			return line->text.p[r->at++];
	}
	return '\0';
}

/* The same, without the comma that a list broken over lines ends in. */
static char next_telling_byte(struct reading *r)
{
	char c = next_byte(r);

	if (c == ',') {
		struct reading ahead = *r;
		char after = next_byte(&ahead);

		if (after == ')' || after == ']' || after == '}') {
			*r = ahead;
			return after;
		}
	}
	return c;
}

/* Code that was only broken over lines anew. */
static bool says_the_same(const struct tg_file_view *view, const struct tg_block *b)
{
	struct reading was = { view, TG_LINE_REMOVED, b->first, b->last, 0 };
	struct reading is = { view, TG_LINE_ADDED, b->first, b->last, 0 };
	char c;

	if (b->added == 0 || b->removed == 0)
		return false;
	do {
		c = next_telling_byte(&was);
		if (c != next_telling_byte(&is))
			return false;
	} while (c != '\0');
	return true;
}

void tg_scan_blocks(struct tg_scan *scan)
{
	const struct tg_file_view *view = scan->view;
	struct tg_arena *arena = &scan->worker->file;
	TG_VEC(struct tg_block) blocks = { 0 };
	struct tg_block *block = NULL;

	if (scan->block_of != NULL)
		return;
	scan->block_of = tg_arena_calloc(arena, view->n_lines + 1,
					 sizeof(*scan->block_of));
	for (uint32_t i = 0; i < view->n_lines; i++) {
		const struct tg_line *line = &view->lines[i];

		if (line->kind == TG_LINE_CONTEXT) {
			scan->block_of[i] = TG_NO_LINE;
			block = NULL;
			continue;
		}
		if (block == NULL || line->hunk != view->lines[i - 1].hunk) {
			block = TG_VEC_PUSH(arena, &blocks);
			block->first = i;
		}
		block->last = i;
		block->added += line->kind == TG_LINE_ADDED;
		block->removed += line->kind == TG_LINE_REMOVED;
		scan->block_of[i] = (uint32_t)blocks.n - 1;
	}
	scan->blocks = blocks.items;
	scan->n_blocks = blocks.n;
	for (size_t b = 0; b < blocks.n; b++)
		blocks.items[b].reformatted = says_the_same(view, &blocks.items[b]);
}

bool tg_scan_is_reformatted(struct tg_scan *scan, uint32_t i)
{
	tg_scan_blocks(scan);
	return scan->block_of[i] != TG_NO_LINE &&
	       scan->blocks[scan->block_of[i]].reformatted;
}

static bool alike(const struct tg_scan *scan, uint32_t a, uint32_t b,
		  unsigned percent)
{
	if (a == TG_NO_LINE || b == TG_NO_LINE)
		return false;
	return a == b || tg_words_likeness(scan->view->lines[a].text,
					   scan->view->lines[b].text) >= percent;
}

/* Is what an annotation speaks of on its own line ("@Query("page") int page,")? */
static bool names_its_own(struct tg_str text)
{
	unsigned depth = 0;
	size_t i = 0;

	text = tg_str_trim(text);
	for (; i < text.n && (depth > 0 || !tg_is_space(text.p[i])); i++) {
		depth += text.p[i] == '(' || text.p[i] == '[';
		depth -= (text.p[i] == ')' || text.p[i] == ']') && depth > 0;
	}
	text = tg_str_trim(tg_str_from(text, i));
	return text.n > 0 && !tg_line_is_annotation(text);
}

bool tg_scan_is_edit(const struct tg_scan *scan, uint32_t removed, uint32_t added)
{
	struct tg_str text = scan->view->lines[removed].text;

	if (!tg_line_is_annotation(text) || names_its_own(text))
		return alike(scan, removed, added, 50);
	return alike(scan, tg_scan_neighbour(scan, removed, 1),
		     tg_scan_neighbour(scan, added, 1), 60);
}
