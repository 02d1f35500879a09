#include "fold.h"

#include <string.h>

/* The bytes of the apostrophe that `s` begins with: "don't" is one word. */
static size_t apostrophe(struct tg_str s)
{
	if (s.n > 0 && s.p[0] == '\'')
		return 1;
	return tg_str_starts(s, "\xe2\x80\x99") ? 3 : 0;
}

void tg_fold(struct tg_fold *out, struct tg_str s)
{
	bool gap = false;

	out->n = 0;
	out->words = 0;
	for (size_t i = 0; i < s.n && out->n + 1 < TG_FOLD_MAX; i++) {
		if (!tg_is_alnum(s.p[i])) {
			size_t quote = apostrophe(tg_str_from(s, i));

			gap = gap || quote == 0;
			i += quote > 0 ? quote - 1 : 0;
			continue;
		}
		if (out->n == 0 || gap) {
			if (out->n > 0)
				out->text[out->n++] = ' ';
			out->words++;
			gap = false;
		}
		out->text[out->n++] = tg_lower(s.p[i]);
	}
	out->text[out->n] = '\0';
}

bool tg_fold_is(const struct tg_fold *f, const char *words)
{
	return strcmp(f->text, words) == 0;
}

bool tg_fold_starts(const struct tg_fold *f, const char *words)
{
	size_t n = strlen(words);

	return f->n >= n && memcmp(f->text, words, n) == 0 &&
	       (f->text[n] == '\0' || f->text[n] == ' ');
}

bool tg_fold_ends(const struct tg_fold *f, const char *words)
{
	size_t n = strlen(words);

	return f->n >= n && strcmp(f->text + f->n - n, words) == 0 &&
	       (f->n == n || f->text[f->n - n - 1] == ' ');
}

static bool has(const struct tg_fold *f, const char *needle, bool whole)
{
	size_t n = strlen(needle);

	for (const char *p = f->text; (p = strstr(p, needle)) != NULL; p++) {
		if (p != f->text && p[-1] != ' ')
			continue;
		if (!whole || p[n] == '\0' || p[n] == ' ')
			return true;
	}
	return false;
}

bool tg_fold_has(const struct tg_fold *f, const char *words)
{
	return has(f, words, true);
}

bool tg_fold_has_one(const struct tg_fold *f, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (tg_fold_has(f, words[i]))
			return true;
	return false;
}

bool tg_fold_has_stem(const struct tg_fold *f, const char *stem)
{
	return has(f, stem, false);
}

bool tg_fold_word(const struct tg_fold *f, size_t *at, struct tg_str *word)
{
	if (*at >= f->n)
		return false;
	const char *start = f->text + *at;
	const char *end = strchr(start, ' ');
	size_t n = end != NULL ? (size_t)(end - start) : f->n - *at;

	*word = tg_str_n(start, n);
	*at += n + 1;
	return true;
}
