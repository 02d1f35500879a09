#include "model.h"

const char *tg_model_format_name(enum tg_model_format format)
{
	static const char *const names[] = {
		[TG_MODEL_MARKDOWN] = "markdown",
		[TG_MODEL_THREAT_DRAGON] = "threat-dragon",
		[TG_MODEL_OTM] = "otm",
		[TG_MODEL_THREAGILE] = "threagile",
		[TG_MODEL_THREAT_COMPOSER] = "threat-composer",
		[TG_MODEL_OWASP_LIBRARY] = "owasp-library",
		[TG_MODEL_THREATCL] = "threatcl",
	};

	return names[format];
}

const char *tg_risk_scheme_name(enum tg_risk_scheme scheme)
{
	static const char *const names[] = {
		[TG_RISK_NONE] = "none",
		[TG_RISK_DREAD] = "dread",
		[TG_RISK_LIKELIHOOD_IMPACT] = "likelihood-impact",
		[TG_RISK_SEVERITY] = "severity",
		[TG_RISK_CVSS] = "cvss",
	};

	return names[scheme];
}

const char *tg_risk_level_name(enum tg_risk_level level)
{
	static const char *const names[] = {
		[TG_RISK_UNKNOWN] = "unknown", [TG_RISK_ACCEPT] = "accept",
		[TG_RISK_LOW] = "low",         [TG_RISK_MEDIUM] = "medium",
		[TG_RISK_HIGH] = "high",       [TG_RISK_CRITICAL] = "critical",
	};

	return names[level];
}

const char *tg_mitigation_status_name(enum tg_mitigation_status status)
{
	static const char *const names[] = {
		[TG_MITIGATION_UNSTATED] = "unstated",
		[TG_MITIGATION_IMPLEMENTED] = "implemented",
		[TG_MITIGATION_PLANNED] = "planned",
		[TG_MITIGATION_ACCEPTED] = "accepted",
		[TG_MITIGATION_TRANSFERRED] = "transferred",
		[TG_MITIGATION_AVOIDED] = "avoided",
		[TG_MITIGATION_NOT_APPLICABLE] = "not-applicable",
		[TG_MITIGATION_OPEN] = "open",
		[TG_MITIGATION_OTHER] = "other",
	};

	return names[status];
}

bool tg_mitigation_says_something(const struct tg_mitigation *m)
{
	return !m->denial && !m->placeholder && m->text[0] != '\0';
}

bool tg_threat_mitigated(const struct tg_threat *threat)
{
	for (size_t i = 0; i < threat->n_mitigations; i++)
		if (tg_mitigation_says_something(&threat->mitigations[i]))
			return true;
	return false;
}

size_t tg_model_mitigated(const struct tg_model *model)
{
	size_t n = 0;

	for (size_t i = 0; i < model->n_threats; i++)
		n += tg_threat_mitigated(&model->threats[i]);
	return n;
}
