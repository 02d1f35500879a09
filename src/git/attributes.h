/*
 * linguist-generated, linguist-vendored and linguist-documentation, as the
 * base's .gitattributes files give them. Never those of the head, the index or
 * the work tree: a pull request must not be able to hide itself.
 */
#ifndef TG_ATTRIBUTES_H
#define TG_ATTRIBUTES_H

#include "changeset.h"

struct tg_attributes;

/* `rev` (hex) is a commit or tree of `repo`; "" or NULL gives no attributes.
 * Files are read when a path below them is first asked for. */
struct tg_attributes *tg_attributes_new(struct tg_arena *arena,
					const struct tg_repo *repo,
					const char *rev);
void tg_attributes_free(struct tg_attributes *attributes); /* NULL is fine */

/* What one attribute says of a path. */
enum tg_attribute { TG_ATTRIBUTE_UNSET, TG_ATTRIBUTE_NO, TG_ATTRIBUTE_YES };

enum tg_linguist {
	TG_LINGUIST_GENERATED,
	TG_LINGUIST_VENDORED,
	TG_LINGUIST_DOCUMENTATION
};
#define TG_LINGUIST_COUNT 3

/* Fills one value for each enum tg_linguist. Several threads may ask at once. */
void tg_attributes_of(enum tg_attribute out[TG_LINGUIST_COUNT],
		      struct tg_attributes *attributes, const char *path);

#endif
