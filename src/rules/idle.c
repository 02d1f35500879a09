/*
 * Edits that do nothing. What stood in a block of changed lines, or in one line of
 * it, is compared with what stands there now, token by token. A name counts as the
 * same when the file renames it throughout.
 */
#include "renames.h"

#define BLOCK_LINES 200u  /* longer blocks are compared line by line alone */
#define LINES_APART 2000u /* and still longer ones not at all */

/* Do both parts say the same, but for names that are listed in `idle` then? */
static bool says_the_same(struct tg_scan *scan, struct tg_part old, struct tg_part new,
			  struct tg_idle *idle)
{
	struct tg_tokens was, is;

	idle->n = 0;
	tg_tokens_read(&was, scan, old);
	tg_tokens_read(&is, scan, new);
	if (!was.known || !is.known || was.list.n != is.list.n || was.list.n == 0)
		return false;
	for (size_t i = 0; i < was.list.n; i++) {
		const struct tg_token *a = &was.list.items[i], *b = &is.list.items[i];

		if (a->kind != b->kind)
			return false;
		if (!tg_str_eq(a->text, b->text) && !tg_is_reworded(a, b) &&
		    !tg_is_rename(scan, idle, &was, b, i))
			return false;
	}
	return true;
}

static bool is_idle_block(struct tg_scan *scan, struct tg_block *block)
{
	struct tg_part old = { block->first, block->last, TG_LINE_REMOVED };
	struct tg_part new = { block->first, block->last, TG_LINE_ADDED };

	if (block->idle == NULL) {
		block->idle = tg_arena_calloc(&scan->worker->file, 1, sizeof(*block->idle));
		block->idle->same = block->last - block->first < BLOCK_LINES &&
				    says_the_same(scan, old, new, block->idle);
	}
	return block->idle->same;
}

/* The line of the other side that stands in the same place of the block, counted
 * from its start or from its end. */
static uint32_t counterpart(const struct tg_scan *scan, const struct tg_block *block,
			    uint32_t i, bool from_end)
{
	const struct tg_line *lines = scan->view->lines;
	uint32_t at = from_end ? block->last : block->first, n = 0, other = 0;

	for (uint32_t k = i; from_end ? k < block->last : k > block->first;) {
		k = from_end ? k + 1 : k - 1;
		n += lines[k].kind == lines[i].kind;
	}
	for (; at >= block->first && at <= block->last; from_end ? at-- : at++)
		if (lines[at].kind != lines[i].kind && other++ == n)
			return at;
	return TG_NO_LINE;
}

static bool are_one_line(struct tg_scan *scan, uint32_t a, uint32_t b,
			 struct tg_idle *idle)
{
	bool added = scan->view->lines[a].kind == TG_LINE_ADDED;
	uint32_t was = added ? b : a, is = added ? a : b;

	return b != TG_NO_LINE &&
	       says_the_same(scan, (struct tg_part){ was, was, TG_LINE_REMOVED },
			     (struct tg_part){ is, is, TG_LINE_ADDED }, idle);
}

/* Each line of one side is one of the other side at the most. */
static bool is_idle_line(struct tg_scan *scan, const struct tg_block *block, uint32_t i,
			 struct tg_idle *idle)
{
	uint32_t other = counterpart(scan, block, i, true), taken;

	if (are_one_line(scan, i, counterpart(scan, block, i, false), idle))
		return true;
	if (!are_one_line(scan, i, other, idle))
		return false;
	taken = counterpart(scan, block, other, false);
	return !are_one_line(scan, other, taken, &(struct tg_idle){ 0 });
}

/* Does the text hold one of the names that were renamed, as its side has it? */
static bool is_renamed(const struct tg_idle *idle, enum tg_side side, struct tg_str text)
{
	for (size_t i = 0; i < idle->n; i++)
		if (tg_holds_name(text, idle->names[i][side]))
			return true;
	return false;
}

/* What the edit of line `i` renames; the rules that match one line ask one by one. */
static const struct tg_idle *edit_of(struct tg_scan *scan, struct tg_block *block,
				     uint32_t i)
{
	if (is_idle_block(scan, block))
		return block->idle;
	if (scan->idle_line != i + 1) {
		scan->idle.same = is_idle_line(scan, block, i, &scan->idle);
		scan->idle_line = i + 1;
	}
	return &scan->idle;
}

bool tg_scan_is_idle(struct tg_scan *scan, uint32_t i, struct tg_span span)
{
	const struct tg_line *line = &scan->view->lines[i];
	struct tg_str matched = tg_str_sub(line->text, span.start, span.end - span.start);
	const struct tg_idle *idle;
	struct tg_block *block;

	tg_scan_blocks(scan);
	block = &scan->blocks[scan->block_of[i]];
	if (block->added == 0 || block->removed == 0 ||
	    block->last - block->first >= LINES_APART)
		return false;
	idle = edit_of(scan, block, i);
	return idle->same && !is_renamed(idle, tg_line_side(line), matched);
}
