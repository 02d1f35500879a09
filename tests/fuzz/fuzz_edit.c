/* An edited file whose text before and after is known: a line that begins with "-"
 * was there, one with "+" is there now, all others stand in both. */
#include "../../src/base/buf.h"
#include "../../src/git/language.h"
#include "../../src/rules/rules.h"
#include "fuzz.h"

#define MAX_LINES 4000u

static const char *const names[] = {
	"src/app.py", "src/app.ts", "src/App.java", "main.go", "app/users.rb",
	"src/index.php", "Api.cs", "src/lib.rs", "src/App.kt", "x.c", "lib/a.ex",
};

struct edit {
	struct tg_line lines[MAX_LINES];
	size_t n;
	struct tg_buf text[2]; /* by enum tg_side */
};

static void put(struct tg_buf *text, struct tg_str line)
{
	tg_buf_put_str(text, line);
	tg_buf_putc(text, '\n');
}

static void take(struct edit *e, struct tg_str line, uint32_t *old_line, uint32_t *new_line)
{
	struct tg_line *out = &e->lines[e->n++];

	out->kind = tg_str_starts(line, "-") ? TG_LINE_REMOVED :
		    tg_str_starts(line, "+") ? TG_LINE_ADDED : TG_LINE_CONTEXT;
	out->text = out->kind == TG_LINE_CONTEXT ? line : tg_str_from(line, 1);
	if (out->kind != TG_LINE_ADDED) {
		out->old_line = ++*old_line;
		put(&e->text[TG_SIDE_OLD], out->text);
	}
	if (out->kind != TG_LINE_REMOVED) {
		out->new_line = ++*new_line;
		put(&e->text[TG_SIDE_NEW], out->text);
	}
}

static void judge(struct tg_changeset *set, const struct tg_file_view *view)
{
	struct tg_engine_options options = { .packs = &tg_builtin_rules, .n_packs = 1 };
	struct tg_engine_result found;
	struct tg_engine *engine;
	struct tg_err err;

	fuzz_expect(tg_engine_new(&engine, &options, &err) == TG_OK);
	tg_engine_visit(view, engine);
	if (tg_engine_finish(&found, engine, set, set->arena, &err) == TG_OK)
		for (size_t i = 0; i < found.n; i++)
			fuzz_touch_text(found.signals[i].excerpt);
	tg_engine_free(engine);
}

void fuzz_edit(struct tg_str input)
{
	static struct edit e;
	struct tg_arena arena = TG_ARENA_INIT;
	size_t which = fuzz_choice(&input, sizeof(names) / sizeof(names[0]));
	struct tg_change change = { .status = TG_STATUS_MODIFIED, .old_path = names[which],
		.new_path = names[which], .path = names[which],
		.language = tg_language_of(names[which], tg_str("")) };
	struct tg_changeset set = { .arena = &arena, .changes = &change, .n = 1 };
	struct tg_file_view view = { .change = &change, .lines = e.lines, .n_hunks = 1 };
	uint32_t old_line = 0, new_line = 0;
	struct tg_str line;

	e.n = 0;
	for (size_t side = 0; side < 2; side++)
		e.text[side] = (struct tg_buf)TG_BUF_INIT((size_t)4 << 20);
	while (e.n < MAX_LINES && tg_str_split(&input, '\n', &line))
		take(&e, line, &old_line, &new_line);
	view.n_lines = e.n;
	view.old_text = tg_buf_str(&e.text[TG_SIDE_OLD]);
	view.new_text = tg_buf_str(&e.text[TG_SIDE_NEW]);
	judge(&set, &view);
	for (size_t side = 0; side < 2; side++)
		tg_buf_release(&e.text[side]);
	tg_arena_release(&arena);
}
