/* Base64 (RFC 4648, section 4), as the API wraps contents of files. */
#ifndef TG_BASE64_H
#define TG_BASE64_H

#include "../base/arena.h"

#include <stdbool.h>

/* Decodes into `arena`, skipping line ends. False when it is none. */
bool tg_base64_decode(struct tg_str *out, struct tg_arena *arena, struct tg_str text);

#endif
