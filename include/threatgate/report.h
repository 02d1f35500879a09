/*
 * The report: what a change does, what its author said, what is missing.
 *
 * These are plain values. All strings belong to the report's arena and live as
 * long as the report. Strings that come from the repository or the pull
 * request (paths, excerpts, messages built from them) are untrusted: whoever
 * prints them neutralises them for that output. Field names and identifiers
 * are those of the JSON report, whose schema is docs/report.schema.json.
 */
#ifndef THREATGATE_REPORT_H
#define THREATGATE_REPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define TG_REPORT_SCHEMA "threatgate-report/1"

enum tg_verdict { TG_VERDICT_PASS, TG_VERDICT_FAIL, TG_VERDICT_ERROR };

enum tg_level { TG_LEVEL_NOTE, TG_LEVEL_WARNING, TG_LEVEL_ERROR };

enum tg_severity {
	TG_SEVERITY_LOW,
	TG_SEVERITY_MEDIUM,
	TG_SEVERITY_HIGH,
	TG_SEVERITY_CRITICAL
};

/* high: detects a topic alone; medium: two of a topic, or one in a new file;
 * low: a hint that is shown and never decides. */
enum tg_confidence {
	TG_CONFIDENCE_LOW,
	TG_CONFIDENCE_MEDIUM,
	TG_CONFIDENCE_HIGH
};

/* Which version of a file a line number belongs to. */
enum tg_side { TG_SIDE_NEW, TG_SIDE_OLD };

enum tg_change_kind { TG_CHANGE_ADDED, TG_CHANGE_REMOVED, TG_CHANGE_FILE };

/* STRIDE categories, as bits. */
enum {
	TG_SPOOFING = 1 << 0,
	TG_TAMPERING = 1 << 1,
	TG_REPUDIATION = 1 << 2,
	TG_INFORMATION_DISCLOSURE = 1 << 3,
	TG_DENIAL_OF_SERVICE = 1 << 4,
	TG_ELEVATION_OF_PRIVILEGE = 1 << 5
};
#define TG_STRIDE_COUNT 6

/* Why a threat model must be looked at again, as bits. */
enum {
	TG_NEW_FEATURE = 1 << 0,
	TG_NEW_INTEGRATION = 1 << 1,
	TG_AUTH_CHANGE = 1 << 2,
	TG_NEW_DATA = 1 << 3,
	TG_ARCHITECTURE = 1 << 4
};
#define TG_TRIGGER_COUNT 5

/* The words of the JSON report and of rule files. Each returns a static
 * string; `index` counts the bits above from 0. */
const char *tg_verdict_name(enum tg_verdict verdict);
const char *tg_level_name(enum tg_level level);
const char *tg_severity_name(enum tg_severity severity);
const char *tg_confidence_name(enum tg_confidence confidence);
const char *tg_side_name(enum tg_side side);
const char *tg_change_kind_name(enum tg_change_kind kind);
const char *tg_stride_name(unsigned index);  /* "spoofing" */
const char *tg_stride_title(unsigned index); /* "Spoofing" */
const char *tg_trigger_name(unsigned index); /* "new-feature" */

/* One place in the change set where a rule matched. */
struct tg_signal {
	const char *rule;   /* rule id, also deps.* and derived ones */
	const char *title;  /* the rule's title */
	const char *topic;  /* topic id, "" for none */
	unsigned triggers;  /* TG_NEW_FEATURE ... */
	unsigned stride;    /* TG_SPOOFING ... */
	enum tg_severity severity;
	enum tg_confidence confidence;
	const char *path;   /* new path; old path where the file is gone */
	uint32_t line;      /* 1-based on `side`; 0: the file as a whole */
	enum tg_side side;
	enum tg_change_kind change;
	bool new_file;      /* the file is new in this change set */
	bool control_removed; /* the rule recognises the removal of a control */
	const char *excerpt;  /* the line, trimmed, at most 200 bytes; or "" */
	const char *message;
	const char *ask;    /* the question the author must be able to answer */
	const char *const *references; /* CWE-..., ASVS ...; NULL-terminated */
};

/* One thing that is wrong or worth knowing. */
struct tg_finding {
	const char *id;      /* "checklist/contradicted" */
	enum tg_level level;
	const char *message; /* names the thing: what and why, one sentence */
	const char *fix;     /* what to do, one sentence */
	const char *path;    /* NULL: the change as a whole */
	uint32_t line;       /* 0: the file as a whole */
	enum tg_side side;
	const char *topic;   /* NULL where none */
	const char *rule;    /* NULL where none */
	const char *model;   /* path of the threat model concerned, or NULL */
	const char *threat;  /* id of the threat concerned, or NULL */
	bool introduced;     /* by this change; else it was there before */
	char fingerprint[33]; /* 32 hex digits; survives shifts of lines */
	const char *waived;  /* why it does not count, or NULL */
};

enum tg_answer {
	TG_ANSWER_NOT_GIVEN, /* no body was judged */
	TG_ANSWER_MISSING,
	TG_ANSWER_UNANSWERED,
	TG_ANSWER_NO,
	TG_ANSWER_YES
};

enum tg_outcome {
	TG_OUTCOME_NOT_JUDGED,
	TG_OUTCOME_OK,
	TG_OUTCOME_CONTRADICTED,
	TG_OUTCOME_NEEDS_EXPLANATION,
	TG_OUTCOME_UNANSWERED,
	TG_OUTCOME_MISSING,
	TG_OUTCOME_NOT_REQUIRED
};

const char *tg_answer_name(enum tg_answer answer);
const char *tg_outcome_name(enum tg_outcome outcome);

struct tg_topic_result {
	const char *id;
	const char *question; /* as the policy asks it */
	bool detected;
	size_t signals;
	enum tg_answer answer;
	bool explained;       /* a yes with an explanation, a no with a reason */
	const char *text;     /* what the author wrote, or "" */
	enum tg_outcome outcome;
};

struct tg_review {
	bool required;
	bool declared;        /* the body says that the model was reviewed */
	unsigned triggers;
	const char *const *models; /* paths of the models concerned */
	size_t n_models;
};

/* One threat model that the change touches or that covers changed code. */
struct tg_model_summary {
	const char *path;
	const char *title;
	const char *change;   /* "added" | "modified" | "deleted" | "unchanged" */
	const char *const *covers;
	size_t n_covers;
	size_t threats, mitigated, findings;
	const char *mermaid;  /* its data flow diagram with what changed marked,
	                         or NULL where it has none that can be read */
};

struct tg_suppression {
	const char *rule;
	const char *path;
	uint32_t line;
	const char *reason;
	bool effective; /* in the base already, so that it counts */
};

struct tg_report {
	enum tg_verdict verdict;
	const char *error;      /* why nothing could be judged, or NULL */
	const char *base, *head, *merge_base; /* object ids in hex, or "" */
	size_t files, added, removed;
	size_t errors, warnings, notes;
	size_t preexisting;     /* findings that were there before, not listed */
	const struct tg_topic_result *topics;
	size_t n_topics;
	struct tg_review review;
	const struct tg_signal *signals;
	size_t n_signals;
	const struct tg_model_summary *models;
	size_t n_models;
	const struct tg_finding *findings; /* sorted: errors first, then
	                                       by path (the change as a
	                                       whole before any), line, id */
	size_t n_findings;
	const struct tg_suppression *suppressions;
	size_t n_suppressions;
	const char *const *limits; /* what could not be looked at, one honest
	                              line each; empty when all was */
	size_t n_limits;
	bool body_judged;       /* the checklist was judged */
	bool advisory;          /* a draft: shown, does not fail */
	const char *checklist_note; /* why the checklist was not needed or
	                               judged, or NULL */
	unsigned elapsed_ms;    /* set by the program, 0 in replays */
};

#endif
