#include "text.h"

#include "../base/utf8.h"
#include "../base/vec.h"

#include <string.h>

#define TEXT_MAX (1u << 20)

/* Letters of other scripts that are drawn like Latin ones. */
static const struct {
	uint32_t cp;
	char looks_like;
} lookalikes[] = {
	{ 0x0391, 'a' }, { 0x0392, 'b' }, { 0x0395, 'e' }, { 0x0396, 'z' },
	{ 0x0397, 'h' }, { 0x0399, 'i' }, { 0x039a, 'k' }, { 0x039c, 'm' },
	{ 0x039d, 'n' }, { 0x039f, 'o' }, { 0x03a1, 'p' }, { 0x03a4, 't' },
	{ 0x03a5, 'y' }, { 0x03a7, 'x' }, { 0x03b1, 'a' }, { 0x03b9, 'i' },
	{ 0x03bd, 'v' }, { 0x03bf, 'o' }, { 0x03c1, 'p' }, { 0x0405, 's' },
	{ 0x0406, 'i' }, { 0x0408, 'j' }, { 0x0410, 'a' }, { 0x0412, 'b' },
	{ 0x0415, 'e' }, { 0x041a, 'k' }, { 0x041c, 'm' }, { 0x041d, 'h' },
	{ 0x041e, 'o' }, { 0x0420, 'p' }, { 0x0421, 'c' }, { 0x0422, 't' },
	{ 0x0423, 'y' }, { 0x0425, 'x' }, { 0x0430, 'a' }, { 0x0435, 'e' },
	{ 0x043e, 'o' }, { 0x0440, 'p' }, { 0x0441, 'c' }, { 0x0443, 'y' },
	{ 0x0445, 'x' }, { 0x0455, 's' }, { 0x0456, 'i' }, { 0x0458, 'j' },
	{ 0x0501, 'd' }, { 0x051b, 'q' }, { 0x051d, 'w' }, { 0x0578, 'n' },
	{ 0x0585, 'o' }, { 0x1d0f, 'o' }, { 0x0274, 'n' }, { 0x0131, 'i' },
};

struct range {
	uint32_t first, last;
};

static bool in_ranges(uint32_t cp, const struct range *ranges, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (cp >= ranges[i].first && cp <= ranges[i].last)
			return true;
	return false;
}

#define IN(cp, table) in_ranges((cp), (table), sizeof(table) / sizeof(*(table)))

/* Beyond ASCII: what is drawn and is no letter. */
static bool is_sign(uint32_t cp)
{
	static const struct range signs[] = {
		{ 0x80, 0xa9 },       { 0xab, 0xb4 },       { 0xb6, 0xb9 },
		{ 0xbb, 0xbf },       { 0xd7, 0xd7 },       { 0xf7, 0xf7 },
		{ 0x2000, 0x206f },   { 0x20a0, 0x20cf },   { 0x2190, 0x2bff },
		{ 0x3000, 0x303f },   { 0xe000, 0xf8ff },   { 0xfe10, 0xfe6f },
		{ 0xff5f, 0xff65 },   { 0xffe0, 0xffff },   { 0x1f000, 0x1faff },
		{ 0xe0000, 0x10ffff },
	};

	return IN(cp, signs);
}

static bool is_ideograph(uint32_t cp)
{
	static const struct range ideographs[] = {
		{ 0x3040, 0x30ff },
		{ 0x3400, 0x9fff },
		{ 0xf900, 0xfaff },
		{ 0x20000, 0x3ffff },
	};

	return IN(cp, ideographs);
}

/* Marks that are drawn over the letter before them, and what is not drawn. */
static bool is_dropped(uint32_t cp)
{
	return (cp >= 0x300 && cp <= 0x36f) || (cp >= 0xfe00 && cp <= 0xfe0f) ||
	       cp == '\'' || cp == 0x2019 || cp == 0x2018 ||
	       (cp >= 0x80 && tg_utf8_invisible(cp));
}

static uint32_t fold(uint32_t cp)
{
	if (cp >= 0xff01 && cp <= 0xff5e)
		cp -= 0xfee0;
	if (cp < 0x80)
		return (unsigned char)tg_lower((char)cp);
	if (cp >= 0x1d400 && cp <= 0x1d6a3)
		return 'a' + (cp - 0x1d400) % 26;
	for (size_t i = 0; i < sizeof(lookalikes) / sizeof(*lookalikes); i++)
		if (lookalikes[i].cp == cp)
			return (unsigned char)lookalikes[i].looks_like;
	/* the capitals of Latin-1, Greek and Cyrillic stand 32 before the small */
	if ((cp >= 0xc0 && cp <= 0xde) || (cp >= 0x391 && cp <= 0x3a9) ||
	    (cp >= 0x410 && cp <= 0x42f))
		return cp + 32;
	return cp;
}

static bool is_word_char(uint32_t cp)
{
	return cp < 0x80 ? tg_is_alnum((char)cp) : !is_sign(cp);
}

/* Signs that hold the parts of one word, a path or an address together. */
static bool joins(struct tg_str between)
{
	for (size_t i = 0; i < between.n; i++)
		if (!strchr("-_./:@#=&?%+~\\", between.p[i]) || !between.p[i])
			return false;
	return true;
}

struct cutter {
	struct tg_arena *arena;
	struct tg_buf word;
	struct tg_str text;
	struct tg_token now;
	TG_VEC(struct tg_token) out;
};

static void cut_here(struct cutter *c, size_t end)
{
	if (c->word.len == 0)
		return;
	struct tg_token *prev = c->out.n ? &c->out.items[c->out.n - 1] : NULL;
	c->now.end = end;
	c->now.word = tg_arena_strndup(c->arena, c->word.ptr, c->word.len);
	c->now.joined = prev && !c->now.ideograph && !prev->ideograph &&
			joins(tg_str_sub(c->text, prev->end,
					 c->now.start - prev->end));
	*TG_VEC_PUSH(c->arena, &c->out) = c->now;
	c->now = (struct tg_token){ 0 };
	tg_buf_clear(&c->word);
}

static void take_char(struct cutter *c, uint32_t cp, size_t start, size_t end)
{
	bool alone = is_ideograph(cp);

	if (alone)
		cut_here(c, start);
	if (c->word.len == 0)
		c->now.start = start;
	cp = fold(cp);
	tg_utf8_put(&c->word, cp);
	c->now.letters |= cp >= 0x80 || tg_is_alpha((char)cp);
	c->now.ideograph = alone;
	if (alone)
		cut_here(c, end);
}

struct tg_tokens tg_tokens_of(struct tg_str text, struct tg_arena *arena)
{
	struct cutter c = { .arena = arena, .text = text };
	struct tg_str rest = text;
	uint32_t cp;

	tg_buf_init(&c.word, TEXT_MAX);
	while (c.out.n < TG_TOKENS_MAX) {
		size_t at = text.n - rest.n;
		if (!tg_utf8_next(&rest, &cp)) {
			cut_here(&c, at);
			break;
		}
		if (is_dropped(cp))
			continue;
		if (is_word_char(fold(cp)))
			take_char(&c, cp, at, text.n - rest.n);
		else
			cut_here(&c, at);
	}
	tg_buf_release(&c.word);
	return (struct tg_tokens){ c.out.items, c.out.n };
}

bool tg_word_in(const char *word, const char *words)
{
	size_t n = strlen(word);

	for (const char *p = words; (p = strstr(p, word)) != NULL; p += n)
		if (p > words && p[-1] == ' ' && p[n] == ' ')
			return n > 0;
	return false;
}

bool tg_word_negates(const char *word)
{
	return tg_word_in(word, " not no never without cannot cant doesnt dont isnt "
				"arent wont nor non neither hardly didnt wasnt ");
}

static bool is_break_tag(const char *html)
{
	return tg_str_istarts(tg_str(html), "<br");
}

struct inliner {
	struct tg_buf out;
	const struct tg_md *stop; /* or NULL */
	bool struck, stopped;
};

static void put_inline(struct inliner *in, const struct tg_md *node)
{
	for (const struct tg_md *c = node->first; c && !in->stopped; c = c->next) {
		if (c == in->stop)
			in->stopped = true;
		else if (c->kind == TG_MD_TEXT || c->kind == TG_MD_CODE)
			tg_buf_puts(&in->out, c->text);
		else if (c->kind == TG_MD_SOFT_BREAK || c->kind == TG_MD_LINE_BREAK ||
			 (c->kind == TG_MD_HTML && is_break_tag(c->text)))
			tg_buf_putc(&in->out, '\n');
		else if (c->kind != TG_MD_IMAGE && (c->kind != TG_MD_STRIKE || in->struck))
			put_inline(in, c);
	}
}

struct tg_str tg_text_of(const struct tg_md *block, bool struck,
			 struct tg_arena *arena)
{
	struct inliner in = { .struck = struck };

	tg_buf_init(&in.out, TEXT_MAX);
	put_inline(&in, block);
	struct tg_str text = tg_str(tg_arena_dup_str(arena, tg_buf_str(&in.out)));
	tg_buf_release(&in.out);
	return text;
}

size_t tg_text_before(const struct tg_md *block, const struct tg_md *stop)
{
	struct inliner in = { .stop = stop };

	tg_buf_init(&in.out, TEXT_MAX);
	put_inline(&in, block);
	size_t n = in.out.len;
	tg_buf_release(&in.out);
	return n;
}

static bool says_nothing(const char *text)
{
	struct tg_str rest = tg_str(text);
	uint32_t cp;

	while (tg_utf8_next(&rest, &cp))
		if (!is_dropped(cp) && is_word_char(fold(cp)))
			return false;
	return true;
}

bool tg_text_all_bold(const struct tg_md *paragraph)
{
	bool bold = false;

	for (const struct tg_md *c = paragraph->first; c; c = c->next) {
		if (c->kind == TG_MD_STRONG ||
		    (c->kind == TG_MD_EMPH && tg_text_all_bold(c)))
			bold = true;
		else if (c->kind == TG_MD_HTML)
			continue;
		else if (c->kind != TG_MD_TEXT || !says_nothing(c->text))
			return false;
	}
	return bold;
}

const char *tg_text_comment_id(const char *html, struct tg_arena *arena)
{
	struct tg_str s = tg_str_trim(tg_str(html));

	if (!tg_str_starts(s, "<!--") || !tg_str_ends(s, "-->") || s.n < 7)
		return NULL;
	s = tg_str_trim(tg_str_sub(s, 4, s.n - 7));
	if (!tg_str_istarts(s, "threatgate:"))
		return NULL;
	s = tg_str_trim(tg_str_from(s, sizeof("threatgate:") - 1));
	return s.n ? tg_arena_dup_str(arena, s) : NULL;
}

struct tg_str tg_text_after_sign(struct tg_str text)
{
	while (text.n > 0) {
		struct tg_str next = text;
		uint32_t cp;
		if (!tg_utf8_next(&next, &cp) ||
		    (!is_dropped(cp) && (is_word_char(fold(cp)) || cp == '(' ||
					 cp == '<' || cp == '"' || cp == '`')))
			break;
		text = next;
	}
	return text;
}
