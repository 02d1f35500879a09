/*
 * What was found on edited lines: what is there before and after may be nothing.
 */
#include "scan.h"

static struct tg_str matched(const struct tg_scan *scan, const struct tg_found *f)
{
	return tg_str_sub(scan->view->lines[f->line].text, f->span.start,
			  f->span.end - f->span.start);
}

/* Of an edited line that the rule matched before and still matches: is it nothing? */
static bool is_no_change(const struct tg_scan *scan, const struct tg_found *was,
			 const struct tg_found *is)
{
	const struct tg_rule *rule = scan->engine->rules[was->rule].rule;

	return rule->net &&
	       (!rule->same || tg_str_eq(matched(scan, was), matched(scan, is)));
}

/* A removed line and an added one of the same block that are one edited line
 * belong together. For a rule that counts what is gained or lost they take
 * each other away. */
static void mark_edits(struct tg_scan *scan)
{
	struct tg_worker *w = scan->worker;
	const struct tg_line *lines = scan->view->lines;

	tg_scan_blocks(scan);
	for (size_t i = 0; i < w->found.n; i++) {
		struct tg_found *a = &w->found.items[i];

		if (lines[a->line].kind != TG_LINE_REMOVED)
			continue;
		for (size_t k = i + 1; k < w->found.n; k++) {
			struct tg_found *b = &w->found.items[k];

			if (scan->block_of[b->line] != scan->block_of[a->line])
				break;
			if (b->rule != a->rule || b->edited ||
			    b->dropped || lines[b->line].kind != TG_LINE_ADDED ||
			    !tg_scan_is_edit(scan, a->line, b->line))
				continue;
			a->edited = b->edited = true;
			if (is_no_change(scan, a, b))
				a->dropped = b->dropped = true;
			break;
		}
	}
}

static void drop_idle(struct tg_scan *scan)
{
	struct tg_worker *w = scan->worker;

	for (size_t i = 0; i < w->found.n; i++) {
		struct tg_found *f = &w->found.items[i];

		if (!f->dropped && tg_scan_is_idle(scan, f->line, f->span))
			f->dropped = true;
	}
}

void tg_scan_edits(struct tg_scan *scan)
{
	mark_edits(scan);
	drop_idle(scan);
}
