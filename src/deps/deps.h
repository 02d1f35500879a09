/*
 * Dependencies: what is new, from where, pinned or not. Manifests and lock
 * files are parsed on both sides and compared as sets; nothing is looked up on
 * the network.
 *
 * What makes a signal: a direct dependency whose identity no manifest of the
 * same ecosystem had before (deps.new), one that now comes from elsewhere
 * (deps.source-changed), one whose version is left open where the ecosystem
 * can pin (deps.unpinned), a hash that is gone or differs for the same version
 * (deps.unverified), a registry that is added (deps.registry-changed), code
 * that now runs at installation (deps.install-script). What makes none: another
 * version, another section or file, another order, another layout.
 */
#ifndef TG_DEPS_H
#define TG_DEPS_H

#include "../git/changeset.h"

#include <threatgate/report.h>

/* From "anything may come" to "these very bytes". UNKNOWN: the manifest does
 * not say (a variable, a version managed elsewhere). LOCKED: a range or a name
 * that a lock file or a convention narrows down. */
enum tg_pin { TG_PIN_UNKNOWN, TG_PIN_FLOATING, TG_PIN_LOCKED, TG_PIN_EXACT, TG_PIN_HASH };

enum tg_dependency_kind {
	TG_DEP_PACKAGE,
	TG_DEP_REGISTRY, /* where packages are looked for; `name` is the place */
	TG_DEP_SCRIPT,   /* what runs at installation; `version` is the command */
	TG_DEP_OWN       /* the package that the manifest itself describes */
};

/* Strings are never NULL. */
struct tg_dependency {
	enum tg_dependency_kind kind;
	const char *ecosystem; /* "npm", "pypi", "github-actions" ... */
	const char *name;      /* normalised identity */
	const char *version;   /* as written, "" where none */
	const char *source;    /* registry or URL where it differs from the
	                          ecosystem's default, else "" */
	const char *integrity; /* "algorithm:value", separated by blanks, or "" */
	enum tg_pin pin;
	bool direct, dev;
	bool inherited;        /* version and source stand in another manifest */
	bool redirects;        /* says where what is named elsewhere comes from */
	bool local;            /* lives in the repository */
	uint32_t line;         /* 1-based; 0 unknown */
};

/* True when `path` is a manifest or lock file that is read. */
bool tg_deps_is_manifest(const char *path);
bool tg_deps_is_lock(const char *path);

/* What one file names: for tests and for `rules explain`. TG_E_NOT_FOUND for a
 * path that is no manifest; TG_E_SYNTAX with the place when it cannot be read. */
enum tg_rc tg_deps_read(struct tg_dependency **out, size_t *n, const char *path,
			struct tg_str text, struct tg_arena *arena,
			struct tg_err *err) TG_MUST_CHECK;

/* The signals of this layer as rules, for `rules list` and `rules show`. */
struct tg_deps_rule {
	const char *id, *title;
	const char *message;   /* what it means, one sentence */
	const char *ask;
	unsigned stride;
	enum tg_severity severity;
	enum tg_confidence confidence; /* the highest that a signal of it has */
	const char *const *references; /* NULL-terminated */
};
extern const struct tg_deps_rule tg_deps_rule_info[]; /* sorted by id */
extern const size_t tg_deps_rule_count;

struct tg_deps_result {
	struct tg_signal *signals; /* sorted by path, line, rule */
	size_t n;
	const char **unread;       /* "path: reason" for what did not parse */
	size_t n_unread;
};

/* What is read at most: larger manifests and more files are named in `unread`. */
#define TG_DEPS_MAX_BYTES (32u << 20)    /* of one file */
#define TG_DEPS_MAX_PER_FILE 100000u     /* dependencies of one file */
#define TG_DEPS_MAX_SIBLINGS 4000u       /* files of the base looked at */
#define TG_DEPS_MAX_SIGNALS 40u          /* per file and rule */

/* Compares every changed manifest. Signals and strings live in `arena`. */
enum tg_rc tg_deps_compare(struct tg_deps_result *out,
			   const struct tg_changeset *changes,
			   struct tg_arena *arena, struct tg_err *err)
	TG_MUST_CHECK;

/* The same in two steps, for a change set that is visited anyway: the manifests
 * are parsed where the visit has their texts at hand, on all of its workers, and
 * judged after it. What was not shown is read then. */
struct tg_deps_reading;
struct tg_deps_reading *tg_deps_reading_new(const struct tg_changeset *changes);
void tg_deps_reading_free(struct tg_deps_reading *reading);

/* Called by a visitor, from several workers at once. */
void tg_deps_see(const struct tg_file_view *view, struct tg_deps_reading *reading);

/* After the visit, once. */
void tg_deps_judge(struct tg_deps_result *out, struct tg_deps_reading *reading,
		   struct tg_arena *arena);

#endif
