/* Rules without a line: what happens to a file is what they are about. */
#include "scan.h"

#include "../git/language.h"

/* A line that takes something from another file; in Ruby and Elixir others do more. */
static bool takes_from_elsewhere(struct tg_str text)
{
	static const char *const importing[] = { "import ", "from ", "using ", "require ",
		"require_once ", "alias " };

	for (size_t i = 0; i < sizeof(importing) / sizeof(importing[0]); i++)
		if (tg_str_starts(text, importing[i]))
			return true;
	return false;
}

static bool does_nothing(struct tg_scan *scan, uint32_t i)
{
	struct tg_str line = scan->view->lines[i].text, text = tg_str_trim(line);
	size_t start = (size_t)(text.p - line.p);

	return text.n == 0 || takes_from_elsewhere(text) ||
	       tg_scan_is_comment(scan, tg_line_side(&scan->view->lines[i]), i, start,
				  start + text.n) ||
	       tg_scan_is_reformatted(scan, i);
}

/* Were only imports, comments and line ends of a program touched? */
static bool is_idle_file(struct tg_scan *scan)
{
	const struct tg_file_view *view = scan->view;

	if (view->change->status != TG_STATUS_MODIFIED || !view->change->language->program ||
	    view->n_lines == 0)
		return false;
	for (uint32_t i = 0; i < view->n_lines; i++)
		if (view->lines[i].kind != TG_LINE_CONTEXT && !does_nothing(scan, i))
			return false;
	return true;
}

static void scan_path(struct tg_scan *scan, uint16_t index)
{
	struct tg_worker *w = scan->worker;
	struct tg_change *change = scan->view->change;
	const struct tg_rule *rule = scan->engine->rules[index].rule;

	if (rule->paths == NULL) /* a derived one */
		return;
	if (rule->statuses != 0 && !(rule->statuses & (1u << change->status)))
		return;
	if (tg_engine_gate(scan->engine, w, index, change) == 0 || is_idle_file(scan))
		return;
	(void)tg_worker_file_signal(w, change, index);
}

void tg_scan_paths(struct tg_scan *scan)
{
	const struct tg_engine *engine = scan->engine;

	for (size_t p = 0; p < engine->n_packs; p++) {
		const struct tg_engine_pack *pack = &engine->packs[p];

		for (uint16_t i = 0; i < pack->filter->n_paths; i++)
			scan_path(scan, (uint16_t)(pack->offset +
						   pack->filter->paths[i]));
	}
}
