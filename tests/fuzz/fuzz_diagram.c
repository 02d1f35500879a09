/* Diagrams: mermaid, and boxes drawn with characters. What is drawn again from
 * either is a diagram with the same elements. */
#include "../../src/model/dfd.h"
#include "fuzz.h"

typedef bool read_fn(struct tg_dfd *out, struct tg_arena *arena, struct tg_str text,
		     uint32_t first_line);

static void redraw(const struct tg_dfd *dfd, struct tg_arena *arena)
{
	struct tg_buf out = TG_BUF_INIT((size_t)16 << 20);
	struct tg_dfd again;

	tg_dfd_to_mermaid(&out, dfd, NULL);
	fuzz_expect(tg_str_find(tg_buf_str(&out), TG_STR("```")) == SIZE_MAX);
	fuzz_expect(tg_dfd_from_mermaid(&again, arena, tg_buf_str(&out), 1));
	fuzz_expect(again.n_elements == dfd->n_elements);
	tg_buf_release(&out);
}

void fuzz_diagram(struct tg_str input)
{
	static read_fn *const readers[] = { tg_dfd_from_mermaid, tg_dfd_from_ascii };
	struct tg_arena arena = TG_ARENA_INIT;
	read_fn *read = readers[fuzz_choice(&input, 2)];
	const struct tg_boundary *from, *to;
	struct tg_dfd dfd;

	if (read(&dfd, &arena, input, 1)) {
		fuzz_expect(dfd.n_elements <= TG_DFD_MAX_ELEMENTS);
		for (size_t i = 0; i < dfd.n_flows; i++)
			(void)tg_flow_crosses(&dfd, &dfd.flows[i], &from, &to);
		if (dfd.n_elements)
			redraw(&dfd, &arena);
	}
	tg_arena_release(&arena);
}
