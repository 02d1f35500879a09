#include "field_words.h"
#include "foreign_words.h"
#include "vocab.h"

struct synonym {
	const char *words;
	enum tg_field field;
};

/* Beginnings of words anywhere in the label; the first that is met decides. */
static const struct synonym stems[] = {
	{ "mitigat", TG_F_MITIGATION },
	{ "countermeasure", TG_F_MITIGATION },
	{ "remediat", TG_F_MITIGATION },
	{ "recommend", TG_F_MITIGATION },
	{ "safeguard", TG_F_MITIGATION },
	{ "control and", TG_F_MITIGATION },
	{ "controls and", TG_F_MITIGATION },
	{ "required control", TG_F_MITIGATION },
	{ "cvss", TG_F_CVSS },
	{ "likelihood", TG_F_LIKELIHOOD },
	{ "probability", TG_F_LIKELIHOOD },
	{ "residual", TG_F_RESIDUAL },
	{ "impact", TG_F_IMPACT },
	{ "severity", TG_F_PRIORITY },
	{ "priority", TG_F_PRIORITY },
	{ "stride", TG_F_CATEGORY },
	{ "status", TG_F_STATUS },
	{ "owner", TG_F_OWNER },
	{ "evidence", TG_F_EVIDENCE },
	{ "dread", TG_F_TOTAL },
	{ "damage", TG_F_DAMAGE },
	{ "reproducib", TG_F_REPRODUCIBILITY },
	{ "exploitab", TG_F_EXPLOITABILITY },
	{ "discoverab", TG_F_DISCOVERABILITY },
	{ "affected users", TG_F_AFFECTED },
	{ "rationale", TG_F_REASON },
	{ "justification", TG_F_REASON },
	{ "surface", TG_F_ELEMENT },
};

/* The same, in labels of at most four words: what names a thing in a few words
 * ("What stops it", "Primary control") says something else in a longer one. */
static const struct synonym short_stems[] = {
	{ "asset", TG_F_ELEMENT },
	{ "data", TG_F_NONE },
	{ "example risk", TG_F_RISK },
	{ "risk description", TG_F_RISK },
	{ "control", TG_F_MITIGATION },
	{ "defen", TG_F_MITIGATION },
	{ "protect", TG_F_MITIGATION },
	{ "prevent", TG_F_MITIGATION },
	{ "treatment", TG_F_MITIGATION },
	{ "handle", TG_F_MITIGATION },
	{ "handling", TG_F_MITIGATION },
	{ "addressed", TG_F_MITIGATION },
	{ "address it", TG_F_MITIGATION },
	{ "address this", TG_F_MITIGATION },
	{ "address them", TG_F_MITIGATION },
	{ "stops", TG_F_MITIGATION },
	{ "stop it", TG_F_MITIGATION },
	{ "stop this", TG_F_MITIGATION },
	{ "guard", TG_F_MITIGATION },
	{ "response", TG_F_MITIGATION },
	{ "answer", TG_F_MITIGATION },
	{ "affected", TG_F_ELEMENT },
	{ "go wrong", TG_F_THREAT },
	{ "goes wrong", TG_F_THREAT },
	{ "threat", TG_F_THREAT },
	{ "attack", TG_F_THREAT },
	{ "abuse", TG_F_THREAT },
	{ "vulnerab", TG_F_THREAT },
	{ "scenario", TG_F_THREAT },
	{ "escape", TG_F_THREAT },
	{ "exposure", TG_F_THREAT },
	{ "compromised", TG_F_THREAT },
	{ "stopped", TG_F_MITIGATION },
	{ "it fails", TG_F_MITIGATION },
	{ "technique", TG_F_THREAT },
	{ "try to", TG_F_THREAT },
	{ "tries to", TG_F_THREAT },
	{ "might do", TG_F_THREAT },
	{ "could do", TG_F_THREAT },
	{ "exploit", TG_F_DESCRIPTION },
};

/* Columns that are asked for in a sentence. */
static const struct synonym questions[] = {
	{ "protecting it from", TG_F_THREAT },
	{ "protect it from", TG_F_THREAT },
	{ "go wrong", TG_F_THREAT },
	{ "to protect", TG_F_ELEMENT },
	{ "how likely", TG_F_LIKELIHOOD },
	{ "how bad", TG_F_IMPACT },
	{ "impact", TG_F_IMPACT },
	{ "effort", TG_F_MITIGATION },
	{ "trouble", TG_F_MITIGATION },
	{ "prevent", TG_F_MITIGATION },
	{ "do about", TG_F_MITIGATION },
};

/* Drops what qualifies a header: "Likelihood (1-5)", "Threat (STRIDE)". */
static struct tg_str without_brackets(struct tg_str s)
{
	size_t open = tg_str_chr(s, '(');

	if (open == SIZE_MAX || open == 0)
		return s;
	return tg_str_rtrim(tg_str_sub(s, 0, open));
}

/* "Case 1", "Threat 2", "Threat NR3": a label with its number. */
static void drop_number(struct tg_fold *f)
{
	size_t n = f->n;

	while (n > 0 && tg_is_digit(f->text[n - 1]))
		n--;
	if (n == f->n)
		return;
	for (size_t letters = 0; letters < 3 && n > 0 && tg_is_alpha(f->text[n - 1]); letters++)
		n--;
	if (n < 2 || f->text[n - 1] != ' ')
		return;
	f->n = n - 1;
	f->text[f->n] = '\0';
	f->words--;
}

static enum tg_field by_stem(const struct tg_fold *f, const struct synonym *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (tg_fold_has_stem(f, list[i].words))
			return list[i].field;
	return TG_F_NONE;
}

/* "How we handle it", "Primary protection": a label that is asked or qualified so
 * stands for what is done. "Replay attack: ..." in a list is a name. */
static bool asks_for_answer(const struct tg_fold *f)
{
	static const char *const openings[] = {
		"how",	     "what",	   "our",      "current",    "existing", "primary",
		"secondary", "why",	   "planned",  "required",   "proposed", "suggested",
		"possible",  "potential",  "key",      "main",	     "technical", "additional",
		"applied",   "built",	   "security", "compensating", "in",	  "detective",
		"preventive", "preventative", "corrective", "implemented", "expected",
	};

	for (size_t i = 0; i < sizeof(openings) / sizeof(openings[0]); i++)
		if (tg_fold_starts(f, openings[i]))
			return true;
	return false;
}

/* "Controls in this repo", "Our gateway's defense": what the author calls an answer,
 * where neither "insufficient" nor "broken" stands before it. */
static bool is_called_answer(struct tg_str label, const struct tg_fold *f)
{
	static const char *const openings[] = { "controls", "control boundary", "control today",
						"mitigations",
						"defenses", "defences", "safeguards" };
	static const char *const ends[] = { "defense", "defence", "defenses", "defences",
					    "mitigation", "mitigations", "countermeasures",
					    "safeguards", "hardening" };

	if (f->words > 5 || tg_tone_of(label).attack > 0 || tg_fold_has(f, "broken") ||
	    tg_fold_has(f, "not"))
		return false;
	for (size_t i = 0; i < sizeof(openings) / sizeof(openings[0]); i++)
		if (tg_fold_starts(f, openings[i]))
			return true;
	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++)
		if (tg_fold_ends(f, ends[i]))
			return true;
	return false;
}

/* "Threats mitigated", "Attack prevented": a column of controls names what they are for. */
static bool names_what_is_answered(const struct tg_fold *f)
{
	static const char *const things[] = { "threat", "threats", "attack", "attacks",
					      "risk",	"risks" };
	static const char *const ends[] = { "addressed", "mitigated", "prevented", "covered",
					    "countered", "handled", "blocked" };
	bool thing = false;

	for (size_t i = 0; i < sizeof(things) / sizeof(things[0]); i++)
		thing = thing || tg_fold_starts(f, things[i]);
	for (size_t i = 0; thing && i < sizeof(ends) / sizeof(ends[0]); i++)
		if (tg_fold_ends(f, ends[i]))
			return true;
	return false;
}

/* "Threats & mitigations": one column for both. */
static bool names_both(const struct tg_fold *f)
{
	return f->words <= 4 &&
	       (tg_fold_has(f, "threats") || tg_fold_has(f, "attacks") ||
		tg_fold_has(f, "risks")) &&
	       (tg_fold_has(f, "mitigations") || tg_fold_has(f, "controls") ||
		tg_fold_has(f, "countermeasures") || tg_fold_has(f, "defenses"));
}

/* "Threats mitigated", "Threats & mitigations", "An attacker wants to" */
static bool heads_threats(const struct tg_fold *f)
{
	return names_what_is_answered(f) || names_both(f) ||
	       (tg_fold_has_stem(f, "attacker") && tg_fold_ends(f, "to"));
}

/* By a part of the label. */
static enum tg_field by_words(const struct tg_fold *f, struct tg_str label, bool header)
{
	enum tg_field field = by_stem(f, stems, sizeof(stems) / sizeof(stems[0]));

	if (header && heads_threats(f))
		return TG_F_THREAT;
	if (field != TG_F_NONE)
		return field;
	if (is_called_answer(label, f))
		return TG_F_MITIGATION;
	/* "Attacker's way in" describes, "Attacker replays an old order" is a name */
	if (tg_fold_has_stem(f, "attacker") && (header || f->words <= 3))
		return TG_F_DESCRIPTION;
	if (f->words > 4 || (!header && !asks_for_answer(f)))
		return TG_F_NONE;
	field = by_stem(f, short_stems, sizeof(short_stems) / sizeof(short_stems[0]));
	if (field == TG_F_NONE && header && tg_fold_ends(f, "risk"))
		return TG_F_RISK; /* "Research risk" */
	return header || field == TG_F_MITIGATION ? field : TG_F_NONE;
}

static enum tg_field field_of(struct tg_str label, bool header)
{
	struct tg_fold f;
	enum tg_field field;

	label = tg_str_trim(label);
	if (tg_str_is(label, "#"))
		return TG_F_ID;
	if (label.n <= 60 && (field = tg_foreign_field(label)) != TG_F_NONE)
		return field;
	tg_fold(&f, label);
	if (header && f.words > 4 && (field = by_stem(&f, questions, sizeof(questions) /
							     sizeof(questions[0]))))
		return field;
	if (f.n == 0 || f.words > 6)
		return TG_F_NONE;
	if ((field = tg_field_word(&f)) != TG_F_NONE)
		return field;
	tg_fold(&f, without_brackets(label));
	drop_number(&f);
	if ((field = tg_field_word(&f)) != TG_F_NONE)
		return field;
	return by_words(&f, label, header);
}

/* "Attack vectors:" with a list tells the ways of the threat that was named above; as
 * a column it names them. */
bool tg_lists_ways(struct tg_str label)
{
	static const char *const labels[] = { "attack vectors", "attack scenarios", "vectors",
					      "attack paths", "attack path", "attacks", "scenarios",
					      "example attacks", "vulnerabilities" };
	struct tg_fold f;

	tg_fold(&f, label);
	for (size_t i = 0; i < sizeof(labels) / sizeof(labels[0]); i++)
		if (tg_fold_is(&f, labels[i]))
			return true;
	return false;
}

enum tg_field tg_field_of(struct tg_str label)
{
	return tg_lists_ways(label) ? TG_F_DESCRIPTION : field_of(label, false);
}

enum tg_field tg_field_of_header(struct tg_str header)
{
	return field_of(header, true);
}
