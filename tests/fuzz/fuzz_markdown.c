/* Markdown: the tree is whole, and what is taken from it is UTF-8. */
#include "../../src/base/utf8.h"
#include "../../src/markup/markdown.h"
#include "fuzz.h"

static void look_at(const struct tg_md *node, struct tg_str source,
		    struct tg_arena *arena)
{
	fuzz_touch_text(node->text);
	fuzz_touch_text(node->info);
	fuzz_touch(tg_md_source(node, source));
	for (const struct tg_md *child = node->first; child; child = child->next) {
		fuzz_expect(child->parent == node);
		fuzz_expect(child->next ? child->next->prev == child
					: node->last == child);
	}
	if (node->kind == TG_MD_HEADING || node->kind == TG_MD_ITEM)
		fuzz_touch_text(tg_md_plain(node, arena, true));
}

void fuzz_markdown(struct tg_str input)
{
	struct tg_arena arena = TG_ARENA_INIT;
	struct tg_str yaml, body;
	struct tg_md *document;
	struct tg_err err;
	unsigned line;

	tg_markdown_front_matter(input, &yaml, &body, &line);
	fuzz_touch(yaml);
	fuzz_touch(body);
	if (tg_markdown_parse(&document, &arena, input, &err) == TG_OK)
		for (const struct tg_md *n = document; n; n = tg_md_walk(document, n))
			look_at(n, input, &arena);
	tg_arena_release(&arena);
}
