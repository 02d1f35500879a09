/* The parts of reading a policy, one file each. Private to src/policy. */
#ifndef TG_POLICY_READING_H
#define TG_POLICY_READING_H

#include "value.h"

/* The key `checklist`; r->into is the policy. */
tg_value_fn tg_policy_read_checklist;

#endif
