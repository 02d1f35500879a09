/* Whether a control that a change takes out is gone from what it protected. */
#include "scan.h"

/* Did a match of the chunk see a way in that is new? */
static bool opens_another(const struct tg_scan *scan)
{
	const struct tg_worker *w = scan->worker;

	for (size_t k = 0; k < w->found.n; k++) {
		const struct tg_found *f = &w->found.items[k];

		if (scan->view->lines[f->line].kind == TG_LINE_ADDED &&
		    scan->engine->rules[f->rule].rule->role == TG_ROLE_ENDPOINT)
			return true;
	}
	return false;
}

/* One line is both, an endpoint and its guard (`router.get("/orders", requireAuth,
 * list)`), and the file gains no other that could be the same one without the guard.
 * A line for a whole folder of addresses ("/api/" and a star) guards what stands
 * elsewhere. */
static bool endpoint_gone(const struct tg_scan *scan, size_t index)
{
	const struct tg_worker *w = scan->worker;
	uint32_t line = w->found.items[index].line;
	size_t k = index;

	if (scan->blocks[scan->block_of[line]].added > 0 ||
	    tg_str_find(scan->view->lines[line].text, TG_STR("/*")) != SIZE_MAX)
		return false;
	while (k > 0 && w->found.items[k - 1].line == line)
		k--;
	for (; k < w->found.n && w->found.items[k].line == line; k++) {
		const struct tg_rule *rule =
			scan->engine->rules[w->found.items[k].rule].rule;

		if (rule->role == TG_ROLE_ENDPOINT)
			return !opens_another(scan);
	}
	return false;
}

/* The block loses the control here and gains it elsewhere, in a line that is not this
 * one edited: a chain of calls broken anew, two statements made one. What an
 * annotation stands on counts, so these are left to tg_scan_is_edit(). */
static bool stands_again(const struct tg_scan *scan, size_t index)
{
	const struct tg_worker *w = scan->worker;
	const struct tg_line *lines = scan->view->lines;
	const struct tg_found *self = &w->found.items[index];
	uint32_t block = scan->block_of[self->line];
	size_t lost_before = 0, gained = 0, k = index;

	if (tg_line_is_annotation(lines[self->line].text))
		return false;
	while (k > 0 && scan->block_of[w->found.items[k - 1].line] == block)
		k--;
	for (; k < w->found.n && scan->block_of[w->found.items[k].line] == block; k++) {
		const struct tg_found *f = &w->found.items[k];

		if (f->rule != self->rule || f->edited || f->dropped)
			continue;
		gained += lines[f->line].kind == TG_LINE_ADDED;
		lost_before += lines[f->line].kind == TG_LINE_REMOVED && k < index;
	}
	return lost_before < gained;
}

bool tg_scan_control_kept(struct tg_scan *scan, size_t index)
{
	const struct tg_found *f = &scan->worker->found.items[index];

	return f->edited || tg_scan_owner_gone(scan, f->line) ||
	       endpoint_gone(scan, index) || stands_again(scan, index);
}
