/* GitHub's list of changed files, whose patches hold what an author wrote. */
#include "../../src/base/vec.h"
#include "../../src/github/remote.h"
#include "fuzz.h"

#include <jansson.h>

static void visit(const struct tg_file_view *view, void *ctx)
{
	(void)ctx;
	fuzz_touch_text(view->change->path);
	for (size_t i = 0; i < view->n_lines; i++)
		fuzz_touch(view->lines[i].text);
}

static void open_files(struct tg_arena *arena, const json_t *list)
{
	TG_VEC(struct tg_remote_file) files = { 0 };
	struct tg_remote_file file;
	struct tg_changeset set;
	struct tg_err err;

	for (size_t i = 0; i < json_array_size(list); i++)
		if (tg_remote_file_read(&file, json_array_get(list, i)))
			*TG_VEC_PUSH(arena, &files) = file;
	struct tg_remote remote = { .base = "", .head = "", .merge_base = "",
				    .files = files.items, .n_files = files.n };

	if (tg_changeset_open_remote(&set, arena, &remote, NULL, &err) != TG_OK)
		return;
	(void)!tg_changeset_visit(&set, 1, visit, NULL, &err);
	tg_changeset_release(&set);
}

void fuzz_remote(struct tg_str input)
{
	struct tg_arena arena = TG_ARENA_INIT;
	json_t *list = json_loadb(input.n ? input.p : "", input.n, 0, NULL);

	if (json_is_array(list))
		open_files(&arena, list);
	(void)tg_api_text(list, "head.sha");
	json_decref(list);
	tg_arena_release(&arena);
}
