/*
 * Names that hold a value from outside in one function: see flow.c. What a rule
 * with `from: outside` asks of a line.
 */
#ifndef TG_RULES_FLOW_H
#define TG_RULES_FLOW_H

#include "../base/str.h"

#define TG_FLOW_NAMES 64u /* of one function; further ones are not followed */

struct tg_flow {
	const char *text; /* where the function begins; NULL: none was read yet */
	struct tg_str names[TG_FLOW_NAMES];
	size_t n;
};

/* The patterns that flow.c reads functions by; shared by all workers. */
struct tg_flow_forms;

struct tg_flow_forms *tg_flow_forms_new(void);
void tg_flow_forms_free(struct tg_flow_forms *forms); /* NULL is fine */

#endif
