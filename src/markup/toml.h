/* TOML 1.0 into the common tree: no library for C is packaged, and three of
 * the largest dependency ecosystems use it. Dates are strings. */
#ifndef TG_TOML_H
#define TG_TOML_H

#include "tree.h"

#include <threatgate/err.h>

#define TG_TOML_MAX_BYTES (32u << 20)

/* TG_E_SYNTAX with file, line and column. */
enum tg_rc tg_toml_read(struct tg_tree **out, struct tg_arena *arena,
			struct tg_str text, const char *file,
			struct tg_err *err) TG_MUST_CHECK;

#endif
