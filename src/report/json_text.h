/* Values for jansson out of text that may be anything. */
#ifndef TG_JSON_TEXT_H
#define TG_JSON_TEXT_H

#include "../base/buf.h"

#include <jansson.h>

/* A string; bytes that are not UTF-8 become U+FFFD. NULL gives null. The
 * caller owns the value, as with json_string. */
json_t *tg_json_text(const char *s);

/* Sets a key, taking over `value`. */
void tg_json_set(json_t *object, const char *key, json_t *value);

/* Appends the value to `out`, indented by two, with a line end, and frees it. */
void tg_json_write(struct tg_buf *out, json_t *value);

#endif
