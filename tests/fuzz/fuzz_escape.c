/* Text of the pull request in a comment: GitHub's own parser finds in it
 * nothing but text, and nobody is notified. */
#include "../../src/base/utf8.h"
#include "../../src/markup/markdown.h"
#include "../../src/report/escape.h"
#include "fuzz.h"

#include <string.h>

#define MAX_OUTPUT ((size_t)8 << 20)
#define MAX_INPUT 20000u /* what a report quotes is shorter */

static void only_text(struct tg_str markdown, enum tg_md_kind inline_kind)
{
	struct tg_arena arena = TG_ARENA_INIT;
	struct tg_md *document;
	struct tg_err err;

	fuzz_expect(tg_markdown_parse(&document, &arena, markdown, &err) == TG_OK);
	for (const struct tg_md *n = document; n; n = tg_md_walk(document, n))
		fuzz_expect(n->kind == TG_MD_DOCUMENT || n->kind == TG_MD_PARAGRAPH ||
			    n->kind == TG_MD_TEXT || n->kind == inline_kind);
	tg_arena_release(&arena);
}

static bool has(struct tg_str s, const char *bytes)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] && strchr(bytes, s.p[i]))
			return true;
	return false;
}

void fuzz_escape(struct tg_str input)
{
	struct tg_buf out = TG_BUF_INIT(MAX_OUTPUT);

	input = tg_str_sub(input, 0, MAX_INPUT);
	/* as reports do it: after a word of our own */
	tg_buf_puts(&out, "It says ");
	tg_put_markdown(&out, input);
	fuzz_expect(!has(tg_buf_str(&out), "\n\r"));
	only_text(tg_buf_str(&out), TG_MD_TEXT);
	tg_buf_clear(&out);
	tg_put_code(&out, input, false);
	fuzz_expect(!has(tg_buf_str(&out), "\n\r"));
	only_text(tg_buf_str(&out), TG_MD_CODE);
	tg_buf_clear(&out);
	tg_put_html(&out, input);
	fuzz_expect(!has(tg_buf_str(&out), "<>\"'"));
	tg_buf_clear(&out);
	tg_put_xml(&out, input);
	fuzz_expect(!has(tg_buf_str(&out), "<>\"'\x01\x02\x1b"));
	tg_buf_clear(&out);
	tg_put_command_data(&out, input);
	fuzz_expect(!has(tg_buf_str(&out), "\n\r"));
	tg_buf_clear(&out);
	tg_put_command_property(&out, input);
	fuzz_expect(!has(tg_buf_str(&out), "\n\r:,"));
	tg_buf_clear(&out);
	tg_put_url_path(&out, input);
	fuzz_expect(!has(tg_buf_str(&out), " \n\r()<>\"'?#@:\\"));
	tg_buf_release(&out);
}
