/* What people call a level, a likelihood, an impact. */
#include "risk.h"

#include "foreign_words.h"

#include <stdlib.h>

static const struct {
	const char *words;
	enum tg_risk_level level;
} level_words[] = {
	{ "accept", TG_RISK_ACCEPT },        { "accepted", TG_RISK_ACCEPT },
	{ "negligible", TG_RISK_ACCEPT },    { "none", TG_RISK_ACCEPT },
	{ "info", TG_RISK_LOW },             { "informational", TG_RISK_LOW },
	{ "very low", TG_RISK_LOW },         { "low", TG_RISK_LOW },
	{ "minor", TG_RISK_LOW },            { "p3", TG_RISK_LOW },
	{ "p4", TG_RISK_LOW },               { "low medium", TG_RISK_MEDIUM },
	{ "medium low", TG_RISK_MEDIUM },    { "med", TG_RISK_MEDIUM },
	{ "medium", TG_RISK_MEDIUM },        { "moderate", TG_RISK_MEDIUM },
	{ "mod", TG_RISK_MEDIUM },           { "elevated", TG_RISK_MEDIUM },
	{ "p2", TG_RISK_MEDIUM },            { "medium high", TG_RISK_HIGH },
	{ "high", TG_RISK_HIGH },            { "major", TG_RISK_HIGH },
	{ "important", TG_RISK_HIGH },       { "p1", TG_RISK_HIGH },
	{ "very high", TG_RISK_CRITICAL },   { "severe", TG_RISK_CRITICAL },
	{ "critical", TG_RISK_CRITICAL },    { "crit", TG_RISK_CRITICAL },
	{ "extreme", TG_RISK_CRITICAL },     { "catastrophic", TG_RISK_CRITICAL },
	{ "p0", TG_RISK_CRITICAL },
};

#define LEVEL_WORDS (sizeof(level_words) / sizeof(level_words[0]))

bool tg_risk_level_parse(struct tg_str word, enum tg_risk_level *out)
{
	static const struct {
		const char *sign;
		enum tg_risk_level level;
	} lights[] = {
		{ "\xf0\x9f\x94\xb4", TG_RISK_CRITICAL }, /* red circle */
		{ "\xf0\x9f\x9f\xa0", TG_RISK_HIGH },     /* orange */
		{ "\xf0\x9f\x9f\xa1", TG_RISK_MEDIUM },   /* yellow */
		{ "\xf0\x9f\x9f\xa2", TG_RISK_LOW },      /* green */
	};
	struct tg_fold f;

	tg_fold(&f, word);
	if (tg_fold_ends(&f, "risk") && f.n > 5) {
		f.n -= 5;
		f.text[f.n] = '\0';
	}
	for (size_t i = 0; i < LEVEL_WORDS; i++) {
		if (tg_fold_is(&f, level_words[i].words)) {
			*out = level_words[i].level;
			return true;
		}
	}
	for (size_t i = 0; f.n == 0 && i < sizeof(lights) / sizeof(lights[0]); i++) {
		if (tg_str_find(word, tg_str(lights[i].sign)) != SIZE_MAX) {
			*out = lights[i].level;
			return true;
		}
	}
	return tg_foreign_level(word, out);
}

/* The word ends here: not "low-privileged", not "highly". */
static bool ends_word(struct tg_str rest)
{
	if (rest.n == 0)
		return true;
	if (rest.p[0] == '-' && rest.n > 1)
		return !tg_is_alnum(rest.p[1]);
	return !tg_is_alnum(rest.p[0]);
}

/* "Medium-High", "Low/Medium": two words are joined as people please. */
static bool opens_with(struct tg_str text, struct tg_str words)
{
	if (text.n < words.n)
		return false;
	for (size_t i = 0; i < words.n; i++) {
		bool joint = text.p[i] == '-' || text.p[i] == '/';

		if (tg_lower(text.p[i]) != words.p[i] &&
		    !(joint && words.p[i] == ' '))
			return false;
	}
	return ends_word(tg_str_from(text, words.n));
}

bool tg_risk_level_opening(struct tg_str text, enum tg_risk_level *out)
{
	size_t best = 0;

	if (tg_risk_level_parse(text, out))
		return true;
	while (text.n > 0 && !tg_is_alnum(text.p[0]))
		text = tg_str_from(text, 1);
	for (size_t i = 0; i < LEVEL_WORDS; i++) {
		struct tg_str words = tg_str(level_words[i].words);

		if (level_words[i].level == TG_RISK_ACCEPT || words.n <= best ||
		    !opens_with(text, words))
			continue;
		best = words.n;
		*out = level_words[i].level;
	}
	return best > 0;
}

/* --- likelihood and impact --------------------------------------------- */

static const struct {
	const char *words;
	unsigned step, steps;
} step_words[] = {
	{ "low", 1, 3 },         { "medium", 2, 3 },     { "med", 2, 3 },
	{ "moderate", 2, 3 },    { "high", 3, 3 },       { "mid", 2, 3 },
	{ "l", 1, 3 },           { "m", 2, 3 },          { "h", 3, 3 },
	{ "very low", 1, 5 },    { "rare", 1, 5 },       { "negligible", 1, 5 },
	{ "insignificant", 1, 5 }, { "remote", 1, 5 },   { "unlikely", 2, 5 },
	{ "minor", 2, 5 },       { "possible", 3, 5 },   { "occasional", 3, 5 },
	{ "likely", 4, 5 },      { "probable", 4, 5 },   { "major", 4, 5 },
	{ "significant", 4, 5 }, { "very high", 5, 5 },  { "very likely", 5, 5 },
	{ "almost certain", 5, 5 }, { "certain", 5, 5 }, { "frequent", 5, 5 },
	{ "severe", 5, 5 },      { "critical", 5, 5 },   { "catastrophic", 5, 5 },
	{ "extreme", 5, 5 },     { "limited", 2, 5 },    { "maximum", 5, 5 },
};

static double number_in(struct tg_str s)
{
	char digits[16];
	size_t n = 0;

	while (s.n > 0 && !tg_is_digit(s.p[0]))
		s = tg_str_from(s, 1);
	while (n < s.n && n + 1 < sizeof(digits) &&
	       (tg_is_digit(s.p[n]) || s.p[n] == '.')) {
		digits[n] = s.p[n];
		n++;
	}
	digits[n] = '\0';
	return n > 0 ? strtod(digits, NULL) : 0;
}

double tg_risk_step(struct tg_str text, unsigned *steps)
{
	enum tg_risk_level level;
	struct tg_fold f;

	text = tg_str_trim(text);
	tg_fold(&f, text);
	if (f.n > 0 && tg_is_digit(f.text[0])) {
		*steps = 0;
		return number_in(text);
	}
	for (size_t pass = 0; pass < 2; pass++) {
		for (size_t i = 0; i < sizeof(step_words) / sizeof(step_words[0]); i++) {
			const char *w = step_words[i].words;

			if (pass == 0 ? !tg_fold_is(&f, w) :
					(f.words > 4 || !tg_fold_starts(&f, w)))
				continue;
			*steps = step_words[i].steps;
			return step_words[i].step;
		}
	}
	*steps = 3;
	if (tg_foreign_level(text, &level))
		return level > TG_RISK_HIGH ? 3 : (double)(level - TG_RISK_ACCEPT);
	*steps = 0;
	return 0;
}
