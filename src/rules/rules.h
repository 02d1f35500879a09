/*
 * Rules: packs, compiling, matching. A change set goes in, signals come out.
 * Nothing here prints or touches clock, disk or network. rules/README.md
 * describes the format for those who write rules.
 */
#ifndef TG_RULES_H
#define TG_RULES_H

#include "../base/glob.h"
#include "../base/regex.h"
#include "../git/changeset.h"

#include <threatgate/report.h>

enum tg_rule_change { TG_RULE_ADDED, TG_RULE_REMOVED, TG_RULE_EITHER };

/* What a rule recognises, for the signals that are derived from several. */
enum tg_rule_role {
	TG_ROLE_NONE,
	TG_ROLE_ENDPOINT,   /* a way in: route, handler, listener */
	TG_ROLE_GUARD,      /* a check of who calls */
	TG_ROLE_VALIDATION, /* a check of what comes in */
	TG_ROLE_LIMIT,      /* a rate limit, quota, page size, timeout */
	TG_ROLE_CLIENT      /* a call to another system */
};

/* A rule as written. Built-in ones are constant tables made at build time;
 * a team's own are read at run time. The texts are never NULL. */
struct tg_rule {
	const char *id, *title, *topic; /* topic "" for none */
	unsigned triggers, stride;
	enum tg_severity severity;
	enum tg_confidence confidence;
	enum tg_rule_change change;
	enum tg_rule_role role;
	unsigned statuses;         /* of a path rule: bits 1 << enum tg_status;
	                              0: any */
	bool comments;             /* also matches inside comments */
	bool control;              /* its removal is the removal of a control */
	bool net;                  /* an edited line that matches before and after
	                              is none; so is every rule of `removed` */
	bool same;                 /* with `net`: only when the same text matches */
	bool decision;             /* looks at decisions alone: conditions, returns */
	bool outside;              /* looks at lines with a value from outside alone */
	bool fallback;             /* silent where another rule of its topic says
	                              as much of the same line */
	bool no_literal;           /* says itself why it needs no literal */
	bool directly;             /* the innermost head alone counts for `inside` */
	bool caseless;
	const char *const *languages; /* ids; NULL-terminated; NULL: any */
	const char *const *paths;  /* path list; NULL-terminated; NULL: any */
	const char *const *classes; /* file classes; NULL: production and config */
	const char *line;          /* pattern, or NULL for a path rule */
	const char *unless;        /* must not match the same line, or NULL */
	const char *inside;        /* must match a head that the line stands in */
	const char *near, *without; /* over the hunk, or NULL */
	const char *message, *ask;
	const char *const *references; /* NULL-terminated, never NULL */
	const char *const *literals; /* every match of `line` holds one of them
	                                (lower case); derived, NULL-terminated,
	                                or NULL */
	const uint16_t *needs;     /* what else every match of `line` holds (needs.h);
	                              derived, or NULL */
	const uint16_t *inside_needs; /* what every match of `inside` holds */
	size_t n_needs, n_inside_needs;
	const char *const *match, *const *no_match; /* its tests, or NULL */
	const char *file;          /* where it was read; line number there */
	unsigned file_line;
};

struct tg_prefilter; /* prefilter.h */

struct tg_rule_pack {
	const char *name;
	const struct tg_rule *rules;
	size_t n;
	const struct tg_prefilter *prefilter; /* made at build time, or NULL */
};

/* The built-in rules, sorted by id (generated at build time). */
extern const struct tg_rule_pack tg_builtin_rules;

/* The signals that no single line shows (derived.c), as rules: for lists and
 * explanations; they have no pattern. */
extern const struct tg_rule_pack tg_derived_rules;

#define TG_RULES_MAX_BYTES (1u << 20) /* of one file */
#define TG_RULES_MAX 4000u            /* rules in one file */

/* True when a file of that name, in the folder of a team's rules, is a pack. */
bool tg_rules_is_file(const char *path);

/* Reads a pack's YAML: structure, patterns, literals are all checked; tests
 * are read, not run. TG_E_RULE (TG_E_SYNTAX where it is no YAML) with file,
 * line, column, the offending text and what was expected. */
enum tg_rc tg_rules_read(struct tg_rule_pack *out, struct tg_arena *arena,
			 struct tg_str text, const char *file,
			 struct tg_err *err) TG_MUST_CHECK;

/* Runs a rule's own tests by a real engine. TG_E_RULE with file, line and
 * reason when one does not hold; *failed is that test, else NULL. */
enum tg_rc tg_rule_test(const struct tg_rule *rule, const char **failed,
			struct tg_err *err) TG_MUST_CHECK;

/* Matches a rule's patterns against crafted lines of 4 KiB, as hostile text
 * would, and calls `now_us` (microseconds, any origin) around each. Gives the
 * slowest, and the line that it took. */
enum tg_rc tg_rule_stress(const struct tg_rule *rule, uint64_t (*now_us)(void),
			  uint64_t *slowest_us, struct tg_err *err)
	TG_MUST_CHECK;
#define TG_RULE_STRESS_MAX_US 20000u /* slower is refused by lint */

/* The rule of that id in the packs, the last one winning, or NULL. */
const struct tg_rule *tg_rule_find(const struct tg_rule_pack *packs,
				   size_t n_packs, const char *id);

/* True when `pattern` is the rule's id, or a group of ids ("auth.*"). */
bool tg_rule_id_matches(const char *pattern, const char *id);

/* True when the rule looks at this file at all, on either side: language,
 * class and path. */
bool tg_rule_applies(const struct tg_rule *rule, const struct tg_change *change);

struct tg_engine;

struct tg_engine_options {
	const struct tg_rule_pack *packs; /* later ones replace same ids */
	size_t n_packs;
	const char *const *disabled;      /* rule ids, or groups ("auth.*") */
	size_t n_disabled;
	const struct tg_globs *ignored_paths; /* or NULL */
	const struct tg_limits *limits;   /* NULL: the defaults */
	unsigned workers;                 /* 0: one */
	uint64_t (*now_us)(void); /* microseconds from any origin, to hold
	                             limits->budget_ms; NULL: no budget of time */
	uint64_t seed;            /* of the hashes that find moved lines: what
	                             an author cannot foresee, or 0 */
};

/* Everything that the options point to must outlive the engine. Cheap: nothing
 * is compiled before it is needed. */
enum tg_rc tg_engine_new(struct tg_engine **out,
			 const struct tg_engine_options *options,
			 struct tg_err *err) TG_MUST_CHECK;
void tg_engine_free(struct tg_engine *engine); /* NULL is fine */

/* The visitor for tg_changeset_visit; `ctx` is the engine. Calls with different
 * view->worker may run at the same time. */
void tg_engine_visit(const struct tg_file_view *view, void *ctx);

struct tg_engine_result {
	struct tg_signal *signals; /* sorted by path, side, line, rule */
	size_t n;
	struct tg_suppression *suppressions; /* sorted by path, line, rule */
	size_t n_suppressions;
	const char **incomplete;   /* what a limit kept from being looked at */
	size_t n_incomplete;
	size_t more;               /* further matches of rules that were over
	                              limits->matches_per_rule; every rule keeps
	                              at least one signal for each file */
	size_t moved;              /* matches on lines that only moved */
};

/* After the visit: takes moved lines out, adds the derived signals that look
 * across lines and files, sorts. Everything in `out` lives in `arena`, or is
 * borrowed from the rules and the changes. Can be called once. */
enum tg_rc tg_engine_finish(struct tg_engine_result *out,
			    struct tg_engine *engine,
			    const struct tg_changeset *changes,
			    struct tg_arena *arena, struct tg_err *err)
	TG_MUST_CHECK;

#endif
