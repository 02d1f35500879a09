/*
 * Signals that no single line shows. Each is quiet: it speaks only where the
 * change itself proves the point, and is switched off like any rule.
 */
#ifndef TG_RULES_DERIVED_H
#define TG_RULES_DERIVED_H

#include "scan.h"

/* Indexes into tg_derived_rules. */
enum tg_derived {
	TG_DERIVED_ENDPOINT_UNGUARDED,
	TG_DERIVED_GUARD_REMOVED,
	TG_DERIVED_HOST_ADDED,
	TG_DERIVED_SERVICE_ADDED
};

/* The name of an annotation: "@app.require_role('x')" gives
 * "app.require_role". */
struct tg_str tg_annotation_name(struct tg_str text);

/* True when an identifier says that it checks who calls: "require_role",
 * "IsOwner", "ensureLoggedIn"; not "author", "authority". */
bool tg_name_is_guard(struct tg_str name);

/* What one file shows, after its lines were matched. */
void tg_derive_in_file(struct tg_scan *scan);

/* An endpoint was added in a file all of whose other endpoints are guarded. */
void tg_derive_endpoints(struct tg_scan *scan);

/* What the list of files shows. */
void tg_derive_across(struct tg_engine *engine,
		      const struct tg_changeset *changes);

/* A new pending signal of a derived rule, or NULL when it is switched off. */
struct tg_pending *tg_derive(struct tg_engine *engine, struct tg_worker *worker,
			     enum tg_derived which,
			     const struct tg_change *change);

#endif
