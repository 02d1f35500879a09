/* The words of the JSON report for the enums of report.h, in their order. */
#include <threatgate/report.h>

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

/* A value outside its enum is a fault of ours; it must not read past a table. */
static const char *pick(const char *const *names, size_t n, size_t index)
{
	return index < n ? names[index] : "unknown";
}

const char *tg_verdict_name(enum tg_verdict verdict)
{
	static const char *const names[] = { "pass", "fail", "error" };

	return pick(names, COUNT(names), (size_t)verdict);
}

const char *tg_level_name(enum tg_level level)
{
	static const char *const names[] = { "note", "warning", "error" };

	return pick(names, COUNT(names), (size_t)level);
}

const char *tg_severity_name(enum tg_severity severity)
{
	static const char *const names[] = { "low", "medium", "high", "critical" };

	return pick(names, COUNT(names), (size_t)severity);
}

const char *tg_confidence_name(enum tg_confidence confidence)
{
	static const char *const names[] = { "low", "medium", "high" };

	return pick(names, COUNT(names), (size_t)confidence);
}

const char *tg_side_name(enum tg_side side)
{
	static const char *const names[] = { "new", "old" };

	return pick(names, COUNT(names), (size_t)side);
}

const char *tg_change_kind_name(enum tg_change_kind kind)
{
	static const char *const names[] = { "added", "removed", "file" };

	return pick(names, COUNT(names), (size_t)kind);
}

const char *tg_stride_name(unsigned index)
{
	static const char *const names[TG_STRIDE_COUNT] = {
		"spoofing",
		"tampering",
		"repudiation",
		"information-disclosure",
		"denial-of-service",
		"elevation-of-privilege",
	};

	return pick(names, COUNT(names), index);
}

const char *tg_stride_title(unsigned index)
{
	static const char *const titles[TG_STRIDE_COUNT] = {
		"Spoofing",
		"Tampering",
		"Repudiation",
		"Information disclosure",
		"Denial of service",
		"Elevation of privilege",
	};

	return pick(titles, COUNT(titles), index);
}

const char *tg_trigger_name(unsigned index)
{
	static const char *const names[TG_TRIGGER_COUNT] = {
		"new-feature", "new-integration", "auth-change",
		"new-data",    "architecture",
	};

	return pick(names, COUNT(names), index);
}

const char *tg_answer_name(enum tg_answer answer)
{
	static const char *const names[] = { "not-given", "missing", "unanswered", "no",
					     "yes" };

	return pick(names, COUNT(names), (size_t)answer);
}

const char *tg_outcome_name(enum tg_outcome outcome)
{
	static const char *const names[] = {
		"not-judged", "ok",	 "contradicted", "needs-explanation",
		"unanswered", "missing", "not-required",
	};

	return pick(names, COUNT(names), (size_t)outcome);
}
