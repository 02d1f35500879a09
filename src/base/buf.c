#include "buf.h"

#include "arena.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void tg_buf_init(struct tg_buf *b, size_t max)
{
	*b = (struct tg_buf)TG_BUF_INIT(max);
}

void tg_buf_release(struct tg_buf *b)
{
	free(b->ptr);
	tg_buf_init(b, b->max);
}

void tg_buf_clear(struct tg_buf *b)
{
	b->len = 0;
	b->overflow = false;
	if (b->ptr)
		b->ptr[0] = '\0';
}

/* Room for `n` more bytes and the NUL. False past the cap. */
static bool reserve(struct tg_buf *b, size_t n)
{
	if (b->overflow || n > b->max - b->len || b->len + n == SIZE_MAX) {
		b->overflow = true;
		return false;
	}
	size_t need = b->len + n + 1;

	if (need <= b->cap)
		return true;
	size_t cap = b->cap < 64 ? 64 : b->cap;

	while (cap < need)
		cap = cap > SIZE_MAX / 2 ? need : cap * 2;
	b->ptr = tg_realloc(b->ptr, cap);
	b->cap = cap;
	return true;
}

void tg_buf_add(struct tg_buf *b, const void *data, size_t n)
{
	if (!reserve(b, n))
		return;
	if (n > 0)
		memcpy(b->ptr + b->len, data, n);
	b->len += n;
	b->ptr[b->len] = '\0';
}

void tg_buf_puts(struct tg_buf *b, const char *s)
{
	tg_buf_add(b, s, strlen(s));
}

void tg_buf_put_str(struct tg_buf *b, struct tg_str s)
{
	tg_buf_add(b, s.p, s.n);
}

void tg_buf_putc(struct tg_buf *b, char c)
{
	tg_buf_add(b, &c, 1);
}

void tg_buf_fill(struct tg_buf *b, char c, size_t n)
{
	if (!reserve(b, n))
		return;
	memset(b->ptr + b->len, c, n);
	b->len += n;
	b->ptr[b->len] = '\0';
}

void tg_buf_vprintf(struct tg_buf *b, const char *fmt, va_list args)
{
	va_list again;

	va_copy(again, args);
	int n = vsnprintf(NULL, 0, fmt, args);

	if (n > 0 && reserve(b, (size_t)n) &&
	    vsnprintf(b->ptr + b->len, (size_t)n + 1, fmt, again) == n)
		b->len += (size_t)n;
	va_end(again);
}

void tg_buf_printf(struct tg_buf *b, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	tg_buf_vprintf(b, fmt, args);
	va_end(args);
}

struct tg_str tg_buf_str(const struct tg_buf *b)
{
	return (struct tg_str){ b->ptr, b->len };
}

char *tg_buf_detach(struct tg_buf *b)
{
	char *ptr = b->ptr;

	tg_buf_init(b, b->max);
	return ptr;
}
