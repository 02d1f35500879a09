#include "words.h"

#include "arena.h"
#include "utf8.h"

#include <stdlib.h>
#include <string.h>

#define DISTANCE_MAX 512u
#define LIKENESS_MAX_BYTES ((size_t)64 * 1024)

enum letter { NO_LETTER, LOWER, UPPER, DIGIT };

/* Bytes of other scripts count as lower case letters: their words stay whole. */
static enum letter kind_of(struct tg_str s, size_t at)
{
	if (at >= s.n)
		return NO_LETTER;
	char c = s.p[at];

	if (c >= 'A' && c <= 'Z')
		return UPPER;
	if (tg_is_digit(c))
		return DIGIT;
	if (tg_is_alpha(c) || (unsigned char)c >= 0x80)
		return LOWER;
	return NO_LETTER;
}

/* True where a word begins at `at` inside a run of letters and digits. */
static bool is_hump(struct tg_str s, size_t at)
{
	enum letter before = kind_of(s, at - 1), here = kind_of(s, at);

	if (here != UPPER)
		return false;
	if (before != UPPER)
		return true;
	/* ALLCaps ends before "Server" in HTTPServer, but not in "IDs". */
	if (kind_of(s, at + 1) != LOWER)
		return false;
	return !(s.p[at + 1] == 's' && kind_of(s, at + 2) != LOWER);
}

bool tg_words_next(struct tg_str *rest, struct tg_str *word)
{
	size_t start = 0;

	while (start < rest->n && kind_of(*rest, start) == NO_LETTER)
		start++;
	size_t end = start + 1;

	if (start >= rest->n) {
		*rest = tg_str_from(*rest, rest->n);
		return false;
	}
	while (kind_of(*rest, end) != NO_LETTER && !is_hump(*rest, end))
		end++;
	*word = tg_str_sub(*rest, start, end - start);
	*rest = tg_str_from(*rest, end);
	return true;
}

/* True when `word` is this word, or this word and the humps that follow it
 * without a gap ("oauth" in OAuthToken). */
static bool starts_here(struct tg_str word, struct tg_str rest, struct tg_str wanted)
{
	size_t length = word.n;

	while (length < wanted.n) {
		struct tg_str next;

		if (!tg_words_next(&rest, &next) || next.p != word.p + length)
			return false;
		length += next.n;
	}
	return tg_str_ieq(tg_str_n(word.p, length), wanted);
}

bool tg_words_has(struct tg_str text, const char *word)
{
	struct tg_str wanted = tg_str(word), part;

	while (wanted.n > 0 && tg_words_next(&text, &part)) {
		if (starts_here(part, text, wanted))
			return true;
	}
	return false;
}

/* Simple lower case of the letters that headings and questions are made of. */
static uint32_t fold_letter(uint32_t cp)
{
	if (cp < 0x80)
		return (uint32_t)(unsigned char)tg_lower((char)cp);
	if ((cp >= 0xc0 && cp <= 0xde && cp != 0xd7) || (cp >= 0x391 && cp <= 0x3a9) ||
	    (cp >= 0x410 && cp <= 0x42f))
		return cp + 32;
	if (cp >= 0x400 && cp <= 0x40f)
		return cp + 80;
	if (cp >= 0xff21 && cp <= 0xff3a)
		return cp - 0xff21 + 'a';
	return cp;
}

enum role { KEEP, DROP, BLANK, QUOTE };

static enum role role_of_ascii(char c)
{
	if (tg_is_alnum(c))
		return KEEP;
	if (c == '\'')
		return QUOTE;
	return c == '*' || c == '`' || c == '~' ? DROP : BLANK;
}

/* Punctuation and symbols beyond ASCII, by their blocks. */
static bool is_sign(uint32_t cp)
{
	static const struct {
		uint32_t first, last;
	} ranges[] = {
		{ 0xa0, 0xa9 },     { 0xab, 0xb4 },     { 0xb6, 0xb9 },
		{ 0xbb, 0xbf },     { 0xd7, 0xd7 },     { 0xf7, 0xf7 },
		{ 0x1680, 0x1680 }, { 0x2000, 0x206f }, { 0x20a0, 0x20cf },
		{ 0x2190, 0x2bff }, { 0x2e00, 0x2e7f }, { 0x3000, 0x3004 },
		{ 0x3008, 0x3020 }, { 0xff00, 0xff0f }, { 0xff1a, 0xff20 },
		{ 0xff3b, 0xff40 }, { 0xff5b, 0xff65 }, { 0xfffd, 0xfffd },
		{ 0x1f000, 0x1faff },
	};

	for (size_t i = 0; i < sizeof(ranges) / sizeof(ranges[0]); i++) {
		if (cp <= ranges[i].last)
			return cp >= ranges[i].first;
	}
	return false;
}

static enum role role_of(uint32_t cp)
{
	if (cp == '\t' || cp == '\n' || cp == '\r' || cp == 0x2028 || cp == 0x2029)
		return BLANK;
	if (tg_utf8_invisible(cp))
		return DROP;
	if (cp < 0x80)
		return role_of_ascii((char)cp);
	if (cp == 0x2018 || cp == 0x2019)
		return QUOTE;
	return is_sign(cp) ? BLANK : KEEP;
}

void tg_words_fold(struct tg_buf *out, struct tg_str s)
{
	bool blank = false, quote = false;
	size_t start = out->len;
	uint32_t cp;

	while (tg_utf8_next(&s, &cp)) {
		enum role role = role_of(cp);

		if (role == DROP)
			continue;
		/* An apostrophe counts between letters only. */
		if (role == QUOTE && !blank && !quote && out->len > start) {
			quote = true;
			continue;
		}
		if (role != KEEP) {
			blank = true;
			quote = false;
			continue;
		}
		if (blank && out->len > start)
			tg_buf_putc(out, ' ');
		else if (quote)
			tg_buf_putc(out, '\'');
		tg_utf8_put(out, fold_letter(cp));
		blank = false;
		quote = false;
	}
}

static unsigned least(unsigned a, unsigned b, unsigned c)
{
	unsigned low = a < b ? a : b;

	return low < c ? low : c;
}

unsigned tg_words_distance(struct tg_str a, struct tg_str b, unsigned max)
{
	unsigned row[DISTANCE_MAX + 1];

	a = tg_str_sub(a, 0, DISTANCE_MAX);
	b = tg_str_sub(b, 0, DISTANCE_MAX);
	if ((a.n > b.n ? a.n - b.n : b.n - a.n) > max)
		return max + 1;
	for (unsigned j = 0; j <= b.n; j++)
		row[j] = j;
	for (unsigned i = 1; i <= a.n; i++) {
		unsigned diagonal = row[0], nearest = i;

		row[0] = i;
		for (unsigned j = 1; j <= b.n; j++) {
			unsigned change = diagonal + (a.p[i - 1] != b.p[j - 1]);

			diagonal = row[j];
			row[j] = least(row[j] + 1, row[j - 1] + 1, change);
			nearest = row[j] < nearest ? row[j] : nearest;
		}
		if (nearest > max)
			return max + 1;
	}
	return row[b.n] > max ? max + 1 : row[b.n];
}

static int compare_words(const void *a, const void *b)
{
	const struct tg_str *left = a, *right = b;

	return tg_str_cmp(*left, *right);
}

/* The words of `folded`, sorted, in an array that the caller frees. */
static struct tg_str *sorted_words(struct tg_str folded, size_t *n)
{
	struct tg_str *words = tg_calloc(folded.n / 2 + 1, sizeof(*words));
	struct tg_str word;

	*n = 0;
	while (tg_str_word(&folded, &word))
		words[(*n)++] = word;
	qsort(words, *n, sizeof(*words), compare_words);
	return words;
}

static size_t count_shared(const struct tg_str *a, size_t n_a, const struct tg_str *b,
			   size_t n_b)
{
	size_t i = 0, j = 0, shared = 0;

	while (i < n_a && j < n_b) {
		int order = tg_str_cmp(a[i], b[j]);

		shared += order == 0;
		i += order <= 0;
		j += order >= 0;
	}
	return shared;
}

unsigned tg_words_likeness(struct tg_str a, struct tg_str b)
{
	struct tg_buf folded_a = TG_BUF_INIT(LIKENESS_MAX_BYTES * 2);
	struct tg_buf folded_b = TG_BUF_INIT(LIKENESS_MAX_BYTES * 2);
	size_t n_a, n_b;

	tg_words_fold(&folded_a, tg_str_sub(a, 0, LIKENESS_MAX_BYTES));
	tg_words_fold(&folded_b, tg_str_sub(b, 0, LIKENESS_MAX_BYTES));
	struct tg_str *words_a = sorted_words(tg_buf_str(&folded_a), &n_a);
	struct tg_str *words_b = sorted_words(tg_buf_str(&folded_b), &n_b);
	size_t shared = count_shared(words_a, n_a, words_b, n_b);

	free(words_a);
	free(words_b);
	tg_buf_release(&folded_a);
	tg_buf_release(&folded_b);
	return n_a + n_b == 0 ? 0 : (unsigned)(200 * shared / (n_a + n_b));
}

const char *tg_words_nearest(const char *word, const char *const *names, size_t n)
{
	size_t length = strlen(word);
	/* Two edits, so that letters may have changed places; fewer in short words. */
	unsigned best = length < 4 ? 1 : length < 9 ? 2 : 3;
	const char *nearest = NULL;

	for (size_t i = 0; i < n; i++) {
		unsigned distance = tg_words_distance(tg_str(word), tg_str(names[i]), best);

		if (distance >= length)
			continue;
		if (distance < best || (distance == best && !nearest)) {
			best = distance;
			nearest = names[i];
		}
	}
	return nearest;
}
