/* YAML by libfyaml (the only files with it): yaml.c. */
#ifndef TG_YAML_H
#define TG_YAML_H

#include "tree.h"

#include <threatgate/err.h>

/* What a document may cost: aliases are expanded into the tree and counted
 * like any other node, so that a bomb runs into `nodes`. */
#define TG_YAML_MAX_BYTES (4u << 20)
#define TG_YAML_MAX_NODES 200000u
#define TG_YAML_MAX_DEPTH 64u

/* Reads the first document of `text` (an empty one gives a TG_TREE_NULL). On a
 * syntax error: TG_E_SYNTAX with file, line, column, and what was found.
 * Duplicate keys of a map are errors. `file` is for messages only. */
enum tg_rc tg_yaml_read(struct tg_tree **out, struct tg_arena *arena,
			struct tg_str text, const char *file,
			struct tg_err *err) TG_MUST_CHECK;

/* All documents of a stream ("---" between them), as for Kubernetes files. */
enum tg_rc tg_yaml_read_all(struct tg_tree ***out, size_t *n,
			    struct tg_arena *arena, struct tg_str text,
			    const char *file, struct tg_err *err) TG_MUST_CHECK;

#endif
