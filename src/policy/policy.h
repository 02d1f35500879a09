/*
 * The policy: what a repository wants judged, and how strictly. Read from
 * .threatgate.yml or .github/threatgate.yml; without one the defaults hold.
 */
#ifndef TG_POLICY_H
#define TG_POLICY_H

#include "../base/glob.h"
#include "../checklist/checklist.h"
#include "../git/changeset.h"
#include "../model/model.h"

enum tg_required { TG_REQUIRED_RELEVANT, TG_REQUIRED_ALWAYS, TG_REQUIRED_NEVER };

/* How strictly a kind of finding is taken. */
enum tg_policy_level { TG_POLICY_OFF, TG_POLICY_NOTE, TG_POLICY_WARNING, TG_POLICY_ERROR };

struct tg_level_rule {
	const char *id;   /* finding id, or "model/" + "*" for a group */
	enum tg_policy_level level;
};

struct tg_policy {
	const char *path;      /* where it was read, or NULL for the defaults */
	/* checklist */
	const char *heading;
	enum tg_required required;
	struct tg_item *items; /* the default five unless the policy names others */
	size_t n_items;
	unsigned discussion;   /* triggers that want the four questions answered */
	/* threat models */
	struct tg_globs *model_paths;
	enum tg_risk_level threshold;
	unsigned stale_days;   /* 0: never stale */
	struct tg_policy_cover { const char *model; const char *const *covers; size_t n; }
		*covers;       /* coverage that the policy states for a model */
	size_t n_covers;
	/* rules */
	const char *const *disabled_rules;
	size_t n_disabled_rules;
	struct tg_globs *ignored_paths; /* no signals there; or NULL */
	struct tg_globs *class_paths[6]; /* by enum tg_class: the team's own, or NULL */
	struct tg_level_rule *levels;
	size_t n_levels;
	/* people */
	const char *const *bots; /* logins of accounts of type Bot */
	size_t n_bots;
	const char *waiver_label;  /* or NULL */
	const char *since;         /* ISO date, or NULL */
	struct tg_limits limits;
};

#define TG_POLICY_MAX_BYTES (256u << 10)

/* The paths looked at, in order; NULL-terminated. */
extern const char *const tg_policy_paths[];

/* The built-in defaults. */
struct tg_policy *tg_policy_default(struct tg_arena *arena);

/* The question of one of the built-in items, or NULL. */
const char *tg_policy_default_question(const char *id);

/* Reads a policy over the defaults. TG_E_POLICY with file, line and column:
 * unknown keys (with the nearest valid name), wrong types, bad globs. */
enum tg_rc tg_policy_read(struct tg_policy **out, struct tg_arena *arena,
			  struct tg_str text, const char *file,
			  struct tg_err *err) TG_MUST_CHECK;
void tg_policy_release(struct tg_policy *policy); /* compiled globs */

/* The level that this policy gives a finding whose built-in level is `level`;
 * false when it is switched off. The id itself is stronger than a group, a
 * longer group stronger than a shorter one. */
bool tg_policy_level(const struct tg_policy *policy, const char *finding_id,
		     enum tg_level *level);

/* True when `pattern` is `id`, or a group that it belongs to: "model/" + "*",
 * "auth." + "*", or "*" alone. */
bool tg_id_matches(const char *pattern, const char *id);

/* True for "2026-03-01", a day that exists. Such dates compare as text. */
bool tg_date_is(const char *text);

/* What the gate and its lint can find. `fixed`: it may be lowered to a note,
 * but not be switched off, since the verdict would rest on what nobody saw. */
struct tg_finding_kind {
	const char *id;
	enum tg_level level;
	bool fixed;
	const char *title; /* one line without a full stop */
};
extern const struct tg_finding_kind tg_finding_kinds[];
extern const size_t tg_finding_kinds_count;
const struct tg_finding_kind *tg_finding_kind(const char *id); /* or NULL */

/* One waiver: a finding or rule, where, why, who answers for it, until when. */
struct tg_waiver {
	const char *finding; /* finding id or rule id, "*" at the end of a group;
	                        a rule's has a '.' in it */
	struct tg_globs *paths; /* never NULL after reading */
	const char *fingerprint; /* or NULL */
	const char *reason, *owner;
	const char *expires;  /* ISO date */
	uint32_t line;
};

struct tg_waivers {
	struct tg_waiver *items;
	size_t n;
};

#define TG_WAIVERS_PATH ".threatgate/waivers.yml"
#define TG_BASELINE_PATH ".threatgate/baseline.yml"

enum tg_rc tg_waivers_read(struct tg_waivers *out, struct tg_arena *arena,
			   struct tg_str text, const char *file,
			   struct tg_err *err) TG_MUST_CHECK;
void tg_waivers_release(struct tg_waivers *waivers);

/* What was there before the gate came: each entry with the reason why it is
 * put up with. It counts by its fingerprint, whatever moved around it. */
struct tg_baseline_entry {
	const char *finding;
	const char *fingerprint;
	const char *path;     /* or "" */
	const char *reason;
	uint32_t line;        /* of the entry in its file */
};

struct tg_baseline {
	struct tg_baseline_entry *items;
	size_t n;
};

enum tg_rc tg_baseline_read(struct tg_baseline *out, struct tg_arena *arena,
			    struct tg_str text, const char *file,
			    struct tg_err *err) TG_MUST_CHECK;

#endif
