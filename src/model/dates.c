#include "vocab.h"

static bool digits(struct tg_str s, size_t at, size_t n, unsigned *out)
{
	unsigned v = 0;

	if (at + n > s.n)
		return false;
	for (size_t i = at; i < at + n; i++) {
		if (!tg_is_digit(s.p[i]))
			return false;
		v = v * 10 + (unsigned)(s.p[i] - '0');
	}
	*out = v;
	return true;
}

static unsigned days_in_month(unsigned year, unsigned month)
{
	static const unsigned days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return days[month - 1] + (month == 2 && leap);
}

static bool is_date(unsigned year, unsigned month, unsigned day)
{
	return year >= 1970 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 &&
	       day <= days_in_month(year, month);
}

/* 2026-03-01, 2026/03/01, and 2026-03 as the last day of that month. */
static bool iso_at(struct tg_str s, size_t at, unsigned *y, unsigned *m, unsigned *d)
{
	if (!digits(s, at, 4, y) || at + 7 > s.n ||
	    (s.p[at + 4] != '-' && s.p[at + 4] != '/' && s.p[at + 4] != '.') ||
	    !digits(s, at + 5, 2, m) || *m < 1 || *m > 12)
		return false;
	if (at + 10 <= s.n && s.p[at + 7] == s.p[at + 4] && digits(s, at + 8, 2, d))
		return is_date(*y, *m, *d);
	*d = days_in_month(*y, *m);
	return is_date(*y, *m, *d) && (at + 7 == s.n || !tg_is_alnum(s.p[at + 7]));
}

static unsigned month_of(struct tg_str word)
{
	static const char *const names[] = { "jan", "feb", "mar", "apr", "may", "jun",
					     "jul", "aug", "sep", "oct", "nov", "dec" };

	for (unsigned i = 0; i < 12; i++)
		if (word.n >= 3 && tg_str_istarts(word, names[i]))
			return i + 1;
	return 0;
}

static void take_word(struct tg_str word, unsigned *y, unsigned *m, unsigned *d)
{
	unsigned number = 0;

	while (word.n > 0 && !tg_is_alnum(word.p[word.n - 1]))
		word = tg_str_sub(word, 0, word.n - 1);
	if (word.n == 4 && digits(word, 0, 4, &number) && number >= 1970)
		*y = number;
	else if (word.n >= 1 && word.n <= 2 && digits(word, 0, word.n, &number))
		*d = number;
	else if (month_of(word) != 0)
		*m = month_of(word);
}

/* "1 March 2026", "March 1, 2026", "March 2026". */
static bool worded(struct tg_str s, unsigned *y, unsigned *m, unsigned *d)
{
	struct tg_str word;

	*y = *m = *d = 0;
	while ((*y == 0 || *m == 0) && tg_str_word(&s, &word))
		take_word(word, y, m, d);
	if (*y == 0 || *m == 0)
		return false;
	if (*d == 0)
		*d = days_in_month(*y, *m);
	return is_date(*y, *m, *d);
}

const char *tg_date_in(struct tg_arena *arena, struct tg_str text)
{
	unsigned y, m, d;
	bool found = false;

	if (text.n > 4096)
		text = tg_str_sub(text, 0, 4096);
	for (size_t i = 0; i < text.n && !found; i++)
		found = (i == 0 || !tg_is_digit(text.p[i - 1])) &&
			iso_at(text, i, &y, &m, &d);
	if (!found && !worded(text, &y, &m, &d))
		return NULL;
	return tg_arena_printf(arena, "%04u-%02u-%02u", y, m, d);
}

bool tg_date_days(const char *iso, long *days)
{
	unsigned y, m, d;

	if (iso == NULL || !iso_at(tg_str(iso), 0, &y, &m, &d))
		return false;
	*days = 0;
	for (unsigned i = 1970; i < y; i++)
		*days += days_in_month(i, 2) == 29 ? 366 : 365;
	for (unsigned i = 1; i < m; i++)
		*days += (long)days_in_month(y, i);
	*days += (long)d - 1;
	return true;
}
