/* Hostile lines: every line of the input is added to, or removed from, a file
 * of a language that the first byte chooses. */
#include "../../src/base/buf.h"
#include "fuzz.h"
#include "judge_patch.h"

static const char *const names[] = {
	"src/app.py", "src/app.ts", "src/App.java", "main.go", "app/users.rb",
	"src/index.php", "Api.cs", "src/lib.rs", "db/schema.sql", "Dockerfile",
	".github/workflows/ci.yml", "main.tf", "deploy/app.yaml", "run.sh",
	"src/App.kt", "page.html", "nginx.conf", "settings.properties", "x.c",
};

void fuzz_engine(struct tg_str input)
{
	struct tg_arena arena = TG_ARENA_INIT;
	struct tg_buf diff = TG_BUF_INIT((size_t)4 << 20);
	size_t which = fuzz_choice(&input, sizeof(names) / sizeof(names[0]));
	size_t added = 0, removed = 0;
	struct tg_str rest = input, line;

	while (tg_str_split(&rest, '\n', &line))
		*(tg_str_starts(line, "-") ? &removed : &added) += 1;
	tg_buf_printf(&diff, "--- a/%s\n+++ b/%s\n@@ -%d,%zu +%d,%zu @@\n",
		      names[which], names[which], removed > 0, removed, added > 0, added);
	rest = input;
	while (tg_str_split(&rest, '\n', &line)) {
		if (!tg_str_starts(line, "-"))
			tg_buf_putc(&diff, '+');
		tg_buf_put_str(&diff, line);
		tg_buf_putc(&diff, '\n');
	}
	fuzz_judge_patch(tg_buf_str(&diff), &arena);
	tg_buf_release(&diff);
	tg_arena_release(&arena);
}
