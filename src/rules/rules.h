/*
 * Rules: packs, compiling, matching. A change set goes in, signals come out.
 * Nothing here prints or touches clock, disk or network.
 */
#ifndef TG_RULES_H
#define TG_RULES_H

#include "../base/glob.h"
#include "../base/regex.h"
#include "../git/changeset.h"

#include <threatgate/report.h>

enum tg_rule_change { TG_RULE_ADDED, TG_RULE_REMOVED, TG_RULE_EITHER };

/* A rule as written. Built-in ones are constant tables made at build time;
 * a team's own are read at run time. The texts are never NULL. */
struct tg_rule {
	const char *id, *title, *topic;
	unsigned triggers, stride;
	enum tg_severity severity;
	enum tg_confidence confidence;
	enum tg_rule_change change;
	bool comments;             /* also matches inside comments */
	bool control;              /* its removal is the removal of a control */
	bool no_literal;           /* says itself why it needs no literal */
	const char *const *languages; /* ids; NULL-terminated; NULL: any */
	const char *const *paths;  /* path list; NULL-terminated; NULL: any */
	const char *const *classes; /* file classes; NULL: production and config */
	const char *line;          /* pattern, or NULL for a path rule */
	const char *unless;        /* must not match the same line, or NULL */
	const char *near, *without; /* over the hunk, or NULL */
	bool caseless;
	const char *message, *ask;
	const char *const *references;
	const char *const *literals; /* every match of `line` holds one of them
	                                (lower case); derived, NULL-terminated */
	const char *const *match, *const *no_match; /* its tests; run time only for
	                                a team's own rules and `rules test` */
	const char *file;          /* where it was read; line number there */
	unsigned file_line;
};

struct tg_rule_pack {
	const char *name;
	const struct tg_rule *rules;
	size_t n;
};

/* The built-in rules, sorted by id (generated at build time). */
extern const struct tg_rule_pack tg_builtin_rules;

/* Reads a pack's YAML: structure, patterns, literals, tests are all checked.
 * TG_E_RULE with file, line, column, the offending text and what was expected. */
enum tg_rc tg_rules_read(struct tg_rule_pack *out, struct tg_arena *arena,
			 struct tg_str text, const char *file,
			 struct tg_err *err) TG_MUST_CHECK;

/* Runs a rule's own tests. *failed is the test that did not hold, or NULL. */
enum tg_rc tg_rule_test(const struct tg_rule *rule, const char **failed,
			struct tg_err *err) TG_MUST_CHECK;

struct tg_engine;

struct tg_engine_options {
	const struct tg_rule_pack *packs; /* later ones replace same ids */
	size_t n_packs;
	const char *const *disabled;      /* rule ids, or groups ("auth.*") */
	size_t n_disabled;
	const struct tg_globs *ignored_paths; /* or NULL */
	const struct tg_limits *limits;
	unsigned workers;
};

enum tg_rc tg_engine_new(struct tg_engine **out,
			 const struct tg_engine_options *options,
			 struct tg_err *err) TG_MUST_CHECK;
void tg_engine_free(struct tg_engine *engine);

/* The visitor for tg_changeset_visit; ctx is the engine. */
void tg_engine_visit(const struct tg_file_view *view, void *engine);

struct tg_engine_result {
	struct tg_signal *signals; /* sorted by path, side, line, rule */
	size_t n;
	struct tg_suppression *suppressions;
	size_t n_suppressions;
	const char **incomplete;   /* what a limit kept from being looked at */
	size_t n_incomplete;
};

/* After the visit: takes moved lines out, adds the derived signals that look
 * across lines and files, sorts. `elapsed_ms` of matching is kept against the
 * budget by the engine through `tick`, so that nothing here reads a clock. */
enum tg_rc tg_engine_finish(struct tg_engine_result *out,
			    struct tg_engine *engine,
			    const struct tg_changeset *changes,
			    struct tg_arena *arena, struct tg_err *err)
	TG_MUST_CHECK;

#endif
