/* Rules without a line: what happens to a file is what they are about. */
#include "scan.h"

static void scan_path(struct tg_scan *scan, uint16_t index)
{
	struct tg_worker *w = scan->worker;
	struct tg_change *change = scan->view->change;
	const struct tg_rule *rule = scan->engine->rules[index].rule;

	if (rule->paths == NULL) /* a derived one */
		return;
	if (rule->statuses != 0 && !(rule->statuses & (1u << change->status)))
		return;
	if (tg_engine_gate(scan->engine, w, index, change) == 0)
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
