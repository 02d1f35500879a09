#include "section.h"

#include "../base/words.h"

#include <string.h>

enum { MORE_BEFORE = 2, MORE_AFTER = 4 };

/* HTML without its comments, which are not shown. */
static struct tg_str without_comments(const char *html, struct tg_arena *arena)
{
	char *out = tg_arena_dup(arena, html);
	char *to = out;

	for (const char *p = html; *p;) {
		if (strncmp(p, "<!--", 4) == 0) {
			const char *end = strstr(p + 4, "-->");
			if (!end)
				break;
			p = end + 3;
		} else {
			*to++ = *p++;
		}
	}
	*to = '\0';
	return tg_str_n(out, (size_t)(to - out));
}

/* Blanks out the tags of a piece of HTML in place of dropping them. */
static struct tg_str without_tags(struct tg_str html, struct tg_arena *arena)
{
	char *out = tg_arena_dup_str(arena, html);
	bool tag = false;

	for (size_t i = 0; i < html.n; i++) {
		if (out[i] == '<')
			tag = true;
		bool end = tag && out[i] == '>';
		if (tag)
			out[i] = ' ';
		if (end)
			tag = false;
	}
	return tg_str_n(out, html.n);
}

/* The contents of the first <name>...</name>. */
static bool html_element(struct tg_str html, const char *name, struct tg_str *out)
{
	char open[16], close[16];

	(void)snprintf(open, sizeof(open), "<%s", name);
	(void)snprintf(close, sizeof(close), "</%s", name);
	size_t start = tg_str_ifind(html, tg_str(open));
	if (start == SIZE_MAX)
		return false;
	struct tg_str rest = tg_str_from(html, start + strlen(open));
	size_t inner = tg_str_chr(rest, '>');
	if (inner == SIZE_MAX)
		return false;
	rest = tg_str_from(rest, inner + 1);
	size_t end = tg_str_ifind(rest, tg_str(close));
	*out = end == SIZE_MAX ? rest : tg_str_sub(rest, 0, end);
	return true;
}

static unsigned html_heading(const char *text, struct tg_str *out,
			     struct tg_arena *arena)
{
	struct tg_str html = without_comments(text, arena);
	char name[] = "h1";

	for (unsigned level = 1; level <= 6; level++) {
		name[1] = (char)('0' + level);
		if (html_element(html, name, out)) {
			*out = without_tags(*out, arena);
			return level;
		}
	}
	if (!html_element(html, "summary", out))
		return TG_LEVEL_NO_HEADING;
	*out = without_tags(*out, arena);
	return TG_LEVEL_SUMMARY;
}

unsigned tg_heading_of(const struct tg_md *block, struct tg_str *text,
		       struct tg_arena *arena)
{
	*text = (struct tg_str){ 0 };
	if (block->kind == TG_MD_HEADING) {
		*text = tg_text_of(block, false, arena);
		return block->level;
	}
	if (block->kind == TG_MD_PARAGRAPH && tg_text_all_bold(block)) {
		*text = tg_text_of(block, false, arena);
		return TG_LEVEL_BOLD;
	}
	if (block->kind == TG_MD_HTML_BLOCK)
		return html_heading(block->text, text, arena);
	return TG_LEVEL_NO_HEADING;
}

static bool same_word(const char *a, const char *b)
{
	return strcmp(a, b) == 0 ||
	       (strlen(b) >= 6 && tg_words_distance(tg_str(a), tg_str(b), 1) <= 1);
}

/* The words of `want` stand in `have` from `at` on. */
static bool words_at(const struct tg_tokens *have, size_t at,
		     const struct tg_tokens *want)
{
	if (at + want->n > have->n)
		return false;
	for (size_t i = 0; i < want->n; i++)
		if (!same_word(have->items[at + i].word, want->items[i].word))
			return false;
	return true;
}

bool tg_heading_matches(struct tg_str text, const char *heading,
			struct tg_arena *arena)
{
	struct tg_tokens have = tg_tokens_of(text, arena);
	struct tg_tokens want = tg_tokens_of(tg_str(heading), arena);
	size_t at = 0;

	if (want.n == 0)
		return false;
	while (at < have.n && !have.items[at].letters && !want.items[0].ideograph)
		at++;
	for (size_t skipped = 0; skipped <= MORE_BEFORE; skipped++, at++) {
		if (words_at(&have, at, &want))
			return have.n - at - want.n <= MORE_AFTER;
		if (at < have.n && tg_word_negates(have.items[at].word))
			return false;
	}
	return false;
}

/* How far <details> are opened (+) or closed (-) by a block. */
static int details_depth(const struct tg_md *block, struct tg_arena *arena)
{
	int depth = 0;

	if (block->kind != TG_MD_HTML_BLOCK)
		return 0;
	struct tg_str html = without_comments(block->text, arena);
	for (size_t at; (at = tg_str_ifind(html, TG_STR("details"))) != SIZE_MAX;
	     html = tg_str_from(html, at + 7)) {
		if (at >= 2 && html.p[at - 1] == '/' && html.p[at - 2] == '<')
			depth--;
		else if (at >= 1 && html.p[at - 1] == '<')
			depth++;
	}
	return depth;
}

/* True when a block of that level ends a section whose heading has `level`. */
static bool ends_section(unsigned level, unsigned block)
{
	if (block == TG_LEVEL_NO_HEADING || level == TG_LEVEL_SUMMARY)
		return false;
	if (level == TG_LEVEL_BOLD)
		return block <= TG_LEVEL_BOLD;
	return block <= level;
}

static const struct tg_md *section_end(const struct tg_md *heading, unsigned level,
				       struct tg_arena *arena)
{
	int depth = level == TG_LEVEL_SUMMARY ? details_depth(heading, arena) : 0;
	const struct tg_md *b = heading->next;
	struct tg_str ignored;

	if (level == TG_LEVEL_SUMMARY && depth <= 0)
		return b; /* opened and closed in one block: nothing in it */
	for (; b; b = b->next) {
		if (ends_section(level, tg_heading_of(b, &ignored, arena)))
			return b;
		depth += details_depth(b, arena);
		if (depth < 0 || (level == TG_LEVEL_SUMMARY && depth == 0))
			return b;
	}
	return NULL;
}

bool tg_section_next(struct tg_section *out, const struct tg_md *document,
		     const struct tg_md *from, const char *heading,
		     struct tg_arena *arena)
{
	const struct tg_md *b = from ? from : document->first;
	struct tg_str text;

	for (; b; b = b->next) {
		unsigned level = tg_heading_of(b, &text, arena);
		if (level == TG_LEVEL_NO_HEADING ||
		    !tg_heading_matches(text, heading, arena))
			continue;
		*out = (struct tg_section){ b, b->next, section_end(b, level, arena) };
		return true;
	}
	return false;
}
