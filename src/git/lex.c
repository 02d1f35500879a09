/* Code, comment and string, told apart in one pass. Every byte is looked at a
 * bounded number of times, whatever the text is. */
#include "lexer.h"

#include <string.h>

#define MAX_WORD 64 /* bytes of a heredoc's word */
#define MAX_MISSES 16 /* heredocs whose end was looked for in vain */

static bool here_caseless(const struct tg_lexer *x, size_t at, const char *word)
{
	return tg_str_istarts(tg_str_from(x->text, at), word);
}

static size_t line_end(const struct tg_lexer *x, size_t from)
{
	const char *lf = memchr(x->text.p + from, '\n', x->text.n - from);

	return lf ? (size_t)(lf - x->text.p) : x->text.n;
}

/* --- comments ------------------------------------------------------------- */

static bool word_may_begin(const struct tg_lexer *x)
{
	char before = x->at ? x->text.p[x->at - 1] : '\n';

	return tg_is_space(before) || (before && strchr(";()&|", before));
}

static bool line_comment(struct tg_lexer *x)
{
	for (size_t i = 0; i < TG_LEX_LINES && x->facts->line[i]; i++) {
		const char *word = x->facts->line[i];

		if (x->facts->line_caseless ? !here_caseless(x, x->at, word)
					    : !tg_lex_here(x, x->at, word))
			continue;
		if (x->facts->line_at_word && !word_may_begin(x))
			continue;
		if (x->facts->hash_attribute && tg_lex_here(x, x->at, "#["))
			continue;
		tg_lex_mark(x, line_end(x, x->at), TG_LEX_COMMENT);
		return true;
	}
	return false;
}

static size_t block_end(const struct tg_lexer *x, const struct tg_lex_pair *pair)
{
	size_t at = x->at + strlen(pair->open);
	unsigned depth = 1;

	while (at < x->text.n) {
		if (tg_lex_here(x, at, pair->close)) {
			at += strlen(pair->close);
			if (--depth == 0)
				return at;
		} else if (pair->nests && tg_lex_here(x, at, pair->open)) {
			at += strlen(pair->open);
			depth++;
		} else {
			at++;
		}
	}
	return x->text.n;
}

/* An opening that begins with a line end also stands at the very beginning. */
static bool block_opens(const struct tg_lexer *x, const char *open)
{
	if (tg_lex_here(x, x->at, open))
		return true;
	return *open == '\n' && x->at == 0 && tg_lex_here(x, 0, open + 1);
}

static bool block_comment(struct tg_lexer *x)
{
	const struct tg_lex_pair *pairs = x->facts->block;

	for (size_t i = 0; i < TG_LEX_PAIRS / 2 && pairs[i].open; i++)
		if (block_opens(x, pairs[i].open)) {
			tg_lex_mark(x, block_end(x, &pairs[i]), TG_LEX_COMMENT);
			x->line_blank = false;
			return true;
		}
	return false;
}

/* --- heredocs ------------------------------------------------------------- */

static bool is_word_byte(char c)
{
	return tg_is_alnum(c) || c == '_';
}

/* Remembers the word of <<WORD, <<-WORD, <<~WORD, <<'WORD', <<"WORD". */
static void note_heredoc(struct tg_lexer *x)
{
	size_t at = x->at, n = 0;

	while (at < x->text.n && x->text.p[at] == '<') {
		at++;
		n++;
	}
	if (n != x->facts->heredoc || x->word.n || x->misses >= MAX_MISSES ||
	    (x->at && x->text.p[x->at - 1] == '<'))
		return;
	if (at < x->text.n && (x->text.p[at] == '-' || x->text.p[at] == '~'))
		at++;
	if (at < x->text.n && (x->text.p[at] == '\'' || x->text.p[at] == '"'))
		at++;
	n = 0;
	while (at + n < x->text.n && n < MAX_WORD && is_word_byte(x->text.p[at + n]))
		n++;
	if (n && !tg_is_digit(x->text.p[at]))
		x->word = tg_str_n(x->text.p + at, n);
}

/* At a line's beginning: the heredoc's body up to the line that is its word. */
static void heredoc_body(struct tg_lexer *x)
{
	struct tg_str rest = tg_str_from(x->text, x->at), line, word = x->word;
	size_t end;

	x->word = tg_str("");
	while (tg_str_line(&rest, &line)) {
		struct tg_str s = tg_str_trim(line);

		end = x->text.n - rest.n;
		if (s.n >= word.n && memcmp(s.p, word.p, word.n) == 0 &&
		    (s.n == word.n || !is_word_byte(s.p[word.n]))) {
			tg_lex_mark(x, end, TG_LEX_STRING);
			x->line_blank = true;
			return;
		}
	}
	x->misses++;
}

/* --- the pass ------------------------------------------------------------- */

static void set_starts(struct tg_lexer *x)
{
	const struct tg_lexical *f = x->facts;

	for (size_t i = 0; i < TG_LEX_LINES && f->line[i]; i++) {
		char c = *f->line[i];

		x->starts[(unsigned char)c] = true;
		if (tg_is_alpha(c))
			x->starts[(unsigned char)(c ^ 0x20)] = true;
	}
	for (size_t i = 0; i < TG_LEX_PAIRS / 2 && f->block[i].open; i++)
		x->starts[(unsigned char)*f->block[i].open] = true;
	for (size_t i = 0; i < TG_LEX_PAIRS && f->string[i].open; i++)
		x->starts[(unsigned char)*f->string[i].open] = true;
	x->starts['\''] |= f->char_literal;
	x->starts['r'] |= f->raw_hash;
	x->starts['/'] |= f->regex;
	x->starts['<'] |= f->heredoc > 0;
	memcpy(x->breaks, x->starts, sizeof(x->breaks));
	x->breaks['\n'] = true;
}

static bool special(struct tg_lexer *x)
{
	return block_comment(x) || line_comment(x) ||
	       (x->facts->raw_hash && tg_lex_raw_hash(x)) || tg_lex_string(x) ||
	       (x->facts->char_literal && tg_lex_char(x)) ||
	       (x->facts->regex && tg_lex_regex(x));
}

static void plain(struct tg_lexer *x)
{
	char c = x->text.p[x->at];

	if (c == '<' && x->facts->heredoc)
		note_heredoc(x);
	x->out[x->at++] = TG_LEX_CODE;
	if (c == '\n') {
		x->before_line = x->last;
		x->line_blank = true;
		if (x->word.n)
			heredoc_body(x);
	} else if (!tg_is_space(c)) {
		if (x->line_blank)
			x->line_first = x->at - 1;
		x->line_blank = false;
		x->last = c;
	}
}

/* Code up to the next byte that may be anything else. */
static void plain_run(struct tg_lexer *x)
{
	const char *p = x->text.p;
	size_t from = x->at, end = from, last;

	while (end < x->text.n && !x->breaks[(unsigned char)p[end]])
		end++;
	memset(x->out + from, TG_LEX_CODE, end - from);
	x->at = end;
	for (last = end; last > from && tg_is_space(p[last - 1]);)
		last--;
	if (last == from)
		return;
	x->last = p[last - 1];
	if (x->line_blank) {
		while (tg_is_space(p[from]))
			from++;
		x->line_first = from;
	}
	x->line_blank = false;
}

void tg_language_lex(const struct tg_language *language, struct tg_str text,
		     unsigned char *out)
{
	struct tg_lexer x = { .facts = language->lexical, .text = text,
			      .line_blank = true, .word = { "", 0 } };
	bool first = true;

	x.out = out;
	set_starts(&x);
	while (x.at < text.n) {
		unsigned char c = (unsigned char)text.p[x.at];

		if (!first && !x.breaks[c])
			plain_run(&x);
		else if ((!first && !x.starts[c]) || !special(&x))
			plain(&x);
		first = false;
	}
}

/* A set of the bytes of `s`, of which some share a place. */
static uint64_t bytes_of(struct tg_str s)
{
	uint64_t set = 0;

	for (size_t i = 0; i < s.n; i++)
		set |= (uint64_t)1 << (s.p[i] & 63);
	return set;
}

/* `bytes` is the line's: most lines have not even those of a delimiter. */
static bool has(struct tg_str line, uint64_t bytes, const char *word)
{
	struct tg_str w = tg_str(word);

	return (bytes_of(w) & ~bytes) == 0 && tg_str_find(line, w) != SIZE_MAX;
}

static bool has_either(struct tg_str line, uint64_t bytes, const struct tg_lex_pair *pair)
{
	const char *open = pair->open;

	while (*open == '\n')
		open++;
	return has(line, bytes, open) || has(line, bytes, pair->close);
}

bool tg_language_may_wrap(const struct tg_language *language, struct tg_str line)
{
	const struct tg_lexical *facts = language->lexical;
	uint64_t bytes;

	if (facts == NULL)
		return false;
	bytes = bytes_of(line);
	for (size_t i = 0; i < TG_LEX_PAIRS / 2 && facts->block[i].open; i++)
		if (has_either(line, bytes, &facts->block[i]))
			return true;
	for (size_t i = 0; i < TG_LEX_PAIRS && facts->string[i].open; i++)
		if (facts->string[i].multiline &&
		    has_either(line, bytes, &facts->string[i]))
			return true;
	return facts->heredoc && has(line, bytes, "<<");
}
