/*
 * One arena per run: everything that lives until the report is written is
 * allocated here and freed at once. Out of memory ends the process with exit
 * status 3 and one line on standard error: every input is capped, so it means
 * a machine that cannot do the job.
 */
#ifndef TG_ARENA_H
#define TG_ARENA_H

#include "str.h"

#include <stdarg.h>
#include <stddef.h>
#include <threatgate/err.h>

struct tg_arena_block;

/* Not safe for use by two threads at once: each worker has its own. */
struct tg_arena {
	struct tg_arena_block *head;
	size_t used; /* bytes handed out, for tests and limits */
};

#define TG_ARENA_INIT { NULL, 0 }

/* `size` zeroed bytes, aligned for any type. Never NULL. */
void *tg_arena_alloc(struct tg_arena *arena, size_t size);

/* `n` zeroed elements of `size` bytes; an overflow ends the process. */
void *tg_arena_calloc(struct tg_arena *arena, size_t n, size_t size);

/* NUL-terminated copies. */
char *tg_arena_dup(struct tg_arena *arena, const char *s);
char *tg_arena_strndup(struct tg_arena *arena, const char *s, size_t n);
char *tg_arena_dup_str(struct tg_arena *arena, struct tg_str s);
char *tg_arena_printf(struct tg_arena *arena, const char *fmt, ...)
	TG_PRINTF(2, 3);

/* Everything of `from` belongs to `to` afterwards; `from` is empty. */
void tg_arena_adopt(struct tg_arena *to, struct tg_arena *from);

/* Frees everything; the arena is empty and usable again. */
void tg_arena_release(struct tg_arena *arena);

/* malloc, calloc and realloc that end the process when memory is out. For the
 * few things that outlive or do not fit an arena; freed with free(). */
void *tg_malloc(size_t size);
void *tg_calloc(size_t n, size_t size);
void *tg_realloc(void *p, size_t size);

/* How these end the process; for a library's own allocation that failed. */
_Noreturn void tg_out_of_memory(void);

#endif
