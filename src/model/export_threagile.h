/* What the two halves of the Threagile writer share. */
#ifndef TG_EXPORT_THREAGILE_H
#define TG_EXPORT_THREAGILE_H

#include "exporting.h"

struct tg_threagile {
	const struct tg_model *model;
	struct tg_losses *losses;
	const char **ids; /* of the elements: letters, digits, dashes */
};

bool tg_threagile_is_word(const char *id);

/* Keys and ids of this format are words of letters, digits and dashes. */
const char *tg_threagile_slug(struct tg_arena *arena, const char *name,
			      const char *prefix, size_t index);

/* Sets a key that must be unique: a second one gets a number. */
void tg_threagile_set(struct tg_arena *arena, json_t *map, const char *key,
		      json_t *value);

/* The id that an element was given, or NULL for none of that name. */
const char *tg_threagile_id(const struct tg_threagile *w, const char *element);

/* Risks and what was decided of them. */
void tg_threagile_put_threats(struct tg_threagile *w, json_t *root);

#endif
