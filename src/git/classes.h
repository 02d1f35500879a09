/* What kind of file a path is. */
#ifndef TG_CLASSES_H
#define TG_CLASSES_H

#include "attributes.h"

struct tg_class_reason {
	enum tg_class file_class;
	const char *because; /* "path convention vendor/", "linguist-generated" */
};

/* First the team's own lists (six by class, or NULL), then the base's linguist
 * attributes (may be NULL), then the path conventions; else production. */
struct tg_class_reason tg_classify(const char *path,
				   struct tg_globs *const *class_paths,
				   struct tg_attributes *attributes);

/* Why the text of a file says that no person wrote it, or NULL: its first lines tell
 * so, or it is a bundle, whatever it is named. Only to be asked of text that the base
 * has: a pull request's own claim proves nothing. */
const char *tg_generated_because(const char *path, struct tg_str text);

/* True for a script or style sheet nearly all of which stands in lines that nobody
 * writes by hand. */
bool tg_is_bundle(const char *path, struct tg_str text);

#endif
