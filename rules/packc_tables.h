/* Rules and the search for their literals, written as constant tables in C. */
#ifndef PACKC_TABLES_H
#define PACKC_TABLES_H

#include "../src/base/buf.h"
#include "../src/rules/prefilter.h"

/* Appends the source of `tg_builtin_rules`: the rules, in their order, and the search
 * that was built over them. */
void packc_put_tables(struct tg_buf *out, const struct tg_rule *rules, size_t n,
		      const struct tg_prefilter *filter);

#endif
