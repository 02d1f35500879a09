#include "foreign_words.h"

struct sign {
	const char *words;
	enum tg_part part;
	unsigned max; /* words of the whole heading; 0: any */
};

/* What decides first: a heading with one of these is not about threats even
 * where the word is in it. Beginnings of words. */
static const struct sign first[] = {
	{ "out of scope", TG_PART_OUT_OF_SCOPE, 0 },
	{ "non goal", TG_PART_OUT_OF_SCOPE, 0 },
	{ "non threat", TG_PART_OUT_OF_SCOPE, 0 },
	{ "not threat", TG_PART_OUT_OF_SCOPE, 0 },
	{ "not a threat", TG_PART_OUT_OF_SCOPE, 0 },
	{ "threats that do not", TG_PART_OUT_OF_SCOPE, 0 },
	{ "threats we do not", TG_PART_OUT_OF_SCOPE, 0 },
	{ "threats we dont", TG_PART_OUT_OF_SCOPE, 0 },
	{ "threats not", TG_PART_OUT_OF_SCOPE, 0 },
	{ "dont consider", TG_PART_OUT_OF_SCOPE, 0 },
	{ "not consider", TG_PART_OUT_OF_SCOPE, 0 },
	{ "not in scope", TG_PART_OUT_OF_SCOPE, 0 },
	{ "attacker stor", TG_PART_THREATS, 0 },
	{ "threat assumption", TG_PART_THREATS, 0 },
	{ "not defend", TG_PART_OUT_OF_SCOPE, 0 },
	{ "not protect", TG_PART_OUT_OF_SCOPE, 0 },
	{ "not guard", TG_PART_OUT_OF_SCOPE, 0 },
	{ "not try", TG_PART_OUT_OF_SCOPE, 0 },
	{ "not attempt", TG_PART_OUT_OF_SCOPE, 0 },
	{ "not cover", TG_PART_OUT_OF_SCOPE, 0 },
	{ "not a goal", TG_PART_OUT_OF_SCOPE, 0 },
	{ "dont defend", TG_PART_OUT_OF_SCOPE, 0 },
	{ "dont protect", TG_PART_OUT_OF_SCOPE, 0 },
	{ "doesnt defend", TG_PART_OUT_OF_SCOPE, 0 },
	{ "doesnt protect", TG_PART_OUT_OF_SCOPE, 0 },
	{ "cannot protect", TG_PART_OUT_OF_SCOPE, 0 },
	{ "cannot defend", TG_PART_OUT_OF_SCOPE, 0 },
	{ "exclusion", TG_PART_OUT_OF_SCOPE, 4 },
	{ "excluded", TG_PART_OUT_OF_SCOPE, 4 },
	{ "threat actor", TG_PART_OTHER, 0 },
	{ "threat agent", TG_PART_OTHER, 0 },
	{ "threat source", TG_PART_OTHER, 0 },
	{ "threat persona", TG_PART_OTHER, 0 },
	{ "threat intel", TG_PART_OTHER, 0 },
	{ "threat categoriz", TG_PART_OTHER, 0 },
	{ "threat categoris", TG_PART_OTHER, 0 },
	{ "threat taxonom", TG_PART_OTHER, 0 },
	{ "threat classif", TG_PART_OTHER, 0 },
	{ "threat model history", TG_PART_OTHER, 0 },
	{ "threat modeling team", TG_PART_OTHER, 0 },
	{ "threat modelling team", TG_PART_OTHER, 0 },
	{ "threat modeling notes", TG_PART_OTHER, 0 },
	{ "threat modelling notes", TG_PART_OTHER, 0 },
	{ "planned threat model", TG_PART_OTHER, 0 },
	{ "related", TG_PART_OTHER, 4 },
	{ "reference", TG_PART_OTHER, 5 },
	{ "control famil", TG_PART_OTHER, 0 },
	{ "legend", TG_PART_OTHER, 5 },
	{ "methodolog", TG_PART_OTHER, 5 },
	{ "glossar", TG_PART_OTHER, 3 },
	{ "definition", TG_PART_OTHER, 4 },
	{ "attack tree", TG_PART_OTHER, 0 },
	{ "open item", TG_PART_OTHER, 0 },
	{ "open question", TG_PART_OTHER, 0 },
	{ "open issue", TG_PART_OTHER, 0 },
	{ "key decision", TG_PART_OTHER, 0 },
	{ "design decision", TG_PART_OTHER, 0 },
	{ "action item", TG_PART_OTHER, 0 },
	{ "follow up", TG_PART_OTHER, 0 },
	{ "changelog", TG_PART_OTHER, 3 },
	{ "change log", TG_PART_OTHER, 3 },
	{ "revision", TG_PART_OTHER, 3 },
	{ "table of contents", TG_PART_OTHER, 0 },
	{ "conclusion", TG_PART_OTHER, 3 },
	{ "additional concern", TG_PART_OTHER, 0 },
	{ "key code", TG_PART_OTHER, 0 },
	{ "assets at risk", TG_PART_OTHER, 0 },
	{ "adversary", TG_PART_OTHER, 4 },
	{ "adversaries", TG_PART_OTHER, 4 },
	{ "attacker model", TG_PART_OTHER, 0 },
	{ "attacker profile", TG_PART_OTHER, 0 },
	{ "attacker capabilit", TG_PART_OTHER, 0 },
	{ "attacker type", TG_PART_OTHER, 0 },
	{ "attacker class", TG_PART_OTHER, 0 },
	{ "attacker motivation", TG_PART_OTHER, 0 },
	{ "attacker persona", TG_PART_OTHER, 0 },
	{ "attacker goal", TG_PART_OTHER, 0 },
	{ "entry point", TG_PART_OTHER, 0 },
	{ "security goal", TG_PART_OTHER, 0 },
	{ "security objective", TG_PART_OTHER, 0 },
	{ "security propert", TG_PART_OTHER, 0 },
	{ "security requirement", TG_PART_OTHER, 0 },
	{ "security invariant", TG_PART_OTHER, 0 },
	{ "invariant", TG_PART_OTHER, 3 },
	{ "assumption", TG_PART_OTHER, 5 },
	{ "residual", TG_PART_RESIDUAL, 6 }, /* "Residual risks and next steps" */
	{ "next step", TG_PART_OTHER, 0 },
	{ "future work", TG_PART_OTHER, 0 },
	{ "roadmap", TG_PART_OTHER, 4 },
	{ "incident response", TG_PART_OTHER, 0 },
	{ "vulnerability report", TG_PART_OTHER, 0 },
	{ "vulnerability disclos", TG_PART_OTHER, 0 },
	{ "vulnerability manage", TG_PART_OTHER, 0 },
	{ "vulnerability response", TG_PART_OTHER, 0 },
	{ "reporting", TG_PART_OTHER, 5 },
	{ "disclosure policy", TG_PART_OTHER, 0 },
	{ "known limitation", TG_PART_RESIDUAL, 0 },
	{ "limitation", TG_PART_RESIDUAL, 3 },
	{ "known gap", TG_PART_RESIDUAL, 0 },
	{ "remaining risk", TG_PART_RESIDUAL, 0 },
	{ "accepted risk", TG_PART_RESIDUAL, 0 },
	{ "risk acceptance", TG_PART_RESIDUAL, 0 },
	{ "covered code", TG_PART_COVERS, 0 },
	{ "covered path", TG_PART_COVERS, 0 },
	{ "code covered", TG_PART_COVERS, 0 },
	{ "covers", TG_PART_COVERS, 3 },
	{ "trust boundar", TG_PART_BOUNDARIES, 0 },
	{ "boundar", TG_PART_BOUNDARIES, 0 },
	{ "trust zone", TG_PART_BOUNDARIES, 0 },
	{ "trust level", TG_PART_BOUNDARIES, 5 },
	{ "trusted", TG_PART_BOUNDARIES, 5 },
	{ "trust assumption", TG_PART_BOUNDARIES, 0 },
	{ "data flow", TG_PART_DFD, 0 },
	{ "dataflow", TG_PART_DFD, 0 },
	{ "dfd", TG_PART_DFD, 0 },
};

/* Whole headings, numbering aside, that only mean a part when alone. */
static const struct sign whole[] = {
	{ "threat model", TG_PART_MODEL, 0 },
	{ "threat modeling", TG_PART_MODEL, 0 },
	{ "threat modelling", TG_PART_MODEL, 0 },
	{ "threat", TG_PART_THREATS, 0 },
	{ "scenarios", TG_PART_THREATS, 0 },
	{ "vulnerabilities", TG_PART_THREATS, 0 },
	{ "security considerations", TG_PART_MODEL, 0 },
	{ "security model", TG_PART_MODEL, 0 },
	{ "security analysis", TG_PART_MODEL, 0 },
	{ "risks", TG_PART_THREATS, 0 },
	{ "identified risks", TG_PART_THREATS, 0 },
	{ "primary risks", TG_PART_THREATS, 0 },
	{ "main risks", TG_PART_THREATS, 0 },
	{ "key risks", TG_PART_THREATS, 0 },
	{ "top risks", TG_PART_THREATS, 0 },
	{ "major risks", TG_PART_THREATS, 0 },
	{ "security risks", TG_PART_THREATS, 0 },
	{ "technical risks", TG_PART_THREATS, 0 },
	{ "findings", TG_PART_THREATS, 0 },
	{ "what can go wrong", TG_PART_THREATS, 0 },
	{ "attacks", TG_PART_THREATS, 0 },
	{ "attack vectors", TG_PART_THREATS, 0 },
	{ "stride", TG_PART_THREATS, 0 },
	{ "controls", TG_PART_MITIGATIONS, 0 },
	{ "protection", TG_PART_MITIGATIONS, 0 },
	{ "protections", TG_PART_MITIGATIONS, 0 },
	{ "hardening", TG_PART_MITIGATIONS, 0 },
	{ "prevention", TG_PART_MITIGATIONS, 0 },
	{ "how we address it", TG_PART_MITIGATIONS, 0 },
	{ "recommendations", TG_PART_MITIGATIONS, 0 },
	{ "responses", TG_PART_MITIGATIONS, 0 },
	{ "what are we going to do about it", TG_PART_MITIGATIONS, 0 },
	{ "what are we doing about it", TG_PART_MITIGATIONS, 0 },
	{ "overview", TG_PART_SCOPE, 6 },
	{ "introduction", TG_PART_SCOPE, 5 },
	{ "description", TG_PART_SCOPE, 0 },
	{ "about", TG_PART_SCOPE, 0 },
	{ "summary", TG_PART_SCOPE, 0 },
	{ "system", TG_PART_SCOPE, 0 },
	{ "context", TG_PART_SCOPE, 0 },
	{ "background", TG_PART_SCOPE, 0 },
	{ "what are we building", TG_PART_SCOPE, 0 },
	{ "what are we working on", TG_PART_SCOPE, 0 },
	{ "actors", TG_PART_OTHER, 0 },
	{ "attackers", TG_PART_OTHER, 0 },
	{ "adversaries", TG_PART_OTHER, 0 },
	{ "assets", TG_PART_OTHER, 0 },
	{ "assumptions", TG_PART_OTHER, 0 },
	{ "components", TG_PART_OTHER, 0 },
	{ "stakeholders", TG_PART_OTHER, 0 },
	{ "dependencies", TG_PART_OTHER, 0 },
	{ "appendix", TG_PART_OTHER, 0 },
	{ "notes", TG_PART_OTHER, 0 },
	{ "did we do a good enough job", TG_PART_OTHER, 0 },
};

/* Anywhere in the heading, after the above. Beginnings of words. */
static const struct sign later[] = {
	{ "stride", TG_PART_THREATS, 0 },
	{ "threats", TG_PART_THREATS, 0 },
	{ "threat analys", TG_PART_THREATS, 0 },
	{ "threat table", TG_PART_THREATS, 0 },
	{ "threat list", TG_PART_THREATS, 0 },
	{ "threat scenario", TG_PART_THREATS, 0 },
	{ "threat catalog", TG_PART_THREATS, 0 },
	{ "threat register", TG_PART_THREATS, 0 },
	{ "threat assessment", TG_PART_THREATS, 0 },
	{ "threat enumeration", TG_PART_THREATS, 0 },
	{ "threat matrix", TG_PART_THREATS, 0 },
	{ "threat identification", TG_PART_THREATS, 0 },
	{ "attacker action", TG_PART_THREATS, 0 },
	{ "attack scenario", TG_PART_THREATS, 0 },
	{ "attack surface", TG_PART_OTHER, 0 },
	{ "attacks", TG_PART_THREATS, 0 },
	{ "linddun", TG_PART_THREATS, 0 },
	{ "failure mode", TG_PART_THREATS, 0 },
	{ "hazards", TG_PART_THREATS, 0 },
	{ "risk scenario", TG_PART_THREATS, 0 },
	{ "attack vectors", TG_PART_THREATS, 0 },
	{ "abuse case", TG_PART_THREATS, 0 },
	{ "abuse path", TG_PART_THREATS, 0 },
	{ "attack paths", TG_PART_THREATS, 0 },
	{ "misuse case", TG_PART_THREATS, 0 },
	{ "what can go wrong", TG_PART_THREATS, 0 },
	{ "priority findings", TG_PART_THREATS, 0 },
	{ "could go wrong", TG_PART_THREATS, 0 },
	{ "risks", TG_PART_THREATS, 5 },
	{ "risk and mitigat", TG_PART_THREATS, 0 },
	{ "risk categories and mitigat", TG_PART_THREATS, 0 },
	{ "mitigat", TG_PART_MITIGATIONS, 0 },
	{ "countermeasure", TG_PART_MITIGATIONS, 0 },
	{ "remediation", TG_PART_MITIGATIONS, 0 },
	{ "safeguard", TG_PART_MITIGATIONS, 5 },
	{ "defen", TG_PART_MITIGATIONS, 4 },
	{ "preventative control", TG_PART_MITIGATIONS, 0 },
	{ "preventive control", TG_PART_MITIGATIONS, 0 },
	{ "detective control", TG_PART_MITIGATIONS, 0 },
	{ "corrective control", TG_PART_MITIGATIONS, 0 },
	{ "security control", TG_PART_MITIGATIONS, 0 },
	{ "control", TG_PART_MITIGATIONS, 4 },
	{ "security recommendation", TG_PART_MITIGATIONS, 0 },
	{ "going to do about it", TG_PART_MITIGATIONS, 0 },
	{ "asset", TG_PART_OTHER, 4 },
	{ "dread", TG_PART_RISK, 0 },
	{ "risk", TG_PART_RISK, 6 },
	{ "severity", TG_PART_RISK, 5 },
	{ "scoring", TG_PART_RISK, 5 },
	{ "scope", TG_PART_SCOPE, 6 },
	{ "system description", TG_PART_SCOPE, 0 },
	{ "system overview", TG_PART_SCOPE, 0 },
	{ "what are we", TG_PART_SCOPE, 0 },
	{ "purpose", TG_PART_SCOPE, 5 },
	{ "overview", TG_PART_SCOPE, 6 },
	{ "introduction", TG_PART_SCOPE, 5 },
	{ "architecture", TG_PART_DFD, 6 },
	{ "diagram", TG_PART_DFD, 6 },
	{ "threat model", TG_PART_MODEL, 0 },
};

/* "3.2 Threats", "Step 3: Threats", "A. Scope" are what stands after it. */
static void drop_numbering(struct tg_fold *f)
{
	size_t at = 0, keep = 0, dropped = 0;
	struct tg_str word;

	while (tg_fold_word(f, &at, &word)) {
		bool digits = true;

		for (size_t i = 0; i < word.n; i++)
			digits = digits && tg_is_digit(word.p[i]);
		if (!digits && !tg_str_is(word, "step") &&
		    !tg_str_is(word, "part") && !tg_str_is(word, "section") &&
		    !(word.n == 1 && at < f->n))
			break;
		keep = at;
		dropped++;
	}
	if (keep == 0 || keep >= f->n)
		return;
	for (size_t i = keep; i <= f->n; i++)
		f->text[i - keep] = f->text[i];
	f->n -= keep;
	f->words -= dropped;
}

bool tg_defends_against(const struct tg_fold *f)
{
	static const char *const verbs[] = { "protect", "protects", "protected", "defend",
					     "defends", "defended", "guard", "guards" };

	if (!tg_fold_ends(f, "against") && !tg_fold_ends(f, "from") &&
	    !tg_fold_starts(f, "what"))
		return false;
	for (size_t i = 0; i < sizeof(verbs) / sizeof(verbs[0]); i++)
		if (tg_fold_has(f, verbs[i]))
			return tg_fold_has(f, "against") || tg_fold_has(f, "from");
	return false;
}

static enum tg_part any(const struct sign *signs, size_t n, const struct tg_fold *f)
{
	for (size_t i = 0; i < n; i++)
		if ((signs[i].max == 0 || f->words <= signs[i].max) &&
		    tg_fold_has_stem(f, signs[i].words))
			return signs[i].part;
	return TG_PART_NONE;
}

/* "Defense evasion", "Broken access control" */
static bool is_defeated(const struct tg_fold *f)
{
	static const char *const words[] = { "evasion",	 "evasions", "bypass",	 "bypasses",
					     "failure",	 "failures", "broken",	 "improper",
					     "inadequate", "insufficient", "weak", "ineffective" };

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (tg_fold_has(f, words[i]))
			return true;
	return false;
}

/* "Threats, mitigations and residual risk" */
static bool is_not_only_residual(const struct tg_fold *f)
{
	return tg_fold_starts(f, "threats") || tg_fold_has(f, "threats and") ||
	       ((tg_fold_starts(f, "risks") || tg_fold_starts(f, "attacks")) &&
		tg_fold_has_stem(f, "control"));
}

static enum tg_part first_part(const struct tg_fold *f)
{
	enum tg_part part = any(first, sizeof(first) / sizeof(first[0]), f);

	return part == TG_PART_RESIDUAL && is_not_only_residual(f) ? TG_PART_THREATS : part;
}

enum tg_part tg_part_of(struct tg_str heading)
{
	struct tg_fold f;
	enum tg_part part;

	size_t bracket = tg_str_chr(heading, '(');

	tg_fold(&f, heading);
	if (f.words > 8 && bracket != SIZE_MAX && bracket > 0)
		tg_fold(&f, tg_str_sub(heading, 0, bracket));
	drop_numbering(&f);
	if (f.words > 14)
		return TG_PART_NONE;
	if ((part = tg_part_of_phrase(&f)) != TG_PART_NONE)
		return part;
	if ((part = first_part(&f)) != TG_PART_NONE)
		return part;
	if ((part = tg_foreign_part(heading)) != TG_PART_NONE)
		return part;
	if (tg_defends_against(&f) ||
	    (tg_fold_has(&f, "risks") && tg_fold_has_stem(&f, "mitigat")))
		return TG_PART_THREATS;
	for (size_t i = 0; i < sizeof(whole) / sizeof(whole[0]); i++)
		if (tg_fold_is(&f, whole[i].words))
			return whole[i].part;
	part = any(later, sizeof(later) / sizeof(later[0]), &f);
	return part == TG_PART_MITIGATIONS && is_defeated(&f) ? TG_PART_NONE : part;
}
