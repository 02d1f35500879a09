/* What is read off a Markdown tree and its source: plain values only. */
#include "markdown.h"

#include "../base/buf.h"

#include <string.h>

/* The name of an HTML tag in lower case, with "/" in front when it closes. */
static struct tg_str tag_name(struct tg_str html)
{
	size_t end = 1;

	if (!tg_str_starts(html, "<"))
		return tg_str(NULL);
	if (end < html.n && html.p[end] == '/')
		end++;
	while (end < html.n && tg_is_alnum(html.p[end]))
		end++;
	return tg_str_sub(html, 1, end - 1);
}

static bool strikes(struct tg_str tag, bool closing)
{
	static const char *const names[] = { "del", "s", "strike" };

	if (tg_str_starts(tag, "/") != closing)
		return false;
	if (closing)
		tag = tg_str_from(tag, 1);
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (tg_str_iis(tag, names[i]))
			return true;
	}
	return false;
}

/* What is left out: ~~text~~, and inline nodes between <del> and </del>. */
struct skipping {
	bool struck;
	unsigned html_depth;
};

/* True when the node's own text is to be left out. */
static bool skip(struct skipping *state, const struct tg_md *node)
{
	struct tg_str tag = { NULL, 0 };

	if (!state->struck)
		return false;
	if (node->kind == TG_MD_HTML)
		tag = tag_name(tg_str(node->text));
	if (strikes(tag, false))
		state->html_depth++;
	else if (strikes(tag, true) && state->html_depth > 0)
		state->html_depth--;
	return state->html_depth > 0;
}

static void put_own_text(struct tg_buf *out, const struct tg_md *node)
{
	switch (node->kind) {
	case TG_MD_TEXT:
	case TG_MD_CODE:
	case TG_MD_CODE_BLOCK:
		tg_buf_puts(out, node->text);
		break;
	case TG_MD_HTML:
		if (tg_str_iis(tag_name(tg_str(node->text)), "br"))
			tg_buf_putc(out, ' ');
		break;
	case TG_MD_SOFT_BREAK:
	case TG_MD_LINE_BREAK:
		tg_buf_putc(out, ' ');
		break;
	case TG_MD_PARAGRAPH:
	case TG_MD_HEADING:
	case TG_MD_CELL:
	case TG_MD_ITEM:
		/* Blocks are words apart. */
		if (out->len > 0 && out->ptr[out->len - 1] != ' ')
			tg_buf_putc(out, ' ');
		break;
	default:
		break;
	}
}

/* The node after `node` and all that is in it. */
static const struct tg_md *after(const struct tg_md *root, const struct tg_md *node)
{
	while (node && node != root) {
		if (node->next)
			return node->next;
		node = node->parent;
	}
	return NULL;
}

char *tg_md_plain(const struct tg_md *node, struct tg_arena *arena, bool skip_struck)
{
	struct tg_buf out = TG_BUF_INIT(TG_MARKDOWN_MAX_BYTES * (size_t)4);
	struct skipping state = { skip_struck, 0 };

	for (const struct tg_md *md = node; md;) {
		if (skip_struck && md->kind == TG_MD_STRIKE) {
			md = after(node, md);
			continue;
		}
		if (!skip(&state, md))
			put_own_text(&out, md);
		md = tg_md_walk(node, md);
	}
	char *text = tg_arena_dup_str(arena, tg_str_trim(tg_buf_str(&out)));

	tg_buf_release(&out);
	return text;
}

struct tg_str tg_md_source(const struct tg_md *node, struct tg_str source)
{
	struct tg_str rest = source, line;
	size_t start = source.n, end = source.n;

	for (unsigned n = 1; n <= node->end_line && tg_str_line(&rest, &line); n++) {
		if (n == node->line)
			start = (size_t)(line.p - source.p);
		end = (size_t)(line.p - source.p) + line.n;
	}
	return start <= end ? tg_str_sub(source, start, end - start) :
			      tg_str_sub(source, source.n, 0);
}

static bool is_end_mark(struct tg_str line)
{
	line = tg_str_rtrim(line);
	return tg_str_is(line, "---") || tg_str_is(line, "...");
}

void tg_markdown_front_matter(struct tg_str source, struct tg_str *yaml,
			      struct tg_str *body, unsigned *body_line)
{
	struct tg_str rest = source, line;
	unsigned n = 1;

	*yaml = tg_str_sub(source, 0, 0);
	*body = source;
	*body_line = 1;
	if (tg_str_starts(rest, "\xef\xbb\xbf"))
		rest = tg_str_from(rest, 3);
	if (!tg_str_line(&rest, &line) || !tg_str_is(tg_str_rtrim(line), "---"))
		return;
	struct tg_str start = rest;

	while (tg_str_line(&rest, &line)) {
		n++;
		if (!is_end_mark(line))
			continue;
		*yaml = tg_str_n(start.p, (size_t)(line.p - start.p));
		*body = rest;
		*body_line = n + 1;
		return;
	}
}
