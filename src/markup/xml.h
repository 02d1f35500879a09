/* XML by expat into a tree of elements. External entities are never loaded;
 * a document with a DTD's entity declarations is refused. */
#ifndef TG_XML_H
#define TG_XML_H

#include "../base/arena.h"
#include "../base/str.h"

#include <threatgate/err.h>

#define TG_XML_MAX_BYTES (8u << 20)
#define TG_XML_MAX_DEPTH 128u

struct tg_xml {
	const char *name;          /* without namespace prefix */
	const char *const *attrs;  /* name, value, ..., NULL; names unprefixed */
	const char *text;          /* its own text, trimmed, never NULL */
	unsigned line;
	struct tg_xml **children;
	size_t n;
};

enum tg_rc tg_xml_read(struct tg_xml **out, struct tg_arena *arena,
		       struct tg_str text, const char *file,
		       struct tg_err *err) TG_MUST_CHECK;

/* NULL-safe. The first child of that name; an attribute's value, or NULL. */
const struct tg_xml *tg_xml_child(const struct tg_xml *e, const char *name);
const char *tg_xml_child_text(const struct tg_xml *e, const char *name);
const char *tg_xml_attr(const struct tg_xml *e, const char *name);

#endif
