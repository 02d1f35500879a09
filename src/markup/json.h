/* JSON by jansson into the common tree. Writers use jansson themselves. */
#ifndef TG_JSON_H
#define TG_JSON_H

#include "tree.h"

#include <threatgate/err.h>

#define TG_JSON_MAX_BYTES (64u << 20)

/* TG_E_SYNTAX with file, line and column. Nodes carry no positions: see below. */
enum tg_rc tg_json_read(struct tg_tree **out, struct tg_arena *arena,
			struct tg_str text, const char *file,
			struct tg_err *err) TG_MUST_CHECK;

/* Gives the nodes of a tree that was read of this text, and their keys, the line
 * that they begin on. In time with the length of the text. */
void tg_json_lines(struct tg_tree *root, struct tg_str text);

#endif
