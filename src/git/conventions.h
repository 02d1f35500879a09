/* What a path alone says of a file: one table of names that projects agree on. */
#ifndef TG_CONVENTIONS_H
#define TG_CONVENTIONS_H

#include "classes.h"

/* The class of the path given by the first convention that fits, and the words
 * that it is told by; production where none does. */
struct tg_class_reason tg_convention_of(const char *given);

#endif
