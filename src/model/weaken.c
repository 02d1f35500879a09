#include "weaken.h"

#include "../base/buf.h"
#include "../base/words.h"
#include "match.h"

#include <stdlib.h>
#include <string.h>

#define MAX_TEXT 65536u

/* Words that take back what the rest of the sentence says. The soft ones are
 * harmless in a sentence that was merely added. */
static const struct {
	const char *words;
	bool soft;
} hedges[] = {
	{ "where possible", false },   { "if possible", false },
	{ "where convenient", false }, { "when convenient", false },
	{ "when possible", false },    { "as possible", false },
	{ "where feasible", false },   { "if feasible", false },
	{ "when feasible", false },    { "where practical", false },
	{ "best effort", false },      { "as needed", false },
	{ "if needed", false },        { "where appropriate", false },
	{ "as appropriate", false },   { "no longer", false },
	{ "not yet", false },          { "temporarily", false },
	{ "disabled", false },         { "switched off", false },
	{ "turned off", false },       { "except", false },
	{ "warn only", false },        { "report only", false },
	{ "opt in", false },           { "in the future", false },
	{ "at a later", false },       { "eventually", false },
	{ "should", true },            { "consider", true },
	{ "considering", true },       { "optional", true },
	{ "optionally", true },        { "ideally", true },
	{ "mostly", true },            { "usually", true },
	{ "partially", true },         { "plan to", true },
	{ "later", true },             { "manually", true }
};

static const char *const stock[] = {
	"improve security", "best practice", "best practices",
	"follow security guidelines", "ensure security", "be careful",
	"secure coding", "proper security", "adequate security",
	"appropriate measures", "standard measures", "security review",
	"use common sense", "handle properly", "to be defined"
};

/* A number that got larger is a weaker limit, a smaller one a weaker minimum. */
static const char *const upper_limits[] = {
	"limit", "limits", "rate", "ttl", "timeout", "expire", "expires",
	"expiry", "lifetime", "maximum", "max", "at most", "per user",
	"per minute", "per ip", "quota", "clamp", "clamps", "cap", "within",
	"short", "attempts", "no more than", "lockout", "session"
};
static const char *const lower_limits[] = {
	"length", "bits", "bit", "at least", "minimum", "rounds", "iterations",
	"cost factor", "retention", "retain", "retained", "entropy",
	"characters"
};

static const struct {
	const char *unit;
	double factor;
} units[] = {
	{ "ms", 0.001 }, { "s", 1 }, { "sec", 1 }, { "secs", 1 }, { "second", 1 },
	{ "seconds", 1 }, { "m", 60 }, { "min", 60 }, { "mins", 60 },
	{ "minute", 60 }, { "minutes", 60 }, { "h", 3600 }, { "hour", 3600 },
	{ "hours", 3600 }, { "d", 86400 }, { "day", 86400 }, { "days", 86400 },
	{ "week", 604800 }, { "weeks", 604800 }, { "kb", 1e3 }, { "mb", 1e6 },
	{ "gb", 1e9 }, { "kib", 1024 }, { "mib", 1048576 }, { "k", 1e3 }
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* " lower case words " with one blank around each, so that whole words are
 * found by searching. */
static struct tg_str padded(struct tg_str text, struct tg_arena *arena)
{
	struct tg_buf buf = TG_BUF_INIT(MAX_TEXT);
	struct tg_str out;

	tg_buf_putc(&buf, ' ');
	for (size_t i = 0; i < text.n && i < MAX_TEXT / 2; i++) {
		char c = tg_lower(text.p[i]);
		bool point = c == '.' && i + 1 < text.n &&
			     tg_is_digit(text.p[i + 1]) && i > 0 &&
			     tg_is_digit(text.p[i - 1]);
		bool unit = tg_is_alpha(c) && i > 0 && tg_is_digit(text.p[i - 1]);

		if (unit)
			tg_buf_putc(&buf, ' ');
		if (c == '/' && i > 0 && tg_is_digit(text.p[i - 1]))
			tg_buf_puts(&buf, " per ");
		else if (point || tg_is_alnum(c) || (unsigned char)c >= 0x80)
			tg_buf_putc(&buf, c);
		else if (c != ',' && buf.ptr[buf.len - 1] != ' ')
			tg_buf_putc(&buf, ' ');
	}
	tg_buf_putc(&buf, ' ');
	out = tg_str(tg_arena_dup_str(arena, tg_buf_str(&buf)));
	tg_buf_release(&buf);
	return out;
}

static size_t times(struct tg_str text, const char *words)
{
	char needle[64];
	size_t n = 0, at;

	if (snprintf(needle, sizeof(needle), " %s ", words) >= (int)sizeof(needle))
		return 0;
	while ((at = tg_str_find(text, tg_str(needle))) != SIZE_MAX) {
		text = tg_str_from(text, at + 1);
		n++;
	}
	return n;
}

static bool any_of(struct tg_str text, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (times(text, words[i]))
			return true;
	}
	return false;
}

bool tg_mitigation_empty(struct tg_str text)
{
	struct tg_arena arena = TG_ARENA_INIT;
	struct tg_str words = padded(text, &arena), rest = words, word;
	size_t n = 0;
	bool empty;

	while (tg_str_word(&rest, &word))
		n++;
	empty = n < 3 || (n < 9 && any_of(words, stock, COUNT(stock)));
	tg_arena_release(&arena);
	return empty;
}

int tg_mitigation_rank(enum tg_mitigation_status status)
{
	switch (status) {
	case TG_MITIGATION_IMPLEMENTED:
	case TG_MITIGATION_AVOIDED:
		return 5;
	case TG_MITIGATION_TRANSFERRED:
		return 4;
	case TG_MITIGATION_PLANNED:
		return 3;
	case TG_MITIGATION_ACCEPTED:
	case TG_MITIGATION_NOT_APPLICABLE:
		return 2;
	case TG_MITIGATION_OPEN:
		return 0;
	case TG_MITIGATION_UNSTATED:
	case TG_MITIGATION_OTHER:
		break;
	}
	return -1;
}

static const char *hedged(struct tg_str before, struct tg_str after,
			  struct tg_arena *arena)
{
	bool grown = tg_match_contained(before, after, arena) == 100;

	for (size_t i = 0; i < COUNT(hedges); i++) {
		if (hedges[i].soft && grown)
			continue;
		if (times(after, hedges[i].words) > times(before, hedges[i].words))
			return tg_arena_printf(arena, "it now says “%s”",
					       hedges[i].words);
	}
	return NULL;
}

static size_t count_of(struct tg_str text, const char *const *words, size_t n)
{
	size_t all = 0;

	for (size_t i = 0; i < n; i++)
		all += times(text, words[i]);
	return all;
}

/* "every" became "some". */
static const char *narrowed(struct tg_str before, struct tg_str after,
			    struct tg_arena *arena)
{
	static const char *const whole[] = { "all", "every", "each", "any", "always",
					     "everywhere", "never" };
	static const char *const part[] = { "some", "most", "many", "several", "few",
					    "certain", "selected", "sometimes", "often",
					    "rarely" };

	if (count_of(after, whole, COUNT(whole)) >= count_of(before, whole, COUNT(whole)))
		return NULL;
	for (size_t i = 0; i < COUNT(part); i++)
		if (times(after, part[i]) > times(before, part[i]))
			return tg_arena_printf(arena, "it now says “%s”", part[i]);
	return NULL;
}

/* The next number in padded text, in its unit's base. */
static bool next_number(struct tg_str *rest, double *value, struct tg_str *shown)
{
	struct tg_str word;

	while (tg_str_word(rest, &word)) {
		struct tg_str peek = *rest, unit;
		char digits[32];
		char *end;

		if (!tg_is_digit(word.p[0]) || word.n >= sizeof(digits))
			continue;
		memcpy(digits, word.p, word.n);
		digits[word.n] = '\0';
		*value = strtod(digits, &end);
		if (*end)
			continue;
		*shown = word;
		if (!tg_str_word(&peek, &unit))
			return true;
		for (size_t i = 0; i < COUNT(units); i++) {
			if (!tg_str_is(unit, units[i].unit))
				continue;
			*value *= units[i].factor;
			*shown = tg_str_n(word.p, (size_t)(unit.p + unit.n - word.p));
			*rest = peek;
			break;
		}
		return true;
	}
	return false;
}

static const char *loosened(struct tg_str before, struct tg_str after,
			    struct tg_arena *arena)
{
	bool upper = any_of(before, upper_limits, COUNT(upper_limits));
	bool lower = any_of(before, lower_limits, COUNT(lower_limits));
	struct tg_str old_shown, new_shown;
	double old_value, new_value;

	if (upper == lower)
		return NULL;
	while (next_number(&before, &old_value, &old_shown) &&
	       next_number(&after, &new_value, &new_shown)) {
		if (upper ? new_value > old_value : new_value < old_value)
			return tg_arena_printf(
				arena, "the limit went from %.*s to %.*s",
				(int)old_shown.n, old_shown.p, (int)new_shown.n,
				new_shown.p);
	}
	return NULL;
}

/* Nothing new is said, and a good part is no longer said. */
static const char *cut_short(struct tg_str before, struct tg_str after,
			     struct tg_arena *arena)
{
	if (tg_match_contained(after, before, arena) < 100)
		return NULL;
	return tg_match_contained(before, after, arena) <= 75
		       ? "a part of it is no longer said" : NULL;
}

const char *tg_mitigation_weaker(const struct tg_mitigation *before,
				 const struct tg_mitigation *after,
				 struct tg_arena *arena)
{
	struct tg_str old_words, new_words;
	const char *why;

	if (before->n_evidence && !after->n_evidence)
		return "the code that is its evidence is no longer named";
	if (strcmp(before->text, after->text) == 0)
		return NULL;
	if (!tg_mitigation_empty(tg_str(before->text)) &&
	    tg_mitigation_empty(tg_str(after->text)))
		return "the new wording would fit any threat";
	old_words = padded(tg_str(before->text), arena);
	new_words = padded(tg_str(after->text), arena);
	why = hedged(old_words, new_words, arena);
	if (!why)
		why = narrowed(old_words, new_words, arena);
	if (!why)
		why = loosened(old_words, new_words, arena);
	if (!why)
		why = cut_short(old_words, new_words, arena);
	return why;
}
