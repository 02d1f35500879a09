/*
 * Names that hold a value from outside in one function: see flow.c. What a rule
 * with `from: outside` asks of a line.
 */
#ifndef TG_RULES_FLOW_H
#define TG_RULES_FLOW_H

#include "../base/str.h"

#define TG_FLOW_NAMES 64u /* of one function; further ones are not followed */
#define TG_FLOW_FORMS 7u  /* in which a value gets a name */

struct tg_flow {
	const char *text; /* where the function begins; NULL: none was read yet */
	struct tg_str names[TG_FLOW_NAMES];
	size_t n;
};

/* What says that a value came from outside: it is read from a request, a framework
 * fills the parameter, its type says so, its name does. */
enum {
	TG_FLOW_READ_THERE,
	TG_FLOW_FILLED,
	TG_FLOW_TYPED,
	TG_FLOW_NAMED,
	TG_FLOW_KINDS
};

#define TG_FLOW_BEFORE 0u /* not a group: all that stands before the match */

/* A form, and the groups that hold the name and the value. */
struct tg_flow_form {
	struct tg_regex *re;
	struct tg_str must; /* every line of this form holds it */
	unsigned char name, value;
};

/* The patterns that flow.c reads functions by; shared by all workers. */
struct tg_flow_forms {
	struct tg_flow_form forms[TG_FLOW_FORMS];
	struct tg_regex *kinds[TG_FLOW_KINDS];
};

struct tg_flow_forms *tg_flow_forms_new(void);
void tg_flow_forms_free(struct tg_flow_forms *forms); /* NULL is fine */

#endif
