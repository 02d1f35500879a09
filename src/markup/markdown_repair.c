/* What cmark-gfm leaves to be put right: boxes and lines. */
#include "markdown_source.h"

/* Boxes inside quotes and nested on one line are no tasks to cmark-gfm, but are
 * boxes to whoever looks at the page. */
static void find_box(const struct tg_md_source *source, struct tg_md *item)
{
	struct tg_md *paragraph = item->first;
	struct tg_md *text = paragraph ? paragraph->first : NULL;

	if (item->task != TG_MD_NOT_A_TASK || !text || text->kind != TG_MD_TEXT ||
	    paragraph->kind != TG_MD_PARAGRAPH)
		return;
	/* In the source too: an escaped bracket is none. */
	enum tg_md_task task =
		tg_md_box_at(tg_md_source_at(source, paragraph->line, paragraph->column));

	if (task == TG_MD_NOT_A_TASK || tg_md_box_at(tg_str(text->text)) != task)
		return;
	item->task = task;
	text->text += 4;
}

static struct tg_md *following(const struct tg_md *root, const struct tg_md *node)
{
	if (node->first)
		return node->first;
	while (node && node != root) {
		if (node->next)
			return node->next;
		node = node->parent;
	}
	return NULL;
}

/* The columns of such nodes count from the wrong line. */
static void set_lines(struct tg_md *top, unsigned line, unsigned end_line)
{
	for (struct tg_md *md = top; md; md = following(top, md)) {
		md->line = line;
		md->end_line = end_line;
		md->column = 0;
	}
}

/* A table that follows a paragraph without a blank line is given the
 * paragraph's lines, and the paragraph none. Rows are contiguous, so the header
 * stands two lines above the first row, or one above the end. */
static void fix_table(struct tg_md *table)
{
	struct tg_md *header = table->first, *before = table->prev;

	if (!header || !header->header)
		return;
	unsigned line = header->next ? header->next->line - 2 : table->end_line - 1;

	if (line <= table->line || line > table->end_line)
		return;
	if (before && before->kind == TG_MD_PARAGRAPH && before->column == 0)
		set_lines(before, table->line, line - 1);
	table->line = line;
	set_lines(header, line, line);
}

/* Blank lines that follow a block are not its own. */
static void trim_lines(const struct tg_md_source *source, struct tg_md *md)
{
	while (md->end_line > md->line &&
	       tg_str_trim(tg_md_source_at(source, md->end_line, 1)).n == 0)
		md->end_line--;
}

void tg_md_put_right(const struct tg_md_source *source, struct tg_md *root)
{
	for (struct tg_md *md = root; md; md = following(root, md)) {
		if (md->kind == TG_MD_ITEM)
			find_box(source, md);
		else if (md->kind == TG_MD_TABLE)
			fix_table(md);
		if (md->kind == TG_MD_ITEM || md->kind == TG_MD_LIST ||
		    md->kind == TG_MD_QUOTE)
			trim_lines(source, md);
	}
}

const struct tg_md *tg_md_walk(const struct tg_md *root, const struct tg_md *node)
{
	return following(root, node);
}
