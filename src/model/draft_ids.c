/* Ids of known threats in running text: "(T1, T3)", "T1-T4". */
#include "draft.h"

#include <stdlib.h>
#include <string.h>

static void add_index(tg_index_vec *out, struct tg_arena *arena, size_t index)
{
	for (size_t i = 0; i < out->n; i++)
		if (out->items[i] == index)
			return;
	*TG_VEC_PUSH(arena, out) = index;
}

static unsigned long trailing_number(const char *key, size_t *letters)
{
	*letters = tg_id_family(key).n;
	return strtoul(key + *letters, NULL, 10);
}

/* "T1–T4", "T1-T4" */
static void add_range(tg_index_vec *out, const struct tg_draft *d, const char *from,
		      const char *to)
{
	size_t n, m;
	unsigned long a = trailing_number(from, &n), b = trailing_number(to, &m);

	if (n != m || strncmp(from, to, n) != 0 || b <= a || b - a > 50)
		return;
	for (unsigned long i = a; i <= b; i++) {
		const char *key = tg_arena_printf(d->arena, "%.*s%lu", (int)n, from, i);
		size_t at = tg_draft_find_key(d, key);

		if (at != SIZE_MAX)
			add_index(out, d->arena, at);
	}
}

static bool is_id_char(char c)
{
	return tg_is_alnum(c) || c == '-' || c == '_' || c == '.';
}

static bool next_token(struct tg_str *rest, struct tg_str *token, bool *dash)
{
	size_t i = 0, n = 0;

	*dash = false;
	while (i < rest->n && !tg_is_alnum(rest->p[i])) {
		*dash = *dash || rest->p[i] == '-' || rest->p[i] == '\xe2';
		i++;
	}
	*rest = tg_str_from(*rest, i);
	while (n < rest->n && n < 64 && is_id_char(rest->p[n]))
		n++;
	if (n == 0)
		return false;
	*token = tg_str_sub(*rest, 0, n);
	*rest = tg_str_from(*rest, n);
	while (token->n > 0 && !tg_is_alnum(token->p[token->n - 1]))
		token->n--;
	return true;
}

void tg_draft_ids_in(tg_index_vec *out, const struct tg_draft *d, struct tg_str text)
{
	struct tg_str rest = tg_str_sub(text, 0, 4000), token;
	const char *last = "";
	bool dash;

	while (next_token(&rest, &token, &dash)) {
		const char *key = tg_id_key(d->arena, token);
		size_t at = tg_draft_find_key(d, key);
		size_t hyphen = tg_str_chr(token, '-');

		if (at == SIZE_MAX && hyphen != SIZE_MAX && hyphen > 0) {
			const char *a = tg_id_key(d->arena,
						  tg_str_sub(token, 0, hyphen));
			const char *b = tg_id_key(d->arena,
						  tg_str_from(token, hyphen + 1));

			if (tg_draft_find_key(d, a) != SIZE_MAX)
				add_range(out, d, a, b);
		}
		if (at != SIZE_MAX) {
			if (dash && last[0] != '\0')
				add_range(out, d, last, key);
			add_index(out, d->arena, at);
		}
		last = at != SIZE_MAX ? key : "";
	}
}
