/* XML of whatever origin. */
#include "../../src/markup/xml.h"
#include "fuzz.h"

static void look_at(const struct tg_xml *e)
{
	fuzz_touch_text(e->name);
	fuzz_touch_text(e->text);
	for (size_t i = 0; e->attrs && e->attrs[i]; i++)
		fuzz_touch_text(e->attrs[i]);
	for (size_t i = 0; i < e->n; i++)
		look_at(e->children[i]);
}

void fuzz_xml(struct tg_str input)
{
	struct tg_arena arena = TG_ARENA_INIT;
	struct tg_xml *root;
	struct tg_err err;

	if (tg_xml_read(&root, &arena, input, "input.xml", &err) == TG_OK)
		look_at(root);
	else
		fuzz_expect(err.msg[0] != '\0');
	tg_arena_release(&arena);
}
