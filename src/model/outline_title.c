/* What the title of a section holds: its numbering, an id, a level, a name. */
#include "outline.h"

#include <string.h>

/* "3.1 Prompt injection", "2) Replay", "Threat: Replay" name what follows. */
static struct tg_str without_numbering(struct tg_str s)
{
	size_t n = 0;

	while (n < s.n && (tg_is_digit(s.p[n]) || s.p[n] == '.'))
		n++;
	if (n > 0 && n < s.n && s.p[n] == ')')
		n++;
	if (n > 0 && n < s.n && s.p[n] == ' ')
		s = tg_str_trim(tg_str_from(s, n));
	if (tg_str_istarts(s, "threat:") && s.n > 8)
		s = tg_str_trim(tg_str_from(s, 7));
	return s;
}

/* Takes " - Severity: High" off the end of a heading, for one of the words. */
static struct tg_str without_label(struct tg_str s, const char *const *words, size_t n,
				   struct tg_str *value)
{
	static const char *const signs[] = { "\xe2\x80\x94", "\xe2\x80\x93", "-", "(", "|",
					     "[", "," };

	for (size_t i = 0; i < n; i++) {
		size_t at = tg_str_ifind(s, tg_str(words[i]));

		if (at == SIZE_MAX || at == 0)
			continue;
		struct tg_str head = tg_str_rtrim(tg_str_sub(s, 0, at));

		for (size_t c = 0; c < sizeof(signs) / sizeof(signs[0]); c++) {
			if (!tg_str_ends(head, signs[c]) || head.n == strlen(signs[c]))
				continue;
			*value = tg_str_trim(tg_str_from(s, at + strlen(words[i])));
			while (tg_str_ends(*value, ")") || tg_str_ends(*value, "]"))
				*value = tg_str_sub(*value, 0, value->n - 1);
			return tg_str_rtrim(
				tg_str_sub(head, 0, head.n - strlen(signs[c])));
		}
	}
	return s;
}

/* "Replay [State: Open] [Priority: High]": one after the other, from the end. */
static struct tg_str without_labels(struct tg_str s, struct tg_str *level,
				    struct tg_str *status)
{
	static const char *const levels[] = { "severity:", "risk:", "priority:",
					      "risk level:" };
	static const char *const states[] = { "state:", "status:" };
	struct tg_str after = { 0 };

	s = without_label(s, levels, sizeof(levels) / sizeof(levels[0]), level);
	s = without_label(s, states, sizeof(states) / sizeof(states[0]), status);
	if (level->n == 0) /* "[Priority: High] [State: Open]" */
		s = without_label(s, levels, sizeof(levels) / sizeof(levels[0]), level);
	(void)without_label(*level, states, sizeof(states) / sizeof(states[0]), &after);
	if (after.n > 0) {
		*status = after;
		level->n = tg_str_chr(*level, ']') < level->n ? tg_str_chr(*level, ']') :
							       level->n;
	}
	return s;
}

/* "[POSITIVE] No own ciphers": an audit's praise. */
static bool is_praise(struct tg_str name)
{
	static const char *const words[] = { "[positive]", "[good]", "[note]", "[strength]",
					     "[pass]", "[ok]" };

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (tg_str_istarts(name, words[i]))
			return true;
	return false;
}

/* Takes "[HIGH] " or "High: " off the front of a name. */
static struct tg_str without_lead_level(struct tg_str s, struct tg_str *level)
{
	bool bracket = tg_str_starts(s, "[") || tg_str_starts(s, "(");
	size_t end = bracket ? tg_str_chr(s, s.p[0] == '[' ? ']' : ')') : tg_str_chr(s, ':');
	enum tg_risk_level found;
	struct tg_str word;

	if (end == SIZE_MAX || end > 20)
		return s;
	word = tg_str_trim(tg_str_sub(s, bracket ? 1 : 0, end - (bracket ? 1 : 0)));
	if (!tg_risk_level_parse(word, &found) || tg_str_trim(tg_str_from(s, end + 1)).n < 3)
		return s;
	*level = word;
	return tg_str_trim(tg_str_from(s, end + 1));
}

/* "Privacy threat: a profile of readers (PT-002)": the id may stand at the end. */
static bool id_in_brackets(struct tg_arena *arena, struct tg_str text, struct tg_section *s)
{
	size_t open = text.n;
	struct tg_str id, rest;
	bool loose;

	if (!tg_str_ends(text, ")"))
		return false;
	while (open > 0 && text.p[open - 1] != '(')
		open--;
	if (open < 2 || text.n - open > 12)
		return false;
	text = tg_str_sub(text, 0, text.n - 1);
	if (!tg_threat_id(tg_str_from(text, open), &id, &rest, &loose) || rest.n > 0)
		return false;
	/* "(LLM07)" refers to the list of a standard */
	if (tg_str_chr(id, '-') == SIZE_MAX &&
	    !tg_str_is(tg_id_family(tg_id_key(arena, id)), "t"))
		return false;
	s->id = id;
	s->loose = false;
	s->name = without_numbering(tg_str_trim(tg_str_sub(text, 0, open - 1)));
	return true;
}

/* One that is drawn: an emoji, an arrow, a sign and what modifies it. 0: a letter. */
static size_t symbol_length(struct tg_str s)
{
	const unsigned char *p = (const unsigned char *)s.p;

	if (s.n >= 4 && p[0] == 0xf0 && p[1] == 0x9f)
		return 4;
	if (s.n >= 3 && p[0] == 0xe2 && p[1] >= 0x86 && p[1] <= 0xaf)
		return 3;
	return s.n >= 3 && p[0] == 0xef && p[1] == 0xb8 && p[2] == 0x8f ? 3 : 0;
}

/* "\xf0\x9f\x94\x92 T1: Replay {#t1}" is "T1: Replay": neither a sign in front of it
 * nor an anchor behind it is part of a title. */
static struct tg_str without_decoration(struct tg_str s)
{
	struct tg_str plain = s;
	size_t n = 0;

	while (symbol_length(plain) > 0 || (n > 0 && plain.n > 0 && plain.p[0] == ' ')) {
		plain = tg_str_from(plain, plain.p[0] == ' ' ? 1 : symbol_length(plain));
		n++;
	}
	if (tg_str_ends(plain, "}")) {
		size_t open = tg_str_find(plain, TG_STR("{#"));

		if (open != SIZE_MAX)
			plain = tg_str_rtrim(tg_str_sub(plain, 0, open));
	}
	return plain.n > 0 ? plain : s;
}

/* "Abuse of arguments (partially mitigated)" announces no mitigations. */
static struct tg_str without_status(struct tg_str s)
{
	size_t open = tg_str_chr(s, '(');

	if (open == SIZE_MAX || open == 0 || !tg_str_ends(s, ")") ||
	    tg_str_ifind(tg_str_from(s, open), TG_STR("mitigated")) == SIZE_MAX)
		return s;
	return tg_str_rtrim(tg_str_sub(s, 0, open));
}

/* "3.5 Threat: Model declares success" */
static bool says_threat(struct tg_str s)
{
	size_t n = 0;

	while (n < s.n && (tg_is_digit(s.p[n]) || strchr(".) ", s.p[n]) != NULL))
		n++;
	s = tg_str_from(s, n);
	return tg_str_istarts(s, "threat:") && s.n > 8;
}

void tg_outline_title(struct tg_outline *o, struct tg_section *s, const char *title)
{
	struct tg_str level = { 0 }, status = { 0 };
	struct tg_str text = without_labels(without_decoration(tg_str_trim(tg_str(title))),
					    &level, &status);

	s->says_threat = says_threat(text);
	s->title = title;
	s->part = s->says_threat ? TG_PART_NONE : tg_part_of(without_status(text));
	s->stride = tg_stride_label(text);
	if (tg_threat_id(text, &s->id, &s->name, &s->loose) ||
	    id_in_brackets(o->arena, text, s))
		s->key = tg_id_key(o->arena, s->id);
	else
		s->name = without_numbering(text);
	if (is_praise(s->name))
		s->part = TG_PART_OTHER;
	s->name = without_lead_level(s->name, &level);
	if (level.n > 0)
		s->level_text = tg_arena_dup_str(o->arena, level);
	if (status.n > 0)
		s->status_text = tg_arena_dup_str(o->arena, status);
}
