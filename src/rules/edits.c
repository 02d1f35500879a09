/* What was found on lines that are edited, or say the same as before. */
#include "scan.h"

#include <string.h>

#define EXPRESSION 12u  /* bytes: a shorter one is anybody's */
#define DISTINCTIVE 40u /* nobody writes it twice */
#define REACH 1000u    /* matches, of all rules */

static struct tg_str matched(const struct tg_scan *scan, const struct tg_found *f)
{
	return tg_str_sub(scan->view->lines[f->line].text, f->span.start,
			  f->span.end - f->span.start);
}

/* Of an edited line that the rule matched before and still matches: is it nothing? */
static bool is_no_change(struct tg_scan *scan, const struct tg_found *was,
			 const struct tg_found *is)
{
	const struct tg_rule *rule = scan->engine->rules[was->rule].rule;

	if (rule->net && (!rule->same || tg_str_eq(matched(scan, was), matched(scan, is))))
		return true;
	return rule->role == TG_ROLE_ENDPOINT && tg_scan_same_route(scan, was->line, is->line);
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

/* What a rule matched, to the end of the calls that begin there:
 * "req.query(\"page\")", "url.Query().Get(name)". */
static struct tg_str expression(struct tg_str text, struct tg_span span)
{
	unsigned depth = 0;
	size_t end = span.start;

	for (; end < text.n; end++) {
		char c = text.p[end];

		depth += c == '(';
		if (depth == 0 && end >= span.end && !tg_is_alnum(c) && strchr("_.", c) == NULL)
			break;
		depth -= c == ')' && depth > 0;
	}
	return tg_str_sub(text, span.start, end - span.start);
}

static bool read_the_same(const struct tg_scan *scan, const struct tg_found *a,
			  const struct tg_found *b)
{
	const struct tg_line *was = &scan->view->lines[a->line];
	const struct tg_line *is = &scan->view->lines[b->line];
	struct tg_str before, after;

	if (b->rule != a->rule || b->dropped || is->kind == was->kind)
		return false;
	before = expression(was->text, a->span);
	after = expression(is->text, b->span);
	return before.n >= (is->hunk == was->hunk ? EXPRESSION : DISTINCTIVE) &&
	       tg_str_chr(before, '(') != SIZE_MAX && tg_str_eq(before, after);
}

/* A read that now stands in another statement of the hunk, got a name or lost it, is
 * the same read, and so is a long one elsewhere in the file. What checks somebody or
 * counts is not where it was. */
static void drop_moved_reads(struct tg_scan *scan)
{
	struct tg_worker *w = scan->worker;

	for (size_t i = 0; i < w->found.n; i++) {
		struct tg_found *a = &w->found.items[i];
		const struct tg_rule *rule = scan->engine->rules[a->rule].rule;

		if (a->dropped || !rule->net || rule->control ||
		    (rule->role != TG_ROLE_NONE && rule->role != TG_ROLE_VALIDATION))
			continue;
		for (size_t k = i + 1; k < w->found.n && k < i + REACH; k++) {
			struct tg_found *b = &w->found.items[k];

			if (!read_the_same(scan, a, b))
				continue;
			a->dropped = b->dropped = true;
			break;
		}
	}
}

void tg_scan_edits(struct tg_scan *scan)
{
	mark_edits(scan);
	drop_idle(scan);
	drop_moved_reads(scan);
}
