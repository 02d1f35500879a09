#include "arena.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FIRST_BLOCK ((size_t)8 << 10)
#define LARGEST_BLOCK ((size_t)1 << 20)
#define FRESH ((size_t)256 << 10) /* so much comes from the system, zeroed already */
#define ALIGNMENT _Alignof(max_align_t)

struct tg_arena_block {
	struct tg_arena_block *next;
	size_t size, fill;
	bool zeroed; /* as a whole, else what is handed out */
	_Alignas(max_align_t) unsigned char bytes[];
};

/* The only place where the library ends the process: see arena.h. */
_Noreturn void tg_out_of_memory(void)
{
	(void)fputs("threatgate: out of memory\n", stderr);
	exit(3);
}

void *tg_malloc(size_t size)
{
	void *p = malloc(size ? size : 1);

	if (!p)
		tg_out_of_memory();
	return p;
}

void *tg_calloc(size_t n, size_t size)
{
	void *p = calloc(n ? n : 1, size ? size : 1);

	if (!p)
		tg_out_of_memory();
	return p;
}

void *tg_realloc(void *p, size_t size)
{
	void *grown = realloc(p, size ? size : 1);

	if (!grown)
		tg_out_of_memory();
	return grown;
}

/* A block's size doubles up to a megabyte; what is larger gets its own. */
static size_t next_block_size(const struct tg_arena *arena, size_t need)
{
	size_t size = arena->head ? arena->head->size * 2 : FIRST_BLOCK;

	if (size > LARGEST_BLOCK)
		size = LARGEST_BLOCK;
	return need > size ? need : size;
}

static struct tg_arena_block *add_block(struct tg_arena *arena, size_t need)
{
	size_t size = next_block_size(arena, need);

	if (size > SIZE_MAX - sizeof(struct tg_arena_block))
		tg_out_of_memory();
	bool zeroed = need >= FRESH;
	struct tg_arena_block *block =
		zeroed ? tg_calloc(1, sizeof(*block) + size)
		       : tg_malloc(sizeof(*block) + size);

	block->size = size;
	block->fill = 0;
	block->zeroed = zeroed;
	block->next = arena->head;
	arena->head = block;
	return block;
}

/* No byte is handed out twice. */
static void *take(struct tg_arena *arena, size_t size)
{
	struct tg_arena_block *block = arena->head;

	if (size > SIZE_MAX - ALIGNMENT)
		tg_out_of_memory();
	size_t need = (size + ALIGNMENT - 1) & ~(ALIGNMENT - 1);

	if (need == 0)
		need = ALIGNMENT;
	if (!block || block->size - block->fill < need)
		block = add_block(arena, need);
	void *p = block->bytes + block->fill;

	block->fill += need;
	arena->used += need;
	return p;
}

/* Zeroed piece by piece: most of a block is written right after, or never. */
void *tg_arena_alloc(struct tg_arena *arena, size_t size)
{
	void *p = take(arena, size);

	if (!arena->head->zeroed)
		memset(p, 0, size);
	return p;
}

void *tg_arena_calloc(struct tg_arena *arena, size_t n, size_t size)
{
	if (size && n > SIZE_MAX / size)
		tg_out_of_memory();
	return tg_arena_alloc(arena, n * size);
}

char *tg_arena_strndup(struct tg_arena *arena, const char *s, size_t n)
{
	if (n == SIZE_MAX)
		tg_out_of_memory();
	char *copy = take(arena, n + 1);

	if (n > 0)
		memcpy(copy, s, n);
	copy[n] = '\0';
	return copy;
}

char *tg_arena_dup(struct tg_arena *arena, const char *s)
{
	return tg_arena_strndup(arena, s, strlen(s));
}

char *tg_arena_dup_str(struct tg_arena *arena, struct tg_str s)
{
	return tg_arena_strndup(arena, s.p, s.n);
}

char *tg_arena_printf(struct tg_arena *arena, const char *fmt, ...)
{
	va_list args, again;

	va_start(args, fmt);
	va_copy(again, args);
	int n = vsnprintf(NULL, 0, fmt, args);
	size_t size = n < 0 ? 0 : (size_t)n;
	char *out = tg_arena_alloc(arena, size + 1);

	if (n >= 0 && vsnprintf(out, size + 1, fmt, again) < 0)
		out[0] = '\0';
	va_end(again);
	va_end(args);
	return out;
}

void tg_arena_adopt(struct tg_arena *to, struct tg_arena *from)
{
	struct tg_arena_block *tail = from->head;

	if (!tail)
		return;
	while (tail->next)
		tail = tail->next;
	if (to->head) {
		/* Behind the head, whose free space stays in use. */
		tail->next = to->head->next;
		to->head->next = from->head;
	} else {
		to->head = from->head;
	}
	to->used += from->used;
	from->head = NULL;
	from->used = 0;
}

void tg_arena_release(struct tg_arena *arena)
{
	struct tg_arena_block *block = arena->head;

	while (block) {
		struct tg_arena_block *next = block->next;

		free(block);
		block = next;
	}
	arena->head = NULL;
	arena->used = 0;
}
