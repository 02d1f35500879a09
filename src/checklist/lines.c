#include "lines.h"

#include "../base/vec.h"

enum { LINES_MAX = 50000 };

struct walker {
	struct tg_arena *arena;
	TG_VEC(struct tg_body_line) out;
};

/* Every line of a block's text becomes one line with the block's properties. */
static void put_lines(struct walker *w, struct tg_str text, struct tg_body_line like)
{
	struct tg_str line;

	like.starts_block = true;
	while (w->out.n < LINES_MAX && tg_str_line(&text, &line)) {
		like.text = tg_str_trim(line);
		if (like.text.n == 0)
			continue;
		*TG_VEC_PUSH(w->arena, &w->out) = like;
		like.starts_block = false;
	}
}

static void walk(struct walker *w, const struct tg_md *node, struct tg_body_line around)
{
	for (const struct tg_md *b = node->first; b; b = b->next) {
		struct tg_body_line like = around;
		struct tg_str text;
		like.line = b->line;
		like.level = tg_heading_of(b, &text, w->arena);
		if (like.level != TG_LEVEL_NO_HEADING) {
			put_lines(w, text, like);
			continue;
		}
		if (b->kind == TG_MD_PARAGRAPH || b->kind == TG_MD_CELL) {
			put_lines(w, tg_text_of(b, false, w->arena), like);
		} else if (b->kind == TG_MD_CODE_BLOCK) {
			like.code = true;
			put_lines(w, tg_str(b->text), like);
		} else if (b->kind == TG_MD_LIST || b->kind == TG_MD_TABLE ||
			   b->kind == TG_MD_ROW) {
			walk(w, b, like);
		} else if (b->kind == TG_MD_ITEM) {
			like.depth++;
			like.open_task = b->task == TG_MD_OPEN;
			walk(w, b, like);
		}
	}
}

struct tg_body_lines tg_body_lines_of(const struct tg_md *document,
				      struct tg_arena *arena)
{
	struct walker w = { .arena = arena };

	walk(&w, document, (struct tg_body_line){ 0 });
	return (struct tg_body_lines){ w.out.items, w.out.n };
}
