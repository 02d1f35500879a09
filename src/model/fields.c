#include "vocab.h"

struct synonym {
	const char *words;
	enum tg_field field;
};

/* Whole labels, folded. */
static const struct synonym exact[] = {
	{ "id", TG_F_ID },
	{ "uid", TG_F_ID },
	{ "no", TG_F_ID },
	{ "nr", TG_F_ID },
	{ "number", TG_F_ID },
	{ "ref", TG_F_ID },
	{ "threat id", TG_F_ID },
	{ "threat ids", TG_F_ID },
	{ "threat no", TG_F_ID },
	{ "threat number", TG_F_ID },
	{ "threat ref", TG_F_ID },
	{ "risk id", TG_F_ID },
	{ "finding id", TG_F_ID },
	{ "identifier", TG_F_ID },
	{ "rank threat id", TG_F_ID },
	{ "asi threat", TG_F_THREAT },
	{ "threat", TG_F_THREAT },
	{ "threats", TG_F_THREAT },
	{ "threat name", TG_F_THREAT },
	{ "threat title", TG_F_THREAT },
	{ "threat scenario", TG_F_THREAT },
	{ "threat statement", TG_F_THREAT },
	{ "threat event", TG_F_THREAT },
	{ "title", TG_F_THREAT },
	{ "name", TG_F_THREAT },
	{ "scenario", TG_F_THREAT },
	{ "scenarios", TG_F_THREAT },
	{ "attack", TG_F_THREAT },
	{ "attacks", TG_F_THREAT },
	{ "attack scenario", TG_F_THREAT },
	{ "attack scenarios", TG_F_THREAT },
	{ "attack vector", TG_F_THREAT },
	{ "abuse case", TG_F_THREAT },
	{ "misuse case", TG_F_THREAT },
	{ "vector", TG_F_THREAT },
	{ "failure", TG_F_THREAT },
	{ "failure mode", TG_F_THREAT },
	{ "compromise", TG_F_THREAT },
	{ "bad outcome", TG_F_THREAT },
	{ "finding", TG_F_THREAT },
	{ "vulnerability", TG_F_THREAT },
	{ "issue", TG_F_THREAT },
	{ "issues", TG_F_THREAT },
	{ "what can go wrong", TG_F_THREAT },
	{ "attacker goal", TG_F_THREAT },
	{ "summary", TG_F_THREAT },
	{ "threat level", TG_F_PRIORITY },
	{ "threat severity", TG_F_PRIORITY },
	{ "attack complexity", TG_F_LIKELIHOOD },
	{ "attack cost", TG_F_LIKELIHOOD },
	{ "hazard", TG_F_THREAT },
	{ "concern", TG_F_THREAT },
	{ "concerns", TG_F_THREAT },
	{ "problem", TG_F_THREAT },
	{ "danger", TG_F_THREAT },
	{ "worst case", TG_F_IMPACT },
	{ "effect", TG_F_IMPACT },
	{ "harm", TG_F_IMPACT },
	{ "outcome", TG_F_IMPACT },
	{ "result", TG_F_IMPACT },
	{ "threat description", TG_F_DESCRIPTION },
	{ "category", TG_F_CATEGORY },
	{ "categories", TG_F_CATEGORY },
	{ "stride", TG_F_CATEGORY },
	{ "stride category", TG_F_CATEGORY },
	{ "stride categories", TG_F_CATEGORY },
	{ "stride threat type", TG_F_CATEGORY },
	{ "stride type", TG_F_CATEGORY },
	{ "stride element", TG_F_CATEGORY },
	{ "stride class", TG_F_CATEGORY },
	{ "threat type", TG_F_CATEGORY },
	{ "threat category", TG_F_CATEGORY },
	{ "threat class", TG_F_CATEGORY },
	{ "threat stride", TG_F_CATEGORY },
	{ "type", TG_F_CATEGORY },
	{ "class", TG_F_CATEGORY },
	{ "framework mapping", TG_F_CATEGORY },
	{ "component", TG_F_ELEMENT },
	{ "components", TG_F_ELEMENT },
	{ "component name", TG_F_ELEMENT },
	{ "element", TG_F_ELEMENT },
	{ "elements", TG_F_ELEMENT },
	{ "affected element", TG_F_ELEMENT },
	{ "affected elements", TG_F_ELEMENT },
	{ "affected component", TG_F_ELEMENT },
	{ "affected components", TG_F_ELEMENT },
	{ "affected asset", TG_F_ELEMENT },
	{ "affected assets", TG_F_ELEMENT },
	{ "entity", TG_F_ELEMENT },
	{ "asset", TG_F_ELEMENT },
	{ "assets", TG_F_ELEMENT },
	{ "target", TG_F_ELEMENT },
	{ "actor", TG_F_ELEMENT },
	{ "actors", TG_F_ELEMENT },
	{ "layer", TG_F_ELEMENT },
	{ "interaction", TG_F_ELEMENT },
	{ "flow", TG_F_ELEMENT },
	{ "data flow", TG_F_ELEMENT },
	{ "dataflow", TG_F_ELEMENT },
	{ "boundary", TG_F_ELEMENT },
	{ "trust boundary", TG_F_ELEMENT },
	{ "surface", TG_F_ELEMENT },
	{ "attack surface", TG_F_ELEMENT },
	{ "system", TG_F_ELEMENT },
	{ "service", TG_F_ELEMENT },
	{ "location", TG_F_ELEMENT },
	{ "entry point", TG_F_ELEMENT },
	{ "entry points", TG_F_ELEMENT },
	{ "area", TG_F_ELEMENT },
	{ "where", TG_F_ELEMENT },
	{ "resource", TG_F_ELEMENT },
	{ "interface", TG_F_ELEMENT },
	{ "endpoint", TG_F_ELEMENT },
	{ "zone", TG_F_ELEMENT },
	{ "stage", TG_F_ELEMENT },
	{ "phase", TG_F_ELEMENT },
	{ "module", TG_F_ELEMENT },
	{ "object", TG_F_ELEMENT },
	{ "description", TG_F_DESCRIPTION },
	{ "details", TG_F_DESCRIPTION },
	{ "detail", TG_F_DESCRIPTION },
	{ "weakness", TG_F_DESCRIPTION },
	{ "case", TG_F_DESCRIPTION },
	{ "why applicable", TG_F_DESCRIPTION },
	{ "attacker capabilities", TG_F_DESCRIPTION },
	{ "how", TG_F_DESCRIPTION },
	{ "example", TG_F_DESCRIPTION },
	{ "likelihood", TG_F_LIKELIHOOD },
	{ "probability", TG_F_LIKELIHOOD },
	{ "l", TG_F_LIKELIHOOD },
	{ "p", TG_F_LIKELIHOOD },
	{ "likl", TG_F_LIKELIHOOD },
	{ "impact", TG_F_IMPACT },
	{ "potential impact", TG_F_IMPACT },
	{ "consequence", TG_F_IMPACT },
	{ "consequences", TG_F_IMPACT },
	{ "i", TG_F_IMPACT },
	{ "damage", TG_F_DAMAGE },
	{ "damage potential", TG_F_DAMAGE },
	{ "reproducibility", TG_F_REPRODUCIBILITY },
	{ "repro", TG_F_REPRODUCIBILITY },
	{ "exploitability", TG_F_EXPLOITABILITY },
	{ "exploit", TG_F_EXPLOITABILITY },
	{ "affected users", TG_F_AFFECTED },
	{ "affected", TG_F_AFFECTED },
	{ "discoverability", TG_F_DISCOVERABILITY },
	{ "discover", TG_F_DISCOVERABILITY },
	{ "total", TG_F_TOTAL },
	{ "sum", TG_F_TOTAL },
	{ "score", TG_F_TOTAL },
	{ "risk score", TG_F_TOTAL },
	{ "dread", TG_F_TOTAL },
	{ "dread score", TG_F_TOTAL },
	{ "total score", TG_F_TOTAL },
	{ "avg", TG_F_TOTAL },
	{ "average", TG_F_TOTAL },
	{ "mean", TG_F_TOTAL },
	{ "overall", TG_F_TOTAL },
	{ "overall score", TG_F_TOTAL },
	{ "priority", TG_F_PRIORITY },
	{ "severity", TG_F_PRIORITY },
	{ "sev", TG_F_PRIORITY },
	{ "prio", TG_F_PRIORITY },
	{ "tier", TG_F_PRIORITY },
	{ "band", TG_F_PRIORITY },
	{ "rating", TG_F_PRIORITY },
	{ "level", TG_F_PRIORITY },
	{ "criticality", TG_F_PRIORITY },
	{ "risk level", TG_F_PRIORITY },
	{ "risk rating", TG_F_PRIORITY },
	{ "overall risk", TG_F_PRIORITY },
	{ "inherent risk", TG_F_PRIORITY },
	{ "risk", TG_F_RISK },
	{ "risks", TG_F_RISK },
	{ "cvss", TG_F_CVSS },
	{ "mitigation", TG_F_MITIGATION },
	{ "control", TG_F_MITIGATION },
	{ "controls", TG_F_MITIGATION },
	{ "control in place", TG_F_MITIGATION },
	{ "controls in place", TG_F_MITIGATION },
	{ "existing control", TG_F_MITIGATION },
	{ "existing controls", TG_F_MITIGATION },
	{ "current control", TG_F_MITIGATION },
	{ "current controls", TG_F_MITIGATION },
	{ "required controls", TG_F_MITIGATION },
	{ "handling", TG_F_MITIGATION },
	{ "required handling", TG_F_MITIGATION },
	{ "security controls", TG_F_MITIGATION },
	{ "countermeasure", TG_F_MITIGATION },
	{ "countermeasures", TG_F_MITIGATION },
	{ "recommendation", TG_F_MITIGATION },
	{ "recommendations", TG_F_MITIGATION },
	{ "remediation", TG_F_MITIGATION },
	{ "remediations", TG_F_MITIGATION },
	{ "defense", TG_F_MITIGATION },
	{ "defence", TG_F_MITIGATION },
	{ "defenses", TG_F_MITIGATION },
	{ "defences", TG_F_MITIGATION },
	{ "current defense", TG_F_MITIGATION },
	{ "current defenses", TG_F_MITIGATION },
	{ "current defence", TG_F_MITIGATION },
	{ "current defences", TG_F_MITIGATION },
	{ "existing defense", TG_F_MITIGATION },
	{ "existing defenses", TG_F_MITIGATION },
	{ "existing defence", TG_F_MITIGATION },
	{ "existing defences", TG_F_MITIGATION },
	{ "primary defense", TG_F_MITIGATION },
	{ "primary defence", TG_F_MITIGATION },
	{ "secondary defense", TG_F_MITIGATION },
	{ "secondary defence", TG_F_MITIGATION },
	{ "safeguard", TG_F_MITIGATION },
	{ "safeguards", TG_F_MITIGATION },
	{ "protection", TG_F_MITIGATION },
	{ "protections", TG_F_MITIGATION },
	{ "current protection", TG_F_MITIGATION },
	{ "current protections", TG_F_MITIGATION },
	{ "existing protection", TG_F_MITIGATION },
	{ "existing protections", TG_F_MITIGATION },
	{ "how we prevent it", TG_F_MITIGATION },
	{ "how we prevent this", TG_F_MITIGATION },
	{ "what we do", TG_F_MITIGATION },
	{ "what do we do", TG_F_MITIGATION },
	{ "what do we do about it", TG_F_MITIGATION },
	{ "what are we doing", TG_F_MITIGATION },
	{ "what are we doing about it", TG_F_MITIGATION },
	{ "what are we going to do", TG_F_MITIGATION },
	{ "barrier", TG_F_MITIGATION },
	{ "barriers", TG_F_MITIGATION },
	{ "what we do about it", TG_F_MITIGATION },
	{ "response", TG_F_MITIGATION },
	{ "responses", TG_F_MITIGATION },
	{ "treatment", TG_F_MITIGATION },
	{ "action", TG_F_MITIGATION },
	{ "fix", TG_F_MITIGATION },
	{ "solution", TG_F_MITIGATION },
	{ "why it fails", TG_F_MITIGATION },
	{ "prevention", TG_F_MITIGATION },
	{ "answer", TG_F_MITIGATION },
	{ "our answer", TG_F_MITIGATION },
	{ "approach", TG_F_MITIGATION },
	{ "our approach", TG_F_MITIGATION },
	{ "status quo", TG_F_MITIGATION },
	{ "posture", TG_F_MITIGATION },
	{ "current posture", TG_F_MITIGATION },
	{ "security posture", TG_F_MITIGATION },
	{ "current state", TG_F_MITIGATION },
	{ "today", TG_F_MITIGATION },
	{ "in place", TG_F_MITIGATION },
	{ "current", TG_F_MITIGATION },
	{ "existing", TG_F_MITIGATION },
	{ "handled by", TG_F_MITIGATION },
	{ "handled", TG_F_MITIGATION },
	{ "enforcement", TG_F_MITIGATION },
	{ "hardening", TG_F_MITIGATION },
	{ "resolution", TG_F_MITIGATION },
	{ "mitigant", TG_F_MITIGATION },
	{ "risk treatment", TG_F_MITIGATION },
	{ "requirement", TG_F_MITIGATION },
	{ "requirements", TG_F_MITIGATION },
	{ "security requirement", TG_F_MITIGATION },
	{ "security requirements", TG_F_MITIGATION },
	{ "actions", TG_F_MITIGATION },
	{ "response id", TG_F_MITIGATION_ID },
	{ "mitigation id", TG_F_MITIGATION_ID },
	{ "control id", TG_F_MITIGATION_ID },
	{ "implementation", TG_F_IMPLEMENTATION },
	{ "how implemented", TG_F_IMPLEMENTATION },
	{ "strategy", TG_F_STRATEGY },
	{ "disposition", TG_F_STRATEGY },
	{ "decision", TG_F_STRATEGY },
	{ "maintainer stance", TG_F_STRATEGY },
	{ "risk response", TG_F_STRATEGY },
	{ "residual risk", TG_F_RESIDUAL },
	{ "residual", TG_F_RESIDUAL },
	{ "residual risks", TG_F_RESIDUAL },
	{ "known residual risks", TG_F_RESIDUAL },
	{ "accepted gaps", TG_F_RESIDUAL },
	{ "gap", TG_F_RESIDUAL },
	{ "gaps", TG_F_RESIDUAL },
	{ "open gap", TG_F_RESIDUAL },
	{ "open gaps", TG_F_RESIDUAL },
	{ "remaining risk", TG_F_RESIDUAL },
	{ "remaining", TG_F_RESIDUAL },
	{ "limitation", TG_F_RESIDUAL },
	{ "limitations", TG_F_RESIDUAL },
	{ "what remains", TG_F_RESIDUAL },
	{ "not covered", TG_F_RESIDUAL },
	{ "status", TG_F_STATUS },
	{ "state", TG_F_STATUS },
	{ "threat status", TG_F_STATUS },
	{ "owner", TG_F_OWNER },
	{ "owners", TG_F_OWNER },
	{ "assignee", TG_F_OWNER },
	{ "responsible", TG_F_OWNER },
	{ "accountable", TG_F_OWNER },
	{ "team", TG_F_OWNER },
	{ "approver", TG_F_OWNER },
	{ "approved by", TG_F_OWNER },
	{ "accepted by", TG_F_OWNER },
	{ "ticket", TG_F_OWNER },
	{ "tracking", TG_F_OWNER },
	{ "issue link", TG_F_OWNER },
	{ "due", TG_F_DUE },
	{ "due date", TG_F_DUE },
	{ "deadline", TG_F_DUE },
	{ "target date", TG_F_DUE },
	{ "by", TG_F_DUE },
	{ "eta", TG_F_DUE },
	{ "expires", TG_F_DUE },
	{ "expiry", TG_F_DUE },
	{ "review by", TG_F_DUE },
	{ "review date", TG_F_DUE },
	{ "evidence", TG_F_EVIDENCE },
	{ "code", TG_F_EVIDENCE },
	{ "code reference", TG_F_EVIDENCE },
	{ "code references", TG_F_EVIDENCE },
	{ "implemented in", TG_F_EVIDENCE },
	{ "test", TG_F_EVIDENCE },
	{ "tests", TG_F_EVIDENCE },
	{ "verification", TG_F_EVIDENCE },
	{ "reason", TG_F_REASON },
	{ "rationale", TG_F_REASON },
	{ "justification", TG_F_REASON },
	{ "rationale for acceptance", TG_F_REASON },
	{ "covers", TG_F_COVERS },
	{ "covered code", TG_F_COVERS },
	{ "covered paths", TG_F_COVERS },
	{ "question", TG_F_LEGEND },
	{ "definition", TG_F_LEGEND },
	{ "meaning", TG_F_LEGEND },
	{ "property", TG_F_LEGEND },
	{ "property violated", TG_F_LEGEND },
	{ "violates", TG_F_LEGEND },
	{ "factor", TG_F_LEGEND },
	{ "metric", TG_F_LEGEND },
	{ "count", TG_F_LEGEND },
	{ "term", TG_F_LEGEND },
	{ "stakeholder", TG_F_OTHER_THING },
	{ "dependency", TG_F_OTHER_THING },
	{ "threat actor", TG_F_OTHER_THING },
	{ "threat agent", TG_F_OTHER_THING },
	{ "threat source", TG_F_OTHER_THING },
	{ "adversary", TG_F_OTHER_THING },
	{ "attacker", TG_F_OTHER_THING },
	{ "control owner", TG_F_OWNER },
	{ "assumption", TG_F_OTHER_THING },
	{ "document", TG_F_OTHER_THING },
	{ "item", TG_F_OTHER_THING },
	{ "model", TG_F_OTHER_THING },
	{ "threat model", TG_F_OTHER_THING },
};

/* Beginnings of words anywhere in the label; the first that is met decides. */
static const struct synonym stems[] = {
	{ "mitigat", TG_F_MITIGATION },
	{ "countermeasure", TG_F_MITIGATION },
	{ "remediat", TG_F_MITIGATION },
	{ "recommend", TG_F_MITIGATION },
	{ "safeguard", TG_F_MITIGATION },
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
	{ "attacker", TG_F_DESCRIPTION },
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
	{ "stops", TG_F_MITIGATION },
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

static enum tg_field lookup(const struct tg_fold *f)
{
	for (size_t i = 0; i < sizeof(exact) / sizeof(exact[0]); i++)
		if (tg_fold_is(f, exact[i].words))
			return exact[i].field;
	return TG_F_NONE;
}

/* "Case 1", "Threat 2", "Example 3": a label with its number. */
static void drop_number(struct tg_fold *f)
{
	size_t n = f->n;

	while (n > 0 && tg_is_digit(f->text[n - 1]))
		n--;
	if (n == f->n || n < 2 || f->text[n - 1] != ' ')
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
		"preventive", "preventative", "corrective", "implemented",
	};

	for (size_t i = 0; i < sizeof(openings) / sizeof(openings[0]); i++)
		if (tg_fold_starts(f, openings[i]))
			return true;
	return false;
}

/* The most common headers in other languages, as they stand. */
static enum tg_field foreign_field(struct tg_str label)
{
	static const struct synonym words[] = {
		{ "\xe5\xa8\x81\xe8\x83\x81", TG_F_THREAT },	      /* zh: threat */
		{ "\xe6\x94\xbb\xe5\x87\xbb", TG_F_THREAT },	      /* zh: attack */
		{ "\xe7\xbc\x93\xe8\xa7\xa3", TG_F_MITIGATION },     /* zh: mitigation */
		{ "\xe6\x8e\xaa\xe6\x96\xbd", TG_F_MITIGATION },     /* zh: measure */
		{ "\xe9\x98\xb2\xe6\x8a\xa4", TG_F_MITIGATION },     /* zh: protection */
		{ "\xe8\x84\x85\xe5\xa8\x81", TG_F_THREAT },	      /* ja: threat */
		{ "\xe5\xaf\xbe\xe7\xad\x96", TG_F_MITIGATION },     /* ja: measure */
		{ "\xd0\xa3\xd0\xb3\xd1\x80\xd0\xbe\xd0\xb7", TG_F_THREAT }, /* ru: threat */
		{ "\xd0\x90\xd1\x82\xd0\xb0\xd0\xba", TG_F_THREAT },     /* ru: attack */
		{ "\xd0\x97\xd0\xb0\xd1\x89\xd0\xb8\xd1\x82", TG_F_MITIGATION }, /* ru */
		{ "\xd0\x9c\xd0\xb5\xd1\x80", TG_F_MITIGATION },	      /* ru: measure */
		{ "Bedrohung", TG_F_THREAT },     { "Angriff", TG_F_THREAT },
		{ "Ma\xc3\x9fnahme", TG_F_MITIGATION }, { "Amenaza", TG_F_THREAT },
		{ "Ataque", TG_F_THREAT },	  { "Mitigaci", TG_F_MITIGATION },
		{ "Contramedida", TG_F_MITIGATION }, { "Menace", TG_F_THREAT },
		{ "Mesure", TG_F_MITIGATION },    { "Amea\xc3\xa7", TG_F_THREAT },
		{ "Mitiga\xc3\xa7", TG_F_MITIGATION },
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (tg_str_istarts(label, words[i].words))
			return words[i].field;
	return TG_F_NONE;
}

static enum tg_field field_of(struct tg_str label, bool header)
{
	struct tg_fold f;
	enum tg_field field;

	label = tg_str_trim(label);
	if (tg_str_is(label, "#"))
		return TG_F_ID;
	if (label.n <= 60 && (field = foreign_field(label)) != TG_F_NONE)
		return field;
	tg_fold(&f, label);
	if (header && f.words > 4 && (field = by_stem(&f, questions, sizeof(questions) /
							     sizeof(questions[0]))))
		return field;
	if (f.n == 0 || f.words > 6)
		return TG_F_NONE;
	if ((field = lookup(&f)) != TG_F_NONE)
		return field;
	tg_fold(&f, without_brackets(label));
	drop_number(&f);
	if ((field = lookup(&f)) != TG_F_NONE)
		return field;
	field = by_stem(&f, stems, sizeof(stems) / sizeof(stems[0]));
	if (field != TG_F_NONE || f.words > 4 || (!header && !asks_for_answer(&f)))
		return field;
	field = by_stem(&f, short_stems, sizeof(short_stems) / sizeof(short_stems[0]));
	return header || field == TG_F_MITIGATION ? field : TG_F_NONE;
}

/* "Attack vectors:" with a list tells the ways of the threat that was named above; as
 * a column it names them. */
static bool lists_ways(struct tg_str label)
{
	static const char *const labels[] = { "attack vectors", "attack scenarios", "vectors",
					      "attack paths", "attacks", "scenarios",
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
	return lists_ways(label) ? TG_F_DESCRIPTION : field_of(label, false);
}

enum tg_field tg_field_of_header(struct tg_str header)
{
	return field_of(header, true);
}
