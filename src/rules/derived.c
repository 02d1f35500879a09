#include "rules.h"

const struct tg_rule_pack tg_derived_rules = { "derived", NULL, 0, NULL };
