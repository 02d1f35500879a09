/* Headings whose words tell together what stands below them. */
#include "vocab.h"

static bool has_any(const struct tg_fold *f, const char *const *words, size_t n,
		    bool (*test)(const struct tg_fold *, const char *))
{
	for (size_t i = 0; i < n; i++)
		if (test(f, words[i]))
			return true;
	return false;
}

#define HAS_ANY(f, words, test)                                                          \
	has_any((f), (words), sizeof(words) / sizeof(*(words)), (test))

/* "Mitigations by family of threat": what comes first is what stands below. */
static bool begins_with_answers(const struct tg_fold *f)
{
	static const char *const openings[] = {"mitigation", "mitigations",
					       "countermeasures", "counter measures",
					       "remediations"};

	return HAS_ANY(f, openings, tg_fold_starts) && !tg_fold_has(f, "and") &&
	       !tg_fold_has_stem(f, "gap") && !tg_fold_has_stem(f, "residual") &&
	       !tg_fold_has_stem(f, "scope");
}

/* "Adversaries and attacks": not only who, but what. */
static bool tells_what_attackers_do(const struct tg_fold *f)
{
	static const char *const joined[] = {"and attacks", "and threats", "attacks and",
					     "and attack scenarios", "threats and"};
	static const char *const who[] = {"adversary", "adversaries", "attackers",
					  "threat actors", "actors"};

	return f->words <= 6 && HAS_ANY(f, joined, tg_fold_has) &&
	       HAS_ANY(f, who, tg_fold_has) && !tg_fold_has(f, "assumptions");
}

/* "In scope: defended", "Partially mitigated": what is, stands below. */
static bool tells_what_is_answered(const struct tg_fold *f)
{
	static const char *const done[] = {"defended", "mitigated", "prevented",
					   "addressed", "countered"};
	static const char *const not_so[] = {
		"not",  "un",   "non",         "how",      "never",
		"only", "gaps", "assumptions", "residual", "limitations"};

	return f->words <= 4 && HAS_ANY(f, done, tg_fold_ends) &&
	       !HAS_ANY(f, not_so, tg_fold_has);
}

/* "Attack-vector enumeration", "Threat inventory": things of one kind, gathered. */
static bool gathers_attacks(const struct tg_fold *f)
{
	static const char *const kinds[] = {"threat",        "attack", "attacks",
					    "attack vector", "vector", "vectors",
					    "abuse",         "hazard", "vulnerability"};
	static const char *const gathered[] = {
		"enumeration", "catalog", "catalogue", "inventory",    "register",
		"list",        "cards",   "events",    "descriptions", "breakdown"};
	static const char *const not_so[] = {"surface", "risk",  "code",     "tree",
					     "trees",   "model", "modeling", "modelling"};

	return f->words <= 5 && HAS_ANY(f, kinds, tg_fold_has) &&
	       HAS_ANY(f, gathered, tg_fold_has) && !HAS_ANY(f, not_so, tg_fold_has);
}

/* "Misuse scenarios", "Evil user stories": told as what happens. */
static bool tells_what_happens(const struct tg_fold *f)
{
	static const char *const kinds[] = {
		"abuse",   "misuse",       "failure",   "adversarial", "malicious",
		"loss",    "hostile",      "abuser",    "evil user",   "attacker",
		"exploit", "exploitation", "compromise"};

	return f->words <= 4 && HAS_ANY(f, kinds, tg_fold_has) &&
	       (tg_fold_ends(f, "scenarios") || tg_fold_ends(f, "stories"));
}

/* Headings that mean threats when they stand alone. */
static bool is_word_for_threats(const struct tg_fold *f)
{
	static const char *const whole[] = {
		"vectors",
		"dangers",
		"concerns",
		"security concerns",
		"privacy concerns",
		"potential vulnerabilities",
		"attack techniques",
		"attack patterns",
		"attack methods",
		"attack types",
		"exploits",
		"things that can go wrong",
		"what could go wrong",
		"what might go wrong",
		"what goes wrong",
		"threat by component",
		"threat by category",
		"threat by asset",
	};

	return HAS_ANY(f, whole, tg_fold_is);
}

enum tg_part tg_part_of_phrase(const struct tg_fold *f)
{
	if (begins_with_answers(f))
		return TG_PART_MITIGATIONS;
	if (tells_what_attackers_do(f) || tells_what_is_answered(f) ||
	    gathers_attacks(f) || tells_what_happens(f) || is_word_for_threats(f))
		return TG_PART_THREATS;
	return tg_fold_starts(f, "invariants") ? TG_PART_OTHER : TG_PART_NONE;
}
