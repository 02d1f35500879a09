/* UTF-8: checking, walking, display width, and making text harmless. */
#ifndef TG_UTF8_H
#define TG_UTF8_H

#include "buf.h"
#include "str.h"

#include <stdint.h>

/* The offset of the first byte that is not well-formed UTF-8 (RFC 3629), or
 * SIZE_MAX when all is. */
size_t tg_utf8_invalid_at(struct tg_str s);

/* Takes the first code point off *s. An ill-formed byte gives U+FFFD and takes
 * one byte. False when *s is empty. */
bool tg_utf8_next(struct tg_str *s, uint32_t *cp);

/* Appends a code point. */
void tg_utf8_put(struct tg_buf *b, uint32_t cp);

/* Terminal columns: 0 for combining and zero-width, 2 for wide (East Asian
 * wide, emoji), 1 otherwise. */
unsigned tg_utf8_width(uint32_t cp);
size_t tg_utf8_columns(struct tg_str s);

/* The longest prefix of at most `max` bytes that does not cut a code point. */
struct tg_str tg_utf8_cut(struct tg_str s, size_t max);

/* C0 and C1 controls, DEL, bidirectional controls, zero-width characters,
 * tags, and other characters that are not shown: text made of these alone says
 * nothing, and shown raw they lie about what follows. */
bool tg_utf8_invisible(uint32_t cp);

/* Appends `s` for a terminal or a log line: controls, bidirectional controls
 * and ill-formed bytes become visible escapes (\x1b, \u202e); a line end
 * becomes a space. */
void tg_utf8_put_safe(struct tg_buf *b, struct tg_str s);

#endif
