/* "Replay of orders (High, mitigated)": what a title holds beside the name. */
#include "record.h"

static bool says_dealt_with(struct tg_str text)
{
	static const char *const openings[] = { "mitigated", "partially mitigated",
						"partly mitigated", "fully mitigated",
						"mostly mitigated", "largely mitigated",
						"partial",
						"resolved", "fixed", "avoided", "addressed" };
	struct tg_fold f;

	tg_fold(&f, text);
	for (size_t i = 0; i < sizeof(openings) / sizeof(openings[0]); i++)
		if (tg_fold_starts(&f, openings[i]))
			return true;
	return false;
}

/* Where the title says that it is mitigated and no label says how, the text does: what
 * speaks of controls in it, else its beginning. */
static void take_description(struct tg_record *r, struct tg_arena *arena,
			     struct tg_value status)
{
	size_t best = 0, n = r->of[TG_F_DESCRIPTION].n;

	if (!tg_record_has(r, TG_F_STATUS))
		tg_record_add(r, arena, TG_F_STATUS, status);
	if (tg_record_has(r, TG_F_MITIGATION) || !tg_record_has(r, TG_F_DESCRIPTION))
		return;
	while (best < n &&
	       tg_tone_of(tg_str(r->of[TG_F_DESCRIPTION].items[best].text)).control == 0)
		best++;
	tg_record_add(r, arena, TG_F_MITIGATION,
		      r->of[TG_F_DESCRIPTION].items[best < n ? best : 0]);
}

static void add_bracket(struct tg_record *r, struct tg_arena *arena, struct tg_str inner,
			uint32_t line)
{
	struct tg_value v = { tg_arena_dup_str(arena, tg_str_trim(inner)), line, NULL,
			      TG_MD_NOT_A_TASK };
	enum tg_risk_level level;

	if (tg_risk_level_parse(tg_str(v.text), &level) &&
	    !tg_record_has(r, TG_F_PRIORITY))
		tg_record_add(r, arena, TG_F_PRIORITY, v);
	else if (tg_stride_label(tg_str(v.text)) != 0 && inner.n > 2 &&
		 !tg_record_has(r, TG_F_CATEGORY))
		tg_record_add(r, arena, TG_F_CATEGORY, v);
	else if (says_dealt_with(tg_str(v.text)))
		take_description(r, arena, v);
}

static void split_brackets(struct tg_record *r, struct tg_arena *arena,
			   struct tg_str text, uint32_t line)
{
	for (size_t i = 0; i < text.n; i++) {
		char close = text.p[i] == '(' ? ')' : text.p[i] == '[' ? ']' : '\0';
		struct tg_str inner = tg_str_from(text, i + 1), part;
		size_t n = close != '\0' ? tg_str_chr(inner, close) : SIZE_MAX;

		if (n == SIZE_MAX || n > 60)
			continue;
		inner = tg_str_sub(inner, 0, n);
		while (tg_str_split(&inner, ',', &part))
			add_bracket(r, arena, part, line);
	}
}

/* "Low / High." in front of a description: likelihood and impact. */
static void take_two_levels(struct tg_record *r, struct tg_arena *arena)
{
	static const char *const signs[] = { "\xc2\xb7", "\xc3\x97", "/", "|" };
	struct tg_str text = tg_str(tg_record_text(r, TG_F_DESCRIPTION)), first, second;
	size_t end = tg_str_chr(text, '.'), at = SIZE_MAX;
	enum tg_risk_level level;

	text = tg_str_sub(text, 0, end == SIZE_MAX ? text.n : end);
	if (text.n > 40 || tg_record_has(r, TG_F_LIKELIHOOD) || tg_record_has(r, TG_F_IMPACT))
		return;
	for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]) && at == SIZE_MAX; i++) {
		at = tg_str_find(text, tg_str(signs[i]));
		first = tg_str_trim(tg_str_sub(text, 0, at == SIZE_MAX ? 0 : at));
		second = tg_str_trim(tg_str_from(text, at == SIZE_MAX ? 0 :
								       at + tg_str(signs[i]).n));
	}
	if (at == SIZE_MAX || !tg_risk_level_parse(first, &level) ||
	    !tg_risk_level_parse(second, &level))
		return;
	struct tg_value v = { tg_arena_dup_str(arena, first), r->line, NULL, TG_MD_NOT_A_TASK };

	tg_record_add(r, arena, TG_F_LIKELIHOOD, v);
	v.text = tg_arena_dup_str(arena, second);
	tg_record_add(r, arena, TG_F_IMPACT, v);
}

void tg_record_split_title(struct tg_record *r, struct tg_arena *arena)
{
	struct tg_str title = tg_str(tg_record_text(r, TG_F_THREAT));
	struct tg_str text = tg_str(tg_record_text(r, TG_F_DESCRIPTION));

	split_brackets(r, arena, tg_str_sub(title, 0, 200), r->line);
	if (text.n > 0 && (text.p[0] == '(' || text.p[0] == '['))
		split_brackets(r, arena, tg_str_sub(text, 0, 60), r->line);
	take_two_levels(r, arena);
}
