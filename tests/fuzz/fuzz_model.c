/* Two versions of a threat model in any format: read, judged, compared, shown.
 * The first byte picks the file's name. */
#include "../../src/model/compare.h"
#include "../../src/model/export.h"
#include "../../src/model/lint.h"
#include "../../src/model/read.h"
#include "../../src/model/show.h"
#include "fuzz.h"

#define MAX_OUTPUT ((size_t)64 << 20)

static const char *const names[] = {
	"docs/threat-models/a.md", "a.tc.json", "a.otm.json", "a.otm.yaml",
	"threagile.yaml", "dragon.json",
};

static enum tg_path_state look_up(void *ctx, const char *path, bool want_text,
				  struct tg_str *text)
{
	(void)ctx;
	(void)want_text;
	*text = TG_STR("def verify(x):\n    return x\n\nclass A { void b() { } }\n");
	return path[0] == 'a' ? TG_PATH_NONE : TG_PATH_FILE;
}

static bool matches(void *ctx, const char *glob)
{
	(void)ctx;
	return glob[0] != 'a';
}

static void judge(const struct tg_model *model, struct tg_arena *arena)
{
	struct tg_lint_options options = { .today = "2026-03-01",
					   .stale_days = 90,
					   .code_changed = "2026-02-01",
					   .lookup = look_up,
					   .matches = matches };
	struct tg_buf out = TG_BUF_INIT(MAX_OUTPUT);
	struct tg_finding *found;
	size_t n = tg_model_lint(&found, arena, model, &options);

	for (size_t i = 0; i < n; i++) {
		fuzz_touch_text(found[i].id);
		fuzz_touch_text(found[i].message);
	}
	tg_model_to_text(&out, model);
	tg_model_to_json(&out, model);
	tg_model_to_matrix(&out, model);
	tg_buf_release(&out);
}

/* What is written in another format can be read again. */
static void exchange(const struct tg_model *model, struct tg_arena *arena)
{
	for (size_t i = 0; i < tg_exporters_count; i++) {
		struct tg_buf out = TG_BUF_INIT(MAX_OUTPUT);
		struct tg_losses losses = { .arena = arena };
		const char *name = tg_arena_printf(arena, "a%s", tg_exporters[i].suffix);
		struct tg_model *again;
		struct tg_err err;

		if (tg_exporters[i].write(&out, model, &losses) &&
		    out.len < TG_MODEL_MAX_BYTES / 4)
			fuzz_expect(tg_model_read(&again, arena, name, tg_buf_str(&out),
						  &err) == TG_OK);
		tg_buf_release(&out);
	}
}

void fuzz_model(struct tg_str input)
{
	const char *path = names[fuzz_choice(&input, sizeof(names) / sizeof(names[0]))];
	struct tg_arena arena = TG_ARENA_INIT;
	struct tg_model *before = NULL, *after = NULL;
	struct tg_str first, second;
	struct tg_comparison comparison;
	struct tg_finding *found;
	struct tg_err err;

	fuzz_halves(input, &first, &second);
	(void)tg_model_is_one(path, first);
	if (tg_model_read(&before, &arena, path, first, &err) != TG_OK)
		before = NULL;
	if (tg_model_read(&after, &arena, path, second, &err) != TG_OK)
		after = NULL;
	if (before) {
		judge(before, &arena);
		exchange(before, &arena);
	}
	if (before || after) {
		tg_compare(&comparison, &arena, before, after);
		tg_compare_across(&comparison, 1, &arena);
		(void)tg_comparison_findings(&found, &arena, &comparison, NULL, 0);
	}
	tg_arena_release(&arena);
}
