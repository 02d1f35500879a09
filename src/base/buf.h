/*
 * A growing byte buffer with a cap that is set at birth. Past the cap, appends
 * do nothing and `overflow` stays set: forty appends, one check. `ptr` is
 * always NUL-terminated once anything was appended (NULL before).
 */
#ifndef TG_BUF_H
#define TG_BUF_H

#include "str.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <threatgate/err.h>

struct tg_buf {
	char *ptr;
	size_t len, cap, max;
	bool overflow;
};

#define TG_BUF_INIT(limit) { NULL, 0, 0, (limit), false }

void tg_buf_init(struct tg_buf *b, size_t max);
void tg_buf_release(struct tg_buf *b); /* frees; usable again, same cap */
void tg_buf_clear(struct tg_buf *b);   /* empties; keeps the memory */

void tg_buf_add(struct tg_buf *b, const void *data, size_t n);
void tg_buf_puts(struct tg_buf *b, const char *s);
void tg_buf_put_str(struct tg_buf *b, struct tg_str s);
void tg_buf_putc(struct tg_buf *b, char c);
void tg_buf_fill(struct tg_buf *b, char c, size_t n);
void tg_buf_printf(struct tg_buf *b, const char *fmt, ...) TG_PRINTF(2, 3);
void tg_buf_vprintf(struct tg_buf *b, const char *fmt, va_list args) TG_PRINTF(2, 0);

struct tg_str tg_buf_str(const struct tg_buf *b);

/* The contents move to the caller, who frees them; the buffer is empty.
 * NULL when nothing was ever appended. */
char *tg_buf_detach(struct tg_buf *b);

#endif
