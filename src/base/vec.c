#include "vec.h"

#include <stdint.h>
#include <string.h>

void *tg_vec_grow(struct tg_arena *arena, void *items, size_t n, size_t *cap,
		  size_t size)
{
	if (n < *cap) {
		/* A popped element may have left its bytes here. */
		memset((unsigned char *)items + n * size, 0, size);
		return items;
	}
	size_t wider = *cap > SIZE_MAX / 2 ? SIZE_MAX : *cap * 2;

	if (wider < 4)
		wider = 4;
	void *grown = tg_arena_calloc(arena, wider, size);

	if (n > 0)
		memcpy(grown, items, n * size);
	*cap = wider;
	return grown;
}
