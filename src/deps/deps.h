/*
 * Dependencies: what is new, from where, pinned or not. Manifests and lock
 * files are parsed on both sides and compared as sets; nothing is looked up on
 * the network.
 */
#ifndef TG_DEPS_H
#define TG_DEPS_H

#include "../git/changeset.h"

#include <threatgate/report.h>

enum tg_pin { TG_PIN_UNKNOWN, TG_PIN_FLOATING, TG_PIN_LOCKED, TG_PIN_EXACT, TG_PIN_HASH };

struct tg_dependency {
	const char *ecosystem; /* "npm", "pypi", "github-actions" ... */
	const char *name;      /* normalised identity */
	const char *version;   /* as written, "" where none */
	const char *source;    /* registry or URL where it differs from the
	                          ecosystem's default, else "" */
	enum tg_pin pin;
	bool direct, dev;
	uint32_t line;         /* 1-based; 0 unknown */
};

/* True when `path` is a manifest or lock file that is read. */
bool tg_deps_is_manifest(const char *path);
bool tg_deps_is_lock(const char *path);

struct tg_deps_result {
	struct tg_signal *signals; /* deps.new, deps.source-changed,
	                              deps.unpinned, deps.unverified ... */
	size_t n;
	const char **unread;       /* "path: reason" for what did not parse */
	size_t n_unread;
};

/* Compares every changed manifest. Signals and strings live in `arena`. */
enum tg_rc tg_deps_compare(struct tg_deps_result *out,
			   const struct tg_changeset *changes,
			   struct tg_arena *arena, struct tg_err *err)
	TG_MUST_CHECK;

#endif
