/* References to code, and the search for what they name: the first line is the
 * reference, the rest the file. */
#include "../../src/model/evidence.h"
#include "fuzz.h"

static void search(const struct tg_evidence *e, struct tg_str text)
{
	uint32_t first, last;

	fuzz_touch_text(e->path);
	fuzz_expect(e->path[0] != '/');
	if (e->symbol && tg_evidence_find(&first, &last, e->path, text, e->symbol))
		fuzz_expect(first >= 1 && first <= last);
}

void fuzz_evidence(struct tg_str input)
{
	struct tg_arena arena = TG_ARENA_INIT;
	struct tg_str rest = input, line = { 0 };
	struct tg_evidence evidence;

	(void)tg_str_line(&rest, &line);
	if (tg_evidence_parse(&evidence, &arena, line))
		search(&evidence, rest);
	tg_arena_release(&arena);
}
