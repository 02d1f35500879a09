/* Reading threat models: the format is told by name and content. */
#ifndef TG_MODEL_READ_H
#define TG_MODEL_READ_H

#include "model.h"

#define TG_MODEL_MAX_BYTES (4u << 20)

/* Reads a document. TG_E_SYNTAX with file, line and column where it is not even
 * well-formed (JSON, YAML, front matter), TG_E_LIMIT above the cap. A document
 * in prose is read, with `recognised` false. All strings live in `arena`. */
enum tg_rc tg_model_read(struct tg_model **out, struct tg_arena *arena,
			 const char *path, struct tg_str text,
			 struct tg_err *err) TG_MUST_CHECK;

/* True when a file of that name and content is a threat model in one of the
 * JSON or YAML formats, or Markdown that is meant as one. A README, index or
 * template in a folder of models is none. */
bool tg_model_is_one(const char *path, struct tg_str text);

#endif
