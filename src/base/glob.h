/*
 * Path lists. One rule everywhere, that of .gitignore: order counts, the last
 * pattern that matches wins, `!` takes away. A pattern without a slash (but at
 * its end) matches the name at any depth; `dir/` matches what lies below it;
 * `**` crosses slashes. Unlike .gitignore a list that begins with `!` is an
 * error: it would match nothing.
 */
#ifndef TG_GLOB_H
#define TG_GLOB_H

#include "arena.h"
#include "str.h"

struct tg_globs;

enum { TG_GLOB_CASELESS = 1 << 0 };

/* TG_E_POLICY with the offending pattern in the message; `err->line` is then
 * the 1-based index of the pattern. The list and its patterns live in `arena`,
 * but for PCRE2's memory, which tg_globs_free frees. */
enum tg_rc tg_globs_new(struct tg_globs **out, struct tg_arena *arena,
			const char *const *patterns, size_t n, unsigned flags,
			struct tg_err *err) TG_MUST_CHECK;
void tg_globs_free(struct tg_globs *globs); /* NULL is fine */

/* True when the list takes `path` (relative, '/'-separated, no leading '/'). */
bool tg_globs_match(const struct tg_globs *globs, const char *path);

/* The 0-based index of the pattern that decided, or SIZE_MAX when none did. */
size_t tg_globs_decided_by(const struct tg_globs *globs, const char *path);

/* The patterns as given. */
size_t tg_globs_count(const struct tg_globs *globs);
const char *tg_globs_pattern(const struct tg_globs *globs, size_t index);

#endif
