#include "vocab.h"

/* The first that opens the text decides, so negations stand first. */
static const struct {
	const char *words;
	enum tg_mitigation_status status;
} openings[] = {
	{ "not applicable", TG_MITIGATION_NOT_APPLICABLE },
	{ "not mitigated", TG_MITIGATION_OPEN },
	{ "not addressed", TG_MITIGATION_OPEN },
	{ "not fixed", TG_MITIGATION_OPEN },
	{ "not covered", TG_MITIGATION_OPEN },
	{ "not in place", TG_MITIGATION_OPEN },
	{ "not started", TG_MITIGATION_PLANNED },
	{ "not yet", TG_MITIGATION_PLANNED },
	{ "not implemented", TG_MITIGATION_PLANNED },
	{ "not done", TG_MITIGATION_PLANNED },
	{ "to be", TG_MITIGATION_PLANNED },
	{ "partially", TG_MITIGATION_PLANNED },
	{ "partly", TG_MITIGATION_PLANNED },
	{ "partial", TG_MITIGATION_PLANNED },
	{ "won t", TG_MITIGATION_ACCEPTED },
	{ "wont", TG_MITIGATION_ACCEPTED },
	{ "will not", TG_MITIGATION_ACCEPTED },
	{ "in progress", TG_MITIGATION_PLANNED },
	{ "in review", TG_MITIGATION_PLANNED },
	{ "in discussion", TG_MITIGATION_OPEN },
	{ "in place", TG_MITIGATION_IMPLEMENTED },
	{ "in production", TG_MITIGATION_IMPLEMENTED },
	{ "already", TG_MITIGATION_IMPLEMENTED },
	{ "implemented", TG_MITIGATION_IMPLEMENTED },
	{ "mitigation implemented", TG_MITIGATION_IMPLEMENTED },
	{ "needs investigation", TG_MITIGATION_OPEN },
	{ "implementation complete", TG_MITIGATION_IMPLEMENTED },
	{ "done", TG_MITIGATION_IMPLEMENTED },
	{ "complete", TG_MITIGATION_IMPLEMENTED },
	{ "completed", TG_MITIGATION_IMPLEMENTED },
	{ "mitigated", TG_MITIGATION_IMPLEMENTED },
	{ "live", TG_MITIGATION_IMPLEMENTED },
	{ "fixed", TG_MITIGATION_IMPLEMENTED },
	{ "resolved", TG_MITIGATION_IMPLEMENTED },
	{ "deployed", TG_MITIGATION_IMPLEMENTED },
	{ "shipped", TG_MITIGATION_IMPLEMENTED },
	{ "merged", TG_MITIGATION_IMPLEMENTED },
	{ "enforced", TG_MITIGATION_IMPLEMENTED },
	{ "enabled", TG_MITIGATION_IMPLEMENTED },
	{ "verified", TG_MITIGATION_IMPLEMENTED },
	{ "existing", TG_MITIGATION_IMPLEMENTED },
	{ "closed", TG_MITIGATION_IMPLEMENTED },
	{ "addressed", TG_MITIGATION_IMPLEMENTED },
	{ "covered", TG_MITIGATION_IMPLEMENTED },
	{ "yes", TG_MITIGATION_IMPLEMENTED },
	{ "planned", TG_MITIGATION_PLANNED },
	{ "proposed", TG_MITIGATION_PLANNED },
	{ "scheduled", TG_MITIGATION_PLANNED },
	{ "suggested", TG_MITIGATION_PLANNED },
	{ "recommended", TG_MITIGATION_PLANNED },
	{ "required", TG_MITIGATION_PLANNED },
	{ "approved", TG_MITIGATION_PLANNED },
	{ "under review", TG_MITIGATION_PLANNED },
	{ "backlog", TG_MITIGATION_PLANNED },
	{ "pending", TG_MITIGATION_PLANNED },
	{ "intent", TG_MITIGATION_PLANNED },
	{ "intended", TG_MITIGATION_PLANNED },
	{ "wip", TG_MITIGATION_PLANNED },
	{ "started", TG_MITIGATION_PLANNED },
	{ "ongoing", TG_MITIGATION_PLANNED },
	{ "deferred", TG_MITIGATION_PLANNED },
	{ "future", TG_MITIGATION_PLANNED },
	{ "todo", TG_MITIGATION_PLANNED },
	{ "to do", TG_MITIGATION_PLANNED },
	{ "tracked", TG_MITIGATION_PLANNED },
	{ "accept", TG_MITIGATION_ACCEPTED },
	{ "accepted", TG_MITIGATION_ACCEPTED },
	{ "acceptance", TG_MITIGATION_ACCEPTED },
	{ "acceptable", TG_MITIGATION_ACCEPTED },
	{ "risk accepted", TG_MITIGATION_ACCEPTED },
	{ "accept risk", TG_MITIGATION_ACCEPTED },
	{ "acknowledged", TG_MITIGATION_ACCEPTED },
	{ "tolerate", TG_MITIGATION_ACCEPTED },
	{ "tolerated", TG_MITIGATION_ACCEPTED },
	{ "transfer", TG_MITIGATION_TRANSFERRED },
	{ "transferred", TG_MITIGATION_TRANSFERRED },
	{ "shared", TG_MITIGATION_TRANSFERRED },
	{ "avoid", TG_MITIGATION_AVOIDED },
	{ "avoided", TG_MITIGATION_AVOIDED },
	{ "eliminate", TG_MITIGATION_AVOIDED },
	{ "eliminated", TG_MITIGATION_AVOIDED },
	{ "n a", TG_MITIGATION_NOT_APPLICABLE },
	{ "na", TG_MITIGATION_NOT_APPLICABLE },
	{ "false positive", TG_MITIGATION_NOT_APPLICABLE },
	{ "out of scope", TG_MITIGATION_NOT_APPLICABLE },
	{ "retired", TG_MITIGATION_NOT_APPLICABLE },
	{ "open", TG_MITIGATION_OPEN },
	{ "unmitigated", TG_MITIGATION_OPEN },
	{ "unaddressed", TG_MITIGATION_OPEN },
	{ "unresolved", TG_MITIGATION_OPEN },
	{ "none", TG_MITIGATION_OPEN },
	{ "no", TG_MITIGATION_OPEN },
	{ "missing", TG_MITIGATION_OPEN },
	{ "exposed", TG_MITIGATION_OPEN },
	{ "identified", TG_MITIGATION_OPEN },
	{ "gap", TG_MITIGATION_OPEN },
	{ "unchecked", TG_MITIGATION_OPEN },
	{ "reduce", TG_MITIGATION_UNSTATED },
	{ "mitigate", TG_MITIGATION_UNSTATED },
	{ "tbd", TG_MITIGATION_UNSTATED },
	{ "unknown", TG_MITIGATION_UNSTATED },
};

static const struct {
	const char *sign;
	enum tg_mitigation_status status;
} symbols[] = {
	{ "\xe2\x9c\x85", TG_MITIGATION_IMPLEMENTED }, /* white heavy check mark */
	{ "\xe2\x9c\x94", TG_MITIGATION_IMPLEMENTED }, /* heavy check mark */
	{ "\xe2\x9c\x93", TG_MITIGATION_IMPLEMENTED }, /* check mark */
	{ "\xe2\x98\x91", TG_MITIGATION_IMPLEMENTED }, /* ballot box with check */
	{ "\xf0\x9f\x9a\xa7", TG_MITIGATION_PLANNED }, /* construction */
	{ "\xe2\x8f\xb3", TG_MITIGATION_PLANNED },     /* hourglass */
	{ "\xf0\x9f\x94\x9c", TG_MITIGATION_PLANNED }, /* soon */
	{ "\xf0\x9f\x93\x85", TG_MITIGATION_PLANNED }, /* calendar */
	{ "\xe2\x9d\x8c", TG_MITIGATION_OPEN },        /* cross mark */
	{ "\xe2\x9c\x97", TG_MITIGATION_OPEN },        /* ballot x */
};

static enum tg_mitigation_status by_symbol(struct tg_str text)
{
	for (size_t i = 0; i < sizeof(symbols) / sizeof(symbols[0]); i++)
		if (tg_str_find(text, tg_str(symbols[i].sign)) != SIZE_MAX)
			return symbols[i].status;
	return TG_MITIGATION_UNSTATED;
}

/* Traffic lights: a status in a column of statuses; anywhere else rather a risk. */
static enum tg_mitigation_status by_light(struct tg_str text)
{
	if (tg_str_find(text, TG_STR("\xf0\x9f\x9f\xa2")) != SIZE_MAX)
		return TG_MITIGATION_IMPLEMENTED; /* green */
	if (tg_str_find(text, TG_STR("\xf0\x9f\x9f\xa1")) != SIZE_MAX)
		return TG_MITIGATION_PLANNED; /* yellow */
	if (tg_str_find(text, TG_STR("\xf0\x9f\x94\xb4")) != SIZE_MAX)
		return TG_MITIGATION_OPEN; /* red */
	return TG_MITIGATION_UNSTATED;
}

static bool opening(const struct tg_fold *f, enum tg_mitigation_status *out)
{
	for (size_t i = 0; i < sizeof(openings) / sizeof(openings[0]); i++) {
		if (tg_fold_starts(f, openings[i].words)) {
			*out = openings[i].status;
			return true;
		}
	}
	return false;
}

/* Tools write "mitigationResolved", "threatIdentified". */
static bool by_tool_word(const struct tg_fold *f, enum tg_mitigation_status *out)
{
	static const struct {
		const char *stem;
		enum tg_mitigation_status status;
	} tools[] = {
		{ "mitigationresolvedwillnot", TG_MITIGATION_ACCEPTED },
		{ "mitigationresolved", TG_MITIGATION_IMPLEMENTED },
		{ "mitigationinprogress", TG_MITIGATION_PLANNED },
		{ "mitigationidentified", TG_MITIGATION_PLANNED },
		{ "threatresolvednotuseful", TG_MITIGATION_NOT_APPLICABLE },
		{ "threatresolved", TG_MITIGATION_IMPLEMENTED },
		{ "threatidentified", TG_MITIGATION_OPEN },
		{ "notapplicable", TG_MITIGATION_NOT_APPLICABLE },
		{ "inprogress", TG_MITIGATION_PLANNED },
	};

	for (size_t i = 0; i < sizeof(tools) / sizeof(tools[0]); i++) {
		if (tg_fold_has_stem(f, tools[i].stem)) {
			*out = tools[i].status;
			return true;
		}
	}
	return false;
}

enum tg_mitigation_status tg_status_parse(struct tg_str text)
{
	enum tg_mitigation_status status = by_symbol(text);
	struct tg_fold f;

	tg_fold(&f, text);
	if (f.n == 0 && status == TG_MITIGATION_UNSTATED)
		return by_light(text); /* words beside it say more */
	if (f.n == 0 || status != TG_MITIGATION_UNSTATED)
		return status;
	if (opening(&f, &status) || by_tool_word(&f, &status))
		return status;
	if (tg_fold_has(&f, "accepted") || tg_fold_has(&f, "accept"))
		return TG_MITIGATION_ACCEPTED;
	if (tg_fold_has(&f, "in progress") || tg_fold_has(&f, "planned"))
		return TG_MITIGATION_PLANNED;
	if (tg_fold_has(&f, "implemented") || tg_fold_has(&f, "done"))
		return TG_MITIGATION_IMPLEMENTED;
	return TG_MITIGATION_OTHER;
}

/* "Accept: small sums only" states a decision, "Accept only signed uploads" what
 * the code does: after such a word there has to be a sign. */
static bool goes_on_as_sentence(struct tg_str text)
{
	static const char *const words[] = { "accept", "transfer", "live", "intent" };
	static const char *const decisions[] = { "risk", "the risk", "this risk", "and doc",
						 "as is" };

	while (text.n > 0 && !tg_is_alnum(text.p[0]))
		text = tg_str_from(text, 1);
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		struct tg_str after = tg_str_from(text, tg_str(words[i]).n);

		if (!tg_str_istarts(text, words[i]) || after.n == 0 ||
		    !tg_is_space(after.p[0]))
			continue;
		after = tg_str_trim(after);
		if (after.n == 0 || !tg_is_alnum(after.p[0]))
			return false;
		for (size_t d = 0; d < sizeof(decisions) / sizeof(decisions[0]); d++)
			if (tg_str_istarts(after, decisions[d]))
				return false;
		return true;
	}
	return false;
}

enum tg_mitigation_status tg_status_opening(struct tg_str text)
{
	static const char *const unmistakable[] = {
		"implemented", "planned",  "proposed", "in progress", "done",
		"live",        "intent",   "todo",     "in place",    "deferred",
		"accept",      "accepted", "accept risk", "accepted risk",
		"risk accepted", "transfer", "transferred", "not implemented",
		"not yet implemented", "won t fix", "wont fix", "mitigated",
	};
	enum tg_mitigation_status status = by_symbol(tg_str_sub(text, 0, 8));
	struct tg_fold f;

	if (status != TG_MITIGATION_UNSTATED || goes_on_as_sentence(text))
		return status;
	tg_fold(&f, text);
	for (size_t i = 0; i < sizeof(unmistakable) / sizeof(unmistakable[0]); i++)
		if (tg_fold_starts(&f, unmistakable[i]) && opening(&f, &status))
			return status;
	return TG_MITIGATION_UNSTATED;
}

bool tg_status_closes(enum tg_mitigation_status status)
{
	return status == TG_MITIGATION_IMPLEMENTED ||
	       status == TG_MITIGATION_ACCEPTED ||
	       status == TG_MITIGATION_TRANSFERRED ||
	       status == TG_MITIGATION_AVOIDED ||
	       status == TG_MITIGATION_NOT_APPLICABLE;
}
