/*
 * A threat model as it was read: the parts a security lead looks for, each with
 * its line. Plain values in an arena, whatever the document was written in.
 */
#ifndef TG_MODEL_H
#define TG_MODEL_H

#include "../base/arena.h"
#include "../base/str.h"

#include <stdbool.h>
#include <stdint.h>
#include <threatgate/err.h>
#include <threatgate/report.h>

enum tg_model_format {
	TG_MODEL_MARKDOWN,
	TG_MODEL_THREAT_DRAGON, /* v1 and v2 JSON */
	TG_MODEL_OTM,           /* Open Threat Model, JSON or YAML */
	TG_MODEL_THREAGILE,
	TG_MODEL_THREAT_COMPOSER,
	TG_MODEL_OWASP_LIBRARY,
	TG_MODEL_THREATCL
};

enum tg_risk_scheme {
	TG_RISK_NONE,
	TG_RISK_DREAD,
	TG_RISK_LIKELIHOOD_IMPACT,
	TG_RISK_SEVERITY,
	TG_RISK_CVSS
};

/* "accept" is what the likelihood × impact matrix calls low × low. */
enum tg_risk_level {
	TG_RISK_UNKNOWN,
	TG_RISK_ACCEPT,
	TG_RISK_LOW,
	TG_RISK_MEDIUM,
	TG_RISK_HIGH,
	TG_RISK_CRITICAL
};

enum tg_mitigation_status {
	TG_MITIGATION_UNSTATED,
	TG_MITIGATION_IMPLEMENTED,
	TG_MITIGATION_PLANNED,
	TG_MITIGATION_ACCEPTED,    /* accepted risk */
	TG_MITIGATION_TRANSFERRED,
	TG_MITIGATION_AVOIDED,
	TG_MITIGATION_NOT_APPLICABLE,
	TG_MITIGATION_OPEN,        /* said to be missing */
	TG_MITIGATION_OTHER        /* a word that is not understood */
};

enum { TG_DREAD_DAMAGE, TG_DREAD_REPRODUCIBILITY, TG_DREAD_EXPLOITABILITY,
       TG_DREAD_AFFECTED, TG_DREAD_DISCOVERABILITY, TG_DREAD_FACTORS };

struct tg_risk {
	enum tg_risk_scheme scheme;
	double dread[TG_DREAD_FACTORS];
	double total;          /* as written; < 0: none was written */
	bool mean;             /* the total is the mean of the factors */
	const char *likelihood, *impact; /* as written, or NULL */
	double cvss;           /* < 0: none */
	const char *stated;    /* the priority or severity word as written */
	enum tg_risk_level level; /* what the document says or, where it says
	                             nothing, what its numbers come to */
	enum tg_risk_level computed; /* what the numbers come to */
	uint32_t line;         /* of the row or text that scored it */
};

struct tg_mitigation {
	const char *id;        /* "M1", or "" */
	const char *text;      /* as written, without marks */
	bool denial;           /* "none", "N/A", "not mitigated", a placeholder */
	bool placeholder;
	enum tg_mitigation_status status;
	const char *status_text; /* as written, or "" */
	const char *owner;     /* or NULL */
	const char *due;       /* ISO date as written, or NULL */
	const char *reason;    /* of an acceptance, or NULL */
	const char *const *evidence; /* "path", "path:symbol", "path#L1-L9" */
	size_t n_evidence;
	uint32_t line;
	bool shared;           /* listed for a category or the whole document */
	const char *threat_id; /* of an orphan: the id that it is for, else NULL */
};

struct tg_threat {
	const char *id;        /* as written ("T1"); "" where there is none */
	const char *title;
	const char *description;
	const char *element;   /* component, flow or boundary concerned, or "" */
	unsigned stride;       /* bits; 0 unknown or none */
	const char *category;  /* as written, or "" */
	bool category_unknown; /* a word that is no STRIDE category */
	struct tg_risk risk;
	const char *status;    /* the threat's own status as written, or "" */
	bool closed;           /* the status says it is dealt with or moot */
	struct tg_mitigation *mitigations;
	size_t n_mitigations;
	uint32_t line, end_line;
};

enum tg_element_kind {
	TG_ELEMENT_EXTERNAL,
	TG_ELEMENT_PROCESS,
	TG_ELEMENT_STORE
};

struct tg_element {
	const char *id, *name;
	enum tg_element_kind kind;
	const char *boundary;  /* id of the innermost boundary around it, or NULL */
	uint32_t line;
};

struct tg_flow {
	const char *from, *to; /* ids of elements */
	const char *label;     /* what flows and by which protocol, or "" */
	bool both_ways;
	uint32_t line;
};

struct tg_boundary {
	const char *id, *name;
	const char *parent;    /* id of the boundary around it, or NULL */
	uint32_t line;
};

struct tg_dfd {
	const char *format;    /* "mermaid", "ascii", "image", "plantuml", "table", "drawio",
	                          "threat-dragon", "otm", "threagile" ...; NULL: none */
	uint32_t line, end_line;
	struct tg_element *elements;
	size_t n_elements;
	struct tg_flow *flows;
	size_t n_flows;
	struct tg_boundary *boundaries;
	size_t n_boundaries;
};

/* The six parts; the line of each, 0 where it is not there. */
struct tg_sections {
	uint32_t scope, dfd, trust_boundaries, threats, risk, mitigations;
};

/* What the front matter says and nobody can read: "the threshold is ..." */
struct tg_doubt {
	uint32_t line;
	const char *message, *fix;
};

struct tg_model {
	const char *path;
	enum tg_model_format format;
	const char *title;
	const char *const *covers; /* globs */
	const uint32_t *covers_lines; /* where each stands, or NULL */
	size_t n_covers;
	const char *owner;         /* or NULL */
	const char *reviewed;      /* ISO date as written, or NULL */
	enum tg_risk_level threshold; /* TG_RISK_UNKNOWN: the policy's */
	struct tg_sections sections;
	enum tg_risk_scheme risk_scheme;
	struct tg_dfd dfd;
	struct tg_threat *threats;
	size_t n_threats;
	struct tg_mitigation *orphans; /* mitigations for ids that no threat has */
	size_t n_orphans;
	const char *read_as;       /* which table or heading was taken as the
	                              threats, for people: "the table at line 40" */
	bool recognised;           /* false: no structure that can be read */
	struct tg_str source;      /* the document */
	/* `<!-- threatgate:ignore model/... -- reason -->` */
	struct tg_suppression *suppressions;
	size_t n_suppressions;
	struct tg_doubt *doubts;
	size_t n_doubts;
};

/* Where the coverage pattern stands; 1 where that is not known. */
uint32_t tg_model_covers_line(const struct tg_model *model, size_t index);

/* False for a denial ("none", "N/A"), a placeholder, an empty cell. */
bool tg_mitigation_says_something(const struct tg_mitigation *mitigation);

/* True when the threat has a mitigation that says something. */
bool tg_threat_mitigated(const struct tg_threat *threat);
size_t tg_model_mitigated(const struct tg_model *model);

const char *tg_model_format_name(enum tg_model_format format);
const char *tg_risk_scheme_name(enum tg_risk_scheme scheme);
const char *tg_risk_level_name(enum tg_risk_level level);
bool tg_risk_level_parse(struct tg_str word, enum tg_risk_level *out);
const char *tg_mitigation_status_name(enum tg_mitigation_status status);

#endif
